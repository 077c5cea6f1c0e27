#include "xlsform/header.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"

enum { SURVEY = 1, CHOICES = 2, SETTINGS = 4 };

/* Words in lower case with _ for blanks, the sheets where they mean something, and whether a language can
 * follow. */
static const struct {
    const char *text;
    enum header_word word;
    unsigned sheets;
    bool has_languages;
} words[] = {
    { "type", COLUMN_TYPE, SURVEY, false },
    { "command", COLUMN_TYPE, SURVEY, false },
    { "name", COLUMN_NAME, SURVEY | CHOICES, false },
    { "tag", COLUMN_NAME, SURVEY, false },
    { "value", COLUMN_NAME, SURVEY | CHOICES, false },
    { "label", COLUMN_LABEL, SURVEY | CHOICES, true },
    { "caption", COLUMN_LABEL, SURVEY | CHOICES, true },
    { "hint", COLUMN_HINT, SURVEY, true },
    { "guidance_hint", COLUMN_GUIDANCE, SURVEY, true },
    { "required", COLUMN_REQUIRED, SURVEY, false },
    { "required_message", COLUMN_REQUIRED_MESSAGE, SURVEY, true },
    { "requiredmsg", COLUMN_REQUIRED_MESSAGE, SURVEY, true },
    { "relevant", COLUMN_RELEVANT, SURVEY, false },
    { "relevance", COLUMN_RELEVANT, SURVEY, false },
    { "constraint", COLUMN_CONSTRAINT, SURVEY, false },
    { "constraint_message", COLUMN_CONSTRAINT_MESSAGE, SURVEY, true },
    { "constraining_message", COLUMN_CONSTRAINT_MESSAGE, SURVEY, true },
    { "calculation", COLUMN_CALCULATION, SURVEY, false },
    { "calculate", COLUMN_CALCULATION, SURVEY, false },
    { "default", COLUMN_DEFAULT, SURVEY, false },
    { "read_only", COLUMN_READ_ONLY, SURVEY, false },
    { "readonly", COLUMN_READ_ONLY, SURVEY, false },
    { "appearance", COLUMN_APPEARANCE, SURVEY, false },
    { "choice_filter", COLUMN_CHOICE_FILTER, SURVEY, false },
    { "parameters", COLUMN_PARAMETERS, SURVEY, false },
    { "repeat_count", COLUMN_REPEAT_COUNT, SURVEY, false },
    { "trigger", COLUMN_TRIGGER, SURVEY, false },
    { "disabled", COLUMN_DISABLED, SURVEY, false },
    { "list_name", COLUMN_LIST_NAME, CHOICES, false },
    { "form_title", COLUMN_FORM_TITLE, SETTINGS, false },
    { "title", COLUMN_FORM_TITLE, SETTINGS, false },
    { "form_id", COLUMN_FORM_ID, SETTINGS, false },
    { "id_string", COLUMN_FORM_ID, SETTINGS, false },
    { "version", COLUMN_VERSION, SETTINGS, false },
    { "default_language", COLUMN_DEFAULT_LANGUAGE, SETTINGS, false },
    { "allow_choice_duplicates", COLUMN_ALLOW_DUPLICATES, SETTINGS, false },
    { NULL, COLUMN_OTHER, 0, false },
};

static char *normal(struct arena *arena, const char *text, size_t length) {
    char *copy = text_trim(arena_copy_part(arena, text, length));
    for (char *byte = copy; *byte; byte++)
        *byte = *byte == ' ' ? '_' : (char)tolower((unsigned char)*byte);
    return copy;
}

static unsigned sheet_mask(const char *name) {
    return !strcmp(name, "survey") ? SURVEY : !strcmp(name, "choices") ? CHOICES : SETTINGS;
}

static int find_word(const char *text, unsigned sheet) {
    int i = 0;
    while (words[i].text && (!(words[i].sheets & sheet) || strcmp(words[i].text, text) != 0))
        i++;
    return i;
}

static struct header_cell read_cell(struct arena *arena, const char *text, unsigned sheet) {
    struct header_cell cell = { .text = text_trim(arena_copy(arena, text)) };
    const char *colon = strstr(cell.text, "::");
    int colons = colon ? 2 : 1;
    if (!colon && sheet == SURVEY)
        colon = strchr(cell.text, ':');
    size_t length = colon ? (size_t)(colon - cell.text) : strlen(cell.text);
    const char *word = normal(arena, cell.text, length);
    int found = find_word(word, sheet);
    cell.word = words[found].word;
    if (!*cell.text)
        cell.word = COLUMN_EMPTY;
    else if (colon && !strcmp(word, "topcop"))
        cell.word = COLUMN_EXTRA;
    else if (colon && words[found].has_languages)
        cell.language = text_trim(arena_copy(arena, colon + colons));
    else if (colon)
        cell.word = COLUMN_OTHER;
    return cell;
}

static bool same_column(const struct header_cell *one, const struct header_cell *other) {
    if (one->word != other->word || one->word == COLUMN_EMPTY)
        return false;
    if (one->word == COLUMN_OTHER || one->word == COLUMN_EXTRA)
        return !strcmp(one->text, other->text);
    return !strcmp(one->language ? one->language : "", other->language ? other->language : "");
}

static void check_columns(const struct header *header, bool warn_unused, struct problems *problems) {
    for (int i = 0; i < header->count; i++) {
        struct problem_place place = header_place(header, &header->sheet->rows[0], i, 0);
        for (int k = 0; k < i; k++)
            if (same_column(&header->cells[i], &header->cells[k]))
                problems_error(problems, place, _("the same column is there twice (as \"%s\")"),
                               header->cells[k].text);
        if (warn_unused && header->cells[i].word == COLUMN_OTHER)
            problems_warning(problems, place, _("this column is not used"));
    }
}

static void check_rows(const struct header *header, struct problems *problems) {
    const struct sheet_row *rows;
    int count = header_rows(header, &rows);
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < rows[i].count && k < header->count; k++)
            if (header->cells[k].word == COLUMN_EMPTY && *rows[i].cells[k])
                problems_warning(problems, header_place(header, &rows[i], -1, 0),
                                 _("cell %d stands under an empty header and is not used: \"%.40s\""), k + 1,
                                 rows[i].cells[k]);
        if (rows[i].count > header->count)
            problems_error(
                problems, header_place(header, &rows[i], -1, 0),
                _("the row has %d cells, the header only %d; is a text with a comma not in quotes?"),
                rows[i].count, header->count);
    }
}

struct header header_read(struct arena *arena, const struct sheet *sheet, bool warn_unused,
                          struct problems *problems) {
    struct header header = { .sheet = sheet };
    if (!sheet || !sheet->count)
        return header;
    const struct sheet_row *top = &sheet->rows[0];
    header.cells = arena_new(arena, (size_t)top->count * sizeof *header.cells);
    header.count = top->count;
    for (int i = 0; i < top->count; i++)
        header.cells[i] = read_cell(arena, top->cells[i], sheet_mask(sheet->name));
    check_columns(&header, warn_unused, problems);
    check_rows(&header, problems);
    return header;
}

int header_column(const struct header *header, enum header_word word, const char *language) {
    for (int i = 0; i < header->count; i++) {
        const struct header_cell *cell = &header->cells[i];
        if (cell->word == word &&
            (cell->language && language ? !strcmp(cell->language, language) : cell->language == language))
            return i;
    }
    return -1;
}

const char *header_value(const struct header *header, struct arena *arena, const struct sheet_row *row,
                         enum header_word word) {
    return text_trim(arena_copy(arena, sheet_cell(row, header_column(header, word, NULL))));
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
