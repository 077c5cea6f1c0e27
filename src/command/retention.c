/* "topcop retention": what is due to be purged, the purge, and the legal holds that stop it. */
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "command/deed.h"
#include "command/verbs.h"
#include "rules/hold.h"
#include "rules/retention.h"

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
    if (count.months)
        command_say(_("%s: %lld due after %lld months."), class, (long long)count.due,
                    (long long)count.months);
    else
        command_say(_("%s: never due."), class);
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
        command_say(!strcmp(months, "0") ? _("%s are never due from now on.")
                                         : _("%s are due after %s months from now on."),
                    class, months);
    return no;
}

static const char *hold(struct call *call) {
    int64_t id;
    const char *no = hold_place(call->db, call->actor, call->command->words[1], call->command->words[2],
                                deed_words(call, 3), &id);
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
    const char *no = hold_release(call->db, call->actor, id, deed_words(call, 2));
    if (!no)
        command_say(_("Hold %lld is released."), (long long)id);
    return no;
}

static const char *holds(struct call *call) {
    if (!hold_each(call->db, call->actor, command_tell, NULL))
        command_say(_("There is no legal hold."));
    return NULL;
}

const char *verb_retention(struct command *command) {
    enum { WORDS_MOST = 64 };
    static const struct deed deeds[] = { { "preview", 1, 2, preview },
                                         { "purge", 2, 2, purge },
                                         { "keep", 3, 3, keep },
                                         { "hold", 4, WORDS_MOST, hold },
                                         { "release", 3, WORDS_MOST, release },
                                         { "holds", 1, 1, holds },
                                         { 0 } };
    return deed_run(command, deeds,
                    _("topcop retention takes: preview [CLASS], purge CLASS --yes, keep CLASS MONTHS, hold "
                      "officer|structure|campaign CODE REASON, release NUMBER REASON, holds."));
}
