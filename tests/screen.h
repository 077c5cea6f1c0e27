/* What a person would see: bytes of a program in, the rows and columns of a terminal out, through libvterm.
 * It also answers like a terminal (ESC[5n, ESC[6n). It knows nothing of processes or descriptors; tests/pty.h
 * brings the bytes. */
#ifndef TOPCOP_TESTS_SCREEN_H
#define TOPCOP_TESTS_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

struct screen;

struct screen *screen_new(int rows, int columns);
void screen_free(struct screen *screen);
void screen_resize(struct screen *screen, int rows, int columns);

/* Draws what a program has written. */
void screen_feed(struct screen *screen, const char *bytes, size_t length);

/* What the terminal has to send back since the last call: `length` bytes, borrowed until the next
 * screen_feed. A length of 0 is no answer. */
const char *screen_answers(struct screen *screen, size_t *length);

/* One row without its trailing blanks, UTF-8; "" outside the screen. Borrowed until the next call of either.
 */
const char *screen_row(struct screen *screen, int row);

/* All rows, each ended by a line feed. Borrowed until the next call of either. */
const char *screen_text(struct screen *screen);

/* Whether the text stands within one row. */
bool screen_shows(struct screen *screen, const char *text);

/* The row in which the text stands first, and its column (which may be NULL); -1 when it is not there. */
int screen_find(struct screen *screen, const char *text, int *column);

/* Where the cursor is, from 0, and whether it is visible. */
void screen_cursor(const struct screen *screen, int *row, int *column);
bool screen_cursor_is_visible(const struct screen *screen);

/* Whether the alternate screen is in use: a program that ended must have left it. */
bool screen_is_alternate(const struct screen *screen);

/* Whether the cell is drawn reversed, bold or underlined. */
bool screen_is_marked(const struct screen *screen, int row, int column);

/* Remembers the cells; screen_changed then counts those that look different (character, marks or colours). A
 * gap of fewer than `step` equal cells between two different ones counts with them: to step over it costs
 * more than to write it. With 0 only what differs counts. */
void screen_remember(struct screen *screen);
size_t screen_changed(const struct screen *screen, int step);

#endif
