/* What SQLite says, as sentences for people. */
#include <errno.h>
#include <string.h>

#include "base/words.h"
#include "store/engine.h"

static const char *constraint(int code, const char *said) {
    if (code == SQLITE_CONSTRAINT_TRIGGER)
        return refuse("%s", _(said)); /* a sentence of the schema */
    if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
        return refuse(_("There is one with this %s already."),
                      strrchr(said, '.') ? strrchr(said, '.') + 1 : said);
    if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
        return refuse(_("It names something that does not exist, or something else still refers to it."));
    return refuse(_("A value is not allowed here (%s)."), said);
}

static const char *full(const struct db *db) {
    return refuse(
        _("There is no space left for %s: nothing was saved. Free some and try again; what you typed is "
          "kept."),
        db->path);
}

static const char *busy(const struct db *db) {
    return db->writing
               ? refuse(_("Another program holds the database %s: nothing was saved. Try again in a moment; "
                          "what you typed is kept."),
                        db->path)
               : refuse(_("Another program holds the database %s, and it cannot be read now. Try again in a "
                          "moment."),
                        db->path);
}

static const char *disk(const struct db *db, int reason, const char *said) {
    if (db->writing && (reason == ENOSPC || reason == EDQUOT || reason == EFBIG))
        return full(db);
    const char *why = reason ? strerror(reason) : said;
    return db->writing
               ? refuse(_("The disk fails at %s (%s): nothing was saved. Tell the administrator; what you "
                          "typed is kept."),
                        db->path, why)
               : refuse(_("The disk fails at %s (%s), and it cannot be read. Tell the administrator."),
                        db->path, why);
}

/* Why the system refused; of a commit that failed SQLite keeps it with the log's file only. */
static int system_reason(struct db *db, int code) {
    sqlite3_file *log = NULL;
    int reason = db->handle ? sqlite3_system_errno(db->handle) : 0;
    if (db->handle && (code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_FSYNC))
        sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (log && log->pMethods)
        log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &reason);
    return reason;
}

const char *engine_refusal(struct db *db, int code) {
    const char *said = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);
    int reason = system_reason(db, code);
    switch (code & 0xFF) {
    case SQLITE_CONSTRAINT:
        return constraint(code, said);
    case SQLITE_FULL:
        return full(db);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return refuse(_("The database %s may not be written by this account."), db->path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return busy(db);
    case SQLITE_IOERR:
        return disk(db, reason, said);
    case SQLITE_NOMEM:
        return refuse(_("The memory of this machine is used up. Try again when fewer programs run."));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return refuse(
            _("%s is damaged or is no topcop database. See what \"topcop check\" says, and restore the "
              "last backup (topcop-admin(8))."),
            db->path);
    case SQLITE_CANTOPEN:
        return refuse(_("%s cannot be opened: %s."), db->path, reason ? strerror(reason) : said);
    default:
        return NULL;
    }
}
