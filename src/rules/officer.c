#include "rules/officer.h"

#include <string.h>

#include "base/words.h"
#include "rules/access.h"
#include "rules/code.h"
#include "rules/draft.h"
#include "rules/key_file.h"
#include "rules/registration.h"
#include "rules/role.h"

/* clang-format off */
static const struct column columns[] = {
    { "badge", N_("Badge"), .kind = COLUMN_TEXT, .required = true, .most = 32 },
    { "surname", N_("Surname"), .kind = COLUMN_TEXT, .required = true, .most = 80 },
    { "given_name", N_("Given name"), .kind = COLUMN_TEXT, .most = 80 },
    { "rank", N_("Rank"), .kind = COLUMN_TEXT, .most = 80 },
    { "post", N_("Post"), .kind = COLUMN_TEXT, .most = 120 },
    { "structure", N_("Structure"), .kind = COLUMN_REFERENCE, .required = true,
      .lookup = "SELECT code FROM structure WHERE code = :value" },
    { "manager", N_("Line manager"), .kind = COLUMN_REFERENCE, .lookup = "SELECT badge FROM officer WHERE badge = :value" },
    { "email", N_("E-mail"), .kind = COLUMN_TEXT, .most = 120 },
    { "phone", N_("Phone"), .kind = COLUMN_TEXT, .most = 40 },
    { "languages", N_("Languages"), .kind = COLUMN_TEXT, .most = 200 },
    { "clearance", N_("Clearance"), .kind = COLUMN_REFERENCE, .lookup = "SELECT code FROM clearance WHERE code = :value",
      .known = "SELECT group_concat(code, ', ') FROM clearance" },
    { "profile", N_("Profile"), .kind = COLUMN_REFERENCE, .lookup = "SELECT code FROM profile WHERE code = :value",
      .known = "SELECT group_concat(code, ', ') FROM profile" },
    { "login", N_("Account"), .kind = COLUMN_TEXT, .most = 64 },
    { "status", N_("Status"), .kind = COLUMN_REFERENCE, .required = true, .default_text = "active",
      .words = "active, suspended" },
    { "roles", N_("Roles"), .kind = COLUMN_TEXT, .most = 400 },
    { 0 }
};
/* clang-format on */

static void check_languages(struct draft *draft, struct db *db) {
    char **words = draft_words(&draft->arena, draft_text(draft, "languages"), " ,;");
    for (char **word = words; *word; word++) {
        char *level = strchr(*word, ':');
        bool known =
            level &&
            db_exists(db, "SELECT 1 FROM language WHERE code = :code",
                      with(text("code", arena_copy_part(&draft->arena, *word, (size_t)(level - *word)))));
        if (!known || strlen(level) != 3 || !strchr("ABC", level[1]) || !strchr("12", level[2]))
            draft_problem(draft, _("Languages are written as \"az:C2 en:B1\"; \"%s\" is none."), *word);
    }
    draft_set(draft, "languages", draft_sorted(&draft->arena, words));
}

/* "head" becomes "head@STRUCTURE", the officer's own. */
static void check_roles(struct draft *draft, struct db *db) {
    char **words = draft_words(&draft->arena, draft_text(draft, "roles"), " ,;");
    for (char **word = words; *word; word++) {
        if (!strchr(*word, '@'))
            *word = arena_format(&draft->arena, "%s@%s", *word, draft_text(draft, "structure"));
        if (!db_exists(db, "SELECT 1 FROM role r JOIN structure s WHERE r.code || '@' || s.code = :word",
                       with(text("word", *word))))
            draft_problem(draft, _("Roles are written as \"head@AZ-SCC\"; \"%s\" is none."), *word);
    }
    draft_set(draft, "roles", draft_sorted(&draft->arena, words));
}

static void check(struct draft *draft, struct db *db) {
    const char *login = draft_text(draft, "login"), *email = draft_text(draft, "email");
    if (draft_changed(draft, "languages"))
        check_languages(draft, db);
    if (draft_changed(draft, "roles"))
        check_roles(draft, db);
    if (strpbrk(draft_text(draft, "badge"), " @"))
        draft_problem(draft, _("Badge may hold neither blanks nor @."));
    if (*email && (!strchr(email, '@') || strchr(email, ' ')))
        draft_problem(draft, _("E-mail must be an address such as name@customs.example."));
    if (*login && draft_changed(draft, "login") &&
        db_exists(db, "SELECT 1 FROM officer WHERE login = :login AND id <> :id", draft->values))
        draft_problem(draft, _("Account \"%s\" belongs to another officer."), login);
    if (*draft_text(draft, "manager") && !strcmp(draft_text(draft, "manager"), draft_text(draft, "badge")))
        draft_problem(draft, _("Nobody is their own manager."));
}

static bool is_own_contact_only(const struct draft *draft, int64_t actor) {
    for (int i = 0; i < draft->count; i++)
        if (draft_changed(draft, columns[i].name) && strcmp(columns[i].name, "email") != 0 &&
            strcmp(columns[i].name, "phone") != 0)
            return false;
    return !draft->is_new && draft->id == actor;
}

static bool has_keys(struct db *db, int64_t officer) {
    return db_exists(db, "SELECT 1 FROM officer_key WHERE officer_id = :officer",
                     with(integer("officer", officer)));
}

/* Before what is wrong is told: that says which badges and accounts there are. */
static const char *check_right(struct draft *draft, struct db *db, int64_t actor) {
    if (is_own_contact_only(draft, actor))
        return NULL;
    const char *no = NULL;
    if (!draft->is_new)
        no = access_check(
            db, actor, MAY_EDIT_OFFICERS,
            db_int(db, 0, "SELECT structure_id FROM officer WHERE id = :id", with(integer("id", draft->id))));
    if (!no && draft_changed(draft, "structure"))
        no = access_check(db, actor, MAY_EDIT_OFFICERS,
                          db_int(db, 0, "SELECT id FROM structure WHERE code = :structure", draft->values));
    if (!no && !draft->is_new &&
        (draft_changed(draft, "badge") || draft_changed(draft, "login") || draft_changed(draft, "status")))
        no = role_check_account(db, actor, draft->id);
    if (!no && draft_changed(draft, "roles") && !draft->problem_count)
        no = role_check(db, actor, draft->id, draft_text(draft, "roles"));
    return no;
}

static const char *put_languages(struct draft *draft, struct db *db) {
    const char *no = db_run(db, "DELETE FROM officer_language WHERE officer_id = :id", draft->values);
    for (char **word = draft_words(&draft->arena, draft_text(draft, "languages"), " "); *word && !no; word++)
        no = db_run(db,
                    "INSERT OR REPLACE INTO officer_language (officer_id, language, level) "
                    "VALUES (:id, substr(:word, 1, 2), substr(:word, 4))",
                    with(integer("id", draft->id), text("word", *word)));
    return no;
}

static const char *write(struct draft *draft, struct db *db, int64_t actor, struct record *record) {
    bool is_of_roles = draft_changed(draft, "roles") || draft_changed(draft, "status");
    bool was_administered = is_of_roles && role_is_administered(db);
    const char *no = draft_write(
        draft, db, "officer",
        "INSERT INTO officer (badge, login, surname, given_name, name_fold, rank, post, structure_id, "
        "manager_id, "
        "email, phone, clearance, profile, status) VALUES (:badge, nullif(:login, ''), :surname, "
        ":given_name, "
        "fold(:surname || ' ' || :given_name), :rank, :post, (SELECT id FROM structure WHERE code = "
        ":structure), "
        "(SELECT id FROM officer WHERE badge = :manager), :email, :phone, nullif(:clearance, ''), "
        "nullif(:profile, ''), :status)",
        "UPDATE officer SET badge = :badge, login = nullif(:login, ''), surname = :surname, given_name = "
        ":given_name, name_fold = fold(:surname || ' ' || :given_name), rank = :rank, post = :post, "
        "structure_id = "
        "(SELECT id FROM structure WHERE code = :structure), manager_id = (SELECT id FROM officer WHERE "
        "badge = "
        ":manager), email = :email, phone = :phone, clearance = nullif(:clearance, ''), profile = "
        "nullif(:profile, ''), status = :status, rev = rev + 1 WHERE id = :id",
        record);
    if (!no && draft_changed(draft, "languages"))
        no = put_languages(draft, db);
    if (!no && draft_changed(draft, "roles"))
        no = role_put(db, actor, draft->id, draft_text(draft, "roles"));
    if (!no && is_of_roles)
        no = role_stays_administered(db, actor, was_administered);
    if (!no && draft_changed(draft, "status") && !strcmp(draft_text(draft, "status"), "suspended"))
        no = code_end_all(db, draft->id);
    if (!no && draft_changed(draft, "status") && has_keys(db, draft->id))
        key_file_write(db);
    if (!no && record->outcome == RECORD_CHANGED)
        no = registration_settle_officer(db, actor, draft->id, _("the officer's profile changed"));
    return no;
}

static const struct record_kind kind = {
    .columns = columns,
    .find = "SELECT id FROM officer WHERE badge = :key",
    .load = "SELECT * FROM officer_form WHERE id = :id",
    .right_comes_first = true,
    .check = check,
    .right = check_right,
    .write = write,
};

const char *officer_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                        struct record *record) {
    return draft_put(&kind, db, actor, values, how, record);
}
