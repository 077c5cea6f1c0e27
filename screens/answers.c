/* Submitted answers of a structure as its head and the coordinator read them, and the difference between two
 * of its revisions. */
#include "rules/access.h"
#include "rules/response_diff.h"
#include "screens/all.h"
#include "screens/details.h"

static const struct field fields[] = {
    { .name = "campaign", .label = N_("Campaign"), .help = N_("What was asked.") },
    { .name = "revision", .label = N_("Revision"), .help = N_("Which of the revisions it is.") },
    { .name = "state", .label = N_("State"), .help = N_("What was decided."), .choices = choices_answered },
    { .name = "decided", .label = N_("Decided"), .help = N_("By whom and when.") },
    { .name = "comment", .label = N_("Comment"), .help = N_("Why it was returned.") },
    { .name = "submitted", .label = N_("Submitted"), .help = N_("When and by whom.") },
    { .name = "receipt", .label = N_("Receipt"), .help = N_("The code that proves it.") },
    { 0 }
};

/* Links to what changed since each earlier revision, the last first. */
static void write_earlier(struct session *session, struct page *page) {
    int64_t id = session->place->id;
    struct query *row =
        db_query(session->db,
                 "SELECT o.id, o.revision, moment(o.submitted_at) AS moment FROM response p JOIN response o "
                 "ON o.respondent_id = p.respondent_id AND o.revision < p.revision AND o.state = 'submitted' "
                 "WHERE p.id = :id ORDER BY o.revision DESC LIMIT 9",
                 with(integer("id", id)));
    while (db_next(row))
        page_link(page, &revisions_screen, revisions_id(db_column_int(row, 0), id),
                  _("What changed since revision %ld of %s"), (long)db_column_int(row, 1),
                  details_text(row, "moment"));
    db_done(row);
}

static void write(struct session *session, struct page *page) {
    struct query *row = details_row(session, page);
    if (!row)
        return;
    page_heading(page, "%s", details_text(row, "who"));
    details_pairs(session, page, row);
    int64_t respondent = db_column_int(row, db_column(row, "respondent_id"));
    db_done(row);
    write_earlier(session, page);
    page_link(page, &respondent_screen, respondent, "%s", _("All revisions, reminders and decisions"));
    receipt_write_answers(session, page, session->place->id);
}

static const struct action actions[] = { { ACTION_CONFIRM }, { ACTION_RETURN }, { 0 } };

const struct screen answers_screen = {
    .name = "answers",
    .title = N_("Answers"),
    .help = N_("What a structure has submitted, to read. Its head confirms the answers, which makes them "
               "official and locks them, or they are returned with a comment."),
    .shape = PAGE,
    .may = MAY_SEE_ANSWERS,
    .needs_id = true,
    .fields = fields,
    .actions = actions,
    .query =
        "SELECT p.id, r.id AS respondent_id, u.name AS who, c.title AS campaign, p.revision, p.receipt, "
        "moment(p.submitted_at) || ', ' || o.surname || ' ' || o.given_name AS submitted, "
        "coalesce(w.decision, 'submitted') AS state, w.comment, CASE WHEN w.id > 0 THEN moment(w.decided_at) "
        "|| coalesce(', ' || "
        "d.surname || ' ' || d.given_name, '') END AS decided FROM response p JOIN campaign_respondent r ON "
        "r.id "
        "= "
        "p.respondent_id JOIN structure u ON u.id = r.structure_id JOIN campaign c ON c.id = r.campaign_id "
        "JOIN officer o ON o.id = p.officer_id LEFT JOIN response_review w ON w.id = (SELECT max(id) FROM "
        "response_review WHERE response_id = p.id) LEFT JOIN officer d ON d.id = w.officer_id "
        "WHERE p.id = :id AND p.state = 'submitted' AND EXISTS (SELECT 1 FROM seen_response v WHERE "
        "v.actor_id = "
        ":officer AND v.id = p.id)",
    .write = write,
};

/* ---- two revisions ---- */

static void write_difference(struct page *page, const struct response_difference *one) {
    page_format(page, "%s", one->label);
    page_pair(page, _("    before"), *one->before ? one->before : _("(no answer)"));
    page_pair(page, _("    now"), *one->after ? one->after : _("(no answer)"));
}

/* Whose answers they are, and which revisions. */
static void write_compared(struct session *session, struct page *page, int64_t older, int64_t newer) {
    struct query *row = db_query(
        session->db,
        "SELECT coalesce(u.name, '') AS who, c.title AS campaign, n.revision AS newer, o.revision AS older, "
        "moment(n.submitted_at) AS newer_at, moment(o.submitted_at) AS older_at FROM response n "
        "JOIN response o ON o.id = :older AND o.respondent_id = n.respondent_id "
        "JOIN campaign_respondent r ON r.id = n.respondent_id JOIN campaign c ON c.id = r.campaign_id "
        "LEFT JOIN structure u ON u.id = r.structure_id WHERE n.id = :newer",
        with(integer("older", older), integer("newer", newer)));
    if (db_next(row)) {
        page_heading(page, "%s  %s", details_text(row, "campaign"), details_text(row, "who"));
        page_format(page, _("Revision %s of %s, and revision %s of %s"), details_text(row, "older"),
                    details_text(row, "older_at"), details_text(row, "newer"), details_text(row, "newer_at"));
        page_gap(page);
    }
    db_done(row);
}

static void write_differences(struct session *session, struct page *page) {
    struct arena arena = { 0 };
    const struct response_difference *list;
    int count;
    int64_t older = revisions_older(session->place->id), newer = revisions_newer(session->place->id);
    const char *no = response_diff(session->db, session->officer, older, newer, &arena, &list, &count);
    if (!no)
        write_compared(session, page, older, newer);
    if (no)
        page_problem(page, no);
    else if (!count)
        page_text(page, _("The answers are the same."));
    else
        page_format(page, words_count("%ld answer is different.", "%ld answers are different.", count),
                    (long)count);
    for (int i = 0; !no && i < count; i++)
        write_difference(page, &list[i]);
    arena_done(&arena);
}

const struct screen revisions_screen = {
    .name = "revisions",
    .title = N_("What changed"),
    .help = N_("The answers that differ between two revisions: what stood before, and what stands now."),
    .shape = PAGE,
    .may = MAY_SEE_ANSWERS | MAY_ANSWER | MAY_REGISTER,
    .needs_id = true,
    .write = write_differences,
};
