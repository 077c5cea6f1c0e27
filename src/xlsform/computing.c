#include "xlsform/computing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "xlsform/node.h"
#include "xlsform/value.h"

enum { TRIGGER_ROUNDS = 100 }; /* triggers that trigger each other end there */

/* Changes, and who hears of them */

void computing_due(struct answers *answers, int question) {
    if (answers->due[question] == ALL_DUE)
        return;
    answers->due[question] = ALL_DUE;
    for (int item = answers->first[question]; item >= 0; item = answers->items[item].next)
        answers->items[item].is_due = true;
}

static void tell_dependants(struct answers *answers, int question) {
    for (const int *other = answers->definition->dependants[question]; *other >= 0; other++)
        computing_due(answers, *other);
}

static void show(struct answers *answers, int item) {
    if (answers->items[item].instance)
        items_show(answers, item, answers->items[item].relevant);
    else if (items_question(answers, item)->kind != QUESTION_GROUP &&
             items_question(answers, item)->kind != QUESTION_REPEAT)
        node_put(answers->items[item].node, answers_read(answers, item));
}

void computing_note(struct answers *answers, int item) {
    if (!answers->items[item].has_changed)
        answers->changed[answers->changed_count++] = item;
    answers->items[item].has_changed = true;
    tell_dependants(answers, answers->items[item].question);
}

/* What is calculated whenever this one is answered, in the same instance. */
static void pull_triggers(struct answers *answers, int item) {
    const int *other = answers->definition->triggered[answers->items[item].question];
    for (; *other >= 0; other++) {
        int around = items_around(answers, *other, item);
        for (int one = answers->first[*other]; one >= 0; one = answers->items[one].next)
            if (around < 0 || items_inside(answers, one, around))
                answers->items[one].is_triggered = answers->has_triggered = true;
    }
}

/* Members look at their place, and others at the members, when instances go or move. */
void computing_reshape(struct answers *answers, int repeat) {
    int question = answers->items[repeat].question, end = items_question(answers, repeat)->end;
    for (int member = question; member < end; member++) {
        computing_due(answers, member);
        tell_dependants(answers, member);
    }
}

void computing_forget(struct answers *answers) {
    while (answers->changed_count > 0)
        answers->items[answers->changed[--answers->changed_count]].has_changed = false;
}

bool computing_put(struct answers *answers, int number, const char *value) {
    struct item *item = &answers->items[number];
    if (!strcmp(item->value, value))
        return false;
    size_t size = strlen(value) + 1;
    char *copy = memcpy(memory_new(size), value, size);
    free(item->value);
    item->value = copy;
    show(answers, number);
    return true;
}

/* Repeats */

int answers_instances(const char *text) {
    double number = value_number(text);
    return isnan(number) ? 0 : (int)fmin(fmax(trunc(number), 0), ANSWER_INSTANCES + 1);
}

/* Tells the instances to look whether they count. */
bool computing_put_count(struct answers *answers, int repeat, int count) {
    char text[16];
    snprintf(text, sizeof text, "%d", count);
    if (!computing_put(answers, repeat, text))
        return false;
    int question = answers->items[repeat].question;
    for (int item = answers->items[repeat].next; item >= 0; item = answers->items[item].next)
        answers->items[item].is_due |= answers->items[item].parent == repeat;
    if (answers->due[question] == NONE_DUE)
        answers->due[question] = SOME_DUE;
    return true;
}

/* Makes what is missing; what is too many stays, not relevant. */
static bool count_instances(struct answers *answers, int repeat) {
    int kept = items_instances(answers, repeat);
    int wanted =
        answers_instances(answers_result(answers, items_question(answers, repeat)->repeat_count, repeat));
    if (wanted > kept)
        wanted = kept + items_add(answers, repeat, wanted - kept);
    return computing_put_count(answers, repeat, wanted);
}

bool computing_set_count(struct answers *answers, int repeat, int wanted) {
    int kept = items_instances(answers, repeat);
    if (wanted > kept)
        kept += items_add(answers, repeat, wanted - kept);
    if (items_question(answers, repeat)->repeat_count)
        return false; /* which of them count, the questionnaire says */
    for (; kept > wanted; kept--)
        items_remove(answers, items_instance(answers, repeat, kept));
    bool has_changed = computing_put_count(answers, repeat, kept);
    if (has_changed)
        computing_reshape(answers, repeat);
    return has_changed;
}

/* Computing */

static bool is_relevant(struct answers *answers, int number) {
    const struct item *item = &answers->items[number];
    const struct expression *condition = items_question(answers, number)->relevant;
    if (item->parent >= 0 && !answers->items[item->parent].relevant)
        return false;
    if (item->instance)
        return item->instance <= answers_instances(answers->items[item->parent].value);
    return !condition || answers_is_true(answers, condition, number);
}

static bool calculate(struct answers *answers, int number) {
    const struct question *question = items_question(answers, number);
    const struct item *item = &answers->items[number];
    if (question->kind == QUESTION_REPEAT)
        return !item->instance && question->repeat_count && !answers->is_final &&
               count_instances(answers, number);
    if (question->kind == QUESTION_GROUP || !question->calculation || answers->is_final || question->triggers)
        return false;
    return computing_put(answers, number, answers_result(answers, question->calculation, number));
}

static void compute(struct answers *answers, int item) {
    bool was_relevant = answers->items[item].relevant, is = is_relevant(answers, item);
    answers->items[item].relevant = is;
    answers->items[item].is_due = false;
    if (is != was_relevant)
        show(answers, item);
    bool has_changed = is && calculate(answers, item);
    if (has_changed)
        pull_triggers(answers, item);
    if (has_changed || is != was_relevant)
        computing_note(answers, item);
}

static void compute_due(struct answers *answers) {
    for (int i = 0; i < answers->definition->question_count; i++) {
        int question = answers->definition->order[i];
        if (!answers->due[question])
            continue;
        for (int item = answers->first[question]; item >= 0; item = answers->items[item].next)
            if (answers->items[item].is_due)
                compute(answers, item);
        answers->due[question] = NONE_DUE;
    }
}

/* Defaults */

const char *computing_first_value(const struct answers *answers, const struct question *question,
                                  struct arena *arena) {
    switch (question->kind) {
    case QUESTION_START:
        return value_now(arena);
    case QUESTION_TODAY:
        return clock_today(arena_new(arena, CLOCK_DAY));
    case QUESTION_USERNAME:
        return answers->username;
    case QUESTION_DEVICE:
        return answers->device;
    default:
        return question->default_text ? question->default_text : "";
    }
}

void computing_answer(struct answers *answers, int item, const char *value) {
    if (!computing_put(answers, item, value))
        return;
    pull_triggers(answers, item);
    computing_note(answers, item);
}

/* A first value, unless there is none; what was calculated meanwhile stays then. */
static void begin_with(struct answers *answers, int item, const char *value) {
    if (*value)
        computing_answer(answers, item, value);
}

/* Gives new items their first value, written or computed. */
static void give_defaults(struct answers *answers, bool computed) {
    struct arena arena = { 0 };
    for (int place = 0; place < answers->count; place++) {
        int item = answers->order[place];
        const struct question *question = items_question(answers, item);
        if (!answers->items[item].is_new || (question->default_expression != NULL) != computed)
            continue;
        answers->items[item].is_new = false;
        if (items_is_repeat(answers, item) && !question->repeat_count)
            computing_put_count(answers, item, items_instances(answers, item));
        else if (question->kind < QUESTION_GROUP || question->kind > QUESTION_REPEAT)
            begin_with(answers, item,
                       computed ? answers_result(answers, question->default_expression, item)
                                : computing_first_value(answers, question, &arena));
    }
    arena_done(&arena);
}

/* Calculates what was triggered; it may trigger more. */
static void fire_triggers(struct answers *answers) {
    answers->has_triggered = false;
    for (int place = 0; place < answers->count; place++) {
        int item = answers->order[place];
        bool fires = answers->items[item].is_triggered && answers->items[item].relevant && !answers->is_final;
        answers->items[item].is_triggered = false;
        if (fires)
            computing_answer(answers, item,
                             answers_result(answers, items_question(answers, item)->calculation, item));
    }
}

static void settle(struct answers *answers) {
    for (int rounds = 0;;) {
        bool has_new = answers->has_new;
        answers->has_new = false;
        if (has_new)
            give_defaults(answers, false);
        compute_due(answers);
        if (has_new)
            give_defaults(answers, true);
        compute_due(answers);
        if (answers->has_new)
            continue;
        if (!answers->has_triggered || rounds++ == TRIGGER_ROUNDS)
            return;
        fire_triggers(answers);
    }
}

void computing_settle(struct answers *answers) {
    evaluator_begin(answers->evaluator);
    settle(answers);
    answers->is_exhausted = !evaluator_end(answers->evaluator);
}
