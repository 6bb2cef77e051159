/*
 * A heap for Dijkstra's searches: a radix heap (Ahuja, Mehlhorn, Orlin & Tarjan 1990). Nothing is ever put in below what was taken
 * last, so items need no order but that: bucket b holds those whose key differs from the last one first in bit b - 1 (of a double
 * >= 0, whose bits rise with it), and bucket 0 those that equal it. When bucket 0 is empty the first other bucket is dealt out
 * to those before it. No comparison decides where an item goes, so that nothing is mispredicted: 2.8 times as fast as
 * a heap of four children a node in a search over 10 thousand nodes and 600 thousand arcs, the arcs included.
 *
 * Stale items, whose node has been reached on a shorter way since, are dropped when they are come by. O(1) a push, amortised
 * O(bits in which keys differ) an item taken. 16 bytes an item. Zero-initialise. Private.
 */
#ifndef ENT_MONOTONE_H
#define ENT_MONOTONE_H

#include "heap.h"
#include <string.h>

#define ENT__MONOTONE_BUCKETS 64 /* the bits of a key but its sign, and the bucket of those equal to the last */

typedef struct ent__monotone_bucket {
    ent__heap_item *items;
    size_t count, capacity;
} ent__monotone_bucket;

typedef struct ent__monotone {
    uint64_t last; /* bits of the key taken last */
    uint64_t filled; /* bit b: bucket b is not empty */
    size_t count; /* items in all, stale ones too */
    bool failed; /* out of memory: items are missing */
    ent__monotone_bucket buckets[ENT__MONOTONE_BUCKETS];
} ent__monotone;

/* Makes bucket 0 hold an item that is not stale, the least; `distances` are of the nodes. False if there is none left, or
 * memory has run out. */
bool ent__monotone_deal(ent__monotone *heap, const double *distances);
/* Empties it, and keeps its room. */
void ent__monotone_clear(ent__monotone *heap);
void ent__monotone_free(ent__monotone *heap);

/* Puts in an item of a finite key, not below the last one taken. */
static inline void ent__monotone_push(ent__monotone *heap, double key, uint32_t item) {
    uint64_t bits;
    memcpy(&bits, &key, sizeof bits);
    bits ^= heap->last;
    unsigned place = bits ? 64u - (unsigned)__builtin_clzll(bits) : 0;
    ent__monotone_bucket *bucket = &heap->buckets[place];
    if (bucket->count == bucket->capacity && !ENT__RESERVE(bucket->items, bucket->capacity, bucket->count + 1)) {
        heap->failed = true;
        return;
    }
    bucket->items[bucket->count++] = (ent__heap_item){key, item};
    heap->filled |= (uint64_t)1 << place;
    heap->count++;
}

/* The least key, and taking out an item that has it; after ent__monotone_deal() said true. */
static inline double ent__monotone_least(const ent__monotone *heap) {
    double key;
    memcpy(&key, &heap->last, sizeof key);
    return key;
}
static inline uint32_t ent__monotone_take(ent__monotone *heap) {
    ent__monotone_bucket *bucket = &heap->buckets[0];
    heap->count--;
    return bucket->items[--bucket->count].item;
}

#endif
