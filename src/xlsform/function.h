/* The functions that expressions may call, one row each. A function knows nothing of questionnaires beyond
 * what expression_source tells it. */
#ifndef TOPCOP_XLSFORM_FUNCTION_H
#define TOPCOP_XLSFORM_FUNCTION_H

#include <stddef.h>

#include "xlsform/call.h"

enum value_kind { VALUE_ANY, VALUE_TEXT, VALUE_NUMBER, VALUE_TRUTH, VALUE_NODES };

/* A letter per argument, the last for all that follow: what is wanted there. A text may be anything. */
#define TAKES_ANY 'a'
#define TAKES_TRUTH 'b'
#define TAKES_DAY 'd'
#define TAKES_FORMAT 'f' /* of a day */
#define TAKES_NUMBER 'n'
#define TAKES_NODES 's'

struct function {
    const char *name;
    int least, most; /* arguments */
    enum value_kind gives;
    const char *takes;
    void (*call)(struct call *call); /* NULL: libxml2's own */
    bool varies;                     /* with the clock, by chance or with where it is called */
    bool takes_node;                 /* without an argument that is one node: the one it is called at */
};

/* By subject; the last of each has no name. */
extern const struct function function_of_days[], function_of_logic[], function_of_nodes[],
    function_of_numbers[], function_of_texts[];

/* What comparing operators are translated to: compare('<=', left, right). Nobody may write it, function_find
 * does not find it. */
extern const struct function function_compare;

/* The function of that name (`length` bytes of it), or NULL. */
const struct function *function_find(const char *name, size_t length);

/* Why a function that other programs for XLSForm have is not here; NULL: nobody has it. */
const char *function_refusal(const char *name);

/* The name nearest to it, or NULL when none is near. */
const char *function_nearest(const char *name);

#endif
