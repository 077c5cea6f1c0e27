/* "topcop retention": what is due to be purged, the purge, and the legal holds that stop it. */
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "command/verbs.h"
#include "rules/hold.h"
#include "rules/retention.h"

struct call {
    struct command *command;
    struct db *db;
    int64_t actor;
};

static char *words_from(struct call *call, int first) {
    struct arena *arena = &call->command->arena;
    char *text = arena_copy(arena, "");
    for (int i = first; i < call->command->word_count; i++)
        text = arena_format(arena, "%s%s%s", text, *text ? " " : "", call->command->words[i]);
    return text;
}

static void say_held(struct call *call, const struct retention_count *count) {
    if (count->held)
        command_say(words_count("%ld stays for a legal hold: %s.", "%ld stay for legal holds: %s.",
                                (long)count->held),
                    (long)count->held, hold_text(call->db, &call->command->arena, count->hold));
}

static const char *preview_class(struct call *call, const char *class) {
    struct retention_count count;
    const char *no = retention_preview(call->db, call->actor, class, &count);
    if (no)
        return no;
    command_say(_("%s: %lld due."), class, (long long)count.due);
    say_held(call, &count);
    return NULL;
}

static const char *preview(struct call *call) {
    const char *no = NULL;
    if (call->command->word_count > 1)
        return preview_class(call, call->command->words[1]);
    for (const char *const *class = retention_classes; !no && *class; class ++)
        no = preview_class(call, *class);
    return no;
}

static const char *purge(struct call *call) {
    const char *class = call->command->words[1];
    struct retention_count count;
    if (!command_option(call->command, "yes")) {
        const char *no = preview_class(call, class);
        return no ? no
                  : refuse(_("Nothing was purged; what is purged never comes back. With --yes it is done."));
    }
    const char *no = retention_purge(call->db, call->actor, class, &count);
    if (no)
        return no;
    command_say(_("%s: %lld purged."), class, (long long)count.due);
    say_held(call, &count);
    return NULL;
}

static const char *keep(struct call *call) {
    const char *class = call->command->words[1], *months = call->command->words[2];
    const char *no = retention_keep(call->db, call->actor, class, months);
    if (!no)
        command_say(_("%s are due after %s months from now on."), class, months);
    return no;
}

static const char *hold(struct call *call) {
    int64_t id;
    const char *no = hold_place(call->db, call->actor, call->command->words[1], call->command->words[2],
                                words_from(call, 3), &id);
    if (!no)
        command_say(_("Placed: %s."), hold_text(call->db, &call->command->arena, id));
    return no;
}

static const char *release(struct call *call) {
    char *end;
    int64_t id = strtoll(call->command->words[1], &end, 10);
    if (*end)
        return command_misused(call->command,
                               _("\"%s\" is no number of a hold; \"topcop retention holds\" shows them."),
                               call->command->words[1]);
    const char *no = hold_release(call->db, call->actor, id, words_from(call, 2));
    if (!no)
        command_say(_("Hold %lld is released."), (long long)id);
    return no;
}

static const char *holds(struct call *call) {
    if (!hold_each(call->db, call->actor, command_tell, NULL))
        command_say(_("There is no legal hold."));
    return NULL;
}

enum { WORDS_MOST = 64 };
static const struct deed {
    const char *name;
    int least, most; /* words, its own name included */
    const char *(*act)(struct call *call);
} deeds[] = { { "preview", 1, 2, preview },
              { "purge", 2, 2, purge },
              { "keep", 3, 3, keep },
              { "hold", 4, WORDS_MOST, hold },
              { "release", 3, WORDS_MOST, release },
              { "holds", 1, 1, holds },
              { 0 } };

static const struct deed *find_deed(const char *name) {
    const struct deed *deed = deeds;
    while (deed->name && strcmp(deed->name, name) != 0)
        deed++;
    return deed->name ? deed : NULL;
}

const char *verb_retention(struct command *command) {
    static const char *const names[] = { "preview", "purge", "keep", "hold", "release", "holds", NULL };
    const struct deed *deed = find_deed(command->words[0]);
    if (!deed)
        return command_unknown(
            command,
            arena_format(&command->arena, _("\"%s\" is nothing to do with retention"), command->words[0]),
            command->words[0], names, true);
    if (command->word_count < deed->least || command->word_count > deed->most)
        return command_misused(command, _("topcop retention takes: preview [CLASS], purge CLASS --yes, keep "
                                          "CLASS MONTHS, hold officer|structure|campaign CODE REASON, "
                                          "release NUMBER REASON, holds."));
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
