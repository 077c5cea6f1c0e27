/* For rules/role*.c: what granting and ending a role share. */
#ifndef TOPCOP_RULES_ROLE_ACT_H
#define TOPCOP_RULES_ROLE_ACT_H

#include "base/clock.h"
#include "rules/role.h"

#define ROLE_TO_ONESELF N_("Nobody gives a role to themselves; another administrator can, or a coordinator.")

/* What one act works on: given, or read inside the write. */
struct role_act {
    int64_t actor, officer, structure, grant, from_grant;
    const char *role, *why;
    char from[CLOCK_DAY], to[CLOCK_DAY];
    int64_t id;
};

/* Refuses, naming the role, what is not the actor's to grant or take there. */
REFUSAL role_check_grant(struct db *db, int64_t actor, const char *role, int64_t structure);

/* In a write, without asking once more: grants; ends a grant and what was lent of it. */
REFUSAL role_insert(struct db *db, struct role_act *act);
REFUSAL role_end_grant(struct db *db, int64_t actor, int64_t grant, const char *why);

#endif
