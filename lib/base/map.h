/*
 * A hash map from 64-bit keys to 32-bit values: open addressing, linear probing, no removal. Private.
 * O(1) expected; 12 bytes a slot, at most 70 % full. Zero-initialise; never iterate it for output (the order means nothing).
 */
#ifndef ENT_MAP_H
#define ENT_MAP_H

#include "base_internal.h"

typedef struct ent__map {
    uint64_t *keys;
    uint32_t *values; /* ENT_NONE: the slot is empty */
    size_t slot_count, used;
} ent__map;

/* The value of a key, or ENT_NONE. */
uint32_t ent__map_get(const ent__map *map, uint64_t key);
/* Sets the value (not ENT_NONE) of a key. */
ent_status ent__map_put(ent__map *map, uint64_t key, uint32_t value, ent_error *error);
/* Forgets every key, and keeps the room. */
void ent__map_clear(ent__map *map);
size_t ent__map_memory(const ent__map *map);
void ent__map_free(ent__map *map);

#endif
