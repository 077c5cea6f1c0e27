#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "command/remote.h"
#include "command/verbs.h"

enum { WIDTH = 21 }; /* of what stands on the left */

static bool is_among(const char *words, const char *name) {
    const char *found = strstr(words, name);
    return found && strchr(" ", found[strlen(name)]);
}

/* Those of the options that are among `words`; NULL: all. */
static void print_options(const struct option *options, const char *words) {
    for (; options && options->name; options++) {
        if (words && !is_among(words, options->name))
            continue;
        char left[40];
        snprintf(left, sizeof left, "--%s%s%s", options->name, options->value ? " " : "",
                 options->value ? _(options->value) : "");
        bool is_wide = strlen(left) > WIDTH;
        printf("  %-*s%s%s\n", WIDTH, left, is_wide ? "\n                        " : " ", _(options->help));
    }
}

static void print_verb(const struct verb *verb) {
    printf("  %-*s %s\n", WIDTH, verb->name, _(verb->help));
}

/* What can be sent along with ssh. */
static void print_sent(void) {
    printf(_("ssh HOST\n"
             "    opens the workstation\n"
             "ssh HOST VERB ...\n\n"));
    for (const struct verb *verb = verbs; verb->name; verb++)
        if (remote_takes(verb->name))
            print_verb(verb);
    printf(_("\n\"ssh HOST VERB --help\" tells more.\n"));
}

static void print_all(void) {
    printf(_("topcop [--db FILE] [--as BADGE] [--line] [SCREEN]\n"
             "    opens the workstation, at a screen if one is named\n"
             "topcop VERB ...\n\n"));
    for (const struct verb *verb = verbs; verb->name; verb++)
        print_verb(verb);
    printf("\n%s\n", _("Options"));
    print_options(general_options, NULL);
    printf(_("\n\"topcop VERB --help\" tells more; so do the manuals topcop(1), topcop-data(7) and "
             "topcop-admin(8).\n"));
}

void command_help(const struct verb *verb) {
    if (!verb) {
        print_all();
        return;
    }
    printf("topcop %s%s%s%s\n    %s\n", verb->name, verb->options || *verb->general ? _(" [OPTIONS]") : "",
           *verb->synopsis ? " " : "", _(verb->synopsis), _(verb->help));
    if (verb->options || *verb->general)
        printf("\n%s\n", _("Options"));
    print_options(verb->options, NULL);
    print_options(general_options, verb->general);
}

const char *verb_help(struct command *command) {
    if (command->word_count == 0) {
        if (command->is_captive)
            print_sent();
        else
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
    return command_unknown(command,
                           arena_format(&command->arena, _("There is no verb \"%s\""), command->words[0]),
                           command->words[0], names, false);
}

void command_version(void) {
    puts("topcop " TOPCOP_VERSION);
}

const char *verb_version(struct command *command) {
    (void)command;
    command_version();
    return NULL;
}
