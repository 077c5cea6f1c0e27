/* A questionnaire, compiled from its sheets and checked: questions in order, choices, languages, expressions.
 * Const after definition_new. It knows nothing of answers, people or the database. */
#ifndef TOPCOP_XLSFORM_DEFINITION_H
#define TOPCOP_XLSFORM_DEFINITION_H

#include <stdbool.h>

#include "base/arena.h"
#include "xlsform/expression.h"
#include "xlsform/problem.h"
#include "xlsform/sheets.h"

enum question_kind {
    QUESTION_TEXT,
    QUESTION_INTEGER,
    QUESTION_DECIMAL,
    QUESTION_DATE,
    QUESTION_TIME,   /* "10:30" */
    QUESTION_MOMENT, /* dateTime: "2026-11-24T10:30" */
    QUESTION_SELECT_ONE,
    QUESTION_SELECT_MULTIPLE,
    QUESTION_RANK,        /* all choices of the list in the order given to them */
    QUESTION_RANGE,       /* a number of the row range_start, + range_step, ... range_end */
    QUESTION_ACKNOWLEDGE, /* "OK" or unanswered */
    QUESTION_NOTE,        /* a text to read */
    QUESTION_CALCULATE,   /* never shown */
    QUESTION_HIDDEN,      /* never shown; keeps its default or what a calculation gave it */
    QUESTION_GROUP,       /* its members follow it, up to `end` */
    QUESTION_REPEAT,      /* the same, any number of times */
    QUESTION_START,       /* the last five are filled in quietly */
    QUESTION_END,
    QUESTION_TODAY,
    QUESTION_USERNAME,
    QUESTION_DEVICE,
};

/* The texts of a question that exist in each language. */
enum question_text { TEXT_LABEL, TEXT_HINT, TEXT_GUIDANCE, TEXT_REQUIRED, TEXT_CONSTRAINT, TEXT_COUNT };

struct extra_column {
    const char *name; /* "topcop::need" */
    const char *value;
};

struct question {
    enum question_kind kind;
    const char *name;
    int parent; /* the group it stands in, -1: none */
    int end;    /* of a group: the number after its last member; else its own number + 1 */
    int row, line;
    const char **texts[TEXT_COUNT]; /* one per language, NULL where there is none; read by definition_text */
    struct expression *required, *relevant, *constraint, *calculation, *choice_filter; /* NULL: none */
    struct expression *read_only_when; /* NULL: read_only tells */
    struct expression *repeat_count;   /* of a repeat; NULL: the person adds and removes */
    int filter_column; /* where every choice offered has filter_value; that is NULL where it is not known */
    struct expression *filter_value;
    const int *triggers; /* questions, -1 at the end, that make it calculated anew; NULL: all it reads do */
    bool always_required, read_only;
    double range_start, range_end, range_step;
    bool is_unended;                       /* a group without its end: its shape says nothing */
    bool has_other;                        /* or_other: the question after it asks for the text */
    const char *default_text;              /* NULL where there is none or it is an expression */
    struct expression *default_expression; /* evaluated once, when the answers are new */
    int list;                              /* of choices, -1: none */
    const char *appearance;                /* "" where there is none */
    const struct extra_column *extras;     /* the topcop:: columns that are filled in */
    int extra_count;
};

struct choice {
    const char *name;
    const char **labels; /* one per language, NULL where there is none; read by definition_choice_label */
    const char **cells;  /* one per column of the choices sheet, for choice_filter */
    int row;
};

struct choice_list {
    const char *name;
    struct choice *choices;
    int count;
    const int *by_name; /* the choices sorted by name; NULL until the definition is complete */
};

struct definition {
    struct arena arena;
    const char *title, *id, *version; /* never NULL */
    const char **languages; /* "English (en)"; at least one, [0] is the default; "" where it has no name */
    int language_count;
    struct question *questions;
    int question_count;
    struct choice_list *lists;
    int list_count;
    const char **columns; /* of the choices sheet, as choice_filter names them; NULL where it cannot */
    int column_count;
    int *order; /* all questions so that each stands after everything it is computed from */
    /* Of each question, -1 at the end: those whose relevance or value is computed from it; those calculated
     * whenever it is answered. */
    int **dependants, **triggered;
    int *by_name; /* all questions sorted by name */
};

/* Compiles and checks. The problems found are added, sorted, to `problems`; NULL when an error is among them.
 * The sheets need not outlive the call. */
struct definition *definition_new(const struct sheets *sheets, struct problems *problems);

/* The same for sheets that were accepted before, without looking for mistakes: what would be refused today is
 * taken as far as it goes. NULL when there is no survey. */
struct definition *definition_again(const struct sheets *sheets);

void definition_free(struct definition *definition);

/* The question of that name; seen from question `from` (-1: from outside) the nearest. -1: none. */
int definition_find(const struct definition *definition, int from, const char *name);

/* Another question that is as near to `from` as the one found under its name, -1: none. */
int definition_rival(const struct definition *definition, int from, int found);

/* The question of that name that stands right in a group (-1: in none), -1: none. */
int definition_member(const struct definition *definition, int group, const char *name);

/* A text of a question as written (with ${name} in it) in that language, else in the default language, else
 * in any;
 * "" where there is none. `is_fallback` (may be NULL) tells whether another language had to do. */
const char *definition_text(const struct definition *definition, int question, enum question_text text,
                            int language, bool *is_fallback);

/* The label of a choice, found the same way; its name where it has no label. */
const char *definition_choice_label(const struct definition *definition, const struct choice *choice,
                                    int language);

/* The choice of that name in a list, or NULL. */
const struct choice *definition_choice(const struct definition *definition, int list, const char *name);

/* The value of an extra column of a question, "" where it is empty: definition_extra(d, 7, "topcop::role").
 */
const char *definition_extra(const struct definition *definition, int question, const char *column);

/* Whether people answer it: neither note nor group nor calculated nor quietly filled in. */
bool question_is_asked(const struct question *question);

#endif
