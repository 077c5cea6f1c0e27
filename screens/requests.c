#include "rules/registration.h"
#include "screens/all.h"
#include "screens/decision.h"
#include "screens/details.h"
#include "screens/fields.h"

static const struct choice steps[] = { { "endorse", N_("endorse") }, { "approve", N_("approve") }, { 0 } };

static const struct field fields[] = { { FIELD_REQUESTED, .width = 10 },
                                       { FIELD_OFFICER, .width = 18 },
                                       { FIELD_STRUCTURE, .width = 14 },
                                       { FIELD_SESSION },
                                       { .name = "step",
                                         .label = N_("To do"),
                                         .width = 8,
                                         .choices = steps,
                                         .help = N_(
                                             "Endorse: the first of two approvals. Approve: the last one.") },
                                       { 0 } };

enum { AT_ONCE = 500 };

static int last_steps(struct session *session, int64_t *registrations) {
    struct query *row = db_query(
        session->db, "SELECT registration_id FROM request WHERE actor_id = :officer AND step = 'approve'",
        with(integer("officer", session->officer)));
    int count = 0;
    while (count < AT_ONCE && db_next(row))
        registrations[count++] = db_column_int(row, 0);
    db_done(row);
    return count;
}

static bool has_several(struct session *session) {
    int64_t registrations[AT_ONCE];
    return last_steps(session, registrations) > 1;
}

static const char *ask_all(struct session *session) {
    int64_t registrations[AT_ONCE];
    long count = last_steps(session, registrations);
    return arena_format(&session->place->arena,
                        words_count("%ld request is checked once more. Approve it?",
                                    "%ld requests are checked once more, in their order. Approve them all?",
                                    count),
                        count);
}

static const char *approve_all(struct session *session) {
    int64_t registrations[AT_ONCE];
    int count = last_steps(session, registrations);
    struct approvals sum;
    const char *no =
        registration_approve_all(session->db, session->officer, registrations, count, &sum, NULL);
    if (no)
        return no;
    session_refresh(session);
    session_say(session, DONE, _("Seats: %d, waiting: %d, could not be approved: %d."), sum.registered,
                sum.waiting, sum.refused);
    return NULL;
}

static const struct action actions[] = {
    { ACTION_AGREE, .needs = A_ROW },
    { ACTION_REFUSE, .needs = A_ROW },
    { .key = F8,
      .word = "all",
      .label = N_("All"),
      .help = N_("Approves every request whose last step is yours, in the order they came."),
      .may = MAY_APPROVE | MAY_CONFIRM,
      .possible = has_several,
      .ask = ask_all,
      .act = approve_all },
    { 0 }
};

const struct screen requests_screen = {
    .name = "requests",
    .title = N_("Requests"),
    .help =
        N_("Requests that wait for your endorsement or approval, the oldest first. The moment of the request "
           "counts for the place in the list, not the moment of your decision."),
    .empty = N_("Nothing waits for you. New requests of your structures appear here by themselves."),
    .shape = LIST,
    .may = MAY_APPROVE | MAY_ENDORSE | MAY_CONFIRM,
    .fields = fields,
    .actions = actions,
    .query = "SELECT l.id, date(l.requested_at, 'unixepoch', 'localtime') AS requested, l.requested_at, "
             "l.name AS officer, l.name_fold, "
             "l.structure, l.session_code || '  ' || c.title AS session, q.step FROM request q "
             "JOIN registration_list l ON l.id = q.registration_id JOIN course c ON c.id = l.course_id WHERE "
             "q.actor_id = :officer",
    .order = "requested_at",
    .opens = &registration_screen,
};
