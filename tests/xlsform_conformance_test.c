/* The language of expressions, case by case: tests/conformance has a table for each subject, with the value
 * expected of each expression, or how it is refused. Every function must be in one of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/file.h"
#include "xlsform/document.h"
#include "xlsform/expression.h"
#include "xlsform/function.h"
#include "xlsform/node.h"
#include "xlsform/xpath.h"

enum { EXPRESSION, EXPECTED, AS, DATA, AT, COLUMNS };

static struct arena arena;
static xmlDoc *team;      /* the one document that cases look at */
static struct buffer all; /* every expression, for the functions that are in none */

/* instance('name') is the element of the document that has that id. */
static xmlNode *find_instance(void *data, const char *name) {
    (void)data;
    for (xmlNode *node = team->children->children; node; node = node->next)
        if (!strcmp((const char *)node->name, "instance") &&
            !strcmp(node_text(&arena, (xmlNode *)node->properties), name))
            return node;
    return NULL;
}

static const struct expression_source source = { .instance = find_instance };

static void keep_fault(void *data, const struct expression_fault *fault) {
    char *sentence = data;
    if (!fault->is_warning && !*sentence)
        snprintf(sentence, 300, "%s", fault->sentence);
}

static struct expression *compile(const char *text, char *sentence) {
    static const struct expression_names any;
    *sentence = 0;
    return expression_new(&arena, text, &any, keep_fault, sentence);
}

static xmlNode *find(struct evaluator *evaluator, xmlDoc *document, const char *path) {
    char sentence[300];
    struct expression *expression = compile(*path ? path : "/*", sentence);
    assert_non_null(expression);
    xmlNodeSet *nodes = evaluator_nodes(evaluator, expression, (xmlNode *)document);
    xmlNode *node = nodes && nodes->nodeNr ? nodes->nodeTab[0] : NULL;
    xpath()->xmlXPathFreeNodeSet(nodes);
    expression_done(expression);
    return node;
}

static enum expression_result result_of(const char *kind) {
    return !strcmp(kind, "string")    ? RESULT_TEXT
           : !strcmp(kind, "number")  ? RESULT_NUMBER
           : !strcmp(kind, "boolean") ? RESULT_TRUTH
                                      : RESULT_AS_IS;
}

static void give(const char *const *cells, struct buffer *out) {
    char sentence[300];
    struct evaluator *evaluator = evaluator_new(&source);
    struct expression *expression = compile(cells[EXPRESSION], sentence);
    xmlDoc *document = *cells[DATA] ? team : xpath()->xmlNewDoc(NULL);
    if (!*cells[DATA])
        node_new(document, NULL, "data");
    xmlNode *at = find(evaluator, document, cells[AT]);
    buffer_clear(out);
    if (!at)
        buffer_add(out, "at leads to no node");
    else if (!expression)
        buffer_format(out, "refused: %s", sentence);
    else if (!evaluator_print(evaluator, expression, at, result_of(cells[AS]), out))
        buffer_add(out, "no value");
    if (document != team)
        xpath()->xmlFreeDoc(document);
    expression_done(expression);
    evaluator_free(evaluator);
}

/* "\n" in an expected value stands for a line feed, "\\" for a backslash. */
static char *unescape(char *text) {
    char *out = text;
    for (const char *at = text; *at; at++)
        if (*at == '\\' && at[1]) {
            *out++ = at[1] == 'n' ? '\n' : at[1];
            at++;
        } else
            *out++ = *at;
    *out = 0;
    return text;
}

/* One line of a table; false when the value is not as expected. */
static bool holds(const char *subject, int number, char *line) {
    const char *cells[COLUMNS];
    struct buffer given = { 0 };
    for (int i = 0; i < COLUMNS; i++)
        cells[i] = line ? unescape(strsep(&line, "\t")) : "";
    buffer_format(&all, "%s\n", cells[EXPRESSION]);
    give(cells, &given);
    bool is_right = !strcmp(given.text, cells[EXPECTED]);
    if (!is_right)
        print_error("%s.tsv, line %d: %s gives \"%s\", not \"%s\"\n", subject, number, cells[EXPRESSION],
                    given.text, cells[EXPECTED]);
    buffer_done(&given);
    return is_right;
}

static void run(const char *subject) {
    struct buffer table = { 0 };
    assert_null(file_read(&table, arena_format(&arena, "tests/conformance/%s.tsv", subject), 1 << 20));
    int number = 0, wrong = 0;
    char *rest = table.text;
    for (char *line; (line = strsep(&rest, "\n")) && *line;)
        wrong += ++number > 1 && !holds(subject, number, line);
    assert_true(number > 10);
    assert_int_equal(wrong, 0);
    buffer_done(&table);
}

#define SUBJECT(name)                                                                                        \
    static void name(void **state) {                                                                         \
        (void)state;                                                                                         \
        run(#name);                                                                                          \
    }
SUBJECT(choices)
SUBJECT(days)
SUBJECT(differences)
SUBJECT(logic)
SUBJECT(nodes)
SUBJECT(numbers)
SUBJECT(operators)
SUBJECT(paths)
SUBJECT(refusals)
SUBJECT(texts)
#undef SUBJECT

/* jr:choice-name needs a questionnaire: xlsform_expression_test has it. */
static void every_function(void **state) {
    (void)state;
    const struct function *const tables[] = { function_of_days, function_of_logic, function_of_nodes,
                                              function_of_numbers, function_of_texts };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (const struct function *function = tables[i]; function->name; function++)
            if (!strstr(all.text, arena_format(&arena, "%s(", function->name)) &&
                strcmp(function->name, "jr:choice-name") != 0)
                fail_msg("no case has %s()", function->name);
}

static int open_team(void **state) {
    (void)state;
    struct buffer bytes = { 0 };
    const char *refusal = file_read(&bytes, "tests/conformance/team.xml", 1 << 16);
    if (!refusal)
        refusal = document_read(&bytes, "team.xml", &team);
    buffer_done(&bytes);
    buffer_clear(&all);
    return refusal ? -1 : 0;
}

static int close_team(void **state) {
    (void)state;
    xpath()->xmlFreeDoc(team);
    buffer_done(&all);
    arena_done(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(choices),   cmocka_unit_test(days),           cmocka_unit_test(differences),
        cmocka_unit_test(logic),     cmocka_unit_test(nodes),          cmocka_unit_test(numbers),
        cmocka_unit_test(operators), cmocka_unit_test(paths),          cmocka_unit_test(refusals),
        cmocka_unit_test(texts),     cmocka_unit_test(every_function),
    };
    setenv("TOPCOP_NOW", "2026-11-24T10:30", 1);
    setenv("TZ", "UTC-4", 1);
    tzset();
    return cmocka_run_group_tests(tests, open_team, close_team);
}
