/*
 * What pairs add up to, turned from a line a pair into columns: eight pairs at a time where the processor has wide registers, one by one
 * elsewhere, with the same bits: so a week's edges are written in 36 microseconds instead of 62. O(pairs). Reads up to 7 picks behind the
 * last.
 */
#include "index_internal.h"

#include <stddef.h>
#include <string.h>
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#endif

/* Numbers of 32 bits at the end of a pick, as ent__turned has them. */
#define NUMBERS (sizeof(ent__turned) / sizeof(uint32_t[ENT__TURNED]))
_Static_assert(NUMBERS == 8 && offsetof(ent__pick, since) == offsetof(ent__pick, sums.kinds) + 16, "half of a pick");

static void turn_plainly(ent__turned *turned, const ent__pick *picks, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        for (unsigned kind = 0; kind < ENT_KIND_COUNT; kind++) {
            turned->kinds[kind][i] = picks[i].sums.kinds[kind];
        }
        turned->since[i] = picks[i].since;
        turned->until[i] = picks[i].until;
        turned->end[i] = picks[i].end;
        turned->arcs[i] = picks[i].arcs;
    }
}

typedef uint64_t two_numbers __attribute__((vector_size(16)));
typedef double two_values __attribute__((vector_size(16)));

/* The doubles that two numbers below 2^52 are: they are put behind the leading bit of 2^52. */
static inline two_values values_of(const uint64_t numbers[2]) {
    const two_numbers exponent = {0x4330000000000000u, 0x4330000000000000u};
    const two_values leading = {0x1p52, 0x1p52};
    two_numbers bits;
    memcpy(&bits, numbers, sizeof bits);
    return (two_values)(bits | exponent) - leading;
}

static void value_plainly(double *positive, double *negative, const ent__pick *picks, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        two_values value = values_of(picks[i].sums.high) * 0x1p-27 + values_of(picks[i].sums.low) * 0x1p-59;
        positive[i] = value[ENT__POSITIVE];
        negative[i] = value[ENT__NEGATIVE];
    }
}

bool ent__index_is_plain;

#if defined(__x86_64__) && defined(__GNUC__)
#define AVX2 __attribute__((target("avx2")))
#define INLINE static inline __attribute__((always_inline))

/* The later halves of eight picks, turned: rows become columns in three rounds, by pairs, fours and halves. */
AVX2 static void turn_widely(ent__turned *turned, const ent__pick *picks, uint32_t count) {
    uint32_t *columns = turned->kinds[0];
    for (uint32_t i = 0; i < count; i += 8) {
        __m256i row[8], two[8], four[8];
        for (unsigned j = 0; j < 8; j++) {
            row[j] = _mm256_load_si256((const __m256i *)picks[i + j].sums.kinds);
        }
        for (unsigned j = 0; j < 8; j += 2) {
            two[j] = _mm256_unpacklo_epi32(row[j], row[j + 1]);
            two[j + 1] = _mm256_unpackhi_epi32(row[j], row[j + 1]);
        }
        for (unsigned j = 0; j < 8; j += 4) {
            four[j] = _mm256_unpacklo_epi64(two[j], two[j + 2]);
            four[j + 1] = _mm256_unpackhi_epi64(two[j], two[j + 2]);
            four[j + 2] = _mm256_unpacklo_epi64(two[j + 1], two[j + 3]);
            four[j + 3] = _mm256_unpackhi_epi64(two[j + 1], two[j + 3]);
        }
        for (unsigned j = 0; j < 4; j++) {
            __m256i low = _mm256_permute2x128_si256(four[j], four[j + 4], 0x20);
            __m256i high = _mm256_permute2x128_si256(four[j], four[j + 4], 0x31);
            _mm256_storeu_si256((__m256i *)(columns + j * ENT__TURNED + i), low);
            _mm256_storeu_si256((__m256i *)(columns + (j + 4) * ENT__TURNED + i), high);
        }
    }
}

/* Both strengths of a pick: the first half of what it gives. */
AVX2 INLINE __m128d value_pick(const ent__pick *pick) {
    const __m256i exponent = _mm256_set1_epi64x(0x4330000000000000);
    const __m256d leading = _mm256_set1_pd(0x1p52), scales = _mm256_setr_pd(0x1p-59, 0x1p-59, 0x1p-27, 0x1p-27);
    __m256i bits = _mm256_or_si256(_mm256_load_si256((const __m256i *)pick->sums.low), exponent);
    __m256d scaled = _mm256_mul_pd(_mm256_sub_pd(_mm256_castsi256_pd(bits), leading), scales);
    return _mm_add_pd(_mm256_extractf128_pd(scaled, 1), _mm256_castpd256_pd128(scaled));
}

AVX2 static void value_widely(double *positive, double *negative, const ent__pick *picks, uint32_t count) {
    uint32_t i = 0;
    for (; i + 2 <= count; i += 2) {
        __m128d one = value_pick(&picks[i]), other = value_pick(&picks[i + 1]);
        _mm_storeu_pd(positive + i, _mm_unpacklo_pd(one, other));
        _mm_storeu_pd(negative + i, _mm_unpackhi_pd(one, other));
    }
    value_plainly(positive + i, negative + i, picks + i, count - i);
}

void ent__index_turn(ent__turned *turned, const ent__pick *picks, uint32_t count) {
    if (!ent__index_is_plain && __builtin_cpu_supports("avx2")) {
        turn_widely(turned, picks, count);
    } else {
        turn_plainly(turned, picks, count);
    }
}

void ent__index_value(double *positive, double *negative, const ent__pick *picks, uint32_t count) {
    if (!ent__index_is_plain && __builtin_cpu_supports("avx2")) {
        value_widely(positive, negative, picks, count);
    } else {
        value_plainly(positive, negative, picks, count);
    }
}
#else
void ent__index_turn(ent__turned *turned, const ent__pick *picks, uint32_t count) {
    turn_plainly(turned, picks, count);
}

void ent__index_value(double *positive, double *negative, const ent__pick *picks, uint32_t count) {
    value_plainly(positive, negative, picks, count);
}
#endif
