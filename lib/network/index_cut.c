/*
 * Which pairs have relations in a window, and what these add up to. The arcs of a pair are ordered by day, so that those of a
 * window are a run of them. There are two ways to find it, of which the cheaper is taken:
 *
 * A wide window looks at every pair, and finds the ends of its run by two binary searches. A narrow window goes through its arcs
 * by day: once to mark their pairs in a set of bits, and once, backwards, to count them: the last that is seen of a pair is
 * where its run begins. If they are few, most pairs have but one or two, and they are added up on the way; else the runs are,
 * where they lie together. Nothing here branches on what an arc is like, which no processor could foresee.
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

/* Pairs as bits, and how many are set in the words before each: so that a pair's bit tells its place among those that are set.
 * What is touched stays small: nothing here is as long as the pairs are many. */
typedef struct marks {
    uint64_t *words;
    uint32_t *before;
    uint32_t word_count;
} marks;

/* The number of bits that are set; the first processors of this kind have no instruction for it. */
static uint32_t count_bits(uint64_t bits) {
    bits -= bits >> 1 & 0x5555555555555555u;
    bits = (bits & 0x3333333333333333u) + (bits >> 2 & 0x3333333333333333u);
    return (uint32_t)(((bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu) * 0x0101010101010101u >> 56);
}

static uint32_t place_of(const marks *set, uint32_t dyad) {
    uint64_t below = ((uint64_t)1 << dyad % 64) - 1;
    return set->before[dyad / 64] + count_bits(set->words[dyad / 64] & below);
}

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

static void list_pairs(ent__cuts *cuts, marks *set) {
    for (uint32_t word = 0; word < set->word_count; word++) {
        set->before[word] = cuts->count;
        for (uint64_t left = set->words[word]; left; left &= left - 1) {
            cuts->items[cuts->count++] = (ent__cut){word * 64 + (uint32_t)__builtin_ctzll(left), 0, 0};
        }
    }
}

static void find_runs(ent__cuts *cuts, const marks *set, const ent_index *index, const uint32_t arcs[2]) {
    for (uint32_t i = arcs[1]; i-- > arcs[0];) {
        ent__cut *cut = &cuts->items[place_of(set, index->by_day_dyads[i])];
        cut->start = index->by_day[i];
        cut->end++;
    }
    for (uint32_t i = 0; i < cuts->count; i++) {
        cuts->items[i].end += cuts->items[i].start; /* was their number */
    }
}

/* The same, and what they add up to. */
static void add_by_day(ent__cuts *cuts, const marks *set, const ent_index *index, const uint32_t dates[2]) {
    for (uint32_t i = 0; i < cuts->count; i++) {
        cuts->picks[i] = (ent__pick){.first = ENT_DATE_MAX, .last = ENT_DATE_MIN};
    }
    for (uint32_t date = dates[1]; date-- > dates[0];) {
        ent_date day = index->dates[date];
        for (uint32_t i = index->date_starts[date + 1]; i-- > index->date_starts[date];) {
            ent__pick *pick = &cuts->picks[place_of(set, index->by_day_dyads[i])];
            pick->start = index->by_day[i];
            ent__sums_add(&pick->sums, &index->amounts[index->by_day_amounts[i]]);
            pick->first = day;
            pick->last = day > pick->last ? day : pick->last;
        }
    }
    for (uint32_t i = 0; i < cuts->count; i++) {
        cuts->items[i].start = cuts->picks[i].start;
        cuts->items[i].end = cuts->picks[i].start + ent__sums_relations(&cuts->picks[i].sums);
    }
}

static ent_status cut_narrow(ent__cuts *cuts, const ent_index *index, const uint32_t dates[2], ent__days window,
                             ent_error *error) {
    uint32_t arcs[2] = {index->date_starts[dates[0]], index->date_starts[dates[1]]};
    bool is_sparse = arcs[1] - arcs[0] < index->dyad_count; /* to look each pair up would cost more than all else */
    size_t most = (size_t)(arcs[1] - arcs[0]) + index->span_count;
    most = most < index->dyad_count ? most : index->dyad_count;
    marks set = {.word_count = index->dyad_count / 64 + 1};
    set.words = ent__calloc(set.word_count, sizeof *set.words);
    set.before = malloc(set.word_count * sizeof *set.before);
    cuts->items = malloc((most + 1) * sizeof *cuts->items);
    cuts->picks = is_sparse ? malloc((most + 1) * sizeof *cuts->picks) : NULL;
    bool complete = set.words && set.before && cuts->items && (cuts->picks || !is_sparse);
    if (complete) {
        mark_all(&set, index, arcs, window);
        list_pairs(cuts, &set);
    }
    if (complete && is_sparse) {
        add_by_day(cuts, &set, index, dates);
    } else if (complete) {
        find_runs(cuts, &set, index, arcs);
    }
    free(set.words);
    free(set.before);
    return complete ? ENT_OK : ent__fail_memory(error);
}

ent_status ent__index_cut(ent__cuts *cuts, const ent_index *index, ent__days window, ent_error *error) {
    *cuts = (ent__cuts){NULL, NULL, 0};
    uint32_t dates[2] = {dates_from(index, window.first), index->date_count};
    if (window.last != ENT_DATE_MAX) {
        dates[1] = dates_from(index, window.last + 1);
    }
    uint32_t arcs = index->date_starts[dates[1]] - index->date_starts[dates[0]];
    return arcs / ARCS_A_PAIR < index->dyad_count ? cut_narrow(cuts, index, dates, window, error)
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
