/* Dealing out the buckets of monotone.h. Amortised O(1) an item and bucket that it passes; keeps its room. */
#include "monotone.h"

#include <math.h>
#include <stdlib.h>

/* Drops the stale items of a bucket; gives the least key of the others, +inf if there is none. */
static double sift(ent__monotone *heap, ent__monotone_bucket *bucket, const double *distances) {
    double least = INFINITY;
    size_t kept = 0;
    for (size_t i = 0; i < bucket->count; i++) {
        ent__heap_item item = bucket->items[i];
        bool stale = item.key > distances[item.item];
        bucket->items[kept] = item;
        kept += !stale;
        least = stale || least < item.key ? least : item.key;
    }
    heap->count -= bucket->count - kept;
    bucket->count = kept;
    return least;
}

/* Deals a bucket, whose least key is given, out to those before it, which are empty. */
static void deal_out(ent__monotone *heap, ent__monotone_bucket *bucket, double least) {
    size_t count = bucket->count;
    memcpy(&heap->last, &least, sizeof heap->last);
    bucket->count = 0;
    heap->count -= count;
    for (size_t i = 0; i < count; i++) {
        ent__monotone_push(heap, bucket->items[i].key, bucket->items[i].item);
    }
}

bool ent__monotone_deal(ent__monotone *heap, const double *distances) {
    while (heap->buckets[0].count == 0 && !heap->failed) {
        heap->filled &= ~(uint64_t)1;
        if (!heap->filled) {
            return false;
        }
        unsigned place = (unsigned)__builtin_ctzll(heap->filled);
        double least = sift(heap, &heap->buckets[place], distances);
        heap->filled &= ~((uint64_t)1 << place);
        if (heap->buckets[place].count) {
            deal_out(heap, &heap->buckets[place], least);
        }
    }
    return !heap->failed;
}

void ent__monotone_clear(ent__monotone *heap) {
    for (unsigned place = 0; place < ENT__MONOTONE_BUCKETS; place++) {
        heap->buckets[place].count = 0;
    }
    heap->last = heap->filled = 0;
    heap->count = 0;
}

void ent__monotone_free(ent__monotone *heap) {
    for (unsigned place = 0; place < ENT__MONOTONE_BUCKETS; place++) {
        free(heap->buckets[place].items);
    }
    *heap = (ent__monotone){0};
}
