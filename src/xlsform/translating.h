/* The parts of the translator, each in the file of its name: translation.c has the operators. Every read_
 * function reads what begins at scan.at, adds it to `out` as XPath 1.0, and says what kind of value it gives.
 * Private to those files. */
#ifndef TOPCOP_XLSFORM_TRANSLATING_H
#define TOPCOP_XLSFORM_TRANSLATING_H

#include "xlsform/function.h"
#include "xlsform/scan.h"
#include "xlsform/translation.h"

/* A set of places of a questionnaire (expression.h) in the order they were added. */
struct places {
    int *list, count;
    bool *has;  /* by place, the document's first */
    int size;   /* of `has` */
    bool known; /* else any place: nothing can be said of it */
};

/* What a part of an expression is, as far as that can be seen before any answer. */
struct term {
    enum value_kind kind;
    const char *start;    /* in scan.text */
    const char *literal;  /* a text in quotes and nothing else: the text; else NULL */
    int question;         /* ${name} or a path to it and nothing else; else PLACE_NONE */
    bool is_current;      /* current() and nothing else */
    struct places places; /* where its nodes stand */
};

/* A comparison that is false without an answer. */
struct doubt {
    const char *start;
    int question;
};

struct translation {
    struct scan scan;
    struct arena *arena;
    struct expression *expression;
    const struct expression_names *names;
    struct buffer out;
    int depth, operators, walked;
    int once; /* calls of once() around what is read */
    bool in_predicate;
    struct places context; /* where a relative path begins */
    struct places references, guarded;
    struct doubt *doubts;
    int doubt_count;
};

/* translation.c */
struct term read_or(struct translation *t);

/* operand.c: a value, a call or a path with its predicates; then, a reference "${name}" alone (PLACE_NONE
 * after a fault), and a text in quotes. */
struct term read_operand(struct translation *t);
int read_reference(struct translation *t);
const char *read_literal(struct translation *t);
void read_predicates(struct translation *t, struct places *places);

/* calls.c: a function of that name, scan.at standing at it. */
struct term read_call(struct translation *t, const char *name);

/* steps.c: whether a path begins here; a whole path; what follows a "/" or "//" that is still to be read. */
bool steps_begin(const struct translation *t);
struct term read_steps(struct translation *t);
void read_more_steps(struct translation *t, struct term *term);

/* walk.c: where a path leads in the questionnaire. A step takes all places to those an axis and a name (NULL:
 * any) lead to. */
enum axis {
    AXIS_CHILD,
    AXIS_DESCENDANT,
    AXIS_DESCENDANT_OR_SELF,
    AXIS_SELF,
    AXIS_PARENT,
    AXIS_ANCESTOR,
    AXIS_ANCESTOR_OR_SELF,
    AXIS_FOLLOWING_SIBLING,
    AXIS_PRECEDING_SIBLING,
    AXIS_FOLLOWING,
    AXIS_PRECEDING,
    AXIS_ATTRIBUTE,
    AXIS_NAMESPACE,
};
bool places_add(struct arena *arena, struct places *places, int place);
bool places_has(const struct places *places, int place);
struct places places_of(struct translation *t, int place); /* unknown without a questionnaire */
void places_step(struct translation *t, struct places *places, enum axis axis, const char *name);

/* lint.c: warnings of what can only be a mistake. */
void lint_operand(struct translation *t, const struct term *term, const char *sign);
void lint_comparison(struct translation *t, const char *sign, const struct term *left,
                     const struct term *right);
void lint_truth(struct translation *t, const struct term *term);
void lint_call(struct translation *t, const struct function *function, const struct term *arguments,
               int count);
void lint_moving(struct translation *t, const char *start, const struct function *function);
void lint_finish(struct translation *t);

#endif
