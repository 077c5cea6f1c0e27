#include "rules/access.h"
#include "rules/visit.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

static const struct choice doors[] = { { "key", N_("key") },
                                       { "password", N_("password") },
                                       { "login", N_("account") },
                                       { "as", N_("as owner") },
                                       { 0 } };

static const struct choice ends[] = { { "", N_("is here") },
                                      { "left", N_("left") },
                                      { "dropped", N_("line dropped") },
                                      { "idle", N_("left alone") },
                                      { "over", N_("time was up") },
                                      { "ended", N_("was ended") },
                                      { "lost", N_("broke off") },
                                      { 0 } };

/* clang-format off */
#define FIELD_BEGUN  .name = "begun", .label = N_("Since"), .order = "begun_at", .help = N_("When they came in.")
#define FIELD_SEEN   .name = "seen", .label = N_("Typed"), .width = 8, .order = "seen_at", \
                     .help = N_("When a key last came, to a few minutes.")
#define FIELD_ORIGIN .name = "origin", .label = N_("From"), .width = 15, \
                     .help = N_("The address they come from, or the terminal of this machine.")
#define FIELD_CAME_BY   .name = "door", .label = N_("Door"), .width = 8, .kind = FIELD_CHOICE, .choices = doors, \
                     .help = N_("How they came in: with a key, a password, an account on this machine, or as its owner.")
/* clang-format on */

static const struct field fields[] = {
    { .name = "name", .label = N_("Name"), .order = "name_fold", .help = N_("Whose visit it is.") },
    { FIELD_STRUCTURE, .width = 10 },
    { FIELD_BEGUN, .width = 11 },
    { FIELD_SEEN },
    { FIELD_ORIGIN },
    { FIELD_CAME_BY },
    { 0 }
};

static const char *sweep(struct session *session) {
    return visit_sweep(session->db);
}

static bool is_another(struct session *session) {
    return session_row(session) && session_row(session) != session->visit;
}

static const char *open_end(struct session *session) {
    return session_open(session, &visit_end_screen, session_row(session));
}

static const char *open_settings(struct session *session) {
    return session_open(session, &settings_screen, 0);
}

static const struct action actions[] = { { .key = F8,
                                           .word = "end",
                                           .label = N_("End it"),
                                           .help = N_("Ends the visit under the cursor, with a reason."),
                                           .needs = A_ROW,
                                           .possible = is_another,
                                           .act = open_end },
                                         { .key = F7,
                                           .word = "limits",
                                           .label = N_("Limits"),
                                           .help = N_("Shows how long a visit may be left alone and last."),
                                           .may = MAY_ADMINISTER,
                                           .act = open_settings },
                                         { 0 } };

/* Those that the officer may end: their own, and of whom they administer. */
#define IN_SCOPE                                                                                             \
    "(v.officer_id = :officer OR EXISTS (SELECT 1 FROM reach e WHERE e.officer_id = :officer "               \
    "AND e.capability = 'administer' AND e.structure_id = o.structure_id)) "

const struct screen here_screen = {
    .name = "here",
    .title = N_("Who is here"),
    .help = N_("Who is in topcop now, since when and from where: for administrators all officers of their "
               "structures, for everybody else their own visits. F8 ends one; what was typed there is kept."),
    .empty = N_("Nobody is here."),
    .shape = LIST,
    .fields = fields,
    .actions = actions,
    .enter = sweep,
    .query = "SELECT v.id, o.surname || ' ' || o.given_name AS name, o.name_fold, s.code AS structure, "
             "substr(moment(v.begun_at), 6) AS begun, v.begun_at, substr(moment(v.seen_at), 12) AS seen, "
             "v.seen_at, "
             "v.origin, v.door FROM visit v JOIN officer o ON o.id = v.officer_id "
             "JOIN structure s ON s.id = o.structure_id WHERE v.ended_at IS NULL AND " IN_SCOPE,
    .order = "begun",
};

static const struct field visits_fields[] = {
    { FIELD_BEGUN, .width = 16 },
    { FIELD_ORIGIN },
    { FIELD_CAME_BY },
    { .name = "ended",
      .label = N_("Ended"),
      .width = 12,
      .kind = FIELD_CHOICE,
      .choices = ends,
      .help = N_("How it ended.") },
    { .name = "why", .label = N_("Why"), .help = N_("Who ended it, and why.") },
    { 0 }
};

const struct screen visits_screen = {
    .name = "visits",
    .title = N_("My visits"),
    .help = N_("When you were here, from where, and how it ended. Tell your coordinator of any that you do "
               "not know, and change your password."),
    .empty = N_("You were never here."),
    .shape = LIST,
    .fields = visits_fields,
    .enter = sweep,
    .query = "SELECT v.id, moment(v.begun_at) AS begun, v.begun_at, v.origin, v.door, "
             "coalesce(v.ended, '') AS ended, "
             "CASE v.ended WHEN 'ended' THEN coalesce(e.surname || ': ', '') ELSE '' END || v.why AS why "
             "FROM visit v LEFT JOIN officer e ON e.id = v.ended_by WHERE v.officer_id = :officer",
    .order = "-begun",
};

/* ---- ending one ---- */

static const struct field end_fields[] = {
    { .name = "name", .label = N_("Name"), .fixed = true, .help = N_("Whose visit it is.") },
    { FIELD_BEGUN, .fixed = true },
    { FIELD_ORIGIN, .fixed = true },
    { .name = "reason",
      .label = N_("Reason"),
      .most = 200,
      .required = true,
      .help = N_("Why the visit is ended; its officer reads it, and the audit keeps it.") },
    { 0 }
};

static const char *ask_end(struct session *session) {
    return refuse(_("End this visit of %s? What was typed there is kept."),
                  form_value(session->place, "name"));
}

static const char *end(struct session *session) {
    const char *no =
        visit_stop(session->db, session->officer, session->place->id, form_value(session->place, "reason"));
    return no ? no : details_decided(session, _("The visit is ended."));
}

static const struct action end_actions[] = { { .key = F10,
                                               .word = "end",
                                               .label = N_("End it"),
                                               .help = N_("Ends the visit after asking."),
                                               .needs = A_VALID_FORM,
                                               .ask = ask_end,
                                               .act = end },
                                             { 0 } };

const struct screen visit_end_screen = {
    .name = "visit_end",
    .title = N_("End a visit"),
    .help = N_("Ends somebody's visit: within seconds the terminal there is given back, and the reason is "
               "said. What was typed is kept as a draft."),
    .shape = FORM,
    .needs_id = true,
    .fields = end_fields,
    .actions = end_actions,
    .query = "SELECT v.id, o.surname || ' ' || o.given_name AS name, moment(v.begun_at) AS begun, v.origin, "
             "'' AS reason FROM visit v JOIN officer o ON o.id = v.officer_id "
             "WHERE v.id = :id AND v.ended_at IS NULL AND " IN_SCOPE,
};

/* ---- how long a visit lasts ---- */

static const struct field settings_fields[] = {
    { .name = "idle",
      .label = N_("Minutes left alone"),
      .kind = FIELD_INTEGER,
      .most = 4,
      .initial = "=SELECT value FROM setting WHERE name = 'idle'",
      .required = true,
      .help = N_("After so many minutes without a key the screen is cleared and locked; 0: never.") },
    { .name = "hours",
      .label = N_("Hours of a visit"),
      .kind = FIELD_INTEGER,
      .most = 3,
      .initial = "=SELECT value FROM setting WHERE name = 'hours'",
      .required = true,
      .help = N_("After so many hours a visit ends, and its officer comes in again; 0: never.") },
    { 0 }
};

static const char *save(struct session *session) {
    const char *no = visit_limit(session->db, session->officer, "idle", form_value(session->place, "idle"));
    if (!no)
        no = visit_limit(session->db, session->officer, "hours", form_value(session->place, "hours"));
    if (no)
        return no;
    form_saved(session);
    session_say(session, DONE, _("Saved; it holds for all who are here within a minute."));
    return NULL;
}

static const struct action settings_actions[] = { { .key = F2,
                                                    .word = "save",
                                                    .label = N_("Save"),
                                                    .help = N_("Saves the limits."),
                                                    .needs = A_VALID_FORM,
                                                    .act = save },
                                                  { 0 } };

const struct screen settings_screen = {
    .name = "settings",
    .title = N_("Limits of visits"),
    .help = N_("How long a visit may be left alone before it is locked, and how long it lasts."),
    .shape = FORM,
    .may = MAY_ADMINISTER,
    .fields = settings_fields,
    .actions = settings_actions,
};
