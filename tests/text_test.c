/* Text on a grid: columns, cleaning, folding, wrapping. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"

static struct arena arena;

static void columns_are_counted(void **state) {
    (void)state;
    assert_int_equal(text_width("Bakı Dəniz"), 10);
    assert_int_equal(text_width("漢字"), 4);
    assert_int_equal(text_width("e\xCC\x81"), 1);
    assert_int_equal(text_width("a\tb"), 3);
    assert_int_equal(text_width("a\x1B[31m"), 6);
    assert_int_equal(text_width("\xFF\xFE"), 2);
    assert_int_equal(text_length("ğışə"), 4);
}

static void nothing_hostile_passes(void **state) {
    (void)state;
    assert_string_equal(text_clean(&arena, "a\x1B[2J\x07z"), "a\xEF\xBF\xBD[2J\xEF\xBF\xBDz");
    assert_string_equal(text_clean(&arena, "x\xE2\x80\xAEy"), "x\xEF\xBF\xBDy");
    assert_string_equal(text_clean(&arena, "x\xC2\x9By"), "x\xEF\xBF\xBDy");
    assert_string_equal(text_clean(&arena, "x\xE2\x80\x8By"), "x\xEF\xBF\xBDy");
    assert_string_equal(text_clean(&arena, "one\r\ntwo\tthree"), "one two three");
    assert_string_equal(text_clean_lines(&arena, "one\r\ntwo\tthree"), "one\ntwo three");
    assert_true(text_is_clean("Ə ığ", false));
    assert_false(text_is_clean("a\nb", false));
    assert_true(text_is_clean("a\nb", true));
    assert_false(text_is_clean("a\xFF", true));
    assert_false(text_is_clean("a\xE2\x80\xAE", true));
    assert_true(text_is_utf8("Bakı \xEF\xBF\xBD"));
    assert_false(text_is_utf8("\xC3"));
}

static void texts_fit_exactly(void **state) {
    (void)state;
    assert_string_equal(text_fit(&arena, "Bakı", 6), "Bakı  ");
    assert_string_equal(text_fit(&arena, "漢字漢字", 5), "漢字…");
    assert_int_equal(text_width(text_fit(&arena, "漢字漢字", 6)), 6);
    assert_string_equal(text_fit(&arena, "abc", 0), "");
    assert_string_equal(text_fit_right(&arena, "7", 3), "  7");
    assert_int_equal(text_head("漢字", 3), 3);
}

static void lines_break_at_blanks(void **state) {
    (void)state;
    int count;
    char **lines = text_wrap(&arena, "one two three\n\nfour", 8, &count);
    assert_int_equal(count, 4);
    assert_string_equal(lines[0], "one two");
    assert_string_equal(lines[1], "three");
    assert_string_equal(lines[2], "");
    assert_string_equal(lines[3], "four");
    assert_null(lines[4]);
    lines = text_wrap(&arena, "abcdefgh", 3, &count);
    assert_int_equal(count, 3);
    assert_string_equal(lines[2], "gh");
    text_wrap(&arena, "漢字", 1, &count);
    assert_int_equal(count, 2);
}

static void case_and_accents_fold(void **state) {
    (void)state;
    assert_string_equal(text_fold(&arena, "BAKI Bakı  İşçi"), "baki baki isci");
    assert_string_equal(text_fold(&arena, "ƏLİYEV Əliyev"), "eliyev eliyev");
    assert_string_equal(text_fold(&arena, "ЄВГЕН"), text_fold(&arena, "євген"));
    assert_string_equal(text_fold(&arena, "Գրիգորյան"), text_fold(&arena, "ԳՐԻԳՈՐՅԱՆ"));
    assert_true(text_matches("drug trafficking via mail", "mai drug"));
    assert_false(text_matches("drug trafficking", "rafficking"));
    assert_true(text_matches("x-ray images", "ray"));
}

static void small_helpers(void **state) {
    (void)state;
    int64_t number;
    assert_true(text_integer("-12", &number));
    assert_int_equal(number, -12);
    assert_false(text_integer("12a", &number));
    assert_false(text_integer("", &number));
    assert_false(text_integer("-", &number));
    char padded[] = " \t x y \n";
    assert_string_equal(text_trim(padded), "x y");
    assert_int_equal(text_distance("cyber_gop", "cyber_gap"), 1);
    assert_int_equal(text_distance("ab", "ba"), 1);
    assert_int_equal(text_distance("", "abc"), 3);
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_counted),   cmocka_unit_test(nothing_hostile_passes),
        cmocka_unit_test(texts_fit_exactly),     cmocka_unit_test(lines_break_at_blanks),
        cmocka_unit_test(case_and_accents_fold), cmocka_unit_test(small_helpers),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_done(&arena);
    return failed;
}
