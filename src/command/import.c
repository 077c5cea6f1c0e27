#include <string.h>

#include "base/words.h"
#include "command/intake_report.h"
#include "command/questions.h"
#include "command/responses.h"
#include "command/verbs.h"
#include "exchange/refusals.h"

static REFUSAL run(struct command *command, struct db *db, const struct thing *thing, const struct map *map,
                   int64_t actor) {
    const char *file = command->words[1];
    struct csv_options options;
    const char *refusal = intake_options(command, &options);
    if (refusal)
        return refusal;
    struct import import;
    struct import_kind kind = intake_kind(thing);
    refusal = import_read_file(&import, file, &kind, map, options);
    struct intake intake = { .db = db,
                             .actor = actor,
                             .thing = thing,
                             .import = &import,
                             .dry_run = command_option(command, "dry-run") != NULL,
                             .skip_bad = command_option(command, "skip-bad") != NULL,
                             .cleans = command_option(command, "clean") || (map && map->cleans),
                             .progress = intake_progress() };
    if (!refusal)
        refusal = intake_run(&intake);
    intake_end_progress();
    if (!refusal)
        intake_say_problems(&import);
    if (!refusal)
        refusal = intake_report(&intake, file);
    import_done(&import);
    return refusal;
}

/* The bad lines of a map, and after them what does not fit between its good lines and the file. */
static REFUSAL bad_map(struct command *command, const struct thing *thing, const struct map *map,
                       const char *refusal) {
    struct buffer refusals = { 0 };
    struct csv_options options;
    struct import import;
    struct import_kind kind = intake_kind(thing);
    refusals_add(&refusals, refusal);
    refusal = intake_options(command, &options);
    if (refusal)
        return refusals_end(&refusals);
    refusal = import_read_file(&import, command->words[1], &kind, map, options);
    if (import.header_count > 0)
        refusals_add(&refusals, refusal);
    import_done(&import);
    return refusals_end(&refusals);
}

static REFUSAL import_thing(struct command *command, const struct thing *thing) {
    struct map map = { 0 };
    const char *map_file = command_option(command, "map");
    if (command_option(command, "lenient"))
        return command_misused(command, _("Only a questionnaire can be taken in with --lenient."));
    if (command->word_count > 2)
        return command_misused(command, _("One file at a time, please: \"%s\" is one too many."),
                               command->words[2]);
    const char *refusal = map_file ? map_read_file(&map, map_file) : NULL;
    struct db *db = NULL;
    int64_t actor;
    if (refusal)
        refusal = bad_map(command, thing, &map, refusal);
    else
        refusal = command_open(command, &db);
    if (!refusal)
        refusal = command_actor(command, db, &actor);
    if (!refusal)
        refusal = run(command, db, thing, map_file ? &map : NULL, actor);
    if (db)
        db_close(db);
    map_done(&map);
    return refusal;
}

const char *verb_import(struct command *command) {
    static const char *const others[] = { "responses", "questionnaire", NULL };
    const char *name = command->words[0];
    if (!strcmp(name, "questionnaire"))
        return import_questionnaire(command);
    if (command_option(command, "lenient"))
        return command_misused(command, _("Only a questionnaire is taken in with --lenient."));
    if (!strcmp(name, "responses"))
        return import_responses(command);
    const struct thing *thing = thing_find(name);
    return thing && thing->put ? import_thing(command, thing)
                               : command_unknown_thing(command, _("cannot be imported"), true, others);
}
