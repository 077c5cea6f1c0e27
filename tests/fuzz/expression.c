/* Bytes as an expression: compiled with a few names that are known, and evaluated over a small document. */
#include <string.h>

#include <libxml/tree.h>
#include <libxml/xpathInternals.h>

#include "fuzz.h"
#include "xlsform/expression.h"

static const char *const names[] = { "a", "b", "n", "day", "picked", "team" };
enum { NAMES = sizeof names / sizeof *names };

static const char document[] =
    "<data><a>x</a><b/><n>3</n><day>2026-11-24</day><picked>one "
    "two</picked><team><member>Q</member><n>1</n></team>"
    "<team><member>W</member><n>2.5</n></team><list><root><item><name>one</name><label>One</label></item>"
    "<item><name>two</name></item></root></list></data>";

static xmlNode *root(void) {
    static xmlDoc *read;
    if (!read)
        read = xmlReadMemory(document, sizeof document - 1, NULL, NULL, 0);
    return xmlDocGetRootElement(read);
}

static int find_name(void *data, const char *name) {
    (void)data;
    for (int i = 0; i < NAMES; i++)
        if (!strcmp(name, names[i]))
            return i;
    return -1;
}

/* The names stand in a row, "n" within "team" as well. */
static int find_step(void *data, int from, const char *name, int after) {
    (void)data;
    if (name && !strcmp(name, ".."))
        return from == NAMES        ? NAMES - 1
               : from >= 0          ? PLACE_ROOT
               : from == PLACE_ROOT ? PLACE_DOCUMENT
                                    : PLACE_NONE;
    if (from == PLACE_DOCUMENT)
        return after == PLACE_NONE ? PLACE_ROOT : PLACE_NONE;
    if (from == NAMES - 1)
        return after == PLACE_NONE ? NAMES : PLACE_NONE;
    for (int i = after == PLACE_NONE ? 0 : after + 1; from == PLACE_ROOT && i < NAMES; i++)
        if (!name || !strcmp(name, names[i]))
            return i;
    return PLACE_NONE;
}

static const char *find_reason(void *data, int question, const char *value) {
    (void)data;
    return question % 2 && *value == 'x' ? "never" : NULL;
}

static xmlNodeSet *find_question(void *data, int question, xmlNode *from) {
    (void)data;
    (void)from;
    xmlNodeSet *found = xmlXPathNodeSetCreate(NULL);
    for (xmlNode *node = root()->children; node; node = node->next)
        if (!strcmp((const char *)node->name, names[question % NAMES]))
            xmlXPathNodeSetAdd(found, node);
    return found;
}

static const char *find_column(void *data, int column) {
    (void)data;
    return column % 2 ? "one" : "2";
}

static xmlNode *find_instance(void *data, const char *name) {
    (void)data;
    return !strcmp(name, "list") ? root()->last : NULL;
}

static void find_label(void *data, int question, const char *value, struct buffer *out) {
    (void)data;
    (void)question;
    buffer_add(out, value);
}

static void hear(void *data, const struct expression_fault *fault) {
    size_t *length = data;
    *length += strlen(fault->sentence);
}

static void evaluate(const char *text, struct expression_names known) {
    static struct evaluator *evaluator;
    static const struct expression_source source = { .question = find_question,
                                                     .column = find_column,
                                                     .instance = find_instance,
                                                     .choice_label = find_label };
    if (!evaluator)
        evaluator = evaluator_new(&source);
    struct arena arena = { 0 };
    struct buffer out = { 0 };
    size_t heard = 0;
    struct expression *expression = expression_new(&arena, text, &known, hear, &heard);
    if (expression) {
        evaluator_text(evaluator, expression, root()->children, &out);
        if (out.length > EXPRESSION_TEXT)
            die("a text of %zu bytes", out.length);
        evaluator_true(evaluator, expression, root());
    } else if (!heard)
        die("refused without a word");
    expression_done(expression);
    buffer_done(&out);
    arena_done(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct buffer text = { 0 };
    buffer_clear(&text);
    buffer_add_part(&text, (const char *)bytes, length);
    evaluate(text.text, (struct expression_names){ .question = find_name, .self = 0, .is_condition = true });
    evaluate(text.text,
             (struct expression_names){ .question = find_name, .column = find_name, .self = PLACE_NONE });
    evaluate(text.text, (struct expression_names){ .question = find_name,
                                                   .step = find_step,
                                                   .self = NAMES,
                                                   .impossible = find_reason,
                                                   .is_condition = true });
    buffer_done(&text);
    return 0;
}
