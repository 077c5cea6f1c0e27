/* The tables of a questionnaire: neighbouring items that are shown as one, on the screen and on paper. A
 * table of choices has a question in each row and their choices as columns; a table of numbers has a group in
 * each row and a question in each cell. */
#ifndef TOPCOP_RULES_TABLES_H
#define TOPCOP_RULES_TABLES_H

#include "rules/filling.h"

struct table {
    bool numbers;
    int group; /* the item in which it stands; its label is the table's */
    int last;  /* place of its last item in filling_items */
    int row_count, column_count;
    const int *rows;  /* the items whose labels the rows have */
    const int *cells; /* of numbers: the items of one row after the other; NULL in a table of choices */
};

/* The table that begins at a place of filling_items; false: none does. A table of numbers begins at its
 * group, one of choices at its first question. Lists are the arena's. */
bool table_at(struct filling *filling, int place, struct table *table, struct arena *arena);

/* Whether the item is a group that holds nothing but tables of choices: its label is theirs. */
bool table_is_all_of(struct filling *filling, int item);

/* Sum of the numbers in a row (or, with row -1, in all rows) and a column (-1: in all), of what is asked now;
 * `filled` (may be NULL) tells in how many cells something stands. */
double table_sum(const struct filling *filling, const struct table *table, int row, int column, int *filled);

#endif
