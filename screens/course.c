#include "rules/course.h"

#include "rules/access.h"
#include "rules/condition.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

static const struct field fields[] = { { FIELD_AREA },          { FIELD_LEVEL },
                                       { FIELD_MODE },          { FIELD_LANGUAGES },
                                       { FIELD_TARGET },        { FIELD_CONTACT },
                                       { FIELD_INDEPENDENT },   { FIELD_DAYS },
                                       { FIELD_SEATS_MAX },     { FIELD_VALIDITY },
                                       { FIELD_PROVIDER },      { FIELD_REFERENCE },
                                       { FIELD_COURSE_STATUS }, { 0 } };

static void write_conditions(struct session *session, struct page *page) {
    static const char conditions[] =
        "SELECT k.kind, k.subject, k.least, EXISTS (SELECT 1 FROM version_unmet u WHERE u.officer_id = "
        ":officer "
        "AND u.course_id = k.course_id AND u.version = k.version AND u.position = k.position) AS unmet "
        "FROM course c JOIN course_condition k ON k.course_id = c.id AND k.version = c.version "
        "WHERE c.id = :id ORDER BY k.position";
    struct arena scratch = { 0 };
    struct query *row = db_query(session->db, conditions, session_values(session, session->place));
    for (bool first = true; db_next(row); first = false) {
        if (first)
            page_heading(page, "%s", _("What you need to register"));
        page_pair(page, db_column_int(row, 3) ? _("you lack it") : _("you have it"),
                  condition_words(session->db, &scratch, db_column_text(row, 0), db_column_text(row, 1),
                                  db_column_text(row, 2)));
    }
    db_done(row);
    arena_done(&scratch);
}

static void write_sessions(struct session *session, struct page *page) {
    static const char sessions[] =
        "SELECT id, code, starts, ends, seats_text, venue, status FROM session_list "
        "WHERE course_id = :id AND status NOT IN ('draft', 'done', 'cancelled') "
        "AND (ends = '' OR ends >= :today) ORDER BY starts, id LIMIT 8";
    page_heading(page, "%s", _("Sessions"));
    struct query *row = db_query(session->db, sessions, session_values(session, session->place));
    int count = 0;
    for (; db_next(row); count++)
        page_link(page, &session_screen, db_column_int(row, 0), "%-10s  %s  %s  %s  %s",
                  *details_text(row, "starts") ? details_text(row, "starts") : _("date open"),
                  details_text(row, "code"), details_text(row, "seats_text"), _(details_text(row, "status")),
                  details_text(row, "venue"));
    db_done(row);
    if (!count)
        page_text(page, _("No session is planned. Your coordinator decides by the needs that are reported."));
    if (db_exists(session->db, "SELECT 1 FROM session WHERE course_id = :id AND ends_on < :today",
                  session_values(session, session->place)))
        page_link(page, &past_sessions_screen, session->place->id, "%s", _("Sessions that are over"));
}

static void write(struct session *session, struct page *page) {
    struct query *row = details_row(session, page);
    if (!row)
        return;
    page_heading(page, "%s  %s", details_text(row, "code"), details_text(row, "title"));
    page_text(page, details_text(row, "aim"));
    write_sessions(session, page);
    write_conditions(session, page);
    if (*details_text(row, "outcomes"))
        page_heading(page, "%s", _("What you learn"));
    page_points(page, details_text(row, "outcomes"));
    page_heading(page, "%s", _("What it is"));
    details_pairs(session, page, row);
    db_done(row);
}

static const char *sessions(struct session *session) {
    return session_open(session, &sessions_screen, session->place->id);
}

static bool edits(struct session *session) {
    return details_reaches(session, MAY_EDIT_COURSES, "SELECT owner_id FROM course WHERE id = :id");
}

static const char *change(struct session *session) {
    return session_open(session, &course_edit_screen, session->place->id);
}

static const char *plan(struct session *session) {
    return session_open(session, &session_edit_screen, 0);
}

static const char *ask_retire(struct session *session) {
    static const char ahead[] =
        "SELECT count(*) FROM session WHERE course_id = :id AND status IN ('announced', 'open')";
    static const char seats[] =
        "SELECT count(*) FROM registration r JOIN session s ON s.id = r.session_id "
        "WHERE s.course_id = :id AND s.status IN ('announced', 'open') AND r.seat = 1";
    const struct db_value *values = session_values(session, session->place);
    long sessions = (long)db_int(session->db, 0, ahead, values),
         taken = (long)db_int(session->db, 0, seats, values);
    if (!sessions)
        return _("The course leaves the catalogue; its sessions and the history stay. Retire it?");
    return arena_format(
        &session->place->arena,
        _("The course leaves the catalogue, but %ld of its sessions still take registrations and %ld seats "
          "are taken; cancel or close them too. Retire it?"),
        sessions, taken);
}

static const char *retire(struct session *session) {
    const char *no = record_save(session->db, session->officer, course_put,
                                 with(integer("id", session->place->id), text("status", "retired")), NULL);
    if (no)
        return no;
    session_refresh(session);
    session_say(session, DONE, _("The course is retired."));
    return NULL;
}

static const struct action actions[] = { { .key = F10,
                                           .word = "sessions",
                                           .label = N_("Sessions"),
                                           .help = N_("Lists the sessions of this course that are ahead."),
                                           .act = sessions },
                                         { .key = F7,
                                           .word = "plan",
                                           .label = N_("Plan"),
                                           .help = N_("Enters a new session of this course."),
                                           .may = MAY_EDIT_SESSIONS,
                                           .act = plan },
                                         { .key = F8,
                                           .word = "change",
                                           .label = N_("Change"),
                                           .help = N_("Changes what the course is, teaches and asks for."),
                                           .may = MAY_EDIT_COURSES,
                                           .possible = edits,
                                           .act = change },
                                         { .key = F4,
                                           .word = "retire",
                                           .label = N_("Retire"),
                                           .help = N_(
                                               "Takes the course out of the catalogue; nothing is deleted."),
                                           .may = MAY_EDIT_COURSES,
                                           .possible = edits,
                                           .ask = ask_retire,
                                           .act = retire },
                                         { 0 } };

const struct screen course_screen = {
    .name = "course",
    .title = N_("Course"),
    .help = N_("Everything about one course: what you learn, what you need to register, and its sessions. "
               "Choose a session with the arrows and Enter; F10 lists all that are ahead."),
    .shape = PAGE,
    .needs_id = true,
    .fields = fields,
    .actions = actions,
    .query =
        "SELECT c.id, c.code, c.title, a.title AS area, l.number || ' ' || l.name AS level, m.name AS mode, "
        "coalesce((SELECT group_concat(g.name, ', ') FROM course_language k "
        "JOIN language g ON g.code = k.language WHERE k.course_id = c.id), '') AS languages, c.aim, "
        "c.outcomes, c.target_group, nullif(c.contact_hours, 0) AS contact_hours, "
        "nullif(c.independent_hours, 0) AS independent_hours, nullif(c.days, 0) AS days, c.seats_max, "
        "c.validity_months, c.provider, c.external_reference, nullif(c.status, 'published') AS status "
        "FROM course c JOIN area a ON a.id = c.area_id JOIN level l ON l.number = c.level "
        "JOIN mode m ON m.code = c.mode WHERE c.id = :id AND EXISTS (SELECT 1 FROM "
        "seen_course v WHERE v.actor_id = :officer AND v.id = c.id)",
    .write = write,
};
