/* Whether what the options say of people can be done, before anything is. */
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "base/words.h"
#include "command/setup_people.h"
#include "rules/access.h"
#include "rules/key_line.h"
#include "rules/structure.h"

enum { KEY_MOST = 16 << 10 };

/* Root reads it, once: the owner of the database may not be able to. */
static REFUSAL read_key(struct setup *setup) {
    struct buffer line = { 0 };
    const char *refusal = file_read(&line, command_option(setup->command, "key"), KEY_MOST);
    setup->key = arena_copy(&setup->command->arena, line.length ? line.text : "");
    buffer_done(&line);
    return refusal;
}

static REFUSAL check_key(struct setup *setup) {
    struct key_line key;
    if (!command_option(setup->command, "key"))
        return NULL;
    if (!command_option(setup->command, "administrator"))
        return command_misused(setup->command, _("--key is the administrator's: name them, too."));
    const char *refusal = read_key(setup);
    return refusal ? refusal : key_line_read(&key, &setup->command->arena, setup->key);
}

static REFUSAL check_structure(struct setup *setup, struct db *db) {
    struct naming structure = setup_naming(setup, "structure");
    bool is_known = db && structure_find(db, structure.code);
    return command_option(setup->command, "structure") && !is_known && !*structure.name
               ? command_misused(setup->command,
                                 _("There is no structure \"%s\"; --structure %s=NAME makes it."),
                                 structure.code, structure.code)
               : NULL;
}

/* A badge that is mistyped would make somebody else administrator. */
static REFUSAL check_known(struct setup *setup, struct db *db, int64_t id, const struct naming *officer) {
    struct arena *arena = &setup->command->arena;
    struct person person;
    if (access_check(db, id, MAY_REGISTER, 0))
        return refuse(_("%s is suspended; make them active first, on their form or by \"topcop import "
                        "officers\"."),
                      officer->code);
    if (!access_person(db, id, arena, &person))
        return NULL;
    const char *name = text_fold(arena, person.name);
    return strstr(name, text_fold(arena, officer->name)) && strstr(name, text_fold(arena, officer->given))
               ? NULL
               : refuse(_("%s is %s, not %s %s; nothing was done."), officer->code, person.name,
                        officer->given, officer->name);
}

static REFUSAL check_new(struct setup *setup, const char *role, const struct naming *officer) {
    if (!*officer->name)
        return command_misused(setup->command, _("There is no officer \"%s\"; --%s %s=SURNAME makes them."),
                               officer->code, role, officer->code);
    bool comes_in = setup->key || setup_has_door(setup) || !setup_is_real(setup);
    return comes_in || strcmp(role, "administrator") != 0
               ? NULL
               : command_misused(setup->command,
                                 _("How does %s come in? By --key FILE, --passwords, or both."),
                                 officer->code);
}

static REFUSAL check_officer(struct setup *setup, struct db *db, const char *role) {
    struct naming officer = setup_naming(setup, role);
    int64_t id = db ? access_badge(db, officer.code) : 0;
    if (!command_option(setup->command, role))
        return NULL;
    const char *no = id ? check_known(setup, db, id, &officer) : check_new(setup, role, &officer);
    int64_t owner = db && !strcmp(role, "administrator") ? setup_key_owner(setup, db) : 0;
    if (!no && owner && owner != id)
        no = refuse(_("The key of --key is another officer's already; nothing was done."));
    return no || *setup_structure_code(setup, db)
               ? no
               : command_misused(setup->command,
                                 _("--%s also needs --structure CODE, or CODE=NAME of a new one."), role);
}

const char *setup_check_people(struct setup *setup) {
    struct db *db = NULL;
    const char *refusal = check_key(setup);
    bool is_hidden =
        access(setup->database, F_OK) == 0 && !setup_has_database(setup); /* until it is mended */
    if (refusal || is_hidden)
        return refusal;
    refusal = setup_open_if_there(setup, &db);
    if (!refusal)
        refusal = check_structure(setup, db);
    if (!refusal)
        refusal = check_officer(setup, db, "administrator");
    if (!refusal)
        refusal = check_officer(setup, db, "coordinator");
    setup_close(setup, db);
    return refusal;
}
