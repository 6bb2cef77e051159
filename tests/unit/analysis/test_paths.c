/* Static paths by hand: what the options mean, what is refused, limits, cancelling, and networks where exponentially many tie. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include <entente/analysis.h>
#include <stdlib.h>
#include <string.h>

/* 0-1-3-4 and 0-2-3-4, undirected; 1-3 is weaker and shorter, 0-4 hostile. */
static const uint32_t from[] = {0, 0, 1, 2, 3, 0}, to[] = {1, 2, 3, 3, 4, 4};
static const double positive[] = {4, 4, 1, 2, 5, 0}, length[] = {2, 2, 1, 3, 1, 1};
static const uint8_t kinds[] = {ENT_KIND_DIPLOMATIC, ENT_KIND_MEDIATION,  ENT_KIND_DIPLOMATIC,
                                ENT_KIND_MEDIATION,  ENT_KIND_DIPLOMATIC, ENT_KIND_ATTACK};

static ent_network *build(uint32_t directed, const double *strengths) {
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = 6;
    list.directed = directed;
    list.edge_count = 6;
    list.from = from;
    list.to = to;
    list.positive = strengths;
    list.length = length;
    list.kinds = kinds;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    return network;
}

static ent_paths *find(const ent_network *network, uint32_t source, uint32_t target, const ent_path_options *options) {
    ent_paths *paths;
    assert_int_equal(ent_paths_find(&paths, network, source, target, options, NULL, NULL), ENT_OK);
    return paths;
}

static void expect_path(const ent_paths *paths, uint32_t index, double cost, const uint32_t *nodes, uint32_t count) {
    ent_path path = ENT_PATH_INIT;
    assert_int_equal(ent_paths_get(&path, paths, index, NULL), ENT_OK);
    assert_close(path.cost, cost);
    assert_int_equal(path.hops, count - 1);
    assert_memory_equal(path.nodes, nodes, count * sizeof *nodes);
}

#define EXPECT_PATH(paths, index, cost, ...)                                                                           \
    expect_path((paths), (index), (cost), (const uint32_t[]){__VA_ARGS__},                                             \
                sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t))

static void a_hostile_edge_is_no_way(void **state) {
    (void)state;
    ent_network *network = build(0, positive);
    ent_paths *paths = find(network, 0, 4, NULL);
    assert_int_equal(ent_paths_count(paths), 1);
    EXPECT_PATH(paths, 0, 3, 0, 1, 3, 4);
    ent_paths_free(paths);
    ent_network_free(network);
}

static void weights_choose_the_path(void **state) {
    (void)state;
    ent_network *network = build(0, positive);
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    options.weight = ENT_WEIGHT_LENGTH;
    ent_paths *paths = find(network, 0, 4, &options);
    EXPECT_PATH(paths, 0, 4, 0, 1, 3, 4);
    ent_paths_free(paths);
    options.weight = ENT_WEIGHT_INVERSE;
    paths = find(network, 0, 4, &options);
    EXPECT_PATH(paths, 0, 0.25 + 0.5 + 0.2, 0, 2, 3, 4);
    ent_paths_free(paths);
    options.weight = ENT_WEIGHT_UNIT;
    options.method = ENT_PATH_WIDEST;
    paths = find(network, 0, 4, &options);
    EXPECT_PATH(paths, 0, 2, 0, 2, 3, 4);
    ent_paths_free(paths);
    ent_network_free(network);
}

static void a_billionth_more_is_no_tie(void **state) {
    (void)state;
    const double nearly[] = {2 - 1e-9, 2, 1, 1, 1, 1}; /* 0-2-3 is longer by a third of 10^-9 than 0-1-3 */
    ent_network *network;
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = 6;
    list.edge_count = 6;
    list.from = from;
    list.to = to;
    list.length = nearly;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    options.weight = ENT_WEIGHT_LENGTH;
    options.method = ENT_PATH_ALL_SHORTEST;
    ent_paths *paths = find(network, 0, 3, &options);
    assert_int_equal(ent_paths_count(paths), 1);
    EXPECT_PATH(paths, 0, 2, 0, 4, 3);
    ent_paths_free(paths);
    const uint32_t middle = 4;
    options.avoid = &middle;
    options.avoid_count = 1;
    paths = find(network, 0, 3, &options);
    assert_int_equal(ent_paths_count(paths), 1);
    EXPECT_PATH(paths, 0, 3 - 1e-9, 0, 1, 3);
    ent_paths_free(paths);
    ent_network_free(network);
}

static void modes_go_along_against_and_either_way(void **state) {
    (void)state;
    ent_network *network = build(1, positive);
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    ent_paths *paths = find(network, 4, 0, &options);
    assert_int_equal(ent_paths_count(paths), 0);
    ent_paths_free(paths);
    options.mode = ENT_IN;
    paths = find(network, 4, 0, &options);
    EXPECT_PATH(paths, 0, 3, 4, 3, 1, 0);
    ent_paths_free(paths);
    options.mode = ENT_ALL;
    paths = find(network, 1, 2, &options);
    EXPECT_PATH(paths, 0, 2, 1, 0, 2);
    ent_paths_free(paths);
    ent_network_free(network);
}

static void what_is_avoided_is_not_passed(void **state) {
    (void)state;
    ent_network *network = build(0, positive);
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    const uint32_t avoid[] = {1, 5};
    double distances[6];
    options.avoid = avoid;
    options.avoid_count = 2;
    ent_paths *paths = find(network, 0, 4, &options);
    EXPECT_PATH(paths, 0, 3, 0, 2, 3, 4);
    ent_paths_free(paths);
    assert_int_equal(ent_distances(distances, network, 0, &options, NULL, NULL), ENT_OK);
    const double expected[] = {0, INFINITY, 1, 2, 3, INFINITY};
    for (int i = 0; i < 6; i++) {
        assert_close(distances[i], expected[i]);
    }
    options.avoid_kinds = ENT_KIND_BIT(ENT_KIND_MEDIATION);
    paths = find(network, 0, 4, &options);
    assert_int_equal(ent_paths_count(paths), 0);
    ent_paths_free(paths);
    ent_network_free(network);
}

/* The shortest path 0-1-2-3-4 must be given up between 1 and 3 altogether to let two pass. */
static void disjoint_paths_give_up_the_shortest_where_it_bars_the_way(void **state) {
    (void)state;
    static const uint32_t tails[] = {0, 1, 2, 3, 0, 5, 6, 7, 1, 8, 9, 10},
                          heads[] = {1, 2, 3, 4, 5, 6, 7, 3, 8, 9, 10, 4};
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = 11;
    list.edge_count = 12;
    list.from = tails;
    list.to = heads;
    for (int directed = 0; directed < 2; directed++) {
        ent_network *network;
        list.directed = (uint32_t)directed;
        assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
        for (ent_path_method method = ENT_PATH_EDGE_DISJOINT; method <= ENT_PATH_VERTEX_DISJOINT; method++) {
            ent_path_options options = ENT_PATH_OPTIONS_INIT;
            options.method = method;
            ent_paths *paths = find(network, 0, 4, &options);
            assert_int_equal(ent_paths_count(paths), 2);
            EXPECT_PATH(paths, 0, 5, 0, 1, 8, 9, 10, 4);
            EXPECT_PATH(paths, 1, 5, 0, 5, 6, 7, 3, 4);
            ent_paths_free(paths);
        }
        ent_network_free(network);
    }
}

static void all_shortest_paths_are_cut_at_the_limit(void **state) {
    (void)state;
    ent_network *network = build(0, positive);
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    options.method = ENT_PATH_ALL_SHORTEST;
    ent_paths *paths = find(network, 0, 4, &options);
    assert_int_equal(ent_paths_count(paths), 2);
    assert_false(ent_paths_is_cut(paths));
    EXPECT_PATH(paths, 1, 3, 0, 2, 3, 4);
    ent_paths_free(paths);
    options.limit = 1;
    paths = find(network, 0, 4, &options);
    assert_int_equal(ent_paths_count(paths), 1);
    assert_true(ent_paths_is_cut(paths));
    ent_paths_free(paths);
    ent_network_free(network);
}

static void a_node_reaches_itself_without_a_step(void **state) {
    (void)state;
    ent_network *network = build(0, positive);
    for (ent_path_method method = ENT_PATH_SHORTEST; method <= ENT_PATH_WIDEST; method++) {
        ent_path_options options = ENT_PATH_OPTIONS_INIT;
        options.method = method;
        ent_paths *paths = find(network, 5, 5, &options);
        assert_int_equal(ent_paths_count(paths), 1);
        EXPECT_PATH(paths, 0, method == ENT_PATH_WIDEST ? INFINITY : 0.0, 5);
        ent_paths_free(paths);
    }
    ent_network_free(network);
}

static void expect_refused(const ent_network *network, uint32_t target, const ent_path_options *options,
                           const char *words) {
    ent_error error;
    ent_paths *paths = (ent_paths *)network;
    assert_int_equal(ent_paths_find(&paths, network, 0, target, options, NULL, &error), ENT_EINVAL);
    assert_null(paths);
    if (!strstr(error.message, words)) {
        fail_msg("'%s' does not say '%s'", error.message, words);
    }
}

static void what_makes_no_sense_is_refused(void **state) {
    (void)state;
    const double tiny[] = {1e-310, 1, 1, 1, 1, 1};
    const uint32_t nobody = 6, end = 4;
    ent_network *network = build(0, positive), *faint = build(0, tiny);
    ent_path_options bad = ENT_PATH_OPTIONS_INIT;
    expect_refused(network, 6, &bad, "target is node 6; the network has 6 nodes");
    bad.method = ENT_PATH_EDGE_DISJOINT;
    expect_refused(network, 0, &bad, "both node 0");
    bad.weight = ENT_WEIGHT_LENGTH;
    expect_refused(network, 4, &bad, "take no lengths");
    bad.method = ENT_PATH_SHORTEST;
    bad.weight = ENT_WEIGHT_STRENGTH;
    expect_refused(network, 4, &bad, "weight is strength");
    bad.weight = (ent_weight)9;
    expect_refused(network, 4, &bad, "weight is 9");
    bad = (ent_path_options)ENT_PATH_OPTIONS_INIT;
    bad.method = (ent_path_method)6;
    expect_refused(network, 4, &bad, "method is 6");
    bad = (ent_path_options)ENT_PATH_OPTIONS_INIT;
    bad.mode = (ent_mode)3;
    expect_refused(network, 4, &bad, "mode is 3");
    bad = (ent_path_options)ENT_PATH_OPTIONS_INIT;
    bad.avoid_kinds = 16;
    expect_refused(network, 4, &bad, "avoid_kinds is 0x10");
    bad = (ent_path_options)ENT_PATH_OPTIONS_INIT;
    bad.avoid = &nobody;
    bad.avoid_count = 1;
    expect_refused(network, 4, &bad, "avoid names node 6");
    bad.avoid = &end;
    expect_refused(network, 4, &bad, "target is node 4, which is to be avoided");
    bad = (ent_path_options)ENT_PATH_OPTIONS_INIT;
    bad.weight = ENT_WEIGHT_INVERSE;
    expect_refused(faint, 4, &bad, "from 0 to 1 has strength 1");
    bad.size = 0;
    expect_refused(network, 4, &bad, "size is 0");
    ent_network_free(network);
    ent_network_free(faint);
}

static void distances_take_no_other_method(void **state) {
    (void)state;
    double distances[6];
    ent_network *network = build(0, positive);
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    assert_int_equal(ent_distances(distances, network, 6, &options, NULL, NULL), ENT_EINVAL);
    options.method = ENT_PATH_K_SHORTEST;
    assert_int_equal(ent_distances(distances, network, 0, &options, NULL, NULL), ENT_EINVAL);
    ent_network_free(network);
}

static void a_list_ends(void **state) {
    (void)state;
    ent_path path = ENT_PATH_INIT;
    ent_network *network = build(0, positive);
    ent_paths *paths = find(network, 0, 4, NULL);
    assert_int_equal(ent_paths_get(&path, paths, 1, NULL), ENT_EINVAL);
    ent_paths_free(paths);
    ent_paths_free(NULL);
    ent_network_free(network);
}

static int stop(void *context, double fraction) {
    (void)context;
    assert_true(fraction >= 0.0 && fraction <= 1.0);
    return 1;
}

static void every_method_can_be_cancelled(void **state) {
    (void)state;
    ent_network *network = build(0, positive);
    ent_run run = ENT_RUN_INIT;
    run.progress = stop;
    for (ent_path_method method = ENT_PATH_SHORTEST; method <= ENT_PATH_VERTEX_DISJOINT; method++) {
        ent_path_options options = ENT_PATH_OPTIONS_INIT;
        options.method = method;
        ent_paths *paths;
        assert_int_equal(ent_paths_find(&paths, network, 0, 4, &options, &run, NULL), ENT_ECANCELLED);
        assert_null(paths);
    }
    ent_network_free(network);
}

/* ---- Where exponentially many tie --------------------------------------------------------------------------------- */

#define SIDE 24u

/* A square grid of edges of length 0.1, so that the sums along its 10^12 shortest paths differ in their last bits. */
static ent_network *grid(void) {
    static uint32_t ends[2][2 * SIDE * SIDE];
    static double lengths[2 * SIDE * SIDE];
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = SIDE * SIDE;
    for (uint32_t node = 0; node < SIDE * SIDE; node++) {
        for (uint32_t down = 0; down < 2; down++) {
            if (down ? node + SIDE < SIDE * SIDE : node % SIDE + 1 < SIDE) {
                ends[0][list.edge_count] = node;
                ends[1][list.edge_count] = down ? node + SIDE : node + 1;
                lengths[list.edge_count++] = 0.1;
            }
        }
    }
    list.from = ends[0];
    list.to = ends[1];
    list.length = lengths;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    return network;
}

/* On a grid the sequences come in the order of steps, right before down: the next one turns the last "right, down". */
static void ties_are_listed_in_order_without_counting_them(void **state) {
    (void)state;
    ent_network *network = grid();
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    options.weight = ENT_WEIGHT_LENGTH;
    options.limit = options.k = 60;
    for (ent_path_method method = ENT_PATH_K_SHORTEST; method <= ENT_PATH_ALL_SHORTEST; method++) {
        options.method = method;
        ent_paths *paths = find(network, 0, SIDE * SIDE - 1, &options);
        assert_int_equal(ent_paths_count(paths), 60);
        assert_int_equal(ent_paths_is_cut(paths), method == ENT_PATH_ALL_SHORTEST);
        ent_path before = ENT_PATH_INIT, path = ENT_PATH_INIT;
        for (uint32_t i = 0; i < 60; i++) {
            assert_int_equal(ent_paths_get(&path, paths, i, NULL), ENT_OK);
            assert_int_equal(path.hops, 2 * (SIDE - 1));
            uint32_t same = 0;
            while (i > 0 && path.nodes[same] == before.nodes[same]) {
                same++;
            }
            assert_true(i == 0 || path.nodes[same] > before.nodes[same]);
            assert_true(i == 0 || same >= SIDE - 5); /* nothing between is left out: it turns near the end */
            before = path;
        }
        ent_paths_free(paths);
    }
    ent_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hostile_edge_is_no_way),
        cmocka_unit_test(weights_choose_the_path),
        cmocka_unit_test(a_billionth_more_is_no_tie),
        cmocka_unit_test(modes_go_along_against_and_either_way),
        cmocka_unit_test(what_is_avoided_is_not_passed),
        cmocka_unit_test(disjoint_paths_give_up_the_shortest_where_it_bars_the_way),
        cmocka_unit_test(all_shortest_paths_are_cut_at_the_limit),
        cmocka_unit_test(a_node_reaches_itself_without_a_step),
        cmocka_unit_test(what_makes_no_sense_is_refused),
        cmocka_unit_test(distances_take_no_other_method),
        cmocka_unit_test(a_list_ends),
        cmocka_unit_test(every_method_can_be_cancelled),
        cmocka_unit_test(ties_are_listed_in_order_without_counting_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
