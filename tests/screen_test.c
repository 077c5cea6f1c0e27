/* The screen the other tests look at must itself be right. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/words.h"
#include "pty.h"

static struct screen *screen_of(const char *bytes) {
    struct screen *screen = screen_new(4, 20);
    screen_feed(screen, bytes, strlen(bytes));
    return screen;
}

static void test_rows_are_text(void **state) {
    (void)state;
    struct screen *screen = screen_of("Bak\xc4\xb1 \xe6\xb5\x8b\xe8\xaf\x95!\r\n\x1b[3;5He\xcc\x81|");
    assert_string_equal(screen_row(screen, 0), "Bak\xc4\xb1 \xe6\xb5\x8b\xe8\xaf\x95!");
    assert_string_equal(screen_text(screen), "Bak\xc4\xb1 \xe6\xb5\x8b\xe8\xaf\x95!\n\n    e\xcc\x81|\n\n");
    int column = -1;
    assert_int_equal(screen_find(screen, "!", &column), 0);
    assert_int_equal(column, 9);
    assert_int_equal(screen_find(screen, "nowhere", &column), -1);
    assert_string_equal(screen_row(screen, 4), "");
    screen_free(screen);
}

static void test_what_curses_sends_is_understood(void **state) {
    (void)state;
    struct screen *screen = screen_of("ab\x1b[3b\x1b[2;1H12345\x1b[2;2H\x1b[2X\x1b[3;1Hx\x1b[4Gy");
    assert_string_equal(screen_row(screen, 0), "abbbb");
    assert_string_equal(screen_row(screen, 1), "1  45");
    assert_string_equal(screen_row(screen, 2), "x  y");
    screen_free(screen);
}

static void test_questions_are_answered(void **state) {
    (void)state;
    struct screen *screen = screen_of("\x1b[2;7H\x1b[5n\x1b[6n");
    size_t length;
    const char *answers = screen_answers(screen, &length);
    assert_int_equal(length, 4 + 6);
    assert_memory_equal(answers, "\x1b[0n\x1b[2;7R", length);
    screen_answers(screen, &length);
    assert_int_equal(length, 0);
    screen_free(screen);
}

static void test_changes_are_counted(void **state) {
    (void)state;
    struct screen *screen = screen_of("\x1b[?25l\x1b[?1049hone two");
    assert_false(screen_cursor_is_visible(screen));
    assert_true(screen_is_alternate(screen));
    screen_remember(screen);
    assert_int_equal(screen_changed(screen, 0), 0);
    screen_feed(screen, "\ronE \x1b[7mt\x1b[m", 13);
    assert_int_equal(screen_changed(screen, 0), 2);
    assert_int_equal(screen_changed(screen, 1), 2);
    assert_int_equal(screen_changed(screen, 2), 3);
    assert_true(screen_is_marked(screen, 0, 4));
    assert_false(screen_is_marked(screen, 0, 0));
    screen_free(screen);
}

static void test_a_program_is_driven(void **state) {
    (void)state;
    const char *const arguments[] = { "sh", "-c",
                                      "stty -echo; printf 'ready %s\\n' $MARK; read a; stty size; exit 3",
                                      NULL };
    const char *const environment[] = { "MARK=here", NULL };
    struct pty *pty = pty_start(&(struct pty_setup){ .arguments = arguments, .environment = environment });
    assert_true(pty_wait(pty, "ready here"));
    pty_resize(pty, 30, 100);
    pty_mark(pty);
    assert_true(pty_send(pty, "go\r"));
    assert_true(pty_wait(pty, "30 100"));
    assert_int_equal(pty_end(pty, PTY_LIMIT), 3);
    assert_int_equal(pty_received(pty), strlen("30 100\r\n"));
    pty_free(pty);
}

static void test_a_line_drops(void **state) {
    (void)state;
    const char *const arguments[] = { "sh", "-c", "echo up; sleep 60", NULL };
    struct pty *pty = pty_start(&(struct pty_setup){ .arguments = arguments });
    assert_true(pty_wait(pty, "up"));
    pty_hang_up(pty);
    assert_int_equal(pty_end(pty, PTY_LIMIT), 128 + 1);
    assert_string_equal(screen_row(pty_screen(pty), 0), "up");
    pty_free(pty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_are_text),          cmocka_unit_test(test_what_curses_sends_is_understood),
        cmocka_unit_test(test_questions_are_answered), cmocka_unit_test(test_changes_are_counted),
        cmocka_unit_test(test_a_program_is_driven),    cmocka_unit_test(test_a_line_drops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
