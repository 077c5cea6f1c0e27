/* Searching by the beginnings of words: one FTS5 index for each thing, filled from the view THING_words. */
#ifndef TOPCOP_STORE_SEARCH_H
#define TOPCOP_STORE_SEARCH_H

#include "store/db.h"

/* Puts the present words of one "structure", "officer", "course" or "session" into its index; part of the
 * write that changed them. */
REFUSAL search_put(struct db *db, const char *thing, int64_t id);

/* Takes what was there before out of the index for good; rewrites all of it. */
REFUSAL search_forget(struct db *db, const char *thing);

/* The FTS5 expression for typed words: each folded word as a prefix, all of them. NULL when nothing is left.
 */
char *search_expression(struct arena *arena, const char *words);

#endif
