/* `topcop check`: whether a database keeps its promises: the file itself, foreign keys, the search index, the
 * tree of structures, and the invariants I1 to I9 of registration. */
#ifndef TOPCOP_RULES_CHECK_H
#define TOPCOP_RULES_CHECK_H

#include "store/db.h"

/* The file alone: whether it is whole. Calls `violation` as below. What is in a damaged one cannot be relied
 * on. */
int64_t check_file(struct db *db, void (*violation)(const char *sentence, void *argument), void *argument);

/* What is in it. */
int64_t check_promises(struct db *db, void (*violation)(const char *sentence, void *argument),
                       void *argument);

/* The file, and if that is whole what is in it. Calls `violation` with one sentence for each breach, naming
 * the thing; returns how many. */
int64_t check_database(struct db *db, void (*violation)(const char *sentence, void *argument),
                       void *argument);

/* What anybody who chooses among copies wants to know, a line for each kind of thing: "181 officers". All of
 * it is in every schema there was. */
void check_contents(struct db *db, void (*line)(const char *sentence, void *argument), void *argument);

#endif
