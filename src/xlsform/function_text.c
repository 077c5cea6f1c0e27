/* The functions on texts: one row each at the end. */
#include "xlsform/function.h"

#include <math.h>
#include <string.h>
#include <sys/random.h>

#include "base/text.h"
#include "xlsform/pattern.h"
#include "xlsform/value.h"

enum {
    PLAIN = 50,
    HARD = 200000
};                         /* steps of an evaluation that a regex() costs, and one that was given up */
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

/* Adds the texts of the arguments from `first` on with a text between them; sets of nodes node by node. */
static void add_all(struct call *call, struct buffer *built, int first, const char *between) {
    bool is_first = true;
    for (int i = first; i < call->count; i++) {
        struct values values = { .count = 1, .texts = &(const char *){ NULL } };
        if (call->arguments[i]->type == XPATH_NODESET)
            call_values(call, i, &values);
        for (int k = 0; k < values.count; k++) {
            if (!is_first)
                add_bounded(built, between);
            add_bounded(built, values.texts[k] ? values.texts[k] : call_text(call, i));
            is_first = false;
        }
    }
}

static void concat(struct call *call) {
    struct buffer built = { 0 };
    add_all(call, &built, 0, "");
    call_give_built(call, &built);
}

static void join(struct call *call) {
    struct buffer built = { 0 };
    add_all(call, &built, 1, call_text(call, 0));
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
    bool is_hard = false;
    call_give_truth(call, pattern_matches(call_text(call, 1), call_text(call, 0), &is_hard));
    call->context->opCount += is_hard ? HARD : PLAIN;
}

/* Random digits, as a uuid of version 4 or that many of them. */
static void uuid(struct call *call) {
    static const char pattern[] = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx", digits[] = "0123456789abcdef";
    int length = call->count ? call_index(call, 0) : (int)sizeof pattern - 1;
    length = length < 0 ? 0 : length;
    unsigned char *bytes = arena_new(call->arena, (size_t)length + 1);
    for (int i = 0; i < length; i++) {
        char sign = call->count ? 'x' : pattern[i];
        while (getrandom(&bytes[i], 1, 0) != 1)
            continue;
        bytes[i] = (unsigned char)(sign == 'x'   ? digits[bytes[i] % 16]
                                   : sign == 'y' ? digits[8 + bytes[i] % 4]
                                                 : sign);
    }
    bytes[length] = 0;
    call_give_text(call, (const char *)bytes);
}

const struct function function_of_texts[] = {
    { "concat", 1, CALL_ARGUMENTS, VALUE_TEXT, "a", .call = concat },
    { "contains", 2, 2, VALUE_TRUTH, "a", .call = contains },
    { "ends-with", 2, 2, VALUE_TRUTH, "a", .call = ends_with },
    { "join", 2, CALL_ARGUMENTS, VALUE_TEXT, "a", .call = join },
    { "normalize-space", 0, 1, VALUE_TEXT, "a", .call = normalize_space, .takes_node = true },
    { "regex", 2, 2, VALUE_TRUTH, "a", .call = regex },
    { "starts-with", 2, 2, VALUE_TRUTH, "a", .call = starts_with },
    { "string", 0, 1, VALUE_TEXT, "a", .call = string, .takes_node = true },
    { "string-length", 0, 1, VALUE_NUMBER, "a", .call = string_length, .takes_node = true },
    { "substr", 2, 3, VALUE_TEXT, "ann", .call = substr },
    { "substring", 2, 3, VALUE_TEXT, "ann", .call = substring },
    { "substring-after", 2, 2, VALUE_TEXT, "a", .call = substring_after },
    { "substring-before", 2, 2, VALUE_TEXT, "a", .call = substring_before },
    { "translate", 3, 3, VALUE_TEXT, "a", .call = translate },
    { "uuid", 0, 1, VALUE_TEXT, "n", .call = uuid, .varies = true },
    { 0 },
};
