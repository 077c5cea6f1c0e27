#include "rules/password.h"
#include "screens/all.h"
#include "screens/sign_in.h"

static const struct field fields[] = {
    { .name = "password",
      .label = N_("Password until now"),
      .kind = FIELD_SECRET,
      .most = PASSWORD_MOST,
      .required = true,
      .help = N_("Or a code from your coordinator, if you have no password yet or forgot it.") },
    { FIELD_FRESH },
    { FIELD_AGAIN },
    { 0 }
};

static const char *judge(struct session *session, int field) {
    return sign_in_judge(session, field, session->officer);
}

static const char *change(struct session *session) {
    const char *no = password_set(session->db, session->officer, form_value(session->place, "password"),
                                  form_value(session->place, "fresh"));
    if (no)
        return no;
    session_back(session);
    session_say(session, DONE, _("This is your password from now on."));
    return NULL;
}

static const struct action actions[] = { { .key = ENTER,
                                           .word = "change",
                                           .label = N_("Change"),
                                           .help = N_("Takes the new password."),
                                           .needs = A_VALID_FORM,
                                           .act = change },
                                         { 0 } };

const struct screen password_screen = {
    .name = "password",
    .title = N_("Password"),
    .help = N_("Changes the password that you sign in and unlock with, and ends your visits elsewhere. It "
               "does not expire; change it when somebody may know it."),
    .shape = FORM,
    .fields = fields,
    .actions = actions,
    .judge = judge,
};
