/*
 * Sorting numbered items by 64-bit keys, by digits (Knuth 1998, 5.2.5). Private.
 */
#ifndef ENT_RADIX_H
#define ENT_RADIX_H

#include "base_internal.h"

typedef struct ent__keyed {
    uint64_t key;
    uint32_t item;
} ent__keyed;

/* Sorts by rising key; items of one key keep their order. O(count) a digit in which keys differ; as much memory again while it
 * runs, and *items may be another block afterwards. On failure they are as they were. */
ent_status ent__sort_keyed(ent__keyed **items, size_t count, ent_error *error);

#endif
