#include "rules/access.h"
#include "screens/all.h"
#include "screens/fields.h"
#include "ui/session.h"

static const struct choice marks[] = { { "draft", N_("draft") }, { "retired", N_("retired") }, { 0 } };

static const struct field fields[] = {
    { FIELD_CODE, .width = 9 },
    { FIELD_TITLE },
    { FIELD_LEVEL, .width = 5 },
    { FIELD_MODE, .width = 14, .order = "mode_code" },
    { .name = "next",
      .label = N_("Next"),
      .width = 10,
      .choices = marks,
      .order = "next_order",
      .help = N_("First day of the next session one can register for; empty: none is planned.") },
    { .name = "free",
      .label = N_("Free"),
      .width = 5,
      .order = "-",
      .help = N_("Seats that are free in sessions one can register for; \"any\": there is no limit.") },
    { 0 }
};

static const struct filter filters[] = {
    { { FIELD_AREA }, WITHIN_AREA },
    { { FIELD_LEVEL }, "level = CAST(:level AS INTEGER)" },
    { { FIELD_MODE }, "mode_code = :mode" },
    { { FIELD_LANGUAGE }, "' ' || languages || ' ' LIKE '% ' || :language || ' %'" },
    { { FIELD_HAS_SEATS }, "free <> '' AND :has_seats = 'yes'" },
    { { FIELD_FROM }, "id IN (SELECT course_id FROM session_open WHERE starts_on >= :from)" },
    { { FIELD_UNTIL }, "next <> '' AND next <= :until" },
    { { .name = "for_me",
        .label = N_("I meet all"),
        .kind = FIELD_CHOICE,
        .choices = choices_yes,
        .help = N_("Only courses whose entry conditions you meet.") },
      "id NOT IN (SELECT course_id FROM course_unmet WHERE officer_id = :officer) AND :for_me = 'yes'" },
    { { 0 }, 0 }
};

static const char *new_course(struct session *session) {
    return session_open(session, &course_edit_screen, 0);
}

static const char *all_sessions(struct session *session) {
    return session_open(session, &sessions_screen, session_row(session));
}

static const struct action actions[] = { { .key = F10,
                                           .word = "sessions",
                                           .label = N_("Sessions"),
                                           .help = N_("Shows the sessions of the course under the cursor."),
                                           .needs = A_ROW,
                                           .act = all_sessions },
                                         { .key = F7,
                                           .word = "new",
                                           .label = N_("New"),
                                           .help = N_("Enters a new course."),
                                           .may = MAY_EDIT_COURSES,
                                           .act = new_course },
                                         { 0 } };

const struct screen catalogue_screen = {
    .name = "catalogue",
    .title = N_("Catalogue"),
    .help = N_("All courses. Type / and the beginnings of words to find one, F9 to narrow the list by area, "
               "level, mode, language, free seats, period or your own conditions. Enter shows the course."),
    .empty = N_("No course fits. Take a filter away with F9, or search for fewer words."),
    .shape = LIST,
    .fields = fields,
    .actions = actions,
    .filters = filters,
    .query = "SELECT id, code, title, title_fold, area_id, level, mode_name AS mode, mode AS mode_code, "
             "languages, "
             "CASE status WHEN 'published' THEN next_start ELSE status END AS next, "
             "CASE next_start WHEN '' THEN '9999' ELSE next_start END AS next_order, "
             "CASE WHEN free = 0 THEN '' WHEN free >= 9999 THEN 'any' ELSE CAST(free AS TEXT) END AS free "
             "FROM course_list WHERE status = 'published' OR EXISTS (SELECT 1 FROM reach r "
             "WHERE r.officer_id = :officer AND r.capability IN ('edit_courses', 'audit') "
             "AND r.structure_id = coalesce(nullif(owner_id, 0), r.structure_id))",
    .search = "course_search",
    .order = "code",
    .opens = &course_screen,
};
