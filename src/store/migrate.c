/* The schema's way from one version to the next: schema/NNN-noun.sql in order, each once; PRAGMA user_version
 * holds the last number. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/embedded.h"
#include "base/words.h"
#include "store/engine.h"

static int file_number(const struct embedded *file) {
    return strncmp(file->name, "schema/", 7) ? 0 : atoi(file->name + 7);
}

int db_schema_newest(void) {
    int number = 0;
    for (const struct embedded *file = embedded; file->name; file++)
        if (file_number(file) > number)
            number = file_number(file);
    return number;
}

int db_schema(struct db *db) {
    return (int)db_int(db, 0, "PRAGMA user_version", NULL);
}

static const char *run_script(struct db *db, const char *name, const char *script) {
    char *said = NULL;
    int code = sqlite3_exec(db->handle, script, NULL, NULL, &said);
    if (code == SQLITE_OK)
        return NULL;
    const char *no = engine_refusal(db, code);
    if (!no || (code & 0xFF) == SQLITE_CONSTRAINT)
        die("%s: %s", name, said ? said : sqlite3_errstr(code));
    sqlite3_free(said);
    return no;
}

static const char *upgrade(struct db *db, void *argument) {
    (void)argument;
    int version = db_schema(db);
    const char *no = NULL;
    for (const struct embedded *file = embedded; file->name && !no; file++)
        if (file_number(file) > version)
            no = run_script(db, file->name, file->text);
    struct arena arena = { 0 };
    if (!no)
        no = run_script(db, "user_version",
                        arena_format(&arena, "PRAGMA user_version = %d; PRAGMA application_id = %d",
                                     db_schema_newest(), APPLICATION_ID));
    arena_done(&arena);
    return no;
}

static const char *copy_first(struct db *db, int version) {
    struct arena arena = { 0 };
    char *path = arena_format(&arena, "%s.before-%d-%lld", db->path, version, (long long)clock_now());
    const char *no = db_backup(db, path, NULL, NULL);
    arena_done(&arena);
    return no;
}

static bool is_empty(struct db *db) {
    return !db_exists(db, "SELECT 1 FROM sqlite_master", NULL);
}

const char *schema_strange(struct db *db) {
    if (!is_empty(db) && db_int(db, 0, "PRAGMA application_id", NULL) != APPLICATION_ID)
        return refuse(_("%s is a database, but not one of topcop."), db->path);
    if (db_schema(db) > db_schema_newest())
        return refuse(_("%s was made by a newer topcop (schema %d, this one knows %d). Use that one."),
                      db->path, db_schema(db), db_schema_newest());
    return NULL;
}

const char *migrate(struct db *db) {
    const char *no = schema_strange(db);
    if (no)
        return no;
    int version = db_schema(db);
    if (version < db_schema_newest()) {
        no = db->is_fresh || is_empty(db) ? NULL : copy_first(db, version);
        db->migrating = true;
        no = no ? no : db_write(db, upgrade, NULL);
        db->migrating = false;
    }
    db->schema = db_schema_newest();
    return no;
}
