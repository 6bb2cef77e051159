/*
 * What the arcs of marked pairs add up to in a window. Sums of a batch are few enough to stay in a processor's second cache, while the
 * arcs go by day after day. Integers are exact: what a row has too much is removed, and leaves nothing behind.
 */
#include "index_internal.h"

#include <string.h>
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#endif

#define INLINE static inline __attribute__((always_inline))

/* Where added or removed arcs lie: before the rows, behind them, or where there are none. */
typedef enum side { BEFORE, BEHIND, ALONE } side;

typedef struct adding {
    ent__sheet *sheet;
    const ent_index *index;
    const ent__plan *plan;
    const uint64_t *words;
    const ent__batch *batch;
} adding;

/* What a pair has between the two rows of the plan. */
static ent__pick difference(const adding *all, uint32_t pair) {
    const ent__pick *rows = all->index->rows + pair;
    const ent__pick *before = rows + (size_t)all->plan->rows[0] * all->index->dyad_count;
    ent__pick pick = rows[(size_t)all->plan->rows[1] * all->index->dyad_count];
    bool is_any = before->end != pick.end;
    ent__sums_remove(&pick.sums, &before->sums);
    pick.since = is_any ? before->since : 0;
    pick.until = is_any ? pick.until : 0;
    pick.arcs = pick.end - before->end;
    return pick;
}

/* Numbers the marked pairs, and begins with what lies between the rows, or with nothing. */
static void begin(const adding *all) {
    const ent__batch *batch = all->batch;
    uint32_t place = 0;
    for (uint32_t word = batch->first / 64; word < (batch->end + 63) / 64; word++) {
        for (uint64_t left = all->words[word]; left; left &= left - 1) {
            uint32_t pair = word * 64 + (uint32_t)__builtin_ctzll(left);
            all->sheet->places[pair - batch->first] = place;
            all->sheet->pairs[place] = pair;
            __builtin_prefetch(&all->index->ends[pair]); /* for its edge */
            if (all->plan->has_rows) {
                all->sheet->picks[place] = difference(all, pair);
            }
            place++;
        }
    }
    if (!all->plan->has_rows) {
        memset(all->sheet->picks, 0, place * sizeof *all->sheet->picks);
    }
}

/* Adds an arc to what a pair has; days and end unless what is there lies further out. */
INLINE void add_arc(ent__pick *pick, const ent__pick *added, const uint32_t days[3], uint32_t more) {
    ent__sums_add(&pick->sums, &added->sums);
    pick->since = pick->since > days[0] ? pick->since : days[0];
    pick->until = pick->until > days[1] ? pick->until : days[1];
    pick->end = (pick->end > days[2] ? pick->end : days[2]) + more;
    pick->arcs++;
}

/* Adds the arcs of some dates by ADD_ARC. */
#define ADD_DATES(ADD_ARC)                                                                                             \
    const ent_index *index = all->index;                                                                               \
    const uint32_t *places = all->sheet->places, *pairs = index->by_day_dyads, *amounts = index->by_day_amounts;       \
    const uint32_t *ends = index->by_day_ends, first = all->batch->first;                                              \
    const ent__pick *added = index->added;                                                                             \
    ent__pick *picks = all->sheet->picks;                                                                              \
    for (uint32_t date = dates.first; date < dates.end; date++) {                                                      \
        const uint32_t *starts = index->starts + (size_t)date * index->range_count;                                    \
        uint32_t days[] = {ent__since_of(index->dates[date]), ent__until_of(index->dates[date]), 0, 0};                \
        size_t end = starts[all->batch->ranges[1]];                                                                    \
        for (size_t i = starts[all->batch->ranges[0]]; i < end; i++) {                                                 \
            days[2] = where == ALONE ? ends[i] : 0;                                                                    \
            ADD_ARC(&picks[places[pairs[i] - first]], &added[amounts[i]], days, where == BEHIND);                      \
        }                                                                                                              \
    }

INLINE void add_dates(const adding *all, ent__dates dates, side where) {
    ADD_DATES(add_arc)
}

static void add_plainly(const adding *all) {
    if (all->plan->has_rows) {
        add_dates(all, all->plan->added[0], BEFORE);
        add_dates(all, all->plan->added[1], BEHIND);
    } else {
        add_dates(all, all->plan->added[0], ALONE);
    }
}

bool ent__index_is_plain;

#if defined(__x86_64__) && defined(__GNUC__)
#define AVX2 __attribute__((target("avx2")))

/* The same in wide registers: half the instructions, and a third less time for the whole answer. */
AVX2 INLINE void add_arc_avx2(ent__pick *pick, const ent__pick *added, const uint32_t days[3], uint32_t more) {
    __m256i *units = (__m256i *)pick->sums.low;
    __m128i *kinds = (__m128i *)pick->sums.kinds, *known = (__m128i *)&pick->since;
    __m128i fresh = _mm_set_epi32(0, (int)days[2], (int)days[1], (int)days[0]);
    _mm256_storeu_si256(
        units, _mm256_add_epi64(_mm256_loadu_si256(units), _mm256_loadu_si256((const __m256i *)added->sums.low)));
    _mm_storeu_si128(kinds, _mm_add_epi32(_mm_loadu_si128(kinds), _mm_loadu_si128((const __m128i *)added->sums.kinds)));
    _mm_storeu_si128(known,
                     _mm_add_epi32(_mm_max_epu32(_mm_loadu_si128(known), fresh), _mm_set_epi32(1, (int)more, 0, 0)));
}

AVX2 INLINE void add_dates_avx2(const adding *all, ent__dates dates, side where){ADD_DATES(add_arc_avx2)}

AVX2 static void add_widely(const adding *all) {
    if (all->plan->has_rows) {
        add_dates_avx2(all, all->plan->added[0], BEFORE);
        add_dates_avx2(all, all->plan->added[1], BEHIND);
    } else {
        add_dates_avx2(all, all->plan->added[0], ALONE);
    }
}

static void add_all(const adding *all) {
    if (!ent__index_is_plain && __builtin_cpu_supports("avx2")) {
        add_widely(all);
    } else {
        add_plainly(all);
    }
}
#else
static void add_all(const adding *all) {
    add_plainly(all);
}
#endif

/* Removes arcs; that the day on their side is to be looked up is told by a zero. What is to be added was. */
INLINE void remove_dates(const adding *all, ent__dates dates, side where) {
    const ent_index *index = all->index;
    uint32_t first = all->batch->first;
    for (uint32_t date = dates.first; date < dates.end; date++) {
        const uint32_t *starts = index->starts + (size_t)date * index->range_count;
        for (uint32_t i = starts[all->batch->ranges[0]]; i < starts[all->batch->ranges[1]]; i++) {
            uint32_t pair = index->by_day_dyads[i];
            if (all->words[pair / 64] >> pair % 64 & 1) { /* else it has nothing in the window */
                ent__pick *pick = &all->sheet->picks[all->sheet->places[pair - first]];
                ent__sums_remove(&pick->sums, &index->added[index->by_day_amounts[i]].sums);
                pick->since = where == BEFORE ? 0 : pick->since;
                pick->until = where == BEHIND ? 0 : pick->until;
                pick->end -= where == BEHIND;
                pick->arcs--;
            }
        }
    }
}

void ent__index_add(ent__sheet *sheet, const ent_index *index, const ent__plan *plan, const ent__marks *marks,
                    const ent__batch *batch) {
    adding all = {sheet, index, plan, marks->words, batch};
    begin(&all);
    add_all(&all);
    remove_dates(&all, plan->removed[0], BEFORE);
    remove_dates(&all, plan->removed[1], BEHIND);
}
