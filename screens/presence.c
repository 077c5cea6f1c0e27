#include "screens/presence.h"

#include <stdio.h>

#include "base/clock.h"
#include "rules/visit.h"

enum { MINUTE = 60000, SEEN_EVERY = 5 * MINUTE /* milliseconds */ };

static void renew(struct session *session) {
    session->idle = (int64_t)(visit_limits(session->db).idle * MINUTE);
}

/* What somebody should know who has just come: that they are here already, or were, from another place. */
static void greet(struct session *session, const char *origin) {
    struct visit_past past;
    char when[CLOCK_TEXT];
    if (*session->message)
        return;
    if (visit_beside(session->db, session->officer, session->visit, &past))
        session_say(session, SAID, _("You are also here from %s since %s."), past.origin,
                    clock_text(past.begun_at, when));
    else if (visit_last(session->db, session->officer, session->visit, &past) &&
             visit_is_elsewhere(past.origin, origin))
        session_say(session, SAID, _("Last here %s from %s."), clock_text(past.begun_at, when), past.origin);
}

static const char *arrive(struct session *session) {
    const struct arrival arrival = { session->officer, session->key, session->door, visit_origin() };
    db_actor(session->db, session->officer, 0);
    const char *no = visit_begin(session->db, &arrival, &session->visit);
    if (no)
        return no;
    db_actor(session->db, session->officer, session->visit);
    renew(session);
    greet(session, arrival.origin);
    return NULL;
}

static const char *goes_on(struct session *session) {
    renew(session);
    return visit_goes_on(session->db, session->visit);
}

static const char *leave(struct session *session, const char *how) {
    return visit_end(session->db, session->visit, how);
}

static const char *beside(struct session *session) {
    static char there[128];
    char when[CLOCK_TEXT];
    struct visit_past past;
    if (!visit_beside(session->db, session->officer, session->visit, &past))
        return NULL;
    snprintf(there, sizeof there, _("%s since %s"), past.origin, clock_text(past.begun_at, when) + 11);
    return there;
}

const struct presence presence_of_officers = {
    .arrive = arrive,
    .goes_on = goes_on,
    .leave = leave,
    .beside = beside,
    .lock = &lock_screen,
};
