/*
 * Checked allocation: sizes that would overflow count as exhausted memory, never as a small block.
 */
#define _DEFAULT_SOURCE /* madvise() */
#include "base_internal.h"

#include <stdlib.h>
#include <sys/mman.h>

void *ent__calloc(size_t count, size_t item_size) {
    return calloc(count ? count : 1, item_size ? item_size : 1);
}

bool ent__reserve(void **items, size_t *capacity, size_t needed, size_t item_size) {
    if (needed <= *capacity) {
        return true;
    }
    size_t grown = *capacity + *capacity / 2;
    if (grown < needed) {
        grown = needed < 8 ? 8 : needed;
    }
    if (grown > SIZE_MAX / item_size) {
        return false;
    }
    void *moved = realloc(*items, grown * item_size);
    if (!moved) {
        return false;
    }
    *items = moved;
    *capacity = grown;
    return true;
}

void ent__prefer_huge_pages(void *memory, size_t size) {
#ifdef MADV_HUGEPAGE
    const size_t page = (size_t)1 << 21;
    size_t beyond = (uintptr_t)memory % page, skipped = beyond ? page - beyond : 0;
    if (memory && size >= 2 * page) {
        madvise((char *)memory + skipped, (size - skipped) / page * page, MADV_HUGEPAGE);
    }
#else
    (void)memory, (void)size;
#endif
}
