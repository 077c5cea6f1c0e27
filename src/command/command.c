#include "command/command.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/text.h"
#include "base/words.h"
#include "rules/access.h"

static const struct verb *find_verb(const char *name) {
    for (const struct verb *verb = verbs; verb->name; verb++)
        if (!strcmp(verb->name, name))
            return verb;
    return NULL;
}

static const struct option *find_option(const struct option *options, const char *name, size_t length) {
    for (; options && options->name; options++)
        if (strlen(options->name) == length && !strncmp(options->name, name, length))
            return options;
    return NULL;
}

const char *command_misused(struct command *command, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    command->is_misused = true;
    const char *refusal = refuse("%s", arena_format_list(&command->arena, format, arguments));
    va_end(arguments);
    return refusal;
}

const char *command_unknown(struct command *command, const char *sentence, const char *typed,
                            const char *const *names, bool lists) {
    struct arena *arena = &command->arena;
    const char *meant = nearest(typed, names), *all = "";
    for (int i = 0; lists && names[i]; i++)
        all = arena_format(arena, "%s%s%s", all, i ? ", " : _(" There are: "), names[i]);
    return command_misused(command, "%s%s%s%s", sentence,
                           meant ? arena_format(arena, _("; did you mean \"%s\"?"), meant) : ".", all,
                           *all ? "." : "");
}

static REFUSAL unknown_option(struct command *command, const char *typed) {
    const char *names[32];
    int count = 0;
    const struct option *lists[] = { command->verb ? command->verb->options : NULL, general_options };
    for (int i = 0; i < 2; i++)
        for (const struct option *option = lists[i]; option && option->name && count < 31; option++)
            names[count++] = arena_format(&command->arena, "--%s", option->name);
    names[count] = NULL;
    return command_unknown(command, arena_format(&command->arena, _("There is no option \"%s\""), typed),
                           typed, names, false);
}

/* --name, --name VALUE or --name=VALUE, the last alone where the value may be left out; `next` is the word
 * after it, `used` tells whether it was the value.
 */
static REFUSAL read_option(struct command *command, const char *typed, const char *next, int count,
                           bool *used) {
    const char *name = !strcmp(typed, "-h") ? "help" : typed + 2;
    size_t length = strcspn(name, "=");
    const struct option *known = command->verb ? find_option(command->verb->options, name, length) : NULL;
    if (!known)
        known = find_option(general_options, name, length);
    if (!known || (typed[1] != '-' && strcmp(typed, "-h") != 0))
        return unknown_option(command, typed);
    const char *value = name[length] ? name + length + 1 : NULL;
    if (!known->value && value)
        return command_misused(command, _("The option --%s takes no value."), known->name);
    bool needs_value = known->value && *known->value != '[';
    *used = needs_value && !value;
    if (*used)
        value = next;
    if (needs_value && !value)
        return command_misused(command, _("The option --%s needs a value: --%s %s."), known->name,
                               known->name, known->value);
    command->given[count] = (struct option){ known->name, value ? value : "", NULL };
    return NULL;
}

const char *command_take(struct command *command, int count, const char *const *words) {
    size_t room = (size_t)count + 1;
    command->verb = NULL;
    command->words = arena_new(&command->arena, room * sizeof *command->words);
    command->given = arena_new(&command->arena, room * sizeof *command->given);
    command->word_count = 0;
    int options = 0;
    bool only_words = false;
    const char *refusal = NULL;
    for (int i = 0; i < count && !refusal; i++) {
        bool used = false;
        if (!only_words && !strcmp(words[i], "--"))
            only_words = true;
        else if (!only_words && words[i][0] == '-' && words[i][1])
            refusal = read_option(command, words[i], i + 1 < count ? words[i + 1] : NULL, options++, &used);
        else if (!command->verb && command->word_count == 0 && find_verb(words[i]))
            command->verb = find_verb(words[i]);
        else
            command->words[command->word_count++] = words[i];
        i += used;
    }
    command->opens_face =
        !command->verb && !command_option(command, "help") && !command_option(command, "version");
    return refusal;
}

const char *command_read(struct command *command, int count, char **words) {
    *command = (struct command){ .program = count > 0 ? words[0] : "topcop" };
    return command_take(command, count > 0 ? count - 1 : 0, (const char *const *)words + (count > 0));
}

void command_done(struct command *command) {
    arena_done(&command->arena);
}

const char *command_option(const struct command *command, const char *name) {
    for (const struct option *option = command->given; option->name; option++)
        if (!strcmp(option->name, name))
            return option->value;
    return NULL;
}

int command_refused(const struct command *command, const char *refusal) {
    struct arena arena = { 0 };
    fflush(stdout);
    if (*refusal)
        fprintf(stderr, "topcop: %s\n", text_clean_lines(&arena, refusal));
    if (command->is_misused && !command->is_captive)
        fprintf(stderr, _("\"topcop %s%s--help\" shows how.\n"), command->verb ? command->verb->name : "",
                command->verb ? " " : "");
    arena_done(&arena);
    return command->is_misused ? STATUS_MISUSED : STATUS_REFUSED;
}

/* --db and the like where they would be passed over. */
static REFUSAL check_general(struct command *command) {
    const struct verb *verb = command->verb;
    for (const struct option *given = command->given; given->name; given++) {
        const char *found = strstr(verb->general, given->name);
        bool is_own = find_option(verb->options, given->name, strlen(given->name)) != NULL;
        if (!is_own && !(found && strchr(" ", found[strlen(given->name)])))
            return command_misused(command, _("topcop %s takes no --%s."), verb->name, given->name);
    }
    return NULL;
}

/* What was refused to an officer is noted; the owner of the database is refused nothing. */
static void note_refused(const struct command *command) {
    struct db *db = NULL;
    int64_t officer = access_refused(NULL);
    if (!officer || command_open(command, &db))
        return;
    db_actor(db, officer, 0);
    access_note(db, NULL);
    db_close(db);
}

int command_run(struct command *command) {
    const struct verb *verb = command->verb;
    bool wants_version = command_option(command, "version") != NULL;
    if (wants_version || command_option(command, "help")) {
        wants_version ? command_version() : command_help(verb);
        return STATUS_DONE;
    }
    const char *refusal = check_general(command);
    if (refusal)
        return command_refused(command, refusal);
    if (command->word_count < verb->least)
        refusal =
            command_misused(command, _("Something is missing: topcop %s %s"), verb->name, verb->synopsis);
    else if (verb->most >= 0 && command->word_count > verb->most)
        refusal = command_misused(command, _("\"%s\" is one word too many: topcop %s %s"),
                                  command->words[verb->most], verb->name, verb->synopsis);
    else
        refusal = verb->run(command);
    if (!refusal)
        return STATUS_DONE;
    int status = command_refused(command, refusal);
    note_refused(command);
    return status;
}

void command_say(const char *format, ...) {
    struct arena arena = { 0 };
    va_list arguments;
    va_start(arguments, format);
    puts(text_clean(&arena, arena_format_list(&arena, format, arguments)));
    va_end(arguments);
    arena_done(&arena);
}

void command_tell(const char *sentence, void *argument) {
    (void)argument;
    command_say("%s", sentence);
}
