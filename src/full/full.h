/* The full-screen face: keys of a terminal to the session, the session's view to the terminal. It knows no
 * screen by name and nothing of the domain. setlocale must have been called before. */
#ifndef TOPCOP_FULL_FULL_H
#define TOPCOP_FULL_FULL_H

#include <stdbool.h>

struct session;

/* Whether this terminal can carry the face. If not, *why is a translated sentence. */
bool full_possible(const char **why);

/* Where TERM names a kind of terminal that is not known here, goes on with the oldest kind that all of them
 * understand. */
void full_know_terminal(void);

/* Runs until the session ends: 0. When a signal or a dead line ended it: 128 + the signal. The terminal is as
 * it was found in either case. */
int full_run(struct session *session);

#endif
