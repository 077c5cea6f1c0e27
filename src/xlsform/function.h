/* The functions that expressions may call, one row each. A function knows nothing of questionnaires beyond
 * what expression_source tells it. */
#ifndef TOPCOP_XLSFORM_FUNCTION_H
#define TOPCOP_XLSFORM_FUNCTION_H

#include <stddef.h>

#include "xlsform/call.h"

struct function {
    const char *name;
    int least, most; /* arguments */
    void (*call)(struct call *call);
};

/* Those on texts, a part of all; the last has no name. */
extern const struct function function_of_texts[];

/* What comparing operators are translated to: compare('<=', left, right). Nobody may write it, function_find
 * does not find it. */
extern const struct function function_compare;

/* The function of that name (`length` bytes of it), or NULL. */
const struct function *function_find(const char *name, size_t length);

/* Whether other programs for XLSForm have a function of that name, but this one does not. */
bool function_is_foreign(const char *name);

/* The name nearest to it, or NULL when none is near. */
const char *function_nearest(const char *name);

#endif
