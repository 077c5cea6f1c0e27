/* Legal holds: while one is in force, nothing of what it covers is purged (rules/retention.h). One is placed
 * on an officer, on a structure with all below it, or on a campaign with all who answered, and released,
 * never deleted. */
#ifndef TOPCOP_RULES_HOLD_H
#define TOPCOP_RULES_HOLD_H

#include "store/db.h"

/* Places one on the "officer", "structure" or "campaign" of that badge or code. Needs MAY_ADMINISTER for its
 * structure and a reason. `id` may be NULL. */
REFUSAL hold_place(struct db *db, int64_t actor, const char *kind, const char *code, const char *reason,
                   int64_t *id);

/* Releases one, with a reason that is kept. */
REFUSAL hold_release(struct db *db, int64_t actor, int64_t hold, const char *reason);

/* "hold 3 on the officer AZ-20001 (court case), placed 2026-11-24 09:00". In the arena. */
char *hold_text(struct db *db, struct arena *arena, int64_t hold);

/* Calls `line` with such a text for each that is in force where the actor administers; how many. */
int hold_each(struct db *db, int64_t actor, void (*line)(const char *sentence, void *argument),
              void *argument);

#endif
