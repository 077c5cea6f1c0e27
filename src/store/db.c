#include "store/db.h"

#include <assert.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "store/engine.h"
#include "store/pool.h"

void query_broken(struct query *query, int code) {
    const char *no = engine_refusal(query->db, code);
    if (no)
        give_up(no);
    die("%s\nin: %s", sqlite3_errmsg(query->db->handle), query->sql);
}

static void prepare(struct query *query, const char *sql, unsigned flags) {
    query->sql = sql;
    int code;
    do
        code = sqlite3_prepare_v3(query->db->handle, sql, -1, flags, &query->statement, NULL);
    while (code == SQLITE_ERROR && view_make_missing(query->db));
    if (code != SQLITE_OK)
        query_broken(query, code);
}

static struct query *idle_query(struct db *db, const char *sql) {
    for (int i = 0; i < db->kept; i++)
        if (!db->queries[i].busy && db->queries[i].sql == sql)
            return &db->queries[i];
    if (db->kept < KEPT_QUERIES) {
        struct query *query = &db->queries[db->kept++];
        *query = (struct query){ .db = db };
        prepare(query, sql, SQLITE_PREPARE_PERSISTENT);
        return query;
    }
    return NULL;
}

struct query *db_query_once(struct db *db, const char *sql, const struct db_value *values) {
    struct query *query = memory_new(sizeof *query);
    *query = (struct query){ .db = db, .once = true, .busy = true };
    prepare(query, sql, 0);
    db_bind(query, values);
    return query;
}

struct query *db_query(struct db *db, const char *sql, const struct db_value *values) {
    struct query *query = idle_query(db, sql);
    if (!query)
        return db_query_once(db, sql, values);
    query->busy = true;
    query->bound = 0;
    db_bind(query, values);
    return query;
}

static const char *parameter_name(const struct query *query, int number) {
    const char *name = sqlite3_bind_parameter_name(query->statement, number);
    return name ? name + 1 : "";
}

void db_bind(struct query *query, const struct db_value *values) {
    int count = sqlite3_bind_parameter_count(query->statement);
    assert(count < 64);
    for (; values && values->name; values++)
        for (int number = 1; number <= count; number++) {
            if (strcmp(parameter_name(query, number), values->name))
                continue;
            query->bound |= UINT64_C(1) << number;
            if (values->kind == DB_INTEGER)
                sqlite3_bind_int64(query->statement, number, values->integer);
            else if (values->kind == DB_REAL)
                sqlite3_bind_double(query->statement, number, values->real);
            else if (values->kind == DB_TEXT && values->text)
                sqlite3_bind_text(query->statement, number, values->text, -1, SQLITE_TRANSIENT);
            else
                sqlite3_bind_null(query->statement, number);
        }
}

bool db_wants(const struct query *query, const char *name) {
    int count = sqlite3_bind_parameter_count(query->statement);
    for (int number = 1; number <= count; number++)
        if (!strcmp(parameter_name(query, number), name))
            return true;
    return false;
}

void query_check_bound(const struct query *query) {
    int count = sqlite3_bind_parameter_count(query->statement);
    for (int number = 1; number <= count; number++)
        if (!(query->bound & UINT64_C(1) << number))
            die("no value for :%s in: %s", parameter_name(query, number), query->sql);
}

/* A rollback takes away the views made within it; a kept statement then finds them missing. */
int query_step(struct query *query) {
    int code;
    while ((code = sqlite3_step(query->statement)) == SQLITE_ERROR && view_make_missing(query->db))
        sqlite3_reset(query->statement);
    return code;
}

bool db_next(struct query *query) {
    if (!sqlite3_stmt_busy(query->statement))
        query_check_bound(query);
    int code = query_step(query);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        query_broken(query, code);
    return code == SQLITE_ROW;
}

int64_t db_column_int(struct query *query, int column) {
    return sqlite3_column_int64(query->statement, column);
}

double db_column_real(struct query *query, int column) {
    return sqlite3_column_double(query->statement, column);
}

const char *db_column_text(struct query *query, int column) {
    return (const char *)sqlite3_column_text(query->statement, column);
}

int db_columns(struct query *query) {
    return sqlite3_column_count(query->statement);
}

const char *db_column_name(struct query *query, int column) {
    return sqlite3_column_name(query->statement, column);
}

int db_column(struct query *query, const char *name) {
    for (int i = 0; i < db_columns(query); i++)
        if (!strcmp(db_column_name(query, i), name))
            return i;
    return -1;
}

struct db_value db_column_value(struct query *query, int column, const char *name, struct arena *arena) {
    switch (sqlite3_column_type(query->statement, column)) {
    case SQLITE_INTEGER:
        return integer(name, db_column_int(query, column));
    case SQLITE_FLOAT:
        return real(name, db_column_real(query, column));
    case SQLITE_NULL:
        return (struct db_value){ .name = name };
    default:
        return text(name, arena_copy(arena, db_column_text(query, column)));
    }
}

void db_done(struct query *query) {
    if (!query)
        return;
    if (query->once) {
        sqlite3_finalize(query->statement);
        free(query);
        return;
    }
    sqlite3_reset(query->statement);
    sqlite3_clear_bindings(query->statement);
    query->busy = false;
}

int64_t db_int(struct db *db, int64_t fallback, const char *sql, const struct db_value *values) {
    struct query *query = db_query(db, sql, values);
    if (db_next(query) && sqlite3_column_type(query->statement, 0) != SQLITE_NULL)
        fallback = db_column_int(query, 0);
    db_done(query);
    return fallback;
}

char *db_text(struct db *db, struct arena *arena, const char *sql, const struct db_value *values) {
    struct query *query = db_query(db, sql, values);
    char *found = db_next(query) ? arena_copy(arena, db_column_text(query, 0)) : NULL;
    db_done(query);
    return found;
}

bool db_exists(struct db *db, const char *sql, const struct db_value *values) {
    struct query *query = db_query(db, sql, values);
    bool found = db_next(query);
    db_done(query);
    return found;
}

int db_changes(const struct db *db) {
    return sqlite3_changes(db->handle);
}

int64_t db_last_id(const struct db *db) {
    return sqlite3_last_insert_rowid(db->handle);
}

bool db_changed(struct db *db) {
    int64_t version = db_int(db, 0, "PRAGMA data_version", NULL);
    bool moved = version != db->version; // NOLINT(clang-analyzer-unix.Malloc): db_close and db_rest free it
    db->version = version;
    return moved;
}

void db_rest(struct db *db) {
    for (; db->kept > 0; db->kept--)
        sqlite3_finalize(db->queries[db->kept - 1].statement);
    sqlite3_exec(db->handle, "PRAGMA writable_schema = RESET", NULL, NULL, NULL); /* forgets the schema */
    sqlite3_db_release_memory(db->handle);
    pool_rest();
    malloc_trim(0);
}

bool db_is_idle(const struct db *db) {
    if (!sqlite3_get_autocommit(db->handle))
        return false;
    for (sqlite3_stmt *s = NULL; (s = sqlite3_next_stmt(db->handle, s));)
        if (sqlite3_stmt_busy(s))
            return false;
    return true;
}
