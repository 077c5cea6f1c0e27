/* What "topcop setup" makes below a folder: the modes, what sshd is told, and that it follows no link. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "calls.h"

#define DATABASE "machine" TOPCOP_DATABASE

static mode_t mode_of(const char *path) {
    struct stat about;
    assert_int_equal(lstat(path, &about), 0);
    return about.st_mode & 07777;
}

static void a_machine_is_set_up_once(void **state) {
    (void)state;
    call_does(0, "setup --root machine --structure AZ=Azerbaijan --administrator A-1=Quliyeva --yes");
    assert_int_equal(mode_of(DATABASE), 0600);
    assert_int_equal(mode_of(DATABASE "-keys"), 0640);
    call_does(0, "setup --root machine --structure AZ=Azerbaijan --administrator A-1=Quliyeva");
    assert_non_null(strstr(call_content("out"), "Everything is set up"));
}

static const char *refused_with(const char *words) {
    assert_true(call_status(words) != 0);
    return call_content("err");
}

static void people_are_judged_before_anything_is_done(void **state) {
    (void)state;
    call_write("nokey.pub", "no key at all\n");
    static const char *const calls[][2] = {
        { "setup --root other --structure GE=Georgia --administrator G-1=Beridze --key nokey.pub --yes",
          "public key" },
        { "setup --root other --structure GE=Georgia --administrator G-1=Beridze --key gone.pub --yes",
          "gone.pub" },
        { "setup --root other --key nokey.pub --yes", "name them, too" },
        { "setup --root other --administrator G-1=Beridze --yes", "also needs --structure" },
        { "setup --root other --structure GE --yes", "--structure GE=NAME makes it" },
        { "setup --root machine --administrator A-2 --yes", "--administrator A-2=SURNAME makes them" },
    };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (!strstr(refused_with(calls[i][0]), calls[i][1]))
            fail_msg("%s: %s", calls[i][0], call_content("err"));
    assert_int_not_equal(access("other", F_OK), 0);
}

/* Who takes over may be an officer already, and need not know where the role is granted. */
static void an_officer_of_old_becomes_administrator(void **state) {
    (void)state;
    call_does(0, "setup --root machine --coordinator A-1 --yes");
    assert_non_null(strstr(call_content("out"), "done             the coordinator A-1"));
    call_does(0, "setup --root machine --coordinator A-1");
    assert_non_null(strstr(call_content("out"), "is so already    the coordinator A-1"));
    call_does(0, "--db " DATABASE " export officers");
    assert_non_null(strstr(call_content("out"), "administrator@AZ coordinator@AZ"));
}

static void a_plan_alone_does_nothing(void **state) {
    (void)state;
    assert_non_null(strstr(refused_with("setup --root other"), "the same with --yes does it"));
    assert_int_not_equal(access("other", F_OK), 0);
}

static void sshd_lets_keys_of_topcop_in_alone(void **state) {
    (void)state;
    static const char *const lines[] = { "AuthorizedKeysFile none", "TrustedUserCAKeys none",
                                         "AuthenticationMethods publickey", "DisableForwarding yes",
                                         "PermitUserRC no" };
    const char *text = call_content("machine/etc/ssh/sshd_config.d/topcop.conf");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (!strstr(text, lines[i]))
            fail_msg("sshd is not told: %s", lines[i]);
}

/* The account that owns the folder could point root at any file of the machine. */
static void links_are_not_followed(void **state) {
    (void)state;
    call_write("shadow", "secret");
    assert_int_equal(chmod("shadow", 0604), 0);
    unlink(DATABASE "-shm");
    char folder[512];
    assert_non_null(getcwd(folder, sizeof folder));
    assert_int_equal(symlink(arena_format(&call_arena, "%s/shadow", folder), DATABASE "-shm"), 0);
    assert_int_equal(chmod(DATABASE, 0666), 0);
    assert_true(call_status("setup --root machine --yes") != 0);
    assert_int_equal(mode_of("shadow"), 0604);
    assert_int_equal(unlink(DATABASE "-shm"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_machine_is_set_up_once),
        cmocka_unit_test(people_are_judged_before_anything_is_done),
        cmocka_unit_test(an_officer_of_old_becomes_administrator),
        cmocka_unit_test(a_plan_alone_does_nothing),
        cmocka_unit_test(sshd_lets_keys_of_topcop_in_alone),
        cmocka_unit_test(links_are_not_followed),
    };
    call_enter();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    call_leave();
    return failed;
}
