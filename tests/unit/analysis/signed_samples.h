/*
 * Small random signed networks, and the matrices that definitions speak of. Include after cmocka.h.
 */
#ifndef ENT_TEST_SIGNED_SAMPLES_H
#define ENT_TEST_SIGNED_SAMPLES_H

#include "assert_close.h"
#include "base/base_internal.h"
#include <entente/signed.h>

#define MOST 8

/* A small random network, and the matrices that the definitions speak of. */
typedef struct sample {
    ent_network *network;
    uint32_t n;
    double p[MOST][MOST], q[MOST][MOST]; /* positive and negative strength u -> v; symmetric if undirected */
    double value[MOST][MOST]; /* of the projection */
    int sign[MOST][MOST];
} sample;

static inline double uniform(uint64_t *random) {
    return (double)(ent__random(random) >> 11) * 0x1p-53;
}

static inline void project(sample *s, bool directed) {
    for (uint32_t u = 0; u < s->n; u++) {
        for (uint32_t v = 0; v < s->n; v++) {
            double p = s->p[u][v] + (directed ? s->p[v][u] : 0.0), q = s->q[u][v] + (directed ? s->q[v][u] : 0.0);
            s->value[u][v] = (p - q) / (p + q + 1.0);
            s->sign[u][v] = (s->value[u][v] > 0.0) - (s->value[u][v] < 0.0);
        }
    }
}

static inline sample make_sample(uint64_t seed, bool directed) {
    uint64_t random = seed;
    sample s = {.n = 1 + (uint32_t)(ent__random(&random) % MOST)};
    double density = uniform(&random), hostility = uniform(&random);
    uint32_t from[MOST * MOST], to[MOST * MOST], count = 0;
    double positive[MOST * MOST], negative[MOST * MOST];
    for (uint32_t u = 0; u < s.n; u++) {
        for (uint32_t v = directed ? 0 : u + 1; v < s.n; v++) {
            if (u == v || uniform(&random) > density) {
                continue;
            }
            bool hostile = uniform(&random) < hostility, mixed = uniform(&random) < 0.2;
            double strength = (double)(1 + ent__random(&random) % 3);
            from[count] = u;
            to[count] = v;
            positive[count] = hostile ? (mixed ? 1.0 : 0.0) : strength;
            negative[count] = hostile ? strength : (mixed ? 1.0 : 0.0);
            s.p[u][v] = positive[count];
            s.q[u][v] = negative[count];
            if (!directed) {
                s.p[v][u] = positive[count];
                s.q[v][u] = negative[count];
            }
            count++;
        }
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = s.n;
    list.directed = directed;
    list.edge_count = count;
    list.from = from;
    list.to = to;
    list.positive = positive;
    list.negative = negative;
    assert_int_equal(ent_network_from_edges(&s.network, &list, NULL, NULL), ENT_OK);
    project(&s, directed);
    return s;
}

static inline void each_sample(void (*check)(const sample *s, bool directed)) {
    for (uint64_t seed = 1; seed <= 400; seed++) {
        for (int directed = 0; directed < 2; directed++) {
            sample s = make_sample(seed, directed);
            check(&s, directed);
            ent_network_free(s.network);
        }
    }
}

#endif
