/* The real program on a real terminal device: how it comes, and how it goes in every way there is. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <cmocka.h>

#include "base/clock.h"
#include "unfinished.h"

static const char *const no_words[] = { NULL };

static struct pty *home(const char *term) {
    struct pty *pty = unfinished_start(term, 0, 0, no_words);
    assert_true(pty_wait(pty, "F1 Help"));
    return pty;
}

static void test_the_terminal_is_left_as_found(void **state) {
    (void)state;
    static const char *const terms[] = { NULL, "vt100", "linux", "screen" };
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        struct pty *pty = home(terms[i]);
        struct termios now;
        assert_int_equal(tcgetattr(pty_descriptor(pty), &now), 0);
        assert_false(now.c_lflag & (ICANON | ECHO | ISIG));
        assert_false(now.c_iflag & IXON);
        pty_send(pty, "\021"); /* Ctrl-Q, F3 */
        assert_int_equal(pty_end(pty, PTY_LIMIT), 0);
        unfinished_given_back(pty);
        pty_free(pty);
    }
}

static void test_signals_end_it_cleanly(void **state) {
    (void)state;
    static const int signals[] = { SIGTERM, SIGHUP };
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct pty *pty = home(NULL);
        pty_signal(pty, signals[i]);
        assert_int_equal(pty_end(pty, PTY_LIMIT), 128 + signals[i]);
        unfinished_given_back(pty);
        pty_free(pty);
    }
}

static void test_keys_of_the_terminal_end_nothing(void **state) {
    (void)state;
    struct pty *pty = home(NULL);
    pty_signal(pty, SIGINT);
    pty_signal(pty, SIGQUIT);
    pty_signal(pty, SIGTSTP);
    pty_send(pty, "\032\034\023"); /* Ctrl-Z, Ctrl-\, Ctrl-S */
    pty_mark(pty);
    pty_send(pty, "\007"); /* Ctrl-G, F1 */
    assert_true(pty_wait(pty, "Keys"));
    assert_int_equal(pty_end(pty, 0), -1);
    pty_free(pty);
}

static void test_it_is_gone_when_the_line_drops(void **state) {
    (void)state;
    struct pty *pty = home(NULL);
    int64_t before = clock_ticks();
    pty_hang_up(pty);
    assert_int_not_equal(pty_end(pty, 1000), -1);
    assert_true(clock_ticks() - before <= 1000);
    pty_free(pty);
}

static void test_a_dumb_terminal_is_served_line_by_line(void **state) {
    (void)state;
    static const char *const terms[] = { "dumb", "no-such-terminal", "../../etc/passwd" };
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        struct pty *pty = unfinished_start(terms[i], 24, 132, no_words);
        assert_true(pty_wait(pty, "line by line"));
        pty_free(pty);
    }
}

static void test_resizing_loses_nothing(void **state) {
    (void)state;
    struct pty *pty = unfinished_form();
    pty_send(pty, "Risk");
    assert_true(pty_wait(pty, "Risk"));
    static const int sizes[][2] = { { 50, 132 }, { 24, 60 }, { 10, 40 }, { 5, 20 }, { 2, 10 }, { 24, 80 } };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        pty_quiet(pty, 30); /* libvterm falls over what is drawn for the larger screen */
        pty_mark(pty);
        pty_resize(pty, sizes[i][0], sizes[i][1]);
        assert_true(pty_answered(pty, 30));
        pty_send(pty, "!");
    }
    assert_true(pty_wait(pty, "Risk!!!!!!"));
    assert_string_equal(unfinished_value(pty), "Risk!!!!!!");
    unfinished_cut(pty, CUT_KILL);
}

static void test_each_cut_leaves_a_draft(void **state) {
    (void)state;
    for (enum cut cut = 0; cut < CUTS; cut++) {
        struct pty *pty = unfinished_form();
        pty_send(pty, "\025\xc6\x8fl v\xc9\x99 baxmaq");
        assert_true(pty_wait(pty, "\xc6\x8fl v\xc9\x99 baxmaq"));
        unfinished_cut(pty, cut);
        pty = unfinished_form();
        assert_string_equal(unfinished_value(pty), "\xc6\x8fl v\xc9\x99 baxmaq");
        unfinished_cut(pty, CUT_TERM);
    }
}

/* Types into the field under the cursor and waits until it is shown. */
static void type(struct pty *pty, const char *text) {
    assert_true(pty_send(pty, text));
    assert_true(pty_wait(pty, text));
}

static void test_a_form_opened_again_is_handed_over(void **state) {
    (void)state;
    struct pty *first = unfinished_form();
    assert_true(pty_send(first, "\025"));
    type(first, "Risk analysis");
    struct pty *second = unfinished_form();
    assert_string_equal(unfinished_value(second), "Risk analysis");
    assert_true(pty_wait(first, "Continued "));
    type(second, ", part two");
    assert_true(pty_send(first, " and what was typed there\0332\0338"));
    pty_mark(first);
    assert_true(pty_send(first, "\0331"));
    assert_true(pty_wait(first, "Keys"));
    assert_true(pty_send(first, "\0333"));
    assert_true(pty_wait(first, "> Title"));
    assert_string_equal(unfinished_value(first), "Risk analysis");
    assert_true(pty_send(first, "x"));
    assert_true(pty_wait(first, "Continued at "));
    unfinished_cut(second, CUT_KILL);
    assert_true(pty_send(first, "y"));
    assert_true(pty_wait(first, "Continued "));
    unfinished_cut(first, CUT_TERM);
    second = unfinished_form();
    assert_string_equal(unfinished_value(second), "Risk analysis, part two");
    unfinished_cut(second, CUT_KILL);
}

/* Where the cursor of a draft stands: the label, to the next gap. */
static const char *focus_of(struct pty *pty) {
    static char label[256];
    int column, row = screen_find(pty_screen(pty), "> ", &column);
    assert_true(row >= 0);
    snprintf(label, sizeof label, "%s", screen_row(pty_screen(pty), row));
    char *gap = strstr(label + 2, "  ");
    if (gap)
        *gap = 0;
    return label;
}

static void test_a_questionnaire_opened_again_is_handed_over(void **state) {
    (void)state;
    unfinished_begin_draft();
    struct pty *first = unfinished_draft();
    assert_true(pty_wait(first, "> "));
    unfinished_add(first);
    type(first, "ew title");
    struct pty *second = unfinished_draft();
    assert_true(pty_wait(first, "Continued "));
    assert_true(pty_wait(second, "new title"));
    assert_string_equal(unfinished_value(second), "new title");
    type(second, "s");
    assert_true(pty_send(second, "\0332"));
    assert_true(pty_wait(second, "Saved as a draft"));
    assert_true(pty_send(first, "zzz\0332"));
    assert_true(pty_wait(first, "Continued "));
    unfinished_cut(first, CUT_TERM);
    unfinished_cut(second, CUT_TERM);
    second = unfinished_draft();
    assert_true(pty_wait(second, "> Title"));
    assert_string_equal(unfinished_value(second), "new titles");
    unfinished_cut(second, CUT_KILL);
}

static struct pty *start_line(void) {
    static const char *const words[] = { "--line", "course_edit", NULL };
    return unfinished_start(NULL, 0, 0, words);
}

/* From the line face to the full screen and back. */
static void test_the_line_face_hands_over_too(void **state) {
    (void)state;
    struct pty *line = start_line();
    assert_true(pty_wait(line, "Course: new"));
    assert_true(pty_send(line, "\025.revert\ry\r"));
    assert_true(pty_wait(line, "As it was at the last save"));
    assert_true(pty_send(line, ".go title\rLine risk\r"));
    assert_true(pty_wait(line, "Area:"));
    struct pty *full = unfinished_form();
    assert_string_equal(unfinished_value(full), "Line risk");
    assert_true(pty_send(line, "Else\r"));
    assert_true(pty_wait(line, "Continued "));
    type(full, " profiles");
    struct pty *again = start_line();
    assert_true(pty_wait(again, "Restored what you typed"));
    assert_true(pty_wait(full, "Continued "));
    assert_true(pty_send(again, ".go title\r"));
    assert_true(pty_wait(again, "Line risk profiles"));
    pty_free(line);
    unfinished_cut(full, CUT_TERM);
    assert_true(pty_send(again, "\025.revert\ry\r"));
    assert_true(pty_wait(again, "As it was at the last save"));
    pty_free(again);
}

static void test_a_questionnaire_goes_on_where_it_was_left(void **state) {
    (void)state;
    static const enum cut cuts[] = { CUT_HUP, CUT_TERM };
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        struct pty *pty = unfinished_draft();
        assert_true(pty_wait(pty, "> "));
        for (int steps = 0; steps < 3; steps++) {
            assert_true(pty_send(pty, "\033[B"));
            pty_quiet(pty, 50);
        }
        char left[256];
        snprintf(left, sizeof left, "%s", focus_of(pty));
        unfinished_cut(pty, cuts[i]);
        pty = unfinished_draft();
        assert_true(pty_wait(pty, "> "));
        assert_string_equal(focus_of(pty), left);
        unfinished_cut(pty, CUT_KILL);
    }
}

static void test_keys_typed_ahead_are_kept(void **state) {
    (void)state;
    struct pty *pty = unfinished_form();
    pty_send(pty, "\025\033[A\t");
    for (int i = 0; i < 30; i++)
        pty_send(pty, "a");
    assert_true(pty_wait(pty, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    unfinished_cut(pty, CUT_KILL);
    static const char *const words[] = { "course_edit", NULL };
    pty = unfinished_start("vt100", 0, 0, words);
    pty_send(pty, " before the first screen");
    assert_true(pty_wait(pty, "F1 Help"));
    assert_true(pty_wait(pty, "before the first screen"));
    assert_string_equal(unfinished_value(pty), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa before the first screen");
    unfinished_cut(pty, CUT_KILL);
}

static void test_a_cut_arrow_types_nothing(void **state) {
    (void)state;
    struct pty *pty = unfinished_form();
    pty_send(pty, "\025Risk");
    pty_wait(pty, "Risk");
    for (int gap = 100; gap < 1000; gap += 250) {
        pty_send(pty, "\033");
        pty_read(pty, gap);
        pty_send(pty, "OA\033");
        pty_read(pty, gap);
        pty_send(pty, "[B");
    }
    pty_send(pty, "\033[B\033[A."); /* wherever it stood, it is in a field */
    pty_quiet(pty, 400);
    for (const char *tail = "OAB["; *tail; tail++)
        assert_null(strchr(unfinished_value(pty), *tail));
    unfinished_cut(pty, CUT_KILL);
}

static void test_changes_of_others_appear_by_themselves(void **state) {
    (void)state;
    static const char *const words[] = { "profile", NULL };
    struct pty *watching = unfinished_start(NULL, 0, 0, words);
    struct pty *changing = unfinished_start(NULL, 0, 0, words);
    assert_true(pty_wait(watching, "F8 Change") && pty_wait(changing, "F8 Change"));
    assert_true(pty_send(changing, "\0338"));
    assert_true(pty_wait(changing, "F2 Save"));
    assert_true(pty_send(changing, "\025new@academy.example\0332"));
    assert_true(pty_wait(changing, "F8 Change"));
    assert_true(pty_wait(watching, "new@academy.example"));
    pty_free(watching);
    pty_free(changing);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_terminal_is_left_as_found),
        cmocka_unit_test(test_signals_end_it_cleanly),
        cmocka_unit_test(test_keys_of_the_terminal_end_nothing),
        cmocka_unit_test(test_it_is_gone_when_the_line_drops),
        cmocka_unit_test(test_a_dumb_terminal_is_served_line_by_line),
        cmocka_unit_test(test_resizing_loses_nothing),
        cmocka_unit_test(test_each_cut_leaves_a_draft),
        cmocka_unit_test(test_keys_typed_ahead_are_kept),
        cmocka_unit_test(test_a_form_opened_again_is_handed_over),
        cmocka_unit_test(test_the_line_face_hands_over_too),
        cmocka_unit_test(test_a_questionnaire_opened_again_is_handed_over),
        cmocka_unit_test(test_a_questionnaire_goes_on_where_it_was_left),
        cmocka_unit_test(test_a_cut_arrow_types_nothing),
        cmocka_unit_test(test_changes_of_others_appear_by_themselves),
    };
    return cmocka_run_group_tests(tests, unfinished_begin, unfinished_end);
}
