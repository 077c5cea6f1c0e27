/* "My place": what one's own registration is worth, by which rule, and what would change it. */
#include "rules/registration.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"
#include "screens/timeline.h"

static const struct field fields[] = { { FIELD_SESSION },     { FIELD_STARTS_ON },
                                       { FIELD_VENUE },       { FIELD_STATE },
                                       { FIELD_POSITION },    { FIELD_REQUESTED },
                                       { FIELD_CANCEL_FREE }, { 0 } };

static void write(struct session *session, struct page *page) {
    struct arena scratch = { 0 };
    struct query *row = details_row(session, page);
    if (!row)
        return;
    int64_t training = db_column_int(row, db_column(row, "session_id"));
    page_heading(page, "%s", details_text(row, "title"));
    details_pairs(session, page, row);
    db_done(row);
    page_heading(page, "%s", _("What it means"));
    page_text(page, registration_place(session->db, &scratch, session->place->id));
    page_gap(page);
    page_link(page, &session_screen, training, "%s", _("The session"));
    timeline_write(session, page, session->place->id);
    arena_done(&scratch);
}

static bool can_withdraw(struct session *session) {
    return db_exists(session->db,
                     "SELECT 1 FROM registration r JOIN session s ON s.id = r.session_id WHERE r.id = :id "
                     "AND r.officer_id = :officer AND coalesce(s.starts_on > :today, 1) "
                     "AND r.state IN ('submitted', 'endorsed', 'registered', 'waitlisted')",
                     session_values(session, session->place));
}

static const char *withdraw(struct session *session) {
    return session_open(session, &withdraw_screen, session->place->id);
}

static const struct action actions[] = {
    { .key = F4,
      .word = "withdraw",
      .label = N_("Withdraw"),
      .help = N_("Gives your place back, with a reason; the next in line gets it."),
      .possible = can_withdraw,
      .act = withdraw },
    { 0 }
};

const struct screen place_screen = {
    .name = "place",
    .title = N_("My place"),
    .help = N_(
        "Where you stand for one session: your state, your place on the waiting list and how many are ahead, "
        "the rule that decides, and what would move you up."),
    .shape = PAGE,
    .needs_id = true,
    .fields = fields,
    .actions = actions,
    .query = "SELECT t.id, t.session_id, t.title, t.session_code AS session, t.starts AS starts_on, t.venue, "
             "t.state_name AS state, CASE t.position WHEN 0 THEN '' ELSE CAST(t.position AS TEXT) END AS "
             "position, "
             "moment(t.requested_at) AS requested, s.cancel_free_until FROM my_training t "
             "JOIN session s ON s.id = t.session_id WHERE t.id = :id AND t.officer_id = :officer",
    .write = write,
};
