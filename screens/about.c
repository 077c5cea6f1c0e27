#include "screens/all.h"
#include "screens/details.h"

static const struct field fields[] = {
    { .name = "courses", .label = N_("Courses"), .help = N_("Courses in the catalogue.") },
    { .name = "sessions", .label = N_("Sessions"), .help = N_("Sessions of all times.") },
    { .name = "library", .label = N_("SQLite"), .help = N_("The version of the database library.") },
    { 0 }
};

static void write(struct session *session, struct page *page) {
    struct query *row = details_row(session, page);
    if (!row)
        return;
    page_heading(page, "topcop %s", TOPCOP_VERSION);
    page_text(page,
              _("Training and operational partnership: courses, sessions, needs and portfolios of police, "
                "customs and border services and their academies, on one screen of 80 by 24."));
    page_gap(page);
    page_pair(page, _("Database"), db_path(session->db));
    details_pairs(session, page, row);
    db_done(row);
    page_heading(page, "%s", _("Made by"));
    page_text(page,
              _("The training academies that use it and the people who build it for them. The manual is "
                "topcop(1); F1 explains every screen and field."));
}

const struct screen about_screen = {
    .name = "about",
    .title = N_("About"),
    .help = N_("The version of the program and of what it stands on, for whoever helps you."),
    .shape = PAGE,
    .fields = fields,
    .query = "SELECT (SELECT count(*) FROM course WHERE status = 'published') AS courses, "
             "(SELECT count(*) FROM session) AS sessions, sqlite_version() AS library",
    .write = write,
};
