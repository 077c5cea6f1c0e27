/* A campaign being made or changed; its state is changed on its page. */
#include <string.h>

#include "rules/access.h"
#include "rules/campaign.h"
#include "screens/campaign.h"
#include "screens/details.h"

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
    { .name = "version",
      .label = N_("Version"),
      .help = N_("Of the questionnaires' versions, the newest first; left empty, the newest is taken."),
      .kind = FIELD_CHOICE,
      .lookup = "SELECT v.version, q.code || ' ' || v.version || ', ' || date(v.made_at, 'unixepoch', "
                "'localtime') FROM questionnaire_version v JOIN questionnaire q ON q.id = v.questionnaire_id "
                "ORDER BY v.id DESC" },
    { .name = "asks",
      .label = N_("Asks"),
      .help = N_("Structures give the official answer; officers check themselves. The two are never mixed."),
      .kind = FIELD_CHOICE,
      .required = true,
      .choices = choices_asks,
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
    { .name = "areas",
      .label = N_("Areas"),
      .help = N_("The thematic areas it is about; none: all."),
      .kind = FIELD_CHOICES,
      .lookup =
          "SELECT code, code || ' ' || title FROM area WHERE parent_id IS NULL AND valid_from <= today() "
          "AND coalesce(valid_to, '9999') >= today() ORDER BY code" },
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
    { 0 }
};

/* Versions of the questionnaire that is chosen, the newest first. */
static void offer_versions(struct session *session) {
    struct place *place = session->place;
    place->form.items[form_find(place, "version")].choices =
        form_ask_choices(session, place,
                         "SELECT v.version, v.version || ', ' || date(v.made_at, 'unixepoch', 'localtime') "
                         "FROM questionnaire_version v JOIN questionnaire q ON q.id = v.questionnaire_id "
                         "WHERE q.code = :find ORDER BY v.id DESC",
                         form_value(place, "questionnaire"), &place->arena);
}

static const char *enter(struct session *session) {
    const char *no = form_open(session, session->place);
    if (!no)
        offer_versions(session);
    return no;
}

static void changed(struct session *session, int item) {
    if (!strcmp(session->place->form.items[item].field->name, "questionnaire"))
        offer_versions(session);
}

static const char *save(struct session *session) {
    return details_save(session, campaign_put, &campaign_screen);
}

static const struct action actions[] = {
    { .key = F2,
      .word = "save",
      .label = N_("Save"),
      .help = N_("Saves the campaign; it asks nobody before it is opened on its page."),
      .may = MAY_CAMPAIGN,
      .needs = A_VALID_FORM,
      .act = save },
    { 0 }
};

static const char *where(struct session *session) {
    return details_record(session, "SELECT code FROM campaign WHERE id = :id");
}

const struct screen campaign_edit_screen = {
    .name = "campaign_edit",
    .title = N_("Campaign"),
    .help = N_("A questionnaire asked of a part of the tree over some days. Once somebody has begun to "
               "answer, the questionnaire and whom it asks stay as they are; the days can still be moved."),
    .shape = FORM,
    .may = MAY_CAMPAIGN,
    .query = "SELECT f.* FROM campaign_form f JOIN campaign c ON c.id = f.id WHERE f.id = :id AND EXISTS "
             "(SELECT 1 FROM reach r WHERE r.officer_id = :officer AND r.capability = 'campaign' "
             "AND r.structure_id = c.structure_id)",
    .fields = fields,
    .actions = actions,
    .enter = enter,
    .changed = changed,
    .where = where,
};
