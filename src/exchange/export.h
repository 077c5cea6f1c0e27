/* The one writer of CSV files (RFC 4180): lines end with CR LF, cells are quoted where they must be, formulas
 * are made harmless (formula.h). Texts leave as they are, but for a terminal, which gets only what may be
 * shown. What the cells mean is the caller's business. */
#ifndef TOPCOP_EXCHANGE_EXPORT_H
#define TOPCOP_EXCHANGE_EXPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/die.h"

struct export {
    FILE *out;
    char delimiter;
    bool is_shown; /* `out` is a terminal */
    int column;    /* of the next cell, from 0 */
    int lines;     /* so far */
};

/* Begins a file; for Excel with a byte order mark (but on a terminal) and ";" between the cells. */
void export_begin(struct export *export, FILE *out, bool for_excel);

/* The next cell of the row; NULL is an empty one. */
void export_cell(struct export *export, const char *text);
void export_line(struct export *export);

/* Ends the file. Refuses when something could not be written. */
REFUSAL export_end(struct export *export);

#endif
