/*
 * What a ranking is without each source. A scoring for each source that a relation rests on alone; others change nothing.
 */
#include "certainty.h"

#include <stdlib.h>
#include <string.h>

/* Those first that most relations rest on alone, then that most cite. */
static int by_weight(const void *left, const void *right) {
    const ent_source_influence *a = left, *b = right;
    if (a->alone != b->alone) {
        return a->alone > b->alone ? -1 : 1;
    }
    if (a->relations != b->relations) {
        return a->relations > b->relations ? -1 : 1;
    }
    return (a->source > b->source) - (a->source < b->source);
}

/* The source without which most changes comes first. */
static int by_distance(const void *left, const void *right) {
    const ent_source_influence *a = left, *b = right;
    if (a->distance != b->distance) {
        return a->distance > b->distance ? -1 : 1;
    }
    return (a->source > b->source) - (a->source < b->source);
}

/* Counts what cites each source; all of them, in the order in which they are left out. */
static ent_source_influence *count_sources(const ent__citations *citations) {
    ent_source_influence *all = ent__calloc(citations->source_count, sizeof *all);
    for (uint32_t s = 0; all && s < citations->source_count; s++) {
        all[s] = (ent_source_influence)ENT_SOURCE_INFLUENCE_INIT;
        all[s].source = citations->sources[s];
    }
    for (uint32_t row = 0; all && row < citations->relation_count; row++) {
        for (size_t i = citations->offsets[row]; i < citations->offsets[row + 1]; i++) {
            all[citations->cited[i]].relations++;
            all[citations->cited[i]].alone += citations->offsets[row + 1] - citations->offsets[row] == 1;
        }
    }
    if (all && citations->source_count) {
        qsort(all, citations->source_count, sizeof *all, by_weight);
    }
    return all;
}

/* Each relation once, but for those that cite this source alone. */
static void take_out(double *times, const ent__citations *citations, ent_id source) {
    for (uint32_t row = 0; row < citations->relation_count; row++) {
        size_t start = citations->offsets[row];
        bool is_gone =
            citations->offsets[row + 1] - start == 1 && citations->sources[citations->cited[start]] == source;
        times[row] = is_gone ? 0.0 : 1.0;
    }
}

/* Ranks, up or down. */
static uint32_t moved(uint32_t a, uint32_t b) {
    return a > b ? a - b : b - a;
}

/* Names who moves by the most ranks. */
static void find_mover(ent_source_influence *source, const ent_rank_certainty *certainty, const uint32_t *ranks) {
    uint32_t most = 0;
    for (uint32_t i = 0; i < certainty->summary.actors; i++) {
        uint32_t node = certainty->order[i], by = moved(certainty->ranks[node], ranks[node]);
        if (by > most) {
            most = by;
            source->actor = certainty->actors[node];
            source->rank = certainty->ranks[node];
            source->rank_without = ranks[node];
        }
    }
}

/* A source that no relation rests on alone changes nothing, and is not ranked without. */
static ent_status leave_out(void *context, uint32_t worker, size_t item, ent_error *error) {
    ent__ranker *ranker = context;
    ent__bench *bench = &ranker->benches[worker];
    const ent_rank_certainty *certainty = ranker->certainty;
    ent_source_influence *source = &certainty->sources[item];
    if (source->alone == 0) {
        return ENT_OK;
    }
    take_out(bench->times, ranker->ranking->citations, source->source);
    ent_status status = ent__ranker_rank(bench->ranks, NULL, ranker, worker, error);
    if (status == ENT_OK) {
        find_mover(source, certainty, bench->ranks);
        source->distance = ent__rank_distance(certainty->ranks, bench->ranks, certainty->order,
                                              certainty->summary.actors, bench->fenwick);
    }
    return status;
}

ent_status ent__certainty_leave_out(ent__ranker *ranker, ent_error *error) {
    ent_rank_certainty *certainty = ranker->certainty;
    certainty->sources = count_sources(ranker->ranking->citations);
    if (!certainty->sources) {
        return ent__fail_memory(error);
    }
    uint32_t count = certainty->summary.left_out;
    double from = ranker->at;
    ent_status status = ent__ranker_share(ranker, count, leave_out, from, 1.0 - from, error);
    if (count && status == ENT_OK) {
        qsort(certainty->sources, count, sizeof *certainty->sources, by_distance);
    }
    return status;
}

/* ---- Distance ----------------------------------------------------------------------------------------------------- */

/* How many numbers entered are at most `value`, in a tree of prefix sums (Fenwick 1994) over 1 to n. */
static uint32_t count_to(const uint32_t *tree, uint32_t value) {
    uint32_t count = 0;
    for (; value > 0; value &= value - 1) {
        count += tree[value];
    }
    return count;
}

static void enter(uint32_t *tree, uint32_t n, uint32_t value) {
    for (; value <= n; value += value & (~value + 1)) {
        tree[value]++;
    }
}

double ent__rank_distance(const uint32_t *a, const uint32_t *b, const uint32_t *order, uint32_t n, uint32_t *room) {
    uint32_t *tree = room, *equal = room + n + 1; /* ranks in b of those before in a: prefix sums, and each */
    uint64_t reversed = 0, tied_in_one = 0;
    memset(room, 0, 2 * ((size_t)n + 1) * sizeof *room);
    for (uint32_t start = 0, end; start < n; start = end) {
        uint64_t tied_in_both = 0;
        for (end = start; end < n && a[order[end]] == a[order[start]]; end++) {
            uint32_t rank = b[order[end]];
            reversed += start - count_to(tree, rank);
            tied_in_one += equal[rank];
            tied_in_both -= equal[rank];
        }
        for (uint32_t i = start; i < end; i++) {
            uint32_t rank = b[order[i]];
            tied_in_both += equal[rank]++;
            enter(tree, n, rank);
        }
        uint64_t size = end - start;
        tied_in_one += size * (size - 1) / 2 - tied_in_both;
    }
    double pairs = (double)n * (n - 1.0) / 2.0;
    return n < 2 ? 0.0 : ((double)reversed + (double)tied_in_one / 2.0) / pairs;
}
