/* Draws views with curses, which keeps to itself what the terminal shows and finds the cheapest bytes for the
 * next picture. They go into memory: the caller sends them. The only caller of curses; it knows what a
 * view is and nothing of sessions, keys or descriptors. */
#ifndef TOPCOP_FULL_DRAW_H
#define TOPCOP_FULL_DRAW_H

#include <stddef.h>

#include "ui/view.h"

/* Begins with an empty picture of that size. Dies when there is no such kind of terminal. */
void draw_begin(const char *term, int rows, int columns);

/* The bytes that bring the terminal from the last picture to this one. Borrowed until the next call here. */
const char *draw_view(const struct view *view, size_t *length);

/* The same for the message line alone; the rest stays as it is shown. */
const char *draw_message(const struct view *view, size_t *length);

/* The next picture is drawn on a screen of that size, on which anything may stand. */
void draw_afresh(int rows, int columns);

/* The bytes that leave the screen as it was found; the end of drawing. Borrowed until the next begin. */
const char *draw_end(size_t *length);

#endif
