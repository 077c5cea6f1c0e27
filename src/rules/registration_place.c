/* The answers to "where do I stand?" and "what would happen?". */
#include <string.h>

#include "base/clock.h"
#include "base/words.h"
#include "rules/registration_seat.h"

struct place {
    char *state, *state_name, *session, *starts, *promote_until, *quota;
    int64_t position, pool_ahead, seats, taken, waiting, quota_seats, quota_taken, pending;
    bool promotes;
};

static bool look(struct db *db, struct arena *arena, int64_t registration, struct place *place) {
    struct query *query = db_query(
        db,
        "SELECT l.state, l.state_name, l.session_code, coalesce(s.starts_on, '') AS starts, "
        "coalesce(s.promote_until, '') AS promote_until, coalesce(u.name, '') AS quota, l.position, "
        "coalesce(s.seats, -1) AS seats, v.taken, v.waiting, coalesce(q.seats, -1) AS quota_seats, "
        "coalesce(q.taken, 0) AS quota_taken, l.pending, (SELECT count(*) FROM registration w WHERE "
        "w.session_id = "
        "r.session_id AND w.state = 'waitlisted' AND w.quota_id IS r.quota_id AND (w.requested_at, w.id) < "
        "(r.requested_at, r.id)) AS pool_ahead, "
        "s.status NOT IN ('draft', 'running', 'done', 'cancelled') AND coalesce(s.starts_on > today(), 0) "
        "AND coalesce(s.promote_until, '9999') >= today() AS promotes "
        "FROM registration r JOIN registration_list l ON l.id = r.id JOIN session s ON s.id = r.session_id "
        "JOIN session_seats v ON v.session_id = s.id LEFT JOIN structure u ON u.id = r.quota_id "
        "LEFT JOIN quota_seats q ON q.session_id = s.id AND q.structure_id = r.quota_id WHERE r.id = :id",
        with(integer("id", registration)));
    bool found = db_next(query);
    if (found) {
        char **texts[] = { &place->state,  &place->state_name,    &place->session,
                           &place->starts, &place->promote_until, &place->quota };
        for (int i = 0; i < 6; i++)
            *texts[i] = arena_copy(arena, db_column_text(query, i));
        int64_t *numbers[] = {
            &place->position,    &place->seats,       &place->taken,   &place->waiting,
            &place->quota_seats, &place->quota_taken, &place->pending, &place->pool_ahead
        };
        for (int i = 0; i < 8; i++)
            *numbers[i] = db_column_int(query, 6 + i);
        place->promotes = db_column_int(query, 14) != 0;
    }
    db_done(query);
    return found;
}

static void say_position(struct buffer *out, const struct place *place) {
    buffer_format(out, _("You are number %lld of %lld who wait for session %s."), (long long)place->position,
                  (long long)place->waiting, place->session);
    buffer_add_char(out, '\n');
    buffer_format(
        out,
        words_count("%ld person is ahead of you", "%ld people are ahead of you", (long)place->position - 1),
        (long)place->position - 1);
    if (*place->quota)
        buffer_format(out,
                      words_count(", %ld of them in your quota (%s)", ", %ld of them in your quota (%s)",
                                  (long)place->pool_ahead),
                      (long)place->pool_ahead, place->quota);
    buffer_add(out, ".\n");
}

static void say_rule(struct buffer *out, const struct place *place) {
    buffer_add(
        out, _("The rule: who asked first comes first. The moment of the request counts, also when it was "
               "approved later. A free seat goes at once to the first who meets the conditions on that day; "
               "who does not is passed over and keeps the place."));
    buffer_add_char(out, '\n');
    if (place->seats >= 0)
        buffer_format(out, _("Taken: %lld of %lld seats."), (long long)place->taken, (long long)place->seats);
    if (place->quota_seats >= 0)
        buffer_format(out, _(" In the quota of %s: %lld of %lld."), place->quota,
                      (long long)place->quota_taken, (long long)place->quota_seats);
    buffer_add_char(out, '\n');
}

static void say_what_helps(struct buffer *out, const struct place *place, const char *obstacle) {
    if (!*place->starts)
        buffer_add(out, _("You move up when the days of the session are known and seats are free."));
    else if (!place->promotes)
        buffer_add(
            out,
            _("The time in which the waiting move up by themselves is over; the coordinator may still let "
              "you in."));
    else if (place->quota_seats >= 0 && place->quota_taken >= place->quota_seats)
        buffer_add(out, _("You move up when someone of your quota withdraws, or when the quota is raised."));
    else
        buffer_add(
            out,
            _("You move up when someone ahead of you or with a seat withdraws, or when seats are added."));
    if (*place->promote_until && place->promotes)
        buffer_format(out, _(" This goes on until %s."), place->promote_until);
    buffer_add_char(out, '\n');
    if (obstacle)
        buffer_format(out, _("Today you would be passed over: %s\n"), obstacle);
}

static void say_last_change(struct db *db, struct buffer *out, int64_t registration) {
    char when[CLOCK_TEXT];
    struct query *query = db_query(db,
                                   "SELECT at, state, rule, reason, actor FROM registration_history "
                                   "WHERE registration_id = :id ORDER BY id DESC LIMIT 1",
                                   with(integer("id", registration)));
    if (db_next(query)) {
        const char *rule = db_column_text(query, 2), *reason = db_column_text(query, 3),
                   *who = db_column_text(query, 4);
        buffer_format(out, _("Last change: %s, %s"), clock_text(db_column_int(query, 0), when),
                      _(db_column_text(query, 1)));
        buffer_format(out, "%s%s%s%s", *rule ? ": " : "", rule, *reason ? "; " : "", reason);
        if (*who)
            buffer_format(out, _(" (by %s)"), who);
        buffer_add(out, ".\n");
    }
    db_done(query);
}

char *registration_place(struct db *db, struct arena *arena, int64_t registration) {
    struct place place = { 0 };
    struct buffer out = { 0 };
    buffer_add(&out, "");
    if (look(db, arena, registration, &place)) {
        const struct db_value *values = with(integer("id", registration));
        int64_t officer = db_int(db, 0, "SELECT officer_id FROM registration WHERE id = :id", values);
        int64_t session = db_int(db, 0, "SELECT session_id FROM registration WHERE id = :id", values);
        if (!strcmp(place.state, "waitlisted")) {
            say_position(&out, &place);
            say_rule(&out, &place);
            say_what_helps(&out, &place, registration_obstacle(db, arena, officer, session));
        } else {
            buffer_format(&out, _("Your registration for session %s: %s.\n"), place.session,
                          _(place.state_name));
            if (place.pending)
                buffer_add(&out, _("It waits to be approved. Its place is kept by the moment you asked.\n"));
        }
        say_last_change(db, &out, registration);
    }
    char *text = arena_copy(arena, out.text);
    buffer_done(&out);
    return text;
}

/* ---- before asking ---- */

char *registration_prospect(struct db *db, struct arena *arena, int64_t officer, int64_t session) {
    const struct db_value *values = with(integer("session", session));
    int64_t approvals = db_int(db, 0, "SELECT approvals FROM session WHERE id = :session", values);
    if (approvals)
        return arena_format(arena, approvals == 1
                                       ? _("Your request goes to your head of structure for approval.")
                                       : _("Your request goes to your head of structure, then to the "
                                           "coordinator."));
    int64_t seats = db_int(db, -1, "SELECT seats FROM session WHERE id = :session", values);
    int64_t taken = db_int(db, 0, "SELECT taken FROM session_seats WHERE session_id = :session", values);
    int64_t waiting = db_int(db, 0, "SELECT waiting FROM session_seats WHERE session_id = :session", values);
    bool dated = db_exists(db, "SELECT 1 FROM session WHERE id = :session AND starts_on IS NOT NULL", values);
    int64_t quota = registration_quota(db, officer, session);
    bool quota_full = db_exists(
        db,
        "SELECT 1 FROM quota_seats WHERE session_id = :session AND structure_id = :quota AND taken >= seats",
        with(integer("session", session), integer("quota", quota)));
    if (!dated)
        return arena_format(arena, _("The days are not known yet: this is number %lld on the waiting list."),
                            (long long)waiting + 1);
    if (!seats)
        return arena_format(arena,
                            _("The session has no seats yet: this is number %lld on the waiting list, "
                              "which moves up when seats are added."),
                            (long long)waiting + 1);
    if ((seats >= 0 && taken >= seats) || quota_full || waiting)
        return arena_format(
            arena,
            quota_full ? _("The quota of the structure is full: this is number %lld on the waiting list.")
                       : _("All seats are taken or waited for: this is number %lld on the "
                           "waiting list."),
            (long long)waiting + 1);
    if (seats < 0)
        return arena_copy(arena, _("A seat is free at once; there is no limit."));
    return arena_format(arena,
                        words_count("A seat is free at once; it is the last one.",
                                    "A seat is free at once; %ld are free.", (long)(seats - taken)),
                        (long)(seats - taken));
}
