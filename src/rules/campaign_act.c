#include "rules/campaign_act.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "rules/access.h"

const char *campaign_right(struct db *db, int64_t actor, int64_t campaign) {
    int64_t structure =
        db_int(db, 0, "SELECT structure_id FROM campaign WHERE id = :id", with(integer("id", campaign)));
    return structure ? access_check(db, actor, MAY_CAMPAIGN, structure)
                     : refuse(_("There is no such campaign."));
}

const char *campaign_need_reason(const char *reason) {
    if (!reason || strspn(reason, " \t\n") == strlen(reason))
        return refuse(_("Say why in a sentence; those concerned read it, and it is kept."));
    return text_is_clean(reason, true)
               ? NULL
               : refuse(_("The reason holds characters that cannot be shown; type it anew."));
}

const char *campaign_note(struct db *db, int64_t actor, int64_t campaign, int64_t structure, const char *act,
                          const char *reason) {
    return db_run(db,
                  "INSERT INTO campaign_event (campaign_id, structure_id, at, officer_id, act, reason) "
                  "VALUES (:campaign, nullif(:structure, 0), now(), nullif(:actor, 0), :act, :reason)",
                  with(integer("campaign", campaign), integer("structure", structure),
                       integer("actor", actor), text("act", act), text("reason", reason)));
}

const char *campaign_list(struct db *db, int64_t campaign) {
    const struct db_value *id = with(integer("id", campaign));
    const char *no =
        db_run(db,
               "DELETE FROM campaign_respondent WHERE campaign_id = :id AND id NOT IN "
               "(SELECT r.id FROM campaign c JOIN campaign_respondent r ON r.campaign_id = c.id "
               "JOIN structure_above a ON a.structure_id = r.structure_id AND a.above_id = c.structure_id "
               "WHERE c.id = :id AND c.asks = 'structure')",
               id);
    if (!no)
        no = db_run(db,
                    "INSERT OR IGNORE INTO campaign_respondent (campaign_id, structure_id) "
                    "SELECT c.id, s.id FROM campaign c JOIN structure_above a ON a.above_id = c.structure_id "
                    "JOIN structure s ON s.id = a.structure_id "
                    "WHERE c.id = :id AND c.asks = 'structure' AND s.staff > 0 AND s.valid_from <= today() "
                    "AND coalesce(s.valid_to, '9999') >= today()",
                    id);
    return no ? no
              : db_run(db,
                       "UPDATE campaign_respondent SET staff = (SELECT staff FROM structure s "
                       "WHERE s.id = structure_id) WHERE campaign_id = :id",
                       id);
}

static const char *check_opening(struct db *db, int64_t campaign) {
    const struct db_value *id = with(integer("id", campaign));
    if (db_exists(db, "SELECT 1 FROM campaign WHERE id = :id AND closes_on < today()", id))
        return refuse(_("The last day of this campaign is past; move it first, then open the campaign."));
    if (!db_exists(db, "SELECT 1 FROM campaign_list WHERE id = :id AND asked > 0", id))
        return refuse(
            _("This campaign would ask nobody: no structure there has staff, or all are left out."));
    return NULL;
}

const char *campaign_step(struct db *db, int64_t actor, int64_t campaign, const char *status) {
    const struct db_value *values = with(integer("id", campaign), text("status", status));
    const char *no = NULL;
    if (db_exists(db, "SELECT 1 FROM campaign WHERE id = :id AND status = 'draft'", values))
        no = campaign_list(db, campaign);
    if (!no && !strcmp(status, "open"))
        no = check_opening(db, campaign);
    if (!no)
        no = db_run(db, "UPDATE campaign SET status = :status, rev = rev + 1 WHERE id = :id", values);
    return no ? no : campaign_note(db, actor, campaign, 0, status, "");
}

const char *campaign_of_respondent(struct db *db, int64_t respondent, int64_t *campaign, int64_t *structure) {
    struct query *query =
        db_query(db, "SELECT campaign_id, coalesce(structure_id, 0) FROM campaign_respondent WHERE id = :id",
                 with(integer("id", respondent)));
    bool found = db_next(query);
    if (found) {
        *campaign = db_column_int(query, 0);
        *structure = db_column_int(query, 1);
    }
    db_done(query);
    return found ? NULL : refuse(_("Nobody like this is asked."));
}
