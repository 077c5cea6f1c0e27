/* Simple comparisons inside a condition, read from its text: ${name} or . against a number or a text. What is
 * more than that is passed over. */
#ifndef TOPCOP_XLSFORM_CLAUSE_H
#define TOPCOP_XLSFORM_CLAUSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum comparison_sign {
    SIGN_EQUAL,
    SIGN_UNEQUAL,
    SIGN_LESS,
    SIGN_LESS_EQUAL,
    SIGN_MORE,
    SIGN_MORE_EQUAL,
    SIGN_SELECTED
};

struct comparison {
    const char *name; /* of the question; "." for the answer itself */
    enum comparison_sign sign;
    const char *value; /* without its quotes */
    bool is_text;      /* it had quotes */
    const char *at;    /* where it begins in the text */
};

/* A condition that is true when all, or any, of its parts are. */
struct condition {
    bool is_any;
    struct comparison *parts; /* those that are simple comparisons */
    int count;
    struct condition *inner; /* the parts that are conditions of the other kind */
    int inner_count;
};

/* Takes a condition apart; the memory is the arena's. */
struct condition *clause_read(struct arena *arena, const char *text);

#endif
