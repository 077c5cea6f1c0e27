/* The accounts of a server. None of them has a password that anybody could type: officers come in by keys,
 * and who has none signs in inside topcop, which is the only shell of that account. */
#include <grp.h>
#include <pwd.h>
#include <shadow.h>
#include <string.h>
#include <time.h>

#include "base/words.h"
#include "command/run.h"
#include "command/setup.h"

#define USERADD "/usr/sbin/useradd", "--system", "--no-create-home"
#define USERMOD "/usr/sbin/usermod"
#define SHELL "/bin/sh"
#define NO_SHELL "/usr/sbin/nologin"

/* ---- judging an account ---- */

static bool has_shell(const char *name, const char *shell) {
    const struct passwd *account = getpwnam(name);
    return account && !strcmp(account->pw_shell, shell);
}

/* A password that nobody can type begins with a star or an exclamation mark. */
static bool is_locked(const char *name) {
    const struct spwd *shadow = getspnam(name);
    return shadow && *shadow->sp_pwdp && strchr("*!", *shadow->sp_pwdp);
}

static bool needs_no_password(const char *name) {
    const struct spwd *shadow = getspnam(name);
    return shadow && !*shadow->sp_pwdp;
}

enum { DAY = 24 * 60 * 60 };

/* The day after which nobody comes in by the account. */
static bool is_expired(const char *name) {
    const struct spwd *shadow = getspnam(name);
    return shadow && shadow->sp_expire >= 0 && shadow->sp_expire <= time(NULL) / DAY;
}

static REFUSAL change(const char *name, const char *shell, const char *password) {
    return run_program((const char *const[]){ USERMOD, "--shell", shell, "--password", password,
                                              "--expiredate", "", name, NULL },
                       NULL);
}

/* ---- topcop ---- */

static bool has_main(struct setup *setup) {
    (void)setup;
    return has_shell(SETUP_ACCOUNT, SHELL) && is_locked(SETUP_ACCOUNT) && !is_expired(SETUP_ACCOUNT);
}

static const char *add_main(struct setup *setup) {
    if (getpwnam(SETUP_ACCOUNT))
        return change(SETUP_ACCOUNT, SHELL, "*");
    return run_program((const char *const[]){ USERADD, "--user-group", "--home-dir", setup->folder, "--shell",
                                              SHELL, "--password", "*", SETUP_ACCOUNT, NULL },
                       NULL);
}

/* ---- topcop-keys ---- */

static bool has_keys(struct setup *setup) {
    (void)setup;
    return has_shell(SETUP_KEYS, NO_SHELL) && is_locked(SETUP_KEYS);
}

static const char *add_keys(struct setup *setup) {
    (void)setup;
    if (getpwnam(SETUP_KEYS))
        return change(SETUP_KEYS, NO_SHELL, "*");
    return run_program((const char *const[]){ USERADD, "--user-group", "--home-dir", "/nonexistent",
                                              "--shell", NO_SHELL, "--password", "*", SETUP_KEYS, NULL },
                       NULL);
}

/* ---- topcop-door ---- */

static bool is_closed(struct setup *setup) {
    (void)setup;
    return has_shell(SETUP_DOOR, NO_SHELL) && is_locked(SETUP_DOOR);
}

bool setup_has_door(const struct setup *setup) {
    if (command_option(setup->command, "no-passwords"))
        return false;
    return command_option(setup->command, "passwords") ||
           (setup_is_real(setup) && getpwnam(SETUP_DOOR) && !has_shell(SETUP_DOOR, NO_SHELL));
}

static bool wants_door(const struct setup *setup) {
    return setup_is_real(setup) && setup_has_door(setup);
}

static bool has_door(struct setup *setup) {
    (void)setup;
    return has_shell(SETUP_DOOR, SETUP_SHELL) && needs_no_password(SETUP_DOOR) && !is_expired(SETUP_DOOR);
}

static const char *add_door(struct setup *setup) {
    struct arena *arena = &setup->command->arena;
    if (getpwnam(SETUP_DOOR))
        return change(SETUP_DOOR, SETUP_SHELL, "");
    const struct passwd *main = getpwnam(SETUP_ACCOUNT); /* good until the next look */
    if (!main)
        return refuse(_("There is no account %s."), SETUP_ACCOUNT);
    const char *user = arena_format(arena, "%lu", (unsigned long)main->pw_uid);
    const char *group = arena_format(arena, "%lu", (unsigned long)main->pw_gid), *shell = SETUP_SHELL;
    return run_program((const char *const[]){ USERADD, "--non-unique", "--uid", user, "--gid", group,
                                              "--home-dir", setup->folder, "--shell", shell, "--password", "",
                                              SETUP_DOOR, NULL },
                       NULL);
}

static bool closes_door(const struct setup *setup) {
    return setup_is_real(setup) && command_option(setup->command, "no-passwords") && getpwnam(SETUP_DOOR);
}

static const char *close_door(struct setup *setup) {
    (void)setup;
    return change(SETUP_DOOR, NO_SHELL, "*");
}

/* ---- all of them ---- */

static bool are_there(const struct setup *setup) {
    return setup_is_real(setup) && getpwnam(SETUP_ACCOUNT);
}

/* Who else has the number of topcop's account is the owner of the database as well. */
static const char *others(struct setup *setup) {
    const struct passwd *account = getpwnam(SETUP_ACCOUNT);
    uid_t owner = account ? account->pw_uid : 0;
    const char *no =
        owner == 0 ? refuse(_("The account %s has the number of root, or is gone."), SETUP_ACCOUNT) : NULL;
    setpwent();
    for (const struct passwd *other; !no && (other = getpwent());) {
        bool is_door = !strcmp(other->pw_name, SETUP_DOOR), is_same = other->pw_uid == owner;
        bool may_be = !strcmp(other->pw_name, SETUP_ACCOUNT) || is_door;
        if (is_same && !may_be)
            no =
                refuse(_("The account %s has the same number as %s and so owns the database; see passwd(5)."),
                       arena_copy(&setup->command->arena, other->pw_name), SETUP_ACCOUNT);
        else if (is_door && !is_same)
            no = refuse(_("The account %s has another number than %s; remove it by userdel(8), and setup "
                          "makes it anew."),
                        SETUP_DOOR, SETUP_ACCOUNT);
    }
    endpwent();
    return no;
}

static bool is_ours(const char *name) {
    return !strcmp(name, SETUP_ACCOUNT) || !strcmp(name, SETUP_KEYS) || !strcmp(name, SETUP_DOOR);
}

/* Members of their groups reach what is theirs, and groups that they are in give them more. */
static const char *members(struct setup *setup) {
    const char *no = NULL;
    (void)setup;
    setgrent();
    for (const struct group *group; !no && (group = getgrent());)
        for (char **member = group->gr_mem; *member && !no; member++)
            if (is_ours(group->gr_name) || is_ours(*member))
                no = refuse(_("%s is a member of the group %s; \"gpasswd --delete %s %s\" ends that."),
                            *member, group->gr_name, *member, group->gr_name);
    endgrent();
    return no;
}

const struct step setup_accounts[] = {
    { .label = N_("the account topcop, by which officers come in and which owns the database"),
      .is_wanted = setup_is_real,
      .is_so = has_main,
      .act = add_main },
    { .label = N_("the account topcop-keys, as which sshd asks for keys"),
      .is_wanted = setup_is_real,
      .is_so = has_keys,
      .act = add_keys },
    { .label = N_("the account topcop-door, for those who sign in with a password"),
      .is_wanted = wants_door,
      .is_so = has_door,
      .act = add_door },
    { .label = N_("the account topcop-door, closed to everybody"),
      .is_wanted = closes_door,
      .is_so = is_closed,
      .act = close_door },
    { .label = N_("nobody else owns the database"), .is_wanted = are_there, .wrong = others },
    { .label = N_("the groups of these accounts have no other members"),
      .is_wanted = are_there,
      .wrong = members },
    { 0 },
};
