/* What becomes of submitted answers of a structure: its head confirms them, so that they are official, or
 * they are returned with a comment and the next revision begins with them. Decisions are never changed; the
 * last one holds. Officers' self-checks are never reviewed. */
#ifndef TOPCOP_RULES_REVIEW_H
#define TOPCOP_RULES_REVIEW_H

#include "store/db.h"

/* Needs MAY_CONFIRM_ANSWERS for the structure. Refuses answers that are not the last submitted, that are
 * confirmed already, or of which a correction has been begun. */
REFUSAL review_confirm(struct db *db, int64_t actor, int64_t response);

/* Needs MAY_CONFIRM_ANSWERS or MAY_CAMPAIGN for the structure, and a comment. Confirmed answers can be
 * returned, too; they are not official any more then. */
REFUSAL review_return(struct db *db, int64_t actor, int64_t response, const char *comment);

/* Lets one respondent begin and submit until that day though the campaign takes no more, or although the
 * answers are confirmed. Not in a draft or a frozen campaign; needs MAY_CAMPAIGN for it, and a reason. */
REFUSAL review_reopen(struct db *db, int64_t actor, int64_t respondent, const char *until,
                      const char *reason);

/* Whether the actor could do that now, comment apart. */
bool review_may_confirm(struct db *db, int64_t actor, int64_t response);
bool review_may_return(struct db *db, int64_t actor, int64_t response);

#endif
