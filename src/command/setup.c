#include "command/setup.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/words.h"
#include "command/verbs.h"

static const struct step *const parts[] = { setup_accounts, setup_database, setup_people, setup_files,
                                            setup_sshd };
enum { PARTS = sizeof parts / sizeof *parts };

const char *setup_path(const struct setup *setup, const char *path) {
    return arena_format(&setup->command->arena, "%s%s", setup->root, path);
}

bool setup_is_real(const struct setup *setup) {
    return !*setup->root;
}

/* sshd asks for keys only a program that nobody but root can exchange, wherever on its path. */
static REFUSAL check_program(void) {
    static const char *const programs[] = { SETUP_PROGRAM, SETUP_SHELL };
    char path[] = SETUP_PROGRAM;
    struct stat about;
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
        if (access(programs[i], X_OK) != 0)
            return refuse(_("There is no %s; \"make install\" puts it there."), programs[i]);
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

const char *setup_code(const struct setup *setup, const char *option) {
    const char *value = command_option(setup->command, option);
    return arena_copy_part(&setup->command->arena, value ? value : "", value ? strcspn(value, "=") : 0);
}

static bool is_wanted(const struct setup *setup, const struct step *step) {
    return step->is_wanted ? step->is_wanted(setup)
                           : !step->names || command_option(setup->command, step->names);
}

static void tell(const struct setup *setup, const char *state, const struct step *step) {
    struct arena *arena = &setup->command->arena;
    const char *code = step->names ? setup_code(setup, step->names) : "";
    const char *bare = strstr(_(step->label), "%s"), *label = _(step->label);
    command_say("  %-16s %s", state,
                bare ? arena_format(arena, "%.*s%s%s", (int)(bare - label), label, code, bare + 2) : label);
}

/* One step: says whether it is so, or, with `acts`, does it. */
static REFUSAL take_step(struct setup *setup, const struct step *step, bool acts, int *open, int *wrong) {
    const char *trouble = step->wrong ? step->wrong(setup) : NULL;
    bool is_so = step->wrong ? !trouble : step->is_so(setup);
    if (trouble) {
        trouble = arena_copy(&setup->command->arena, trouble);
        tell(setup, _("is not right"), step);
        command_say("    %s", trouble);
        ++*wrong;
    } else if (!acts) {
        tell(setup, is_so ? _("is so already") : _("will be done"), step);
        *open += !is_so;
    } else if (!is_so) {
        const char *refusal = step->act(setup);
        if (refusal)
            return refusal;
        tell(setup, _("done"), step);
    }
    return NULL;
}

static REFUSAL walk(struct setup *setup, bool acts, int *open, int *wrong) {
    const char *refusal = NULL;
    *open = *wrong = 0;
    for (int i = 0; i < PARTS; i++)
        for (const struct step *step = parts[i]; step->label && !refusal; step++)
            if (is_wanted(setup, step))
                refusal = take_step(setup, step, acts, open, wrong);
    return refusal;
}

/* Who looks after it, for whoever takes over. */
static void say_administrators(struct setup *setup) {
    const char *who = setup_is_real(setup) ? setup_administrators(setup) : "";
    if (*who)
        command_say(_("Who administers today: %s."), who);
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
    if (command_option(command, "passwords") && command_option(command, "no-passwords"))
        return command_misused(command, _("With passwords or without? Only one of both options."));
    const char *refusal = setup_is_real(&setup) ? check_program() : NULL;
    int open = 0, wrong = 0;
    if (!refusal)
        refusal = setup_check_people(&setup);
    if (!refusal)
        refusal = walk(&setup, false, &open, &wrong);
    if (refusal)
        return refusal;
    if (open > 0 && !agrees(command))
        return refuse(_("Nothing was done; the same with --yes does it."));
    if (open > 0) {
        refusal = walk(&setup, true, &open, &wrong);
        if (refusal)
            return refusal;
        if (!setup_is_real(&setup))
            command_say(_("The files are written below %s; accounts are made on the machine itself."), root);
        else if (wrong == 0)
            command_say(
                _("The server is set up. A new one goes on with \"The first days\" in topcop-admin(8)."));
    } else if (wrong == 0)
        command_say(_("Everything is set up; nothing has to be done."));
    say_administrators(&setup);
    return wrong == 0 ? NULL : refuse(_("What is not right above is for you to mend; run this again then."));
}
