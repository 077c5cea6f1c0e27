/* The roles of an officer as one text, for a column of imports and forms. */
#include <string.h>

#include "base/words.h"
#include "rules/access.h"
#include "rules/role_act.h"

/* Goes through what would end and what would be granted, in that order: checks the right to it, or does it.
 */
struct change {
    int64_t actor, officer;
    bool is_done;
};

static REFUSAL end_others(struct db *db, const struct change *change, const char *roles) {
    const char *no = NULL;
    struct arena arena = { 0 };
    int64_t *gone = NULL;
    int count = 0;
    struct query *query = db_query(
        db,
        "SELECT g.id, g.role, g.structure_id FROM role_grant g JOIN structure s ON s.id = g.structure_id "
        "WHERE g.officer_id = :officer AND g.ended_at IS NULL AND g.delegated_from IS NULL "
        "AND coalesce(g.valid_to, '9999') >= today() "
        "AND instr(' ' || :roles || ' ', ' ' || g.role || '@' || s.code || ' ') = 0",
        with(integer("officer", change->officer), text("roles", roles)));
    while (!no && db_next(query)) {
        if (!change->is_done)
            no = role_check_grant(db, change->actor, db_column_text(query, 1), db_column_int(query, 2));
        gone = arena_room(&arena, gone, count, sizeof *gone);
        gone[count++] = db_column_int(query, 0);
    }
    db_done(query);
    for (int i = 0; i < count && !no && change->is_done; i++)
        no = role_end_grant(db, change->actor, gone[i], _("taken out of the officer's roles"));
    arena_done(&arena);
    return no;
}

static REFUSAL add(struct db *db, const struct change *change, const char *role, const char *structure) {
    struct role_act act = { .actor = change->actor, .officer = change->officer, .role = role, .why = "" };
    act.structure =
        db_int(db, 0, "SELECT id FROM structure WHERE code = :code", with(text("code", structure)));
    if (db_exists(
            db,
            "SELECT 1 FROM role_grant WHERE officer_id = :officer AND role = :role AND structure_id = "
            ":structure AND ended_at IS NULL AND delegated_from IS NULL "
            "AND coalesce(valid_to, '9999') >= today()",
            with(integer("officer", act.officer), text("role", role), integer("structure", act.structure))))
        return NULL;
    if (change->is_done)
        return role_insert(db, &act);
    const char *no = role_check_grant(db, act.actor, role, act.structure);
    return no || act.actor == ACTOR_OWNER || act.officer != act.actor ? no : refuse("%s", _(ROLE_TO_ONESELF));
}

static REFUSAL go_through(struct db *db, const struct change *change, const char *roles) {
    const char *no = end_others(db, change, roles);
    struct arena arena = { 0 };
    for (const char *at = roles + strspn(roles, " "); *at && !no; at += strspn(at, " ")) {
        size_t length = strcspn(at, " "), role = strcspn(at, "@");
        no = add(db, change, arena_copy_part(&arena, at, role),
                 arena_copy_part(&arena, at + role + 1, length - role - 1));
        at += length;
    }
    arena_done(&arena);
    return no;
}

const char *role_check(struct db *db, int64_t actor, int64_t officer, const char *roles) {
    return go_through(db, &(struct change){ .actor = actor, .officer = officer }, roles);
}

const char *role_put(struct db *db, int64_t actor, int64_t officer, const char *roles) {
    return go_through(db, &(struct change){ .actor = actor, .officer = officer, .is_done = true }, roles);
}
