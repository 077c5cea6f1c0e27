#include "xlsform/answers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "xlsform/node.h"
#include "xlsform/value.h"
#include "xlsform/xpath.h"

struct answer {
    char *value;   /* never NULL */
    xmlNode *node; /* its text is the value as expressions read it */
    bool relevant, is_due, has_changed;
};

struct answers {
    const struct definition *definition;
    struct answer *list;
    xmlDoc *document; /* an element per question */
    struct evaluator *evaluator;
    struct expression_source source;
    const struct choice *choice; /* the one being filtered */
    int language;
    int *changed, changed_count;
    int *missing;
    int *offered;
    struct buffer result; /* of the last calculation, or a sentence */
};

static bool is_blank(const char *text) {
    return !text[strspn(text, " \t\r\n")];
}

/* What expressions ask */

static const char *read_answer(const struct answer *answer) {
    return answer->relevant && strlen(answer->value) <= ANSWER_BYTES ? answer->value : "";
}

static xmlNodeSet *read_question(void *data, int question, xmlNode *from) {
    (void)from;
    return xpath()->xmlXPathNodeSetCreate(((struct answers *)data)->list[question].node);
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

/* Computing */

static void note_change(struct answers *answers, int question) {
    struct answer *answer = &answers->list[question];
    if (!answer->has_changed)
        answers->changed[answers->changed_count++] = question;
    answer->has_changed = true;
    node_put(answer->node, read_answer(answer));
    for (const int *other = answers->definition->dependants[question]; *other >= 0; other++)
        answers->list[*other].is_due = true;
}

static bool put_value(struct answer *answer, const char *value) {
    if (!strcmp(answer->value, value))
        return false;
    size_t size = strlen(value) + 1;
    char *copy = memcpy(memory_new(size), value, size);
    free(answer->value);
    answer->value = copy;
    return true;
}

static void compute(struct answers *answers, int number) {
    const struct question *question = &answers->definition->questions[number];
    struct answer *answer = &answers->list[number];
    bool was_relevant = answer->relevant, has_changed = false;
    answer->is_due = false;
    answer->relevant =
        (question->parent < 0 || answers->list[question->parent].relevant) &&
        (!question->relevant || evaluator_true(answers->evaluator, question->relevant, answer->node));
    if (answer->relevant && question->calculation && question->kind != QUESTION_GROUP) {
        evaluator_text(answers->evaluator, question->calculation, answer->node, &answers->result);
        has_changed = put_value(answer, answers->result.text);
    }
    if (has_changed || answer->relevant != was_relevant)
        note_change(answers, number);
}

static void compute_due(struct answers *answers) {
    for (int i = 0; i < answers->definition->question_count; i++)
        if (answers->list[answers->definition->order[i]].is_due)
            compute(answers, answers->definition->order[i]);
}

static void forget_changes(struct answers *answers) {
    while (answers->changed_count > 0)
        answers->list[answers->changed[--answers->changed_count]].has_changed = false;
}

static const char *first_value(const struct question *question, struct arena *arena, const char *username,
                               const char *device) {
    switch (question->kind) {
    case QUESTION_START:
        return value_now(arena);
    case QUESTION_TODAY:
        return clock_today(arena_new(arena, CLOCK_DAY));
    case QUESTION_USERNAME:
        return username;
    case QUESTION_DEVICE:
        return device;
    default:
        return question->default_text ? question->default_text : "";
    }
}

struct answers *answers_new(const struct definition *definition, const char *username, const char *device) {
    struct answers *answers = memory_new(sizeof *answers);
    *answers = (struct answers){ .definition = definition };
    size_t count = (size_t)definition->question_count, choices = 0;
    for (int i = 0; i < definition->list_count; i++)
        choices = (size_t)definition->lists[i].count > choices ? (size_t)definition->lists[i].count : choices;
    answers->source = (struct expression_source){
        .data = answers, .question = read_question, .column = read_column, .choice_label = read_label
    };
    answers->evaluator = evaluator_new(&answers->source);
    answers->list = memory_new((count + 1) * sizeof *answers->list);
    answers->changed = memory_new((count + 1) * sizeof *answers->changed);
    answers->missing = memory_new((count + 1) * sizeof *answers->missing);
    answers->offered = memory_new((choices + 1) * sizeof *answers->offered);
    buffer_clear(&answers->result);
    answers->document = xpath()->xmlNewDoc(NULL);
    xmlNode *root = node_new(answers->document, NULL, "data");
    struct arena arena = { 0 };
    for (size_t i = 0; i < count; i++) {
        answers->list[i] =
            (struct answer){ .value = memory_new(1),
                             .node = node_new(answers->document, root, definition->questions[i].name),
                             .is_due = true };
        *answers->list[i].value = 0;
        put_value(&answers->list[i], first_value(&definition->questions[i], &arena, username, device));
    }
    arena_done(&arena);
    compute_due(answers);
    for (int i = 0; i < definition->question_count; i++) {
        const struct expression *expression = definition->questions[i].default_expression;
        if (!expression)
            continue;
        struct buffer value = { 0 };
        evaluator_text(answers->evaluator, expression, answers->list[i].node, &value);
        answers_set(answers, i, value.text, &(int){ 0 });
        buffer_done(&value);
    }
    forget_changes(answers);
    return answers;
}

void answers_free(struct answers *answers) {
    if (!answers)
        return;
    for (int i = 0; i < answers->definition->question_count; i++)
        free(answers->list[i].value);
    evaluator_free(answers->evaluator);
    xpath()->xmlFreeDoc(answers->document);
    buffer_done(&answers->result);
    free(answers->list);
    free(answers->changed);
    free(answers->missing);
    free(answers->offered);
    free(answers);
}

const int *answers_set(struct answers *answers, int question, const char *value, int *count) {
    forget_changes(answers);
    if (put_value(&answers->list[question], value)) {
        note_change(answers, question);
        compute_due(answers);
    }
    *count = answers->changed_count;
    return answers->changed;
}

const char *answers_value(const struct answers *answers, int question) {
    return answers->list[question].value;
}

bool answers_relevant(const struct answers *answers, int question) {
    return answers->list[question].relevant;
}

bool answers_required(struct answers *answers, int question) {
    const struct question *asked = &answers->definition->questions[question];
    return asked->always_required || (asked->required && evaluator_true(answers->evaluator, asked->required,
                                                                        answers->list[question].node));
}

void answers_speak(struct answers *answers, int language) {
    answers->language = language;
    for (int i = 0; i < answers->definition->question_count; i++)
        answers->list[i].is_due = answers->definition->questions[i].calculation != NULL;
    forget_changes(answers);
    compute_due(answers);
}

/* Texts and choices */

void answers_text(struct answers *answers, int question, enum question_text text, struct buffer *out) {
    const char *from = definition_text(answers->definition, question, text, answers->language, NULL), *open;
    buffer_clear(out);
    struct arena arena = { 0 };
    for (; (open = strstr(from, "${")); from = open + 2 + strcspn(open + 2, "}") + 1) {
        const char *name = arena_copy_part(&arena, open + 2, strcspn(open + 2, "}"));
        buffer_add_part(out, from, (size_t)(open - from));
        buffer_add(out, read_answer(&answers->list[definition_find(answers->definition, question, name)]));
    }
    buffer_add(out, from);
    arena_done(&arena);
}

static bool is_offered(struct answers *answers, int question, const struct choice *choice) {
    const struct expression *filter = answers->definition->questions[question].choice_filter;
    answers->choice = choice;
    return !filter || evaluator_true(answers->evaluator, filter, answers->list[question].node);
}

const int *answers_choices(struct answers *answers, int question, int *count) {
    int list = answers->definition->questions[question].list;
    *count = 0;
    for (int i = 0; list >= 0 && i < answers->definition->lists[list].count; i++)
        if (is_offered(answers, question, &answers->definition->lists[list].choices[i]))
            answers->offered[(*count)++] = i;
    return answers->offered;
}

/* Problems */

static REFUSAL own_words(struct answers *answers, int question, enum question_text text,
                         const char *otherwise) {
    answers_text(answers, question, text, &answers->result);
    return refuse("%s", answers->result.length ? answers->result.text : otherwise);
}

static REFUSAL check_choice(struct answers *answers, int question, const char *name) {
    const struct definition *definition = answers->definition;
    const struct choice *choice = definition_choice(definition, definition->questions[question].list, name);
    if (!choice)
        return refuse(_("\"%s\" is none of the choices."), name);
    if (!is_offered(answers, question, choice))
        return refuse(_("\"%s\" is no longer offered after your other answers; choose again."),
                      definition_choice_label(definition, choice, answers->language));
    return NULL;
}

static REFUSAL check_choices(struct answers *answers, int question, const char *value) {
    struct arena arena = { 0 };
    const char *refusal = NULL;
    size_t length;
    for (; !refusal && (value = value_next_word(value, &length)); value += length)
        refusal = check_choice(answers, question, arena_copy_part(&arena, value, length));
    arena_done(&arena);
    return refusal;
}

static REFUSAL check_kind(struct answers *answers, int question, const char *value) {
    int64_t number;
    switch (answers->definition->questions[question].kind) {
    case QUESTION_INTEGER:
        return text_integer(value, &number) ? NULL : refuse(_("Not a whole number; write digits only."));
    case QUESTION_DECIMAL:
        return isnan(value_decimal(value)) ? refuse(_("Not a number; write it like 12.5.")) : NULL;
    case QUESTION_DATE:
        return clock_day_number(value, &number)
                   ? NULL
                   : refuse(_("Not a day of the calendar; write it like 2026-11-24."));
    case QUESTION_SELECT_ONE:
        return check_choice(answers, question, value);
    case QUESTION_SELECT_MULTIPLE:
        return check_choices(answers, question, value);
    default:
        return NULL;
    }
}

REFUSAL answers_problem(struct answers *answers, int question) {
    const struct question *asked = &answers->definition->questions[question];
    const char *value = answers->list[question].value;
    if (!answers->list[question].relevant || !question_is_asked(asked))
        return NULL;
    if (is_blank(value))
        return answers_required(answers, question)
                   ? own_words(answers, question, TEXT_REQUIRED, _("This question must be answered."))
                   : NULL;
    if (strlen(value) > ANSWER_BYTES)
        return refuse(_("The answer is too long: %zu bytes, and %d are the most."), strlen(value),
                      ANSWER_BYTES);
    const char *refusal = check_kind(answers, question, value);
    if (!refusal && asked->constraint &&
        !evaluator_true(answers->evaluator, asked->constraint, answers->list[question].node))
        refusal = own_words(answers, question, TEXT_CONSTRAINT,
                            _("The questionnaire does not accept this answer here."));
    return refusal;
}

const int *answers_missing(struct answers *answers, int *count) {
    *count = 0;
    for (int i = 0; i < answers->definition->question_count; i++)
        if (answers_problem(answers, i))
            answers->missing[(*count)++] = i;
    return answers->missing;
}
