/*
 * The peak of allocated memory: the allocator of the whole process is replaced by one that counts, as in tests/oom/harness.c.
 * Not for use under sanitizers, which have an allocator of their own.
 */
#include "growth.h"

#include <malloc.h>
#include <stdatomic.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static atomic_size_t live, peak;
static size_t start;

static void *count(void *block) {
    size_t now =
        atomic_fetch_add(&live, block ? malloc_usable_size(block) : 0) + (block ? malloc_usable_size(block) : 0);
    size_t most = atomic_load(&peak);
    while (now > most && !atomic_compare_exchange_weak(&peak, &most, now)) {
    }
    return block;
}

void *malloc(size_t size) {
    return count(__libc_malloc(size));
}

void *calloc(size_t items, size_t size) {
    return count(__libc_calloc(items, size));
}

void *aligned_alloc(size_t alignment, size_t size) {
    return count(__libc_memalign(alignment, size));
}

void *realloc(void *block, size_t size) {
    size_t before = block ? malloc_usable_size(block) : 0;
    void *moved = __libc_realloc(block, size);
    if (moved || size == 0) {
        atomic_fetch_sub(&live, before);
    }
    return count(moved);
}

void free(void *block) {
    atomic_fetch_sub(&live, block ? malloc_usable_size(block) : 0);
    __libc_free(block);
}

void growth_peak_start(void) {
    start = atomic_load(&live);
    atomic_store(&peak, start);
}

size_t growth_peak(void) {
    return atomic_load(&peak) - start;
}
