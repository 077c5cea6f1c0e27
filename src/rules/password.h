/* Passwords: proving who somebody is, choosing one, and slowing down who guesses. Argon2id by libsodium, at
 * most four at once in all processes of a database. No function here leaves a secret behind in memory or in
 * the database, and none may be called inside db_write: hashing takes a tenth of a second. */
#ifndef TOPCOP_RULES_PASSWORD_H
#define TOPCOP_RULES_PASSWORD_H

#include "store/db.h"

enum { PASSWORD_LEAST = 8, PASSWORD_MOST = 128 }; /* characters */

/* Who the badge and the secret (a password, or a code to choose one with) show somebody to be. An unknown
 * badge, a wrong password and none at all get the same answer after the same time. A failed attempt makes the
 * next one wait, one for this badge (1 s, 2 s, 4 s ... a quarter of an hour), and one from this origin when
 * many have failed there; waits end by themselves. `by_code` tells that a password is to be chosen first:
 * password_set with the same secret. `origin`: an address or a terminal. */
REFUSAL password_enter(struct db *db, const char *badge, const char *secret, const char *origin,
                       int64_t *officer, bool *by_code);

/* Whether it is the officer's password: for unlocking and before what matters. Failures count as above. */
REFUSAL password_verify(struct db *db, int64_t officer, const char *password);

/* Gives the officer another password; `proof` is the old one, or a code that is used up by it. Where there
 * was one, the officer's other visits end. */
REFUSAL password_set(struct db *db, int64_t officer, const char *proof, const char *fresh);

/* What is wrong with a password that is to be chosen: its length, or that it is easily guessed. */
REFUSAL password_judge(struct db *db, int64_t officer, const char *fresh);

/* Takes the password and all codes away, and ends the officer's visits: for one that somebody else may know.
 * By whoever may look after the account (role_check_account), of a suspended officer too. */
REFUSAL password_take_away(struct db *db, int64_t actor, int64_t officer);

bool password_is_set(struct db *db, int64_t officer);

/* When the officer's next attempt is looked at, at the door or inside: after now while it has to wait;
 * `failures` in a row. */
int64_t password_waits_until(struct db *db, int64_t officer, int *failures);

/* Forgets the failures of an officer. By whoever may issue a code for them. */
REFUSAL password_unlock(struct db *db, int64_t actor, int64_t officer);

#endif
