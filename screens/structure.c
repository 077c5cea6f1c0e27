#include "rules/structure.h"

#include "rules/access.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

static const struct field fields[] = {
    { FIELD_LOCAL_NAME }, { FIELD_TYPE }, { FIELD_COUNTRY }, { FIELD_STAFF }, { FIELD_VALID_FROM },
    { FIELD_VALID_TO },   { 0 }
};

static void write_links(struct session *session, struct page *page, const char *heading, const char *sql) {
    struct query *row = db_query(session->db, sql, session_values(session, session->place));
    for (bool first = true; db_next(row); first = false) {
        if (first)
            page_heading(page, "%s", heading);
        page_link(page, &structure_screen, db_column_int(row, 0), "%-14s %s", details_text(row, "code"),
                  details_text(row, "name"));
    }
    db_done(row);
}

static void write(struct session *session, struct page *page) {
    struct query *row = details_row(session, page);
    if (!row)
        return;
    page_heading(page, "%s  %s", details_text(row, "code"), details_text(row, "name"));
    details_pairs(session, page, row);
    db_done(row);
    if (session->rights & MAY_SEE_OFFICERS)
        page_link(page, &officers_screen, session->place->id, "%s", _("Officers here and below"));
    if (session->rights & (MAY_SEE_OFFICERS | MAY_GRANT))
        page_link(page, &roles_screen, session->place->id, "%s", _("Roles here and below"));
    write_links(session, page, _("Belongs to"),
                "SELECT s.id, s.code, s.name FROM structure_above a JOIN structure s ON s.id = a.above_id "
                "WHERE a.structure_id = :id AND a.distance > 0 ORDER BY a.distance");
    write_links(session, page, _("Below it"),
                "SELECT id, code, name FROM structure s WHERE parent_id = :id AND EXISTS (SELECT 1 FROM "
                "seen_structure v WHERE v.actor_id = :officer AND v.id = s.id) ORDER BY code LIMIT 200");
}

static bool edits(struct session *session) {
    return details_reaches(session, MAY_EDIT_STRUCTURES, "SELECT :id");
}

static const char *change(struct session *session) {
    return session_open(session, &structure_edit_screen, session->place->id);
}

static const struct action actions[] = { { .key = F8,
                                           .word = "change",
                                           .label = N_("Change"),
                                           .help = N_("Changes its names, type, place in the tree or staff."),
                                           .may = MAY_EDIT_STRUCTURES,
                                           .possible = edits,
                                           .act = change },
                                         { 0 } };

const struct screen structure_screen = {
    .name = "structure",
    .title = N_("Structure"),
    .help = N_("One structure: what it is, what it belongs to, and what is below it."),
    .shape = PAGE,
    .may = MAY_SEE_OFFICERS | MAY_EDIT_STRUCTURES | MAY_SEE_FIGURES,
    .needs_id = true,
    .fields = fields,
    .actions = actions,
    .query = "SELECT s.id, s.code, s.name, s.local_name, t.name AS type, s.country, s.staff, s.valid_from, "
             "s.valid_to "
             "FROM structure s JOIN structure_type t ON t.code = s.type WHERE s.id = :id AND EXISTS "
             "(SELECT 1 FROM seen_structure v WHERE v.actor_id = :officer AND v.id = s.id)",
    .write = write,
};

static const struct field form_fields[] = { { FIELD_CODE, .most = 32, .required = true },
                                            { FIELD_NAME, .required = true },
                                            { FIELD_LOCAL_NAME },
                                            { FIELD_TYPE, .required = true },
                                            { FIELD_PARENT },
                                            { FIELD_COUNTRY, .required = true },
                                            { FIELD_STAFF },
                                            { FIELD_VALID_FROM },
                                            { FIELD_VALID_TO },
                                            { 0 } };

static const char *save(struct session *session) {
    return details_save(session, structure_put, &structure_screen);
}

static const struct action form_keys[] = { { .key = F2,
                                             .word = "save",
                                             .label = N_("Save"),
                                             .help = N_("Saves the structure."),
                                             .needs = A_VALID_FORM,
                                             .act = save },
                                           { 0 } };

static const char *record_where(struct session *session) {
    return details_record(session, "SELECT code FROM structure WHERE id = :id");
}

const struct screen structure_edit_screen = {
    .name = "structure_edit",
    .title = N_("Structure"),
    .help = N_(
        "A service, department, post or academy. Roles granted above it hold for it too; a structure that is "
        "closed gets a last day and stays in the history."),
    .shape = FORM,
    .may = MAY_EDIT_STRUCTURES,
    .fields = form_fields,
    .actions = form_keys,
    .query = "SELECT * FROM structure_form f WHERE id = :id AND EXISTS (SELECT 1 FROM reach r "
             "WHERE r.officer_id = :officer AND r.capability = 'edit_structures' AND r.structure_id = f.id)",
    .where = record_where,
};
