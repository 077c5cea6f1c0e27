/* Reading a whole file, or what comes in on standard input. */
#ifndef TOPCOP_BASE_FILE_H
#define TOPCOP_BASE_FILE_H

#include "base/buffer.h"
#include "base/die.h"

/* Appends the bytes of a file to `out`; the path "-" is standard input. Refuses what cannot be read or has
 * more than `limit` bytes. */
REFUSAL file_read(struct buffer *out, const char *path, size_t limit);

/* The refusal of a file that has more than `limit` bytes. */
REFUSAL file_too_large(const char *name, size_t limit);

/* How sentences name the file: the path, or "standard input". */
const char *file_name(const char *path);

#endif
