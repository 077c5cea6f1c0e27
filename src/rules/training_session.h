/* Training sessions of a course: when, where, how many, by which door. */
#ifndef TOPCOP_RULES_TRAINING_SESSION_H
#define TOPCOP_RULES_TRAINING_SESSION_H

#include "rules/record.h"

/* Fields: code, course (code), organiser (structure code), manager (badge), venue, country, platform,
 * language, timezone, seats_min, seats ("" no limit, "0" none), door, approvals, pending_holds,
 * register_from, register_by, cancel_free_until, promote_until, status; and the phases: independent_from,
 * independent_to, contact_from, contact_to, starts_at, ends_at, place, trainer (of the contact phase),
 * post_from, post_to. A form's query: SELECT * FROM session_form WHERE id = :id. Needs MAY_EDIT_SESSIONS for
 * the organiser. Registrations follow: more seats move the waiting up, fewer drop nobody, a cancelled session
 * cancels them. */
REFUSAL training_session_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                             struct record *record);

/* The seats of one structure and all below it in a session: "" takes the quota away. */
REFUSAL training_session_quota(struct db *db, int64_t actor, int64_t session, int64_t structure,
                               const char *seats);

/* Changes the seats alone (-1: no limit), with a reason that stays in the history. */
REFUSAL training_session_seats(struct db *db, int64_t actor, int64_t session, int64_t seats,
                               const char *reason);

/* Whose registration would change, and how, if the session had so many seats: tried and taken back. One line
 * each
 * ("Əliyeva Leyla (AZ-10077) moves up from the waiting list"), "" for nobody. */
REFUSAL training_session_preview(struct db *db, int64_t actor, int64_t session, int64_t seats,
                                 struct arena *arena, const char **lines);

/* Cancels a session with a reason; all its live registrations become session_cancelled. */
REFUSAL training_session_cancel(struct db *db, int64_t actor, int64_t session, const char *reason);

#endif
