/* Campaigns: which structures or officers are asked which questionnaire, from when until when. A campaign
 * goes from draft to open, closing, closed and frozen, as the table campaign_transition allows. */
#ifndef TOPCOP_RULES_CAMPAIGN_H
#define TOPCOP_RULES_CAMPAIGN_H

#include "rules/record.h"

/* Fields: code, title, questionnaire (code), version ("" the newest), asks ("structure" or "officer"),
 * structure (code: it and all below are asked), period, areas (codes, blanks between; "" all), opens_on,
 * closes_on, status ("draft", "open", "closing", "closed", "frozen"). Needs MAY_CAMPAIGN for the structure. A
 * draft lists whom it will ask, opening lists them anew: the structures of the subtree that have staff and
 * are valid; officers are listed as they begin or are reminded. Closed and frozen campaigns stay as they
 * are, but for the status. */
REFUSAL campaign_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                     struct record *record);

/* Brings the campaign into another state. Refuses what the table does not allow, an opening that would ask
 * nobody or whose last day is past, and going back to draft once somebody has begun to answer. */
REFUSAL campaign_move(struct db *db, int64_t actor, int64_t campaign, const char *status);

/* Whether it could be brought there now, rights and days apart. */
bool campaign_may_become(struct db *db, int64_t campaign, const char *status);

/* Whether answers of the respondent can be entered now; `begins`: with a new draft. Refuses with the reason:
 * the days, the state of the campaign, that the answers are confirmed, or that it was left out. */
REFUSAL campaign_takes(struct db *db, int64_t respondent, bool begins);

/* Asks a structure of the campaign's subtree that is not asked, or no more asked; leaves one out, with a
 * reason. Before the campaign is closed; with MAY_CAMPAIGN. */
REFUSAL campaign_include(struct db *db, int64_t actor, int64_t campaign, int64_t structure);
REFUSAL campaign_exclude(struct db *db, int64_t actor, int64_t respondent, const char *reason);

/* Reminds all who owe an answer (one respondent > 0: only that), except those reminded today already; says
 * how many. They see it on their first screen. */
REFUSAL campaign_remind(struct db *db, int64_t actor, int64_t campaign, int64_t respondent, int *count);

/* How far a campaign is: respondents by state, and the head-count of those asked, answered (submitted or
 * confirmed) and confirmed. Excluded ones count nowhere else. Of officers who have not begun `none` are
 * counted too. */
struct campaign_progress {
    int64_t asked, none, draft, submitted, returned, confirmed, excluded;
    int64_t staff, staff_answered, staff_confirmed;
};
void campaign_progress(struct db *db, int64_t campaign, struct campaign_progress *progress);

/* "7 of 12 (58 %)"; without the percent where fewer than CAMPAIGN_FEW answered, which is too few to say more
 * than their number. In the arena. */
enum { CAMPAIGN_FEW = 3 };
char *campaign_share(struct arena *arena, int64_t part, int64_t whole, int64_t answered);

#endif
