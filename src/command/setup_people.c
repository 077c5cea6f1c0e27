/* Who must be there before anybody can come in: a structure, an administrator and a coordinator of it. */
#include <string.h>
#include <unistd.h>

#include "base/words.h"
#include "command/setup_people.h"
#include "rules/access.h"
#include "rules/code.h"
#include "rules/key.h"
#include "rules/key_line.h"
#include "rules/officer.h"
#include "rules/password.h"
#include "rules/role.h"
#include "rules/structure.h"

struct naming setup_naming(struct setup *setup, const char *option) {
    const char *value = command_option(setup->command, option);
    struct naming naming = { arena_copy(&setup->command->arena, value ? value : ""), "", "" };
    char *name = strchr(naming.code, '='), *given = name ? strchr(name, ',') : NULL;
    if (name) {
        *name = 0;
        naming.name = name + 1;
    }
    if (given) {
        *given = 0;
        naming.given = given + 1 + strspn(given + 1, " ");
    }
    return naming;
}

const char *setup_open_if_there(struct setup *setup, struct db **db) {
    *db = NULL;
    return setup_has_database(setup) ? setup_open(setup, db) : NULL;
}

const char *setup_structure_code(struct setup *setup, struct db *db) {
    const char *named = setup_code(setup, "structure");
    const char *top = *named || !db ? NULL : structure_top(db, &setup->command->arena);
    return top ? top : named;
}

/* ---- the structure ---- */

static bool has_structure(struct setup *setup) {
    struct db *db = NULL;
    const char *refusal = setup_open_if_there(setup, &db);
    bool is_there = !refusal && db && structure_find(db, setup_code(setup, "structure"));
    setup_close(setup, db);
    return is_there;
}

static const char *add_structure(struct setup *setup) {
    struct naming structure = setup_naming(setup, "structure");
    struct db *db = NULL;
    const char *refusal = setup_open(setup, &db);
    if (!refusal)
        refusal = record_save(db, ACTOR_OWNER, structure_put,
                              with(text("code", structure.code), text("name", structure.name),
                                   text("country", arena_copy_part(&setup->command->arena, structure.code,
                                                                   strnlen(structure.code, 2)))),
                              NULL);
    setup_close(setup, db);
    return refusal;
}

/* ---- an officer with a role ---- */

static bool holds(struct setup *setup, struct db *db, int64_t officer, const char *role) {
    return role_holds(db, officer, role, structure_find(db, setup_structure_code(setup, db)));
}

int64_t setup_key_owner(struct setup *setup, struct db *db) {
    struct key_line key;
    int64_t owner = 0;
    const char *no = setup->key ? key_line_read(&key, &setup->command->arena, setup->key) : NULL;
    int64_t known = setup->key && !no ? key_find(db, key.fingerprint) : 0;
    return known && !key_officer(db, known, &owner) ? owner : 0;
}

static bool wants_key(const struct setup *setup, const char *role) {
    return !strcmp(role, "administrator") && setup->key;
}

static bool is_officer(struct setup *setup, const char *role) {
    struct db *db = NULL;
    const char *refusal = setup_open_if_there(setup, &db);
    int64_t officer = !refusal && db ? access_badge(db, setup_code(setup, role)) : 0;
    bool is_so = officer && holds(setup, db, officer, role) &&
                 (!wants_key(setup, role) || setup_key_owner(setup, db) == officer);
    setup_close(setup, db);
    return is_so;
}

static REFUSAL make_officer(struct setup *setup, struct db *db, const char *role) {
    struct naming officer = setup_naming(setup, role);
    return record_save(db, ACTOR_OWNER, officer_put,
                       with(text("badge", officer.code), text("surname", officer.name),
                            text("given_name", officer.given),
                            text("structure", setup_structure_code(setup, db)), text("roles", role)),
                       NULL);
}

static REFUSAL give_role(struct setup *setup, struct db *db, int64_t officer, const char *role) {
    if (holds(setup, db, officer, role))
        return NULL;
    struct role_wish wish = { .officer = officer,
                              .structure = structure_find(db, setup_structure_code(setup, db)),
                              .role = role,
                              .why = _("by \"topcop setup\"") };
    return role_grant(db, ACTOR_OWNER, &wish, NULL);
}

/* What the officer comes in by first: said once, and only its hash is kept. */
static REFUSAL say_code(struct db *db, int64_t officer, const char *badge) {
    char code[CODE_TEXT];
    const char *refusal = code_issue(db, ACTOR_OWNER, officer, "password", code);
    if (!refusal)
        command_say(_("  %s chooses a password with the code %s within %d hours: ssh %s@HOST"), badge, code,
                    CODE_HOURS, SETUP_DOOR);
    return refusal;
}

static REFUSAL add_officer(struct setup *setup, const char *role) {
    struct db *db = NULL;
    const char *badge = setup_code(setup, role), *refusal = setup_open(setup, &db);
    if (!refusal && !access_badge(db, badge))
        refusal = make_officer(setup, db, role);
    int64_t officer = refusal ? 0 : access_badge(db, badge);
    if (!refusal)
        refusal = give_role(setup, db, officer, role);
    if (!refusal && wants_key(setup, role) && setup_key_owner(setup, db) != officer)
        refusal = key_add(db, ACTOR_OWNER, officer, setup->key, NULL, NULL);
    if (!refusal && setup_has_door(setup) && !password_is_set(db, officer))
        refusal = say_code(db, officer, badge);
    setup_close(setup, db);
    return refusal;
}

static bool is_administrator(struct setup *setup) {
    return is_officer(setup, "administrator");
}

static const char *add_administrator(struct setup *setup) {
    return add_officer(setup, "administrator");
}

static bool is_coordinator(struct setup *setup) {
    return is_officer(setup, "coordinator");
}

static const char *add_coordinator(struct setup *setup) {
    return add_officer(setup, "coordinator");
}

/* ---- somebody who can look after it ---- */

static bool is_made(const struct setup *setup) {
    return setup_is_real(setup) && access(setup->database, F_OK) == 0;
}

const char *setup_administrators(struct setup *setup) {
    struct db *db = NULL;
    const char *refusal = setup_open_if_there(setup, &db);
    const char *who = refusal || !db ? "" : role_administrators(db, &setup->command->arena);
    setup_close(setup, db);
    return who;
}

static const char *nobody_administers(struct setup *setup) {
    struct db *db = NULL;
    const char *refusal = setup_open_if_there(setup, &db);
    if (!refusal && db && !role_administrator_comes_in(db))
        refusal = refuse(_("No administrator can come in: name one by --administrator BADGE=SURNAME,GIVEN "
                           "--structure CODE=NAME, with --key FILE, --passwords, or both."));
    setup_close(setup, db);
    return refusal;
}

const struct step setup_people[] = {
    { .label = N_("the structure %s"), .names = "structure", .is_so = has_structure, .act = add_structure },
    { .label = N_("the administrator %s"),
      .names = "administrator",
      .is_so = is_administrator,
      .act = add_administrator },
    { .label = N_("the coordinator %s"),
      .names = "coordinator",
      .is_so = is_coordinator,
      .act = add_coordinator },
    { .label = N_("somebody who administers and can come in"),
      .is_wanted = is_made,
      .wrong = nobody_administers },
    { 0 },
};
