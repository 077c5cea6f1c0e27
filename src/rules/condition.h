/* Entry conditions of a course as people write them: "language en B1; course DRG-A02; level 2 DRG; clearance
 * restricted; profile investigator|intelligence". */
#ifndef TOPCOP_RULES_CONDITION_H
#define TOPCOP_RULES_CONDITION_H

#include "rules/draft.h"

struct condition {
    const char *kind, *subject, *least; /* as in course_condition; "" where there is none */
};

/* Reads the text; what cannot be read is added to the draft's problems. Returns the conditions, their kind
 * NULL at the end; borrowed from the draft's arena. */
struct condition *condition_read(struct draft *draft, struct db *db, const char *text, unsigned how);

/* The conditions as they are kept, always written alike. */
char *condition_text(struct arena *arena, const struct condition *conditions);

/* One of them in words: "English B1 is required". */
char *condition_words(struct db *db, struct arena *arena, const char *kind, const char *subject,
                      const char *least);

#endif
