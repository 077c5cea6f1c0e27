/* The files of exported answers read together: the one of the responses and those of the repeats, each known
 * by its columns; the answers of one response gathered from all of them, each with the cell it stands in. */
#ifndef TOPCOP_COMMAND_RESPONSE_FILES_H
#define TOPCOP_COMMAND_RESPONSE_FILES_H

#include "exchange/import.h"
#include "rules/response_table.h"

/* Where the cells of a column of the table stand: numbers of the import's fields, -1: none. */
struct response_place {
    int whole;
    int *options; /* of a split column, one for each option; NULL where there is none */
};

struct response_file {
    struct import import;
    const struct response_table *table;
    struct response_place *places; /* one for each column of the table */
    int *by_receipt;               /* rows sorted by their receipts; in the order of the file */
};

/* [0] holds the responses. */
struct response_files {
    struct arena arena;
    const struct response_tables *tables;
    struct response_file *list;
    int count;
    bool cleans; /* what cannot be shown is replaced, not refused */
};

/* Reads the files, the one of the responses first. Refuses what cannot be read and columns that are not
 * known, those of all files at once. After a refusal, too, response_files_done may be called. */
REFUSAL response_files_read(struct response_files *files, const struct response_tables *tables,
                            const char *const *names, int count, struct csv_options options);
void response_files_done(struct response_files *files);

/* The value of a field in a row, "" where there is no such field. */
const char *response_file_value(const struct response_file *file, int row, const char *field);

/* The rows of a receipt: the first in by_receipt, and how many there are. */
int response_file_find(const struct response_file *file, const char *receipt, int *count);

/* ---- the answers of one response ---- */

struct response_cell {
    const char *path;  /* of the answer, with instances */
    const char *value; /* "" where the cell is empty */
    const struct response_column *column;
    int file, row, field; /* field -1: the file has no such column */
    bool is_counted;      /* of a repeat: its rows were compared with it */
};

struct response_cells {
    struct arena *arena;
    struct response_cell *list; /* sorted by path */
    int count;
};

/* Gathers what belongs to a row of the responses. Cells that cannot be read become problems of their files.
 * The cells live in the arena. */
struct response_cells response_cells_gather(struct response_files *files, int row, struct arena *arena);

/* The cell of an answer, or NULL. */
struct response_cell *response_cells_find(const struct response_cells *cells, const char *path);

/* Those that are not empty, as answers. */
struct response_answers response_cells_answers(const struct response_cells *cells);

#endif
