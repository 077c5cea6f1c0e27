#include "rules/check.h"
#include "base/words.h"
#include "command/verbs.h"

const char *verb_check(struct command *command) {
    struct db *db = NULL;
    const char *refusal = command_open(command, &db);
    if (refusal)
        return refusal;
    int64_t violations = check_database(db, command_tell, NULL);
    if (violations == 0)
        command_say(_("%s is sound: 0 violations."), db_path(db));
    else
        refusal =
            refuse(words_count("%ld violation.", "%ld violations.", (long)violations), (long)violations);
    db_close(db);
    return refusal;
}
