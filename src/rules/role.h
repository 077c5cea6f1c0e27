/* Roles of officers on structures: granted with dates, lent to a substitute while their holder is away, ended
 * with a reason and never deleted. What a role may do is said by the schema (099-role.sql), and whom it
 * reaches by rules/access. */
#ifndef TOPCOP_RULES_ROLE_H
#define TOPCOP_RULES_ROLE_H

#include "store/db.h"

/* What is to be granted. Days as people write them, "" for none. */
struct role_wish {
    int64_t officer, structure;
    const char *role;      /* its code */
    const char *from, *to; /* first and last day; "": today, and without an end */
    const char *why;
};

/* Grants a role to an active officer. An administrator grants every role in their structure, a coordinator
 * those of heads, contacts, trainers and organisers, nobody one to themselves. `id` may be NULL. */
REFUSAL role_grant(struct db *db, int64_t actor, const struct role_wish *wish, int64_t *id);

/* Lends a role to a substitute: the holder's own grant, to an active officer of its structure or below, with
 * a last day, within the days of the grant. It ends when the grant ends. `id` may be NULL. */
REFUSAL role_delegate(struct db *db, int64_t actor, int64_t grant, int64_t substitute, const char *from,
                      const char *to, const char *why, int64_t *id);

/* Ends a grant at once, and with it what was lent of it. By whoever may grant it; what is lent, also by its
 * holder and the substitute. */
REFUSAL role_end(struct db *db, int64_t actor, int64_t grant, const char *why);

/* Whether the actor may grant that role there (to others); may lend, or end, that grant now. */
bool role_may_grant(struct db *db, int64_t actor, const char *role, int64_t structure);
bool role_may_delegate(struct db *db, int64_t actor, int64_t grant);
bool role_may_end(struct db *db, int64_t actor, int64_t grant);

/* Whether an active officer has the role there today, lent or not. */
bool role_holds(struct db *db, int64_t officer, const char *role, int64_t structure);

/* "AZ-90001 Quliyeva Nigar (AZ), AZ-10007 Plain Pl (AZ, lent)": who administers today, and where; "" for
 * nobody. In the arena. */
char *role_administrators(struct db *db, struct arena *arena);

/* Whether somebody who administers today has a key, a password or a code to come in by. */
bool role_administrator_comes_in(struct db *db);

/* Whether an active officer administers today, by a role that is not lent. Asked in a write before it ends
 * roles or suspends somebody; role_stays_administered after it refuses what would leave nobody, but to the
 * owner. */
bool role_is_administered(struct db *db);
REFUSAL role_stays_administered(struct db *db, int64_t actor, bool was);

/* Whoever may change an officer's account (login, keys, password, codes) can act as that officer: refuses
 * unless the actor edits officers there and may grant every role that the officer holds, or is that officer.
 */
REFUSAL role_check_account(struct db *db, int64_t actor, int64_t officer);

/* The roles of an officer as one text, "head@AZ-SCC coordinator@AZ", without what is only lent: for a column
 * of imports and forms. What is not among them ends, what is new is granted. role_check refuses what is not
 * the actor's to grant or take; role_put, inside a write, does it without asking once more. */
REFUSAL role_check(struct db *db, int64_t actor, int64_t officer, const char *roles);
REFUSAL role_put(struct db *db, int64_t actor, int64_t officer, const char *roles);

#endif
