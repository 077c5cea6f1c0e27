/* The files of the system that name topcop: how sshd lets officers in, and the nightly copy. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/words.h"
#include "command/run.h"
#include "command/setup_owner.h"

#define SSHD_FRAGMENT "/etc/ssh/sshd_config.d/topcop.conf"
#define SSHD "/usr/sbin/sshd"
#define SSHD_PID "/run/sshd.pid"

enum { FILE_MOST = 65536 };

/* What holds for both accounts: topcop alone, on a terminal or through pipes, and nothing beside it. */
#define SSHD_NOTHING_ELSE                                                                                    \
    "    DisableForwarding yes\n"                                                                            \
    "    AllowAgentForwarding no\n"                                                                          \
    "    AllowStreamLocalForwarding no\n"                                                                    \
    "    AllowTcpForwarding no\n"                                                                            \
    "    X11Forwarding no\n"                                                                                 \
    "    PermitTunnel no\n"                                                                                  \
    "    PermitListen none\n"                                                                                \
    "    PermitOpen none\n"                                                                                  \
    "    PermitTTY yes\n"                                                                                    \
    "    PermitUserRC no\n"                                                                                  \
    "    KbdInteractiveAuthentication no\n"                                                                  \
    "    ClientAliveInterval 30\n"                                                                           \
    "    ClientAliveCountMax 4\n"

static const char sshd_begin[] = "# Written by \"topcop setup\"; topcop-admin(8) tells what it is for.\n"
                                 "PermitUserEnvironment no\n"
                                 "\n"
                                 "Match User " SETUP_ACCOUNT "\n"
                                 "    AuthenticationMethods publickey\n"
                                 "    PasswordAuthentication no\n"
                                 "    AuthorizedKeysFile none\n"
                                 "    TrustedUserCAKeys none\n"
                                 "    AuthorizedKeysCommand " SETUP_PROGRAM " authorized-keys %f\n"
                                 "    AuthorizedKeysCommandUser " SETUP_KEYS "\n" SSHD_NOTHING_ELSE "\n";
static const char sshd_door[] = "Match User " SETUP_DOOR "\n"
                                "    AuthenticationMethods none\n"
                                "    PasswordAuthentication yes\n"
                                "    PermitEmptyPasswords yes\n"
                                "    PubkeyAuthentication no\n"
                                "    ForceCommand " SETUP_PROGRAM " --session 0\n" SSHD_NOTHING_ELSE "\n";
static const char sshd_end[] = "Match all\n";

#define SYSTEMCTL "/usr/bin/systemctl"
#define UNITS "/etc/systemd/system/"
#define COPIES "/var/backups/topcop"

static const struct {
    const char *path, *text;
} units[] = {
    { UNITS "topcop-backup.service", "# Written by \"topcop setup\"; topcop-admin(8) tells what it is for.\n"
                                     "[Unit]\n"
                                     "Description=Copy of the topcop database, verified after writing\n"
                                     "\n"
                                     "[Service]\n"
                                     "Type=oneshot\n"
                                     "User=" SETUP_ACCOUNT "\n"
                                     "UMask=0077\n"
                                     "ExecStart=" SETUP_PROGRAM " backup --to " COPIES " --keep 14\n"
                                     "NoNewPrivileges=yes\n"
                                     "ProtectSystem=full\n"
                                     "ProtectHome=yes\n"
                                     "PrivateNetwork=yes\n" },
    { UNITS "topcop-backup.timer", "# Written by \"topcop setup\"; topcop-admin(8) tells what it is for.\n"
                                   "[Unit]\n"
                                   "Description=Nightly copy of the topcop database\n"
                                   "\n"
                                   "[Timer]\n"
                                   "OnCalendar=*-*-* 02:30\n"
                                   "Persistent=yes\n"
                                   "\n"
                                   "[Install]\n"
                                   "WantedBy=timers.target\n" },
};
enum { UNIT_COUNT = sizeof units / sizeof *units };

static const char *sshd_text(struct setup *setup) {
    bool has_door = command_option(setup->command, "passwords") != NULL;
    return arena_format(&setup->command->arena, "%s%s%s", sshd_begin, has_door ? sshd_door : "", sshd_end);
}

static bool holds(struct setup *setup, const char *path, const char *text) {
    struct buffer found = { 0 };
    const char *refusal = file_read(&found, setup_path(setup, path), FILE_MOST);
    bool same = !refusal && found.text && !strcmp(found.text, text);
    buffer_done(&found);
    return same;
}

static REFUSAL write_file(struct setup *setup, const char *name, const char *text) {
    const char *path = setup_path(setup, name);
    const char *refusal = setup_make_folders(setup, file_folder(&setup->command->arena, path));
    return refusal ? refusal : file_replace(path, text, strlen(text), 0644, NULL);
}

/* ---- sshd ---- */

static bool has_fragment(struct setup *setup) {
    return holds(setup, SSHD_FRAGMENT, sshd_text(setup));
}

/* Where sshd dislikes the new text, the one before stands again (NULL: there was none). */
static REFUSAL take_back(const char *before, const char *dislike) {
    if (!dislike)
        return NULL;
    const char *said = refuse(_("%s is as it was before, since sshd would not start with the new one: %s"),
                              SSHD_FRAGMENT, dislike);
    if (!before)
        unlink(SSHD_FRAGMENT);
    const char *no = before ? file_replace(SSHD_FRAGMENT, before, strlen(before), 0644, NULL) : NULL;
    return no ? no : said;
}

/* sshd goes on as it is until it is told to read it, which it is only when it likes it. */
static const char *write_fragment(struct setup *setup) {
    if (setup_is_real(setup) && access(SSHD, X_OK) != 0)
        return refuse(_("There is no %s; install openssh-server."), SSHD);
    struct buffer before = { 0 };
    const char *none = file_read(&before, setup_path(setup, SSHD_FRAGMENT), FILE_MOST);
    const char *refusal = write_file(setup, SSHD_FRAGMENT, sshd_text(setup));
    if (!refusal && setup_is_real(setup))
        refusal =
            take_back(none ? NULL : before.text, run_program((const char *const[]){ SSHD, "-t", NULL }));
    buffer_done(&before);
    if (refusal || !setup_is_real(setup))
        return refusal;
    FILE *file = fopen(SSHD_PID, "re");
    char number[32] = "";
    long process = file && fgets(number, sizeof number, file) ? strtol(number, NULL, 10) : 0;
    if (file)
        fclose(file);
    if (process > 1 && kill((pid_t)process, SIGHUP) != 0)
        return refuse(_("sshd could not be told to read %s: %s."), SSHD_FRAGMENT, strerror(errno));
    if (process <= 1)
        command_say(_("  No sshd is running; it reads %s when it is started."), SSHD_FRAGMENT);
    return NULL;
}

/* ---- the nightly copy ---- */

static bool has_units(struct setup *setup) {
    struct stat about;
    bool all = stat(setup_path(setup, COPIES), &about) == 0;
    for (int i = 0; i < UNIT_COUNT; i++)
        all = all && holds(setup, units[i].path, units[i].text);
    return all;
}

static const char *write_units(struct setup *setup) {
    const char *folder = setup_path(setup, COPIES);
    const char *refusal = setup_make_folders(setup, folder);
    if (!refusal)
        refusal = setup_make_like(setup, folder, 0700);
    for (int i = 0; i < UNIT_COUNT && !refusal; i++)
        refusal = write_file(setup, units[i].path, units[i].text);
    if (refusal || !setup_is_real(setup))
        return refusal;
    if (access("/run/systemd/system", F_OK) != 0) {
        command_say(_("  No systemd is running; have \"topcop backup\" done by something else each night."));
        return NULL;
    }
    refusal = run_program((const char *const[]){ SYSTEMCTL, "daemon-reload", NULL });
    return refusal ? refusal
                   : run_program(
                         (const char *const[]){ SYSTEMCTL, "enable", "--now", "topcop-backup.timer", NULL });
}

const struct step setup_files[] = { { N_("a verified copy of the database each night, of which 14 are kept"),
                                      NULL, has_units, write_units },
                                    { N_("sshd: whoever comes in as topcop gets topcop and nothing else"),
                                      NULL, has_fragment, write_fragment },
                                    { 0 } };
