#include "base/words.h"
#include "command/verbs.h"

const char *verb_backup(struct command *command) {
    struct db *db = NULL;
    const char *refusal = command_open(command, &db);
    if (refusal)
        return refusal;
    refusal = db_backup(db, command->words[0]);
    if (!refusal)
        command_say(_("%s is a complete copy of %s."), command->words[0], db_path(db));
    db_close(db);
    return refusal;
}
