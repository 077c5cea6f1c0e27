#include <string.h>

#include "base/clock.h"
#include "rules/access.h"
#include "screens/all.h"
#include "screens/details.h"

enum { SOON = 21, LATELY = 14 }; /* days ahead and back within which something is worth a line */

/* Lines that say how many of something wait. */
static const struct {
    unsigned may;
    const struct screen *opens;
    const char *one, *many, *query;
} counts[] = {
    { MAY_ENDORSE | MAY_APPROVE | MAY_CONFIRM, &requests_screen, N_("%ld request waits for your decision"),
      N_("%ld requests wait for your decision"), "SELECT count(*) FROM request WHERE actor_id = :officer" },
    { MAY_CONFIRM_ANSWERS, &to_confirm_screen, N_("%ld answer of a structure waits for you to confirm it"),
      N_("%ld answers of structures wait for you to confirm them"),
      "SELECT count(*) FROM to_confirm WHERE officer_id = :officer" },
    { MAY_REGISTER, &my_training_screen, N_("You are on %ld waiting list"),
      N_("You are on %ld waiting lists"),
      "SELECT count(*) FROM registration WHERE officer_id = :officer AND state = 'waitlisted'" },
    { MAY_REGISTER, &my_training_screen, N_("%ld request of yours is being decided"),
      N_("%ld requests of yours are being decided"),
      "SELECT count(*) FROM registration WHERE officer_id = :officer AND state IN ('submitted', "
      "'endorsed')" },
};

/* Lines about single things: the query gives id, name, day (or what it has become) and text; the line names
 * them in this order. */
static const struct {
    unsigned may;
    const struct screen *opens;
    const char *line, *query;
} notices[] = {
    { MAY_REGISTER, &place_screen, N_("%s: you moved up and have a seat (it begins %s)"),
      "SELECT r.id, s.code, coalesce(s.starts_on, ''), '' FROM registration r JOIN session s ON s.id = "
      "r.session_id "
      "WHERE r.officer_id = :officer AND r.state = 'registered' AND s.starts_on >= :today "
      "AND EXISTS (SELECT 1 FROM registration_event e WHERE e.registration_id = r.id "
      "AND e.act IN ('promote', 'overbook') AND e.at >= :lately) ORDER BY s.starts_on LIMIT 5" },
    { MAY_REGISTER, &place_screen, N_("%s: %s. %s"),
      "SELECT r.id, s.code, t.name, e.reason FROM registration r JOIN session s ON s.id = r.session_id "
      "JOIN registration_state t ON t.code = r.state JOIN registration_event e ON e.registration_id = r.id "
      "AND e.to_state = r.state WHERE r.officer_id = :officer "
      "AND r.state IN ('refused', 'expired', 'session_cancelled') AND e.act <> 'import' "
      "AND e.at >= :lately ORDER BY e.at DESC LIMIT 5" },
    { 0, &questionnaire_screen, N_("Returned, %s (closes %s): %s"),
      "SELECT id, who, closes_on, returned_why FROM my_questionnaire WHERE officer_id = "
      ":officer AND takes AND returned_why <> '' ORDER BY closes_on LIMIT 5" },
    { 0, &questionnaire_screen, N_("Reminder of %s, closes %s: %s"),
      "SELECT id, date(reminded_at, 'unixepoch', 'localtime'), closes_on, title || ', ' || who "
      "FROM my_questionnaire WHERE officer_id = :officer AND takes AND reminded_at > 0 AND returned_why = '' "
      "ORDER BY closes_on LIMIT 5" },
    { 0, &questionnaire_screen, N_("%s closes %s: %s"),
      "SELECT id, title, closes_on, who FROM my_questionnaire WHERE officer_id = :officer "
      "AND state IN ('none', 'draft') AND reminded_at IS NULL AND returned_why = '' ORDER BY closes_on LIMIT "
      "5" },
    { MAY_REGISTER, &session_screen, N_("%s begins %s: %s"),
      "SELECT session_id, session_code, starts, title FROM my_training WHERE officer_id = :officer "
      "AND state = 'registered' AND starts BETWEEN :today AND :soon ORDER BY starts LIMIT 5" },
    { MAY_EDIT_SESSIONS, &registrations_screen, N_("%s begins %s with too few people: %s"),
      "SELECT q.id, q.code, q.starts, q.taken || '/' || s.seats_min FROM session_list q JOIN session s ON "
      "s.id = q.id "
      "WHERE q.starts BETWEEN :today AND :soon AND q.status IN ('announced', 'open', 'closed', 'confirmed') "
      "AND q.taken < s.seats_min AND EXISTS (SELECT 1 FROM reach e WHERE e.officer_id = :officer "
      "AND e.capability = 'edit_sessions' AND e.structure_id = s.organiser_id) ORDER BY q.starts LIMIT 5" },
};

static const struct {
    unsigned may;
    const struct screen *opens;
    const char *what;
} ways[] = {
    { 0, &catalogue_screen, N_("Catalogue of courses") },
    { 0, &sessions_screen, N_("Sessions ahead") },
    { 0, &my_training_screen, N_("My training") },
    { 0, &questionnaires_screen, N_("Questionnaires") },
    { 0, &profile_screen, N_("My profile") },
    { MAY_ENDORSE | MAY_APPROVE | MAY_CONFIRM, &requests_screen, N_("Requests to decide") },
    { MAY_CONFIRM_ANSWERS, &to_confirm_screen, N_("Answers to confirm") },
    { MAY_SEE_OFFICERS, &officers_screen, N_("Officers") },
    { MAY_SEE_OFFICERS | MAY_EDIT_STRUCTURES | MAY_SEE_FIGURES, &structures_screen, N_("Structures") },
    { MAY_CAMPAIGN | MAY_AUDIT, &campaigns_screen, N_("Campaigns of questionnaires") },
    { MAY_SEE_FIGURES | MAY_SEE_OFFICERS | MAY_SEE_REGISTRATIONS | MAY_SEE_ANSWERS, &figures_screen,
      N_("Figures") },
    { MAY_AUDIT, &audit_screen, N_("What was done") },
    { MAY_EDIT_COURSES, &course_edit_screen, N_("New course") },
    { MAY_EDIT_SESSIONS, &session_edit_screen, N_("New session") },
    { MAY_ADMINISTER, &here_screen, N_("Who is here") },
    { MAY_ADMINISTER, &retention_screen, N_("Retention") },
    { 0, &help_screen, N_("Keys and ways") },
    { 0, &about_screen, N_("About topcop") },
};

enum {
    COUNTS = sizeof counts / sizeof *counts,
    NOTICES = sizeof notices / sizeof *notices,
    WAYS = sizeof ways / sizeof *ways
};

static bool is_for(const struct session *session, unsigned may) {
    return !may || session->rights & may;
}

static void write_counts(struct session *session, struct page *page) {
    for (int i = 0; i < COUNTS; i++) {
        if (!is_for(session, counts[i].may))
            continue;
        long count = (long)db_int(session->db, 0, counts[i].query, session_values(session, session->place));
        if (count)
            page_link(page, counts[i].opens, 0, words_count(counts[i].one, counts[i].many, count), count);
    }
}

static const char *day_or_word(struct arena *arena, const char *text) {
    int64_t number;
    return clock_day_number(text, &number) ? details_days_left(arena, text) : _(text);
}

static void write_notices(struct session *session, struct page *page) {
    struct arena scratch = { 0 };
    char today[CLOCK_DAY], soon[CLOCK_DAY];
    int64_t number;
    clock_day_number(clock_today(today), &number);
    clock_day(number + SOON, soon);
    for (int i = 0; i < NOTICES; i++) {
        if (!is_for(session, notices[i].may))
            continue;
        struct query *row = db_query(session->db, notices[i].query, session_values(session, session->place));
        db_bind(row, with(text("soon", soon), integer("lately", clock_now() - (int64_t)LATELY * 86400)));
        while (db_next(row))
            page_link(page, notices[i].opens, db_column_int(row, 0), _(notices[i].line),
                      db_column_text(row, 1), day_or_word(&scratch, db_column_text(row, 2)),
                      db_column_text(row, 3));
        db_done(row);
    }
    arena_done(&scratch);
}

static void write(struct session *session, struct page *page) {
    page_heading(page, "%s", _("What waits for you"));
    int before = page->count;
    write_counts(session, page);
    write_notices(session, page);
    if (page->count == before)
        page_text(page, _("Nothing waits for you. F10 opens the catalogue to find a course."));
    page_heading(page, "%s", _("Where to go"));
    for (int i = 0; i < WAYS; i++)
        if (is_for(session, ways[i].may))
            page_link(page, ways[i].opens, 0, "%s", _(ways[i].what));
}

static const char *catalogue(struct session *session) {
    return session_open(session, &catalogue_screen, 0);
}

static const char *sessions(struct session *session) {
    return session_open(session, &sessions_screen, 0);
}

static const char *training(struct session *session) {
    return session_open(session, &my_training_screen, 0);
}

static const struct action actions[] = {
    { .key = F10,
      .word = "catalogue",
      .label = N_("Catalogue"),
      .help = N_("Opens the catalogue: find a course, choose a session, register."),
      .act = catalogue },
    { .key = F7,
      .word = "sessions",
      .label = N_("Sessions"),
      .help = N_("Lists the sessions that are ahead."),
      .act = sessions },
    { .key = F8,
      .word = "training",
      .label = N_("My training"),
      .help = N_("Shows what you took part in, are registered for and wait for."),
      .act = training },
    { 0 }
};

const struct screen home_screen = {
    .name = "home",
    .title = N_("Home"),
    .help =
        N_("What waits for you, and where you can go. F10 opens the catalogue at once. What others change "
           "appears here by itself within a few seconds."),
    .shape = MENU,
    .actions = actions,
    .write = write,
};
