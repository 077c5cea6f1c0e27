/* The functions on truths and choices: one row each at the end. */
#include "xlsform/function.h"

#include <string.h>

#include "xlsform/node.h"
#include "xlsform/value.h"

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
    call_give_argument(call, call_truth(call, 0) ? 1 : 2);
}

static void coalesce(struct call *call) {
    int number = 0;
    while (number < call->count - 1 && !*call_text(call, number))
        number++;
    call_give_argument(call, number);
}

static void once(struct call *call) {
    const char *kept = node_text(call->arena, call->at);
    if (*kept)
        call_give_text(call, kept);
    else
        call_give_argument(call, 0);
}

/* How many values are true, each node counting as one. */
static int count_true(struct call *call, int number) {
    const xmlNodeSet *nodes = call_nodes(call, number);
    int count = 0;
    if (!nodes)
        return call_truth(call, number);
    for (int i = 0; i < nodes->nodeNr; i++)
        count += *node_text(call->arena, nodes->nodeTab[i]) != 0;
    return count;
}

/* Whether a sum is within the first two arguments, where what is negative bounds nothing. */
static void give_within(struct call *call, double sum) {
    double least = call_number(call, 0), most = call_number(call, 1);
    call_give_truth(call, (least < 0 || sum >= least) && (most < 0 || sum <= most));
}

static void checklist(struct call *call) {
    int sum = 0;
    for (int i = 2; i < call->count; i++)
        sum += count_true(call, i);
    give_within(call, sum);
}

static void weighted_checklist(struct call *call) {
    double sum = 0;
    for (int i = 2; i + 1 < call->count; i += 2)
        sum += call_truth(call, i) ? call_number(call, i + 1) : 0;
    give_within(call, sum);
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

static void choice_name(struct call *call) {
    struct buffer label = { 0 };
    int question = call_index(call, 1);
    if (question >= 0 && call->source->choice_label)
        call->source->choice_label(call->source->data, question, call_text(call, 0), &label);
    call_give_built(call, &label);
}

const struct function function_of_logic[] = {
    { "boolean", 1, 1, VALUE_TRUTH, "a", .call = boolean },
    { "boolean-from-string", 1, 1, VALUE_TRUTH, "a", .call = boolean_from_string },
    { "checklist", 3, CALL_ARGUMENTS, VALUE_TRUTH, "nna", .call = checklist },
    { "coalesce", 2, CALL_ARGUMENTS, VALUE_ANY, "a", .call = coalesce },
    { "count-selected", 1, 1, VALUE_NUMBER, "a", .call = count_selected },
    { "false", 0, 0, VALUE_TRUTH, "", .call = is_false },
    { "if", 3, 3, VALUE_ANY, "baa", .call = choose },
    { "jr:choice-name", 2, 2, VALUE_TEXT, "a", .call = choice_name },
    { "not", 1, 1, VALUE_TRUTH, "b", .call = negate },
    { "once", 1, 1, VALUE_ANY, "a", .call = once, .varies = true },
    { "selected", 2, 2, VALUE_TRUTH, "a", .call = selected },
    { "selected-at", 2, 2, VALUE_TEXT, "an", .call = selected_at },
    { "true", 0, 0, VALUE_TRUTH, "", .call = is_true },
    { "weighted-checklist", 4, CALL_ARGUMENTS, VALUE_TRUTH, "nna", .call = weighted_checklist },
    { 0 },
};
