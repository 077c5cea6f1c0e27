/* Regular expressions of questionnaires: PCRE2, UTF-8, searched anywhere in the text, bounded in steps. */
#ifndef TOPCOP_XLSFORM_PATTERN_H
#define TOPCOP_XLSFORM_PATTERN_H

#include <stdbool.h>

#include "base/arena.h"

/* NULL when the pattern can be used, else what is wrong with it; `byte` is where, from 0. */
const char *pattern_problem(struct arena *arena, const char *pattern, int *byte);

/* Whether it matches; false, too, when it cannot be used, or takes too many steps, which `is_hard` (may be
 * NULL) then tells. */
bool pattern_matches(const char *pattern, const char *text, bool *is_hard);

/* Whether it covers the whole text, that is, begins with ^ and ends with $. */
bool pattern_is_anchored(const char *pattern);

/* Whether it asks what stands before or after a place: (?=, (?!, (?<=, (?<!. */
bool pattern_looks_around(const char *pattern);

#endif
