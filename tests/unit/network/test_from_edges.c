/* A network from arrays: collapse, rows in both directions, evidence, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "base/base_internal.h"
#include <entente/network.h>
#include <stdlib.h>
#include <string.h>

static ent_network *build(const ent_edge_list *list, ent_edges *edges) {
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, list, NULL, NULL), ENT_OK);
    *edges = (ent_edges)ENT_EDGES_INIT;
    assert_int_equal(ent_network_edges(edges, network, NULL), ENT_OK);
    return network;
}

/* Five records over three nodes: 0-1 three times, a loop, and 2-0. */
static const uint32_t from[] = {0, 1, 0, 1, 2}, to[] = {1, 0, 1, 1, 0};
static const double positive[] = {1, 2, 0, 9, 0}, negative[] = {0, 0.5, 4, 9, 3}, length[] = {5, 3, 1, 1, 1};
static const uint8_t kinds[] = {ENT_KIND_DIPLOMATIC, ENT_KIND_MEDIATION, ENT_KIND_ATTACK, ENT_KIND_ATTACK,
                                ENT_KIND_ATTACK};

static ent_edge_list the_list(uint32_t directed) {
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = 4;
    list.directed = directed;
    list.edge_count = 5;
    list.from = from;
    list.to = to;
    list.positive = positive;
    list.negative = negative;
    list.length = length;
    list.kinds = kinds;
    return list;
}

static void undirected_records_collapse_over_the_pair(void **state) {
    (void)state;
    ent_edge_list list = the_list(0);
    ent_edges edges;
    ent_network *network = build(&list, &edges);
    assert_int_equal(edges.count, 2);
    assert_int_equal(edges.from[0], 0);
    assert_int_equal(edges.to[0], 1);
    assert_close(edges.positive[0], 3);
    assert_close(edges.negative[0], 4.5);
    assert_close(edges.length[0], 3); /* the least of those with positive > 0 */
    assert_int_equal(edges.relations[0], 3);
    const uint32_t by_kind[] = {1, 1, 1, 0};
    assert_memory_equal(edges.kinds, by_kind, sizeof by_kind);
    assert_int_equal(edges.from[1], 0);
    assert_int_equal(edges.to[1], 2);
    assert_close(edges.length[1], INFINITY); /* none has */
    assert_int_equal(edges.first[1], ENT_DATE_MIN);
    assert_int_equal(edges.last[1], ENT_DATE_MAX);
    ent_network_free(network);
}

static void directed_records_collapse_over_the_ordered_pair(void **state) {
    (void)state;
    ent_edge_list list = the_list(7);
    ent_edges edges;
    ent_network *network = build(&list, &edges);
    assert_int_equal(edges.count, 3);
    assert_int_equal(ent_network_is_directed(network), 1);
    assert_close(edges.positive[0], 1);
    assert_close(edges.negative[0], 4);
    assert_close(edges.length[0], 5);
    assert_close(edges.length[1], 3);
    const ent_id *evidence, records[] = {0, 2};
    uint32_t count;
    ent_network_evidence(&evidence, &count, network, 0);
    assert_int_equal(count, 2);
    assert_memory_equal(evidence, records, sizeof records);
    ent_network_evidence(&evidence, &count, network, 3);
    assert_int_equal(count, 0);
    assert_null(evidence);
    ent_network_free(network);
}

static void expect_row(const ent_network *network, uint32_t node, ent_mode mode, const char *expected) {
    const uint32_t *nodes, *edges;
    uint32_t count;
    char row[32] = "";
    ent_network_neighbours(&nodes, &edges, &count, network, node, mode);
    for (uint32_t i = 0; i < count; i++) {
        row[i] = (char)('0' + nodes[i]);
        uint32_t u = mode == ENT_IN ? nodes[i] : node, v = mode == ENT_IN ? node : nodes[i];
        assert_int_equal(edges[i], ent_network_find_edge(network, u, v));
    }
    assert_string_equal(row, expected);
}

static void rows_rise_and_lead_to_their_edges(void **state) {
    (void)state;
    ent_edges edges;
    ent_edge_list list = the_list(0);
    ent_network *network = build(&list, &edges);
    for (ent_mode mode = ENT_OUT; mode <= ENT_ALL; mode++) {
        expect_row(network, 0, mode, "12");
        expect_row(network, 2, mode, "0");
        expect_row(network, 3, mode, "");
    }
    expect_row(network, 4, ENT_OUT, "");
    ent_network_free(network);
    list.directed = 1;
    network = build(&list, &edges);
    expect_row(network, 0, ENT_OUT, "1");
    expect_row(network, 0, ENT_IN, "12");
    expect_row(network, 2, ENT_OUT, "0");
    expect_row(network, 2, ENT_IN, "");
    expect_row(network, 0, ENT_ALL, "");
    ent_network_free(network);
}

static void edges_are_found_in_their_direction(void **state) {
    (void)state;
    ent_edges edges;
    ent_edge_list list = the_list(1);
    ent_network *network = build(&list, &edges);
    assert_int_equal(ent_network_find_edge(network, 2, 0), 2);
    assert_int_equal(ent_network_find_edge(network, 0, 2), ENT_NONE);
    assert_int_equal(ent_network_find_edge(network, 1, 1), ENT_NONE);
    assert_int_equal(ent_network_find_edge(network, 9, 0), ENT_NONE);
    assert_int_equal(ent_network_find_edge(network, 0, 9), ENT_NONE);
    ent_network_free(network);
    list.directed = 0;
    network = build(&list, &edges);
    assert_int_equal(ent_network_find_edge(network, 0, 2), ent_network_find_edge(network, 2, 0));
    ent_network_free(network);
}

static void defaults_are_unit_strength_and_length(void **state) {
    (void)state;
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = 4;
    list.edge_count = 5;
    list.from = from;
    list.to = to;
    ent_edges edges;
    ent_network *network = build(&list, &edges);
    assert_close(edges.positive[0], 3);
    assert_close(edges.negative[0], 0);
    assert_close(edges.length[0], 1);
    assert_int_equal(edges.kinds[ENT_KIND_DIPLOMATIC], 3);
    assert_false(ent_network_is_compiled(network));
    assert_int_equal(ent_network_actor(network, 3), 3);
    assert_int_equal(ent_network_actor(network, 4), ENT_NONE);
    assert_int_equal(ent_network_node(network, 3), 3);
    assert_int_equal(ent_network_node(network, 4), ENT_NONE);
    assert_true(ent_network_memory(network) > 2 * sizeof(double));
    ent_internal inside;
    ent_network_internal(&inside, network, 1); /* a loop is nothing */
    assert_int_equal(inside.relations, 0);
    ent_network_free(network);
}

static void nothing_and_one_node_are_networks_too(void **state) {
    (void)state;
    ent_edges edges;
    for (uint32_t nodes = 0; nodes < 2; nodes++) {
        ent_edge_list list = ENT_EDGE_LIST_INIT;
        list.node_count = nodes;
        ent_network *network = build(&list, &edges);
        assert_int_equal(ent_network_node_count(network), nodes);
        assert_int_equal(edges.count, 0);
        ent_network_free(network);
    }
    ent_network_free(NULL);
}

static void expect_refused(const ent_edge_list *list, ent_status status, const char *named) {
    ent_error error = {0};
    ent_network *network = (ent_network *)&error;
    assert_int_equal(ent_network_from_edges(&network, list, NULL, &error), status);
    assert_null(network);
    assert_non_null(strstr(error.message, named));
    assert_int_equal(ent_network_from_edges(&network, list, NULL, NULL), status);
}

static void wrong_records_are_refused_by_number(void **state) {
    (void)state;
    const double bad_strengths[] = {-1, NAN, INFINITY}, bad_lengths[] = {0, -1, NAN, INFINITY};
    double numbers[5] = {1, 1, 1, 1, 1};
    for (size_t i = 0; i < 3; i++) {
        ent_edge_list list = the_list(0);
        numbers[3] = bad_strengths[i];
        list.positive = numbers;
        expect_refused(&list, ENT_EINVAL, "edge 3: positive");
        list = the_list(0);
        list.negative = numbers;
        expect_refused(&list, ENT_EINVAL, "edge 3: negative");
    }
    for (size_t i = 0; i < 4; i++) {
        ent_edge_list list = the_list(0);
        numbers[3] = bad_lengths[i];
        list.length = numbers;
        expect_refused(&list, ENT_EINVAL, "edge 3: length");
    }
    ent_edge_list list = the_list(0);
    list.node_count = 2;
    expect_refused(&list, ENT_EINVAL, "edge 4: 2 to 0");
    const uint8_t bad_kinds[] = {0, 0, 4, 0, 0};
    list = the_list(0);
    list.kinds = bad_kinds;
    expect_refused(&list, ENT_EINVAL, "edge 2: kind 4");
}

static void wrong_lists_are_refused(void **state) {
    (void)state;
    expect_refused(NULL, ENT_EINVAL, "NULL");
    ent_edge_list list = the_list(0);
    list.to = NULL;
    expect_refused(&list, ENT_EINVAL, "NULL");
    list = the_list(0);
    list.size = 0;
    expect_refused(&list, ENT_EINVAL, "size");
    list = the_list(0);
    list.node_count = ENT_NONE;
    expect_refused(&list, ENT_ELIMIT, "nodes");
    const double huge[] = {1e308, 1e308, 1, 1, 1};
    list = the_list(0);
    list.positive = huge;
    expect_refused(&list, ENT_EINVAL, "0 to 1");
}

/* A record with its place, to collapse by sorting the plain way. */
typedef struct record {
    uint32_t from, to, number;
} record;

static int by_ends(const void *left, const void *right) {
    const record *x = left, *y = right;
    if (x->from != y->from) {
        return x->from < y->from ? -1 : 1;
    }
    if (x->to != y->to) {
        return x->to < y->to ? -1 : 1;
    }
    return (x->number > y->number) - (x->number < y->number);
}

#define MANY 20000u
#define MANY_NODES 200000u

/* Enough records for the radix sort, node numbers above 16 bits, repeated pairs. */
static void many_records_collapse_like_few(void **state) {
    (void)state;
    record *records = malloc(MANY * sizeof *records);
    uint32_t *ends = malloc(2 * MANY * sizeof *ends);
    double *strengths = malloc(MANY * sizeof *strengths);
    uint64_t random = 7;
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t repeated = i > 0 && ent__random(&random) % 2 ? (uint32_t)(ent__random(&random) % i) : i;
        ends[i] = repeated < i ? ends[repeated] : (uint32_t)(ent__random(&random) % MANY_NODES);
        ends[MANY + i] = repeated < i ? ends[MANY + repeated] : (uint32_t)(ent__random(&random) % MANY_NODES);
        strengths[i] = (double)(ent__random(&random) % 1000) / 7.0;
        records[i] = (record){ends[i], ends[MANY + i], i};
    }
    qsort(records, MANY, sizeof *records, by_ends);
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = MANY_NODES;
    list.directed = 1;
    list.edge_count = MANY;
    list.from = ends;
    list.to = ends + MANY;
    list.positive = strengths;
    ent_edges edges;
    ent_network *network = build(&list, &edges);
    uint32_t edge = 0;
    for (uint32_t i = 0; i < MANY; edge++) {
        const ent_id *evidence;
        uint32_t count, start = i;
        double sum = 0.0;
        ent_network_evidence(&evidence, &count, network, edge);
        for (; i < MANY && records[i].from == records[start].from && records[i].to == records[start].to; i++) {
            assert_true(i - start < count);
            assert_int_equal(evidence[i - start], records[i].number);
            sum += strengths[records[i].number];
        }
        assert_int_equal(count, i - start);
        assert_int_equal(edges.from[edge], records[start].from);
        assert_int_equal(edges.to[edge], records[start].to);
        assert_true(edges.positive[edge] == sum); /* bit for bit: in the order of the records */
    }
    assert_int_equal(edges.count, edge);
    ent_network_free(network);
    free(records);
    free(ends);
    free(strengths);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undirected_records_collapse_over_the_pair),
        cmocka_unit_test(directed_records_collapse_over_the_ordered_pair),
        cmocka_unit_test(rows_rise_and_lead_to_their_edges),
        cmocka_unit_test(edges_are_found_in_their_direction),
        cmocka_unit_test(defaults_are_unit_strength_and_length),
        cmocka_unit_test(nothing_and_one_node_are_networks_too),
        cmocka_unit_test(wrong_records_are_refused_by_number),
        cmocka_unit_test(wrong_lists_are_refused),
        cmocka_unit_test(many_records_collapse_like_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
