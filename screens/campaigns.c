/* Campaigns for those who make them: which questionnaire is asked of whom, and how many have answered. */
#include "rules/access.h"
#include "rules/campaign.h"
#include "screens/details.h"
#include "screens/questionnaire.h"
#include "ui/session.h"

static const struct choice statuses[] = { { "draft", N_("draft") },     { "open", N_("open") },
                                          { "closing", N_("closing") }, { "closed", N_("closed") },
                                          { "frozen", N_("frozen") },   { 0 } };

static const struct choice asked[] = { { "structure", N_("structures") },
                                       { "officer", N_("officers, for themselves") },
                                       { 0 } };

static const struct choice asked_short[] = { { "structure", N_("structures") },
                                             { "officer", N_("officers") },
                                             { 0 } };

static const struct field columns[] = {
    { .name = "code", .label = N_("Code"), .help = N_("Short name of the campaign."), .width = 11 },
    { .name = "title", .label = N_("Title"), .help = N_("What is asked."), .order = "title_fold" },
    { .name = "asks",
      .label = N_("Asks"),
      .help = N_("Structures officially, or officers for themselves."),
      .width = 10,
      .choices = asked_short },
    { .name = "answered",
      .label = N_("Answers"),
      .help = N_("How many have submitted."),
      .width = 7,
      .kind = FIELD_INTEGER },
    { .name = "asked",
      .label = N_("of"),
      .help = N_("How many are asked; officers are counted as they begin."),
      .width = 5,
      .kind = FIELD_INTEGER },
    { .name = "closes_on",
      .label = N_("Until"),
      .help = N_("The last day for answers."),
      .width = 10,
      .kind = FIELD_DAY },
    { .name = "status",
      .label = N_("State"),
      .help = N_("Only an open or closing campaign takes answers."),
      .width = 8,
      .choices = statuses },
    { 0 }
};

static const char *add(struct session *session) {
    return session_open(session, &campaign_edit_screen, 0);
}

static const struct action list_own[] = { { .key = F10,
                                            .word = "new",
                                            .label = N_("New"),
                                            .help =
                                                N_("Makes a campaign; it asks nobody before it is opened."),
                                            .may = MAY_CAMPAIGN,
                                            .act = add },
                                          { 0 } };

const struct screen campaigns_screen = {
    .name = "campaigns",
    .title = N_("Campaigns"),
    .help = N_(
        "Each campaign asks one questionnaire of the structures of a part of the tree, or of its officers."),
    .empty = N_("There is no campaign yet. F10 makes one, once a questionnaire has been imported."),
    .shape = LIST,
    .may = MAY_CAMPAIGN,
    .query = "SELECT * FROM campaign_list c WHERE EXISTS (SELECT 1 FROM reach r WHERE r.officer_id = :officer"
             " AND r.capability = 'campaign' AND r.structure_id = c.structure_id)",
    .order = "-closes_on",
    .fields = columns,
    .actions = list_own,
    .opens = &campaign_edit_screen,
};

static const struct field fields[] = {
    { .name = "code",
      .label = N_("Code"),
      .help = N_("Short and unique, like NEEDS-2027."),
      .most = 32,
      .required = true },
    { .name = "title", .label = N_("Title"), .help = N_("What those who are asked read."), .required = true },
    { .name = "questionnaire",
      .label = N_("Questionnaire"),
      .help = N_("One that was imported: topcop import questionnaire FILE."),
      .kind = FIELD_CHOICE,
      .required = true,
      .lookup = "SELECT code, code || ': ' || title FROM questionnaire ORDER BY code" },
    { .name = "asks",
      .label = N_("Asks"),
      .help = N_("Structures give the official answer; officers check themselves. The two are never mixed."),
      .kind = FIELD_CHOICE,
      .required = true,
      .choices = asked,
      .initial = "structure" },
    { .name = "structure",
      .label = N_("Part of the tree"),
      .help = N_("It and everything below it are asked."),
      .kind = FIELD_CHOICE,
      .required = true,
      .lookup = "SELECT s.code, s.code || ': ' || s.name FROM structure s WHERE s.id IN (SELECT structure_id "
                "FROM reach"
                " WHERE officer_id = :officer AND capability = 'campaign') ORDER BY s.code" },
    { .name = "period", .label = N_("Period"), .help = N_("What the needs are for, like 2027."), .most = 32 },
    { .name = "opens_on",
      .label = N_("First day"),
      .help = N_("A day; +7 is in a week."),
      .kind = FIELD_DAY,
      .required = true,
      .initial = "=SELECT today()" },
    { .name = "closes_on",
      .label = N_("Last day"),
      .help = N_("The last day for answers."),
      .kind = FIELD_DAY,
      .required = true },
    { .name = "status",
      .label = N_("State"),
      .help = N_(
          "Open asks; closing lets drafts be finished; closed takes no more; frozen cannot be opened again."),
      .kind = FIELD_CHOICE,
      .required = true,
      .choices = statuses,
      .initial = "draft" },
    { 0 }
};

static const char *save(struct session *session) {
    struct arena arena = { 0 };
    const char *no = record_save(session->db, session->officer, campaign_put,
                                 form_values(session, session->place, &arena), NULL);
    arena_done(&arena);
    if (no)
        return no;
    form_saved(session);
    session_say(session, DONE, _("Saved."));
    return session_back(session);
}

static const struct action edit_own[] = {
    { .key = F2,
      .word = "save",
      .label = N_("Save"),
      .help = N_("Saves the campaign; with the state open it asks from the first day on."),
      .may = MAY_CAMPAIGN,
      .needs = A_VALID_FORM,
      .act = save },
    { 0 }
};

static const char *record_where(struct session *session) {
    return details_record(session, "SELECT code FROM campaign WHERE id = :id");
}

const struct screen campaign_edit_screen = {
    .name = "campaign",
    .title = N_("Campaign"),
    .help = N_("A questionnaire asked of a part of the tree over some days."),
    .shape = FORM,
    .may = MAY_CAMPAIGN,
    .query = "SELECT c.* FROM campaign_form c WHERE c.id = :id",
    .fields = fields,
    .actions = edit_own,
    .where = record_where,
};
