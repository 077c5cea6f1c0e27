/* What the acts on campaigns have in common: the right, the history, the list of who is asked. For
 * campaign*.c and review.c only; all inside db_write. */
#ifndef TOPCOP_RULES_CAMPAIGN_ACT_H
#define TOPCOP_RULES_CAMPAIGN_ACT_H

#include "store/db.h"

/* MAY_CAMPAIGN for the campaign's structure; there must be such a campaign. */
REFUSAL campaign_right(struct db *db, int64_t actor, int64_t campaign);

/* Refuses a reason or comment without a word in it, or with what a terminal must not show. */
REFUSAL campaign_need_reason(const char *reason);

/* Adds to the campaign's history; structure 0: about the whole campaign. */
REFUSAL campaign_note(struct db *db, int64_t actor, int64_t campaign, int64_t structure, const char *act,
                      const char *reason);

/* Lists whom a draft asks, with their staff as it is today; those left out stay so. */
REFUSAL campaign_list(struct db *db, int64_t campaign);

/* Into another state, rights apart. */
REFUSAL campaign_step(struct db *db, int64_t actor, int64_t campaign, const char *status);

/* Campaign and structure (0: an officer) of a respondent; refuses when there is none. */
REFUSAL campaign_of_respondent(struct db *db, int64_t respondent, int64_t *campaign, int64_t *structure);

#endif
