/* Granting roles, lending them to a substitute, ending them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "fixture.h"
#include "rules/access.h"
#include "rules/officer.h"
#include "rules/role.h"

static struct db *db;

static int begin(void **state) {
    (void)state;
    db = fixture_new();
    return 0;
}

static int end(void **state) {
    (void)state;
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    db_close(db);
    return 0;
}

static int64_t officer(const char *badge) {
    return badge ? fixture_officer(db, badge) : ACTOR_OWNER;
}

static const char *grant(const char *actor, const char *badge, const char *role, const char *structure) {
    return role_grant(db, officer(actor),
                      &(struct role_wish){ .officer = officer(badge),
                                           .structure = fixture_structure(db, structure),
                                           .role = role,
                                           .why = "needed" },
                      NULL);
}

static int64_t grant_of(const char *badge) {
    return db_int(db, 0, "SELECT max(id) FROM role_grant WHERE officer_id = :officer",
                  with(integer("officer", officer(badge))));
}

static bool approves(const char *badge) {
    return access_reaches(db, officer(badge), MAY_APPROVE, fixture_structure(db, "AZ-SCC-XAC-SAM"));
}

static void who_may_grant_what(void **state) {
    (void)state;
    accepted(grant("LEYLA", "O1", "head", "AZ-SCC-XAC-SAM"));
    accepted(grant("LEYLA", "O1", "contact", "AZ-SCC-XAC-SAM"));
    accepted(grant("LEYLA", "O1", "trainer", "AZ-SCC-ACA"));
    accepted(grant("LEYLA", "O1", "organiser", "AZ-SCC-ACA"));
    static const char *const others[] = { "coordinator", "national", "observer", "auditor", "administrator" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        refused(grant("LEYLA", "O2", others[i], "AZ-SCC-XAC"), others[i]);
        accepted(grant("ADMIN", "O2", others[i], "AZ-SCC-XAC"));
        refused(grant("ADMIN", "GIA", others[i], "GE"), "grant");
    }
    refused(grant("HASAN", "O1", "head", "AZ-SCC-XAC"), "grant");
    refused(grant("AUDIT", "O1", "trainer", "AZ-SCC-XAC"), "grant");
    refused(grant("LEYLA", "GIA", "head", "AZ-SCC-XAC"), "not among your rights");
    refused(grant("LEYLA", "LEYLA", "head", "AZ-SCC-XAC"), "themselves");
    refused(grant("ADMIN", "ADMIN", "coordinator", "AZ"), "themselves");
    refused(grant("ADMIN", "SUSI", "head", "AZ-SCC-XAC"), "active");
    refused(grant("ADMIN", "O1", "king", "AZ-SCC-XAC"), "king");
    refused(grant("ADMIN", "O1", "head", "AZ-SCC-XAC-SAM"), "already");
    accepted(grant(NULL, "GIA", "administrator", "GE"));
}

static void a_grant_has_days_and_a_reason(void **state) {
    (void)state;
    struct role_wish wish = { .officer = officer("O1"),
                              .structure = fixture_structure(db, "AZ-SCC-XAC"),
                              .role = "head",
                              .from = "2026-12-01",
                              .to = "2026-12-10",
                              .why = " " };
    refused(role_grant(db, officer("LEYLA"), &wish, NULL), "reason");
    wish.why = "acting head";
    wish.to = "2026-11-30";
    refused(role_grant(db, officer("LEYLA"), &wish, NULL), "2026-11-30");
    wish.to = "soon";
    refused(role_grant(db, officer("LEYLA"), &wish, NULL), "soon");
    wish.to = "2026-12-10";
    accepted(role_grant(db, officer("LEYLA"), &wish, NULL));
    assert_false(approves("O1"));
    setenv("TOPCOP_NOW", "2026-12-10T09:00", 1);
    assert_true(approves("O1"));
    setenv("TOPCOP_NOW", "2026-12-11T09:00", 1);
    assert_false(approves("O1"));
}

static const char *lend(const char *actor, int64_t id, const char *badge, const char *to) {
    return role_delegate(db, officer(actor), id, officer(badge), "", to, "on leave", NULL);
}

static void a_substitute_stands_in(void **state) {
    (void)state;
    int64_t of_hasan = grant_of("HASAN");
    refused(lend("HASAN", of_hasan, "O1", ""), "last day");
    refused(lend("HASAN", of_hasan, "GIA", "+7"), "serve");
    refused(lend("HASAN", of_hasan, "LEYLA", "+7"), "serve");
    refused(lend("HASAN", of_hasan, "SUSI", "+7"), "active");
    refused(lend("HASAN", of_hasan, "HASAN", "+7"), "themselves");
    refused(lend("LEYLA", of_hasan, "O1", "+7"), "your own");
    accepted(lend("HASAN", of_hasan, "O1", "+7"));
    refused(lend("HASAN", of_hasan, "O1", "+3"), "already");
    assert_true(approves("O1") && approves("HASAN"));
    refused(lend("O1", grant_of("O1"), "O2", "+3"), "your own");
    assert_false(role_may_delegate(db, officer("O1"), grant_of("O1")));
    setenv("TOPCOP_NOW", "2026-12-02T09:00", 1);
    assert_false(approves("O1"));
}

static void what_is_lent_ends_with_the_role(void **state) {
    (void)state;
    int64_t of_hasan = grant_of("HASAN");
    accepted(lend("HASAN", of_hasan, "O1", "+7"));
    fixture_save(db, officer_put, with(text("badge", "HASAN"), text("status", "suspended")));
    assert_false(approves("O1"));
    fixture_save(db, officer_put, with(text("badge", "HASAN"), text("status", "active")));
    assert_true(approves("O1"));
    refused(role_end(db, officer("O2"), of_hasan, "no"), "grant");
    assert_int_equal(access_refused(NULL), officer("O2")); /* for the audit */
    refused(role_end(db, officer("HASAN"), of_hasan, "no"), "grant");
    refused(role_end(db, officer("LEYLA"), of_hasan, ""), "reason");
    accepted(role_end(db, officer("LEYLA"), of_hasan, "another post"));
    assert_false(approves("HASAN") || approves("O1"));
    refused(role_end(db, officer("LEYLA"), of_hasan, "once more"), "ended");
    assert_int_equal(db_int(db, 0, "SELECT count(*) FROM role_grant WHERE end_why = 'another post'", NULL),
                     2);
    accepted(grant("LEYLA", "HASAN", "head", "AZ-SCC-XAC"));
    assert_true(approves("HASAN"));
}

static void both_can_end_what_is_lent(void **state) {
    (void)state;
    accepted(lend("HASAN", grant_of("HASAN"), "O1", "+7"));
    accepted(role_end(db, officer("O1"), grant_of("O1"), "ill"));
    accepted(lend("HASAN", grant_of("HASAN"), "O1", "+7"));
    accepted(role_end(db, officer("HASAN"), grant_of("O1"), "back"));
    assert_false(approves("O1"));
}

static void somebody_always_administers(void **state) {
    (void)state;
    int64_t of_admin = grant_of("ADMIN");
    refused(role_end(db, officer("ADMIN"), of_admin, "enough"), "Nobody would administer");
    const struct db_value *suspended = with(text("badge", "ADMIN"), text("status", "suspended"));
    refused(record_save(db, officer("ADMIN"), officer_put, suspended, NULL), "Nobody would administer");
    refused(
        record_save(db, officer("ADMIN"), officer_put, with(text("badge", "ADMIN"), text("roles", "")), NULL),
        "Nobody would administer");
    accepted(grant("ADMIN", "HASAN", "administrator", "AZ"));
    accepted(role_end(db, officer("ADMIN"), of_admin, "enough"));
    assert_true(role_is_administered(db));
    accepted(role_end(db, ACTOR_OWNER, grant_of("HASAN"), "the owner knows"));
    assert_true(grant_of("HASAN") != 0 || !role_is_administered(db));
}

static const char *tamper(struct db *file, void *sql) {
    return db_run(file, sql, NULL);
}

static void grants_are_never_deleted(void **state) {
    (void)state;
    refused(db_write(db, tamper, "DELETE FROM role_grant"), "never deleted");
    refused(db_write(db, tamper, "UPDATE role_grant SET role = 'administrator'"), "as it was made");
    accepted(role_end(db, ACTOR_OWNER, grant_of("HASAN"), "x"));
    refused(db_write(db, tamper, "UPDATE role_grant SET ended_at = NULL, end_why = '' WHERE end_why = 'x'"),
            "as it was made");
}

static void accounts_are_kept_by_those_who_could_grant(void **state) {
    (void)state;
    accepted(role_check_account(db, officer("LEYLA"), officer("HASAN")));
    refused(role_check_account(db, officer("LEYLA"), officer("ADMIN")), "administrator");
    refused(role_check_account(db, officer("LEYLA"), officer("AUDIT")), "auditor");
    refused(role_check_account(db, officer("LEYLA"), officer("GIA")), "not among your rights");
    refused(role_check_account(db, officer("HASAN"), officer("O1")), "rights");
    accepted(role_check_account(db, officer("ADMIN"), officer("LEYLA")));
    accepted(role_check_account(db, officer("O1"), officer("O1")));
    accepted(role_check_account(db, ACTOR_OWNER, officer("ADMIN")));
}

int main(void) {
#define with_database(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        with_database(who_may_grant_what),        with_database(a_grant_has_days_and_a_reason),
        with_database(a_substitute_stands_in),    with_database(what_is_lent_ends_with_the_role),
        with_database(both_can_end_what_is_lent), with_database(somebody_always_administers),
        with_database(grants_are_never_deleted),  with_database(accounts_are_kept_by_those_who_could_grant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
