/* One call of a function by libxml2: arguments to read as the function wants them, and its result. */
#ifndef TOPCOP_XLSFORM_CALL_H
#define TOPCOP_XLSFORM_CALL_H

#include <stdbool.h>

#include "xlsform/xpath.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "xlsform/expression.h"

enum { CALL_ARGUMENTS = 64 };

struct call {
    struct arena *arena; /* freed after the call */
    const struct expression_source *source;
    xmlXPathContext *context; /* where the call stands; NULL outside of an evaluation */
    xmlNode *at;              /* where the evaluation began */
    int count;
    xmlXPathObject *arguments[CALL_ARGUMENTS];
    xmlXPathObject *result; /* set by the function */
};

/* An argument, from 0, as a text (of several nodes: the first one's), a number (days too, see value_number),
 * a truth (of nodes: whether one has a text), or an index: the whole part, NaN as 0, what is out of any
 * text's range as its nearest bound. */
const char *call_text(struct call *call, int number);
double call_number(struct call *call, int number);
bool call_truth(struct call *call, int number);
int call_index(struct call *call, int number);

/* The nodes of an argument; NULL when it has none or is no set. */
const xmlNodeSet *call_nodes(const struct call *call, int number);

/* Plain values, as many as there are nodes for an argument that is a set of nodes. */
struct values {
    int count;
    const char **texts; /* NULL where the value is a number or a truth */
    double *numbers;    /* of the texts too */
};
void call_values(struct call *call, int number, struct values *values);

/* Sets the result; call_give_built frees the buffer and cuts what is longer than any text may be,
 * call_give_node takes NULL for an empty set. */
void call_give_text(struct call *call, const char *text);
void call_give_number(struct call *call, double number);
void call_give_truth(struct call *call, bool truth);
void call_give_built(struct call *call, struct buffer *built);
void call_give_argument(struct call *call, int number);
void call_give_node(struct call *call, xmlNode *node);

#endif
