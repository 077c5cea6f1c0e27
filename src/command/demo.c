/* The demonstration: the files of schema/demo/ through the importers everybody uses. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/words.h"
#include "command/intake.h"
#include "command/questions.h"
#include "command/verbs.h"
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/officer.h"
#include "rules/questionnaire.h"

static const char *const files[] = { "structures", "officers", "courses", "sessions", "registrations", NULL };

static const struct {
    const char *file, *code, *title, *asks;
} campaigns[] = {
    { "schema/demo/needs.csv", "needs-2027", N_("Training needs 2027"), "structure" },
    { "schema/demo/selfcheck.csv", "selfcheck-2027", N_("Self-check 2027"), "officer" },
};

static const struct {
    const char *badge, *what;
} people[] = { { "AZ-10001", N_("an officer") },
               { "AZ-20001", N_("the head of a structure") },
               { "AZ-30001", N_("a coordinator") },
               { "AZ-40001", N_("the national body") },
               { "AZ-90001", N_("an administrator") } };

/* Prints what is wrong with the demonstration's own files; they are tested, so it never should. */
static REFUSAL all_in(const struct intake *intake) {
    struct arena arena = { 0 };
    for (int i = 0; i < intake->import->problem_count; i++)
        fprintf(stderr, "%s\n", import_problem_text(intake->import, &intake->import->problems[i], &arena));
    arena_done(&arena);
    return intake->is_saved ? NULL
                            : refuse(_("The demonstration's %s could not be taken in."), intake->thing->name);
}

static REFUSAL take_file(struct db *db, const char *name) {
    struct arena arena = { 0 };
    const struct thing *thing = thing_find(name);
    const char *file = arena_format(&arena, "schema/demo/%s.csv", name);
    struct import import;
    struct import_kind kind = intake_kind(thing);
    struct intake intake = { .db = db, .actor = ACTOR_OWNER, .thing = thing, .import = &import };
    const char *refusal = import_read_text(&import, file, embedded_text(file), &kind);
    if (!refusal)
        refusal = intake_run(&intake);
    if (!refusal)
        refusal = all_in(&intake);
    import_done(&import);
    arena_done(&arena);
    return refusal;
}

static REFUSAL start_campaign(struct db *db, int number) {
    struct sheets sheets;
    struct definition *definition = NULL;
    int64_t version;
    const char *file = campaigns[number].file;
    const char *refusal = sheets_read_text(&sheets, file, embedded_text(file));
    if (!refusal)
        refusal = questions_compile(&sheets, &definition);
    if (!refusal)
        refusal = questionnaire_save(db, ACTOR_OWNER, &sheets, definition, &version);
    if (!refusal)
        refusal = record_save(
            db, ACTOR_OWNER, campaign_put,
            with(text("code", campaigns[number].code), text("title", campaigns[number].title),
                 text("questionnaire", definition->id), text("asks", campaigns[number].asks),
                 text("structure", "AZ-SCC"), text("period", "2027"), text("opens_on", "today-10"),
                 text("closes_on", "today+30"), text("status", "open")),
            NULL);
    definition_free(definition);
    sheets_done(&sheets);
    return refusal;
}

/* Whoever makes the demonstration is its coordinator, so that it opens without more. */
static REFUSAL enter_maker(struct db *db) {
    const char *login = command_login();
    return record_save(db, ACTOR_OWNER, officer_put,
                       with(text("badge", "AZ-30000"), text("surname", *login ? login : "?"),
                            text("login", login), text("post", _("Coordinator of this demonstration")),
                            text("structure", "AZ-SCC-ACA"), text("manager", "AZ-20022"),
                            text("languages", "az:C2 en:C1"), text("profile", "liaison"),
                            text("status", "active"), text("roles", "coordinator@AZ-SCC")),
                       NULL);
}

static REFUSAL fill(struct db *db) {
    const char *refusal = NULL;
    for (int i = 0; files[i] && !refusal; i++)
        refusal = take_file(db, files[i]);
    for (size_t i = 0; i < sizeof campaigns / sizeof *campaigns && !refusal; i++)
        refusal = start_campaign(db, (int)i);
    return refusal ? refusal : enter_maker(db);
}

static void unlink_beside(const char *file, const char *ending) {
    struct arena arena = { 0 };
    unlink(arena_format(&arena, "%s%s", file, ending));
    arena_done(&arena);
}

const char *verb_demo(struct command *command) {
    const char *file = command->words[0];
    struct db *db = NULL;
    const char *refusal = db_create(&db, file);
    if (refusal)
        return refusal;
    refusal = fill(db);
    db_close(db);
    if (refusal) {
        unlink(file);
        unlink_beside(file, "-wal");
        unlink_beside(file, "-shm");
        return refusal;
    }
    command_say(_("%s is made. \"%s --db %s\" opens it as its coordinator; as somebody else:"), file,
                command->program, file);
    for (size_t i = 0; i < sizeof people / sizeof *people; i++)
        command_say("    %s --db %s --as %s    %s", command->program, file, people[i].badge,
                    _(people[i].what));
    return NULL;
}
