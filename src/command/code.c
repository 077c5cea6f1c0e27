#include "rules/code.h"

#include "base/words.h"
#include "command/verbs.h"
#include "rules/access.h"

static REFUSAL issue(struct command *command, struct db *db) {
    const char *badge = command->words[0];
    int64_t actor, officer = access_badge(db, badge);
    bool for_key = command_option(command, "key");
    char code[CODE_TEXT];
    const char *refusal = command_actor(command, db, &actor);
    if (!refusal && !officer)
        refusal =
            refuse(_("There is no officer with the badge %s; \"topcop export officers\" lists all."), badge);
    if (!refusal)
        refusal = code_issue(db, actor, officer, for_key ? "key" : "password", code);
    if (!refusal)
        command_say(for_key ? _("%s is the code for %s: good once, for %d hours, to add an SSH key with.")
                            : _("%s is the code for %s: good once, for %d hours, to choose a password with."),
                    code, badge, CODE_HOURS);
    return refusal;
}

const char *verb_code(struct command *command) {
    struct db *db = NULL;
    const char *refusal = command_open(command, &db);
    if (refusal)
        return refusal;
    refusal = issue(command, db);
    db_close(db);
    return refusal;
}
