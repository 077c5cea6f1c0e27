/* Whether a database is still the one that was opened, and whether its clock goes forward. */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/words.h"
#include "store/engine.h"

static const char *const beside[FILES] = { "", "-wal", "-shm" };

/* The number only: who asks for a file's times makes Linux (6.13 and later) note each write to it to the
 * nanosecond, and flushing the log then writes its inode too, which takes half as long again. */
static uint64_t number_of(const struct db *db, const char *ending) {
    struct arena arena = { 0 };
    struct statx file;
    bool found = statx(AT_FDCWD, arena_format(&arena, "%s%s", db->path, ending), 0, STATX_INO, &file) == 0;
    arena_done(&arena);
    return found ? file.stx_ino : 0;
}

void files_note(struct db *db) {
    for (int i = 0; i < FILES; i++)
        db->files[i] = number_of(db, beside[i]);
}

const char *files_moved(const struct db *db) {
    if (db->files[0] && number_of(db, "") != db->files[0])
        return refuse(
            _("The database %s was moved or replaced under this program: nothing can be saved any more. "
              "Leave and come in again; what you typed is kept."),
            db->path);
    for (int i = 1; i < FILES; i++)
        if (db->files[i] && number_of(db, beside[i]) != db->files[i])
            return refuse(
                _("Somebody removed %s%s while it was in use: nothing can be saved any more. Leave, come "
                  "in again, and tell the administrator; what you typed is kept."),
                db->path, beside[i]);
    return NULL;
}

const char *files_missing(const char *path) {
    struct arena arena = { 0 };
    const char *log = arena_format(&arena, "%s-wal", path), *index = arena_format(&arena, "%s-shm", path);
    const char *no = access(index, F_OK) == 0 && access(log, F_OK) != 0
                         ? refuse(_("%s is missing beside its %s-shm: what was saved last was in it. Put it "
                                    "back; to do without "
                                    "it, remove %s-shm, and see with \"topcop check\" what there is."),
                                  log, path, path)
                         : NULL;
    arena_done(&arena);
    return no;
}

int64_t db_newest(struct db *db) {
    static const char *const queries[] = { "SELECT at FROM registration_event ORDER BY id DESC LIMIT 1",
                                           "SELECT at FROM campaign_event ORDER BY id DESC LIMIT 1",
                                           "SELECT at FROM audit ORDER BY id DESC LIMIT 1" };
    int64_t newest = 0;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        sqlite3_stmt *statement = NULL;
        if (sqlite3_prepare_v2(db->handle, queries[i], -1, &statement, NULL) == SQLITE_OK &&
            sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_int64(statement, 0) > newest)
            newest = sqlite3_column_int64(statement, 0);
        sqlite3_finalize(statement);
    }
    return newest;
}

int64_t db_now(struct db *db) {
    int64_t now = clock_now();
    if (!db->writing || db->migrating || clock_pretends())
        return now;
    if (db->newest < 0) /* the audit has all that was written since it began */
        db->newest = db_int(db, -1, "SELECT at FROM audit ORDER BY id DESC LIMIT 1", NULL);
    if (db->newest < 0)
        db->newest = db_newest(db);
    return now > db->newest ? now : db->newest;
}

const char *db_trouble(struct db *db) {
    enum { SLACK = 60, MOVED = 1, BEHIND = 2 };
    const char *no = db->told & MOVED ? NULL : files_moved(db);
    db->told |= no ? MOVED : 0;
    int64_t now = clock_now();
    bool is_known = db->judged == db->version && now >= db->judged_at;
    if (no || db->told & BEHIND || is_known)
        return no;
    db->judged = db->version;
    db->judged_at = now;
    int64_t newest = db_newest(db);
    char here[CLOCK_TEXT], there[CLOCK_TEXT];
    if (newest <= now + SLACK)
        return NULL;
    db->told |= BEHIND;
    return refuse(_("The clock of this machine shows %s, but something was saved at %s already: tell the "
                    "administrator. Until then times are noted as %s, so that nobody overtakes anybody."),
                  clock_text(now, here), clock_text(newest, there), there);
}

void db_damages(struct db *db, void (*tell)(const char *damage, void *argument), void *argument) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db->handle, "PRAGMA integrity_check", -1, &statement, NULL);
    while (code == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW) {
        const char *found = (const char *)sqlite3_column_text(statement, 0);
        if (found && strcmp(found, "ok") != 0)
            tell(found, argument);
    }
    if (sqlite3_finalize(statement) != SQLITE_OK || code != SQLITE_OK)
        tell(sqlite3_errmsg(db->handle), argument);
}
