#include "rules/access.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

static const struct field fields[] = { { FIELD_BADGE, .width = 10 },
                                       { FIELD_OFFICER },
                                       { FIELD_RANK, .width = 16 },
                                       { FIELD_STRUCTURE, .width = 14 },
                                       { 0 } };

static const struct filter filters[] = {
    { { FIELD_PROFILE }, "profile_code = :profile" },
    { { FIELD_OFFICER_STATUS }, "status = :status" },
    { { FIELD_LANGUAGE },
      "id IN (SELECT l.officer_id FROM officer_language l WHERE l.language = :language)" },
    { { 0 }, 0 }
};

static const char *new_officer(struct session *session) {
    return session_open(session, &officer_edit_screen, 0);
}

static const char *where(struct session *session) {
    return details_where(session, "SELECT name FROM structure s WHERE id = :id AND EXISTS (SELECT 1 FROM "
                                  "seen_structure v WHERE v.actor_id = :officer AND v.id = s.id)");
}

static const struct action actions[] = { { .key = F7,
                                           .word = "new",
                                           .label = N_("New"),
                                           .help = N_("Enters a new officer."),
                                           .may = MAY_EDIT_OFFICERS,
                                           .act = new_officer },
                                         { 0 } };

const struct screen officers_screen = {
    .name = "officers",
    .title = N_("Officers"),
    .help = N_(
        "The officers of the structures that your role reaches. Type / and the beginning of a name, a badge "
        "or a post to find one; Enter shows the officer."),
    .empty = N_("No officer fits. Search for fewer letters, or take a filter away with F9."),
    .shape = LIST,
    .may = MAY_SEE_OFFICERS,
    .fields = fields,
    .actions = actions,
    .filters = filters,
    .query = "SELECT id, badge, name AS officer, name_fold, rank, structure, profile AS profile_code, status "
             "FROM officer_list o WHERE EXISTS (SELECT 1 FROM seen_officer v WHERE v.actor_id = :officer AND "
             "v.id = o.id) "
             "AND (:id = 0 OR EXISTS (SELECT 1 FROM structure_above a WHERE a.structure_id = o.structure_id "
             "AND a.above_id = :id))",
    .search = "officer_search",
    .order = "name_fold",
    .opens = &officer_screen,
    .where = where,
};
