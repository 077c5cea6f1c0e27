#include "rules/officer.h"
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
                                       { FIELD_LOGIN },
                                       { FIELD_ROLES },
                                       { 0 } };

static const char *change(struct session *session) {
    return session_open(session, &profile_edit_screen, session->officer);
}

static void write(struct session *session, struct page *page) {
    struct query *row = details_row(session, page);
    if (!row)
        return;
    page_heading(page, "%s", details_text(row, "name"));
    details_pairs(session, page, row);
    db_done(row);
    details_last_here(session, page, session->officer);
    page_gap(page);
    page_text(page, _("You change your e-mail and telephone yourself; for all else tell your coordinator."));
    page_gap(page);
    page_do(page, change, 0, "%s", _("Change e-mail and telephone"));
    page_link(page, &password_screen, 0, "%s", _("Change the password"));
    page_link(page, &keys_screen, 0, "%s", _("My SSH keys"));
    page_link(page, &my_roles_screen, 0, "%s", _("My roles, and who stands in for me"));
    page_link(page, &my_training_screen, 0, "%s", _("My training"));
    page_link(page, &visits_screen, 0, "%s", _("My visits"));
}

static const struct action actions[] = { { .key = F8,
                                           .word = "change",
                                           .label = N_("Change"),
                                           .help = N_("Changes your e-mail and telephone."),
                                           .act = change },
                                         { 0 } };

const struct screen profile_screen = {
    .name = "profile",
    .title = N_("Profile"),
    .help = N_(
        "What is kept about you: name, rank, post, structure, contact, languages, roles. Nothing else is."),
    .shape = PAGE,
    .fields = fields,
    .actions = actions,
    .query = "SELECT * FROM officer_page WHERE id = :officer",
    .write = write,
};

static const struct field contact_fields[] = { { FIELD_EMAIL }, { FIELD_PHONE }, { 0 } };

static const char *save(struct session *session) {
    return details_save(session, officer_put, &profile_screen);
}

static const struct action contact_actions[] = { { .key = F2,
                                                   .word = "save",
                                                   .label = N_("Save"),
                                                   .help = N_("Saves your e-mail and telephone."),
                                                   .needs = A_VALID_FORM,
                                                   .act = save },
                                                 { 0 } };

static const char *record_where(struct session *session) {
    return details_record(session, "SELECT badge FROM officer WHERE id = :id");
}

const struct screen profile_edit_screen = {
    .name = "profile_edit",
    .title = N_("Profile"),
    .help = N_("Your e-mail and telephone, so that messages about training reach you."),
    .shape = FORM,
    .needs_id = true,
    .fields = contact_fields,
    .actions = contact_actions,
    .query = "SELECT id, rev, email, phone FROM officer WHERE id = :id AND id = :officer",
    .where = record_where,
};
