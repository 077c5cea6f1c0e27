/* Passwords, codes, and what failed attempts cost. */
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
#include "rules/code.h"
#include "rules/officer.h"
#include "rules/password.h"
#include "rules/password_common.h"
#include "rules/visit.h"
#include "store/slot.h"

static const char GOOD[] = "ırmaq tərəzi köhlən 47", OTHER[] = "seven teal anvils drift";

static int64_t now; /* what the clock shows */

static void wait_for(int64_t seconds) {
    now += seconds;
    clock_pretend(now);
}

static struct db *begin(void) {
    struct db *db = fixture_new();
    clock_pretend(0);
    now = clock_now();
    return db;
}

static void end(struct db *db) {
    clock_pretend(0);
    db_close(db);
}

static void give_password(struct db *db, const char *badge, const char *password) {
    char code[CODE_TEXT];
    int64_t officer = fixture_officer(db, badge);
    accepted(code_issue(db, ACTOR_OWNER, officer, "password", code));
    accepted(password_set(db, officer, code, password));
}

static int64_t come(struct db *db, int64_t officer) {
    int64_t visit;
    accepted(visit_begin(db, &(struct arrival){ officer, 0, "login", "tty1" }, &visit));
    return visit;
}

static const char *enter(struct db *db, const char *badge, const char *secret) {
    int64_t officer = 0;
    bool by_code = false;
    return password_enter(db, badge, secret, "10.1.2.3", &officer, &by_code);
}

/* ---- choosing ---- */

static void well_known_ones_are_refused(void **state) {
    (void)state;
    static const char *const bad[] = {
        "password",        "Password1!",     "P@ssw0rd2026", "passw0rd123",    "qwertyuiop",   "qwerty123456",
        "1q2w3e4r5t",      "1qaz2wsx3edc",   "asdfghjkl",    "12345678",       "123456789012", "aaaaaaaaaaaa",
        "abcabcabcabc",    "iloveyou123",    "sunshine2024", "football1",      "letmein1234",  "admin12345",
        "welcome2026!",    "Пароль123",      "йцукен123456", "привет2026",     "любовь123",    "şifrə12345",
        "Azərbaycan2026",  "azerbaycan1918", "qarabag1988!", "საქართველო2026", "hayastan2026", "moldova1991",
        "galatasaray1905", "topcop2026",     "topcoptopcop", "customs12345",   "gömrük2026",   "19901224",
        "0501234567",      "leyla.aydin",    "zaq12wsx!",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (!password_is_common(bad[i], "leyla aydin az-scc-aca customs academy"))
            fail_msg("%s would be taken", bad[i]);
    static const char *const good[] = { "correct horse battery staple", "kX7#pq2vLm",
                                        "göyərçin taxta limon 8", "ырмак кувшин 9 гроздь",
                                        "tumanlı dağ çəpər" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (password_is_common(good[i], "leyla aydin az-scc-aca customs academy"))
            fail_msg("%s is refused", good[i]);
}

static void length_counts_characters(void **state) {
    (void)state;
    struct db *db = begin();
    int64_t leyla = fixture_officer(db, "LEYLA");
    char longest[PASSWORD_MOST * 2 + 8] = "";
    refused(password_judge(db, leyla, "жщюэъфы"), "At least 8 characters are wanted; these are 7");
    accepted(password_judge(db, leyla, "жщюэъфыц"));
    for (int i = 0; i < PASSWORD_MOST; i++)
        strcat(longest, i % 7 ? (i % 5 ? "ж" : "q") : "9");
    accepted(password_judge(db, leyla, longest));
    strcat(longest, "!");
    refused(password_judge(db, leyla, longest), "At most 128");
    refused(password_judge(db, leyla, "leyla aydin 1"), "easily guessed");
    refused(password_judge(db, leyla, "broken \xff\xfe bytes"), "broken characters");
    end(db);
}

static void the_first_is_chosen_with_a_code(void **state) {
    (void)state;
    struct db *db = begin();
    char code[CODE_TEXT], typed[64];
    int64_t officer = fixture_officer(db, "O1"), who = 0;
    bool by_code = false;
    assert_false(password_is_set(db, officer));
    accepted(code_issue(db, fixture_officer(db, "LEYLA"), officer, "password", code));
    assert_int_equal(strlen(code), CODE_TEXT - 1);
    assert_false(db_exists(db, "SELECT 1 FROM code WHERE instr(hash, :code)", with(text("code", code))));
    accepted(password_enter(db, "O1", code, "tty1", &who, &by_code));
    assert_true(by_code);
    assert_int_equal(who, officer);
    snprintf(typed, sizeof typed, " %.4s %.4s %.4s", code, code + 5, code + 10);
    for (char *c = typed; *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
    refused(password_set(db, officer, typed, "password"), "easily guessed");
    accepted(password_set(db, officer, typed, GOOD));
    assert_true(password_is_set(db, officer));
    refused(password_set(db, officer, code, OTHER), "neither your password nor a code");
    wait_for(60);
    accepted(password_enter(db, "O1", GOOD, "tty1", &who, &by_code));
    assert_false(by_code);
    int64_t here = come(db, officer), there = come(db, officer),
            another = come(db, fixture_officer(db, "O2"));
    db_actor(db, officer, here);
    accepted(password_set(db, officer, GOOD, OTHER));
    accepted(visit_goes_on(db, here));
    refused(visit_goes_on(db, there), "The password was changed. What you typed is kept.");
    accepted(visit_goes_on(db, another));
    refused(enter(db, "O1", GOOD), "do not go together");
    wait_for(60);
    accepted(enter(db, "O1", OTHER));
    end(db);
}

static void a_code_ends(void **state) {
    (void)state;
    struct db *db = begin();
    char first[CODE_TEXT], second[CODE_TEXT];
    int64_t officer = fixture_officer(db, "O1");
    accepted(code_issue(db, ACTOR_OWNER, officer, "password", first));
    accepted(code_issue(db, ACTOR_OWNER, officer, "password", second));
    assert_false(code_is_good(db, officer, "password", first));
    assert_true(code_is_good(db, officer, "password", second));
    assert_false(code_is_good(db, officer, "key", second));
    assert_false(code_is_good(db, fixture_officer(db, "O2"), "password", second));
    wait_for(CODE_HOURS * 3600 - 1);
    assert_true(code_is_good(db, officer, "password", second));
    wait_for(1);
    assert_false(code_is_good(db, officer, "password", second));
    refused(password_set(db, officer, second, GOOD), "neither");
    end(db);
}

static void a_code_ends_with_another_password(void **state) {
    (void)state;
    struct db *db = begin();
    char code[CODE_TEXT];
    int64_t officer = fixture_officer(db, "O1");
    give_password(db, "O1", GOOD);
    accepted(code_issue(db, ACTOR_OWNER, officer, "password", code));
    accepted(password_set(db, officer, GOOD, OTHER));
    assert_false(code_is_good(db, officer, "password", code));
    refused(password_set(db, officer, code, GOOD), "neither");
    end(db);
}

static void codes_are_issued_by_who_may(void **state) {
    (void)state;
    struct db *db = begin();
    char code[CODE_TEXT];
    int64_t leyla = fixture_officer(db, "LEYLA"), admin = fixture_officer(db, "ADMIN"),
            plain = fixture_officer(db, "PLAIN");
    accepted(code_issue(db, leyla, fixture_officer(db, "HASAN"), "password", code));
    accepted(code_issue(db, admin, leyla, "password", code));
    refused(code_issue(db, leyla, admin, "password", code),
            "administrator@AZ is not among those you may grant");
    refused(code_issue(db, leyla, leyla, "password", code), "For yourself");
    refused(code_issue(db, plain, leyla, "password", code), "not among your rights");
    refused(code_issue(db, leyla, fixture_officer(db, "GIA"), "password", code), "not among your rights");
    refused(code_issue(db, leyla, fixture_officer(db, "SUSI"), "password", code), "suspended");
    assert_string_equal(code, "");
    end(db);
}

/* ---- attempts ---- */

static void every_failure_sounds_the_same(void **state) {
    (void)state;
    struct db *db = begin();
    give_password(db, "O1", GOOD);
    char unknown[512], wrong[512], none[512];
    snprintf(unknown, sizeof unknown, "%s", enter(db, "NOBODY", GOOD));
    snprintf(wrong, sizeof wrong, "%s", enter(db, "O1", OTHER));
    snprintf(none, sizeof none, "%s", enter(db, "O2", GOOD));
    assert_string_equal(unknown, wrong);
    assert_string_equal(unknown, none);
    snprintf(unknown, sizeof unknown, "%s", enter(db, "NOBODY", GOOD));
    snprintf(wrong, sizeof wrong, "%s", enter(db, "O1", GOOD));
    assert_string_equal(unknown, wrong);
    assert_non_null(strstr(wrong, "try again in 1 second"));
    end(db);
}

static void waits_double_and_end(void **state) {
    (void)state;
    struct db *db = begin();
    give_password(db, "O1", GOOD);
    int64_t officer = fixture_officer(db, "O1"), wait = 1;
    int failures;
    for (int i = 0; i < 12; i++) {
        refused(enter(db, "O1", OTHER), "do not go together");
        assert_int_equal(password_waits_until(db, officer, &failures) - now, wait);
        assert_int_equal(failures, i + 1);
        if (wait == 900)
            refused(enter(db, "O1", GOOD), "try again in 15 minutes");
        wait_for(wait - 1);
        refused(enter(db, "O1", GOOD), "try again in 1 second");
        wait_for(1);
        wait = i < 9 ? wait * 2 : 900;
    }
    accepted(enter(db, "O1", GOOD));
    password_waits_until(db, officer, &failures);
    assert_int_equal(failures, 0);
    refused(enter(db, "O1", OTHER), "do not go together");
    refused(password_unlock(db, fixture_officer(db, "PLAIN"), officer), "not among your rights");
    accepted(password_unlock(db, fixture_officer(db, "LEYLA"), officer));
    accepted(password_verify(db, officer, GOOD));
    refused(password_verify(db, officer, OTHER), "not your password");
    wait_for(-3600); /* the clock set back does not lock anybody out */
    wait_for(0);
    accepted(password_verify(db, officer, GOOD));
    end(db);
}

static void the_door_does_not_keep_those_inside_waiting(void **state) {
    (void)state;
    struct db *db = begin();
    give_password(db, "O1", GOOD);
    int64_t officer = fixture_officer(db, "O1");
    int failures;
    refused(enter(db, "O1", OTHER), "do not go together");
    refused(enter(db, "O1", GOOD), "try again in 1 second");
    accepted(password_verify(db, officer, GOOD));
    refused(enter(db, "O1", GOOD),
            "try again in 1 second"); /* nor does being right inside help at the door */
    refused(password_verify(db, officer, OTHER), "not your password");
    refused(password_verify(db, officer, GOOD), "try again in 1 second");
    assert_int_equal(password_waits_until(db, officer, &failures) - now, 1);
    assert_int_equal(failures, 2);
    accepted(password_unlock(db, fixture_officer(db, "LEYLA"), officer));
    password_waits_until(db, officer, &failures);
    assert_int_equal(failures, 0);
    accepted(password_verify(db, officer, GOOD));
    end(db);
}

static void one_place_waits_for_many_badges(void **state) {
    (void)state;
    struct db *db = begin();
    give_password(db, "O1", GOOD);
    char badge[16];
    for (int i = 0; i < 21; i++) {
        snprintf(badge, sizeof badge, "X%d", i);
        refused(enter(db, badge, OTHER), "do not go together");
    }
    refused(enter(db, "O1", GOOD), "try again in 1 second");
    int64_t officer;
    bool by_code;
    accepted(password_enter(db, "O1", GOOD, "10.9.9.9", &officer, &by_code));
    wait_for(1);
    accepted(enter(db, "O1", GOOD));
    refused(enter(db, "X99", OTHER),
            "do not go together"); /* being right somewhere does not clear the place */
    refused(enter(db, "X98", OTHER), "try again in 2 seconds");
    assert_false(db_exists(db, "SELECT 1 FROM failure WHERE name = 'X1'", NULL));
    end(db);
}

static void a_suspended_officer_is_told_so(void **state) {
    (void)state;
    struct db *db = begin();
    give_password(db, "O1", GOOD);
    fixture_save(db, officer_put, with(text("badge", "O1"), text("status", "suspended")));
    refused(enter(db, "O1", OTHER), "do not go together");
    wait_for(1);
    refused(enter(db, "O1", GOOD), "suspended");
    end(db);
}

static const char *weaken(struct db *db, void *argument) {
    (void)argument; /* of "ırmaq tərəzi köhlən 47", with a lower cost */
    return db_run(db, "UPDATE password SET hash = :hash, set_at = 5",
                  with(text("hash", "$argon2id$v=19$m=32,t=1,p=1$Ycv96c+fLr3o2DbGi6Iamw$"
                                    "sOG2JIHlCCbQw0mjKYSSSIG2ODKqDcTYviueZqKpAms")));
}

static void an_old_hash_is_made_anew(void **state) {
    (void)state;
    struct db *db = begin();
    give_password(db, "O1", GOOD);
    accepted(db_write(db, weaken, NULL));
    accepted(enter(db, "O1", GOOD));
    assert_true(
        db_exists(db, "SELECT 1 FROM password WHERE instr(hash, 'm=65536,t=2') AND set_at = 5", NULL));
    accepted(enter(db, "O1", GOOD));
    end(db);
}

/* ---- four at once ---- */

static void only_four_have_a_slot(void **state) {
    (void)state;
    char folder[] = "/tmp/topcop-password-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.db", folder);
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    struct db *db;
    accepted(db_create(&db, path));
    db_close(db);
    enum { MANY = 9 };
    int taken[2], go[2];
    assert_int_equal(pipe(taken) | pipe(go), 0);
    for (int i = 0; i < MANY; i++)
        if (fork() == 0) {
            char byte;
            bool fine = !db_open(&db, path) && !slot_take(db) && write(taken[1], "t", 1) == 1 &&
                        read(go[0], &byte, 1) == 1;
            if (i % 2) /* the others are killed with the slot in their hands */
                slot_give(db);
            _exit(!fine);
        }
    char bytes[MANY];
    int seen = 0;
    while (seen < SLOTS)
        seen += (int)read(taken[0], bytes, (size_t)(SLOTS - seen));
    for (int i = SLOTS; i < MANY; i++) { /* one comes in for each that leaves, and none before */
        fd_set ready;
        FD_ZERO(&ready);
        FD_SET(taken[0], &ready);
        assert_int_equal(select(taken[0] + 1, &ready, NULL, NULL, &(struct timeval){ .tv_usec = 20000 }), 0);
        assert_int_equal(write(go[1], "g", 1), 1);
        assert_int_equal(read(taken[0], bytes, 1), 1);
    }
    assert_int_equal(write(go[1], "gggg", SLOTS), SLOTS);
    for (int i = 0, status; i < MANY; i++) {
        wait(&status);
        assert_int_equal(status, 0);
    }
    unlink(path);
    for (const char *const *tail = (const char *const[]){ "-wal", "-shm", NULL }; *tail; tail++) {
        char other[80];
        snprintf(other, sizeof other, "%s%s", path, *tail);
        unlink(other);
    }
    assert_int_equal(rmdir(folder), 0);
}

static void the_audit_tells_of_the_door(void **state) {
    (void)state;
    struct db *db = begin();
    int64_t officer = fixture_officer(db, "O1"), leyla = fixture_officer(db, "LEYLA");
    give_password(db, "O1", GOOD);
    refused(enter(db, "O1", OTHER), "do not go together");
    refused(enter(db, OTHER, GOOD), "do not go together"); /* a password typed as the badge */
    db_actor(db, leyla, 0);
    accepted(password_unlock(db, leyla, officer));
    const struct db_value *values = with(integer("officer", officer), integer("leyla", leyla));
    assert_true(db_exists(db,
                          "SELECT 1 FROM audit WHERE act = 'refused at the door' AND thing_id = :officer AND "
                          "detail = '10.1.2.3'",
                          values));
    assert_true(
        db_exists(db, "SELECT 1 FROM audit WHERE act = 'refused at the door' AND thing_id = 0", NULL));
    assert_true(db_exists(
        db, "SELECT 1 FROM audit WHERE act = 'unlocked' AND thing_id = :officer AND officer_id = :leyla",
        values));
    assert_true(db_exists(db,
                          "SELECT 1 FROM audit WHERE act = 'added' AND thing = 'officer' AND thing_id = "
                          ":officer AND detail LIKE 'password%'",
                          values));
    assert_false(db_exists(db,
                           "SELECT 1 FROM audit WHERE instr(detail, :good) OR instr(detail, :other) OR "
                           "instr(detail, '$argon2id') OR thing = 'failure'",
                           with(text("good", GOOD), text("other", OTHER))));
    end(db);
}

static void what_somebody_knows_is_taken_away(void **state) {
    (void)state;
    struct db *db = begin();
    give_password(db, "O1", GOOD);
    char code[CODE_TEXT], other[CODE_TEXT];
    int64_t officer = fixture_officer(db, "O1"), leyla = fixture_officer(db, "LEYLA");
    int64_t visit = come(db, officer);
    accepted(code_issue(db, leyla, officer, "password", code));
    assert_non_null(password_take_away(db, officer, officer));
    accepted(password_take_away(db, leyla, officer));
    assert_false(password_is_set(db, officer) || code_is_good(db, officer, "password", code));
    refused(visit_goes_on(db, visit), "The password was taken away.");
    accepted(code_issue(db, leyla, officer, "password", code)); /* by one who leaves */
    accepted(code_issue(db, ACTOR_OWNER, leyla, "password", other));
    accepted(record_save(db, ACTOR_OWNER, officer_put,
                         with(text("badge", "LEYLA"), text("status", "suspended")), NULL));
    assert_false(code_is_good(db, officer, "password", code) || code_is_good(db, leyla, "password", other));
    end(db);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_known_ones_are_refused),
        cmocka_unit_test(length_counts_characters),
        cmocka_unit_test(the_first_is_chosen_with_a_code),
        cmocka_unit_test(a_code_ends),
        cmocka_unit_test(a_code_ends_with_another_password),
        cmocka_unit_test(codes_are_issued_by_who_may),
        cmocka_unit_test(every_failure_sounds_the_same),
        cmocka_unit_test(waits_double_and_end),
        cmocka_unit_test(the_door_does_not_keep_those_inside_waiting),
        cmocka_unit_test(one_place_waits_for_many_badges),
        cmocka_unit_test(what_somebody_knows_is_taken_away),
        cmocka_unit_test(a_suspended_officer_is_told_so),
        cmocka_unit_test(an_old_hash_is_made_anew),
        cmocka_unit_test(only_four_have_a_slot),
        cmocka_unit_test(the_audit_tells_of_the_door),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
