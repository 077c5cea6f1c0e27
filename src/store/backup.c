#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/words.h"
#include "store/engine.h"

const char *db_backup(struct db *db, const char *path) {
    if (access(path, F_OK) == 0)
        return refuse(_("%s exists already; name another file."), path);
    sqlite3 *copy;
    int code = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (code != SQLITE_OK) {
        sqlite3_close(copy);
        return refuse(_("The copy %s cannot be made: %s."), path, sqlite3_errstr(code));
    }
    bool entered = queue_enter(db);
    sqlite3_backup *backup = sqlite3_backup_init(copy, "main", db->handle, "main");
    code = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(copy);
    if (backup)
        sqlite3_backup_finish(backup);
    if (entered)
        queue_leave(db);
    sqlite3_close(copy);
    if (code == SQLITE_DONE)
        return NULL;
    unlink(path);
    return refuse(_("The copy %s could not be written: %s."), path, sqlite3_errstr(code));
}
