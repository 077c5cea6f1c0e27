/* Being here: noted after the first screen, looked after while it lasts, locked when left alone. */
#include "base/clock.h"
#include "ui/session.h"

enum { CHECK = 30000 /* milliseconds from one look to the next when nobody wrote meanwhile */ };

void session_arrive(struct session *session) {
    session->key_at = session->checked = clock_ticks();
    if (!session->presence || !session->officer || session->visit)
        return;
    const char *no = session->presence->arrive(session);
    if (no)
        session_say(session, REFUSED, "%s", no);
}

void session_end(struct session *session, const char *how, const char *why) {
    session_say(session, REFUSED, "%s", why);
    session->how = how;
    session->ended = true;
}

static bool lock(struct session *session) {
    session->question = NULL;
    session->message[0] = 0;
    if (session->place->screen->shape == FORM)
        form_settle(session);
    const char *no = session_open(session, session->presence->lock, 0);
    if (no)
        session_end(session, "idle", no);
    session->locked = !no;
    return true;
}

bool session_check(struct session *session) {
    int64_t now = clock_ticks();
    bool wrote = db_changed(session->db);
    session->others_wrote |= wrote;
    if (!session->visit || session->ended)
        return false;
    const char *no = NULL;
    if (wrote || now - session->checked >= CHECK) {
        session->checked = now;
        no = session->presence->goes_on(session);
    }
    if (no)
        session_end(session, "over", no);
    bool alone = session->idle && now - session->key_at >= session->idle;
    return no || (alone && !session->locked && lock(session));
}

const char *session_unlock(struct session *session) {
    session->locked = false;
    return session_back(session);
}
