/* What SQLite says, as sentences for people. */
#include <string.h>

#include "base/words.h"
#include "store/engine.h"

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
