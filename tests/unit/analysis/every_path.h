/*
 * Random small networks, and every simple path through them one by one: the reference for tests of static paths. The rules
 * (which records make a way, how long it is) are read off the records here, without the library. Include after cmocka.h.
 */
#ifndef ENT_TEST_EVERY_PATH_H
#define ENT_TEST_EVERY_PATH_H

#include "base/base_internal.h"
#include <entente/analysis.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_NODES 8u
#define MOST_RECORDS 40u
#define MOST_PATHS 2000u /* a complete graph of 8 nodes has 1957 between two */

typedef struct sample {
    uint32_t node_count, directed;
    size_t count;
    uint32_t from[MOST_RECORDS], to[MOST_RECORDS];
    double positive[MOST_RECORDS], length[MOST_RECORDS];
    uint8_t kinds[MOST_RECORDS];
} sample;

typedef struct simple_path {
    double cost, width;
    uint32_t hops, nodes[MOST_NODES];
} simple_path;

static inline uint32_t below(uint64_t *stream, uint32_t limit) {
    return (uint32_t)(ent__random(stream) % limit);
}

/* Loops, parallel records, hostile records and all kinds occur; lengths and strengths are multiples of 0.1, so that sums tie
 * but for their last bits, and now and then so small that they do not count. */
static inline sample random_sample(uint64_t seed, uint32_t most_nodes) {
    uint64_t stream = seed;
    sample made = {.node_count = 2 + below(&stream, most_nodes - 1), .directed = below(&stream, 2)};
    made.count = below(&stream, MOST_RECORDS + 1);
    uint32_t steps = 1 + below(&stream, 6);
    bool has_tiny = below(&stream, 8) == 0;
    for (size_t i = 0; i < made.count; i++) {
        made.from[i] = below(&stream, made.node_count);
        made.to[i] = below(&stream, made.node_count);
        made.positive[i] = below(&stream, 6) == 0 ? 0.0 : 0.1 * (1 + below(&stream, steps));
        made.length[i] = has_tiny && below(&stream, 3) == 0 ? 1e-13 : 0.1 * (1 + below(&stream, steps));
        made.kinds[i] = (uint8_t)below(&stream, ENT_KIND_COUNT);
    }
    return made;
}

static inline ent_network *network_of(const sample *of) {
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = of->node_count;
    list.directed = of->directed;
    list.edge_count = of->count;
    list.from = of->from;
    list.to = of->to;
    list.positive = of->positive;
    list.length = of->length;
    list.kinds = of->kinds;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    return network;
}

/* Adds to *strength and *length what the records from u to v (either way, if undirected) make of one edge. */
static inline void collapse(double *strength, double *length, const sample *of, uint32_t u, uint32_t v,
                            uint32_t avoid_kinds) {
    double sum = 0.0, least = INFINITY;
    bool is_open = false;
    for (size_t i = 0; i < of->count; i++) {
        bool forth = of->from[i] == u && of->to[i] == v, back = of->from[i] == v && of->to[i] == u;
        if (u != v && (forth || (back && !of->directed))) {
            is_open = is_open || !(avoid_kinds >> of->kinds[i] & 1u);
            sum += of->positive[i];
            least = of->positive[i] > 0.0 ? fmin(least, of->length[i]) : least;
        }
    }
    if (is_open && sum > 0.0) {
        *strength += sum;
        *length = fmin(*length, least);
    }
}

/* The strength and length of the way from u to v under the options; strength 0: there is none. */
static inline void way_of(double *strength, double *length, const sample *of, uint32_t u, uint32_t v,
                          const ent_path_options *options) {
    *strength = 0.0;
    *length = INFINITY;
    if (!of->directed || options->mode != ENT_IN) {
        collapse(strength, length, of, u, v, options->avoid_kinds);
    }
    if (of->directed && options->mode != ENT_OUT) {
        collapse(strength, length, of, v, u, options->avoid_kinds);
    }
    for (size_t i = 0; i < options->avoid_count; i++) {
        *strength = options->avoid[i] == u || options->avoid[i] == v ? 0.0 : *strength;
    }
    *length = options->weight == ENT_WEIGHT_UNIT      ? 1.0
              : options->weight == ENT_WEIGHT_INVERSE ? 1.0 / *strength
                                                      : *length;
}

/* Every simple path between two nodes, in no particular order. */
typedef struct every {
    double strength[MOST_NODES][MOST_NODES], length[MOST_NODES][MOST_NODES];
    uint32_t node_count, target, count;
    simple_path paths[MOST_PATHS];
} every;

static inline void extend(every *all, simple_path path) {
    uint32_t last = path.nodes[path.hops];
    if (last == all->target) {
        assert_true(all->count < MOST_PATHS);
        all->paths[all->count++] = path;
        return;
    }
    for (uint32_t next = 0; next < all->node_count; next++) {
        bool is_new = all->strength[last][next] > 0.0;
        for (uint32_t i = 0; i <= path.hops; i++) {
            is_new = is_new && path.nodes[i] != next;
        }
        if (is_new) {
            simple_path longer = path;
            longer.nodes[++longer.hops] = next;
            longer.cost += all->length[last][next];
            longer.width = fmin(path.width, all->strength[last][next]);
            extend(all, longer);
        }
    }
}

static inline void find_every_path(every *all, const sample *of, uint32_t source, uint32_t target,
                                   const ent_path_options *options) {
    simple_path start = {.width = INFINITY, .nodes = {source}};
    all->node_count = of->node_count;
    all->target = target;
    all->count = 0;
    for (uint32_t u = 0; u < of->node_count; u++) {
        for (uint32_t v = 0; v < of->node_count; v++) {
            way_of(&all->strength[u][v], &all->length[u][v], of, u, v, options);
        }
    }
    extend(all, start);
}

static inline int compare_cost(const void *a, const void *b) {
    double x = ((const simple_path *)a)->cost, y = ((const simple_path *)b)->cost;
    return x < y ? -1 : x > y;
}

static inline int compare_hops_and_nodes(const void *a, const void *b) {
    const simple_path *x = a, *y = b;
    if (x->hops != y->hops) {
        return x->hops < y->hops ? -1 : 1;
    }
    for (uint32_t i = 0; i <= x->hops; i++) {
        if (x->nodes[i] != y->nodes[i]) {
            return x->nodes[i] < y->nodes[i] ? -1 : 1;
        }
    }
    return 0;
}

/* Sorts by cost, cuts into groups that tie with their first, sorts each by hops and nodes. Gives the size of the first. */
static inline uint32_t sort_paths(every *all) {
    uint32_t first_group = 0;
    qsort(all->paths, all->count, sizeof *all->paths, compare_cost);
    for (uint32_t start = 0, end; start < all->count; start = end) {
        for (end = start + 1; end < all->count && ent__equal(all->paths[start].cost, all->paths[end].cost); end++) {
        }
        qsort(all->paths + start, end - start, sizeof *all->paths, compare_hops_and_nodes);
        first_group = start == 0 ? end : first_group;
    }
    return first_group;
}

#endif
