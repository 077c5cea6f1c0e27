/* Copies of a database that is in use. */
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "base/words.h"
#include "store/engine.h"

enum { MARGIN = 1 << 20 }; /* bytes to leave to others */

static const char *check_space(struct db *db, const char *path) {
    struct arena arena = { 0 };
    struct statvfs disk;
    const char *folder = file_folder(&arena, path), *no = NULL;
    uint64_t needed = (uint64_t)db_int(db, 0, "PRAGMA page_count", NULL) *
                          (uint64_t)db_int(db, 0, "PRAGMA page_size", NULL) +
                      MARGIN;
    if (statvfs(folder, &disk) == 0 && (uint64_t)disk.f_bavail * disk.f_frsize < needed)
        no = refuse(_("The copy %s needs %llu MB, and in %s only %llu MB are free. Nothing was written."),
                    path, (unsigned long long)(needed >> 20), folder,
                    (unsigned long long)((uint64_t)disk.f_bavail * disk.f_frsize) >> 20);
    arena_done(&arena);
    return no;
}

static const char *copy(struct db *db, const char *part, const char *path) {
    sqlite3 *handle;
    int code = sqlite3_open_v2(part, &handle, SQLITE_OPEN_READWRITE, NULL);
    bool entered = code == SQLITE_OK && queue_enter(db);
    sqlite3_backup *backup =
        code == SQLITE_OK ? sqlite3_backup_init(handle, "main", db->handle, "main") : NULL;
    if (backup) {
        code = sqlite3_backup_step(backup, -1);
        int ended = sqlite3_backup_finish(backup);
        code = code == SQLITE_DONE ? ended : code;
    } else if (code == SQLITE_OK) {
        code = sqlite3_errcode(handle);
    }
    if (entered)
        queue_leave(db);
    int reason = sqlite3_system_errno(handle);
    sqlite3_close(handle);
    return code == SQLITE_OK ? NULL
                             : refuse(_("The copy %s could not be written: %s."), path,
                                      reason ? strerror(reason) : sqlite3_errstr(code));
}

static const char *check_copy(const char *part, db_step *verify, void *argument) {
    struct db *found;
    const char *no = db_open_copy(&found, part);
    if (no)
        return no;
    no = verify(found, argument);
    db_close(found);
    return no;
}

const char *db_backup(struct db *db, const char *path, db_step *verify, void *argument) {
    struct arena arena = { 0 };
    const char *part = file_part(&arena, path);
    int file;
    const char *no = check_space(db, path);
    if (!no)
        no = file_begin(path, &file);
    if (!no) {
        close(file);
        no = copy(db, part, path);
        if (!no && verify)
            no = check_copy(part, verify, argument);
        if (no)
            file_abandon(path);
        else
            no = file_finish(path);
    }
    arena_done(&arena);
    return no;
}
