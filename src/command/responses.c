#include "command/responses.h"

#include <string.h>

#include "rules/questionnaire.h"
#include "rules/response_list.h"

/* The paths of all questions of the versions that were answered, each once, in the questionnaires' order. */
struct paths {
    struct arena arena;
    char **list;
    int count;
};

static void add_path(struct paths *paths, char *path) {
    for (int i = 0; i < paths->count; i++)
        if (!strcmp(paths->list[i], path))
            return;
    paths->list = arena_room(&paths->arena, paths->list, paths->count, sizeof *paths->list);
    paths->list[paths->count++] = path;
}

static void add_version(struct paths *paths, struct db *db, int64_t version) {
    struct definition *definition = questionnaire_load(db, version);
    for (int i = 0; i < definition->question_count; i++) {
        enum question_kind kind = definition->questions[i].kind;
        if (kind != QUESTION_NOTE && kind != QUESTION_GROUP)
            add_path(paths, questionnaire_path(&paths->arena, definition, i));
    }
    definition_free(definition);
}

static void take_paths(struct paths *paths, struct db *db) {
    struct query *query = response_versions(db);
    while (db_next(query))
        add_version(paths, db, db_column_int(query, 0));
    db_done(query);
}

static void write_response(struct db *db, struct query *query, const struct paths *paths,
                           struct export *out) {
    struct arena arena = { 0 };
    int64_t id = db_column_int(query, db_column(query, "id"));
    for (int i = 0; response_columns[i]; i++)
        export_cell(out, db_column_text(query, db_column(query, response_columns[i])));
    for (int i = 0; i < paths->count; i++)
        export_cell(out, response_answer(db, id, paths->list[i], &arena));
    export_line(out);
    arena_done(&arena);
}

const char *export_responses(struct db *db, int64_t actor, struct export *out) {
    struct paths paths = { 0 };
    take_paths(&paths, db);
    for (int i = 0; response_columns[i]; i++)
        export_cell(out, response_columns[i]);
    for (int i = 0; i < paths.count; i++)
        export_cell(out, paths.list[i]);
    export_line(out);
    struct query *query = response_all(db, actor);
    while (db_next(query))
        write_response(db, query, &paths, out);
    db_done(query);
    arena_done(&paths.arena);
    return export_end(out);
}
