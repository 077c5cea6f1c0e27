/* "topcop restore": a new database from a copy, after saying what the copy holds. */
#include <unistd.h>

#include "base/clock.h"
#include "base/words.h"
#include "command/verbs.h"
#include "rules/check.h"
#include "rules/key.h"

static void describe(struct db *copy) {
    char text[CLOCK_TEXT];
    int64_t newest = db_newest(copy);
    command_say(_("%s: schema %d, newest change %s"), db_path(copy), db_schema(copy),
                newest ? clock_text(newest, text) : _("unknown"));
    check_contents(copy, command_tell, NULL);
}

/* An older copy is checked in full when it has been upgraded. */
static REFUSAL verify(struct db *copy) {
    if (check_file(copy, command_tell, NULL) > 0)
        return refuse(_("%s is damaged; take another copy."), db_path(copy));
    bool is_older = db_schema(copy) < db_schema_newest();
    int64_t violations = is_older ? 0 : check_promises(copy, command_tell, NULL);
    if (violations > 0)
        command_say(
            words_count("%ld promise is broken in it.", "%ld promises are broken in it.", (long)violations),
            (long)violations);
    else
        command_say(_("%s is sound."), db_path(copy));
    return NULL;
}

static REFUSAL check_target(const char *path) {
    static const char *const endings[] = { "", "-wal", "-shm" };
    struct arena arena = { 0 };
    const char *refusal = NULL;
    for (size_t i = 0; i < sizeof endings / sizeof *endings && !refusal; i++) {
        const char *file = arena_format(&arena, "%s%s", path, endings[i]);
        if (access(file, F_OK) == 0)
            refusal = refuse(
                _("%s exists already, and nothing is ever restored over a file. Name another one, or see "
                  "that nobody works and move it away with its -wal and -shm."),
                file);
    }
    arena_done(&arena);
    return refusal;
}

static REFUSAL restore(struct db *copy, const char *path) {
    struct db *db;
    int schema = db_schema(copy);
    const char *refusal = db_backup(copy, path, NULL, NULL);
    if (refusal)
        return refusal;
    refusal = db_open_fresh(&db, path);
    if (refusal) {
        unlink(path);
        return refusal;
    }
    if (schema < db_schema_newest())
        command_say(_("Upgraded from schema %d to %d."), schema, db_schema_newest());
    refusal = key_sync(db);
    int64_t violations = refusal ? 0 : check_promises(db, command_tell, NULL);
    db_close(db);
    if (refusal)
        return refusal;
    if (violations > 0)
        return refuse(words_count("%s is restored, but %ld promise is broken in it.",
                                  "%s is restored, but %ld promises are broken in it.", (long)violations),
                      path, (long)violations);
    command_say(_("%s is restored from %s, and sound."), path, db_path(copy));
    return NULL;
}

const char *verb_restore(struct command *command) {
    bool is_trial = command_option(command, "dry-run"), is_named = command->word_count > 1;
    const char *path = is_named ? command->words[1] : command_database(command);
    struct db *copy;
    const char *refusal = db_open_copy(&copy, command->words[0]);
    if (refusal)
        return refusal;
    describe(copy);
    refusal = verify(copy);
    if (!refusal && (is_named || !is_trial)) /* a copy is tried beside the database it is of */
        refusal = check_target(path);
    if (!refusal && is_trial) {
        if (is_named)
            command_say(_("%s would be made of it."), path);
        if (db_schema(copy) < db_schema_newest())
            command_say(_("It would be upgraded from schema %d to %d."), db_schema(copy), db_schema_newest());
    } else if (!refusal) {
        refusal = restore(copy, path);
    }
    db_close(copy);
    return refusal;
}
