/* What asks for a word more about one structure of a campaign: leaving it out, letting it in once more,
 * asking one more. */
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/review.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

static const struct field exclude_fields[] = {
    { .name = "who", .label = N_("Structure"), .help = N_("What is left out."), .fixed = true },
    { FIELD_REASON, .required = true },
    { 0 }
};

static const char *ask_exclude(struct session *session) {
    return arena_format(&session->place->arena,
                        _("%s is asked no more, and what it has answered counts no more. Leave it out?"),
                        form_value(session->place, "who"));
}

static const char *save_exclude(struct session *session) {
    const char *no = campaign_exclude(session->db, session->officer, session->place->id,
                                      form_value(session->place, "reason"));
    return no ? no : details_decided(session, _("It is left out."));
}

static const struct action exclude_actions[] = { { .key = F10,
                                                   .word = "exclude",
                                                   .label = N_("Leave out"),
                                                   .help =
                                                       N_("Leaves it out with this reason, after asking."),
                                                   .needs = A_VALID_FORM,
                                                   .ask = ask_exclude,
                                                   .act = save_exclude },
                                                 { 0 } };

#define WHO_AND_WHY                                                                                          \
    "SELECT l.id, l.structure || ' ' || l.name AS who, '' AS reason, '' AS until FROM respondent_list l "    \
    "JOIN "                                                                                                  \
    "campaign c ON c.id = l.campaign_id WHERE l.id = :id AND EXISTS (SELECT 1 FROM reach r "                 \
    "WHERE r.officer_id = :officer AND r.capability = 'campaign' AND r.structure_id = c.structure_id)"

const struct screen exclude_screen = {
    .name = "exclude",
    .title = N_("Leave out"),
    .help = N_("For a structure that need not answer. The reason is shown to it and kept; it can be included "
               "again until the campaign is closed."),
    .shape = FORM,
    .may = MAY_CAMPAIGN,
    .needs_id = true,
    .fields = exclude_fields,
    .actions = exclude_actions,
    .query = WHO_AND_WHY,
};

static const struct field reopen_fields[] = {
    { .name = "who", .label = N_("Structure"), .help = N_("Who may answer once more."), .fixed = true },
    { .name = "until",
      .label = N_("Until"),
      .help = N_("The last day for it to submit; +7 is in a week."),
      .kind = FIELD_DAY,
      .required = true },
    { FIELD_REASON, .required = true },
    { 0 }
};

static const char *save_reopen(struct session *session) {
    const char *no = review_reopen(session->db, session->officer, session->place->id,
                                   form_value(session->place, "until"), form_value(session->place, "reason"));
    return no ? no : details_decided(session, _("It can answer until then."));
}

static const struct action reopen_actions[] = {
    { .key = F10,
      .word = "reopen",
      .label = N_("Let in"),
      .help = N_("Lets it begin, finish and submit answers until that day."),
      .needs = A_VALID_FORM,
      .act = save_reopen },
    { 0 }
};

const struct screen reopen_screen = {
    .name = "reopen",
    .title = N_("Let in once more"),
    .help =
        N_("Lets one structure answer, or correct what was confirmed, until a day, though the campaign is "
           "closed to the others. What is confirmed stays official until the new answers are confirmed."),
    .shape = FORM,
    .may = MAY_CAMPAIGN,
    .needs_id = true,
    .fields = reopen_fields,
    .actions = reopen_actions,
    .query = WHO_AND_WHY,
};

static const struct field include_fields[] = {
    { .name = "campaign", .label = N_("Campaign"), .help = N_("What is asked."), .fixed = true },
    { .name = "structure",
      .label = N_("Structure"),
      .help = N_("What is asked, too; type its code or the beginning of its name."),
      .kind = FIELD_CHOICE,
      .lookup = LOOKUP_STRUCTURE,
      .required = true },
    { 0 }
};

static const char *save_include(struct session *session) {
    int64_t structure = db_int(session->db, 0, "SELECT id FROM structure WHERE code = :code",
                               with(text("code", form_value(session->place, "structure"))));
    const char *no = campaign_include(session->db, session->officer, session->place->id, structure);
    return no ? no : details_decided(session, _("It is asked, too."));
}

static const struct action include_actions[] = { { .key = F10,
                                                   .word = "include",
                                                   .label = N_("Include"),
                                                   .help = N_("Asks this structure, too."),
                                                   .needs = A_VALID_FORM,
                                                   .act = save_include },
                                                 { 0 } };

const struct screen include_screen = {
    .name = "include",
    .title = N_("Include a structure"),
    .help = N_("Asks one more structure of the campaign's part of the tree, or again one that was left out."),
    .shape = FORM,
    .may = MAY_CAMPAIGN,
    .needs_id = true,
    .fields = include_fields,
    .actions = include_actions,
    .query = "SELECT id, code || '  ' || title AS campaign, '' AS structure FROM campaign c WHERE id = :id "
             "AND EXISTS (SELECT 1 FROM reach r WHERE r.officer_id = :officer AND r.capability = 'campaign' "
             "AND r.structure_id = c.structure_id)",
};
