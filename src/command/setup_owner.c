#include "command/setup_owner.h"

#include <errno.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/words.h"

const char *setup_become_owner(struct setup *setup) {
    if (!setup_is_real(setup))
        return NULL;
    const struct passwd *owner = getpwnam(SETUP_ACCOUNT);
    if (!owner)
        return refuse(_("There is no account %s."), SETUP_ACCOUNT);
    if (setegid(owner->pw_gid) != 0 || seteuid(owner->pw_uid) != 0)
        return refuse(_("The account %s cannot be used: %s."), SETUP_ACCOUNT, strerror(errno));
    return NULL;
}

void setup_become_root(struct setup *setup) {
    if (setup_is_real(setup) && (seteuid(0) != 0 || setegid(0) != 0))
        die("This process cannot become root again: %s.", strerror(errno));
}

const char *setup_open(struct setup *setup, struct db **db) {
    *db = NULL;
    const char *refusal = setup_become_owner(setup);
    return refusal ? refusal : db_open(db, setup->database);
}

void setup_close(struct setup *setup, struct db *db) {
    db_close(db);
    setup_become_root(setup);
}

const char *setup_make_folders(struct setup *setup, const char *folder) {
    char *path = arena_copy(&setup->command->arena, folder);
    for (char *at = path; at;) {
        at = strchr(at + 1, '/');
        if (at)
            *at = 0;
        if (mkdir(path, 0755) != 0 && errno != EEXIST)
            return refuse(_("The folder %s cannot be made: %s."), path, strerror(errno));
        if (at)
            *at = '/';
    }
    return NULL;
}
