/* Campaigns for those who make them: which questionnaire is asked of whom, and how many have answered. */
#include <string.h>

#include "rules/access.h"
#include "screens/campaign.h"

const struct choice choices_phase[] = { { "draft", N_("draft") },   { "planned", N_("planned") },
                                        { "open", N_("open") },     { "closing", N_("closing") },
                                        { "ended", N_("ended") },   { "closed", N_("closed") },
                                        { "frozen", N_("frozen") }, { 0 } };

const struct choice choices_asks[] = { { "structure", N_("structures, officially") },
                                       { "officer", N_("officers, for themselves") },
                                       { 0 } };

const struct choice choices_asks_short[] = { { "structure", N_("structures") },
                                             { "officer", N_("officers") },
                                             { 0 } };

const char *choice_word(const struct choice *choices, const char *value) {
    while (choices->value && strcmp(choices->value, value) != 0)
        choices++;
    return choices->value ? _(choices->label) : value;
}

static const struct field columns[] = {
    { .name = "code", .label = N_("Code"), .help = N_("Short name of the campaign."), .width = 14 },
    { .name = "title", .label = N_("Title"), .help = N_("What is asked."), .order = "title_fold" },
    { .name = "asks",
      .label = N_("Asks"),
      .help = N_("Structures officially, or officers for themselves."),
      .width = 10,
      .choices = choices_asks_short },
    { .name = "answers",
      .label = N_("Answers"),
      .help = N_("How many have submitted, of how many who are asked."),
      .width = 9,
      .order = "answered" },
    { .name = "closes_on",
      .label = N_("Until"),
      .help = N_("The last day for answers."),
      .width = 10,
      .kind = FIELD_DAY },
    { .name = "phase",
      .label = N_("State"),
      .help =
          N_("Planned before the first day, ended after the last one; only open and closing take answers."),
      .width = 8,
      .choices = choices_phase },
    { 0 }
};

static const struct filter filters[] = {
    { { .name = "state",
        .label = N_("State"),
        .help = N_("Only campaigns in that state."),
        .kind = FIELD_CHOICE,
        .choices = choices_phase },
      "phase = :state" },
    { { .name = "asked_of",
        .label = N_("Asks"),
        .help = N_("Only what structures answer officially, or only self-checks."),
        .kind = FIELD_CHOICE,
        .choices = choices_asks },
      "asks = :asked_of" },
    { { 0 }, 0 }
};

static const char *add(struct session *session) {
    return session_open(session, &campaign_edit_screen, 0);
}

static const struct action actions[] = { { .key = F10,
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
        "Each campaign asks one questionnaire of the structures of a part of the tree, or of its officers. "
        "Answers that arrive are counted here by themselves; Enter shows how far a campaign is."),
    .empty = N_("There is no campaign yet. F10 makes one, once a questionnaire has been imported."),
    .shape = LIST,
    .may = MAY_CAMPAIGN | MAY_AUDIT,
    .query = "SELECT *, CASE WHEN asks = 'structure' OR EXISTS (SELECT 1 FROM reach r WHERE r.officer_id = "
             ":officer "
             "AND r.capability = 'see_selfchecks' AND r.structure_id = c.structure_id) THEN CAST(answered AS "
             "TEXT) "
             "WHEN answered BETWEEN 1 AND 4 THEN '<5' WHEN asked - answered BETWEEN 1 AND 4 THEN '..' "
             "ELSE CAST(answered AS TEXT) END || '/' || asked AS answers FROM campaign_list c WHERE EXISTS "
             "(SELECT 1 FROM "
             "seen_campaign v WHERE v.actor_id = :officer AND v.id = c.id)",
    .order = "-closes_on",
    .fields = columns,
    .filters = filters,
    .actions = actions,
    .opens = &campaign_screen,
};
