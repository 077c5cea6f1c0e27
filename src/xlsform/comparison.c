/* What the operators = != < <= > >= do: numbers and days by value without the noise of binary fractions,
 * other texts as they are, and of several nodes any one that fits. */
#include <math.h>
#include <string.h>

#include "xlsform/function.h"
#include "xlsform/node.h"
#include "xlsform/value.h"

enum { PAIRS = 1000000 }; /* most comparisons of nodes with nodes in one; beyond it is false */

/* One side: a value, or one per node. */
struct side {
    int count;
    const char **texts; /* NULL where the value is no text */
    double *numbers;
};

static void read_side(struct call *call, int number, struct side *side) {
    const xmlXPathObject *argument = call->arguments[number];
    const xmlNodeSet *nodes = argument->type == XPATH_NODESET ? argument->nodesetval : NULL;
    side->count = argument->type != XPATH_NODESET ? 1 : nodes ? nodes->nodeNr : 0;
    side->texts = arena_new(call->arena, (size_t)side->count * sizeof *side->texts);
    side->numbers = arena_new(call->arena, (size_t)side->count * sizeof *side->numbers);
    for (int i = 0; nodes && i < side->count; i++) {
        side->texts[i] = node_text(call->arena, nodes->nodeTab[i]);
        side->numbers[i] = value_number(side->texts[i]);
    }
    if (argument->type == XPATH_NODESET)
        return;
    side->texts[0] = argument->type == XPATH_STRING ? call_text(call, number) : NULL;
    side->numbers[0] = call_number(call, number);
}

static bool is_equal(const struct side *left, int i, const struct side *right, int k) {
    if (value_same(left->numbers[i], right->numbers[k]))
        return true;
    return left->texts[i] && right->texts[k] && !strcmp(left->texts[i], right->texts[k]);
}

static bool pair_holds(const char *sign, const struct side *left, int i, const struct side *right, int k) {
    if (*sign == '=' || *sign == '!')
        return is_equal(left, i, right, k) == (*sign == '=');
    double one = left->numbers[i], other = right->numbers[k];
    bool same = value_same(one, other);
    return sign[1] == '=' && same ? true : !same && (*sign == '<' ? one < other : one > other);
}

static void compare(struct call *call) {
    const char *sign = call_text(call, 0);
    bool with_truth = call->arguments[1]->type == XPATH_BOOLEAN || call->arguments[2]->type == XPATH_BOOLEAN;
    struct side left = { 0 }, right = { 0 };
    if (with_truth) {
        bool truths[] = { call_truth(call, 1), call_truth(call, 2) };
        double numbers[] = { truths[0], truths[1] };
        bool equality = *sign == '=' || *sign == '!';
        for (int i = 0; i < 2 && !equality; i++)
            if (call->arguments[i + 1]->type != XPATH_NODESET)
                numbers[i] = call_number(call, i + 1);
        left = (struct side){ 1, &(const char *){ NULL }, &numbers[0] };
        right = (struct side){ 1, &(const char *){ NULL }, &numbers[1] };
        call_give_truth(call, pair_holds(sign, &left, 0, &right, 0));
        return;
    }
    read_side(call, 1, &left);
    read_side(call, 2, &right);
    bool found = false;
    if ((long)left.count * right.count <= PAIRS)
        for (int i = 0; i < left.count && !found; i++)
            for (int k = 0; k < right.count && !found; k++)
                found = pair_holds(sign, &left, i, &right, k);
    call_give_truth(call, found);
}

const struct function function_compare = { "compare", 3, 3, compare };
