/* Measures with a kernel of their own, held against igraph on random networks of a few hundred actors with hubs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base_internal.h"
#include <entente/analysis.h>
#include <igraph/igraph.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_NODES 300
#define MOST_EDGES 3000
#define ROUNDS 40

typedef struct pair_of_graphs {
    uint32_t n;
    ent_network *network;
    igraph_t graph; /* the positive layer */
} pair_of_graphs;

/* Smaller numbers are likelier ends. */
static uint32_t draw_node(uint64_t *random, uint32_t n) {
    uint32_t bound = 1 + (uint32_t)(ent__random(random) % n);
    return (uint32_t)(ent__random(random) % bound);
}

/* In every third round some edges are of negative strength alone, which no measure here sees. */
static void make_both(pair_of_graphs *it, uint64_t *random, bool directed, int round) {
    static uint32_t from[MOST_EDGES], to[MOST_EDGES];
    static double positive[MOST_EDGES];
    static bool taken[MOST_NODES][MOST_NODES];
    uint32_t count = 0, wanted = (uint32_t)(ent__random(random) % MOST_EDGES);
    igraph_vector_int_t ends;
    it->n = 1 + (uint32_t)(ent__random(random) % MOST_NODES);
    memset(taken, 0, sizeof taken);
    igraph_vector_int_init(&ends, 0);
    for (uint32_t i = 0; i < wanted; i++) {
        uint32_t u = draw_node(random, it->n), v = draw_node(random, it->n);
        if (u == v || taken[u][v] || (!directed && taken[v][u])) {
            continue;
        }
        taken[u][v] = true;
        from[count] = u;
        to[count] = v;
        positive[count++] = round % 3 == 0 && ent__random(random) % 4 == 0 ? 0.0 : 1.0;
        if (positive[count - 1] > 0.0) {
            igraph_vector_int_push_back(&ends, u);
            igraph_vector_int_push_back(&ends, v);
        }
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = it->n;
    list.directed = directed;
    list.edge_count = count;
    list.from = from;
    list.to = to;
    list.positive = positive;
    assert_int_equal(ent_network_from_edges(&it->network, &list, NULL, NULL), ENT_OK);
    assert_int_equal(igraph_create(&it->graph, &ends, it->n, directed), IGRAPH_SUCCESS);
    igraph_vector_int_destroy(&ends);
}

static void free_both(pair_of_graphs *it) {
    ent_network_free(it->network);
    igraph_destroy(&it->graph);
}

static void expect_by_mode(const pair_of_graphs *it, ent_measure measure, ent_mode mode,
                           const igraph_vector_int_t *expected) {
    double found[MOST_NODES];
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.mode = mode;
    assert_int_equal(ent_network_score(found, it->network, measure, &options, NULL, NULL), ENT_OK);
    for (uint32_t v = 0; v < it->n; v++) {
        assert_int_equal(found[v], VECTOR(*expected)[v]);
    }
}

static void degree_and_coreness_are_igraphs(void **state) {
    static const igraph_neimode_t modes[] = {[ENT_OUT] = IGRAPH_OUT, [ENT_IN] = IGRAPH_IN, [ENT_ALL] = IGRAPH_ALL};
    (void)state;
    uint64_t random = 71;
    for (int round = 0; round < ROUNDS; round++) {
        pair_of_graphs it;
        igraph_vector_int_t expected;
        make_both(&it, &random, round % 2, round);
        igraph_vector_int_init(&expected, 0);
        for (ent_mode mode = ENT_OUT; mode <= ENT_ALL; mode++) {
            assert_int_equal(igraph_coreness(&it.graph, &expected, modes[mode]), IGRAPH_SUCCESS);
            expect_by_mode(&it, ENT_MEASURE_CORENESS, mode, &expected);
            igraph_degree(&it.graph, &expected, igraph_vss_all(), modes[mode], true);
            expect_by_mode(&it, ENT_MEASURE_DEGREE, mode, &expected);
        }
        igraph_vector_int_destroy(&expected);
        free_both(&it);
    }
}

static void pagerank_is_igraphs(void **state) {
    (void)state;
    uint64_t random = 72;
    for (int round = 0; round < ROUNDS; round++) {
        pair_of_graphs it;
        make_both(&it, &random, round % 2, round);
        double found[MOST_NODES];
        igraph_vector_t expected;
        igraph_vector_init(&expected, 0);
        assert_int_equal(igraph_pagerank(&it.graph, IGRAPH_PAGERANK_ALGO_PRPACK, &expected, NULL, igraph_vss_all(),
                                         IGRAPH_DIRECTED, 0.85, NULL, NULL),
                         IGRAPH_SUCCESS);
        assert_int_equal(ent_network_score(found, it.network, ENT_MEASURE_PAGERANK, NULL, NULL, NULL), ENT_OK);
        for (uint32_t v = 0; v < it.n; v++) {
            assert_true(fabs(found[v] - VECTOR(expected)[v]) < 1e-10);
        }
        igraph_vector_destroy(&expected);
        free_both(&it);
    }
}

/* Of what is in one part: in several igraph gives another of the many vectors. */
static void eigenvector_is_igraphs(void **state) {
    (void)state;
    uint64_t random = 74;
    uint32_t compared = 0;
    for (int round = 0; round < 4 * ROUNDS; round++) {
        pair_of_graphs it;
        igraph_bool_t connected;
        make_both(&it, &random, false, round);
        igraph_is_connected(&it.graph, &connected, IGRAPH_WEAK);
        if (connected && it.n > 2) {
            double found[MOST_NODES];
            igraph_vector_t expected;
            igraph_arpack_options_t options;
            igraph_arpack_options_init(&options);
            igraph_vector_init(&expected, 0);
            assert_int_equal(
                igraph_eigenvector_centrality(&it.graph, &expected, NULL, IGRAPH_UNDIRECTED, true, NULL, &options),
                IGRAPH_SUCCESS);
            assert_int_equal(ent_network_score(found, it.network, ENT_MEASURE_EIGENVECTOR, NULL, NULL, NULL), ENT_OK);
            for (uint32_t v = 0; v < it.n; v++) {
                assert_true(fabs(found[v] - VECTOR(expected)[v]) < 1e-10);
            }
            igraph_vector_destroy(&expected);
            compared++;
        }
        free_both(&it);
    }
    assert_true(compared > 10);
}

static void assert_same_numbers(const uint32_t *found, uint32_t count, const igraph_vector_int_t *expected) {
    assert_int_equal(count, igraph_vector_int_size(expected));
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(found[i], VECTOR(*expected)[i]);
    }
}

/* The codes smaller end * n + greater end of igraph's bridges, rising. */
static void igraphs_bridges(igraph_vector_int_t *codes, const igraph_t *graph) {
    igraph_bridges(graph, codes);
    for (igraph_integer_t i = 0; i < igraph_vector_int_size(codes); i++) {
        igraph_integer_t u = IGRAPH_FROM(graph, VECTOR(*codes)[i]), v = IGRAPH_TO(graph, VECTOR(*codes)[i]);
        VECTOR(*codes)[i] = (u < v ? u : v) * igraph_vcount(graph) + (u < v ? v : u);
    }
    igraph_vector_int_sort(codes);
}

/* Of sparse networks, which have parts and cuts. */
static void components_and_cuts_are_igraphs(void **state) {
    (void)state;
    uint64_t random = 73;
    for (int round = 0; round < 10 * ROUNDS; round++) {
        pair_of_graphs it;
        igraph_vector_int_t expected;
        uint32_t found[MOST_NODES], u[MOST_NODES], v[MOST_NODES], count;
        make_both(&it, &random, round % 2, round);
        igraph_simplify(&it.graph, true, true, NULL);
        igraph_to_undirected(&it.graph, IGRAPH_TO_UNDIRECTED_COLLAPSE, NULL);
        igraph_vector_int_init(&expected, 0);
        igraph_connected_components(&it.graph, &expected, NULL, NULL, IGRAPH_WEAK);
        assert_int_equal(ent_components(found, &count, it.network, 0, NULL, NULL), ENT_OK);
        assert_same_numbers(found, it.n, &expected);
        igraph_articulation_points(&it.graph, &expected);
        igraph_vector_int_sort(&expected);
        assert_int_equal(ent_articulation_points(found, &count, it.network, NULL, NULL), ENT_OK);
        assert_same_numbers(found, count, &expected);
        igraphs_bridges(&expected, &it.graph);
        assert_int_equal(ent_bridges(u, v, &count, it.network, NULL, NULL), ENT_OK);
        for (uint32_t i = 0; i < count; i++) {
            found[i] = u[i] * it.n + v[i];
        }
        assert_same_numbers(found, count, &expected);
        igraph_vector_int_destroy(&expected);
        free_both(&it);
    }
}

/* A number, or none in both. */
static void assert_same_number(double found, double expected) {
    assert_true(fabs(found - expected) <= 1e-12 || (isnan(found) && isnan(expected)));
}

static void triangles_are_igraphs(void **state) {
    (void)state;
    uint64_t random = 75;
    for (int round = 0; round < ROUNDS; round++) {
        pair_of_graphs it;
        igraph_vector_t expected;
        igraph_real_t whole;
        uint64_t triads[ENT_TRIAD_TYPES];
        double found[MOST_NODES];
        make_both(&it, &random, round % 2, round);
        igraph_vector_init(&expected, 0);
        igraph_set_warning_handler(igraph_warning_handler_ignore); /* it warns of undirected graphs */
        igraph_triad_census(&it.graph, &expected); /* in the order of ours */
        assert_int_equal(ent_triad_census(triads, it.network, NULL, NULL), ENT_OK);
        for (int type = 0; type < ENT_TRIAD_TYPES && it.n > 2; type++) {
            assert_int_equal(triads[type], VECTOR(expected)[type]);
        }
        igraph_to_undirected(&it.graph, IGRAPH_TO_UNDIRECTED_COLLAPSE, NULL);
        igraph_transitivity_undirected(&it.graph, &whole, IGRAPH_TRANSITIVITY_NAN);
        assert_int_equal(ent_transitivity(found, it.network, NULL, NULL), ENT_OK);
        assert_same_number(*found, whole);
        igraph_transitivity_local_undirected(&it.graph, &expected, igraph_vss_all(), IGRAPH_TRANSITIVITY_NAN);
        assert_int_equal(ent_network_score(found, it.network, ENT_MEASURE_CLUSTERING, NULL, NULL, NULL), ENT_OK);
        for (uint32_t v = 0; v < it.n; v++) {
            assert_same_number(found[v], VECTOR(expected)[v]);
        }
        igraph_vector_destroy(&expected);
        free_both(&it);
    }
}

/* Big enough to be shared out: whoever is in reach of few steps on a ring, and a star in it. */
static ent_network *ring_with_star(bool directed) {
    enum { N = 20000, STEPS = 26 };
    uint32_t *from = calloc((size_t)N * STEPS, sizeof *from), *to = calloc((size_t)N * STEPS, sizeof *to);
    for (uint32_t i = 0; i < N * STEPS; i++) {
        from[i] = i / STEPS;
        to[i] = i % STEPS == 0 ? 7 : (from[i] + i % STEPS * (1 + from[i] % 5)) % N;
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = N;
    list.directed = directed;
    list.edge_count = (size_t)N * STEPS;
    list.from = from;
    list.to = to;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    free(from);
    free(to);
    return network;
}

static void expect_same_for_threads(const ent_network *network, ent_measure measure, ent_weight weight) {
    uint32_t n = ent_network_node_count(network);
    double *scores[3];
    for (uint32_t i = 0; i < 3; i++) {
        ent_run run = ENT_RUN_INIT;
        ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
        options.weight = weight;
        run.threads = 1 + i;
        scores[i] = calloc(n, sizeof(double));
        assert_int_equal(ent_network_score(scores[i], network, measure, &options, &run, NULL), ENT_OK);
        assert_memory_equal(scores[0], scores[i], n * sizeof(double));
    }
    for (uint32_t i = 0; i < 3; i++) {
        free(scores[i]);
    }
}

static void scores_are_the_same_for_any_number_of_threads(void **state) {
    (void)state;
    for (int directed = 0; directed <= 1; directed++) {
        ent_network *network = ring_with_star(directed);
        expect_same_for_threads(network, ENT_MEASURE_PAGERANK, ENT_WEIGHT_UNIT);
        expect_same_for_threads(network, ENT_MEASURE_PAGERANK, ENT_WEIGHT_STRENGTH);
        expect_same_for_threads(network, ENT_MEASURE_EIGENVECTOR, ENT_WEIGHT_UNIT);
        expect_same_for_threads(network, ENT_MEASURE_HUB, ENT_WEIGHT_STRENGTH);
        expect_same_for_threads(network, ENT_MEASURE_CLUSTERING, ENT_WEIGHT_UNIT);
        ent_network_free(network);
    }
}

static void triads_are_the_same_for_any_number_of_threads(void **state) {
    (void)state;
    ent_network *network = ring_with_star(true);
    uint64_t triads[3][ENT_TRIAD_TYPES];
    double transitivity[3];
    for (uint32_t i = 0; i < 3; i++) {
        ent_run run = ENT_RUN_INIT;
        run.threads = 1 + i;
        assert_int_equal(ent_triad_census(triads[i], network, &run, NULL), ENT_OK);
        assert_int_equal(ent_transitivity(&transitivity[i], network, &run, NULL), ENT_OK);
        assert_memory_equal(triads[i], triads[0], sizeof triads[0]);
        assert_true(transitivity[i] == transitivity[0]);
    }
    ent_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(degree_and_coreness_are_igraphs),
        cmocka_unit_test(pagerank_is_igraphs),
        cmocka_unit_test(eigenvector_is_igraphs),
        cmocka_unit_test(components_and_cuts_are_igraphs),
        cmocka_unit_test(triangles_are_igraphs),
        cmocka_unit_test(triads_are_the_same_for_any_number_of_threads),
        cmocka_unit_test(scores_are_the_same_for_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
