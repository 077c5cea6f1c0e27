/* Maps: which of somebody's columns become our fields, and what is wrong with their lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "exchange/map.h"

static void map_says(const char *text, const char *expected) {
    struct map map;
    const char *refusal = map_read_text(&map, "m.map", text);
    assert_non_null(refusal);
    assert_string_equal(refusal, expected);
    map_done(&map);
}

static void test_map(void **state) {
    (void)state;
    struct map map;
    assert_null(
        map_read_text(&map, "m.map",
                      "# a comment\r\n\n"
                      "encoding = cp1251\ndelimiter = tab\nheader = none\nrepeats = first\nclean = yes\n"
                      "code = {Dept} {No:2}-x\n"
                      "title = {Long | Short}\n"
                      "aim = \"A {strange} name\"\n"
                      "status := published, of course\n"
                      "level: A = 1, \"B, C\" = 2, =3, * = 9\n"
                      "valid_from.date = %d/%m/%Y\n"
                      "area.create = yes\n"));
    assert_string_equal(map.options.encoding, "cp1251");
    assert_int_equal(map.options.delimiter, '\t');
    assert_true(map.has_no_header && map.first_counts && map.cleans && map.names_columns);
    assert_int_equal(map.count, 7);
    const struct map_field *code = &map.fields[0];
    assert_int_equal(code->part_count, 4);
    assert_string_equal(code->parts[0].columns[0], "Dept");
    assert_string_equal(code->parts[1].text, " ");
    assert_string_equal(code->parts[2].columns[0], "No");
    assert_int_equal(code->parts[2].most, 2);
    assert_string_equal(code->parts[3].text, "-x");
    assert_string_equal(map.fields[1].parts[0].columns[0], "Long");
    assert_string_equal(map.fields[1].parts[0].columns[1], "Short");
    assert_null(map.fields[1].parts[0].columns[2]);
    assert_string_equal(map.fields[2].parts[0].columns[0], "A {strange} name");
    assert_string_equal(map.fields[3].parts[0].text, "published, of course");
    const struct map_field *level = &map.fields[4];
    assert_string_equal(map_translate(level, "A"), "1");
    assert_string_equal(map_translate(level, "B, C"), "2");
    assert_string_equal(map_translate(level, ""), "3");
    assert_string_equal(map_translate(level, "a"), "9");
    assert_string_equal(map_translate(code, "as it is"), "as it is");
    assert_string_equal(map.fields[5].date, "%d/%m/%Y");
    assert_true(map.fields[6].creates);
    map_done(&map);
}

static void test_map_refusals(void **state) {
    (void)state;
    map_says("\ncode = {Dept\n", "m.map line 2: a { is never closed.");
    map_says(
        "code\n",
        "m.map line 1: expected \"field = Column\", \"field := text\", \"field: theirs = ours\" or a \"#\".");
    map_says("level: 1\n", "m.map line 1: a table is written as \"level: theirs = ours, theirs = ours\".");
    map_says("code = A\ncode = B\n", "m.map line 2: \"code\" has its source already, in line 1.");
    map_says("delimiter = |\n", "m.map line 1: the delimiter is \",\", \";\" or \"tab\".");
    map_says("repeats = last\n", "m.map line 1: repeats is \"first\", or not given.");
    map_says("clean = perhaps\n", "m.map line 1: clean is \"yes\" or \"no\".");
    map_says("code.size = 3\n", "m.map line 1: a field has \".date\" and \".create\", not \".size\".");
    map_says(
        "code\nlevel = 1\nrepeats = last\nclean = perhaps\n",
        "m.map line 1: expected \"field = Column\", \"field := text\", \"field: theirs = ours\" or a \"#\".\n"
        "m.map line 3: repeats is \"first\", or not given.\n"
        "m.map line 4: clean is \"yes\" or \"no\".");
    map_says("\xFF\n", "m.map is not UTF-8; save the map as UTF-8.");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_map),
        cmocka_unit_test(test_map_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
