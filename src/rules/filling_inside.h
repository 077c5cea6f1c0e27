/* What a filling is made of, for filling*.c only. */
#ifndef TOPCOP_RULES_FILLING_INSIDE_H
#define TOPCOP_RULES_FILLING_INSIDE_H

#include "rules/filling.h"
#include "xlsform/answers.h"

struct filling {
    struct arena arena;
    const struct definition *definition;
    struct definition *own; /* NULL: the definition is borrowed */
    struct answers *answers;
    const char **paths; /* of each item, NULL: not asked for yet */
    int path_count;
    unsigned shape; /* the paths are of */
    int language;
    int *changed;
    struct filling_entry *entries;
    int entry_count;
    int64_t answered_at; /* the last answer, or the opening */
};

const struct question *filling_asks(const struct filling *filling, int item);

#endif
