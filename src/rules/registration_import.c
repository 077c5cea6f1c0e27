/* Registrations that come from elsewhere, by the same allocation as all others. */
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "rules/access.h"
#include "rules/draft.h"
#include "rules/registration_seat.h"

/* clang-format off */
static const struct column columns[] = {
    { "session", N_("Session"), .kind = COLUMN_REFERENCE, .required = true, .lookup = "SELECT code FROM session WHERE code = :value" },
    { "badge", N_("Badge"), .kind = COLUMN_REFERENCE, .required = true, .lookup = "SELECT badge FROM officer WHERE badge = :value" },
    { "state", N_("State"), .kind = COLUMN_REFERENCE, .required = true, .default_text = "registered",
      .lookup = "SELECT to_state FROM registration_transition WHERE act = 'import' AND to_state = :value",
      .known = "SELECT group_concat(to_state, ', ') FROM registration_transition WHERE act = 'import'" },
    { "requested", N_("Requested"), .kind = COLUMN_TEXT, .most = 20 },
    { 0 }
};
/* clang-format on */

/* Seconds, or noon of a day. */
static int64_t moment_of(struct draft *draft) {
    const char *text = draft_text(draft, "requested");
    char day[CLOCK_DAY];
    int64_t number;
    if (!*text)
        return clock_now();
    if (text_integer(text, &number) && number > 100000)
        return number;
    if (!clock_read_day(text, day) || !clock_day_number(day, &number)) {
        draft_problem(draft, _("Requested must be a day such as 2026-11-24, not \"%s\"."), text);
        return 0;
    }
    return number * 86400 + 43200;
}

/* The session first, and both before what is wrong is told: that says which badges there are. */
static const char *check_right(struct draft *draft, struct db *db, int64_t actor) {
    const struct db_value *values = draft->values;
    const char *no =
        access_check(db, actor, MAY_EDIT_SESSIONS,
                     db_int(db, 0, "SELECT organiser_id FROM session WHERE code = :session", values));
    if (!no)
        no = access_check(db, actor, MAY_NOMINATE,
                          db_int(db, 0, "SELECT structure_id FROM officer WHERE badge = :badge", values));
    return no;
}

static const char *insert(struct draft *draft, struct db *db, int64_t actor, int64_t at, int64_t *id) {
    int64_t officer = db_int(db, 0, "SELECT id FROM officer WHERE badge = :badge", draft->values);
    int64_t session = db_int(db, 0, "SELECT id FROM session WHERE code = :session", draft->values);
    const char *state = draft_text(draft, "state");
    bool asks = !strcmp(state, "registered") || !strcmp(state, "waitlisted");
    const char *no =
        db_run(db,
               "INSERT INTO registration (session_id, officer_id, state, requested_at, quota_id) "
               "VALUES (:session, :officer, :state, :at, nullif(:quota, 0))",
               with(integer("session", session), integer("officer", officer),
                    text("state", asks ? "waitlisted" : state), integer("at", at),
                    integer("quota", registration_quota(db, officer, session))));
    *id = db_last_id(db);
    if (!no && !strcmp(state, "registered"))
        return registration_allocate(db, actor, session, _("an import"),
                                     &(struct newcomer){ *id, "", "import" });
    if (!no)
        no = registration_move(
            db, &(struct move){ *id, actor, "", state, "import", .rule = _("imported as it was") });
    if (!no &&
        db_exists(db, "SELECT 1 FROM registration WHERE id = :id AND seat = 1", with(integer("id", *id))))
        no = registration_settle(db, actor, session, _("imported over the capacity"));
    if (!no)
        no = registration_settle_officer(db, actor, officer, _("an import"));
    return no;
}

const char *registration_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                             struct record *record) {
    struct draft draft;
    int64_t at = 0;
    const char *no =
        draft_begin(&draft, db, columns, "SELECT 0 WHERE :key = ''", "SELECT 1 WHERE :id = 0", values, how);
    if (!no)
        at = moment_of(&draft);
    if (!no)
        no = check_right(&draft, db, actor);
    if (!no)
        no = draft_verdict(&draft);
    *record = (struct record){ 0, RECORD_SAME };
    if (!no)
        record->id = db_int(
            db, 0,
            "SELECT r.id FROM registration r JOIN session s ON s.id = r.session_id AND s.code = :session "
            "JOIN officer o ON o.id = r.officer_id AND o.badge = :badge "
            "JOIN registration_state t ON t.code = r.state JOIN registration_state n ON n.code = :state "
            "WHERE r.state = n.code OR (t.live = 1 AND n.live = 1) ORDER BY r.id DESC LIMIT 1",
            draft.values);
    if (!no && !record->id) {
        record->outcome = RECORD_NEW;
        no = insert(&draft, db, actor, at, &record->id);
    }
    draft_done(&draft);
    return no;
}
