/* The one way in for who is not known yet: badge and password, or a code and a first password. */
#ifndef TOPCOP_SCREENS_SIGN_IN_H
#define TOPCOP_SCREENS_SIGN_IN_H

#include "ui/session.h"

/* The only screens there are before somebody has signed in: for session_init with the names "", rights 0 and
 * officer 0. After signing in the session goes on with all screens. */
extern const struct screen *const sign_in_screens[];
extern const struct screen sign_in_screen, first_password_screen;

/* Makes the session the officer's and begins at home. */
REFUSAL sign_in_as(struct session *session, int64_t officer);

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
