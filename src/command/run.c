#include "command/run.h"

#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/words.h"

const char *run_program(const char *const *words) {
    static char *const environment[] = { "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", NULL };
    pid_t child;
    int status = 0;
    if (geteuid() != 0)
        return refuse(_("%s is for root."), words[0]);
    int trouble = posix_spawn(&child, words[0], NULL, NULL, (char *const *)words, environment);
    if (trouble)
        return refuse(_("%s cannot be started: %s."), words[0], strerror(trouble));
    if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return refuse(_("%s has failed; what it says stands above."), words[0]);
    return NULL;
}
