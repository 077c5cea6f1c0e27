/* The keys of an officer: the list, one of them, adding one, revoking one. */

#include "rules/access.h"
#include "rules/key.h"
#include "rules/key_line.h"
#include "rules/password.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

/* Who may look at a key: its officer, and who may change that officer. */
#define MINE_OR_MANAGED                                                                                      \
    "(k.officer_id = :officer OR EXISTS (SELECT 1 FROM reach r WHERE r.officer_id = :officer AND "           \
    "r.structure_id = k.structure_id AND r.capability IN ('edit_officers', 'administer')))"

static const struct choice states[] = { { "valid", N_("valid") },
                                        { "expired", N_("expired") },
                                        { "suspended", N_("suspended") },
                                        { "revoked", N_("revoked") },
                                        { 0 } };

#define FIELD_KEY_LABEL                                                                                      \
    .name = "label", .label = N_("Called"), .most = KEY_LABEL,                                               \
    .help = N_("What the key is called, such as the computer it is on.")
#define FIELD_FINGERPRINT                                                                                    \
    .name = "fingerprint", .label = N_("Fingerprint"), .help = N_("As \"ssh-keygen -l\" shows it.")
#define FIELD_KEY_STATE                                                                                      \
    .name = "state_name", .label = N_("State"), .choices = states,                                           \
    .help = N_("Only a valid key opens the door.")
#define FIELD_KEY_USED                                                                                       \
    .name = "used", .label = N_("Last used"), .help = N_("When somebody last came in by it.")
#define FIELD_KEY_UNTIL                                                                                      \
    .name = "until", .label = N_("Until"), .kind = FIELD_DAY,                                                \
    .help = N_("The last day on which it opens the door; empty: no end.")

/* ---- the list ---- */

static const struct field columns[] = { { FIELD_KEY_LABEL },
                                        { FIELD_FINGERPRINT, .width = 18 },
                                        { FIELD_KEY_STATE, .width = 9 },
                                        { FIELD_KEY_USED, .width = 16, .order = "last_used_at" },
                                        { FIELD_KEY_UNTIL, .width = 10 },
                                        { 0 } };

static bool is_own(struct session *session) {
    return session->place->id == 0 || session->place->id == session->officer;
}

static const char *new_key(struct session *session) {
    return session_open(session, &key_add_screen, 0);
}

static const char *list_where(struct session *session) {
    return details_where(
        session, "SELECT badge FROM (SELECT id AS officer_id, badge, structure_id FROM officer) k WHERE "
                 "officer_id = :id AND " MINE_OR_MANAGED);
}

static const struct action key_actions[] = { { .key = F7,
                                               .word = "new",
                                               .label = N_("New"),
                                               .help = N_("Adds a key of your own."),
                                               .possible = is_own,
                                               .act = new_key },
                                             { 0 } };

const struct screen keys_screen = {
    .name = "keys",
    .title = N_("Keys"),
    .help = N_("The SSH keys that open the door for an officer: yours, or of one whom you may change. Enter "
               "shows a key; there it can be revoked. Revoked and expired keys stay in the list."),
    .empty = N_("No key yet. Whoever has none signs in with a password."),
    .shape = LIST,
    .fields = columns,
    .actions = key_actions,
    .query = "SELECT * FROM key_list k WHERE officer_id = CASE :id WHEN 0 THEN :officer ELSE :id END "
             "AND " MINE_OR_MANAGED,
    .order = "-added_at",
    .opens = &key_screen,
    .where = list_where,
};

/* ---- one ---- */

static const struct field page_fields[] = {
    { .name = "name", .label = N_("Officer"), .help = N_("Whom it lets in.") },
    { FIELD_FINGERPRINT },
    { .name = "type", .label = N_("Type"), .help = N_("As OpenSSH names it.") },
    { FIELD_KEY_STATE },
    { FIELD_KEY_UNTIL },
    { FIELD_KEY_USED },
    { .name = "added", .label = N_("Added"), .help = N_("When it was added.") },
    { .name = "added_by", .label = N_("Added by"), .help = N_("Empty: by the owner of the database.") },
    { .name = "revoked", .label = N_("Revoked"), .help = N_("When it was revoked.") },
    { .name = "revoked_by", .label = N_("Revoked by"), .help = N_("Empty: by the owner of the database.") },
    { .name = "revoked_why", .label = N_("Why"), .help = N_("Why it was revoked.") },
    { 0 }
};

static void write(struct session *session, struct page *page) {
    struct query *row = details_row(session, page);
    if (!row)
        return;
    const char *label = details_text(row, "label");
    page_heading(page, "%s", *label ? label : _("A key"));
    details_pairs(session, page, row);
    db_done(row);
}

static bool can_revoke(struct session *session) {
    return db_exists(session->db, "SELECT 1 FROM key_list WHERE id = :id AND revoked = ''",
                     session_values(session, session->place));
}

static const char *open_revoking(struct session *session) {
    return session_open(session, &key_revoke_screen, session->place->id);
}

static const struct action page_keys[] = { { .key = F10,
                                             .word = "revoke",
                                             .label = N_("Revoke"),
                                             .help = N_("Ends it for good, with a reason."),
                                             .possible = can_revoke,
                                             .act = open_revoking },
                                           { 0 } };

const struct screen key_screen = {
    .name = "key",
    .title = N_("Key"),
    .help = N_("One key: whom it lets in, since when, until when, and when it was last used."),
    .shape = PAGE,
    .needs_id = true,
    .fields = page_fields,
    .actions = page_keys,
    .query = "SELECT * FROM key_list k WHERE id = :id AND " MINE_OR_MANAGED,
    .write = write,
};

/* ---- adding ---- */

static const struct field add_fields[] = {
    { .name = "line",
      .label = N_("Public key"),
      .most = 4000,
      .required = true,
      .help = N_("The one line of the file that ends in .pub; \"ssh-keygen -t ed25519\" makes it.") },
    { FIELD_KEY_LABEL },
    { FIELD_KEY_UNTIL },
    { .name = "proof",
      .label = N_("Password or code"),
      .kind = FIELD_SECRET,
      .most = PASSWORD_MOST,
      .required = true,
      .help = N_("Your password. If you have none yet: the code for a key from your coordinator.") },
    { 0 }
};

static const char *add(struct session *session) {
    const struct place *place = session->place;
    const char *no =
        key_enter(session->db, session->officer, form_value(place, "line"), form_value(place, "label"),
                  form_value(place, "until"), form_value(place, "proof"));
    return no ? no : details_decided(session, _("The key opens the door from now on."));
}

static const struct action add_actions[] = { { .key = F2,
                                               .word = "save",
                                               .label = N_("Save"),
                                               .help = N_("Adds the key."),
                                               .needs = A_VALID_FORM,
                                               .act = add },
                                             { 0 } };

const struct screen key_add_screen = {
    .name = "key_add",
    .title = N_("New key"),
    .help =
        N_("Adds an SSH key of your own. Whoever has its secret half comes in as you, so make one for each "
           "computer, give it a passphrase, and revoke it when the computer is gone."),
    .shape = FORM,
    .fields = add_fields,
    .actions = add_actions,
};

/* ---- revoking ---- */

static const struct field revoke_fields[] = { { FIELD_FINGERPRINT, .fixed = true },
                                              { .name = "reason",
                                                .label = N_("Reason"),
                                                .most = 200,
                                                .required = true,
                                                .help = N_("Why, in a few words; it is kept with the key.") },
                                              { 0 } };

static const char *ask(struct session *session) {
    (void)session;
    return _("It never opens the door again, and visits by it end within seconds. Revoke it?");
}

static const char *revoke(struct session *session) {
    const char *no =
        key_revoke(session->db, session->officer, session->place->id, form_value(session->place, "reason"));
    return no ? no : details_decided(session, _("The key is revoked."));
}

static const struct action revoke_actions[] = { { .key = F10,
                                                  .word = "revoke",
                                                  .label = N_("Revoke"),
                                                  .help = N_("Revokes the key after asking."),
                                                  .needs = A_VALID_FORM,
                                                  .ask = ask,
                                                  .act = revoke },
                                                { 0 } };

const struct screen key_revoke_screen = {
    .name = "key_revoke",
    .title = N_("Revoke a key"),
    .help = N_("Ends a key for good: when it is lost, may be known to somebody else, or is not needed."),
    .shape = FORM,
    .needs_id = true,
    .fields = revoke_fields,
    .actions = revoke_actions,
    .query = "SELECT id, fingerprint, '' AS reason FROM key_list k WHERE id = :id AND " MINE_OR_MANAGED,
};
