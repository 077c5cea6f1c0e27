#include "command/run.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/words.h"

static void read_all(int file, struct buffer *out) {
    char part[4096];
    ssize_t got;
    while ((got = read(file, part, sizeof part)) > 0 || (got < 0 && errno == EINTR))
        buffer_add_part(out, part, got > 0 ? (size_t)got : 0);
}

/* Starts it with its standard output in the pipe, if there is one. */
static int start(pid_t *child, const char *const *words, const int *pipe) {
    static char *const environment[] = { "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", NULL };
    posix_spawn_file_actions_t actions;
    int trouble = posix_spawn_file_actions_init(&actions);
    if (trouble)
        return trouble;
    if (pipe)
        trouble = posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    if (!trouble)
        trouble = posix_spawn(child, words[0], &actions, NULL, (char *const *)words, environment);
    posix_spawn_file_actions_destroy(&actions);
    return trouble;
}

const char *run_program(const char *const *words, struct buffer *out) {
    pid_t child;
    int status = 0, ends[2] = { -1, -1 };
    if (geteuid() != 0)
        return refuse(_("%s is for root."), words[0]);
    if (out && pipe2(ends, O_CLOEXEC) != 0)
        return refuse(_("%s cannot be started: %s."), words[0], strerror(errno));
    int trouble = start(&child, words, out ? ends : NULL);
    if (out)
        close(ends[1]);
    if (out && !trouble)
        read_all(ends[0], out);
    if (out)
        close(ends[0]);
    if (trouble)
        return refuse(_("%s cannot be started: %s."), words[0], strerror(trouble));
    if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return refuse(_("%s has failed; what it says stands above."), words[0]);
    return NULL;
}
