/* `topcop check` finds what is broken, names it, and is silent otherwise. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "fixture.h"
#include "rules/check.h"
#include "rules/registration.h"
#include "rules/training_session.h"

static struct db *db;
static struct buffer said;

static void ask(const char *badge, int64_t session) {
    int64_t officer = fixture_officer(db, badge);
    assert_null(registration_request(db, officer, officer, session, NULL));
}

/* Session S: one seat; O1 has it, O2 and O3 wait. */
static int begin(void **state) {
    (void)state;
    db = fixture_new();
    int64_t session = fixture_session(db, "S", "1", NULL);
    ask("O1", session), ask("O2", session), ask("O3", session);
    return 0;
}

static int end(void **state) {
    (void)state;
    db_close(db);
    buffer_done(&said);
    return 0;
}

static void note(const char *sentence, void *argument) {
    (void)argument;
    buffer_format(&said, "%s\n", sentence);
}

static const char *run_step(struct db *own, void *argument) {
    return db_run(own, argument, NULL);
}

static void spoil(char *sql) {
    const char *no = db_write(db, run_step, sql);
    if (no)
        fail_msg("%s: %s", sql, no);
}

static void found(const char *sentence) {
    buffer_clear(&said);
    assert_true(check_database(db, note, NULL) > 0);
    if (!strstr(said.text, sentence))
        fail_msg("\"%s\" is not in:\n%s", sentence, said.text);
}

static void a_sound_database_is_sound(void **state) {
    (void)state;
    assert_int_equal(check_database(db, note, NULL), 0);
}

static void too_many_seats(void **state) {
    (void)state;
    spoil("UPDATE registration SET state = 'registered' WHERE id = 2");
    found("I1: session S has more seats taken (2/1)");
    found("I9: the history of officer O2 in session S does not lead");
}

static void too_many_of_a_quota(void **state) {
    (void)state;
    spoil("INSERT INTO session_quota SELECT s.id, u.id, 0 FROM session s JOIN structure u ON u.code = "
          "'AZ-SCC' WHERE s.code = 'S'");
    spoil("UPDATE registration SET quota_id = (SELECT id FROM structure WHERE code = 'AZ-SCC')");
    found("I2: in session S the quota of AZ-SCC is exceeded");
}

static void twice_on_the_list(void **state) {
    (void)state;
    spoil("DROP INDEX registration_once");
    spoil("INSERT INTO registration (session_id, officer_id, state, requested_at) "
          "SELECT session_id, officer_id, 'waitlisted', requested_at FROM registration WHERE id = 3");
    found("I3: officer O3 has more than one live registration for session S.");
}

static void someone_overtook(void **state) {
    (void)state;
    spoil("UPDATE session SET seats = 2 WHERE code = 'S'");
    spoil("UPDATE registration SET state = 'registered' WHERE id = 3");
    spoil("INSERT INTO registration_event (registration_id, at, from_state, to_state, act) "
          "VALUES (3, now(), 'waitlisted', 'registered', 'promote')");
    found("I4: officer O3 got a seat before officers who asked earlier");
}

static void someone_has_a_seat_unapproved(void **state) {
    (void)state;
    spoil("INSERT INTO registration_transition VALUES ('registered', 'submitted', 'force'), ('submitted', "
          "'registered', 'force')");
    spoil("INSERT INTO registration_event (registration_id, at, from_state, to_state, act) "
          "VALUES (1, now(), 'registered', 'submitted', 'force'), (1, now(), 'submitted', 'registered', "
          "'force')");
    found("I6: officer O1 has a seat in session S without the approval");
}

static void someone_waits_in_vain(void **state) {
    (void)state;
    spoil("UPDATE session SET seats = 2 WHERE code = 'S'");
    found("I7: officer O2 waits although a seat is free in session S.");
}

static void a_cancelled_session_has_seats(void **state) {
    (void)state;
    spoil("UPDATE session SET status = 'cancelled' WHERE code = 'S'");
    found("I8: session S was cancelled, but officer O1 still has a seat in it.");
}

static void a_history_has_a_gap(void **state) {
    (void)state;
    spoil("INSERT INTO registration_event (registration_id, at, from_state, to_state, act) "
          "VALUES (1, now(), 'waitlisted', 'registered', 'promote')");
    found("I9: the history of officer O1 in session S has a gap.");
}

static void the_tree_is_wrong(void **state) {
    (void)state;
    spoil("DELETE FROM structure_above WHERE distance = 2 AND structure_id = 4");
    found("The tree of structures is wrong for AZ-SCC-XAC: AZ");
}

static void words_are_missing(void **state) {
    (void)state;
    spoil("DELETE FROM course_search WHERE rowid = 1");
    spoil("UPDATE officer SET surname = 'Other' WHERE badge = 'O4'");
    found("Course DRG-A1 cannot be found");
    found("Officer O4 cannot be found");
}

static void a_reference_leads_nowhere(void **state) {
    (void)state;
    struct query *off = db_query_once(db, "PRAGMA foreign_keys = OFF", NULL);
    db_next(off);
    db_done(off);
    spoil("UPDATE officer SET manager_id = 999 WHERE badge = 'O4'");
    found("A row of the table officer refers to a row of officer that does not exist.");
}

int main(void) {
#define with_database(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        with_database(a_sound_database_is_sound), with_database(too_many_seats),
        with_database(too_many_of_a_quota),       with_database(twice_on_the_list),
        with_database(someone_overtook),          with_database(someone_has_a_seat_unapproved),
        with_database(someone_waits_in_vain),     with_database(a_cancelled_session_has_seats),
        with_database(a_history_has_a_gap),       with_database(the_tree_is_wrong),
        with_database(words_are_missing),         with_database(a_reference_leads_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
