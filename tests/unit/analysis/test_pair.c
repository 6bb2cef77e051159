/*
 * One pair's betweenness against every shortest path enumerated, on random networks with and without direction; lengths are
 * multiples of 0.1, so that equal paths differ in the last bit.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "base/base_internal.h"
#include <entente/analysis.h>
#include <string.h>

#define MOST_NODES 7
#define MOST_EDGES 20
#define ROUNDS 400

/* Lengths in tenths, exact; 0: no edge. */
typedef struct sketch {
    ent_network *network;
    uint32_t nodes;
    uint32_t tenths[MOST_NODES][MOST_NODES];
} sketch;

static void draw_network(sketch *drawn, uint64_t *seed, bool directed, bool unit) {
    uint32_t from[MOST_EDGES], to[MOST_EDGES];
    double lengths[MOST_EDGES];
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    *drawn = (sketch){.nodes = 2 + (uint32_t)(ent__random(seed) % (MOST_NODES - 1))};
    list.edge_count = ent__random(seed) % MOST_EDGES;
    for (size_t i = 0; i < list.edge_count; i++) {
        uint32_t u = from[i] = (uint32_t)(ent__random(seed) % drawn->nodes);
        uint32_t v = to[i] = (uint32_t)(ent__random(seed) % drawn->nodes);
        uint32_t tenths = 1 + (uint32_t)(ent__random(seed) % 4);
        lengths[i] = 0.1 * tenths;
        tenths = unit ? 1 : tenths;
        uint32_t *forth = &drawn->tenths[u][v], *back = &drawn->tenths[v][u];
        *forth = u != v && (*forth == 0 || tenths < *forth) ? tenths : *forth;
        *back = u != v && !directed && (*back == 0 || tenths < *back) ? tenths : *back;
    }
    list.node_count = drawn->nodes;
    list.directed = directed;
    list.from = from;
    list.to = to;
    list.length = lengths;
    assert_int_equal(ent_network_from_edges(&drawn->network, &list, NULL, NULL), ENT_OK);
}

/* The least length so far, how many paths have it, and how many of these pass each node. */
typedef struct tally {
    uint32_t least, paths, through[MOST_NODES];
} tally;

static void walk(tally *found, const sketch *drawn, uint32_t *path, uint32_t count, uint32_t length, uint32_t target) {
    if (path[count - 1] == target) {
        if (length < found->least) {
            *found = (tally){.least = length};
        }
        for (uint32_t i = 0; i < count && length == found->least; i++) {
            found->through[path[i]]++;
        }
        found->paths += length == found->least;
        return;
    }
    for (uint32_t next = 0; next < drawn->nodes; next++) {
        bool seen = false;
        for (uint32_t i = 0; i < count; i++) {
            seen = seen || path[i] == next;
        }
        if (!seen && drawn->tenths[path[count - 1]][next]) {
            path[count] = next;
            walk(found, drawn, path, count + 1, length + drawn->tenths[path[count - 1]][next], target);
        }
    }
}

static void expect_pair(const sketch *drawn, uint32_t target, ent_weight weight) {
    double scores[MOST_NODES];
    uint32_t path[MOST_NODES] = {0};
    tally found = {.least = UINT32_MAX};
    walk(&found, drawn, path, 1, 0, target);
    assert_int_equal(ent_pair_betweenness(scores, drawn->network, 0, target, weight, NULL), ENT_OK);
    for (uint32_t node = 0; node < drawn->nodes; node++) {
        double share = found.paths ? (double)found.through[node] / found.paths : NAN;
        assert_close(scores[node], found.paths && (node == 0 || node == target) ? 0.0 : share);
    }
}

static void a_node_has_the_share_of_the_shortest_paths_that_pass_it(void **state) {
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < ROUNDS; round++) {
        sketch drawn;
        bool unit = round % 4 < 2;
        draw_network(&drawn, &seed, round % 2, unit);
        for (uint32_t target = 1; target < drawn.nodes; target++) {
            expect_pair(&drawn, target, unit ? ENT_WEIGHT_UNIT : ENT_WEIGHT_LENGTH);
        }
        ent_network_free(drawn.network);
    }
}

static void from_a_node_to_itself_nobody_is_between(void **state) {
    (void)state;
    const uint32_t from[] = {0, 1}, to[] = {1, 2};
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    ent_network *network;
    double scores[3] = {9, 9, 9};
    list.node_count = 3;
    list.edge_count = 2;
    list.from = from;
    list.to = to;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    assert_int_equal(ent_pair_betweenness(scores, network, 1, 1, ENT_WEIGHT_UNIT, NULL), ENT_OK);
    for (int node = 0; node < 3; node++) {
        assert_true(scores[node] == 0.0);
    }
    ent_network_free(network);
}

static void mistakes_are_named(void **state) {
    (void)state;
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    ent_network *network;
    ent_error error;
    double scores[2] = {9, 9};
    list.node_count = 2;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    assert_int_equal(ent_pair_betweenness(scores, network, 0, 2, ENT_WEIGHT_UNIT, &error), ENT_EINVAL);
    assert_non_null(strstr(error.message, "2 nodes"));
    assert_int_equal(ent_pair_betweenness(scores, network, 0, 1, ENT_WEIGHT_STRENGTH, &error), ENT_EINVAL);
    assert_non_null(strstr(error.message, "unit, length or inverse"));
    assert_true(scores[0] == 0.0 && scores[1] == 0.0);
    ent_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_node_has_the_share_of_the_shortest_paths_that_pass_it),
        cmocka_unit_test(from_a_node_to_itself_nobody_is_between),
        cmocka_unit_test(mistakes_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
