/* Which database is meant and who acts on it. */
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "base/words.h"
#include "command/command.h"
#include "rules/access.h"
#include "rules/key.h"
#include "store/audit.h"

enum { LOGIN = 256 };

const char *command_database(const struct command *command) {
    const char *path = command->is_captive ? command->database : command_option(command, "db");
    if (!path && !command->is_captive)
        path = getenv("TOPCOP_DB");
    return path && *path ? path : TOPCOP_DATABASE;
}

const char *command_open(const struct command *command, struct db **db) {
    const char *refusal = db_open(db, command_database(command));
    const char *trouble = refusal || command->opens_face ? NULL : db_trouble(*db);
    struct arena scratch = { 0 };
    if (trouble)
        fprintf(stderr, "topcop: %s\n", text_clean(&scratch, trouble));
    arena_done(&scratch);
    return refusal;
}

const char *command_login(void) {
    static char login[LOGIN];
    const struct passwd *account = *login ? NULL : getpwuid(getuid());
    if (account)
        snprintf(login, sizeof login, "%s", account->pw_name);
    return login;
}

static bool has_its_account(struct db *db) {
    struct stat about;
    return geteuid() == 0 || (stat(db_path(db), &about) == 0 && about.st_uid == geteuid());
}

static bool owns(const struct command *command, struct db *db) {
    return !command->is_captive && has_its_account(db);
}

static REFUSAL captive_officer(const struct command *command, struct db *db, int64_t *officer) {
    *officer = 0;
    if (!has_its_account(db))
        return refuse(_("--session is for the account that %s belongs to: sshd says it."), db_path(db));
    if (command->key == 0)
        return NULL;
    return key_officer(db, command->key, officer);
}

static REFUSAL read_badge(const struct command *command, struct db *db, int64_t *officer) {
    const char *badge = command_option(command, "as");
    *officer = badge ? access_badge(db, badge) : access_login(db, command_login());
    if (badge && !owns(command, db))
        return refuse(_("--as is for the owner of %s and for root; without it you are who your login says."),
                      db_path(db));
    if (badge && !*officer)
        return refuse(_("There is no officer with the badge %s; \"topcop export officers\" lists all."),
                      badge);
    return NULL;
}

static REFUSAL find_officer(const struct command *command, struct db *db, int64_t *officer) {
    if (command->is_captive)
        return captive_officer(command, db, officer);
    const char *refusal = read_badge(command, db, officer);
    if (refusal || *officer)
        return refusal;
    const char *login = command_login();
    return owns(command, db)
               ? refuse(_("No officer has the login \"%s\". As the owner of %s you can say who you are: "
                          "--as BADGE, or give an officer this login (topcop import officers)."),
                        login, db_path(db))
               : refuse(
                     _("No officer has the login \"%s\"; ask your coordinator to enter it with your badge."),
                     login);
}

static REFUSAL find_actor(const struct command *command, struct db *db, int64_t *actor) {
    if (command->is_captive) {
        const char *no = captive_officer(command, db, actor);
        return no || *actor ? no : refuse(_("Who comes in with a password signs in first."));
    }
    const char *refusal = read_badge(command, db, actor);
    if (refusal || *actor == 0 || command_option(command, "as"))
        return refusal || owns(command, db) ? refusal : find_officer(command, db, actor);
    if (owns(command, db))
        *actor = ACTOR_OWNER;
    return NULL;
}

static const char *note_key(struct db *db, void *key) {
    return key_used(db, *(const int64_t *)key);
}

/* By which key a verb came, and being another officer by --as, is written down here; of a face with its
 * visit.
 */
const char *command_actor(const struct command *command, struct db *db, int64_t *actor) {
    int64_t key = command->key;
    const char *no = find_actor(command, db, actor);
    if (no)
        return no;
    db_actor(db, *actor, 0);
    if (command->is_captive)
        return db_write(db, note_key, &key);
    return command_option(command, "as")
               ? audit_write(db, "as", "officer", *actor, command->verb ? command->verb->name : "")
               : NULL;
}

const char *command_officer(const struct command *command, struct db *db, int64_t *officer) {
    const char *no = find_officer(command, db, officer);
    if (!no)
        db_actor(db, *officer, 0);
    return no;
}
