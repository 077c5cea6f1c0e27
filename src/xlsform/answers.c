#include "xlsform/answering.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "xlsform/node.h"
#include "xlsform/value.h"
#include "xlsform/xpath.h"

/* What expressions ask */

const char *answers_read(const struct answers *answers, int item) {
    return item >= 0 && answers->items[item].relevant && strlen(answers->items[item].value) <= ANSWER_BYTES
               ? answers->items[item].value
               : "";
}

/* Of what is asked several times only what counts; of a single one the text tells. */
static xmlNodeSet *read_question(void *data, int question, xmlNode *from) {
    const struct answers *answers = data;
    int seen = items_of_node(from), around = items_around(answers, question, seen), item = -1;
    xmlNodeSet *nodes = xpath()->xmlXPathNodeSetCreate(NULL);
    while ((item = items_meant(answers, question, seen, item)) >= 0) {
        bool is_single = !answers->items[item].instance && items_around(answers, question, item) == around;
        if (is_single || answers->items[item].relevant)
            xpath()->xmlXPathNodeSetAddUnique(nodes, answers->items[item].node);
    }
    return nodes;
}

static const char *read_column(void *data, int column) {
    return ((struct answers *)data)->choice->cells[column];
}

static void read_label(void *data, int question, const char *value, struct buffer *out) {
    const struct answers *answers = data;
    const struct definition *definition = answers->definition;
    struct arena arena = { 0 };
    size_t length;
    for (const char *at = value; (at = value_next_word(at, &length)) && out->length < EXPRESSION_TEXT;
         at += length) {
        const char *word = arena_copy_part(&arena, at, length);
        const struct choice *choice =
            definition_choice(definition, definition->questions[question].list, word);
        buffer_format(out, "%s%s", out->length ? ", " : "",
                      choice ? definition_choice_label(definition, choice, answers->language) : word);
    }
    arena_done(&arena);
}

static xmlNode *read_instance(void *data, const char *name) {
    return answers_list(data, name);
}

bool answers_is_true(struct answers *answers, const struct expression *expression, int item) {
    return evaluator_true(answers->evaluator, expression, answers->items[item].node);
}

const char *answers_result(struct answers *answers, const struct expression *expression, int item) {
    evaluator_text(answers->evaluator, expression, answers->items[item].node, &answers->result);
    return answers->result.text;
}

/* Changes, and who hears of them */

static void make_due(struct answers *answers, int question) {
    if (answers->due[question] == ALL_DUE)
        return;
    answers->due[question] = ALL_DUE;
    for (int item = answers->first[question]; item >= 0; item = answers->items[item].next)
        answers->items[item].is_due = true;
}

static void tell_dependants(struct answers *answers, int question) {
    for (const int *other = answers->definition->dependants[question]; *other >= 0; other++)
        make_due(answers, *other);
}

static void show(struct answers *answers, int item) {
    if (answers->items[item].instance)
        items_show(answers, item, answers->items[item].relevant);
    else if (items_question(answers, item)->kind != QUESTION_GROUP &&
             items_question(answers, item)->kind != QUESTION_REPEAT)
        node_put(answers->items[item].node, answers_read(answers, item));
}

static void note_change(struct answers *answers, int item) {
    if (!answers->items[item].has_changed)
        answers->changed[answers->changed_count++] = item;
    answers->items[item].has_changed = true;
    tell_dependants(answers, answers->items[item].question);
}

/* What is calculated whenever this one is answered, in the same instance. */
static void pull_triggers(struct answers *answers, int item) {
    int question = answers->items[item].question;
    for (const int *other = answers->definition->dependants[question]; *other >= 0; other++) {
        const int *trigger = answers->definition->questions[*other].triggers;
        while (trigger && *trigger >= 0 && *trigger != question)
            trigger++;
        if (!trigger || *trigger < 0)
            continue;
        int around = items_around(answers, *other, item);
        for (int one = answers->first[*other]; one >= 0; one = answers->items[one].next)
            answers->items[one].is_triggered |= around < 0 || items_inside(answers, one, around);
    }
}

/* Members look at their place, and others at the members, when instances go or move. */
static void note_shape(struct answers *answers, int repeat) {
    int question = answers->items[repeat].question, end = items_question(answers, repeat)->end;
    for (int member = question; member < end; member++) {
        make_due(answers, member);
        tell_dependants(answers, member);
    }
}

static void forget_changes(struct answers *answers) {
    while (answers->changed_count > 0)
        answers->items[answers->changed[--answers->changed_count]].has_changed = false;
}

static bool put_value(struct answers *answers, int number, const char *value) {
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
static bool put_count(struct answers *answers, int repeat, int count) {
    char text[16];
    snprintf(text, sizeof text, "%d", count);
    if (!put_value(answers, repeat, text))
        return false;
    make_due(answers, answers->items[repeat].question);
    answers->items[repeat].is_due = false;
    return true;
}

/* Makes what is missing; what is too many stays, not relevant. */
static bool count_instances(struct answers *answers, int repeat) {
    int kept = items_instances(answers, repeat);
    int wanted =
        answers_instances(answers_result(answers, items_question(answers, repeat)->repeat_count, repeat));
    if (wanted > kept)
        wanted = kept + items_add(answers, repeat, wanted - kept);
    return put_count(answers, repeat, wanted);
}

static bool set_instances(struct answers *answers, int repeat, int wanted) {
    int kept = items_instances(answers, repeat);
    if (wanted > kept)
        kept += items_add(answers, repeat, wanted - kept);
    if (items_question(answers, repeat)->repeat_count)
        return false; /* which of them count, the questionnaire says */
    for (; kept > wanted; kept--)
        items_remove(answers, items_instance(answers, repeat, kept));
    bool has_changed = put_count(answers, repeat, kept);
    if (has_changed)
        note_shape(answers, repeat);
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
        return !item->instance && question->repeat_count && count_instances(answers, number);
    if (question->kind == QUESTION_GROUP || !question->calculation || answers->is_final ||
        (question->triggers && !item->is_triggered))
        return false;
    return put_value(answers, number, answers_result(answers, question->calculation, number));
}

static void compute(struct answers *answers, int item) {
    bool was_relevant = answers->items[item].relevant, is = is_relevant(answers, item);
    answers->items[item].relevant = is;
    answers->items[item].is_due = false;
    if (is != was_relevant)
        show(answers, item);
    bool has_changed = is && calculate(answers, item);
    answers->items[item].is_triggered = false;
    if (has_changed)
        pull_triggers(answers, item);
    if (has_changed || is != was_relevant)
        note_change(answers, item);
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

static const char *first_value(const struct answers *answers, const struct question *question,
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

static void change(struct answers *answers, int item, const char *value) {
    if (!put_value(answers, item, value))
        return;
    pull_triggers(answers, item);
    note_change(answers, item);
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
        if (question->kind == QUESTION_REPEAT && !question->repeat_count && !answers->items[item].instance)
            put_count(answers, item, items_instances(answers, item));
        else if (question->kind < QUESTION_GROUP || question->kind > QUESTION_REPEAT)
            change(answers, item,
                   computed ? answers_result(answers, question->default_expression, item)
                            : first_value(answers, question, &arena));
    }
    arena_done(&arena);
}

/* Computes until nothing is due and nothing is new; what is computed can make new instances. */
static void settle(struct answers *answers) {
    do {
        bool has_new = answers->has_new;
        answers->has_new = false;
        if (has_new)
            give_defaults(answers, false);
        compute_due(answers);
        if (has_new) {
            give_defaults(answers, true);
            compute_due(answers);
        }
    } while (answers->has_new);
}

/* What others call */

static struct answers *begin(const struct definition *definition, bool is_kept) {
    struct answers *answers = memory_new(sizeof *answers);
    *answers = (struct answers){ .definition = definition, .is_kept = is_kept };
    size_t choices = 0;
    for (int i = 0; i < definition->list_count; i++)
        choices = (size_t)definition->lists[i].count > choices ? (size_t)definition->lists[i].count : choices;
    answers->source = (struct expression_source){ .data = answers,
                                                  .question = read_question,
                                                  .column = read_column,
                                                  .instance = read_instance,
                                                  .choice_label = read_label };
    answers->evaluator = evaluator_new(&answers->source);
    answers->offered = memory_new((choices + 1) * sizeof *answers->offered);
    answers->lists = memory_new((size_t)(definition->list_count + 1) * sizeof *answers->lists);
    memset(answers->lists, 0, (size_t)(definition->list_count + 1) * sizeof *answers->lists);
    buffer_clear(&answers->result);
    items_begin(answers);
    return answers;
}

struct answers *answers_new(const struct definition *definition, const char *username, const char *device) {
    struct answers *answers = begin(definition, false);
    answers->username = username;
    answers->device = device;
    settle(answers);
    forget_changes(answers);
    return answers;
}

struct answers *answers_kept(const struct definition *definition) {
    return begin(definition, true);
}

void answers_put(struct answers *answers, int item, const char *value) {
    if (items_is_repeat(answers, item))
        items_add(answers, item, answers_instances(value) - items_instances(answers, item));
    put_value(answers, item, value);
}

void answers_resume(struct answers *answers, bool is_final) {
    answers->is_kept = false;
    answers->is_final = is_final;
    for (int i = 0; i < answers->definition->question_count; i++)
        make_due(answers, i);
    settle(answers);
    forget_changes(answers);
}

void answers_begin_again(struct answers *answers, const char *username, const char *device) {
    struct arena arena = { 0 };
    answers->username = username;
    answers->device = device;
    for (int place = 0; place < answers->count; place++) {
        const struct question *question = items_question(answers, answers->order[place]);
        if (question->kind > QUESTION_REPEAT)
            change(answers, answers->order[place], first_value(answers, question, &arena));
    }
    settle(answers);
    forget_changes(answers);
    arena_done(&arena);
}

void answers_free(struct answers *answers) {
    if (!answers)
        return;
    items_done(answers);
    answers_forget_lists(answers);
    free(answers->lists);
    evaluator_free(answers->evaluator);
    buffer_done(&answers->result);
    free(answers->offered);
    free(answers);
}

const int *answers_set(struct answers *answers, int item, const char *value, int *count) {
    forget_changes(answers);
    if (!items_is_repeat(answers, item))
        change(answers, item, value);
    else if (set_instances(answers, item, answers_instances(value)))
        note_change(answers, item);
    settle(answers);
    *count = answers->changed_count;
    return answers->changed;
}

int answers_add(struct answers *answers, int repeat) {
    char count[16];
    int kept = items_instances(answers, repeat);
    snprintf(count, sizeof count, "%d", kept + 1);
    answers_set(answers, repeat, count, &(int){ 0 });
    return items_instance(answers, repeat, kept + 1);
}

void answers_remove(struct answers *answers, int instance) {
    int repeat = answers->items[instance].parent;
    forget_changes(answers);
    items_remove(answers, instance);
    put_count(answers, repeat, items_instances(answers, repeat));
    note_shape(answers, repeat);
    settle(answers);
}

void answers_move(struct answers *answers, int instance, int step) {
    forget_changes(answers);
    while (step != 0 && items_swap(answers, instance, step > 0))
        step += step > 0 ? -1 : 1;
    note_shape(answers, answers->items[instance].parent);
    settle(answers);
}

const char *answers_value(const struct answers *answers, int item) {
    return answers->items[item].value;
}

bool answers_relevant(const struct answers *answers, int item) {
    return answers->items[item].relevant;
}

bool answers_required(struct answers *answers, int item) {
    const struct question *asked = items_question(answers, item);
    return asked->always_required || (asked->required && answers_is_true(answers, asked->required, item));
}

bool answers_read_only(struct answers *answers, int item) {
    const struct question *asked = items_question(answers, item);
    return asked->read_only ||
           (asked->read_only_when && answers_is_true(answers, asked->read_only_when, item));
}

void answers_speak(struct answers *answers, int language) {
    answers->language = language;
    answers_forget_lists(answers);
    for (int i = 0; i < answers->definition->question_count; i++)
        if (answers->definition->questions[i].calculation)
            make_due(answers, i);
    forget_changes(answers);
    settle(answers);
}
