/*
 * Which pairs have relations in a window, and what these add up to. The arcs of a pair are ordered by day, so that those of a
 * window are a run of them. There are two ways to find it, of which the cheaper is taken:
 *
 * A wide window looks at every pair, and finds the ends of its run by two binary searches, threads by batches of pairs. A narrow window goes through its arcs
 * by day: once to mark their pairs in a set of bits, and once, backwards, to count them: the last that is seen of a pair is
 * where its run begins. If they are few, most pairs have but one or two, and they are added up on the way; else the runs are,
 * where they lie together. Nothing here branches on what an arc is like, which no processor could foresee.
 */
#include "index_internal.h"

#include "../base/parallel.h"
#include <stdlib.h>

/* Arcs by day that take as long as one pair of a wide window. Measured with 2 and 20 million events. */
#define ARCS_A_PAIR 4
/* Pairs that are worth more threads than one. */
#define LEAST_PAIRS 16384u
/* Pairs between one that is looked at and one whose days are asked for. */
#define AHEAD 8u

/* What finding cuts needs at hand. */
typedef struct cutting {
    ent__cuts *cuts;
    const ent_index *index;
    ent__days window;
} cutting;

/* Notes of a batch's cuts which actors they join, and how many edges they make. */
static void note(ent__batch *batch, const cutting *all, uint32_t worker) {
    const ent_index *index = all->index;
    uint8_t *seen = all->cuts->seen + (size_t)worker * index->actor_count;
    for (uint32_t i = batch->start; i < batch->start + batch->count; i++) {
        const ent__dyad *dyad = &index->dyads[all->cuts->items[i].dyad];
        seen[dyad->from] = seen[dyad->to] = 1;
        batch->edges += dyad->from != dyad->to;
    }
}

/* Room for batches of so many cuts, and for what each of the workers sees. */
static bool allocate_batches(const cutting *all, uint32_t count) {
    ent__cuts *cuts = all->cuts;
    cuts->batch_count = count / ENT__BATCH + (count % ENT__BATCH != 0);
    cuts->batches = ent__calloc(cuts->batch_count, sizeof *cuts->batches);
    cuts->seen = ent__calloc(cuts->workers, all->index->actor_count);
    return cuts->batches && cuts->seen;
}

void ent__cuts_free(ent__cuts *cuts) {
    free(cuts->items);
    free(cuts->picks);
    free(cuts->batches);
    free(cuts->seen);
}

/* The first of the dates that is not before `day`. */
static uint32_t dates_from(const ent_index *index, ent_date day) {
    uint32_t low = 0, high = index->date_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (index->dates[middle] < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* ---- Wide windows ------------------------------------------------------------------------------------------------- */

/* The run of a pair's arcs in a window: both ends are searched for at once, without branches. */
static ent__cut cut_of(const ent_index *index, uint32_t number, ent__days window) {
    const ent__dyad *dyad = &index->dyads[number];
    ent__cut cut = {.dyad = number, .start = dyad->arcs, .end = dyad[1].arcs};
    if (dyad->first >= window.first && dyad->last <= window.last) { /* also without arcs */
        return cut;
    }
    const ent_date *start = index->days + cut.start, *end = start;
    uint32_t left = cut.end - cut.start;
    while (left > 1) {
        uint32_t half = left / 2;
        start += half & (0u - (uint32_t)(start[half - 1] < window.first));
        end += half & (0u - (uint32_t)(end[half - 1] <= window.last));
        left -= half;
    }
    cut.start = (uint32_t)(start - index->days) + (*start < window.first);
    cut.end = (uint32_t)(end - index->days) + (*end <= window.last);
    return cut;
}

static bool meets_spans(const ent_index *index, uint32_t number, ent__days window) {
    const ent__dyad *dyad = &index->dyads[number];
    bool meets = false;
    for (uint32_t i = dyad->spans; i < dyad[1].spans && !meets; i++) {
        meets = ent__span_meets(&index->spans[i], window);
    }
    return meets;
}

/* Asks for the days where the search in a pair will start. */
static void prefetch_days(const ent_index *index, uint32_t number) {
    const ent__dyad *dyad = &index->dyads[number];
    __builtin_prefetch(index->days + dyad->arcs + (dyad[1].arcs - dyad->arcs) / 2);
}

static ent_status cut_batch(void *context, uint32_t worker, size_t item, ent_error *error) {
    const cutting *all = context;
    const ent_index *index = all->index;
    ent__batch *batch = &all->cuts->batches[item];
    batch->start = (uint32_t)item * ENT__BATCH;
    uint32_t end = index->dyad_count - batch->start < ENT__BATCH ? index->dyad_count : batch->start + ENT__BATCH;
    ent__cut *cuts = all->cuts->items + batch->start;
    for (uint32_t number = batch->start; number < end; number++) {
        if (number + AHEAD < end) {
            prefetch_days(index, number + AHEAD);
        }
        ent__cut cut = cut_of(index, number, all->window);
        bool meets = cut.start < cut.end || (index->dyads[number].has_spans && meets_spans(index, number, all->window));
        cuts[batch->count] = cut;
        batch->count += meets;
    }
    note(batch, all, worker);
    (void)error;
    return ENT_OK;
}

static ent_status cut_wide(cutting *all, uint32_t workers, ent_error *error) {
    ent__cuts *cuts = all->cuts;
    uint32_t pairs = all->index->dyad_count;
    cuts->workers = pairs < LEAST_PAIRS ? 1 : workers;
    cuts->items = malloc(((size_t)pairs + 1) * sizeof *cuts->items);
    if (!cuts->items || !allocate_batches(all, pairs)) {
        return ent__fail_memory(error);
    }
    return ent__parallel(cuts->batch_count, cuts->workers, cut_batch, all, NULL, error);
}

/* ---- Narrow windows ----------------------------------------------------------------------------------------------- */

/* Pairs as bits, and of each that is set its place among them; places of others are never read, nor written. */
typedef struct marks {
    uint64_t *words;
    uint32_t *places;
    uint32_t word_count;
} marks;

static void mark(marks *set, uint32_t dyad) {
    set->words[dyad / 64] |= (uint64_t)1 << dyad % 64;
}

static void mark_all(marks *set, const ent_index *index, const uint32_t arcs[2], ent__days window) {
    for (uint32_t i = arcs[0]; i < arcs[1]; i++) {
        mark(set, index->by_day_dyads[i]);
    }
    for (uint32_t i = 0; i < index->span_count; i++) {
        if (ent__span_meets(&index->spans[i], window)) {
            mark(set, index->spans[i].dyad);
        }
    }
}

/* Lists the marked pairs; returns how many there are. */
static uint32_t list_pairs(ent__cuts *cuts, marks *set) {
    uint32_t count = 0;
    for (uint32_t word = 0; word < set->word_count; word++) {
        for (uint64_t left = set->words[word]; left; left &= left - 1) {
            uint32_t dyad = word * 64 + (uint32_t)__builtin_ctzll(left);
            set->places[dyad] = count;
            cuts->items[count++] = (ent__cut){.dyad = dyad};
        }
    }
    return count;
}

static void find_runs(ent__cuts *cuts, uint32_t count, const marks *set, const ent_index *index,
                      const uint32_t arcs[2]) {
    for (uint32_t i = arcs[1]; i-- > arcs[0];) {
        ent__cut *cut = &cuts->items[set->places[index->by_day_dyads[i]]];
        cut->start = index->by_day[i];
        cut->end++;
    }
    for (uint32_t i = 0; i < count; i++) {
        cuts->items[i].end += cuts->items[i].start; /* was their number */
    }
}

/* The same, and what they add up to. */
static void add_by_day(ent__cuts *cuts, uint32_t count, const marks *set, const ent_index *index,
                       const uint32_t dates[2]) {
    for (uint32_t i = 0; i < count; i++) {
        cuts->picks[i] = (ent__pick){.first = ENT_DATE_MAX, .last = ENT_DATE_MIN};
    }
    for (uint32_t date = dates[1]; date-- > dates[0];) {
        ent_date day = index->dates[date];
        for (uint32_t i = index->date_starts[date + 1]; i-- > index->date_starts[date];) {
            ent__pick *pick = &cuts->picks[set->places[index->by_day_dyads[i]]];
            pick->start = index->by_day[i];
            ent__sums_add(&pick->sums, &index->amounts[index->by_day_amounts[i]]);
            pick->first = day;
            pick->last = day > pick->last ? day : pick->last;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        cuts->items[i].start = cuts->picks[i].start;
        cuts->items[i].end = cuts->picks[i].start + ent__sums_relations(&cuts->picks[i].sums);
    }
}

/* Cuts one behind the other as batches. */
static ent_status make_batches(const cutting *all, uint32_t count, uint32_t workers, ent_error *error) {
    all->cuts->workers = count < LEAST_PAIRS ? 1 : workers;
    if (!allocate_batches(all, count)) {
        return ent__fail_memory(error);
    }
    for (uint32_t i = 0; i < all->cuts->batch_count; i++) {
        ent__batch *batch = &all->cuts->batches[i];
        batch->start = i * ENT__BATCH;
        batch->count = count - batch->start < ENT__BATCH ? count - batch->start : ENT__BATCH;
        note(batch, all, 0);
    }
    return ENT_OK;
}

static ent_status cut_narrow(cutting *all, const uint32_t dates[2], uint32_t workers, ent_error *error) {
    const ent_index *index = all->index;
    ent__cuts *cuts = all->cuts;
    uint32_t arcs[2] = {index->date_starts[dates[0]], index->date_starts[dates[1]]}, count = 0;
    bool is_sparse = arcs[1] - arcs[0] < index->dyad_count; /* to look each pair up would cost more than all else */
    size_t most = (size_t)(arcs[1] - arcs[0]) + index->span_count;
    most = most < index->dyad_count ? most : index->dyad_count;
    marks set = {.word_count = index->dyad_count / 64 + 1};
    set.words = ent__calloc(set.word_count, sizeof *set.words);
    set.places = malloc(((size_t)index->dyad_count + 1) * sizeof *set.places);
    cuts->items = malloc((most + 1) * sizeof *cuts->items);
    cuts->picks = is_sparse ? malloc((most + 1) * sizeof *cuts->picks) : NULL;
    bool complete = set.words && set.places && cuts->items && (cuts->picks || !is_sparse);
    if (complete) {
        mark_all(&set, index, arcs, all->window);
        count = list_pairs(cuts, &set);
    }
    if (complete && is_sparse) {
        add_by_day(cuts, count, &set, index, dates);
    } else if (complete) {
        find_runs(cuts, count, &set, index, arcs);
    }
    free(set.words);
    free(set.places);
    return complete ? make_batches(all, count, workers, error) : ent__fail_memory(error);
}

ent_status ent__index_cut(ent__cuts *cuts, const ent_index *index, ent__days window, uint32_t workers,
                          ent_error *error) {
    *cuts = (ent__cuts){0};
    cutting all = {cuts, index, window};
    uint32_t dates[2] = {dates_from(index, window.first), index->date_count};
    if (window.last != ENT_DATE_MAX) {
        dates[1] = dates_from(index, window.last + 1);
    }
    uint32_t arcs = index->date_starts[dates[1]] - index->date_starts[dates[0]];
    return arcs / ARCS_A_PAIR < index->dyad_count ? cut_narrow(&all, dates, workers, error)
                                                  : cut_wide(&all, workers, error);
}

/* ---- Sums --------------------------------------------------------------------------------------------------------- */

static ent__wide units_of(const ent__running *sum, unsigned side) {
    return (ent__wide)sum->high[side] << 64 | sum->low[side];
}

ent__pick ent__index_pick(const ent_index *index, const ent__cut *cut) {
    ent__pick pick = {.first = ENT_DATE_MAX, .last = ENT_DATE_MIN, .start = cut->start};
    const ent__running *before = &index->running[cut->start], *after = &index->running[cut->end];
    for (unsigned side = 0; side < 2; side++) {
        pick.sums.sides[side] = units_of(after, side) - units_of(before, side);
    }
    for (unsigned kind = 0; kind < ENT_KIND_COUNT; kind++) {
        pick.sums.kinds[kind] = after->kinds[kind] - before->kinds[kind];
    }
    if (cut->start < cut->end) {
        pick.first = index->days[cut->start];
        pick.last = index->days[cut->end - 1];
    }
    return pick;
}
