/* The real program while somebody else ends the visit, takes the officer away, or nobody types: in both
 * faces.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "fixture.h"
#include "rules/access.h"
#include "rules/code.h"
#include "rules/password.h"
#include "rules/visit.h"
#include "unfinished.h"

static struct db *db;

static const char PASSWORD[] = "four green tractors sing";

static int begin(void **state) {
    return unfinished_begin(state) || db_open(&db, unfinished_database());
}

static int end(void **state) {
    db_close(db);
    return unfinished_end(state);
}

static const char *run(struct db *there, void *argument) {
    return db_run(there, argument, NULL);
}

static struct pty *start(bool line) {
    static const char *const words[2][2] = { { NULL }, { "--line", NULL } };
    struct pty *pty = unfinished_start("vt100", 0, 0, words[line]);
    assert_true(pty_wait(pty, line ? "About topcop" : "F1 Help"));
    return pty;
}

/* The visit of a program, which is noted soon after its first screen. */
static int64_t visit_of(struct pty *pty) {
    int64_t visit = 0;
    for (int tries = 0; !visit && tries < PTY_LIMIT / 10; tries++) {
        pty_read(pty, 10);
        visit = db_int(db, 0, "SELECT id FROM visit WHERE process = :process AND ended_at IS NULL",
                       with(integer("process", pty_process(pty))));
    }
    assert_true(visit > 0);
    return visit;
}

static void assert_ended(int64_t visit, const char *how) {
    assert_true(db_exists(db, "SELECT 1 FROM visit WHERE id = :id AND ended = :how",
                          with(integer("id", visit), text("how", how))));
}

static void somebody_ends_it(void **state) {
    (void)state;
    for (int line = 0; line < 2; line++) {
        struct pty *pty = start(line);
        int64_t visit = visit_of(pty);
        accepted(visit_stop(db, ACTOR_OWNER, visit, "The laptop is gone"));
        assert_int_equal(pty_end(pty, PTY_LIMIT), 1);
        assert_true(screen_shows(pty_screen(pty), "The laptop is gone."));
        assert_ended(visit, "ended");
        pty_free(pty);
    }
}

static void a_suspended_officer_is_sent_out(void **state) {
    (void)state;
    for (int line = 0; line < 2; line++) {
        struct pty *pty = start(line);
        int64_t visit = visit_of(pty);
        accepted(db_write(db, run, "UPDATE officer SET status = 'suspended' WHERE login IS NOT NULL"));
        assert_int_equal(pty_end(pty, PTY_LIMIT), 1);
        assert_true(screen_shows(pty_screen(pty), "suspended"));
        accepted(db_write(db, run, "UPDATE officer SET status = 'active' WHERE login IS NOT NULL"));
        assert_ended(visit, "over");
        pty_free(pty);
    }
}

static void leaving_and_dropping_are_noted(void **state) {
    (void)state;
    for (int line = 0; line < 2; line++) {
        struct pty *pty = start(line);
        int64_t visit = visit_of(pty);
        pty_signal(pty, SIGTERM);
        pty_end(pty, PTY_LIMIT);
        assert_ended(visit, "dropped");
        pty_free(pty);
        pty = start(line);
        visit = visit_of(pty);
        pty_send(pty, line ? "quit\r" : "\021");
        assert_int_equal(pty_end(pty, PTY_LIMIT), 0);
        assert_ended(visit, "left");
        pty_free(pty);
    }
}

static void who_is_killed_is_found_out(void **state) {
    (void)state;
    struct pty *pty = start(false);
    int64_t visit = visit_of(pty);
    pty_signal(pty, SIGKILL);
    pty_end(pty, PTY_LIMIT);
    accepted(visit_sweep(db));
    assert_ended(visit, "lost");
    pty_free(pty);
}

static void the_second_visit_is_told_of_the_first(void **state) {
    (void)state;
    struct pty *first = start(false);
    visit_of(first);
    struct pty *second = start(false);
    assert_true(pty_wait(second, "You are also here from"));
    pty_free(second);
    pty_free(first);
}

static void who_has_no_password_is_not_locked(void **state) {
    (void)state;
    accepted(db_write(db, run, "UPDATE setting SET value = '0.01' WHERE name = 'idle'"));
    for (int line = 0; line < 2; line++) {
        struct pty *pty = start(line);
        assert_int_equal(pty_end(pty, PTY_LIMIT), 1);
        assert_true(screen_shows(pty_screen(pty), "Nobody typed here for a while"));
        pty_free(pty);
    }
}

static void the_password_unlocks(void **state) {
    (void)state;
    char code[CODE_TEXT];
    int64_t officer = db_int(db, 0, "SELECT officer_id FROM visit ORDER BY id DESC LIMIT 1", NULL);
    accepted(code_issue(db, ACTOR_OWNER, officer, "password", code));
    accepted(password_set(db, officer, code, PASSWORD));
    for (int line = 0; line < 2; line++) {
        struct pty *pty = start(line);
        assert_true(pty_wait(pty, "Your password opens it"));
        if (!line)
            assert_false(screen_shows(pty_screen(pty), "About topcop"));
        accepted(db_write(db, run, "UPDATE setting SET value = '10' WHERE name = 'idle'"));
        assert_true(pty_wait(pty, "Password:") || !line);
        pty_send(pty, PASSWORD);
        pty_send(pty, "\r");
        if (line) {
            assert_true(pty_wait(pty, "Now say"));
            pty_send(pty, "unlock\r");
        }
        assert_true(pty_wait(pty, line ? "About topcop" : "F1 Help"));
        pty_free(pty);
        accepted(db_write(db, run, "UPDATE setting SET value = '0.01' WHERE name = 'idle'"));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(somebody_ends_it),
        cmocka_unit_test(a_suspended_officer_is_sent_out),
        cmocka_unit_test(leaving_and_dropping_are_noted),
        cmocka_unit_test(who_is_killed_is_found_out),
        cmocka_unit_test(the_second_visit_is_told_of_the_first),
        cmocka_unit_test(who_has_no_password_is_not_locked),
        cmocka_unit_test(the_password_unlocks),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
