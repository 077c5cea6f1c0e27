#include "rules/response_table.h"

#include <string.h>

#include "base/buffer.h"
#include "rules/questionnaire.h"

const struct question *response_question(const struct response_column *column) {
    return &column->definition->questions[column->question];
}

bool response_column_splits(const struct response_column *column) {
    enum question_kind kind = response_question(column)->kind;
    return kind == QUESTION_SELECT_MULTIPLE || kind == QUESTION_RANK;
}

/* The repeat a question lies in, -1: none. */
static int repeat_of(const struct definition *definition, int question) {
    int at = definition->questions[question].parent;
    while (at >= 0 && definition->questions[at].kind != QUESTION_REPEAT)
        at = definition->questions[at].parent;
    return at;
}

/* A question may be called as what is known of every response. */
static const char *name_of(struct arena *arena, const char *path) {
    for (int i = 0; response_columns[i]; i++)
        if (!strcmp(response_columns[i], path))
            return arena_format(arena, "/%s", path);
    return path;
}

static struct response_table *table_of(struct response_tables *tables, const struct definition *definition,
                                       int repeat) {
    struct arena *arena = &tables->arena;
    const char *path = repeat < 0 ? "" : questionnaire_path(arena, definition, repeat);
    for (int i = 0; i < tables->count; i++)
        if (!strcmp(tables->list[i].path, path))
            return &tables->list[i];
    struct response_table table = { .path = path };
    for (int at = repeat; at >= 0; at = repeat_of(definition, at))
        table.depth++;
    table.repeats = arena_new(arena, (size_t)(table.depth + 1) * sizeof *table.repeats);
    for (int at = repeat, i = table.depth; at >= 0; at = repeat_of(definition, at))
        table.repeats[--i] = questionnaire_path(arena, definition, at);
    table.names = arena_new(arena, (size_t)(table.depth + 1) * sizeof *table.names);
    for (int i = 0; i < table.depth; i++)
        table.names[i] = name_of(arena, table.repeats[i]);
    tables->list = arena_room(arena, tables->list, tables->count, sizeof *tables->list);
    tables->list[tables->count] = table;
    return &tables->list[tables->count++];
}

static struct response_column *column_of(struct response_tables *tables, struct response_table *table,
                                         const struct definition *definition, int question) {
    const char *path = questionnaire_path(&tables->arena, definition, question);
    for (int i = 0; i < table->count; i++)
        if (!strcmp(table->columns[i].path, path))
            return &table->columns[i];
    table->columns = arena_room(&tables->arena, table->columns, table->count, sizeof *table->columns);
    table->columns[table->count] = (struct response_column){
        .name = name_of(&tables->arena, path), .path = path, .definition = definition, .question = question
    };
    return &table->columns[table->count++];
}

static void add_option(struct arena *arena, struct response_column *column,
                       const struct definition *definition, const struct choice *choice) {
    for (int i = 0; i < column->option_count; i++)
        if (!strcmp(column->options[i].choice->name, choice->name))
            return;
    column->options = arena_room(arena, column->options, column->option_count, sizeof *column->options);
    column->options[column->option_count++] = (struct response_option){ definition, choice };
}

static bool is_kept(enum question_kind kind) {
    return kind != QUESTION_NOTE && kind != QUESTION_GROUP;
}

static void add_version(struct response_tables *tables, const struct definition *definition) {
    table_of(tables, definition, -1);
    for (int i = 0; i < definition->question_count; i++) {
        const struct question *question = &definition->questions[i];
        if (!is_kept(question->kind))
            continue;
        struct response_column *column =
            column_of(tables, table_of(tables, definition, repeat_of(definition, i)), definition, i);
        if (question->kind == QUESTION_REPEAT)
            table_of(tables, definition, i);
        for (int c = 0; question->list >= 0 && c < definition->lists[question->list].count; c++)
            add_option(&tables->arena, column, definition, &definition->lists[question->list].choices[c]);
    }
}

void response_tables_load(struct response_tables *tables, struct db *db, int64_t campaign, bool all) {
    *tables = (struct response_tables){ 0 };
    tables->versions = response_versions(db, campaign, all, &tables->arena);
    int count = 0;
    while (tables->versions[count])
        count++;
    tables->definitions = arena_new(&tables->arena, (size_t)(count + 1) * sizeof *tables->definitions);
    for (int i = 0; i < count; i++) {
        tables->definitions[i] = questionnaire_load(db, tables->versions[i]);
        add_version(tables, tables->definitions[i]);
    }
}

void response_tables_done(struct response_tables *tables) {
    for (int i = 0; tables->definitions && tables->definitions[i]; i++)
        definition_free(tables->definitions[i]);
    arena_done(&tables->arena);
    *tables = (struct response_tables){ 0 };
}

const struct definition *response_tables_version(const struct response_tables *tables, int64_t version) {
    for (int i = 0; tables->versions[i]; i++)
        if (tables->versions[i] == version)
            return tables->definitions[i];
    return NULL;
}

char *response_place(const struct response_table *table, const char *path, const int *instances, int known,
                     struct arena *arena) {
    struct buffer out = { 0 };
    buffer_clear(&out);
    size_t done = 0;
    for (int i = 0; i < known; i++) {
        size_t length = strlen(table->repeats[i]);
        buffer_add_part(&out, path + done, length - done);
        buffer_format(&out, "[%d]", instances[i]);
        done = length;
    }
    buffer_add(&out, path + done);
    char *place = arena_copy(arena, out.text);
    buffer_done(&out);
    return place;
}

const struct response_column *response_tables_column(const struct response_tables *tables,
                                                     const char *place) {
    struct arena arena = { 0 };
    char *path = arena_copy(&arena, place), *to = path;
    for (const char *at = place; *at; at++)
        if (*at == '[')
            at += strcspn(at, "]");
        else
            *to++ = *at;
    *to = '\0';
    const struct response_column *found = NULL;
    for (int t = 0; t < tables->count && !found; t++)
        for (int c = 0; c < tables->list[t].count && !found; c++)
            if (!strcmp(tables->list[t].columns[c].path, path))
                found = &tables->list[t].columns[c];
    arena_done(&arena);
    return found;
}
