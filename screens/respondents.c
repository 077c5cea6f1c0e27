/* The structures that a campaign asks. */
#include <stdlib.h>
#include <string.h>

#include "rules/access.h"
#include "rules/campaign.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

const struct choice choices_answered[] = { { "none", N_("not begun") },
                                           { "draft", N_("draft") },
                                           { "submitted", N_("submitted") },
                                           { "returned", N_("returned") },
                                           { "confirmed", N_("confirmed") },
                                           { "excluded", N_("left out") },
                                           { 0 } };

static const struct field columns[] = {
    { .name = "structure", .label = N_("Structure"), .help = N_("Its code."), .width = 14 },
    { .name = "name", .label = N_("Name"), .help = N_("The structure that is asked."), .order = "name_fold" },
    { .name = "state",
      .label = N_("State"),
      .help = N_("How far its answer is; a correction begun leaves it submitted."),
      .width = 9,
      .choices = choices_answered },
    { .name = "submitted",
      .label = N_("Submitted"),
      .help = N_("When it was submitted last."),
      .width = 16,
      .order = "submitted_at" },
    { .name = "reminded",
      .label = N_("Reminded"),
      .help = N_("The day of the last reminder."),
      .width = 10,
      .kind = FIELD_DAY,
      .order = "reminded_at" },
    { 0 }
};

static const struct filter filters[] = {
    { { .name = "state_is",
        .label = N_("State"),
        .help = N_("Only those in that state."),
        .kind = FIELD_CHOICE,
        .choices = choices_answered },
      "state = :state_is" },
    { { .name = "owing",
        .label = N_("Owes an answer"),
        .help = N_("Only those who have not begun, have a draft, or were returned their answer."),
        .kind = FIELD_CHOICE,
        .choices = choices_yes },
      "owes" },
    { { 0 }, 0 }
};

static bool steers(struct session *session) {
    return campaign_steers(session, session->place->id);
}

static bool may_include(struct session *session) {
    return steers(session) && db_exists(session->db,
                                        "SELECT 1 FROM campaign WHERE id = :id AND asks = 'structure' "
                                        "AND status IN ('draft', 'open', 'closing')",
                                        session_values(session, session->place));
}

static const char *include(struct session *session) {
    return session_open(session, &include_screen, session->place->id);
}

static bool owes(struct session *session) {
    const char *state = session_column(session, "owes");
    return state && !strcmp(state, "1") && steers(session);
}

static const char *remind(struct session *session) {
    int count;
    int64_t respondent = strtoll(session_column(session, "open_id"), NULL, 10);
    const char *no = campaign_remind(session->db, session->officer, session->place->id, respondent, &count);
    if (no)
        return no;
    session_refresh(session);
    session_say(session, DONE, _("Reminded; they see it on their first screen."));
    return NULL;
}

static const struct action actions[] = {
    { .key = F7,
      .word = "remind",
      .label = N_("Remind"),
      .help =
          N_("Reminds the structure under the cursor, once a day at most; the campaign's page reminds all."),
      .may = MAY_CAMPAIGN,
      .needs = A_ROW,
      .possible = owes,
      .act = remind },
    { .key = F10,
      .word = "include",
      .label = N_("Include"),
      .help = N_("Asks one more structure, or again one that was left out."),
      .may = MAY_CAMPAIGN,
      .possible = may_include,
      .act = include },
    { 0 }
};

static const char *where(struct session *session) {
    return details_where(session, "SELECT code FROM campaign c WHERE id = :id AND EXISTS (SELECT 1 FROM "
                                  "seen_campaign v WHERE v.actor_id = :officer AND v.id = c.id)");
}

const struct screen respondents_screen = {
    .name = "respondents",
    .title = N_("Who is asked"),
    .help = N_("The structures of a campaign and how far their answers are. F9 shows only those who owe an "
               "answer; Enter shows one with its answers, revisions and reminders, and lets it be left out."),
    .empty = N_("Nobody like this is asked. F10 includes a structure; the filter may hide the others."),
    .shape = LIST,
    .may = MAY_CAMPAIGN | MAY_AUDIT,
    .needs_id = true,
    .search = "structure_search",
    .query =
        "SELECT structure_id AS id, id AS open_id, structure, name, name_fold, state, owes, submitted_at, "
        "CASE submitted_at WHEN 0 THEN '' ELSE moment(submitted_at) END AS submitted, reminded_at, "
        "CASE reminded_at WHEN 0 THEN '' ELSE date(reminded_at, 'unixepoch', 'localtime') END AS reminded "
        "FROM respondent_list l WHERE campaign_id = :id AND EXISTS (SELECT 1 FROM seen_campaign v "
        "WHERE v.actor_id = :officer AND v.id = l.campaign_id)",
    .order = "structure",
    .fields = columns,
    .filters = filters,
    .actions = actions,
    .opens = &respondent_screen,
    .where = where,
};
