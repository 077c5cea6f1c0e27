/* A form with all that a questionnaire can have, for the tests of both faces: tables of numbers and of
 * choices, an order, a moment, short and long lists, a repeat; in the scripts of the region. */
#ifndef TOPCOP_TESTS_EVERYTHING_H
#define TOPCOP_TESTS_EVERYTHING_H

#include "ui/screen.h"

extern const struct screen everything_screen;

/* "name=value" of all that was answered, each with a line feed, when the form was left last. */
extern char everything_left[4096];

#endif
