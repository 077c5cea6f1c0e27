/* Questionnaires as markdown tables, and what CSV carriers do alike. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "xlsform/carrier.h"

static struct sheets sheets;

static const char *read_named(const char *name, const char *text, const char *encoding) {
    return sheets_read_bytes(&sheets, name, text, strlen(text), (struct csv_options){ .encoding = encoding });
}

/* All cells as "survey 1:type|name 2:text|a", then what was said. */
static void assert_reads(const char *name, const char *text, const char *expected) {
    assert_null(read_named(name, text, NULL));
    struct buffer shown = { 0 };
    struct arena arena = { 0 };
    buffer_clear(&shown);
    for (int i = 0; i < sheets.count; i++) {
        const struct sheet *sheet = &sheets.list[i];
        buffer_format(&shown, "%s%s", i ? " " : "", sheet->name);
        for (int k = 0; k < sheet->count; k++) {
            buffer_format(&shown, " %d:", sheet->rows[k].row);
            for (int c = 0; c < sheet->rows[k].count; c++)
                buffer_format(&shown, "%s%s", c ? "|" : "", sheet->rows[k].cells[c]);
        }
    }
    for (int i = 0; i < sheets.problems.count; i++)
        buffer_format(&shown, "\n%s", problem_text(&arena, &sheets.problems.list[i]));
    assert_string_equal(shown.text, expected);
    arena_done(&arena);
    buffer_done(&shown);
    sheets_done(&sheets);
}

static void assert_refused(const char *name, const char *text, const char *said) {
    assert_string_equal(read_named(name, text, NULL), said);
    sheets_done(&sheets);
}

static void tables(void **state) {
    (void)state;
    assert_reads("f.md",
                 "# Needs\n\n| survey |\n| | type | name |\n|---|:--|----|\n| | text | a |\r\n| | | |\n"
                 "|| note | b |\n\nchoices follow\n\n  | Choices |      |\n  |  | list_name | name |\n"
                 "  | | l | x\\|y \\z |",
                 "survey 1:type|name 2:text|a 4:note|b choices 1:list_name|name 2:l|x|y \\z");
    assert_reads("f", "|survey|type|name|\n| |text|a|\n", "survey 1:type|name 2:text|a");
    assert_reads(
        "f.md", "| survey |\n| | type | name | label |\n| | text | | A | to do\n",
        "survey 1:type|name|label 2:text||A\n"
        "f.md: survey row 2 (line 3): warning: what stands behind the row's last | is not read: \"to "
        "do\"");
    assert_null(read_named("f.md", "\xEF\xBB\xBF| survey |\n| | type |\n| | text |\n", NULL));
    assert_int_equal(sheets_find(&sheets, "survey")->rows[1].line, 3);
    sheets_done(&sheets);
    assert_null(read_named("f.md", "| survey |\n| | label |\n| | \xC0\xE0 |\n", "cp1251"));
    assert_string_equal(sheets_find(&sheets, "survey")->rows[1].cells[0], "Аа");
    sheets_done(&sheets);
}

static void tables_refused(void **state) {
    (void)state;
    assert_refused("f.md", "| | type | name |\n",
                   "f.md line 1: the table begins without a sheet; write \"| survey |\" above it.");
    assert_refused(
        "f.md", "| survey |\n| | type |\n| survey |\n",
        "f.md line 3: the sheet \"survey\" begins a second time; each sheet must be in one piece.");
    assert_refused("f.md", "no table", "f.md: there is no sheet \"survey\".");
    assert_refused("f.md", "| choices |\n| | list_name |\n",
                   "f.md: there is no sheet \"survey\"; its sheets are \"choices\". Name the one with the "
                   "questions \"survey\".");
    assert_refused(
        "f.md", "| survey |\n| | \xFF |\n",
        "f.md line 2, byte 5: not UTF-8. Save the file as UTF-8, or declare its encoding: --encoding "
        "cp1251, cp1254, cp1256 or cp1252.");
}

static void stray_blanks(void **state) {
    (void)state;
    assert_reads(
        "survey.csv",
        "\xEF\xBB\xBFtype,\" name\",label\r\n\"text \",a,\" A\"\r\ntext,\"\tb\",\"B \n\"\r\n,\" \",\r\n"
        "text,c,\"\u00A0C\"\r\n",
        "survey 1:type|name|label 2:text|a|A 3:text|b|B 5:text|c|C\n"
        "survey.csv: survey row 2 (line 2), type: warning: the blanks around the text are not read\n"
        "survey.csv: survey row 1 (line 1), name: warning: the blanks around the text are not read, here "
        "and in 1 more cells of the column\n"
        "survey.csv: survey row 2 (line 2), label: warning: no-break and invisible blanks are read as "
        "plain ones, and left out around the text, here and in 2 more cells of the column");
    assert_reads("survey.csv", "type,relevant\ntext,\"'a\u00A0b' = 'c'\"\n",
                 "survey 1:type|relevant 2:text|'a\u00A0b' = 'c'");
}

static void gaps(void **state) {
    (void)state;
    assert_reads("survey.csv", "type\ntext\n\n,\n\nnote\n", "survey 1:type 2:text 6:note");
    assert_reads(
        "survey.csv", "type\ntext\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nnote\n",
        "survey 1:type 2:text 24:note\n"
        "survey.csv: survey row 24 (line 24): warning: 21 empty rows stand before this one; it is read, "
        "other programs stop before");
    assert_reads("f.csv", "My form,,\nsurvey,,\n,type,name\n,text,a\n\n,note,b\nchoices,,\n,list_name,name\n",
                 "my form survey 1:type|name 2:text|a 4:note|b choices 1:list_name|name\n"
                 "f.csv: my form: warning: this sheet is not used");
}

static void names(void **state) {
    (void)state;
    assert_string_equal(sheet_of_path("a/Needs_Survey.CSV"), "survey");
    assert_string_equal(sheet_of_path("settings"), "settings");
    assert_string_equal(sheet_of_path("x.d/my-external_choices.csv"), "external_choices");
    assert_string_equal(sheet_of_path("my choices.csv"), "choices");
    assert_null(sheet_of_path("resurvey.csv"));
    assert_null(sheet_of_path("choices-backup.csv"));
    assert_reads("choices.csv", "survey,type\n,text\n", "survey 1:type 2:text");
    assert_reads("survey.csv", "type,name\nsurvey,a\n", "survey 1:type|name 2:survey|a");
}

/* What stands in a pipe is read too. */
static void standard_input(void **state) {
    (void)state;
    static const char text[] = "| survey |\n| | type |\n| | text |\n";
    int ends[2], before = dup(0);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], text, sizeof text - 1), (int)sizeof text - 1);
    close(ends[1]);
    assert_int_equal(dup2(ends[0], 0), 0);
    assert_null(sheets_read(&sheets, (const char *const[]){ "-" }, 1, (struct csv_options){ 0 }));
    assert_string_equal(sheets_find(&sheets, "survey")->file, "standard input");
    assert_string_equal(sheets_find(&sheets, "survey")->rows[1].cells[0], "text");
    sheets_done(&sheets);
    assert_int_equal(dup2(before, 0), 0);
    close(before);
    close(ends[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables), cmocka_unit_test(tables_refused), cmocka_unit_test(stray_blanks),
        cmocka_unit_test(gaps),   cmocka_unit_test(names),          cmocka_unit_test(standard_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
