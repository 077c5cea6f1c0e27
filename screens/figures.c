/* Figures: counts for those who see no names, and for all others the numbers of what they see. */
#include "rules/figures.h"

#include "base/clock.h"
#include "rules/access.h"
#include "screens/all.h"
#include "screens/details.h"

static bool counts(struct session *session, const struct figure_report *report) {
    return db_exists(session->db, "SELECT 1 FROM figure_scope WHERE actor_id = :officer AND exact = :exact",
                     with(integer("officer", session->officer), text("exact", report->exact)));
}

static void write_reports(struct session *session, struct page *page) {
    page_heading(page, "%s", _("Figures"));
    for (int i = 0; figure_reports[i].name; i++)
        if (counts(session, &figure_reports[i]))
            page_link(page, &figures_screen, i + 1, "%s", _(figure_reports[i].title));
}

static void write_report(struct session *session, struct page *page, const struct figure_report *report) {
    struct figures figures;
    char now[CLOCK_TEXT];
    const char *no = figures_make(session->db, session->officer, report, &figures);
    page_heading(page, "%s", _(report->title));
    if (no) {
        page_problem(page, no);
        return;
    }
    for (int row = 0; row < figures.rows; row++) {
        page_format(page, "%s  %s", _(figures.codes[row]), figures.names[row]);
        page_pair(page, "", figures_line(&figures, row, &figures.arena));
    }
    page_gap(page);
    page_format(page, _("Counted %s; \"topcop report %s --csv\" writes it as a file."),
                clock_text(clock_now(), now), report->name);
    if (!figures.is_exact)
        page_text(page, _("\"<5\" and \"..\" protect those whom one could recognise by a small number."));
    figures_done(&figures);
}

static void write(struct session *session, struct page *page) {
    int64_t number = session->place->id, count = 0;
    while (figure_reports[count].name)
        count++;
    if (number < 1 || number > count)
        write_reports(session, page);
    else
        write_report(session, page, &figure_reports[number - 1]);
}

const struct screen figures_screen = {
    .name = "figures",
    .title = N_("Figures"),
    .help =
        N_("How many officers, registrations and answers there are, by structure, area, level and campaign. "
           "Numbers of what you see by name are exact; of others a number under five is shown as <5, as is "
           "all that adds up to one (nothing included), and as many more are hidden (..) as it takes that no "
           "total gives it away."),
    .shape = PAGE,
    .may = MAY_SEE_FIGURES | MAY_SEE_OFFICERS | MAY_SEE_REGISTRATIONS | MAY_SEE_ANSWERS,
    .write = write,
};
