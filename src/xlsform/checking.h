/* The checks of a questionnaire whose parts are all read, each in the file of its name. Private to check.c
 * and those files. */
#ifndef TOPCOP_XLSFORM_CHECKING_H
#define TOPCOP_XLSFORM_CHECKING_H

#include "xlsform/compiling.h"

/* Every ${name} outside of the expressions, and those that mean more than one question or one left out. */
void check_references(struct compiling *compiling);

/* Conditions that are always or never true, and comparisons with choices that are not in the list. */
void check_conditions(struct compiling *compiling);

/* Appearances, defaults, and columns that do nothing for the question they stand at. */
void check_questions(struct compiling *compiling);

/* Groups that are drawn as grids. */
void check_grids(struct compiling *compiling);

/* The topcop:: columns. */
void check_needs(struct compiling *compiling);

/* The choice a value stands for, by name or as the same number; NULL: the list has none. */
const struct choice *check_choice(const struct definition *definition, int list, const char *value);

/* "; did you mean \"X\"?" for a choice of a list, or "". */
const char *check_choice_suggestion(struct compiling *compiling, int list, const char *value);

#endif
