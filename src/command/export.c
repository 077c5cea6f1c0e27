#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/words.h"
#include "command/responses.h"
#include "command/verbs.h"
#include "exchange/export.h"
#include "rules/thing.h"
#include "store/audit.h"

/* What narrows an export of the audit; of other things nothing does. */
static void narrow(struct query *query, struct command *command) {
    db_bind(query,
            with(text("badge", command_option(command, "officer")),
                 text("act", command_option(command, "act")), text("thing", command_option(command, "thing")),
                 text("from", command_option(command, "from")),
                 text("until", command_option(command, "until"))));
}

static REFUSAL export_thing(struct command *command, struct db *db, const struct thing *thing, int64_t actor,
                            struct export *out) {
    for (int i = 0; thing->fields[i]; i++)
        export_cell(out, thing->fields[i]);
    export_line(out);
    struct query *query = db_query(db, thing->query, NULL);
    if (db_wants(query, "actor"))
        db_bind(query, with(integer("actor", actor)));
    narrow(query, command);
    while (db_next(query)) {
        for (int i = 0; thing->fields[i]; i++)
            export_cell(out, db_column_text(query, db_column(query, thing->fields[i])));
        export_line(out);
    }
    db_done(query);
    return export_end(out);
}

const char *command_unknown_thing(struct command *command, const char *what, bool imports,
                                  const char *const *others) {
    const char *names[32];
    int count = 0;
    for (const struct thing *thing = things; thing->name && count < 28; thing++)
        if (thing->put || !imports)
            names[count++] = thing->name;
    while (*others && count < 31)
        names[count++] = *others++;
    names[count] = NULL;
    return command_unknown(command, arena_format(&command->arena, "\"%s\" %s", command->words[0], what),
                           command->words[0], names, true);
}

static REFUSAL check_words(struct command *command, const struct thing *thing) {
    static const char *const of_responses[] = { "to", "all", "confirmed", "labels", "split", "codebook" };
    static const char *const of_audit[] = { "officer", "act", "thing", "from", "until" };
    bool is_audit = thing && !strcmp(thing->name, "audit");
    for (size_t i = 0; i < sizeof of_audit / sizeof *of_audit && !is_audit; i++)
        if (command_option(command, of_audit[i]))
            return command_misused(command, _("Only the audit is exported with --%s."), of_audit[i]);
    for (int i = 3; i < 5; i++) {
        const char *day = command_option(command, of_audit[i]);
        char read[CLOCK_DAY];
        if (day && !clock_read_day(day, read))
            return command_misused(command, _("--%s is a day, as 2026-11-24; \"%s\" is none."), of_audit[i],
                                   day);
    }
    if (!thing)
        return command->word_count == 2
                   ? NULL
                   : command_misused(command, _("Whose answers? Name the campaign: topcop "
                                                "export responses CAMPAIGN."));
    if (command->word_count > 1)
        return command_misused(command, _("\"%s\" is one word too many."), command->words[1]);
    for (size_t i = 0; i < sizeof of_responses / sizeof *of_responses; i++)
        if (command_option(command, of_responses[i]))
            return command_misused(command, _("Only responses are exported with --%s."), of_responses[i]);
    return NULL;
}

static REFUSAL export_things(struct command *command, struct db *db, const struct thing *thing,
                             int64_t actor) {
    struct export out;
    export_begin(&out, stdout, command_option(command, "excel") != NULL);
    const char *refusal = export_thing(command, db, thing, actor, &out);
    if (!refusal && out.lines < 2)
        fprintf(stderr,
                _("No row: \"%s\" holds nothing, or nothing that the roles of who asks let them see.\n"),
                thing->name);
    return refusal;
}

const char *verb_export(struct command *command) {
    static const char *const others[] = { "responses", NULL };
    const char *name = command->words[0];
    const struct thing *thing = thing_find(name);
    if (!thing && strcmp(name, "responses") != 0)
        return command_unknown_thing(command, _("cannot be exported"), false, others);
    struct db *db = NULL;
    int64_t actor;
    const char *refusal = check_words(command, thing);
    if (!refusal)
        refusal = command_open(command, &db);
    if (!refusal)
        refusal = command_actor(command, db, &actor);
    if (!refusal)
        refusal = audit_write(db, "export", "", 0, name);
    if (!refusal)
        refusal = thing ? export_things(command, db, thing, actor) : export_responses(command, db, actor);
    if (db)
        db_close(db);
    return refusal;
}
