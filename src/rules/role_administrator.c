/* That somebody administers, always. */
#include "base/buffer.h"
#include "base/words.h"
#include "rules/access.h"
#include "rules/role.h"

bool role_is_administered(struct db *db) {
    return db_exists(db,
                     "SELECT 1 FROM role_grant g JOIN officer o ON o.id = g.officer_id WHERE "
                     "g.role = 'administrator' AND o.status = 'active' AND g.ended_at IS NULL AND "
                     "g.delegated_from IS NULL AND g.valid_from <= today() AND "
                     "coalesce(g.valid_to, '9999') >= today()",
                     NULL);
}

const char *role_stays_administered(struct db *db, int64_t actor, bool was) {
    return !was || actor == ACTOR_OWNER || role_is_administered(db)
               ? NULL
               : refuse(_("Nobody would administer any more; give the role of administrator to somebody else "
                          "first."));
}

bool role_administrator_comes_in(struct db *db) {
    return db_exists(
        db,
        "SELECT 1 FROM role_now g WHERE g.role = 'administrator' AND (EXISTS (SELECT 1 FROM key_list k "
        "WHERE k.officer_id = g.officer_id AND k.state_name = 'valid') OR EXISTS (SELECT 1 FROM password p "
        "WHERE p.officer_id = g.officer_id) OR EXISTS (SELECT 1 FROM code c WHERE c.officer_id = "
        "g.officer_id AND c.used_at IS NULL AND c.expires_at > now()))",
        NULL);
}

char *role_administrators(struct db *db, struct arena *arena) {
    struct buffer out = { 0 };
    buffer_add(&out, "");
    struct query *query = db_query(
        db,
        "SELECT o.badge, trim(o.surname || ' ' || o.given_name), s.code, min(g.delegated_from IS NOT NULL) "
        "FROM "
        "role_grant g JOIN officer o ON o.id = g.officer_id JOIN structure s ON s.id = g.structure_id WHERE "
        "g.role = 'administrator' AND g.ended_at IS NULL AND EXISTS (SELECT 1 FROM role_now n WHERE "
        "n.officer_id = "
        "g.officer_id AND n.role = g.role AND n.structure_id = g.structure_id) AND g.valid_from <= today() "
        "AND "
        "coalesce(g.valid_to, '9999') >= today() GROUP BY o.id, s.id ORDER BY o.badge, s.code",
        NULL);
    while (db_next(query))
        buffer_format(&out, "%s%s %s (%s%s)", out.length ? ", " : "", db_column_text(query, 0),
                      db_column_text(query, 1), db_column_text(query, 2),
                      db_column_int(query, 3) ? _(", lent") : "");
    db_done(query);
    char *who = arena_copy(arena, out.text);
    buffer_done(&out);
    return who;
}
