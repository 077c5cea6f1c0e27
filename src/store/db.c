#include "store/db.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "store/engine.h"

static void sql_fold(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    const char *given = (const char *)sqlite3_value_text(values[0]);
    struct arena arena = { 0 };
    if (given)
        sqlite3_result_text(context, text_fold(&arena, given), -1, SQLITE_TRANSIENT);
    arena_done(&arena);
}

static void sql_today(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count, (void)values;
    char day[CLOCK_DAY];
    sqlite3_result_text(context, clock_today(day), -1, SQLITE_TRANSIENT);
}

static void sql_now(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count, (void)values;
    sqlite3_result_int64(context, clock_now());
}

static void sql_moment(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    char text[CLOCK_TEXT];
    sqlite3_result_text(context, clock_text(sqlite3_value_int64(values[0]), text), -1, SQLITE_TRANSIENT);
}

static void add_functions(sqlite3 *handle) {
    int steady = SQLITE_UTF8 | SQLITE_INNOCUOUS;
    sqlite3_create_function(handle, "fold", 1, steady | SQLITE_DETERMINISTIC, NULL, sql_fold, NULL, NULL);
    sqlite3_create_function(handle, "today", 0, steady, NULL, sql_today, NULL, NULL);
    sqlite3_create_function(handle, "moment", 1, steady, NULL, sql_moment, NULL, NULL);
    sqlite3_create_function(handle, "now", 0, steady, NULL, sql_now, NULL, NULL);
}

/* Magic numbers of linux/magic.h and the file systems' own sources. */
static bool on_a_network(const char *path) {
    static const unsigned networks[] = { 0x6969,     0x517B,     0xFF534D42, 0xFE534D42, 0x01021997,
                                         0x65735546, 0x5346414F, 0x0BD00BD0, 0x47504653, 0xC36400 };
    struct statfs system;
    if (statfs(path, &system) != 0)
        return false;
    for (size_t i = 0; i < sizeof networks / sizeof *networks; i++)
        if ((unsigned)system.f_type == networks[i])
            return true;
    return false;
}

/* Hundreds of sessions share a machine: no pages are set aside before they are needed. */
static void configure(void) {
    static bool done;
    if (!done)
        sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
    done = true;
}

static struct db *db_new(const char *path) {
    configure();
    struct db *db = memory_new(sizeof *db);
    *db = (struct db){ .path = strdup(path), .queue = -1 };
    return db;
}

static const char *settle(struct db *db) {
    sqlite3_busy_timeout(db->handle, 5000);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_LOOKASIDE, NULL, 256, 64);
    add_functions(db->handle);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_extended_result_codes(db->handle, 1);
    int code = sqlite3_exec(
        db->handle,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA cell_size_check=ON; PRAGMA cache_size=-1000; PRAGMA mmap_size=0;"
        "PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=16777216",
        NULL, NULL, NULL);
    return code == SQLITE_OK ? NULL : engine_refusal(db, code);
}

static const char *open_file(struct db **out, const char *path, int flags) {
    struct db *db = db_new(path);
    int code = sqlite3_open_v2(path, &db->handle, SQLITE_OPEN_READWRITE | flags, NULL);
    const char *no = code == SQLITE_OK ? settle(db) : engine_refusal(db, code);
    if (!no && strcmp(path, ":memory:"))
        db->queue = queue_open(path);
    if (!no)
        no = migrate(db);
    if (no) {
        db_close(db);
        return no;
    }
    db_changed(db);
    *out = db;
    return NULL;
}

const char *db_open(struct db **db, const char *path) {
    if (access(path, F_OK) != 0)
        return refuse(
            _("There is no database at %s. \"topcop init %s\" makes one, \"topcop demo %s\" one to try."),
            path, path, path);
    if (access(path, R_OK | W_OK) != 0)
        return refuse(_("%s cannot be opened for reading and writing: %s."), path, strerror(errno));
    if (on_a_network(path))
        return refuse(
            _("%s lies on a network file system, where several programs cannot share it safely. Put it on a "
              "local disk."),
            path);
    return open_file(db, path, 0);
}

const char *db_create(struct db **db, const char *path) {
    int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0 && errno == EEXIST)
        return refuse(_("%s exists already; name another file or move it away."), path);
    if (file < 0)
        return refuse(_("%s cannot be made: %s."), path, strerror(errno));
    close(file);
    const char *no = on_a_network(path)
                         ? refuse(_("%s lies on a network file system; choose a local disk."), path)
                         : open_file(db, path, 0);
    if (no)
        unlink(path);
    else
        (*db)->is_fresh = true;
    return no;
}

struct db *db_memory(void) {
    struct db *db;
    const char *no = open_file(&db, ":memory:", SQLITE_OPEN_CREATE);
    if (no)
        die("%s", no);
    return db;
}

void db_close(struct db *db) {
    if (!db)
        return;
    for (int i = 0; i < db->kept; i++)
        sqlite3_finalize(db->queries[i].statement);
    if (db->is_fresh && queue_enter(db)) { /* one file to begin with: nothing stays behind in the log */
        sqlite3_exec(db->handle, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
        queue_leave(db);
    }
    sqlite3_close(db->handle);
    free(db->path);
    free(db);
}

const char *db_path(const struct db *db) {
    return db->path;
}

const char *engine_refusal(struct db *db, int code) {
    const char *said = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);
    switch (code & 0xFF) {
    case SQLITE_CONSTRAINT:
        if (code == SQLITE_CONSTRAINT_TRIGGER)
            return refuse("%s", _(said)); /* a sentence of the schema */
        if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
            return refuse(_("There is one with this %s already."),
                          strrchr(said, '.') ? strrchr(said, '.') + 1 : said);
        if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
            return refuse(_("It names something that does not exist, or something else still refers to it."));
        return refuse(_("A value is not allowed here (%s)."), said);
    case SQLITE_FULL:
        return refuse(_("The disk is full: nothing was saved. Free some space and try again."));
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return refuse(_("The database %s may not be written by this account."), db->path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return refuse(_("The database is busy for too long: nothing was saved. Try again."));
    case SQLITE_IOERR:
        return refuse(_("The disk reports an error (%s): nothing was saved. Tell the administrator."), said);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return refuse(_("%s is damaged or is no topcop database. Restore the last backup."), db->path);
    case SQLITE_CANTOPEN:
        return refuse(_("%s cannot be opened: %s."), db->path, said);
    default:
        return NULL;
    }
}

static void broken(struct query *query, int code) {
    const char *no = engine_refusal(query->db, code);
    if (no)
        die("%s", no);
    die("%s\nin: %s", sqlite3_errmsg(query->db->handle), query->sql);
}

static void prepare(struct query *query, const char *sql, unsigned flags) {
    query->sql = sql;
    int code;
    do
        code = sqlite3_prepare_v3(query->db->handle, sql, -1, flags, &query->statement, NULL);
    while (code == SQLITE_ERROR && view_make_missing(query->db));
    if (code != SQLITE_OK)
        broken(query, code);
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

static void check_bound(const struct query *query) {
    int count = sqlite3_bind_parameter_count(query->statement);
    for (int number = 1; number <= count; number++)
        if (!(query->bound & UINT64_C(1) << number))
            die("no value for :%s in: %s", parameter_name(query, number), query->sql);
}

/* A rollback takes away the views made within it; a kept statement then finds them missing. */
static int step_query(struct query *query) {
    int code;
    while ((code = sqlite3_step(query->statement)) == SQLITE_ERROR && view_make_missing(query->db))
        sqlite3_reset(query->statement);
    return code;
}

bool db_next(struct query *query) {
    if (!sqlite3_stmt_busy(query->statement))
        check_bound(query);
    int code = step_query(query);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        broken(query, code);
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

static const char *transact(struct db *db, db_step *step, void *argument) {
    int code = sqlite3_exec(db->handle, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (code != SQLITE_OK)
        return engine_refusal(db, code);
    db->writing = true;
    const char *no = step(db, argument);
    db->writing = false;
    if (!no) {
        code = sqlite3_exec(db->handle, "COMMIT", NULL, NULL, NULL);
        no = code == SQLITE_OK ? NULL : engine_refusal(db, code);
        if (!no && code != SQLITE_OK)
            die("a commit failed: %s", sqlite3_errmsg(db->handle));
    }
    if (!sqlite3_get_autocommit(db->handle))
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    return no;
}

const char *db_write(struct db *db, db_step *step, void *argument) {
    assert(!db->writing);
    bool entered = queue_enter(db);
    const char *no = transact(db, step, argument);
    if (entered)
        queue_leave(db);
    return no;
}

const char *db_run(struct db *db, const char *sql, const struct db_value *values) {
    assert(db->writing);
    struct query *query = db_query(db, sql, values);
    check_bound(query);
    int code = step_query(query);
    const char *no = NULL;
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        no = engine_refusal(db, sqlite3_extended_errcode(db->handle));
        if (!no)
            broken(query, code);
    }
    db_done(query);
    return no;
}

int db_changes(const struct db *db) {
    return sqlite3_changes(db->handle);
}

int64_t db_last_id(const struct db *db) {
    return sqlite3_last_insert_rowid(db->handle);
}

bool db_changed(struct db *db) {
    int64_t version = db_int(db, 0, "PRAGMA data_version", NULL);
    bool moved = version != db->version;
    db->version = version;
    return moved;
}

void db_rest(struct db *db) {
    sqlite3_db_release_memory(db->handle);
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
