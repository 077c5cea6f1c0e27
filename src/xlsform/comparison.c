/* What the operators = != < <= > >= do: numbers and days by value without the noise of binary fractions,
 * other texts as they are, and of several nodes any one that fits. */
#include <string.h>

#include "xlsform/function.h"
#include "xlsform/value.h"

enum { PAIRS = 1000000 }; /* most comparisons of nodes with nodes in one; beyond it is false */

/* What is reckoned has noise; what stands as a text, a moment to the thousandth of a second say, has hardly
 * any. */
static const double NOISE = 1e-9, NOISE_OF_TEXTS = 1e-13;

static bool orders(const char *sign, double one, double other, double noise) {
    if (value_same(one, other, noise))
        return sign[1] == '=';
    return *sign == '<' ? one < other : one > other;
}

static bool fits(const char *sign, const struct values *left, int i, const struct values *right, int k) {
    bool are_texts = left->texts[i] && right->texts[k];
    double one = left->numbers[i], other = right->numbers[k], noise = are_texts ? NOISE_OF_TEXTS : NOISE;
    if (*sign == '<' || *sign == '>')
        return orders(sign, one, other, noise);
    bool same = value_same(one, other, noise) || (are_texts && !strcmp(left->texts[i], right->texts[k]));
    return same == (*sign == '=');
}

/* Beside a truth, the other side is one too: whether it is equal, or its 0 or 1 in order. */
static bool fits_truth(struct call *call, const char *sign) {
    bool left = call_truth(call, 1), right = call_truth(call, 2);
    if (*sign == '=' || *sign == '!')
        return (left == right) == (*sign == '=');
    return orders(sign, call_nodes(call, 1) ? left : call_number(call, 1),
                  call_nodes(call, 2) ? right : call_number(call, 2), NOISE);
}

static void compare(struct call *call) {
    const char *sign = call_text(call, 0);
    if (call->arguments[1]->type == XPATH_BOOLEAN || call->arguments[2]->type == XPATH_BOOLEAN) {
        call_give_truth(call, fits_truth(call, sign));
        return;
    }
    struct values left, right;
    bool found = false;
    call_values(call, 1, &left);
    call_values(call, 2, &right);
    if ((long)left.count * right.count <= PAIRS)
        for (int i = 0; i < left.count && !found; i++)
            for (int k = 0; k < right.count && !found; k++)
                found = fits(sign, &left, i, &right, k);
    call_give_truth(call, found);
}

const struct function function_compare = { "compare", 3, 3, VALUE_TRUTH, "a", .call = compare };
