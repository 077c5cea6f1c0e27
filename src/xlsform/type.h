/* The types of questions under all the names XLSForm gives them. */
#ifndef TOPCOP_XLSFORM_TYPE_H
#define TOPCOP_XLSFORM_TYPE_H

#include "xlsform/definition.h"

struct type {
    const char *text; /* NULL in what type_find gives for an unknown one */
    enum question_kind kind;
    bool takes_list; /* the name of a list follows */
};

/* The type whose words a cell begins with, blanks between them being single; `rest` is what follows them. */
const struct type *type_find(const char *cell, const char **rest);

/* The words of the type of that number, from 0; NULL beyond the last. For compiling_suggestion. */
const char *type_words(void *data, int number);

/* What opens or closes a group: "begin group", "end_repeat", "begin loop over x" ... `begins` tells which;
 * the word, "group", "repeat" or "loop", is the result, NULL where the cell is none of these. */
const char *type_container(const char *cell, bool *begins);

#endif
