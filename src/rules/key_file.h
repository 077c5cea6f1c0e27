/* The file beside the database, DATABASE-keys, from which sshd is answered: a line "FINGERPRINT ID VALID_TO
 * TYPE BASE64" for each key that is not revoked and whose officer is active ("-" for no last day). Whoever
 * answers sshd may read this file and not the database. It may be late; who comes in by a key is asked about
 * again (key_officer). */
#ifndef TOPCOP_RULES_KEY_FILE_H
#define TOPCOP_RULES_KEY_FILE_H

#include "store/db.h"

/* The file's path for a database; in the arena. */
char *key_file_path(struct arena *arena, const char *database);

/* Inside a db_write that changed a key or whether an officer is active: writes it anew, under another name
 * which then takes its place, when all else of that write is done, so that two writers never cross and what
 * is taken back never shows. The write refuses what the disk refuses. A database in memory has none. */
void key_file_write(struct db *db);

/* Whether the file holds what the table says; only the installed database needs one, a copy does not. */
bool key_file_is_right(struct db *db);

/* A key as sshd shows it: fingerprint, or type and blob, or all three; NULL is not looked at. */
struct key_shown {
    const char *fingerprint, *type, *blob;
};

/* A key found in the file: its id and "TYPE BASE64", in the arena. */
struct key_found {
    int64_t id;
    char *line;
};

/* Finds the key that is shown; false when the file has none that is valid today, or is missing. Opens no
 * database. */
bool key_file_find(const char *path, const struct key_shown *shown, struct arena *arena,
                   struct key_found *found);

#endif
