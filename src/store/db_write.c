/* Writing: one transaction after the other, each with its audit. */
#include <assert.h>
#include <stdlib.h>

#include "base/words.h"
#include "store/engine.h"

static int read_number(void *number, int columns, char **values, char **names) {
    (void)names;
    *(int *)number = columns > 0 && values[0] ? atoi(values[0]) : 0;
    return 0;
}

/* A newer program may have come and upgraded it while this one was waiting for keys. */
static const char *check_schema(struct db *db) {
    int schema = db->schema,
        code = sqlite3_exec(db->handle, "PRAGMA user_version", read_number, &schema, NULL);
    if (code != SQLITE_OK)
        return engine_refusal(db, code);
    return !db->schema || schema == db->schema ? NULL
                                               : refuse(_("The database %s was upgraded under this program: "
                                                          "nothing was saved. Leave and come in "
                                                          "again; what you typed is kept."),
                                                        db->path);
}

static const char *commit(struct db *db) {
    int code = sqlite3_exec(db->handle, "COMMIT", NULL, NULL, NULL);
    const char *no = code == SQLITE_OK ? NULL : engine_refusal(db, code);
    if (!no && code != SQLITE_OK)
        die("a commit failed: %s", sqlite3_errmsg(db->handle));
    return no;
}

static const char *transact(struct db *db, db_step *step, void *argument) {
    db->writing = true;
    db->newest = -1;
    db->at_end = NULL;
    int code = sqlite3_exec(db->handle, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    const char *no = code == SQLITE_OK ? check_schema(db) : engine_refusal(db, code);
    if (code != SQLITE_OK && !no)
        die("a write cannot begin: %s", sqlite3_errmsg(db->handle));
    if (!no) {
        audit_begin(db);
        no = step(db, argument);
        if (!no && db->at_end)
            no = db->at_end(db);
        if (!no)
            no = audit_flush(db, true);
        audit_forget(db, 0);
    }
    if (!no)
        no = commit(db);
    db->writing = false;
    if (!sqlite3_get_autocommit(db->handle))
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    return no;
}

const char *db_write(struct db *db, db_step *step, void *argument) {
    assert(!db->writing);
    bool entered = queue_enter(db);
    const char *no = files_moved(db);
    if (!no)
        no = transact(db, step, argument);
    if (entered)
        queue_leave(db);
    return no;
}

void db_at_end(struct db *db, const char *(*act)(struct db *db)) {
    assert(db->writing && (!db->at_end || db->at_end == act));
    db->at_end = act;
}

static void run_bare(struct db *db, const char *sql) {
    if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK) {
        const char *no = engine_refusal(db, sqlite3_extended_errcode(db->handle));
        if (no)
            give_up(no);
        die("%s: %s", sql, sqlite3_errmsg(db->handle));
    }
}

const char *db_try(struct db *db, db_step *step, void *argument) {
    assert(db->writing && !db->trying);
    int before = audit_count(db);
    run_bare(db, "SAVEPOINT trial");
    db->trying = true;
    const char *no = step(db, argument);
    db->trying = false;
    if (no) {
        audit_forget(db, before);
        run_bare(db, "ROLLBACK TO trial");
    }
    run_bare(db, "RELEASE trial");
    return no;
}

const char *db_run(struct db *db, const char *sql, const struct db_value *values) {
    assert(db->writing);
    const char *no = audit_flush(db, false);
    if (no)
        return no;
    struct query *query = db_query(db, sql, values);
    query_check_bound(query);
    int done_before = audit_count(db), code = query_step(query);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        audit_forget(db, done_before);
        no = engine_refusal(db, sqlite3_extended_errcode(db->handle));
        if (!no)
            query_broken(query, code);
    }
    db_done(query);
    return no;
}

const char *db_unguarded(struct db *db, db_step *step, void *argument) {
    assert(db->writing);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    const char *no = step(db, argument);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
    return no;
}
