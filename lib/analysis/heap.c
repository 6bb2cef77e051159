/*
 * A binary heap of numbers by key, least first. O(log size) a push or pop; grows by half, never shrinks.
 */
#include "heap.h"

#include <stdlib.h>

static inline bool before(ent__heap_item a, ent__heap_item b) {
    return a.key < b.key || (a.key == b.key && a.item < b.item);
}

ent_status ent__heap_push(ent__heap *heap, double key, uint32_t item, ent_error *error) {
    if (!ENT__RESERVE(heap->items, heap->capacity, heap->count + 1)) {
        return ent__fail_memory(error);
    }
    ent__heap_item pushed = {key, item};
    size_t place = heap->count++;
    while (place > 0 && before(pushed, heap->items[(place - 1) / 2])) {
        heap->items[place] = heap->items[(place - 1) / 2];
        place = (place - 1) / 2;
    }
    heap->items[place] = pushed;
    return ENT_OK;
}

ent__heap_item ent__heap_pop(ent__heap *heap) {
    ent__heap_item least = heap->items[0], moved = heap->items[--heap->count];
    size_t place = 0, child = 1;
    while (child < heap->count) {
        child += child + 1 < heap->count && before(heap->items[child + 1], heap->items[child]);
        if (!before(heap->items[child], moved)) {
            break;
        }
        heap->items[place] = heap->items[child];
        place = child;
        child = 2 * place + 1;
    }
    heap->items[place] = moved;
    return least;
}

void ent__heap_free(ent__heap *heap) {
    free(heap->items);
    *heap = (ent__heap){0};
}
