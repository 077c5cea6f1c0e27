#include "rules/response.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/filling.h"
#include "rules/questionnaire.h"
#include "rules/response_act.h"

/* ---- who and when ---- */

const char *response_may_answer(struct db *db, int64_t actor, int64_t structure) {
    return structure ? access_check(db, actor, MAY_ANSWER, structure)
                     : access_check(db, actor, MAY_REGISTER, 0);
}

struct starting {
    int64_t actor, campaign, structure;
    int64_t *made;
};

/* The row of campaign_respondent; officers get theirs when they begin. */
static const char *find_respondent(struct db *db, const struct starting *starting, int64_t *respondent) {
    const struct db_value *values =
        with(integer("campaign", starting->campaign), integer("actor", starting->actor),
             integer("structure", starting->structure));
    const char *no = NULL;
    if (!starting->structure)
        no = db_run(
            db,
            "INSERT OR IGNORE INTO campaign_respondent (campaign_id, officer_id) "
            "SELECT c.id, o.id FROM campaign c JOIN officer o ON o.id = :actor "
            "JOIN structure_above a ON a.structure_id = o.structure_id AND a.above_id = c.structure_id "
            "WHERE c.id = :campaign AND c.asks = 'officer' AND c.status IN ('open', 'closing')",
            values);
    *respondent =
        db_int(db, 0,
               "SELECT id FROM campaign_respondent WHERE campaign_id = :campaign "
               "AND CASE WHEN :structure > 0 THEN structure_id = :structure ELSE officer_id = :actor END",
               values);
    if (!no && !*respondent)
        no = refuse(_("This questionnaire does not ask you."));
    return no;
}

/* ---- drafts ---- */

/* The answers a draft begins with: those of the last revision with its quiet ones anew, or the defaults. */
static const char *begin_answers(struct db *db, int64_t response, int64_t version, int64_t last,
                                 const char *badge) {
    struct definition *definition = last ? NULL : questionnaire_load(db, version);
    struct filling *filling;
    struct arena arena = { 0 };
    const char *no = NULL;
    if (last) {
        no = db_run(db,
                    "INSERT INTO answer (response_id, question, value) SELECT :new, question, value FROM "
                    "(SELECT * FROM answer UNION ALL SELECT * FROM answer_dropped) "
                    "WHERE response_id = :last AND true ON CONFLICT (response_id, question) DO UPDATE "
                    "SET value = excluded.value",
                    with(integer("new", response), integer("last", last)));
        filling = filling_open(db, response);
        filling_begin_again(filling, badge);
    } else
        filling = filling_new(definition, badge);
    if (!no)
        no = response_put_answers(db, response, filling_values(filling, &arena));
    filling_close(filling);
    definition_free(definition);
    arena_done(&arena);
    return no;
}

static const char *make_draft(struct db *db, struct starting *starting, int64_t respondent) {
    const struct db_value *values = with(integer("respondent", respondent), integer("actor", starting->actor),
                                         integer("campaign", starting->campaign));
    struct arena arena = { 0 };
    int64_t last = db_int(
        db, 0, "SELECT id FROM response WHERE respondent_id = :respondent ORDER BY revision DESC LIMIT 1",
        values);
    const char *no =
        db_run(db,
               "INSERT INTO response (id, respondent_id, revision, version_id, state, language, officer_id, "
               "started_at, saved_at) SELECT (SELECT 1 + coalesce(max(id), 0) FROM (SELECT id FROM response "
               "UNION ALL SELECT id FROM response_discarded)), :respondent, coalesce((SELECT max(revision) "
               "FROM response "
               "WHERE respondent_id = :respondent), 0) + 1, version_id, 'draft', coalesce((SELECT language "
               "FROM response WHERE respondent_id = :respondent ORDER BY revision DESC LIMIT 1), ''), "
               ":actor, now(), now() FROM campaign WHERE id = :campaign",
               values);
    *starting->made = db_last_id(db);
    int64_t version = db_int(db, 0, "SELECT version_id FROM campaign WHERE id = :campaign", values);
    char *badge = db_text(db, &arena, "SELECT badge FROM officer WHERE id = :actor", values);
    if (!no)
        no = begin_answers(db, *starting->made, version, last, badge ? badge : "");
    arena_done(&arena);
    return no;
}

static const char *start_step(struct db *db, void *argument) {
    struct starting *starting = argument;
    int64_t respondent = 0;
    const char *no = find_respondent(db, starting, &respondent);
    if (no)
        return no;
    *starting->made = db_int(db, 0, "SELECT id FROM response WHERE respondent_id = :id AND state = 'draft'",
                             with(integer("id", respondent)));
    no = campaign_takes(db, respondent, !*starting->made);
    if (!no && !*starting->made)
        no = make_draft(db, starting, respondent);
    return no ? no : response_meet(db, *starting->made);
}

const char *response_start(struct db *db, int64_t actor, int64_t campaign, int64_t structure,
                           int64_t *response) {
    struct starting starting = {
        .actor = actor, .campaign = campaign, .structure = structure, .made = response
    };
    const char *no = response_may_answer(db, actor, structure);
    return no ? no : db_write(db, start_step, &starting);
}

const char *response_open_draft(struct db *db, int64_t actor, int64_t response) {
    const char *no = NULL;
    int64_t structure = 0, officer = 0, respondent = 0;
    struct query *query =
        db_query(db,
                 "SELECT c.id, coalesce(c.structure_id, 0), coalesce(c.officer_id, 0), r.state "
                 "FROM response r JOIN campaign_respondent c ON c.id = r.respondent_id "
                 "WHERE r.id = :id",
                 with(integer("id", response)));
    if (!db_next(query)) {
        no = refuse(_("There are no such answers."));
    } else {
        respondent = db_column_int(query, 0);
        structure = db_column_int(query, 1);
        officer = db_column_int(query, 2);
        if (strcmp(db_column_text(query, 3), "draft") != 0)
            no = refuse(_("These answers were submitted; begin a new revision to change them."));
    }
    db_done(query);
    if (!no && officer && officer != actor)
        no = refuse(_("These are another officer's answers."));
    if (!no)
        no = response_may_answer(db, actor, structure);
    if (!no)
        no = campaign_takes(db, respondent, false);
    return no ? no : response_check_sitting(db, response);
}
