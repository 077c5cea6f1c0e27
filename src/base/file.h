/* Reading a whole file, or what comes in on standard input; writing one so that it is there whole or not at
 * all.
 */
#ifndef TOPCOP_BASE_FILE_H
#define TOPCOP_BASE_FILE_H

#include <stdbool.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/die.h"

/* Appends the bytes of a file to `out`; the path "-" is standard input. Refuses what cannot be read or has
 * more than `limit` bytes. */
REFUSAL file_read(struct buffer *out, const char *path, size_t limit);

/* A file is written under another name, so that one cut in the middle never stands under its own: opens
 * "PATH.part" for writing, mode 0600, in place of one that was left by an earlier cut. Refuses when PATH
 * exists. The descriptor is the caller's. */
REFUSAL file_begin(const char *path, int *descriptor);

/* Gives "PATH.part" its name once it is on disk, never over another file. Refused or not, it is gone after.
 */
REFUSAL file_finish(const char *path);

/* The name of the file until then, and its end when nothing came of it. */
char *file_part(struct arena *arena, const char *path);
void file_abandon(const char *path);

/* Writes all of it and forces it to disk; false with errno. */
bool file_put(int descriptor, const char *text, size_t length);

/* Puts a text in the place of a file, in one step: whoever reads it finds the old one or the new one, whole.
 * It gets the mode, and where `like` is given its group and, from root, its owner. Refuses, leaving the old
 * one, what the folder or the disk does not take. */
REFUSAL file_replace(const char *path, const char *text, size_t length, mode_t mode, const struct stat *like);

/* The folder that a file lies in. */
char *file_folder(struct arena *arena, const char *path);

/* The refusal of a file that has more than `limit` bytes. */
REFUSAL file_too_large(const char *name, size_t limit);

/* How sentences name the file: the path, or "standard input". */
const char *file_name(const char *path);

#endif
