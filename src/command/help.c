#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "base/words.h"
#include "command/verbs.h"

static void print_options(const char *heading, const struct option *options) {
    printf("\n%s\n", heading);
    for (; options && options->name; options++) {
        char left[40];
        snprintf(left, sizeof left, "--%s%s%s", options->name, options->value ? " " : "",
                 options->value ? _(options->value) : "");
        printf("  %-22s%s\n", left, _(options->help));
    }
}

static void print_all(void) {
    printf(_("topcop [--db FILE] [--as BADGE] [--line] [SCREEN]\n"
             "    opens the workstation, at a screen if one is named\n"
             "topcop VERB ...\n\n"));
    for (const struct verb *verb = verbs; verb->name; verb++)
        printf("  %-22s%s\n", verb->name, _(verb->help));
    print_options(_("Options"), general_options);
    printf(_("\n\"topcop VERB --help\" tells more; so do the manuals topcop(1), topcop-data(7) and "
             "topcop-admin(8).\n"));
}

void command_help(const struct verb *verb) {
    if (!verb) {
        print_all();
        return;
    }
    printf("topcop %s%s%s%s\n    %s\n", verb->name, verb->options ? _(" [OPTIONS]") : "",
           *verb->synopsis ? " " : "", _(verb->synopsis), _(verb->help));
    if (verb->options)
        print_options(_("Options"), verb->options);
    print_options(_("General options"), general_options);
}

const char *verb_help(struct command *command) {
    if (command->word_count == 0) {
        command_help(NULL);
        return NULL;
    }
    const char *names[32];
    int count = 0;
    for (const struct verb *verb = verbs; verb->name && count < 31; names[count++] = verb->name, verb++)
        if (!strcmp(verb->name, command->words[0])) {
            command_help(verb);
            return NULL;
        }
    names[count] = NULL;
    const char *meant = nearest(command->words[0], names);
    return meant ? command_misused(command, _("There is no verb \"%s\"; did you mean \"%s\"?"),
                                   command->words[0], meant)
                 : command_misused(command, _("There is no verb \"%s\"."), command->words[0]);
}

void command_version(void) {
    puts("topcop " TOPCOP_VERSION);
}

const char *verb_version(struct command *command) {
    (void)command;
    command_version();
    return NULL;
}
