/* For rules/draft.c: whether what is given fits the kind of a column. */
#ifndef TOPCOP_RULES_DRAFT_TAKE_H
#define TOPCOP_RULES_DRAFT_TAKE_H

#include "rules/draft.h"

/* Puts the text, as it is kept, into the column of that number; adds a problem where it does not fit. `given`
 * may be changed. */
void draft_take(struct draft *draft, struct db *db, int number, char *given, unsigned how);

#endif
