/*
 * A table a thread: short texts as whole words, each with a number. Most rows name actors and publishers that the thread has
 * met before; for those, one look without a branch for each byte must do. Private to io/.
 */
#ifndef ENT_EVENT_KEYS_H
#define ENT_EVENT_KEYS_H

#include "../base/text.h"
#include "event_scan.h"
#include <string.h>

/* 48 bytes of text, zeros behind it: one text of up to 48 bytes, or one of up to 16 and one of up to 32. */
typedef struct ent__key {
    uint64_t words[6];
} ent__key;

/* What ent__keys_get() gives for a key that is not there. */
#define ENT__UNSEEN (ENT_NONE - 2)

/* Zero-initialise; free with ent__keys_free(). */
typedef struct ent__keys {
    struct ent__key_slot {
        ent__key key;
        uint32_t value; /* ENT__UNSEEN: the slot is empty */
        uint32_t unused[3]; /* a slot is a cache line: */
    } * slots; /* within `memory`, where a line begins */
    void *memory;
    size_t slot_count, used;
    ent__strings texts; /* texts too long for a key, and the values of their numbers */
    uint32_t *text_values;
    size_t text_capacity;
} ent__keys;

static inline uint64_t ent__load8(const char *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* Puts a text of at most 8 * count bytes (count at most 6) into words of a key; reads 8 * count bytes. */
static inline void ent__key_put(uint64_t *words, size_t count, const char *text, size_t length) {
    /* `length` bytes of ones and then zeros lie at ones_and_zeros + 48 - length. */
    static const char ones_and_zeros[96] = "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
                                           "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
                                           "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff";
    const char *mask = ones_and_zeros + 48 - length;
    for (size_t i = 0; i < count; i++) {
        words[i] = ent__load8(text + 8 * i) & ent__load8(mask + 8 * i);
    }
}

static inline size_t ent__key_hash(const ent__key *key) {
    uint64_t hash = key->words[0] * 0x9E3779B97F4A7C15u + key->words[1] * 0xBF58476D1CE4E5B9u +
                    key->words[2] * 0x94D049BB133111EBu + key->words[3] * 0xD6E8FEB86659FD93u +
                    key->words[4] * 0xA0761D6478BD642Fu + key->words[5] * 0xE7037ED1A0B428DBu;
    return (size_t)(hash ^ hash >> 32);
}

static inline bool ent__key_equal(const ent__key *a, const ent__key *b) {
    uint64_t different = 0;
    for (int i = 0; i < 6; i++) {
        different |= a->words[i] ^ b->words[i];
    }
    return different == 0;
}

/* Sends for the slot of a hash, which comes into the cache while other columns are read: of a few thousand keys most lie
 * no nearer than a third of the time that a row takes. */
static inline void ent__keys_fetch(const ent__keys *keys, size_t hash) {
#if defined(__GNUC__)
    if (keys->slot_count) {
        __builtin_prefetch(&keys->slots[hash & (keys->slot_count - 1)]);
    }
#else
    (void)keys, (void)hash;
#endif
}

/* The value of a key with its hash, or ENT__UNSEEN. */
static inline uint32_t ent__keys_get(const ent__keys *keys, const ent__key *key, size_t hash) {
    if (keys->slot_count == 0) {
        return ENT__UNSEEN;
    }
    size_t mask = keys->slot_count - 1;
    for (size_t at = hash & mask;; at = (at + 1) & mask) {
        const struct ent__key_slot *slot = &keys->slots[at];
        if (slot->value == ENT__UNSEEN || ent__key_equal(&slot->key, key)) {
            return slot->value;
        }
    }
}

/* Adds a key that is not there; false on exhaustion. */
bool ent__keys_put(ent__keys *keys, const ent__key *key, uint32_t value);
/* The same for texts of any length. */
uint32_t ent__keys_get_text(const ent__keys *keys, const char *text, size_t length);
bool ent__keys_put_text(ent__keys *keys, const char *text, size_t length, uint32_t value);
void ent__keys_free(ent__keys *keys);

#endif
