#include "rules/structure.h"

#include <ctype.h>
#include <string.h>

#include "base/words.h"
#include "rules/access.h"
#include "rules/draft.h"

/* clang-format off */
static const struct column columns[] = {
    { "code", N_("Code"), .kind = COLUMN_TEXT, .required = true, .most = 32 },
    { "name", N_("Name"), .kind = COLUMN_TEXT, .required = true, .most = 200 },
    { "local_name", N_("Local name"), .kind = COLUMN_TEXT, .most = 200 },
    { "type", N_("Type"), .kind = COLUMN_REFERENCE, .required = true,
      .lookup = "SELECT code FROM structure_type WHERE code = :value",
      .known = "SELECT group_concat(code, ', ') FROM structure_type", .default_text = "other" },
    { "parent", N_("Belongs to"), .kind = COLUMN_REFERENCE, .lookup = "SELECT code FROM structure WHERE code = :value" },
    { "country", N_("Country"), .kind = COLUMN_TEXT, .required = true, .most = 2 },
    { "staff", N_("Staff"), .kind = COLUMN_INTEGER, .most = 10000000 },
    { "valid_from", N_("Valid from"), .kind = COLUMN_DAY },
    { "valid_to", N_("Valid until"), .kind = COLUMN_DAY },
    { 0 }
};
/* clang-format on */

int64_t structure_find(struct db *db, const char *code) {
    return db_int(db, 0, "SELECT id FROM structure WHERE code = :code", with(text("code", code)));
}

char *structure_top(struct db *db, struct arena *arena) {
    return db_text(db, arena,
                   "SELECT code FROM structure WHERE parent_id IS NULL GROUP BY NULL HAVING count(*) = 1",
                   NULL);
}

static const char *check_right(struct draft *draft, struct db *db, int64_t actor) {
    const char *parent = draft_text(draft, "parent"), *before = draft_before(draft, "parent");
    bool moves = draft->is_new || draft_changed(draft, "parent");
    const char *no = NULL;
    if (!draft->is_new)
        no = access_check(db, actor, MAY_EDIT_STRUCTURES, draft->id);
    if (!no && moves && *before)
        no = access_check(db, actor, MAY_EDIT_STRUCTURES, structure_find(db, before));
    if (!no && moves && *parent)
        no = access_check(db, actor, MAY_EDIT_STRUCTURES, structure_find(db, parent));
    if (!no && moves && !*parent && actor != ACTOR_OWNER)
        no = refuse(
            _("Belongs to is missing; only the owner of the database makes a structure below no other."));
    return no;
}

static void check(struct draft *draft, struct db *db) {
    (void)db;
    const char *country = draft_text(draft, "country"), *to = draft_text(draft, "valid_to");
    if (strpbrk(draft_text(draft, "code"), " @"))
        draft_problem(draft, _("Code may hold neither blanks nor @."));
    if (*country && !(isupper((unsigned char)country[0]) && isupper((unsigned char)country[1])))
        draft_problem(draft, _("Country must be two capital letters such as AZ."));
    if (*to && strcmp(draft_text(draft, "valid_from"), to) > 0)
        draft_problem(draft, _("Valid until must not be before valid from."));
}

static const char *write(struct draft *draft, struct db *db, int64_t actor, struct record *record) {
    (void)actor;
    return draft_write(
        draft, db, "structure",
        "INSERT INTO structure (code, name, name_fold, local_name, type, parent_id, country, staff, "
        "valid_from, valid_to) VALUES (:code, :name, fold(:name), :local_name, :type, "
        "(SELECT id FROM structure WHERE code = :parent), :country, nullif(:staff, ''), :valid_from, "
        "nullif(:valid_to, ''))",
        "UPDATE structure SET code = :code, name = :name, name_fold = fold(:name), local_name = "
        ":local_name, type = :type, parent_id = (SELECT id FROM structure WHERE code = :parent), country "
        "= "
        ":country, staff = nullif(:staff, ''), valid_from = :valid_from, valid_to = nullif(:valid_to, "
        "''), "
        "rev = rev + 1 WHERE id = :id",
        record);
}

static const struct record_kind kind = {
    .columns = columns,
    .find = "SELECT id FROM structure WHERE code = :key",
    .load = "SELECT * FROM structure_form WHERE id = :id",
    .check = check,
    .right = check_right,
    .write = write,
};

const char *structure_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                          struct record *record) {
    return draft_put(&kind, db, actor, values, how, record);
}
