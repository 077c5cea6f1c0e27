#include "rules/access.h"
#include "screens/all.h"
#include "screens/fields.h"
#include "ui/session.h"

static const struct field fields[] = {
    { FIELD_CODE, .width = 14 },
    { FIELD_NAME },
    { FIELD_TYPE, .width = 16 },
    { FIELD_COUNTRY, .width = 7 },
    { .name = "officers",
      .label = N_("Officers"),
      .width = 8,
      .order = "-",
      .help = N_("Officers entered here, without those below; empty where your role does not see them.") },
    { 0 }
};

static const struct filter filters[] = { { { FIELD_TYPE }, "type_code = :type" },
                                         { { FIELD_COUNTRY }, "country = :country" },
                                         { { 0 }, 0 } };

static const char *new_structure(struct session *session) {
    return session_open(session, &structure_edit_screen, 0);
}

static const char *officers(struct session *session) {
    return session_open(session, &officers_screen, session_row(session));
}

static const struct action actions[] = {
    { .key = F10,
      .word = "officers",
      .label = N_("Officers"),
      .help = N_("Lists the officers of the structure under the cursor and all below it."),
      .may = MAY_SEE_OFFICERS,
      .needs = A_ROW,
      .act = officers },
    { .key = F7,
      .word = "new",
      .label = N_("New"),
      .help = N_("Enters a new structure."),
      .may = MAY_EDIT_STRUCTURES,
      .act = new_structure },
    { 0 }
};

const struct screen structures_screen = {
    .name = "structures",
    .title = N_("Structures"),
    .help = N_("The structures that your roles reach, and those above them. Enter shows one with what is "
               "above and below it."),
    .empty = N_("No structure fits. Search for fewer letters, or take a filter away with F9."),
    .shape = LIST,
    .may = MAY_SEE_OFFICERS | MAY_EDIT_STRUCTURES | MAY_SEE_FIGURES,
    .fields = fields,
    .actions = actions,
    .filters = filters,
    .query = "SELECT id, code, name, name_fold, type_name AS type, type AS type_code, country, "
             "CASE WHEN EXISTS (SELECT 1 FROM reach r WHERE r.officer_id = :officer AND r.capability = "
             "'see_officers' AND r.structure_id = s.id) THEN CAST(officers AS TEXT) ELSE '' END AS officers "
             "FROM structure_list s WHERE EXISTS (SELECT 1 FROM seen_structure v WHERE v.actor_id = :officer "
             "AND v.id = s.id)",
    .search = "structure_search",
    .order = "code",
    .opens = &structure_screen,
};
