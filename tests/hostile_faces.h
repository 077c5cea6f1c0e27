/* Every screen of the program, opened by every small number, as both faces send it to the terminal: what
 * leaks is told to tests/hostile.h. */
#ifndef TOPCOP_TESTS_HOSTILE_FACES_H
#define TOPCOP_TESTS_HOSTILE_FACES_H

#include "hostile.h"

/* As the officer of this badge, over the database in this file; the texts are what is typed in turn. What the
 * walk changes in the database is left. Ends the program where nothing was opened. */
void hostile_faces_full(const char *file, const char *badge, struct hostile_texts *typed);
void hostile_faces_line(const char *file, const char *badge, struct hostile_texts *typed);

#endif
