/* Campaigns: which structures or officers are asked which questionnaire, from when until when. */
#ifndef TOPCOP_RULES_CAMPAIGN_H
#define TOPCOP_RULES_CAMPAIGN_H

#include "rules/record.h"

/* Fields: code, title, questionnaire (code), version ("" the newest), asks ("structure" or "officer"),
 * structure (code: it and all below are asked), period, opens_on, closes_on, status ("draft", "open",
 * "closing", "closed", "frozen"). Needs MAY_CAMPAIGN for the structure. Opening lists who is asked: the
 * structures of the subtree that have staff and are valid; officers are listed as they begin. A frozen
 * campaign stays. */
REFUSAL campaign_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                     struct record *record);

#endif
