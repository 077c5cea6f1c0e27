/* Coming in by password in both faces, choosing and changing one, and where a secret must never be found. */
#include <dirent.h>
#include <fcntl.h>
#include <locale.h>
#include <pty.h>
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

#include "base/buffer.h"
#include "base/clock.h"
#include "fixture.h"
#include "keyed.h"
#include "line/line.h"
#include "pty.h"
#include "rules/access.h"
#include "rules/code.h"
#include "rules/password.h"
#include "screen.h"
#include "screens/all.h"
#include "screens/sign_in.h"
#include "ui/edit.h"

static const char GOOD[] = "seven teal anvils drift", OTHER[] = "nineteen quiet lamps";

static void give_password(struct db *db, const char *badge) {
    char code[CODE_TEXT];
    int64_t officer = fixture_officer(db, badge);
    accepted(code_issue(db, ACTOR_OWNER, officer, "password", code));
    accepted(password_set(db, officer, code, GOOD));
}

/* ---- the full-screen face ---- */

static struct keyed *begin_keyed(void) {
    struct keyed *face = keyed_begin((const struct screen *const[]){ &about_screen, NULL }, "xterm", 24, 80);
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    fixture_fill(face->session.db);
    accepted(sign_in_set(&face->session, 0));
    accepted(session_restart(&face->session));
    keyed_show(face);
    return face;
}

static void press(struct keyed *face, const char *const *keys) {
    for (; *keys; keys++)
        keyed_press(face, *keys);
}
#define keys(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void keys_let_in(void **state) {
    (void)state;
    struct keyed *face = begin_keyed();
    give_password(face->session.db, "O1");
    press(face, keys("O1", "\r", OTHER));
    assert_true(screen_shows(face->screen, "********************"));
    assert_false(screen_shows(face->screen, OTHER));
    press(face, keys("x", "\x7f", "\x1a", "\r")); /* Ctrl-Z brings nothing back */
    assert_true(screen_shows(face->screen, "Badge and password do not go together."));
    assert_false(screen_shows(face->screen, "***"));
    assert_int_equal(face->session.officer, 0);
    press(face, keys(GOOD, "\r"));
    assert_true(screen_shows(face->screen, "try again in 1 second"));
    clock_pretend(clock_now() + 1);
    press(face, keys("forgotten", "\x15", GOOD, "\r"));
    clock_pretend(0);
    assert_int_equal(face->session.officer, fixture_officer(face->session.db, "O1"));
    assert_ptr_equal(face->session.place->screen, &home_screen);
    assert_null(face->session.place->below);
    assert_true(screen_shows(face->screen, "Nərmin O1"));
    keyed_end(face);
}

static void nothing_else_is_open_before(void **state) {
    (void)state;
    struct keyed *face = begin_keyed();
    assert_null(session_find(&face->session, "officers"));
    press(face, keys("\033[24~", "\033OR")); /* F12, F3 */
    assert_true(face->session.ended);
    assert_int_equal(face->session.officer, 0);
    keyed_end(face);
}

static void keys_choose_the_first_password(void **state) {
    (void)state;
    struct keyed *face = begin_keyed();
    struct db *db = face->session.db;
    char code[CODE_TEXT];
    accepted(code_issue(db, fixture_officer(db, "LEYLA"), fixture_officer(db, "O2"), "password", code));
    press(face, keys("O2", "\r", code, "\r"));
    assert_true(screen_shows(face->screen, "Choose your password"));
    press(face, keys("qwerty123456", "\r"));
    assert_true(screen_shows(face->screen, "This is easily guessed"));
    press(face, keys("\033OA", GOOD, "\r", OTHER, "\r")); /* Up: what was refused is gone */
    assert_true(screen_shows(face->screen, "The two are not the same."));
    press(face, keys(GOOD, "\r"));
    assert_ptr_equal(face->session.place->screen, &home_screen);
    assert_true(screen_shows(face->screen, "This is your password from now on."));
    accepted(password_verify(db, fixture_officer(db, "O2"), GOOD));
    keyed_end(face);
}

static void a_coordinator_looks_after_an_account(void **state) {
    (void)state;
    struct keyed *face = begin_keyed();
    struct db *db = face->session.db;
    int64_t o1 = fixture_officer(db, "O1"), who;
    bool by_code;
    give_password(db, "O1");
    accepted(sign_in_set(&face->session, fixture_officer(db, "LEYLA")));
    accepted(session_restart(&face->session));
    refused(password_enter(db, "O1", OTHER, "10.1.2.3", &who, &by_code), "do not go together");
    refused(session_open(&face->session, &account_screen, fixture_officer(db, "ADMIN")), "");
    accepted(session_open(&face->session, &account_screen, o1));
    keyed_show(face);
    assert_true(screen_shows(face->screen, "1 attempt to sign in failed"));
    assert_true(screen_shows(face->screen, "The next one counts from 2026-11-24 09:00"));
    press(face, keys("\033[20~")); /* F9 */
    assert_false(screen_shows(face->screen, "1 attempt to sign in failed"));
    press(face, keys("\033[21~", "y")); /* F10 */
    char code[CODE_TEXT];
    snprintf(code, sizeof code, "%s", (const char *)face->session.place->data);
    assert_true(screen_shows(face->screen, code));
    assert_true(screen_shows(face->screen, "issued by LEYLA, good until 2026-11-27 09:00"));
    accepted(password_enter(db, "O1", code, "10.1.2.3", &who, &by_code));
    assert_true(by_code);
    keyed_end(face);
}

/* ---- the line face ---- */

/* Says the lines, one after the other, and gives what was answered. */
static char *converse(struct session *session, struct buffer *said, const char *lines) {
    char *out = NULL;
    size_t size;
    FILE *in = fmemopen((void *)(uintptr_t)lines, strlen(lines), "r"), *file = open_memstream(&out, &size);
    accepted(session_init(session));
    session->line = true;
    line_run(session, in, file);
    fclose(in);
    fclose(file);
    buffer_add(said, out);
    free(out);
    return said->text;
}

static struct session nobody(struct db *db) {
    struct session session = { .db = db };
    accepted(sign_in_set(&session, 0));
    return session;
}

static void lines_let_in(void **state) {
    (void)state;
    struct db *db = fixture_new();
    struct buffer said = { 0 };
    char code[CODE_TEXT], lines[400];
    int64_t o1 = fixture_officer(db, "O1");
    accepted(code_issue(db, ACTOR_OWNER, o1, "password", code));
    struct session session = nobody(db);
    snprintf(lines, sizeof lines, "O1\n%s\nenter\n.%s\n.%s\nchoose\npassword\n.%s\n%s\n%s\nchange\n", code,
             GOOD, GOOD, GOOD, OTHER, OTHER);
    converse(&session, &said, lines);
    assert_int_equal(session.officer, o1);
    assert_int_equal(session.refusals, 0);
    assert_non_null(strstr(said.text, "Your code is right."));
    assert_null(strstr(said.text, code));
    assert_null(strstr(said.text, GOOD));
    assert_null(strstr(said.text, OTHER));
    accepted(password_verify(db, o1, OTHER));
    session_done(&session);
    session = nobody(db);
    converse(&session, &said, "O1\n?\nno such password\nenter\n");
    assert_int_equal(session.officer, 0);
    assert_non_null(strstr(said.text, "What is typed is not shown."));
    assert_non_null(strstr(said.text, "! Badge and password do not go together."));
    session_done(&session);
    buffer_done(&said);
    db_close(db);
}

/* Reads from the terminal until it has shown `text`. */
static void read_until(int terminal, struct buffer *seen, const char *text) {
    char part[256];
    while (!strstr(seen->text, text)) {
        ssize_t got = read(terminal, part, sizeof part);
        if (got <= 0)
            return;
        buffer_add_part(seen, part, (size_t)got);
    }
}

static void a_terminal_shows_nothing_of_it(void **state) {
    (void)state;
    int terminal;
    pid_t child = forkpty(&terminal, NULL, NULL, NULL);
    if (child == 0) {
        struct edit *edit = edit_new();
        const char *first = edit_ask_unseen(edit, stdin, stdout, "Password: ");
        bool fine = first && !strcmp(first, GOOD);
        edit_forget(edit);
        fine = fine && !*first;
        const char *second = edit_ask(edit, stdin, stdout, "Badge: ", "");
        fine = fine && second && !strcmp(second, "O1");
        edit_free(edit);
        _exit(!fine);
    }
    struct buffer seen = { 0 };
    int status;
    buffer_add(&seen, "");
    read_until(terminal, &seen, "Password: ");
    assert_int_equal(write(terminal, "seven teal anvils drifx\x7ft\n", 26), 26);
    read_until(terminal, &seen, "Badge: ");
    assert_int_equal(write(terminal, "O1\n", 3), 3);
    read_until(terminal, &seen, "O1\r\n");
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    assert_null(strstr(seen.text, "seven"));
    buffer_done(&seen);
    close(terminal);
}

/* ---- what stays behind ---- */

static void take_away(const char *folder) {
    DIR *dir = opendir(folder);
    for (struct dirent *file; (file = readdir(dir));)
        if (file->d_name[0] != '.')
            unlinkat(dirfd(dir), file->d_name, 0);
    closedir(dir);
    assert_int_equal(rmdir(folder), 0);
}

static bool is_in_file(const char *path, const char *secret) {
    FILE *file = fopen(path, "r");
    size_t length = strlen(secret), got;
    char *all = calloc(1, 8 << 20);
    bool found = false;
    got = fread(all, 1, 8 << 20, file);
    for (size_t i = 0; i + length <= got && !found; i++)
        found = !memcmp(all + i, secret, length);
    free(all);
    fclose(file);
    return found;
}

static void no_file_holds_a_secret(void **state) {
    (void)state;
    char folder[] = "/tmp/topcop-sign-in-XXXXXX", path[300];
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.db", folder);
    struct db *db;
    accepted(db_create(&db, path));
    fixture_fill(db);
    char code[CODE_TEXT];
    accepted(code_issue(db, ACTOR_OWNER, fixture_officer(db, "O1"), "password", code));
    struct session session = nobody(db);
    accepted(session_init(&session));
    for (const char *key = "O1\r"; *key; key++)
        session_key(&session, (enum key) * key);
    for (const char *key = code; *key; key++)
        session_key(&session, (enum key) * key);
    session_key(&session, ENTER);
    assert_ptr_equal(session.place->screen, &first_password_screen);
    for (int i = 0; i < 2; i++) {
        for (const char *key = GOOD; *key; key++)
            session_key(&session, (enum key) * key);
        session_key(&session, ENTER);
    }
    assert_ptr_equal(session.place->screen, &home_screen);
    session_done(&session);
    DIR *dir = opendir(folder);
    int files = 0, known = 0;
    for (struct dirent *file; (file = readdir(dir));) {
        if (file->d_name[0] == '.')
            continue;
        files++;
        snprintf(path, sizeof path, "%s/%s", folder, file->d_name);
        assert_int_equal(file->d_type, DT_REG); /* no folder of drafts */
        known += is_in_file(path, "O1");
        assert_false(is_in_file(path, GOOD));
        assert_false(is_in_file(path, code));
    }
    closedir(dir);
    assert_in_range(files, 1, 4); /* the log and the file of keys */
    assert_true(known > 0);
    db_close(db);
    take_away(folder);
}

/* ---- the real program, closed in as it is for who comes over the network ---- */

static void the_program_lets_in(void **state) {
    (void)state;
    char folder[] = "/tmp/topcop-sign-in-XXXXXX", path[300], code[CODE_TEXT];
    unsetenv("TOPCOP_NOW");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.db", folder);
    struct db *db;
    accepted(db_create(&db, path));
    fixture_fill(db);
    accepted(code_issue(db, ACTOR_OWNER, fixture_officer(db, "O1"), "password", code));
    struct pty *pty = pty_start(&(struct pty_setup){
        .arguments = (const char *const[]){ getenv("TOPCOP"), "--db", path, "--session", "0", NULL } });
    assert_true(pty_wait(pty, "Type your badge"));
    const char *const steps[][2] = { { "O1\r", "Password or code" },
                                     { code, "**************" },
                                     { "\r", "Choose your password" },
                                     { GOOD, "***********************" },
                                     { "\r", "Once more" },
                                     { GOOD, "***********************" },
                                     { "\r", "This is your password from now on." } };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        pty_send(pty, steps[i][0]);
        assert_true(pty_wait(pty, steps[i][1]));
    }
    assert_true(screen_shows(pty_screen(pty), "Nərmin O1"));
    pty_send(pty, "\021"); /* Ctrl-Q, F3 */
    assert_int_equal(pty_end(pty, PTY_LIMIT), 0);
    pty_free(pty);
    accepted(password_verify(db, fixture_officer(db, "O1"), GOOD));
    db_close(db);
    take_away(folder);
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_let_in),
        cmocka_unit_test(nothing_else_is_open_before),
        cmocka_unit_test(keys_choose_the_first_password),
        cmocka_unit_test(a_coordinator_looks_after_an_account),
        cmocka_unit_test(lines_let_in),
        cmocka_unit_test(a_terminal_shows_nothing_of_it),
        cmocka_unit_test(no_file_holds_a_secret),
        cmocka_unit_test(the_program_lets_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
