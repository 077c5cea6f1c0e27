/* The command line called from within a test, and the files it reads and writes, in a folder of the test's
 * own. What is expected and does not come ends the test with what came. */
#ifndef TOPCOP_TESTS_CALLS_H
#define TOPCOP_TESTS_CALLS_H

#include "base/arena.h"

/* Of all texts given here. */
extern struct arena call_arena;

/* Goes to a new folder; goes away and removes it. */
void call_enter(void);
void call_leave(void);

/* Calls topcop with these words, blanks between; what it prints goes to the files out and err. The status. */
int call_status(const char *line);

/* The same: with that status; refused with a sentence that holds `expected`; well, printing exactly that. */
void call_does(int status, const char *line);
void call_says(const char *line, const char *expected);
void call_prints(const char *line, const char *expected);

/* The text of a file. */
const char *call_content(const char *file);
void call_write(const char *file, const char *text);

/* The text with one part replaced, which must be in it. */
const char *call_other(const char *text, const char *old, const char *new);

#endif
