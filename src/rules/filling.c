#include "rules/filling.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "rules/questionnaire.h"
#include "xlsform/answers.h"
#include "xlsform/value.h"

static const char device[] = "terminal";

struct filling {
    struct arena arena;
    const struct definition *definition;
    struct definition *own; /* NULL: the definition is borrowed */
    struct answers *answers;
    const char **paths; /* of each item, NULL: not asked for yet */
    int path_count;
    unsigned shape; /* the paths are of */
    int language;
    int *changed;
};

/* Opening */

static void load_answers(struct filling *filling, struct db *db, int64_t response) {
    struct query *query =
        db_query(db, "SELECT question, value FROM answer WHERE response_id = :id ORDER BY question",
                 with(integer("id", response)));
    while (db_next(query)) {
        int item = answers_find(filling->answers, db_column_text(query, 0));
        if (item >= 0)
            answers_put(filling->answers, item, db_column_text(query, 1));
    }
    db_done(query);
}

static int language_of_name(const struct definition *definition, const char *name) {
    for (int i = 0; name && i < definition->language_count; i++)
        if (!strcmp(definition->languages[i], name))
            return i;
    return 0;
}

static struct filling *begin(const struct definition *definition) {
    struct filling *filling = memory_new(sizeof *filling);
    *filling = (struct filling){ .definition = definition };
    return filling;
}

struct filling *filling_kept(struct db *db, int64_t version) {
    struct definition *definition = questionnaire_load(db, version);
    struct filling *filling = begin(definition);
    filling->own = definition;
    filling->answers = answers_kept(definition);
    return filling;
}

void filling_put(struct filling *filling, int item, const char *value) {
    answers_put(filling->answers, item, value);
}

void filling_resume(struct filling *filling) {
    answers_resume(filling->answers, false);
}

struct filling *filling_open(struct db *db, int64_t response) {
    struct filling *filling = NULL;
    struct query *query =
        db_query(db, "SELECT version_id, language, state = 'submitted' FROM response WHERE id = :id",
                 with(integer("id", response)));
    if (db_next(query)) {
        filling = filling_kept(db, db_column_int(query, 0));
        load_answers(filling, db, response);
        answers_resume(filling->answers, db_column_int(query, 2));
        filling_speak(filling, language_of_name(filling->definition, db_column_text(query, 1)));
    }
    db_done(query);
    return filling;
}

struct filling *filling_new(const struct definition *definition, const char *badge) {
    struct filling *filling = begin(definition);
    filling->answers = answers_new(definition, badge, device);
    return filling;
}

struct filling *filling_blank(const struct definition *definition) {
    return filling_new(definition, "");
}

void filling_begin_again(struct filling *filling, const char *badge) {
    answers_begin_again(filling->answers, badge, device);
}

void filling_close(struct filling *filling) {
    if (!filling)
        return;
    answers_free(filling->answers);
    definition_free(filling->own);
    arena_done(&filling->arena);
    free(filling->paths);
    free(filling->changed);
    free(filling);
}

/* Items */

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

static const struct question *question_at(const struct filling *filling, int item) {
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
    const struct question *at = question_at(filling, item);
    if (answers_instance(filling->answers, item))
        return FILLING_INSTANCE;
    if (at->kind == QUESTION_TEXT && value_has_word(at->appearance, "multiline"))
        return FILLING_LONG_TEXT;
    if (at->kind > QUESTION_REPEAT || at->kind == QUESTION_CALCULATE || at->kind == QUESTION_HIDDEN)
        return FILLING_QUIET;
    return kinds[at->kind];
}

const char *filling_name(const struct filling *filling, int item) {
    return question_at(filling, item)->name;
}

const char *filling_appearance(const struct filling *filling, int item) {
    return question_at(filling, item)->appearance;
}

const char *filling_extra(const struct filling *filling, int item, const char *column) {
    return definition_extra(filling->definition, answers_question(filling->answers, item), column);
}

bool filling_range(const struct filling *filling, int item, double *start, double *end, double *step) {
    const struct question *at = question_at(filling, item);
    *start = at->range_start;
    *end = at->range_end;
    *step = at->range_step;
    return at->kind == QUESTION_RANGE;
}

const char *filling_path(struct filling *filling, int item) {
    if (filling->shape != filling_shape(filling) || item >= filling->path_count) {
        int count, most = item;
        const int *items = filling_items(filling, &count);
        for (int i = 0; i < count; i++)
            most = items[i] > most ? items[i] : most;
        filling->path_count = most + 1;
        filling->paths = memory_grow(filling->paths, (size_t)filling->path_count * sizeof *filling->paths);
        memset(filling->paths, 0, (size_t)filling->path_count * sizeof *filling->paths);
        filling->shape = filling_shape(filling);
    }
    if (!filling->paths[item])
        filling->paths[item] = answers_path(filling->answers, item, &filling->arena);
    return filling->paths[item];
}

int filling_find(const struct filling *filling, const char *path) {
    return answers_find(filling->answers, path);
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
    return question_at(filling, item)->choice_filter;
}

struct filling_choice *filling_choices(struct filling *filling, int item, struct arena *arena) {
    const struct choice_list *list = &filling->definition->lists[question_at(filling, item)->list];
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

/* Answers */

bool filling_fits(struct filling *filling, int item, const char *value) {
    return answers_fits(filling->answers, item, value);
}

bool filling_has_choices(const struct filling *filling, int item) {
    return question_at(filling, item)->list >= 0;
}

const char *filling_value(const struct filling *filling, int item) {
    return answers_value(filling->answers, item);
}

bool filling_is_asked_now(const struct filling *filling, int item) {
    return answers_relevant(filling->answers, item);
}

bool filling_is_required(struct filling *filling, int item) {
    return answers_required(filling->answers, item);
}

bool filling_is_read_only(struct filling *filling, int item) {
    return answers_read_only(filling->answers, item);
}

const int *filling_answer(struct filling *filling, int item, const char *value) {
    int count;
    const int *changed = answers_set(filling->answers, item, value, &count);
    filling->changed = memory_grow(filling->changed, (size_t)(count + 1) * sizeof *changed);
    memcpy(filling->changed, changed, (size_t)count * sizeof *changed);
    filling->changed[count] = -1;
    return filling->changed;
}

bool filling_may_add(const struct filling *filling, int repeat) {
    return !question_at(filling, repeat)->repeat_count;
}

int filling_add(struct filling *filling, int repeat) {
    return answers_add(filling->answers, repeat);
}

void filling_remove(struct filling *filling, int instance) {
    answers_remove(filling->answers, instance);
}

void filling_move(struct filling *filling, int instance, int step) {
    answers_move(filling->answers, instance, step);
}

const char *filling_problem(struct filling *filling, int item) {
    return answers_problem(filling->answers, item);
}

const char *filling_kept_value(struct filling *filling, int item) {
    int count, kept = 0;
    const int *items = filling_items(filling, &count);
    if (filling_kind(filling, item) != FILLING_REPEAT)
        return filling_value(filling, item);
    for (int i = 0; i < count; i++)
        kept += filling_parent(filling, items[i]) == item;
    return arena_format(&filling->arena, "%d", kept);
}

/* What an item has after submitting: "" where it does not count. */
static const char *final_value(struct filling *filling, int item, struct arena *arena) {
    if (!filling_is_asked_now(filling, item))
        return "";
    return question_at(filling, item)->kind == QUESTION_END ? value_now(arena) : filling_value(filling, item);
}

enum part { KEPT, FINAL, DROPPED };

static const struct db_value *values(struct filling *filling, enum part part, struct arena *arena) {
    int count, used = 0;
    const int *items = filling_items(filling, &count);
    struct db_value *list = arena_new(arena, (size_t)(count + 1) * sizeof *list);
    for (int i = 0; i < count; i++) {
        const char *kept = filling_kept_value(filling, items[i]);
        const char *final = part == KEPT ? kept : final_value(filling, items[i], arena);
        const char *value = part == DROPPED ? kept : final;
        if (*value && (part != DROPPED || strcmp(kept, final) != 0))
            list[used++] = text(filling_path(filling, items[i]), arena_copy(arena, value));
    }
    return list;
}

const struct db_value *filling_values(struct filling *filling, struct arena *arena) {
    return values(filling, KEPT, arena);
}

const struct db_value *filling_final(struct filling *filling, struct arena *arena) {
    return values(filling, FINAL, arena);
}

const struct db_value *filling_dropped(struct filling *filling, struct arena *arena) {
    return values(filling, DROPPED, arena);
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
