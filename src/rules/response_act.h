/* What the acts on drafts have in common: whose draft it is, and its answers. For response*.c only; all but
 * response_may_answer inside db_write. */
#ifndef TOPCOP_RULES_RESPONSE_ACT_H
#define TOPCOP_RULES_RESPONSE_ACT_H

#include "rules/response.h"
#include "store/db.h"

/* MAY_ANSWER for the structure; 0: for oneself. */
REFUSAL response_may_answer(struct db *db, int64_t actor, int64_t structure);

/* Whether the actor may go on with a draft now; not when others have changed it since it was started here. */
REFUSAL response_open_draft(struct db *db, int64_t actor, int64_t response);

/* Sittings: a draft is met when it is started here, and changed each time it is written; those who have it
 * open elsewhere are refused then. A draft that was never started here is not watched. */
REFUSAL response_meet(struct db *db, int64_t response);
REFUSAL response_changed(struct db *db, int64_t response);
REFUSAL response_check_sitting(struct db *db, int64_t response);

/* Makes these the answers of a draft, all of them; writes only what differs. `answers` may be NULL: none. */
REFUSAL response_put_answers(struct db *db, int64_t response, const struct db_value *answers);

/* Keeps the answers of a draft as its officer saved them, if they are not kept yet; keeps them no more. */
REFUSAL response_keep_saved(struct db *db, int64_t response);
REFUSAL response_forget_saved(struct db *db, int64_t response);

/* What response_save does, inside db_write. */
REFUSAL response_keep(struct db *db, int64_t actor, int64_t response, const char *language,
                      const struct db_value *answers, enum response_saved how);

#endif
