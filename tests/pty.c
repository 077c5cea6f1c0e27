#include "pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/die.h"

enum { RUNNING = -1 };

struct pty {
    struct screen *screen;
    pid_t process;
    int descriptor, status;
    bool closed; /* the program's side is closed: nothing more will come */
    size_t received;
    double mark, first, last; /* milliseconds */
};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* What of our environment the program may see. */
static void set_environment(const struct pty_setup *setup) {
    static const char *const kept[] = { "PATH", "HOME", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS" };
    const char *values[sizeof kept / sizeof *kept];
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        values[i] = getenv(kept[i]);
    clearenv();
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (values[i])
            setenv(kept[i], values[i], 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TERM", setup->term ? setup->term : "xterm-256color", 1);
    for (const char *const *line = setup->environment; line && *line; line++)
        putenv((char *)*line);
}

static _Noreturn void become(const struct pty_setup *setup) {
    set_environment(setup);
    if (setup->folder && chdir(setup->folder) != 0)
        _exit(127);
    execvp(setup->arguments[0], (char *const *)setup->arguments);
    _exit(127);
}

struct pty *pty_start(const struct pty_setup *setup) {
    struct pty *pty = memory_new(sizeof *pty);
    struct winsize size = { .ws_row = (unsigned short)(setup->rows ? setup->rows : 24),
                            .ws_col = (unsigned short)(setup->columns ? setup->columns : 80) };
    *pty = (struct pty){ .screen = screen_new(size.ws_row, size.ws_col), .status = RUNNING };
    signal(SIGPIPE, SIG_IGN);
    pty_mark(pty);
    pty->process = forkpty(&pty->descriptor, NULL, NULL, &size);
    if (pty->process < 0)
        die("no pseudo-terminal: %s", strerror(errno));
    if (pty->process == 0) {
        signal(SIGPIPE, SIG_DFL);
        become(setup);
    }
    /* Another program started later must not hold this line open. */
    fcntl(pty->descriptor, F_SETFD, FD_CLOEXEC);
    return pty;
}

void pty_free(struct pty *pty) {
    if (!pty)
        return;
    if (pty_end(pty, 0) == RUNNING) {
        pty_signal(pty, SIGKILL);
        pty_hang_up(pty);
        pty_end(pty, PTY_LIMIT);
    }
    pty_hang_up(pty);
    screen_free(pty->screen);
    free(pty);
}

bool pty_send_part(struct pty *pty, const char *keys, size_t length) {
    while (length > 0) {
        ssize_t written = pty->descriptor < 0 ? -1 : write(pty->descriptor, keys, length);
        if (written < 0 && errno == EINTR && pty->descriptor >= 0)
            continue;
        if (written < 0)
            return false;
        keys += written;
        length -= (size_t)written;
    }
    return true;
}

bool pty_send(struct pty *pty, const char *keys) {
    return pty_send_part(pty, keys, strlen(keys));
}

/* One read; draws it and answers. */
static void take(struct pty *pty) {
    char bytes[65536];
    ssize_t length = read(pty->descriptor, bytes, sizeof bytes);
    if (length < 0 && errno == EINTR)
        return;
    if (length <= 0) {
        pty->closed = true;
        return;
    }
    pty->last = now() - pty->mark;
    if (pty->received == 0)
        pty->first = pty->last;
    pty->received += (size_t)length;
    screen_feed(pty->screen, bytes, (size_t)length);
    size_t answer_length;
    const char *answer = screen_answers(pty->screen, &answer_length);
    pty_send_part(pty, answer, answer_length);
}

/* Waits for bytes until the moment `end`; true when some were read. */
static bool take_before(struct pty *pty, double end) {
    if (pty->closed || pty->descriptor < 0)
        return false;
    double left = end - now();
    struct pollfd wanted = { .fd = pty->descriptor, .events = POLLIN };
    if (poll(&wanted, 1, left > 0 ? (int)(left + 0.999) : 0) <= 0)
        return false;
    take(pty);
    return !pty->closed;
}

bool pty_read(struct pty *pty, int milliseconds) {
    double end = now() + milliseconds;
    do
        take_before(pty, end);
    while (!pty->closed && pty->descriptor >= 0 && now() < end);
    return !pty->closed;
}

void pty_quiet(struct pty *pty, int milliseconds) {
    double limit = now() + PTY_LIMIT;
    while (now() < limit && take_before(pty, now() + milliseconds))
        ;
}

bool pty_answered(struct pty *pty, int milliseconds) {
    if (pty->received == 0 && !take_before(pty, now() + PTY_LIMIT))
        return false;
    pty_quiet(pty, milliseconds);
    return true;
}

static bool wait_until(struct pty *pty, const char *text, bool wanted) {
    double limit = now() + PTY_LIMIT;
    while (screen_shows(pty->screen, text) != wanted)
        if (now() >= limit || !take_before(pty, limit))
            return screen_shows(pty->screen, text) == wanted;
    return true;
}

bool pty_wait(struct pty *pty, const char *text) {
    return wait_until(pty, text, true);
}

bool pty_wait_gone(struct pty *pty, const char *text) {
    return wait_until(pty, text, false);
}

void pty_mark(struct pty *pty) {
    pty->received = 0;
    pty->first = pty->last = 0;
    pty->mark = now();
}

size_t pty_received(const struct pty *pty) {
    return pty->received;
}

double pty_first(const struct pty *pty) {
    return pty->first;
}

double pty_last(const struct pty *pty) {
    return pty->last;
}

struct screen *pty_screen(struct pty *pty) {
    return pty->screen;
}

void pty_resize(struct pty *pty, int rows, int columns) {
    struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };
    screen_resize(pty->screen, rows, columns);
    ioctl(pty->descriptor, TIOCSWINSZ, &size);
}

void pty_hang_up(struct pty *pty) {
    if (pty->descriptor >= 0)
        close(pty->descriptor);
    pty->descriptor = -1;
}

void pty_signal(struct pty *pty, int number) {
    if (pty->status == RUNNING)
        kill(pty->process, number);
}

int pty_end(struct pty *pty, int milliseconds) {
    double end = now() + milliseconds;
    while (pty->status == RUNNING) {
        int status;
        take_before(pty, now());
        if (waitpid(pty->process, &status, WNOHANG) == pty->process)
            pty->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        else if (now() >= end)
            return RUNNING;
        else if (!take_before(pty, now() + 2))
            usleep(1000);
    }
    while (take_before(pty, now() + 20))
        ;
    return pty->status;
}

pid_t pty_process(const struct pty *pty) {
    return pty->process;
}

int pty_descriptor(const struct pty *pty) {
    return pty->descriptor;
}
