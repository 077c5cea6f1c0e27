/* The inside of struct answers, for the files that make it up: items.c (which items there are), computing.c
 * (what follows from an answer), answers.c, answers_problem.c, answers_text.c. Private to them. */
#ifndef TOPCOP_XLSFORM_ANSWERING_H
#define TOPCOP_XLSFORM_ANSWERING_H

#include <libxml/tree.h>

#include "xlsform/answers.h"

struct filter_index;

struct item {
    int question;  /* -1: this number is free */
    int parent;    /* the item it stands in, -1: none */
    int instance;  /* its number from 1; 0: no instance */
    int place;     /* in the order of the form */
    int next;      /* the next item of the same question in that order, or the next free number; -1: none */
    char *value;   /* never NULL */
    xmlNode *node; /* its element; of a repeat, a comment that stands behind its instances */
    bool relevant, is_due, has_changed;
    bool is_new;       /* waits for its default */
    bool is_triggered; /* a question that triggers its calculation was answered */
};

enum due { NONE_DUE, SOME_DUE, ALL_DUE };

struct answers {
    const struct definition *definition;
    struct item *items; /* by number */
    int room, free;
    int *order, count; /* the numbers in the order of the form */
    int *first;        /* of each question in that order, -1: none */
    enum due *due;     /* of each question: whether items are due */
    unsigned shape;
    xmlDoc *document; /* what is relevant, as expressions look at it; instances that are not stand outside */
    bool is_kept;     /* being put together from kept values: no defaults */
    bool is_final;    /* nothing is calculated any more */
    bool has_new;     /* items wait for their defaults */
    bool has_triggered;
    bool is_exhausted; /* following from the last answer took too many steps */
    int *changed, changed_count;
    int *missing, *offered;
    const char *username, *device; /* while new */
    struct evaluator *evaluator;
    struct expression_source source;
    const struct choice *choice;   /* the one being filtered */
    struct filter_index **indices; /* of each list and column, made when they are asked for */
    xmlDoc **lists;                /* of each list of choices, made when instance() asks for it */
    int language;
    struct buffer result; /* of the last calculation, or a sentence */
};

/* The items of the form, with one instance of each repeat that the person adds to, unless kept. */
void items_begin(struct answers *answers);
void items_done(struct answers *answers);

/* Makes instances at the end of a repeat's; how many could be made. */
int items_add(struct answers *answers, int repeat, int count);
void items_remove(struct answers *answers, int instance);

/* Moves an instance behind or before its neighbour; false: there is none. */
bool items_swap(struct answers *answers, int instance, bool down);

/* The instances of a repeat that are kept; one of them by its number, -1: none. */
int items_instances(const struct answers *answers, int repeat);
int items_instance(const struct answers *answers, int repeat, int number);

/* Whether an item stands in another, or is it. */
bool items_inside(const struct answers *answers, int item, int outer);

/* The innermost instance around an item in which a question is repeated, -1: none. */
int items_around(const struct answers *answers, int question, int item);

/* The item whose node this is or stands in, -1: none. */
int items_of_node(const xmlNode *node);

/* Puts an instance behind the others of its repeat in the document, or takes it out. */
void items_show(struct answers *answers, int instance, bool is_relevant);

/* The items meant by ${name} for a question, as seen from an item (-1: from outside): the one in the
 * innermost instance around both, or all where it is repeated further in; one after the other, beginning with
 * `item` -1, -1 at the end. Of a repeat its instances. */
int items_meant(const struct answers *answers, int question, int from, int item);

/* The question of an item; whether it is a repeat itself, and not one of its instances. */
const struct question *items_question(const struct answers *answers, int item);
bool items_is_repeat(const struct answers *answers, int item);

/* What an expression says there. The text is borrowed until the next one. */
bool answers_is_true(struct answers *answers, const struct expression *expression, int item);
const char *answers_result(struct answers *answers, const struct expression *expression, int item);

/* How many instances a text asks for, one more than can be where it is beyond. */
int answers_instances(const char *text);

/* A list of choices as instance() gives it, in the present language; NULL: there is none of that name. */
xmlNode *answers_list(struct answers *answers, const char *name);
void answers_forget_lists(struct answers *answers);

/* Whether the choice is offered there. */
bool answers_offer(struct answers *answers, int item, const struct choice *choice);

/* What expressions read of an item. */
const char *answers_read(const struct answers *answers, int item);

#endif
