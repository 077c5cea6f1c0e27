/* The audit: what is kept of a write, what is not, and that no row can be changed, taken away or added
 * unseen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "rules/check.h"
#include "rules/officer.h"
#include "rules/registration.h"
#include "store/audit.h"
#include "store/engine.h"
#include "tests/fixture.h"

static struct arena arena;

static char *last(struct db *db, const char *thing) {
    char *found = db_text(db, &arena,
                          "SELECT act || ' ' || thing || ' ' || detail FROM audit WHERE thing = :thing "
                          "ORDER BY id DESC LIMIT 1",
                          with(text("thing", thing)));
    return found ? found : "nothing";
}

static int64_t rows(struct db *db) {
    return db_int(db, 0, "SELECT count(*) FROM audit", NULL);
}

static const char *rename_area(struct db *db, void *argument) {
    return db_run(db, "UPDATE area SET title = :title WHERE code = 'DRG'", with(text("title", argument)));
}

static const char *touch_area(struct db *db, void *argument) {
    (void)argument;
    return db_run(db, "UPDATE area SET title = title WHERE code = 'DRG'", NULL);
}

static const char *rename_and_regret(struct db *db, void *argument) {
    const char *no = rename_area(db, argument);
    return no ? no : "changed my mind";
}

/* The first statement fails and is passed over; the second counts. */
static const char *fail_and_go_on(struct db *db, void *argument) {
    (void)argument;
    const char *no =
        db_run(db, "INSERT INTO area (code, title) SELECT 'NEW', 'x' UNION ALL SELECT 'DRG', 'x'", NULL);
    assert_non_null(no);
    return db_run(db, "UPDATE area SET title = 'y' WHERE code = 'EXC'", NULL);
}

static void a_change_is_kept_with_who_and_what(void **state) {
    (void)state;
    struct db *db = fixture_new();
    int64_t leyla = fixture_officer(db, "LEYLA");
    db_actor(db, leyla, 7);
    accepted(db_write(db, rename_area, "Drugs"));
    assert_string_equal(last(db, "area"), "changed area title: Drug trafficking -> Drugs");
    assert_true(db_exists(db,
                          "SELECT 1 FROM audit a JOIN area r ON r.id = a.thing_id WHERE r.code = 'DRG' AND "
                          "a.officer_id = :who AND a.visit_id = 7 AND a.at = now()",
                          with(integer("who", leyla))));
    db_close(db);
}

static void what_changes_nothing_or_is_taken_back_is_not_kept(void **state) {
    (void)state;
    struct db *db = fixture_new();
    int64_t before = rows(db);
    accepted(db_write(db, touch_area, NULL));
    refused(db_write(db, rename_and_regret, "Drugs"), "changed my mind");
    assert_int_equal(rows(db), before);
    accepted(db_write(db, fail_and_go_on, NULL));
    assert_int_equal(rows(db), before + 1);
    assert_string_equal(last(db, "area"), "changed area title: Excise fraud -> y");
    db_close(db);
}

static void events_are_named_and_belong_to_their_thing(void **state) {
    (void)state;
    struct db *db = fixture_new();
    int64_t session = fixture_session(db, "S-AUDIT", "3", NULL), officer = fixture_officer(db, "O1");
    struct registration made = { 0 };
    accepted(registration_request(db, officer, officer, session, &made));
    assert_true(db_exists(
        db, "SELECT 1 FROM audit WHERE thing = 'registration' AND thing_id = :id AND act = 'request'",
        with(integer("id", made.id))));
    db_close(db);
}

static void persons_are_not_kept(void **state) {
    (void)state;
    struct db *db = fixture_new();
    fixture_make_officer(db, "SECRET-BADGE");
    assert_non_null(strstr(last(db, "officer"), "officer"));
    assert_false(db_exists(db, "SELECT 1 FROM audit WHERE detail LIKE '%SECRET-BADGE%'", NULL));
    db_close(db);
}

static const char *note(struct db *db, void *argument) {
    return audit_note(db, "refused", "officer", 3, argument);
}

static void notes_are_cleaned(void **state) {
    (void)state;
    struct db *db = fixture_new();
    accepted(db_write(db, note, "one\n2026 added\x1b[2J"));
    assert_string_equal(last(db, "officer"), "refused officer one 2026 added\xef\xbf\xbd[2J");
    db_close(db);
}

static const char *forge(struct db *db, void *argument) {
    return db_run(db, argument, NULL);
}

static void rows_stay(void **state) {
    (void)state;
    struct db *db = fixture_new();
    refused(db_write(db, forge, "UPDATE audit SET detail = ''"), "never changed");
    refused(db_write(db, forge, "DELETE FROM audit"), "never deleted");
    db_close(db);
}

/* By somebody with the file in hands: no trigger, no topcop. */
static void tamper(struct db *db, const char *sql) {
    assert_int_equal(sqlite3_exec(db->handle,
                                  "DROP TRIGGER IF EXISTS audit_stays; DROP TRIGGER IF EXISTS audit_is_kept;",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_exec(db->handle, sql, NULL, NULL, NULL), SQLITE_OK);
}

static void check_names(struct db *db, const char *tampering, int64_t row) {
    int64_t broken = 0, count = rows(db);
    assert_int_equal(audit_verify(db, &broken), count);
    assert_int_equal(broken, 0);
    tamper(db, tampering);
    assert_int_equal(audit_verify(db, &broken), row - 1);
    assert_true(broken >= row);
    db_close(db);
}

static void any_changed_column_breaks_the_chain(void **state) {
    (void)state;
    static const char *const changes[] = {
        "UPDATE audit SET at = at + 1 WHERE id = 5",
        "UPDATE audit SET officer_id = coalesce(officer_id, 0) + 1 WHERE id = 5",
        "UPDATE audit SET visit_id = 9 WHERE id = 5",
        "UPDATE audit SET act = act || ' ' WHERE id = 5",
        "UPDATE audit SET thing = 'x' WHERE id = 5",
        "UPDATE audit SET thing_id = thing_id + 1 WHERE id = 5",
        "UPDATE audit SET detail = replace(detail, 'a', 'b') || '.' WHERE id = 5",
        "UPDATE audit SET hash = replace(hash, substr(hash, 1, 1), 'g') WHERE id = 5",
        "DELETE FROM audit WHERE id = 5",
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        check_names(fixture_new(), changes[i], 5);
}

static void keep_sentence(const char *sentence, void *argument) {
    char *kept = argument;
    if (strstr(sentence, "audit"))
        snprintf(kept, 300, "%s", sentence);
}

static void check_says_the_first_broken_row(void **state) {
    (void)state;
    char said[300] = "";
    struct db *db = fixture_new();
    assert_int_equal(check_database(db, keep_sentence, said), 0);
    tamper(db, "UPDATE audit SET detail = 'nothing happened' WHERE id = 4");
    assert_true(check_database(db, keep_sentence, said) > 0);
    assert_non_null(strstr(said, "row 4"));
    db_close(db);
}

static void a_cut_tail_is_found_by_a_head_noted_outside(void **state) {
    (void)state;
    struct db *db = fixture_new();
    char head[AUDIT_HASH];
    int64_t id = audit_head(db, head), broken;
    assert_true(id > 0 && audit_has(db, id, head));
    tamper(db, "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)");
    audit_verify(db, &broken);
    assert_int_equal(broken, 0);
    assert_false(audit_has(db, id, head));
    db_close(db);
}

static int done(void **state) {
    (void)state;
    arena_done(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_is_kept_with_who_and_what),
        cmocka_unit_test(what_changes_nothing_or_is_taken_back_is_not_kept),
        cmocka_unit_test(events_are_named_and_belong_to_their_thing),
        cmocka_unit_test(persons_are_not_kept),
        cmocka_unit_test(notes_are_cleaned),
        cmocka_unit_test(rows_stay),
        cmocka_unit_test(any_changed_column_breaks_the_chain),
        cmocka_unit_test(check_says_the_first_broken_row),
        cmocka_unit_test(a_cut_tail_is_found_by_a_head_noted_outside),
    };
    return cmocka_run_group_tests(tests, NULL, done);
}
