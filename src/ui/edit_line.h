/* One line held by libedit, with the keys of emacs or vi. It works on a pseudo-terminal of its own and shows
 * nothing. Cursor and lengths are in characters; a combining mark stays with its letter. For edit_field.c
 * only. */
#ifndef TOPCOP_UI_EDIT_LINE_H
#define TOPCOP_UI_EDIT_LINE_H

#include "base/buffer.h"
#include "ui/edit_engine.h"

struct edit_line;

struct edit_line *edit_line_new(const struct edit *edit);
void edit_line_free(struct edit_line *line); /* NULL is allowed */

/* Empties it; vi begins by inserting. */
void edit_line_begin(struct edit_line *line);

/* Another text; a cursor behind its end is put there. */
void edit_line_put(struct edit_line *line, const char *text, size_t cursor);

/* Appends the characters from `from` up to `to`. */
void edit_line_read(const struct edit_line *line, size_t from, size_t to, struct buffer *out);

size_t edit_line_length(const struct edit_line *line);
size_t edit_line_cursor(const struct edit_line *line);

/* Moves the cursor. */
void edit_line_go(struct edit_line *line, size_t cursor);

/* Deletes what stands before the cursor (-1) or the letter under it (1); there must be something. */
void edit_line_delete(struct edit_line *line, int step);

/* Does what a key means, or two that come as one (`second` 0: one). What makes the line longer by more than
 * `room` is taken back. Returns a key that is not the line's business in vi's command mode (Escape, j, k, +,
 * -), or 0. */
wchar_t edit_line_feed(struct edit_line *line, wchar_t first, wchar_t second, size_t room);

#endif
