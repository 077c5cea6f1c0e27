/* Officers: who they are, where they serve, what they speak, and the roles granted to them. */
#ifndef TOPCOP_RULES_OFFICER_H
#define TOPCOP_RULES_OFFICER_H

#include "rules/record.h"

/* Fields: badge, surname, given_name, rank, post, structure (code), manager (badge), email, phone, languages
 * ("az:C2 en:B1"), clearance, profile, login, status, roles ("head@AZ-SCC coordinator@AZ"; one without @ is
 * on the officer's own structure). A form's query: SELECT * FROM officer_form WHERE id = :id. Needs
 * MAY_EDIT_OFFICERS for the structure; roles go by the rules of role.h, and nobody changes the login or
 * status of who has a role that they may not grant. Officers may change their own email and phone. Waiting
 * registrations are settled anew. */
REFUSAL officer_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                    struct record *record);

#endif
