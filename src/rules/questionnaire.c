#include "rules/questionnaire.h"

#include "base/words.h"
#include "rules/access.h"

struct keeping {
    int64_t actor;
    const struct sheets *sheets;
    const struct definition *definition;
    int64_t *version;
};

typedef const char *cell_function(struct db *db, const struct db_value *cell);

static const char *const kept[] = { "survey", "choices", "settings", NULL };

static const char *each_cell(struct db *db, const struct sheets *sheets, int64_t version,
                             cell_function *take) {
    const char *no = NULL;
    for (const char *const *name = kept; *name; name++) {
        const struct sheet *sheet = sheets_find(sheets, *name);
        for (int r = 0; sheet && r < sheet->count; r++)
            for (int c = 0; c < sheet->rows[r].count && !no; c++)
                if (*sheet->rows[r].cells[c])
                    no = take(db, with(integer("version", version), text("sheet", *name),
                                       integer("row", sheet->rows[r].row), integer("column", c),
                                       text("value", sheet->rows[r].cells[c])));
    }
    return no;
}

static const char *keep_cell(struct db *db, const struct db_value *cell) {
    return db_run(db,
                  "INSERT INTO questionnaire_cell (version_id, sheet, row, column, value) "
                  "VALUES (:version, :sheet, :row, :column, :value)",
                  cell);
}

static const char other[] = "another cell";

static const char *compare_cell(struct db *db, const struct db_value *cell) {
    return db_exists(db,
                     "SELECT 1 FROM questionnaire_cell WHERE version_id = :version AND sheet = :sheet AND "
                     "row = :row "
                     "AND column = :column AND value = :value",
                     cell)
               ? NULL
               : other;
}

static int64_t count_cells(const struct sheets *sheets) {
    int64_t count = 0;
    for (const char *const *name = kept; *name; name++) {
        const struct sheet *sheet = sheets_find(sheets, *name);
        for (int r = 0; sheet && r < sheet->count; r++)
            for (int c = 0; c < sheet->rows[r].count; c++)
                count += *sheet->rows[r].cells[c] != '\0';
    }
    return count;
}

static bool is_same(struct db *db, const struct keeping *keeping) {
    return count_cells(keeping->sheets) ==
               db_int(db, 0, "SELECT count(*) FROM questionnaire_cell WHERE version_id = :id",
                      with(integer("id", *keeping->version))) &&
           !each_cell(db, keeping->sheets, *keeping->version, compare_cell);
}

static const char *keep_step(struct db *db, void *argument) {
    struct keeping *keeping = argument;
    const struct definition *definition = keeping->definition;
    const struct db_value *values =
        with(text("code", definition->id), text("title", definition->title),
             text("version", definition->version), integer("actor", keeping->actor));
    *keeping->version = db_int(db, 0,
                               "SELECT v.id FROM questionnaire_version v JOIN questionnaire q "
                               "ON q.id = v.questionnaire_id WHERE q.code = :code AND v.version = :version",
                               values);
    if (*keeping->version)
        return is_same(db, keeping) ? NULL
                                    : refuse(_("Version \"%s\" of questionnaire %s exists with other "
                                               "content. Write another version into "
                                               "its settings sheet."),
                                             definition->version, definition->id);
    const char *no = db_run(db,
                            "INSERT INTO questionnaire (code, title) VALUES (:code, :title) "
                            "ON CONFLICT (code) DO UPDATE SET title = excluded.title",
                            values);
    if (!no)
        no = db_run(db,
                    "INSERT INTO questionnaire_version (questionnaire_id, version, made_at, made_by) "
                    "SELECT id, :version, now(), nullif(:actor, 0) FROM questionnaire WHERE code = :code",
                    values);
    *keeping->version = db_last_id(db);
    return no ? no : each_cell(db, keeping->sheets, *keeping->version, keep_cell);
}

const char *questionnaire_save(struct db *db, int64_t actor, const struct sheets *sheets,
                               const struct definition *definition, int64_t *version) {
    const char *no = access_check(db, actor, MAY_CAMPAIGN, 0);
    return no ? no : db_write(db, keep_step, &(struct keeping){ actor, sheets, definition, version });
}

static void read_sheets(struct db *db, int64_t version, struct sheets *sheets) {
    *sheets = (struct sheets){ 0 };
    struct query *query =
        db_query(db,
                 "SELECT q.code, c.sheet, c.row, c.column, c.value FROM questionnaire_cell c "
                 "JOIN questionnaire_version v ON v.id = c.version_id "
                 "JOIN questionnaire q ON q.id = v.questionnaire_id "
                 "WHERE c.version_id = :version ORDER BY c.sheet, c.row, c.column",
                 with(integer("version", version)));
    while (db_next(query))
        sheets_put(sheets, db_column_text(query, 0), db_column_text(query, 1), (int)db_column_int(query, 2),
                   0, (int)db_column_int(query, 3), db_column_text(query, 4));
    db_done(query);
}

struct definition *questionnaire_load(struct db *db, int64_t version) {
    struct sheets sheets;
    read_sheets(db, version, &sheets);
    struct definition *definition = definition_again(&sheets);
    if (!definition)
        die("questionnaire version %lld has no survey", (long long)version);
    sheets_done(&sheets);
    return definition;
}

char *questionnaire_path(struct arena *arena, const struct definition *definition, int question) {
    char *path = arena_copy(arena, definition->questions[question].name);
    for (int group = definition->questions[question].parent; group >= 0;
         group = definition->questions[group].parent)
        path = arena_format(arena, "%s/%s", definition->questions[group].name, path);
    return path;
}
