/* Heads of the audit as they are noted outside of the machine: plain and signed, right, changed and outdated.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "tests/calls.h"

static int enter(void **state) {
    (void)state;
    call_enter();
    call_does(0, "init t.db");
    call_does(0, "--db t.db audit head");
    call_write("empty", call_content("out"));
    call_does(0, "--db t.db export courses");
    call_does(0, "--db t.db export sessions");
    call_does(0, "audit keys boss");
    call_does(0, "audit keys other");
    return 0;
}

static int leave(void **state) {
    (void)state;
    call_leave();
    return 0;
}

static void the_secret_key_is_for_its_owner_alone(void **state) {
    (void)state;
    struct stat about;
    assert_int_equal(stat("boss", &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    call_says("audit keys boss", "cannot be written");
}

static void a_plain_head_is_compared(void **state) {
    (void)state;
    call_does(0, "--db t.db audit head");
    call_write("head", call_content("out"));
    call_does(0, "--db t.db audit verify --head head");
    call_does(0, "--db t.db audit verify --head empty");
    call_write("head", "1 0000000000000000000000000000000000000000000000000000000000000000\n");
    call_says("--db t.db audit verify --head head", "is not what it was");
    call_write("head", "good morning\n");
    call_says("--db t.db audit verify --head head", "holds no head");
}

static void a_signed_head_tells_who_signed_what(void **state) {
    (void)state;
    call_does(0, "--db t.db audit sign --key boss");
    const char *head = call_content("out");
    call_write("head", head);
    call_does(0, "--db t.db audit verify --head head --public boss.pub");
    call_says("--db t.db audit verify --head head --public other.pub",
              "not signed with the key of other.pub");
    call_write("head", call_other(head, "\nat ", "\nat 1"));
    call_says("--db t.db audit verify --head head --public boss.pub", "changed since");
    call_write("head", call_other(head, "signature ", "signature A"));
    call_says("--db t.db audit verify --head head --public boss.pub", "changed since");
    call_says("--db t.db audit sign --key boss.pub", "is no key");
    call_write("nothing", "");
    call_says("--db t.db audit sign --key nothing", "is no key");
    call_says("--db t.db audit verify --head nothing", "holds no head");
}

/* By somebody with the file in hands, who has taken away the last row: the chain holds, but for the head. */
static void a_head_finds_a_cut_tail(void **state) {
    (void)state;
    sqlite3 *file;
    call_does(0, "--db t.db audit head");
    call_write("head", call_content("out"));
    assert_int_equal(sqlite3_open("t.db", &file), SQLITE_OK);
    assert_int_equal(sqlite3_exec(file,
                                  "DROP TRIGGER audit_is_kept; "
                                  "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(file);
    call_does(0, "--db t.db audit verify");
    call_says("--db t.db audit verify --head head", "its end was taken away");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_secret_key_is_for_its_owner_alone),
        cmocka_unit_test(a_plain_head_is_compared),
        cmocka_unit_test(a_signed_head_tells_who_signed_what),
        cmocka_unit_test(a_head_finds_a_cut_tail),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
