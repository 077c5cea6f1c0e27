#include "rules/filling_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "rules/questionnaire.h"
#include "xlsform/value.h"

static const char device[] = "terminal";

enum { LONGEST_BREAK = 600 }; /* seconds */

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
    *filling = (struct filling){ .definition = definition, .answered_at = clock_now() };
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

/* What was submitted is shown as it counted then. */
struct filling *filling_open(struct db *db, int64_t response) {
    struct filling *filling = NULL;
    struct query *query =
        db_query(db, "SELECT version_id, language, coalesce(submitted_at, 0) FROM response WHERE id = :id",
                 with(integer("id", response)));
    if (db_next(query)) {
        int64_t submitted = db_column_int(query, 2);
        filling = filling_kept(db, db_column_int(query, 0));
        load_answers(filling, db, response);
        clock_pretend(submitted);
        answers_resume(filling->answers, submitted);
        filling_speak(filling, language_of_name(filling->definition, db_column_text(query, 1)));
        clock_pretend(0);
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

/* Paths */

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

/* Answers */

bool filling_fits(struct filling *filling, int item, const char *value) {
    return answers_fits(filling->answers, item, value);
}

bool filling_has_choices(const struct filling *filling, int item) {
    return filling_asks(filling, item)->list >= 0;
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

static struct filling_entry *entry_of(struct filling *filling, const char *path) {
    for (int i = 0; i < filling->entry_count; i++)
        if (!strcmp(filling->entries[i].path, path))
            return &filling->entries[i];
    filling->entries =
        arena_room(&filling->arena, filling->entries, filling->entry_count, sizeof *filling->entries);
    filling->entries[filling->entry_count] = (struct filling_entry){ .path = path };
    return &filling->entries[filling->entry_count++];
}

static void note_entry(struct filling *filling, int item) {
    struct filling_entry *entry = entry_of(filling, filling_path(filling, item));
    int64_t now = clock_now(), seconds = now - filling->answered_at;
    entry->changes++;
    entry->seconds += seconds < LONGEST_BREAK ? seconds : LONGEST_BREAK;
    filling->answered_at = now;
}

const struct filling_entry *filling_entries(const struct filling *filling, int *count) {
    *count = filling->entry_count;
    return filling->entries;
}

void filling_forget_entries(struct filling *filling) {
    filling->entries = NULL;
    filling->entry_count = 0;
}

const int *filling_answer(struct filling *filling, int item, const char *value) {
    int count;
    if (strcmp(filling_value(filling, item), value) != 0)
        note_entry(filling, item);
    const int *changed = answers_set(filling->answers, item, value, &count);
    filling->changed = memory_grow(filling->changed, (size_t)(count + 1) * sizeof *changed);
    memcpy(filling->changed, changed, (size_t)count * sizeof *changed);
    filling->changed[count] = -1;
    return filling->changed;
}

bool filling_may_add(const struct filling *filling, int repeat) {
    return !filling_asks(filling, repeat)->repeat_count;
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
    return filling_asks(filling, item)->kind == QUESTION_END ? value_now(arena)
                                                             : filling_value(filling, item);
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
