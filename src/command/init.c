#include "base/words.h"
#include "command/verbs.h"

const char *verb_init(struct command *command) {
    const char *file = command->words[0];
    struct db *db = NULL;
    const char *refusal = db_create(&db, file);
    if (refusal)
        return refusal;
    db_close(db);
    command_say(_("%s is made. Next come the structures, then the officers:"), file);
    command_say("    %s --db %s import structures FILE.csv", command->program, file);
    command_say("    %s --db %s import officers FILE.csv", command->program, file);
    return NULL;
}
