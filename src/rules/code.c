#include "rules/code.h"

#include <string.h>

#include "base/clock.h"
#include "base/sodium.h"
#include "base/words.h"
#include "rules/role.h"

enum { LETTERS = 12, GROUP = 4, HASH_BYTES = 32, HASH_TEXT = 48 };

/* Without the letters that are taken for digits, and without U, which makes words. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static char plain_letter(char typed) {
    char letter = typed >= 'a' && typed <= 'z' ? (char)(typed - 'a' + 'A') : typed;
    return letter == 'O' ? '0' : letter == 'I' || letter == 'L' ? '1' : letter;
}

/* The letters of a code as they were made; false when it cannot be one. */
static bool read_code(const char *typed, char letters[static LETTERS + 1]) {
    int count = 0;
    for (; *typed; typed++) {
        char letter = plain_letter(*typed);
        if (strchr(" -\t", letter))
            continue;
        if (count == LETTERS || !strchr(alphabet, letter))
            return false;
        letters[count++] = letter;
    }
    letters[count] = 0;
    return count == LETTERS;
}

/* Bound to the officer and the purpose, so that a hash put elsewhere is worth nothing. */
static const char *hash_code(int64_t officer, const char *purpose, const char *letters,
                             char text[static HASH_TEXT]) {
    unsigned char hash[HASH_BYTES];
    crypto_generichash_state state;
    sodium()->crypto_generichash_init(&state, NULL, 0, sizeof hash);
    sodium()->crypto_generichash_update(&state, (const unsigned char *)&officer, sizeof officer);
    sodium()->crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
    sodium()->crypto_generichash_update(&state, (const unsigned char *)letters, LETTERS);
    sodium()->crypto_generichash_final(&state, hash, sizeof hash);
    sodium()->sodium_memzero(&state, sizeof state);
    return sodium()->sodium_bin2base64(text, HASH_TEXT, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
}

const char *code_may_issue(struct db *db, int64_t actor, int64_t officer) {
    if (!db_exists(db, "SELECT 1 FROM officer WHERE id = :id AND status = 'active'",
                   with(integer("id", officer))))
        return refuse(_("This officer is suspended; make the account active first."));
    if (actor == officer)
        return refuse(_("For yourself you change the password; only others issue a code."));
    return role_check_account(db, actor, officer);
}

struct issue {
    int64_t actor, officer;
    const char *purpose, *hash;
};

static const char *issue_step(struct db *db, void *argument) {
    const struct issue *issue = argument;
    const char *no = code_may_issue(db, issue->actor, issue->officer);
    if (!no && !strcmp(issue->purpose, "key") &&
        db_exists(db, "SELECT 1 FROM password WHERE officer_id = :id", with(integer("id", issue->officer))))
        no = refuse(_("This officer has a password and adds keys with it; no code is needed."));
    return no ? no
              : db_run(db,
                       "INSERT INTO code (officer_id, purpose, hash, issued_by, issued_at, expires_at) "
                       "VALUES (:officer, :purpose, :hash, nullif(:actor, 0), now(), now() + :hours * 3600)",
                       with(integer("officer", issue->officer), text("purpose", issue->purpose),
                            text("hash", issue->hash), integer("actor", issue->actor),
                            integer("hours", CODE_HOURS)));
}

const char *code_issue(struct db *db, int64_t actor, int64_t officer, const char *purpose,
                       char code[static CODE_TEXT]) {
    char letters[LETTERS + 1] = "", hash[HASH_TEXT];
    for (int i = 0; i < LETTERS; i++)
        letters[i] = alphabet[sodium()->randombytes_uniform(sizeof alphabet - 1)];
    struct issue issue = { actor, officer, purpose, hash_code(officer, purpose, letters, hash) };
    const char *no = db_write(db, issue_step, &issue);
    *code = 0;
    for (int i = 0, at = 0; i < LETTERS && !no; i++) {
        if (i && i % GROUP == 0)
            code[at++] = '-';
        code[at++] = letters[i];
        code[at] = 0;
    }
    sodium()->sodium_memzero(letters, sizeof letters);
    return no;
}

/* The row of a good code, or 0. */
static int64_t find_code(struct db *db, int64_t officer, const char *purpose, const char *code) {
    char letters[LETTERS + 1], hash[HASH_TEXT];
    bool is_code = read_code(code, letters);
    int64_t found = 0;
    struct query *query = db_query(
        db,
        "SELECT id, hash, used_at IS NULL AND expires_at > now() FROM code WHERE officer_id = :officer "
        "AND purpose = :purpose ORDER BY id DESC LIMIT 1",
        with(integer("officer", officer), text("purpose", purpose)));
    if (db_next(query) && db_column_int(query, 2) && is_code) {
        hash_code(officer, purpose, letters, hash);
        const char *kept = db_column_text(query, 1);
        if (strlen(kept) == strlen(hash) && !sodium()->sodium_memcmp(kept, hash, strlen(hash)))
            found = db_column_int(query, 0);
    }
    db_done(query);
    sodium()->sodium_memzero(letters, sizeof letters);
    return found;
}

bool code_is_good(struct db *db, int64_t officer, const char *purpose, const char *code) {
    return find_code(db, officer, purpose, code) != 0;
}

const char *code_redeem(struct db *db, int64_t officer, const char *purpose, const char *code) {
    int64_t id = find_code(db, officer, purpose, code);
    return id ? db_run(db, "UPDATE code SET used_at = now() WHERE id = :id", with(integer("id", id)))
              : refuse(_("This code is not good: it is mistyped, was used, a newer one was issued, or its %d "
                         "hours are over. Ask your coordinator for another."),
                       CODE_HOURS);
}

const char *code_end_all(struct db *db, int64_t officer) {
    return db_run(
        db, "UPDATE code SET used_at = now() WHERE :officer IN (officer_id, issued_by) AND used_at IS NULL",
        with(integer("officer", officer)));
}
