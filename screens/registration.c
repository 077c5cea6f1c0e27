#include <string.h>

#include "rules/registration.h"
#include "screens/all.h"
#include "screens/decision.h"
#include "screens/details.h"
#include "screens/fields.h"
#include "screens/timeline.h"

static const struct field fields[] = {
    { FIELD_BADGE },
    { FIELD_RANK },
    { FIELD_POST },
    { FIELD_STRUCTURE },
    { FIELD_SESSION },
    { .name = "title", .label = N_("Course"), .help = N_("The course of the session.") },
    { FIELD_TAKEN_NOW },
    { FIELD_STATE },
    { FIELD_POSITION },
    { FIELD_REQUESTED },
    { .name = "overbook_why", .label = N_("Overbooked"), .help = N_("Why it is over the capacity.") },
    { 0 }
};

/* What an approver must know of a request: whether the officer meets what the session asks for. */
static void write_unmet(struct session *session, struct page *page, int64_t officer, int64_t training) {
    struct arena scratch = { 0 };
    const struct unmet *list;
    int count = registration_unmet(session->db, &scratch, officer, training, &list), against = 0;
    page_heading(page, "%s", _("What stands against it"));
    for (int i = 0; i < count; i++)
        if (strcmp(list[i].code, "twice") != 0) {
            page_problem(page, list[i].what);
            against++;
        }
    if (!against)
        page_text(page, _("Nothing: the conditions are met, and no days clash."));
    arena_done(&scratch);
}

static void write(struct session *session, struct page *page) {
    struct query *row = details_row(session, page);
    if (!row)
        return;
    int64_t training = db_column_int(row, db_column(row, "session_id"));
    page_heading(page, "%s", details_text(row, "officer"));
    details_pairs(session, page, row);
    int64_t officer = db_column_int(row, db_column(row, "officer_id"));
    bool pending = db_column_int(row, db_column(row, "pending"));
    db_done(row);
    if (pending)
        write_unmet(session, page, officer, training);
    page_link(page, &session_screen, training, "%s", _("The session"));
    timeline_write(session, page, session->place->id);
}

static const struct action actions[] = { { ACTION_AGREE }, { ACTION_REFUSE }, { ACTION_OVERBOOK }, { 0 } };

const struct screen registration_screen = {
    .name = "registration",
    .title = N_("Registration"),
    .help =
        N_("One officer's registration for one session: where it stands, and everything that happened to it, "
           "by whom and by which rule."),
    .shape = PAGE,
    .may = MAY_SEE_REGISTRATIONS,
    .needs_id = true,
    .fields = fields,
    .actions = actions,
    .query = "SELECT l.id, session_id, name AS officer, badge, structure, session_code AS session, "
             "(SELECT rank FROM officer o WHERE o.id = l.officer_id) AS rank, "
             "(SELECT post FROM officer o WHERE o.id = l.officer_id) AS post, "
             "(SELECT title FROM session_list s WHERE s.id = l.session_id) AS title, "
             "(SELECT seats_text FROM session_list s WHERE s.id = l.session_id) AS taken, "
             "l.officer_id, l.pending, "
             "state_name AS state, CASE position WHEN 0 THEN '' ELSE CAST(position AS TEXT) END AS position, "
             "moment(requested_at) AS requested, overbook_why FROM registration_list l WHERE l.id = :id "
             "AND EXISTS (SELECT 1 FROM seen_registration v WHERE v.actor_id = :officer AND v.id = l.id)",
    .write = write,
};
