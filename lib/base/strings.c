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

/* FNV-1a with a final mix: names are short, and the table's size is a power of two. */
static uint64_t hash(const char *text, size_t length) {
    uint64_t h = 0xCBF29CE484222325u;
    for (size_t i = 0; i < length; i++) {
        h = (h ^ (unsigned char)text[i]) * 0x100000001B3u;
    }
    return h ^ (h >> 29);
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

static bool is_text(const ent__strings *strings, uint32_t number, const char *text, size_t length) {
    const char *stored = strings->texts[number];
    return strncmp(stored, text, length) == 0 && stored[length] == '\0';
}

/* The slot that holds the text, or the empty one where it belongs. slot_count must not be 0. */
static size_t slot_of(const ent__strings *strings, const char *text, size_t length) {
    size_t mask = strings->slot_count - 1;
    size_t slot = (size_t)hash(text, length) & mask;
    while (strings->slots[slot] && !is_text(strings, strings->slots[slot] - 1, text, length)) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

/* Doubles the hash table; false on exhaustion, with all as it was. */
static bool grow(ent__strings *strings) {
    size_t count = strings->slot_count ? strings->slot_count * 2 : 16;
    uint32_t *slots = count > strings->slot_count ? ent__calloc(count, sizeof *slots) : NULL;
    if (!slots) {
        return false;
    }
    uint32_t *old = strings->slots;
    strings->slots = slots;
    strings->slot_count = count;
    for (uint32_t number = 0; number < strings->count; number++) {
        const char *text = strings->texts[number];
        slots[slot_of(strings, text, strlen(text))] = number + 1;
    }
    free(old);
    return true;
}

ent_status ent__strings_intern(uint32_t *number, ent__strings *strings, const char *text, size_t length,
                               ent_error *error) {
    *number = ent__strings_find(strings, text, length);
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
    strings->slots[slot_of(strings, text, length)] = *number + 1;
    strings->count++;
    return ENT_OK;
}

uint32_t ent__strings_find(const ent__strings *strings, const char *text, size_t length) {
    if (!strings->slot_count) {
        return ENT_NONE;
    }
    uint32_t found = strings->slots[slot_of(strings, text, length)];
    return found ? found - 1 : ENT_NONE;
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
