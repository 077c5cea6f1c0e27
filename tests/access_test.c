/* Who may do what for which structure. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "fixture.h"
#include "rules/access.h"
#include "rules/officer.h"
#include "rules/structure.h"

static struct db *db;

static int begin(void **state) {
    (void)state;
    db = fixture_new();
    return 0;
}

static int end(void **state) {
    (void)state;
    db_close(db);
    return 0;
}

static unsigned rights(const char *badge) {
    return access_rights(db, fixture_officer(db, badge));
}

static bool reaches(const char *badge, enum capability capability, const char *structure) {
    return access_reaches(db, fixture_officer(db, badge), capability, fixture_structure(db, structure));
}

static void roles_add_up(void **state) {
    (void)state;
    assert_int_equal(rights("O1"), MAY_REGISTER);
    assert_int_equal(rights("SUSI"), 0);
    assert_int_equal(access_rights(db, 999), 0);
    assert_true(rights("HASAN") & MAY_APPROVE);
    assert_false(rights("HASAN") & (MAY_EDIT_OFFICERS | MAY_OVERBOOK | MAY_CONFIRM));
    assert_true(rights("LEYLA") & MAY_EDIT_COURSES);
    fixture_save(db, officer_put, with(text("badge", "HASAN"), text("roles", "head auditor@AZ")));
    assert_true(rights("HASAN") & MAY_AUDIT);
    assert_true(rights("HASAN") & MAY_APPROVE);
}

static void a_role_holds_for_all_below_and_nothing_else(void **state) {
    (void)state;
    assert_true(reaches("HASAN", MAY_APPROVE, "AZ-SCC-XAC"));
    assert_true(reaches("HASAN", MAY_APPROVE, "AZ-SCC-XAC-SAM"));
    assert_false(reaches("HASAN", MAY_APPROVE, "AZ-SCC"));
    assert_false(reaches("LEYLA", MAY_APPROVE, "GE"));
    assert_true(access_reaches(db, ACTOR_OWNER, MAY_ADMINISTER, 0));
}

static void administrators_see_no_answers(void **state) {
    (void)state;
    assert_false(rights("ADMIN") & (MAY_SEE_ANSWERS | MAY_ANSWER | MAY_SEE_REGISTRATIONS));
    assert_true(rights("ADMIN") & MAY_EDIT_OFFICERS);
    assert_true(rights("AUDIT") & MAY_SEE_ANSWERS);
    assert_false(rights("AUDIT") & (MAY_EDIT_OFFICERS | MAY_EDIT_COURSES | MAY_EDIT_SESSIONS));
}

static void a_refusal_says_who_could(void **state) {
    (void)state;
    const char *no =
        access_check(db, fixture_officer(db, "O1"), MAY_APPROVE, fixture_structure(db, "AZ-SCC-XAC-SAM"));
    assert_non_null(no);
    assert_non_null(strstr(no, "Samur Customs Post"));
    assert_non_null(strstr(no, "HASAN Aydın (Head of structure), LEYLA Aydın (Coordinator"));
    assert_null(
        access_check(db, fixture_officer(db, "HASAN"), MAY_APPROVE, fixture_structure(db, "AZ-SCC-XAC-SAM")));
}

static int64_t noted(void) {
    return db_int(
        db, 0,
        "SELECT count(*) FROM audit WHERE act = 'refused' AND thing = 'structure' AND detail = 'approve' "
        "AND officer_id = :officer",
        with(integer("officer", fixture_officer(db, "O1"))));
}

static void what_is_refused_is_noted_once(void **state) {
    (void)state;
    int64_t officer = fixture_officer(db, "O1"), post = fixture_structure(db, "AZ-SCC-XAC-SAM");
    db_actor(db, officer, 0);
    const char *no = access_check(db, officer, MAY_APPROVE, post);
    char told[512];
    snprintf(told, sizeof told, "%s", no);
    access_note(db, "Something else was refused.");
    assert_int_equal(noted(), 0);
    assert_int_equal(access_refused(told), officer);
    access_note(db, told);
    access_note(db, told);
    assert_int_equal(noted(), 1);
    no = access_check(db, officer, MAY_APPROVE, post); /* the key is still held down */
    access_note(db, no);
    assert_int_equal(noted(), 1);
    no = access_check(db, officer, MAY_APPROVE, fixture_structure(db, "AZ-SCC-XAC"));
    access_note(db, no);
    assert_int_equal(noted(), 2);
    assert_int_equal(access_refused(NULL), 0);
}

static void roles_end_and_structures_move(void **state) {
    (void)state;
    fixture_save(db, officer_put, with(text("badge", "HASAN"), text("roles", "")));
    assert_int_equal(rights("HASAN"), MAY_REGISTER);
    assert_int_equal(db_int(db, 0, "SELECT count(*) FROM role_grant WHERE role = 'head'", NULL),
                     1); /* stays on record */
    fixture_save(db, officer_put, with(text("badge", "HASAN"), text("roles", "head")));
    assert_true(reaches("HASAN", MAY_APPROVE, "AZ-SCC-XAC-SAM"));
    fixture_save(db, structure_put, with(text("code", "AZ-SCC-XAC-SAM"), text("parent", "AZ-SCC-ACA")));
    assert_false(reaches("HASAN", MAY_APPROVE, "AZ-SCC-XAC-SAM"));
    assert_true(reaches("LEYLA", MAY_APPROVE, "AZ-SCC-XAC-SAM"));
}

static void names_are_found(void **state) {
    (void)state;
    fixture_save(db, officer_put, with(text("badge", "O1"), text("login", "nermin")));
    assert_int_equal(access_login(db, "nermin"), fixture_officer(db, "O1"));
    assert_int_equal(access_badge(db, "O1"), fixture_officer(db, "O1"));
    assert_int_equal(access_login(db, "nobody"), 0);
    fixture_save(db, officer_put, with(text("badge", "O1"), text("status", "suspended")));
    assert_int_equal(access_login(db, "nermin"), 0);
}

int main(void) {
#define with_database(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        with_database(roles_add_up),
        with_database(a_role_holds_for_all_below_and_nothing_else),
        with_database(administrators_see_no_answers),
        with_database(a_refusal_says_who_could),
        with_database(what_is_refused_is_noted_once),
        with_database(roles_end_and_structures_move),
        with_database(names_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
