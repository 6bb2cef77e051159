/*
 * The columns of edges: what a network holds says the same, before and after all columns were asked for, as sums over its records;
 * what it holds is small; threads that ask at once get the same columns.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "make_graph.h"
#include "network/network_internal.h"
#include <entente/index.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static uint64_t stream;

static uint32_t below(uint32_t limit) {
    return (uint32_t)(ent__random(&stream) % limit);
}

/* ---- Packed numbers ----------------------------------------------------------------------------------------------- */

static void packed_numbers_come_back_in_every_width(void **state) {
    (void)state;
    static const uint64_t most[] = {
        0, 1, UINT8_MAX, UINT8_MAX + 1, UINT16_MAX, UINT16_MAX + 1, UINT32_MAX, (uint64_t)UINT32_MAX + 1};
    static const uint8_t widths[] = {0, 1, 1, 2, 2, 4, 4, 8};
    for (size_t i = 0; i < sizeof widths; i++) {
        uint64_t room[3] = {0};
        ent__packed column = {.least = 7, .items = room, .width = ent__packed_width(most[i])};
        assert_int_equal(column.width, widths[i]);
        ent__packed_set(&column, 0, 7 + most[i]);
        ent__packed_set(&column, 1, 7);
        ent__packed_set(&column, 2, 7 + most[i] / 2);
        assert_true(ent__packed_get(&column, 0) == 7 + most[i]);
        assert_true(ent__packed_get(&column, 1) == 7);
        assert_true(ent__packed_get(&column, 2) == 7 + most[i] / 2);
    }
}

/* ---- Against sums over the records -------------------------------------------------------------------------------- */

#define NODES 5u
#define RECORDS 400u
#define MANY 70000u

/* Records of what a trial has: each column may be left out, strengths may be plain counts, and one pair may have many records. */
typedef struct records {
    ent_edge_list list;
    uint32_t from[RECORDS + MANY], to[RECORDS + MANY];
    double positive[RECORDS + MANY], negative[RECORDS + MANY], length[RECORDS + MANY];
    uint8_t kinds[RECORDS + MANY];
} records;

static records made;

static double random_strength(bool plain) {
    return plain ? 1.0 : below(3) == 0 ? 0.0 : below(1000) / 8.0;
}

static void make_records(void) {
    bool plain = below(2), is_signed = below(2), one_kind = below(2), many = below(12) == 0;
    uint32_t count = 1 + below(below(2) ? 30 : RECORDS) + (many ? below(2) ? MANY : 300 : 0);
    for (uint32_t i = 0; i < count; i++) {
        bool hostile = is_signed && below(3) == 0;
        made.from[i] = i < RECORDS ? below(NODES) : 1;
        made.to[i] = i < RECORDS ? below(NODES) : 3;
        made.positive[i] = plain && hostile ? 0.0 : random_strength(plain);
        made.negative[i] = hostile ? random_strength(plain) : 0.0;
        made.length[i] = 1.0 + below(9);
        made.kinds[i] = (uint8_t)(one_kind ? ENT_KIND_ATTACK : below(ENT_KIND_COUNT));
    }
    made.list = (ent_edge_list)ENT_EDGE_LIST_INIT;
    made.list.node_count = NODES;
    made.list.edge_count = count;
    made.list.directed = below(2);
    made.list.from = made.from;
    made.list.to = made.to;
    made.list.positive = plain && !is_signed ? NULL : made.positive;
    made.list.negative = is_signed ? made.negative : NULL;
    made.list.length = below(2) ? made.length : NULL;
    made.list.kinds = made.kinds;
}

/* What the records from u to v are together; days are open in a network from arrays. */
static ent__edge sum_of(uint32_t u, uint32_t v) {
    ent__edge sum = {.first = ENT_DATE_MIN, .last = ENT_DATE_MAX, .length = made.list.length ? INFINITY : 1.0};
    for (size_t i = 0; i < made.list.edge_count; i++) {
        bool forth = made.from[i] == u && made.to[i] == v, back = made.from[i] == v && made.to[i] == u;
        if (forth || (back && !made.list.directed)) {
            double positive = made.list.positive ? made.positive[i] : 1.0;
            sum.positive += positive;
            sum.negative += made.list.negative ? made.negative[i] : 0.0;
            sum.length = made.list.length && positive > 0.0 ? fmin(sum.length, made.length[i]) : sum.length;
            sum.relations++;
            sum.kinds[made.kinds[i]]++;
        }
    }
    return sum;
}

static void expect_same(const ent__edge *found, const ent__edge *expected) {
    assert_true(found->positive == expected->positive);
    assert_true(found->negative == expected->negative);
    assert_true(found->length == expected->length);
    assert_int_equal(found->first, expected->first);
    assert_int_equal(found->last, expected->last);
    assert_int_equal(found->relations, expected->relations);
    assert_memory_equal(found->kinds, expected->kinds, sizeof found->kinds);
}

/* An edge as the columns that are given out have it. */
static ent__edge given(const ent_edges *edges, uint32_t edge) {
    ent__edge all = {.positive = edges->positive[edge],
                     .negative = edges->negative[edge],
                     .length = edges->length[edge],
                     .first = edges->first[edge],
                     .last = edges->last[edge],
                     .relations = edges->relations[edge]};
    memcpy(all.kinds, edges->kinds + (size_t)ENT_KIND_COUNT * edge, sizeof all.kinds);
    return all;
}

/* Every edge is what its records add up to, as it is held and, with `edges`, as it is given out. */
static void expect_sums(const ent_network *network, const ent_edges *edges) {
    uint32_t edge = 0;
    for (uint32_t u = 0; u < NODES; u++) {
        for (uint32_t v = made.list.directed ? 0 : u + 1; v < NODES; v++) {
            ent__edge expected = sum_of(u, v);
            if (u == v || expected.relations == 0) {
                continue;
            }
            ent__edge held = ent__network_read(network, edge);
            expect_same(&held, &expected);
            if (edges) {
                held = given(edges, edge);
                expect_same(&held, &expected);
                assert_int_equal(edges->from[edge], u);
                assert_int_equal(edges->to[edge], v);
            }
            edge++;
        }
    }
    assert_int_equal(ent_network_edge_count(network), edge);
}

static void edges_are_the_sums_of_their_records_before_and_after_columns_are_asked_for(void **state) {
    (void)state;
    for (int trial = 0; trial < 300; trial++) {
        ent_network *network;
        ent_edges edges = ENT_EDGES_INIT;
        stream = (uint64_t)trial;
        make_records();
        assert_int_equal(ent_network_from_edges(&network, &made.list, NULL, NULL), ENT_OK);
        expect_sums(network, NULL);
        assert_int_equal(ent_network_edges(&edges, network, NULL), ENT_OK);
        expect_sums(network, &edges);
        ent_network_free(network);
    }
}

/* ---- Days --------------------------------------------------------------------------------------------------------- */

static void days_of_any_distance_are_kept(void **state) {
    (void)state;
    static const ent_date days[][2] = {{-700000, -699990}, {5, 5},     {5, 260},         {5, 261},
                                       {5, 65540},         {5, 65541}, {400000, 900000}, {0, ENT_DATE_MAX},
                                       {ENT_DATE_MIN, 0}};
    for (size_t count = 1; count <= sizeof days / sizeof *days; count++) {
        ent_graph *graph = make_graph();
        ent_view view = ENT_VIEW_INIT;
        ent_network *network;
        for (ent_id i = 0; i <= count; i++) {
            char id[3] = {'a', (char)('a' + i), 0};
            make_state(graph, id);
        }
        for (ent_id i = 0; i < count; i++) {
            make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, days[i][0], days[i][1], 1.0), MAKE_SIDE(0),
                          MAKE_SIDE(i + 1));
        }
        assert_int_equal(ent_network_compile(&network, graph, &view, NULL, NULL), ENT_OK);
        assert_int_equal(ent_network_edge_count(network), count);
        for (uint32_t e = 0; e < count; e++) {
            assert_int_equal(ent__edge_first(network, e), days[e][0]);
            assert_int_equal(ent__edge_last(network, e), days[e][1]);
        }
        ent_network_free(network);
        ent_graph_free(graph);
    }
}

/* ---- Memory ------------------------------------------------------------------------------------------------------- */

#define ACTORS 2000u
#define EVENTS 110000u

/* Events of a year, of both signs, nearly each between two of their own: about 100 thousand edges. */
static ent_graph *events_of_a_year(bool of_all_kinds) {
    ent_graph *graph = make_graph();
    stream = 6;
    for (uint32_t i = 0; i < ACTORS; i++) {
        char id[8] = {(char)('a' + i / 676), (char)('a' + i / 26 % 26), (char)('a' + i % 26), 0};
        make_state(graph, id);
    }
    for (uint32_t i = 0; i < EVENTS; i++) {
        ent_id u = below(ACTORS), v = (u + 1 + below(ACTORS - 1)) % ACTORS;
        ent_date day = 19000 + (ent_date)below(365);
        ent_kind kind = of_all_kinds ? (ent_kind)below(3) : ENT_KIND_DIPLOMATIC;
        make_relation(graph, make_event(kind, day, day, below(2) ? 3.4 : -5.0), &u, 1, &v, 1);
    }
    return graph;
}

static double bytes_an_edge(const ent_network *network) {
    assert_true(ent_network_edge_count(network) > 90000);
    return (double)ent_network_memory(network) / ent_network_edge_count(network);
}

/* 24 bytes for the ends and rows of an undirected edge and 20 of a directed one; 2 for the first day, 2 to the last, 1 for the
 * hostile and for each of two kinds; 4 for where evidence is, and 4 for each relation of it; the nodes little. */
static void a_view_that_counts_takes_at_most_40_bytes_an_edge_and_48_with_evidence(void **state) {
    (void)state;
    for (int of_all_kinds = 0; of_all_kinds < 2; of_all_kinds++) {
        ent_graph *graph = events_of_a_year(of_all_kinds);
        for (int directed = 0; directed < 2; directed++) {
            ent_view view = ENT_VIEW_INIT;
            ent_network *network;
            view.direction = directed ? ENT_DIRECTED : ENT_UNDIRECTED;
            assert_int_equal(ent_network_compile(&network, graph, &view, NULL, NULL), ENT_OK);
            double evidence = 4.0 + 4.0 * EVENTS / ent_network_edge_count(network), all = bytes_an_edge(network);
            assert_true(all - evidence < (directed ? 25.3 : 29.2) + (of_all_kinds ? 2 : 0));
            assert_true(all - evidence < 40.0);
            assert_true(all < 48.0);
            ent_network_free(network);
        }
        ent_graph_free(graph);
    }
}

static void columns_that_were_asked_for_are_counted_and_stay(void **state) {
    (void)state;
    ent_graph *graph = events_of_a_year(false);
    ent_network *network;
    ent_edges edges = ENT_EDGES_INIT, again = ENT_EDGES_INIT;
    assert_int_equal(ent_network_compile(&network, graph, NULL, NULL, NULL), ENT_OK);
    double before = bytes_an_edge(network);
    assert_int_equal(ent_network_edges(&edges, network, NULL), ENT_OK);
    double after = bytes_an_edge(network);
    assert_true(after - before >= 52.0 && after - before < 52.1);
    assert_int_equal(ent_network_edges(&again, network, NULL), ENT_OK);
    assert_memory_equal(&edges, &again, sizeof edges);
    assert_true(bytes_an_edge(network) == after);
    ent_network_free(network);
    ent_graph_free(graph);
}

static void the_network_of_an_index_is_as_small(void **state) {
    (void)state;
    ent_graph *graph = events_of_a_year(false);
    ent_index *index;
    ent_network *network;
    ent_view view = ENT_VIEW_INIT;
    assert_int_equal(ent_index_new(&index, graph, &view, NULL, NULL), ENT_OK);
    view.since = 19001; /* all days but one: not lent */
    assert_int_equal(ent_index_compile(&network, index, &view, NULL, NULL), ENT_OK);
    /* with how many relations; evidence is shared but where it does not come in the order of days */
    assert_true(bytes_an_edge(network) < 24 + 2 + 2 + 1 + 1 + 4 + 0.4);
    ent_network_free(network);
    ent_index_free(index);
    ent_graph_free(graph);
}

/* ---- Threads ------------------------------------------------------------------------------------------------------ */

#define THREADS 4

typedef struct asker {
    const ent_network *network;
    ent_edges edges;
    ent_status status;
} asker;

static void *ask(void *argument) {
    asker *self = argument;
    self->status = ent_network_edges(&self->edges, self->network, NULL);
    return NULL;
}

static void threads_that_ask_at_once_get_the_same_columns(void **state) {
    (void)state;
    for (int trial = 0; trial < 50; trial++) {
        ent_network *network;
        asker askers[THREADS];
        pthread_t threads[THREADS];
        stream = (uint64_t)trial;
        make_records();
        assert_int_equal(ent_network_from_edges(&network, &made.list, NULL, NULL), ENT_OK);
        for (int i = 0; i < THREADS; i++) {
            askers[i] = (asker){network, ENT_EDGES_INIT, ENT_OK};
            assert_int_equal(pthread_create(&threads[i], NULL, ask, &askers[i]), 0);
        }
        for (int i = 0; i < THREADS; i++) {
            pthread_join(threads[i], NULL);
            assert_int_equal(askers[i].status, ENT_OK);
        }
        for (int i = 0; i < THREADS; i++) {
            assert_memory_equal(&askers[i].edges, &askers[0].edges, sizeof askers[i].edges);
        }
        expect_sums(network, &askers[0].edges);
        ent_network_free(network);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packed_numbers_come_back_in_every_width),
        cmocka_unit_test(edges_are_the_sums_of_their_records_before_and_after_columns_are_asked_for),
        cmocka_unit_test(days_of_any_distance_are_kept),
        cmocka_unit_test(a_view_that_counts_takes_at_most_40_bytes_an_edge_and_48_with_evidence),
        cmocka_unit_test(columns_that_were_asked_for_are_counted_and_stay),
        cmocka_unit_test(the_network_of_an_index_is_as_small),
        cmocka_unit_test(threads_that_ask_at_once_get_the_same_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
