/*
 * Interned strings: each text once, named by a number from 0 in order of arrival. Bytes lie in chunks that never move,
 * the hash table holds numbers (open addressing, at most 70 % full). O(length) expected for every call.
 */
#include "text.h"

#include <stdlib.h>
#include <string.h>

#define SMALLEST_CHUNK 256u
#define LARGEST_CHUNK 1048576u

struct ent__chunk {
    struct ent__chunk *next;
    size_t used, size;
    char bytes[];
};

/* A part of the hash stands beside the number: most texts that are not the one sought are told so without a look at them,
 * and growing looks at none. */
struct ent__string_slot {
    uint32_t number; /* + 1; 0: the slot is empty */
    uint32_t hash;
};

/* Eight bytes a multiplication, each followed by a fold of the high half, which depends on all bytes, onto the low one. */
static uint32_t hash(const char *text, size_t length) {
    uint64_t h = length * 0x9E3779B97F4A7C15u, word;
    for (; length >= sizeof word; text += sizeof word, length -= sizeof word) {
        memcpy(&word, text, sizeof word);
        h = (h ^ word) * 0xBF58476D1CE4E5B9u;
        h ^= h >> 32;
    }
    word = 0;
    memcpy(&word, text, length);
    h = (h ^ word) * 0x94D049BB133111EBu;
    return (uint32_t)(h ^ h >> 32);
}

/* Room for `length` bytes in the newest chunk, or in a new one twice as large as all before together. */
static char *take(ent__strings *strings, size_t length) {
    struct ent__chunk *chunk = strings->chunks;
    if (!chunk || chunk->size - chunk->used < length) {
        size_t size = strings->chunk_bytes < SMALLEST_CHUNK ? SMALLEST_CHUNK : strings->chunk_bytes;
        size = size > LARGEST_CHUNK ? LARGEST_CHUNK : size;
        size = size < length ? length : size;
        chunk = size > SIZE_MAX - sizeof *chunk ? NULL : malloc(sizeof *chunk + size);
        if (!chunk) {
            return NULL;
        }
        *chunk = (struct ent__chunk){strings->chunks, 0, size};
        strings->chunks = chunk;
        strings->chunk_bytes += size;
    }
    char *bytes = chunk->bytes + chunk->used;
    chunk->used += length;
    return bytes;
}

/* Texts hold no NUL, so a stored one ends where its NUL is. */
static bool is_text(const ent__strings *strings, uint32_t number, const char *text, size_t length) {
    const char *stored = strings->texts[number];
    return strncmp(stored, text, length) == 0 && stored[length] == '\0';
}

/* The slot that holds the text of a hash, or the empty one where it belongs. slot_count must not be 0. */
static size_t slot_of(const ent__strings *strings, const char *text, size_t length, uint32_t hashed) {
    size_t mask = strings->slot_count - 1;
    for (size_t at = hashed & mask;; at = (at + 1) & mask) {
        const struct ent__string_slot *slot = &strings->slots[at];
        if (slot->number == 0 || (slot->hash == hashed && is_text(strings, slot->number - 1, text, length))) {
            return at;
        }
    }
}

static uint32_t find(const ent__strings *strings, const char *text, size_t length, uint32_t hashed) {
    if (!strings->slot_count) {
        return ENT_NONE;
    }
    uint32_t found = strings->slots[slot_of(strings, text, length, hashed)].number;
    return found ? found - 1 : ENT_NONE;
}

/* Doubles the hash table; false on exhaustion, with all as it was. */
static bool grow(ent__strings *strings) {
    size_t count = strings->slot_count ? strings->slot_count * 2 : 16, mask = count - 1;
    struct ent__string_slot *slots = count > strings->slot_count ? ent__calloc(count, sizeof *slots) : NULL;
    if (!slots) {
        return false;
    }
    for (size_t i = 0; i < strings->slot_count; i++) {
        size_t at = strings->slots[i].hash & mask;
        while (strings->slots[i].number && slots[at].number) {
            at = (at + 1) & mask;
        }
        if (strings->slots[i].number) {
            slots[at] = strings->slots[i];
        }
    }
    free(strings->slots);
    strings->slots = slots;
    strings->slot_count = count;
    return true;
}

/* Everything that can fail comes before the text is counted in. */
ent_status ent__strings_intern(uint32_t *number, ent__strings *strings, const char *text, size_t length,
                               ent_error *error) {
    uint32_t hashed = hash(text, length);
    *number = find(strings, text, length, hashed);
    if (*number != ENT_NONE) {
        return ENT_OK;
    }
    if (strings->count >= ENT_NONE - 1) {
        return ent__fail(error, ENT_ELIMIT, "more than %u different texts", ENT_NONE - 1);
    }
    if (((strings->count + 1) * 10 > strings->slot_count * 7 && !grow(strings)) ||
        !ENT__RESERVE(strings->texts, strings->capacity, strings->count + 1)) {
        return ent__fail_memory(error);
    }
    char *stored = take(strings, length + 1);
    if (!stored) {
        return ent__fail_memory(error);
    }
    memcpy(stored, text, length);
    stored[length] = '\0';
    strings->texts[strings->count] = stored;
    *number = (uint32_t)strings->count;
    strings->slots[slot_of(strings, text, length, hashed)] = (struct ent__string_slot){*number + 1, hashed};
    strings->count++;
    return ENT_OK;
}

uint32_t ent__strings_find(const ent__strings *strings, const char *text, size_t length) {
    return find(strings, text, length, hash(text, length));
}

const char *ent__strings_get(const ent__strings *strings, uint32_t number) {
    return number == ENT_NONE ? NULL : strings->texts[number];
}

size_t ent__strings_memory(const ent__strings *strings) {
    return strings->chunk_bytes + strings->capacity * sizeof *strings->texts +
           strings->slot_count * sizeof *strings->slots;
}

void ent__strings_free(ent__strings *strings) {
    while (strings->chunks) {
        struct ent__chunk *next = strings->chunks->next;
        free(strings->chunks);
        strings->chunks = next;
    }
    free(strings->texts);
    free(strings->slots);
    memset(strings, 0, sizeof *strings);
}
