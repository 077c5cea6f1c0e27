#include "rules/filling.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "rules/questionnaire.h"
#include "xlsform/answers.h"

struct filling {
    struct arena arena;
    struct definition *definition;
    struct answers *answers;
    const char **paths;
    int language;
    int *changed;
};

static int question_of_path(const struct filling *filling, const char *path) {
    for (int i = 0; i < filling->definition->question_count; i++)
        if (!strcmp(filling->paths[i], path))
            return i;
    return -1;
}

static void load_answers(struct filling *filling, struct db *db, int64_t response) {
    struct query *query =
        db_query(db, "SELECT question, value FROM answer WHERE response_id = :id ORDER BY question",
                 with(integer("id", response)));
    while (db_next(query)) {
        int question = question_of_path(filling, db_column_text(query, 0)), count;
        if (question >= 0 && question_is_asked(&filling->definition->questions[question]))
            answers_set(filling->answers, question, db_column_text(query, 1), &count);
    }
    db_done(query);
}

static int language_of_name(const struct definition *definition, const char *name) {
    for (int i = 0; name && i < definition->language_count; i++)
        if (!strcmp(definition->languages[i], name))
            return i;
    return 0;
}

struct filling *filling_open(struct db *db, int64_t response) {
    int64_t version =
        db_int(db, 0, "SELECT version_id FROM response WHERE id = :id", with(integer("id", response)));
    if (!version)
        return NULL;
    struct filling *filling = memory_new(sizeof *filling);
    *filling = (struct filling){ .definition = questionnaire_load(db, version) };
    struct arena *arena = &filling->arena;
    int count = filling->definition->question_count;
    filling->paths = arena_new(arena, (size_t)(count + 1) * sizeof *filling->paths);
    filling->changed = arena_new(arena, (size_t)(count + 1) * sizeof *filling->changed);
    for (int i = 0; i < count; i++)
        filling->paths[i] = questionnaire_path(arena, filling->definition, i);
    char *badge = db_text(
        db, arena, "SELECT o.badge FROM response r JOIN officer o ON o.id = r.officer_id WHERE r.id = :id",
        with(integer("id", response)));
    filling->answers = answers_new(filling->definition, badge ? badge : "", "terminal");
    load_answers(filling, db, response);
    char *language =
        db_text(db, arena, "SELECT language FROM response WHERE id = :id", with(integer("id", response)));
    filling_speak(filling, language_of_name(filling->definition, language));
    return filling;
}

void filling_close(struct filling *filling) {
    if (!filling)
        return;
    answers_free(filling->answers);
    definition_free(filling->definition);
    arena_done(&filling->arena);
    free(filling);
}

const char *filling_title(const struct filling *filling) {
    return filling->definition->title;
}

int filling_count(const struct filling *filling) {
    return filling->definition->question_count;
}

static const struct question *question_at(const struct filling *filling, int question) {
    return &filling->definition->questions[question];
}

enum filling_kind filling_kind(const struct filling *filling, int question) {
    const struct question *at = question_at(filling, question);
    switch (at->kind) {
    case QUESTION_TEXT:
        return strstr(at->appearance, "multiline") ? FILLING_LONG_TEXT : FILLING_TEXT;
    case QUESTION_INTEGER:
        return FILLING_INTEGER;
    case QUESTION_DECIMAL:
        return FILLING_DECIMAL;
    case QUESTION_DATE:
        return FILLING_DAY;
    case QUESTION_SELECT_ONE:
        return FILLING_ONE;
    case QUESTION_SELECT_MULTIPLE:
        return FILLING_SEVERAL;
    case QUESTION_NOTE:
        return FILLING_NOTE;
    case QUESTION_GROUP:
        return FILLING_SECTION;
    default:
        return FILLING_QUIET;
    }
}

bool filling_is_read_only(const struct filling *filling, int question) {
    return question_at(filling, question)->read_only;
}

const char *filling_path(const struct filling *filling, int question) {
    return filling->paths[question];
}

static char *spoken(struct filling *filling, int question, enum question_text which, struct arena *arena) {
    struct buffer out = { 0 };
    buffer_clear(&out);
    answers_text(filling->answers, question, which, &out);
    char *text = arena_copy(arena, out.text);
    buffer_done(&out);
    return text;
}

char *filling_label(struct filling *filling, int question, struct arena *arena) {
    return spoken(filling, question, TEXT_LABEL, arena);
}

char *filling_hint(struct filling *filling, int question, struct arena *arena) {
    return spoken(filling, question, TEXT_HINT, arena);
}

char *filling_guidance(struct filling *filling, int question, struct arena *arena) {
    return spoken(filling, question, TEXT_GUIDANCE, arena);
}

bool filling_label_moves(const struct filling *filling, int question) {
    return strstr(definition_text(filling->definition, question, TEXT_LABEL, filling->language, NULL),
                  "${") ||
           strstr(definition_text(filling->definition, question, TEXT_HINT, filling->language, NULL), "${");
}

bool filling_choices_move(const struct filling *filling, int question) {
    return question_at(filling, question)->choice_filter;
}

struct filling_choice *filling_choices(struct filling *filling, int question, struct arena *arena) {
    const struct choice_list *list = &filling->definition->lists[question_at(filling, question)->list];
    int count;
    const int *offered = answers_choices(filling->answers, question, &count);
    struct filling_choice *choices = arena_new(arena, (size_t)(count + 1) * sizeof *choices);
    for (int i = 0; i < count; i++) {
        choices[i].name = list->choices[offered[i]].name;
        choices[i].label =
            definition_choice_label(filling->definition, &list->choices[offered[i]], filling->language);
    }
    return choices;
}

const char *filling_value(const struct filling *filling, int question) {
    return answers_value(filling->answers, question);
}

bool filling_is_asked_now(const struct filling *filling, int question) {
    return answers_relevant(filling->answers, question);
}

bool filling_is_required(struct filling *filling, int question) {
    return answers_required(filling->answers, question);
}

const int *filling_answer(struct filling *filling, int question, const char *value) {
    int count;
    const int *changed = answers_set(filling->answers, question, value, &count);
    memcpy(filling->changed, changed, (size_t)count * sizeof *changed);
    filling->changed[count] = -1;
    return filling->changed;
}

const char *filling_problem(struct filling *filling, int question) {
    return answers_problem(filling->answers, question);
}

const struct db_value *filling_values(const struct filling *filling, struct arena *arena) {
    int count = filling_count(filling), used = 0;
    struct db_value *values = arena_new(arena, (size_t)(count + 1) * sizeof *values);
    for (int i = 0; i < count; i++)
        if (question_is_asked(question_at(filling, i)))
            values[used++] = text(filling->paths[i], arena_copy(arena, filling_value(filling, i)));
    return values;
}

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
