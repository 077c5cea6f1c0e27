#include "screens/presence.h"

#include <stdio.h>

#include "base/clock.h"
#include "rules/access.h"
#include "rules/visit.h"

enum { MINUTE = 60000, SEEN_EVERY = 5 * MINUTE /* milliseconds */ };

static void renew(struct session *session) {
    session->idle = (int64_t)(visit_limits(session->db).idle * MINUTE);
}

/* What somebody should know who has just come: that others tried to, that they are here already, or were,
 * from another place. */
static void greet(struct session *session, const char *origin) {
    struct visit_past last, beside;
    char when[CLOCK_TEXT];
    if (*session->message)
        return;
    bool was_here = visit_last(session->db, session->officer, session->visit, &last);
    long failed = was_here ? visit_failures(session->db, session->officer, last.begun_at) : 0;
    if (failed)
        session_say(session, SAID,
                    words_count(N_("Last here %s from %s; %ld attempt to sign in failed since."),
                                N_("Last here %s from %s; %ld attempts to sign in failed since."), failed),
                    clock_text(last.begun_at, when), last.origin, failed);
    else if (visit_beside(session->db, session->officer, session->visit, &beside))
        session_say(session, SAID, _("You are also here from %s since %s."), beside.origin,
                    clock_text(beside.begun_at, when));
    else if (was_here && visit_is_elsewhere(last.origin, origin))
        session_say(session, SAID, _("Last here %s from %s."), clock_text(last.begun_at, when), last.origin);
}

static const char *arrive(struct session *session) {
    const struct arrival arrival = { session->officer, session->key, session->door, visit_origin() };
    db_actor(session->db, session->officer, 0);
    const char *no = visit_begin(session->db, &arrival, &session->visit);
    if (no)
        return no;
    db_actor(session->db, session->officer, session->visit);
    session->seen = clock_ticks();
    renew(session);
    greet(session, arrival.origin);
    return NULL;
}

/* That keys come is noted now and then; what cannot be noted is at the next look. */
static void note_keys(struct session *session) {
    int64_t now = clock_ticks();
    if (session->key_at > session->seen && now - session->seen >= SEEN_EVERY &&
        !visit_seen(session->db, session->visit))
        session->seen = now;
}

static const char *goes_on(struct session *session) {
    renew(session);
    const char *no = visit_goes_on(session->db, session->visit);
    if (no)
        return no;
    session->rights = access_rights(session->db, session->officer); /* roles come and go meanwhile */
    note_keys(session);
    return NULL;
}

static const char *leave(struct session *session, const char *how) {
    return visit_end(session->db, session->visit, how);
}

static void refused(struct session *session) {
    access_note(session->db, session->message);
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
    .refused = refused,
    .beside = beside,
    .lock = &lock_screen,
};
