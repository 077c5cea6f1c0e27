#include "command/deed.h"

#include <string.h>

#include "base/words.h"
#include "rules/access.h"

enum { NAMES = 16 };

static const struct deed *find(const struct deed *deeds, const char *name) {
    while (deeds->name && strcmp(deeds->name, name) != 0)
        deeds++;
    return deeds->name ? deeds : NULL;
}

static REFUSAL unknown(struct command *command, const struct deed *deeds) {
    const char *names[NAMES + 1];
    int count = 0;
    while (count < NAMES && deeds[count].name) {
        names[count] = deeds[count].name;
        count++;
    }
    names[count] = NULL;
    return command_unknown(
        command,
        arena_format(&command->arena, _("There is no \"%s %s\""), command->verb->name, command->words[0]),
        command->words[0], names, true);
}

const char *deed_run(struct command *command, const struct deed *deeds, const char *usage) {
    const struct deed *deed = find(deeds, command->words[0]);
    if (!deed)
        return unknown(command, deeds);
    if (command->word_count < deed->least || command->word_count > deed->most)
        return command_misused(command, "%s", usage);
    struct call call = { .command = command };
    const char *no = command_open(command, &call.db);
    if (no)
        return no;
    no = command_actor(command, call.db, &call.actor);
    if (!no)
        no = deed->act(&call);
    db_close(call.db);
    return no;
}

char *deed_words(const struct call *call, int first) {
    struct arena *arena = &call->command->arena;
    char *text = arena_copy(arena, "");
    for (int i = first; i < call->command->word_count; i++)
        text = arena_format(arena, "%s%s%s", text, *text ? " " : "", call->command->words[i]);
    return text;
}

const char *deed_officer(const struct call *call, int word, int64_t *officer) {
    const char *badge = call->command->words[word];
    *officer = access_badge(call->db, badge);
    return *officer
               ? NULL
               : refuse(_("There is no officer with the badge %s; \"topcop export officers\" lists all."),
                        badge);
}
