#include "xlsform/header.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"

/* A word in lower case with _ for blanks. */
static char *normal(struct arena *arena, const char *text, size_t length) {
    char *copy = text_trim(arena_copy_part(arena, text, length)), *to = copy;
    for (const char *byte = copy; *byte; byte++)
        if (!isspace((unsigned char)*byte))
            *to++ = (char)tolower((unsigned char)*byte);
        else if (to[-1] != '_')
            *to++ = '_';
    *to = 0;
    return copy;
}

static unsigned sheet_mask(const char *name) {
    return !strcmp(name, "survey") ? SHEET_SURVEY : !strcmp(name, "choices") ? SHEET_CHOICES : SHEET_SETTINGS;
}

/* "bind::relevant", "media::image": names in two pieces. */
static bool is_in_pieces(const char *word) {
    static const char *const first[] = { "bind", "body", "control", "instance", "media", "attribute" };
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        if (!strcmp(word, first[i]))
            return true;
    return false;
}

/* Splits "word::language"; where there is no "::", one colon does. */
static struct header_cell read_cell(struct arena *arena, const char *text, unsigned sheet) {
    struct header_cell cell = { .text = text_trim(arena_copy(arena, text)), .word = COLUMN_OTHER };
    const char *mark = strstr(cell.text, "::") ? "::" : ":";
    const char *whole = normal(arena, cell.text, strlen(cell.text));
    const struct header_name *name = header_name_find(whole, sheet);
    if (!*cell.text)
        cell.word = COLUMN_EMPTY;
    if (!*cell.text || name) {
        cell.word = name ? name->word : cell.word;
        return cell;
    }
    const char *colon = strstr(cell.text, mark);
    if (!colon)
        return cell;
    const char *word = normal(arena, cell.text, (size_t)(colon - cell.text));
    const char *rest = colon + strlen(mark);
    if (!strcmp(word, "topcop") && sheet == SHEET_SURVEY) {
        cell.word = COLUMN_EXTRA;
        return cell;
    }
    if (is_in_pieces(word)) {
        colon = strstr(rest, mark);
        size_t length = colon ? (size_t)(colon - rest) : strlen(rest);
        word = arena_format(arena, "%s::%s", word, normal(arena, rest, length));
        rest = colon ? colon + strlen(mark) : "";
    }
    name = header_name_find(word, sheet);
    if (name && (!*rest || name->has_languages)) {
        cell.word = name->word;
        cell.language = *rest ? text_trim(arena_copy(arena, rest)) : NULL;
    }
    return cell;
}

static int compare_cells(const void *one, const void *other) {
    const struct header_cell *a = *(const struct header_cell *const *)one,
                             *b = *(const struct header_cell *const *)other;
    int difference = (int)a->word - (int)b->word;
    bool by_text = a->word == COLUMN_OTHER || a->word == COLUMN_EXTRA || a->word == COLUMN_MEDIA ||
                   a->word == COLUMN_KNOWN;
    if (!difference)
        difference = by_text ? strcmp(a->text, b->text)
                             : strcmp(a->language ? a->language : "", b->language ? b->language : "");
    return difference;
}

static int compare_cells_stably(const void *one, const void *other) {
    int difference = compare_cells(one, other);
    const struct header_cell *a = *(const struct header_cell *const *)one,
                             *b = *(const struct header_cell *const *)other;
    return difference ? difference : (a > b) - (a < b);
}

/* Of two names for one thing in the settings the one XLSForm has now is meant; elsewhere they are an error.
 */
static void refuse_double(struct header *header, struct header_cell *first, struct header_cell *second,
                          struct problems *problems) {
    struct problem_place place =
        header_place(header, &header->sheet->rows[0], (int)(second - header->cells), 0);
    if (sheet_mask(header->sheet->name) != SHEET_SETTINGS || !strcmp(first->text, second->text)) {
        problems_error(problems, place, _("the same column is there twice (as \"%s\")"), first->text);
        return;
    }
    const char *now = "";
    for (int i = 0; header_name_row(i) && !*now; i++)
        if (header_name_row(i)->word == first->word)
            now = header_name_row(i)->text;
    struct header_cell *unused = strcasecmp(first->text, now) != 0 ? first : second;
    unused->word = COLUMN_KNOWN;
    problems_warning(problems, place, _("this means the same as \"%s\"; \"%s\" is not used"), first->text,
                     unused->text);
}

static void check_columns(struct arena *arena, struct header *header, bool warn_unused,
                          struct problems *problems) {
    struct header_cell **sorted = arena_new(arena, (size_t)header->count * sizeof(struct header_cell *));
    for (int i = 0; i < header->count; i++)
        sorted[i] = &header->cells[i];
    qsort(sorted, (size_t)header->count, sizeof *sorted, compare_cells_stably);
    for (int i = 1; i < header->count; i++)
        if (sorted[i]->word != COLUMN_EMPTY && !compare_cells(&sorted[i - 1], &sorted[i]))
            refuse_double(header, sorted[i - 1], sorted[i], problems);
    for (int i = 0; i < header->count; i++)
        if (warn_unused && header->cells[i].word == COLUMN_OTHER)
            problems_warning(problems, header_place(header, &header->sheet->rows[0], i, 0),
                             _("this column is not used"));
}

/* In a text file too many cells mean a comma too many: all that follows it stands in wrong columns. */
static void check_rows(const struct header *header, struct problems *problems) {
    const struct sheet_row *rows;
    int count = header_rows(header, &rows);
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < rows[i].count && k < header->count; k++)
            if (header->cells[k].word == COLUMN_EMPTY && *rows[i].cells[k])
                problems_warning(problems, header_place(header, &rows[i], -1, 0),
                                 _("cell %d stands under an empty header and is not used: \"%.40s\""), k + 1,
                                 rows[i].cells[k]);
        if (rows[i].count > header->count && rows[i].line)
            problems_error(
                problems, header_place(header, &rows[i], -1, 0),
                _("the row has %d cells, the header only %d; is a text with a comma not in quotes?"),
                rows[i].count, header->count);
        else if (rows[i].count > header->count)
            problems_warning(problems, header_place(header, &rows[i], -1, 0),
                             _("the row has cells to the right of the header, which are not used"));
    }
}

struct header header_read(struct arena *arena, const struct sheet *sheet, bool warn_unused,
                          struct problems *problems) {
    struct header header = { .sheet = sheet };
    if (!sheet || !sheet->count)
        return header;
    const struct sheet_row *top = &sheet->rows[0];
    header.cells = arena_new(arena, (size_t)(top->count + 1) * sizeof *header.cells);
    header.count = top->count;
    for (int i = 0; i < top->count; i++)
        header.cells[i] = read_cell(arena, top->cells[i], sheet_mask(sheet->name));
    check_columns(arena, &header, warn_unused, problems);
    for (int i = top->count; i > 0; i--) {
        header.cells[i - 1].next = header.first[header.cells[i - 1].word];
        header.first[header.cells[i - 1].word] = i;
    }
    check_rows(&header, problems);
    return header;
}

int header_column(const struct header *header, enum header_word word, const char *language) {
    for (int i = header->first[word]; i > 0; i = header->cells[i - 1].next) {
        const char *named = header->cells[i - 1].language;
        if (named && language ? !strcmp(named, language) : named == language)
            return i - 1;
    }
    return -1;
}

int header_column_any(const struct header *header, enum header_word word, int number) {
    int column = header->first[word];
    while (column > 0 && number-- > 0)
        column = header->cells[column - 1].next;
    return column - 1;
}

int header_require(struct header *header, enum header_word word) {
    int column = header_column(header, word, NULL);
    if (column >= 0)
        return column;
    int number = 0;
    while (header_name_row(number)->word != word)
        number++;
    header->cells[header->count] = (struct header_cell){ .word = word,
                                                         .text = header_name_row(number)->text,
                                                         .next = header->first[word] };
    header->first[word] = ++header->count;
    return header->count - 1;
}

const char *header_value(const struct header *header, struct arena *arena, const struct sheet_row *row,
                         enum header_word word) {
    const char *cell = sheet_cell(row, header_column(header, word, NULL));
    return *cell ? text_trim(arena_copy(arena, cell)) : cell;
}

struct problem_place header_place(const struct header *header, const struct sheet_row *row, int column,
                                  int character) {
    return (struct problem_place){ .file = header->sheet->file,
                                   .sheet = header->sheet->name,
                                   .row = row ? row->row : 0,
                                   .line = row ? row->line : 0,
                                   .column = column >= 0 && column < header->count
                                                 ? header->cells[column].text
                                                 : NULL,
                                   .character = character };
}

int header_rows(const struct header *header, const struct sheet_row **rows) {
    if (!header->sheet || header->sheet->count < 2)
        return 0;
    *rows = &header->sheet->rows[1];
    return header->sheet->count - 1;
}
