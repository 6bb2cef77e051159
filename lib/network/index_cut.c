/*
 * Which pairs have relations in a window, and what these add up to. The arcs of a pair are ordered by day, so that those of a
 * window are a run of them. There are two ways to find it, of which the cheaper is taken:
 *
 * A wide window looks at every pair, and finds the ends of its run by two binary searches; threads take pairs by batches. A narrow
 * window goes through its arcs by day, twice: to mark their pairs in a set of bits, which orders them and tells how many they are,
 * and to add them up; of a pair, those of a window lie side by side, and the last that is seen ends them. Within a day pairs rise, so
 * that threads take ranges of pairs. Nothing here branches on what an arc is like, which no processor could foresee.
 */
#include "index_internal.h"

#include "../base/parallel.h"
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* Arcs by day that take as long as four steps of the searches in a pair. Measured with 2 and 20 million events. */
#define ARCS_A_STEP 5u
/* Pairs of a wide window, and arcs of a narrow one, that are worth more threads than one. */
#define LEAST_PAIRS 16384u
#define LEAST_ARCS 65536u
/* Pairs of a wide window that a thread takes at once. */
#define BATCH 2048u
/* Pairs between one that is looked at and one whose days are asked for. */
#define AHEAD 12u

/* What finding cuts needs at hand. */
typedef struct cutting {
    ent__cuts *cuts;
    const ent_index *index;
    ent__days window;
} cutting;

/* Notes of a batch's cuts which pairs they are of, which actors they join, and how many edges they make. */
static void note(ent__batch *batch, const cutting *all, uint32_t worker) {
    const ent__ends *ends = all->index->ends;
    const ent__pick *picks = all->cuts->picks;
    ent__cut *cuts = all->cuts->items;
    uint8_t *seen = all->cuts->seen + (size_t)worker * all->index->actor_count;
    uint32_t end = batch->start + batch->count, edges = 0;
    for (uint32_t i = batch->start; i < end; i++) {
        const ent__ends *joined = &ends[cuts[i].dyad];
        uint32_t from = joined->from, to = joined->to;
        cuts[i].from = from;
        cuts[i].to = to;
        cuts[i].has_spans = joined->has_spans;
        cuts[i].rises = joined->rises;
        if (picks) { /* what was added up is not searched for: its arcs end with the last that was seen */
            cuts[i].end = picks[i].end;
            cuts[i].start = picks[i].end - ent__sums_relations(&picks[i].sums);
            cuts[i].is_all = cuts[i].is_odd = false;
        }
        seen[from] = seen[to] = 1;
        edges += from != to;
    }
    batch->edges = edges;
}

/* Room for batches, and for what each of the workers sees. */
static bool allocate_batches(const cutting *all, uint32_t count) {
    ent__cuts *cuts = all->cuts;
    cuts->batch_count = count;
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
        cut.is_all = true;
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

static ent_status cut_batch(void *context, uint32_t worker, size_t item, ent_error *error) {
    const cutting *all = context;
    const ent_index *index = all->index;
    ent__batch *batch = &all->cuts->batches[item];
    batch->start = (uint32_t)item * BATCH;
    uint32_t end = index->dyad_count - batch->start < BATCH ? index->dyad_count : batch->start + BATCH;
    ent__cut *cuts = all->cuts->items + batch->start;
    uint32_t count = 0; /* other threads' batches lie beside this one: it is written to once */
    for (uint32_t number = batch->start; number < end; number++) {
        if (number + AHEAD < end) { /* where the search will look first */
            const ent__dyad *ahead = &index->dyads[number + AHEAD];
            const ent_date *days = index->days + ahead->arcs;
            uint32_t quarter = (ahead[1].arcs - ahead->arcs) / 4;
            __builtin_prefetch(days + quarter);
            __builtin_prefetch(days + 2 * (size_t)quarter);
            __builtin_prefetch(days + 3 * (size_t)quarter);
        }
        ent__cut cut = cut_of(index, number, all->window);
        bool meets = cut.start < cut.end || (index->ends[number].has_spans && meets_spans(index, number, all->window));
        cuts[count] = cut;
        count += meets;
    }
    batch->count = count;
    note(batch, all, worker);
    (void)error;
    return ENT_OK;
}

static ent_status cut_wide(cutting *all, uint32_t workers, ent_error *error) {
    ent__cuts *cuts = all->cuts;
    uint32_t pairs = all->index->dyad_count;
    cuts->workers = pairs < LEAST_PAIRS ? 1 : workers;
    cuts->items = malloc(((size_t)pairs + 1) * sizeof *cuts->items);
    if (!cuts->items || !allocate_batches(all, pairs / BATCH + (pairs % BATCH != 0))) {
        return ent__fail_memory(error);
    }
    return ent__parallel(cuts->batch_count, cuts->workers, cut_batch, all, NULL, error);
}

/* ---- Narrow windows ----------------------------------------------------------------------------------------------- */

/* Ranges of pairs that threads share, two a thread, so that one that is held up keeps nobody waiting long; more cost more than they
 * give, for in every date each is searched for: as much as this many arcs. */
#define MOST_RANGES 16u
#define ARCS_A_SEARCH 16u

/* What a thread marks the pairs of a range in, as bits; places, among those that are marked, of others are never read, nor
 * written. What is touched stays small. */
typedef struct marks {
    uint64_t *words;
    uint32_t *places;
    uint32_t *runs; /* where the arcs of the range begin and end, of each date */
} marks;

typedef struct narrowing {
    cutting *all;
    uint32_t dates[2];
    uint32_t bounds[MOST_RANGES + 1]; /* of the ranges */
    marks *marks; /* of each thread */
    atomic_uint taken; /* room for cuts that ranges have */
} narrowing;

/* The first arc by day of [low, high), all of one day, whose pair is not before `dyad`. */
static uint32_t dyads_from(const ent_index *index, uint32_t low, uint32_t high, uint32_t dyad) {
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (index->by_day_dyads[middle] < dyad) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Finds the arcs of a range, by day, and marks their pairs and those of spans. Returns how many these are, at most. */
static uint32_t mark_range(marks *set, const narrowing *narrow, uint32_t first, uint32_t end) {
    const ent_index *index = narrow->all->index;
    memset(set->words, 0, ((end - first) / 64 + 1) * sizeof *set->words);
    uint32_t *run = set->runs;
    size_t most = index->dyads[end].spans - index->dyads[first].spans;
    for (uint32_t date = narrow->dates[0]; date < narrow->dates[1]; date++, run += 2) {
        run[0] = dyads_from(index, index->date_starts[date], index->date_starts[date + 1], first);
        run[1] = dyads_from(index, run[0], index->date_starts[date + 1], end);
        most += run[1] - run[0];
        for (uint32_t i = run[0]; i < run[1]; i++) {
            uint32_t bit = index->by_day_dyads[i] - first;
            set->words[bit / 64] |= (uint64_t)1 << bit % 64;
        }
    }
    for (uint32_t i = index->dyads[first].spans; i < index->dyads[end].spans; i++) {
        uint32_t bit = index->spans[i].dyad - first;
        set->words[bit / 64] |= (uint64_t)ent__span_meets(&index->spans[i], narrow->all->window) << bit % 64;
    }
    return most < end - first ? (uint32_t)most : end - first;
}

/* Lists the marked pairs of a range, from batch->start on. */
static void list_pairs(ent__batch *batch, narrowing *narrow, const marks *set, uint32_t first, uint32_t end) {
    ent__cuts *cuts = narrow->all->cuts;
    uint32_t words = (end - first) / 64 + 1, place = batch->start;
    for (uint32_t word = 0; word < words; word++) {
        for (uint64_t left = set->words[word]; left; left &= left - 1) {
            uint32_t bit = word * 64 + (uint32_t)__builtin_ctzll(left);
            set->places[bit] = place;
            __builtin_prefetch(&narrow->all->index->ends[first + bit]); /* soon to be noted */
            cuts->items[place].dyad = first + bit;
            cuts->picks[place++] = (ent__pick){.first = ENT_DATE_MAX, .last = ENT_DATE_MIN};
        }
    }
    batch->count = place - batch->start;
}

/* Adds the arcs of a range up, day by day. */
static void add_range(const narrowing *narrow, const marks *set, uint32_t first) {
    const ent_index *index = narrow->all->index;
    ent__cuts *cuts = narrow->all->cuts;
    const uint32_t *run = set->runs;
    for (uint32_t date = narrow->dates[0]; date < narrow->dates[1]; date++, run += 2) {
        ent_date day = index->dates[date];
        for (uint32_t i = run[0]; i < run[1]; i++) {
            ent__pick *pick = &cuts->picks[set->places[index->by_day_dyads[i] - first]];
            pick->end = index->by_day[i] + 1;
            ent__sums_add(&pick->sums, &index->added[index->by_day_amounts[i]]);
            pick->first = day < pick->first ? day : pick->first;
            pick->last = day;
        }
    }
}

static ent_status cut_range(void *context, uint32_t worker, size_t item, ent_error *error) {
    narrowing *narrow = context;
    marks *set = &narrow->marks[worker];
    ent__batch *batch = &narrow->all->cuts->batches[item];
    uint32_t first = narrow->bounds[item], end = narrow->bounds[item + 1];
    batch->start = atomic_fetch_add(&narrow->taken, mark_range(set, narrow, first, end));
    list_pairs(batch, narrow, set, first, end);
    add_range(narrow, set, first);
    note(batch, narrow->all, worker);
    (void)error;
    return ENT_OK;
}

/* The pair where a share of all arcs and pairs ends, which count alike. */
static uint32_t bound_at(const ent_index *index, double share) {
    uint32_t low = 0, high = index->dyad_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        double of_arcs = index->dyads[middle].arcs / (index->arc_count + 1.0);
        if (of_arcs + (double)middle / index->dyad_count < 2.0 * share) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void set_bounds(narrowing *narrow, uint32_t ranges) {
    for (uint32_t i = 1; i < ranges; i++) {
        narrow->bounds[i] = bound_at(narrow->all->index, (double)i / ranges);
    }
    narrow->bounds[ranges] = narrow->all->index->dyad_count;
}

static void free_marks(narrowing *narrow) {
    for (uint32_t i = 0; i < narrow->all->cuts->workers && narrow->marks; i++) {
        free(narrow->marks[i].words);
        free(narrow->marks[i].places);
        free(narrow->marks[i].runs);
    }
    free(narrow->marks);
}

/* Room for `most` cuts, and for what threads mark; not zeroed, for most of it is never touched. */
static bool allocate_marks(narrowing *narrow, uint32_t most) {
    ent__cuts *cuts = narrow->all->cuts;
    size_t pairs = narrow->all->index->dyad_count, dates = narrow->dates[1] - narrow->dates[0];
    cuts->items = malloc(((size_t)most + 1) * sizeof *cuts->items);
    cuts->picks = malloc(((size_t)most + 1) * sizeof *cuts->picks);
    narrow->marks = ent__calloc(cuts->workers, sizeof *narrow->marks);
    bool complete = cuts->items && cuts->picks && narrow->marks;
    for (uint32_t i = 0; i < cuts->workers && complete; i++) {
        marks *set = &narrow->marks[i];
        set->words = malloc((pairs / 64 + 1) * sizeof *set->words);
        set->places = malloc((pairs + 1) * sizeof *set->places);
        set->runs = malloc((2 * dates + 1) * sizeof *set->runs);
        complete = set->words && set->places && set->runs;
    }
    return complete;
}

static ent_status cut_narrow(cutting *all, const uint32_t dates[2], uint32_t workers, ent_error *error) {
    const ent_index *index = all->index;
    uint32_t arcs = index->date_starts[dates[1]] - index->date_starts[dates[0]];
    size_t most = (size_t)arcs + index->span_count;
    most = most < index->dyad_count ? most : index->dyad_count;
    uint32_t ranges = workers < MOST_RANGES / 2 ? 2 * workers : MOST_RANGES;
    bool is_shared = workers > 1 && arcs >= LEAST_ARCS && arcs / ranges / ARCS_A_SEARCH >= dates[1] - dates[0];
    ranges = is_shared ? ranges : 1;
    narrowing narrow = {.all = all, .dates = {dates[0], dates[1]}};
    atomic_init(&narrow.taken, 0);
    set_bounds(&narrow, ranges);
    all->cuts->workers = is_shared ? workers : 1;
    ent_status status = allocate_marks(&narrow, (uint32_t)most) && allocate_batches(all, ranges)
                            ? ent__parallel(ranges, all->cuts->workers, cut_range, &narrow, NULL, error)
                            : ent__fail_memory(error);
    free_marks(&narrow);
    return status;
}

/* Whether going through so many arcs by day costs less than searching in every pair. */
static bool is_narrow(const ent_index *index, uint32_t arcs) {
    uint64_t pairs = index->dyad_count, steps = pairs ? ent__bits_below(index->arc_count / pairs + 1) : 0;
    return 4 * (uint64_t)arcs <= pairs * (4 + ARCS_A_STEP * steps);
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
    return is_narrow(index, arcs) ? cut_narrow(&all, dates, workers, error) : cut_wide(&all, workers, error);
}

/* ---- Sums --------------------------------------------------------------------------------------------------------- */

static ent__wide units_of(const ent__running *sum, unsigned side) {
    return (ent__wide)sum->high[side] << 64 | sum->low[side];
}

ent__pick ent__index_pick(const ent_index *index, const ent__cut *cut) {
    ent__pick pick = {.first = ENT_DATE_MAX, .last = ENT_DATE_MIN, .end = cut->end};
    const ent__running *before = &index->running[cut->start], *after = &index->running[cut->end];
    for (unsigned side = 0; side < 2; side++) {
        ent__wide units = units_of(after, side) - units_of(before, side);
        pick.sums.sides[side].low = (uint32_t)units;
        pick.sums.sides[side].high = (uint64_t)(units >> 32);
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
