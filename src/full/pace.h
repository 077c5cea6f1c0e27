/* One paint in flight: on a slow line what was sent waits in places the program cannot see, so after a paint
 * the terminal is asked for a sign of life and the next paint waits for its answer. A held key then costs two
 * paints and a round trip, however slow the line. It only keeps the account; it reads and sends nothing. */
#ifndef TOPCOP_FULL_PACE_H
#define TOPCOP_FULL_PACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PACE_QUESTION "\x1b[5n"

enum {
    PACE_BYTES = 64,   /* sent without asking */
    PACE_LETTER = 4,   /* a paint of fewer bytes is an echoed letter: never worth a question of its own */
    PACE_LIMIT = 3000, /* milliseconds until an answer is given up */
};

/* Starts as { 0 }. */
struct pace {
    bool off;      /* the terminal knows no such question */
    bool asked;    /* and not yet answered */
    bool answered; /* once */
    int64_t since;
    size_t sent; /* since the last question */
};

/* Takes into account a paint of so many bytes; true: ask now. */
bool pace_painted(struct pace *pace, size_t bytes, int64_t ticks);

void pace_answered(struct pace *pace);

/* Milliseconds until the next paint may go out at the latest; 0: now. A terminal that never answered is not
 * asked again. */
int pace_wait(struct pace *pace, int64_t ticks);

#endif
