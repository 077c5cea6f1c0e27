#include "xlsform/expression.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "xlsform/function.h"
#include "xlsform/node.h"
#include "xlsform/translation.h"
#include "xlsform/value.h"

enum { STEPS = 1000000 };     /* of libxml2, in one evaluation */
enum { ALL_STEPS = 5000000 }; /* between evaluator_begin and evaluator_end */
enum { CALL_STEPS = 5 };      /* what a call of a function costs, and one more for each node given */
enum { SPACES = 32 };         /* prefixes of a document that paths may use */

struct evaluator {
    const struct expression_source *source;
    xmlNode *at;        /* where the evaluation under way began */
    struct arena arena; /* of the call under way */
    xmlXPathContext *context;
    bool counts;        /* between evaluator_begin and evaluator_end */
    unsigned long left; /* steps until then */
    xmlNs *spaces[SPACES];
};

/* Errors are told by the result; nothing may be printed. */
static void ignore_error(void *data, xmlError *error) {
    (void)data;
    (void)error;
}

struct expression *expression_new(struct arena *arena, const char *text, const struct expression_names *names,
                                  expression_fault_function *fault, void *fault_data) {
    struct expression *expression = arena_new(arena, sizeof *expression);
    expression->text = arena_copy(arena, text);
    if (!translation_make(arena, expression, names, fault, fault_data))
        return NULL;
    xmlXPathContext *context = xpath()->xmlXPathNewContext(NULL);
    context->error = ignore_error;
    expression->compiled = xpath()->xmlXPathCtxtCompile(context, (const xmlChar *)expression->xpath);
    xpath()->xmlXPathFreeContext(context);
    if (!expression->compiled)
        fault(fault_data,
              &(struct expression_fault){
                  .character = 1, .sentence = _("the expression is too long or has too many parts") });
    return expression->compiled ? expression : NULL;
}

void expression_done(struct expression *expression) {
    if (expression && expression->compiled)
        xpath()->xmlXPathFreeCompExpr(expression->compiled);
}

/* A function by its name in the translation. */
static const struct function *find(const char *name) {
    const struct function *function = function_find(name, strlen(name));
    if (!function && !strcmp(name, "choice-name"))
        function = function_find("jr:choice-name", strlen("jr:choice-name"));
    return function ? function : &function_compare;
}

static unsigned long node_count(const xmlXPathObject *value) {
    return value && value->type == XPATH_NODESET && value->nodesetval
               ? (unsigned long)value->nodesetval->nodeNr
               : 0;
}

/* Every call of a function of ours comes here; libxml2 tells its name. */
static void call_function(xmlXPathParserContext *parser, int count) {
    struct evaluator *evaluator = parser->context->userData;
    const struct function *function = find((const char *)parser->context->function);
    struct call call = { .arena = &evaluator->arena,
                         .source = evaluator->source,
                         .context = parser->context,
                         .at = evaluator->at,
                         .count = count };
    if (count < function->least || count > function->most) {
        xpath()->xmlXPathErr(parser, XPATH_INVALID_ARITY);
        return;
    }
    parser->context->opCount += CALL_STEPS;
    for (int i = count; i-- > 0;) {
        call.arguments[i] = xpath()->valuePop(parser);
        parser->context->opCount += node_count(call.arguments[i]);
    }
    if (!count && function->takes_node)
        call.arguments[call.count++] =
            xpath()->xmlXPathWrapNodeSet(xpath()->xmlXPathNodeSetCreate(parser->context->node));
    function->call(&call);
    for (int i = 0; i < call.count; i++)
        xpath()->xmlXPathFreeObject(call.arguments[i]);
    arena_done(&evaluator->arena);
    xpath()->valuePush(parser, call.result);
}

static xmlXPathFunction find_function(void *data, const xmlChar *name, const xmlChar *space) {
    (void)data;
    (void)space;
    return find((const char *)name)->call ? call_function : NULL;
}

/* $q17, $a17 and $c2: see translation.h. */
static xmlXPathObject *find_value(void *data, const xmlChar *name, const xmlChar *space) {
    (void)space;
    struct evaluator *evaluator = data;
    const struct expression_source *source = evaluator->source;
    int number = atoi((const char *)name + 1);
    if (*name == 'c')
        return xpath()->xmlXPathNewCString(source->column(source->data, number));
    return xpath()->xmlXPathWrapNodeSet(
        source->question(source->data, number, *name == 'a' ? NULL : evaluator->at));
}

struct evaluator *evaluator_new(const struct expression_source *source) {
    struct evaluator *evaluator = memory_new(sizeof *evaluator);
    *evaluator = (struct evaluator){ .source = source, .context = xpath()->xmlXPathNewContext(NULL) };
    evaluator->context->error = ignore_error;
    evaluator->context->userData = evaluator;
    evaluator->context->opLimit = STEPS;
    xpath()->xmlXPathRegisterFuncLookup(evaluator->context, find_function, evaluator);
    xpath()->xmlXPathRegisterVariableLookup(evaluator->context, find_value, evaluator);
    return evaluator;
}

void evaluator_free(struct evaluator *evaluator) {
    if (!evaluator)
        return;
    xpath()->xmlXPathFreeContext(evaluator->context);
    free(evaluator);
}

void evaluator_begin(struct evaluator *evaluator) {
    evaluator->counts = true;
    evaluator->left = ALL_STEPS;
}

bool evaluator_end(struct evaluator *evaluator) {
    evaluator->counts = false;
    return evaluator->left > 0;
}

/* The prefixes that the document's element declares are known to paths. */
static void name_spaces(struct evaluator *evaluator) {
    xmlXPathContext *context = evaluator->context;
    const xmlNode *root = context->doc->children;
    while (root && root->type != XML_ELEMENT_NODE)
        root = root->next;
    context->nsNr = 0;
    context->namespaces = evaluator->spaces;
    for (xmlNs *space = root ? root->nsDef : NULL; space && context->nsNr < SPACES; space = space->next)
        if (space->prefix)
            evaluator->spaces[context->nsNr++] = space;
}

static xmlXPathObject *evaluate(struct evaluator *evaluator, const struct expression *expression,
                                xmlNode *at) {
    xmlXPathContext *context = evaluator->context;
    evaluator->at = context->node = at;
    context->doc = at->doc;
    name_spaces(evaluator);
    context->opCount = 0;
    context->contextSize = context->proximityPosition = 1;
    if (evaluator->counts && !evaluator->left)
        return NULL;
    xmlXPathObject *result = xpath()->xmlXPathCompiledEval(expression->compiled, context);
    evaluator->left -= context->opCount < evaluator->left ? context->opCount : evaluator->left;
    return result;
}

bool evaluator_true(struct evaluator *evaluator, const struct expression *expression, xmlNode *at) {
    struct call call = { .arena = &evaluator->arena, .count = 1 };
    call.arguments[0] = evaluate(evaluator, expression, at);
    bool is_true = call.arguments[0] && call_truth(&call, 0);
    xpath()->xmlXPathFreeObject(call.arguments[0]);
    arena_done(&evaluator->arena);
    return is_true;
}

void evaluator_text(struct evaluator *evaluator, const struct expression *expression, xmlNode *at,
                    struct buffer *out) {
    struct call call = { .arena = &evaluator->arena, .count = 1 };
    buffer_clear(out);
    call.arguments[0] = evaluate(evaluator, expression, at);
    const xmlXPathObject *result = call.arguments[0];
    if (result && !(result->type == XPATH_NUMBER && isnan(result->floatval)))
        buffer_add(out, call_text(&call, 0));
    xpath()->xmlXPathFreeObject(call.arguments[0]);
    arena_done(&evaluator->arena);
}

/* Appends a result of plain kind, or the text of each node on a line of its own. */
static void print(struct call *call, enum expression_result result, struct buffer *out) {
    const xmlNodeSet *nodes = call_nodes(call, 0);
    if (result == RESULT_TRUTH)
        buffer_add(out, call_truth(call, 0) ? "true" : "false");
    else if (result == RESULT_NUMBER)
        buffer_add(out, value_text(call->arena, call_number(call, 0)));
    else if (result == RESULT_TEXT || !nodes)
        buffer_add(out, call_text(call, 0));
    else
        for (int i = 0; i < nodes->nodeNr; i++)
            buffer_format(out, i ? "\n%s" : "%s", node_text(call->arena, nodes->nodeTab[i]));
}

bool evaluator_print(struct evaluator *evaluator, const struct expression *expression, xmlNode *at,
                     enum expression_result result, struct buffer *out) {
    struct call call = { .arena = &evaluator->arena, .count = 1 };
    buffer_clear(out);
    call.arguments[0] = evaluate(evaluator, expression, at);
    bool is_done = call.arguments[0] != NULL;
    if (is_done)
        print(&call, result, out);
    xpath()->xmlXPathFreeObject(call.arguments[0]);
    arena_done(&evaluator->arena);
    return is_done;
}

xmlNodeSet *evaluator_nodes(struct evaluator *evaluator, const struct expression *expression, xmlNode *at) {
    xmlXPathObject *result = evaluate(evaluator, expression, at);
    xmlNodeSet *nodes = NULL;
    if (result && result->type == XPATH_NODESET) {
        nodes = result->nodesetval;
        result->nodesetval = NULL;
    }
    xpath()->xmlXPathFreeObject(result);
    arena_done(&evaluator->arena);
    return nodes;
}

bool expression_holds(const struct expression *expression) {
    assert(expression->is_constant);
    static const struct expression_source nothing;
    struct evaluator *evaluator = evaluator_new(&nothing);
    xmlDoc *document = xpath()->xmlNewDoc(NULL);
    bool holds = evaluator_true(evaluator, expression, node_new(document, NULL, "data"));
    xpath()->xmlFreeDoc(document);
    evaluator_free(evaluator);
    return holds;
}
