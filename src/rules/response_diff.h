/* What changed between two revisions of the same answers. */
#ifndef TOPCOP_RULES_RESPONSE_DIFF_H
#define TOPCOP_RULES_RESPONSE_DIFF_H

#include "store/db.h"

/* One answer that differs, as people read it; "" where there is none. */
struct response_difference {
    char *path, *label, *before, *after;
};

/* The answers that differ, in the order of the newer form; what only the older one has comes last. Refuses
 * responses that are not of one respondent, and an actor who neither sees the structure's answers nor answers
 * for it, nor is the officer who answered. The list is the arena's. */
REFUSAL response_diff(struct db *db, int64_t actor, int64_t older, int64_t newer, struct arena *arena,
                      const struct response_difference **list, int *count);

#endif
