#include "store/journal_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

bool journal_file_hold(int file) {
    while (flock(file, LOCK_EX) != 0)
        if (errno != EINTR)
            return false;
    return true;
}

bool journal_file_is_taken(int file) {
    struct stat status;
    return fstat(file, &status) == 0 && status.st_nlink == 0;
}

/* The file of that name, held; -1 with errno. */
static int hold_named(const char *path) {
    for (;;) {
        int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        bool held = file >= 0 && journal_file_hold(file);
        if (file < 0 || (held && !journal_file_is_taken(file)))
            return file;
        int reason = errno;
        close(file);
        errno = reason;
        if (!held)
            return -1;
    }
}

static void read_all(int file, struct buffer *all) {
    char part[8192];
    ssize_t got;
    while ((got = read(file, part, sizeof part)) > 0)
        buffer_add_part(all, part, (size_t)got);
    const char *last = all->length ? memrchr(all->text, '\n', all->length) : NULL;
    size_t whole = last ? (size_t)(last + 1 - all->text) : 0;
    if (all->length)
        buffer_replace(all, whole, all->length - whole, ""); /* a torn record would spoil the next one */
}

/* The records of `old`, and when the last came, into a file that then has the name. */
static bool copy(const struct buffer *all, int old, int fresh) {
    struct stat status;
    errno = ENOSPC; /* of a short write */
    if (fstat(old, &status) != 0 ||
        (all->length && write(fresh, all->text, all->length) != (ssize_t)all->length))
        return false;
    const struct timespec times[] = { status.st_atim, status.st_mtim };
    return (!all->length || fdatasync(fresh) == 0) && futimens(fresh, times) == 0;
}

static int take_over(const char *path, const struct buffer *all, int old) {
    struct arena scratch = { 0 };
    const char *name = arena_format(&scratch, "%s.new", path);
    int fresh = open(name, O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fresh >= 0 && (!copy(all, old, fresh) || rename(name, path) != 0)) {
        int reason = errno;
        close(fresh);
        unlink(name);
        errno = reason;
        fresh = -1;
    }
    arena_done(&scratch);
    return fresh;
}

int journal_file_open(const char *path, struct buffer *all) {
    int old = hold_named(path);
    if (old < 0)
        return -1;
    read_all(old, all);
    int file = take_over(path, all, old), reason = errno;
    close(old);
    errno = reason;
    return file;
}
