/*
 * Eight sources at once: a row of eight doubles a vertex, one lane a source. Private.
 *
 * A lane never meets another, so that what instructions the rows are added with, and how many rows are in a register, cannot
 * change a result. Kernels are written once, as functions that are always inlined, and wrapped by ENT__LANES_WRAP into one
 * function for each instruction set; the machine's is chosen at run time. Elsewhere the compiler's plain code is used.
 */
#ifndef ENT_LANES_H
#define ENT_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ENT__LANES 8

typedef double ent__row __attribute__((vector_size(64)));
typedef double ent__half_row __attribute__((vector_size(32), may_alias)); /* its first or last four lanes, in place */
typedef int64_t ent__row_mask __attribute__((vector_size(64))); /* lanes all ones or all zeros */
typedef int64_t ent__half_mask __attribute__((vector_size(32)));
typedef int64_t ent__quarter_mask __attribute__((vector_size(16)));

#define ENT__ALWAYS_INLINE static inline __attribute__((always_inline))

/* All ones in the lanes that are above 0, zeros in those that are 0; none is below. Nothing is compared: compilers compare lanes one
 * by one where a register holds no whole row, which made AVX2 slower than plain code. */
ENT__ALWAYS_INLINE void ent__mask_of_positive(ent__row_mask *mask, const ent__row_mask *lanes) {
    typedef uint64_t ent__row_bits __attribute__((vector_size(64)));
    const ent__row_bits zero = {0};
    *mask = (ent__row_mask)(zero - ((zero - (ent__row_bits)*lanes) >> 63));
}

/* The lanes of eight bits, as a mask. */
ENT__ALWAYS_INLINE void ent__mask_of_bits(ent__row_mask *mask, unsigned bits) {
    const ent__row_mask lane_bits = {1, 2, 4, 8, 16, 32, 64, 128};
    ent__row_mask lanes = (int64_t)bits & lane_bits;
    ent__mask_of_positive(mask, &lanes);
}

/* Keeps the lanes of a mask, zeroes the others. */
ENT__ALWAYS_INLINE void ent__row_keep(ent__row *row, const ent__row_mask *mask) {
    *row = (ent__row)((ent__row_mask)*row & *mask);
}

/* All lanes of a mask in one number. */
ENT__ALWAYS_INLINE int64_t ent__lanes_or(const ent__row_mask *mask) {
    const ent__half_mask low = __builtin_shufflevector(*mask, *mask, 0, 1, 2, 3);
    const ent__half_mask high = __builtin_shufflevector(*mask, *mask, 4, 5, 6, 7);
    const ent__half_mask both = low | high;
    const ent__quarter_mask left =
        __builtin_shufflevector(both, both, 0, 1) | __builtin_shufflevector(both, both, 2, 3);
    return left[0] | left[1];
}

/* Whether some lane is set. */
ENT__ALWAYS_INLINE bool ent__any_lane(const ent__row_mask *mask) {
    return ent__lanes_or(mask) != 0;
}

/* The lanes above 0, as bits; none is below. */
ENT__ALWAYS_INLINE unsigned ent__row_positive(const ent__row *row) {
    const ent__row_mask lane_bits = {1, 2, 4, 8, 16, 32, 64, 128};
    ent__row_mask set = (ent__row_mask)*row;
    ent__mask_of_positive(&set, &set);
    set &= lane_bits;
    return (unsigned)ent__lanes_or(&set);
}

/* The sum of the lanes, always in the same order. */
ENT__ALWAYS_INLINE double ent__row_sum(const ent__row *row) {
    const ent__row r = *row;
    return ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
}

/* Defines `name` (parameters) as the kernel `body`, in the best instructions of the machine. */
#if defined(__x86_64__) && defined(__GNUC__)
#define ENT__LANES_WRAP(name, body, parameters, arguments)                                                             \
    __attribute__((target("avx512f"))) static void name##_avx512 parameters {                                          \
        body arguments;                                                                                                \
    }                                                                                                                  \
    __attribute__((target("avx2"))) static void name##_avx2 parameters {                                               \
        body arguments;                                                                                                \
    }                                                                                                                  \
    static void name##_plain parameters {                                                                              \
        body arguments;                                                                                                \
    }                                                                                                                  \
    static void name parameters {                                                                                      \
        switch (ent__instructions()) {                                                                                 \
        case ENT__AVX512:                                                                                              \
            name##_avx512 arguments;                                                                                   \
            break;                                                                                                     \
        case ENT__AVX2:                                                                                                \
            name##_avx2 arguments;                                                                                     \
            break;                                                                                                     \
        default:                                                                                                       \
            name##_plain arguments;                                                                                    \
        }                                                                                                              \
    }
#else
#define ENT__LANES_WRAP(name, body, parameters, arguments)                                                             \
    static void name parameters {                                                                                      \
        body arguments;                                                                                                \
    }
#endif

/* How many batches of eight of n sources are one item of work: so many that adding up the items' vectors of n numbers each is
 * nothing beside, also where a batch reaches little of the network; and that there are always items for many threads. */
static inline size_t ent__batches_an_item(size_t n) {
    size_t batches = (n + ENT__LANES - 1) / ENT__LANES, items = 128, least = 4;
    size_t shared = (batches + items - 1) / items;
    return shared > least ? shared : least;
}

/* The best that the machine has, and no better than the most allowed, which only a test ever lowers. */
typedef enum ent__instruction_set { ENT__PLAIN = 0, ENT__AVX2 = 1, ENT__AVX512 = 2 } ent__instruction_set;
ent__instruction_set ent__instructions(void);
extern ent__instruction_set ent__instructions_most;

#endif
