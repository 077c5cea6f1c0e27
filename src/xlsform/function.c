/* Logic and choices; and how any function is found. */
#include "xlsform/function.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/words.h"
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

static const struct function functions[] = {
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

/* Finding */

static const struct function *const tables[] = { functions, function_of_days, function_of_nodes,
                                                 function_of_numbers, function_of_texts };
enum { TABLES = sizeof tables / sizeof *tables, FUNCTIONS = 128 };

struct part {
    const char *text;
    size_t length;
};

static int by_name(const void *one, const void *other) {
    return strcmp((*(const struct function *const *)one)->name,
                  (*(const struct function *const *)other)->name);
}

static int by_part(const void *key, const void *element) {
    const struct part *part = key;
    const char *name = (*(const struct function *const *)element)->name;
    int order = strncmp(part->text, name, part->length);
    return order ? order : -(name[part->length] != 0);
}

const struct function *function_find(const char *name, size_t length) {
    static const struct function *sorted[FUNCTIONS];
    static size_t count;
    if (!count) {
        for (int i = 0; i < TABLES; i++)
            for (const struct function *function = tables[i]; function->name; function++)
                sorted[count++] = function;
        qsort(sorted, count, sizeof *sorted, by_name);
    }
    struct part part = { name, length };
    const struct function *const *found = bsearch(&part, sorted, count, sizeof *sorted, by_part);
    return found ? *found : NULL;
}

const char *function_refusal(const char *name) {
    static const char MAPS[] = N_("there are no places on a map here");
    static const char SECRETS[] = N_("nothing is signed or encrypted here");
    static const char MONTHS[] = N_("days are counted: (today() - ${day}) div 365.25");
    static const char FILES[] =
        N_("a questionnaire reads no other files; put the values into the sheet choices "
           "and look them up by instance()");
    static const struct {
        const char *name, *reason;
    } refusals[] = {
        { "add-date", MONTHS },
        { "area", MAPS },
        { "base64-decode", SECRETS },
        { "base64-encode", SECRETS },
        { "difference-in-days", MONTHS },
        { "difference-in-months", MONTHS },
        { "difference-in-weeks", MONTHS },
        { "difference-in-years", MONTHS },
        { "digest", SECRETS },
        { "distance", MAPS },
        { "extract-signed", SECRETS },
        { "geofence", MAPS },
        { "intersects", MAPS },
        { "jr:itext", N_("it names a text of a converted form; write the text itself, or jr:choice-name() "
                         "for a choice") },
        { "parse-phone", N_("write a regex() of the numbers that are right") },
        { "property", N_("the program has no such properties") },
        { "pulldata", FILES },
        { "randomize", N_("choices stay in the order of the sheet, the same for everybody") },
        { "thousandsep", N_("numbers are shown as they are") },
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        if (!strcmp(refusals[i].name, name))
            return _(refusals[i].reason);
    return NULL;
}

const char *function_nearest(const char *name) {
    const char *nearest = NULL;
    int least_distance = strlen(name) < 6 ? 1 : (int)strlen(name) / 3;
    for (int i = 0; i < TABLES; i++)
        for (const struct function *function = tables[i]; function->name; function++) {
            int distance = strcasecmp(name, function->name) ? text_distance(name, function->name) : 0;
            if (distance <= least_distance) {
                least_distance = distance - 1;
                nearest = function->name;
            }
        }
    return nearest;
}
