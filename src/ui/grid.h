/* A table of fields in a form: which items are its cells, going about in it, typing numbers, the totals.
 * Knows no face; view_grid.c draws it. */
#ifndef TOPCOP_UI_GRID_H
#define TOPCOP_UI_GRID_H

#include "ui/form.h"

/* Whether an item is a cell of numbers. */
bool grid_is_cell(const struct form_item *item);

/* The first item of the grid that `item` is in, and the one after its last; the same of its row. */
int grid_first(const struct form *form, int item);
int grid_end(const struct form *form, int item);
int grid_row_first(const struct form *form, int item);
int grid_row_end(const struct form *form, int item);

/* Whether something of the row is asked now. */
bool grid_row_is_shown(const struct form *form, int item);

/* The sum of the cells asked from `first` to before `end`, of one column or of all (-1); "" when none of them
 * holds a number. In the arena. */
char *grid_sum(const struct form *form, int first, int end, int column, struct arena *arena);

/* The sentence under it; "" when there is none. In the arena. */
char *grid_remark(struct session *session, const struct grid *grid, struct arena *arena);

/* Typing and going about in a grid of numbers; true when the key was one of these. */
bool grid_key(struct session *session, enum key key);

#endif
