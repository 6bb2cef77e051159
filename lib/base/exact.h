/*
 * Sums of strengths that depend neither on the order of the numbers nor on how they are grouped. Private.
 *
 * Numbers are taken as whole multiples of 2^-59, added in 128 bits, and the sum is rounded to a double once. All numbers of at
 * least 2^-7 and below 16 are such multiples, and so are most others that people write: tones, confidences, their products.
 * A sum with a number that is none is what adding doubles in the order given makes it. O(1) a number; sums hold 2^65 of them.
 */
#ifndef ENT_EXACT_H
#define ENT_EXACT_H

#include <stdbool.h>
#include <stdint.h>

__extension__ typedef unsigned __int128 ent__wide;

/* The units of a number of at least 0; false if it has none: it is too large, or too fine. */
static inline bool ent__units(int64_t *units, double number) {
    double scaled = number * 0x1p59;
    if (!(scaled < 0x1p63)) {
        return false;
    }
    *units = (int64_t)scaled;
    return (double)*units == scaled;
}

/* The double that is nearest to so many units. */
static inline double ent__units_value(ent__wide units) {
    if (units >> 96 ==
        0) { /* the usual case: two parts that are doubles, whose sum is rounded once; far cheaper to convert */
        const uint64_t below = ((uint64_t)1 << 43) - 1;
        double high = (double)(int64_t)(units >> 43), low = (double)(int64_t)((uint64_t)units & below);
        return (high * 0x1p43 + low) * 0x1p-59;
    }
    return (double)units * 0x1p-59;
}

/* Starts as zeros. */
typedef struct ent__exact {
    ent__wide units;
    double ordered;
    bool is_ordered; /* a number had no units */
} ent__exact;

static inline void ent__exact_add(ent__exact *sum, double number) {
    int64_t units;
    sum->ordered += number;
    if (ent__units(&units, number)) {
        sum->units += (uint64_t)units;
    } else {
        sum->is_ordered = true;
    }
}

static inline double ent__exact_value(const ent__exact *sum) {
    return sum->is_ordered ? sum->ordered : ent__units_value(sum->units);
}

#endif
