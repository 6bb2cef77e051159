/*
 * Growing the table of a thread: linear probing, at most half full, a cache line a slot. O(1) expected.
 */
#include "event_keys.h"

#include <stdlib.h>

static void put(ent__keys *keys, const ent__key *key, uint32_t value) {
    size_t mask = keys->slot_count - 1, at = ent__key_hash(key) & mask;
    while (keys->slots[at].value != ENT__UNSEEN) {
        at = (at + 1) & mask;
    }
    keys->slots[at].key = *key;
    keys->slots[at].value = value;
}

static bool grow(ent__keys *keys) {
    ent__keys larger = *keys;
    larger.slot_count = keys->slot_count ? keys->slot_count * 2 : 256;
    larger.memory = ent__calloc(larger.slot_count + 1, sizeof *larger.slots);
    if (!larger.memory) {
        return false;
    }
    size_t beyond = (uintptr_t)larger.memory % sizeof *larger.slots;
    larger.slots =
        (struct ent__key_slot *)(void *)((char *)larger.memory + (beyond ? sizeof *larger.slots - beyond : 0));
    for (size_t i = 0; i < larger.slot_count; i++) {
        larger.slots[i].value = ENT__UNSEEN;
    }
    for (size_t i = 0; i < keys->slot_count; i++) {
        if (keys->slots[i].value != ENT__UNSEEN) {
            put(&larger, &keys->slots[i].key, keys->slots[i].value);
        }
    }
    free(keys->memory);
    *keys = larger;
    return true;
}

bool ent__keys_put(ent__keys *keys, const ent__key *key, uint32_t value) {
    if ((keys->used + 1) * 2 > keys->slot_count && !grow(keys)) {
        return false;
    }
    put(keys, key, value);
    keys->used++;
    return true;
}

uint32_t ent__keys_get_text(const ent__keys *keys, const char *text, size_t length) {
    uint32_t number = ent__strings_find(&keys->texts, text, length);
    return number == ENT_NONE ? ENT__UNSEEN : keys->text_values[number];
}

bool ent__keys_put_text(ent__keys *keys, const char *text, size_t length, uint32_t value) {
    uint32_t number;
    if (!ENT__RESERVE(keys->text_values, keys->text_capacity, keys->texts.count + 1) ||
        ent__strings_intern(&number, &keys->texts, text, length, NULL) != ENT_OK) {
        return false;
    }
    keys->text_values[number] = value;
    return true;
}

void ent__keys_free(ent__keys *keys) {
    free(keys->memory);
    ent__strings_free(&keys->texts);
    free(keys->text_values);
    memset(keys, 0, sizeof *keys);
}
