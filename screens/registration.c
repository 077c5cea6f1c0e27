#include "screens/all.h"
#include "screens/decision.h"
#include "screens/details.h"
#include "screens/fields.h"
#include "screens/timeline.h"

static const struct field fields[] = {
    { FIELD_BADGE },
    { FIELD_STRUCTURE },
    { FIELD_SESSION },
    { FIELD_STATE },
    { FIELD_POSITION },
    { FIELD_REQUESTED },
    { .name = "overbook_why", .label = N_("Overbooked"), .help = N_("Why it is over the capacity.") },
    { 0 }
};

static void write(struct session *session, struct page *page) {
    struct query *row = details_row(session, page);
    if (!row)
        return;
    int64_t training = db_column_int(row, db_column(row, "session_id"));
    page_heading(page, "%s", details_text(row, "officer"));
    details_pairs(session, page, row);
    db_done(row);
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
    .query = "SELECT id, session_id, name AS officer, badge, structure, session_code AS session, "
             "state_name AS state, CASE position WHEN 0 THEN '' ELSE CAST(position AS TEXT) END AS position, "
             "moment(requested_at) AS requested, overbook_why FROM registration_list l WHERE id = :id "
             "AND EXISTS (SELECT 1 FROM reach e WHERE e.officer_id = :officer "
             "AND e.capability = 'see_registrations' AND e.structure_id IN (l.structure_id, l.organiser_id))",
    .write = write,
};
