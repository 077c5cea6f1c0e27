/* The screens of keys, by the keyboard and line by line: a code for a key is issued and used up, a key is
 * added by it or by the password, seen in the list, and revoked. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "fixture.h"
#include "keyed.h"
#include "line/line.h"
#include "rules/access.h"
#include "rules/code.h"
#include "rules/key.h"
#include "rules/password.h"
#include "screen.h"
#include "screens/all.h"
#include "screens/sign_in.h"

/* Made by ssh-keygen for this test, with the fingerprint that it shows; its secret half is gone. */
static const char LINE[] = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDdBWPJco0XSYhLmuTLnsBuMdxAMwWb9lEbGY1VBNrZT";
static const char PRINT[] = "SHA256:SivgyveiwUv9CW+u7kCMu9xbBFMo4mqyq9YFYRfcoJ8";
static const char PASSWORD[] = "seven teal anvils drift";

#define F2 "\033OQ"
#define F7 "\033[18~"
#define F8 "\033[19~"
#define F10 "\033[21~"

static void give_password(struct db *db, const char *badge) {
    char code[CODE_TEXT];
    int64_t officer = fixture_officer(db, badge);
    accepted(code_issue(db, ACTOR_OWNER, officer, "password", code));
    accepted(password_set(db, officer, code, PASSWORD));
}

/* ---- the full-screen face ---- */

static struct keyed *begin(void) {
    struct keyed *face = keyed_begin((const struct screen *const[]){ &about_screen, NULL }, "xterm", 24, 80);
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    fixture_fill(face->session.db);
    return face;
}

static void be(struct keyed *face, const char *badge) {
    accepted(sign_in_set(&face->session, fixture_officer(face->session.db, badge)));
    accepted(session_restart(&face->session));
    keyed_show(face);
}

static void shows(struct keyed *face, const char *text) {
    if (!screen_shows(face->screen, text))
        fail_msg("\"%s\" is not shown:\n%s", text, screen_text(face->screen));
}

/* On the form of a new key: the line, no label, no day, and what proves it. */
static void add_key(struct keyed *face, const char *line, const char *proof) {
    const char *const keys[] = { line, "\r", "\r", "\r", proof, F2 };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        keyed_press(face, keys[i]);
    assert_false(screen_shows(face->screen, proof));
}

static void open_keys(struct keyed *face) {
    accepted(session_open(&face->session, &keys_screen, 0));
    keyed_show(face);
}

static void a_key_is_added_by_a_code(void **state) {
    (void)state;
    struct keyed *face = begin();
    struct db *db = face->session.db;
    char code[CODE_TEXT];
    be(face, "LEYLA");
    accepted(session_open(&face->session, &account_screen, fixture_officer(db, "PLAIN")));
    keyed_show(face);
    keyed_press(face, F8);
    shows(face, "can add one SSH key with the code");
    keyed_press(face, "y");
    snprintf(code, sizeof code, "%s", (const char *)face->session.place->data);
    shows(face, code);
    shows(face, "It is typed where a new key is added");
    shows(face, "issued by LEYLA, good until 2026-11-27 09:00");
    be(face, "PLAIN");
    open_keys(face);
    shows(face, "No key yet.");
    keyed_press(face, F7);
    add_key(face, LINE, "AAAA-BBBB-CCCC");
    shows(face, "This code is not good");
    keyed_press(face, "\x15"); /* Ctrl-U: away with the wrong one */
    keyed_press(face, code);
    keyed_press(face, F2);
    shows(face, "The key opens the door from now on.");
    shows(face, "SHA256:SivgyveiwU");
    shows(face, "valid");
    assert_false(code_is_good(db, fixture_officer(db, "PLAIN"), "key", code));
    keyed_end(face);
}

static void who_has_a_password_needs_no_code(void **state) {
    (void)state;
    struct keyed *face = begin();
    struct db *db = face->session.db;
    char code[CODE_TEXT];
    give_password(db, "O1");
    be(face, "LEYLA");
    accepted(session_open(&face->session, &account_screen, fixture_officer(db, "O1")));
    keyed_show(face);
    assert_false(screen_shows(face->screen, "Code for a key"));
    refused(code_issue(db, fixture_officer(db, "LEYLA"), fixture_officer(db, "O1"), "key", code),
            "has a password and adds keys with it");
    be(face, "O1");
    open_keys(face);
    keyed_press(face, F7);
    add_key(face, LINE, PASSWORD);
    shows(face, "The key opens the door from now on.");
    assert_true(key_find(db, PRINT) > 0);
    keyed_end(face);
}

static void a_key_is_revoked_for_good(void **state) {
    (void)state;
    struct keyed *face = begin();
    struct db *db = face->session.db;
    int64_t key, officer;
    accepted(key_add(db, ACTOR_OWNER, fixture_officer(db, "O1"), LINE, "", &key));
    be(face, "O1");
    open_keys(face);
    keyed_press(face, "\r");
    shows(face, PRINT);
    keyed_press(face, F10);
    keyed_press(face, "lost");
    keyed_press(face, F10);
    shows(face, "It never opens the door again");
    keyed_press(face, "y");
    shows(face, "The key is revoked.");
    shows(face, "revoked");
    refused(key_officer(db, key, &officer), "revoked on 2026-11-24 09:00");
    keyed_end(face);
}

/* ---- the line face ---- */

static void lines_do_the_same(void **state) {
    (void)state;
    struct db *db = fixture_new();
    char code[CODE_TEXT], lines[800], *said = NULL;
    size_t size;
    int64_t officer;
    accepted(code_issue(db, fixture_officer(db, "LEYLA"), fixture_officer(db, "PLAIN"), "key", code));
    struct session session = { .db = db };
    accepted(sign_in_set(&session, fixture_officer(db, "PLAIN")));
    accepted(session_init(&session));
    session.line = true;
    snprintf(lines, sizeof lines, "keys\nnew\n%s\n\n\n%s\n.save\n1\nrevoke\nlost\n.revoke\nyes\n", LINE,
             code);
    FILE *in = fmemopen(lines, strlen(lines), "r"), *out = open_memstream(&said, &size);
    line_run(&session, in, out);
    fclose(in);
    fclose(out);
    if (!strstr(said, "The key opens the door from now on.") || !strstr(said, "The key is revoked."))
        fail_msg("%s", said);
    assert_null(strstr(said, code));
    refused(key_officer(db, key_find(db, PRINT), &officer), "revoked on 2026-11-24 09:00");
    free(said);
    session_done(&session);
    db_close(db);
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_is_added_by_a_code),
        cmocka_unit_test(who_has_a_password_needs_no_code),
        cmocka_unit_test(a_key_is_revoked_for_good),
        cmocka_unit_test(lines_do_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
