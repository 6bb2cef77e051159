/* The kernels that search from many sources at once against one search from each, on networks of every shape; and that neither
 * threads nor instructions change a bit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/backbone.h"
#include "analysis/lanes.h"
#include "analysis/search.h"
#include "assert_close.h"
#include <entente/analysis.h>
#include <stdlib.h>
#include <string.h>

enum shape { RANDOM, HUBS, GRID, TREE, STAR, PARTS, PATH, FORWARD, SHAPES };

/* The ends of edge `e` of a network of `n` nodes; a loop stands for none. */
static void place_edge(uint32_t *u, uint32_t *v, enum shape shape, uint32_t n, uint32_t e, uint64_t *random) {
    uint32_t side = (uint32_t)sqrt(n), a = (uint32_t)(ent__random(random) % n), b = (uint32_t)(ent__random(random) % n);
    *u = *v = e % n;
    switch (shape) {
    case HUBS: {
        double skew = (double)(ent__random(random) >> 11) * 0x1p-53;
        *u = (uint32_t)(skew * skew * skew * n);
        *v = b;
        break;
    }
    case GRID:
        *v = e < n ? (e % side + 1 < side && e + 1 < n ? e + 1 : e) : (e % n + side < n ? e % n + side : e % n);
        break;
    case TREE:
        *v = e == 0 || e >= n ? e % n : a % e;
        break;
    case STAR:
        *v = 0;
        break;
    case PARTS: /* parts of seven nodes, some left alone */
        *v = e % n / 7 * 7 + a % 5 < n ? e % n / 7 * 7 + a % 5 : e % n;
        break;
    case PATH:
        *v = (e + 1 < n) ? e + 1 : e % n;
        break;
    case FORWARD: /* without circles: what a node sees falls from all to nothing */
        *u = a < b ? a : b;
        *v = a < b ? b : a;
        break;
    default:
        *u = a;
        *v = b;
    }
}

/* By seed: tenths, so that most lengths tie, and sums only within rounding; all different; or so unlike that the
 * least do not change a sum. */
static double draw_length(uint64_t seed, uint64_t *random) {
    uint64_t drawn = ent__random(random);
    switch (seed % 3) {
    case 1:
        return (double)(1 + drawn % 9) / 10.0;
    case 2:
        return (double)(1 + (drawn >> 11)) * 0x1p-53;
    default:
        return drawn % 4 ? 1.0 + (double)(drawn % 3) : 1e-17;
    }
}

static ent_network *make_network(enum shape shape, uint32_t n, uint32_t edges, bool directed, uint64_t seed) {
    uint32_t *from = ent__calloc(edges, sizeof *from), *to = ent__calloc(edges, sizeof *to);
    double *length = ent__calloc(edges, sizeof *length);
    uint64_t random = seed;
    for (uint32_t e = 0; e < edges; e++) {
        place_edge(&from[e], &to[e], shape, n, e, &random);
        length[e] = draw_length(seed, &random);
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = n;
    list.directed = directed;
    list.edge_count = edges;
    list.from = from;
    list.to = to;
    list.length = length;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    free(from);
    free(to);
    free(length);
    return network;
}

static ent_weight weight_asked = ENT_WEIGHT_UNIT;

static void score(double *scores, const ent_network *network, ent_measure measure, ent_mode mode, uint32_t threads) {
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    ent_run run = ENT_RUN_INIT;
    options.mode = mode;
    options.weight = weight_asked;
    options.normalized = measure == ENT_MEASURE_ECCENTRICITY ? 0 : -1;
    run.threads = threads;
    assert_int_equal(ent_network_score(scores, network, measure, &options, &run, NULL), ENT_OK);
}

static void assert_all_close(const double *found, const double *expected, uint32_t n) {
    for (uint32_t v = 0; v < n; v++) {
        if (fabs(found[v] - expected[v]) > 1e-9 * fmax(1.0, fabs(expected[v]))) {
            print_error("node %u: %.17g, expected %.17g\n", v, found[v], expected[v]);
            fail();
        }
        assert_int_equal(isnan(found[v]), isnan(expected[v]));
    }
}

/* What one search from each node tells. */
typedef struct truth {
    double *betweenness, *closeness, *harmonic, *eccentricity;
    double *over; /* each edge of the network */
} truth;

static truth search_each(const ent_network *network, ent_mode mode) {
    uint32_t n = ent_network_node_count(network);
    double *block = ent__calloc(n, 4 * sizeof *block);
    truth t = {block, block + n, block + 2 * n, block + 3 * n, NULL};
    ent__layer layer;
    ent__search search;
    assert_int_equal(ent__layer_make(&layer, network, mode, weight_asked, NULL), ENT_OK);
    assert_int_equal(ent__search_make(&search, &layer, weight_asked, NULL), ENT_OK);
    double *over = ent__calloc(layer.arc_count, sizeof *over);
    t.over = ent__calloc(ent_network_edge_count(network), sizeof *t.over);
    for (uint32_t source = 0; source < n; source++) {
        double sum = 0.0;
        ent__search_from(&search, source);
        assert_int_equal(ent__brandes_count(&search, NULL), ENT_OK);
        ent__brandes_share(&search, over);
        t.eccentricity[source] = search.reached > 1 ? 0.0 : NAN;
        for (uint32_t i = 1; i < search.reached; i++) {
            uint32_t v = search.order[i];
            t.betweenness[v] += search.share[v] * (layer.directed ? 1.0 : 0.5);
            sum += search.distance[v];
            t.harmonic[source] += 1.0 / search.distance[v];
            t.eccentricity[source] = fmax(t.eccentricity[source], search.distance[v]);
        }
        t.closeness[source] = search.reached > 1 ? (search.reached - 1.0) / sum : 0.0;
    }
    for (uint32_t entry = 0; entry < layer.arc_count; entry++) {
        t.over[layer.edges[entry]] += over[entry] * (layer.directed ? 1.0 : 0.5);
    }
    free(over);
    ent__search_free(&search);
    ent__layer_free(&layer);
    return t;
}

static void check_edges(const ent_network *network, const truth *t) {
    uint32_t count = ent_network_edge_count(network);
    double *found = ent__calloc(count, sizeof *found);
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.weight = weight_asked;
    assert_int_equal(ent_edge_betweenness(found, network, &options, NULL, NULL), ENT_OK);
    assert_all_close(found, t->over, count);
    free(found);
}

static void check_network(const ent_network *network) {
    uint32_t n = ent_network_node_count(network);
    double *found = ent__calloc(n, sizeof *found);
    for (int mode = ENT_OUT; mode <= ENT_ALL; mode++) {
        truth t = search_each(network, (ent_mode)mode);
        score(found, network, ENT_MEASURE_CLOSENESS, (ent_mode)mode, 2);
        assert_all_close(found, t.closeness, n);
        score(found, network, ENT_MEASURE_HARMONIC, (ent_mode)mode, 2);
        assert_all_close(found, t.harmonic, n);
        score(found, network, ENT_MEASURE_ECCENTRICITY, (ent_mode)mode, 2);
        assert_all_close(found, t.eccentricity, n);
        if (mode == ENT_OUT) {
            score(found, network, ENT_MEASURE_BETWEENNESS, ENT_OUT, 2);
            assert_all_close(found, t.betweenness, n);
            check_edges(network, &t);
        }
        free(t.betweenness);
        free(t.over);
    }
    free(found);
}

static void many_sources_at_once_find_what_one_by_one_finds(void **state) {
    (void)state;
    static const uint32_t sizes[] = {1, 2, 8, 9, 63, 150, 530};
    const uint32_t crowded =
        530; /* with levels of several hundred nodes: also a directed one is searched from many at once */
    for (uint64_t seed = 1; seed <= 2; seed++) {
        for (int shape = 0; shape < SHAPES; shape++) {
            /* Only random networks are cheap enough for more sources than one batch of bits holds. */
            size_t count = sizeof sizes / sizeof *sizes - (shape > HUBS || seed > 1);
            for (size_t i = 0; i < count; i++) {
                for (int directed = 0; directed < 2; directed++) {
                    uint32_t n = sizes[i],
                             edges = shape == RANDOM || shape == HUBS ? n * (uint32_t)(1 + seed * 2) : 2 * n;
                    edges *= n == crowded ? 4 : 1;
                    ent_network *network = make_network((enum shape)shape, n, edges, directed, seed);
                    check_network(network);
                    ent_network_free(network);
                }
            }
        }
    }
}

static void searches_are_spared_only_arcs_that_no_shortest_path_takes(void **state) {
    (void)state;
    static const uint32_t sizes[] = {2, 9, 40, 120};
    weight_asked = ENT_WEIGHT_LENGTH;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        for (int shape = 0; shape < SHAPES; shape++) {
            for (size_t i = 0; i < sizeof sizes / sizeof *sizes - (shape > HUBS); i++) {
                uint32_t n = sizes[i], edges = shape == RANDOM || shape == HUBS ? n * (uint32_t)seed : 2 * n;
                ent_network *network = make_network((enum shape)shape, n, edges, seed % 2, seed);
                check_network(network);
                ent_network_free(network);
            }
        }
    }
    weight_asked = ENT_WEIGHT_UNIT;
}

/* A way that is shorter than an arc by less than 1e-10 of what lies before them ties with it from afar only: at the end of a
 * chain of 400 the arc, longer by 2e-8, is still on half of the shortest paths from the first half of the chain. */
static void an_arc_that_ties_only_from_afar_is_kept(void **state) {
    (void)state;
    enum { chain = 400, n = chain + 2, edges = chain + 2 };
    uint32_t from[edges], to[edges];
    double length[edges];
    for (uint32_t e = 0; e < chain; e++) {
        from[e] = e;
        to[e] = e + 1;
        length[e] = 1.0;
    }
    length[chain - 1] = 1.0 + 2e-8;
    for (uint32_t e = chain; e < edges; e++) {
        from[e] = e == chain ? chain - 1 : chain;
        to[e] = chain + 1;
        length[e] = 0.5;
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = n;
    list.edge_count = edges;
    list.from = from;
    list.to = to;
    list.length = length;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    weight_asked = ENT_WEIGHT_LENGTH;
    truth t = search_each(network, ENT_OUT);
    /* Pairs of the chain's end with nodes from which it is 200 away or more share their paths with the way's middle. */
    assert_true(t.betweenness[chain + 1] > chain / 2 - 3 && t.betweenness[chain + 1] < chain - 50);
    free(t.betweenness);
    free(t.over);
    check_network(network);
    weight_asked = ENT_WEIGHT_UNIT;
    ent_network_free(network);
}

/* A dense network with distinct lengths keeps few arcs, one of a single length all. */
static void a_dense_network_is_thinned_and_one_without_detours_is_not(void **state) {
    (void)state;
    for (int unit = 0; unit < 2; unit++) {
        ent_network *network = make_network(RANDOM, 60, 1500, false, 2);
        ent__layer layer;
        assert_int_equal(ent__layer_make(&layer, network, ENT_OUT, unit ? ENT_WEIGHT_UNIT : ENT_WEIGHT_LENGTH, NULL),
                         ENT_OK);
        uint32_t before = layer.arc_count;
        assert_int_equal(ent__backbone_keep(&layer, NULL, NULL), ENT_OK);
        assert_true(unit ? layer.arc_count == before : layer.arc_count < before / 3);
        ent__layer_free(&layer);
        ent_network_free(network);
    }
}

static void neither_threads_nor_instructions_change_a_bit(void **state) {
    (void)state;
    enum { n = 1500 };
    static double first[n], again[n];
    static const ent_measure measures[] = {ENT_MEASURE_BETWEENNESS, ENT_MEASURE_HARMONIC, ENT_MEASURE_CLOSENESS};
    ent_network *network = make_network(HUBS, n, 9000, true, 5);
    for (size_t i = 0; i < 2 * sizeof measures / sizeof *measures; i++) {
        weight_asked = i % 2 ? ENT_WEIGHT_LENGTH : ENT_WEIGHT_UNIT;
        ent__instructions_most = ENT__AVX512;
        score(first, network, measures[i / 2], ENT_OUT, 1);
        for (uint32_t threads = 1; threads <= 5; threads++) {
            ent__instructions_most = (ent__instruction_set)(threads % 3);
            score(again, network, measures[i / 2], ENT_OUT, threads);
            assert_memory_equal(first, again, sizeof first);
        }
    }
    ent__instructions_most = ENT__AVX512;
    weight_asked = ENT_WEIGHT_UNIT;
    ent_network_free(network);
}

/* A chain of 1,100 squares has 2^1100 shortest paths from end to end. */
static void more_paths_than_a_double_counts_are_refused(void **state) {
    (void)state;
    enum { squares = 1100, n = 3 * squares + 1 };
    uint32_t from[4 * squares], to[4 * squares];
    double *scores = ent__calloc(n, sizeof *scores);
    for (uint32_t i = 0; i < squares; i++) {
        for (uint32_t way = 0; way < 2; way++) {
            from[4 * i + 2 * way] = 3 * i;
            to[4 * i + 2 * way] = from[4 * i + 2 * way + 1] = 3 * i + 1 + way;
            to[4 * i + 2 * way + 1] = 3 * i + 3;
        }
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = n;
    list.edge_count = 4 * squares;
    list.from = from;
    list.to = to;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    assert_int_equal(ent_network_score(scores, network, ENT_MEASURE_BETWEENNESS, &options, NULL, NULL), ENT_ELIMIT);
    options.weight = ENT_WEIGHT_LENGTH;
    assert_int_equal(ent_network_score(scores, network, ENT_MEASURE_BETWEENNESS, &options, NULL, NULL), ENT_ELIMIT);
    ent_network_free(network);
    free(scores);
}

static int stop_at_once(void *context, double fraction) {
    int *calls = context;
    (void)fraction;
    return ++*calls > 1;
}

static void a_kernel_can_be_cancelled(void **state) {
    (void)state;
    int calls = 0;
    double scores[600];
    ent_network *network = make_network(RANDOM, 600, 3000, false, 1);
    ent_run run = ENT_RUN_INIT;
    run.progress = stop_at_once;
    run.context = &calls;
    run.threads = 3;
    assert_int_equal(ent_network_score(scores, network, ENT_MEASURE_BETWEENNESS, NULL, &run, NULL), ENT_ECANCELLED);
    assert_int_equal(calls, 2);
    ent_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_sources_at_once_find_what_one_by_one_finds),
        cmocka_unit_test(searches_are_spared_only_arcs_that_no_shortest_path_takes),
        cmocka_unit_test(an_arc_that_ties_only_from_afar_is_kept),
        cmocka_unit_test(a_dense_network_is_thinned_and_one_without_detours_is_not),
        cmocka_unit_test(neither_threads_nor_instructions_change_a_bit),
        cmocka_unit_test(more_paths_than_a_double_counts_are_refused),
        cmocka_unit_test(a_kernel_can_be_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
