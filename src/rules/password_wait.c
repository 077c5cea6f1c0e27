#include "rules/password_wait.h"

#include <string.h>

#include "base/clock.h"
#include "base/sodium.h"
#include "base/words.h"
#include "rules/code.h"
#include "rules/password.h"
#include "store/audit.h"

enum {
    LONGEST_WAIT = 900,    /* seconds */
    ORIGIN_TOLERANCE = 20, /* failures from one place before it waits: many people may share it */
    DAY = 86400,
    NAME_BYTES = 16,
    NAME_TEXT = 32,
};

/* What fails inside, where a visit has to be unlocked, is counted apart from the door: else whoever knows a
 * badge could keep its officer from going on. */
static const char *name_of(const char *badge, bool is_inside, char name[static NAME_TEXT]) {
    static const unsigned char inside[] = "inside, not at the door";
    unsigned char hash[NAME_BYTES];
    sodium()->crypto_generichash(hash, sizeof hash, (const unsigned char *)badge, strlen(badge),
                                 is_inside ? inside : NULL, is_inside ? sizeof inside : 0);
    return sodium()->sodium_bin2base64(name, NAME_TEXT, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
}

static int64_t wait_after(int64_t failures) {
    return failures < 1 ? 0 : failures > 10 ? LONGEST_WAIT : INT64_C(1) << (failures - 1);
}

/* A wait longer than the longest is one from before the clock was set back. */
static int64_t find(struct db *db, const char *kind, const char *name, int *failures) {
    int64_t until = 0;
    struct query *query =
        db_query(db,
                 "SELECT count, again_at FROM failure WHERE kind = :kind AND name = :name AND "
                 "again_at <= now() + "
                 ":longest",
                 with(text("kind", kind), text("name", name), integer("longest", LONGEST_WAIT)));
    *failures = 0;
    if (db_next(query)) {
        *failures = (int)db_column_int(query, 0);
        until = db_column_int(query, 1);
    }
    db_done(query);
    return until;
}

static REFUSAL check(struct db *db, const char *kind, const char *name) {
    int failures;
    long wait = (long)(find(db, kind, name, &failures) - clock_now());
    if (wait <= 0)
        return NULL;
    if (wait < 120)
        return refuse(
            words_count(N_("Too many attempts failed: try again in %ld second, or come in with a key."),
                        N_("Too many attempts failed: try again in %ld seconds, or come in with a key."),
                        wait),
            wait);
    return refuse(
        _("Too many attempts failed: try again in %ld minutes, come in with a key, or ask your coordinator "
          "to end the wait."),
        (wait + 59) / 60);
}

static REFUSAL count(struct db *db, const char *kind, const char *name, int tolerance) {
    int failures;
    find(db, kind, name, &failures);
    return db_run(db,
                  "INSERT INTO failure (kind, name, count, last_at, again_at) "
                  "VALUES (:kind, :name, :count, now(), now() + :wait) ON CONFLICT (kind, name) DO UPDATE "
                  "SET count = excluded.count, last_at = excluded.last_at, again_at = excluded.again_at",
                  with(text("kind", kind), text("name", name), integer("count", failures + 1),
                       integer("wait", wait_after(failures + 1 - tolerance))));
}

const char *wait_count(struct db *db, const char *badge, const char *origin) {
    char name[NAME_TEXT];
    const char *no = check(db, "badge", name_of(badge, !origin, name));
    if (!no && origin)
        no = check(db, "origin", origin);
    if (!no)
        no = db_run(db, "DELETE FROM failure WHERE last_at < now() - :day OR count < 1",
                    with(integer("day", DAY)));
    if (!no)
        no = count(db, "badge", name, 0);
    return no || !origin ? no : count(db, "origin", origin, ORIGIN_TOLERANCE);
}

static REFUSAL forget(struct db *db, const char *badge, bool is_inside) {
    char name[NAME_TEXT];
    return db_run(db, "DELETE FROM failure WHERE kind = 'badge' AND name = :name",
                  with(text("name", name_of(badge, is_inside, name))));
}

const char *wait_take_back(struct db *db, const char *badge, const char *origin) {
    const char *no = forget(db, badge, !origin);
    return no || !origin ? no
                         : db_run(db,
                                  "UPDATE failure SET count = count - 1, again_at = now() "
                                  "WHERE kind = 'origin' AND name = :name",
                                  with(text("name", origin)));
}

char *wait_badge(struct db *db, struct arena *arena, int64_t officer) {
    char *badge =
        db_text(db, arena, "SELECT badge FROM officer WHERE id = :id", with(integer("id", officer)));
    return badge ? badge : "";
}

int64_t password_waits_until(struct db *db, int64_t officer, int *failures) {
    struct arena arena = { 0 };
    char name[NAME_TEXT];
    const char *badge = wait_badge(db, &arena, officer);
    int64_t until = 0;
    *failures = 0;
    for (int is_inside = 0; is_inside < 2; is_inside++) {
        int failed;
        int64_t end = find(db, "badge", name_of(badge, is_inside, name), &failed);
        until = end > until ? end : until;
        *failures += failed;
    }
    arena_done(&arena);
    return until;
}

struct unlock {
    int64_t actor, officer;
};

static const char *unlock_step(struct db *db, void *argument) {
    const struct unlock *unlock = argument;
    struct arena arena = { 0 };
    const char *no = code_may_issue(db, unlock->actor, unlock->officer);
    const char *badge = wait_badge(db, &arena, unlock->officer);
    for (int is_inside = 0; is_inside < 2 && !no; is_inside++)
        no = forget(db, badge, is_inside);
    if (!no)
        no = audit_note(db, "unlocked", "officer", unlock->officer, "");
    arena_done(&arena);
    return no;
}

const char *password_unlock(struct db *db, int64_t actor, int64_t officer) {
    return db_write(db, unlock_step, &(struct unlock){ actor, officer });
}
