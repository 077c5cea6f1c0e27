/* What is filled in about roles: granting one, naming a substitute, ending one. */
#include "rules/access.h"
#include "rules/role.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

#define FIELD_WHOM .name = "whom", .label = N_("Officer"), .kind = FIELD_CHOICE, .lookup = LOOKUP_OFFICER
#define FIELD_FIRST .name = "from", .label = N_("From"), .kind = FIELD_DAY, .initial = "=SELECT today()"
#define FIELD_LAST .name = "until", .label = N_("Until"), .kind = FIELD_DAY
#define FIELD_WHY                                                                                            \
    .name = "reason", .label = N_("Reason"), .kind = FIELD_LONG, .most = 400, .required = true,              \
    .help = N_("In a sentence; it stays with the role for good.")
#define A_ROLE                                                                                               \
    "SELECT id, role || ', ' || structure_name AS what, officer AS holder, '' AS whom, today() AS "          \
    "\"from\", "                                                                                             \
    "valid_to AS until, '' AS reason FROM role_list l WHERE id = :id AND (EXISTS (SELECT 1 FROM seen_role "  \
    "v "                                                                                                     \
    "WHERE v.actor_id = :officer AND v.id = l.id) OR lender_id = :officer)"

static int64_t officer_typed(struct session *session) {
    return access_badge(session->db, form_value(session->place, "whom"));
}

/* ---- granting ---- */

static const struct field grant_fields[] = {
    { FIELD_WHOM, .required = true,
      .help = N_("Who gets it; type the badge or the beginning of the surname.") },
    { .name = "role",
      .label = N_("Role"),
      .kind = FIELD_CHOICE,
      .lookup = LOOKUP_ROLE,
      .required = true,
      .help = N_("Those that you may grant; F4 lists them.") },
    { .name = "place",
      .label = N_("Structure"),
      .kind = FIELD_CHOICE,
      .lookup = LOOKUP_STRUCTURE,
      .required = true,
      .help = N_("Where it holds, with all below; type its code or the beginning of its name.") },
    { FIELD_FIRST, .help = N_("The first day; +7 is in a week.") },
    { FIELD_LAST, .help = N_("The last day; empty: until somebody ends it.") },
    { FIELD_WHY },
    { 0 }
};

/* From an officer's roles it begins with the officer, from a structure's with the structure. */
static const char *enter_grant(struct session *session) {
    struct place *place = session->place;
    const struct screen *from = place->below ? place->below->screen : NULL;
    bool is_officer = from == &officer_roles_screen, is_structure = from == &roles_screen;
    if (is_officer || is_structure) { /* a draft of its own for each */
        place->form.journal_name = is_officer ? "grant_officer" : "grant_structure";
        place->form.journal_record = place->below->id;
    }
    const char *no = form_open(session, place);
    if (no || place->form.restored || (!is_officer && !is_structure))
        return no;
    char *known = db_text(session->db, &place->arena,
                          is_officer ? "SELECT badge FROM officer WHERE id = :id"
                                     : "SELECT code FROM structure WHERE id = :id",
                          session_values(session, place->below));
    if (known)
        form_load(place, form_find(place, is_officer ? "whom" : "place"), known);
    return NULL;
}

static const char *save_grant(struct session *session) {
    const struct place *place = session->place;
    struct role_wish wish = {
        .officer = officer_typed(session),
        .structure = db_int(session->db, 0, "SELECT id FROM structure WHERE code = :code",
                            with(text("code", form_value(place, "place")))),
        .role = form_value(place, "role"),
        .from = form_value(place, "from"),
        .to = form_value(place, "until"),
        .why = form_value(place, "reason"),
    };
    if (!wish.officer)
        return refuse(_("No officer has the badge \"%s\"; F4 lists those there are."),
                      form_value(place, "whom"));
    const char *no = role_grant(session->db, session->officer, &wish, NULL);
    return no ? no : details_decided(session, _("The role is granted."));
}

static const struct action grant_actions[] = { { .key = F2,
                                                 .word = "save",
                                                 .label = N_("Save"),
                                                 .help = N_("Grants the role from its first day on."),
                                                 .needs = A_VALID_FORM,
                                                 .act = save_grant },
                                               { 0 } };

const struct screen grant_screen = {
    .name = "grant",
    .title = N_("Grant a role"),
    .help =
        N_("An administrator grants every role in their structure, a coordinator heads, contacts, trainers "
           "and organisers; nobody grants one to themselves. It holds for the structure and all below it."),
    .shape = FORM,
    .may = MAY_GRANT,
    .fields = grant_fields,
    .actions = grant_actions,
    .enter = enter_grant,
};

/* ---- lending ---- */

static const struct field delegate_fields[] = {
    { .name = "what", .label = N_("Role"), .help = N_("What is lent."), .fixed = true },
    { .name = "whom",
      .label = N_("Substitute"),
      .kind = FIELD_CHOICE,
      .lookup =
          "SELECT o.badge AS value, o.surname || ' ' || o.given_name || ' (' || o.badge || ')' AS label FROM "
          "role_grant g JOIN structure_above a ON a.above_id = g.structure_id JOIN officer o ON "
          "o.structure_id = a.structure_id WHERE g.id = :id AND g.officer_id = :officer AND o.id <> :officer "
          "AND o.status = 'active' AND (o.badge = upper(:find) OR " BEGINS("o.name_fold") ") " SEEN(
              "officer", "o") "ORDER BY o.name_fold LIMIT 100",
      .required = true,
      .help =
          N_("An officer who serves where the role holds; type the badge or the beginning of the surname.") },
    { FIELD_FIRST, .required = true, .help = N_("The first day on which they stand in.") },
    { FIELD_LAST, .required = true, .help = N_("The last day; the role is yours alone again after it.") },
    { FIELD_WHY },
    { 0 }
};

static const char *save_delegation(struct session *session) {
    const struct place *place = session->place;
    const char *no = role_delegate(session->db, session->officer, place->id, officer_typed(session),
                                   form_value(place, "from"), form_value(place, "until"),
                                   form_value(place, "reason"), NULL);
    return no ? no : details_decided(session, _("Your substitute is named."));
}

static const struct action delegate_actions[] = { { .key = F2,
                                                    .word = "save",
                                                    .label = N_("Save"),
                                                    .help = N_(
                                                        "Lends the role for these days; you keep it, too."),
                                                    .needs = A_VALID_FORM,
                                                    .act = save_delegation },
                                                  { 0 } };

const struct screen delegate_screen = {
    .name = "delegate",
    .title = N_("Name a substitute"),
    .help =
        N_("Somebody stands in for you in a role while you are away: an officer of the structure for which "
           "it holds, or below. It ends on the last day by itself, with your own role, or when either of you "
           "ends it; what they decide is theirs and says their name."),
    .shape = FORM,
    .needs_id = true,
    .fields = delegate_fields,
    .actions = delegate_actions,
    .query = A_ROLE,
};

/* ---- ending ---- */

static const struct field end_fields[] = {
    { .name = "what", .label = N_("Role"), .help = N_("What ends."), .fixed = true },
    { .name = "holder", .label = N_("Officer"), .help = N_("Whose role it is."), .fixed = true },
    { FIELD_WHY },
    { 0 }
};

static const char *ask_end(struct session *session) {
    return arena_format(&session->place->arena, _("%s loses it at once, and so does who stands in. End it?"),
                        form_value(session->place, "holder"));
}

static const char *save_end(struct session *session) {
    const char *no =
        role_end(session->db, session->officer, session->place->id, form_value(session->place, "reason"));
    return no ? no : details_decided(session, _("The role has ended."));
}

static const struct action end_actions[] = { { .key = F10,
                                               .word = "finish",
                                               .label = N_("End it"),
                                               .help = N_("Ends the role at once, after asking."),
                                               .needs = A_VALID_FORM,
                                               .ask = ask_end,
                                               .act = save_end },
                                             { 0 } };

const struct screen end_role_screen = {
    .name = "end_role",
    .title = N_("End a role"),
    .help = N_("Ends a role before its last day. It stays in the history with who ended it and why."),
    .shape = FORM,
    .needs_id = true,
    .fields = end_fields,
    .actions = end_actions,
    .query = A_ROLE,
};
