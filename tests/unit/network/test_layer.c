/* The layer that a measure sees: rows by mode, the undirected projection, weights, and weights that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "network/layer.h"

/* 0->1 (P 2, length 4), 1->0 (P 3, length 1), 1->2 (hostile only), 2->1 (P 0.5, length 2), 0->2 (hostile only). */
static const uint32_t from[] = {0, 1, 1, 2, 0}, to[] = {1, 0, 2, 1, 2};
static const double positive[] = {2, 3, 0, 0.5, 0}, negative[] = {0, 0, 1, 0, 1}, length[] = {4, 1, 1, 2, 1};

static ent_network *build(uint32_t directed, const double *strengths) {
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = 4;
    list.directed = directed;
    list.edge_count = 5;
    list.from = from;
    list.to = to;
    list.positive = strengths;
    list.negative = negative;
    list.length = length;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    return network;
}

/* One entry of a row expected. */
typedef struct entry {
    uint32_t node, head;
    double weight;
} entry;

static void expect_layer(const ent_network *network, ent_mode mode, ent_weight weight, const entry *entries,
                         uint32_t count) {
    ent__layer layer;
    assert_int_equal(ent__layer_make(&layer, network, mode, weight, NULL), ENT_OK);
    assert_int_equal(layer.node_count, 4);
    assert_int_equal(layer.arc_count, count);
    assert_int_equal(layer.offsets[4], count);
    for (uint32_t i = 0; i < count; i++) {
        assert_true(layer.offsets[entries[i].node] <= i && i < layer.offsets[entries[i].node + 1]);
        assert_int_equal(layer.heads[i], entries[i].head);
        assert_close(layer.weights[i], entries[i].weight);
        uint32_t e = layer.edges[i], u = entries[i].node, v = entries[i].head;
        assert_true((network->from[e] == u && network->to[e] == v) || (network->from[e] == v && network->to[e] == u));
        assert_true(network->positive[e] > 0.0);
    }
    ent__layer_free(&layer);
}

static void modes_follow_arcs_or_go_against_them(void **state) {
    (void)state;
    ent_network *network = build(1, positive);
    const entry out[] = {{0, 1, 2}, {1, 0, 3}, {2, 1, 0.5}}, in[] = {{0, 1, 3}, {1, 0, 2}, {1, 2, 0.5}};
    expect_layer(network, ENT_OUT, ENT_WEIGHT_STRENGTH, out, 3);
    expect_layer(network, ENT_IN, ENT_WEIGHT_STRENGTH, in, 3);
    ent_network_free(network);
}

static void the_projection_adds_strengths_and_takes_the_least_length(void **state) {
    (void)state;
    ent_network *network = build(1, positive);
    const entry strengths[] = {{0, 1, 5}, {1, 0, 5}, {1, 2, 0.5}, {2, 1, 0.5}};
    const entry lengths[] = {{0, 1, 1}, {1, 0, 1}, {1, 2, 2}, {2, 1, 2}};
    const entry inverse[] = {{0, 1, 0.2}, {1, 0, 0.2}, {1, 2, 2}, {2, 1, 2}};
    const entry unit[] = {{0, 1, 1}, {1, 0, 1}, {1, 2, 1}, {2, 1, 1}};
    expect_layer(network, ENT_ALL, ENT_WEIGHT_STRENGTH, strengths, 4);
    expect_layer(network, ENT_ALL, ENT_WEIGHT_LENGTH, lengths, 4);
    expect_layer(network, ENT_ALL, ENT_WEIGHT_INVERSE, inverse, 4);
    expect_layer(network, ENT_ALL, ENT_WEIGHT_UNIT, unit, 4);
    ent_network_free(network);
}

static void an_undirected_network_is_its_own_projection(void **state) {
    (void)state;
    ent_network *network = build(0, positive);
    const entry strengths[] = {{0, 1, 5}, {1, 0, 5}, {1, 2, 0.5}, {2, 1, 0.5}};
    for (ent_mode mode = ENT_OUT; mode <= ENT_ALL; mode++) {
        expect_layer(network, mode, ENT_WEIGHT_STRENGTH, strengths, 4);
    }
    ent_network_free(network);
}

static void a_projected_pair_names_the_arc_that_has_strength(void **state) {
    (void)state;
    ent_network *network = build(1, positive);
    ent__layer layer;
    assert_int_equal(ent__layer_make(&layer, network, ENT_ALL, ENT_WEIGHT_UNIT, NULL), ENT_OK);
    assert_int_equal(layer.edges[0], ent_network_find_edge(network, 0, 1));
    assert_int_equal(layer.edges[1], ent_network_find_edge(network, 1, 0));
    assert_int_equal(layer.edges[2], ent_network_find_edge(network, 2, 1)); /* 1->2 is hostile only */
    assert_false(layer.directed);
    ent__layer_free(&layer);
    ent_network_free(network);
}

static void weights_without_a_finite_value_are_refused(void **state) {
    (void)state;
    ent_error error;
    ent__layer layer;
    const double tiny[] = {1e-310, 1, 1, 1, 1}, huge[] = {1e308, 1e308, 1, 1, 1};
    ent_network *network = build(1, tiny);
    assert_int_equal(ent__layer_make(&layer, network, ENT_OUT, ENT_WEIGHT_INVERSE, &error), ENT_EINVAL);
    assert_null(layer.offsets);
    assert_int_equal(ent__layer_make(&layer, network, ENT_OUT, ENT_WEIGHT_STRENGTH, &error), ENT_OK);
    ent__layer_free(&layer);
    ent_network_free(network);
    network = build(1, huge);
    assert_int_equal(ent__layer_make(&layer, network, ENT_ALL, ENT_WEIGHT_STRENGTH, &error), ENT_EINVAL);
    assert_int_equal(ent__layer_make(&layer, network, ENT_ALL, ENT_WEIGHT_INVERSE, &error), ENT_EINVAL); /* 0 */
    ent_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(modes_follow_arcs_or_go_against_them),
        cmocka_unit_test(the_projection_adds_strengths_and_takes_the_least_length),
        cmocka_unit_test(an_undirected_network_is_its_own_projection),
        cmocka_unit_test(a_projected_pair_names_the_arc_that_has_strength),
        cmocka_unit_test(weights_without_a_finite_value_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
