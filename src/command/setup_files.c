/* The nightly copy: its folder, and the timer of systemd that makes it. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/words.h"
#include "command/run.h"
#include "command/setup_owner.h"

#define SYSTEMCTL "/usr/bin/systemctl"
#define UNITS "/etc/systemd/system/"
#define TIMER "topcop-backup.timer"
#define ENABLED UNITS "timers.target.wants/" TIMER
#define COPIES "/var/backups/topcop"
#define CRON "/etc/cron.d/topcop"

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
    { UNITS TIMER, "# Written by \"topcop setup\"; topcop-admin(8) tells what it is for.\n"
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

bool setup_file_holds(const struct setup *setup, const char *name, const char *text) {
    struct buffer found = { 0 };
    const char *refusal = file_read(&found, setup_path(setup, name), SETUP_FILE_MOST);
    bool same = !refusal && found.text && !strcmp(found.text, text);
    buffer_done(&found);
    return same;
}

const char *setup_write_file(struct setup *setup, const char *name, const char *text) {
    const char *path = setup_path(setup, name);
    const char *refusal = setup_make_folders(setup, file_folder(&setup->command->arena, path));
    return refusal ? refusal : file_replace(path, text, strlen(text), 0644, NULL);
}

/* ---- the folder and the units ---- */

static bool has_units(struct setup *setup) {
    struct stat about;
    bool all = stat(setup_path(setup, COPIES), &about) == 0;
    for (int i = 0; i < UNIT_COUNT; i++)
        all = all && setup_file_holds(setup, units[i].path, units[i].text);
    return all;
}

static const char *write_units(struct setup *setup) {
    const char *folder = setup_path(setup, COPIES);
    const char *refusal = setup_make_folders(setup, folder);
    if (!refusal)
        refusal = setup_make_like(setup, folder, 0700);
    for (int i = 0; i < UNIT_COUNT && !refusal; i++)
        refusal = setup_write_file(setup, units[i].path, units[i].text);
    return refusal;
}

/* ---- the timer ---- */

static bool is_enabled(struct setup *setup) {
    (void)setup;
    return access(ENABLED, F_OK) == 0;
}

static bool has_systemd(const struct setup *setup) {
    return setup_is_real(setup) && access(SYSTEMCTL, X_OK) == 0;
}

static const char *enable(struct setup *setup) {
    (void)setup;
    bool is_running = access("/run/systemd/system", F_OK) == 0;
    const char *refusal =
        is_running ? run_program((const char *const[]){ SYSTEMCTL, "daemon-reload", NULL }, NULL) : NULL;
    if (!refusal)
        refusal = run_program((const char *const[]){ SYSTEMCTL, "enable", TIMER, NULL }, NULL);
    if (!refusal && is_running)
        refusal = run_program((const char *const[]){ SYSTEMCTL, "start", TIMER, NULL }, NULL);
    return refusal;
}

/* What would make something else of the units. */
static const char *changed_units(struct setup *setup) {
    static const char *const folders[] = { UNITS "topcop-backup.service.d", UNITS TIMER ".d" };
    (void)setup;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (access(folders[i], F_OK) == 0)
            return refuse(_("%s changes what is done each night; see what is in it."), folders[i]);
    return NULL;
}

/* Where no systemd runs now, as below a chroot, nobody can tell whether it ever will. */
static bool runs_no_systemd(const struct setup *setup) {
    return setup_is_real(setup) && access("/run/systemd/system", F_OK) != 0;
}

static const char *nobody_copies(struct setup *setup) {
    (void)setup;
    return access(CRON, F_OK) == 0
               ? NULL
               : refuse(_("No systemd runs here now. If this machine never starts with one, let cron(8) make "
                          "the copies by a line in %s; topcop-admin(8) has it."),
                        CRON);
}

const struct step setup_files[] = {
    { .label = N_("the folder of the nightly copies and what makes them, of which 14 are kept"),
      .is_so = has_units,
      .act = write_units },
    { .label = N_("the timer of the nightly copies"),
      .is_wanted = has_systemd,
      .is_so = is_enabled,
      .act = enable },
    { .label = N_("a verified copy of the database each night"),
      .is_wanted = runs_no_systemd,
      .wrong = nobody_copies },
    { .label = N_("what is done each night is what is said there"),
      .is_wanted = has_systemd,
      .wrong = changed_units },
    { 0 },
};
