#include "rules/access.h"
#include "rules/registration.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

static const struct field fields[] = {
    { FIELD_SESSION, .fixed = true },
    { FIELD_TAKEN_NOW },
    { .name = "nominee",
      .label = N_("Officer"),
      .kind = FIELD_CHOICE,
      .lookup = LOOKUP_OFFICER,
      .required = true,
      .help = N_("Whom you nominate; type the badge or the beginning of the surname, F4 lists them.") },
    { 0 }
};

static int64_t nominee(struct session *session) {
    return db_int(
        session->db, 0,
        "SELECT o.id FROM officer o WHERE o.badge = :badge AND EXISTS (SELECT 1 FROM seen_officer v "
        "WHERE v.actor_id = :officer AND v.id = o.id)",
        with(text("badge", form_value(session->place, "nominee")), integer("officer", session->officer)));
}

static const char *ask(struct session *session) {
    struct arena *arena = &session->place->arena;
    const struct unmet *list;
    int64_t officer = nominee(session);
    if (!officer || registration_unmet(session->db, arena, officer, session->place->id, &list))
        return NULL;
    return arena_format(arena, _("%s Nominate?"),
                        registration_prospect(session->db, arena, officer, session->place->id));
}

static const char *nominate(struct session *session) {
    int64_t officer = nominee(session);
    if (!officer)
        return refuse(_("No officer has the badge \"%s\" (small and capital letters differ); F4 lists those "
                        "you may nominate."),
                      form_value(session->place, "nominee"));
    const char *no = registration_request(session->db, session->officer, officer, session->place->id, NULL);
    return no ? no : details_decided(session, _("Nominated."));
}

static const struct action actions[] = {
    { .key = F10,
      .word = "nominate",
      .label = N_("Nominate"),
      .help = N_("Registers the officer after saying what comes of it, or all that stands against it."),
      .needs = A_VALID_FORM,
      .ask = ask,
      .act = nominate },
    { 0 }
};

const struct screen nominate_screen = {
    .name = "nominate",
    .title = N_("Nominate"),
    .help = N_("Registers an officer of your structures for a session, in place of the officer. The same "
               "conditions hold and the same approvals follow."),
    .shape = FORM,
    .may = MAY_NOMINATE,
    .needs_id = true,
    .fields = fields,
    .actions = actions,
    .query = "SELECT id, code AS session, seats_text AS taken, '' AS nominee FROM session_list s "
             "WHERE id = :id AND EXISTS (SELECT 1 FROM seen_session v WHERE v.actor_id = :officer AND v.id = "
             "s.id)",
};
