/* Every screen that officers see; the first is home. A screen knows the others only by these names. */
#ifndef TOPCOP_SCREENS_ALL_H
#define TOPCOP_SCREENS_ALL_H

#include "screens/campaign.h"
#include "screens/questionnaire.h"
#include "ui/screen.h"

/* NULL at the end. */
extern const struct screen *const all_screens[];

extern const struct screen home_screen;
extern const struct screen catalogue_screen, course_screen, course_edit_screen;
/* `sessions` and `past_sessions` opened on a course's id show only its own. */
extern const struct screen sessions_screen, past_sessions_screen, session_screen, session_edit_screen;
extern const struct screen session_seats_screen, session_cancel_screen;
/* On a session's id. */
extern const struct screen registrations_screen, nominate_screen;
/* On a registration's id. */
extern const struct screen registration_screen, refuse_screen, overbook_screen, place_screen, withdraw_screen;
extern const struct screen requests_screen, my_training_screen;
extern const struct screen profile_screen, profile_edit_screen, password_screen;
/* `keys` on an officer's id, 0: one's own; the others but `key_add` on a key's. */
extern const struct screen keys_screen, key_screen, key_add_screen, key_revoke_screen;
/* `officers` opened on a structure's id shows those who serve there or below. */
extern const struct screen officers_screen, officer_screen, officer_edit_screen, account_screen;
extern const struct screen structures_screen, structure_screen, structure_edit_screen;
/* `roles` on a structure's id: its roles and those below; `officer_roles` on an officer's; then on a grant's.
 */
extern const struct screen roles_screen, officer_roles_screen, my_roles_screen, grant_screen;
extern const struct screen audit_screen, audit_row_screen;
extern const struct screen role_screen, delegate_screen, end_role_screen;
/* On the number of a report, from 1; 0: the list of them. */
extern const struct screen figures_screen;
/* Who is here, one's own visits, ending one (on its id), how long a visit lasts. */
extern const struct screen here_screen, visits_screen, visit_end_screen, settings_screen;
/* `retention_class` on a class's id, `hold_release` on a hold's. */
extern const struct screen retention_screen, retention_class_screen, legal_hold_screen, hold_release_screen;
extern const struct screen help_screen, about_screen;

#endif
