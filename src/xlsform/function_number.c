/* The functions on numbers: one row each at the end. */
#include <math.h>
#include <sys/random.h>

#include "xlsform/function.h"

static void number(struct call *call) {
    call_give_number(call, call_number(call, 0));
}

static void round_half_up(struct call *call) {
    double factor = call->count > 1 ? pow(10, call_index(call, 1)) : 1, value = call_number(call, 0);
    call_give_number(call,
                     isfinite(value * factor) && factor > 0 ? floor(value * factor + 0.5) / factor : value);
}

static double exp_10(double power) {
    return pow(10, power);
}

#define OF_ONE(name, function)                                                                               \
    static void name(struct call *call) {                                                                    \
        call_give_number(call, function(call_number(call, 0)));                                              \
    }
OF_ONE(absolute, fabs)
OF_ONE(arc_cosine, acos)
OF_ONE(arc_sine, asin)
OF_ONE(arc_tangent, atan)
OF_ONE(cosine, cos)
OF_ONE(exponential, exp)
OF_ONE(exponential_10, exp_10)
OF_ONE(logarithm, log)
OF_ONE(logarithm_10, log10)
OF_ONE(root, sqrt)
OF_ONE(round_down, floor)
OF_ONE(round_up, ceil)
OF_ONE(sine, sin)
OF_ONE(tangent, tan)
OF_ONE(whole, trunc)
#undef OF_ONE

static void power(struct call *call) {
    call_give_number(call, pow(call_number(call, 0), call_number(call, 1)));
}

static void arc_tangent_of_two(struct call *call) {
    call_give_number(call, atan2(call_number(call, 0), call_number(call, 1)));
}

static void pi(struct call *call) {
    call_give_number(call, M_PI);
}

static void chance(struct call *call) {
    uint32_t bits = 0;
    while (getrandom(&bits, sizeof bits, 0) != sizeof bits)
        continue;
    call_give_number(call, bits / 4294967296.0);
}

/* The least (sign -1) or greatest (1) of all values; not a number where one is none, or there is none. */
static void give_extreme(struct call *call, int sign) {
    double extreme = NAN;
    bool is_first = true, is_broken = false;
    for (int i = 0; i < call->count; i++) {
        struct values values;
        call_values(call, i, &values);
        for (int k = 0; k < values.count; k++) {
            double value = values.numbers[k];
            is_broken |= isnan(value);
            if (is_first || value * sign > extreme * sign)
                extreme = value;
            is_first = false;
        }
    }
    call_give_number(call, is_broken ? NAN : extreme);
}

static void least(struct call *call) {
    give_extreme(call, -1);
}

static void greatest(struct call *call) {
    give_extreme(call, 1);
}

static void sum(struct call *call) {
    struct values values;
    double total = 0;
    call_values(call, 0, &values);
    for (int i = 0; i < values.count; i++)
        total += values.numbers[i];
    call_give_number(call, total);
}

const struct function function_of_numbers[] = {
    { "abs", 1, 1, VALUE_NUMBER, "n", .call = absolute },
    { "acos", 1, 1, VALUE_NUMBER, "n", .call = arc_cosine },
    { "asin", 1, 1, VALUE_NUMBER, "n", .call = arc_sine },
    { "atan", 1, 1, VALUE_NUMBER, "n", .call = arc_tangent },
    { "atan2", 2, 2, VALUE_NUMBER, "n", .call = arc_tangent_of_two },
    { "ceiling", 1, 1, VALUE_NUMBER, "n", .call = round_up },
    { "cos", 1, 1, VALUE_NUMBER, "n", .call = cosine },
    { "exp", 1, 1, VALUE_NUMBER, "n", .call = exponential },
    { "exp10", 1, 1, VALUE_NUMBER, "n", .call = exponential_10 },
    { "floor", 1, 1, VALUE_NUMBER, "n", .call = round_down },
    { "int", 1, 1, VALUE_NUMBER, "n", .call = whole },
    { "log", 1, 1, VALUE_NUMBER, "n", .call = logarithm },
    { "log10", 1, 1, VALUE_NUMBER, "n", .call = logarithm_10 },
    { "max", 1, CALL_ARGUMENTS, VALUE_NUMBER, "n", .call = greatest },
    { "min", 1, CALL_ARGUMENTS, VALUE_NUMBER, "n", .call = least },
    { "number", 0, 1, VALUE_NUMBER, "a", .call = number, .takes_node = true },
    { "pi", 0, 0, VALUE_NUMBER, "", .call = pi },
    { "pow", 2, 2, VALUE_NUMBER, "n", .call = power },
    { "random", 0, 0, VALUE_NUMBER, "", .call = chance, .varies = true },
    { "round", 1, 2, VALUE_NUMBER, "n", .call = round_half_up },
    { "sin", 1, 1, VALUE_NUMBER, "n", .call = sine },
    { "sqrt", 1, 1, VALUE_NUMBER, "n", .call = root },
    { "sum", 1, 1, VALUE_NUMBER, "s", .call = sum },
    { "tan", 1, 1, VALUE_NUMBER, "n", .call = tangent },
    { 0 },
};
