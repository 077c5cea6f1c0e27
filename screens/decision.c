#include "screens/decision.h"

#include "rules/registration.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

/* The registration at hand: the row under the cursor, or what the page is about. */
static int64_t subject(struct session *session) {
    return session->place->screen->shape == LIST ? session_row(session) : session->place->id;
}

static bool is_so(struct session *session, const char *sql) {
    return db_exists(session->db, sql,
                     with(integer("officer", session->officer), integer("id", subject(session))));
}

bool decision_is_due(struct session *session) {
    return is_so(session, "SELECT 1 FROM request WHERE actor_id = :officer AND registration_id = :id");
}

bool decision_is_waiting(struct session *session) {
    return is_so(session, "SELECT 1 FROM waiting WHERE registration_id = :id");
}

static bool is_first_of_two(struct session *session) {
    return is_so(
        session,
        "SELECT 1 FROM request WHERE actor_id = :officer AND registration_id = :id AND step = 'endorse'");
}

const char *decision_ask(struct session *session) {
    struct arena *arena = &session->place->arena;
    char *who = db_text(session->db, arena,
                        "SELECT name || ', ' || session_code FROM registration_list WHERE id = :id",
                        with(integer("id", subject(session))));
    return arena_format(arena,
                        is_first_of_two(session)
                            ? _("%s: endorse? A second approval follows.")
                            : _("%s: approve? A seat or a place on the waiting list follows."),
                        who);
}

const char *decision_agree(struct session *session) {
    struct registration now = { 0 };
    bool endorses = is_first_of_two(session);
    const char *no = endorses ? registration_endorse(session->db, session->officer, subject(session))
                              : registration_approve(session->db, session->officer, subject(session), &now);
    if (no)
        return no;
    session_refresh(session);
    if (endorses)
        session_say(session, DONE, _("Endorsed."));
    else if (now.position)
        session_say(session, DONE, _("Approved: number %lld on the waiting list."), (long long)now.position);
    else
        session_say(session, DONE, _("Approved: has a seat."));
    return NULL;
}

const char *decision_refuse(struct session *session) {
    return session_open(session, &refuse_screen, subject(session));
}

const char *decision_overbook(struct session *session) {
    return session_open(session, &overbook_screen, subject(session));
}

/* ---- the forms that ask for the reason ---- */

static const struct field fields[] = {
    { .name = "who", .label = N_("Officer"), .help = N_("Whom it is about."), .fixed = true },
    { FIELD_SESSION, .fixed = true },
    { FIELD_REASON, .required = true },
    { 0 }
};

static const char *save_refusal(struct session *session) {
    const char *no = registration_refuse(session->db, session->officer, session->place->id,
                                         form_value(session->place, "reason"));
    return no ? no : details_decided(session, _("Refused."));
}

static const char *ask_refusal(struct session *session) {
    return arena_format(&session->place->arena, _("%s cannot take part and is told why. Refuse?"),
                        form_value(session->place, "who"));
}

static const struct action refuse_actions[] = { { .key = F10,
                                                  .word = "refuse",
                                                  .label = N_("Refuse"),
                                                  .help = N_("Refuses the request with this reason."),
                                                  .needs = A_VALID_FORM,
                                                  .ask = ask_refusal,
                                                  .act = save_refusal },
                                                { 0 } };

static const char *save_overbooking(struct session *session) {
    const char *no = registration_overbook(session->db, session->officer, session->place->id,
                                           form_value(session->place, "reason"));
    return no ? no : details_decided(session, _("Has a seat, over the capacity."));
}

static const char *ask_overbooking(struct session *session) {
    return arena_format(&session->place->arena, _("%s gets a seat before others who wait. Overbook?"),
                        form_value(session->place, "who"));
}

static const struct action overbook_actions[] = { { .key = F10,
                                                    .word = "overbook",
                                                    .label = N_("Overbook"),
                                                    .help = N_(
                                                        "Gives the seat; the reason stays with it for good."),
                                                    .needs = A_VALID_FORM,
                                                    .ask = ask_overbooking,
                                                    .act = save_overbooking },
                                                  { 0 } };

#define A_REGISTRATION                                                                                       \
    "SELECT id, name || ' (' || badge || ')' AS who, session_code AS session, '' AS reason "                 \
    "FROM registration_list l WHERE id = :id AND EXISTS (SELECT 1 FROM seen_registration v "                 \
    "WHERE v.actor_id = :officer AND v.id = l.id)"

const struct screen refuse_screen = {
    .name = "refuse",
    .title = N_("Refuse a request"),
    .help = N_("A refusal needs a reason: the officer reads it, and it stays in the history."),
    .shape = FORM,
    .may = MAY_APPROVE | MAY_ENDORSE | MAY_CONFIRM,
    .needs_id = true,
    .fields = fields,
    .actions = refuse_actions,
    .query = A_REGISTRATION,
};

const struct screen overbook_screen = {
    .name = "overbook",
    .title = N_("Overbook"),
    .help = N_("Gives one who waits a seat although none is free. Everybody sees the session as 12+1/12 "
               "afterwards; who did it and why stays with the registration."),
    .shape = FORM,
    .may = MAY_OVERBOOK,
    .needs_id = true,
    .fields = fields,
    .actions = overbook_actions,
    .query = A_REGISTRATION,
};
