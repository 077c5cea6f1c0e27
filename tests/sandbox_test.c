/* What is left of the environment, and what a closed process can no longer do. */
#include <errno.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/sandbox.h"

static const char *variable(const char *name) {
    const char *value = getenv(name);
    return value ? value : "none";
}

static void test_environment(void **state) {
    (void)state;
    static const char *const captive[][3] = {
        { "TERM", "xterm-256color", "xterm-256color" },
        { "TERM", "../../x", "vt100" },
        { "TERM", "", "vt100" },
        { "LANG", "az_AZ.UTF-8", "az_AZ.UTF-8" },
        { "LANG", "../../tmp/x.UTF-8", "C.UTF-8" },
        { "LANG", "tr_TR.ISO-8859-9", "C.UTF-8" },
        { "LC_ALL", "sr_RS.utf8@latin", "sr_RS.utf8@latin" },
        { "LC_ALL", "/etc/passwd", "none" },
        { "LANGUAGE", "az:ru", "az:ru" },
        { "LANGUAGE", "../x", "none" },
        { "SSH_CONNECTION", "10.0.0.1 5 10.0.0.2 22", "10.0.0.1 5 10.0.0.2 22" },
        { "SSH_CONNECTION", "\033[2J", "none" },
        { "TOPCOP_DB", "/tmp/x.db", "none" },
        { "TOPCOP_NOW", "2020-01-01T10:00", "none" },
        { "TOPCOP_LINE", "1", "none" },
        { "TZ", ":/etc/shadow", "none" },
        { "HOME", "/tmp", "none" },
        { "PATH", "/tmp", "none" },
        { "TERMINFO", "/tmp", "none" },
        { "LD_PRELOAD", "/tmp/x.so", "none" },
        { "NCURSES_NO_SETBUF", "1", "none" },
        { "EDITOR", "/bin/sh", "none" },
    };
    for (size_t i = 0; i < sizeof captive / sizeof *captive; i++) {
        clearenv();
        setenv(captive[i][0], captive[i][1], 1);
        sandbox_environment(true);
        if (strcmp(variable(captive[i][0]), captive[i][2]) != 0)
            fail_msg("%s=%s became %s", captive[i][0], captive[i][1], variable(captive[i][0]));
    }
    clearenv();
    sandbox_environment(true);
    assert_string_equal(variable("TERM"), "none");
    assert_string_equal(variable("LANG"), "C.UTF-8");
    clearenv();
    setenv("TOPCOP_DB", "x.db", 1);
    setenv("HOME", "/tmp", 1);
    sandbox_environment(false);
    assert_string_equal(variable("TOPCOP_DB"), "x.db");
    assert_string_equal(variable("HOME"), "none");
}

#define MUST(what)                                                                                           \
    if (!(what))                                                                                             \
        return #what;

/* What does not hold in a closed process, NULL: all does. */
static const char *closed(int terminal) {
    struct rlimit core;
    char folder[8];
    char *words[] = { "/bin/true", NULL };
    sandbox_close(true);
    MUST(write(terminal, "x", 1) < 0 && errno == EBADF)
    MUST(getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0)
    MUST(getcwd(folder, sizeof folder) && !strcmp(folder, "/"))
    MUST(umask(0) == 077)
#ifndef __SANITIZE_ADDRESS__
    MUST(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0)
    MUST(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1)
    MUST(execv("/bin/true", words) < 0 && errno == EPERM)
    MUST(fork() < 0 && errno == EPERM)
    MUST(vfork() < 0 && errno == EPERM)
    MUST(socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM)
    MUST(socket(AF_UNIX, SOCK_STREAM, 0) < 0 && errno == EPERM)
    MUST(ptrace(PTRACE_TRACEME, 0, 0, 0) < 0 && errno == EPERM)
    MUST(ioctl(STDIN_FILENO, TIOCSTI, "x") < 0 && errno == EPERM)
    MUST(syscall(SYS_tgkill, getppid(), getppid(), 0) < 0 && errno == EPERM)
    MUST(syscall(SYS_tkill, getppid(), 0) < 0 && errno == EPERM)
    MUST(raise(0) == 0)
#endif
    (void)words;
    return NULL;
}

static void test_closed(void **state) {
    (void)state;
    int terminal, other, status, answers[2];
    assert_int_equal(pipe(answers), 0);
    assert_int_equal(openpty(&terminal, &other, NULL, NULL, NULL), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(other, STDIN_FILENO);
        dup2(answers[1], STDERR_FILENO);
        const char *wrong = closed(terminal);
        if (wrong && write(STDERR_FILENO, wrong, strlen(wrong)) < 0)
            _exit(2);
        _exit(wrong != NULL);
    }
    close(answers[1]);
    char wrong[200] = "";
    assert_true(read(answers[0], wrong, sizeof wrong - 1) >= 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_string_equal(wrong, "");
    assert_int_equal(status, 0);
    close(answers[0]);
    close(terminal);
    close(other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_environment),
        cmocka_unit_test(test_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
