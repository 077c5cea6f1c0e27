/* The audit: a row for everything that db_write has put on disk, chained so that none can be changed or taken
 * away unseen. db_write keeps it by itself; who writes says only who acts (db_actor), and notes what changes
 * no row. What of a change is kept, and how a row is hashed, stands in the schema (audit_rule, audit). */
#ifndef TOPCOP_STORE_AUDIT_H
#define TOPCOP_STORE_AUDIT_H

#include "store/db.h"

enum { AUDIT_HASH = 65 }; /* bytes of a hash in hexadecimal, with its end */

/* Within db_write: something happened that changes no row, such as a refusal at the door. `thing` and
 * `thing_id` name what it was about ("" and 0: nothing). */
REFUSAL audit_note(struct db *db, const char *act, const char *thing, int64_t thing_id, const char *detail);

/* The same in a db_write of its own. */
REFUSAL audit_write(struct db *db, const char *act, const char *thing, int64_t thing_id, const char *detail);

/* The number and hash of the last row; 0 and zeros where there is none. */
int64_t audit_head(struct db *db, char hash[AUDIT_HASH]);

/* Whether row `id` has that hash; 0, before the first, has zeros. */
bool audit_has(struct db *db, int64_t id, const char *hash);

/* Goes through the whole chain. The number of rows that hold, up to the first that does not: its id in
 * `*broken`, 0 when all do. About a million rows in two seconds. */
int64_t audit_verify(struct db *db, int64_t *broken);

#endif
