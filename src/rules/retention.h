/* How long data about people are kept: classes of data with their months, what of a class is due, and its
 * purge. A purge makes nameless and keeps counts: rows stay where figures count them, what says who it was
 * goes. What a legal hold covers stays (rules/hold.h). Nothing here runs by itself. */
#ifndef TOPCOP_RULES_RETENTION_H
#define TOPCOP_RULES_RETENTION_H

#include "store/db.h"

/* What is due of a class after its months (0: never): `due` would be purged, `held` stays for a hold, the
 * first of which is `hold`. */
struct retention_count {
    int64_t due, held, hold, months;
};

/* Counts what is due of a class, where the actor administers (the owner of the database: everywhere). */
REFUSAL retention_preview(struct db *db, int64_t actor, const char *class, struct retention_count *count);

/* Purges what is due of a class, in a write of its own, and notes how many and by whom; `count` says what was
 * done. Refuses, naming the hold, when all that is due is held. Where nothing is due nothing is written. */
REFUSAL retention_purge(struct db *db, int64_t actor, const char *class, struct retention_count *count);

/* Sets after how many months data of a class are due; "0": never. Needs MAY_ADMINISTER. */
REFUSAL retention_keep(struct db *db, int64_t actor, const char *class, const char *months);

/* The codes of the classes; NULL at the end. */
extern const char *const retention_classes[];

#endif
