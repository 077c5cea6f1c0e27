/* A page of rows out of a query of any length: the first page comes at once whatever the size, because a page
 * is asked by the key of its first row (order column, id) and never by counting off. Composes SQL only from
 * the constant parts that a screen declares; what people type goes in as parameters. */
#ifndef TOPCOP_STORE_WINDOW_H
#define TOPCOP_STORE_WINDOW_H

#include "store/db.h"

struct window_row {
    int64_t id;
    struct db_value *values; /* in the order of the query's columns */
};

struct window {
    /* set by the owner before window_first, and followed by window_first when changed */
    struct db *db;
    const char *query;  /* SELECT with an integer column "id", unique, and no NULL in order columns */
    const char *search; /* FTS5 table whose rowid is the id, or NULL: nothing can be searched */
    const struct db_value *values; /* for the query's and the conditions' parameters; borrowed */
    const char *const
        *conditions;   /* filters in force: SQL conditions over the query's columns, NULL at the end */
    const char *words; /* what is searched, as typed; NULL or "" for all */
    const char *order; /* column; "id" when NULL */
    bool descending;

    /* read by anybody, valid until the next window_ call */
    struct window_row *rows;
    int count;        /* rows held: at most the size asked for */
    int64_t position; /* of rows[0], from 1; 0 when it is not known (far from both ends) */
    int64_t total;    /* rows in all, -1 when there are more than WINDOW_COUNTED */
    int columns;
    const char **names; /* of the columns */

    struct arena arena;
    struct arena names_arena;
    int size;
};
enum { WINDOW_COUNTED = 200 }; /* at once; window_count goes on */

/* The first or the last `size` rows. */
void window_first(struct window *window, int size);
void window_last(struct window *window, int size);

/* Moves by `steps` rows (negative: towards the start) as far as there are rows; false when nothing moved. */
bool window_step(struct window *window, int steps);

/* Asks again from the row that stands first, after others' changes or with another size. */
void window_again(struct window *window, int size);

/* Counts on, up to `most` rows, where the total is not known: for a moment when nobody waits. True when it is
 * known now.
 */
bool window_count(struct window *window, int most);

/* The number of a column by name, or -1. */
int window_column(const struct window *window, const char *name);

void window_done(struct window *window);

#endif
