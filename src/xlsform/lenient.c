#include "xlsform/lenient.h"

#include <string.h>

static const char setting[] = "topcop::lenient";

/* Makes a row longer, up to the cell that is set. */
static void set_cell(struct sheets *sheets, struct sheet_row *row, int column, const char *text) {
    const char **cells = arena_new(&sheets->arena, (size_t)(column + 1) * sizeof *cells);
    for (int i = 0; i < column; i++)
        cells[i] = sheet_cell(row, i);
    cells[column] = text;
    row->cells = cells;
    row->count = column + 1;
}

static int column_of(const struct sheet_row *header) {
    int column = 0;
    while (column < header->count && strcmp(header->cells[column], setting) != 0)
        column++;
    return column;
}

void lenient_set(struct sheets *sheets) {
    const char *file = sheets->count ? sheets->list[0].file : "";
    const struct sheet *settings = sheets_find(sheets, "settings");
    if (!settings || !settings->count)
        sheets_put(sheets, file, "settings", 1, 0, 0, setting);
    settings = sheets_find(sheets, "settings");
    int column = column_of(&settings->rows[0]);
    set_cell(sheets, &settings->rows[0], column, setting);
    if (settings->count == 1)
        sheets_put(sheets, file, "settings", settings->rows[0].row + 1, 0, column, "yes");
    else
        set_cell(sheets, &settings->rows[1], column, "yes");
}
