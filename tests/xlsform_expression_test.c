/* Expressions: the operators, every function, each decision where other programs differ, and faults with
 * their places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "xlsform/expression.h"
#include "xlsform/node.h"
#include "xlsform/xpath.h"

static const char *const names[] = { "q", "empty", "tags", "day", NULL };
static const char *const values[] = { "7", "", "red green", "2026-11-20" };

static int find_question(void *data, const char *name) {
    (void)data;
    for (int i = 0; names[i]; i++)
        if (!strcmp(names[i], name))
            return i;
    return -1;
}

/* /data has the questions in it, and the one of "." as number 4. */
static int find_step(void *data, int from, const char *name, int after) {
    (void)data;
    static const char *const all[] = { "q", "empty", "tags", "day", "me", NULL };
    if (name && !strcmp(name, ".."))
        return from >= 0 ? PLACE_ROOT : from == PLACE_ROOT ? PLACE_DOCUMENT : PLACE_NONE;
    if (from == PLACE_DOCUMENT)
        return (!name || !strcmp(name, "data")) && after == PLACE_NONE ? PLACE_ROOT : PLACE_NONE;
    for (int i = after == PLACE_NONE ? 0 : after + 1; from == PLACE_ROOT && all[i]; i++)
        if (!name || !strcmp(name, all[i]))
            return i;
    return PLACE_NONE;
}

static int find_column(void *data, const char *name) {
    (void)data;
    return strcmp(name, "unit") ? -1 : 0;
}

static xmlNode *nodes[4];

static xmlNodeSet *read_question(void *data, int question, xmlNode *from) {
    (void)data;
    (void)from;
    return xpath()->xmlXPathNodeSetCreate(nodes[question]);
}

static const char *read_column(void *data, int column) {
    (void)data;
    (void)column;
    return "patrol";
}

static void read_label(void *data, int question, const char *value, struct buffer *out) {
    (void)data;
    buffer_format(out, "<%s of %s>", value, names[question]);
}

static void keep_fault(void *data, const struct expression_fault *fault) {
    snprintf(data, 200, "%d%s %s%s%s", fault->character, fault->is_warning ? "?" : "", fault->sentence,
             fault->name ? " " : "", fault->name ? fault->name : "");
}

static void add_fault(void *data, const struct expression_fault *fault) {
    char *all = data;
    size_t length = strlen(all);
    snprintf(all + length, 600 - length, "%d%s%s %s\n", fault->character, fault->is_warning ? "?" : "",
             fault->is_doubt ? "?" : "", fault->sentence);
}

static bool has_instance(void *data, const char *name) {
    (void)data;
    return !strcmp(name, "colours");
}

/* The tags are red and green. */
static const char *find_reason(void *data, int question, const char *value) {
    (void)data;
    return question == 2 && !strcmp(value, "blue") ? "no blue" : NULL;
}

static const struct expression_source source = { .question = read_question,
                                                 .column = read_column,
                                                 .choice_label = read_label };

/* The result of an expression as a text; the last fault where it has none. `self` is 'me'. */
static const char *result(const char *text) {
    static char shown[300], fault[200];
    struct arena arena = { 0 };
    struct expression_names known = {
        .question = find_question, .column = find_column, .step = find_step, .self = 4
    };
    *fault = 0;
    struct expression *expression = expression_new(&arena, text, &known, keep_fault, fault);
    if (expression) {
        struct evaluator *evaluator = evaluator_new(&source);
        struct buffer out = { 0 };
        xmlDoc *document = xpath()->xmlNewDoc(NULL);
        xmlNode *root = node_new(document, NULL, "data"), *me = node_new(document, root, "me");
        node_put(me, "me");
        for (int i = 0; i < 4; i++)
            node_put(nodes[i] = node_new(document, root, names[i]), values[i]);
        evaluator_text(evaluator, expression, me, &out);
        xpath()->xmlFreeDoc(document);
        snprintf(shown, sizeof shown, "%s", out.text);
        buffer_done(&out);
        evaluator_free(evaluator);
        expression_done(expression);
    }
    arena_done(&arena);
    return expression ? shown : fault;
}

struct example {
    const char *text, *expected;
};

static void check(const struct example *examples, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const char *given = result(examples[i].text);
        if (strcmp(given, examples[i].expected) != 0)
            fail_msg("%s gives \"%s\", not \"%s\"", examples[i].text, given, examples[i].expected);
    }
}

#define CHECK(...)                                                                                           \
    do {                                                                                                     \
        static const struct example examples[] = { __VA_ARGS__ };                                            \
        check(examples, sizeof examples / sizeof *examples);                                                 \
    } while (0)

static void operators(void **state) {
    (void)state;
    CHECK({ "1 + 2 * 3", "7" }, { "(1 + 2) * 3", "9" }, { "4-3*4+5-1", "-4" }, { "7 div 2", "3.5" },
          { "7 mod 2", "1" }, { "-5 mod 2", "-1" }, { "-(8*5)", "-40" }, { "-'19'", "-19" }, { "- - 1", "1" },
          { "2 - 1", "1" }, { "1 < 2", "true" }, { "1 >= 2", "false" }, { "2 > 1 and 1 = 1", "true" },
          { "1 = 2 or 2 != 1", "true" }, { "'b' = 'b'", "true" }, { "'b' != \"b\"", "false" },
          { "true() and false()", "false" }, { "0 or 1 and 0 + 1", "true" }, { "1 = true()", "true" },
          { "true() > false()", "true" }, { "1 < 2 = true()", "true" }, { "1 div 0", "Infinity" },
          { "-1 div 0", "-Infinity" }, { "0 div 0", "" }, { "${q} * 2", "14" }, { "concat(., '!')", "me!" },
          { "unit = 'patrol'", "true" }, { ".5 + 15.", "15.5" }, { " 1\n+\t1 ", "2" });
}

static void logic(void **state) {
    (void)state;
    CHECK({ "not(1 = 2)", "true" }, { "boolean('')", "false" }, { "boolean(0)", "false" },
          { "boolean('0')", "true" }, { "boolean-from-string('1')", "true" },
          { "boolean-from-string('true')", "true" }, { "boolean-from-string('yes')", "false" },
          { "if(${q} > 5, 'high', 'low')", "high" }, { "coalesce(${empty}, 'none')", "none" },
          { "coalesce('', '', 3)", "3" }, { "once(5)", "me" },
          { "count-non-empty(${q}, ${empty}, 'x')", "2" });
}

static void choices(void **state) {
    (void)state;
    CHECK({ "selected(${tags}, 'red')", "true" }, { "selected(${tags}, 're')", "false" },
          { "selected('', '')", "true" }, { "selected('a', '')", "false" },
          { "count-selected(${tags})", "2" }, { "count-selected('')", "0" },
          { "selected-at(${tags}, 1)", "green" }, { "selected-at(${tags}, 2)", "" },
          { "selected-at(${tags}, -1)", "" },
          { "jr:choice-name(${tags}, '${tags}')", "<red green of tags>" });
}

static void texts(void **state) {
    (void)state;
    CHECK({ "string(1.50)", "1.5" }, { "string-length('\xF0\x9F\x98\x80')", "1" },
          { "string-length('Bakı')", "4" }, { "concat('a', 1, true())", "a1true" },
          { "join(', ', 'a', 'b', 'c')", "a, b, c" }, { "contains('abc', 'bc')", "true" },
          { "starts-with('abc', 'ab')", "true" }, { "ends-with('abc', 'bc')", "true" },
          { "ends-with('a', 'ba')", "false" }, { "substr('həmid', 1, 3)", "əm" },
          { "substr('abcde', 3)", "de" }, { "substr('abcde', -2)", "de" }, { "substr('abc', 2, 1)", "" },
          { "substring('12345', 2, 3)", "234" }, { "substring('12345', 1.5, 2.6)", "234" },
          { "substring('12345', 0)", "12345" }, { "substring-before('a/b', '/')", "a" },
          { "substring-after('a/b', '/')", "b" }, { "translate('bar', 'ab', 'AB')", "BAr" },
          { "translate('-a-', '-', '')", "a" }, { "translate('s', '', 'L')", "s" },
          { "normalize-space('  a  b ')", "a b" });
}

static void numbers(void **state) {
    (void)state;
    CHECK({ "number('1.1e6')", "" }, { "number('Infinity')", "" }, { "number(' 12 ')", "12" },
          { "number('4,6')", "" }, { "number(true())", "1" }, { "int(2.9)", "2" }, { "int(-2.9)", "-2" },
          { "round(2.5)", "3" }, { "round(-0.5)", "0" }, { "round(-2.5)", "-2" },
          { "round(-12345.15, 1)", "-12345.1" }, { "round(12345, -2)", "12300" }, { "round('4,6')", "" },
          { "abs(-3)", "3" }, { "pow(2, 10)", "1024" }, { "min(3, 1, 2)", "1" }, { "max(3, 1, ${q})", "7" },
          { "max(1, ${empty})", "" }, { "floor(1.9)", "1" }, { "ceiling(1.1)", "2" },
          { "pow(10, 21)", "1000000000000000000000" }, { "1 div 1000000000", "0.000000001" },
          { "0.1 + 0.2", "0.3" }, { "1.0", "1" });
}

static void days(void **state) {
    (void)state;
    CHECK({ "today()", "2026-11-24" }, { "now()", "2026-11-24T10:30:00.000+04:00" },
          { "date(now()) = today()", "true" }, { "now() >= today()", "true" },
          { "date('2020-03-01') - date('2020-02-28')", "2" }, { "'2020-03-01' - '2020-02-28'", "2" },
          { "date(0)", "1970-01-01" }, { "date(today() + 10)", "2026-12-04" },
          { "date('2026-11-24T23:00:00')", "2026-11-24" }, { "date('2026-02-30')", "" },
          { "date('soon')", "" }, { "${day} <= today()", "true" }, { "${day} > today()", "false" },
          { "today() - ${day}", "4" }, { "10 + '2012-07-24' = '2012-08-03'", "true" },
          { "number('1970-01-02T12:00:00+04:00')", "1.5" }, { "'2026-11-24T06:30:00Z' = now()", "true" },
          { "format-date('2026-03-04', '%d.%m.%Y')", "04.03.2026" },
          { "format-date('2026-03-04', '%e %b %y, %a %n')", "4 Mar 26, Wed 3" },
          { "format-date('2026-03-04T05:06:07', '%H:%M:%S %h %3 %%')", "05:06:07 5 000 %%" },
          { "format-date('', '%d')", "" });
}

static void differences(void **state) {
    (void)state;
    CHECK({ "regex('1234', '[0-9]{3}')", "true" }, { "regex('1234', '^[0-9]{3}$')", "false" },
          { "regex('Şəki', '^\\p{L}+$')", "true" }, { "regex('٣', '^\\d$')", "true" }, { "'' = 0", "false" },
          { "'' < 5", "false" }, { "'' != 0", "true" }, { "${empty} + 1", "" }, { "if('false', 1, 2)", "1" },
          { "boolean('false')", "true" }, { "boolean(${empty})", "false" }, { "6.1 - 7.8 = -1.7", "true" },
          { "0.1 + 0.2 <= 0.3", "true" }, { "0.3 < 0.1 + 0.2", "false" }, { "1000000 = 1000001", "false" },
          { "'a' < 'b'", "false" });
}

static void bounds(void **state) {
    (void)state;
    CHECK({ "regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(a+)+$')", "false" },
          { "string-length(concat('a', 'b'))", "2" });
    struct buffer deep = { 0 };
    for (int i = 0; i < 200; i++)
        buffer_add(&deep, "(");
    assert_string_equal(result(deep.text), "101 too many brackets inside one another");
    buffer_clear(&deep);
    buffer_add(&deep, "1");
    while (deep.length <= EXPRESSION_BYTES)
        buffer_add(&deep, "+1");
    assert_string_equal(result(deep.text), "1 the expression is too long");
    buffer_clear(&deep);
    buffer_add(&deep, "string-length(concat('x'");
    for (int i = 0; i < 40; i++)
        buffer_add(
            &deep,
            ",join('yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy',1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,"
            "19,20,21,22,23,24,25,26,27,28,29,30)");
    buffer_add(&deep, "))");
    assert_int_equal(strtol(result(deep.text), NULL, 10), 1 + 40 * (29 * 40 + 51));
    buffer_clear(&deep);
    for (int i = 0; i < EXPRESSION_BYTES / 2 - 1; i++)
        buffer_add(&deep, i ? "+1" : "1");
    assert_string_equal(result(deep.text), "8003 the expression has too many operators");
    buffer_clear(&deep);
    buffer_add(
        &deep,
        "string-length(translate(join('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'");
    for (int i = 0; i < 60; i++)
        buffer_add(&deep, ",join('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',1,2,3,4,"
                          "5,6,7,8,9,10,11,12,13)");
    buffer_add(&deep, "),'a','\xF0\x9F\x98\x80'))");
    assert_true(strtol(result(deep.text), NULL, 10) < EXPRESSION_TEXT / 3);
    buffer_done(&deep);
}

static void faults(void **state) {
    (void)state;
    CHECK({ "(. >= 0 and . <= 5", "19 expected a closing bracket" },
          { "1 + ", "5 the expression ends where a value is expected" },
          { "frob(.)", "1 unknown function frob()" },
          { "selectd(., 1)", "1 unknown function selectd(); did you mean selected()?" },
          { "${q} = ${nobody}", "8 unknown question nobody" },
          { "${q = 1", "5 a reference is written ${name}, with one name between the brackets" },
          { "if(1, 2)", "1 if() takes 3 values, not 2" },
          { "round(1, 2, 3)", "1 round() takes 1 to 2 values, not 3" },
          { "1 1", "3 expected an operator here" }, { "1)", "2 this closing bracket has no opening one" },
          { "'abc", "1 this quotation mark is never closed" },
          { "'a\033[31m'", "3 a character that cannot be shown stands here; type the text anew" },
          { "../x", "4 the path meets no question x" }, { "/data/x = 1", "7 the path meets no question x" },
          { "../../../q", "7 the path meets no question .." }, { "post = 1", "1 unknown column post" },
          { "1 = # 2", "5 expected a value here: a number, a 'text', ${name}, . or a function" },
          { "regex(., '[a')", "13 the pattern is not valid: missing terminating ] for character class" },
          { "ə", "1 unknown column ə" },
          { "#", "1 expected a value here: a number, a 'text', ${name}, . or a function" },
          { "'ə' = ${x}", "7 unknown question x" },
          { "concat(1 2)", "10 expected a comma or the closing bracket of concat()" },
          { "pulldata(1, 2)", "1 pulldata() is not supported: a questionnaire reads no other files; put the "
                              "values into the sheet choices and look them up by instance()" },
          { "compare('=', 1, 1)", "1 unknown function compare()" },
          { "1div1", "2 a number is followed by letters; put a blank between them" },
          { "jr:choice-name(1, ${q})",
            "19 the second part of jr:choice-name is a question in quotes: '${name}'" });
}

static void warnings(void **state) {
    (void)state;
    char fault[200] = "";
    struct arena arena = { 0 };
    struct expression_names known = { .question = find_question, .step = find_step, .self = 4 };
    struct expression *expression =
        expression_new(&arena, "${q} = “7” and 'it’s' != ‘x’", &known, keep_fault, fault);
    assert_non_null(expression);
    assert_string_equal(fault, "8? curly quotation marks are read as straight ones");
    assert_string_equal(expression->text, "${q} = “7” and 'it’s' != ‘x’");
    assert_string_equal(expression->xpath, "compare('=',$q0,\"7\") and compare('!=','it’s','x')");
    assert_int_equal(expression->reference_count, 1);
    assert_false(expression->reads_self);
    expression_done(expression);
    expression = expression_new(&arena, "${q}\u00A0= \u200B'a\u00A0b'", &known, keep_fault, fault);
    assert_non_null(expression);
    assert_string_equal(fault, "5? no-break and invisible blanks are read as plain ones");
    assert_string_equal(expression->xpath, "compare('=',$q0,'a\u00A0b')");
    expression_done(expression);
    expression = expression_new(&arena, "regex(., '[0-9]+')", &known, keep_fault, fault);
    assert_non_null(expression);
    assert_memory_equal(fault, "10? the pattern is not tied", 27);
    assert_true(expression->reads_self);
    expression_done(expression);
    assert_null(expression_new(&arena, "unit", &known, keep_fault, fault));
    assert_string_equal(fault, "1 \"unit\" stands alone; a question is written ${unit}, a text 'unit'");
    arena_done(&arena);
}

/* What is said of an expression that can be used; several with a line feed between them. */
static const char *said(const char *text, bool is_condition, bool is_recomputed) {
    static char all[600];
    struct arena arena = { 0 };
    struct expression_names known = { .question = find_question,
                                      .step = find_step,
                                      .self = 4,
                                      .instance = has_instance,
                                      .impossible = find_reason,
                                      .is_condition = is_condition,
                                      .is_recomputed = is_recomputed };
    *all = 0;
    struct expression *expression = expression_new(&arena, text, &known, add_fault, all);
    if (!expression)
        strncat(all, "refused", sizeof all - strlen(all) - 1);
    expression_done(expression);
    arena_done(&arena);
    return all;
}

#define SAYS(text, expected) assert_string_equal(said(text, false, false), expected)
#define SAYS_OF_CONDITION(text, expected) assert_string_equal(said(text, true, false), expected)
#define SAYS_OF_CALCULATION(text, expected) assert_string_equal(said(text, false, true), expected)

static void mistakes(void **state) {
    (void)state;
    SAYS("${q} + 1", "");
    SAYS("${q} + 'kg'", "8? this text is no number: + adds numbers, and concat() joins texts\n");
    SAYS("'x' * 2", "1? this text is no number, and * reckons with numbers\n");
    SAYS("-'x'", "2? this text is no number, and - reckons with numbers\n");
    SAYS("'5' + 1", "");
    SAYS("'2026-01-01' - 1", "");
    SAYS("round('x', 1)", "7? round() takes a number here\n");
    SAYS("selected-at(${tags}, 'one')", "22? selected-at() takes a number here\n");
    SAYS("if('false', 1, 2)", "4? a text is always true, even 'false' and '0'; write true() or false()\n");
    SAYS("if('', 1, 2)", "4? an empty text is never true\n");
    SAYS("if(${q}, 1, 2)",
         "4? a question alone is true as soon as it is answered, whatever the answer; compare it: != '' or = "
         "'yes'\n");
    SAYS("${q} and 1 = 1",
         "1? a question alone is true as soon as it is answered, whatever the answer; compare it: != '' or = "
         "'yes'\n");
    SAYS("boolean(${q})", "");
    SAYS("${q}", "");
    SAYS_OF_CONDITION("${q}",
                      "1? a question alone is true as soon as it is answered, whatever the answer; compare "
                      "it: != '' or = 'yes'\n");
    SAYS_OF_CONDITION("'yes'", "1? a text is always true, even 'false' and '0'; write true() or false()\n");
    SAYS("regex(${q}, '^[0-9]+(?=x)$')",
         "13? other programs may not know (?=...) and its like in a pattern\n");
    SAYS("regex(${q}, '^[0-9]+$')", "");
    SAYS("date('soon')", "6? date() takes a day here, such as '2026-11-24'\n");
    SAYS("format-date(${day}, '%d.%m.%Y')", "");
    SAYS("format-date(${day}, '%d %B')", "25? no part of a day is written %B\n");
    SAYS("format-date(${day}, '%d%')", "24? no part of a day is written %\n");
    SAYS("${q} = true()",
         "8? beside true() and false() a question is true as soon as it is answered, even with "
         "'false' or 'no'; compare it with a text\n");
    SAYS("now()", "");
    SAYS_OF_CALCULATION("now()",
                        "1? now() is another each time this is computed; once(now()) keeps the first\n");
    SAYS_OF_CALCULATION("concat('a', uuid())",
                        "13? uuid() is another each time this is computed; once(uuid()) keeps the first\n");
    SAYS_OF_CALCULATION("once(random()) + today()", "");
}

static void doubts(void **state) {
    (void)state;
    const char *doubt = "1?? the comparison is false while the question is unanswered\n";
    SAYS("${q} < 5", doubt);
    SAYS("${q} >= ${q}", "1?? the comparison is false while the question is unanswered\n"
                         "9?? the comparison is false while the question is unanswered\n");
    SAYS("5 > ${q} + 1", "");
    SAYS("${q} = 5", "");
    SAYS("coalesce(${q}, 0) < 5", "");
    SAYS("${q} != '' and ${q} < 5", "");
    SAYS("${q} < 5 or ${q} = ''", "");
    SAYS("string-length(${q}) > 0 and ${q} < 5", "");
    SAYS("${day} != '' and ${q} < 5", "18?? the comparison is false while the question is unanswered\n");
    SAYS("../q < 5", doubt);
    SAYS(". < 5", "");
    SAYS("${q} < 'five'", "8? this text is neither a number nor a day: nothing is less or greater than it\n"
                          "1?? the comparison is false while the question is unanswered\n");
}

static void what_cannot_be(void **state) {
    (void)state;
    SAYS("${tags} = 'red'", "");
    SAYS("${tags} = 'blue'", "11? never true: no blue\n");
    SAYS("'blue' != ${tags}", "1? always true: no blue\n");
    SAYS("selected(${tags}, 'blue')", "19? never true: no blue\n");
    SAYS("selected(/data/tags, 'blue')", "22? never true: no blue\n");
    SAYS("${q} = 'blue'", "");
    SAYS("instance('colours')/root/item[name = ${q}]/label", "");
    SAYS("instance('colors')/root/item", "10 there is no list of choices \"colors\"\nrefused");
    SAYS("instance(${q})/root/item", "10 instance() takes the name of a list of choices in quotes\nrefused");
}

/* The questions that an expression reads, as numbers with a blank after each; "." is last. */
static const char *reads(const char *text) {
    static char list[100];
    char fault[200] = "";
    struct arena arena = { 0 };
    struct expression_names known = { .question = find_question, .step = find_step, .self = 4 };
    struct expression *expression = expression_new(&arena, text, &known, keep_fault, fault);
    if (!expression)
        fail_msg("%s: %s", text, fault);
    *list = 0;
    for (int i = 0; i < expression->reference_count; i++)
        snprintf(list + strlen(list), sizeof list - strlen(list), "%d ", expression->references[i]);
    if (expression->reads_self)
        strcat(list, ".");
    if (expression->is_constant)
        strcat(list, expression_holds(expression) ? "true" : "false");
    expression_done(expression);
    arena_done(&arena);
    return list;
}

static void references(void **state) {
    (void)state;
    assert_string_equal(reads("${q} + ${ day } + ${q}"), "0 3 ");
    assert_string_equal(reads("/data/q = ../day"), "0 3 ");
    assert_string_equal(reads("/data/tags | current()/../empty"), "2 1 ");
    assert_string_equal(reads("../*"), "0 1 2 3 4 ");
    assert_string_equal(reads("//day"), "3 ");
    assert_string_equal(reads("ancestor::data/child::empty"), "1 ");
    assert_string_equal(reads("../*[. = 'x']"), "0 1 2 3 4 ");
    assert_string_equal(reads(". > 1"), ".");
    assert_string_equal(reads("current() > 1"), ".");
    assert_string_equal(reads("../q[. > 1]"), "0 ");
    assert_string_equal(reads("self::node() > 1"), "4 ");
    assert_string_equal(reads("position(..)"), "");
    assert_string_equal(reads("1 + 1 = 2"), "true");
    assert_string_equal(reads("'a' = concat('b', '')"), "false");
    assert_string_equal(reads("today() > '2026-01-01'"), "");
    assert_string_equal(reads("random() < 2"), "");
}

static void paths(void **state) {
    (void)state;
    CHECK({ "/data/q", "7" }, { "../q + 1", "8" }, { "${tags}/../q", "7" }, { "(/data/q)[1]", "7" },
          { "/*/q", "7" }, { "../day[. > '2026-01-01']", "2026-11-20" }, { "count(../*)", "5" },
          { "current()/../q", "7" }, { "${q}[. = 7] = 7", "true" }, { "${q}[. = 8] = 7", "false" },
          { "jr:choice-name('x', '/data/tags')", "<x of tags>" },
          { "/other/q", "2 the path meets no question other" },
          { "../q/x", "6 the path meets no question x" }, { "${q}/x", "6 the path meets no question x" },
          { "../qq", "4 the path meets no question qq" }, { "../@code", "5 the path meets no question code" },
          { "${last-saved#q}", "3 answers to an earlier questionnaire (last-saved#) are not supported" },
          { "instance('posts’)", "" }, { "indexed-repeat(${tags}, ${q}, 1)", "" },
          { "${q", "4 a reference is written ${name}, with one name between the brackets" },
          { "$q", "1 a question is written ${name}, with curly brackets" });
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators),      cmocka_unit_test(logic),      cmocka_unit_test(choices),
        cmocka_unit_test(texts),          cmocka_unit_test(numbers),    cmocka_unit_test(days),
        cmocka_unit_test(differences),    cmocka_unit_test(bounds),     cmocka_unit_test(faults),
        cmocka_unit_test(warnings),       cmocka_unit_test(mistakes),   cmocka_unit_test(doubts),
        cmocka_unit_test(what_cannot_be), cmocka_unit_test(references), cmocka_unit_test(paths),
    };
    setenv("TOPCOP_NOW", "2026-11-24T10:30", 1);
    setenv("TZ", "UTC-4", 1);
    tzset();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
