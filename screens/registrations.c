#include "screens/all.h"
#include "screens/decision.h"
#include "screens/details.h"
#include "screens/fields.h"

static const struct field fields[] = { { FIELD_OFFICER },
                                       { FIELD_STRUCTURE, .width = 14 },
                                       { FIELD_STATE, .width = 17 },
                                       { FIELD_POSITION, .width = 6 },
                                       { FIELD_REQUESTED, .width = 16 },
                                       { 0 } };

static const struct filter filters[] = { { { FIELD_STATE_CODE }, "state_of = :state_code" }, { { 0 }, 0 } };

static const char *nominate(struct session *session) {
    return session_open(session, &nominate_screen, session->place->id);
}

static bool takes_nominations(struct session *session) {
    return db_exists(
        session->db,
        "SELECT 1 FROM session WHERE id = :id AND status NOT IN ('running', 'done', 'cancelled')",
        session_values(session, session->place));
}

static const struct action actions[] = { { ACTION_AGREE, .needs = A_ROW },
                                         { ACTION_REFUSE, .needs = A_ROW },
                                         { ACTION_OVERBOOK, .needs = A_ROW },
                                         { .key = F7,
                                           .word = "nominate",
                                           .label = N_("Nominate"),
                                           .help = N_(
                                               "Registers an officer of your structures for this session."),
                                           .may = MAY_NOMINATE,
                                           .possible = takes_nominations,
                                           .act = nominate },
                                         { 0 } };

static const char *where(struct session *session) {
    return details_where(session, "SELECT code FROM session s WHERE id = :id AND EXISTS (SELECT 1 FROM "
                                  "seen_session v WHERE v.actor_id = :officer AND v.id = s.id)");
}

const struct screen registrations_screen = {
    .name = "registrations",
    .title = N_("Registrations"),
    .help =
        N_("Who is registered, waits or asks to take part in a session, in the order of the requests, as far "
           "as your role reaches. Enter shows how a registration came about."),
    .empty = N_("Nobody is here yet. F7 nominates an officer, or wait until somebody registers."),
    .shape = LIST,
    .may = MAY_SEE_REGISTRATIONS,
    .needs_id = true,
    .fields = fields,
    .actions = actions,
    .filters = filters,
    .query =
        "SELECT id, name AS officer, name_fold, structure, state_name AS state, state AS state_of, "
        "CASE position WHEN 0 THEN '' ELSE CAST(position AS TEXT) END AS position, "
        "moment(requested_at) AS requested, requested_at FROM registration_list l WHERE session_id = :id "
        "AND EXISTS (SELECT 1 FROM seen_registration v WHERE v.actor_id = :officer AND v.id = l.id)",
    .order = "requested_at",
    .opens = &registration_screen,
    .where = where,
};
