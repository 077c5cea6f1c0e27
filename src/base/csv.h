/* The one reader of CSV files (RFC 4180): quoted cells with line breaks, CRLF, LF or CR, a byte order mark,
 * the delimiter found or declared, any declared encoding. It gives the rows as they stand in the file; what a
 * header is, which rows are too long and what the cells mean is the caller's business. */
#ifndef TOPCOP_BASE_CSV_H
#define TOPCOP_BASE_CSV_H

#include <stddef.h>

#include "base/arena.h"
#include "base/die.h"

enum { CSV_BYTES = 64 << 20 }; /* the limit of a file where none is given */

struct csv_options {
    char delimiter;       /* ',' ';' '\t'; 0: found in the first line that has one of them */
    const char *encoding; /* as encoding_read takes it: "cp1252"; NULL: UTF-8 (or UTF-16, by its mark) */
    size_t limit;         /* most bytes of the file; 0: CSV_BYTES */
};

struct csv_row {
    int line;           /* line of the file where the row begins, from 1 */
    int blanks;         /* empty lines before it: they give no row */
    int count;          /* cells in it: never 0, and not the same in every row */
    const char **cells; /* UTF-8, never NULL; blanks around an unquoted cell are taken off */
};

struct csv {
    struct arena arena;   /* owns everything below */
    struct csv_row *rows; /* empty lines give no row */
    int count;
    char delimiter; /* the one used */
};

/* Reads a whole file, or standard input by the name "-". `csv` is overwritten; after a refusal, too, csv_done
 * may be called. Refuses what cannot be read, is too large, is not text of that encoding (with line and
 * byte), or ends inside a quoted cell. */
REFUSAL csv_read_file(struct csv *csv, const char *file, struct csv_options options);

/* The same from memory; `name` stands in the refusals. */
REFUSAL csv_read_text(struct csv *csv, const char *name, const char *text, size_t length,
                      struct csv_options options);

/* The cell of a row, "" beyond its end. */
const char *csv_cell(const struct csv_row *row, int column);

/* Frees the rows and all their texts. */
void csv_done(struct csv *csv);

#endif
