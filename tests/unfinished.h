/* The real program in the middle of a form: for the tests that take it away from its officer. The program is
 * named by TOPCOP, the demonstration's database is made once for each test program. */
#ifndef TOPCOP_TESTS_UNFINISHED_H
#define TOPCOP_TESTS_UNFINISHED_H

#include "pty.h"

/* Makes the database in a folder of its own, and takes it away. Fit for a group of cmocka. */
int unfinished_begin(void **state);
int unfinished_end(void **state);

/* Where the database is. */
const char *unfinished_database(void);

/* Starts the program with these words, NULL at the end; at most six. */
struct pty *unfinished_start(const char *term, int rows, int columns, const char *const *words);

/* Opens the form of a new course, its title under the cursor. */
struct pty *unfinished_form(void);

/* Makes a draft of a questionnaire with one instance of its repeat. */
void unfinished_begin_draft(void);

/* Kills the program with a letter typed in the field of that draft whose label begins so, which is to be
 * reached by this key. */
void unfinished_leave_at(const char *field, const char *key);

/* Opens that draft where it was left, which is the field of then. */
struct pty *unfinished_draft(void);

/* One more instance of the repeat, by keys, with the cursor on its title and a letter in it. */
void unfinished_add(struct pty *pty);

/* What the terminal shows of the field under the cursor. Borrowed until the next call. */
const char *unfinished_value(struct pty *pty);

/* Fails unless the terminal of a program that has ended is as no program has touched it: modes, cursor,
 * screen. */
void unfinished_given_back(struct pty *pty);

/* Kills, hangs up or ends the program, waits for it and frees it. What the terminal had shown of the field by
 * then: borrowed until the next call. */
enum cut { CUT_KILL, CUT_HANG_UP, CUT_HUP, CUT_TERM, CUTS };
const char *unfinished_cut(struct pty *pty, enum cut cut);

#endif
