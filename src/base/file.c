#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

char *file_part(struct arena *arena, const char *path) {
    return arena_format(arena, "%s.part", path);
}

char *file_folder(struct arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    return !slash ? arena_copy(arena, ".")
                  : arena_copy_part(arena, path, (size_t)(slash - path) + (slash == path));
}

static const char *taken(const char *path) {
    return refuse(_("%s exists already; name another file or move it away."), path);
}

const char *file_begin(const char *path, int *descriptor) {
    struct arena arena = { 0 };
    const char *part = file_part(&arena, path), *refusal = NULL;
    *descriptor = -1;
    if (access(path, F_OK) == 0) {
        refusal = taken(path);
    } else {
        unlink(part);
        *descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (*descriptor < 0)
            refusal = refuse(_("%s cannot be made: %s."), path, strerror(errno));
    }
    arena_done(&arena);
    return refusal;
}

void file_abandon(const char *path) {
    struct arena arena = { 0 };
    unlink(file_part(&arena, path));
    arena_done(&arena);
}

static bool reach_disk(const char *path, int flags) {
    int descriptor = open(path, flags | O_CLOEXEC);
    bool reached = descriptor >= 0 && fsync(descriptor) == 0;
    int reason = errno;
    if (descriptor >= 0)
        close(descriptor);
    errno = reason;
    return reached;
}

/* Some file systems know neither of the first two. */
static bool rename_new(const char *part, const char *path) {
    if (renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    if (link(part, path) == 0)
        return unlink(part) == 0;
    return errno == EPERM && access(path, F_OK) != 0 && rename(part, path) == 0;
}

const char *file_finish(const char *path) {
    struct arena arena = { 0 };
    const char *part = file_part(&arena, path), *refusal = NULL;
    if (!reach_disk(part, O_RDONLY) || !rename_new(part, path))
        refusal =
            errno == EEXIST ? taken(path) : refuse(_("%s could not be written: %s."), path, strerror(errno));
    else
        reach_disk(file_folder(&arena, path), O_RDONLY | O_DIRECTORY);
    if (refusal)
        unlink(part);
    arena_done(&arena);
    return refusal;
}
