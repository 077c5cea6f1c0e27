#include "rules/campaign.h"

#include <string.h>

#include "base/words.h"
#include "rules/access.h"
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

static void check(struct draft *draft, struct db *db) {
    static const char *const fixed[] = { "questionnaire", "version", "asks", "structure" };
    if (!strcmp(draft_before(draft, "status"), "frozen"))
        draft_problem(draft, _("A frozen campaign stays as it is; its result can be made again from it."));
    if (strcmp(draft_text(draft, "opens_on"), draft_text(draft, "closes_on")) > 0)
        draft_problem(draft, _("A campaign must not close before it opens."));
    if (*draft_text(draft, "questionnaire") && !version_id(draft, db))
        draft_problem(draft, _("Version: the questionnaire has no version \"%s\"."),
                      draft_text(draft, "version"));
    bool is_answered =
        db_exists(db,
                  "SELECT 1 FROM response r JOIN campaign_respondent c ON c.id = r.respondent_id "
                  "WHERE c.campaign_id = :id",
                  draft->values);
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (is_answered && draft_changed(draft, fixed[i])) {
            draft_problem(draft, _("A campaign that has answers keeps its questionnaire and whom it asks."));
            return;
        }
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

/* The official answer is asked of every structure below that has staff. */
static const char *list_respondents(struct draft *draft, struct db *db) {
    if (strcmp(draft_text(draft, "status"), "open") != 0 ||
        strcmp(draft_text(draft, "asks"), "structure") != 0)
        return NULL;
    return db_run(db,
                  "INSERT OR IGNORE INTO campaign_respondent (campaign_id, structure_id) "
                  "SELECT c.id, s.id FROM campaign c JOIN structure_above a ON a.above_id = c.structure_id "
                  "JOIN structure s ON s.id = a.structure_id WHERE c.id = :id AND s.staff > 0 "
                  "AND s.valid_from <= today() AND coalesce(s.valid_to, '9999') >= today()",
                  with(integer("id", draft->id)));
}

static const char *write(struct draft *draft, struct db *db, struct record *record) {
    draft_extra(draft, integer("version_id", version_id(draft, db)));
    const char *no = draft_write(draft, db, NULL,
                                 "INSERT INTO campaign (code, title, version_id, asks, structure_id, period, "
                                 "opens_on, closes_on, status) VALUES "
                                 "(:code, :title, :version_id, :asks, (SELECT id FROM structure WHERE code = "
                                 ":structure), :period, :opens_on, "
                                 ":closes_on, :status)",
                                 "UPDATE campaign SET code = :code, title = :title, version_id = "
                                 ":version_id, asks = :asks, structure_id = "
                                 "(SELECT id FROM structure WHERE code = :structure), period = :period, "
                                 "opens_on = :opens_on, closes_on = "
                                 ":closes_on, status = :status, rev = rev + 1 WHERE id = :id",
                                 record);
    return no ? no : list_respondents(draft, db);
}

const char *campaign_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                         struct record *record) {
    struct draft draft;
    const char *no = draft_begin(&draft, db, columns, "SELECT id FROM campaign WHERE code = :key",
                                 "SELECT * FROM campaign_form WHERE id = :id", values, how);
    if (!no)
        check(&draft, db);
    if (!no)
        no = draft_verdict(&draft);
    if (!no)
        no = check_right(&draft, db, actor);
    if (!no)
        no = write(&draft, db, record);
    draft_done(&draft);
    return no;
}
