/* Opening, making and closing a database, with its settings and the SQL functions added here. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"
#include "base/words.h"
#include "store/engine.h"
#include "store/pool.h"

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
    sqlite3_result_int64(context, db_now(sqlite3_user_data(context)));
}

static void sql_moment(sqlite3_context *context, int count, sqlite3_value **values) {
    (void)count;
    char text[CLOCK_TEXT];
    sqlite3_result_text(context, clock_text(sqlite3_value_int64(values[0]), text), -1, SQLITE_TRANSIENT);
}

static void add_functions(struct db *db) {
    sqlite3 *handle = db->handle;
    int steady = SQLITE_UTF8 | SQLITE_INNOCUOUS;
    sqlite3_create_function(handle, "fold", 1, steady | SQLITE_DETERMINISTIC, NULL, sql_fold, NULL, NULL);
    sqlite3_create_function(handle, "today", 0, steady, NULL, sql_today, NULL, NULL);
    sqlite3_create_function(handle, "moment", 1, steady, NULL, sql_moment, NULL, NULL);
    sqlite3_create_function(handle, "now", 0, steady, db, sql_now, NULL, NULL);
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
    if (!done) {
        signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is refused as a full disk is */
        pool_begin();
        sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
    }
    done = true;
}

static struct db *db_new(const char *path) {
    configure();
    struct db *db = memory_new(sizeof *db);
    *db = (struct db){ .path = strdup(path), .queue = -1, .slot = -1, .turn = -1 };
    return db;
}

static void secure(struct db *db) {
    sqlite3_busy_timeout(db->handle, 5000);
    add_functions(db);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_extended_result_codes(db->handle, 1);
}

static const char *settle(struct db *db) {
    secure(db);
    int code = sqlite3_exec(
        db->handle,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA cell_size_check=ON; PRAGMA cache_size=-1000; PRAGMA mmap_size=0;"
        "PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=16777216",
        NULL, NULL, NULL);
    return code == SQLITE_OK ? NULL : engine_refusal(db, code);
}

static const char *open_file(struct db **out, const char *path, int flags, bool is_fresh) {
    struct db *db = db_new(path);
    db->is_fresh = is_fresh;
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
    files_note(db);
    *out = db;
    return NULL;
}

/* Where the log cannot be made, SQLite says only that something cannot be opened. */
static const char *check_folder(const char *path) {
    struct arena arena = { 0 };
    const char *folder = file_folder(&arena, path);
    const char *no =
        access(folder, W_OK) != 0
            ? refuse(_("The folder %s may not be written (%s), and the database needs to keep its log "
                       "in it."),
                     folder, strerror(errno))
            : NULL;
    arena_done(&arena);
    return no;
}

static const char *check_file(const char *path) {
    if (access(path, F_OK) != 0 && errno == EACCES)
        return refuse(_("%s cannot be reached from this account: %s. On a server it is for the account "
                        "topcop (\"sudo -u topcop topcop ...\"), and for officers through ssh."),
                      path, strerror(errno));
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
    const char *no = check_folder(path);
    return no ? no : files_missing(path);
}

const char *db_open(struct db **db, const char *path) {
    const char *no = check_file(path);
    return no ? no : open_file(db, path, 0, false);
}

const char *db_open_fresh(struct db **db, const char *path) {
    const char *no = check_file(path);
    return no ? no : open_file(db, path, 0, true);
}

/* "file:PATH?immutable=1", with the characters escaped that mean something there. */
static char *immutable(struct arena *arena, const char *path) {
    struct buffer out = { 0 };
    buffer_add(&out, "file:");
    for (; *path; path++)
        if (strchr("%?#", *path))
            buffer_format(&out, "%%%02X", (unsigned)(unsigned char)*path);
        else
            buffer_add_char(&out, *path);
    buffer_add(&out, "?immutable=1");
    char *name = arena_copy(arena, out.text);
    buffer_done(&out);
    return name;
}

static const char *check_copy(const char *path) {
    struct arena arena = { 0 };
    struct stat log;
    const char *no = NULL;
    if (access(path, R_OK) != 0)
        no = refuse(_("%s cannot be read: %s."), path, strerror(errno));
    else if (stat(arena_format(&arena, "%s-wal", path), &log) == 0 && log.st_size > 0)
        no = refuse(
            _("%s is in use or was copied by hand, for %s-wal belongs to it; \"topcop backup\" makes copies "
              "that are whole."),
            path, path);
    arena_done(&arena);
    return no;
}

const char *db_open_copy(struct db **out, const char *path) {
    const char *no = check_copy(path);
    if (no)
        return no;
    struct arena arena = { 0 };
    struct db *db = db_new(path);
    int code =
        sqlite3_open_v2(immutable(&arena, path), &db->handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    arena_done(&arena);
    if (code == SQLITE_OK) {
        secure(db);
        code = sqlite3_exec(db->handle, "PRAGMA schema_version", NULL, NULL, NULL);
    }
    no = code == SQLITE_OK ? schema_strange(db) : engine_refusal(db, code);
    if (!no && db_schema(db) == 0)
        no = refuse(_("%s is empty and no copy of a topcop database."), path);
    if (no)
        db_close(db);
    else
        *out = db;
    return no;
}

const char *db_create(struct db **db, const char *path) {
    int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0 && errno == EEXIST)
        return refuse(_("%s exists already; name another place for it, or move that away."), path);
    if (file < 0)
        return refuse(_("%s cannot be made: %s."), path, strerror(errno));
    close(file);
    const char *no = on_a_network(path)
                         ? refuse(_("%s lies on a network file system; choose a local disk."), path)
                         : open_file(db, path, 0, true);
    if (no)
        unlink(path);
    return no;
}

struct db *db_memory(void) {
    struct db *db;
    const char *no = open_file(&db, ":memory:", SQLITE_OPEN_CREATE, false);
    if (no)
        die("%s", no);
    return db;
}

void db_close(struct db *db) {
    if (!db)
        return;
    for (int i = 0; i < db->kept; i++)
        sqlite3_finalize(db->queries[i].statement);
    audit_done(db);
    bool entered = db->is_fresh && queue_enter(db);
    if (db->is_fresh) /* one file to begin with: nothing stays behind in the log */
        sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    sqlite3_close(db->handle);
    if (entered)
        queue_leave(db);
    free(db->path);
    free(db);
}

const char *db_path(const struct db *db) {
    return db->path;
}
