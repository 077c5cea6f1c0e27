#include "rules/password.h"
#include "screens/presence.h"

static const struct field fields[] = {
    { .name = "note",
      .label = N_("Left alone, so locked; what you typed is kept. Your password opens it."),
      .kind = FIELD_NOTE },
    { .name = "password",
      .label = N_("Password"),
      .kind = FIELD_SECRET,
      .most = PASSWORD_MOST,
      .required = true,
      .help = N_("The one that you sign in with.") },
    { 0 }
};

static const char *enter(struct session *session) {
    return password_is_set(session->db, session->officer)
               ? NULL
               : _("Nobody typed here for a while, so this visit has ended. What you typed is kept.");
}

static const char *unlock(struct session *session) {
    const char *no = password_verify(session->db, session->officer, form_value(session->place, "password"));
    if (!no)
        return session_unlock(session);
    const char *cleared = form_set(session, form_find(session->place, "password"), "");
    return cleared ? cleared : no;
}

static const char *end(struct session *session) {
    session_end(session, "idle", _("You have left. What you typed is kept."));
    return NULL;
}

static const struct action actions[] = { { .key = ENTER,
                                           .word = "unlock",
                                           .label = N_("Unlock"),
                                           .help = N_("Goes on where you were."),
                                           .needs = A_VALID_FORM,
                                           .act = unlock },
                                         { .key = F3,
                                           .word = "leave",
                                           .label = N_("Leave"),
                                           .help = N_("Ends the visit; what you typed is kept."),
                                           .act = end },
                                         { 0 } };

const struct screen lock_screen = {
    .name = "lock",
    .title = N_("Locked"),
    .help = N_("Stands here when nobody typed for a while. Your password opens it again."),
    .shape = FORM,
    .needs_id = true,
    .alone = true,
    .fields = fields,
    .actions = actions,
    .enter = enter,
};
