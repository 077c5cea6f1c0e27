/* Codes for once: issued by a coordinator or the administrator and told to the officer, who chooses a
 * password or enters a key with it. Only its hash is kept, and only for three days. */
#ifndef TOPCOP_RULES_CODE_H
#define TOPCOP_RULES_CODE_H

#include "store/db.h"

enum { CODE_TEXT = 15, CODE_HOURS = 72 }; /* "K7QM-3XTP-9RWA" and its zero byte */

/* Makes a code for an officer; one issued before for the same purpose ('password' or 'key') ends. By
 * whoever may look after the account (role_check_account), and nobody for themselves. One for a key is
 * refused to who has a password: that is what a key is added with. */
REFUSAL code_issue(struct db *db, int64_t actor, int64_t officer, const char *purpose,
                   char text[static CODE_TEXT]);

/* Whether it is the officer's code and still good. Blanks, dashes and small letters do not matter. */
bool code_is_good(struct db *db, int64_t officer, const char *purpose, const char *code);

/* Uses it up: a step inside db_write. Refuses a wrong, used or expired one. */
REFUSAL code_redeem(struct db *db, int64_t officer, const char *purpose, const char *code);

/* Inside a write: no code opens anything any more that was issued for the officer, or by them for others. */
REFUSAL code_end_all(struct db *db, int64_t officer);

/* Whether the actor may issue codes for the officer. */
REFUSAL code_may_issue(struct db *db, int64_t actor, int64_t officer);

#endif
