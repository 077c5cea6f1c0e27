/* Which database is meant and who acts on it. */
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/words.h"
#include "command/command.h"
#include "rules/access.h"

const char *command_database(const struct command *command) {
    const char *path = command_option(command, "db");
    if (!path)
        path = getenv("TOPCOP_DB");
    return path && *path ? path : TOPCOP_DATABASE;
}

const char *command_open(const struct command *command, struct db **db) {
    return db_open(db, command_database(command));
}

const char *command_login(void) {
    const struct passwd *account = getpwuid(getuid());
    return account ? account->pw_name : "";
}

static bool owns(struct db *db) {
    struct stat about;
    return geteuid() == 0 || (stat(db_path(db), &about) == 0 && about.st_uid == geteuid());
}

static REFUSAL read_badge(const struct command *command, struct db *db, int64_t *officer) {
    const char *badge = command_option(command, "as");
    *officer = badge ? access_badge(db, badge) : access_login(db, command_login());
    if (badge && !owns(db))
        return refuse(_("--as is for the owner of %s and for root; without it you are who your login says."),
                      db_path(db));
    if (badge && !*officer)
        return refuse(_("There is no officer with the badge %s; \"topcop export officers\" lists all."),
                      badge);
    return NULL;
}

const char *command_actor(const struct command *command, struct db *db, int64_t *actor) {
    const char *refusal = read_badge(command, db, actor);
    if (refusal || *actor == 0 || command_option(command, "as"))
        return refusal || owns(db) ? refusal : command_officer(command, db, actor);
    if (owns(db))
        *actor = ACTOR_OWNER;
    return NULL;
}

const char *command_officer(const struct command *command, struct db *db, int64_t *officer) {
    const char *refusal = read_badge(command, db, officer);
    if (refusal || *officer)
        return refusal;
    const char *login = command_login();
    return owns(db)
               ? refuse(_("No officer has the login \"%s\". As the owner of %s you can say who you are: "
                          "--as BADGE, or give an officer this login (topcop import officers)."),
                        login, db_path(db))
               : refuse(
                     _("No officer has the login \"%s\"; ask your coordinator to enter it with your badge."),
                     login);
}
