/* Roles: of a structure, of an officer, one's own; and the page of one with all that happened to it. */
#include "rules/role.h"

#include "rules/access.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

static const struct choice standings[] = { { "now", N_("in force") }, { "planned", N_("planned") },
                                           { "rests", N_("rests") },  { "past", N_("over") },
                                           { "ended", N_("ended") },  { 0 } };

#define FIELD_ROLE                                                                                           \
    .name = "role", .label = N_("Role"), .help = N_("What it allows; F1 of \"roles\" says more.")
#define FIELD_WHOM .name = "officer", .label = N_("Officer"), .order = "name_fold", .help = N_("Who has it.")
#define FIELD_ON                                                                                             \
    .name = "structure", .label = N_("Structure"), .help = N_("It holds there and for all below.")
#define FIELD_FIRST .name = "valid_from", .label = N_("From"), .kind = FIELD_DAY, .help = N_("The first day.")
#define FIELD_LAST                                                                                           \
    .name = "valid_to", .label = N_("Until"), .kind = FIELD_DAY, .help = N_("The last day; empty: no end.")
#define FIELD_LENDER                                                                                         \
    .name = "lender", .label = N_("Stands in for"), .help = N_("Whose role it is; empty: their own.")
#define FIELD_STANDING                                                                                       \
    .name = "standing", .label = N_("State"), .choices = standings,                                          \
    .help = N_("A lent role rests while the one it is lent from does not hold.")

static const struct filter filters[] = { { { .name = "standing_is",
                                             .label = N_("State"),
                                             .kind = FIELD_CHOICE,
                                             .choices = standings,
                                             .help = N_("Only roles in this state.") },
                                           "standing = :standing_is" },
                                         { { 0 }, 0 } };

#define SEES_ROLE "EXISTS (SELECT 1 FROM seen_role v WHERE v.actor_id = :officer AND v.id = l.id)"
#define ROLES                                                                                                \
    "SELECT *, CASE standing WHEN 'now' THEN 0 WHEN 'planned' THEN 1 WHEN 'rests' THEN 2 ELSE 3 END AS "     \
    "standing_order FROM role_list l WHERE "

static const char *grant(struct session *session) {
    return session_open(session, &grant_screen, 0);
}

#define ACTION_GRANT                                                                                         \
    .key = F7, .word = "grant", .label = N_("Grant"), .may = MAY_GRANT, .act = grant,                        \
    .help = N_("Grants a role to an officer.")

static const struct action grant_actions[] = { { ACTION_GRANT }, { 0 } };

/* ---- of a structure ---- */

static const struct field structure_fields[] = { { FIELD_ON, .width = 14 },
                                                 { FIELD_ROLE, .width = 18 },
                                                 { FIELD_WHOM },
                                                 { FIELD_LAST, .width = 10 },
                                                 { FIELD_STANDING, .width = 8, .order = "standing_order" },
                                                 { 0 } };

static const char *where_structure(struct session *session) {
    return details_where(session, "SELECT name FROM structure s WHERE id = :id AND EXISTS (SELECT 1 FROM "
                                  "seen_structure v WHERE v.actor_id = :officer AND v.id = s.id)");
}

const struct screen roles_screen = {
    .name = "roles",
    .title = N_("Roles"),
    .help = N_("Who has which role on a structure or below it, from when until when. A head decides about "
               "the officers there, a contact nominates and answers, an organiser plans sessions, a "
               "coordinator sees all of the subtree; a national body and an observer see figures, an auditor "
               "reads, an administrator keeps officers, structures and roles. Nothing is deleted."),
    .empty = N_("Nobody has a role here that you may see. F7 grants one."),
    .shape = LIST,
    .may = MAY_SEE_OFFICERS | MAY_GRANT,
    .needs_id = true,
    .fields = structure_fields,
    .actions = grant_actions,
    .filters = filters,
    .query =
        ROLES "EXISTS (SELECT 1 FROM structure_above a WHERE a.structure_id = l.structure_id AND a.above_id "
              "= :id) AND " SEES_ROLE,
    .order = "standing",
    .opens = &role_screen,
    .where = where_structure,
};

/* ---- of an officer ---- */

static const struct field officer_fields[] = { { FIELD_ROLE, .width = 20 },
                                               { FIELD_ON, .width = 14 },
                                               { FIELD_LENDER },
                                               { FIELD_LAST, .width = 10 },
                                               { FIELD_STANDING, .width = 8, .order = "standing_order" },
                                               { 0 } };

static const char *where_officer(struct session *session) {
    return details_where(session,
                         "SELECT surname || ' ' || given_name FROM officer o WHERE id = :id AND EXISTS "
                         "(SELECT 1 FROM named_officer v WHERE v.actor_id = :officer AND v.id = o.id)");
}

const struct screen officer_roles_screen = {
    .name = "officer_roles",
    .title = N_("Roles of an officer"),
    .help =
        N_("The roles of one officer, now, ahead and in the past, and for whom the officer stands in. Enter "
           "shows one, to end it."),
    .empty = N_("This officer has no role and never had one that you may see. F7 grants one."),
    .shape = LIST,
    .may = MAY_SEE_OFFICERS | MAY_GRANT,
    .needs_id = true,
    .fields = officer_fields,
    .actions = grant_actions,
    .filters = filters,
    .query = ROLES "officer_id = :id AND " SEES_ROLE,
    .order = "standing",
    .opens = &role_screen,
    .where = where_officer,
};

/* ---- one's own ---- */

static int64_t subject(struct session *session) {
    return session->place->screen->shape == LIST ? session_row(session) : session->place->id;
}

static bool lends(struct session *session) {
    return role_may_delegate(session->db, session->officer, subject(session));
}

static const char *lend(struct session *session) {
    return session_open(session, &delegate_screen, subject(session));
}

#define ACTION_DELEGATE                                                                                      \
    .key = F10, .word = "delegate", .label = N_("Substitute"), .possible = lends, .act = lend,               \
    .help = N_("Names an officer who stands in for you in this role while you are away.")

static const struct action my_actions[] = { { ACTION_DELEGATE, .needs = A_ROW }, { 0 } };

static const struct field my_fields[] = { { FIELD_ROLE, .width = 20 },
                                          { FIELD_ON, .width = 14 },
                                          { FIELD_WHOM },
                                          { FIELD_LAST, .width = 10 },
                                          { FIELD_STANDING, .width = 8, .order = "standing_order" },
                                          { 0 } };

const struct screen my_roles_screen = {
    .name = "my_roles",
    .title = N_("My roles"),
    .help = N_("Your roles, those in which you stand in for others, and who stands in for you. F10 names a "
               "substitute for the role under the cursor while you are away; it ends by itself."),
    .empty = N_("You have no role but your own training. Roles are granted by the coordinator or an "
                "administrator."),
    .shape = LIST,
    .fields = my_fields,
    .actions = my_actions,
    .filters = filters,
    .query = ROLES ":officer IN (officer_id, lender_id)",
    .order = "standing",
    .opens = &role_screen,
};

/* ---- one ---- */

static const struct field role_fields[] = {
    { FIELD_ROLE },
    { .name = "structure_name", .label = N_("Structure"), .help = N_("It holds there and for all below.") },
    { FIELD_STANDING },
    { FIELD_FIRST },
    { FIELD_LAST },
    { FIELD_LENDER },
    { .name = "granted_by", .label = N_("Granted"), .help = N_("When and by whom.") },
    { .name = "why", .label = N_("Why"), .help = N_("Why it was granted or lent.") },
    { .name = "ended_by", .label = N_("Ended"), .help = N_("When and by whom.") },
    { .name = "end_why", .label = N_("Why it ended"), .help = N_("The reason given.") },
    { 0 }
};

static void write_lent(struct session *session, struct page *page) {
    struct query *row =
        db_query(session->db,
                 "SELECT id, officer, valid_from, valid_to FROM role_list WHERE "
                 "delegated_from = :id AND standing IN ('now', 'planned') ORDER BY valid_from, id",
                 session_values(session, session->place));
    for (bool first = true; db_next(row); first = false) {
        if (first)
            page_heading(page, "%s", _("Who stands in"));
        page_link(page, &role_screen, db_column_int(row, 0), _("%s, %s to %s"), db_column_text(row, 1),
                  db_column_text(row, 2), db_column_text(row, 3));
    }
    db_done(row);
}

static void write(struct session *session, struct page *page) {
    struct query *row = details_row(session, page);
    if (!row)
        return;
    page_heading(page, "%s", details_text(row, "officer"));
    details_pairs(session, page, row);
    db_done(row);
    write_lent(session, page);
}

static bool ends(struct session *session) {
    return role_may_end(session->db, session->officer, session->place->id);
}

static const char *finish(struct session *session) {
    return session_open(session, &end_role_screen, session->place->id);
}

static const struct action role_actions[] = { { ACTION_DELEGATE },
                                              { .key = F4,
                                                .word = "finish",
                                                .label = N_("End it"),
                                                .help =
                                                    N_("Ends the role at once, with a reason that is kept."),
                                                .possible = ends,
                                                .act = finish },
                                              { 0 } };

const struct screen role_screen = {
    .name = "role",
    .title = N_("Role"),
    .help =
        N_("One role of one officer: where it holds, since when, by whom it was granted and why; who stands "
           "in, and why it ended."),
    .shape = PAGE,
    .needs_id = true,
    .fields = role_fields,
    .actions = role_actions,
    .query = "SELECT *, granted || CASE granter WHEN '' THEN '' ELSE ', ' || granter END AS granted_by, "
             "ended || CASE ender WHEN '' THEN '' ELSE ', ' || ender END AS ended_by FROM role_list l "
             "WHERE id = :id AND (" SEES_ROLE " OR lender_id = :officer)",
    .write = write,
};
