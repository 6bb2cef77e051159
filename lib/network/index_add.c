/*
 * What the arcs of marked pairs add up to in a window. Sums of a batch are few enough to stay in a processor's second cache, while the
 * arcs go by day after day. Integers are exact: what a row has too much is removed, and leaves nothing behind.
 */
#include "index_internal.h"

#include <string.h>

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

INLINE void add_dates(const adding *all, ent__dates dates, side where) {
    const ent_index *index = all->index;
    const uint32_t *places = all->sheet->places, *pairs = index->by_day_dyads, *amounts = index->by_day_amounts;
    uint32_t first = all->batch->first;
    for (uint32_t date = dates.first; date < dates.end; date++) {
        const uint32_t *starts = index->starts + (size_t)date * index->range_count;
        uint32_t since = ent__since_of(index->dates[date]), until = ent__until_of(index->dates[date]);
        for (uint32_t i = starts[all->batch->ranges[0]]; i < starts[all->batch->ranges[1]]; i++) {
            ent__pick *pick = &all->sheet->picks[places[pairs[i] - first]];
            ent__sums_add(&pick->sums, &index->added[amounts[i]]);
            pick->since = pick->since > since ? pick->since : since;
            pick->until = pick->until > until ? pick->until : until;
            pick->end = where == ALONE ? index->by_day[i] + 1 : pick->end + (where == BEHIND);
        }
    }
}

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
                ent__sums_remove(&pick->sums, &index->added[index->by_day_amounts[i]]);
                pick->since = where == BEFORE ? 0 : pick->since;
                pick->until = where == BEHIND ? 0 : pick->until;
                pick->end -= where == BEHIND;
            }
        }
    }
}

void ent__index_add(ent__sheet *sheet, const ent_index *index, const ent__plan *plan, const ent__marks *marks,
                    const ent__batch *batch) {
    adding all = {sheet, index, plan, marks->words, batch};
    begin(&all);
    if (plan->has_rows) {
        add_dates(&all, plan->added[0], BEFORE);
        add_dates(&all, plan->added[1], BEHIND);
        remove_dates(&all, plan->removed[0], BEFORE);
        remove_dates(&all, plan->removed[1], BEHIND);
    } else {
        add_dates(&all, plan->added[0], ALONE);
    }
}
