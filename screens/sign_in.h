/* The one way in for who is not known yet: badge and password, or a code and a first password. */
#ifndef TOPCOP_SCREENS_SIGN_IN_H
#define TOPCOP_SCREENS_SIGN_IN_H

#include "ui/session.h"

/* Says in the session whose it is, what they may and which screens there are, for session_init and
 * session_restart. Officer 0: nobody's yet; then the only screen is the one to sign in on. Refuses a
 * suspended officer. */
REFUSAL sign_in_set(struct session *session, int64_t officer);

extern const struct screen sign_in_screen, first_password_screen;

/* "The two are not the same." for a password that was typed twice, and what password_judge says; the check of
 * a form with the fields `fresh` and `again`. */
REFUSAL sign_in_judge(struct session *session, int field, int64_t officer);

#define FIELD_FRESH                                                                                          \
    .name = "fresh", .label = N_("New password"), .kind = FIELD_SECRET, .required = true, .most = 128,       \
    .help = N_("At least 8 characters of any kind, easily remembered and hard to "                           \
               "guess: several words that have nothing to do with each other.")
#define FIELD_AGAIN                                                                                          \
    .name = "again", .label = N_("Once more"), .kind = FIELD_SECRET, .required = true, .most = 128,          \
    .help = N_("The same again, since it is not shown.")

#endif
