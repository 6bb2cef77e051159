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

/* Lists the pairs of a word of which `count` are marked, first `at_once` at once: how many there are nobody could foresee, and a
 * processor that guesses wrong loses more than that takes. */
INLINE void list_word(uint32_t *pairs, uint64_t left, uint32_t first, uint32_t count, uint32_t at_once) {
    const uint64_t last = (uint64_t)1 << 63; /* there is always a bit to be found */
    for (uint32_t i = 0; i < at_once; i++, left &= left - 1) {
        pairs[i] = first + (uint32_t)__builtin_ctzll(left | last);
    }
    for (uint32_t i = at_once; i < count; i++, left &= left - 1) {
        pairs[i] = first + (uint32_t)__builtin_ctzll(left);
    }
}

/* Lists the marked pairs, which `count` counts. Returns how many. */
INLINE uint32_t list(const adding *all, uint32_t (*count)(uint64_t), uint32_t at_once) {
    const ent__batch *batch = all->batch;
    uint32_t *pairs = all->sheet->pairs, place = 0;
    for (uint32_t word = batch->first / 64; word < (batch->end + 63) / 64; word++) {
        uint32_t marked = count(all->words[word]);
        list_word(pairs + place, all->words[word], word * 64, marked, at_once);
        place += marked;
    }
    return place;
}

/* Lists the marked pairs, and begins with what lies between the rows, or with nothing. */
INLINE void begin(const adding *all, uint32_t (*count)(uint64_t)) {
    uint32_t *places = all->sheet->places, *pairs = all->sheet->pairs, first = all->batch->first;
    bool is_sparse = all->batch->pairs < (all->batch->end - first) / 64; /* less than one a word */
    uint32_t marked = is_sparse ? list(all, count, 1) : list(all, count, ENT__AT_ONCE);
    const ent__ends *ends = all->index->ends;
    ent__pick *picks = all->sheet->picks;
    for (uint32_t i = 0; i < marked; i++) {
        places[pairs[i] - first] = i;
        __builtin_prefetch(&ends[pairs[i]]); /* for its edge */
    }
    for (uint32_t i = 0; i < marked && all->plan->has_rows; i++) {
        picks[i] = difference(all, pairs[i]);
    }
    if (!all->plan->has_rows) {
        memset(picks, 0, marked * sizeof *picks);
    }
}

/* What a marked pair has. */
INLINE ent__pick *pick_of(const adding *all, uint32_t pair) {
    return &all->sheet->picks[all->sheet->places[pair - all->batch->first]];
}

/* Adds an arc to what a pair has; days and end unless what is there lies further out. */
INLINE void add_arc(ent__pick *pick, const ent__pick *added, const uint32_t days[3], uint32_t more) {
    ent__sums_add(&pick->sums, &added->sums);
    pick->since = pick->since > days[0] ? pick->since : days[0];
    pick->until = pick->until > days[1] ? pick->until : days[1];
    pick->end = (pick->end > days[2] ? pick->end : days[2]) + more;
    pick->arcs++;
}

INLINE void add_dates(const adding *all, ent__dates dates, side where) {
    const ent_index *index = all->index;
    for (uint32_t date = dates.first; date < dates.end; date++) {
        const uint32_t *starts = index->starts + (size_t)date * index->range_count;
        uint32_t days[] = {ent__since_of(index->dates[date]), ent__until_of(index->dates[date]), 0};
        for (uint32_t i = starts[all->batch->ranges[0]]; i < starts[all->batch->ranges[1]]; i++) {
            const ent__day_arc *arc = &index->by_day[i];
            days[2] = where == ALONE ? arc->end : 0;
            add_arc(pick_of(all, arc->pair), &index->added[arc->amount], days, where == BEHIND);
        }
    }
}

static void add_plainly(const adding *all) {
    begin(all, ent__count_bits);
    if (all->plan->has_rows) {
        add_dates(all, all->plan->added[0], BEFORE);
        add_dates(all, all->plan->added[1], BEHIND);
    } else {
        add_dates(all, all->plan->added[0], ALONE);
    }
}

#if defined(__x86_64__) && defined(__GNUC__)
#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

AVX2 INLINE uint32_t count_bits(uint64_t word) {
    return (uint32_t)_mm_popcnt_u64(word);
}

/* The same in two wide registers: units, and all else. */
AVX2 INLINE void add_dates_avx2(const adding *all, ent__dates dates, side where) {
    const ent_index *index = all->index;
    const ent__pick *amounts = index->added;
    const uint32_t *places = all->sheet->places, first = all->batch->first;
    ent__pick *picks = all->sheet->picks;
    const __m256i more = _mm256_setr_epi32(0, 0, 0, 0, 0, 0, where == BEHIND, 1);
    for (uint32_t date = dates.first; date < dates.end; date++) {
        const uint32_t *starts = index->starts + (size_t)date * index->range_count;
        const ent__day_arc *arc = index->by_day + starts[all->batch->ranges[0]];
        const ent__day_arc *end = index->by_day + starts[all->batch->ranges[1]];
        const __m256i days = _mm256_setr_epi32(0, 0, 0, 0, (int)ent__since_of(index->dates[date]),
                                               (int)ent__until_of(index->dates[date]), 0, 0);
        if (date + 1 < dates.end) {
            const char *next = (const char *)(index->by_day + starts[index->range_count + all->batch->ranges[0]]);
            for (unsigned line = 0; line < 16; line++) {
                __builtin_prefetch(next + 64 * line);
            }
        }
        for (; arc < end; arc++) {
            __builtin_prefetch(arc + 80);
            __m256i *pick = (__m256i *)&picks[places[arc->pair - first]];
            const __m256i *added = (const __m256i *)&amounts[arc->amount];
            __m256i fresh = where == ALONE ? _mm256_blend_epi32(days, _mm256_set1_epi32((int)arc->end), 1 << 6) : days;
            __m256i known = _mm256_max_epu32(_mm256_loadu_si256(pick + 1), fresh);
            _mm256_storeu_si256(pick, _mm256_add_epi64(_mm256_loadu_si256(pick), _mm256_loadu_si256(added)));
            _mm256_storeu_si256(pick + 1,
                                _mm256_add_epi32(_mm256_add_epi32(known, _mm256_loadu_si256(added + 1)), more));
        }
    }
}

AVX2 static void add_widely(const adding *all) {
    begin(all, count_bits);
    if (all->plan->has_rows) {
        add_dates_avx2(all, all->plan->added[0], BEFORE);
        add_dates_avx2(all, all->plan->added[1], BEHIND);
    } else {
        add_dates_avx2(all, all->plan->added[0], ALONE);
    }
}

static void add_all(const adding *all) {
    if (!ent__index_is_plain && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
        __builtin_cpu_supports("popcnt")) {
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
    for (uint32_t date = dates.first; date < dates.end; date++) {
        const uint32_t *starts = index->starts + (size_t)date * index->range_count;
        for (uint32_t i = starts[all->batch->ranges[0]]; i < starts[all->batch->ranges[1]]; i++) {
            uint32_t pair = index->by_day[i].pair;
            if (all->words[pair / 64] >> pair % 64 & 1) { /* else it has nothing in the window */
                ent__pick *pick = pick_of(all, pair);
                ent__sums_remove(&pick->sums, &index->added[index->by_day[i].amount].sums);
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
    add_all(&all);
    remove_dates(&all, plan->removed[0], BEFORE);
    remove_dates(&all, plan->removed[1], BEHIND);
}
