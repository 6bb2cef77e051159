/*
 * Separators and line ends by wide compares: 64 bytes become a mask of bits, the bits become positions. One body of code
 * compiled for AVX-512, AVX2, SSE2 and plain C; which of them runs is the processor's choice at run time.
 *
 * About 0.1 ns a byte with AVX2, of which writing the positions is most. Reads up to 63 bytes behind the text, never
 * looks at what they are.
 */
#include "event_scan.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define X86 1
#endif

ent_status ent__scan_reserve(ent__scan *scan, size_t length, ent_error *error) {
    scan->mark_count = scan->end_count = scan->odd_count = 0;
    if (length <= scan->room) {
        return ENT_OK;
    }
    /* Every byte may be a mark; positions are written in groups that may run 64 over the end. One piece of memory that is
     * not zeroed: of what there must be room for most is never touched. */
    size_t marks = length + 64, ends = length + 64, odd = length / 64 + 1;
    if (!ENT__RESERVE(scan->marks, scan->capacity, marks + ends + odd)) {
        return ent__fail_memory(error);
    }
    scan->ends = scan->marks + marks;
    scan->odd = scan->ends + ends;
    scan->room = length;
    return ENT_OK;
}

void ent__scan_free(ent__scan *scan) {
    free(scan->marks);
    memset(scan, 0, sizeof *scan);
}

/* What 64 bytes hold, a bit a byte; `odd` only says whether there is any. */
typedef struct piece {
    uint64_t marks, newlines, odd;
} piece;

#define INLINE static inline __attribute__((always_inline))

/* Writes the positions of the bits, past the last one too: eight at once without a branch for each. */
INLINE void put_positions(uint32_t *out, uint32_t base, uint64_t bits) {
    const uint32_t *end = out + __builtin_popcountll(bits);
    do {
        for (int i = 0; i < 8; i++) {
            out[i] = base + (uint32_t)__builtin_ctzll(bits | (uint64_t)1 << 63);
            bits &= bits - 1;
        }
        out += 8;
    } while (out < end);
}

/* Counts a piece in, whose marks are yet to be written at the place returned. */
INLINE uint32_t *count_piece(ent__scan *scan, uint32_t base, piece found) {
    uint32_t *marks = scan->marks + scan->mark_count;
    for (uint64_t newlines = found.newlines; newlines; newlines &= newlines - 1) {
        uint64_t before = found.marks & ((newlines & -newlines) - 1);
        scan->ends[scan->end_count++] = (uint32_t)(scan->mark_count + (unsigned)__builtin_popcountll(before));
    }
    scan->mark_count += (unsigned)__builtin_popcountll(found.marks);
    scan->odd[scan->odd_count] = base;
    scan->odd_count += found.odd != 0;
    return marks;
}

/* The body of a scanner; LOOK takes 64 bytes apart, PUT writes positions. */
#define SCAN(LOOK, PUT)                                                                                                \
    ent__scan found = *scan;                                                                                           \
    for (size_t i = 0; i < length; i += 64) {                                                                          \
        piece at = LOOK(bytes + i, separator, newline);                                                                \
        if (length - i < 64) {                                                                                         \
            uint64_t inside = ((uint64_t)1 << (length - i)) - 1;                                                       \
            at.marks &= inside, at.newlines &= inside, at.odd &= inside;                                               \
        }                                                                                                              \
        PUT(count_piece(&found, (uint32_t)i, at), (uint32_t)i, at.marks);                                              \
    }                                                                                                                  \
    *scan = found

INLINE piece look_plain(const char *bytes, char separator, char newline) {
    piece found = {0, 0, 0};
    for (unsigned i = 0; i < 64; i++) {
        uint64_t is_newline = bytes[i] == newline, is_odd = (unsigned char)bytes[i] - 1u > 126u;
        found.newlines |= is_newline << i;
        found.marks |= (is_newline | (uint64_t)(bytes[i] == separator)) << i;
        found.odd |= is_odd << i;
    }
    return found;
}

static void scan_plain(ent__scan *scan, const char *bytes, size_t length, char separator, char newline) {
    SCAN(look_plain, put_positions);
}

#ifdef X86
INLINE piece look_sse2(const char *bytes, char separator, char newline) {
    piece found = {0, 0, 0};
    for (unsigned i = 0; i < 64; i += 16) {
        __m128i text = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
        __m128i newlines = _mm_cmpeq_epi8(text, _mm_set1_epi8(newline));
        __m128i marks = _mm_or_si128(newlines, _mm_cmpeq_epi8(text, _mm_set1_epi8(separator)));
        __m128i odd = _mm_or_si128(text, _mm_cmpeq_epi8(text, _mm_setzero_si128()));
        found.newlines |= (uint64_t)(unsigned)_mm_movemask_epi8(newlines) << i;
        found.marks |= (uint64_t)(unsigned)_mm_movemask_epi8(marks) << i;
        found.odd |= (uint64_t)(unsigned)_mm_movemask_epi8(odd) << i;
    }
    return found;
}

static void scan_sse2(ent__scan *scan, const char *bytes, size_t length, char separator, char newline) {
    SCAN(look_sse2, put_positions);
}

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

AVX2 INLINE piece look_avx2(const char *bytes, char separator, char newline) {
    piece found = {0, 0, 0};
    for (unsigned i = 0; i < 64; i += 32) {
        __m256i text = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + i));
        __m256i newlines = _mm256_cmpeq_epi8(text, _mm256_set1_epi8(newline));
        __m256i marks = _mm256_or_si256(newlines, _mm256_cmpeq_epi8(text, _mm256_set1_epi8(separator)));
        __m256i odd = _mm256_or_si256(text, _mm256_cmpeq_epi8(text, _mm256_setzero_si256()));
        found.newlines |= (uint64_t)(uint32_t)_mm256_movemask_epi8(newlines) << i;
        found.marks |= (uint64_t)(uint32_t)_mm256_movemask_epi8(marks) << i;
        found.odd |= (uint64_t)(uint32_t)_mm256_movemask_epi8(odd) << i;
    }
    return found;
}

AVX2 static void scan_avx2(ent__scan *scan, const char *bytes, size_t length, char separator, char newline) {
    SCAN(look_avx2, put_positions);
}

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,popcnt")))

AVX512 INLINE piece look_avx512(const char *bytes, char separator, char newline) {
    __m512i text = _mm512_loadu_si512(bytes);
    uint64_t newlines = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8(newline));
    uint64_t separators = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8(separator));
    uint64_t odd = _mm512_movepi8_mask(text) | _mm512_testn_epi8_mask(text, text);
    return (piece){newlines | separators, newlines, odd};
}

/* The numbers 0 to 63, those of the bits pressed together, sixteen at once made wide. */
AVX512 INLINE void put_avx512(uint32_t *out, uint32_t base, uint64_t bits) {
    static const uint8_t numbers[64] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                                        16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
                                        32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
                                        48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    __m512i pressed = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(numbers));
    __m512i start = _mm512_set1_epi32((int)base);
    int count = __builtin_popcountll(bits);
    _mm512_storeu_si512(out, _mm512_add_epi32(start, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(pressed))));
    if (count > 16) {
        uint8_t rest[64];
        _mm512_storeu_si512(rest, pressed);
        for (int i = 16; i < count; i += 16) {
            __m512i wide = _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)(const void *)(rest + i)));
            _mm512_storeu_si512(out + i, _mm512_add_epi32(start, wide));
        }
    }
}

AVX512 static void scan_avx512(ent__scan *scan, const char *bytes, size_t length, char separator, char newline) {
    SCAN(look_avx512, put_avx512);
}
#endif

size_t ent__scanners(ent__scanner *scanners[ENT__SCANNERS], const char *names[ENT__SCANNERS]) {
    const char *unwanted[ENT__SCANNERS];
    names = names ? names : unwanted;
    size_t count = 0;
#ifdef X86
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt")) {
        scanners[count] = scan_avx512;
        names[count++] = "avx512";
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt")) {
        scanners[count] = scan_avx2;
        names[count++] = "avx2";
    }
    scanners[count] = scan_sse2; /* every x86-64 has it */
    names[count++] = "sse2";
#endif
    scanners[count] = scan_plain;
    names[count++] = "plain";
    return count;
}
