/* Places for work that takes much memory, such as hashing a password: a few at once, over all processes of a
 * database. The system gives them back when a process dies. */
#ifndef TOPCOP_STORE_SLOT_H
#define TOPCOP_STORE_SLOT_H

#include "store/db.h"

enum { SLOTS = 4 };

/* Waits for a slot, first come, first served. Refuses after 20 seconds in vain. Where the system has no
 * semaphores, and for a database in memory, nobody waits. */
REFUSAL slot_take(struct db *db);
void slot_give(struct db *db);

#endif
