#include <math.h>
#include <string.h>

#include "base/words.h"
#include "xlsform/pattern.h"
#include "xlsform/translating.h"
#include "xlsform/value.h"

static void warn(struct translation *t, const char *at, const char *sentence) {
    scan_report(&t->scan, at, (struct expression_fault){ .is_warning = true, .sentence = sentence });
}

static bool is_no_number(const struct term *term) {
    return term->literal && isnan(value_number(term->literal));
}

void lint_operand(struct translation *t, const struct term *term, const char *sign) {
    if (!is_no_number(term))
        return;
    warn(t, term->start,
         *sign == '+'
             ? _("this text is no number: + adds numbers, and concat() joins texts")
             : arena_format(t->arena, _("this text is no number, and %s reckons with numbers"), sign));
}

/* Whether a question can have the value it is compared with by = or !=, or asked for. */
static void lint_value(struct translation *t, const struct term *asked, const char *sign,
                       const struct term *value) {
    if (asked->question < 0 || !value->literal || !*value->literal || !t->names->impossible)
        return;
    const char *reason = t->names->impossible(t->names->data, asked->question, value->literal);
    if (reason)
        warn(t, value->start,
             arena_format(t->arena, *sign == '!' ? _("always true: %s") : _("never true: %s"), reason));
}

static void lint_order(struct translation *t, const struct term *asked, const struct term *other) {
    if (is_no_number(other))
        warn(t, other->start,
             _("this text is neither a number nor a day: nothing is less or greater than it"));
    if (asked->question < 0)
        return;
    t->doubts = arena_room(t->arena, t->doubts, t->doubt_count, sizeof *t->doubts);
    t->doubts[t->doubt_count++] = (struct doubt){ asked->start, asked->question };
}

static void lint_equality(struct translation *t, const struct term *asked, const char *sign,
                          const struct term *other) {
    if (asked->question >= 0 && other->kind == VALUE_TRUTH)
        warn(t, other->start,
             _("beside true() and false() a question is true as soon as it is answered, even with 'false' or "
               "'no'; "
               "compare it with a text"));
    lint_value(t, asked, sign, other);
    if (asked->question >= 0 && other->literal && !*other->literal)
        places_add(t->arena, &t->guarded, asked->question);
}

void lint_comparison(struct translation *t, const char *sign, const struct term *left,
                     const struct term *right) {
    for (int i = 0; i < 2; i++) {
        const struct term *asked = i ? right : left, *other = i ? left : right;
        if (*sign == '<' || *sign == '>')
            lint_order(t, asked, other);
        else
            lint_equality(t, asked, sign, other);
    }
}

void lint_truth(struct translation *t, const struct term *term) {
    if (term->literal)
        warn(t, term->start,
             *term->literal ? _("a text is always true, even 'false' and '0'; write true() or false()")
                            : _("an empty text is never true"));
    else if (term->question >= 0) {
        places_add(t->arena, &t->guarded, term->question);
        warn(t, term->start,
             _("a question alone is true as soon as it is answered, whatever the answer; compare it: != '' "
               "or = 'yes'"));
    }
}

static void lint_pattern(struct translation *t, const struct term *pattern) {
    int byte = 0;
    const char *problem = pattern->literal ? pattern_problem(t->arena, pattern->literal, &byte) : NULL;
    if (problem)
        scan_fail(&t->scan, pattern->start + 1 + byte,
                  arena_format(t->arena, _("the pattern is not valid: %s"), problem));
    else if (pattern->literal && pattern_looks_around(pattern->literal))
        warn(t, pattern->start, _("other programs may not know (?=...) and its like in a pattern"));
    else if (pattern->literal && !pattern_is_anchored(pattern->literal))
        warn(t, pattern->start,
             _("the pattern is not tied to the whole text: put ^ before and $ after it, or a part "
               "of the answer is enough"));
}

/* What stands after % in a text for format-date must be a letter it knows. */
static void lint_format(struct translation *t, const struct term *format) {
    for (const char *at = format->literal; at && (at = strchr(at, '%')); at += at[1] ? 2 : 1)
        if (!at[1] || !strchr(VALUE_FORMAT, at[1]))
            warn(t, format->start + 1 + (at - format->literal),
                 arena_format(t->arena, _("no part of a day is written %%%.1s"), at + 1));
}

static bool is_no_day(const struct term *term) {
    double days;
    return term->literal && *term->literal && !value_moment(term->literal, &days);
}

static void lint_argument(struct translation *t, const struct function *function, const struct term *argument,
                          char letter) {
    if (letter == TAKES_TRUTH)
        lint_truth(t, argument);
    else if (letter == TAKES_NUMBER && is_no_number(argument))
        warn(t, argument->start, arena_format(t->arena, _("%s() takes a number here"), function->name));
    else if (letter == TAKES_DAY && is_no_day(argument))
        warn(t, argument->start,
             arena_format(t->arena, _("%s() takes a day here, such as '2026-11-24'"), function->name));
    else if (letter == TAKES_FORMAT)
        lint_format(t, argument);
    else if (letter == TAKES_NODES && argument->kind != VALUE_NODES && argument->kind != VALUE_ANY)
        scan_fail(&t->scan, argument->start,
                  arena_format(t->arena, _("%s() takes questions or a path here"), function->name));
}

/* The kind of value wanted, by its letter. */
static char wanted(const struct function *function, int number) {
    size_t length = strlen(function->takes);
    return length ? function->takes[(size_t)number < length ? (size_t)number : length - 1] : TAKES_ANY;
}

void lint_call(struct translation *t, const struct function *function, const struct term *arguments,
               int count) {
    static const char *const guards[] = { "string-length", "not", "boolean", "coalesce", "count-non-empty" };
    for (int i = 0; i < count; i++)
        lint_argument(t, function, &arguments[i], wanted(function, i));
    for (size_t i = 0; i < sizeof guards / sizeof *guards; i++)
        if (!strcmp(function->name, guards[i]) && count && arguments[0].question >= 0)
            places_add(t->arena, &t->guarded, arguments[0].question);
    if (!strcmp(function->name, "selected"))
        lint_value(t, &arguments[0], "=", &arguments[1]);
    else if (!strcmp(function->name, "regex"))
        lint_pattern(t, &arguments[1]);
}

void lint_moving(struct translation *t, const char *start, const struct function *function) {
    static const char *const moving[] = { "now", "random", "uuid" };
    for (size_t i = 0; i < sizeof moving / sizeof *moving; i++)
        if (t->names->is_recomputed && !t->once && !strcmp(function->name, moving[i]))
            warn(t, start,
                 arena_format(t->arena,
                              _("%s() is another each time this is computed; once(%s()) keeps the first"),
                              moving[i], moving[i]));
}

void lint_finish(struct translation *t) {
    for (int i = 0; i < t->doubt_count; i++)
        if (!places_has(&t->guarded, t->doubts[i].question))
            scan_report(&t->scan, t->doubts[i].start,
                        (struct expression_fault){
                            .is_warning = true,
                            .is_doubt = true,
                            .sentence = _("the comparison is false while the question is unanswered") });
}
