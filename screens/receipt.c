/* The receipt of submitted answers, with the answers themselves. */
#include "base/clock.h"
#include "rules/paper.h"
#include "rules/response_about.h"
#include "rules/response_entry.h"
#include "rules/review.h"
#include "screens/campaign.h"
#include "screens/questionnaire.h"
#include "ui/session.h"

enum { COLUMNS = 80, MARGIN = 2 };

struct receipt {
    const char *code, *title, *who, *by, *when, *returned_why;
    int64_t campaign, structure;
    long revision, revisions;
    bool open, draft, confirmed;
};

/* Only what the officer may answer for, or has answered. */
static bool load(struct session *session, struct receipt *receipt, struct arena *arena) {
    struct query *query =
        db_query(session->db, receipt_screen.query, session_values(session, session->place));
    bool found = db_next(query);
    if (found) {
        char when[CLOCK_TEXT];
        *receipt = (struct receipt){ .code = arena_copy(arena, db_column_text(query, 1)),
                                     .title = arena_copy(arena, db_column_text(query, 2)),
                                     .who = arena_copy(arena, db_column_text(query, 3)),
                                     .by = arena_copy(arena, db_column_text(query, 4)),
                                     .when = arena_copy(arena, clock_text(db_column_int(query, 5), when)),
                                     .campaign = db_column_int(query, 6),
                                     .structure = db_column_int(query, 7),
                                     .revision = (long)db_column_int(query, 8),
                                     .revisions = (long)db_column_int(query, 9),
                                     .open = db_column_int(query, 10),
                                     .draft = db_column_int(query, 11),
                                     .confirmed = db_column_int(query, 12),
                                     .returned_why = arena_copy(arena, db_column_text(query, 13)) };
    }
    db_done(query);
    return found;
}

static const char *enter(struct session *session) {
    struct receipt *receipt = arena_new(&session->place->arena, sizeof *receipt);
    session->place->data = receipt;
    return load(session, receipt, &session->place->arena) ? NULL
                                                          : refuse(_("There is no such receipt for you."));
}

struct writing {
    struct page *page;
    bool has_begun;
};

/* A gap parts the answers from what stands above; a heading brings its own. */
static void write_line(void *data, bool is_heading, const char *text) {
    struct writing *writing = data;
    struct page *page = writing->page;
    if (!writing->has_begun && !is_heading)
        page_gap(page);
    writing->has_begun = true;
    if (is_heading)
        page_heading(page, "%s", text);
    else if (*text)
        page_text(page, text);
    else
        page_gap(page);
}

static void write_dropped(struct session *session, struct filling *filling, struct page *page,
                          int64_t response) {
    struct query *row = response_dropped(session->db, response);
    struct arena arena = { 0 };
    for (bool begun = false; db_next(row); begun = true) {
        if (!begun)
            page_heading(page, "%s", _("Answered, but not asked any more when it was submitted"));
        page_format(page, "%s: %s", paper_called(filling, db_column_text(row, 0), &arena),
                    db_column_text(row, 1));
    }
    arena_done(&arena);
    db_done(row);
}

/* Which questions took longest; nothing where it was quickly done. */
static void write_entry(struct session *session, struct filling *filling, struct page *page,
                        int64_t response) {
    enum { LONGEST = 5, MINUTE = 60 };
    long minutes = (long)(response_entry_seconds(session->db, response) / MINUTE);
    struct query *row = response_entries(session->db, response);
    struct arena arena = { 0 };
    if (minutes)
        page_heading(page, words_count("It took %ld minute", "It took %ld minutes", minutes), minutes);
    for (int i = 0; minutes && i < LONGEST && db_next(row) && db_column_int(row, 2) >= MINUTE; i++) {
        int item = filling_find(filling, db_column_text(row, 0));
        const char *label = item < 0 ? "" : filling_label(filling, item, &arena);
        page_format(page, _("%s: %ld min, answered %ld times"), *label ? label : db_column_text(row, 0),
                    (long)(db_column_int(row, 2) / MINUTE), (long)db_column_int(row, 1));
    }
    arena_done(&arena);
    db_done(row);
}

void receipt_write_answers(struct session *session, struct page *page, int64_t response) {
    struct filling *filling = filling_open(session->db, response);
    int columns = page->columns < COLUMNS ? page->columns : COLUMNS;
    struct writing writing = { .page = page };
    paper_write(&(struct paper){
        .filling = filling, .columns = columns - MARGIN, .line = write_line, .data = &writing });
    write_dropped(session, filling, page, response);
    write_entry(session, filling, page, response);
    filling_close(filling);
}

static void write(struct session *session, struct page *page) {
    const struct receipt *receipt = session->place->data;
    page_heading(page, "%s", receipt->title);
    page_pair(page, _("Receipt"), receipt->code);
    page_pair(page, _("For"), receipt->who);
    page_pair(page, _("Submitted"), receipt->when);
    page_pair(page, _("By"), receipt->by);
    page_pair(page, _("Returned"), receipt->returned_why);
    if (receipt->confirmed)
        page_text(page, _("Confirmed: these are the official answers."));
    else if (review_may_confirm(session->db, session->officer, session->place->id))
        page_link(page, &answers_screen, session->place->id, "%s", _("Look them through and confirm them"));
    else if (receipt->structure && !*receipt->returned_why)
        page_text(page, receipt->open
                            ? _("They become official when the head of the structure confirms them.")
                            : _("The head of the structure has not confirmed them."));
    page_gap(page);
    page_format(page, words_count(N_("Revision %ld of %ld."), N_("Revision %ld of %ld."), receipt->revisions),
                receipt->revision, receipt->revisions);
    if (receipt->open && receipt->draft)
        page_text(page, _("A correction has been begun; it is not submitted yet."));
    else if (receipt->open)
        page_text(
            page,
            _("A correction can be begun here until the campaign closes; this revision stays as it is."));
    receipt_write_answers(session, page, session->place->id);
}

static bool can_correct(struct session *session) {
    const struct receipt *receipt = session->place->data;
    return receipt->open;
}

static const char *correct(struct session *session) {
    const struct receipt *receipt = session->place->data;
    return session_replace(session, &questionnaire_screen,
                           questionnaire_id(receipt->campaign, receipt->structure));
}

static const struct action actions[] = {
    { .key = F10,
      .word = "correct",
      .label = N_("Correct"),
      .help = N_("Begins the next revision with these answers; this one stays as it is."),
      .possible = can_correct,
      .act = correct },
    { 0 }
};

const struct screen receipt_screen = {
    .name = "receipt",
    .title = N_("Receipt"),
    .help = N_("What was submitted, when and by whom. The receipt code proves it."),
    .shape = PAGE,
    .needs_id = true,
    .query =
        "SELECT r.id, r.receipt, c.title, q.who, o.surname || ' ' || o.given_name, r.submitted_at, c.id, "
        "q.structure_id,"
        " r.revision, (SELECT count(*) FROM response x WHERE x.respondent_id = p.id AND x.state = "
        "'submitted'),"
        " q.takes, q.draft_id <> 0, coalesce(w.decision, '') = 'confirmed',"
        " CASE w.decision WHEN 'returned' THEN w.comment ELSE '' END"
        " FROM response r JOIN campaign_respondent p ON p.id = r.respondent_id JOIN campaign c ON c.id = "
        "p.campaign_id"
        " JOIN officer o ON o.id = r.officer_id LEFT JOIN response_review w ON w.id ="
        " (SELECT max(id) FROM response_review WHERE response_id = r.id)"
        " JOIN my_questionnaire q ON q.campaign_id = c.id AND q.structure_id = coalesce(p.structure_id, 0)"
        " WHERE r.id = :id AND r.state = 'submitted' AND q.officer_id = :officer"
        " AND (p.officer_id IS NULL OR p.officer_id = :officer)",
    .actions = actions,
    .enter = enter,
    .write = write,
};
