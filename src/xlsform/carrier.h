/* What every carrier of sheets does alike, CSV, workbook and markdown table: each cell comes through here, is
 * freed of the stray blanks around it, and counts against the limits; what was noticed is said in the sheets'
 * problems. Private to sheets.c and the carriers. */
#ifndef TOPCOP_XLSFORM_CARRIER_H
#define TOPCOP_XLSFORM_CARRIER_H

#include <stdbool.h>
#include <stddef.h>

#include "xlsform/sheets.h"

enum {
    CARRIER_ROWS = 1 << 20,        /* of a sheet, as spreadsheet programs have them */
    CARRIER_COLUMNS = 1 << 14,     /* of a row, up to its last cell */
    CARRIER_CELLS = 4 << 20,       /* of all sheets, with the empty ones before a row's last */
    CARRIER_TEXT = 64 << 20,       /* bytes of all cells */
    CARRIER_CELL_TEXT = 256 << 10, /* bytes of one; spreadsheet programs keep 32,767 characters */
};

struct carrier {
    struct sheets *sheets;
    struct csv_options options;
    const char *file;     /* how its sentences and places name it */
    int sheet;            /* the one begun last; its number in sheets->list */
    struct stray *strays; /* of each column of that sheet */
    int stray_count;
    size_t cells, text; /* so far, of all files */
};

/* Begins a sheet; refuses one that is there already. `line` of the file, 0: not known. */
REFUSAL carrier_begin(struct carrier *carrier, const char *name, int line);

/* Puts a cell of that sheet: rows from 1 and columns from 0, both ascending. Refuses what is beyond the
 * limits. */
REFUSAL carrier_cell(struct carrier *carrier, int row, int line, int column, const char *text);

/* Ends the sheet: says what was noticed in its columns. */
void carrier_end(struct carrier *carrier);

/* The place of a row of the sheet, for the sheets' problems. */
struct problem_place carrier_place(const struct carrier *carrier, int row, int line);

/* Whether a sheet of that name means something, so that its cells are read: not only the three that are used,
 * also those that other programs use and that must not be dropped silently. */
bool sheet_is_known(const char *name);

/* The carriers. Each reads all sheets of the bytes or the archive it is given; `carrier->file` names them. */
struct archive;
REFUSAL workbook_read(struct carrier *carrier, struct archive *archive);
REFUSAL delimited_read(struct carrier *carrier, const char *bytes, size_t length);
REFUSAL markdown_read(struct carrier *carrier, const char *bytes, size_t length);

#endif
