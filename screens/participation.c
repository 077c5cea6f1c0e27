/* How many have answered a campaign: structures by the parts of the tree, officers by where they serve. */
#include "rules/access.h"
#include "screens/campaign.h"
#include "screens/details.h"

#define FIELD_PART .name = "structure", .label = N_("Structure"), .help = N_("Its code."), .width = 14
#define IN_REACH "EXISTS (SELECT 1 FROM seen_campaign v WHERE v.actor_id = :officer AND v.id = c.id)"

static const char *where(struct session *session) {
    return details_where(session, "SELECT code FROM campaign c WHERE id = :id AND " IN_REACH);
}

static const struct field rates[] = {
    { FIELD_PART },
    { .name = "name", .label = N_("Name"), .help = N_("It and all below it."), .order = "name_fold" },
    { .name = "asked",
      .label = N_("Asked"),
      .help = N_("How many structures are asked there."),
      .width = 6,
      .kind = FIELD_INTEGER },
    { .name = "answered",
      .label = N_("Answered"),
      .help = N_("How many have submitted or are confirmed."),
      .width = 8,
      .kind = FIELD_INTEGER },
    { .name = "confirmed",
      .label = N_("Confirmed"),
      .help = N_("How many are confirmed by their heads."),
      .width = 9,
      .kind = FIELD_INTEGER },
    { .name = "heads",
      .label = N_("Heads"),
      .help = N_("The share of the staff whose structures have answered; nothing below three answers."),
      .width = 6,
      .order = "share" },
    { 0 }
};

const struct screen rates_screen = {
    .name = "rates",
    .title = N_("By part of the tree"),
    .help =
        N_("How many have answered in each part below the structure that the campaign asks: by number, and "
           "by the staff they have. The structure itself stands there with its own answer alone."),
    .empty = N_("Nothing lies below."),
    .shape = LIST,
    .may = MAY_CAMPAIGN | MAY_AUDIT,
    .needs_id = true,
    .query =
        "SELECT *, CASE WHEN answered < 3 OR staff = 0 THEN '' ELSE CAST(share AS TEXT) || ' %' END AS heads "
        "FROM (SELECT u.id, u.code AS structure, u.name, u.name_fold, count(*) AS asked, "
        "sum(r.state IN ('submitted', 'confirmed')) AS answered, sum(r.state = 'confirmed') AS confirmed, "
        "sum(r.staff) AS staff, coalesce((200 * sum(CASE WHEN r.state IN ('submitted', 'confirmed') THEN "
        "r.staff "
        "ELSE 0 END) + sum(r.staff)) / (2 * nullif(sum(r.staff), 0)), 0) AS share "
        "FROM campaign c JOIN structure u ON c.structure_id IN (u.id, u.parent_id) "
        "JOIN structure_above a ON a.above_id = u.id AND (u.id <> c.structure_id OR a.distance = 0) "
        "JOIN respondent r ON r.campaign_id = c.id AND r.structure_id = a.structure_id AND r.excluded_why IS "
        "NULL "
        "WHERE c.id = :id AND " IN_REACH " GROUP BY u.id)",
    .order = "structure",
    .fields = rates,
    .where = where,
};

static const struct field counts[] = {
    { FIELD_PART },
    { .name = "name", .label = N_("Name"), .help = N_("Where the officers serve."), .order = "name_fold" },
    { .name = "asked",
      .label = N_("Officers"),
      .help = N_("How many serve there and are asked."),
      .width = 8,
      .kind = FIELD_INTEGER },
    { .name = "begun",
      .label = N_("Begun"),
      .help = N_("How many have a draft and nothing submitted yet."),
      .width = 7,
      .kind = FIELD_INTEGER },
    { .name = "answered",
      .label = N_("Answered"),
      .help = N_("How many have submitted; who, is not shown."),
      .width = 8,
      .kind = FIELD_INTEGER },
    { 0 }
};

#define STATE_COUNT(state)                                                                                   \
    "(SELECT count(*) FROM officer o CROSS JOIN respondent r ON r.campaign_id = c.id AND r.officer_id = "    \
    "o.id "                                                                                                  \
    "WHERE o.structure_id = u.id AND o.status = 'active' AND r.state = '" state "')"

const struct screen participation_screen = {
    .name = "participation",
    .title = N_("Self-checks"),
    .help =
        N_("How many officers of each structure have checked themselves: only their number, nobody by name."),
    .empty = N_("No officer serves in this part of the tree."),
    .shape = LIST,
    .may = MAY_CAMPAIGN | MAY_AUDIT,
    .needs_id = true,
    .search = "structure_search",
    .query = "SELECT u.id, u.code AS structure, u.name, u.name_fold, count(*) AS asked, " STATE_COUNT(
        "draft") " AS begun, " STATE_COUNT("submitted") " AS answered "
                                                        "FROM campaign c JOIN structure_above a ON "
                                                        "a.above_id = c.structure_id JOIN structure u ON "
                                                        "u.id = "
                                                        "a.structure_id JOIN officer s ON s.structure_id = "
                                                        "u.id AND s.status = 'active' "
                                                        "WHERE c.id = :id AND c.asks = 'officer' "
                                                        "AND EXISTS (SELECT 1 FROM reach e WHERE "
                                                        "e.officer_id = :officer AND e.capability = "
                                                        "'see_selfchecks' AND e.structure_id = u.id) "
                                                        "GROUP BY u.id",
    .order = "structure",
    .fields = counts,
    .where = where,
};
