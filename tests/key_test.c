/* SSH keys: which lines are taken, who may add and revoke, and the file that sshd is answered from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "calls.h"
#include "fixture.h"
#include "rules/access.h"
#include "rules/code.h"
#include "rules/key.h"
#include "rules/key_file.h"
#include "rules/key_line.h"
#include "rules/officer.h"

/* Made by ssh-keygen for this test, with the fingerprints that it shows; their secret halves are gone. */
#define ED25519 "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDdBWPJco0XSYhLmuTLnsBuMdxAMwWb9lEbGY1VBNrZT"
static const char ed25519_print[] = "SHA256:SivgyveiwUv9CW+u7kCMu9xbBFMo4mqyq9YFYRfcoJ8";
#define ECDSA                                                                                                \
    "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBPHUmGVuVmA6p0UTt9908mU"        \
    "pHyjjXPqVHnPfEni7SE+5tGfjUJgGKGDDxt2NADb5DbB6P2StZneA6EIB0zhBDwQ="
static const char ecdsa_print[] = "SHA256:s0jUQdUuzYji6tUnUYqTuProYHDqT8ScxzaF/h0NACA";
#define RSA_3072                                                                                             \
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDiX79JhzeIbFq26PzVqi/b1bnF/gwM8SS/V2L/3wNvZ2uzDq4LI+8LvFc"        \
    "+IoH33oD7g15wy62FD9s97zB0Bt2lMWlY/nH57X1mv/g94zkHa8gLb30DlHcAlAN+4Dq2XSEfVbu0kfXu3EPxlkar1sUJ3d"        \
    "VbBnQZuA/Z3WnnQ2oR2xOOPP/jVWoAlGKyRUgiPzSUuolKv1j8PSI2/MQV6PgfKLFMfmMoHOydiDS5ZQ1jQGqF2O+z6sLml"        \
    "yiWOr9V+JXvQr+AC23cg+McRVBEOay4cVKdwO0pDgJEZ4pgGBpXpnoJu93R1m2yrzDOLoRG/ov2Xjv/2s6k7G1X9TLMTK2t"        \
    "n1kxhnG8fIqND0MPMgFidAmbloDV1272mcxTmz3lUatF5dh25p4e9CMesmhXX+a0k1LeD2YRRHurqqa/I3POaxbX75I4+md"        \
    "SULhHJnCGeKy5SNu4DYStv0jcct7Y1aGnI2S+TNJ5yReNLPZ2G+Mgcfeyol8FI9ywFDD1VD388ns="
static const char rsa_print[] = "SHA256:wyedrEqpnmpBp9Y6SBkYNNgE8Lsyk5FsskMpBjUMQzM";
#define RSA_2048                                                                                             \
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCegxuV4jU5Lrm3+pzDPpfGZsp1aVvlJklG3F6gK3f5gXYHUfNMLhWIZsW"        \
    "0Jl2tB14Af9GGy0FZe9AWsImSTGAOPmfcyEV7U0NGKgp0xRvvHdSVqF4te3BWKaYvWRbnwyCjlzenPBdOCLwaCHZmtrhIhH"        \
    "LTJRoefibnFjUoTEJEEeDsH+1M8MAx4IW4QhFLDkIlNzLHDjlUhOTylIXcn+fCKU0pEpZqHsgz8gTC6qAV4iuxO+iD3AJO6"        \
    "/uNVbnfsBFfKa+x3jNOvJ5zErMWpc5ea6Sm20hCsWf76xN4wa1fm+6YDBj7eswWyrweusO8Guv+zgzl3WAgZllN2OKPYAin"

static struct db *db;
static struct arena arena;
static int64_t leyla, hasan, plain;

static int begin(void **state) {
    (void)state;
    db = fixture_new();
    leyla = fixture_officer(db, "LEYLA");
    hasan = fixture_officer(db, "HASAN");
    plain = fixture_officer(db, "PLAIN");
    return 0;
}

static int end(void **state) {
    (void)state;
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    db_close(db);
    arena_done(&arena);
    return 0;
}

static int64_t give(int64_t officer, const char *line, const char *until) {
    int64_t id = 0;
    accepted(key_add(db, ACTOR_OWNER, officer, line, until, &id));
    return id;
}

static void reads(const char *line, const char *fingerprint, const char *label) {
    struct key_line key;
    accepted(key_line_read(&key, &arena, line));
    assert_string_equal(key.fingerprint, fingerprint);
    assert_string_equal(key.label, label);
}

static void lines_are_read(void **state) {
    (void)state;
    reads(ED25519 " leyla@laptop\n", ed25519_print, "leyla@laptop");
    reads("  " ECDSA "   of \x1b[2J\xe2\x80\xae two  words ", ecdsa_print,
          "of \xef\xbf\xbd[2J\xef\xbf\xbd two  words");
    reads(RSA_3072, rsa_print, "");
}

static void other_lines_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *line, *because;
    } cases[] = {
        { "", "Paste the public key" },
        { "hello", "no public key" },
        { "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n", "secret half" },
        { "no-pty " ED25519, "Nothing may stand before" },
        { "command=\"sh\" " ED25519, "Nothing may stand before" },
        { "ssh-dss AAAAB3NzaC1kc3M=", "too weak" },
        { "ssh-ed25519-cert-v01@openssh.com AAAA", "certificate" },
        { "ssh-ed25519", "not whole" },
        { "ssh-ed25519 AAAA*", "not whole" },
        { "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==", "damaged" },
        { "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5", "damaged" },
        { "ssh-ed25519 //////////8=", "not whole" },
        { ED25519 "\n" ECDSA, "several lines" },
        { RSA_2048, "2048 bits" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct key_line key;
        refused(key_line_read(&key, &arena, cases[i].line), cases[i].because);
    }
    struct key_line key;
    char mixed[4096] = "ecdsa-sha2-nistp256";
    strncat(mixed, strchr(ED25519, ' '), sizeof mixed - 64);
    refused(key_line_read(&key, &arena, mixed), "another type");
}

static void a_key_opens_the_door_while_it_is_valid(void **state) {
    (void)state;
    int64_t officer = 0, key = give(hasan, ED25519, "2026-11-30");
    accepted(key_officer(db, key, &officer));
    assert_int_equal(officer, hasan);
    setenv("TOPCOP_NOW", "2026-12-01T09:00", 1);
    refused(key_officer(db, key, &officer), "was good until 2026-11-30");
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    fixture_save(db, officer_put, with(text("badge", "HASAN"), text("status", "suspended")));
    refused(key_officer(db, key, &officer), "suspended");
    fixture_save(db, officer_put, with(text("badge", "HASAN"), text("status", "active")));
    accepted(key_revoke(db, hasan, key, "lost"));
    refused(key_officer(db, key, &officer), "revoked on 2026-11-24 09:00");
    refused(key_revoke(db, hasan, key, "again"), "already");
    refused(key_add(db, ACTOR_OWNER, hasan, ED25519, "", NULL), "never comes back");
    refused(key_officer(db, 999, &officer), "not known");
}

static void a_key_is_of_one_officer(void **state) {
    (void)state;
    give(leyla, ED25519, NULL);
    refused(key_add(db, ACTOR_OWNER, leyla, ED25519 " other", "", NULL), "there already");
    refused(key_add(db, ACTOR_OWNER, hasan, ED25519, "", NULL), "belongs to LEYLA");
    refused(key_add(db, leyla, leyla, ECDSA, "", NULL), "Only the owner");
    refused(key_add(db, ACTOR_OWNER, hasan, ECDSA, "2026-11-23", NULL), "already");
    const char *no = key_enter(db, plain, ED25519, "", "", "x");
    refused(no, "somebody else");
    assert_null(strstr(no, "LEYLA"));
}

static void officers_add_their_own_with_a_code(void **state) {
    (void)state;
    char code[CODE_TEXT];
    refused(key_enter(db, plain, ECDSA, "", "", "AAAA-BBBB-CCCC"), "");
    assert_int_equal(key_find(db, ecdsa_print), 0);
    accepted(code_issue(db, leyla, plain, "key", code));
    refused(key_enter(db, plain, RSA_2048, "", "", code), "2048 bits");
    accepted(key_enter(db, plain, ECDSA " home", "", "2027-01-31", code));
    int64_t officer = 0;
    accepted(key_officer(db, key_find(db, ecdsa_print), &officer));
    assert_int_equal(officer, plain);
    refused(key_enter(db, plain, RSA_3072, "", "", code), "");
    assert_int_equal(key_find(db, rsa_print), 0);
}

static void who_may_revoke(void **state) {
    (void)state;
    int64_t key = give(leyla, ED25519, NULL), other = give(plain, ECDSA, NULL);
    refused(key_revoke(db, plain, key, "envy"), "");
    refused(key_revoke(db, hasan, other, "envy"), "");
    refused(key_revoke(db, leyla, other, ""), "why");
    accepted(key_revoke(db, leyla, other, "left the service"));
    accepted(key_revoke(db, leyla, key, "old"));
}

/* ---- the file ---- */

static void sshd_is_answered(void **state) {
    (void)state;
    struct db *file;
    accepted(db_create(&file, "t.db"));
    fixture_fill(file);
    int64_t officer = fixture_officer(file, "HASAN");
    accepted(key_add(file, ACTOR_OWNER, officer, ED25519 " x", "2026-11-30", NULL));
    struct stat about;
    assert_int_equal(stat("t.db-keys", &about), 0);
    assert_int_equal(about.st_mode & 0777, 0640);
    assert_true(key_file_is_right(file));
    const char *ask = arena_format(&call_arena, "authorized-keys --db t.db %s", ed25519_print);
    const char *line = "restrict,pty,command=\"exec " TOPCOP_PREFIX "/bin/topcop --session 1\" " ED25519 "\n";
    call_prints(ask, line);
    call_prints("authorized-keys --db t.db " ED25519, line);
    call_prints("authorized-keys --db t.db SHA256:unknown " ED25519, "");
    call_prints(arena_format(&call_arena, "authorized-keys --db none.db %s", ed25519_print), "");
    setenv("TOPCOP_NOW", "2026-12-01T09:00", 1);
    call_prints(ask, "");
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    fixture_save(file, officer_put, with(text("badge", "HASAN"), text("status", "suspended")));
    call_prints(ask, "");
    fixture_save(file, officer_put, with(text("badge", "HASAN"), text("status", "active")));
    call_prints(ask, line);
    call_write("t.db-keys", "x\nSHA256:a 1 - ssh-ed25519 A\"A\n");
    call_prints("authorized-keys --db t.db SHA256:a", "");
    call_says("check --db t.db", "violation");
    call_does(0, "key --db t.db sync");
    call_prints(ask, line);
    call_does(0, arena_format(&call_arena, "key --db t.db revoke %s lost it", ed25519_print));
    call_prints(ask, "");
    assert_int_equal(unlink("t.db-keys"), 0);
    call_prints(ask, "");
    db_close(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_are_read, begin, end),
        cmocka_unit_test_setup_teardown(other_lines_are_refused, begin, end),
        cmocka_unit_test_setup_teardown(a_key_opens_the_door_while_it_is_valid, begin, end),
        cmocka_unit_test_setup_teardown(a_key_is_of_one_officer, begin, end),
        cmocka_unit_test_setup_teardown(officers_add_their_own_with_a_code, begin, end),
        cmocka_unit_test_setup_teardown(who_may_revoke, begin, end),
        cmocka_unit_test(sshd_is_answered),
    };
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    call_enter();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    call_leave();
    return failed;
}
