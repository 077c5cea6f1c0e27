/* Retention: what is due of each class of data, its months and its purge; legal holds. */
#include "rules/retention.h"

#include "rules/access.h"
#include "rules/hold.h"
#include "screens/all.h"
#include "screens/details.h"

/* ---- what there is ---- */

static void write_classes(struct session *session, struct page *page) {
    page_heading(page, "%s", _("Classes of data"));
    struct query *row =
        db_query(session->db, "SELECT id, code, name, months FROM retention_class ORDER BY id", NULL);
    while (db_next(row)) {
        struct retention_count count;
        const char *name = _(db_column_text(row, 2));
        long long months = (long long)db_column_int(row, 3);
        if (retention_preview(session->db, session->officer, db_column_text(row, 1), &count))
            continue;
        if (months == 0)
            page_link(page, &retention_class_screen, db_column_int(row, 0), _("%s: kept"), name);
        else
            page_link(page, &retention_class_screen, db_column_int(row, 0),
                      _("%s: %lld due after %lld months, %lld held"), name, (long long)count.due, months,
                      (long long)count.held);
    }
    db_done(row);
}

static void write(struct session *session, struct page *page) {
    write_classes(session, page);
    page_heading(page, "%s", _("Legal holds"));
    struct query *row = db_query(session->db,
                                 "SELECT id FROM hold_list WHERE NOT is_released AND structure_id IN (SELECT "
                                 "structure_id FROM reach WHERE officer_id = :officer AND capability = "
                                 "'administer') ORDER BY id",
                                 session_values(session, session->place));
    int count = 0;
    for (; db_next(row); count++)
        page_link(page, &hold_release_screen, db_column_int(row, 0), "%s",
                  hold_text(session->db, &page->arena, db_column_int(row, 0)));
    db_done(row);
    if (!count)
        page_text(page, _("There is no legal hold."));
}

static const char *place_hold(struct session *session) {
    return session_open(session, &legal_hold_screen, 0);
}

static const struct action actions[] = { { .key = F7,
                                           .word = "hold",
                                           .label = N_("Hold"),
                                           .help = N_("Places a legal hold, which stops every purge of what "
                                                      "it covers."),
                                           .act = place_hold },
                                         { 0 } };

const struct screen retention_screen = {
    .name = "retention",
    .title = N_("Retention"),
    .help = N_("How long data about people are kept, in classes; what of each is due, and what stays for a "
               "legal hold. Nothing is purged by itself: Enter on a class shows it, to set its months or to "
               "purge what is due. What is purged is made nameless; counts stay. Enter on a hold releases "
               "it."),
    .shape = PAGE,
    .may = MAY_ADMINISTER,
    .actions = actions,
    .write = write,
};

/* ---- a class ---- */

static const struct field class_fields[] = {
    { .name = "name", .label = N_("Data"), .fixed = true, .help = N_("The class of data.") },
    { .name = "months",
      .label = N_("Months"),
      .kind = FIELD_INTEGER,
      .most = 4,
      .required = true,
      .help = N_("After how many months they are due; 0: never. Set what the law of your country says.") },
    { 0 }
};

static const char *class_of(struct session *session) {
    const char *code =
        db_text(session->db, &session->place->arena, "SELECT code FROM retention_class WHERE id = :id",
                with(integer("id", session->place->id)));
    return code ? code : "";
}

static const char *save(struct session *session) {
    const char *no = retention_keep(session->db, session->officer, class_of(session),
                                    form_value(session->place, "months"));
    return no ? no : details_decided(session, _("The months are saved; nothing was purged."));
}

static const char *ask_purge(struct session *session) {
    struct retention_count count;
    const char *no = retention_preview(session->db, session->officer, class_of(session), &count);
    return no ? no
              : refuse(_("%lld are due by the months saved, %lld are held. What is purged never comes back. "
                         "Purge?"),
                       (long long)count.due, (long long)count.held);
}

static const char *purge(struct session *session) {
    struct retention_count count;
    const char *no = retention_purge(session->db, session->officer, class_of(session), &count);
    return no ? no : details_decided(session, refuse(_("%lld purged."), (long long)count.due));
}

static const struct action class_actions[] = { { .key = F2,
                                                 .word = "save",
                                                 .label = N_("Save"),
                                                 .help = N_("Saves the months; purges nothing."),
                                                 .needs = A_VALID_FORM,
                                                 .act = save },
                                               { .key = F10,
                                                 .word = "purge",
                                                 .label = N_("Purge"),
                                                 .help = N_("Purges what is due, after asking."),
                                                 .ask = ask_purge,
                                                 .act = purge },
                                               { 0 } };

const struct screen retention_class_screen = {
    .name = "retention_class",
    .title = N_("A class of data"),
    .help = N_("After how many months data of this class are due, and their purge. A purge takes what is due "
               "where you administer, and leaves what a legal hold covers."),
    .shape = FORM,
    .may = MAY_ADMINISTER,
    .needs_id = true,
    .fields = class_fields,
    .actions = class_actions,
    .query = "SELECT id, name, CAST(months AS TEXT) AS months FROM retention_class WHERE id = :id",
};

/* ---- legal holds ---- */

static const struct choice kinds[] = {
    { "officer", N_("officer") }, { "structure", N_("structure") }, { "campaign", N_("campaign") }, { 0 }
};

static const struct field hold_fields[] = {
    { .name = "kind",
      .label = N_("Covers"),
      .kind = FIELD_CHOICE,
      .choices = kinds,
      .required = true,
      .help = N_("An officer, a structure with all below it, or a campaign with those who answered.") },
    { .name = "code",
      .label = N_("Badge or code"),
      .most = 48,
      .required = true,
      .help = N_("The badge of the officer, or the code of the structure or campaign.") },
    { .name = "reason",
      .label = N_("Reason"),
      .most = 200,
      .required = true,
      .help = N_("Why nothing may be purged; who is refused a purge reads it.") },
    { 0 }
};

static const char *save_hold(struct session *session) {
    const struct place *place = session->place;
    const char *no = hold_place(session->db, session->officer, form_value(place, "kind"),
                                form_value(place, "code"), form_value(place, "reason"), NULL);
    return no ? no : details_decided(session, _("The hold is placed."));
}

static const struct action hold_actions[] = { { .key = F2,
                                                .word = "save",
                                                .label = N_("Save"),
                                                .help = N_("Places the hold."),
                                                .needs = A_VALID_FORM,
                                                .act = save_hold },
                                              { 0 } };

const struct screen legal_hold_screen = {
    .name = "legal_hold",
    .title = N_("Legal hold"),
    .help = N_("Keeps all that is about an officer, a structure or a campaign from every purge, until it is "
               "released."),
    .shape = FORM,
    .may = MAY_ADMINISTER,
    .fields = hold_fields,
    .actions = hold_actions,
};

static const struct field release_fields[] = {
    { .name = "what", .label = N_("Covers"), .fixed = true, .help = N_("What it keeps from every purge.") },
    { .name = "placed_why", .label = N_("Placed for"), .fixed = true, .help = N_("Why it was placed.") },
    { .name = "placed_by", .label = N_("Placed"), .fixed = true, .help = N_("When and by whom.") },
    { .name = "reason",
      .label = N_("Reason"),
      .most = 200,
      .required = true,
      .help = N_("Why it is released; it is kept with the hold.") },
    { 0 }
};

static const char *ask_release(struct session *session) {
    (void)session;
    return _("What it covers may be purged as soon as it is due. Release it?");
}

static const char *release(struct session *session) {
    const char *no =
        hold_release(session->db, session->officer, session->place->id, form_value(session->place, "reason"));
    return no ? no : details_decided(session, _("The hold is released."));
}

static const struct action release_actions[] = { { .key = F10,
                                                   .word = "release",
                                                   .label = N_("Release"),
                                                   .help = N_("Releases the hold after asking."),
                                                   .needs = A_VALID_FORM,
                                                   .ask = ask_release,
                                                   .act = release },
                                                 { 0 } };

const struct screen hold_release_screen = {
    .name = "hold_release",
    .title = N_("Release a hold"),
    .help = N_("Ends a legal hold; it stays with who placed and released it, and why."),
    .shape = FORM,
    .may = MAY_ADMINISTER,
    .needs_id = true,
    .fields = release_fields,
    .actions = release_actions,
    .query = "SELECT id, kind || ' ' || code || ', ' || name AS what, l.reason AS placed_why, placed || CASE "
             "placer WHEN '' THEN '' ELSE ', ' || placer END AS placed_by, '' AS reason FROM hold_list l "
             "WHERE id = :id AND NOT is_released AND structure_id IN (SELECT structure_id FROM reach WHERE "
             "officer_id = :officer AND capability = 'administer')",
};
