/*
 * Stable passes over digits of 11 bits, the lowest first; digits that all keys share are skipped.
 */
#include "radix.h"

#include <stdlib.h>

#define DIGIT_BITS 11
#define DIGITS (1u << DIGIT_BITS)

static void pass(ent__keyed *to, const ent__keyed *from, size_t count, unsigned shift) {
    size_t places[DIGITS + 1] = {0};
    for (size_t i = 0; i < count; i++) {
        places[(from[i].key >> shift) % DIGITS + 1]++;
    }
    for (size_t digit = 0; digit < DIGITS; digit++) {
        places[digit + 1] += places[digit];
    }
    for (size_t i = 0; i < count; i++) {
        to[places[(from[i].key >> shift) % DIGITS]++] = from[i];
    }
}

ent_status ent__sort_keyed(ent__keyed **items, size_t count, ent_error *error) {
    uint64_t varying = 0;
    for (size_t i = 1; i < count; i++) {
        varying |= (*items)[i].key ^ (*items)[0].key;
    }
    ent__keyed *spare = ent__calloc(varying ? count : 0, sizeof *spare);
    if (!spare) {
        return ent__fail_memory(error);
    }
    for (unsigned shift = 0; shift < 64 && varying >> shift; shift += DIGIT_BITS) {
        if ((varying >> shift) % DIGITS) {
            pass(spare, *items, count, shift);
            ent__keyed *sorted = spare;
            spare = *items;
            *items = sorted;
        }
    }
    free(spare);
    return ENT_OK;
}
