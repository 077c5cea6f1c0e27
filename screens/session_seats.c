/* Two decisions about a session that ask for a reason: its seats, and that it is not held. */
#include "base/text.h"
#include "rules/access.h"
#include "rules/training_session.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

static const struct field seats_fields[] = { { FIELD_SESSION, .fixed = true },
                                             { FIELD_TAKEN_NOW },
                                             { FIELD_SEATS },
                                             { FIELD_REASON, .required = true },
                                             { 0 } };

static int64_t wanted_seats(struct session *session) {
    int64_t seats;
    return text_integer(form_value(session->place, "seats"), &seats) ? seats : -1;
}

static const char *ask_seats(struct session *session) {
    struct arena *arena = &session->place->arena;
    const char *lines;
    const char *no = training_session_preview(session->db, session->officer, session->place->id,
                                              wanted_seats(session), arena, &lines);
    if (no)
        return NULL; /* saving says it again */
    return *lines ? arena_format(arena, _("%s. Change the seats?"), lines)
                  : _("Nobody moves by this. Change the seats?");
}

static const char *save_seats(struct session *session) {
    const char *no = training_session_seats(session->db, session->officer, session->place->id,
                                            wanted_seats(session), form_value(session->place, "reason"));
    return no ? no : details_decided(session, _("The seats are changed."));
}

static const struct action seats_actions[] = {
    { .key = F2,
      .word = "save",
      .label = N_("Save"),
      .help = N_("Changes the seats after saying who moves by it. Nobody loses a seat."),
      .needs = A_VALID_FORM,
      .ask = ask_seats,
      .act = save_seats },
    { 0 }
};

#define A_SESSION                                                                                            \
    "SELECT id, code AS session, seats_text AS taken, seats, '' AS reason FROM session_list s WHERE id = "   \
    ":id "                                                                                                   \
    "AND EXISTS (SELECT 1 FROM reach r WHERE r.officer_id = :officer AND r.capability = 'edit_sessions' "    \
    "AND r.structure_id = s.organiser_id)"

const struct screen session_seats_screen = {
    .name = "session_seats",
    .title = N_("Seats"),
    .help =
        N_("More seats move the waiting up at once, in their order; with fewer seats than are taken nobody "
           "is dropped and nobody moves up. Before saving it is said who moves."),
    .shape = FORM,
    .may = MAY_EDIT_SESSIONS,
    .needs_id = true,
    .fields = seats_fields,
    .actions = seats_actions,
    .query = A_SESSION,
};

static const struct field cancel_fields[] = {
    { FIELD_SESSION, .fixed = true }, { FIELD_TAKEN_NOW }, { FIELD_REASON, .required = true }, { 0 }
};

static const char *ask_cancel(struct session *session) {
    struct arena *arena = &session->place->arena;
    int64_t count =
        db_int(session->db, 0, "SELECT count(*) FROM registration_list WHERE session_id = :id AND live = 1",
               session_values(session, session->place));
    return arena_format(
        arena,
        words_count("The session is cancelled for good, and so is %ld registration. Cancel it?",
                    "The session is cancelled for good, and so are %ld registrations. Cancel it?",
                    (long)count),
        (long)count);
}

static const char *cancel(struct session *session) {
    const char *no = training_session_cancel(session->db, session->officer, session->place->id,
                                             form_value(session->place, "reason"));
    return no ? no : details_decided(session, _("The session is cancelled."));
}

static const struct action cancel_actions[] = {
    { .key = F10,
      .word = "cancel",
      .label = N_("Cancel it"),
      .help = N_("Cancels the session and all its registrations, after asking. This cannot be undone."),
      .needs = A_VALID_FORM,
      .ask = ask_cancel,
      .act = cancel },
    { 0 }
};

const struct screen session_cancel_screen = {
    .name = "session_cancel",
    .title = N_("Cancel a session"),
    .help =
        N_("For a session that will not be held. Everybody registered or waiting is told the reason; nothing "
           "is deleted, but it cannot be undone."),
    .shape = FORM,
    .may = MAY_EDIT_SESSIONS,
    .needs_id = true,
    .fields = cancel_fields,
    .actions = cancel_actions,
    .query = A_SESSION,
};
