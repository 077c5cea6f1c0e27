/* Visits: who is here, when a visit is over, and who may end whose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/clock.h"
#include "fixture.h"
#include "rules/access.h"
#include "rules/key.h"
#include "rules/visit.h"

static struct db *db;

static int begin(void **state) {
    (void)state;
    db = fixture_new();
    return 0;
}

static int end(void **state) {
    (void)state;
    clock_pretend(0);
    db_close(db);
    return 0;
}

static int64_t come(const char *badge, const char *origin) {
    int64_t visit;
    accepted(visit_begin(db, &(struct arrival){ fixture_officer(db, badge), 0, "login", origin }, &visit));
    assert_true(visit > 0);
    return visit;
}

static const char *ended(int64_t visit) {
    static char how[16];
    struct arena scratch = { 0 };
    const char *text =
        db_text(db, &scratch, "SELECT ended FROM visit WHERE id = :id", with(integer("id", visit)));
    snprintf(how, sizeof how, "%s", text ? text : "");
    arena_done(&scratch);
    return how;
}

static void run(const char *sql) {
    struct query *query = db_query_once(db, sql, NULL);
    db_next(query);
    db_done(query);
}

static void a_visit_goes_on_until_it_is_left(void **state) {
    (void)state;
    int64_t visit = come("O1", "10.1.2.3");
    accepted(visit_goes_on(db, visit));
    accepted(visit_sweep(db));
    assert_string_equal(ended(visit), "");
    accepted(visit_end(db, visit, "left"));
    assert_string_equal(ended(visit), "left");
    accepted(visit_end(db, visit, "dropped"));
    assert_string_equal(ended(visit), "left");
}

static void a_suspended_officer_is_sent_out(void **state) {
    (void)state;
    int64_t visit = come("O1", "10.1.2.3");
    run("UPDATE officer SET status = 'suspended' WHERE badge = 'O1'");
    refused(visit_goes_on(db, visit), "suspended");
}

static void a_visit_ends_with_its_key(void **state) {
    (void)state;
    int64_t officer = fixture_officer(db, "O1"), key, visit;
    accepted(key_add(db, ACTOR_OWNER, officer,
                     "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDdBWPJco0XSYhLmuTLnsBuMdxAMwWb9lEbGY1VBNrZT",
                     "2026-11-24", &key));
    assert_false(db_exists(db, "SELECT 1 FROM officer_key WHERE last_used_at > 0", NULL));
    accepted(visit_begin(db, &(struct arrival){ officer, key, "key", "10.1.2.3" }, &visit));
    assert_true(db_exists(db, "SELECT 1 FROM officer_key WHERE last_used_at > 0", NULL));
    int64_t other = come("O1", "10.1.2.4");
    accepted(visit_goes_on(db, visit));
    clock_pretend(clock_now() + 24 * 3600);
    accepted(visit_limit(db, ACTOR_OWNER, "hours", "0"));
    refused(visit_goes_on(db, visit),
            "was good until 2026-11-24; ask your coordinator. What you typed is kept.");
    clock_pretend(0);
    accepted(key_revoke(db, officer, key, "lost"));
    refused(visit_goes_on(db, visit), "was revoked");
    accepted(visit_goes_on(db, other));
}

static void a_visit_has_so_many_hours(void **state) {
    (void)state;
    int64_t visit = come("O1", "pts/3"), began = clock_now();
    clock_pretend(began + 12 * 3600 - 1);
    accepted(visit_goes_on(db, visit));
    clock_pretend(began + 12 * 3600);
    refused(visit_goes_on(db, visit), "12 hours");
    accepted(visit_limit(db, ACTOR_OWNER, "hours", "0"));
    accepted(visit_goes_on(db, visit));
}

static void administrators_end_visits_of_their_officers(void **state) {
    (void)state;
    int64_t visit = come("O1", "10.1.2.3"), foreign = come("GIA", "10.1.2.4");
    int64_t admin = fixture_officer(db, "ADMIN"), other = fixture_officer(db, "O2");
    refused(visit_stop(db, other, visit, "why not"), "not among your rights");
    refused(visit_stop(db, admin, foreign, "not ours"), "not among your rights");
    refused(visit_stop(db, admin, visit, "  "), "Say why");
    accepted(visit_stop(db, admin, visit, "The laptop was stolen"));
    refused(visit_goes_on(db, visit), "The laptop was stolen. What you typed is kept.");
    refused(visit_stop(db, admin, visit, "again"), "ended already");
    accepted(visit_end(db, visit, "over"));
    assert_string_equal(ended(visit), "ended");
    accepted(visit_stop(db, fixture_officer(db, "GIA"), foreign, "Forgotten at the office."));
    refused(visit_goes_on(db, foreign), "Forgotten at the office. What");
}

static void who_was_killed_is_not_here_any_more(void **state) {
    (void)state;
    int64_t visit = come("O1", "10.1.2.3"), living = come("O1", "10.1.2.4");
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    char sql[96];
    snprintf(sql, sizeof sql, "UPDATE visit SET process = %d WHERE id = %d", (int)child, (int)visit);
    run(sql);
    waitpid(child, NULL, 0);
    accepted(visit_sweep(db));
    assert_string_equal(ended(visit), "lost");
    assert_string_equal(ended(living), "");
}

static void the_number_of_a_process_comes_back(void **state) {
    (void)state;
    int64_t visit = come("O1", "10.1.2.3");
    run("UPDATE visit SET started = started - 1");
    int64_t next = come("O1", "10.1.2.4");
    assert_string_equal(ended(visit), "lost");
    accepted(visit_goes_on(db, next));
}

static void other_visits_are_told(void **state) {
    (void)state;
    struct visit_past past;
    int64_t officer = fixture_officer(db, "O1"), first = come("O1", "10.1.2.3");
    assert_false(visit_last(db, officer, first, &past));
    assert_false(visit_beside(db, officer, first, &past));
    come("O2", "10.1.2.9");
    int64_t second = come("O1", "pts/4");
    assert_true(visit_last(db, officer, second, &past));
    assert_string_equal(past.origin, "10.1.2.3");
    assert_true(visit_beside(db, officer, second, &past) && past.visit == first);
    assert_true(visit_beside(db, officer, first, &past) && past.visit == second);
    accepted(visit_end(db, first, "left"));
    assert_false(visit_beside(db, officer, second, &past));
}

static void terminals_of_this_machine_are_one_place(void **state) {
    (void)state;
    assert_false(visit_is_elsewhere("pts/3", "pts/4"));
    assert_false(visit_is_elsewhere("10.1.2.3", "10.1.2.3"));
    assert_true(visit_is_elsewhere("10.1.2.3", "10.1.2.4"));
    assert_true(visit_is_elsewhere("pts/3", "fe80::1"));
}

static void origins_are_read_from_ssh(void **state) {
    (void)state;
    setenv("SSH_CONNECTION", "2001:db8::7 50000 10.0.0.1 22", 1);
    assert_string_equal(visit_origin(), "2001:db8::7");
    setenv("SSH_CONNECTION", "\033[31m 1 2 3", 1);
    assert_null(strchr(visit_origin(), '\033'));
    unsetenv("SSH_CONNECTION");
}

static void limits_are_whole_and_for_administrators(void **state) {
    (void)state;
    int64_t admin = fixture_officer(db, "ADMIN");
    assert_true(visit_limits(db).idle > 9 && visit_limits(db).idle < 11);
    refused(visit_limit(db, fixture_officer(db, "O1"), "idle", "5"), "not among your rights");
    refused(visit_limit(db, admin, "idle", "5.5"), "whole number");
    refused(visit_limit(db, admin, "idle", "-1"), "whole number");
    accepted(visit_limit(db, admin, "idle", "5"));
    assert_true(visit_limits(db).idle > 4 && visit_limits(db).idle < 6);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_visit_goes_on_until_it_is_left),
        TEST(a_suspended_officer_is_sent_out),
        TEST(a_visit_ends_with_its_key),
        TEST(a_visit_has_so_many_hours),
        TEST(administrators_end_visits_of_their_officers),
        TEST(who_was_killed_is_not_here_any_more),
        TEST(the_number_of_a_process_comes_back),
        TEST(other_visits_are_told),
        TEST(terminals_of_this_machine_are_one_place),
        TEST(origins_are_read_from_ssh),
        TEST(limits_are_whole_and_for_administrators),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
