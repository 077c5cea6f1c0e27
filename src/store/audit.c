#include "store/audit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/sodium.h"
#include "base/text.h"
#include "store/audit_row.h"

enum { HASH_BYTES = 32, HELD_MOST = 1000 /* changes held in memory at once */ };

/* What a write has done so far. */
struct audit {
    struct audit_tables tables;
    struct arena arena;
    struct audit_change *changes;
    int count;
    bool is_writing; /* rows of the audit itself */
};

/* The columns of a row in the order of their hashing. */
struct fields {
    const char *text[8]; /* NULL is SQL's NULL */
};

static void collect(void *data, sqlite3 *handle, int operation, const char *database, const char *table,
                    sqlite3_int64 before, sqlite3_int64 after) {
    struct db *db = data;
    struct audit *audit = db->audit;
    struct audit_change change;
    if (!db->writing || db->migrating || audit->is_writing || sqlite3_preupdate_depth(handle) > 0 ||
        strcmp(database, "main") != 0)
        return;
    if (!audit_row_read(db, &audit->tables, operation, table, operation == SQLITE_INSERT ? after : before,
                        &audit->arena, &change))
        return;
    audit->changes = arena_room(&audit->arena, audit->changes, audit->count, sizeof *audit->changes);
    audit->changes[audit->count++] = change;
}

void audit_begin(struct db *db) {
    if (db->audit)
        return;
    db->audit = memory_new(sizeof *db->audit);
    *db->audit = (struct audit){ 0 };
    sqlite3_preupdate_hook(db->handle, collect, db);
}

int audit_count(const struct db *db) {
    return db->audit->count;
}

void audit_forget(struct db *db, int count) {
    struct audit *audit = db->audit;
    audit->count = count;
    if (count == 0) {
        audit->changes = NULL;
        arena_done(&audit->arena);
    }
}

void audit_done(struct db *db) {
    if (!db->audit)
        return;
    arena_done(&db->audit->arena);
    arena_done(&db->audit->tables.arena);
    free(db->audit);
    db->audit = NULL;
}

static void zeros(char hash[AUDIT_HASH]) {
    memset(hash, '0', AUDIT_HASH - 1);
    hash[AUDIT_HASH - 1] = 0;
}

/* Makes the hash before a row into that of the row. */
static void chain(char hash[AUDIT_HASH], const struct fields *fields) {
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[HASH_BYTES];
    struct buffer row = { 0 };
    buffer_add(&row, hash);
    for (size_t i = 0; i < sizeof fields->text / sizeof *fields->text; i++)
        if (fields->text[i])
            buffer_format(&row, "%zu:%s,", strlen(fields->text[i]), fields->text[i]);
        else
            buffer_add(&row, "-,");
    sodium()->crypto_generichash(bytes, sizeof bytes, (const unsigned char *)row.text, row.length, NULL, 0);
    for (size_t i = 0; i < sizeof bytes; i++) {
        hash[2 * i] = digits[bytes[i] >> 4];
        hash[2 * i + 1] = digits[bytes[i] & 15];
    }
    buffer_done(&row);
}

int64_t audit_head(struct db *db, char hash[AUDIT_HASH]) {
    int64_t id = 0;
    zeros(hash);
    struct query *query = db_query(db, "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1", NULL);
    if (db_next(query)) {
        id = db_column_int(query, 0);
        snprintf(hash, AUDIT_HASH, "%s", db_column_text(query, 1));
    }
    db_done(query);
    return id;
}

static struct db_value who(const char *name, int64_t id) {
    return id ? integer(name, id) : (struct db_value){ .name = name, .kind = DB_NULL };
}

static const char *append(struct db *db, struct arena *arena, int64_t id, char hash[AUDIT_HASH],
                          const struct audit_change *change) {
    int64_t at = db_now(db);
    chain(hash,
          &(struct fields){
              { arena_format(arena, "%lld", (long long)id), arena_format(arena, "%lld", (long long)at),
                db->actor ? arena_format(arena, "%lld", (long long)db->actor) : NULL,
                db->visit ? arena_format(arena, "%lld", (long long)db->visit) : NULL, change->act,
                change->thing, arena_format(arena, "%lld", (long long)change->thing_id), change->detail } });
    return db_run(db,
                  "INSERT INTO audit (id, at, officer_id, visit_id, act, thing, thing_id, detail, hash) "
                  "VALUES (:id, :at, :officer, :visit, :act, :thing, :thing_id, :detail, :hash)",
                  with(integer("id", id), integer("at", at), who("officer", db->actor),
                       who("visit", db->visit), text("act", change->act), text("thing", change->thing),
                       integer("thing_id", change->thing_id), text("detail", change->detail),
                       text("hash", hash)));
}

const char *audit_flush(struct db *db, bool all) {
    struct audit *audit = db->audit;
    char hash[AUDIT_HASH];
    const char *no = NULL;
    if (audit->is_writing || db->trying || audit->count <= (all ? 0 : HELD_MOST))
        return NULL;
    sqlite3_int64 last = sqlite3_last_insert_rowid(db->handle);
    audit->is_writing = true;
    int64_t id = audit_head(db, hash);
    for (int i = 0; i < audit->count && !no; i++)
        no = append(db, &audit->arena, ++id, hash, &audit->changes[i]);
    audit->is_writing = false;
    audit_forget(db, 0);
    sqlite3_set_last_insert_rowid(db->handle, last);
    return no;
}

void db_actor(struct db *db, int64_t officer, int64_t visit) {
    db->actor = officer;
    db->visit = visit;
}

int64_t db_visit(const struct db *db) {
    return db->visit;
}

const char *audit_note(struct db *db, const char *act, const char *thing, int64_t thing_id,
                       const char *detail) {
    struct audit *audit = db->audit;
    assert(db->writing);
    audit->changes = arena_room(&audit->arena, audit->changes, audit->count, sizeof *audit->changes);
    audit->changes[audit->count++] = (struct audit_change){ .act = arena_copy(&audit->arena, act),
                                                            .thing = arena_copy(&audit->arena, thing),
                                                            .thing_id = thing_id,
                                                            .detail = text_clean(&audit->arena, detail) };
    return NULL;
}

struct note {
    const char *act, *thing, *detail;
    int64_t thing_id;
};

static const char *write_note(struct db *db, void *argument) {
    const struct note *note = argument;
    return audit_note(db, note->act, note->thing, note->thing_id, note->detail);
}

const char *audit_write(struct db *db, const char *act, const char *thing, int64_t thing_id,
                        const char *detail) {
    return db_write(db, write_note, &(struct note){ act, thing, detail, thing_id });
}

bool audit_has(struct db *db, int64_t id, const char *hash) {
    char none[AUDIT_HASH];
    zeros(none);
    if (id == 0)
        return !strcmp(hash, none);
    return db_exists(db, "SELECT 1 FROM audit WHERE id = :id AND hash = :hash",
                     with(integer("id", id), text("hash", hash)));
}

int64_t audit_verify(struct db *db, int64_t *broken) {
    char hash[AUDIT_HASH];
    int64_t count = 0;
    zeros(hash);
    *broken = 0;
    struct query *query = db_query_once(
        db, "SELECT id, at, officer_id, visit_id, act, thing, thing_id, detail, hash FROM audit ORDER BY id",
        NULL);
    while (!*broken && db_next(query)) {
        struct fields fields;
        for (int i = 0; i < 8; i++)
            fields.text[i] = db_column_text(query, i);
        chain(hash, &fields);
        const char *written = db_column_text(query, 8);
        if (db_column_int(query, 0) == count + 1 && written && !strcmp(written, hash))
            count++;
        else
            *broken = db_column_int(query, 0);
    }
    db_done(query);
    return count;
}
