#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
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
    return refuse(_("%s exists already; name another place for it, or move that away."), path);
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

bool file_put(int descriptor, const char *text, size_t length) {
    for (size_t done = 0; done < length;) {
        ssize_t put = write(descriptor, text + done, length - done);
        if (put < 0 && errno != EINTR)
            return false;
        done += put > 0 ? (size_t)put : 0;
    }
    return fdatasync(descriptor) == 0;
}

/* What is not ours to give stays as the folder makes it. */
static void give_away(int descriptor, const struct stat *like) {
    if (like && fchown(descriptor, geteuid() == 0 ? like->st_uid : (uid_t)-1, like->st_gid) != 0)
        return;
}

static bool fill(int descriptor, const char *text, size_t length, mode_t mode, const struct stat *like) {
    give_away(descriptor, like);
    bool is_whole = fchmod(descriptor, mode) == 0 && file_put(descriptor, text, length);
    int reason = errno;
    if (close(descriptor) == 0 || !is_whole)
        errno = reason;
    else
        is_whole = false;
    return is_whole;
}

const char *file_replace(const char *path, const char *text, size_t length, mode_t mode,
                         const struct stat *like) {
    struct arena arena = { 0 };
    const char *fresh = arena_format(&arena, "%s.new", path), *refusal = NULL;
    int descriptor = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool is_there = descriptor >= 0 && fill(descriptor, text, length, mode, like) && rename(fresh, path) == 0;
    if (!is_there) {
        refusal = refuse(_("%s cannot be written: %s."), path, strerror(errno));
        unlink(fresh);
    }
    arena_done(&arena);
    return refusal;
}
