/*
 * Dropping the arcs of pairs that run one way only, for views that ask for mutual ties. O(arcs log arcs) time, 8 bytes an
 * arc; the arcs that stay keep their order. Loops have no direction and stay.
 */
#include "arcs.h"

#include <stdlib.h>

static uint64_t key_of(ent_id from, ent_id to) {
    return (uint64_t)from << 32 | to;
}

static int by_key(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

ent_status ent__arcs_keep_mutual(ent__arcs *arcs, ent_error *error) {
    uint64_t *keys = ent__calloc(arcs->count, sizeof *keys);
    if (!keys) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < arcs->count; i++) {
        keys[i] = key_of(arcs->items[i].from, arcs->items[i].to);
    }
    qsort(keys, arcs->count, sizeof *keys, by_key);
    size_t key_count = arcs->count, kept = 0;
    for (size_t i = 0; i < key_count; i++) {
        uint64_t back = key_of(arcs->items[i].to, arcs->items[i].from);
        if (bsearch(&back, keys, key_count, sizeof back, by_key)) {
            arcs->items[kept++] = arcs->items[i];
        }
    }
    arcs->count = kept;
    free(keys);
    return ENT_OK;
}
