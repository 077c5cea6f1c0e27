#include "base/arena.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"

enum { BLOCK_SIZE = 4096 };

struct arena_block {
    struct arena_block *previous;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

void *arena_new(struct arena *arena, size_t size) {
    size_t step = alignof(max_align_t);
    size = (size + step - 1) / step * step;
    struct arena_block *block = arena->last;
    if (!block || block->size - block->used < size) {
        size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
        block = memory_new(sizeof *block + room);
        block->previous = arena->last;
        block->used = 0;
        block->size = room;
        arena->last = block;
    }
    void *start = block->bytes + block->used;
    block->used += size;
    return memset(start, 0, size);
}

char *arena_copy(struct arena *arena, const char *text) {
    return text ? arena_copy_part(arena, text, strlen(text)) : NULL;
}

char *arena_copy_part(struct arena *arena, const char *text, size_t length) {
    char *copy = arena_new(arena, length + 1);
    memcpy(copy, text, length);
    copy[length] = 0;
    return copy;
}

char *arena_format_list(struct arena *arena, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0)
        die("a text could not be formatted: %s", format);
    char *text = arena_new(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

char *arena_format(struct arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_format_list(arena, format, arguments);
    va_end(arguments);
    return text;
}

void *arena_grow(struct arena *arena, const void *old, size_t old_size, size_t new_size) {
    void *fresh = arena_new(arena, new_size);
    if (old)
        memcpy(fresh, old, old_size);
    return fresh;
}

void *arena_room(struct arena *arena, void *list, int count, size_t size) {
    if (count & (count - 1))
        return list;
    size_t used = (size_t)count * size;
    return arena_grow(arena, list, used, used ? used * 2 : size);
}

void arena_done(struct arena *arena) {
    while (arena->last) {
        struct arena_block *block = arena->last;
        arena->last = block->previous;
        free(block);
    }
}
