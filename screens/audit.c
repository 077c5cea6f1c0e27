/* What was done: the audit as a list for auditors, and one row of it. */
#include "rules/access.h"
#include "rules/audit.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

#define FIELD_HAPPENED                                                                                       \
    .name = "happened", .label = N_("When"), .order = "-", .help = N_("When it was on disk; newest first.")
#define FIELD_ACTOR                                                                                          \
    .name = "officer", .label = N_("Who"), .order = "-",                                                     \
    .help = N_("Who did it; a dash is the owner of the database.")
#define FIELD_ACT                                                                                            \
    .name = "act", .label = N_("Act"), .order = "-", .help = N_("What was done: added, changed, approve, ...")
#define FIELD_THING                                                                                          \
    .name = "thing", .label = N_("Thing"), .order = "-", .help = N_("The kind of thing it was done to.")
#define FIELD_DETAIL                                                                                         \
    .name = "detail", .label = N_("What"), .order = "-",                                                     \
    .help = N_("The columns with their values; of persons only the names of the columns.")

static const struct field fields[] = { { FIELD_HAPPENED, .width = 16 },
                                       { FIELD_ACTOR, .width = 14 },
                                       { FIELD_ACT, .width = 10 },
                                       { FIELD_THING, .width = 12 },
                                       { FIELD_DETAIL },
                                       { 0 } };

static const struct filter filters[] = {
    { { .name = "by",
        .label = N_("Who"),
        .kind = FIELD_CHOICE,
        .lookup = LOOKUP_OFFICER,
        .help = N_("Only what this officer did.") },
      "officer_id = (SELECT id FROM officer WHERE badge = :by)" },
    { { .name = "kind",
        .label = N_("Thing"),
        .kind = FIELD_CHOICE,
        .lookup =
            "SELECT name AS value, name AS label FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
            "'%search%' AND name NOT LIKE 'audit%' ORDER BY name",
        .help = N_("Only what was done to things of this kind.") },
      "thing = :kind" },
    { { .name = "deed", .label = N_("Act"), .help = N_("Only this act, as the list has it.") },
      "act = :deed" },
    { { .name = "since", .label = N_("From"), .kind = FIELD_DAY, .help = N_("From this day on.") },
      "at >= CAST(strftime('%s', :since, 'utc') AS INTEGER)" },
    { { .name = "until", .label = N_("Until"), .kind = FIELD_DAY, .help = N_("Until this day, with it.") },
      "at < CAST(strftime('%s', :until, '+1 day', 'utc') AS INTEGER)" },
    { { 0 }, 0 }
};

const struct screen audit_screen = {
    .name = "audit",
    .title = N_("What was done"),
    .help =
        N_("Every change that is on disk, newest first, with who made it and when. F9 narrows it to an "
           "officer, a kind of thing, an act or some days. Nothing in it can be changed: each row carries a "
           "hash over itself and the row before. \"topcop export audit\" writes it to a file."),
    .empty = N_("Nothing was done that your role lets you see, or that fits; F9 takes a filter away."),
    .shape = LIST,
    .may = MAY_AUDIT,
    .fields = fields,
    .filters = filters,
    .query = "SELECT id, happened, name AS officer, officer_id, act, thing, detail, at FROM audit_list l "
             "WHERE " AUDIT_SEEN(":officer"),
    .order = "-id",
    .opens = &audit_row_screen,
};

static void write_row(struct session *session, struct page *page) {
    struct query *row =
        db_query(session->db, audit_row_screen.query, session_values(session, session->place));
    if (db_next(row)) {
        struct arena arena = { 0 };
        page_pair(page, _("When"), details_text(row, "happened"));
        page_pair(page, _("Who"), details_text(row, "officer"));
        page_pair(page, _("Badge"), details_text(row, "badge"));
        page_pair(page, _("Visit"), details_text(row, "visit"));
        page_pair(page, _("Act"), details_text(row, "act"));
        page_pair(page, _("Thing"),
                  arena_format(&arena, "%s %s", details_text(row, "thing"), details_text(row, "thing_id")));
        page_pair(page, _("About"), details_text(row, "about"));
        page_heading(page, "%s", _("What"));
        page_text(page, details_text(row, "detail"));
        page_heading(page, "%s", _("Proof"));
        page_pair(page, _("Row"), details_text(row, "id"));
        page_pair(page, _("Hash"), details_text(row, "hash"));
        page_pair(page, _("Hash before"), details_text(row, "before"));
        arena_done(&arena);
    }
    db_done(row);
}

static const char *enter_row(struct session *session) {
    return db_exists(session->db, audit_row_screen.query, session_values(session, session->place))
               ? NULL
               : refuse(_("There is no such row for you."));
}

const struct screen audit_row_screen = {
    .name = "audit_row",
    .title = N_("One act"),
    .help =
        N_("One row of the audit in full, with its hash and that of the row before, from which it is made "
           "(topcop-admin(8) tells how)."),
    .shape = PAGE,
    .may = MAY_AUDIT,
    .needs_id = true,
    .query = "SELECT id, happened, name AS officer, badge, visit, act, thing, CAST(thing_id AS "
             "TEXT) "
             "AS thing_id, " AUDIT_ABOUT(
                 ":officer") " AS about, detail, hash, coalesce((SELECT hash FROM audit "
                             "WHERE id = l.id - 1), '') AS before "
                             "FROM audit_list l WHERE id = :id AND " AUDIT_SEEN(":officer"),
    .write = write_row,
    .enter = enter_row,
};
