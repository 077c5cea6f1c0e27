/* Eight processes, one last seat, a thousand rounds (or CROWD_ROUNDS): in each exactly one gets it, the
 * others wait without gaps, and the histories replay to the table. */
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

#include "fixture.h"
#include "rules/access.h"
#include "rules/check.h"
#include "rules/course.h"
#include "rules/officer.h"
#include "rules/registration.h"
#include "rules/training_session.h"

enum { CROWD = 8, ROUNDS = 1000 };

static int rounds(void) {
    const char *wanted = getenv("CROWD_ROUNDS");
    return wanted && atoi(wanted) > 0 ? atoi(wanted) : ROUNDS;
}

static const char *session_code(char code[16], int round) {
    snprintf(code, 16, "R%d", round);
    return code;
}

/* Sessions of one seat, online and without days of presence, so that nobody's clash. */
static const char *make_sessions(struct db *db, void *argument) {
    (void)argument;
    char code[16];
    const char *no = NULL;
    for (int round = 0; round < rounds() && !no; round++) {
        struct record record;
        no = training_session_put(db, ACTOR_OWNER,
                                  with(text("code", session_code(code, round)), text("course", "DRG-A1"),
                                       text("organiser", "AZ-SCC-ACA"), text("seats", "1"),
                                       text("status", "open"), text("independent_from", "2027-01-01"),
                                       text("independent_to", "2027-01-31")),
                                  0, &record);
    }
    return no;
}

/* One of the crowd: asks in every round; its exit status is the number of surprises. */
static int take_part(const char *path, int number) {
    struct db *db;
    char badge[] = "O1", code[16];
    int surprises = 0;
    badge[1] = (char)('1' + number);
    if (db_open(&db, path))
        return 1;
    int64_t officer = fixture_officer(db, badge);
    for (int round = 0; round < rounds(); round++) {
        struct registration made;
        int64_t session = fixture_session_id(db, session_code(code, round));
        const char *no = registration_request(db, officer, officer, session, &made);
        bool right =
            !no && (!strcmp(made.state, "registered") ||
                    (!strcmp(made.state, "waitlisted") && made.position >= 1 && made.position < CROWD));
        surprises += !right;
    }
    db_close(db);
    return surprises > 100 ? 100 : surprises;
}

static void complain(const char *sentence, void *argument) {
    (void)argument;
    print_error("%s\n", sentence);
}

static void judge(struct db *db) {
    int64_t all = rounds();
    assert_int_equal(
        db_int(db, 0, "SELECT count(*) FROM session_seats WHERE taken = 1 AND waiting = 7", NULL), all);
    assert_int_equal(db_int(db, 0, "SELECT count(*) FROM registration", NULL), all * CROWD);
    assert_int_equal(
        db_int(db, 0,
               "SELECT count(*) FROM (SELECT session_id FROM waiting GROUP BY session_id "
               "HAVING min(position) = 1 AND max(position) = 7 AND count(DISTINCT position) = 7)",
               NULL),
        all);
    /* the one who got the seat asked first */
    assert_int_equal(
        db_int(db, 0,
               "SELECT count(*) FROM registration r JOIN registration w ON w.session_id = r.session_id "
               "AND w.state = 'waitlisted' WHERE r.seat = 1 AND w.id < r.id",
               NULL),
        0);
    assert_int_equal(check_database(db, complain, NULL), 0);
}

static void one_seat_goes_to_one(void **state) {
    (void)state;
    char folder[64], path[96];
    snprintf(folder, sizeof folder, "%s/topcop-crowd-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    struct db *db;
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/crowd.db", folder);
    assert_null(db_create(&db, path));
    fixture_fill(db);
    assert_null(db_write(db, make_sessions, NULL));
    db_close(db);
    pid_t crowd[CROWD];
    for (int i = 0; i < CROWD; i++)
        if ((crowd[i] = fork()) == 0)
            _exit(take_part(path, i));
    for (int i = 0; i < CROWD; i++) {
        int status = 0;
        assert_int_equal(waitpid(crowd[i], &status, 0), crowd[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    assert_null(db_open(&db, path));
    judge(db);
    db_close(db);
    for (const char *const *end = (const char *const[]){ "", "-wal", "-shm", NULL }; *end; end++) {
        snprintf(path, sizeof path, "%s/crowd.db%s", folder, *end);
        unlink(path);
    }
    assert_int_equal(rmdir(folder), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(one_seat_goes_to_one) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
