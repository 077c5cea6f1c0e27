/* How attempts at the door that failed make the next one wait. For password.c only. */
#ifndef TOPCOP_RULES_PASSWORD_WAIT_H
#define TOPCOP_RULES_PASSWORD_WAIT_H

#include "store/db.h"

/* Inside db_write, before the secret is looked at: refuses while the badge or the origin has to wait (NULL:
 * who is in already; what failed at the door does not count for them); else counts the attempt as failed, so
 * that attempts at the same time, or ended by force, are no way around the wait. */
REFUSAL wait_count(struct db *db, const char *badge, const char *origin);

/* Inside db_write, when the secret was right: the badge has no failures any more, the origin one less. */
REFUSAL wait_take_back(struct db *db, const char *badge, const char *origin);

/* The badge that an officer's attempts count for, "" for nobody. In the arena. */
char *wait_badge(struct db *db, struct arena *arena, int64_t officer);

#endif
