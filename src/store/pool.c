#include "store/pool.h"

#include <malloc.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { STEP = 16, MOST = 1024, SIZES = MOST / STEP, BLOCK = 4096, BLOCKS = 16384 };

/* A block begins with this; its pieces follow. */
struct block {
    struct block *next, *before; /* of the same size, with a free piece */
    void *free;                  /* pieces that were given back, each holding the next */
    int size, used, fresh;       /* of a piece; pieces in use; bytes never handed out begin here */
};

static struct {
    char *begin;            /* address space for BLOCKS blocks; NULL: malloc does it all */
    int taken;              /* blocks ever used, from the beginning */
    uint16_t empty[BLOCKS]; /* the numbers of those in use by no size, noted outside of them */
    int empty_count;
    struct block *sizes[SIZES];
} pool;

static bool is_ours(const void *piece) {
    return pool.begin && (const char *)piece >= pool.begin &&
           (const char *)piece < pool.begin + (size_t)BLOCKS * BLOCK;
}

static struct block *block_of(const void *piece) {
    return (struct block *)((uintptr_t)piece & ~(uintptr_t)(BLOCK - 1));
}

static void list(struct block *block) {
    struct block **first = &pool.sizes[block->size / STEP - 1];
    block->before = NULL;
    block->next = *first;
    if (*first)
        (*first)->before = block;
    *first = block;
}

static void unlist(struct block *block) {
    if (block->before)
        block->before->next = block->next;
    else
        pool.sizes[block->size / STEP - 1] = block->next;
    if (block->next)
        block->next->before = block->before;
}

static bool is_full(const struct block *block) {
    return !block->free && block->fresh + block->size > BLOCK;
}

static struct block *new_block(int size) {
    int number = pool.empty_count ? pool.empty[--pool.empty_count] : pool.taken;
    if (number == BLOCKS)
        return NULL;
    if (number == pool.taken)
        pool.taken++;
    struct block *block = (struct block *)(pool.begin + (size_t)number * BLOCK);
    *block = (struct block){ .size = size, .fresh = (int)((sizeof *block + STEP - 1) / STEP * STEP) };
    list(block);
    return block;
}

static void *take(int bytes) {
    int size = (bytes + STEP - 1) / STEP * STEP;
    if (!pool.begin || bytes > MOST)
        return malloc((size_t)bytes);
    struct block *block = pool.sizes[size / STEP - 1];
    if (!block && !(block = new_block(size)))
        return malloc((size_t)bytes);
    void *piece = block->free;
    if (piece)
        memcpy(&block->free, piece, sizeof block->free);
    else {
        piece = (char *)block + block->fresh;
        block->fresh += size;
    }
    block->used++;
    if (is_full(block))
        unlist(block);
    return piece;
}

static void give(void *piece) {
    if (!is_ours(piece)) {
        free(piece);
        return;
    }
    struct block *block = block_of(piece);
    if (is_full(block))
        list(block);
    memcpy(piece, &block->free, sizeof block->free);
    block->free = piece;
    if (--block->used == 0) {
        unlist(block);
        pool.empty[pool.empty_count++] = (uint16_t)(((char *)block - pool.begin) / BLOCK);
    }
}

static int size_of(void *piece) {
    return !piece ? 0 : is_ours(piece) ? block_of(piece)->size : (int)malloc_usable_size(piece);
}

static void *retake(void *piece, int bytes) {
    if (!is_ours(piece) && bytes > MOST)
        return realloc(piece, (size_t)bytes);
    int size = size_of(piece);
    if (is_ours(piece) && bytes <= size && bytes > size - STEP)
        return piece;
    void *fresh = take(bytes);
    if (fresh) {
        memcpy(fresh, piece, (size_t)(bytes < size ? bytes : size));
        give(piece);
    }
    return fresh;
}

static int round_up(int bytes) {
    return (bytes + STEP - 1) / STEP * STEP;
}

static int begin(void *nothing) {
    (void)nothing;
    if (pool.begin)
        return SQLITE_OK;
    size_t size = (size_t)(BLOCKS + 1) * BLOCK;
    char *space =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (space != MAP_FAILED)
        pool.begin = (char *)(((uintptr_t)space + BLOCK - 1) & ~(uintptr_t)(BLOCK - 1));
    return SQLITE_OK;
}

static void end(void *nothing) {
    (void)nothing;
}

void pool_begin(void) {
#ifdef __SANITIZE_ADDRESS__
    return; /* which watches each piece by itself */
#endif
    static const sqlite3_mem_methods methods = { take, give, retake, size_of, round_up, begin, end, NULL };
    sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

void pool_rest(void) {
    for (int i = 0; i < pool.empty_count; i++)
        madvise(pool.begin + (size_t)pool.empty[i] * BLOCK, BLOCK, MADV_DONTNEED);
}
