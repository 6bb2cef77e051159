/*
 * Brandes' betweenness (2001) for eight sources at once, each a lane of a row of eight doubles that every vertex has.
 *
 * Forward, a level is one sum of rows: the number of shortest paths to a vertex of the next level is the sum of its neighbours'
 * rows in `now`, which holds the numbers of the level at hand and is zero everywhere else, so that the inner loop asks nothing.
 * Backward the same with the coefficients (1 + dependency) / paths of a level. Either way a level can be pulled (every vertex
 * that may receive sums over its neighbours) or pushed (every vertex of the level adds to its neighbours), and the one that
 * goes over fewer arcs is taken (Beamer, Asanovic & Patterson 2012).
 *
 * Betweenness of arcs only pulls: an arc carries the paths to its tail times the coefficient of its head.
 *
 * Lists of (vertex, lanes) say what each level holds, so that nothing but rows is ever cleared. Levels of eight sources that
 * lie together mostly hold the same vertices (compact.h orders them so); where they cannot, in small components and in long ones,
 * betweenness_narrow.c takes one source after another. O(n m / 8) row operations, 232 n bytes a thread.
 * Measured on a power law of 2k vertices and 30k edges, two threads, one run: 24 times igraph.
 */
#include "betweenness_lanes.h"

#include "../base/parallel.h"
#include "betweenness_narrow.h"
#include "lanes.h"

#include <stdlib.h>
#include <string.h>

/* Working memory of one thread. Between batches `now`, `next` and `visited` are all zero. */
typedef struct bench {
    const ent__compact *compact;
    const double *weights; /* of each vertex as a target and as a source; NULL: 1 */
    ent__narrow narrow;
    void *block; /* of the rows, which begin at the next multiple of 64 in it */
    ent__row *paths; /* number of shortest paths; of lanes not visited undefined */
    ent__row *now, *next;
    uint8_t *visited; /* lanes that have reached each vertex */
    uint8_t *is_touched;
    uint32_t *touched;
    uint32_t *open; /* vertices that some lane has not reached, or no longer so; listed when a level is first pulled */
    uint32_t open_count;
    bool is_listed;
    uint64_t open_arcs; /* arcs of those that some lane has not reached */
    uint32_t *vertices; /* level after level: vertices that some lane reached there, */
    uint8_t *lanes; /* and by which lanes */
    uint32_t *starts; /* of each level in these; room for n + 2 */
    uint32_t level_count;
    unsigned all; /* lanes in use */
    double times[ENT__LANES]; /* the weights of their sources; no row, for the benches are aligned to nothing */
    bool of_arcs; /* scores are those of the arcs of compact->out, else of the vertices */
} bench;

static void close_bench(bench *b) {
    free(b->block);
    free(b->visited);
    free(b->is_touched);
    free(b->touched);
    free(b->open);
    free(b->vertices);
    free(b->lanes);
    free(b->starts);
    ent__narrow_close(&b->narrow);
}

static bool open_rows(bench *b, const ent__compact *compact) {
    size_t n = compact->node_count;
    b->block = ent__calloc(3 * n + 1, sizeof(ent__row));
    b->visited = ent__calloc(n, sizeof *b->visited);
    b->is_touched = ent__calloc(n, sizeof *b->is_touched);
    b->touched = ent__calloc(n + 1, sizeof *b->touched);
    b->open = ent__calloc(n, sizeof *b->open);
    b->vertices = ent__calloc(ENT__LANES * n, sizeof *b->vertices);
    b->lanes = ent__calloc(ENT__LANES * n, sizeof *b->lanes);
    b->starts = ent__calloc(n + 2, sizeof *b->starts);
    if (!b->block || !b->visited || !b->is_touched || !b->touched || !b->open || !b->vertices || !b->lanes ||
        !b->starts) {
        return false;
    }
    b->paths = (ent__row *)(((uintptr_t)b->block + sizeof(ent__row) - 1) / sizeof(ent__row) * sizeof(ent__row));
    b->now = b->paths + n;
    b->next = b->now + n;
    return true;
}

/* Only what the sources ask for. */
static bool open_bench(bench *b, bool of_arcs, const ent__compact *compact, const double *weights) {
    *b = (bench){.compact = compact, .weights = weights, .of_arcs = of_arcs};
    bool complete = compact->long_end == compact->source_count || open_rows(b, compact);
    return complete && (compact->long_end == 0 || ent__narrow_open(&b->narrow, compact, weights));
}

static uint32_t degree_of(const ent__compact_rows *rows, uint32_t v) {
    return rows->offsets[v + 1] - rows->offsets[v];
}

static uint64_t arcs_of_level(const bench *b, uint32_t level, const ent__compact_rows *rows) {
    uint64_t arcs = 0;
    for (uint32_t i = b->starts[level]; i < b->starts[level + 1]; i++) {
        arcs += degree_of(rows, b->vertices[i]);
    }
    return arcs;
}

/* ---- The two ways over the arcs of a level ------------------------------------------------------------------------ */

/* In halves of rows, which compilers keep in registers where a row needs several: with AVX2 in half the time, else in the same. */
ENT__ALWAYS_INLINE void sum_neighbours(ent__row *sum, const ent__row *rows, const ent__compact_rows *arcs, uint32_t v) {
    ent__half_row even[2] = {{0}}, odd[2] = {{0}}, *halves = (ent__half_row *)sum;
    uint32_t e = arcs->offsets[v], end = arcs->offsets[v + 1];
    for (; e + 1 < end; e += 2) {
        const ent__half_row *first = (const ent__half_row *)&rows[arcs->heads[e]];
        const ent__half_row *second = (const ent__half_row *)&rows[arcs->heads[e + 1]];
        even[0] += first[0];
        even[1] += first[1];
        odd[0] += second[0];
        odd[1] += second[1];
    }
    if (e < end) {
        const ent__half_row *last = (const ent__half_row *)&rows[arcs->heads[e]];
        even[0] += last[0];
        even[1] += last[1];
    }
    halves[0] = even[0] + odd[0];
    halves[1] = even[1] + odd[1];
}

/* Adds the rows in `now` of a level to those of their neighbours in `next`; the number of vertices touched. */
ENT__ALWAYS_INLINE uint32_t push_level(bench *b, uint32_t level, const ent__compact_rows *arcs) {
    uint32_t count = 0;
    for (uint32_t i = b->starts[level]; i < b->starts[level + 1]; i++) {
        uint32_t v = b->vertices[i];
        ent__row row = b->now[v];
        for (uint32_t e = arcs->offsets[v]; e < arcs->offsets[v + 1]; e++) {
            uint32_t w = arcs->heads[e];
            b->next[w] += row;
            b->touched[count] = w;
            count += !b->is_touched[w];
            b->is_touched[w] = 1;
        }
    }
    return count;
}

ENT__ALWAYS_INLINE void clear_level(bench *b, ent__row *rows, uint32_t level) {
    const ent__row zero = {0};
    for (uint32_t i = b->starts[level]; i < b->starts[level + 1]; i++) {
        rows[b->vertices[i]] = zero;
    }
}

ENT__ALWAYS_INLINE void swap_rows(bench *b) {
    ent__row *kept = b->now;
    b->now = b->next;
    b->next = kept;
}

/* ---- Forward: numbers of shortest paths --------------------------------------------------------------------------- */

/* Lets the lanes of `sum` that had not reached v reach it now; leaves in `sum` what those bring. */
ENT__ALWAYS_INLINE void reach(bench *b, uint32_t v, ent__row *sum, uint32_t *end) {
    unsigned before = b->visited[v], fresh = ent__row_positive(sum) & ~before;
    ent__row_mask mask;
    ent__mask_of_bits(&mask, fresh);
    ent__row_keep(sum, &mask);
    if (fresh) {
        if (before) {
            b->paths[v] = (ent__row)(((ent__row_mask)b->paths[v] & ~mask) | (ent__row_mask)*sum);
        } else {
            b->paths[v] = *sum;
        }
        b->visited[v] = (uint8_t)(before | fresh);
        b->vertices[*end] = v;
        b->lanes[(*end)++] = (uint8_t)fresh;
        if ((before | fresh) == b->all) {
            b->open_arcs -= degree_of(&b->compact->in, v);
        }
    }
}

static void list_open(bench *b) {
    b->open_count = b->compact->node_count;
    b->is_listed = true;
    for (uint32_t v = 0; v < b->open_count; v++) {
        b->open[v] = v;
    }
}

ENT__ALWAYS_INLINE uint32_t pull_forward(bench *b, uint32_t end) {
    uint32_t kept = 0;
    if (!b->is_listed) {
        list_open(b);
    }
    for (uint32_t i = 0; i < b->open_count; i++) {
        uint32_t v = b->open[i];
        if (b->visited[v] == b->all) {
            continue;
        }
        ent__row sum;
        sum_neighbours(&sum, b->now, &b->compact->in, v);
        reach(b, v, &sum, &end);
        b->next[v] = sum;
        b->open[kept] = v;
        kept += b->visited[v] != b->all;
    }
    b->open_count = kept;
    return end;
}

ENT__ALWAYS_INLINE uint32_t push_forward(bench *b, uint32_t level, uint32_t end) {
    uint32_t count = push_level(b, level, &b->compact->out);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t v = b->touched[i];
        ent__row sum = b->next[v];
        reach(b, v, &sum, &end);
        b->next[v] = sum;
        b->is_touched[v] = 0;
    }
    return end;
}

/* All levels from up to eight sources. */
ENT__ALWAYS_INLINE void search(bench *b, const uint32_t *sources, uint32_t count) {
    const ent__compact *compact = b->compact;
    uint32_t end = 0;
    b->all = (1u << count) - 1;
    b->is_listed = false;
    b->open_arcs = compact->arc_count;
    for (uint32_t lane = 0; lane < count; lane++) {
        ent__row one = {0};
        one[lane] = 1.0;
        b->times[lane] = b->weights ? b->weights[sources[lane]] : 1.0;
        reach(b, sources[lane], &one, &end);
        b->now[sources[lane]] = one;
    }
    b->starts[0] = 0;
    b->starts[1] = end;
    uint32_t level = 0;
    while (b->starts[level + 1] > b->starts[level]) {
        bool push = arcs_of_level(b, level, &compact->out) <= b->open_arcs;
        end = push ? push_forward(b, level, end) : pull_forward(b, end);
        clear_level(b, b->now, level);
        swap_rows(b);
        b->starts[++level + 1] = end;
    }
    b->level_count = level;
}

/* ---- Backward: dependencies --------------------------------------------------------------------------------------- */

/* A vertex's lanes at its level are settled by the sum of the coefficients behind it: its dependency is paths * sum; what it
 * hands on is (weight + dependency) / paths = weight / paths + sum, all of it times the source's weight. `scores`: NULL, or of
 * the vertices. */
ENT__ALWAYS_INLINE void settle(bench *b, uint32_t i, ent__row *sum, double *scores) {
    uint32_t v = b->vertices[i];
    ent__row_mask mask;
    ent__mask_of_bits(&mask, b->lanes[i]);
    ent__row_keep(sum, &mask);
    if (scores) {
        ent__row dependency = b->paths[v] * *sum;
        ent__row_keep(&dependency, &mask);
        scores[v] += ent__row_sum(&dependency);
    }
    ent__row coefficient;
    memcpy(&coefficient, b->times, sizeof coefficient);
    coefficient = (b->weights ? b->weights[v] * coefficient : coefficient) / b->paths[v];
    ent__row_keep(&coefficient, &mask);
    *sum += coefficient;
}

ENT__ALWAYS_INLINE void pull_backward(bench *b, uint32_t level, double *scores) {
    for (uint32_t i = b->starts[level - 1]; i < b->starts[level]; i++) {
        uint32_t v = b->vertices[i];
        ent__row sum;
        sum_neighbours(&sum, b->now, &b->compact->out, v);
        settle(b, i, &sum, scores);
        b->next[v] = sum;
    }
    clear_level(b, b->now, level);
    swap_rows(b);
}

ENT__ALWAYS_INLINE void push_backward(bench *b, uint32_t level, double *scores) {
    const ent__row zero = {0};
    uint32_t count = push_level(b, level, &b->compact->in);
    clear_level(b, b->now, level);
    for (uint32_t i = b->starts[level - 1]; i < b->starts[level]; i++) {
        uint32_t v = b->vertices[i];
        ent__row sum = b->next[v];
        settle(b, i, &sum, scores);
        b->now[v] = sum;
    }
    for (uint32_t i = 0; i < count; i++) {
        b->next[b->touched[i]] = zero;
        b->is_touched[b->touched[i]] = 0;
    }
}

/* Pulls, and adds to each arc what it carries. */
ENT__ALWAYS_INLINE void carry_backward(bench *b, uint32_t level, double *scores) {
    const ent__compact_rows *arcs = &b->compact->out;
    for (uint32_t i = b->starts[level - 1]; i < b->starts[level]; i++) {
        uint32_t v = b->vertices[i];
        ent__row_mask mask;
        ent__mask_of_bits(&mask, b->lanes[i]);
        ent__row sum = {0}, paths = b->paths[v];
        ent__row_keep(&paths, &mask);
        for (uint32_t e = arcs->offsets[v]; e < arcs->offsets[v + 1]; e++) {
            ent__row coefficient = b->now[arcs->heads[e]], carried = paths * coefficient;
            sum += coefficient;
            scores[e] += ent__row_sum(&carried);
        }
        settle(b, i, &sum, NULL);
        b->next[v] = sum;
    }
    clear_level(b, b->now, level);
    swap_rows(b);
}

/* The coefficients of the last level, behind which is nothing. */
ENT__ALWAYS_INLINE void settle_last(bench *b, double *scores) {
    uint32_t last = b->level_count - 1;
    for (uint32_t i = b->starts[last]; last > 0 && i < b->starts[last + 1]; i++) {
        ent__row sum = {0};
        settle(b, i, &sum, scores);
        b->now[b->vertices[i]] = sum;
    }
}

/* Leaves the bench as the next batch expects it; `level` is the one whose coefficients are in `now`. */
ENT__ALWAYS_INLINE void tidy(bench *b, uint32_t level) {
    if (b->level_count > 1) {
        clear_level(b, b->now, level);
    }
    for (uint32_t i = 0; i < b->starts[b->level_count]; i++) {
        b->visited[b->vertices[i]] = 0;
    }
}

/* From the last level to the first; the sources themselves get nothing. */
ENT__ALWAYS_INLINE void add_dependencies(bench *b, double *scores) {
    settle_last(b, scores);
    for (uint32_t level = b->level_count - 1; level > 1; level--) {
        uint64_t push = arcs_of_level(b, level, &b->compact->in), pull = arcs_of_level(b, level - 1, &b->compact->out);
        if (push <= pull) {
            push_backward(b, level, scores);
        } else {
            pull_backward(b, level, scores);
        }
    }
    tidy(b, 1);
}

ENT__ALWAYS_INLINE void add_carried(bench *b, double *scores) {
    settle_last(b, NULL);
    for (uint32_t level = b->level_count - 1; level > 0; level--) {
        carry_backward(b, level, scores);
    }
    tidy(b, 0);
}

ENT__ALWAYS_INLINE void run_batch_body(bench *b, const uint32_t *sources, uint32_t count, double *scores) {
    search(b, sources, count);
    if (b->of_arcs) {
        add_carried(b, scores);
    } else {
        add_dependencies(b, scores);
    }
}

ENT__LANES_WRAP(run_batch, run_batch_body, (bench * b, const uint32_t *sources, uint32_t count, double *scores),
                (b, sources, count, scores))

/* ---- All sources -------------------------------------------------------------------------------------------------- */

#define SMALL_ONES 64 /* small components in one item: enough to be worth some microseconds */

/* What there is to do, beside the benches of the workers. */
typedef struct plan {
    bench *benches;
    double *scores;
    size_t step; /* sources in one item, of those of no small component */
    size_t items, small_items;
} plan;

static plan plan_for(const ent__compact *compact, bool of_arcs, double *scores) {
    size_t count = compact->source_count - compact->small_end, batch = ent__batches_an_item(count) * ENT__LANES;
    uint32_t length = of_arcs ? compact->arc_count : compact->node_count;
    double worth =
        1.0 + compact->arcs_met / (8.0 * (length ? length : 1)); /* items of 8 arcs for each number to add up */
    plan all = {.scores = scores, .step = (size_t)((double)count / worth)};
    all.step = (all.step > batch ? all.step : batch) / ENT__LANES * ENT__LANES;
    all.items = (count + all.step - 1) / all.step;
    all.small_items = ((size_t)compact->small_count + SMALL_ONES - 1) / SMALL_ONES;
    return all;
}

/* Long components, then the others in batches. */
static ent_status do_item(void *context, uint32_t worker, size_t item, double *scores, ent_error *error) {
    const plan *all = context;
    bench *b = &all->benches[worker];
    const ent__compact *compact = b->compact;
    size_t i = compact->small_end + item * all->step, end = i + all->step;
    (void)error;
    end = end < compact->source_count ? end : compact->source_count;
    for (; i < end && i < compact->long_end; i++) {
        ent__narrow_add(scores, b->of_arcs, &b->narrow, compact->sources[i]);
    }
    for (; i < end; i += ENT__LANES) {
        run_batch(b, compact->sources + i, end - i < ENT__LANES ? (uint32_t)(end - i) : ENT__LANES, scores);
    }
    return ENT_OK;
}

/* Small components: each is in one item as a whole, so that no other thread writes to its scores. */
static ent_status do_small_ones(void *context, uint32_t worker, size_t item, ent_error *error) {
    const plan *all = context;
    bench *b = &all->benches[worker];
    const ent__compact *compact = b->compact;
    size_t first = item * SMALL_ONES, end = first + SMALL_ONES;
    (void)error;
    end = end < compact->small_count ? end : compact->small_count;
    for (uint32_t i = compact->starts[first]; i < compact->starts[end]; i++) {
        ent__narrow_add(all->scores, b->of_arcs, &b->narrow, compact->sources[i]);
    }
    return ENT_OK;
}

static ent_status add_all(plan *all, uint32_t workers, const ent_run *run, ent_error *error) {
    const bench *b = all->benches;
    size_t length = b->of_arcs ? b->compact->arc_count : b->compact->node_count;
    ent_status status = ent__parallel_sum(all->scores, length, all->items, workers, do_item, all, run, error);
    if (status == ENT_OK && all->small_items > 0) {
        status = ent__parallel(all->small_items, workers, do_small_ones, all, run, error);
    }
    return status;
}

ent_status ent__betweenness_lanes(double *scores, bool of_arcs, const ent__compact *compact, const double *weights,
                                  const ent_run *run, ent_error *error) {
    plan all = plan_for(compact, of_arcs, scores);
    size_t most = all.items > all.small_items ? all.items : all.small_items;
    uint32_t workers = ent__threads(run);
    workers = workers < most ? workers : (uint32_t)(most ? most : 1);
    all.benches = ent__calloc(workers, sizeof *all.benches);
    bool complete = all.benches;
    for (uint32_t i = 0; complete && i < workers; i++) {
        complete = open_bench(&all.benches[i], of_arcs, compact, weights);
    }
    ent_status status = complete ? add_all(&all, workers, run, error) : ent__fail_memory(error);
    for (uint32_t i = 0; all.benches && i < workers; i++) {
        close_bench(&all.benches[i]);
    }
    free(all.benches);
    return status;
}
