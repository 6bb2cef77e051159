/*
 * The hash map of map.h: linear probing over two parallel arrays, doubled at 70 %. O(1) expected.
 */
#include "map.h"

#include <stdlib.h>
#include <string.h>

/* Mixes all bits of the key into the low ones (the finaliser of SplitMix64). */
static uint64_t mix(uint64_t key) {
    key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9u;
    key = (key ^ (key >> 27)) * 0x94D049BB133111EBu;
    return key ^ (key >> 31);
}

/* The slot that holds the key, or the empty one where it belongs. slot_count must not be 0. */
static size_t slot_of(const ent__map *map, uint64_t key) {
    size_t mask = map->slot_count - 1;
    size_t slot = (size_t)mix(key) & mask;
    while (map->values[slot] != ENT_NONE && map->keys[slot] != key) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

uint32_t ent__map_get(const ent__map *map, uint64_t key) {
    return map->slot_count ? map->values[slot_of(map, key)] : ENT_NONE;
}

/* Doubles the table; false on exhaustion, with all as it was. */
static bool grow(ent__map *map) {
    ent__map larger = {NULL, NULL, map->slot_count ? map->slot_count * 2 : 16, map->used};
    if (larger.slot_count <= map->slot_count) {
        return false;
    }
    larger.keys = ent__calloc(larger.slot_count, sizeof *larger.keys);
    larger.values = ent__calloc(larger.slot_count, sizeof *larger.values);
    if (!larger.keys || !larger.values) {
        ent__map_free(&larger);
        return false;
    }
    memset(larger.values, 0xFF, larger.slot_count * sizeof *larger.values);
    for (size_t i = 0; i < map->slot_count; i++) {
        if (map->values[i] != ENT_NONE) {
            size_t slot = slot_of(&larger, map->keys[i]);
            larger.keys[slot] = map->keys[i];
            larger.values[slot] = map->values[i];
        }
    }
    ent__map_free(map);
    *map = larger;
    return true;
}

ent_status ent__map_put(ent__map *map, uint64_t key, uint32_t value, ent_error *error) {
    if ((map->used + 1) * 10 > map->slot_count * 7 && !grow(map)) {
        return ent__fail_memory(error);
    }
    size_t slot = slot_of(map, key);
    map->used += map->values[slot] == ENT_NONE;
    map->keys[slot] = key;
    map->values[slot] = value;
    return ENT_OK;
}

void ent__map_clear(ent__map *map) {
    if (map->values) {
        memset(map->values, 0xFF, map->slot_count * sizeof *map->values);
    }
    map->used = 0;
}

size_t ent__map_memory(const ent__map *map) {
    return map->slot_count * (sizeof *map->keys + sizeof *map->values);
}

void ent__map_free(ent__map *map) {
    free(map->keys);
    free(map->values);
    memset(map, 0, sizeof *map);
}
