/* The functions on days and moments: one row each at the end. */
#include <math.h>

#include "base/clock.h"
#include "xlsform/function.h"
#include "xlsform/value.h"

enum { FIRST = -719528, LAST = 2932896 }; /* days from 1970 that have four digits in their year */

/* Days since 1970 of a number, or of a text that is a day or a moment; not a number for anything else. */
static double moment(struct call *call) {
    double days = NAN;
    if (call->arguments[0]->type == XPATH_NUMBER)
        days = call_number(call, 0);
    else if (!value_moment(call_text(call, 0), &days))
        days = NAN;
    return days >= FIRST && days < LAST + 1 ? days : NAN;
}

static void today(struct call *call) {
    char day[CLOCK_DAY];
    call_give_text(call, clock_today(day));
}

static void now(struct call *call) {
    call_give_text(call, value_now(call->arena));
}

static void date(struct call *call) {
    char day[CLOCK_DAY];
    double days = moment(call);
    call_give_text(call, isnan(days) ? "" : clock_day((int64_t)floor(days), day));
}

static void date_time(struct call *call) {
    double days = moment(call);
    call_give_text(call, isnan(days) ? "" : value_local(call->arena, days));
}

static void decimal_date_time(struct call *call) {
    call_give_number(call, moment(call));
}

static void decimal_time(struct call *call) {
    call_give_number(call, value_time(call_text(call, 0)));
}

static void format_date(struct call *call) {
    struct buffer built = { 0 };
    double days = moment(call);
    if (!isnan(days))
        value_format_moment(&built, days, call_text(call, 1));
    call_give_built(call, &built);
}

const struct function function_of_days[] = {
    { "date", 1, 1, VALUE_TEXT, "d", .call = date },
    { "date-time", 1, 1, VALUE_TEXT, "d", .call = date_time },
    { "decimal-date-time", 1, 1, VALUE_NUMBER, "d", .call = decimal_date_time },
    { "decimal-time", 1, 1, VALUE_NUMBER, "a", .call = decimal_time },
    { "format-date", 2, 2, VALUE_TEXT, "df", .call = format_date },
    { "format-date-time", 2, 2, VALUE_TEXT, "df", .call = format_date },
    { "now", 0, 0, VALUE_TEXT, "", .call = now, .varies = true },
    { "today", 0, 0, VALUE_TEXT, "", .call = today, .varies = true },
    { 0 },
};
