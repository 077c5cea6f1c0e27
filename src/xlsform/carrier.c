#include "xlsform/carrier.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "base/words.h"

enum { GAP = 20 }; /* empty rows after which other programs stop reading */

/* What was taken off the cells of a column. */
struct stray {
    bool is_code;        /* names, types: blanks inside are looked at too */
    bool is_unseen;      /* also what does not look like a blank, or like nothing */
    int row, line, more; /* the first such cell, and how many follow */
};

/* Columns whose cells are words for the machine, without the conditions, where blanks can be meant. */
static const char *const codes[] = { "type",       "command",   "name",       "tag",     "value",
                                     "list_name",  "list name", "appearance", "form_id", "id_string",
                                     "parameters", "version",   NULL };

static bool is_nothing(uint32_t character) {
    return character == 0x200B || character == 0x2060 || character == 0xFEFF;
}

static bool is_unseen(uint32_t character) {
    return is_nothing(character) || character == 0xA0 || character == 0x3000 || character == 0x202F ||
           character == 0x205F || (character >= 0x2000 && character <= 0x200A);
}

static bool is_blank(uint32_t character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
}

/* The text without what stands around it; *taken is 1 when that were blanks, 2 when something unseen. */
static const char *trim(const char *text, size_t *length, int *taken) {
    const char *start = NULL, *end = text;
    int waiting = 0;
    *taken = 0;
    for (const char *at = text, *before = at; *at; before = at) {
        uint32_t character = text_next(&at);
        if (is_unseen(character) || is_blank(character)) {
            int kind = is_unseen(character) ? 2 : 1;
            waiting = kind > waiting ? kind : waiting;
            continue;
        }
        if (!start) {
            start = before;
            *taken = waiting;
        }
        waiting = 0;
        end = at;
    }
    *taken = waiting > *taken ? waiting : *taken;
    *length = start ? (size_t)(end - start) : 0;
    return start ? start : text;
}

/* Puts plain blanks for others in a word for the machine, and takes out what has no width. */
static bool plain_inside(struct buffer *text) {
    bool changed = false;
    struct buffer plain = { 0 };
    buffer_clear(&plain);
    for (const char *at = text->text; *at;) {
        uint32_t character = text_next(&at);
        changed |= is_unseen(character);
        if (is_nothing(character))
            continue;
        text_put(&plain, is_unseen(character) ? ' ' : character);
    }
    if (changed) {
        buffer_clear(text);
        buffer_add(text, plain.text);
    }
    buffer_done(&plain);
    return changed;
}

static struct sheet *current(const struct carrier *carrier) {
    return &carrier->sheets->list[carrier->sheet];
}

struct problem_place carrier_place(const struct carrier *carrier, int row, int line) {
    return (struct problem_place){
        .file = carrier->file, .sheet = current(carrier)->name, .row = row, .line = line
    };
}

const char *carrier_begin(struct carrier *carrier, const char *name, int line) {
    char *plain = text_trim(arena_copy(&carrier->sheets->arena, name));
    for (int i = 0; i < carrier->sheets->count; i++)
        if (!strcasecmp(carrier->sheets->list[i].name, plain))
            return line ? refuse(_("%s line %d: the sheet \"%s\" begins a second time; each sheet must be "
                                   "in one piece."),
                                 carrier->file, line, plain)
                        : refuse(_("%s: there are two sheets \"%s\"."), carrier->file, plain);
    sheets_begin(carrier->sheets, carrier->file, plain);
    carrier->sheet = carrier->sheets->count - 1;
    carrier->strays = NULL;
    carrier->stray_count = 0;
    return NULL;
}

static const char *check_limits(struct carrier *carrier, int row, int column, size_t length) {
    const char *name = current(carrier)->name;
    if (row > CARRIER_ROWS)
        return refuse(_("%s: %s has too many rows: %d are read at most."), carrier->file, name, CARRIER_ROWS);
    if (column >= CARRIER_COLUMNS)
        return refuse(_("%s: %s row %d has a cell in column %d; %d columns are read at most."), carrier->file,
                      name, row, column + 1, CARRIER_COLUMNS);
    if (length > CARRIER_CELL_TEXT)
        return refuse(_("%s: %s row %d has a cell of %zu KB; %d KB are read at most."), carrier->file, name,
                      row, length >> 10, CARRIER_CELL_TEXT >> 10);
    const struct sheet *sheet = current(carrier);
    const struct sheet_row *last = sheet->count ? &sheet->rows[sheet->count - 1] : NULL;
    carrier->cells += (size_t)(column + 1 - (last && last->row == row ? last->count : 0));
    carrier->text += length;
    if (carrier->cells > CARRIER_CELLS || carrier->text > CARRIER_TEXT)
        return refuse(_("%s is too large for a questionnaire: %d million cells with %d MB of text are read "
                        "at most."),
                      carrier->file, CARRIER_CELLS >> 20, CARRIER_TEXT >> 20);
    return NULL;
}

static bool is_code(const char *header) {
    for (const char *const *word = codes; *word; word++)
        if (!strcasecmp(*word, header))
            return true;
    return false;
}

static struct stray *stray_of(struct carrier *carrier, int column) {
    while (carrier->stray_count <= column) {
        carrier->strays = arena_room(&carrier->sheets->arena, carrier->strays, carrier->stray_count,
                                     sizeof *carrier->strays);
        carrier->strays[carrier->stray_count++] = (struct stray){ 0 };
    }
    return &carrier->strays[column];
}

static void note(struct stray *stray, int row, int line, bool unseen) {
    stray->is_unseen |= unseen;
    if (stray->row)
        stray->more++;
    else {
        stray->row = row;
        stray->line = line;
    }
}

static void warn_of_gap(struct carrier *carrier, int row, int line) {
    const struct sheet *sheet = current(carrier);
    int before = sheet->count ? sheet->rows[sheet->count - 1].row : row;
    if (row - before > GAP)
        problems_warning(&carrier->sheets->problems, carrier_place(carrier, row, line),
                         _("%d empty rows stand before this one; it is read, other programs stop before"),
                         row - before - 1);
}

const char *carrier_cell(struct carrier *carrier, int row, int line, int column, const char *text) {
    int taken;
    size_t length;
    const char *start = trim(text, &length, &taken);
    if (length == 0)
        return NULL;
    const char *refusal = check_limits(carrier, row, column, length);
    if (refusal)
        return refusal;
    warn_of_gap(carrier, row, line);
    struct buffer plain = { 0 };
    buffer_add_part(&plain, start, length);
    struct stray *stray = stray_of(carrier, column);
    const struct sheet *sheet = current(carrier);
    bool is_header = !sheet->count || sheet->rows[0].row == row;
    if ((is_header || stray->is_code) && plain_inside(&plain))
        taken = 2;
    if (is_header)
        stray->is_code = is_code(plain.text);
    if (taken)
        note(stray, row, line, taken == 2);
    sheets_put(carrier->sheets, carrier->file, sheet->name, row, line, column, plain.text);
    buffer_done(&plain);
    return NULL;
}

void carrier_end(struct carrier *carrier) {
    static const char *const sentences[][2] = {
        { N_("the blanks around the text are not read"),
          N_("the blanks around the text are not read, here and in %d more cells of the column") },
        { N_("no-break and invisible blanks are read as plain ones, and left out around the text"),
          N_("no-break and invisible blanks are read as plain ones, and left out around the text, here and "
             "in "
             "%d more cells of the column") },
    };
    for (int i = 0; i < carrier->stray_count; i++) {
        const struct stray *stray = &carrier->strays[i];
        if (!stray->row)
            continue;
        struct problem_place place = carrier_place(carrier, stray->row, stray->line);
        place.column = sheet_cell(&current(carrier)->rows[0], i);
        if (!*place.column)
            place.column = NULL;
        const char *sentence = _(sentences[stray->is_unseen][stray->more > 0]);
        problems_warning(&carrier->sheets->problems, place, sentence, stray->more);
    }
    carrier->stray_count = 0;
}
