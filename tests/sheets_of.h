/* Questionnaires for tests, written as one CSV text. */
#ifndef TOPCOP_TESTS_SHEETS_OF_H
#define TOPCOP_TESTS_SHEETS_OF_H

#include "xlsform/definition.h"

/* Reads and compiles a text whose first column names the sheets; its file is called form.csv in the problems.
 */
struct definition *sheets_definition(const char *csv, struct problems *problems);

/* All problems of such a text, one a line, after the call asserted to agree with whether it compiled. */
char *sheets_problems(struct arena *arena, const char *csv);

/* The definition of a text that must have no error. */
struct definition *sheets_right(const char *csv);

#endif
