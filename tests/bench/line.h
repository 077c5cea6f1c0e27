/* A slow line between a program and the officer's terminal: a deep queue, as sshd and TCP keep one, 960 bytes
 * a second, 150 ms of way in each direction. What the terminal answers travels back the same way. */
#ifndef TOPCOP_BENCH_LINE_H
#define TOPCOP_BENCH_LINE_H

#include "../pty.h"

enum { LINE_BYTES_A_SECOND = 960, LINE_ONE_WAY = 150, LINE_LIMIT = 60000 }; /* milliseconds */

struct line;

/* Takes over the program; line_free ends it. */
struct line *line_new(struct pty *pty);
void line_free(struct line *line);

/* Presses a key so many times, one every `every` milliseconds, and waits until the officer's screen rests.
 * Milliseconds from the last press to the last byte that reached them, at most LINE_LIMIT. */
double line_hold(struct line *line, const char *key, int presses, int every);

/* Types keys one by one as the work says: a word letter by letter, an escape sequence whole. */
void line_press(struct line *line, const char *keys, int every);

/* Waits until the text is on the far screen; false after LINE_LIMIT. */
bool line_wait(struct line *line, const char *text);

/* The screen at the far end, and the bytes that went there since the line was made. */
struct screen *line_screen(struct line *line);
size_t line_carried(const struct line *line);

#endif
