/* Visits: one time that somebody is in topcop, from coming in to leaving. Who is here, since when and from
 * where; when a visit is over; how long it may last. Knows no screen and sends nothing to a terminal. */
#ifndef TOPCOP_RULES_VISIT_H
#define TOPCOP_RULES_VISIT_H

#include "store/db.h"

/* How somebody came in. */
struct arrival {
    int64_t officer, key; /* key 0: without one */
    const char *door;     /* "key", "password", "login" (an account on this machine), "as" */
    const char *origin;   /* visit_origin() */
};

/* Where this process is used from: the address in SSH_CONNECTION, else the terminal ("pts/3"), else "-".
 * Borrowed until the next call. */
const char *visit_origin(void);

/* Whether somebody came from another place: other addresses; all terminals of this machine are one place. */
bool visit_is_elsewhere(const char *origin, const char *other);

/* Writes that somebody is here: after the first screen is shown. Visits whose process is gone are ended. */
REFUSAL visit_begin(struct db *db, const struct arrival *arrival, int64_t *visit);

/* NULL while the visit goes on, else why it is over: ended by somebody, the officer suspended, the key
 * revoked or expired, all its hours used up. Only reads. */
REFUSAL visit_goes_on(struct db *db, int64_t visit);

/* Notes that keys came; to be called seldom, since every note is a write. */
REFUSAL visit_seen(struct db *db, int64_t visit);

/* Ends one's own: "left", "dropped" (the line), "idle" or "over" (visit_goes_on refused). What somebody else
 * has ended stays as they ended it. */
REFUSAL visit_end(struct db *db, int64_t visit, const char *how);

/* Ends somebody's visit, with a reason: one's own elsewhere, or with MAY_ADMINISTER for their structure. It
 * is over within seconds there. */
REFUSAL visit_stop(struct db *db, int64_t actor, int64_t visit, const char *reason);

/* Whether the actor may end visits of the officer. */
REFUSAL visit_may_stop(struct db *db, int64_t actor, int64_t officer);

/* Another visit, as a sentence tells it. */
struct visit_past {
    int64_t visit, begun_at;
    char origin[64];
};

/* The visit of the officer before `visit`; false: it is the first. */
bool visit_last(struct db *db, int64_t officer, int64_t visit, struct visit_past *past);

/* Attempts to sign in as the officer that failed since then. */
long visit_failures(struct db *db, int64_t officer, int64_t since);

/* A visit of the officer that goes on beside `visit`, the latest; false: none. */
bool visit_beside(struct db *db, int64_t officer, int64_t visit, struct visit_past *past);

/* In a write: ends the officer's visits but the one in which that is done, with the sentence that they show.
 */
REFUSAL visit_stop_others(struct db *db, int64_t officer, const char *why);

/* Ends those whose process is gone, as lost. Writes only when there are any. */
REFUSAL visit_sweep(struct db *db);

/* How long a visit may be left alone, and how long it may last; 0: for ever. */
struct visit_limits {
    double idle;  /* minutes */
    double hours; /* of one visit */
};
struct visit_limits visit_limits(struct db *db);

/* Sets one of them, "idle" or "hours". Needs MAY_ADMINISTER. */
REFUSAL visit_limit(struct db *db, int64_t actor, const char *name, const char *value);

#endif
