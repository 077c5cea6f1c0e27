/* The page about questionnaires knows every type, column, appearance and function, and its examples are
 * right. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sheets_of.h"
#include "xlsform/appearance.h"
#include "xlsform/function.h"
#include "xlsform/header_word.h"
#include "xlsform/type.h"

static struct arena arena;
static char *manual;
static int mistakes;

static void expect_word(const char *what, const char *word) {
    const char *at = manual;
    size_t length = strlen(word);
    while ((at = strcasestr(at, word)) && (strchr("-_:", at[length]) && at[length]))
        at++;
    if (at)
        return;
    print_error("the manual has no %s \"%s\"\n", what, word);
    mistakes++;
}

static void types(void **state) {
    (void)state;
    mistakes = 0;
    for (int i = 0; type_row(i); i++)
        expect_word("type", type_row(i)->text);
    assert_int_equal(mistakes, 0);
}

/* Headers are read with blanks for _, and written so in the manual. */
static void columns(void **state) {
    (void)state;
    mistakes = 0;
    for (int i = 0; header_name_row(i); i++) {
        char *words = arena_copy(&arena, header_name_row(i)->text);
        for (char *at = words; !strncmp(words, "set", 3) && (at = strchr(at, '_'));)
            *at = ' ';
        expect_word("column", words);
    }
    assert_int_equal(mistakes, 0);
}

static void appearances(void **state) {
    (void)state;
    mistakes = 0;
    for (int i = 0; appearance_words(NULL, i); i++)
        expect_word("appearance", appearance_words(NULL, i));
    assert_int_equal(mistakes, 0);
}

static void functions(void **state) {
    (void)state;
    mistakes = 0;
    const struct function *const tables[] = { function_of_days, function_of_logic, function_of_nodes,
                                              function_of_numbers, function_of_texts };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (const struct function *row = tables[i]; row->name; row++)
            expect_word("function", arena_format(&arena, ".Fn %s", row->name));
    assert_int_equal(mistakes, 0);
}

/* Every literal that begins with a sheet is a questionnaire without an error, and without a warning. */
static void examples(void **state) {
    (void)state;
    int count = 0;
    for (const char *at = manual; (at = strstr(at, ".Bd -literal\nsurvey")); count++) {
        at += strlen(".Bd -literal\n");
        const char *said =
            sheets_problems(&arena, arena_copy_part(&arena, at, (size_t)(strstr(at, ".Ed") - at)));
        assert_string_equal(said, "");
    }
    assert_int_equal(count, 2);
}

static char *read_manual(void) {
    FILE *file = fopen("man/topcop-questionnaire.5", "r");
    char *text = arena_new(&arena, 1 << 18);
    assert_non_null(file);
    text[fread(text, 1, (1 << 18) - 1, file)] = 0;
    fclose(file);
    return text;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types),     cmocka_unit_test(columns),  cmocka_unit_test(appearances),
        cmocka_unit_test(functions), cmocka_unit_test(examples),
    };
    manual = read_manual();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_done(&arena);
    return failed;
}
