/* The header row of a sheet: which column is which, under all the names XLSForm gives it, and in which
 * language. */
#ifndef TOPCOP_XLSFORM_HEADER_H
#define TOPCOP_XLSFORM_HEADER_H

#include "xlsform/problem.h"
#include "xlsform/sheets.h"

enum header_word {
    COLUMN_TYPE,
    COLUMN_NAME,
    COLUMN_LABEL,
    COLUMN_HINT,
    COLUMN_GUIDANCE,
    COLUMN_REQUIRED,
    COLUMN_REQUIRED_MESSAGE,
    COLUMN_RELEVANT,
    COLUMN_CONSTRAINT,
    COLUMN_CONSTRAINT_MESSAGE,
    COLUMN_CALCULATION,
    COLUMN_DEFAULT,
    COLUMN_READ_ONLY,
    COLUMN_APPEARANCE,
    COLUMN_CHOICE_FILTER,
    COLUMN_PARAMETERS,
    COLUMN_REPEAT_COUNT,
    COLUMN_TRIGGER,
    COLUMN_DISABLED,
    COLUMN_LIST_NAME,
    COLUMN_FORM_TITLE,
    COLUMN_FORM_ID,
    COLUMN_VERSION,
    COLUMN_DEFAULT_LANGUAGE,
    COLUMN_ALLOW_DUPLICATES,
    COLUMN_EXTRA, /* topcop::something */
    COLUMN_OTHER, /* of the choices: an attribute; elsewhere not used */
    COLUMN_EMPTY,
};

struct header_cell {
    enum header_word word;
    const char *text;     /* as written, without blanks around it */
    const char *language; /* NULL: none is named */
};

struct header {
    const struct sheet *sheet; /* NULL: there is no such sheet, and no column */
    struct header_cell *cells;
    int count;
};

/* Reads the header of a sheet (NULL: none). Columns that are there twice, rows longer than the header and,
 * with `warn_unused`, columns of no known meaning are added to the problems. */
struct header header_read(struct arena *arena, const struct sheet *sheet, bool warn_unused,
                          struct problems *problems);

/* The column of a word in a language (NULL: one without language), or -1. */
int header_column(const struct header *header, enum header_word word, const char *language);

/* The cell of a row under a word that has no languages, without blanks around it; "" where there is none. */
const char *header_value(const struct header *header, struct arena *arena, const struct sheet_row *row,
                         enum header_word word);

/* The place of a cell; `column` -1 for the row as a whole. */
struct problem_place header_place(const struct header *header, const struct sheet_row *row, int column,
                                  int character);

/* Rows below the header: the first at *rows, their number as the result. */
int header_rows(const struct header *header, const struct sheet_row **rows);

#endif
