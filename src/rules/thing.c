#include "rules/thing.h"

#include <string.h>

#include "rules/area.h"
#include "rules/audit.h"
#include "rules/campaign.h"
#include "rules/course.h"
#include "rules/officer.h"
#include "rules/registration.h"
#include "rules/structure.h"
#include "rules/training_session.h"

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* All of a view, for the owner, or what the actor sees of it. */
#define SEEN_OF(from, view)                                                                                  \
    " FROM " from " f WHERE (:actor = 0 OR EXISTS (SELECT 1 FROM " view " v WHERE v.actor_id = :actor "      \
    "AND v.id = f.id)) "
#define SEEN(from, view) "SELECT *" SEEN_OF(from, view)
#define CONTACT(column)                                                                                      \
    "CASE WHEN :actor = 0 OR EXISTS (SELECT 1 FROM seen_officer o WHERE o.actor_id = :actor AND o.id = "     \
    "f.contact_id) THEN f." column " ELSE '' END AS " column

const struct thing things[] = {
    { "courses",
      NAMES("code", "title", "area", "level", "mode", "languages", "aim", "outcomes", "target_group",
            "profiles", "conditions", "contact_hours", "independent_hours", "days", "seats_min", "seats_max",
            "validity_months", "provider", "external_reference", "status"),
      NAMES("code"), course_put, SEEN("course_form", "seen_course") "ORDER BY code", "area", area_put },
    { "sessions",
      NAMES("code", "course", "organiser", "manager", "venue", "country", "platform", "language", "timezone",
            "seats_min", "seats", "door", "approvals", "pending_holds", "register_from", "register_by",
            "cancel_free_until", "promote_until", "status", "independent_from", "independent_to",
            "contact_from", "contact_to", "starts_at", "ends_at", "place", "trainer", "post_from", "post_to"),
      NAMES("code"), training_session_put, SEEN("session_form", "seen_session") "ORDER BY code", NULL, NULL },
    { "structures",
      NAMES("code", "name", "local_name", "type", "parent", "country", "staff", "valid_from", "valid_to"),
      NAMES("code"), structure_put, SEEN("structure_form", "seen_structure") "ORDER BY id", NULL, NULL },
    { "officers",
      NAMES("badge", "surname", "given_name", "rank", "post", "structure", "manager", "email", "phone",
            "languages", "clearance", "profile", "login", "status", "roles"),
      NAMES("badge"), officer_put, SEEN("officer_form", "seen_officer") "ORDER BY id", NULL, NULL },
    { "registrations", NAMES("session", "badge", "requested", "state"),
      NAMES("session", "badge", "requested", "state"), registration_put,
      SEEN("registration_form", "seen_registration") "ORDER BY requested_at, id", NULL, NULL },
    { "campaigns",
      NAMES("code", "title", "questionnaire", "version", "asks", "structure", "period", "areas", "opens_on",
            "closes_on", "status"),
      NAMES("code"), campaign_put, SEEN("campaign_form", "seen_campaign") "ORDER BY id", NULL, NULL },
    { "respondents",
      NAMES("campaign", "structure", "name", "state", "owes", "staff", "submitted", "reminded", "reminders",
            "contact", "email", "phone"),
      NAMES("campaign", "structure"), NULL,
      "SELECT id, campaign, structure, name, state, owes, staff, submitted, reminded, reminders, " CONTACT(
          "contact") ", " CONTACT("email") ", " CONTACT("phone")
          SEEN_OF("respondent_form", "seen_respondent") "ORDER BY id",
      NULL, NULL },
    { "audit", NAMES("id", "at", "officer", "visit", "act", "thing", "thing_id", "about", "detail", "hash"),
      NAMES("id"), NULL,
      "SELECT id, stamp AS at, badge AS officer, visit, act, thing, thing_id, " AUDIT_ABOUT(
          ":actor") " AS about, detail, hash FROM "
                    "audit_list WHERE (:actor = 0 OR " AUDIT_SEEN(
                        ":actor") ") AND (:badge IS NULL OR badge = CASE :badge WHEN '-' THEN '' ELSE :badge "
                                  "END) "
                                  "AND (:act IS NULL OR act = :act) AND (:thing IS NULL OR "
                                  "thing = :thing) AND (:from IS NULL OR day >= :from) "
                                  "AND (:until IS NULL OR day <= :until) ORDER BY id",
      NULL, NULL },
    { 0 }
};

const struct thing *thing_find(const char *name) {
    for (const struct thing *thing = things; thing->name; thing++)
        if (!strcmp(thing->name, name))
            return thing;
    return NULL;
}
