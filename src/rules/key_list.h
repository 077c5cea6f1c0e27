/* Keys as lists show them. */
#ifndef TOPCOP_RULES_KEY_LIST_H
#define TOPCOP_RULES_KEY_LIST_H

#include "store/db.h"

/* Texts as stored, "" for none; moments as local "YYYY-MM-DD HH:MM". */
struct key_row {
    int64_t id;
    char *badge, *fingerprint, *type, *label, *until, *used;
    char *state_name; /* valid, expired, suspended (the officer is), revoked; to be translated */
};

/* The keys that the actor may see (their own, and those of officers whom they may change): an officer's, or
 * with officer 0 all; in the arena. */
const struct key_row *key_list(struct db *db, struct arena *arena, int64_t actor, int64_t officer,
                               int *count);

/* One of them, whoever asks. A key that does not exist is a bug. */
const struct key_row *key_row(struct db *db, struct arena *arena, int64_t key);

#endif
