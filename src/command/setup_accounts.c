/* The accounts of a server. None of them has a password that anybody could type: officers come in by keys,
 * and who has none signs in inside topcop, which is the only shell of that account. */
#include <grp.h>
#include <pwd.h>

#include "base/words.h"
#include "command/run.h"
#include "command/setup.h"

#define USERADD "/usr/sbin/useradd", "--system", "--no-create-home"

static bool has_door(const struct setup *setup) {
    return setup_is_real(setup) && command_option(setup->command, "passwords");
}

static bool has_main(struct setup *setup) {
    (void)setup;
    return getpwnam(SETUP_ACCOUNT) != NULL;
}

static const char *add_main(struct setup *setup) {
    return run_program((const char *const[]){ USERADD, "--user-group", "--home-dir", setup->folder, "--shell",
                                              "/bin/sh", "--password", "*", SETUP_ACCOUNT, NULL });
}

static bool has_keys(struct setup *setup) {
    (void)setup;
    return getpwnam(SETUP_KEYS) != NULL;
}

static const char *add_keys(struct setup *setup) {
    (void)setup;
    return run_program((const char *const[]){ USERADD, "--user-group", "--home-dir", "/nonexistent",
                                              "--shell", "/usr/sbin/nologin", "--password", "*", SETUP_KEYS,
                                              NULL });
}

static bool has_door_account(struct setup *setup) {
    (void)setup;
    return getpwnam(SETUP_DOOR) != NULL;
}

static const char *add_door(struct setup *setup) {
    const struct passwd *main = getpwnam(SETUP_ACCOUNT);
    struct arena *arena = &setup->command->arena;
    if (!main)
        return refuse(_("There is no account %s."), SETUP_ACCOUNT);
    const char *user = arena_format(arena, "%lu", (unsigned long)main->pw_uid);
    const char *group = arena_format(arena, "%lu", (unsigned long)main->pw_gid), *shell = SETUP_SHELL;
    return run_program((const char *const[]){ USERADD, "--non-unique", "--uid", user, "--gid", group,
                                              "--home-dir", setup->folder, "--shell", shell, "--password", "",
                                              SETUP_DOOR, NULL });
}

const struct step setup_accounts[] = {
    { N_("the account topcop, by which officers come in and which owns the database"), setup_is_real,
      has_main, add_main },
    { N_("the account topcop-keys, as which sshd asks for keys"), setup_is_real, has_keys, add_keys },
    { N_("the account topcop-door, for those who sign in with a password"), has_door, has_door_account,
      add_door },
    { 0 }
};
