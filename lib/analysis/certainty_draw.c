/*
 * Ranking a record that is drawn again and again. O(relations + actors) and a ranking a draw; 4 bytes an actor and draw.
 *
 * Each draw has a random stream of its own, made from the seed and its number, and writes to places of its own, so that it does
 * not matter which thread does it.
 */
#include "certainty.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of the work, as progress tells it: drawing, the rest is leaving out. */
#define DRAWING 0.7

/* A number in [0, 1), even. */
static double even(uint64_t *state) {
    return (double)(ent__random(state) >> 11) * 0x1p-53;
}

/* Draws how often each unit counts, and from that each relation. */
static void draw_times(ent__bench *bench, const ent__ranker *ranker, uint64_t *state) {
    const ent__citations *citations = ranker->ranking->citations;
    const ent_certainty_summary *summary = &ranker->certainty->summary;
    memset(bench->counts, 0, summary->units * sizeof *bench->counts);
    for (uint32_t i = 0; i < summary->units; i++) {
        bench->counts[ent__random_below(state, summary->units)]++;
    }
    uint32_t own = citations->source_count; /* relations without a source come after the sources */
    for (uint32_t row = 0; row < citations->relation_count; row++) {
        size_t start = citations->offsets[row], end = citations->offsets[row + 1];
        double times = 0.0, confidence = citations->confidence[row];
        if (summary->unit == ENT_DRAW_RELATIONS) {
            times = bench->counts[row];
        } else if (start == end) {
            times = bench->counts[own++];
        }
        for (size_t i = start; i < end && summary->unit == ENT_DRAW_SOURCES; i++) {
            times += (double)bench->counts[citations->cited[i]] / (double)(end - start);
        }
        bench->times[row] = even(state) < confidence ? times / confidence : 0.0;
    }
}

static ent_status draw(void *context, uint32_t worker, size_t item, ent_error *error) {
    ent__ranker *ranker = context;
    ent__bench *bench = &ranker->benches[worker];
    uint64_t seed = ranker->run ? ranker->run->seed : 0;
    uint64_t state = ent__random(&seed) + item; /* mixed, so that the streams of neighbours do not overlap */
    state = ent__random(&state);
    draw_times(bench, ranker, &state);
    uint32_t *ranks = ranker->certainty->drawn + item * ranker->certainty->summary.actors;
    return ent__ranker_rank(ranks, bench->present, ranker, worker, error);
}

ent_pair_certainty ent__certainty_compare(const ent_rank_certainty *certainty, uint32_t first, uint32_t second) {
    ent_pair_certainty pair = ENT_PAIR_CERTAINTY_INIT;
    uint32_t before = 0, after = 0, draws = certainty->summary.draws;
    for (uint32_t i = 0; i < draws; i++) {
        const uint32_t *ranks = certainty->drawn + (size_t)i * certainty->summary.actors;
        before += ranks[first] < ranks[second];
        after += ranks[first] > ranks[second];
    }
    pair.before = (double)before / draws;
    pair.after = (double)after / draws;
    pair.equal = (double)(draws - before - after) / draws;
    return pair;
}

static int by_rank(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* The row of the i-th in order. `column` has room for a rank a draw. */
static ent_actor_certainty make_row(const ent_rank_certainty *certainty, uint32_t i, uint32_t *column) {
    const ent_certainty_summary *summary = &certainty->summary;
    uint32_t node = certainty->order[i], draws = summary->draws;
    double last = draws - 1.0;
    for (uint32_t d = 0; d < draws; d++) {
        column[d] = certainty->drawn[(size_t)d * summary->actors + node];
    }
    qsort(column, draws, sizeof *column, by_rank);
    /* (1 - level) / 2 is not exact: what lies within rounding of a whole number is that number. */
    double low = floor((1.0 - summary->level) / 2.0 * last + 1e-9);
    double high = ceil((1.0 + summary->level) / 2.0 * last - 1e-9);
    ent_actor_certainty row = ENT_ACTOR_CERTAINTY_INIT;
    row.actor = certainty->actors[node];
    row.rank = certainty->ranks[node];
    row.rank_low = column[(size_t)low];
    row.rank_high = column[(size_t)high];
    row.score = certainty->scores[node];
    row.present = (double)certainty->present[node] / draws;
    bool has_next = i + 1 < summary->actors && certainty->ranks[certainty->order[i + 1]] > row.rank;
    row.flip_next = has_next ? ent__certainty_compare(certainty, node, certainty->order[i + 1]).after : NAN;
    return row;
}

ent_status ent__certainty_draw(ent__ranker *ranker, ent_error *error) {
    ent_rank_certainty *certainty = ranker->certainty;
    uint32_t n = certainty->summary.actors, draws = certainty->summary.draws;
    uint32_t *column = ent__calloc(draws, sizeof *column);
    certainty->drawn = ent__calloc((size_t)draws * n, sizeof *certainty->drawn);
    certainty->present = ent__calloc(n, sizeof *certainty->present);
    certainty->rows = ent__calloc(n, sizeof *certainty->rows);
    bool has_room = column && certainty->drawn && certainty->present && certainty->rows;
    ent_status status =
        has_room ? ent__ranker_share(ranker, draws, draw, 0.0, DRAWING, error) : ent__fail_memory(error);
    for (uint32_t w = 0; w < ranker->workers && status == ENT_OK; w++) {
        for (uint32_t node = 0; node < n; node++) {
            certainty->present[node] += ranker->benches[w].present[node];
        }
    }
    for (uint32_t i = 0; i < n && status == ENT_OK; i++) {
        certainty->rows[i] = make_row(certainty, i, column);
    }
    free(column);
    return status;
}
