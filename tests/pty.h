/* A program on a pseudo-terminal, the way an officer runs it: keys in, a real screen out. For tests of the
 * finished program and for the bench; it knows no program by name. Every wait is bounded by PTY_LIMIT, which
 * is only a net under a program that hangs: what is awaited normally comes within milliseconds. What the
 * program asks the terminal (ESC[5n, ESC[6n) is answered while reading. */
#ifndef TOPCOP_TESTS_PTY_H
#define TOPCOP_TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "screen.h"

enum { PTY_LIMIT = 30000 }; /* milliseconds */

struct pty;

struct pty_setup {
    const char *const *arguments;   /* the program and its arguments, NULL at the end */
    const char *const *environment; /* "NAME=value" lines, NULL at the end; NULL for none */
    const char *folder;             /* where it runs; NULL: where we are */
    const char *term;               /* NULL: xterm-256color */
    int rows, columns;              /* 0: 24 and 80 */
};

/* Starts the program. It gets PATH, HOME, the sanitizers' options, LC_ALL=C.UTF-8 and TERM, then what the
 * setup adds, and nothing else of our environment. */
struct pty *pty_start(const struct pty_setup *setup);

/* Kills what still runs, waits for it, frees all. NULL is fine. */
void pty_free(struct pty *pty);

/* Sends keys. False when the program is gone. */
bool pty_send(struct pty *pty, const char *keys);
bool pty_send_part(struct pty *pty, const char *keys, size_t length);

/* Reads what comes within `milliseconds` from now and draws it. False when the terminal was closed by the
 * program. */
bool pty_read(struct pty *pty, int milliseconds);

/* Reads until nothing came for `milliseconds`. */
void pty_quiet(struct pty *pty, int milliseconds);

/* Reads until something came since the last mark, then until it is quiet. False when nothing came within
 * PTY_LIMIT. */
bool pty_answered(struct pty *pty, int milliseconds);

/* Reads until the text is on the screen (within one row), or is not any more. False after PTY_LIMIT or when
 * the program has ended without it. */
bool pty_wait(struct pty *pty, const char *text);
bool pty_wait_gone(struct pty *pty, const char *text);

/* Starts counting anew. */
void pty_mark(struct pty *pty);

/* Bytes received since the mark. */
size_t pty_received(const struct pty *pty);

/* Milliseconds from the mark to the first and to the last byte; 0 when none came. pty_start sets the first
 * mark before the program is started. */
double pty_first(const struct pty *pty);
double pty_last(const struct pty *pty);

/* The screen as drawn so far. */
struct screen *pty_screen(struct pty *pty);

/* The window changes: the program gets SIGWINCH. */
void pty_resize(struct pty *pty, int rows, int columns);

/* The line drops: our end is closed, the program gets SIGHUP and EIO. The screen stays as it was. */
void pty_hang_up(struct pty *pty);

void pty_signal(struct pty *pty, int number);

/* Reads until the program has ended, at most `milliseconds`. Its exit status, 128 + the signal that ended it,
 * or -1 when it still runs. May be asked again. */
int pty_end(struct pty *pty, int milliseconds);

/* For those who must look deeper: /proc of the process, termios of the terminal. The descriptor is -1 after a
 * hang-up. */
pid_t pty_process(const struct pty *pty);
int pty_descriptor(const struct pty *pty);

#endif
