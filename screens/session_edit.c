#include <string.h>

#include "rules/access.h"
#include "rules/training_session.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

static const struct field fields[] = {
    { .name = "what", .label = N_("What and who"), .kind = FIELD_HEADING },
    { FIELD_CODE, .most = 64, .required = true },
    { FIELD_COURSE, .required = true },
    { FIELD_ORGANISER, .required = true, .initial = "=SELECT code FROM structure WHERE id = :structure" },
    { FIELD_MANAGER, .initial = "=SELECT badge FROM officer WHERE id = :officer" },
    { FIELD_LANGUAGE },
    { FIELD_SESSION_STATUS, .required = true, .initial = "draft" },
    { .name = "when", .label = N_("When"), .kind = FIELD_HEADING },
    { FIELD_INDEPENDENT_FROM },
    { FIELD_INDEPENDENT_TO },
    { FIELD_CONTACT_FROM },
    { FIELD_CONTACT_TO },
    { FIELD_STARTS_AT },
    { FIELD_ENDS_AT },
    { FIELD_POST_FROM },
    { FIELD_POST_TO },
    { FIELD_TIMEZONE },
    { .name = "venues", .label = N_("Where"), .kind = FIELD_HEADING },
    { FIELD_VENUE },
    { FIELD_COUNTRY },
    { FIELD_PLATFORM },
    { FIELD_ROOM },
    { FIELD_TRAINER },
    { .name = "registration", .label = N_("Seats and registration"), .kind = FIELD_HEADING },
    { FIELD_SEATS_MIN },
    { FIELD_SEATS },
    { FIELD_DOOR, .required = true, .initial = "open" },
    { FIELD_APPROVALS, .required = true, .initial = "0" },
    { FIELD_HOLDS, .required = true, .initial = "0" },
    { FIELD_REGISTER_FROM },
    { FIELD_REGISTER_BY },
    { FIELD_CANCEL_FREE },
    { FIELD_PROMOTE },
    { 0 }
};

/* Planned from a course's page, a new session begins with that course and its usual seats. */
static const char *enter(struct session *session) {
    static const char usual[] =
        "SELECT c.code AS course, m.door, coalesce(c.seats_min, '') AS seats_min, "
        "coalesce(c.seats_max, '') AS seats FROM course c JOIN mode m ON m.code = c.mode "
        "WHERE c.id = :id";
    struct place *place = session->place;
    const char *no = form_open(session, place);
    if (no || place->id || place->below->screen != &course_screen)
        return no;
    struct query *row = db_query(session->db, usual, session_values(session, place->below));
    bool found = db_next(row);
    for (int column = 0; found && column < db_columns(row); column++) {
        int item = form_find(place, db_column_name(row, column));
        if (!strcmp(place->form.items[item].text,
                    place->form.items[item].saved)) /* no draft has it otherwise */
            form_load(place, item, details_text(row, db_column_name(row, column)));
    }
    db_done(row);
    return NULL;
}

static const char *save(struct session *session) {
    return details_save(session, training_session_put, &session_screen);
}

static const struct action actions[] = {
    { .key = F2,
      .word = "save",
      .label = N_("Save"),
      .help = N_("Saves the session. More seats move the waiting up; fewer seats drop nobody."),
      .needs = A_VALID_FORM,
      .act = save },
    { 0 }
};

static const char *where(struct session *session) {
    return details_record(session, "SELECT code FROM session WHERE id = :id");
}

const struct screen session_edit_screen = {
    .name = "session_edit",
    .title = N_("Session"),
    .help = N_("Course, dates, place, seats and deadlines of a session. Officers see it once its status is "
               "announced, and register while it is open. Leave the dates empty while they are not known."),
    .shape = FORM,
    .may = MAY_EDIT_SESSIONS,
    .fields = fields,
    .actions = actions,
    .query = "SELECT * FROM session_form f WHERE id = :id AND EXISTS (SELECT 1 FROM reach r JOIN session s "
             "ON s.organiser_id = r.structure_id "
             "WHERE s.id = f.id AND r.officer_id = :officer AND r.capability = 'edit_sessions')",
    .enter = enter,
    .where = where,
};
