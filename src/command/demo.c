/* The demonstration: the files of schema/demo/ through the importers everybody uses. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/words.h"
#include "command/demo_answers.h"
#include "command/intake.h"
#include "command/verbs.h"
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/officer.h"
#include "rules/questionnaire.h"

static const char *const files[] = { "structures", "officers", "courses", "sessions", "registrations", NULL };

static const char *const questionnaires[] = { "schema/demo/needs.csv", "schema/demo/selfcheck.csv" };

static const struct {
    const char *questionnaire, *code, *title, *asks, *period, *opens, *closes, *status;
} campaigns[] = {
    { "needs", "needs-2026", N_("Training needs 2026"), "structure", "2026", "today-375", "today-345",
      "closed" },
    { "needs", "needs-2027", N_("Training needs 2027"), "structure", "2027", "today-10", "today+30", "open" },
    { "selfcheck", "selfcheck-2027", N_("Self-check 2027"), "officer", "2027", "today-10", "today+30",
      "open" },
    { "needs", "needs-2028", N_("Training needs 2028"), "structure", "2028", "today+300", "today+340",
      "draft" },
};
enum { CAMPAIGNS = sizeof campaigns / sizeof *campaigns };

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

static REFUSAL take_questionnaire(struct db *db, const char *file) {
    struct sheets sheets;
    struct problems problems = { 0 };
    int64_t version;
    const char *refusal = sheets_read_text(&sheets, file, embedded_text(file));
    struct definition *definition = refusal ? NULL : definition_new(&sheets, &problems);
    if (!refusal && !definition)
        refusal = refuse(_("The demonstration's %s could not be taken in."), file);
    if (!refusal)
        refusal = questionnaire_save(db, ACTOR_OWNER, &sheets, definition, &version);
    definition_free(definition);
    problems_done(&problems);
    sheets_done(&sheets);
    return refusal;
}

static REFUSAL put_campaign(struct db *db, int number, const char *opens, const char *closes,
                            const char *status) {
    return record_save(db, ACTOR_OWNER, campaign_put,
                       with(text("code", campaigns[number].code), text("title", campaigns[number].title),
                            text("questionnaire", campaigns[number].questionnaire),
                            text("asks", campaigns[number].asks), text("structure", "AZ-SCC"),
                            text("period", campaigns[number].period), text("opens_on", opens),
                            text("closes_on", closes), text("status", status)),
                       NULL);
}

/* Those that are answered are open meanwhile; then each gets its days and its state. */
static REFUSAL hold_campaigns(struct db *db) {
    const char *refusal = NULL;
    for (size_t i = 0; i < sizeof questionnaires / sizeof *questionnaires && !refusal; i++)
        refusal = take_questionnaire(db, questionnaires[i]);
    for (int i = 0; i < CAMPAIGNS && !refusal; i++)
        if (strcmp(campaigns[i].status, "draft") != 0)
            refusal = put_campaign(db, i, "today-10", "today+30", "open");
    if (!refusal)
        refusal = demo_answers(db);
    for (int i = 0; i < CAMPAIGNS && !refusal; i++)
        refusal = put_campaign(db, i, campaigns[i].opens, campaigns[i].closes, campaigns[i].status);
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
    if (!refusal)
        refusal = hold_campaigns(db);
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
