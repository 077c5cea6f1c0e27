/* The seats of one session: the one function that gives them, and the one that changes a registration's
 * state. For the files registration*.c only; all of it inside db_write. */
#ifndef TOPCOP_RULES_REGISTRATION_SEAT_H
#define TOPCOP_RULES_REGISTRATION_SEAT_H

#include "rules/registration.h"

/* One change of a registration, as it goes into the history. */
struct move {
    int64_t registration, actor; /* actor 0: the program */
    const char *from, *to, *act;
    const char *code, *reason, *rule; /* NULL: "" */
};
REFUSAL registration_move(struct db *db, const struct move *move);

/* Who has just asked or been approved, and has no state of its own yet: in the table it waits, without an
 * event. */
struct newcomer {
    int64_t registration;
    const char *from, *act; /* of the event it will get */
};

/* Gives the session's free seats to those who wait, in the order of their requests, each if eligible now and
 * within its quota; then writes the newcomer's event, whatever became of it. `newcomer` may be NULL. */
REFUSAL registration_allocate(struct db *db, int64_t actor, int64_t session, const char *why,
                              const struct newcomer *newcomer);

/* What stands against giving this officer a seat now, apart from seats and dates of registration: suspension,
 * conditions, a clash of days. NULL: nothing. */
char *registration_obstacle(struct db *db, struct arena *arena, int64_t officer, int64_t session);

/* The quota an officer falls under in a session: the structure's id, 0: the shared pool. */
int64_t registration_quota(struct db *db, int64_t officer, int64_t session);

/* Reads id, state and position. */
struct registration registration_read(struct db *db, int64_t registration);

#endif
