/* Being here: noted after the first screen, looked after while it lasts, locked when left alone. */
#include "base/clock.h"
#include "ui/session.h"

enum { CHECK = 30000 /* milliseconds from one look to the next when nobody wrote meanwhile */ };

static const char *arrive(struct session *session) {
    session->checked = clock_ticks();
    if (!session->presence || !session->officer || session->visit)
        return NULL;
    const char *no = session->presence->arrive(session);
    session->others_wrote |= !no; /* what is shown may be about it: asked anew with the next watch */
    return no;
}

void session_arrive(struct session *session) {
    session->key_at = clock_ticks();
    const char *no = arrive(session);
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
    bool is_due = wrote || now - session->checked >= CHECK;
    if (!session->visit && session->checked && is_due && arrive(session))
        return false; /* it was refused, and is tried again; why was said the first time */
    if (!session->visit || session->ended)
        return false;
    const char *no = NULL;
    if (is_due) {
        session->checked = now;
        session->rested = false; /* the question takes memory, which the next watch gives back */
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
