/* Answers to a campaign: a draft for each respondent, submitted as revisions that are never changed. */
#ifndef TOPCOP_RULES_RESPONSE_H
#define TOPCOP_RULES_RESPONSE_H

#include "store/db.h"

enum { RECEIPT_SIZE = 12 }; /* "K7QF-2M9X-T" with its zero byte */

/* The draft of a respondent, made when there is none; a new revision begins with the last answers. The
 * respondent is a structure (structure > 0: needs MAY_ANSWER there) or the actor (structure 0). Refuses when
 * the campaign is not open or does not ask them. */
REFUSAL response_start(struct db *db, int64_t actor, int64_t campaign, int64_t structure, int64_t *response);

/* Saves answers of a draft: each value's name is a question's path, its text the answer ("" takes it away).
 */
REFUSAL response_save(struct db *db, int64_t actor, int64_t response, const char *language,
                      const struct db_value *answers);

/* Throws a draft away, so that what was submitted before stands alone again. */
REFUSAL response_discard(struct db *db, int64_t actor, int64_t response);

/* Saves, checks everything once more, and makes it final. `receipt` tells the code: letters and digits that
 * are not mistaken for each other, the last one a checksum. Answers that are not relevant are left out. */
REFUSAL response_submit(struct db *db, int64_t actor, int64_t response, const char *language,
                        const struct db_value *answers, char receipt[static RECEIPT_SIZE]);

/* Whether a receipt code is written right (its checksum), whatever the case and dashes. */
bool response_receipt_is_right(const char *receipt);

#endif
