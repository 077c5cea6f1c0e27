#include "rules/key_list.h"

static char *copy(struct query *query, struct arena *arena, int column) {
    return arena_copy(arena, db_column_text(query, column));
}

/* Of the columns badge, fingerprint, type, label, until, used, state_name, id in this order. */
static struct key_row read_row(struct query *query, struct arena *arena) {
    return (struct key_row){ .badge = copy(query, arena, 0),
                             .fingerprint = copy(query, arena, 1),
                             .type = copy(query, arena, 2),
                             .label = copy(query, arena, 3),
                             .until = copy(query, arena, 4),
                             .used = copy(query, arena, 5),
                             .state_name = copy(query, arena, 6),
                             .id = db_column_int(query, 7) };
}

const struct key_row *key_list(struct db *db, struct arena *arena, int64_t actor, int64_t officer,
                               int *count) {
    struct key_row *rows = NULL;
    *count = 0;
    struct query *query =
        db_query(db,
                 "SELECT badge, fingerprint, type, label, until, used, state_name, id FROM key_list k WHERE "
                 "(:officer = 0 OR officer_id = :officer) AND (:actor IN (0, officer_id) OR EXISTS (SELECT 1 "
                 "FROM reach r WHERE r.officer_id = :actor AND r.structure_id = k.structure_id AND "
                 "r.capability IN ('edit_officers', 'administer'))) ORDER BY badge, id",
                 with(integer("officer", officer), integer("actor", actor)));
    while (db_next(query)) {
        rows = arena_room(arena, rows, *count, sizeof *rows);
        rows[(*count)++] = read_row(query, arena);
    }
    db_done(query);
    return rows;
}

const struct key_row *key_row(struct db *db, struct arena *arena, int64_t key) {
    struct key_row *row = arena_new(arena, sizeof *row);
    struct query *query = db_query(
        db,
        "SELECT badge, fingerprint, type, label, until, used, state_name, id FROM key_list WHERE id = :key",
        with(integer("key", key)));
    if (!db_next(query))
        die("there is no key %lld", (long long)key);
    *row = read_row(query, arena);
    db_done(query);
    return row;
}
