#include "rules/password.h"

#include <stdlib.h>
#include <string.h>

#include "base/sodium.h"
#include "base/text.h"
#include "base/words.h"
#include "rules/access.h"
#include "rules/code.h"
#include "rules/password_common.h"
#include "rules/password_wait.h"
#include "rules/role.h"
#include "rules/visit.h"
#include "store/audit.h"
#include "store/slot.h"

enum { HASH_TEXT = crypto_pwhash_STRBYTES };

/* Of a password nobody knows: looking at it takes as long where none is set. */
static const char nobody[] =
    "$argon2id$v=19$m=65536,t=2,p=1$Tpjpf+WsUK42RRscJv6j0Q$XCXl4At3IhFYZ6NTVRMoy+xwElKdq6/6+nFfwY1qz3g";

/* An attempt to show that one is somebody. */
struct attempt {
    const char *badge, *origin; /* origin NULL: not counted */
    const char *secret, *fresh; /* fresh: a password to be set with the secret as proof; NULL: none */
    int64_t officer;            /* 0: there is none with this badge */
    bool is_set, is_code, is_right;
    char hash[HASH_TEXT]; /* of the officer's password or of nobody's; then what it is to be, "" as it is */
};

/* ---- hashing ---- */

/* Of the text in Unicode's composed form, so that a letter is the same however it was typed. */
static bool is_hash_of(const char *hash, const char *secret) {
    char *composed = text_composed(secret);
    bool is = composed && !sodium()->crypto_pwhash_str_verify(hash, composed, strlen(composed));
    memory_forget(composed);
    return is;
}

static void make_hash(char hash[static HASH_TEXT], const char *secret) {
    char *composed = text_composed(secret);
    if (!composed ||
        sodium()->crypto_pwhash_str(hash, composed, strlen(composed), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                    crypto_pwhash_MEMLIMIT_INTERACTIVE))
        die("A password could not be hashed: out of memory.");
    memory_forget(composed);
}

/* ---- attempts ---- */

static const char *begin_step(struct db *db, void *argument) {
    struct attempt *attempt = argument;
    const char *no = wait_count(db, attempt->badge, attempt->origin);
    if (no)
        return no;
    attempt->officer = access_badge(db, attempt->badge);
    struct query *query = db_query(db, "SELECT hash FROM password WHERE officer_id = :officer",
                                   with(integer("officer", attempt->officer)));
    attempt->is_set = db_next(query);
    snprintf(attempt->hash, sizeof attempt->hash, "%s", attempt->is_set ? db_column_text(query, 0) : nobody);
    db_done(query);
    attempt->is_code = code_is_good(db, attempt->officer, "password", attempt->secret);
    return NULL;
}

/* The slow part: no transaction is open. */
static void look(struct attempt *attempt) {
    bool is_password = is_hash_of(attempt->hash, attempt->secret) && attempt->is_set;
    bool is_old = is_password &&
                  sodium()->crypto_pwhash_str_needs_rehash(attempt->hash, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                                           crypto_pwhash_MEMLIMIT_INTERACTIVE);
    attempt->is_right = is_password || attempt->is_code;
    attempt->is_code &= !is_password;
    attempt->hash[0] = 0;
    if (attempt->is_right && (attempt->fresh || is_old))
        make_hash(attempt->hash, attempt->fresh ? attempt->fresh : attempt->secret);
}

static const char *end_step(struct db *db, void *argument) {
    const struct attempt *attempt = argument;
    if (!attempt->is_right)
        return audit_note(db, "refused at the door", "officer", attempt->officer,
                          attempt->origin ? attempt->origin : _("while unlocking or before what matters"));
    const char *no = wait_take_back(db, attempt->badge, attempt->origin);
    if (!no && attempt->fresh && attempt->is_code)
        no = code_redeem(db, attempt->officer, "password", attempt->secret);
    if (!no && attempt->fresh) /* nor is a code good that somebody else has found */
        no = db_run(db,
                    "UPDATE code SET used_at = now() WHERE officer_id = :officer AND purpose = 'password' "
                    "AND used_at IS NULL",
                    with(integer("officer", attempt->officer)));
    if (!no && attempt->fresh && password_is_set(db, attempt->officer)) /* whoever knew it may be in */
        no = visit_stop_others(db, attempt->officer, _("The password was changed."));
    if (!no && *attempt->hash)
        no = db_run(db,
                    "INSERT INTO password (officer_id, hash, set_at) VALUES (:officer, :hash, now()) "
                    "ON CONFLICT (officer_id) DO UPDATE SET hash = excluded.hash, "
                    "set_at = CASE WHEN :is_fresh THEN excluded.set_at ELSE set_at END",
                    with(integer("officer", attempt->officer), text("hash", attempt->hash),
                         integer("is_fresh", attempt->fresh != NULL)));
    return no;
}

/* Refuses when it could not be tried, or not be written; else .is_right says what came of it. */
static REFUSAL try(struct db *db, struct attempt *attempt) {
    const char *no = slot_take(db);
    if (no)
        return no;
    no = db_write(db, begin_step, attempt);
    if (!no)
        look(attempt);
    slot_give(db);
    if (!no)
        no = db_write(db, end_step, attempt);
    sodium()->sodium_memzero(attempt->hash, sizeof attempt->hash);
    return no;
}

/* The same for an officer who is known. */
static REFUSAL try_officer(struct db *db, int64_t officer, struct attempt *attempt) {
    struct arena arena = { 0 };
    attempt->badge = wait_badge(db, &arena, officer);
    const char *no = try(db, attempt);
    arena_done(&arena);
    return no;
}

/* ---- what is asked ---- */

const char *password_enter(struct db *db, const char *badge, const char *secret, const char *origin,
                           int64_t *officer, bool *by_code) {
    struct attempt attempt = { .badge = badge, .origin = origin, .secret = secret };
    const char *no = try(db, &attempt);
    if (no)
        return no;
    if (!attempt.is_right)
        return refuse(
            _("Badge and password do not go together. If you have no password yet, or forgot it, ask "
              "your coordinator for a code."));
    *officer = attempt.officer;
    *by_code = attempt.is_code;
    return access_check(db, attempt.officer, MAY_REGISTER, 0);
}

const char *password_verify(struct db *db, int64_t officer, const char *password) {
    struct attempt attempt = { .secret = password };
    const char *no = try_officer(db, officer, &attempt);
    return no || (attempt.is_right && !attempt.is_code) ? no : refuse(_("This is not your password."));
}

const char *password_set(struct db *db, int64_t officer, const char *proof, const char *fresh) {
    const char *no = password_judge(db, officer, fresh);
    if (no)
        return no;
    struct attempt attempt = { .secret = proof, .fresh = fresh };
    no = try_officer(db, officer, &attempt);
    return no || attempt.is_right
               ? no
               : refuse(
                     _("This is neither your password nor a code that is still good; nothing was changed."));
}

const char *password_judge(struct db *db, int64_t officer, const char *fresh) {
    size_t length = text_length(fresh);
    if (!text_is_utf8(fresh))
        return refuse(_("It holds broken characters; the terminal should send UTF-8."));
    if (length < PASSWORD_LEAST)
        return refuse(_("At least %d characters are wanted; these are %zu."), PASSWORD_LEAST, length);
    if (length > PASSWORD_MOST)
        return refuse(_("At most %d characters are possible; these are %zu."), PASSWORD_MOST, length);
    struct arena arena = { 0 };
    char *own = db_text(db, &arena,
                        "SELECT fold(o.badge || ' ' || o.surname || ' ' || o.given_name || ' ' || "
                        "coalesce(o.login, '') || ' ' || s.code || ' ' || s.name) FROM officer o "
                        "JOIN structure s ON s.id = o.structure_id WHERE o.id = :id",
                        with(integer("id", officer)));
    bool is_common = password_is_common(fresh, own ? own : "");
    arena_done(&arena);
    return is_common
               ? refuse(_("This is easily guessed: it is made of well-known words, names, dates or rows of "
                          "keys. Take several words that have nothing to do with each other."))
               : NULL;
}

bool password_is_set(struct db *db, int64_t officer) {
    return db_exists(db, "SELECT 1 FROM password WHERE officer_id = :officer",
                     with(integer("officer", officer)));
}

struct taking {
    int64_t actor, officer;
};

static const char *take_away(struct db *db, void *argument) {
    const struct taking *taking = argument;
    const char *no = taking->actor == taking->officer
                         ? refuse(_("Your own password you change; only others take it away."))
                         : role_check_account(db, taking->actor, taking->officer);
    if (!no)
        no = db_run(db, "DELETE FROM password WHERE officer_id = :officer",
                    with(integer("officer", taking->officer)));
    if (!no)
        no = code_end_all(db, taking->officer);
    return no ? no : visit_stop_others(db, taking->officer, _("The password was taken away."));
}

const char *password_take_away(struct db *db, int64_t actor, int64_t officer) {
    return db_write(db, take_away, &(struct taking){ actor, officer });
}
