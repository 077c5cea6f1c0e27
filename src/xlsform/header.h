/* The header row of a sheet: which column is which, under all the names XLSForm gives it, and in which
 * language. */
#ifndef TOPCOP_XLSFORM_HEADER_H
#define TOPCOP_XLSFORM_HEADER_H

#include "xlsform/header_word.h"
#include "xlsform/problem.h"
#include "xlsform/sheets.h"

struct header_cell {
    enum header_word word;
    const char *text;     /* as written, without blanks around it */
    const char *language; /* NULL: none is named */
    int next;             /* column of the same word, from 1; 0: no more */
};

struct header {
    const struct sheet *sheet; /* NULL: there is no such sheet, and no column */
    struct header_cell *cells;
    int count;
    int first[HEADER_WORDS]; /* column of each word, from 1; 0: none; the next of a word stands in its cell */
};

/* Reads the header of a sheet (NULL: none). Columns that are there twice, rows longer than the header and,
 * with `warn_unused`, columns of no known meaning are added to the problems. */
struct header header_read(struct arena *arena, const struct sheet *sheet, bool warn_unused,
                          struct problems *problems);

/* The column of a word in a language (NULL: one without language), or -1. */
int header_column(const struct header *header, enum header_word word, const char *language);

/* The same, where there is none an empty one is put to the end; for one word only. */
int header_require(struct header *header, enum header_word word);

/* The cell of a row under a word that has no languages, without blanks around it; "" where there is none. */
const char *header_value(const struct header *header, struct arena *arena, const struct sheet_row *row,
                         enum header_word word);

/* The place of a cell; `column` -1 for the row as a whole. */
struct problem_place header_place(const struct header *header, const struct sheet_row *row, int column,
                                  int character);

/* Of that word in any language, the number-th from 0; -1: no more. */
int header_column_any(const struct header *header, enum header_word word, int number);

/* Rows below the header: the first at *rows, their number as the result. */
int header_rows(const struct header *header, const struct sheet_row **rows);

#endif
