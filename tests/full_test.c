/* The full-screen face: keys in, and what a terminal then shows, compared with tests/golden. GOLDEN=write
 * renews the files. */
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
#include "full/decode.h"
#include "full/draw.h"
#include "full/full.h"
#include "full/kind.h"
#include "full/pace.h"
#include "keyed.h"
#include "screen.h"
#include "ui/session.h"
#include "ui/view.h"

/* ---- some screens ---- */

static const struct choice levels[] = { { "1", "Basic" }, { "2", "Advanced" }, { "3", "Expert" }, { 0 } };

static const struct field columns[] = {
    { .name = "code", .label = "Code", .width = 6 },
    { .name = "title", .label = "Title" },
    { .name = "seats", .label = "Seats", .kind = FIELD_INTEGER, .width = 6 },
    { 0 },
};

static const struct field questions[] = {
    { .name = "part", .label = "Who you are", .kind = FIELD_HEADING },
    { .name = "full_name", .label = "Name", .required = true, .help = "As in your passport." },
    { .name = "born", .label = "Born", .kind = FIELD_DAY },
    { .name = "level", .label = "Level", .kind = FIELD_CHOICE, .choices = levels },
    { .name = "work", .label = "What you do", .kind = FIELD_LONG },
    { 0 },
};

static const char *save(struct session *session) {
    session_say(session, DONE, "Saved.");
    return NULL;
}

static const char *sure(struct session *session) {
    (void)session;
    return "All of it is thrown away, and nobody can bring it back. Throw it away?";
}

static const struct action form_has[] = {
    { .key = F2, .word = "save", .label = "Save", .help = "Saves.", .needs = A_VALID_FORM, .act = save },
    { .key = F8,
      .word = "discard",
      .label = "Discard",
      .help = "Throws away.",
      .ask = sure,
      .act = session_back },
    { 0 },
};

static const struct screen form_screen = {
    .name = "form",
    .title = "Form",
    .help = "A form.",
    .shape = FORM,
    .fields = questions,
    .actions = form_has,
};

static const struct screen list_screen = {
    .name = "list",
    .title = "Things",
    .help = "A list.",
    .shape = LIST,
    .fields = columns,
    .query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 190)"
             " SELECT i AS id, printf('C%03d', i) AS code, i * 7 % 41 AS seats,"
             " 'Bak\xc4\xb1, \xe6\xb5\x8b\xe8\xaf\x95, number ' || i || char(27, 91, 50, 74, 0x202E) AS "
             "title FROM n",
    .opens = &form_screen,
};

static void write_home(struct session *session, struct page *page) {
    (void)session;
    page_heading(page, "What one can do");
    page_link(page, &list_screen, 0, "Things");
    page_link(page, &form_screen, 0, "The form");
    page_pair(page, "Label",
              "A value that is much too long for one line of a terminal, so that it has to go on "
              "beneath itself and be read there");
    page_problem(page, "A problem.");
}

static const struct screen home_screen = {
    .name = "home",
    .title = "Home",
    .help = "Where all begins.",
    .shape = MENU,
    .write = write_home,
};

static const struct screen *const screens[] = { &home_screen, &list_screen, &form_screen, NULL };

/* ---- the tests ---- */

static struct keyed *begin(int rows, int columns_) {
    return keyed_begin(screens, "xterm-256color", rows, columns_);
}

static void test_screens_look_as_they_should(void **state) {
    (void)state;
    struct keyed *face = begin(24, 80);
    keyed_golden(face, "home");
    keyed_press(face, "\r");
    keyed_golden(face, "list");
    keyed_press(face, "\033[F");
    keyed_golden(face, "list-end");
    keyed_press(face, "\033[H\033[B\033[B\033[B\r");
    keyed_press(face, "\xc6\x8fli\r\0331");
    keyed_golden(face, "help");
    keyed_press(face, "\0333");
    keyed_golden(face, "form");
    keyed_press(face, "\033[A\025\0332");
    keyed_golden(face, "form-problem");
    keyed_press(face, "\0338");
    keyed_golden(face, "question");
    keyed_press(face, "n");
    keyed_end(face);
}

static void test_small_and_large_screens(void **state) {
    (void)state;
    struct keyed *face = begin(8, 40);
    keyed_press(face, "\r");
    keyed_golden(face, "small-list");
    keyed_press(face, "\r");
    keyed_golden(face, "small-form");
    keyed_end(face);
    face = begin(50, 132);
    keyed_press(face, "\r");
    keyed_golden(face, "large-list");
    keyed_end(face);
}

static void test_any_size_is_drawn(void **state) {
    (void)state;
    struct keyed *face = begin(24, 80);
    static const char *const keys[] = { "\r", "\033[B", "\r", "abc", "\0331", "\0333", "\0333", "\0333" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        keyed_press(face, keys[i]);
        for (int rows = 5; rows < 40; rows += 7)
            for (int wide = 20; wide < 150; wide += 21) {
                face->rows = rows;
                face->columns = wide;
                screen_resize(face->screen, rows, wide);
                draw_afresh(rows, wide);
                keyed_show(face);
            }
    }
    keyed_end(face);
}

static void test_resizing_keeps_what_is_typed(void **state) {
    (void)state;
    struct keyed *face = begin(24, 80);
    keyed_press(face, "\r\rLeyla");
    face->rows = 10;
    face->columns = 30;
    screen_resize(face->screen, 10, 30);
    draw_afresh(10, 30);
    keyed_press(face, " A");
    assert_true(screen_shows(face->screen, "Leyla A"));
    keyed_end(face);
}

static void test_bytes_are_few(void **state) {
    (void)state;
    static const char *const terms[] = { "xterm-256color", "vt100", "linux", "screen", "tmux" };
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        if (!kind_can_draw(terms[i]))
            continue;
        struct keyed *face = keyed_begin(screens, terms[i], 24, 80);
        size_t shown = strlen(screen_text(face->screen));
        assert_true(face->begun <= shown + shown / 4 + 160);
        keyed_press(face, "\r");
        keyed_press(face, "\033[B");
        keyed_press(face, "\033[B");
        assert_true(face->bytes <= 60);
        keyed_press(face, "\r");
        keyed_press(face, "a");
        keyed_press(face, "b");
        assert_true(face->bytes <= 3);
        keyed_end(face);
    }
}

static void test_what_is_stored_cannot_drive_the_terminal(void **state) {
    (void)state;
    struct keyed *face = begin(24, 80);
    keyed_press(face, "\r");
    assert_true(screen_shows(face->screen, "number 1\xef\xbf\xbd[2J\xef\xbf\xbd"));
    keyed_end(face);
}

static void test_nothing_is_said_by_colour(void **state) {
    (void)state;
    setenv("NO_COLOR", "1", 1);
    struct keyed *face = begin(24, 80);
    size_t plain = face->begun;
    assert_true(screen_is_marked(face->screen, 0, 1));
    keyed_end(face);
    unsetenv("NO_COLOR");
    face = begin(24, 80);
    assert_true(face->begun >= plain);
    keyed_end(face);
}

static void test_one_paint_is_in_flight(void **state) {
    (void)state;
    struct pace pace = { 0 };
    for (int i = 0; i < 2 * PACE_BYTES; i++)
        assert_false(pace_painted(&pace, 1, 0)); /* a letter costs no question */
    assert_true(pace_painted(&pace, 1000, 0));
    assert_int_equal(pace_wait(&pace, 1000), 2000);
    pace_answered(&pace);
    assert_int_equal(pace_wait(&pace, 1001), 0);
    assert_true(pace_painted(&pace, 1000, 2000));
    assert_int_equal(pace_wait(&pace, 5000), 0); /* lost on the way: asked again */
    assert_true(pace_painted(&pace, 1000, 5000));
}

static void test_a_terminal_that_never_answers_is_not_asked_again(void **state) {
    (void)state;
    struct pace pace = { 0 };
    assert_true(pace_painted(&pace, 1000, 0));
    assert_int_equal(pace_wait(&pace, 2999), 1);
    assert_int_equal(pace_wait(&pace, 3000), 0);
    assert_false(pace_painted(&pace, 1000, 3000));
    assert_int_equal(pace_wait(&pace, 3000), 0);
}

static void test_kinds_of_terminals(void **state) {
    (void)state;
    assert_true(kind_can_draw("vt100"));
    assert_true(kind_is_ansi("vt100"));
    assert_false(kind_can_draw("dumb"));
    assert_false(kind_can_draw("no-such-terminal"));
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    setenv("TOPCOP_NOW", "2026-11-24T10:00", 1);
    unsetenv("NO_COLOR");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screens_look_as_they_should),
        cmocka_unit_test(test_small_and_large_screens),
        cmocka_unit_test(test_any_size_is_drawn),
        cmocka_unit_test(test_resizing_keeps_what_is_typed),
        cmocka_unit_test(test_bytes_are_few),
        cmocka_unit_test(test_what_is_stored_cannot_drive_the_terminal),
        cmocka_unit_test(test_nothing_is_said_by_colour),
        cmocka_unit_test(test_one_paint_is_in_flight),
        cmocka_unit_test(test_a_terminal_that_never_answers_is_not_asked_again),
        cmocka_unit_test(test_kinds_of_terminals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
