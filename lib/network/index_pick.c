/*
 * Which pairs have relations in a window, and what these add up to. Two ways, of which the cheaper is taken:
 *
 * A wide window looks at every pair, of whose arcs, being ordered by day, those of the window are a run: its ends are found by
 * two binary searches, its sums by running sums. A narrow window goes through its arcs by day: once to mark their pairs in a
 * set of bits, whose counts number the pairs, and once to add up.
 */
#include "index_internal.h"

#include <stdlib.h>

/* Arcs by day that take as long as one pair of a wide window. Measured with 2 and 20 million events. */
#define ARCS_A_PAIR 4

/* The first of the places [low, high) whose value is at least `value`; values rise. */
static uint32_t lower_bound(const ent_date *values, uint32_t low, uint32_t high, ent_date value) {
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (values[middle] < value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The first place whose value is above `value`. */
static uint32_t upper_bound(const ent_date *values, uint32_t low, uint32_t high, ent_date value) {
    return value == ENT_DATE_MAX ? high : lower_bound(values, low, high, value + 1);
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
        cut.start = lower_bound(index->days, cut.start, cut.end, window.first);
    }
    if (dyad->last > window.last) {
        cut.end = upper_bound(index->days, cut.start, cut.end, window.last);
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

static ent_status pick_wide(ent__picks *picks, const ent_index *index, ent__days window, ent_error *error) {
    picks->cuts = malloc(((size_t)index->dyad_count + 1) * sizeof *picks->cuts);
    if (!picks->cuts) {
        return ent__fail_memory(error);
    }
    for (uint32_t number = 0; number < index->dyad_count; number++) {
        ent__cut cut = cut_of(index, number, window);
        if (cut.start < cut.end || (index->dyads[number].has_spans && meets_spans(index, number, window))) {
            picks->cuts[picks->count++] = cut;
        }
    }
    return ENT_OK;
}

static void add_arcs(ent__sums *sums, const ent_index *index, uint32_t start, uint32_t end) {
    for (uint32_t i = start; i < end; i++) {
        ent__sums_add(sums, &index->amounts[index->arc_amounts[i]]);
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

static ent__pick pick_of(const ent_index *index, const ent__cut *cut) {
    ent__pick pick = {.dyad = cut->dyad, .arcs = cut->start, .first = ENT_DATE_MAX, .last = ENT_DATE_MIN};
    uint32_t first = (cut->start + ENT__RUNNING - 1) / ENT__RUNNING, last = cut->end / ENT__RUNNING;
    if (first < last) {
        add_arcs(&pick.sums, index, cut->start, first * ENT__RUNNING);
        add_between(&pick.sums, &index->running[first], &index->running[last]);
        add_arcs(&pick.sums, index, last * ENT__RUNNING, cut->end);
    } else {
        add_arcs(&pick.sums, index, cut->start, cut->end);
    }
    if (cut->start < cut->end) {
        pick.first = index->days[cut->start];
        pick.last = index->days[cut->end - 1];
    }
    return pick;
}

/* ---- Narrow windows ----------------------------------------------------------------------------------------------- */

/* Pairs as bits, and how many bits of the words before each word are set. */
typedef struct bits {
    uint64_t *words;
    uint32_t *before;
    uint32_t word_count;
} bits;

static void mark(bits *set, uint32_t dyad) {
    set->words[dyad / 64] |= (uint64_t)1 << dyad % 64;
}

static uint32_t rank_of(const bits *set, uint32_t dyad) {
    uint64_t below = ((uint64_t)1 << dyad % 64) - 1;
    return set->before[dyad / 64] + (uint32_t)__builtin_popcountll(set->words[dyad / 64] & below);
}

static uint32_t mark_all(bits *set, const ent_index *index, const uint32_t arcs[2], ent__days window) {
    uint32_t count = 0;
    for (uint32_t i = arcs[0]; i < arcs[1]; i++) {
        mark(set, index->by_day_dyads[i]);
    }
    for (uint32_t i = 0; i < index->span_count; i++) {
        if (ent__span_meets(&index->spans[i], window)) {
            mark(set, index->spans[i].dyad);
        }
    }
    for (uint32_t word = 0; word < set->word_count; word++) {
        set->before[word] = count;
        count += (uint32_t)__builtin_popcountll(set->words[word]);
    }
    return count;
}

static void name_picks(ent__picks *picks, const bits *set) {
    uint32_t count = 0;
    for (uint32_t word = 0; word < set->word_count; word++) {
        for (uint64_t left = set->words[word]; left; left &= left - 1) {
            uint32_t dyad = word * 64 + (uint32_t)__builtin_ctzll(left);
            picks->items[count++] = (ent__pick){.dyad = dyad, .first = ENT_DATE_MAX, .last = ENT_DATE_MIN};
        }
    }
}

/* Adds the arcs of the dates [dates[0], dates[1]) to their pairs. The first of a pair is the first of its run. */
static void add_by_day(ent__picks *picks, const ent_index *index, const bits *set, const uint32_t dates[2]) {
    for (uint32_t date = dates[0]; date < dates[1]; date++) {
        ent_date day = index->dates[date];
        for (uint32_t i = index->date_starts[date]; i < index->date_starts[date + 1]; i++) {
            ent__pick *pick = &picks->items[rank_of(set, index->by_day_dyads[i])];
            if (pick->first > pick->last) {
                pick->arcs = index->by_day[i];
                pick->first = day;
            }
            pick->last = day;
            ent__sums_add(&pick->sums, &index->amounts[index->by_day_amounts[i]]);
        }
    }
}

static ent_status pick_narrow(ent__picks *picks, const ent_index *index, const uint32_t dates[2], ent__days window,
                              ent_error *error) {
    bits set = {.word_count = index->dyad_count / 64 + 1};
    set.words = ent__calloc(set.word_count, sizeof *set.words);
    set.before = ent__calloc(set.word_count, sizeof *set.before);
    if (set.words && set.before) {
        uint32_t arcs[2] = {index->date_starts[dates[0]], index->date_starts[dates[1]]};
        picks->count = mark_all(&set, index, arcs, window);
        picks->items = malloc(((size_t)picks->count + 1) * sizeof *picks->items);
    }
    if (picks->items) {
        name_picks(picks, &set);
        add_by_day(picks, index, &set, dates);
    }
    free(set.words);
    free(set.before);
    return picks->items ? ENT_OK : ent__fail_memory(error);
}

/* ---- Both --------------------------------------------------------------------------------------------------------- */

ent_status ent__index_pick(ent__picks *picks, const ent_index *index, ent__days window, ent_error *error) {
    *picks = (ent__picks){0, NULL, NULL};
    uint32_t dates[2] = {lower_bound(index->dates, 0, index->date_count, window.first),
                         upper_bound(index->dates, 0, index->date_count, window.last)};
    uint32_t arcs = index->date_starts[dates[1]] - index->date_starts[dates[0]];
    return arcs / ARCS_A_PAIR < index->dyad_count ? pick_narrow(picks, index, dates, window, error)
                                                  : pick_wide(picks, index, window, error);
}

ent__pick ent__pick_at(const ent__picks *picks, const ent_index *index, uint32_t n) {
    return picks->items ? picks->items[n] : pick_of(index, &picks->cuts[n]);
}

void ent__picks_free(ent__picks *picks) {
    free(picks->cuts);
    free(picks->items);
}
