#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/words.h"

const char *file_name(const char *path) {
    return strcmp(path, "-") != 0 ? path : _("standard input");
}

const char *file_too_large(const char *name, size_t limit) {
    return refuse(_("%s is too large: a file may have %zu MB."), name, (limit + 0xFFFFF) >> 20);
}

static const char *unreadable(const char *path) {
    return refuse(_("%s cannot be read: %s."), file_name(path), strerror(errno));
}

const char *file_read(struct buffer *out, const char *path, size_t limit) {
    FILE *stream = strcmp(path, "-") != 0 ? fopen(path, "rb") : stdin;
    if (!stream)
        return unreadable(path);
    char part[65536];
    size_t got, before = out->length;
    while (out->length - before <= limit && (got = fread(part, 1, sizeof part, stream)) > 0)
        buffer_add_part(out, part, got);
    const char *refusal = ferror(stream)                 ? unreadable(path)
                          : out->length - before > limit ? file_too_large(file_name(path), limit)
                                                         : NULL;
    if (stream != stdin)
        fclose(stream);
    return refusal;
}
