#include "rules/key.h"

#include <string.h>

#include "base/clock.h"
#include "base/words.h"
#include "rules/access.h"
#include "rules/code.h"
#include "rules/key_file.h"
#include "rules/key_line.h"
#include "rules/password.h"
#include "rules/role.h"

const char *key_officer(struct db *db, int64_t key, int64_t *officer) {
    struct query *row = db_query(db,
                                 "SELECT k.officer_id, CASE WHEN k.revoked_at IS NOT NULL THEN "
                                 "moment(k.revoked_at) END, k.valid_to, o.status, k.valid_to < today() "
                                 "FROM officer_key k JOIN officer o ON o.id = k.officer_id WHERE k.id = :key",
                                 with(integer("key", key)));
    const char *no = NULL;
    if (!db_next(row))
        no = refuse(_("This key is not known."));
    else if (db_column_text(row, 1))
        no = refuse(_("This key was revoked on %s; ask your coordinator."), db_column_text(row, 1));
    else if (db_column_int(row, 4))
        no = refuse(_("This key was good until %s; ask your coordinator."), db_column_text(row, 2));
    else if (strcmp(db_column_text(row, 3), "active") != 0)
        no = refuse(_("You are suspended here; ask your coordinator."));
    else
        *officer = db_column_int(row, 0);
    db_done(row);
    return no;
}

const char *key_used(struct db *db, int64_t key) {
    return db_run(db, "UPDATE officer_key SET last_used_at = now() WHERE id = :key",
                  with(integer("key", key)));
}

int64_t key_find(struct db *db, const char *fingerprint) {
    return db_int(db, 0, "SELECT id FROM officer_key WHERE fingerprint = :fingerprint",
                  with(text("fingerprint", fingerprint)));
}

static bool may_see(struct db *db, int64_t actor, int64_t officer) {
    return actor == officer ||
           access_reaches(db, actor, MAY_SEE_OFFICERS,
                          db_int(db, -1, "SELECT structure_id FROM officer WHERE id = :officer",
                                 with(integer("officer", officer))));
}

/* ---- adding ---- */

struct adding {
    int64_t actor, officer;
    const char *valid_to, *label;
    const struct key_line *key;
    const char *code; /* used up by it; NULL: none is needed */
    int64_t id;
};

static REFUSAL refuse_known(struct db *db, const struct adding *adding) {
    struct query *row = db_query(db,
                                 "SELECT k.officer_id, o.badge, o.surname || ' ' || o.given_name, "
                                 "k.revoked_at IS NOT NULL, moment(k.added_at) FROM officer_key k JOIN "
                                 "officer o ON o.id = k.officer_id WHERE k.fingerprint = :fingerprint",
                                 with(text("fingerprint", adding->key->fingerprint)));
    const char *no = NULL;
    if (db_next(row)) {
        int64_t holder = db_column_int(row, 0);
        if (db_column_int(row, 3))
            no = refuse(_("This key was revoked; a revoked key never comes back. Make a new pair with "
                          "\"ssh-keygen -t ed25519\"."));
        else if (holder == adding->officer)
            no = refuse(_("This key is there already, since %s."), db_column_text(row, 4));
        else if (may_see(db, adding->actor, holder))
            no = refuse(_("This key belongs to %s (%s) already; a key is for one officer alone."),
                        db_column_text(row, 2), db_column_text(row, 1));
        else
            no = refuse(_("This key belongs to somebody else already; a key is for one officer alone. Make a "
                          "new pair with \"ssh-keygen -t ed25519\"."));
    }
    db_done(row);
    return no;
}

static REFUSAL check_day(const char *valid_to) {
    char day[CLOCK_DAY], today[CLOCK_DAY];
    int64_t number;
    if (!valid_to || !*valid_to)
        return NULL;
    if (!clock_day_number(valid_to, &number))
        return refuse(_("\"%s\" is no day; one is written 2027-12-31."), valid_to);
    return strcmp(clock_day(number, day), clock_today(today)) < 0
               ? refuse(_("The key would have ended on %s already; give a day to come."), valid_to)
               : NULL;
}

/* What is refused before a code is used up, and again when the key is added. */
static REFUSAL check(struct db *db, const struct adding *adding) {
    const char *no = check_day(adding->valid_to);
    if (!no && !db_exists(db, "SELECT 1 FROM officer WHERE id = :officer AND status = 'active'",
                          with(integer("officer", adding->officer))))
        no = refuse(_("Only an active officer has keys."));
    return no ? no : refuse_known(db, adding);
}

static const char *add(struct db *db, void *argument) {
    struct adding *adding = argument;
    const char *no = check(db, adding);
    if (!no)
        no = db_run(
            db,
            "INSERT INTO officer_key (officer_id, type, blob, fingerprint, label, valid_to, added_at, "
            "added_by) VALUES (:officer, :type, :blob, :fingerprint, :label, nullif(:valid_to, ''), now(), "
            "nullif(:actor, 0))",
            with(integer("officer", adding->officer), text("type", adding->key->type),
                 text("blob", adding->key->blob), text("fingerprint", adding->key->fingerprint),
                 text("label", adding->label), text("valid_to", adding->valid_to),
                 integer("actor", adding->actor)));
    if (!no)
        adding->id = db_last_id(db);
    if (!no && adding->code)
        no = code_redeem(db, adding->officer, "key", adding->code);
    key_file_write(db);
    return no;
}

const char *key_add(struct db *db, int64_t actor, int64_t officer, const char *line, const char *valid_to,
                    int64_t *id) {
    if (actor != ACTOR_OWNER)
        return refuse(_("Only the owner of the database adds a key for somebody; officers add their own on "
                        "their profile, with their password or a code."));
    struct arena arena = { 0 };
    struct key_line key;
    const char *no = key_line_read(&key, &arena, line);
    struct adding adding = { .officer = officer, .valid_to = valid_to, .label = key.label, .key = &key };
    if (!no)
        no = db_write(db, add, &adding);
    if (!no && id)
        *id = adding.id;
    arena_done(&arena);
    return no;
}

const char *key_enter(struct db *db, int64_t officer, const char *line, const char *label,
                      const char *valid_to, const char *proof) {
    struct arena arena = { 0 };
    struct key_line key;
    bool has_password = password_is_set(db, officer);
    const char *no = key_line_read(&key, &arena, line);
    struct adding adding = { .actor = officer,
                             .officer = officer,
                             .valid_to = valid_to,
                             .label = label && *label ? label : key.label,
                             .key = &key,
                             .code = has_password ? NULL : proof };
    if (!no)
        no = check(db, &adding);
    if (!no && has_password)
        no = password_verify(db, officer, proof);
    if (!no)
        no = db_write(db, add, &adding);
    arena_done(&arena);
    return no;
}

/* ---- revoking ---- */

struct revoking {
    int64_t actor, key;
    const char *reason;
};

static const char *revoke(struct db *db, void *argument) {
    const struct revoking *revoking = argument;
    struct query *row = db_query(db,
                                 "SELECT officer_id, CASE WHEN revoked_at IS NOT NULL THEN "
                                 "moment(revoked_at) END FROM officer_key WHERE id = :key",
                                 with(integer("key", revoking->key)));
    const char *no = NULL;
    if (!db_next(row))
        no = refuse(_("This key is not known."));
    else if (db_column_text(row, 1))
        no = refuse(_("This key was revoked on %s already."), db_column_text(row, 1));
    int64_t officer = no ? 0 : db_column_int(row, 0);
    db_done(row);
    if (!no)
        no = role_check_account(db, revoking->actor, officer);
    if (!no)
        no = db_run(db,
                    "UPDATE officer_key SET revoked_at = now(), revoked_by = nullif(:actor, 0), revoked_why "
                    "= :reason WHERE id = :key",
                    with(integer("actor", revoking->actor), integer("key", revoking->key),
                         text("reason", revoking->reason)));
    key_file_write(db);
    return no;
}

const char *key_revoke(struct db *db, int64_t actor, int64_t key, const char *reason) {
    if (!reason || !*reason)
        return refuse(_("Say why the key is revoked; it is kept with the key."));
    return db_write(db, revoke, &(struct revoking){ actor, key, reason });
}

static const char *write_file(struct db *db, void *argument) {
    (void)argument;
    key_file_write(db);
    return NULL;
}

const char *key_sync(struct db *db) {
    return db_write(db, write_file, NULL);
}
