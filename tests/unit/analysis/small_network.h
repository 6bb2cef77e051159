/*
 * Small networks together with plain tables of the same, so that a measure can be compared with its definition written out.
 * Include after cmocka.h.
 */
#ifndef ENT_TEST_SMALL_NETWORK_H
#define ENT_TEST_SMALL_NETWORK_H

#include "base/base_internal.h"
#include <entente/analysis.h>
#include <math.h>
#include <string.h>

#define SMALL_MOST 34

typedef struct small_network {
    uint32_t n;
    bool directed;
    double p[SMALL_MOST][SMALL_MOST]; /* positive strength from row to column; 0: no edge in the positive layer */
    double length[SMALL_MOST][SMALL_MOST];
    ent_network *network;
} small_network;

/* The network of the pairs, with strengths and lengths, which may be NULL: 1 each. */
static inline small_network small_from_pairs(uint32_t n, bool directed, uint32_t (*pairs)[2], size_t count,
                                             const double *strengths, const double *lengths) {
    uint32_t from[SMALL_MOST * SMALL_MOST], to[SMALL_MOST * SMALL_MOST];
    small_network made = {.n = n, .directed = directed};
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    for (size_t i = 0; i < count; i++) {
        uint32_t u = from[i] = pairs[i][0], v = to[i] = pairs[i][1];
        made.p[u][v] = strengths ? strengths[i] : 1.0;
        made.length[u][v] = lengths ? lengths[i] : 1.0;
        if (!directed) {
            made.p[v][u] = made.p[u][v];
            made.length[v][u] = made.length[u][v];
        }
    }
    list.node_count = n;
    list.directed = directed;
    list.edge_count = count;
    list.from = from;
    list.to = to;
    list.positive = strengths;
    list.length = lengths;
    assert_int_equal(ent_network_from_edges(&made.network, &list, NULL, NULL), ENT_OK);
    return made;
}

static inline uint32_t small_choice(uint64_t *random, uint32_t count) {
    return (uint32_t)(ent__random(random) % count);
}

/* A random network of 1 to `most` nodes: sparse or dense, strengths of 0.5, 1, 2, lengths that are multiples of 0.1, so that
 * many are equal, and equal but for rounding. */
static inline small_network small_random(uint64_t *random, bool directed, uint32_t most) {
    uint32_t pairs[SMALL_MOST * SMALL_MOST][2], n = 1 + small_choice(random, most), share = 2 + small_choice(random, 6);
    double strengths[SMALL_MOST * SMALL_MOST], lengths[SMALL_MOST * SMALL_MOST];
    size_t count = 0;
    for (uint32_t u = 0; u < n; u++) {
        for (uint32_t v = directed ? 0 : u + 1; v < n; v++) {
            if (u != v && small_choice(random, 10) < share) {
                pairs[count][0] = u;
                pairs[count][1] = v;
                strengths[count] = (double[]){0.5, 1.0, 2.0}[small_choice(random, 3)];
                lengths[count++] = 0.1 * (1 + small_choice(random, 4));
            }
        }
    }
    return small_from_pairs(n, directed, pairs, count, strengths, lengths);
}

/* The weight of an entry as a call sees it: a length, or a strength; 0: no edge. */
static inline double small_weight(const small_network *it, uint32_t u, uint32_t v, ent_weight weight) {
    if (!(it->p[u][v] > 0.0)) {
        return 0.0;
    }
    return weight == ENT_WEIGHT_UNIT      ? 1.0
           : weight == ENT_WEIGHT_LENGTH  ? it->length[u][v]
           : weight == ENT_WEIGHT_INVERSE ? 1.0 / it->p[u][v]
                                          : it->p[u][v];
}

/* The undirected projection, as tables only. */
static inline small_network small_projection(const small_network *it) {
    small_network made = {.n = it->n};
    for (uint32_t u = 0; u < it->n && it->directed; u++) {
        for (uint32_t v = 0; v < it->n; v++) {
            made.p[u][v] = it->p[u][v] + it->p[v][u];
            made.length[u][v] = !(it->p[v][u] > 0.0)   ? it->length[u][v]
                                : !(it->p[u][v] > 0.0) ? it->length[v][u]
                                                       : fmin(it->length[u][v], it->length[v][u]);
        }
    }
    return it->directed ? made : *it;
}

/* The network against its arcs, as tables only. */
static inline small_network small_reverse(const small_network *it) {
    small_network made = {.n = it->n, .directed = it->directed};
    for (uint32_t u = 0; u < it->n; u++) {
        for (uint32_t v = 0; v < it->n; v++) {
            made.p[u][v] = it->p[v][u];
            made.length[u][v] = it->length[v][u];
        }
    }
    return made;
}

static inline small_network small_by_mode(const small_network *it, ent_mode mode) {
    return mode == ENT_ALL ? small_projection(it) : mode == ENT_IN ? small_reverse(it) : *it;
}

/* Scores with some options; they must succeed. */
static inline void small_score(double *scores, const small_network *it, ent_measure measure, ent_weight weight,
                               ent_mode mode, int normalized) {
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    ent_error error;
    options.weight = weight;
    options.mode = mode;
    options.normalized = normalized;
    if (ent_network_score(scores, it->network, measure, &options, NULL, &error) != ENT_OK) {
        fail_msg("%s: %s", ent_measure_name(measure), error.message);
    }
}

#endif
