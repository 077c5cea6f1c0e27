/* The SSH keys by which officers come in: adding, revoking, and whether one opens the door now. The table is
 * the truth; after each change the file beside the database that sshd is answered from is written anew
 * (rules/key_file.h). It knows nothing of ssh but the form of a public key (rules/key_line.h). */
#ifndef TOPCOP_RULES_KEY_H
#define TOPCOP_RULES_KEY_H

#include "store/db.h"

/* The officer who comes in by the key. Refuses with the reason unless the key is valid now, neither revoked
 * nor expired, and its officer is active. */
REFUSAL key_officer(struct db *db, int64_t key, int64_t *officer);

/* Notes that somebody came in by the key: a step inside db_write. */
REFUSAL key_used(struct db *db, int64_t key);

/* Adds the public key of a line "ssh-ed25519 AAAA... comment" (rules/key_line.h says what is taken) to an
 * officer's, in a write of its own. `valid_to`: its last day, "" or NULL for none; `id` may be NULL. For the
 * owner of the database alone: who adds a key to somebody can come in as them. Refuses a key that is known
 * already, saying whose it is to who may see that. */
REFUSAL key_add(struct db *db, int64_t actor, int64_t officer, const char *line, const char *valid_to,
                int64_t *id);

/* The same for an officer's own, after `proof`: their password, or who has none a code issued for it, which
 * is used up by it. `label` "" takes the line's comment. Not inside db_write. */
REFUSAL key_enter(struct db *db, int64_t officer, const char *line, const char *label, const char *valid_to,
                  const char *proof);

/* Revokes a key for good, in a write of its own; visits by it end within seconds. By the
 * officer, or whoever may look after the account (role_check_account). `reason` must not be empty. */
REFUSAL key_revoke(struct db *db, int64_t actor, int64_t key, const char *reason);

/* The key of that fingerprint, 0: none. */
int64_t key_find(struct db *db, const char *fingerprint);

/* Writes the file of keys anew in a write of its own: mends what a crash has left behind. */
REFUSAL key_sync(struct db *db);

#endif
