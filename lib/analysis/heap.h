/*
 * A binary heap of numbers by key, least first; equal keys come by number, so that the order is always the same. Private.
 * Nothing is ever moved up: push again under the smaller key and skip what comes out stale. Zero-initialise; O(log size)
 * a push or pop, 16 bytes an item.
 */
#ifndef ENT_HEAP_H
#define ENT_HEAP_H

#include "../base/base_internal.h"

typedef struct ent__heap_item {
    double key;
    uint32_t item;
} ent__heap_item;

typedef struct ent__heap {
    ent__heap_item *items;
    size_t count, capacity;
} ent__heap;

ent_status ent__heap_push(ent__heap *heap, double key, uint32_t item, ent_error *error);
/* Takes the least out; the heap is not empty. */
ent__heap_item ent__heap_pop(ent__heap *heap);
void ent__heap_free(ent__heap *heap);

#endif
