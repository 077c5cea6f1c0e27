/* Memory that is freed all at once: a place, a form, an import each own one. Allocations never fail and are
 * never freed one by one. */
#ifndef TOPCOP_BASE_ARENA_H
#define TOPCOP_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena_block;
struct arena {
    struct arena_block *last;
};

/* Zeroed bytes, aligned for any type, valid until arena_done. */
void *arena_new(struct arena *arena, size_t size);

/* A copy of a string; NULL stays NULL. */
char *arena_copy(struct arena *arena, const char *text);

/* A copy of the first `length` bytes, with a terminating zero. */
char *arena_copy_part(struct arena *arena, const char *text, size_t length);

/* A formatted string. */
char *arena_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_format_list(struct arena *arena, const char *format, va_list arguments);

/* A block of `new_size` bytes that begins with the `old_size` bytes of `old` (which may be NULL). */
void *arena_grow(struct arena *arena, const void *old, size_t old_size, size_t new_size);

/* Room for one more in a list of `count` things of `size` bytes, wherever the list then is: a list that
 * begins as NULL and grows by this alone is moved only when its count is a power of two. */
void *arena_room(struct arena *arena, void *list, int count, size_t size);

/* Frees everything; the arena is empty and can be used again. */
void arena_done(struct arena *arena);

#endif
