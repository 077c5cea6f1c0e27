/* The terminal as a device: its modes, its size, bytes in and out, and the signals that come with it.
 * Whatever ends the program, the terminal is as it was found. Knows neither curses nor screens. */
#ifndef TOPCOP_FULL_TERMINAL_H
#define TOPCOP_FULL_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/* Takes the terminal of descriptors 0 and 1: each byte at once, none of them special. From here on SIGHUP,
 * SIGTERM, SIGWINCH and SIGCONT arrive only while the program waits or sends; the keyboard's own and SIGPIPE
 * never. False when there is no terminal. */
bool terminal_take(void);

/* Gives it back. May be called twice. */
void terminal_give_back(void);

/* Its size; 24 x 80 when it does not say. */
void terminal_size(int *rows, int *columns);

/* Waits for bytes, at most `milliseconds` (-1: for ever), and reads up to `size`. 0: none came. */
size_t terminal_read(char *bytes, size_t size, int milliseconds);

void terminal_send(const char *bytes, size_t length);

/* The signal that ends the program, SIGHUP also when the line is dead; 0: none. */
int terminal_ended(void);

/* Whether the size may have changed, or others used the terminal meanwhile, since the last call. */
bool terminal_changed(void);

#endif
