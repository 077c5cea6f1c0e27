/* A string that grows. `text` is never NULL after the first call and always ends with a zero byte.
 * Start with `struct buffer b = { 0 };`. */
#ifndef TOPCOP_BASE_BUFFER_H
#define TOPCOP_BASE_BUFFER_H

#include <stddef.h>

struct buffer {
    char *text;
    size_t length, capacity;
};

void buffer_add(struct buffer *buffer, const char *text);
void buffer_add_part(struct buffer *buffer, const char *text, size_t length);
void buffer_add_char(struct buffer *buffer, char byte);
void buffer_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Puts `text` in place of the `length` bytes from `start`. */
void buffer_replace(struct buffer *buffer, size_t start, size_t length, const char *text);

/* Empties the buffer and keeps its memory. */
void buffer_clear(struct buffer *buffer);

/* Frees it. */
void buffer_done(struct buffer *buffer);

#endif
