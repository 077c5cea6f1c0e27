/* "topcop key": the SSH keys by which officers come in. */
#include "base/clock.h"
#include "base/file.h"
#include "base/words.h"
#include "command/deed.h"
#include "command/verbs.h"
#include "rules/key.h"
#include "rules/key_list.h"

enum { LINE_MOST = 16 << 10 };

static const char *add(struct call *call) {
    struct command *command = call->command;
    const char *until = command_option(command, "until");
    char day[CLOCK_DAY];
    if (until && !clock_read_day(until, day))
        return command_misused(command, _("\"%s\" is no day; one is written 2027-12-31."), until);
    int64_t officer = 0, key = 0;
    struct buffer line = { 0 };
    const char *no = deed_officer(call, 1, &officer);
    if (!no)
        no = file_read(&line, command->words[2], LINE_MOST);
    if (!no)
        no = key_add(call->db, call->actor, officer, line.length ? line.text : "", until ? day : NULL, &key);
    if (!no) {
        const struct key_row *row = key_row(call->db, &command->arena, key);
        command_say(_("%s comes in by the key %s."), row->badge, row->fingerprint);
    }
    buffer_done(&line);
    return no;
}

static const char *list(struct call *call) {
    struct command *command = call->command;
    int64_t officer = 0;
    const char *no = command->word_count > 1 ? deed_officer(call, 1, &officer) : NULL;
    if (no)
        return no;
    int count;
    const struct key_row *rows = key_list(call->db, &command->arena, call->actor, officer, &count);
    for (int i = 0; i < count; i++)
        command_say("%s %s %s%s%s%s%s%s%s", rows[i].fingerprint, rows[i].badge, _(rows[i].state_name),
                    *rows[i].until ? _(", until ") : "", rows[i].until, *rows[i].used ? _(", used ") : "",
                    rows[i].used, *rows[i].label ? ", " : "", rows[i].label);
    return NULL;
}

static const char *revoke(struct call *call) {
    struct command *command = call->command;
    int64_t key = key_find(call->db, command->words[1]);
    const char *no =
        key ? key_revoke(call->db, call->actor, key, deed_words(call, 2))
            : refuse(_("There is no key %s; \"topcop key list\" shows them."), command->words[1]);
    if (!no)
        command_say(_("The key %s is revoked."), command->words[1]);
    return no;
}

static const char *sync_file(struct call *call) {
    const char *no = key_sync(call->db);
    if (!no)
        command_say(_("The file of keys is written anew."));
    return no;
}

const char *verb_key(struct command *command) {
    static const struct deed deeds[] = { { "add", 3, 3, add },
                                         { "list", 1, 2, list },
                                         { "revoke", 2, 32, revoke },
                                         { "sync", 1, 1, sync_file },
                                         { 0 } };
    return deed_run(command, deeds,
                    _("topcop key takes: add BADGE FILE, list [BADGE], revoke FINGERPRINT REASON, sync."));
}
