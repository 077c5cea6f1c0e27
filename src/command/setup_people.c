/* Who must be there before anybody can come in: a structure, an administrator and a coordinator of it. */
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/words.h"
#include "command/setup_owner.h"
#include "rules/access.h"
#include "rules/code.h"
#include "rules/key.h"
#include "rules/officer.h"
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

static bool names_structure(const struct setup *setup) {
    return command_option(setup->command, "structure") != NULL;
}

static bool names_administrator(const struct setup *setup) {
    return command_option(setup->command, "administrator") != NULL;
}

static bool names_coordinator(const struct setup *setup) {
    return command_option(setup->command, "coordinator") != NULL;
}

static bool is_there(struct setup *setup, int64_t (*find)(struct db *db, const char *code),
                     const char *option) {
    struct db *db = NULL;
    if (access(setup->database, F_OK) != 0)
        return false;
    const char *refusal = setup_open(setup, &db);
    bool is_there = !refusal && find(db, naming_of(setup, option).code) != 0;
    setup_close(setup, db);
    return is_there;
}

static bool has_structure(struct setup *setup) {
    return is_there(setup, structure_find, "structure");
}

static bool has_administrator(struct setup *setup) {
    return is_there(setup, access_badge, "administrator");
}

static bool has_coordinator(struct setup *setup) {
    return is_there(setup, access_badge, "coordinator");
}

static REFUSAL put(struct setup *setup, record_put *function, const struct db_value *values) {
    struct db *db = NULL;
    const char *refusal = setup_open(setup, &db);
    if (!refusal)
        refusal = record_save(db, ACTOR_OWNER, function, values, NULL);
    setup_close(setup, db);
    return refusal;
}

static const char *add_structure(struct setup *setup) {
    struct naming structure = naming_of(setup, "structure");
    return put(setup, structure_put,
               with(text("code", structure.code), text("name", structure.name),
                    text("country", arena_copy_part(&setup->command->arena, structure.code,
                                                    strnlen(structure.code, 2)))));
}

/* What the officer comes in by first: said once, and only its hash is kept. */
static REFUSAL say_code(struct setup *setup, const char *badge) {
    struct db *db = NULL;
    char code[CODE_TEXT];
    const char *refusal = setup_open(setup, &db);
    if (!refusal)
        refusal = code_issue(db, ACTOR_OWNER, access_badge(db, badge), "password", code);
    setup_close(setup, db);
    if (!refusal)
        command_say(_("  %s chooses a password with the code %s within %d hours: ssh %s@HOST"), badge, code,
                    CODE_HOURS, SETUP_DOOR);
    return refusal;
}

static REFUSAL add_officer(struct setup *setup, const char *role) {
    struct naming officer = naming_of(setup, role);
    if (!names_structure(setup))
        return command_misused(setup->command, _("--%s also needs --structure CODE=NAME."), role);
    const char *refusal = put(
        setup, officer_put,
        with(text("badge", officer.code), text("surname", officer.name), text("given_name", officer.given),
             text("structure", naming_of(setup, "structure").code), text("roles", role)));
    return !refusal && command_option(setup->command, "passwords") ? say_code(setup, officer.code) : refusal;
}

static REFUSAL add_key(struct setup *setup, const char *badge, const char *file) {
    struct db *db = NULL;
    struct buffer line = { 0 };
    const char *refusal = file_read(&line, file, KEY_MOST);
    if (!refusal)
        refusal = setup_open(setup, &db);
    if (!refusal)
        refusal = key_add(db, ACTOR_OWNER, access_badge(db, badge), line.text ? line.text : "", NULL, NULL);
    setup_close(setup, db);
    buffer_done(&line);
    return refusal;
}

static const char *add_administrator(struct setup *setup) {
    const char *key = command_option(setup->command, "key");
    const char *refusal = add_officer(setup, "administrator");
    return !refusal && key ? add_key(setup, naming_of(setup, "administrator").code, key) : refusal;
}

static const char *add_coordinator(struct setup *setup) {
    return add_officer(setup, "coordinator");
}

const struct step setup_people[] = {
    { N_("the first structure"), names_structure, has_structure, add_structure },
    { N_("the first administrator"), names_administrator, has_administrator, add_administrator },
    { N_("the first coordinator"), names_coordinator, has_coordinator, add_coordinator },
    { 0 }
};
