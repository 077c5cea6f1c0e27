/* The folder of the database, the database, and who reaches them: the account topcop everything, the account
 * topcop-keys only the file of keys, nobody else anything. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/words.h"
#include "command/setup.h"
#include "command/setup_owner.h"
#include "rules/key.h"
#include "rules/key_file.h"

enum {
    FOLDER_MODE = 02710,
    DATABASE_MODE = 0600,
    KEYS_MODE = 0640
}; /* what is made in the folder gets its group */

static bool is_like(const char *path, mode_t mode, const char *owner, const char *group) {
    struct stat about;
    if (lstat(path, &about) != 0 || S_ISLNK(about.st_mode) || (about.st_mode & 07777) != mode)
        return false;
    const struct passwd *user = owner ? getpwnam(owner) : NULL;
    const struct group *readers = group ? getgrnam(group) : NULL;
    return (!owner || (user && user->pw_uid == about.st_uid)) &&
           (!group || (readers && readers->gr_gid == about.st_gid));
}

/* Root follows no link there: the account whose folder it is could have put one. */
static REFUSAL make_like(const char *path, mode_t mode, const char *owner, const char *group) {
    const struct passwd *user = owner ? getpwnam(owner) : NULL;
    const struct group *readers = group ? getgrnam(group) : NULL;
    if ((owner && !user) || (group && !readers))
        return refuse(_("There is no account %s."), owner && !user ? owner : group);
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    bool is_given =
        file >= 0 && (!owner || fchown(file, user->pw_uid, readers ? readers->gr_gid : user->pw_gid) == 0);
    bool is_done = is_given && fchmod(file, mode) == 0;
    int reason = errno;
    if (file >= 0)
        close(file);
    return is_done ? NULL : refuse(_("The modes of %s cannot be set: %s."), path, strerror(reason));
}

const char *setup_make_like(struct setup *setup, const char *path, mode_t mode) {
    return make_like(path, mode, setup_is_real(setup) ? SETUP_ACCOUNT : NULL, NULL);
}

static const char *owner_of(const struct setup *setup) {
    return setup_is_real(setup) ? SETUP_ACCOUNT : NULL;
}

static const char *readers_of(const struct setup *setup) {
    return setup_is_real(setup) ? SETUP_KEYS : NULL;
}

static bool has_folder(struct setup *setup) {
    return is_like(setup->folder, FOLDER_MODE, owner_of(setup), readers_of(setup));
}

static const char *make_folder(struct setup *setup) {
    const char *refusal = setup_make_folders(setup, setup->folder);
    return refusal ? refusal : make_like(setup->folder, FOLDER_MODE, owner_of(setup), readers_of(setup));
}

static const char *const beside[] = { "", "-wal", "-shm" };
enum { BESIDE = sizeof beside / sizeof *beside };

bool setup_has_database(struct setup *setup) {
    bool all = access(setup->database, F_OK) == 0;
    for (int i = 0; i < BESIDE && all; i++) {
        const char *file = arena_format(&setup->command->arena, "%s%s", setup->database, beside[i]);
        all = access(file, F_OK) != 0 || is_like(file, DATABASE_MODE, owner_of(setup), readers_of(setup));
    }
    return all;
}

static const char *make_database(struct setup *setup) {
    const char *refusal = NULL;
    struct db *db = NULL;
    if (access(setup->database, F_OK) != 0) {
        refusal = setup_become_owner(setup);
        if (!refusal)
            refusal = db_create(&db, setup->database);
        db_close(db);
        setup_become_root(setup);
    }
    for (int i = 0; i < BESIDE && !refusal; i++) {
        const char *file = arena_format(&setup->command->arena, "%s%s", setup->database, beside[i]);
        if (access(file, F_OK) == 0)
            refusal = make_like(file, DATABASE_MODE, owner_of(setup), readers_of(setup));
    }
    return refusal;
}

static const char *key_file(const struct setup *setup) {
    return key_file_path(&setup->command->arena, setup->database);
}

static bool has_key_file(struct setup *setup) {
    struct db *db = NULL;
    if (!is_like(key_file(setup), KEYS_MODE, owner_of(setup), readers_of(setup)))
        return false;
    const char *refusal = setup_open(setup, &db);
    bool is_right = !refusal && key_file_is_right(db);
    setup_close(setup, db);
    return is_right;
}

static const char *make_key_file(struct setup *setup) {
    struct db *db = NULL;
    const char *refusal = setup_open(setup, &db);
    if (!refusal)
        refusal = key_sync(db);
    setup_close(setup, db);
    return refusal ? refusal : make_like(key_file(setup), KEYS_MODE, owner_of(setup), readers_of(setup));
}

const struct step setup_database[] = {
    { .label = N_("the folder of the database, closed to all others"),
      .is_so = has_folder,
      .act = make_folder },
    { .label = N_("the database, for the account topcop alone"),
      .is_so = setup_has_database,
      .act = make_database },
    { .label = N_("the file of keys beside it, which topcop-keys may read"),
      .is_so = has_key_file,
      .act = make_key_file },
    { 0 },
};
