#include "xlsform/clause.h"

#include <ctype.h>
#include <string.h>

enum { DEPTH = 40 };

struct span {
    const char *start, *end;
};

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* The place after a quoted text, or after one byte. */
static const char *step(const char *at, const char *end) {
    if (*at != '\'' && *at != '"')
        return at + 1;
    const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
    return close ? close + 1 : end;
}

/* Whether the bracket a span begins with is closed by its last byte. */
static bool is_in_brackets(struct span span) {
    int depth = 0;
    if (span.end - span.start < 2 || *span.start != '(')
        return false;
    for (const char *at = span.start; at < span.end; at = step(at, span.end)) {
        depth += (*at == '(') - (*at == ')');
        if (!depth)
            return at + 1 == span.end;
    }
    return false;
}

static struct span strip(struct span span) {
    for (;;) {
        while (span.start < span.end && is_blank(*span.start))
            span.start++;
        while (span.end > span.start && is_blank(span.end[-1]))
            span.end--;
        if (!is_in_brackets(span))
            return span;
        span.start++;
        span.end--;
    }
}

/* The next "and", "or" outside of brackets and quotes, or NULL. */
static const char *find_word(struct span span, const char *word) {
    size_t length = strlen(word);
    int depth = 0;
    for (const char *at = span.start; at < span.end; at = step(at, span.end)) {
        depth += (*at == '(' || *at == '[') - (*at == ')' || *at == ']');
        if (!depth && at > span.start && (is_blank(at[-1]) || at[-1] == ')') &&
            (size_t)(span.end - at) > length && !strncmp(at, word, length) &&
            (is_blank(at[length]) || at[length] == '('))
            return at;
    }
    return NULL;
}

static const char *read_name(struct arena *arena, struct span span) {
    size_t length = (size_t)(span.end - span.start);
    if (length == 1 && *span.start == '.')
        return ".";
    if (length < 4 || strncmp(span.start, "${", 2) != 0 || memchr(span.start, '}', length) != span.end - 1)
        return NULL;
    struct span inner = strip((struct span){ span.start + 2, span.end - 1 });
    return arena_copy_part(arena, inner.start, (size_t)(inner.end - inner.start));
}

static bool read_value(struct arena *arena, struct span span, struct comparison *comparison) {
    size_t length = (size_t)(span.end - span.start);
    if (!length)
        return false;
    comparison->is_text = *span.start == '\'' || *span.start == '"';
    if (comparison->is_text && step(span.start, span.end) == span.end && length >= 2) {
        comparison->value = arena_copy_part(arena, span.start + 1, length - 2);
        return true;
    }
    for (const char *at = span.start + (*span.start == '-'); at < span.end; at++)
        if (!isdigit((unsigned char)*at) && *at != '.')
            return false;
    comparison->value = arena_copy_part(arena, span.start, length);
    return isdigit((unsigned char)span.end[-1]);
}

static const struct {
    const char *text;
    enum comparison_sign sign, turned; /* turned: value before name */
} signs[] = {
    { "!=", SIGN_UNEQUAL, SIGN_UNEQUAL },
    { "<=", SIGN_LESS_EQUAL, SIGN_MORE_EQUAL },
    { ">=", SIGN_MORE_EQUAL, SIGN_LESS_EQUAL },
    { "=", SIGN_EQUAL, SIGN_EQUAL },
    { "<", SIGN_LESS, SIGN_MORE },
    { ">", SIGN_MORE, SIGN_LESS },
};
enum { SIGNS = sizeof signs / sizeof *signs };

static bool read_sides(struct arena *arena, struct span left, struct span right, int sign,
                       struct comparison *comparison) {
    left = strip(left);
    right = strip(right);
    comparison->at = left.start;
    comparison->sign = signs[sign].sign;
    comparison->name = read_name(arena, left);
    if (comparison->name)
        return read_value(arena, right, comparison);
    comparison->sign = signs[sign].turned;
    comparison->name = read_name(arena, right);
    return comparison->name && read_value(arena, left, comparison);
}

/* selected(NAME, VALUE) */
static bool read_selected(struct arena *arena, struct span span, struct comparison *comparison) {
    static const char word[] = "selected";
    size_t length = sizeof word - 1;
    if ((size_t)(span.end - span.start) <= length || strncmp(span.start, word, length) != 0)
        return false;
    struct span inner = { span.start + length, span.end };
    while (inner.start < inner.end && is_blank(*inner.start))
        inner.start++;
    if (!is_in_brackets(inner))
        return false;
    const char *comma = inner.start;
    while (comma < inner.end && *comma != ',')
        comma = step(comma, inner.end);
    if (comma >= inner.end)
        return false;
    comparison->at = span.start;
    comparison->sign = SIGN_SELECTED;
    comparison->name = read_name(arena, strip((struct span){ inner.start + 1, comma }));
    return comparison->name &&
           read_value(arena, strip((struct span){ comma + 1, inner.end - 1 }), comparison);
}

static bool read_comparison(struct arena *arena, struct span span, struct comparison *comparison) {
    *comparison = (struct comparison){ 0 };
    for (const char *at = span.start; at < span.end; at = step(at, span.end))
        for (int i = 0; i < SIGNS; i++) {
            size_t length = strlen(signs[i].text);
            if ((size_t)(span.end - at) > length && !strncmp(at, signs[i].text, length))
                return read_sides(arena, (struct span){ span.start, at },
                                  (struct span){ at + length, span.end }, i, comparison);
        }
    return read_selected(arena, span, comparison);
}

static void read_condition(struct arena *arena, struct span span, struct condition *condition, int depth);

static void add_part(struct arena *arena, struct span span, struct condition *condition, int depth) {
    struct comparison comparison;
    span = strip(span);
    if (depth < DEPTH && find_word(span, condition->is_any ? "and" : "or")) {
        condition->inner =
            arena_room(arena, condition->inner, condition->inner_count, sizeof *condition->inner);
        read_condition(arena, span, &condition->inner[condition->inner_count++], depth + 1);
    } else if (depth < DEPTH && find_word(span, condition->is_any ? "or" : "and")) {
        struct condition same = { 0 };
        read_condition(arena, span, &same, depth + 1);
        for (int i = 0; i < same.count; i++) {
            condition->parts =
                arena_room(arena, condition->parts, condition->count, sizeof *condition->parts);
            condition->parts[condition->count++] = same.parts[i];
        }
    } else if (read_comparison(arena, span, &comparison)) {
        condition->parts = arena_room(arena, condition->parts, condition->count, sizeof *condition->parts);
        condition->parts[condition->count++] = comparison;
    }
}

static void read_condition(struct arena *arena, struct span span, struct condition *condition, int depth) {
    *condition = (struct condition){ 0 };
    span = strip(span);
    const char *word = find_word(span, "or") ? "or" : "and", *found;
    condition->is_any = *word == 'o';
    while ((found = find_word(span, word))) {
        add_part(arena, (struct span){ span.start, found }, condition, depth);
        span.start = found + strlen(word);
    }
    add_part(arena, span, condition, depth);
}

struct condition *clause_read(struct arena *arena, const char *text) {
    struct condition *condition = arena_new(arena, sizeof *condition);
    read_condition(arena, (struct span){ text, text + strlen(text) }, condition, 0);
    return condition;
}
