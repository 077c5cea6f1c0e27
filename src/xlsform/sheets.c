#include "xlsform/sheets.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

static char *lower(struct arena *arena, const char *text) {
    char *copy = arena_copy(arena, text);
    for (char *byte = copy; *byte; byte++)
        *byte = (char)tolower((unsigned char)*byte);
    return copy;
}

static struct sheet *sheet_of(struct sheets *sheets, const char *file, const char *name) {
    for (int i = 0; i < sheets->count; i++)
        if (!strcasecmp(sheets->list[i].name, name))
            return &sheets->list[i];
    sheets->list = arena_room(&sheets->arena, sheets->list, sheets->count, sizeof *sheets->list);
    struct sheet *sheet = &sheets->list[sheets->count++];
    *sheet = (struct sheet){ .name = lower(&sheets->arena, name), .file = arena_copy(&sheets->arena, file) };
    return sheet;
}

void sheets_begin(struct sheets *sheets, const char *file, const char *name) {
    sheet_of(sheets, file, name);
}

void sheets_put(struct sheets *sheets, const char *file, const char *sheet_name, int row, int line,
                int column, const char *text) {
    struct sheet *sheet = sheet_of(sheets, file, sheet_name);
    struct sheet_row *last = sheet->count ? &sheet->rows[sheet->count - 1] : NULL;
    if (!*text)
        return;
    if (!last || last->row != row) {
        assert(!last || last->row < row);
        sheet->rows = arena_room(&sheets->arena, sheet->rows, sheet->count, sizeof *sheet->rows);
        last = &sheet->rows[sheet->count++];
        *last = (struct sheet_row){ .row = row, .line = line };
    }
    assert(column >= last->count);
    while (last->count <= column) {
        last->cells = arena_room(&sheets->arena, last->cells, last->count, sizeof *last->cells);
        last->cells[last->count++] = "";
    }
    last->cells[column] = arena_copy(&sheets->arena, text);
}

const struct sheet *sheets_find(const struct sheets *sheets, const char *name) {
    for (int i = 0; i < sheets->count; i++)
        if (!strcasecmp(sheets->list[i].name, name))
            return &sheets->list[i];
    return NULL;
}

const char *sheet_cell(const struct sheet_row *row, int column) {
    return column >= 0 && column < row->count ? row->cells[column] : "";
}

void sheets_done(struct sheets *sheets) {
    arena_done(&sheets->arena);
    problems_done(&sheets->problems);
    *sheets = (struct sheets){ 0 };
}
