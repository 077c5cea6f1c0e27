/* `topcop check`: whether a database keeps its promises: the file itself, foreign keys, the search index, the
 * tree of structures, and the invariants I1 to I9 of registration. */
#ifndef TOPCOP_RULES_CHECK_H
#define TOPCOP_RULES_CHECK_H

#include "store/db.h"

/* Calls `violation` with one sentence for each breach, naming the thing; returns how many. */
int64_t check_database(struct db *db, void (*violation)(const char *sentence, void *argument),
                       void *argument);

#endif
