/* A table of a form on a screen: how wide its parts are, and which of its columns are seen. For view_grid.c.
 */
#ifndef TOPCOP_UI_GRID_FIT_H
#define TOPCOP_UI_GRID_FIT_H

#include "ui/grid.h"
#include "ui/sheet.h"

struct table {
    struct sheet *sheet;
    const struct form *form;
    const struct grid *grid;
    int first, end; /* its items */
    int label;      /* width of the rows' labels, margin included */
    int *widths;    /* of the columns, and of the totals behind them; 0: none */
    bool stacked;   /* the digits of the columns stand above their labels, not before them */
    int from, to;   /* the columns to be seen */
};

/* Finds widths for a table of which sheet, form, grid, first and end are set. Takes room from the labels of
 * the rows, then from the widest columns, then shows a part of the columns; false when even that does not
 * fit. */
bool grid_fit(struct table *table);

/* The labels as they are shown; that of the totals is behind the last column. The digit is "" where a
 * column cannot be chosen by one. */
const char *grid_row_label(const struct table *table, int item);
const char *grid_column_label(const struct table *table, int column);
const char *grid_column_digit(const struct table *table, int column);

#endif
