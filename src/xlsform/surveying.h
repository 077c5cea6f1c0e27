/* Reading the survey sheet row by row: what survey.c (rows and groups) and question.c (one question) share.
 */
#ifndef TOPCOP_XLSFORM_SURVEYING_H
#define TOPCOP_XLSFORM_SURVEYING_H

#include "xlsform/compiling.h"
#include "xlsform/type.h"

enum { GROUPS = 64 }; /* groups inside one another */

struct surveying {
    struct compiling *compiling;
    const struct sheet_row *row;
    int groups[GROUPS];        /* the open ones */
    const char *words[GROUPS]; /* "group" or what it was called */
    int depth;
};

struct problem_place surveying_place(const struct surveying *surveying, enum header_word word);
const char *surveying_value(const struct surveying *surveying, enum header_word word);

/* Adds a question of that kind from the row; its number. */
int question_add(struct surveying *surveying, const struct type *type);

/* Reads a row with a type that is no group; `type` has single blanks. */
void question_read(struct surveying *surveying, const char *type);

/* Reads the parameters of a question that was added. */
void range_read(struct surveying *surveying, struct question *question);

#endif
