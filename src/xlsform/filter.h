/* A shortcut through long lists: what a choice_filter like "unit = ${unit} and rank > 2" asks of one column,
 * so that the choices can be looked up instead of being judged one by one. */
#ifndef TOPCOP_XLSFORM_FILTER_H
#define TOPCOP_XLSFORM_FILTER_H

#include "xlsform/definition.h"

/* Fills in filter_column and filter_value of a question whose choice_filter is compiled, if it can. */
void filter_find(struct definition *definition, int question);

/* The choices of a list sorted by one column, made when first asked for. */
struct filter_index;

/* Makes an index; ended by filter_index_free. */
struct filter_index *filter_index_new(const struct choice_list *list, int column);
void filter_index_free(struct filter_index *index);

/* The choices that may have this value in the column, in the order of the list, in place of what is in
 * `found`, which has room for all; how many. Numbers are the same however they are written. */
int filter_index_find(const struct filter_index *index, const char *value, int *found);

#endif
