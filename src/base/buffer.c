#include "base/buffer.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"

static void make_room(struct buffer *buffer, size_t more) {
    size_t wanted = buffer->length + more + 1;
    if (wanted <= buffer->capacity)
        return;
    size_t capacity = buffer->capacity ? buffer->capacity : 64;
    while (capacity < wanted)
        capacity *= 2;
    buffer->text = memory_grow(buffer->text, capacity);
    buffer->capacity = capacity;
}

void buffer_add_part(struct buffer *buffer, const char *text, size_t length) {
    make_room(buffer, length);
    if (length)
        memcpy(buffer->text + buffer->length, text, length);
    buffer->length += length;
    buffer->text[buffer->length] = 0;
}

void buffer_add(struct buffer *buffer, const char *text) {
    buffer_add_part(buffer, text, strlen(text));
}

void buffer_add_char(struct buffer *buffer, char byte) {
    buffer_add_part(buffer, &byte, 1);
}

void buffer_format(struct buffer *buffer, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        die("a text could not be formatted: %s", format);
    make_room(buffer, (size_t)length);
    vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, again);
    va_end(again);
    buffer->length += (size_t)length;
}

void buffer_replace(struct buffer *buffer, size_t start, size_t length, const char *text) {
    assert(start + length <= buffer->length);
    size_t fresh = strlen(text), tail = buffer->length - start - length;
    make_room(buffer, fresh);
    memmove(buffer->text + start + fresh, buffer->text + start + length, tail);
    memcpy(buffer->text + start, text, fresh);
    buffer->length = start + fresh + tail;
    buffer->text[buffer->length] = 0;
}

void buffer_clear(struct buffer *buffer) {
    make_room(buffer, 0);
    buffer->length = 0;
    buffer->text[0] = 0;
}

void buffer_done(struct buffer *buffer) {
    free(buffer->text);
    *buffer = (struct buffer){ 0 };
}
