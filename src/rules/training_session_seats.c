/* Acts on a session that touch its registrations: seats, quotas, cancelling, and the preview of them. */
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "rules/access.h"
#include "rules/registration.h"
#include "rules/training_session.h"

struct change {
    int64_t actor, session, structure, seats;
    const char *reason;
    struct arena *arena;
    const char **lines;
};

static const char *may_change(struct db *db, const struct change *change) {
    int64_t organiser = db_int(db, 0, "SELECT organiser_id FROM session WHERE id = :id",
                               with(integer("id", change->session)));
    return organiser ? access_check(db, change->actor, MAY_EDIT_SESSIONS, organiser)
                     : refuse(_("There is no such session any more."));
}

static const char *need_reason(const char *reason) {
    return reason && *reason ? NULL : refuse(_("Give a reason; it is kept and shown."));
}

static const char *seats_step(struct db *db, void *argument) {
    const struct change *change = argument;
    const char *no = may_change(db, change);
    int64_t least =
        db_int(db, 0, "SELECT seats_min FROM session WHERE id = :id", with(integer("id", change->session)));
    if (!no && change->seats > 0 && change->seats < least)
        no = refuse(
            _("At least %lld seats are to be filled for this session to take place; change that first, on "
              "its form."),
            (long long)least);
    if (!no)
        no = db_run(db, "UPDATE session SET seats = nullif(:seats, -1), rev = rev + 1 WHERE id = :id",
                    with(integer("seats", change->seats), integer("id", change->session)));
    return no ? no : registration_settle(db, change->actor, change->session, change->reason);
}

const char *training_session_seats(struct db *db, int64_t actor, int64_t session, int64_t seats,
                                   const char *reason) {
    const char *no = need_reason(reason);
    return no ? no
              : db_write(
                    db, seats_step,
                    &(struct change){ .actor = actor, .session = session, .seats = seats, .reason = reason });
}

/* One line for each event that came after `last`. */
static const char *describe(struct db *db, struct arena *arena, int64_t last) {
    struct buffer out = { 0 };
    buffer_add(&out, "");
    struct query *query =
        db_query(db,
                 "SELECT o.surname || ' ' || o.given_name, o.badge, e.act, s.name FROM registration_event e "
                 "JOIN registration r ON r.id = e.registration_id JOIN officer o ON o.id = r.officer_id "
                 "JOIN registration_state s ON s.code = e.to_state WHERE e.id > :last ORDER BY e.id",
                 with(integer("last", last)));
    while (db_next(query)) {
        const char *act = db_column_text(query, 2);
        if (out.length)
            buffer_add_char(&out, '\n');
        buffer_format(&out, "%s (%s) ", db_column_text(query, 0), db_column_text(query, 1));
        if (!strcmp(act, "promote"))
            buffer_add(&out, _("moves up from the waiting list"));
        else if (!strcmp(act, "keep"))
            buffer_add(&out, _("keeps the seat, over the capacity"));
        else if (!strcmp(act, "skip"))
            buffer_add(&out, _("would be passed over and keeps the place"));
        else
            buffer_format(&out, _("becomes: %s"), _(db_column_text(query, 3)));
    }
    db_done(query);
    const char *text = arena_copy(arena, out.text);
    buffer_done(&out);
    return text;
}

static const char only_tried[] = "only tried";

static const char *preview_step(struct db *db, void *argument) {
    struct change *change = argument;
    int64_t last = db_int(db, 0, "SELECT max(id) FROM registration_event", NULL);
    const char *no = seats_step(db, change);
    if (no)
        return no;
    *change->lines = describe(db, change->arena, last);
    return only_tried;
}

const char *training_session_preview(struct db *db, int64_t actor, int64_t session, int64_t seats,
                                     struct arena *arena, const char **lines) {
    struct change change = { .actor = actor,
                             .session = session,
                             .seats = seats,
                             .reason = _("a preview"),
                             .arena = arena,
                             .lines = lines };
    const char *no = db_write(db, preview_step, &change);
    return no == only_tried ? NULL : no;
}

static const char *cancel_step(struct db *db, void *argument) {
    const struct change *change = argument;
    const char *no = may_change(db, change);
    if (!no &&
        db_exists(db, "SELECT 1 FROM session WHERE id = :id AND status IN ('running', 'done', 'cancelled')",
                  with(integer("id", change->session))))
        no = refuse(_("A session that runs, is over or was cancelled cannot be cancelled."));
    if (!no)
        no = db_run(db, "UPDATE session SET status = 'cancelled', rev = rev + 1 WHERE id = :id",
                    with(integer("id", change->session)));
    return no ? no : registration_settle(db, change->actor, change->session, change->reason);
}

const char *training_session_cancel(struct db *db, int64_t actor, int64_t session, const char *reason) {
    const char *no = need_reason(reason);
    return no ? no
              : db_write(db, cancel_step,
                         &(struct change){ .actor = actor, .session = session, .reason = reason });
}

static const char *quota_step(struct db *db, void *argument) {
    const struct change *change = argument;
    const struct db_value *values =
        with(integer("session", change->session), integer("structure", change->structure),
             integer("seats", change->seats));
    const char *no = may_change(db, change);
    if (!no && change->seats < 0)
        no = db_run(db, "DELETE FROM session_quota WHERE session_id = :session AND structure_id = :structure",
                    values);
    else if (!no)
        no = db_run(db,
                    "INSERT INTO session_quota (session_id, structure_id, seats) VALUES (:session, "
                    ":structure, :seats) "
                    "ON CONFLICT (session_id, structure_id) DO UPDATE SET seats = excluded.seats",
                    values);
    return no ? no : registration_settle(db, change->actor, change->session, _("a quota changed"));
}

const char *training_session_quota(struct db *db, int64_t actor, int64_t session, int64_t structure,
                                   const char *seats) {
    int64_t number = -1;
    if (*seats && (!text_integer(seats, &number) || number < 0))
        return refuse(_("The seats of a quota must be a whole number; nothing takes the quota away."));
    return db_write(
        db, quota_step,
        &(struct change){ .actor = actor, .session = session, .structure = structure, .seats = number });
}
