/* The reader of CSV files: carriers, line numbers, encodings and refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/csv.h"

static const char *read_bytes(struct csv *csv, const char *text, size_t length, struct csv_options options) {
    return csv_read_text(csv, "t.csv", text, length, options);
}

static const char *read_with(struct csv *csv, const char *text, struct csv_options options) {
    return read_bytes(csv, text, strlen(text), options);
}

static void expect(const char *text, struct csv_options options, const char *expected) {
    struct csv csv;
    char shown[1024];
    size_t end = 0;
    assert_null(read_with(&csv, text, options));
    for (int i = 0; i < csv.count; i++) {
        end += (size_t)snprintf(shown + end, sizeof shown - end, "%d", csv.rows[i].line);
        for (int k = 0; k < csv.rows[i].count; k++)
            end += (size_t)snprintf(shown + end, sizeof shown - end, "|%s", csv_cell(&csv.rows[i], k));
        end += (size_t)snprintf(shown + end, sizeof shown - end, "/");
    }
    shown[end] = 0;
    assert_string_equal(shown, expected);
    csv_done(&csv);
}

static void rows_and_lines(void **state) {
    (void)state;
    struct csv_options none = { 0 };
    expect("a,b\n1,2\n", none, "1|a|b/2|1|2/");
    expect("\xEF\xBB\xBF"
           "a,b\r\n1,2\r\n",
           none, "1|a|b/2|1|2/");
    expect("a,b\r1,2\r", none, "1|a|b/2|1|2/");
    expect("a,b\n\n \n\"x\ny\",2\nlast,\"q\"\"q\"", none, "1|a|b/4|x\ny|2/6|last|q\"q/");
    expect("a,b\r\n\"x\r\ny\",2\r\n\r\n3\r\n", none, "1|a|b/2|x\r\ny|2/5|3/");
    expect("a,b\n1\n1,2,3\n", none, "1|a|b/2|1/3|1|2|3/");
    expect("a , \"b\" ,c\n", none, "1|a|b|c/");
    expect(",\n", none, "1||/");
    expect("", none, "");
    expect("\n\n", none, "");
}

static void delimiters(void **state) {
    (void)state;
    struct csv_options none = { 0 }, comma = { .delimiter = ',' };
    expect("title\na;b,c;d\n", none, "1|title/2|a|b,c|d/");
    expect("a\tb c\n\t\n", none, "1|a|b c/2||/");
    expect("\"x,y,z\";b\n", none, "1|x,y,z|b/");
    expect("a;b\n", comma, "1|a;b/");
}

static void encodings(void **state) {
    (void)state;
    struct csv_options western = { .encoding = "cp1252" }, cyrillic = { .encoding = "cp1251" };
    struct csv_options unknown = { .encoding = "klingon" }, arabic = { .encoding = "cp1256" };
    expect("\xE9t\xE9,\x80\n", western, "1|\xC3\xA9t\xC3\xA9|\xE2\x82\xAC/");
    expect("\xCC\xEE\xF1\xEA\xE2\xE0\n", cyrillic, "1|\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0/");
    expect("\xC7\n", arabic, "1|\xD8\xA7/");
    static const char *const names[] = { "Windows-1252", "win1252", "1252", "cp-1252", "Western", "latin1" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        expect("\xE9\n", (struct csv_options){ .encoding = names[i] }, "1|\xC3\xA9/");
    expect("\xEF\xBB\xBF\xC3\xA9\n", cyrillic, "1|\xC3\xA9/");
    expect("\xC3\xA9\n", (struct csv_options){ .encoding = "UTF-8 BOM" }, "1|\xC3\xA9/");
    struct csv csv;
    assert_null(read_bytes(&csv,
                           "\xFF\xFE"
                           "a\0,\0b\0\n\0",
                           10, (struct csv_options){ 0 }));
    assert_string_equal(csv_cell(&csv.rows[0], 1), "b");
    csv_done(&csv);
    assert_string_equal(read_with(&csv, "a", unknown),
                        "The encoding \"klingon\" is unknown; try UTF-8, cp1251, cp1254, cp1252 or cp1256.");
    csv_done(&csv);
    assert_string_equal(read_with(&csv, "ok\na\x81\n", western),
                        "t.csv line 2, byte 2: not a character of cp1252.");
    csv_done(&csv);
}

static void refusals(void **state) {
    (void)state;
    struct csv csv;
    struct csv_options none = { 0 }, small = { .limit = 4 };
    assert_non_null(strstr(read_with(&csv, "a,b\r\nab\xE9,2\n", none), "t.csv line 2, byte 3: not UTF-8."));
    csv_done(&csv);
    assert_non_null(strstr(read_bytes(&csv, "a\nb\0c", 5, none), "t.csv line 2, byte 2: a zero byte"));
    csv_done(&csv);
    assert_string_equal(read_with(&csv, "a,b\n1,2\n3,\"x\ny\n", none),
                        "t.csv line 3: a quotation mark opened in this row is never closed.");
    csv_done(&csv);
    assert_non_null(strstr(read_with(&csv, "12345", small), "too large"));
    csv_done(&csv);
    assert_non_null(strstr(csv_read_file(&csv, "/nowhere/at-all.csv", none), "No such file"));
    csv_done(&csv);
}

static void files(void **state) {
    (void)state;
    char name[] = "/tmp/topcop-csv-XXXXXX";
    int file = mkstemp(name);
    assert_true(file >= 0);
    assert_int_equal(write(file, "a;b\n", 4), 4);
    close(file);
    struct csv csv;
    assert_null(csv_read_file(&csv, name, (struct csv_options){ 0 }));
    assert_int_equal(csv.delimiter, ';');
    assert_int_equal(csv.rows[0].count, 2);
    assert_string_equal(csv_cell(&csv.rows[0], 7), "");
    csv_done(&csv);
    assert_non_null(csv_read_file(&csv, name, (struct csv_options){ .limit = 3 }));
    csv_done(&csv);
    unlink(name);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_lines), cmocka_unit_test(delimiters), cmocka_unit_test(encodings),
        cmocka_unit_test(refusals),       cmocka_unit_test(files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
