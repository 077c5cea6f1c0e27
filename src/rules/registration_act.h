/* What every act on one registration has in common: it reads who and what inside the write, checks the state,
 * moves it on, and hands on a seat that became free. For the files registration*.c only. */
#ifndef TOPCOP_RULES_REGISTRATION_ACT_H
#define TOPCOP_RULES_REGISTRATION_ACT_H

#include "rules/registration_seat.h"

/* What one act works on: filled from its arguments, then from the database inside the write. */
struct act {
    int64_t actor, registration, officer, session, structure, approvals;
    const char *code, *reason;
    char state[24];
    bool holds;
    struct registration *result;
    struct arena arena;
};

/* Reads the registration; false when there is none. */
bool act_fill(struct db *db, struct act *act);
/* Refuses unless the state is among `states`, blanks between. */
REFUSAL act_need_state(const struct act *act, struct db *db, const char *states);
REFUSAL act_need_reason(const char *reason);
/* One write; frees the act's arena. */
REFUSAL act_perform(struct db *db, db_step *step, struct act *act);
/* From the present state to another, with the act's code and reason. */
REFUSAL act_move(struct db *db, const struct act *act, const char *to, const char *name, const char *rule);
/* A seat may be free now: for those who wait here, and this officer may be free for another session. */
REFUSAL act_free_seat(struct db *db, const struct act *act, const char *why);

#endif
