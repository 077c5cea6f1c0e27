#include "rules/registration_seat.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/words.h"

const char *registration_move(struct db *db, const struct move *move) {
    const struct db_value *values =
        with(integer("id", move->registration), integer("actor", move->actor), text("from", move->from),
             text("to", move->to), text("act", move->act), text("code", move->code ? move->code : ""),
             text("reason", move->reason ? move->reason : ""), text("rule", move->rule ? move->rule : ""));
    const char *no =
        db_run(db,
               "UPDATE registration SET state = :to, rev = rev + 1, "
               "holds = CASE WHEN :to IN ('submitted', 'endorsed') THEN max(holds, :act = 'hold') ELSE "
               "0 END WHERE id = :id",
               values);
    return no ? no
              : db_run(db,
                       "INSERT INTO registration_event (registration_id, at, actor_id, from_state, to_state, "
                       "act, "
                       "reason_code, reason, rule) VALUES (:id, now(), nullif(:actor, 0), :from, :to, :act, "
                       ":code, "
                       ":reason, :rule)",
                       values);
}

struct registration registration_read(struct db *db, int64_t registration) {
    struct registration now = { .id = registration };
    struct query *query = db_query(db, "SELECT state, position FROM registration_list WHERE id = :id",
                                   with(integer("id", registration)));
    if (db_next(query)) {
        snprintf(now.state, sizeof now.state, "%s", db_column_text(query, 0));
        now.position = db_column_int(query, 1);
    }
    db_done(query);
    return now;
}

int64_t registration_quota(struct db *db, int64_t officer, int64_t session) {
    return db_int(db, 0,
                  "SELECT q.structure_id FROM session_quota q JOIN officer o ON o.id = :officer "
                  "JOIN structure_above a ON a.structure_id = o.structure_id AND a.above_id = q.structure_id "
                  "WHERE q.session_id = :session ORDER BY a.distance LIMIT 1",
                  with(integer("officer", officer), integer("session", session)));
}

/* ---- giving seats ---- */

struct seats {
    struct db *db;
    int64_t actor, session;
    const char *why;
    const struct newcomer *newcomer;
    int64_t free; /* INT64_MAX: no limit */
    bool is_dated, promotes, holds;
    char rule[400]; /* what decided about the newcomer, when it waits */
    struct arena arena;
};

struct candidate {
    int64_t id, officer, quota, at;
    char state[24];
};

static bool look(struct seats *seats) {
    struct query *query =
        db_query(seats->db,
                 "SELECT v.seats, v.taken, s.starts_on, s.pending_holds, "
                 "s.status NOT IN ('draft', 'running', 'done', 'cancelled') AND s.starts_on > today() "
                 "AND coalesce(s.promote_until, '9999') >= today() "
                 "FROM session s JOIN session_seats v ON v.session_id = s.id WHERE s.id = :session",
                 with(integer("session", seats->session)));
    bool found = db_next(query);
    if (found) {
        bool limited = db_column_text(query, 0) != NULL;
        seats->free = limited ? db_column_int(query, 0) - db_column_int(query, 1) : INT64_MAX;
        seats->is_dated = db_column_text(query, 2) != NULL;
        seats->holds = db_column_int(query, 3);
        seats->promotes = db_column_int(query, 4);
        if (limited && !db_column_int(query, 0))
            snprintf(seats->rule, sizeof seats->rule, "%s",
                     _("the session has no seats yet; the order of requests counts"));
        else if (limited)
            snprintf(seats->rule, sizeof seats->rule,
                     _("no seat is free (of %lld); the order of requests counts"),
                     (long long)db_column_int(query, 0));
    }
    db_done(query);
    if (!seats->is_dated)
        snprintf(seats->rule, sizeof seats->rule, "%s",
                 _("the days of the session are not known yet; until then everybody waits"));
    return found;
}

static bool next_candidate(const struct seats *seats, struct candidate *candidate) {
    static const char waiting[] =
        "SELECT id, officer_id, coalesce(quota_id, 0), requested_at, state FROM registration "
        "WHERE session_id = :session AND state = 'waitlisted' "
        "AND (requested_at, id) > (:at, :id) ORDER BY requested_at, id LIMIT 1";
    static const char holding[] =
        "SELECT id, officer_id, coalesce(quota_id, 0), requested_at, state FROM registration "
        "WHERE session_id = :session AND holds = 0 "
        "AND state IN ('waitlisted', 'submitted', 'endorsed') "
        "AND (requested_at, id) > (:at, :id) ORDER BY requested_at, id LIMIT 1";
    struct query *query = db_query(
        seats->db, seats->holds ? holding : waiting,
        with(integer("session", seats->session), integer("at", candidate->at), integer("id", candidate->id)));
    bool found = db_next(query);
    if (found) {
        candidate->id = db_column_int(query, 0);
        candidate->officer = db_column_int(query, 1);
        candidate->quota = db_column_int(query, 2);
        candidate->at = db_column_int(query, 3);
        snprintf(candidate->state, sizeof candidate->state, "%s", db_column_text(query, 4));
    }
    db_done(query);
    return found;
}

static bool is_newcomer(const struct seats *seats, const struct candidate *candidate) {
    return seats->newcomer && seats->newcomer->registration == candidate->id;
}

static bool quota_is_full(const struct seats *seats, const struct candidate *candidate) {
    return candidate->quota &&
           db_exists(
               seats->db,
               "SELECT 1 FROM session_quota q WHERE q.session_id = :session AND q.structure_id = :quota "
               "AND q.seats <= (SELECT count(*) FROM seat s WHERE s.session_id = q.session_id "
               "AND s.quota_id = q.structure_id)",
               with(integer("session", seats->session), integer("quota", candidate->quota)));
}

/* Someone is passed over: told why, once for each reason; the place stays. */
static const char *pass_over(struct seats *seats, const struct candidate *candidate, const char *obstacle) {
    char *last =
        db_text(seats->db, &seats->arena,
                "SELECT rule FROM registration_event WHERE registration_id = :id ORDER BY id DESC LIMIT 1",
                with(integer("id", candidate->id)));
    char *rule = arena_format(&seats->arena, _("passed over, the place is kept: %s"), obstacle);
    if (last && !strcmp(last, rule))
        return NULL;
    return registration_move(
        seats->db, &(struct move){ candidate->id, 0, "waitlisted", "waitlisted", "skip", .rule = rule });
}

static const char *give(struct seats *seats, const struct candidate *candidate) {
    struct move move = { .registration = candidate->id, .actor = seats->actor, .to = "registered" };
    if (is_newcomer(seats, candidate)) {
        move.from = seats->newcomer->from;
        move.act = seats->newcomer->act;
        move.rule = _("a seat was free and nobody who could take it waited before");
    } else if (!strcmp(candidate->state, "waitlisted")) {
        move.from = "waitlisted";
        move.act = "promote";
        move.rule =
            arena_format(&seats->arena, _("first of the waiting who could take the seat: %s"), seats->why);
    } else {
        move.from = move.to = candidate->state;
        move.act = "hold";
        move.rule = _("a request holds a seat in this session");
    }
    seats->free -= seats->free != INT64_MAX;
    return registration_move(seats->db, &move);
}

/* One who waits: gets the seat, is passed over, or ends the round because nobody moves up any more. */
static const char *consider(struct seats *seats, const struct candidate *candidate, bool *ends) {
    bool is_new = is_newcomer(seats, candidate);
    if (quota_is_full(seats, candidate)) {
        if (is_new)
            snprintf(seats->rule, sizeof seats->rule, "%s",
                     _("the seats of the own structure's quota are taken; the order of requests counts"));
        return NULL;
    }
    bool waits = !is_new && !strcmp(candidate->state, "waitlisted");
    char *obstacle =
        waits ? registration_obstacle(seats->db, &seats->arena, candidate->officer, seats->session) : NULL;
    if (obstacle)
        return pass_over(seats, candidate, obstacle);
    if (waits && !seats->promotes) {
        snprintf(
            seats->rule, sizeof seats->rule, "%s",
            _("others wait before, and the time of moving up by itself is over; the coordinator decides"));
        *ends = true;
        return NULL;
    }
    return give(seats, candidate);
}

static const char *settle_newcomer(struct seats *seats) {
    const struct newcomer *newcomer = seats->newcomer;
    if (!db_exists(seats->db, "SELECT 1 FROM registration WHERE id = :id AND state = 'waitlisted'",
                   with(integer("id", newcomer->registration))))
        return NULL;
    return registration_move(seats->db, &(struct move){ newcomer->registration, seats->actor, newcomer->from,
                                                        "waitlisted", newcomer->act, .rule = seats->rule });
}

const char *registration_allocate(struct db *db, int64_t actor, int64_t session, const char *why,
                                  const struct newcomer *newcomer) {
    struct seats seats = { .db = db, .actor = actor, .session = session, .why = why, .newcomer = newcomer };
    struct candidate candidate = { .at = INT64_MIN };
    const char *no = NULL;
    bool ends = !look(&seats) || !seats.is_dated || !(seats.promotes || newcomer);
    while (!no && !ends && seats.free > 0 && next_candidate(&seats, &candidate))
        no = consider(&seats, &candidate, &ends);
    if (!no && newcomer)
        no = settle_newcomer(&seats);
    arena_done(&seats.arena);
    return no;
}
