#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "xlsform/checking.h"
#include "xlsform/clause.h"
#include "xlsform/parameters.h"

struct condition_check {
    struct compiling *compiling;
    int question;
    enum header_word word;
    const char *text;
};

static struct problem_place place_at(const struct condition_check *check, const char *at) {
    struct arena *arena = &check->compiling->definition->arena;
    struct problem_place place = compiling_place(check->compiling, check->question, check->word);
    place.character = 1 + (int)text_length(arena_copy_part(arena, check->text, (size_t)(at - check->text)));
    return place;
}

static int question_of(const struct condition_check *check, const struct comparison *comparison) {
    return !strcmp(comparison->name, ".")
               ? check->question
               : definition_find(check->compiling->definition, check->question, comparison->name);
}

/* Whether what is compared with can be an answer at all; expressions tell of single choices. */
static void check_value(const struct condition_check *check, const struct comparison *comparison) {
    struct compiling *compiling = check->compiling;
    int number = question_of(check, comparison);
    double value;
    if (number < 0 || comparison->sign > SIGN_UNEQUAL || !*comparison->value)
        return;
    const struct question *question = &compiling->definition->questions[number];
    struct problem_place place = place_at(check, comparison->at);
    if (question->kind == QUESTION_SELECT_MULTIPLE)
        problems_warning(compiling->problems, place,
                         _("\"%s\" can have several answers at once; write selected(${%s}, '%s')"),
                         question->name, question->name, comparison->value);
    else if ((question->kind == QUESTION_INTEGER || question->kind == QUESTION_DECIMAL) &&
             !parameters_number(comparison->value, &value))
        problems_warning(compiling->problems, place, _("\"%s\" is a number and never \"%s\""), question->name,
                         comparison->value);
}

struct bounds {
    double low, high;
    bool low_is_out, high_is_out; /* the bound itself does not belong to it */
};

static bool narrow(struct bounds *bounds, const struct comparison *comparison) {
    double value;
    if (!parameters_number(comparison->value, &value))
        return false;
    bool is_strict = comparison->sign == SIGN_LESS || comparison->sign == SIGN_MORE;
    bool is_low = comparison->sign == SIGN_MORE || comparison->sign == SIGN_MORE_EQUAL ||
                  comparison->sign == SIGN_EQUAL;
    bool is_high = comparison->sign == SIGN_LESS || comparison->sign == SIGN_LESS_EQUAL ||
                   comparison->sign == SIGN_EQUAL;
    if (is_low && (value > bounds->low || (value == bounds->low && is_strict))) {
        bounds->low = value;
        bounds->low_is_out = is_strict;
    }
    if (is_high && (value < bounds->high || (value == bounds->high && is_strict))) {
        bounds->high = value;
        bounds->high_is_out = is_strict;
    }
    return is_low || is_high;
}

/* Whether two comparisons of one answer cannot both be true. */
static bool exclude(const struct comparison *one, const struct comparison *other, bool is_multiple) {
    struct bounds bounds = { .low = -INFINITY, .high = INFINITY };
    if (strcmp(one->name, other->name) != 0)
        return false;
    if (one->sign == SIGN_EQUAL && other->sign == SIGN_EQUAL && (one->is_text || other->is_text))
        return strcmp(one->value, other->value) != 0 && !is_multiple;
    if (one->sign + other->sign == SIGN_EQUAL + SIGN_UNEQUAL && one->sign != other->sign &&
        one->sign <= SIGN_UNEQUAL && other->sign <= SIGN_UNEQUAL)
        return !strcmp(one->value, other->value);
    return narrow(&bounds, one) && narrow(&bounds, other) &&
           (bounds.low > bounds.high ||
            (bounds.low == bounds.high && (bounds.low_is_out || bounds.high_is_out)));
}

/* "a != 1 or a != 2": whatever a is, one of them is true. */
static bool exhaust(const struct comparison *one, const struct comparison *other) {
    return !strcmp(one->name, other->name) && one->sign == SIGN_UNEQUAL && other->sign == SIGN_UNEQUAL &&
           strcmp(one->value, other->value) != 0;
}

static void check_pair(const struct condition_check *check, const struct condition *condition, int one,
                       int other) {
    const struct comparison *a = &condition->parts[one], *b = &condition->parts[other];
    int question = question_of(check, a);
    bool is_multiple =
        question >= 0 && check->compiling->definition->questions[question].kind == QUESTION_SELECT_MULTIPLE;
    if (condition->is_any ? exhaust(a, b) : exclude(a, b, is_multiple))
        problems_warning(
            check->compiling->problems, place_at(check, b->at),
            condition->is_any
                ? _("this is always true: it cannot be \"%s\" and \"%s\" at once; is \"and\" meant?")
                : _("this can never be true together with what is said of \"%s\" before"),
            condition->is_any ? a->value : a->name, b->value);
}

enum { PAIRS = 60 }; /* parts compared with one another: more make no condition a person wrote */

static void check_condition(const struct condition_check *check, const struct condition *condition) {
    int count = condition->count < PAIRS ? condition->count : PAIRS;
    for (int i = 0; i < condition->count; i++)
        check_value(check, &condition->parts[i]);
    for (int i = 0; i < count; i++)
        for (int k = 0; k < i; k++)
            check_pair(check, condition, k, i);
    for (int i = 0; i < condition->inner_count; i++)
        check_condition(check, &condition->inner[i]);
}

static void check_expression(struct condition_check *check, const struct expression *expression,
                             enum header_word word) {
    if (!expression)
        return;
    check->word = word;
    check->text = expression->text;
    check_condition(check, clause_read(&check->compiling->definition->arena, expression->text));
}

/* names.h takes a question's bare name for the column after the last, which is always empty. */
static void check_filter(struct compiling *compiling, int number) {
    const struct expression *filter = compiling->definition->questions[number].choice_filter;
    char column[20];
    snprintf(column, sizeof column, "$c%d", compiling->definition->column_count);
    for (const char *at = filter ? filter->xpath : ""; (at = strstr(at, column)); at++)
        if (!isdigit((unsigned char)at[strlen(column)])) {
            problems_warning(compiling->problems, compiling_place(compiling, number, COLUMN_CHOICE_FILTER),
                             _("a bare name is a column of the sheet choices, and one here is none but a "
                               "question; write ${name}"));
            return;
        }
}

void check_conditions(struct compiling *compiling) {
    struct condition_check check = { .compiling = compiling };
    for (int i = 0; i < compiling->definition->question_count; i++) {
        const struct question *question = &compiling->definition->questions[i];
        check.question = i;
        check_expression(&check, question->relevant, COLUMN_RELEVANT);
        check_expression(&check, question->constraint, COLUMN_CONSTRAINT);
        check_expression(&check, question->required, COLUMN_REQUIRED);
        check_filter(compiling, i);
    }
}
