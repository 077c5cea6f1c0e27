/* The functions on texts: one row each at the end. */
#include "xlsform/function.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "xlsform/pattern.h"
#include "xlsform/value.h"

enum { TRANSLATED = 512 }; /* most characters that translate() replaces */

static void add_bounded(struct buffer *built, const char *text) {
    size_t length = strlen(text), room = EXPRESSION_TEXT - built->length;
    if (length > room)
        for (length = room; length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80;)
            length--;
    buffer_add_part(built, text, length);
}

/* The byte where character `number` begins, or the end. */
static const char *at_character(const char *text, int number) {
    while (number-- > 0 && *text)
        text_next(&text);
    return text;
}

static void string(struct call *call) {
    call_give_text(call, call_text(call, 0));
}

static void string_length(struct call *call) {
    call_give_number(call, (double)text_length(call_text(call, 0)));
}

static void concat(struct call *call) {
    struct buffer built = { 0 };
    for (int i = 0; i < call->count; i++)
        add_bounded(&built, call_text(call, i));
    call_give_built(call, &built);
}

static void join(struct call *call) {
    struct buffer built = { 0 };
    for (int i = 1; i < call->count; i++) {
        if (i > 1)
            add_bounded(&built, call_text(call, 0));
        add_bounded(&built, call_text(call, i));
    }
    call_give_built(call, &built);
}

static void contains(struct call *call) {
    call_give_truth(call, strstr(call_text(call, 0), call_text(call, 1)) != NULL);
}

static void starts_with(struct call *call) {
    const char *head = call_text(call, 1);
    call_give_truth(call, !strncmp(call_text(call, 0), head, strlen(head)));
}

static void ends_with(struct call *call) {
    const char *text = call_text(call, 0), *tail = call_text(call, 1);
    size_t length = strlen(text), size = strlen(tail);
    call_give_truth(call, length >= size && !strcmp(text + length - size, tail));
}

/* From character `from` up to, not with, character `to`. */
static void give_part(struct call *call, const char *text, int from, int to) {
    const char *start = at_character(text, from), *end = at_character(start, to > from ? to - from : 0);
    call_give_text(call, arena_copy_part(call->arena, start, (size_t)(end - start)));
}

static void substr(struct call *call) {
    const char *text = call_text(call, 0);
    int length = (int)text_length(text), from = call_index(call, 1),
        to = call->count > 2 ? call_index(call, 2) : length;
    from = from < 0 ? from + length : from;
    to = to < 0 ? to + length : to;
    give_part(call, text, from < 0 ? 0 : from, to < 0 ? 0 : to);
}

/* XPath 1.0, 4.2: characters whose position, from 1, is in [round(from), round(from) + round(length)). */
static void substring(struct call *call) {
    double from = floor(call_number(call, 1) + 0.5);
    double to = call->count > 2 ? from + floor(call_number(call, 2) + 0.5) : INFINITY;
    if (isnan(from) || isnan(to)) {
        call_give_text(call, "");
        return;
    }
    from = fmin(fmax(from - 1, 0), EXPRESSION_TEXT);
    to = fmin(fmax(to - 1, 0), EXPRESSION_TEXT);
    give_part(call, call_text(call, 0), (int)from, (int)to);
}

static void substring_before(struct call *call) {
    const char *text = call_text(call, 0), *found = strstr(text, call_text(call, 1));
    call_give_text(call, found ? arena_copy_part(call->arena, text, (size_t)(found - text)) : "");
}

static void substring_after(struct call *call) {
    const char *part = call_text(call, 1), *found = strstr(call_text(call, 0), part);
    call_give_text(call, found ? found + strlen(part) : "");
}

static void normalize_space(struct call *call) {
    struct buffer built = { 0 };
    size_t length;
    for (const char *word = call_text(call, 0); (word = value_next_word(word, &length)); word += length) {
        if (built.length)
            buffer_add(&built, " ");
        buffer_add_part(&built, word, length);
    }
    call_give_built(call, &built);
}

static void translate(struct call *call) {
    struct buffer built = { 0 };
    const char *text = call_text(call, 0);
    for (uint32_t character; (character = text_next(&text));) {
        const char *from = call_text(call, 1), *to = call_text(call, 2);
        uint32_t old = 0, replacement = 0;
        for (int i = 0; i < TRANSLATED && (old = text_next(&from)); i++) {
            replacement = text_next(&to);
            if (old == character)
                break;
        }
        if (old != character)
            text_put(&built, character);
        else if (replacement)
            text_put(&built, replacement);
    }
    call_give_built(call, &built);
}

static void regex(struct call *call) {
    call_give_truth(call, pattern_matches(call_text(call, 1), call_text(call, 0)));
}

const struct function function_of_texts[] = {
    { "concat", 1, CALL_ARGUMENTS, concat },
    { "contains", 2, 2, contains },
    { "ends-with", 2, 2, ends_with },
    { "join", 2, CALL_ARGUMENTS, join },
    { "normalize-space", 1, 1, normalize_space },
    { "regex", 2, 2, regex },
    { "starts-with", 2, 2, starts_with },
    { "string", 1, 1, string },
    { "string-length", 1, 1, string_length },
    { "substr", 2, 3, substr },
    { "substring", 2, 3, substring },
    { "substring-after", 2, 2, substring_after },
    { "substring-before", 2, 2, substring_before },
    { "translate", 3, 3, translate },
    { 0 },
};
