#include "command/setup.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/words.h"
#include "command/verbs.h"

static const struct step *const parts[] = { setup_accounts, setup_database, setup_people, setup_files };
enum { PARTS = sizeof parts / sizeof *parts };

const char *setup_path(struct setup *setup, const char *path) {
    return arena_format(&setup->command->arena, "%s%s", setup->root, path);
}

bool setup_is_real(const struct setup *setup) {
    return !*setup->root;
}

/* sshd asks for keys only a program that nobody but root can exchange, wherever on its path. */
static REFUSAL check_program(void) {
    char path[] = SETUP_PROGRAM;
    struct stat about;
    if (access(path, X_OK) != 0)
        return refuse(_("There is no %s; \"make install\" puts it there."), path);
    for (char *slash = path + strlen(path); slash; slash = strrchr(path, '/')) {
        *slash = 0;
        const char *place = *path ? path : "/";
        if (stat(place, &about) != 0 || about.st_uid != 0 || (about.st_mode & 022))
            return refuse(_("%s must belong to root and be writable for nobody else: sshd asks for no keys "
                            "otherwise."),
                          place);
    }
    return NULL;
}

/* Says of each step whether it is so, or, with `acts`, does what is not. */
static REFUSAL walk(struct setup *setup, bool acts, int *open) {
    *open = 0;
    for (int i = 0; i < PARTS; i++)
        for (const struct step *step = parts[i]; step->label; step++) {
            if (step->is_wanted && !step->is_wanted(setup))
                continue;
            bool is_so = step->is_so(setup);
            *open += !is_so;
            if (!acts)
                command_say("  %-16s %s", is_so ? _("is so already") : _("will be done"), _(step->label));
            else if (!is_so) {
                const char *refusal = step->act(setup);
                if (refusal)
                    return refusal;
                command_say("  %-16s %s", _("done"), _(step->label));
            }
        }
    return NULL;
}

static bool agrees(const struct command *command) {
    char answer[16];
    if (command_option(command, "yes"))
        return true;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return false;
    fputs(_("Do this? (y or n) "), stdout);
    fflush(stdout);
    return fgets(answer, sizeof answer, stdin) && (*answer == 'y' || *answer == 'Y');
}

const char *verb_setup(struct command *command) {
    const char *root = command_option(command, "root");
    struct setup setup = { .command = command, .root = root ? root : "" };
    setup.database = setup_path(&setup, TOPCOP_DATABASE);
    char *folder = arena_copy(&command->arena, setup.database);
    *strrchr(folder, '/') = 0;
    setup.folder = folder;
    if (setup_is_real(&setup) && geteuid() != 0)
        return refuse(_("A server is set up by root."));
    const char *refusal = setup_is_real(&setup) ? check_program() : NULL;
    int open = 0;
    if (!refusal)
        refusal = walk(&setup, false, &open);
    if (refusal)
        return refusal;
    if (open == 0) {
        command_say(_("Everything is set up; nothing has to be done."));
        return NULL;
    }
    if (!agrees(command)) {
        command_say(_("Nothing was done; \"topcop setup --yes\" does it."));
        return NULL;
    }
    refusal = walk(&setup, true, &open);
    if (!refusal)
        command_say(_("The server is set up. What comes next stands in topcop-admin(8)."));
    return refusal;
}
