#include <string.h>

#include "rules/registration.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

static const struct field fields[] = {
    { FIELD_SESSION, .fixed = true },
    { .name = "title", .label = N_("Title"), .help = N_("The course it belongs to."), .fixed = true },
    { FIELD_WITHDRAW_REASON, .required = true },
    { .name = "reason",
      .label = N_("In words"),
      .kind = FIELD_LONG,
      .most = 400,
      .help = N_("Anything the organiser should know; may stay empty unless the reason is \"Other\".") },
    { 0 }
};

static const char *judge(struct session *session, int field) {
    const struct form_item *item = &session->place->form.items[field];
    bool is_other = !strcmp(form_value(session->place, "reason_code"), "other");
    return is_other && !strcmp(item->field->name, "reason") && !*item->text ? _("Say in words what it is.")
                                                                            : NULL;
}

static const char *ask(struct session *session) {
    return registration_is_late(session->db, session->place->id)
               ? _("It is late: the withdrawal is marked as such for your structure. Your place goes to the "
                   "next in "
                   "line. Withdraw?")
               : _("Your place goes to the next in line and does not come back. Withdraw?");
}

static const char *withdraw(struct session *session) {
    const char *no = registration_withdraw(session->db, session->officer, session->place->id,
                                           form_value(session->place, "reason_code"),
                                           form_value(session->place, "reason"));
    return no ? no : details_decided(session, _("You have withdrawn."));
}

static const struct action actions[] = { { .key = F10,
                                           .word = "withdraw",
                                           .label = N_("Withdraw"),
                                           .help = N_(
                                               "Gives the place back after asking; this cannot be undone."),
                                           .needs = A_VALID_FORM,
                                           .ask = ask,
                                           .act = withdraw },
                                         { 0 } };

const struct screen withdraw_screen = {
    .name = "withdraw",
    .title = N_("Withdraw"),
    .help =
        N_("Gives your place in a session back. Choose the reason, then F10. The first in line who can come "
           "gets the seat at once."),
    .shape = FORM,
    .needs_id = true,
    .fields = fields,
    .actions = actions,
    .judge = judge,
    .query = "SELECT id, session_code AS session, title, '' AS reason_code, '' AS reason FROM my_training "
             "WHERE id = :id AND officer_id = :officer",
};
