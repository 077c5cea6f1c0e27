/* What the questionnaire says of an item, in the language spoken. */
#include <string.h>

#include "base/buffer.h"
#include "rules/filling_inside.h"
#include "xlsform/value.h"

const char *filling_title(const struct filling *filling) {
    return filling->definition->title;
}

const int *filling_items(const struct filling *filling, int *count) {
    return answers_items(filling->answers, count);
}

unsigned filling_shape(const struct filling *filling) {
    return answers_shape(filling->answers);
}

int filling_question(const struct filling *filling, int item) {
    return answers_question(filling->answers, item);
}

int filling_instance(const struct filling *filling, int item) {
    return answers_instance(filling->answers, item);
}

int filling_parent(const struct filling *filling, int item) {
    return answers_parent(filling->answers, item);
}

const struct question *filling_asks(const struct filling *filling, int item) {
    return &filling->definition->questions[answers_question(filling->answers, item)];
}

enum filling_kind filling_kind(const struct filling *filling, int item) {
    static const enum filling_kind kinds[] = {
        [QUESTION_TEXT] = FILLING_TEXT,
        [QUESTION_INTEGER] = FILLING_INTEGER,
        [QUESTION_DECIMAL] = FILLING_DECIMAL,
        [QUESTION_DATE] = FILLING_DAY,
        [QUESTION_TIME] = FILLING_TIME,
        [QUESTION_MOMENT] = FILLING_MOMENT,
        [QUESTION_SELECT_ONE] = FILLING_ONE,
        [QUESTION_SELECT_MULTIPLE] = FILLING_SEVERAL,
        [QUESTION_RANK] = FILLING_RANK,
        [QUESTION_RANGE] = FILLING_RANGE,
        [QUESTION_ACKNOWLEDGE] = FILLING_ACKNOWLEDGE,
        [QUESTION_NOTE] = FILLING_NOTE,
        [QUESTION_GROUP] = FILLING_SECTION,
        [QUESTION_REPEAT] = FILLING_REPEAT,
    };
    const struct question *at = filling_asks(filling, item);
    if (answers_instance(filling->answers, item))
        return FILLING_INSTANCE;
    if (at->kind == QUESTION_TEXT && value_has_word(at->appearance, "multiline"))
        return FILLING_LONG_TEXT;
    if (at->kind > QUESTION_REPEAT || at->kind == QUESTION_CALCULATE || at->kind == QUESTION_HIDDEN)
        return FILLING_QUIET;
    return kinds[at->kind];
}

const char *filling_name(const struct filling *filling, int item) {
    return filling_asks(filling, item)->name;
}

const char *filling_appearance(const struct filling *filling, int item) {
    return filling_asks(filling, item)->appearance;
}

const char *filling_extra(const struct filling *filling, int item, const char *column) {
    return definition_extra(filling->definition, answers_question(filling->answers, item), column);
}

bool filling_range(const struct filling *filling, int item, double *start, double *end, double *step) {
    const struct question *at = filling_asks(filling, item);
    *start = at->range_start;
    *end = at->range_end;
    *step = at->range_step;
    return at->kind == QUESTION_RANGE;
}

/* Texts */

static char *spoken(struct filling *filling, int item, const char *written, struct arena *arena) {
    struct buffer out = { 0 };
    answers_fill_in(filling->answers, item, written, &out);
    char *text = arena_copy(arena, out.text);
    buffer_done(&out);
    return text;
}

static const char *written(const struct filling *filling, int item, enum question_text text,
                           bool *is_fallback) {
    return definition_text(filling->definition, answers_question(filling->answers, item), text,
                           filling->language, is_fallback);
}

char *filling_label(struct filling *filling, int item, struct arena *arena) {
    return spoken(filling, item, written(filling, item, TEXT_LABEL, NULL), arena);
}

char *filling_hint(struct filling *filling, int item, struct arena *arena) {
    return spoken(filling, item, written(filling, item, TEXT_HINT, NULL), arena);
}

char *filling_guidance(struct filling *filling, int item, struct arena *arena) {
    return spoken(filling, item, written(filling, item, TEXT_GUIDANCE, NULL), arena);
}

char *filling_extra_text(struct filling *filling, int item, const char *column, struct arena *arena) {
    return spoken(filling, item, filling_extra(filling, item, column), arena);
}

bool filling_label_is_fallback(const struct filling *filling, int item) {
    bool is_fallback;
    written(filling, item, TEXT_LABEL, &is_fallback);
    return is_fallback;
}

bool filling_label_moves(const struct filling *filling, int item) {
    return strstr(written(filling, item, TEXT_LABEL, NULL), "${") ||
           strstr(written(filling, item, TEXT_HINT, NULL), "${");
}

bool filling_choices_move(const struct filling *filling, int item) {
    return filling_asks(filling, item)->choice_filter;
}

struct filling_choice *filling_choices(struct filling *filling, int item, struct arena *arena) {
    const struct choice_list *list = &filling->definition->lists[filling_asks(filling, item)->list];
    int count;
    const int *offered = answers_choices(filling->answers, item, &count);
    struct filling_choice *choices = arena_new(arena, (size_t)(count + 1) * sizeof *choices);
    for (int i = 0; i < count; i++) {
        choices[i].name = list->choices[offered[i]].name;
        choices[i].label =
            definition_choice_label(filling->definition, &list->choices[offered[i]], filling->language);
    }
    return choices;
}

/* Languages */

int filling_languages(const struct filling *filling) {
    return filling->definition->language_count;
}

const char *filling_language(const struct filling *filling) {
    return filling->definition->languages[filling->language];
}

void filling_speak(struct filling *filling, int language) {
    filling->language = language;
    answers_speak(filling->answers, language);
}

int filling_spoken(const struct filling *filling) {
    return filling->language;
}
