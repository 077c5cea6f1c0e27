/* The file of a draft. It belongs to whoever opened it last: they made it as a copy and gave it the name, so
 * that the file of those before them has none any more. Looked at and written only while it is held. */
#ifndef TOPCOP_STORE_JOURNAL_FILE_H
#define TOPCOP_STORE_JOURNAL_FILE_H

#include <stdbool.h>

#include "base/buffer.h"

/* Opens or makes the file with what it held, a torn last line left out, in *all; from whoever had it before
 * it is taken, once they let it go. -1 with errno. */
int journal_file_open(const char *path, struct buffer *all);

/* Waits until nobody else holds it, and holds it: until flock's LOCK_UN or close. false with errno. */
bool journal_file_hold(int file);

/* Whether somebody opened it since. */
bool journal_file_is_taken(int file);

#endif
