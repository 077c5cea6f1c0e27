/* What a change of the session, or of an officer, means for registrations. */
#include <string.h>

#include "base/words.h"
#include "rules/registration_seat.h"

struct settling {
    struct db *db;
    int64_t actor, session;
    const char *why;
};

/* Moves every registration of the session that is in one of the states. `states` is "|submitted|endorsed|".
 */
static const char *move_all(const struct settling *settling, const char *states, const char *to,
                            const char *act, const char *rule) {
    const char *no = NULL;
    int64_t id = 0;
    struct arena arena = { 0 };
    while (!no && (id = db_int(settling->db, 0,
                               "SELECT min(id) FROM registration WHERE session_id = :session AND id > :id "
                               "AND instr(:states, '|' || state || '|') > 0",
                               with(integer("session", settling->session), integer("id", id),
                                    text("states", states))))) {
        char *from = db_text(settling->db, &arena, "SELECT state FROM registration WHERE id = :id",
                             with(integer("id", id)));
        no = registration_move(settling->db, &(struct move){ id, settling->actor, from, to, act,
                                                             .reason = settling->why, .rule = rule });
    }
    arena_done(&arena);
    return no;
}

static const char *follow_status(const struct settling *settling, const char *status) {
    const char *no = NULL;
    bool over = !strcmp(status, "running") || !strcmp(status, "done");
    if (!strcmp(status, "cancelled"))
        return move_all(settling, "|submitted|endorsed|registered|waitlisted|", "session_cancelled", "cancel",
                        _("the session was cancelled"));
    if (over || !strcmp(status, "confirmed"))
        no = move_all(settling, "|submitted|endorsed|", "expired", "close",
                      _("the session was confirmed before the request was decided"));
    if (!no && over)
        no = move_all(settling, "|waitlisted|", "expired", "close",
                      _("the session began before a seat was free"));
    return no;
}

static const char *follow_quotas(const struct settling *settling) {
    return db_run(
        settling->db,
        "UPDATE registration AS r SET quota_id = n.quota FROM "
        "(SELECT x.id, (SELECT q.structure_id FROM session_quota q JOIN officer o ON o.id = x.officer_id "
        "  JOIN structure_above a ON a.structure_id = o.structure_id AND a.above_id = q.structure_id "
        "  WHERE q.session_id = x.session_id ORDER BY a.distance LIMIT 1) AS quota "
        " FROM registration x WHERE x.session_id = :session) AS n "
        "WHERE r.id = n.id AND r.quota_id IS NOT n.quota",
        with(integer("session", settling->session)));
}

/* Whose seat is over the capacity only because it was shrunk keeps it; the latest requests carry the mark. */
static const char *mark_excess(const struct settling *settling) {
    const char *no = NULL;
    int64_t id = 0;
    struct arena arena = { 0 };
    while (!no && (id = db_int(settling->db, 0,
                               "SELECT registration_id FROM seat_excess WHERE session_id = :session "
                               "ORDER BY requested_at DESC, registration_id DESC LIMIT 1",
                               with(integer("session", settling->session))))) {
        char *state = db_text(settling->db, &arena, "SELECT state FROM registration WHERE id = :id",
                              with(integer("id", id)));
        no = db_run(
            settling->db,
            "UPDATE registration SET overbook_by = nullif(:actor, 0), overbook_why = :why WHERE id = :id",
            with(integer("actor", settling->actor), text("why", settling->why), integer("id", id)));
        if (!no)
            no = registration_move(settling->db,
                                   &(struct move){ id, settling->actor, state, state, "keep",
                                                   .reason = settling->why,
                                                   .rule = _("nobody loses a seat when there are fewer") });
    }
    arena_done(&arena);
    return no;
}

static const char *clear_marks(const struct settling *settling) {
    return db_run(
        settling->db,
        "UPDATE registration SET overbook_by = NULL, overbook_why = '' WHERE session_id = :session "
        "AND overbook_why <> '' "
        "AND NOT EXISTS (SELECT 1 FROM session_seats v WHERE v.session_id = :session AND v.taken > v.seats) "
        "AND NOT EXISTS (SELECT 1 FROM quota_seats q WHERE q.session_id = :session "
        "AND q.structure_id = quota_id AND q.taken > q.seats)",
        with(integer("session", settling->session)));
}

const char *registration_settle(struct db *db, int64_t actor, int64_t session, const char *why) {
    struct settling settling = { db, actor, session, why };
    struct arena arena = { 0 };
    char *status =
        db_text(db, &arena, "SELECT status FROM session WHERE id = :id", with(integer("id", session)));
    const char *no = status ? follow_status(&settling, status) : NULL;
    if (!no)
        no = follow_quotas(&settling);
    if (!no)
        no = clear_marks(&settling);
    if (!no)
        no = mark_excess(&settling);
    if (!no)
        no = registration_allocate(db, actor, session, why, NULL);
    arena_done(&arena);
    return no;
}

const char *registration_settle_officer(struct db *db, int64_t actor, int64_t officer, const char *why) {
    const char *no = NULL;
    int64_t session = 0;
    while (!no && (session = db_int(db, 0,
                                    "SELECT min(session_id) FROM registration WHERE officer_id = :officer "
                                    "AND state = 'waitlisted' AND session_id > :session",
                                    with(integer("officer", officer), integer("session", session)))))
        no = registration_settle(db, actor, session, why);
    return no;
}
