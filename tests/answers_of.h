/* Answers to a small questionnaire, set and asked by the names or paths of questions: what the tests of
 * answers have in common. */
#ifndef TOPCOP_TESTS_ANSWERS_OF_H
#define TOPCOP_TESTS_ANSWERS_OF_H

#include <stdbool.h>

#include "xlsform/answers.h"

extern struct definition *definition;
extern struct answers *answers;

/* Begins new answers to a questionnaire that has no errors, by "e.mammadov" at "tty1"; ends them. */
void begin(const char *csv);
void finish(void);

/* The item of a path, or the first of the question of that name; fails when there is none. */
int item_of(const char *name);

/* Sets an answer; the names of the items that changed, in the order of the questionnaire. */
const char *set(const char *name, const char *value);

const char *value(const char *name);
bool relevant(const char *name);

/* What is wrong with an answer, "none" when nothing is. */
const char *problem(const char *name);

/* A text with the answers put in. */
const char *spoken(const char *name, enum question_text which);

#endif
