/*
 * Breadth-first search from 512 sources at once, one bit each in a row of 64 bytes that every vertex has (Then et al. 2014).
 *
 * A level is an OR of rows: a vertex is reached by the sources that reached one of its neighbours and had not reached it yet.
 * Pulled, the OR is left as soon as nothing is missing, which in small worlds is after a few neighbours; a level whose vertices
 * have fewer arcs than those still open is pushed instead. Nothing is asked of single sources: as many bits as are new at level d
 * are sources at distance d, so that popcounts give, for every vertex at once, how many others reach it, how far in sum, and
 * the sum of inverses. O(n m / 512) row operations at the least; 255 n bytes a thread.
 *
 * In a long component (compact.h) bits hardly meet: there it is one search from each vertex, against the arcs, which needs no
 * more than the size of each level. In a small one a row is one word. Measured beside bits for all, one thread: a ring of
 * 1,500 vertices 3.7 times, parts of seven 2.3 times.
 */
#include "distance_bits.h"

#include "../base/parallel.h"
#include "lanes.h"

#include <stdlib.h>
#include <string.h>

#define SOURCES 512
#define WORDS 8

typedef uint64_t bits __attribute__((vector_size(64)));

/* Working memory of one thread. Between batches all rows are zero. */
typedef struct bench {
    const ent__compact *compact;
    void *block; /* of the rows, which begin at the next multiple of 64 in it */
    bits *seen, *now, *next;
    uint8_t *is_touched;
    uint32_t *level, *fresh; /* vertices of the level at hand and of the next */
    uint32_t level_count, fresh_count;
    uint32_t *met; /* vertices that some source has reached, as they were found */
    uint32_t met_count;
    uint32_t
        *open; /* vertices that some source has not reached, or no longer so; listed when a level is first pulled */
    uint32_t open_count;
    bool is_listed;
    uint64_t open_arcs, level_arcs;
    double *greatest; /* of each vertex, over this thread's batches */
} bench;

static void close_bench(bench *b) {
    free(b->block);
    free(b->is_touched);
    free(b->level);
    free(b->fresh);
    free(b->met);
    free(b->open);
    free(b->greatest);
}

static bool open_rows(bench *b) {
    size_t n = b->compact->node_count;
    b->block = ent__calloc(3 * n + 1, sizeof(bits));
    b->level = ent__calloc(n + 1, sizeof *b->level);
    b->fresh = ent__calloc(n + 1, sizeof *b->fresh);
    b->open = ent__calloc(n, sizeof *b->open);
    if (!b->block || !b->level || !b->fresh || !b->open) {
        return false;
    }
    b->seen = (bits *)(((uintptr_t)b->block + sizeof(bits) - 1) / sizeof(bits) * sizeof(bits));
    b->now = b->seen + n;
    b->next = b->now + n;
    return true;
}

/* Without rows where nothing asks for them. */
static bool open_bench(bench *b, const ent__compact *compact) {
    size_t n = compact->node_count;
    *b = (bench){.compact = compact};
    b->is_touched = ent__calloc(n, sizeof *b->is_touched);
    b->met = ent__calloc(n, sizeof *b->met);
    b->greatest = ent__calloc(n, sizeof *b->greatest);
    bool complete = b->is_touched && b->met && b->greatest;
    return complete && (compact->long_end == compact->source_count || open_rows(b));
}

static uint32_t degree_of(const ent__compact_rows *rows, uint32_t v) {
    return rows->offsets[v + 1] - rows->offsets[v];
}

/* One batch: which sources there are, what level it is at, and where the numbers go. */
typedef struct batch {
    bits all; /* the sources in use */
    double level;
    double *counts, *sums, *inverses;
} batch;

ENT__ALWAYS_INLINE uint64_t any_of(const bits *row) {
    const bits r = *row;
    return ((r[0] | r[1]) | (r[2] | r[3])) | ((r[4] | r[5]) | (r[6] | r[7]));
}

ENT__ALWAYS_INLINE double count_of(const bits *row) {
    int count = 0;
    for (int word = 0; word < WORDS; word++) {
        count += __builtin_popcountll((*row)[word]);
    }
    return count;
}

/* Lets the new ones of the sources in `reached` reach v; leaves in it which they are. */
ENT__ALWAYS_INLINE void reach(bench *b, uint32_t v, bits *reached, const batch *at) {
    *reached &= ~b->seen[v];
    if (!any_of(reached)) {
        return;
    }
    double count = count_of(reached);
    if (!any_of(&b->seen[v])) {
        b->met[b->met_count++] = v;
    }
    b->seen[v] |= *reached;
    b->fresh[b->fresh_count++] = v;
    b->level_arcs += degree_of(&b->compact->out, v);
    at->counts[v] += count;
    at->sums[v] += count * at->level;
    at->inverses[v] += count / at->level;
    b->greatest[v] = b->greatest[v] > at->level ? b->greatest[v] : at->level;
    bits missing = at->all & ~b->seen[v];
    b->open_arcs -= any_of(&missing) ? 0 : degree_of(&b->compact->in, v);
}

/* The OR of the neighbours' rows, at the least as far as something is missing. */
ENT__ALWAYS_INLINE void gather(bits *sum, const bench *b, uint32_t v, const bits *missing) {
    const ent__compact_rows *in = &b->compact->in;
    uint32_t e = in->offsets[v], end = in->offsets[v + 1];
    bits gathered = {0}, left = *missing;
    while (e < end && any_of(&left)) {
        uint32_t stop = end - e < 4 ? end : e + 4;
        for (; e < stop; e++) {
            gathered |= b->now[in->heads[e]];
        }
        left = *missing & ~gathered;
    }
    *sum = gathered;
}

static void list_open(bench *b) {
    b->open_count = b->compact->node_count;
    b->is_listed = true;
    for (uint32_t v = 0; v < b->open_count; v++) {
        b->open[v] = v;
    }
}

ENT__ALWAYS_INLINE void pull_level(bench *b, const batch *at) {
    uint32_t kept = 0;
    if (!b->is_listed) {
        list_open(b);
    }
    for (uint32_t i = 0; i < b->open_count; i++) {
        uint32_t v = b->open[i];
        bits missing = at->all & ~b->seen[v], reached;
        if (any_of(&missing)) {
            gather(&reached, b, v, &missing);
            reach(b, v, &reached, at);
            b->next[v] = reached;
            b->open[kept++] = v;
        }
    }
    b->open_count = kept;
}

ENT__ALWAYS_INLINE void push_level(bench *b, const batch *at) {
    const ent__compact_rows *out = &b->compact->out;
    uint32_t count = 0,
             *touched = b->fresh; /* read before it is written: what is reached is a part of what is touched */
    for (uint32_t i = 0; i < b->level_count; i++) {
        uint32_t v = b->level[i];
        bits row = b->now[v];
        for (uint32_t e = out->offsets[v]; e < out->offsets[v + 1]; e++) {
            uint32_t w = out->heads[e];
            b->next[w] |= row;
            touched[count] = w;
            count += !b->is_touched[w];
            b->is_touched[w] = 1;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t v = touched[i];
        bits reached = b->next[v];
        b->is_touched[v] = 0;
        reach(b, v, &reached, at);
        b->next[v] = reached;
    }
}

/* The reached become the level at hand; the rows of the one before are cleared. */
ENT__ALWAYS_INLINE void turn_level(bench *b) {
    const bits zero = {0};
    for (uint32_t i = 0; i < b->level_count; i++) {
        b->now[b->level[i]] = zero;
    }
    bits *kept_rows = b->now;
    b->now = b->next;
    b->next = kept_rows;
    uint32_t *kept_list = b->level;
    b->level = b->fresh;
    b->fresh = kept_list;
    b->level_count = b->fresh_count;
    b->fresh_count = 0;
}

/* What one search finds is all its own vertex's: nothing of it is shared between threads. */
static void search_one(bench *b, uint32_t vertex, double *numbers) {
    const ent__compact_rows *in = &b->compact->in;
    size_t n = b->compact->node_count;
    uint32_t *queue = b->met, begin = 0, end = 1, tail = 1;
    double level = 0.0, sum = 0.0, inverses = 0.0;
    queue[0] = vertex;
    b->is_touched[vertex] = 1;
    while (begin < end) {
        for (; begin < end; begin++) {
            for (uint32_t e = in->offsets[queue[begin]]; e < in->offsets[queue[begin] + 1]; e++) {
                if (!b->is_touched[in->heads[e]]) {
                    b->is_touched[in->heads[e]] = 1;
                    queue[tail++] = in->heads[e];
                }
            }
        }
        level += 1.0;
        sum += level * (tail - end);
        inverses += (tail - end) / level;
        end = tail;
    }
    for (uint32_t i = 0; i < tail; i++) {
        b->is_touched[queue[i]] = 0;
    }
    numbers[vertex] = tail - 1.0;
    numbers[n + vertex] = sum;
    numbers[2 * n + vertex] = inverses;
    b->greatest[vertex] = level - 1.0;
}

/* All vertices of a small component, which is undirected, from all: a row has a bit for each of its sources. */
static void search_small(bench *b, const uint32_t *sources, uint32_t count, double *numbers) {
    const ent__compact_rows *in = &b->compact->in;
    size_t n = b->compact->node_count;
    uint32_t seen[ENT__SMALL], next[ENT__SMALL], *local = b->met;
    bool is_new = true;
    for (uint32_t i = 0; i < count; i++) {
        local[sources[i]] = i;
        seen[i] = 1u << i;
    }
    for (double level = 1.0; is_new; level += 1.0) {
        is_new = false;
        for (uint32_t i = 0; i < count; i++) {
            next[i] = seen[i];
            for (uint32_t e = in->offsets[sources[i]]; e < in->offsets[sources[i] + 1]; e++) {
                next[i] |= seen[local[in->heads[e]]];
            }
        }
        for (uint32_t i = 0; i < count; i++) {
            uint32_t v = sources[i], fresh = (uint32_t)__builtin_popcount(next[i] ^ seen[i]);
            numbers[v] += fresh;
            numbers[n + v] += level * fresh;
            numbers[2 * n + v] += fresh / level;
            b->greatest[v] = fresh ? level : b->greatest[v];
            is_new |= fresh > 0;
        }
        memcpy(seen, next, count * sizeof *seen);
    }
}

static void seat_sources(bench *b, batch *at, const uint32_t *sources, uint32_t count) {
    const ent__compact *compact = b->compact;
    b->is_listed = false;
    b->open_arcs = compact->arc_count;
    b->level_count = b->fresh_count = 0;
    b->level_arcs = 0;
    for (uint32_t source = 0; source < count; source++) {
        uint32_t v = sources[source];
        at->all[source / 64] |= (uint64_t)1 << source % 64;
        b->now[v][source / 64] |= (uint64_t)1 << source % 64;
        b->seen[v] = b->now[v];
        b->met[b->met_count++] = v;
        b->level[b->level_count++] = v;
        b->level_arcs += degree_of(&compact->out, v);
    }
}

ENT__ALWAYS_INLINE void run_batch_body(bench *b, const uint32_t *sources, uint32_t count, double *numbers) {
    size_t n = b->compact->node_count;
    batch at = {.counts = numbers, .sums = numbers + n, .inverses = numbers + 2 * n};
    seat_sources(b, &at, sources, count);
    while (b->level_count > 0) {
        bool push = b->level_arcs <= b->open_arcs;
        at.level += 1.0;
        b->level_arcs = 0;
        if (push) {
            push_level(b, &at);
        } else {
            pull_level(b, &at);
        }
        turn_level(b);
    }
    for (uint32_t i = 0; i < b->met_count; i++) {
        memset(&b->seen[b->met[i]], 0, sizeof b->seen[b->met[i]]);
    }
    b->met_count = 0;
}

ENT__LANES_WRAP(run_batch, run_batch_body, (bench * b, const uint32_t *sources, uint32_t count, double *numbers),
                (b, sources, count, numbers))

/* ---- All sources -------------------------------------------------------------------------------------------------- */

#define SMALL_ONES 256 /* small components in one item, and */
#define LONG_ONES 64 /* sources of long ones: enough to be worth some microseconds */

/* What there is to do, beside the benches of the workers. */
typedef struct plan {
    bench *benches;
    double *numbers;
    size_t step; /* sources in one item of those that are bits */
    size_t small_items, long_items, items;
} plan;

/* There are at most 64 vectors to add up, which is much where batches reach little of the network. */
static plan plan_for(const ent__compact *compact, double *numbers) {
    size_t count = compact->source_count - compact->long_end, long_count = compact->long_end - compact->small_end;
    plan all = {.numbers = numbers, .step = (count / ((size_t)64 * SOURCES) + 1) * SOURCES};
    all.small_items = ((size_t)compact->small_count + SMALL_ONES - 1) / SMALL_ONES;
    all.long_items = (long_count + LONG_ONES - 1) / LONG_ONES;
    all.items = (count + all.step - 1) / all.step;
    return all;
}

static ent_status do_item(void *context, uint32_t worker, size_t item, double *numbers, ent_error *error) {
    const plan *all = context;
    bench *b = &all->benches[worker];
    const ent__compact *compact = b->compact;
    size_t first = compact->long_end + item * all->step, end = first + all->step;
    (void)error;
    end = end < compact->source_count ? end : compact->source_count;
    for (; first < end; first += SOURCES) {
        uint32_t left = (uint32_t)(end - first);
        run_batch(b, compact->sources + first, left < SOURCES ? left : SOURCES, numbers);
    }
    return ENT_OK;
}

/* Small components, then sources of long ones; each item has its numbers for itself. */
static ent_status do_apart(void *context, uint32_t worker, size_t item, ent_error *error) {
    const plan *all = context;
    bench *b = &all->benches[worker];
    const ent__compact *compact = b->compact;
    bool is_small = item < all->small_items;
    size_t i = is_small ? item * SMALL_ONES : compact->small_end + (item - all->small_items) * LONG_ONES;
    size_t end = i + (is_small ? SMALL_ONES : LONG_ONES), last = is_small ? compact->small_count : compact->long_end;
    (void)error;
    for (end = end < last ? end : last; i < end; i++) {
        if (is_small) {
            uint32_t start = compact->starts[i];
            search_small(b, compact->sources + start, compact->starts[i + 1] - start, all->numbers);
        } else {
            search_one(b, compact->sources[i], all->numbers);
        }
    }
    return ENT_OK;
}

static ent_status search_all(plan *all, uint32_t workers, const ent_run *run, ent_error *error) {
    size_t n = all->benches->compact->node_count, apart = all->small_items + all->long_items;
    ent_status status = ENT_OK;
    if (all->items > 0) {
        status = ent__parallel_sum(all->numbers, 3 * n, all->items, workers, do_item, all, run, error);
    }
    return status == ENT_OK && apart > 0 ? ent__parallel(apart, workers, do_apart, all, run, error) : status;
}

/* Three numbers a place, one after another, and the greatest of all threads. */
static void hand_out(const ent__reaches *reaches, const double *numbers, const bench *benches, uint32_t workers) {
    size_t n = benches->compact->node_count;
    for (size_t v = 0; v < n; v++) {
        reaches->counts[v] = numbers[v];
        reaches->sums[v] = numbers[n + v];
        reaches->inverses[v] = numbers[2 * n + v];
        reaches->greatest[v] = 0.0;
        for (uint32_t i = 0; i < workers; i++) {
            double greatest = benches[i].greatest[v];
            reaches->greatest[v] = greatest > reaches->greatest[v] ? greatest : reaches->greatest[v];
        }
    }
}

ent_status ent__distance_bits(const ent__reaches *reaches, const ent__compact *compact, const ent_run *run,
                              ent_error *error) {
    size_t n = compact->node_count;
    double *numbers = ent__calloc(n, 3 * sizeof *numbers);
    plan all = plan_for(compact, numbers);
    size_t apart = all.small_items + all.long_items, most = all.items > apart ? all.items : apart;
    uint32_t workers = ent__threads(run);
    workers = workers < most ? workers : (uint32_t)(most ? most : 1);
    all.benches = ent__calloc(workers, sizeof *all.benches);
    bool complete = all.benches && numbers;
    for (uint32_t i = 0; complete && i < workers; i++) {
        complete = open_bench(&all.benches[i], compact);
    }
    ent_status status = complete ? search_all(&all, workers, run, error) : ent__fail_memory(error);
    if (status == ENT_OK) {
        hand_out(reaches, numbers, all.benches, workers);
    }
    for (uint32_t i = 0; all.benches && i < workers; i++) {
        close_bench(&all.benches[i]);
    }
    free(all.benches);
    free(numbers);
    return status;
}
