/*
 * Which pairs have relations in a window, and what these add up to. The arcs of a pair are ordered by day, so that those of a
 * window are a run of them. There are two ways to find it, of which the cheaper is taken:
 *
 * A wide window looks at every pair, and finds the ends of its run by two binary searches. A narrow window goes through its arcs
 * by day: once to mark their pairs in a set of bits, and once, backwards, to count them: the last that is seen of a pair is
 * where its run begins. Nothing here branches on what an arc is like, which no processor could foresee.
 */
#include "index_internal.h"

#include <stdlib.h>

/* Arcs by day that take as long as one pair of a wide window. Measured with 2 and 20 million events. */
#define ARCS_A_PAIR 4

/* The first of the arcs [low, high) of a pair that is not before `day`. */
static uint32_t arcs_from(const ent_index *index, uint32_t low, uint32_t high, ent_date day) {
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (index->arcs[middle].day < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
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

/* The run of a pair's arcs in a window. */
static ent__cut cut_of(const ent_index *index, uint32_t number, ent__days window) {
    const ent__dyad *dyad = &index->dyads[number];
    ent__cut cut = {number, dyad->arcs, dyad[1].arcs};
    if (dyad->first > window.last || dyad->last < window.first) {
        cut.end = cut.start;
        return cut;
    }
    if (dyad->first < window.first) {
        cut.start = arcs_from(index, cut.start, cut.end, window.first);
    }
    if (dyad->last > window.last) {
        cut.end = arcs_from(index, cut.start, cut.end, window.last + 1);
    }
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

static ent_status cut_wide(ent__cuts *cuts, const ent_index *index, ent__days window, ent_error *error) {
    cuts->items = malloc(((size_t)index->dyad_count + 1) * sizeof *cuts->items);
    if (!cuts->items) {
        return ent__fail_memory(error);
    }
    for (uint32_t number = 0; number < index->dyad_count; number++) {
        ent__cut cut = cut_of(index, number, window);
        if (cut.start < cut.end || (index->dyads[number].has_spans && meets_spans(index, number, window))) {
            cuts->items[cuts->count++] = cut;
        }
    }
    return ENT_OK;
}

/* ---- Narrow windows ----------------------------------------------------------------------------------------------- */

/* A pair's arcs in the window. */
typedef struct run {
    uint32_t start, count;
} run;

static void mark(uint64_t *set, uint32_t dyad) {
    set[dyad / 64] |= (uint64_t)1 << dyad % 64;
}

static void mark_all(uint64_t *set, const ent_index *index, const uint32_t arcs[2], ent__days window) {
    for (uint32_t i = arcs[0]; i < arcs[1]; i++) {
        mark(set, index->by_day_dyads[i]);
    }
    for (uint32_t i = 0; i < index->span_count; i++) {
        if (ent__span_meets(&index->spans[i], window)) {
            mark(set, index->spans[i].dyad);
        }
    }
}

/* The pairs in the set, rising, whose runs are emptied: those of others are never looked at. */
static void list_pairs(ent__cuts *cuts, const uint64_t *set, const ent_index *index, run *runs) {
    for (uint32_t word = 0; word <= index->dyad_count / 64; word++) {
        for (uint64_t left = set[word]; left; left &= left - 1) {
            uint32_t dyad = word * 64 + (uint32_t)__builtin_ctzll(left);
            runs[dyad] = (run){0, 0};
            cuts->items[cuts->count++].dyad = dyad;
        }
    }
}

static void find_runs(ent__cuts *cuts, const ent_index *index, const uint32_t arcs[2], run *runs) {
    for (uint32_t i = arcs[1]; i-- > arcs[0];) {
        run *of_pair = &runs[index->by_day_dyads[i]];
        of_pair->start = index->by_day[i];
        of_pair->count++;
    }
    for (uint32_t i = 0; i < cuts->count; i++) {
        ent__cut *cut = &cuts->items[i];
        cut->start = runs[cut->dyad].start;
        cut->end = cut->start + runs[cut->dyad].count;
    }
}

static ent_status cut_narrow(ent__cuts *cuts, const ent_index *index, const uint32_t arcs[2], ent__days window,
                             ent_error *error) {
    size_t most = (size_t)arcs[1] - arcs[0] + index->span_count;
    most = most < index->dyad_count ? most : index->dyad_count;
    uint64_t *set = ent__calloc(index->dyad_count / 64 + 1, sizeof *set);
    run *runs = malloc(((size_t)index->dyad_count + 1) * sizeof *runs);
    cuts->items = malloc((most + 1) * sizeof *cuts->items);
    bool complete = set && runs && cuts->items;
    if (complete) {
        mark_all(set, index, arcs, window);
        list_pairs(cuts, set, index, runs);
        find_runs(cuts, index, arcs, runs);
    }
    free(set);
    free(runs);
    return complete ? ENT_OK : ent__fail_memory(error);
}

ent_status ent__index_cut(ent__cuts *cuts, const ent_index *index, ent__days window, ent_error *error) {
    *cuts = (ent__cuts){NULL, 0};
    uint32_t first = dates_from(index, window.first);
    uint32_t last = window.last == ENT_DATE_MAX ? index->date_count : dates_from(index, window.last + 1);
    uint32_t arcs[2] = {index->date_starts[first], index->date_starts[last]};
    return (arcs[1] - arcs[0]) / ARCS_A_PAIR < index->dyad_count ? cut_narrow(cuts, index, arcs, window, error)
                                                                 : cut_wide(cuts, index, window, error);
}

/* ---- Sums --------------------------------------------------------------------------------------------------------- */

static void add_arcs(ent__sums *sums, const ent_index *index, uint32_t start, uint32_t end) {
    for (uint32_t i = start; i < end; i++) {
        ent__sums_add(sums, &index->amounts[index->arcs[i].amount]);
    }
}

/* Adds what lies between two running sums. */
static void add_between(ent__sums *sums, const ent__sums *before, const ent__sums *after) {
    for (unsigned side = 0; side < 2; side++) {
        sums->sides[side] += after->sides[side] - before->sides[side];
    }
    for (unsigned kind = 0; kind < ENT_KIND_COUNT; kind++) {
        sums->kinds[kind] += after->kinds[kind] - before->kinds[kind];
    }
}

ent__pick ent__index_pick(const ent_index *index, const ent__cut *cut) {
    ent__pick pick = {.first = ENT_DATE_MAX, .last = ENT_DATE_MIN};
    uint32_t first = (cut->start + ENT__RUNNING - 1) / ENT__RUNNING, last = cut->end / ENT__RUNNING;
    if (first < last) {
        add_arcs(&pick.sums, index, cut->start, first * ENT__RUNNING);
        add_between(&pick.sums, &index->running[first], &index->running[last]);
        add_arcs(&pick.sums, index, last * ENT__RUNNING, cut->end);
    } else {
        add_arcs(&pick.sums, index, cut->start, cut->end);
    }
    if (cut->start < cut->end) {
        pick.first = index->arcs[cut->start].day;
        pick.last = index->arcs[cut->end - 1].day;
    }
    return pick;
}
