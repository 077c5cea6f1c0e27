#include "rules/campaign.h"

#include <string.h>

#include "base/words.h"
#include "rules/access.h"
#include "rules/campaign_act.h"
#include "rules/draft.h"

/* clang-format off */
static const struct column columns[] = {
    { "code", N_("Code"), .kind = COLUMN_TEXT, .required = true, .most = 32 },
    { "title", N_("Title"), .kind = COLUMN_TEXT, .required = true, .most = 200 },
    { "questionnaire", N_("Questionnaire"), .kind = COLUMN_REFERENCE, .required = true,
      .lookup = "SELECT code FROM questionnaire WHERE code = :value" },
    { "version", N_("Version"), .kind = COLUMN_TEXT, .most = 64 },
    { "asks", N_("Asks"), .kind = COLUMN_REFERENCE, .required = true,
      .words = "structure, officer" },
    { "structure", N_("Structure"), .kind = COLUMN_REFERENCE, .required = true,
      .lookup = "SELECT code FROM structure WHERE code = :value" },
    { "period", N_("Period"), .kind = COLUMN_TEXT, .most = 32 },
    { "areas", N_("Areas"), .kind = COLUMN_TEXT, .most = 400 },
    { "opens_on", N_("Opens on"), .kind = COLUMN_DAY, .required = true },
    { "closes_on", N_("Closes on"), .kind = COLUMN_DAY, .required = true },
    { "status", N_("State"), .kind = COLUMN_REFERENCE, .required = true, .default_text = "draft",
      .words = "draft, open, closing, closed, frozen" },
    { 0 }
};
/* clang-format on */

static int64_t version_id(struct draft *draft, struct db *db) {
    return db_int(
        db, 0,
        "SELECT v.id FROM questionnaire_version v JOIN questionnaire q ON q.id = v.questionnaire_id "
        "WHERE q.code = :questionnaire AND :version IN (v.version, '') ORDER BY v.id DESC LIMIT 1",
        draft->values);
}

static void check_areas(struct draft *draft, struct db *db) {
    char **words = draft_words(&draft->arena, draft_text(draft, "areas"), " ,;");
    for (char **word = words; *word; word++)
        if (!db_exists(db, "SELECT 1 FROM area WHERE code = :code", with(text("code", *word))))
            draft_problem(draft, _("Areas are written by their codes, as in \"DRG CYB\"; \"%s\" is none."),
                          *word);
    draft_set(draft, "areas", draft_sorted(&draft->arena, words));
}

/* A closed campaign can be opened again, with another last day; a frozen one stays. */
static void check_ended(struct draft *draft) {
    const char *before = draft_before(draft, "status");
    if (!strcmp(before, "frozen"))
        draft_problem(draft, _("A frozen campaign stays as it is; its result can be made again from it."));
    if (draft->is_new || strcmp(before, "closed") != 0)
        return;
    for (const struct column *column = columns; column->name; column++)
        if (strcmp(column->name, "status") && strcmp(column->name, "closes_on") &&
            draft_changed(draft, column->name)) {
            draft_problem(draft, _("A closed campaign stays as it is; open it again to change it."));
            return;
        }
}

static void check_answered(struct draft *draft, struct db *db) {
    static const char *const fixed[] = { "questionnaire", "asks", "structure" };
    bool is_answered =
        db_exists(db,
                  "SELECT 1 FROM response r JOIN campaign_respondent c ON c.id = r.respondent_id "
                  "WHERE c.campaign_id = :id",
                  draft->values);
    bool has_begun = !draft->is_new && strcmp(draft_before(draft, "status"), "draft") != 0;
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        if (!draft_changed(draft, fixed[i]) || !(is_answered || has_begun))
            continue;
        if (is_answered)
            draft_problem(draft, _("A campaign that has answers keeps its questionnaire and whom it asks."));
        else
            draft_problem(draft, _("Whom it asks and what is fixed once a campaign is open; while nobody has "
                                   "answered it can become a draft again."));
        return;
    }
}

static void check(struct draft *draft, struct db *db) {
    if (strcmp(draft_text(draft, "opens_on"), draft_text(draft, "closes_on")) > 0)
        draft_problem(draft, _("A campaign must not close before it opens."));
    if (*draft_text(draft, "questionnaire") && !version_id(draft, db))
        draft_problem(draft, _("Version: the questionnaire has no version \"%s\"."),
                      draft_text(draft, "version"));
    if (draft_changed(draft, "areas"))
        check_areas(draft, db);
    check_ended(draft);
    check_answered(draft, db);
}

static const char *check_right(struct draft *draft, struct db *db, int64_t actor) {
    const char *no =
        access_check(db, actor, MAY_CAMPAIGN,
                     db_int(db, 0, "SELECT id FROM structure WHERE code = :structure", draft->values));
    if (!no && !draft->is_new)
        no = access_check(db, actor, MAY_CAMPAIGN,
                          db_int(db, 0, "SELECT structure_id FROM campaign WHERE id = :id",
                                 with(integer("id", draft->id))));
    return no;
}

static const char *put_areas(struct draft *draft, struct db *db) {
    if (!draft_changed(draft, "areas"))
        return NULL;
    const char *no = db_run(db, "DELETE FROM campaign_area WHERE campaign_id = :id", draft->values);
    for (char **word = draft_words(&draft->arena, draft_text(draft, "areas"), " "); *word && !no; word++)
        no = db_run(db,
                    "INSERT INTO campaign_area (campaign_id, area_id) SELECT :id, id FROM area WHERE code = "
                    ":code",
                    with(integer("id", draft->id), text("code", *word)));
    return no;
}

/* One that comes from another file has gone part of its way already, maybe long ago. */
static const char *catch_up(struct draft *draft, struct db *db) {
    static const char *const ways[][2] = {
        { "closing", "open" }, { "closed", "open" }, { "frozen", "open" }, { "frozen", "closed" }
    };
    const char *no = NULL;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && !no; i++)
        if (!strcmp(draft_text(draft, "status"), ways[i][0]))
            no = db_run(db, "UPDATE campaign SET status = :status WHERE id = :id",
                        with(text("status", ways[i][1]), integer("id", draft->id)));
    return no;
}

/* A new campaign begins as a draft and is opened from there. */
static const char *put_status(struct draft *draft, struct db *db, int64_t actor) {
    const char *before = draft->is_new ? "draft" : draft_before(draft, "status");
    const char *no = strcmp(before, "draft") ? NULL : campaign_list(db, draft->id);
    if (!no && draft->is_new)
        no = catch_up(draft, db);
    return no || !strcmp(before, draft_text(draft, "status"))
               ? no
               : campaign_step(db, actor, draft->id, draft_text(draft, "status"));
}

static const char *write(struct draft *draft, struct db *db, int64_t actor, struct record *record) {
    draft_extra(draft, integer("version_id", version_id(draft, db)));
    const char *no = draft_write(
        draft, db, NULL,
        "INSERT INTO campaign (code, title, version_id, asks, structure_id, period, opens_on, closes_on) "
        "VALUES (:code, :title, :version_id, :asks, (SELECT id FROM structure WHERE code = :structure), "
        ":period, :opens_on, :closes_on)",
        "UPDATE campaign SET code = :code, title = :title, version_id = :version_id, asks = :asks, "
        "structure_id = (SELECT id FROM structure WHERE code = :structure), period = :period, "
        "opens_on = :opens_on, closes_on = :closes_on, rev = rev + 1 WHERE id = :id",
        record);
    if (!no)
        no = put_areas(draft, db);
    return no ? no : put_status(draft, db, actor);
}

static const struct record_kind kind = {
    .columns = columns,
    .find = "SELECT id FROM campaign WHERE code = :key",
    .load = "SELECT * FROM campaign_form WHERE id = :id",
    .check = check,
    .right = check_right,
    .write = write,
};

const char *campaign_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                         struct record *record) {
    return draft_put(&kind, db, actor, values, how, record);
}

struct moving {
    int64_t actor, campaign;
    const char *status;
};

static const char *move_step(struct db *db, void *argument) {
    struct moving *moving = argument;
    const char *no = campaign_right(db, moving->actor, moving->campaign);
    return no ? no : campaign_step(db, moving->actor, moving->campaign, moving->status);
}

const char *campaign_move(struct db *db, int64_t actor, int64_t campaign, const char *status) {
    return db_write(db, move_step, &(struct moving){ actor, campaign, status });
}

bool campaign_may_become(struct db *db, int64_t campaign, const char *status) {
    return db_exists(db,
                     "SELECT 1 FROM campaign c JOIN campaign_transition t ON t.from_status = c.status "
                     "WHERE c.id = :id AND t.to_status = :status AND (t.to_status <> 'draft' OR NOT EXISTS "
                     "(SELECT 1 FROM response p JOIN campaign_respondent r ON r.id = p.respondent_id "
                     "WHERE r.campaign_id = c.id))",
                     with(integer("id", campaign), text("status", status)));
}
