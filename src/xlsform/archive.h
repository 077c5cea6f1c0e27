/* A zip archive in memory, read without trust: what it unpacks to is counted, not believed. Knows nothing of
 * what the members mean. libzip is loaded when the first archive is met. */
#ifndef TOPCOP_XLSFORM_ARCHIVE_H
#define TOPCOP_XLSFORM_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/die.h"

enum {
    ARCHIVE_BYTES = 128 << 20,     /* of all members read, unpacked */
    ARCHIVE_RATIO = 300,           /* unpacked to packed, of a member above the next */
    ARCHIVE_RATIO_FROM = 16 << 20, /* bytes */
};

struct archive {
    const char *name; /* of the file, in sentences */
    struct zip *zip;
    struct zip_file *open;        /* the member being read */
    size_t packed, member, total; /* bytes: of that member in the archive, and read of it and of all */
    enum { ARCHIVE_SOUND, ARCHIVE_DAMAGED, ARCHIVE_LOCKED, ARCHIVE_TOO_LARGE } trouble;
};

/* Whether bytes begin as an archive does. */
bool archive_is(const char *bytes, size_t length);

/* Opens an archive; name and bytes must stay until archive_close, which may be called after a refusal too. */
REFUSAL archive_open(struct archive *archive, const char *name, const char *bytes, size_t length);

/* The path of a member in the archive, NULL after the last. Borrowed. */
const char *archive_path(const struct archive *archive, int member);

/* The member of a path, whatever the case of its letters, or -1. */
int archive_find(const struct archive *archive, const char *path);

/* Begins to read a member; archive_read then gives its next bytes: 0 at the end, -1 when there is a trouble,
 * which archive_end puts into words. */
void archive_begin(struct archive *archive, int member);
int archive_read(struct archive *archive, char *bytes, int room);
REFUSAL archive_end(struct archive *archive);

/* Appends a whole member. */
REFUSAL archive_take(struct archive *archive, int member, struct buffer *out);

void archive_close(struct archive *archive);

#endif
