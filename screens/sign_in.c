#include "screens/sign_in.h"

#include <stdio.h>
#include <string.h>

#include "rules/access.h"
#include "rules/password.h"
#include "rules/visit.h"
#include "screens/all.h"
#include "screens/fields.h"

const char *sign_in_set(struct session *session, int64_t officer) {
    static const struct screen *const only[] = { &sign_in_screen, NULL };
    struct person person = { .badge = "", .name = "", .structure_name = "" };
    const char *no = officer ? access_check(session->db, officer, MAY_REGISTER, 0) : NULL;
    if (no || (officer && !access_person(session->db, officer, &session->arena, &person)))
        return no;
    session->officer = officer;
    session->structure = person.structure;
    session->badge = person.badge;
    session->name = person.name;
    session->structure_name = person.structure_name;
    session->rights = officer ? access_rights(session->db, officer) : 0;
    session->screens = officer ? all_screens : only;
    db_actor(session->db, officer, 0);
    return NULL;
}

static REFUSAL go_in(struct session *session, int64_t officer) {
    const char *no = sign_in_set(session, officer);
    return no ? no : session_restart(session);
}

/* ---- badge and password ---- */

static const struct field fields[] = {
    { .name = "note",
      .label = N_(
          "Type your badge and your password. If you have none yet, type the code that your coordinator gave "
          "you in its place."),
      .kind = FIELD_NOTE },
    { FIELD_BADGE, .required = true },
    { .name = "password",
      .label = N_("Password or code"),
      .kind = FIELD_SECRET,
      .most = PASSWORD_MOST,
      .required = true,
      .help = N_("What you chose yourself; or, the first time and when you forgot it, the code for it.") },
    { 0 }
};

struct proof {
    int64_t officer;
    char code[4 * PASSWORD_MOST + 1];
};

/* On to the first password, with the code as proof. */
static const char *choose_password(struct session *session, int64_t officer) {
    struct proof proof = { .officer = officer };
    snprintf(proof.code, sizeof proof.code, "%s", form_value(session->place, "password"));
    const char *no = session_replace(session, &first_password_screen, 0);
    if (!no)
        *(struct proof *)session->place->data = proof;
    explicit_bzero(&proof, sizeof proof);
    return no;
}

static const char *enter(struct session *session) {
    const struct place *place = session->place;
    int64_t officer;
    bool by_code;
    const char *no = password_enter(session->db, form_value(place, "badge"), form_value(place, "password"),
                                    visit_origin(), &officer, &by_code);
    if (no) {
        int secret = form_find(place, "password");
        const char *cleared = form_set(session, secret, "");
        return cleared ? cleared : no;
    }
    return by_code ? choose_password(session, officer) : go_in(session, officer);
}

static const struct action actions[] = { { .key = ENTER,
                                           .word = "enter",
                                           .label = N_("Sign in"),
                                           .help = N_("Signs you in."),
                                           .needs = A_VALID_FORM,
                                           .act = enter },
                                         { .key = F3,
                                           .word = "back",
                                           .label = N_("Leave"),
                                           .help = N_("Ends; you have not come in."),
                                           .act = session_back },
                                         { 0 } };

const struct screen sign_in_screen = {
    .name = "sign_in",
    .title = N_("Sign in"),
    .help =
        N_("Who has no key comes in by badge and password. After a failed attempt the next one has to wait, "
           "longer each time; a key lets you in meanwhile."),
    .shape = FORM,
    .fields = fields,
    .actions = actions,
};

/* ---- the first password ---- */

static const struct field first_fields[] = {
    { .name = "note",
      .label = N_("Your code is right. Choose your password now; nobody else "
                  "knows it, and the code ends with it."),
      .kind = FIELD_NOTE },
    { FIELD_FRESH },
    { FIELD_AGAIN },
    { 0 }
};

const char *sign_in_judge(struct session *session, int field, int64_t officer) {
    const struct place *place = session->place;
    const struct form_item *item = &place->form.items[field];
    if (!*item->text)
        return NULL;
    if (!strcmp(item->field->name, "fresh"))
        return password_judge(session->db, officer, item->text);
    bool differs = !strcmp(item->field->name, "again") && strcmp(item->text, form_value(place, "fresh")) != 0;
    return differs ? _("The two are not the same.") : NULL;
}

static const char *begin(struct session *session) {
    session->place->data = arena_new(&session->place->arena, sizeof(struct proof));
    return NULL;
}

static void forget(struct session *session) {
    explicit_bzero(session->place->data, sizeof(struct proof));
}

static const char *judge(struct session *session, int field) {
    const struct proof *proof = session->place->data;
    return sign_in_judge(session, field, proof->officer);
}

static const char *choose(struct session *session) {
    const struct proof *proof = session->place->data;
    int64_t officer = proof->officer;
    db_actor(session->db, officer, 0);
    const char *no = password_set(session->db, officer, proof->code, form_value(session->place, "fresh"));
    if (!no)
        no = go_in(session, officer);
    if (!no)
        session_say(session, DONE, _("This is your password from now on."));
    return no;
}

static const struct action first_actions[] = { { .key = ENTER,
                                                 .word = "choose",
                                                 .label = N_("Choose"),
                                                 .help = N_("Takes the password and signs you in."),
                                                 .needs = A_VALID_FORM,
                                                 .act = choose },
                                               { 0 } };

const struct screen first_password_screen = {
    .name = "first_password",
    .title = N_("Choose your password"),
    .help = N_(
        "The password that you come in with from now on. You change it on your profile whenever you like; it "
        "does not expire."),
    .shape = FORM,
    .needs_id = true,
    .fields = first_fields,
    .actions = first_actions,
    .enter = begin,
    .judge = judge,
    .leave = forget,
};
