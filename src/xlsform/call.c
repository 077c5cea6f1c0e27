#include "xlsform/call.h"

#include <math.h>

#include "xlsform/value.h"

const char *call_text(struct call *call, int number) {
    const xmlXPathObject *argument = call->arguments[number];
    if (argument->type == XPATH_STRING)
        return (const char *)argument->stringval;
    if (argument->type == XPATH_BOOLEAN)
        return argument->boolval ? "true" : "false";
    return value_text(call->arena, argument->floatval);
}

double call_number(struct call *call, int number) {
    const xmlXPathObject *argument = call->arguments[number];
    if (argument->type == XPATH_STRING)
        return value_number((const char *)argument->stringval);
    return argument->type == XPATH_BOOLEAN ? argument->boolval : argument->floatval;
}

bool call_truth(struct call *call, int number) {
    return xpath()->xmlXPathCastToBoolean(call->arguments[number]);
}

int call_index(struct call *call, int number) {
    double index = call_number(call, number);
    return isnan(index) ? 0 : (int)fmin(fmax(trunc(index), -EXPRESSION_TEXT), EXPRESSION_TEXT);
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
    call_give_text(call, built->text ? built->text : "");
    buffer_done(built);
}
