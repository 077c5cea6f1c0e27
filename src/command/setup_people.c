/* Who must be there before anybody can come in: a structure, an administrator and a coordinator of it. */
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/words.h"
#include "command/setup_owner.h"
#include "rules/access.h"
#include "rules/code.h"
#include "rules/key.h"
#include "rules/key_line.h"
#include "rules/officer.h"
#include "rules/password.h"
#include "rules/role.h"
#include "rules/structure.h"

enum { KEY_MOST = 16 << 10 };

/* The parts of "CODE=NAME" or "BADGE=SURNAME,GIVEN NAME"; what is missing is "". */
struct naming {
    char *code, *name, *given;
};

static struct naming naming_of(struct setup *setup, const char *option) {
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

/* The database where there is one already, else NULL. */
static REFUSAL open_if_there(struct setup *setup, struct db **db) {
    *db = NULL;
    return access(setup->database, F_OK) == 0 ? setup_open(setup, db) : NULL;
}

/* On what roles are granted: the structure that is named, else the only one at the top; "" where that is not
 * clear. */
static const char *structure_code(struct setup *setup, struct db *db) {
    const char *named = setup_code(setup, "structure");
    const char *top = *named || !db ? NULL : structure_top(db, &setup->command->arena);
    return top ? top : named;
}

/* ---- what the options say ---- */

static REFUSAL read_key(struct setup *setup, struct key_line *key, struct buffer *line) {
    const char *refusal = file_read(line, command_option(setup->command, "key"), KEY_MOST);
    buffer_add(line, "");
    return refusal ? refusal : key_line_read(key, &setup->command->arena, line->text);
}

static REFUSAL check_key(struct setup *setup) {
    struct buffer line = { 0 };
    struct key_line key;
    if (!command_option(setup->command, "key"))
        return NULL;
    if (!command_option(setup->command, "administrator"))
        return command_misused(setup->command, _("--key is the administrator's: name them, too."));
    const char *refusal = read_key(setup, &key, &line);
    buffer_done(&line);
    return refusal;
}

static REFUSAL check_structure(struct setup *setup, struct db *db) {
    struct naming structure = naming_of(setup, "structure");
    bool is_known = db && structure_find(db, structure.code);
    return command_option(setup->command, "structure") && !is_known && !*structure.name
               ? command_misused(setup->command,
                                 _("There is no structure \"%s\"; --structure %s=NAME makes it."),
                                 structure.code, structure.code)
               : NULL;
}

static REFUSAL check_officer(struct setup *setup, struct db *db, const char *role) {
    struct naming officer = naming_of(setup, role);
    int64_t id = db ? access_badge(db, officer.code) : 0;
    if (!command_option(setup->command, role))
        return NULL;
    if (!id && !*officer.name)
        return command_misused(setup->command, _("There is no officer \"%s\"; --%s %s=SURNAME makes them."),
                               officer.code, role, officer.code);
    if (!*structure_code(setup, db))
        return command_misused(setup->command,
                               _("--%s also needs --structure CODE, or CODE=NAME of a new one."), role);
    return id && access_check(db, id, MAY_REGISTER, 0)
               ? refuse(_("%s is suspended; make them active first, on their form or by \"topcop import "
                          "officers\"."),
                        officer.code)
               : NULL;
}

const char *setup_check_people(struct setup *setup) {
    struct db *db = NULL;
    const char *refusal = check_key(setup);
    if (!refusal)
        refusal = open_if_there(setup, &db);
    if (!refusal)
        refusal = check_structure(setup, db);
    if (!refusal)
        refusal = check_officer(setup, db, "administrator");
    if (!refusal)
        refusal = check_officer(setup, db, "coordinator");
    setup_close(setup, db);
    return refusal;
}

/* ---- the structure ---- */

static bool has_structure(struct setup *setup) {
    struct db *db = NULL;
    const char *refusal = open_if_there(setup, &db);
    bool is_there = !refusal && db && structure_find(db, setup_code(setup, "structure"));
    setup_close(setup, db);
    return is_there;
}

static const char *add_structure(struct setup *setup) {
    struct naming structure = naming_of(setup, "structure");
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
    return role_holds(db, officer, role, structure_find(db, structure_code(setup, db)));
}

/* Whether the key of --key opens the door to the officer. */
static bool comes_in_by_key(struct setup *setup, struct db *db, int64_t officer) {
    struct buffer line = { 0 };
    struct key_line key;
    int64_t owner = 0;
    const char *no = read_key(setup, &key, &line);
    int64_t known = no ? 0 : key_find(db, key.fingerprint);
    no = known ? key_officer(db, known, &owner) : no;
    buffer_done(&line);
    return !no && owner == officer;
}

static bool wants_key(const struct setup *setup, const char *role) {
    return !strcmp(role, "administrator") && command_option(setup->command, "key");
}

static bool is_officer(struct setup *setup, const char *role) {
    struct db *db = NULL;
    const char *refusal = open_if_there(setup, &db);
    int64_t officer = !refusal && db ? access_badge(db, setup_code(setup, role)) : 0;
    bool is_so = officer && holds(setup, db, officer, role) &&
                 (!wants_key(setup, role) || comes_in_by_key(setup, db, officer));
    setup_close(setup, db);
    return is_so;
}

static REFUSAL make_officer(struct setup *setup, struct db *db, const char *role) {
    struct naming officer = naming_of(setup, role);
    return record_save(db, ACTOR_OWNER, officer_put,
                       with(text("badge", officer.code), text("surname", officer.name),
                            text("given_name", officer.given), text("structure", structure_code(setup, db)),
                            text("roles", role)),
                       NULL);
}

static REFUSAL give_role(struct setup *setup, struct db *db, int64_t officer, const char *role) {
    if (holds(setup, db, officer, role))
        return NULL;
    struct role_wish wish = { .officer = officer,
                              .structure = structure_find(db, structure_code(setup, db)),
                              .role = role,
                              .why = _("by \"topcop setup\"") };
    return role_grant(db, ACTOR_OWNER, &wish, NULL);
}

static REFUSAL give_key(struct setup *setup, struct db *db, int64_t officer) {
    struct buffer line = { 0 };
    struct key_line key;
    const char *refusal = comes_in_by_key(setup, db, officer) ? NULL : read_key(setup, &key, &line);
    if (!refusal && line.length)
        refusal = key_add(db, ACTOR_OWNER, officer, line.text, NULL, NULL);
    buffer_done(&line);
    return refusal;
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
    if (!refusal && wants_key(setup, role))
        refusal = give_key(setup, db, officer);
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

static const char *nobody_administers(struct setup *setup) {
    struct db *db = NULL;
    const char *refusal = setup_open(setup, &db);
    if (!refusal && !role_administrator_comes_in(db))
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
