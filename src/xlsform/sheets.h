/* The sheets of a questionnaire as they were written: named tables of cells, each cell a text. They come from
 * files, whatever carries them there, or, cell by cell, from where they were kept; what the cells mean is
 * definition.h's business. */
#ifndef TOPCOP_XLSFORM_SHEETS_H
#define TOPCOP_XLSFORM_SHEETS_H

#include "base/arena.h"
#include "base/csv.h"
#include "base/die.h"
#include "xlsform/problem.h"

struct sheet_row {
    int row;            /* in the sheet, from 1: the header */
    int line;           /* in the file; 0: not known */
    int count;          /* cells up to the last that is not empty */
    const char **cells; /* never NULL */
};

struct sheet {
    const char *name;       /* "survey", "choices", "settings" or another, in lower case */
    const char *file;       /* as it was given */
    struct sheet_row *rows; /* in order; empty rows are left out; none of sheets that mean nothing */
    int count;
};

struct sheets {
    struct arena arena;
    struct sheet *list;
    int count;
    struct problems problems; /* what was noticed in reading: warnings; definition_new says them too */
};

/* Reads files and folders; "-" is standard input. By its content, not its name, a file is a workbook (.xlsx),
 * a zip archive of CSV files, a markdown table, or CSV: with the sheets' names in the first column, or called
 * survey.csv, choices.csv, settings.csv (also NAME-survey.csv). A folder has files of these names. `sheets`
 * is overwritten; after a refusal, too, sheets_done may be called. Refuses what is none of these (with what
 * to do about it), is damaged or beyond the limits of carrier.h, and files whose sheet cannot be told. */
REFUSAL sheets_read(struct sheets *sheets, const char *const *paths, int count, struct csv_options options);

/* The sheet that a file "survey.csv" or "needs-survey.csv" holds, or NULL. */
const char *sheet_of_path(const char *path);

/* The same for the bytes of one file; `name` stands in the sentences and tells the sheet as a path would. */
REFUSAL sheets_read_bytes(struct sheets *sheets, const char *name, const char *bytes, size_t length,
                          struct csv_options options);

/* The same for one CSV text whose first column names the sheets. */
REFUSAL sheets_read_text(struct sheets *sheets, const char *name, const char *text);

/* Adds a sheet without rows. */
void sheets_begin(struct sheets *sheets, const char *file, const char *name);

/* Puts one cell, for sheets that come from elsewhere than files; start with `struct sheets s = { 0 };`. Rows
 * must come in ascending order in each sheet, columns (from 0) in ascending order in each row. */
void sheets_put(struct sheets *sheets, const char *file, const char *sheet, int row, int line, int column,
                const char *text);

/* The sheet of that name, or NULL. */
const struct sheet *sheets_find(const struct sheets *sheets, const char *name);

/* The cell of a row, "" where there is none. */
const char *sheet_cell(const struct sheet_row *row, int column);

void sheets_done(struct sheets *sheets);

#endif
