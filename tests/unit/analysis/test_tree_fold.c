/* Betweenness and distances of networks with hanging trees, in many components, small and long ones, against all pairs by
 * definition. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/compact.h"
#include "analysis/tree_fold.h"
#include "assert_close.h"
#include <entente/analysis.h>
#include <stdlib.h>
#include <string.h>

#define ROOM 8000 /* edges */

typedef struct plan {
    uint32_t n, count;
    uint32_t from[ROOM], to[ROOM];
} plan;

static uint32_t below(uint64_t *random, uint32_t limit) {
    return (uint32_t)(ent__random(random) % limit);
}

static void add_edge(plan *p, uint32_t u, uint32_t v) {
    assert_true(p->count < ROOM);
    p->from[p->count] = u;
    p->to[p->count++] = v;
}

static void add_ring(plan *p, uint32_t size) {
    for (uint32_t i = 0; i < size; i++) {
        add_edge(p, p->n + i, p->n + (i + 1) % size);
    }
    p->n += size;
}

static void add_random(plan *p, uint32_t size, uint32_t edges, uint64_t *random) {
    for (uint32_t e = 0; e < edges; e++) {
        add_edge(p, p->n + below(random, size), p->n + below(random, size));
    }
    p->n += size;
}

/* Each on any node from `first` on. */
static void hang(plan *p, uint32_t first, uint32_t count, uint64_t *random) {
    for (uint32_t i = 0; i < count; i++, p->n++) {
        add_edge(p, p->n, first + below(random, p->n - first));
    }
}

/* A core of one node, a ring or a random one, and trees that hang on it. */
static void add_component(plan *p, uint32_t most, uint64_t *random) {
    uint32_t first = p->n, size = 3 + below(random, most);
    switch (below(random, 4)) {
    case 0:
        p->n++;
        break;
    case 1:
        add_ring(p, size);
        break;
    default:
        add_random(p, size, size + below(random, size), random);
    }
    hang(p, first, below(random, most), random);
}

/* Nodes are numbered at random, so that nothing is in the order that it was made in. */
static ent_network *make(plan *p, bool directed, uint64_t seed) {
    uint32_t *names = ent__calloc(p->n, sizeof *names);
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t j = below(&seed, i + 1);
        names[i] = names[j];
        names[j] = i;
    }
    for (uint32_t e = 0; e < p->count; e++) {
        p->from[e] = names[p->from[e]];
        p->to[e] = names[p->to[e]];
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = p->n;
    list.directed = directed;
    list.edge_count = p->count;
    list.from = p->from;
    list.to = p->to;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    free(names);
    return network;
}

static void score(double *scores, const ent_network *network, ent_measure measure, uint32_t threads) {
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    ent_run run = ENT_RUN_INIT;
    options.normalized = measure == ENT_MEASURE_ECCENTRICITY ? 0 : -1;
    run.threads = threads;
    assert_int_equal(ent_network_score(scores, network, measure, &options, &run, NULL), ENT_OK);
}

/* ---- By definition ------------------------------------------------------------------------------------------------ */

enum { MOST = 150, FAR = 100000 };

static int distances[MOST][MOST];
static double paths[MOST][MOST];

static bool is_tied(const ent_network *network, uint32_t u, uint32_t v) {
    return u != v && ent_network_find_edge(network, u, v) != ENT_NONE;
}

/* Floyd and Warshall, then the numbers of shortest paths by rising distance. */
static void find_all_pairs(const ent_network *network) {
    uint32_t n = ent_network_node_count(network);
    assert_true(n <= MOST);
    for (uint32_t s = 0; s < n; s++) {
        for (uint32_t t = 0; t < n; t++) {
            distances[s][t] = s == t ? 0 : is_tied(network, s, t) ? 1 : FAR;
            paths[s][t] = s == t;
        }
    }
    for (uint32_t k = 0; k < n; k++) {
        for (uint32_t s = 0; s < n; s++) {
            for (uint32_t t = 0; t < n; t++) {
                int over = distances[s][k] + distances[k][t];
                distances[s][t] = over < distances[s][t] ? over : distances[s][t];
            }
        }
    }
    for (int d = 1; d < (int)n; d++) {
        for (uint32_t s = 0; s < n; s++) {
            for (uint32_t t = 0; t < n; t++) {
                for (uint32_t k = 0; distances[s][t] == d && k < n; k++) {
                    paths[s][t] += distances[s][k] == d - 1 && distances[k][t] == 1 ? paths[s][k] : 0.0;
                }
            }
        }
    }
}

/* The share of the shortest paths from s to t that go over u and then, after `steps`, over v. */
static double share_over(uint32_t s, uint32_t t, uint32_t u, uint32_t v, int steps) {
    bool is_on = distances[s][t] < FAR && distances[s][u] + steps + distances[v][t] == distances[s][t];
    return is_on ? paths[s][u] * paths[v][t] / paths[s][t] : 0.0;
}

static void check_betweenness(const ent_network *network, bool directed) {
    uint32_t n = ent_network_node_count(network);
    double found[MOST];
    score(found, network, ENT_MEASURE_BETWEENNESS, 2);
    for (uint32_t v = 0; v < n; v++) {
        double sum = 0.0;
        for (uint32_t s = 0; s < n; s++) {
            for (uint32_t t = directed ? 0 : s + 1; t < n; t++) {
                sum += s != v && t != v && s != t ? share_over(s, t, v, v, 0) : 0.0;
            }
        }
        assert_close(found[v], sum);
    }
}

static void check_edges(const ent_network *network, bool directed) {
    uint32_t n = ent_network_node_count(network);
    double found[ROOM];
    assert_int_equal(ent_edge_betweenness(found, network, NULL, NULL, NULL), ENT_OK);
    for (uint32_t u = 0; u < n; u++) {
        for (uint32_t v = directed ? 0 : u + 1; v < n; v++) {
            double sum = 0.0;
            for (uint32_t s = 0; is_tied(network, u, v) && s < n; s++) {
                for (uint32_t t = directed ? 0 : s + 1; t < n; t++) {
                    sum += share_over(s, t, u, v, 1) + (directed ? 0.0 : share_over(s, t, v, u, 1));
                }
            }
            if (is_tied(network, u, v)) {
                assert_close(found[ent_network_find_edge(network, u, v)], sum);
            }
        }
    }
}

static void check_distances(const ent_network *network) {
    uint32_t n = ent_network_node_count(network);
    double closeness[MOST], harmonic[MOST], eccentricity[MOST];
    score(closeness, network, ENT_MEASURE_CLOSENESS, 2);
    score(harmonic, network, ENT_MEASURE_HARMONIC, 2);
    score(eccentricity, network, ENT_MEASURE_ECCENTRICITY, 2);
    for (uint32_t s = 0; s < n; s++) {
        double count = 0.0, sum = 0.0, inverses = 0.0, greatest = NAN;
        for (uint32_t t = 0; t < n; t++) {
            if (t != s && distances[s][t] < FAR) {
                count += 1.0;
                sum += distances[s][t];
                inverses += 1.0 / distances[s][t];
                greatest = fmax(greatest, distances[s][t]);
            }
        }
        assert_close(closeness[s], count > 0.0 ? count / sum : 0.0);
        assert_close(harmonic[s], inverses);
        assert_close(eccentricity[s], greatest);
    }
}

static void check(plan *p, bool directed, uint64_t seed) {
    ent_network *network = make(p, directed, seed);
    find_all_pairs(network);
    check_betweenness(network, directed);
    check_edges(network, directed);
    check_distances(network);
    ent_network_free(network);
}

/* ---- Tests -------------------------------------------------------------------------------------------------------- */

static void hanging_trees_count_as_if_every_pair_was_searched(void **state) {
    (void)state;
    static plan p;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        uint64_t random = seed;
        p.n = p.count = 0;
        for (uint32_t i = below(&random, 4) + 1; i > 0; i--) {
            add_component(&p, 8, &random);
        }
        p.n += below(&random, 3); /* some alone */
        check(&p, seed % 4 == 0, seed);
    }
}

static void long_components_and_large_ones_count_the_same(void **state) {
    (void)state;
    static plan p;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        uint64_t random = seed;
        p.n = p.count = 0;
        if (seed % 3 == 0) {
            add_ring(&p, 40);
            hang(&p, 0, 15, &random);
        } else if (seed % 3 == 1) { /* a path, and one that is not to be folded */
            add_ring(&p, 50);
            p.count--;
            add_component(&p, 5, &random);
        } else {
            add_random(&p, 40, 70, &random);
        }
        add_component(&p, 20, &random);
        check(&p, seed > 6, seed);
    }
}

static void a_tree_folds_into_one_node_and_a_ring_not_at_all(void **state) {
    (void)state;
    static plan p;
    enum { n = 1000 };
    double found[n];
    ent__layer layer;
    ent__tree_fold fold;
    for (int is_ring = 0; is_ring < 2; is_ring++) {
        p.n = p.count = 0;
        add_ring(&p, n);
        p.count -= !is_ring;
        ent_edge_list list = ENT_EDGE_LIST_INIT;
        list.node_count = n;
        list.edge_count = p.count;
        list.from = p.from;
        list.to = p.to;
        ent_network *network;
        assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
        assert_int_equal(ent__layer_make(&layer, network, ENT_OUT, ENT_WEIGHT_UNIT, NULL), ENT_OK);
        assert_int_equal(ent__tree_fold_make(&fold, &layer, NULL), ENT_OK);
        assert_int_equal(fold.count, is_ring ? 0 : n - 1);
        assert_int_equal(fold.core.node_count, is_ring ? 0 : 1);
        score(found, network, ENT_MEASURE_BETWEENNESS, 2);
        for (uint32_t v = 0; v < n; v++) { /* of a ring of even length n: (n - 2)^2 / 8 */
            assert_close(found[v], is_ring ? (n - 2.0) * (n - 2.0) / 8.0 : v * (n - 1.0 - v));
        }
        ent__tree_fold_free(&fold);
        ent__layer_free(&layer);
        ent_network_free(network);
    }
}

static void sources_come_by_kind_and_none_is_forgotten(void **state) {
    (void)state;
    static plan p;
    uint64_t random = 5;
    ent__layer layer;
    ent__compact compact;
    p.n = p.count = 0;
    add_ring(&p, 100);
    add_random(&p, 60, 400, &random);
    add_ring(&p, 5);
    add_ring(&p, 32);
    p.n += 3;
    ent_network *network = make(&p, false, 7);
    assert_int_equal(ent__layer_make(&layer, network, ENT_OUT, ENT_WEIGHT_UNIT, NULL), ENT_OK);
    assert_int_equal(ent__compact_make(&compact, &layer, 4, NULL), ENT_OK);
    assert_int_equal(compact.small_count, 2);
    assert_int_equal(compact.starts[0], 0);
    assert_int_equal(compact.starts[2], 37);
    assert_int_equal(compact.small_end, 37);
    assert_int_equal(compact.long_end, 137);
    assert_int_equal(compact.source_count, 197);
    ent__compact_free(&compact);
    ent__layer_free(&layer);
    ent_network_free(network);
}

static void threads_do_not_change_a_bit(void **state) {
    (void)state;
    enum { most = 4000 };
    static plan p;
    static double first[ROOM], again[ROOM];
    static const ent_measure measures[] = {ENT_MEASURE_BETWEENNESS, ENT_MEASURE_HARMONIC};
    uint64_t random = 11;
    p.n = p.count = 0;
    add_random(&p, 700, 2000, &random);
    hang(&p, 0, 300, &random);
    add_ring(&p, 300);
    hang(&p, p.n - 100, 50, &random);
    for (int i = 0; i < 200; i++) {
        add_component(&p, 6, &random);
    }
    ent_network *network = make(&p, false, 3);
    assert_true(p.n <= most);
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        score(first, network, measures[i], 1);
        for (uint32_t threads = 2; threads <= 3; threads++) {
            score(again, network, measures[i], threads);
            assert_memory_equal(first, again, p.n * sizeof *first);
        }
    }
    for (uint32_t threads = 1; threads <= 3; threads++) {
        ent_run run = ENT_RUN_INIT;
        run.threads = threads;
        assert_int_equal(ent_edge_betweenness(threads == 1 ? first : again, network, NULL, &run, NULL), ENT_OK);
        assert_true(threads == 1 || memcmp(first, again, ent_network_edge_count(network) * sizeof *first) == 0);
    }
    ent_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hanging_trees_count_as_if_every_pair_was_searched),
        cmocka_unit_test(long_components_and_large_ones_count_the_same),
        cmocka_unit_test(a_tree_folds_into_one_node_and_a_ring_not_at_all),
        cmocka_unit_test(sources_come_by_kind_and_none_is_forgotten),
        cmocka_unit_test(threads_do_not_change_a_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
