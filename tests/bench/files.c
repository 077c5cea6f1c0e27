/* Files and programs of the bench. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "bench.h"

enum { FILES = 64 };

const char *bench_file(const char *name) {
    static char *files[FILES];
    struct buffer path = { 0 };
    buffer_format(&path, "%s/%s", bench_folder, name);
    for (int i = 0; i < FILES; i++) {
        if (!files[i])
            return files[i] = path.text;
        if (strcmp(files[i], path.text) == 0) {
            buffer_done(&path);
            return files[i];
        }
    }
    die("the bench knows no more than %d files", FILES);
}

static _Noreturn void become(const char *const *arguments, int input) {
    int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(input < 0 ? nowhere : input, 0);
    dup2(nowhere, 1);
    dup2(nowhere, 2);
    execvp(arguments[0], (char *const *)arguments);
    _exit(127);
}

int bench_run(const char *const *arguments, const char *input) {
    int ends[2], status;
    if (pipe2(ends, O_CLOEXEC) != 0)
        die("no pipe: %s", strerror(errno));
    pid_t process = fork();
    if (process < 0)
        die("no process: %s", strerror(errno));
    if (process == 0)
        become(arguments, input ? ends[0] : -1);
    close(ends[0]);
    for (size_t length = input ? strlen(input) : 0; length > 0;) {
        ssize_t written = write(ends[1], input, length);
        if (written < 0)
            break;
        input += written;
        length -= (size_t)written;
    }
    close(ends[1]);
    while (waitpid(process, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void bench_write(const char *name, const char *text) {
    FILE *file = fopen(bench_file(name), "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        die("%s cannot be written: %s", bench_file(name), strerror(errno));
}

static const char *beside(const char *database, const char *end) {
    static char path[4200];
    snprintf(path, sizeof path, "%s%s", database, end);
    return path;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk) {
    (void)status, (void)type, (void)walk;
    return remove(path);
}

void bench_remove(const char *database) {
    static const char *const ends[] = { "", "-wal", "-shm", "-drafts" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        nftw(beside(database, ends[i]), remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void copy_file(const char *from, const char *to) {
    struct stat status;
    int source = open(from, O_RDONLY | O_CLOEXEC);
    if (source < 0)
        return;
    int target = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    off_t left = target >= 0 && fstat(source, &status) == 0 ? status.st_size : -1;
    for (ssize_t copied = 1; left > 0 && copied > 0; left -= copied)
        copied = copy_file_range(source, NULL, target, NULL, (size_t)left, 0);
    close(source);
    if (left != 0 || close(target) != 0)
        die("%s cannot be copied to %s", from, to);
}

void bench_copy(const char *database, const char *copy) {
    char from[4200];
    bench_remove(copy);
    copy_file(database, copy);
    snprintf(from, sizeof from, "%s-wal", database);
    copy_file(from, beside(copy, "-wal"));
}
