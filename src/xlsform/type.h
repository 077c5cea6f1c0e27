/* The types of questions under all the names XLSForm gives them, those that cannot be asked here too. */
#ifndef TOPCOP_XLSFORM_TYPE_H
#define TOPCOP_XLSFORM_TYPE_H

#include "xlsform/definition.h"

enum type_use {
    TYPE_PLAIN,
    TYPE_LIST,     /* the name of a list follows */
    TYPE_NAMELESS, /* may go without a name and a label */
    TYPE_EMPTY,    /* filled in quietly elsewhere; here it stays empty */
    TYPE_IGNORED,  /* asks nothing: the row is passed over */
    TYPE_PLACE,    /* the rest is refused */
    TYPE_MEDIA,
    TYPE_EXTERNAL,
    TYPE_OUTSIDE,
};

struct type {
    const char *text;
    enum question_kind kind;
    enum type_use use;
};

/* The type a cell names, blanks in it being single, or NULL; `rest` is what follows it. */
const struct type *type_find(const char *cell, const char **rest);

/* The words of the type of that number, from 0; NULL beyond the last. For compiling_suggestion. */
const char *type_words(void *data, int number);

/* The row of that number, the same way; for the manual's check. */
const struct type *type_row(int number);

/* Why a type cannot be asked, NULL: it can. */
const char *type_refusal(const struct type *type);

/* What opens or closes a group: "begin group", "end_repeat", "begin loop over x" ... `begins` tells which;
 * the word, "group", "repeat" or "loop", is the result, NULL where the cell is none of these. */
const char *type_container(const char *cell, bool *begins);

#endif
