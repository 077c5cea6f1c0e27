#include "store/audit_row.h"

#include <string.h>

#include "base/text.h"

enum { SHOWN = 200 }; /* columns of a value on a screen; what is longer is cut */

enum keeps { KEEPS_VALUE, KEEPS_NOTHING, KEEPS_NAME, KEEPS_THING };

struct column {
    const char *name;
    enum keeps keeps;
};

struct audit_table {
    const char *name, *thing;
    bool is_kept;
    int id, act; /* columns: of the id of the thing, of what was done; -1: none */
    int count;
    struct column *columns;
};

static enum keeps rule_of(struct db *db, const char *table, const char *part) {
    static const char *const words[] = { "", "nothing", "name", "thing" };
    struct arena arena = { 0 };
    int found = KEEPS_VALUE;
    const char *keeps = db_text(db, &arena,
                                "SELECT keeps FROM audit_rule WHERE :thing GLOB thing AND :part GLOB part "
                                "ORDER BY length(thing) + length(part) DESC LIMIT 1",
                                with(text("thing", table), text("part", part)));
    for (int i = 0; keeps && i < 4; i++)
        found = strcmp(words[i], keeps) ? found : i;
    arena_done(&arena);
    return (enum keeps)found;
}

/* "registration_id" of a row about another thing: "registration". */
static const char *thing_of(struct arena *arena, const char *column) {
    size_t length = strlen(column);
    return length > 3 && !strcmp(column + length - 3, "_id") ? arena_copy_part(arena, column, length - 3)
                                                             : column;
}

static void learn_column(struct db *db, struct audit_tables *tables, struct audit_table *table,
                         const char *name) {
    int number = table->count;
    struct column *column;
    table->columns = arena_room(&tables->arena, table->columns, number, sizeof *table->columns);
    column = &table->columns[table->count++];
    *column =
        (struct column){ .name = arena_copy(&tables->arena, name), .keeps = rule_of(db, table->name, name) };
    if (column->keeps == KEEPS_THING) {
        table->thing = thing_of(&tables->arena, column->name);
        table->id = number;
    } else if (table->id < 0 && !strcmp(name, "id"))
        table->id = number;
    if (!strcmp(name, "act") || !strcmp(name, "decision"))
        table->act = number;
}

static const struct audit_table *learn(struct db *db, struct audit_tables *tables, const char *name) {
    tables->list = arena_room(&tables->arena, tables->list, tables->count, sizeof *tables->list);
    struct audit_table *table = &tables->list[tables->count];
    *table = (struct audit_table){ .name = arena_copy(&tables->arena, name), .id = -1, .act = -1 };
    table->thing = table->name;
    table->is_kept = rule_of(db, name, "") != KEEPS_NOTHING;
    if (table->is_kept) {
        struct query *query =
            db_query(db, "SELECT name FROM pragma_table_xinfo(:name) ORDER BY cid", with(text("name", name)));
        while (db_next(query))
            learn_column(db, tables, table, db_column_text(query, 0));
        db_done(query);
    }
    tables->count++;
    return table;
}

static const struct audit_table *find(struct db *db, struct audit_tables *tables, const char *name) {
    for (int i = 0; i < tables->count; i++)
        if (!strcmp(tables->list[i].name, name))
            return &tables->list[i];
    return learn(db, tables, name);
}

static void add_value(struct buffer *out, sqlite3_value *value) {
    struct arena arena = { 0 };
    const char *text = value ? (const char *)sqlite3_value_text(value) : NULL;
    char *clean = text_clean(&arena, text ? text : "");
    size_t head = text_head(clean, SHOWN);
    buffer_add_part(out, clean, head);
    if (clean[head])
        buffer_add(out, "…");
    arena_done(&arena);
}

static bool is_empty(sqlite3_value *value) {
    return !value || sqlite3_value_type(value) == SQLITE_NULL ||
           (sqlite3_value_type(value) == SQLITE_TEXT && sqlite3_value_bytes(value) == 0);
}

static bool same(sqlite3_value *one, sqlite3_value *other) {
    if (!one || !other || sqlite3_value_type(one) != sqlite3_value_type(other))
        return !one && !other;
    const char *first = (const char *)sqlite3_value_text(one),
               *second = (const char *)sqlite3_value_text(other);
    return !first || !second ? first == second : !strcmp(first, second);
}

/* "name: before -> after" where both are given, "name: value" of one; of some only the name. */
static void add_column(struct buffer *out, const struct column *column, sqlite3_value *before,
                       sqlite3_value *after, bool is_change) {
    bool is_said = is_change ? !same(before, after) : !is_empty(before ? before : after);
    if (column->keeps == KEEPS_NOTHING || !is_said)
        return;
    buffer_format(out, "%s%s", out->length ? "; " : "", column->name);
    if (column->keeps == KEEPS_NAME)
        return;
    buffer_add(out, ": ");
    add_value(out, is_change || before ? before : after);
    if (is_change) {
        buffer_add(out, " -> ");
        add_value(out, after);
    }
}

bool audit_row_read(struct db *db, struct audit_tables *tables, int operation, const char *name, int64_t row,
                    struct arena *arena, struct audit_change *change) {
    const struct audit_table *table = find(db, tables, name);
    struct buffer detail = { 0 };
    bool is_change = operation == SQLITE_UPDATE;
    if (!table->is_kept)
        return false;
    *change = (struct audit_change){ .thing = arena_copy(arena, table->thing),
                                     .thing_id = table->id < 0 ? row : 0,
                                     .act = is_change                    ? "changed"
                                            : operation == SQLITE_INSERT ? "added"
                                                                         : "removed" };
    buffer_clear(&detail);
    bool is_part = table->thing != table->name;
    if (is_part && !is_change)
        buffer_add(&detail, table->name);
    for (int i = 0; i < table->count && i < sqlite3_preupdate_count(db->handle); i++) {
        sqlite3_value *before = NULL, *after = NULL;
        if (operation != SQLITE_INSERT)
            sqlite3_preupdate_old(db->handle, i, &before);
        if (operation != SQLITE_DELETE)
            sqlite3_preupdate_new(db->handle, i, &after);
        sqlite3_value *present = after ? after : before;
        if (i == table->id)
            change->thing_id = present ? sqlite3_value_int64(present) : 0;
        else if (i == table->act && operation == SQLITE_INSERT)
            change->act = arena_copy(arena, (const char *)sqlite3_value_text(present));
        else
            add_column(&detail, &table->columns[i], before, after, is_change);
    }
    bool is_said = detail.length || !is_change;
    change->detail = arena_copy(arena, detail.text);
    buffer_done(&detail);
    return is_said;
}
