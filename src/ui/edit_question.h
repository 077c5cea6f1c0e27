/* A question that is asked on a terminal or read from a pipe: shared by edit_ask.c, which asks it, and
 * edit_key.c, which reads the keys. For nobody else. */
#ifndef TOPCOP_UI_EDIT_QUESTION_H
#define TOPCOP_UI_EDIT_QUESTION_H

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <termios.h>

#include "base/buffer.h"
#include "ui/edit_engine.h"

/* From the first question to the end the signals that end a session wait until a line is awaited, and are
 * read then, so that no step is cut in two. */
struct edit_question {
    EditLine *line; /* NULL until a terminal is asked */
    HistoryW *history;
    int in, signals;
    FILE *out;
    sigset_t signals_before;
    struct termios modes_before;
    wchar_t *prompt;
    wchar_t second; /* of a key made of two, 0 when it was handed over */
    int unread;     /* a byte that was read too early; 0: none */
    bool untouched; /* the preset, no key has come yet */
    bool recalls;   /* a command: Up and Down bring earlier ones back */
    bool abandoned, ended, interrupted;
    bool typed; /* since `edit` was last asked whether to go on */
    const struct edit *edit;
    const char *const *words;
    char *plain; /* the line read from a pipe */
    size_t plain_size;
    struct buffer answer;
};

struct edit_question *edit_question_of(EditLine *line);

/* Waits for what is awaited at most so long (-1: no limit, but it may be interrupted); how much of it came.
 */
int edit_await(struct edit_question *question, struct pollfd *awaited, nfds_t count, int milliseconds);

/* The next byte from the terminal; EDIT_LATE when none came in time (-1: no limit), EDIT_LOST when no more
 * will come or a signal ended the question. */
enum { EDIT_LOST = -1, EDIT_LATE = -2 };
int edit_next_byte(struct edit_question *question, int milliseconds);

/* For libedit: the next key, split and late escape sequences put together. */
int edit_next_key(EditLine *line, wchar_t *key);

#endif
