/* A CSV file read through a map: rows of named values, and everything that is wrong with them in one list,
 * each with its row and column. Saving the values is somebody else's business; what that refuses is added to
 * the same list. */
#ifndef TOPCOP_EXCHANGE_IMPORT_H
#define TOPCOP_EXCHANGE_IMPORT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/die.h"
#include "exchange/map.h"

struct import_field {
    const char *name;
    int column;                  /* of the file, from 1: the first it is made of; 0: none */
    const struct map_field *map; /* NULL: taken as it stands */
};

struct import_row {
    int number;          /* as a spreadsheet counts, from 1 */
    int line;            /* of the file */
    const char **values; /* one for each field, never NULL */
    bool is_bad;         /* has a problem */
    bool is_repeat;      /* says once more what an earlier row says */
};

struct import_problem {
    int row, line, column; /* 0: none */
    const char *sentence;
};

struct import {
    struct arena arena;
    struct csv csv;
    const char *name; /* of the file */
    const struct map *map;
    const char **headers; /* of the file's columns; "1", "2" where it has none */
    int header_count;
    struct import_field *fields;
    int field_count;
    struct import_row *rows;
    int count;
    struct import_problem *problems;
    int problem_count;
};

/* What is imported: its fields, and those of them that tell one row from another; the first of these must be
 * there. NULL at the ends. */
struct import_kind {
    const char *const *fields;
    const char *const *key;
};

/* Reads a file ("-": standard input), or a text. The map (NULL: the columns have the fields' names) and the
 * kind's names are borrowed. Refuses what csv_read_file refuses, and columns and fields that do not fit
 * together; what is wrong with single rows becomes problems. Of a broken map only the columns are compared.
 * After a refusal, too, import_done may be called.
 */
REFUSAL import_read_file(struct import *import, const char *file, const struct import_kind *kind,
                         const struct map *map, struct csv_options options);
REFUSAL import_read_text(struct import *import, const char *name, const char *text,
                         const struct import_kind *kind);

/* Adds a problem of a row; `field` is the field's number, or -1 for the whole row. */
void import_add_problem(struct import *import, int row, int field, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The number of a field, or -1. */
int import_field(const struct import *import, const char *name);

/* "FILE row 5 (line 7) column 3 "seats": sentence"; in the arena. */
char *import_problem_text(const struct import *import, const struct import_problem *problem,
                          struct arena *arena);

void import_done(struct import *import);

/* ---- for import.c itself ---- */

/* The columns' names; the fields made of them. Refuses what does not fit together. */
void import_take_headers(struct import *import);
REFUSAL import_take_fields(struct import *import, const struct import_kind *kind);

/* The number of a column from 1, 0: none. */
int import_column(const struct import *import, const char *name);

#endif
