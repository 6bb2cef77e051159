/* Lengths of rows rounded down: never above, hardly below, whatever the number; made once, counted, shared between threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "network/floors.h"
#include <entente/analysis.h>
#include <pthread.h>

#define NODES 5u

/* Of all sizes; the last two hostile, one way of which is a friendly one's. */
static const uint32_t from[] = {0, 0, 1, 2, 3, 4, 1}, to[] = {1, 2, 3, 3, 4, 0, 0};
static const double positive[] = {1, 0.1, 3, 7, 1e-3, 0, 0}, length[] = {0.1, 1e300, 1e-300, 16777217.0, 3, 1, 1};

static ent_network *build(uint32_t directed) {
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = NODES;
    list.directed = directed;
    list.edge_count = sizeof from / sizeof *from;
    list.from = from;
    list.to = to;
    list.positive = positive;
    list.length = length;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    return network;
}

static void expect_floors(const ent_network *network, ent_mode mode, ent_weight weight) {
    const ent__rows *rows = ent__rows_of(network, mode);
    const float *floors = ent__floors_of(network, mode, weight);
    assert_non_null(floors);
    assert_ptr_equal(floors, ent__floors_kept(network, mode, weight));
    for (uint32_t i = 0; i < rows->offsets[NODES]; i++) {
        double strength = ent__edge_positive(network, rows->edges[i]);
        double number = weight == ENT_WEIGHT_INVERSE ? 1.0 / strength : ent__edge_length(network, rows->edges[i]);
        if (strength == 0.0) {
            assert_true(isinf(floors[i]));
            continue;
        }
        assert_true((double)floors[i] <= number);
        bool fits = number > (double)FLT_MIN && number < (double)FLT_MAX;
        assert_true(!fits || (double)nextafterf(floors[i], INFINITY) > number);
    }
}

static void floors_lie_close_below_lengths(void **state) {
    (void)state;
    for (uint32_t directed = 0; directed < 2; directed++) {
        ent_network *network = build(directed);
        assert_null(ent__floors_kept(network, ENT_OUT, ENT_WEIGHT_LENGTH));
        expect_floors(network, ENT_OUT, ENT_WEIGHT_LENGTH);
        expect_floors(network, ENT_IN, ENT_WEIGHT_LENGTH);
        expect_floors(network, ENT_OUT, ENT_WEIGHT_INVERSE);
        expect_floors(network, ENT_IN, ENT_WEIGHT_INVERSE);
        ent_network_free(network);
    }
}

static void floors_are_counted_once_a_search_has_made_them(void **state) {
    (void)state;
    ent_network *network = build(0);
    double distances[NODES];
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    size_t before = ent_network_memory(network);
    assert_int_equal(ent_distances(distances, network, 0, &options, NULL, NULL), ENT_OK);
    assert_int_equal(ent_network_memory(network), before); /* unit lengths need none */
    options.weight = ENT_WEIGHT_LENGTH;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(ent_distances(distances, network, 0, &options, NULL, NULL), ENT_OK);
        assert_int_equal(ent_network_memory(network), before + 8 * ent_network_edge_count(network));
    }
    ent_network_free(network);
}

static void *search(void *network) {
    double distances[NODES];
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    options.weight = ENT_WEIGHT_LENGTH;
    intptr_t failures = ent_distances(distances, network, 0, &options, NULL, NULL) != ENT_OK;
    failures += distances[1] != 0.1 || distances[3] != 0.1 || distances[4] != 3.1;
    return (void *)failures;
}

static void threads_share_floors_that_nobody_has_made(void **state) {
    (void)state;
    for (int i = 0; i < 100; i++) {
        ent_network *network = build(0);
        pthread_t threads[3];
        for (int t = 0; t < 3; t++) {
            assert_int_equal(pthread_create(&threads[t], NULL, search, network), 0);
        }
        for (int t = 0; t < 3; t++) {
            void *failures;
            assert_int_equal(pthread_join(threads[t], &failures), 0);
            assert_null(failures);
        }
        ent_network_free(network);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(floors_lie_close_below_lengths),
        cmocka_unit_test(floors_are_counted_once_a_search_has_made_them),
        cmocka_unit_test(threads_share_floors_that_nobody_has_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
