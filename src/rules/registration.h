/* Registrations: the way of one officer to one seat. Each function here that changes something is one write
 * and appends to registration_event who did what by which rule; whoever can take a freed seat gets it in the
 * same write. Who occupies a seat is registration.seat (the view `seat`); positions are derived, never
 * stored. */
#ifndef TOPCOP_RULES_REGISTRATION_H
#define TOPCOP_RULES_REGISTRATION_H

#include "base/buffer.h"
#include "rules/record.h"

struct registration {
    int64_t id;
    char state[24];   /* code of registration_state: "registered", "waitlisted", "submitted", ... */
    int64_t position; /* on the waiting list, from 1; 0: does not wait */
};

/* Why an officer cannot register, and what would help. */
struct unmet {
    const char *code; /* "language", "level", "course", "clearance", "profile", "status", "window", "twice",
                         "overlap", "suspended" */
    const char *what, *help; /* translated; help may be "" */
};

/* Everything that stands against it at present, without writing; 0: may request. `list` lives in the arena.
 */
int registration_unmet(struct db *db, struct arena *arena, int64_t officer, int64_t session,
                       const struct unmet **list);

/* What a request would lead to now, as a sentence for the confirmation: a seat, the waiting list at which
 * place, or a request that who must approve. */
char *registration_prospect(struct db *db, struct arena *arena, int64_t officer, int64_t session);

/* Asks for a seat: for oneself, or with MAY_NOMINATE for another. Refuses with all that is unmet. `made` may
 * be NULL. */
REFUSAL registration_request(struct db *db, int64_t actor, int64_t officer, int64_t session,
                             struct registration *made);

/* Endorses (the first of two steps), approves (the last step: a seat or a place on the waiting list, the
 * moment of the request counts), or refuses with a reason. */
REFUSAL registration_endorse(struct db *db, int64_t actor, int64_t registration);
REFUSAL registration_approve(struct db *db, int64_t actor, int64_t registration, struct registration *now);
REFUSAL registration_refuse(struct db *db, int64_t actor, int64_t registration, const char *reason);

/* Withdraws, with a code of withdraw_reason. After cancel_free_until it is marked late; never once the
 * session has begun. */
REFUSAL registration_withdraw(struct db *db, int64_t actor, int64_t registration, const char *reason_code,
                              const char *reason);
/* Whether withdrawing now would be marked as late. */
bool registration_is_late(struct db *db, int64_t registration);

/* Gives one who waits a seat over the capacity. Needs MAY_OVERBOOK and a reason. */
REFUSAL registration_overbook(struct db *db, int64_t actor, int64_t registration, const char *reason);

/* "My place": position, how many ahead in the own pool, the rule in force, the last change, what would
 * promote. Paragraphs with line feeds. */
char *registration_place(struct db *db, struct arena *arena, int64_t registration);

/* Approves several, in the order of their requests, each checked anew: how many got a seat, wait, or could
 * not be approved (the sentences in `said`, a line each; may be NULL). */
struct approvals {
    int registered, waiting, refused;
};
REFUSAL registration_approve_all(struct db *db, int64_t actor, const int64_t *registrations, int count,
                                 struct approvals *approvals, struct buffer *said);

/* Import: session (code), badge, state ("" registered), requested (a day, or seconds). A record_put. What is
 * known already stays. "registered" gets a seat only if there is one, else the waiting list. */
REFUSAL registration_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                         struct record *record);

/* ---- inside db_write, for the other rules ---- */

/* Brings a session's registrations in line with the session as it is now: cancels, expires, gives free seats
 * to the first who can take them. `why` goes into the events. */
REFUSAL registration_settle(struct db *db, int64_t actor, int64_t session, const char *why);

/* The same for all sessions where this officer waits: after anything about the officer changed. */
REFUSAL registration_settle_officer(struct db *db, int64_t actor, int64_t officer, const char *why);

#endif
