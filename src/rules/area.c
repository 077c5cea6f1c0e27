#include "rules/area.h"

#include "base/words.h"
#include "rules/access.h"
#include "rules/draft.h"

/* clang-format off */
static const struct column columns[] = {
    { "code", N_("Code"), .kind = COLUMN_TEXT, .required = true, .most = 32 },
    { "title", N_("Title"), .kind = COLUMN_TEXT, .required = true, .most = 200 },
    { "parent", N_("Parent"), .kind = COLUMN_REFERENCE, .lookup = "SELECT code FROM area WHERE code = :value" },
    { "valid_from", N_("Valid from"), .kind = COLUMN_DAY },
    { "valid_to", N_("Valid to"), .kind = COLUMN_DAY },
    { 0 }
};
/* clang-format on */

static const char *right(struct draft *draft, struct db *db, int64_t actor) {
    (void)draft;
    return access_check(db, actor, MAY_EDIT_COURSES, 0);
}

static const char *write(struct draft *draft, struct db *db, int64_t actor, struct record *record) {
    (void)actor;
    return draft_write(
        draft, db, NULL,
        "INSERT INTO area (code, title, parent_id, valid_from, valid_to) VALUES (:code, :title, "
        "(SELECT id FROM area WHERE code = :parent), :valid_from, nullif(:valid_to, ''))",
        "UPDATE area SET code = :code, title = :title, parent_id = (SELECT id FROM area WHERE "
        "code = :parent), valid_from = :valid_from, valid_to = nullif(:valid_to, '') "
        "WHERE id = :id",
        record);
}

static const struct record_kind kind = {
    .columns = columns,
    .find = "SELECT id FROM area WHERE code = :key",
    .load = "SELECT * FROM area_form WHERE id = :id",
    .right = right,
    .write = write,
};

const char *area_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                     struct record *record) {
    return draft_put(&kind, db, actor, values, how, record);
}
