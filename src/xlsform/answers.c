#include "xlsform/computing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "xlsform/filter.h"
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

/* What others call */

static void *nothing(int count, size_t size) {
    return memset(memory_new((size_t)(count + 1) * size), 0, (size_t)(count + 1) * size);
}

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
    answers->lists = nothing(definition->list_count, sizeof *answers->lists);
    answers->indices = nothing(definition->list_count * definition->column_count, sizeof *answers->indices);
    buffer_clear(&answers->result);
    items_begin(answers);
    return answers;
}

struct answers *answers_new(const struct definition *definition, const char *username, const char *device) {
    struct answers *answers = begin(definition, false);
    answers->username = username;
    answers->device = device;
    computing_settle(answers);
    computing_forget(answers);
    return answers;
}

struct answers *answers_kept(const struct definition *definition) {
    return begin(definition, true);
}

/* As many as are kept, unless the questionnaire says how many of them count. */
static void put_instances(struct answers *answers, int repeat, int count) {
    items_add(answers, repeat, count - items_instances(answers, repeat));
    int kept = items_instances(answers, repeat);
    bool is_counted = items_question(answers, repeat)->repeat_count;
    computing_put_count(answers, repeat, is_counted && count < kept ? count : kept);
}

void answers_put(struct answers *answers, int item, const char *value) {
    if (items_is_repeat(answers, item))
        put_instances(answers, item, answers_instances(value));
    else
        computing_put(answers, item, value);
}

void answers_resume(struct answers *answers, bool is_final) {
    answers->is_kept = false;
    answers->is_final = is_final;
    for (int i = 0; i < answers->definition->question_count; i++)
        computing_due(answers, i);
    computing_settle(answers);
    computing_forget(answers);
}

void answers_begin_again(struct answers *answers, const char *username, const char *device) {
    struct arena arena = { 0 };
    answers->username = username;
    answers->device = device;
    for (int place = 0; place < answers->count; place++) {
        const struct question *question = items_question(answers, answers->order[place]);
        if (question->kind > QUESTION_REPEAT)
            computing_answer(answers, answers->order[place],
                             computing_first_value(answers, question, &arena));
    }
    computing_settle(answers);
    computing_forget(answers);
    arena_done(&arena);
}

void answers_free(struct answers *answers) {
    if (!answers)
        return;
    items_done(answers);
    answers_forget_lists(answers);
    free(answers->lists);
    for (int i = 0; i < answers->definition->list_count * answers->definition->column_count; i++)
        filter_index_free(answers->indices[i]);
    free(answers->indices);
    evaluator_free(answers->evaluator);
    buffer_done(&answers->result);
    free(answers->offered);
    free(answers);
}

const int *answers_set(struct answers *answers, int item, const char *value, int *count) {
    computing_forget(answers);
    if (!items_is_repeat(answers, item))
        computing_answer(answers, item, value);
    else if (computing_set_count(answers, item, answers_instances(value)))
        computing_note(answers, item);
    computing_settle(answers);
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
    computing_forget(answers);
    items_remove(answers, instance);
    computing_put_count(answers, repeat, items_instances(answers, repeat));
    computing_reshape(answers, repeat);
    computing_settle(answers);
}

void answers_move(struct answers *answers, int instance, int step) {
    computing_forget(answers);
    while (step != 0 && items_swap(answers, instance, step > 0))
        step += step > 0 ? -1 : 1;
    computing_reshape(answers, answers->items[instance].parent);
    computing_settle(answers);
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
            computing_due(answers, i);
    computing_forget(answers);
    computing_settle(answers);
}
