/* Whom a campaign asks: including, leaving out, reminding, and whether an answer is taken from them now. */
#include <string.h>

#include "base/words.h"
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/campaign_act.h"

/* ---- whether answers are taken ---- */

static const char *judge_days(struct query *row) {
    if (db_column_int(row, db_column(row, "early")))
        return refuse(_("This questionnaire opens on %s."), db_column_text(row, db_column(row, "opens_on")));
    if (db_column_int(row, db_column(row, "late")))
        return refuse(_("This questionnaire closed on %s."),
                      db_column_text(row, db_column(row, "closes_on")));
    return NULL;
}

static const char *judge(struct query *row, bool begins) {
    const char *status = db_column_text(row, db_column(row, "status"));
    const char *decision = db_column_text(row, db_column(row, "decision"));
    const char *left_out = db_column_text(row, db_column(row, "excluded_why"));
    bool closing = !strcmp(status, "closing");
    if (left_out)
        return refuse(_("This questionnaire does not ask you any more: %s"), left_out);
    if (!strcmp(status, "draft") || !strcmp(status, "frozen"))
        return refuse(_("This questionnaire is not open; nothing can be entered."));
    if (db_column_int(row, db_column(row, "reopened")))
        return NULL;
    if (strcmp(status, "open") != 0 && !closing)
        return refuse(_("This questionnaire is not open; nothing can be entered."));
    const char *no = judge_days(row);
    if (!no && begins && decision && !strcmp(decision, "confirmed"))
        no = refuse(
            _("These answers are confirmed; ask the coordinator to return them if they must be corrected."));
    if (!no && begins && closing && !(decision && !strcmp(decision, "returned")))
        no = refuse(_("This questionnaire is closing: only what was begun can be finished."));
    return no;
}

const char *campaign_takes(struct db *db, int64_t respondent, bool begins) {
    struct query *row = db_query(
        db,
        "SELECT c.status, c.opens_on, c.closes_on, c.opens_on > today() AS early, c.closes_on < today() AS "
        "late, r.reopened_until >= today() AS reopened, r.excluded_why, r.decision FROM respondent r JOIN "
        "campaign c ON c.id = r.campaign_id WHERE r.id = :id",
        with(integer("id", respondent)));
    const char *no =
        db_next(row) ? judge(row, begins) : refuse(_("There is no such questionnaire any more."));
    db_done(row);
    return no;
}

/* ---- in and out ---- */

struct asking {
    int64_t actor, campaign, structure, respondent;
    const char *reason;
    int count;
};

static const char *include_step(struct db *db, void *argument) {
    struct asking *asking = argument;
    const struct db_value *values =
        with(integer("campaign", asking->campaign), integer("structure", asking->structure));
    const char *no = campaign_right(db, asking->actor, asking->campaign);
    if (!no && !db_exists(db,
                          "SELECT 1 FROM campaign c JOIN structure_above a ON a.above_id = c.structure_id "
                          "WHERE c.id = :campaign AND c.asks = 'structure' AND a.structure_id = :structure",
                          values))
        no = refuse(_("Only structures of the campaign's own part of the tree can be asked."));
    if (!no)
        no = db_run(db,
                    "INSERT INTO campaign_respondent (campaign_id, structure_id, staff) "
                    "SELECT :campaign, id, staff FROM structure WHERE id = :structure "
                    "ON CONFLICT (campaign_id, structure_id) DO UPDATE SET excluded_why = NULL "
                    "WHERE excluded_why IS NOT NULL",
                    values);
    if (!no && !db_changes(db))
        no = refuse(_("This structure is asked already."));
    return no ? no : campaign_note(db, asking->actor, asking->campaign, asking->structure, "include", "");
}

const char *campaign_include(struct db *db, int64_t actor, int64_t campaign, int64_t structure) {
    return db_write(db, include_step,
                    &(struct asking){ .actor = actor, .campaign = campaign, .structure = structure });
}

static const char *exclude_step(struct db *db, void *argument) {
    struct asking *asking = argument;
    const char *no = campaign_of_respondent(db, asking->respondent, &asking->campaign, &asking->structure);
    if (!no)
        no = campaign_right(db, asking->actor, asking->campaign);
    if (!no && !asking->structure)
        no = refuse(_("Officers are not left out one by one; nobody must answer a self-check."));
    if (!no)
        no = campaign_need_reason(asking->reason);
    if (!no)
        no = db_run(db,
                    "UPDATE campaign_respondent SET excluded_why = :reason WHERE id = :id "
                    "AND excluded_why IS NULL",
                    with(integer("id", asking->respondent), text("reason", asking->reason)));
    if (!no && !db_changes(db))
        no = refuse(_("This structure is left out already."));
    return no ? no
              : campaign_note(db, asking->actor, asking->campaign, asking->structure, "exclude",
                              asking->reason);
}

const char *campaign_exclude(struct db *db, int64_t actor, int64_t respondent, const char *reason) {
    return db_write(db, exclude_step,
                    &(struct asking){ .actor = actor, .respondent = respondent, .reason = reason });
}

/* ---- reminding ---- */

static const char *list_officers(struct db *db, int64_t campaign) {
    return db_run(db,
                  "INSERT OR IGNORE INTO campaign_respondent (campaign_id, officer_id) "
                  "SELECT c.id, o.id FROM campaign c JOIN structure_above a ON a.above_id = c.structure_id "
                  "JOIN officer o ON o.structure_id = a.structure_id AND o.status = 'active' "
                  "WHERE c.id = :id AND c.asks = 'officer'",
                  with(integer("id", campaign)));
}

static const char *remind_step(struct db *db, void *argument) {
    struct asking *asking = argument;
    const struct db_value *values =
        with(integer("campaign", asking->campaign), integer("respondent", asking->respondent),
             integer("actor", asking->actor));
    const char *no = campaign_right(db, asking->actor, asking->campaign);
    if (!no &&
        !db_exists(db, "SELECT 1 FROM campaign_list WHERE id = :campaign AND phase IN ('open', 'closing')",
                   values))
        no = refuse(_("Reminders are for the days on which the campaign takes answers."));
    if (!no)
        no = list_officers(db, asking->campaign);
    if (!no)
        no = db_run(db,
                    "INSERT INTO respondent_reminder (respondent_id, sent_at, officer_id) "
                    "SELECT r.id, now(), nullif(:actor, 0) FROM respondent r WHERE r.campaign_id = :campaign "
                    "AND :respondent IN (0, r.id) AND (r.state IN ('draft', 'returned') OR r.state = 'none' "
                    "AND EXISTS (SELECT 1 FROM campaign c WHERE c.id = :campaign AND c.status = 'open')) "
                    "AND NOT EXISTS (SELECT 1 FROM respondent_reminder x WHERE x.respondent_id = r.id "
                    "AND date(x.sent_at, 'unixepoch', 'localtime') = today())",
                    values);
    asking->count = db_changes(db);
    if (!no && !asking->count)
        no = refuse(_("Nobody is left to remind: who owes an answer was reminded today."));
    if (no)
        return no;
    struct arena arena = { 0 };
    no = campaign_note(db, asking->actor, asking->campaign, asking->structure, "remind",
                       asking->respondent ? "" : arena_format(&arena, "%d", asking->count));
    arena_done(&arena);
    return no;
}

const char *campaign_remind(struct db *db, int64_t actor, int64_t campaign, int64_t respondent, int *count) {
    struct asking asking = { .actor = actor, .campaign = campaign, .respondent = respondent };
    const char *no =
        respondent ? campaign_of_respondent(db, respondent, &asking.campaign, &asking.structure) : NULL;
    if (!no)
        no = db_write(db, remind_step, &asking);
    *count = asking.count;
    return no;
}
