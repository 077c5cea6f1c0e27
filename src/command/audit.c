/* The verb "audit": whether what was done still stands as it was written down, and the head of the chain for
 * a note outside of this machine. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "command/audit_head.h"
#include "command/deed.h"
#include "command/verbs.h"
#include "rules/access.h"

static REFUSAL may_audit(const struct call *call) {
    return call->actor == ACTOR_OWNER ? NULL : access_check(call->db, call->actor, MAY_AUDIT, 0);
}

static const char *print_head(struct call *call) {
    char hash[AUDIT_HASH];
    const char *no = may_audit(call);
    if (no)
        return no;
    int64_t row = audit_head(call->db, hash);
    command_say("%" PRId64 " %s", row, hash);
    return NULL;
}

static const char *print_signed(struct call *call) {
    const char *key = command_option(call->command, "key"), *no = may_audit(call);
    char hash[AUDIT_HASH];
    struct buffer text = { 0 };
    if (no)
        return no;
    if (!key)
        return command_misused(call->command,
                               _("Signed with which key? --key FILE says it; \"topcop audit keys "
                                 "FILE\" makes one."));
    int64_t row = audit_head(call->db, hash);
    no = audit_head_sign(&text, row, hash, key);
    if (!no)
        fputs(text.text, stdout);
    buffer_done(&text);
    return no;
}

static REFUSAL compare_head(struct command *command, struct db *db, const char *file) {
    struct audit_noted noted;
    const char *no = audit_head_read(&noted, file, command_option(command, "public"));
    const char *path = strcmp(file, "-") ? file : _("standard input");
    if (no)
        return no;
    char hash[AUDIT_HASH];
    int64_t last = audit_head(db, hash);
    if (noted.row > last)
        return refuse(_("The audit ends with row %" PRId64 ", but row %" PRId64
                        " was noted: its end was taken "
                        "away, or an older copy is in use."),
                      last, noted.row);
    if (!audit_has(db, noted.row, noted.hash))
        return refuse(_("Row %" PRId64 " is not what it was when %s was noted: the audit was changed, or its "
                        "end taken away."),
                      noted.row, path);
    command_say(_("Row %" PRId64 " is what it was when %s was noted."), noted.row, path);
    if (noted.is_signed && command_option(command, "public"))
        command_say("%s", _("Its signature is good."));
    if (noted.is_signed && !command_option(command, "public"))
        command_say("%s", _("Its signature was not looked at: --public FILE says with which key."));
    return NULL;
}

static const char *verify(struct call *call) {
    const char *head = command_option(call->command, "head"), *no = may_audit(call);
    if (!no && !head && command_option(call->command, "public"))
        no = command_misused(call->command,
                             _("--public is for a head that was signed: --head FILE names it."));
    if (no)
        return no;
    int64_t broken, count = audit_verify(call->db, &broken);
    if (broken)
        return refuse(_("The audit does not hold from row %" PRId64
                        " on: it, or one before it, was changed or "
                        "taken away."),
                      broken);
    command_say(_("The audit holds: %" PRId64 " rows."), count);
    return head ? compare_head(call->command, call->db, head) : NULL;
}

static const char *make_keys(const char *path) {
    const char *no = audit_keys_make(path);
    if (!no)
        command_say(_("%s is the secret key to sign heads with, %s.pub the one to verify them with."), path,
                    path);
    return no;
}

const char *verb_audit(struct command *command) {
    static const struct deed deeds[] = { { "head", 1, 1, print_head },
                                         { "sign", 1, 1, print_signed },
                                         { "verify", 1, 1, verify },
                                         { "keys", 2, 2, NULL /* without a database: below */ },
                                         { 0 } };
    bool makes_keys = command->word_count == 2 && !strcmp(command->words[0], "keys");
    return makes_keys ? make_keys(command->words[1])
                      : deed_run(command, deeds,
                                 _("topcop audit takes: head, sign --key FILE, verify [--head FILE [--public "
                                   "FILE]], keys FILE."));
}
