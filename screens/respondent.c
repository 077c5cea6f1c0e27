/* One structure that a campaign asks: how far it is, its revisions, and what the coordinator can do. */
#include <stdlib.h>
#include <string.h>

#include "rules/access.h"
#include "rules/campaign.h"
#include "screens/all.h"
#include "screens/details.h"

/* What the keys of this page ask; made anew when the page is written. */
struct respondent {
    int64_t campaign, structure;
    bool steers, owes, excluded;
    char status[16];
};

static struct respondent *respondent_at(struct session *session) {
    struct place *place = session->place;
    if (!place->data)
        place->data = arena_new(&place->arena, sizeof(struct respondent));
    return place->data;
}

static const struct field fields[] = {
    { .name = "campaign", .label = N_("Campaign"), .help = N_("What is asked.") },
    { .name = "state", .label = N_("State"), .help = N_("How far it is."), .choices = choices_answered },
    { .name = "excluded_why", .label = N_("Left out"), .help = N_("Why it is not asked.") },
    { .name = "reopened_until", .label = N_("Let in until"), .help = N_("May answer until that day.") },
    { .name = "staff", .label = N_("Staff"), .help = N_("Its head-count when it was asked.") },
    { .name = "contact", .label = N_("Contact"), .help = N_("Its contact, else its head.") },
    { .name = "email", .label = N_("E-mail"), .help = N_("Of the contact.") },
    { .name = "phone", .label = N_("Telephone"), .help = N_("Of the contact.") },
    { 0 }
};

static void learn(struct session *session, struct query *row) {
    struct respondent *now = respondent_at(session);
    *now = (struct respondent){ .campaign = db_column_int(row, db_column(row, "campaign_id")),
                                .structure = db_column_int(row, db_column(row, "structure_id")),
                                .owes = db_column_int(row, db_column(row, "owes")),
                                .excluded = !strcmp(details_text(row, "state"), "excluded") };
    strncpy(now->status, details_text(row, "status"), sizeof now->status - 1);
}

static void write_revisions(struct session *session, struct page *page) {
    struct query *row =
        db_query(session->db,
                 "SELECT p.id, p.revision, p.state, moment(coalesce(p.submitted_at, p.saved_at)) AS moment, "
                 "o.surname || ' ' || o.given_name AS who, EXISTS (SELECT 1 FROM reach e WHERE e.officer_id "
                 "= :officer "
                 "AND e.capability = 'see_answers' AND e.structure_id = r.structure_id) AS reads, "
                 "coalesce((SELECT w.decision FROM response_review w "
                 "WHERE w.response_id = p.id ORDER BY w.id DESC LIMIT 1), p.state) AS stands "
                 "FROM response p JOIN officer o ON o.id = p.officer_id JOIN campaign_respondent r ON r.id = "
                 "p.respondent_id WHERE p.respondent_id = :id "
                 "ORDER BY p.revision DESC",
                 session_values(session, session->place));
    for (bool first = true; db_next(row); first = false) {
        if (first)
            page_heading(page, "%s", _("Revisions"));
        long revision = (long)db_column_int(row, 1);
        const char *stands = choice_word(choices_answered, details_text(row, "stands"));
        if (!db_column_int(row, db_column(row, "reads")))
            page_format(page, _("Revision %ld: %s, %s"), revision, stands, details_text(row, "moment"));
        else if (!strcmp(details_text(row, "state"), "draft"))
            page_format(page, _("Revision %ld: %s, saved %s by %s"), revision, stands,
                        details_text(row, "moment"), details_text(row, "who"));
        else
            page_link(page, &answers_screen, db_column_int(row, 0), _("Revision %ld: %s, submitted %s by %s"),
                      revision, stands, details_text(row, "moment"), details_text(row, "who"));
    }
    db_done(row);
}

static void write(struct session *session, struct page *page) {
    struct query *row = details_row(session, page);
    if (!row)
        return;
    struct respondent *now = respondent_at(session);
    learn(session, row);
    page_heading(page, "%s  %s", details_text(row, "structure"), details_text(row, "name"));
    details_pairs(session, page, row);
    db_done(row);
    now->steers = campaign_steers(session, now->campaign);
    write_revisions(session, page);
    campaign_write_history(session, page, now->campaign, now->structure);
}

static bool is_running(const struct respondent *now) {
    return !strcmp(now->status, "open") || !strcmp(now->status, "closing");
}

static bool can_remind(struct session *session) {
    const struct respondent *now = respondent_at(session);
    return now->steers && now->owes && is_running(now);
}

static const char *remind(struct session *session) {
    int count;
    const struct respondent *now = respondent_at(session);
    const char *no =
        campaign_remind(session->db, session->officer, now->campaign, session->place->id, &count);
    if (no)
        return no;
    session_refresh(session);
    session_say(session, DONE, _("Reminded; they see it on their first screen."));
    return NULL;
}

static bool can_exclude(struct session *session) {
    const struct respondent *now = respondent_at(session);
    return now->steers && !now->excluded && (is_running(now) || !strcmp(now->status, "draft"));
}

static const char *exclude(struct session *session) {
    return session_open(session, &exclude_screen, session->place->id);
}

static bool can_include(struct session *session) {
    const struct respondent *now = respondent_at(session);
    return now->steers && now->excluded && (is_running(now) || !strcmp(now->status, "draft"));
}

static const char *include(struct session *session) {
    const struct respondent *now = respondent_at(session);
    const char *no = campaign_include(session->db, session->officer, now->campaign, now->structure);
    if (no)
        return no;
    session_refresh(session);
    session_say(session, DONE, _("It is asked again."));
    return NULL;
}

static bool can_reopen(struct session *session) {
    const struct respondent *now = respondent_at(session);
    return now->steers && !now->excluded && (is_running(now) || !strcmp(now->status, "closed"));
}

static const char *reopen(struct session *session) {
    return session_open(session, &reopen_screen, session->place->id);
}

static const struct action actions[] = {
    { .key = F7,
      .word = "remind",
      .label = N_("Remind"),
      .help = N_("Reminds this structure, once a day at most."),
      .may = MAY_CAMPAIGN,
      .possible = can_remind,
      .act = remind },
    { .key = F8,
      .word = "reopen",
      .label = N_("Let in"),
      .help =
          N_("Lets it answer until a day though the campaign takes no more, or its answers are confirmed."),
      .may = MAY_CAMPAIGN,
      .possible = can_reopen,
      .act = reopen },
    { .key = F9,
      .word = "exclude",
      .label = N_("Leave out"),
      .help = N_("Takes it out of the campaign, with a reason; what it has answered counts no more."),
      .may = MAY_CAMPAIGN,
      .possible = can_exclude,
      .act = exclude },
    { .key = F10,
      .word = "include",
      .label = N_("Include"),
      .help = N_("Asks a structure again that was left out."),
      .may = MAY_CAMPAIGN,
      .possible = can_include,
      .act = include },
    { 0 }
};

const struct screen respondent_screen = {
    .name = "respondent",
    .title = N_("Asked structure"),
    .help =
        N_("How far one structure is with a campaign: its answers in all revisions, its reminders and what "
           "was decided. Here it can be reminded, let in once more, or left out."),
    .shape = PAGE,
    .may = MAY_CAMPAIGN | MAY_SEE_ANSWERS,
    .needs_id = true,
    .fields = fields,
    .actions = actions,
    .query =
        "SELECT l.*, nullif(f.contact, '') AS contact, f.email, f.phone, c.code || '  ' || c.title AS "
        "campaign, c.status FROM respondent_list l LEFT JOIN respondent_form f ON f.id = l.id AND EXISTS "
        "(SELECT 1 FROM named_officer v WHERE v.actor_id = :officer AND v.id = l.contact_id) "
        "JOIN campaign c ON c.id = l.campaign_id WHERE l.id = :id AND EXISTS (SELECT 1 FROM "
        "seen_respondent v WHERE v.actor_id = :officer AND v.id = l.id)",
    .write = write,
};
