/* What those who decide about registrations can do, the same in the list of a session, the list of requests
 * and on a registration's page: rows for their tables of actions. */
#ifndef TOPCOP_SCREENS_DECISION_H
#define TOPCOP_SCREENS_DECISION_H

#include "rules/access.h"
#include "ui/session.h"

/* Whether the next step of the registration at hand is this officer's. */
bool decision_is_due(struct session *session);
/* Whether the registration at hand waits for a seat. */
bool decision_is_waiting(struct session *session);

const char *decision_ask(struct session *session);
REFUSAL decision_agree(struct session *session);
REFUSAL decision_refuse(struct session *session);
REFUSAL decision_overbook(struct session *session);

/* clang-format off */
#define ACTION_AGREE \
    .key = F10, .word = "approve", .label = N_("Approve"), .may = MAY_APPROVE | MAY_ENDORSE | MAY_CONFIRM, \
    .possible = decision_is_due, .ask = decision_ask, .act = decision_agree, \
    .help = N_("Agrees to a request: endorses it, or gives it a seat or a place on the waiting list.")
#define ACTION_REFUSE \
    .key = F4, .word = "refuse", .label = N_("Refuse"), .may = MAY_APPROVE | MAY_ENDORSE | MAY_CONFIRM, \
    .possible = decision_is_due, .act = decision_refuse, \
    .help = N_("Refuses a request, with a reason that the officer can read.")
#define ACTION_OVERBOOK \
    .key = F8, .word = "overbook", .label = N_("Overbook"), .may = MAY_OVERBOOK, \
    .possible = decision_is_waiting, .act = decision_overbook, \
    .help = N_("Gives one who waits a seat over the capacity, with a reason that stays in the history.")
/* clang-format on */

#endif
