#include "xlsform/call.h"

#include <math.h>

#include "xlsform/node.h"
#include "xlsform/value.h"

const xmlNodeSet *call_nodes(const struct call *call, int number) {
    const xmlXPathObject *argument = call->arguments[number];
    const xmlNodeSet *nodes = argument->type == XPATH_NODESET ? argument->nodesetval : NULL;
    return nodes && nodes->nodeNr > 0 ? nodes : NULL;
}

const char *call_text(struct call *call, int number) {
    const xmlXPathObject *argument = call->arguments[number];
    switch (argument->type) {
    case XPATH_STRING:
        return (const char *)argument->stringval;
    case XPATH_BOOLEAN:
        return argument->boolval ? "true" : "false";
    case XPATH_NUMBER:
        return value_text(call->arena, argument->floatval);
    default:;
        const xmlNodeSet *nodes = call_nodes(call, number);
        return nodes ? node_text(call->arena, nodes->nodeTab[0]) : "";
    }
}

double call_number(struct call *call, int number) {
    const xmlXPathObject *argument = call->arguments[number];
    if (argument->type == XPATH_BOOLEAN)
        return argument->boolval;
    return argument->type == XPATH_NUMBER ? argument->floatval : value_number(call_text(call, number));
}

bool call_truth(struct call *call, int number) {
    const xmlXPathObject *argument = call->arguments[number];
    if (argument->type == XPATH_BOOLEAN)
        return argument->boolval;
    if (argument->type == XPATH_NUMBER)
        return argument->floatval != 0 && !isnan(argument->floatval);
    if (argument->type == XPATH_STRING)
        return *argument->stringval;
    const xmlNodeSet *nodes = call_nodes(call, number);
    for (int i = 0; nodes && i < nodes->nodeNr; i++)
        if (*node_text(call->arena, nodes->nodeTab[i]))
            return true;
    return false;
}

int call_index(struct call *call, int number) {
    double index = call_number(call, number);
    return isnan(index) ? 0 : (int)fmin(fmax(trunc(index), -EXPRESSION_TEXT), EXPRESSION_TEXT);
}

void call_values(struct call *call, int number, struct values *values) {
    const xmlXPathObject *argument = call->arguments[number];
    const xmlNodeSet *nodes = call_nodes(call, number);
    values->count = nodes ? nodes->nodeNr : argument->type != XPATH_NODESET;
    values->texts = arena_new(call->arena, (size_t)values->count * sizeof *values->texts);
    values->numbers = arena_new(call->arena, (size_t)values->count * sizeof *values->numbers);
    for (int i = 0; nodes && i < nodes->nodeNr; i++) {
        values->texts[i] = node_text(call->arena, nodes->nodeTab[i]);
        values->numbers[i] = value_number(values->texts[i]);
    }
    if (argument->type == XPATH_NODESET)
        return;
    values->texts[0] = argument->type == XPATH_STRING ? (const char *)argument->stringval : NULL;
    values->numbers[0] = call_number(call, number);
}

void call_give_text(struct call *call, const char *text) {
    call->result = xpath()->xmlXPathNewCString(text);
}

void call_give_number(struct call *call, double number) {
    call->result = xpath()->xmlXPathNewFloat(number);
}

void call_give_truth(struct call *call, bool truth) {
    call->result = xpath()->xmlXPathNewBoolean(truth);
}

void call_give_built(struct call *call, struct buffer *built) {
    size_t length = built->length;
    if (length > EXPRESSION_TEXT)
        for (length = EXPRESSION_TEXT; ((unsigned char)built->text[length] & 0xC0) == 0x80;)
            length--;
    if (built->text)
        built->text[length] = 0;
    call_give_text(call, built->text ? built->text : "");
    buffer_done(built);
}

void call_give_argument(struct call *call, int number) {
    call->result = xpath()->xmlXPathObjectCopy(call->arguments[number]);
}

void call_give_node(struct call *call, xmlNode *node) {
    call->result = xpath()->xmlXPathWrapNodeSet(xpath()->xmlXPathNodeSetCreate(node));
}
