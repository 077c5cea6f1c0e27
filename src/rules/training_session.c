#include "rules/training_session.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "rules/access.h"
#include "rules/draft.h"
#include "rules/course.h"
#include "rules/registration.h"

/* clang-format off */
static const struct column columns[] = {
    { "code", N_("Code"), .kind = COLUMN_TEXT, .required = true, .most = 64 },
    { "course", N_("Course"), .kind = COLUMN_REFERENCE, .required = true, .lookup = "SELECT code FROM course WHERE code = :value" },
    { "organiser", N_("Organiser"), .kind = COLUMN_REFERENCE, .required = true,
      .lookup = "SELECT code FROM structure WHERE code = :value" },
    { "manager", N_("Manager"), .kind = COLUMN_REFERENCE, .lookup = "SELECT badge FROM officer WHERE badge = :value" },
    { "venue", N_("Venue"), .kind = COLUMN_TEXT, .most = 200 },
    { "country", N_("Country"), .kind = COLUMN_TEXT, .most = 2 },
    { "platform", N_("Platform"), .kind = COLUMN_TEXT, .most = 200 },
    { "language", N_("Language"), .kind = COLUMN_REFERENCE, .lookup = "SELECT code FROM language WHERE code = :value",
      .known = "SELECT group_concat(code, ', ') FROM language" },
    { "timezone", N_("Time zone"), .kind = COLUMN_TEXT, .required = true, .most = 40, .default_text = "Asia/Baku" },
    { "seats_min", N_("Seats at least"), .kind = COLUMN_INTEGER, .most = 100000 },
    { "seats", N_("Seats"), .kind = COLUMN_INTEGER, .most = 100000 },
    { "door", N_("Door"), .kind = COLUMN_REFERENCE, .words = "open, nominated" },
    { "approvals", N_("Approval by"), .kind = COLUMN_INTEGER, .most = 2, .default_text = "0" },
    { "pending_holds", N_("A request holds"), .kind = COLUMN_INTEGER, .most = 1, .default_text = "0" },
    { "register_from", N_("Register from"), .kind = COLUMN_DAY },
    { "register_by", N_("Register by"), .kind = COLUMN_DAY },
    { "cancel_free_until", N_("Withdraw until"), .kind = COLUMN_DAY },
    { "promote_until", N_("Moves up until"), .kind = COLUMN_DAY },
    { "status", N_("Status"), .kind = COLUMN_REFERENCE, .required = true, .default_text = "draft",
      .words = "draft, announced, open, closed, confirmed, running, done, cancelled" },
    { "independent_from", N_("Self-study from"), .kind = COLUMN_DAY },
    { "independent_to", N_("Self-study until"), .kind = COLUMN_DAY },
    { "contact_from", N_("Together from"), .kind = COLUMN_DAY },
    { "contact_to", N_("Together until"), .kind = COLUMN_DAY },
    { "starts_at", N_("Begins at"), .kind = COLUMN_TIME },
    { "ends_at", N_("Ends at"), .kind = COLUMN_TIME },
    { "place", N_("Room"), .kind = COLUMN_TEXT, .most = 200 },
    { "trainer", N_("Trainer"), .kind = COLUMN_TEXT, .most = 200 },
    { "post_from", N_("Follow-up from"), .kind = COLUMN_DAY },
    { "post_to", N_("Follow-up until"), .kind = COLUMN_DAY },
    { 0 }
};
static const struct phase {
    const char *kind, *from, *to;
} phases[] = {
    { "independent", "independent_from", "independent_to" },
    { "contact", "contact_from", "contact_to" },
    { "post", "post_from", "post_to" },
};
/* clang-format on */
enum { PHASES = sizeof phases / sizeof *phases };

static void check_order(struct draft *draft, const char *from, const char *to) {
    const char *one = draft_text(draft, from), *other = draft_text(draft, to);
    if (*one && *other && strcmp(one, other) > 0)
        draft_problem(draft, _("%s must not be before %s."), draft_label(draft, to),
                      draft_label(draft, from));
}

static void check_phases(struct draft *draft) {
    for (int i = 0; i < PHASES; i++) {
        const struct phase *phase = &phases[i];
        if (*draft_text(draft, phase->from) && !*draft_text(draft, phase->to))
            draft_set(draft, phase->to, draft_text(draft, phase->from));
        if (!*draft_text(draft, phase->from) && *draft_text(draft, phase->to))
            draft_problem(draft, _("%s is missing, although there is a last day."),
                          draft_label(draft, phase->from));
        check_order(draft, phase->from, phase->to);
    }
    check_order(draft, "starts_at", "ends_at");
    static const char *const of_contact[] = { "starts_at", "ends_at", "place", "trainer" };
    for (size_t i = 0; i < sizeof of_contact / sizeof *of_contact; i++)
        if (*draft_text(draft, of_contact[i]) && !*draft_text(draft, "contact_from"))
            draft_problem(draft, _("%s belongs to the days of contact learning; enter these too."),
                          draft_label(draft, of_contact[i]));
}

static void check(struct draft *draft, struct db *db) {
    const char *least = draft_text(draft, "seats_min"), *seats = draft_text(draft, "seats");
    check_phases(draft);
    check_order(draft, "register_from", "register_by");
    if (*least && *seats && atoll(seats) != 0 && atoll(least) > atoll(seats))
        draft_problem(draft, _("%s must not be more than %s."), draft_label(draft, "seats_min"),
                      draft_label(draft, "seats"));
    if (strcmp(draft_text(draft, "status"), "draft") != 0 &&
        db_exists(db, "SELECT 1 FROM course WHERE code = :course AND status = 'draft'", draft->values))
        draft_problem(draft,
                      _("The course is still a draft: publish it first, or leave the session a draft."));
    if (!*draft_text(draft, "door")) {
        char *door =
            db_text(db, &draft->arena,
                    "SELECT m.door FROM course c JOIN mode m ON m.code = c.mode WHERE c.code = :course",
                    draft->values);
        draft_set(draft, "door", door ? door : "open");
    }
    if (!draft->is_new && draft_changed(draft, "course") &&
        db_exists(db, "SELECT 1 FROM registration WHERE session_id = :id", draft->values))
        draft_problem(draft, _("A session that has registrations keeps its course."));
}

static const char *check_right(struct draft *draft, struct db *db, int64_t actor) {
    const char *no = NULL;
    if (!draft->is_new)
        no = access_check(
            db, actor, MAY_EDIT_SESSIONS,
            db_int(db, 0, "SELECT organiser_id FROM session WHERE id = :id", with(integer("id", draft->id))));
    if (!no && draft_changed(draft, "organiser"))
        no = access_check(db, actor, MAY_EDIT_SESSIONS,
                          db_int(db, 0, "SELECT id FROM structure WHERE code = :organiser", draft->values));
    return no;
}

static const char *put_phase(struct draft *draft, struct db *db, const struct phase *phase) {
    bool contact = !strcmp(phase->kind, "contact");
    const struct db_value *values =
        with(integer("id", draft->id), text("kind", phase->kind),
             text("from", draft_text(draft, phase->from)), text("to", draft_text(draft, phase->to)),
             text("starts_at", contact ? draft_text(draft, "starts_at") : ""),
             text("ends_at", contact ? draft_text(draft, "ends_at") : ""),
             text("place", contact ? draft_text(draft, "place") : ""),
             text("trainer", contact ? draft_text(draft, "trainer") : ""));
    int64_t first =
        db_int(db, 0, "SELECT min(id) FROM session_phase WHERE session_id = :id AND kind = :kind", values);
    if (!*draft_text(draft, phase->from))
        return db_run(db, "DELETE FROM session_phase WHERE id = :first", with(integer("first", first)));
    return db_run(
        db,
        "INSERT INTO session_phase (id, session_id, kind, starts_on, ends_on, starts_at, ends_at, place, "
        "trainer) VALUES ((SELECT min(id) FROM session_phase WHERE session_id = :id AND kind = :kind), :id, "
        ":kind, :from, :to, :starts_at, :ends_at, :place, :trainer) "
        "ON CONFLICT (id) DO UPDATE SET starts_on = excluded.starts_on, ends_on = excluded.ends_on, "
        "starts_at = excluded.starts_at, ends_at = excluded.ends_at, place = excluded.place, "
        "trainer = excluded.trainer",
        values);
}

static bool phases_changed(const struct draft *draft) {
    static const char *const more[] = { "starts_at", "ends_at", "place", "trainer" };
    for (int i = 0; i < PHASES; i++)
        if (draft_changed(draft, phases[i].from) || draft_changed(draft, phases[i].to))
            return true;
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        if (draft_changed(draft, more[i]))
            return true;
    return false;
}

/* Those who take part here and wait elsewhere: a clash of days may have gone. */
static const char *settle_others(struct db *db, int64_t actor, int64_t session) {
    const char *no = NULL;
    int64_t officer = 0;
    while (!no &&
           (officer = db_int(db, 0,
                             "SELECT min(r.officer_id) FROM registration r JOIN registration w ON "
                             "w.officer_id = r.officer_id AND w.state = 'waitlisted' AND w.session_id <> "
                             ":session WHERE r.session_id = :session AND r.officer_id > :officer",
                             with(integer("session", session), integer("officer", officer)))))
        no = registration_settle_officer(db, actor, officer, _("the days of another session changed"));
    return no;
}

static const char *write(struct draft *draft, struct db *db, int64_t actor, struct record *record) {
    int64_t version = db_int(db, 0, "SELECT version FROM session WHERE id = :id", draft->values);
    const char *no = NULL;
    if (draft_changed(draft, "course"))
        no = course_version(
            db, actor, db_int(db, 0, "SELECT id FROM course WHERE code = :course", draft->values), &version);
    draft_extra(draft, integer("version", version));
    if (!no)
        no = draft_write(
            draft, db, "session",
            "INSERT INTO session (code, course_id, version, organiser_id, manager_id, venue, country, "
            "platform, "
            "language, timezone, seats_min, seats, door, approvals, pending_holds, register_from, "
            "register_by, "
            "cancel_free_until, promote_until, status) VALUES (:code, (SELECT id FROM course WHERE code = "
            ":course), "
            ":version, (SELECT id FROM structure WHERE code = :organiser), "
            "(SELECT id FROM officer WHERE badge = :manager), :venue, :country, :platform, nullif(:language, "
            "''), "
            ":timezone, nullif(:seats_min, ''), nullif(:seats, ''), :door, :approvals, :pending_holds, "
            ":register_from, nullif(:register_by, ''), nullif(:cancel_free_until, ''), "
            "nullif(:promote_until, ''), "
            ":status)",
            "UPDATE session SET code = :code, course_id = (SELECT id FROM course WHERE code = :course), "
            "version = "
            ":version, organiser_id = (SELECT id FROM structure WHERE code = :organiser), manager_id = "
            "(SELECT id FROM officer WHERE badge = :manager), venue = :venue, country = :country, platform = "
            ":platform, language = nullif(:language, ''), timezone = :timezone, seats_min = "
            "nullif(:seats_min, ''), "
            "seats = nullif(:seats, ''), door = :door, approvals = :approvals, pending_holds = "
            ":pending_holds, "
            "register_from = :register_from, register_by = nullif(:register_by, ''), cancel_free_until = "
            "nullif(:cancel_free_until, ''), promote_until = nullif(:promote_until, ''), status = :status, "
            "rev = rev + 1 WHERE id = :id",
            record);
    bool moved = phases_changed(draft);
    for (int i = 0; i < PHASES && moved && !no; i++)
        no = put_phase(draft, db, &phases[i]);
    return no;
}

/* What a change means for those who are registered. */
static const char *settle(struct draft *draft, struct db *db, int64_t actor, const struct record *record) {
    if (record->outcome != RECORD_CHANGED)
        return NULL;
    const char *before = draft_before(draft, "seats"), *seats = draft_text(draft, "seats");
    const char *why = _("the session changed");
    if (draft_changed(draft, "seats"))
        why = arena_format(&draft->arena, _("the seats changed from %s to %s"),
                           *before ? before : _("no limit"), *seats ? seats : _("no limit"));
    const char *no = registration_settle(db, actor, draft->id, why);
    if (!no && phases_changed(draft))
        no = settle_others(db, actor, draft->id);
    return no;
}

static const char *write_and_settle(struct draft *draft, struct db *db, int64_t actor,
                                    struct record *record) {
    const char *no = write(draft, db, actor, record);
    return no ? no : settle(draft, db, actor, record);
}

static const struct record_kind kind = {
    .columns = columns,
    .find = "SELECT id FROM session WHERE code = :key",
    .load = "SELECT * FROM session_form WHERE id = :id",
    .check = check,
    .right = check_right,
    .write = write_and_settle,
};

const char *training_session_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                                 struct record *record) {
    return draft_put(&kind, db, actor, values, how, record);
}
