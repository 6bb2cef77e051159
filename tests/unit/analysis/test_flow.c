/*
 * Maximum flow against the least cut over all subsets (Ford & Fulkerson 1956), on random networks with and without direction;
 * the flow found is checked for what a flow is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/flow.h"
#include "assert_close.h"
#include <entente/analysis.h>
#include <string.h>

#define MOST_NODES 8
#define MOST_EDGES 24
#define ROUNDS 300

static ent_network *network_of(uint32_t nodes, bool directed, size_t count, const uint32_t *from, const uint32_t *to,
                               const double *strengths) {
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    ent_network *network;
    list.node_count = nodes;
    list.directed = directed;
    list.edge_count = count;
    list.from = from;
    list.to = to;
    list.positive = strengths;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    return network;
}

/* A random network, and its capacities as a matrix. */
typedef struct sketch {
    ent_network *network;
    uint32_t nodes;
    double capacity[MOST_NODES][MOST_NODES];
} sketch;

static void draw_network(sketch *drawn, uint64_t *seed, bool directed) {
    uint32_t from[MOST_EDGES], to[MOST_EDGES];
    double strengths[MOST_EDGES];
    size_t count = ent__random(seed) % MOST_EDGES;
    *drawn = (sketch){.nodes = 2 + (uint32_t)(ent__random(seed) % (MOST_NODES - 1))};
    for (size_t i = 0; i < count; i++) {
        from[i] = (uint32_t)(ent__random(seed) % drawn->nodes);
        to[i] = (uint32_t)(ent__random(seed) % drawn->nodes);
        strengths[i] = 0.1 * (double)(ent__random(seed) % 7);
        if (from[i] != to[i]) {
            drawn->capacity[from[i]][to[i]] += strengths[i];
            drawn->capacity[to[i]][from[i]] += directed ? 0.0 : strengths[i];
        }
    }
    drawn->network = network_of(drawn->nodes, directed, count, from, to, strengths);
}

static double least_cut(const sketch *drawn, uint32_t source, uint32_t target, uint32_t without) {
    double least = INFINITY;
    for (uint32_t set = 0; set < 1u << drawn->nodes; set++) {
        double cut = 0.0;
        for (uint32_t x = 0; x < drawn->nodes; x++) {
            for (uint32_t y = 0; y < drawn->nodes; y++) {
                bool across = set >> x & 1 && !(set >> y & 1) && x != without && y != without;
                cut += across ? drawn->capacity[x][y] : 0.0;
            }
        }
        least = set >> source & 1 && !(set >> target & 1) ? fmin(least, cut) : least;
    }
    return least;
}

static void the_flow_is_the_least_cut(void **state) {
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < ROUNDS; round++) {
        sketch drawn;
        double flow;
        draw_network(&drawn, &seed, round % 2);
        for (uint32_t target = 1; target < drawn.nodes; target++) {
            assert_int_equal(ent_max_flow(&flow, drawn.network, 0, target, NULL, NULL), ENT_OK);
            assert_close(flow, least_cut(&drawn, 0, target, ENT_NONE));
        }
        ent_network_free(drawn.network);
    }
}

/* What leaves a node minus what enters it, along the arcs used. */
static double surplus(const ent__flow *flow, uint32_t node) {
    const ent__layer *layer = flow->layer;
    double sum = 0.0;
    for (uint32_t arc = layer->offsets[node]; arc < layer->offsets[node + 1]; arc++) {
        uint32_t back = flow->twins[arc];
        assert_int_equal(layer->heads[back], node);
        assert_true(flow->residual[arc] >= 0.0);
        assert_false(ent__flow_uses(flow, arc) && ent__flow_uses(flow, back));
        sum += ent__flow_uses(flow, arc) ? layer->weights[arc] - flow->residual[arc] : 0.0;
        sum -= ent__flow_uses(flow, back) ? layer->weights[back] - flow->residual[back] : 0.0;
    }
    return sum;
}

static void without_a_node_the_flow_goes_around_it_and_nothing_is_lost_on_the_way(void **state) {
    (void)state;
    uint64_t seed = 11;
    for (int round = 0; round < ROUNDS; round++) {
        sketch drawn;
        ent__layer layer;
        ent__flow flow;
        draw_network(&drawn, &seed, false);
        assert_int_equal(ent__layer_make(&layer, drawn.network, ENT_ALL, ENT_WEIGHT_STRENGTH, NULL), ENT_OK);
        assert_int_equal(ent__flow_make(&flow, &layer, 0, 1, NULL), ENT_OK);
        for (uint32_t without = 2; without <= drawn.nodes; without++) { /* the last: nobody */
            double value;
            uint32_t left_out = without < drawn.nodes ? without : ENT_NONE;
            assert_int_equal(ent__flow_run(&value, &flow, left_out, NULL, NULL), ENT_OK);
            assert_close(value, least_cut(&drawn, 0, 1, left_out));
            for (uint32_t node = 0; node < drawn.nodes; node++) {
                assert_close(surplus(&flow, node), node == 0 ? value : node == 1 ? -value : 0.0);
                for (uint32_t arc = layer.offsets[node]; arc < layer.offsets[node + 1]; arc++) {
                    assert_false(node == left_out && ent__flow_uses(&flow, arc));
                }
            }
        }
        ent__flow_free(&flow);
        ent__layer_free(&layer);
        ent_network_free(drawn.network);
    }
}

static void an_arc_carries_its_strength_one_way_and_an_edge_either_way(void **state) {
    (void)state;
    const uint32_t from[] = {0, 0, 2, 1, 1}, to[] = {1, 2, 1, 3, 3};
    const double strengths[] = {1.5, 2.0, 0.5, 1.0, 3.0};
    double flow;
    ent_network *arcs = network_of(4, true, 5, from, to, strengths);
    assert_int_equal(ent_max_flow(&flow, arcs, 0, 3, NULL, NULL), ENT_OK);
    assert_close(flow, 2.0);
    assert_int_equal(ent_max_flow(&flow, arcs, 3, 0, NULL, NULL), ENT_OK);
    assert_close(flow, 0.0);
    ent_network_free(arcs);
    ent_network *edges = network_of(4, false, 5, from, to, strengths);
    assert_int_equal(ent_max_flow(&flow, edges, 3, 0, NULL, NULL), ENT_OK);
    assert_close(flow, 2.0);
    ent_network_free(edges);
}

static int refuse(void *context, double share) {
    (void)context, (void)share;
    return 1;
}

static void mistakes_and_cancelling_leave_no_flow(void **state) {
    (void)state;
    const uint32_t from[] = {0}, to[] = {1};
    ent_network *pair = network_of(2, false, 1, from, to, NULL);
    ent_error error;
    double flow = 5.0;
    assert_int_equal(ent_max_flow(&flow, pair, 1, 1, NULL, &error), ENT_EINVAL);
    assert_non_null(strstr(error.message, "itself"));
    assert_true(flow == 0.0);
    assert_int_equal(ent_max_flow(&flow, pair, 0, 2, NULL, &error), ENT_EINVAL);
    assert_non_null(strstr(error.message, "2 nodes"));
    ent_run run = ENT_RUN_INIT;
    run.progress = refuse;
    flow = 5.0;
    assert_int_equal(ent_max_flow(&flow, pair, 0, 1, &run, &error), ENT_ECANCELLED);
    assert_true(flow == 0.0);
    ent_network_free(pair);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_flow_is_the_least_cut),
        cmocka_unit_test(without_a_node_the_flow_goes_around_it_and_nothing_is_lost_on_the_way),
        cmocka_unit_test(an_arc_carries_its_strength_one_way_and_an_edge_either_way),
        cmocka_unit_test(mistakes_and_cancelling_leave_no_flow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
