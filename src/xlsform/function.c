#include "xlsform/function.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "xlsform/node.h"
#include "xlsform/value.h"

static void give_argument(struct call *call, int number) {
    call->result = xpath()->xmlXPathObjectCopy(call->arguments[number]);
}

/* Logic */

static void negate(struct call *call) {
    call_give_truth(call, !call_truth(call, 0));
}

static void is_true(struct call *call) {
    call_give_truth(call, true);
}

static void is_false(struct call *call) {
    call_give_truth(call, false);
}

static void boolean(struct call *call) {
    call_give_truth(call, call_truth(call, 0));
}

static void boolean_from_string(struct call *call) {
    const char *text = call_text(call, 0);
    call_give_truth(call, !strcmp(text, "true") || !strcmp(text, "1"));
}

static void choose(struct call *call) {
    give_argument(call, call_truth(call, 0) ? 1 : 2);
}

static void coalesce(struct call *call) {
    int number = 0;
    while (number < call->count - 1 && !*call_text(call, number))
        number++;
    give_argument(call, number);
}

static void once(struct call *call) {
    const char *kept = node_text(call->arena, call->at);
    if (*kept)
        call_give_text(call, kept);
    else
        give_argument(call, 0);
}

/* Choices */

/* The first word of a text, a copy; NULL when there is none. */
static const char *first_word(struct call *call, const char *text) {
    size_t length;
    text = value_next_word(text, &length);
    return text ? arena_copy_part(call->arena, text, length) : NULL;
}

static void selected(struct call *call) {
    const char *list = call_text(call, 0), *word = first_word(call, call_text(call, 1));
    call_give_truth(call, word ? value_has_word(list, word) : !*list);
}

static void selected_at(struct call *call) {
    const char *list = call_text(call, 0);
    int number = call_index(call, 1);
    size_t length;
    while (number-- > 0 && (list = value_next_word(list, &length)))
        list += length;
    const char *word = number == -1 && list ? first_word(call, list) : NULL;
    call_give_text(call, word ? word : "");
}

static void count_selected(struct call *call) {
    call_give_number(call, value_words(call_text(call, 0)));
}

static void count_non_empty(struct call *call) {
    int count = 0;
    for (int i = 0; i < call->count; i++)
        count += *call_text(call, i) != 0;
    call_give_number(call, count);
}

static void choice_name(struct call *call) {
    struct buffer label = { 0 };
    call->source->choice_label(call->source->data, call_index(call, 1), call_text(call, 0), &label);
    call_give_built(call, &label);
}

/* Numbers */

static void number(struct call *call) {
    call_give_number(call, call_number(call, 0));
}

static void whole(struct call *call) {
    call_give_number(call, trunc(call_number(call, 0)));
}

static void round_half_up(struct call *call) {
    double factor = call->count > 1 ? pow(10, call_index(call, 1)) : 1, value = call_number(call, 0);
    call_give_number(call,
                     isfinite(value * factor) && factor > 0 ? floor(value * factor + 0.5) / factor : value);
}

static void round_down(struct call *call) {
    call_give_number(call, floor(call_number(call, 0)));
}

static void round_up(struct call *call) {
    call_give_number(call, ceil(call_number(call, 0)));
}

static void absolute(struct call *call) {
    call_give_number(call, fabs(call_number(call, 0)));
}

static void power(struct call *call) {
    call_give_number(call, pow(call_number(call, 0), call_number(call, 1)));
}

static void give_extreme(struct call *call, int sign) {
    double extreme = call_number(call, 0);
    for (int i = 1; i < call->count; i++) {
        double value = call_number(call, i);
        if (isnan(value) || value * sign > extreme * sign)
            extreme = value;
        if (isnan(extreme))
            break;
    }
    call_give_number(call, extreme);
}

static void least(struct call *call) {
    give_extreme(call, -1);
}

static void greatest(struct call *call) {
    give_extreme(call, 1);
}

/* Days */

static void today(struct call *call) {
    char day[CLOCK_DAY];
    call_give_text(call, clock_today(day));
}

static void now(struct call *call) {
    call_give_text(call, value_now(call->arena));
}

static void date(struct call *call) {
    char day[CLOCK_DAY];
    double days = call_number(call, 0);
    if (call->arguments[0]->type != XPATH_NUMBER && !value_moment(call_text(call, 0), &days))
        days = NAN;
    call_give_text(call, fabs(days) < 4e6 ? clock_day((int64_t)floor(days), day) : "");
}

static void format_date(struct call *call) {
    struct buffer built = { 0 };
    double days;
    if (value_moment(call_text(call, 0), &days))
        value_format_moment(&built, days, call_text(call, 1));
    call_give_built(call, &built);
}

static const struct function functions[] = {
    { "abs", 1, 1, absolute },
    { "boolean", 1, 1, boolean },
    { "boolean-from-string", 1, 1, boolean_from_string },
    { "ceiling", 1, 1, round_up },
    { "coalesce", 2, CALL_ARGUMENTS, coalesce },
    { "count-non-empty", 1, CALL_ARGUMENTS, count_non_empty },
    { "count-selected", 1, 1, count_selected },
    { "date", 1, 1, date },
    { "false", 0, 0, is_false },
    { "floor", 1, 1, round_down },
    { "format-date", 2, 2, format_date },
    { "if", 3, 3, choose },
    { "int", 1, 1, whole },
    { "jr:choice-name", 2, 2, choice_name },
    { "max", 1, CALL_ARGUMENTS, greatest },
    { "min", 1, CALL_ARGUMENTS, least },
    { "not", 1, 1, negate },
    { "now", 0, 0, now },
    { "number", 1, 1, number },
    { "once", 1, 1, once },
    { "pow", 2, 2, power },
    { "round", 1, 2, round_half_up },
    { "selected", 2, 2, selected },
    { "selected-at", 2, 2, selected_at },
    { "today", 0, 0, today },
    { "true", 0, 0, is_true },
    { 0 },
};

const struct function *function_find(const char *name, size_t length) {
    const struct function *const tables[] = { functions, function_of_texts };
    for (int i = 0; i < 2; i++)
        for (const struct function *function = tables[i]; function->name; function++)
            if (!strncmp(function->name, name, length) && !function->name[length])
                return function;
    return NULL;
}

bool function_is_foreign(const char *name) {
    static const char *const names[] = {
        "count",   "sum",       "position", "indexed-repeat",    "last", "instance", "uuid",
        "random",  "randomize", "pulldata", "checklist",         "area", "distance", "digest",
        "current", "date-time", "log",      "decimal-date-time", NULL
    };
    int i = 0;
    while (names[i] && strcmp(names[i], name) != 0)
        i++;
    return names[i] != NULL;
}

const char *function_nearest(const char *name) {
    const struct function *const tables[] = { functions, function_of_texts };
    const char *nearest = NULL;
    int least_distance = strlen(name) < 6 ? 1 : (int)strlen(name) / 3;
    for (int i = 0; i < 2; i++)
        for (const struct function *function = tables[i]; function->name; function++) {
            int distance = text_distance(name, function->name);
            if (distance <= least_distance) {
                least_distance = distance - 1;
                nearest = function->name;
            }
        }
    return nearest;
}
