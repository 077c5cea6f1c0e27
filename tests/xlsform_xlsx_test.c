/* Workbooks: every kind of cell, what is noticed, what is refused, and archives made to do harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "xlsform/archive.h"
#include "xlsform/carrier.h"
#include "xlsform/workbook_number.h"
#include "zip_of.h"

static struct sheets sheets;

static const char *read_bytes(const char *name, char *bytes, size_t length) {
    const char *refusal = sheets_read_bytes(&sheets, name, bytes, length, (struct csv_options){ 0 });
    free(bytes);
    return refusal;
}

static const char *read_workbook(struct workbook_parts parts) {
    size_t length;
    char *bytes = workbook_of(parts, &length);
    return read_bytes("f.xlsx", bytes, length);
}

static const char *cell(const char *sheet_name, int row, int column) {
    const struct sheet *sheet = sheets_find(&sheets, sheet_name);
    for (int i = 0; sheet && i < sheet->count; i++)
        if (sheet->rows[i].row == row)
            return sheet_cell(&sheet->rows[i], column);
    return "";
}

static void assert_said(int number, const char *expected) {
    struct arena arena = { 0 };
    assert_true(number < sheets.problems.count);
    assert_string_equal(problem_text(&arena, &sheets.problems.list[number]), expected);
    arena_done(&arena);
}

static void assert_refused(const char *refusal, const char *part) {
    assert_non_null(refusal);
    if (!strstr(refusal, part))
        fail_msg("\"%s\" does not say \"%s\"", refusal, part);
    sheets_done(&sheets);
}

#define TEXT(place, text) "<c r=\"" place "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"

static void texts(void **state) {
    (void)state;
    assert_null(read_workbook((struct workbook_parts){
        .rows =
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>"
            "<row><c t=\"inlineStr\"><is><r><t>in</t></r><r><t xml:space=\"preserve\"> line</t></r></is></c>"
            "<c t=\"str\"><f>A1</f><v>made &amp; kept</v></c><c t=\"b\"><v>1</v></c><c "
            "t=\"b\"><v>0</v></c></row>"
            "<row r=\"5\"><c r=\"B5\" t=\"s\"><v>2</v></c><c t=\"d\"><v>2026-11-24T00:00:00</v></c></row>",
        .strings = "<si><t>type</t></si><si><r><t>na</t></r><r><rPr><b/></rPr><t>me</t></r>"
                   "<rPh sb=\"0\" eb=\"1\"><t>kana</t></rPh></si>"
                   "<si><t>a_x000D_\nb_x005F_x0041__x0041_</t></si>" }));
    assert_string_equal(cell("survey", 1, 0), "type");
    assert_string_equal(cell("survey", 1, 1), "");
    assert_string_equal(cell("survey", 1, 2), "name");
    assert_string_equal(cell("survey", 2, 0), "in line");
    assert_string_equal(cell("survey", 2, 1), "made & kept");
    assert_string_equal(cell("survey", 2, 2), "TRUE");
    assert_string_equal(cell("survey", 2, 3), "FALSE");
    assert_string_equal(cell("survey", 5, 1), "a\r\nb_x0041__x0041_");
    assert_string_equal(cell("survey", 5, 2), "2026-11-24");
    assert_int_equal(sheets_find(&sheets, "survey")->rows[2].line, 0);
    assert_int_equal(sheets.problems.count, 0);
    sheets_done(&sheets);
}

static void assert_number(const char *stored, enum number_format format, bool from_1904,
                          const char *expected) {
    struct buffer out = { 0 };
    buffer_clear(&out);
    number_text(&out, stored, format, from_1904);
    assert_string_equal(out.text, expected);
    buffer_done(&out);
}

static void numbers(void **state) {
    (void)state;
    static const char *const plain[][2] = {
        { "12", "12" },
        { "12.0", "12" },
        { "-0", "0" },
        { "1E3", "1000" },
        { "0.1", "0.1" },
        { "0.30000000000000004", "0.3" },
        { "-2.5E-3", "-0.0025" },
        { "1e-7", "0.0000001" },
        { "123456789012345", "123456789012345" },
        { "1e20", "100000000000000000000" },
        { "3.14159265358979312", "3.14159265358979" },
        { "nonsense", "nonsense" },
        { "1,5", "1,5" },
        { "nan", "nan" },
    };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        assert_number(plain[i][0], FORMAT_NUMBER, false, plain[i][1]);
    assert_number("1", FORMAT_DATE, false, "1900-01-01");
    assert_number("59", FORMAT_DATE, false, "1900-02-28");
    assert_number("60", FORMAT_DATE, false, "1900-02-28");
    assert_number("61", FORMAT_DATE, false, "1900-03-01");
    assert_number("46350", FORMAT_DATE, false, "2026-11-24");
    assert_number("46350.75", FORMAT_DATE, false, "2026-11-24");
    assert_number("0", FORMAT_DATE, true, "1904-01-01");
    assert_number("44888", FORMAT_DATE, true, "2026-11-24");
    assert_number("46350.5", FORMAT_MOMENT, false, "2026-11-24T12:00:00");
    assert_number("46350.999999", FORMAT_MOMENT, false, "2026-11-25T00:00:00");
    assert_number("0.354166666666667", FORMAT_TIME, false, "08:30:00");
    assert_number("46350.354166666666667", FORMAT_TIME, false, "08:30:00");
    assert_number("1.5", FORMAT_ELAPSED, false, "36:00:00");
    assert_number("-1", FORMAT_DATE, false, "-1");
    assert_number("99999999", FORMAT_DATE, false, "99999999");
    assert_number("2", FORMAT_BOOLEAN, false, "TRUE");
}

static void formats(void **state) {
    (void)state;
    static const struct {
        const char *code;
        enum number_format format;
    } codes[] = {
        { "General", FORMAT_NUMBER },
        { "0.00", FORMAT_NUMBER },
        { "@", FORMAT_NUMBER },
        { "0.00E+00", FORMAT_NUMBER },
        { "[Red]0.0", FORMAT_NUMBER },
        { "0\" days\"", FORMAT_NUMBER },
        { "\\d0", FORMAT_NUMBER },
        { "#,##0_d;[Blue]-d", FORMAT_NUMBER },
        { "dd/mm/yyyy", FORMAT_DATE },
        { "[$-409]mmm\\ yy;@", FORMAT_DATE },
        { "mmmm", FORMAT_DATE },
        { "hh:mm", FORMAT_TIME },
        { "mm:ss.0", FORMAT_TIME },
        { "h:mm AM/PM", FORMAT_TIME },
        { "yyyy\\-mm\\-dd\\Thh:mm:ss", FORMAT_MOMENT },
        { "[h]:mm:ss", FORMAT_ELAPSED },
        { "\"TRUE\";\"TRUE\";\"FALSE\"", FORMAT_BOOLEAN },
        { "\"unclosed", FORMAT_NUMBER },
        { "[unclosed", FORMAT_NUMBER },
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (number_format(164, codes[i].code) != codes[i].format)
            fail_msg("%s is %d", codes[i].code, (int)number_format(164, codes[i].code));
    assert_int_equal(number_format(14, NULL), FORMAT_DATE);
    assert_int_equal(number_format(20, NULL), FORMAT_TIME);
    assert_int_equal(number_format(22, NULL), FORMAT_MOMENT);
    assert_int_equal(number_format(46, NULL), FORMAT_ELAPSED);
    assert_int_equal(number_format(0, NULL), FORMAT_NUMBER);
    assert_int_equal(number_format(14, "0"), FORMAT_NUMBER);
}

static void styled(void **state) {
    (void)state;
    struct workbook_parts parts = {
        .rows = "<row><c s=\"1\"><v>46350</v></c><c s=\"2\"><v>46350.25</v></c><c s=\"3\"><v>7</v></c>"
                "<c s=\"99\"><v>7.50</v></c></row>",
        .formats = "<numFmt numFmtId=\"170\" formatCode=\"d.m.yy &quot;um&quot; h:mm\"/>",
        .styles = "<xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"9\"/>",
    };
    assert_null(read_workbook(parts));
    assert_string_equal(cell("survey", 1, 0), "2026-11-24");
    assert_string_equal(cell("survey", 1, 1), "2026-11-24T06:00:00");
    assert_string_equal(cell("survey", 1, 2), "7");
    assert_string_equal(cell("survey", 1, 3), "7.5");
    sheets_done(&sheets);
    parts.settings = "date1904=\"1\"";
    assert_null(read_workbook(parts));
    assert_string_equal(cell("survey", 1, 0), "2030-11-25");
    sheets_done(&sheets);
}

static void noticed(void **state) {
    (void)state;
    assert_null(read_workbook((struct workbook_parts){
        .sheets = " Survey \nNotes\nsetings\n_choices",
        .rows = "<row r=\"1\">" TEXT("A1", "type\u00A0") TEXT("B1", "name") TEXT(
            "C1", "label") "</row>"
                           "<row r=\"2\">" TEXT("A2", "select_one\u00A0l") TEXT("B2", "\u200Ba\uFEFF") TEXT(
                               "C2",
                               "A\u00A0b ") "</row>"
                                            "<row r=\"3\"><c r=\"B3\" t=\"e\"><f>X!A1</f><v>#REF!</v></c><c "
                                            "r=\"C3\"><f>1+1</f></c></row>"
                                            "<row r=\"40\">" TEXT("A40", "text") TEXT("C40", " \n ")
                                                TEXT("D40", "B\t") "</row>",
        .behind = "<mergeCells><mergeCell ref=\"C3:D4\"/><mergeCell ref=\"A9:B9\"/></mergeCells>" }));
    assert_string_equal(cell("survey", 1, 0), "type");
    assert_string_equal(cell("survey", 2, 0), "select_one l");
    assert_string_equal(cell("survey", 2, 1), "a");
    assert_string_equal(cell("survey", 2, 2), "A\u00A0b");
    assert_string_equal(cell("survey", 3, 1), "#REF!");
    assert_string_equal(cell("survey", 40, 0), "text");
    assert_int_equal(sheets_find(&sheets, "survey")->rows[3].count, 4);
    problems_sort(&sheets.problems);
    assert_int_equal(sheets.problems.errors, 0);
    static const char *const said[] = {
        "survey row 1, type: warning: no-break and invisible blanks are read as plain ones, and left out "
        "around "
        "the text, here and in 1 more cells of the column",
        "survey row 2, label: warning: the blanks around the text are not read",
        "survey row 2, name: warning: no-break and invisible blanks are read as plain ones, and left out "
        "around "
        "the text",
        "survey row 3: warning: the cells C3:D4 are merged, as in 1 more places; only the first of them has "
        "the "
        "text",
        "survey row 3, label: warning: the result of the formula was not kept in the file; the cell is read "
        "as "
        "empty",
        "survey row 3, name: warning: the cell shows the error #REF! of its formula",
        "survey row 40: warning: 36 empty rows stand before this one; it is read, other programs stop before",
        "survey row 40: warning: the blanks around the text are not read",
        "_choices: warning: this sheet is not used",
        "notes: warning: this sheet is not used",
        "setings: warning: this sheet is not used; did you mean \"settings\"?",
    };
    for (int i = 0; i < (int)(sizeof said / sizeof *said); i++) {
        struct arena arena = { 0 };
        assert_said(i, arena_format(&arena, "f.xlsx: %s", said[i]));
        arena_done(&arena);
    }
    assert_int_equal(sheets.problems.count, (int)(sizeof said / sizeof *said));
    sheets_done(&sheets);
    assert_refused(read_workbook((struct workbook_parts){ .sheets = "Surveys\nchoices" }),
                   "f.xlsx: there is no sheet \"survey\"; its sheets are \"surveys\", \"choices\". Name the "
                   "one with the questions \"survey\".");
    assert_refused(read_workbook((struct workbook_parts){ .sheets = "survey\nSurvey" }),
                   "two sheets \"Survey\"");
}

static void broken(void **state) {
    (void)state;
    static const struct {
        struct workbook_parts parts;
        const char *said;
    } cases[] = {
        { { .rows = "<row r=\"2\"/><row r=\"1\"/>" }, "row 2: its rows are not in order" },
        { { .rows = "<row>" TEXT("B1", "b") TEXT("A1", "a") "</row>" }, "its cells are not in order" },
        { { .rows = "<row>" TEXT("A2", "a") "</row>" }, "its cells are not in order" },
        { { .rows = TEXT("A1", "a") }, "its cells are not in order" },
        { { .rows = "<c t=\"str\"><v>a</v></c>" }, "its cells are not in order" },
        { { .rows = "<row><c t=\"s\"><v>3</v></c></row>" }, "a text it names is not there" },
        { { .rows = "<row><c t=\"s\"><v>-1</v></c></row>" }, "a text it names is not there" },
        { { .rows = "<row>" }, "sheet1.xml in it is not XML to its end" },
        { { .rows = "<row>&nope;</row>" }, "is damaged" },
        { { .before = "<!DOCTYPE x [<!ENTITY a \"b\">]>", .rows = "<row><c t=\"str\"><v>&a;</v></c></row>" },
          "declares a document type" },
        { { .before = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">" }, "declares a document type" },
        { { .rows = "<row>" TEXT("XFE1", "far") "</row>" }, "has a cell in column 16385; 16384 columns" },
        { { .rows = "<row r=\"1048577\">" TEXT("A1048577", "deep") "</row>" }, "too many rows: 1048576" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(read_workbook(cases[i].parts), cases[i].said);
    size_t length;
    char *bytes = workbook_of((struct workbook_parts){ 0 }, &length);
    assert_refused(read_bytes("f.xlsx", bytes, length / 2), "does not end as one");
    bytes = workbook_of((struct workbook_parts){ .rows = "<row>" TEXT("A1", "type") "</row>" }, &length);
    char *name = memmem(bytes, length, "sheet1.xml", 10);
    assert_non_null(name);
    memset(name + 10, 0x55, 40); /* what is packed */
    assert_refused(read_bytes("f.xlsx", bytes, length), "is damaged");
}

/* Cells in cells and rows in cells are no workbook's, and do no harm. */
static void nested(void **state) {
    (void)state;
    assert_null(read_workbook((struct workbook_parts){
        .rows = "<row><c t=\"str\"><v>a</v><c t=\"str\"><v>b</v></c><v>c</v></c><c t=\"str\"><row/>"
                "<v>d</v></c></row>" }));
    assert_string_equal(cell("survey", 1, 0), "");
    assert_string_equal(cell("survey", 1, 1), "b");
    assert_int_equal(sheets_find(&sheets, "survey")->count, 1);
    sheets_done(&sheets);
}

static void without_parts(void **state) {
    (void)state;
    static const struct zip_member nothing[] = { { "[Content_Types].xml", "<Types/>", 0 },
                                                 { "_rels/.rels", "<Relationships/>", 0 },
                                                 { NULL, NULL, 0 } },
                                   named[] = { { "[Content_Types].xml", "<Types/>", 0 },
                                               { "_rels/.rels",
                                                 "<R><Relationship Id=\"1\" Type=\"x/officeDocument\" "
                                                 "Target=\"/xl/workbook.xml\"/></R>",
                                                 0 },
                                               { NULL, NULL, 0 } };
    size_t length;
    char *bytes = zip_of(nothing, &length);
    assert_refused(read_bytes("f.xlsx", bytes, length), "does not say where its sheets are");
    bytes = zip_of(named, &length);
    assert_refused(read_bytes("f.xlsx", bytes, length), "has no part xl/_rels/workbook.xml.rels");
}

/* What is small on the disk and large in memory is refused before it gets there. */
static void bombs(void **state) {
    (void)state;
    struct buffer rows = { 0 }, strings = { 0 };
    buffer_clear(&rows);
    while (rows.length < (size_t)ARCHIVE_RATIO_FROM + (4 << 20))
        buffer_add(&rows, "<row></row><row></row><row></row><row></row><row></row><row></row><row></row>");
    assert_refused(read_workbook((struct workbook_parts){ .rows = rows.text }),
                   "far more than a questionnaire");
    buffer_clear(&rows);
    buffer_add(&strings, "<si><t>");
    while (strings.length < (size_t)CARRIER_CELL_TEXT)
        buffer_add(&strings, "0123456789abcdef");
    buffer_replace(&strings, (size_t)CARRIER_CELL_TEXT, strings.length - CARRIER_CELL_TEXT, "</t></si>");
    for (int i = 0; i < 300; i++)
        buffer_add(&rows, "<row><c t=\"s\"><v>0</v></c></row>");
    assert_refused(read_workbook((struct workbook_parts){ .rows = rows.text, .strings = strings.text }),
                   "too large for a questionnaire");
    buffer_replace(&strings, 7, 0, "0123456789abcdef");
    assert_refused(read_workbook((struct workbook_parts){ .rows = rows.text, .strings = strings.text }),
                   "has a cell of 256 KB");
    buffer_clear(&rows);
    for (int i = 1; i <= 1100; i++)
        buffer_format(&rows, "<row r=\"%d\"><c r=\"FAA%d\"><v>1</v></c></row>", i, i);
    assert_refused(read_workbook((struct workbook_parts){ .rows = rows.text }), "4 million cells");
    buffer_clear(&rows);
    for (int i = 0; i < 300; i++)
        buffer_add(&rows, "<x>");
    assert_refused(read_workbook((struct workbook_parts){ .rows = rows.text }), "is damaged");
    buffer_done(&rows);
    buffer_done(&strings);
}

static void other_files(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        const char *said;
    } cases[] = {
        { "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 workbook", 17, "of the old kind (.xls)" },
        { "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 41,
          "locked with a password" },
        { "%PDF-1.7", 8, "is a PDF" },
        { "\n<html><table>", 14, "is XML or HTML under another name" },
        { "{\\rtf1}", 7, "is a text document" },
        { "\x1F\x8B\x08", 3, "unpack it first" },
        { "PK\x03\x04", 4, "does not end as one" },
        { "", 0, "which sheet is this?" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(
            sheets_read_bytes(&sheets, "f.xlsx", cases[i].bytes, cases[i].length, (struct csv_options){ 0 }),
            cases[i].said);
    static const struct zip_member archives[][3] = {
        { { "mimetype", "application/vnd.oasis.opendocument.spreadsheet", 0 },
          { "META-INF/manifest.xml", "<m/>", 0 },
          { NULL, NULL, 0 } },
        { { "Index/Document.iwa", "x", 0 }, { NULL, NULL, 0 } },
        { { "a/form.xlsx", "x", 0 }, { "photo.jpg", "x", 0 }, { NULL, NULL, 0 } },
    };
    static const char *const said[] = { "(.ods)", "Numbers", "zip archive without survey.csv" };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        size_t length;
        char *bytes = zip_of(archives[i], &length);
        assert_refused(read_bytes("f.bin", bytes, length), said[i]);
    }
    static const struct zip_member binary[] = { { "[Content_Types].xml", "<Types/>", 0 },
                                                { "_rels/.rels", "<R/>", 0 },
                                                { "xl/workbook.bin", "x", 0 },
                                                { NULL, NULL, 0 } };
    size_t length;
    char *bytes = zip_of(binary, &length);
    assert_refused(read_bytes("f.xlsx", bytes, length), "(.xlsb)");
}

static void zipped_tables(void **state) {
    (void)state;
    static const struct zip_member tables[] = {
        { "needs/Old-Survey.csv", "type\nold\n", 0 },
        { "needs/SURVEY.CSV", "type;name;label\nselect_one l;a;A\n", 0 },
        { "needs/my choices.tsv", "list_name\tname\tlabel\nl\tx\tX\n", 0 },
        { "needs/external_choices.csv", "list_name,name\nl,y\n", 0 },
        { "__MACOSX/needs/._survey.csv", "\0\5\7", 3 },
        { "needs/readme.txt", "hello", 0 },
        { NULL, NULL, 0 },
    }, whole[] = {
        { "form.csv", "survey,type,name\n,text,a\n", 0 },
        { NULL, NULL, 0 },
    };
    size_t length;
    char *bytes = zip_of(tables, &length);
    assert_null(read_bytes("needs.zip", bytes, length));
    assert_string_equal(cell("survey", 2, 1), "a");
    assert_string_equal(cell("choices", 2, 2), "X");
    assert_string_equal(cell("external_choices", 2, 1), "y");
    assert_string_equal(sheets_find(&sheets, "survey")->file, "needs.zip/needs/SURVEY.CSV");
    assert_int_equal(sheets_find(&sheets, "survey")->rows[1].line, 2);
    sheets_done(&sheets);
    bytes = zip_of(whole, &length);
    assert_null(read_bytes("needs.zip", bytes, length));
    assert_string_equal(cell("survey", 2, 0), "text");
    sheets_done(&sheets);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts),         cmocka_unit_test(numbers),       cmocka_unit_test(formats),
        cmocka_unit_test(styled),        cmocka_unit_test(noticed),       cmocka_unit_test(broken),
        cmocka_unit_test(without_parts), cmocka_unit_test(nested),        cmocka_unit_test(bombs),
        cmocka_unit_test(other_files),   cmocka_unit_test(zipped_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
