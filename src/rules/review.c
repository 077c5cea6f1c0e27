#include "rules/review.h"

#include <string.h>

#include "base/clock.h"
#include "base/words.h"
#include "rules/access.h"
#include "rules/campaign_act.h"

struct review {
    int64_t actor, response, respondent;
    const char *decision, *words, *until;
    int64_t structure, campaign, draft;
    bool is_last, is_confirmed;
};

/* Reads what the decision is about; false when there are no such submitted answers of a structure. */
static bool fill(struct db *db, struct review *review) {
    struct query *query =
        db_query(db,
                 "SELECT r.structure_id, r.draft_id, r.submitted_id = p.id, coalesce(r.decision, '') = "
                 "'confirmed' FROM response p JOIN respondent r ON r.id = p.respondent_id "
                 "WHERE p.id = :id AND p.state = 'submitted' AND r.structure_id IS NOT NULL",
                 with(integer("id", review->response)));
    bool found = db_next(query);
    if (found) {
        review->structure = db_column_int(query, 0);
        review->draft = db_column_int(query, 1);
        review->is_last = db_column_int(query, 2);
        review->is_confirmed = db_column_int(query, 3);
    }
    db_done(query);
    return found;
}

/* The campaign is asked by the trigger once more. */
static const char *judge(struct db *db, struct review *review) {
    bool confirms = !strcmp(review->decision, "confirmed");
    if (!fill(db, review))
        return refuse(_("There are no such answers to confirm."));
    if (confirms || !access_reaches(db, review->actor, MAY_CAMPAIGN, review->structure)) {
        const char *no = access_check(db, review->actor, MAY_CONFIRM_ANSWERS, review->structure);
        if (no)
            return no;
    }
    if (!review->is_last)
        return refuse(_("Newer answers were submitted; decide about those."));
    if (review->draft)
        return refuse(_("A correction of these answers has been begun; decide when it is submitted."));
    if (confirms && review->is_confirmed)
        return refuse(_("These answers are confirmed already."));
    if (!db_exists(db,
                   "SELECT 1 FROM response p JOIN respondent_writable w ON w.respondent_id = p.respondent_id "
                   "WHERE p.id = :id",
                   with(integer("id", review->response))))
        return refuse(_("This campaign is closed; nothing is decided in it any more."));
    return NULL;
}

static const char *decide_step(struct db *db, void *argument) {
    struct review *review = argument;
    const char *no = judge(db, review);
    return no ? no
              : db_run(db,
                       "INSERT INTO response_review (response_id, decision, comment, officer_id, decided_at) "
                       "VALUES (:response, :decision, :comment, nullif(:actor, 0), now())",
                       with(integer("response", review->response), text("decision", review->decision),
                            text("comment", review->words), integer("actor", review->actor)));
}

const char *review_confirm(struct db *db, int64_t actor, int64_t response) {
    return db_write(
        db, decide_step,
        &(struct review){ .actor = actor, .response = response, .decision = "confirmed", .words = "" });
}

const char *review_return(struct db *db, int64_t actor, int64_t response, const char *comment) {
    const char *no = campaign_need_reason(comment);
    return no ? no
              : db_write(
                    db, decide_step,
                    &(struct review){
                        .actor = actor, .response = response, .decision = "returned", .words = comment });
}

static bool may(struct db *db, int64_t actor, int64_t response, const char *decision) {
    return !judge(db, &(struct review){ .actor = actor, .response = response, .decision = decision });
}

bool review_may_confirm(struct db *db, int64_t actor, int64_t response) {
    return may(db, actor, response, "confirmed");
}

bool review_may_return(struct db *db, int64_t actor, int64_t response) {
    return may(db, actor, response, "returned");
}

/* ---- once more for one ---- */

static const char *reopen_step(struct db *db, void *argument) {
    struct review *review = argument;
    const char *no = campaign_of_respondent(db, review->respondent, &review->campaign, &review->structure);
    if (!no)
        no = campaign_right(db, review->actor, review->campaign);
    if (!no && db_exists(db, "SELECT 1 FROM campaign WHERE id = :id AND status IN ('draft', 'frozen')",
                         with(integer("id", review->campaign))))
        no = refuse(_("Only while a campaign runs, or after it was closed, can one respondent answer anew; "
                      "not in a draft, and never when it is frozen."));
    if (!no)
        no = db_run(db, "UPDATE campaign_respondent SET reopened_until = :until WHERE id = :id",
                    with(integer("id", review->respondent), text("until", review->until)));
    return no ? no
              : campaign_note(db, review->actor, review->campaign, review->structure, "reopen",
                              review->words);
}

const char *review_reopen(struct db *db, int64_t actor, int64_t respondent, const char *until,
                          const char *reason) {
    char day[CLOCK_DAY], today[CLOCK_DAY];
    clock_today(today);
    if (!clock_read_day(until, day) || strcmp(day, today) < 0)
        return refuse(_("The last day must be today or later, such as +7 or %s."), today);
    const char *no = campaign_need_reason(reason);
    return no ? no
              : db_write(db, reopen_step,
                         &(struct review){
                             .actor = actor, .respondent = respondent, .until = day, .words = reason });
}
