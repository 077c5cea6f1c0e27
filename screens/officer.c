#include "rules/officer.h"

#include "rules/access.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

static const struct field fields[] = { { FIELD_BADGE },
                                       { FIELD_RANK },
                                       { FIELD_POST },
                                       { FIELD_STRUCTURE },
                                       { FIELD_LINE_MANAGER },
                                       { FIELD_EMAIL },
                                       { FIELD_PHONE },
                                       { FIELD_SPEAKS },
                                       { FIELD_CLEARANCE },
                                       { FIELD_PROFILE },
                                       { FIELD_OFFICER_STATUS },
                                       { FIELD_ROLES },
                                       { 0 } };

static void write_training(struct session *session, struct page *page) {
    static const char training[] =
        "SELECT l.id, l.session_code, c.title, l.state_name FROM registration_list l "
        "JOIN session s ON s.id = l.session_id JOIN course c ON c.id = l.course_id WHERE l.officer_id = :id "
        "AND EXISTS (SELECT 1 FROM seen_registration v WHERE v.actor_id = :officer AND v.id = l.id) ORDER BY "
        "coalesce(s.starts_on, '') DESC, l.id LIMIT 30";
    page_heading(page, "%s", _("Training"));
    struct query *row = db_query(session->db, training, session_values(session, session->place));
    int count = 0;
    for (; db_next(row); count++)
        page_link(page, &registration_screen, db_column_int(row, 0), "%-13s %s, %s",
                  details_text(row, "session_code"), _(details_text(row, "state_name")),
                  details_text(row, "title"));
    db_done(row);
    if (!count)
        page_text(page, _("No training yet, or none that your role sees."));
}

static bool edits(struct session *session) {
    return details_reaches(session, MAY_EDIT_OFFICERS, "SELECT structure_id FROM officer WHERE id = :id");
}

static void write(struct session *session, struct page *page) {
    struct query *row = details_row(session, page);
    if (!row)
        return;
    page_heading(page, "%s", details_text(row, "name"));
    details_pairs(session, page, row);
    db_done(row);
    if (edits(session)) {
        details_last_here(session, page, session->place->id);
        page_link(page, &account_screen, session->place->id, "%s",
                  _("Account: password, code, failed attempts"));
        page_link(page, &keys_screen, session->place->id, "%s", _("SSH keys"));
    }
    page_link(page, &officer_roles_screen, session->place->id, "%s", _("Roles: granted, lent, ended"));
    write_training(session, page);
}

static const char *change(struct session *session) {
    return session_open(session, &officer_edit_screen, session->place->id);
}

static const struct action actions[] = { { .key = F8,
                                           .word = "change",
                                           .label = N_("Change"),
                                           .help =
                                               N_("Changes what is kept about the officer, and the roles."),
                                           .may = MAY_EDIT_OFFICERS,
                                           .possible = edits,
                                           .act = change },
                                         { 0 } };

const struct screen officer_screen = {
    .name = "officer",
    .title = N_("Officer"),
    .help = N_("One officer: post, contact, languages, roles and training, as far as your role reaches."),
    .shape = PAGE,
    .may = MAY_SEE_OFFICERS,
    .needs_id = true,
    .fields = fields,
    .actions = actions,
    .query = "SELECT * FROM officer_page o WHERE id = :id AND EXISTS (SELECT 1 FROM seen_officer v "
             "WHERE v.actor_id = :officer AND v.id = o.id)",
    .write = write,
};

static const struct field form_fields[] = {
    { .name = "who", .label = N_("Who"), .kind = FIELD_HEADING },
    { FIELD_BADGE, .required = true },
    { FIELD_SURNAME, .required = true },
    { FIELD_GIVEN_NAME },
    { FIELD_RANK },
    { FIELD_POST },
    { FIELD_STRUCTURE, .required = true },
    { FIELD_LINE_MANAGER },
    { .name = "skills", .label = N_("What they bring"), .kind = FIELD_HEADING },
    { FIELD_SPEAKS },
    { FIELD_CLEARANCE },
    { FIELD_PROFILE },
    { .name = "contact", .label = N_("Contact"), .kind = FIELD_HEADING },
    { FIELD_EMAIL },
    { FIELD_PHONE },
    { .name = "account", .label = N_("Account and roles"), .kind = FIELD_HEADING },
    { FIELD_LOGIN },
    { FIELD_OFFICER_STATUS, .required = true, .initial = "active" },
    { FIELD_ROLES },
    { 0 }
};

static const char *save(struct session *session) {
    return details_save(session, officer_put, &officer_screen);
}

static const struct action form_keys[] = { { .key = F2,
                                             .word = "save",
                                             .label = N_("Save"),
                                             .help = N_("Saves the officer."),
                                             .needs = A_VALID_FORM,
                                             .act = save },
                                           { 0 } };

static const char *record_where(struct session *session) {
    return details_record(session, "SELECT badge FROM officer WHERE id = :id");
}

const struct screen officer_edit_screen = {
    .name = "officer_edit",
    .title = N_("Officer"),
    .help =
        N_("What is needed to train an officer, and no more. Roles hold for a structure and all below it; an "
           "administrator grants all of them, a coordinator those of heads, contacts, trainers and "
           "organisers."),
    .shape = FORM,
    .may = MAY_EDIT_OFFICERS,
    .fields = form_fields,
    .actions = form_keys,
    .query = "SELECT f.* FROM officer_form f JOIN officer o ON o.id = f.id WHERE f.id = :id AND EXISTS "
             "(SELECT 1 FROM reach r WHERE r.officer_id = :officer AND r.capability = 'edit_officers' "
             "AND r.structure_id = o.structure_id)",
    .where = record_where,
};
