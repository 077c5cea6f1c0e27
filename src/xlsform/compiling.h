/* The passes from sheets to a definition, each in the file of its name, in the order they are called in.
 * Private to definition.c and those files. */
#ifndef TOPCOP_XLSFORM_COMPILING_H
#define TOPCOP_XLSFORM_COMPILING_H

#include "xlsform/definition.h"
#include "xlsform/header.h"

enum { COMPILING_DOUBTS = 4 }; /* places named of comparisons that are false without an answer */

struct compiling {
    struct definition *definition;
    struct problems *problems;
    struct header survey, choices, settings;
    struct problem_place doubts[COMPILING_DOUBTS];
    int doubt_count;
    const struct sheet_row **rows; /* of each question; without cells where it is left out */
    bool *left_out;                /* of each question: it cannot be asked here and stays empty */
    int *list_order;               /* the lists sorted by name, without those made by or_other */
    int list_order_count;
    bool *list_used; /* of each list */
    int *list_other; /* of each list: the one with the choice "other", -1: not made yet */
    int suggestions; /* looked for so far: after many no more */
    bool is_lenient; /* what cannot be asked is left out, not refused */
};

/* Title, id, version; the languages of all sheets, the default one first. */
void settings_compile(struct compiling *compiling);

/* The lists of choices, with their labels and attributes. */
void choices_compile(struct compiling *compiling);

/* The questions with their names, groups, lists and texts. */
void survey_compile(struct compiling *compiling);

/* Every expression of every question, and ${name} in the texts. */
void conditions_compile(struct compiling *compiling);

/* The order of computing, and who depends on whom; refuses circles. */
void order_compile(struct compiling *compiling);

/* What is wrong or doubtful with the questionnaire as a whole. */
void checks_compile(struct compiling *compiling, const struct sheets *sheets);

/* Where a question stands; the cell of a word, the whole row where that has no column. */
struct problem_place compiling_place(const struct compiling *compiling, int question, enum header_word word);

/* The list of that name, or -1. */
int choices_find_list(const struct compiling *compiling, const char *name);

/* The list that has a choice "other" besides those of `list`: itself or a copy. */
int choices_with_other(struct compiling *compiling, int list);

/* A text in all languages from the columns of one word; entries are NULL where the cell is empty. */
const char **compiling_texts(struct compiling *compiling, const struct header *header,
                             const struct sheet_row *row, enum header_word word);

/* "; did you mean X?" for the nearest of some names, or "". */
const char *compiling_suggestion(struct compiling *compiling, const char *name,
                                 const char *(*candidate)(void *data, int number), void *data,
                                 const char *format);

/* Says that something cannot be had and why: an error, or, when that is to be left out, a warning. */
void compiling_unsupported(struct compiling *compiling, struct problem_place place, const char *what,
                           const char *reason);

/* Whether a text is a name for questions: a letter or _, then letters, digits, _ . - */
bool compiling_is_name(const char *text);

/* Whether a cell says yes: "yes", "true", "true()" in any case. */
bool compiling_says_yes(const char *text);

/* Whether any label can be in a language: one that only the settings name has none at all. */
bool compiling_has_labels(const struct compiling *compiling, const char *language);

#endif
