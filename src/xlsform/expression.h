/* One condition or calculation of a questionnaire: checked, translated to XPath 1.0 and evaluated by libxml2
 * over a document, with the functions of function.h. It knows questions by their number only and asks a
 * source for everything that is not in the document. */
#ifndef TOPCOP_XLSFORM_EXPRESSION_H
#define TOPCOP_XLSFORM_EXPRESSION_H

#include <stdbool.h>

#include <libxml/xpath.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/die.h"

/* Longer or deeper ones, and those with more operators, are refused. */
enum { EXPRESSION_BYTES = 16384, EXPRESSION_DEPTH = 100, EXPRESSION_OPERATORS = 4000 };
enum { EXPRESSION_TEXT = 65536 }; /* no text an expression makes is longer */

struct expression {
    const char *text;      /* as it was written */
    const char *xpath;     /* as libxml2 reads it */
    const int *references; /* questions it reads, each once */
    int reference_count;
    bool reads_self;  /* has "." in it */
    bool is_constant; /* reads nothing at all, no clock either */
    xmlXPathCompExpr *compiled;
};

/* Places of a questionnaire: its questions by number, the element that holds them all, the document, and
 * none.
 */
enum { PLACE_ROOT = -1, PLACE_DOCUMENT = -2, PLACE_NONE = -3 };

/* Which names an expression may use. */
struct expression_names {
    void *data;
    /* The question meant by ${name}, or -1; NULL: there are no questions. */
    int (*question)(void *data, const char *name);
    /* The choice column meant by a bare name, or -1; NULL: bare names are not allowed here. */
    int (*column)(void *data, const char *name);
    /* Where a step of a path leads: the first place of that name (".." the one above, NULL any) in `from`, or
     * the next after place `after` where that is not PLACE_NONE; PLACE_NONE: there is none. NULL: paths of
     * any document are allowed, and bare names with them. */
    int (*step)(void *data, int from, const char *name, int after);
    int self; /* the place that "." is */
    /* Whether instance('name') is known; NULL: any is. */
    bool (*instance)(void *data, const char *name);
    /* Why a question can never have that value, a sentence; NULL: it can. */
    const char *(*impossible)(void *data, int question, const char *value);
    bool is_condition;  /* what counts is whether it is true */
    bool is_recomputed; /* whenever something it reads changes */
};

/* What went wrong where, or is worth a warning. */
struct expression_fault {
    int character; /* from 1, counted in characters */
    bool is_warning;
    bool is_doubt;        /* of comparisons that are false without an answer: there may be many in a form */
    const char *sentence; /* borrowed until the next fault */
    const char *name; /* the unknown name of a question (${}), column or step, for a suggestion; else NULL */
    bool is_column, is_step;
};
typedef void expression_fault_function(void *data, const struct expression_fault *fault);

/* Compiles a text; NULL after at least one fault that is not a warning. Memory is the arena's, except what
 * expression_done frees. */
struct expression *expression_new(struct arena *arena, const char *text, const struct expression_names *names,
                                  expression_fault_function *fault, void *fault_data);
void expression_done(struct expression *expression);

/* Whether a constant expression is true. */
bool expression_holds(const struct expression *expression);

/* Where values come from that are not found by a path. Texts are borrowed until the evaluation ends. */
struct expression_source {
    void *data;
    /* The elements of a question, or instances of a repeat, given away: seen from a node inside the same
     * repeat the nearest one, else those of all instances; from NULL always all. */
    xmlNodeSet *(*question)(void *data, int question, xmlNode *from);
    const char *(*column)(void *data, int column); /* of the choice being filtered */
    /* What instance('name') gives: the element that holds root; NULL: there is none. */
    xmlNode *(*instance)(void *data, const char *name);
    /* Appends what the person sees for the choices in `value`, chosen in that question. */
    void (*choice_label)(void *data, int question, const char *value, struct buffer *out);
};

/* An engine to evaluate any number of expressions, one after the other. */
struct evaluator;
struct evaluator *evaluator_new(const struct expression_source *source);
void evaluator_free(struct evaluator *evaluator);

/* Bounds the steps of all evaluations until evaluator_end together. False: they were not enough, and what was
 * evaluated last has no value. */
void evaluator_begin(struct evaluator *evaluator);
bool evaluator_end(struct evaluator *evaluator);

/* The result seen from the node `at` ("."), as a boolean or put as a text in place of what is in `out`. The
 * text of an element is the answer, "" for what is hidden or unanswered. A node counts as true when it has a
 * text. Evaluation is bounded in steps and size; what goes beyond, or fails, or is not a number (NaN), is
 * false, or
 * "". */
bool evaluator_true(struct evaluator *evaluator, const struct expression *expression, xmlNode *at);
void evaluator_text(struct evaluator *evaluator, const struct expression *expression, xmlNode *at,
                    struct buffer *out);

/* The result as it is, or made a text, a number or a truth; a node per line. What is no number is "NaN".
 * False when it failed or took too many steps. */
enum expression_result { RESULT_AS_IS, RESULT_TEXT, RESULT_NUMBER, RESULT_TRUTH };
bool evaluator_print(struct evaluator *evaluator, const struct expression *expression, xmlNode *at,
                     enum expression_result result, struct buffer *out);

/* The nodes a path leads to, in the order of the document; NULL when it is none. Free them by
 * xpath()->xmlXPathFreeNodeSet. */
xmlNodeSet *evaluator_nodes(struct evaluator *evaluator, const struct expression *expression, xmlNode *at);

#endif
