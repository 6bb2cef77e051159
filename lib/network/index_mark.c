/*
 * Which pairs have relations in a window: a bit each, so that they come in order, and are counted. Threads take ranges of pairs, which
 * share no word. Nothing here branches on what an arc is like, which no processor could foresee.
 */
#include "index_internal.h"

#include "../base/parallel.h"
#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#endif

#define INLINE static inline __attribute__((always_inline))

/* Arcs and pairs of a plan that are worth more threads than one: some ten microseconds. */
#define LEAST_WORK 16000u
/* Arcs of a date and batch that are worth a batch of their own. */
#define LEAST_RUN 32u

typedef struct marking {
    ent__marks *marks;
    const ent_index *index;
    const ent__plan *plan;
} marking;

INLINE uint32_t words_end(const ent__batch *batch) {
    return (batch->end + 63) / 64;
}

INLINE void mark_bits(uint64_t *words, const uint64_t *bits, uint32_t first, uint32_t end) {
    for (uint32_t word = first; word < end; word++) {
        words[word] |= bits[word];
    }
}

/* Marks the pairs of a batch that have arcs at some dates. */
INLINE void mark_dates(const marking *all, const ent__batch *batch, ent__dates dates) {
    const ent_index *index = all->index;
    uint64_t *words = all->marks->words;
    for (uint32_t date = dates.first; date < dates.end; date++) {
        if (index->date_pairs) {
            mark_bits(words, index->date_pairs + date * ent__index_words(index), batch->first / 64, words_end(batch));
            continue;
        }
        const uint32_t *starts = index->starts + (size_t)date * index->range_count;
        for (uint32_t i = starts[batch->ranges[0]]; i < starts[batch->ranges[1]]; i++) {
            uint32_t pair = index->by_day[i].pair;
            words[pair / 64] |= (uint64_t)1 << pair % 64;
        }
    }
}

/* Marks the pairs of a batch that have spans in the window, and the actors that they join. */
static void mark_spans(const marking *all, const ent__batch *batch, uint8_t *seen) {
    const ent_index *index = all->index;
    for (uint32_t i = index->dyads[batch->first].spans; i < index->dyads[batch->end].spans; i++) {
        uint32_t pair = index->spans[i].dyad;
        if (ent__span_meets(&index->spans[i], all->plan->window)) {
            all->marks->words[pair / 64] |= (uint64_t)1 << pair % 64;
            seen[index->ends[pair].from] = seen[index->ends[pair].to] = 1;
        }
    }
}

/* Notes the actors that the marked pairs of a batch join. */
static void note_actors(const marking *all, const ent__batch *batch, uint8_t *seen) {
    for (uint32_t word = batch->first / 64; word < words_end(batch); word++) {
        const ent__ends *ends = all->index->ends + (size_t)word * 64;
        for (uint64_t left = all->marks->words[word]; left; left &= left - 1) {
            const ent__ends *joined = &ends[__builtin_ctzll(left)];
            seen[joined->from] = seen[joined->to] = 1;
        }
    }
}

INLINE void count_pairs(const marking *all, ent__batch *batch, uint32_t (*count)(uint64_t)) {
    uint32_t pairs = 0, loops = 0;
    uint64_t other = 0;
    for (uint32_t word = batch->first / 64; word < words_end(batch); word++) {
        uint64_t marked = all->marks->words[word];
        pairs += count(marked);
        loops += count(marked & all->index->loops[word]);
        other |= marked & ~all->index->plain[word];
    }
    batch->pairs = pairs;
    batch->edges = pairs - loops;
    batch->is_plain = other == 0;
}

INLINE void mark(const marking *all, ent__batch *batch, uint8_t *seen, uint32_t (*count)(uint64_t)) {
    const ent_index *index = all->index;
    uint64_t *words = all->marks->words;
    uint32_t first = batch->first / 64, end = words_end(batch);
    memset(words + first, 0, (end - first) * sizeof *words);
    for (uint32_t block = all->plan->blocks[0]; block < all->plan->blocks[1]; block++) {
        mark_bits(words, index->blocks + block * ent__index_words(index), first, end);
    }
    mark_dates(all, batch, all->plan->marked[0]);
    mark_dates(all, batch, all->plan->marked[1]);
    mark_spans(all, batch, seen);
    count_pairs(all, batch, count);
}

#if defined(__x86_64__) && defined(__GNUC__)
#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

AVX2 INLINE uint32_t count_bits(uint64_t word) {
    return (uint32_t)_mm_popcnt_u64(word);
}

/* The same with wide words, and an instruction that counts. */
AVX2 static void mark_widely(const marking *all, ent__batch *batch, uint8_t *seen) {
    mark(all, batch, seen, count_bits);
}

static bool is_wide(void) {
    return !ent__index_is_plain && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("popcnt");
}
#else
static void mark_widely(const marking *all, ent__batch *batch, uint8_t *seen) {
    mark(all, batch, seen, ent__count_bits);
}

static bool is_wide(void) {
    return false;
}
#endif

static ent_status mark_batch(void *context, uint32_t worker, size_t item, ent_error *error) {
    const marking *all = context;
    ent__batch *batch = &all->marks->batches[item];
    uint8_t *seen = all->marks->seen + (size_t)worker * all->index->actor_count;
    if (is_wide()) {
        mark_widely(all, batch, seen);
    } else {
        mark(all, batch, seen, ent__count_bits);
    }
    if (!all->index->date_actors) {
        note_actors(all, batch, seen);
    }
    (void)error;
    return ENT_OK;
}

/* Notes the actors of the window's dates. */
static void note_dates(const marking *all) {
    const ent_index *index = all->index;
    size_t words = ent__index_actor_words(index);
    uint32_t actors = index->date_actors ? index->actor_count : 0;
    for (uint32_t actor = 0; actor < actors; actor += 64) {
        uint64_t any = 0;
        for (uint32_t date = all->plan->dates.first; date < all->plan->dates.end; date++) {
            any |= index->date_actors[date * words + actor / 64];
        }
        for (; any; any &= any - 1) {
            all->marks->seen[actor + (uint32_t)__builtin_ctzll(any)] = 1;
        }
    }
}

/* Deals out the ranges: more batches than threads, so that one that is held up keeps nobody waiting long, but not so many that going
 * from date to date costs more than the arcs. */
static void set_batches(marking *all, uint32_t workers) {
    const ent_index *index = all->index;
    const ent__plan *plan = all->plan;
    ent__marks *marks = all->marks;
    uint64_t dates = plan->marked[0].end - plan->marked[0].first + plan->marked[1].end - plan->marked[1].first;
    uint64_t most = plan->has_rows ? ENT__MOST_RANGES : plan->arcs / 2 / (LEAST_RUN * dates + 1) + 1;
    bool is_shared = workers > 1 && plan->arcs + plan->pairs >= LEAST_WORK;
    marks->workers = is_shared ? workers : 1;
    most = is_shared || most > 4 ? most : 1;
    marks->batch_count = most < index->range_count ? (uint32_t)most : index->range_count;
    for (uint32_t i = 0; i < marks->batch_count; i++) {
        ent__batch *batch = &marks->batches[i];
        batch->ranges[0] = i * index->range_count / marks->batch_count;
        batch->ranges[1] = (i + 1) * index->range_count / marks->batch_count;
        batch->first = index->bounds[batch->ranges[0]];
        batch->end = index->bounds[batch->ranges[1]];
    }
}

ent_status ent__index_mark(ent__marks *marks, const ent_index *index, const ent__plan *plan, uint32_t workers,
                           ent_error *error) {
    marking all = {marks, index, plan};
    *marks = (ent__marks){0};
    set_batches(&all, workers);
    marks->words = malloc(ent__index_words(index) * sizeof *marks->words);
    marks->seen = ent__calloc(marks->workers, index->actor_count);
    if (!marks->words || !marks->seen) {
        return ent__fail_memory(error);
    }
    note_dates(&all);
    return ent__parallel(marks->batch_count, marks->workers, mark_batch, &all, NULL, error);
}

void ent__marks_free(ent__marks *marks) {
    for (uint32_t i = 0; i < marks->batch_count; i++) {
        free(marks->batches[i].odd);
    }
    free(marks->words);
    free(marks->seen);
}
