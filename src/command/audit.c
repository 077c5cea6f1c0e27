/* The verb "audit": whether what was done still stands as it was written down, and the head of the chain for
 * a note outside of this machine. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "command/audit_head.h"
#include "command/verbs.h"
#include "rules/access.h"

static REFUSAL print_head(struct command *command, struct db *db) {
    char hash[AUDIT_HASH];
    int64_t row = audit_head(db, hash);
    if (command->word_count > 1)
        return command_misused(command, _("\"%s\" is one word too many."), command->words[1]);
    command_say("%" PRId64 " %s", row, hash);
    return NULL;
}

static REFUSAL print_signed(struct command *command, struct db *db) {
    const char *key = command_option(command, "key");
    char hash[AUDIT_HASH];
    struct buffer text = { 0 };
    if (!key)
        return command_misused(command, _("Signed with which key? --key FILE says it; \"topcop audit keys "
                                          "FILE\" makes one."));
    int64_t row = audit_head(db, hash);
    const char *no = audit_head_sign(&text, row, hash, key);
    if (!no)
        fputs(text.text, stdout);
    buffer_done(&text);
    return no;
}

static REFUSAL compare_head(struct command *command, struct db *db, const char *path) {
    struct audit_noted noted;
    const char *no = audit_head_read(&noted, path, command_option(command, "public"));
    if (no)
        return no;
    if (!audit_has(db, noted.row, noted.hash))
        return refuse(_("Row %" PRId64 " is not what it was when %s was noted: the audit was changed, or its "
                        "end taken away."),
                      noted.row, path);
    command_say(_("Row %" PRId64 " is what it was when %s was noted."), noted.row, path);
    if (noted.is_signed && !command_option(command, "public"))
        command_say("%s", _("Its signature was not looked at: --public FILE says with which key."));
    return NULL;
}

static REFUSAL verify(struct command *command, struct db *db) {
    const char *head = command_option(command, "head");
    int64_t broken, count = audit_verify(db, &broken);
    if (broken)
        return refuse(_("The audit does not hold from row %" PRId64
                        " on: it, or one before it, was changed or "
                        "taken away."),
                      broken);
    command_say(_("The audit holds: %" PRId64 " rows."), count);
    return head ? compare_head(command, db, head) : NULL;
}

static REFUSAL may_audit(struct command *command, struct db *db) {
    int64_t actor;
    const char *no = command_actor(command, db, &actor);
    return no || actor == ACTOR_OWNER ? no : access_check(db, actor, MAY_AUDIT, 0);
}

const char *verb_audit(struct command *command) {
    static const struct {
        const char *word;
        const char *(*act)(struct command *command, struct db *db);
    } acts[] = { { "head", print_head }, { "sign", print_signed }, { "verify", verify } };
    static const char *const words[] = { "head", "sign", "verify", "keys", NULL };
    const char *word = command->words[0], *no = NULL;
    struct db *db = NULL;
    if (!strcmp(word, "keys"))
        return command->word_count == 2
                   ? audit_keys_make(command->words[1])
                   : command_misused(command, _("Into which file? topcop audit keys FILE."));
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (!strcmp(acts[i].word, word)) {
            no = command_open(command, &db);
            if (!no)
                no = may_audit(command, db);
            if (!no)
                no = acts[i].act(command, db);
            if (db)
                db_close(db);
            return no;
        }
    return command_unknown(command, arena_format(&command->arena, _("There is no \"audit %s\""), word), word,
                           words, true);
}
