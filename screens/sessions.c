#include "rules/access.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"
#include "ui/session.h"

static const struct field fields[] = {
    { FIELD_STARTS_ON, .width = 10 }, { FIELD_CODE, .width = 13 },          { FIELD_TITLE },
    { FIELD_TAKEN, .width = 16 },     { FIELD_SESSION_STATUS, .width = 9 }, { 0 }
};

static const struct filter filters[] = { { { FIELD_AREA }, WITHIN_AREA },
                                         { { FIELD_FROM }, "ends = '' OR ends >= :from" },
                                         { { FIELD_UNTIL }, "starts_on <> '' AND starts_on <= :until" },
                                         { { FIELD_HAS_SEATS },
                                           "(seats IS NULL OR seats > seats_taken) AND :has_seats = 'yes'" },
                                         { { .name = "takes",
                                             .label = N_("Open now"),
                                             .kind = FIELD_CHOICE,
                                             .choices = choices_yes,
                                             .help = N_("Only sessions for which one can register today.") },
                                           "id IN (SELECT session_id FROM session_open) AND :takes = 'yes'" },
                                         { { FIELD_LANGUAGE }, "language_code = :language" },
                                         { { FIELD_MODE }, "mode = :mode" },
                                         { { 0 }, 0 } };

static const char *new_session(struct session *session) {
    return session_open(session, &session_edit_screen, 0);
}

static const char *past(struct session *session) {
    return session_open(session, &past_sessions_screen, session->place->id);
}

static const char *course(struct session *session) {
    struct db_value session_id = integer("session", session_row(session));
    return session_open(
        session, &course_screen,
        db_int(session->db, 0, "SELECT course_id FROM session WHERE id = :session", with(session_id)));
}

static const char *where(struct session *session) {
    return details_where(session, "SELECT code FROM course c WHERE id = :id AND EXISTS (SELECT 1 FROM "
                                  "seen_course v WHERE v.actor_id = :officer AND v.id = c.id)");
}

#define ACTION_COURSE                                                                                        \
    .key = F10, .word = "course", .label = N_("Course"), .needs = A_ROW, .act = course,                      \
    .help = N_("Shows the course of the session under the cursor.")

static const struct action actions[] = { { ACTION_COURSE },
                                         { .key = F8,
                                           .word = "past",
                                           .label = N_("Past"),
                                           .help = N_("Shows the sessions that are over."),
                                           .act = past },
                                         { .key = F7,
                                           .word = "new",
                                           .label = N_("New"),
                                           .help = N_("Enters a new session."),
                                           .may = MAY_EDIT_SESSIONS,
                                           .act = new_session },
                                         { 0 } };

static const struct action past_actions[] = { { ACTION_COURSE }, { 0 } };

#define SESSIONS                                                                                             \
    "SELECT id, starts AS starts_on, code, title, title_fold, seats_text AS taken, status, area_id, ends, "  \
    "seats, taken AS seats_taken, language AS language_code, mode FROM session_list s "                      \
    "WHERE (:id = 0 OR course_id = :id) "                                                                    \
    "AND EXISTS (SELECT 1 FROM seen_session v WHERE v.actor_id = :officer AND v.id = s.id) "

const struct screen sessions_screen = {
    .name = "sessions",
    .title = N_("Sessions"),
    .help = N_("Sessions that are ahead or under way, the next one first. Seats are shown as taken of all; "
               "after the + stands how many wait. Enter shows a session and registers you."),
    .empty = N_("No session fits. Take a filter away with F9, or look at the past ones with F8."),
    .shape = LIST,
    .fields = fields,
    .actions = actions,
    .filters = filters,
    .query = SESSIONS "AND status NOT IN ('done', 'cancelled') AND (ends = '' OR ends >= :today)",
    .search = "session_search",
    .order = "starts_on",
    .opens = &session_screen,
    .where = where,
};

const struct screen past_sessions_screen = {
    .name = "past_sessions",
    .title = N_("Past sessions"),
    .help = N_("Sessions that are over or were cancelled, the latest first."),
    .empty = N_("No session that is over fits. F3 goes back to those ahead."),
    .shape = LIST,
    .fields = fields,
    .actions = past_actions,
    .filters = filters,
    .query = SESSIONS "AND (status IN ('done', 'cancelled') OR ends <> '' AND ends < :today)",
    .search = "session_search",
    .order = "-starts_on",
    .opens = &session_screen,
    .where = where,
};
