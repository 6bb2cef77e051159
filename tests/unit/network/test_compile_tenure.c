/*
 * One case worked by hand, compiled under six views: tenure, a ministry chain, two employers at 2/3 and 1/3, two
 * ministries of one state, rebels, a secretary-general, one relation with two arcs to one pair, internal events, zero tone.
 * Strengths of the decayed views are sums of powers of two worked out with the case.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "make_graph.h"
#include <entente/network.h>
#include <string.h>

#define SERVES ENT_AFFILIATION_SERVES
#define PART_OF ENT_AFFILIATION_PART_OF

static ent_graph *graph;
static ent_id events[12]; /* e1 to e11 */

static ent_id an_event(ent_kind kind, ent_date first, ent_date last, double tone, double confidence, const char *from,
                       const char *to) {
    ent_relation relation = make_event(kind, first, last, tone);
    relation.confidence = confidence;
    ent_id ends[2][2];
    size_t counts[2] = {0, 0};
    const char *texts[2] = {from, to};
    for (int side = 0; side < 2; side++) {
        char text[32], *rest = text;
        strcpy(text, texts[side]);
        for (char *name; (name = strtok_r(rest, " ", &rest));) {
            ends[side][counts[side]++] = ent_graph_actor_by_id(graph, name);
        }
    }
    if (kind == ENT_KIND_MEDIATION) {
        relation.status = ENT_MEDIATION_CONDUCTED;
    }
    return make_relation(graph, relation, ends[0], counts[0], ends[1], counts[1]);
}

static void add_actors(void) {
    ent_id a = make_state(graph, "A");
    make_state(graph, "B");
    ent_id igo = make_actor(graph, "igo", ENT_ACTOR_ORGANISATION, "intergovernmental");
    ent_id mfa = make_actor(graph, "mfa", ENT_ACTOR_ORGANISATION, "ministry");
    ent_id mod = make_actor(graph, "mod", ENT_ACTOR_ORGANISATION, "ministry");
    ent_id rebel = make_actor(graph, "rebel", ENT_ACTOR_ORGANISATION, "armed group");
    ent_id fm = make_actor(graph, "fm", ENT_ACTOR_OFFICIAL, NULL);
    ent_id envoy = make_actor(graph, "envoy", ENT_ACTOR_OFFICIAL, NULL);
    ent_id sg = make_actor(graph, "sg", ENT_ACTOR_OFFICIAL, NULL);
    ent_id twice = make_actor(graph, "double", ENT_ACTOR_OFFICIAL, NULL);
    ent_id twomin = make_actor(graph, "twomin", ENT_ACTOR_OFFICIAL, NULL);
    make_affiliation(graph, SERVES, fm, a, MAKE_DAYS(0, 99), 1.0);
    make_affiliation(graph, PART_OF, mfa, a, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, PART_OF, mod, a, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, SERVES, envoy, mfa, MAKE_DAYS(0, ENT_DATE_MAX), 1.0);
    make_affiliation(graph, SERVES, sg, igo, MAKE_DAYS(0, ENT_DATE_MAX), 1.0);
    make_affiliation(graph, SERVES, twice, a, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, SERVES, twice, igo, MAKE_ALWAYS, 0.5);
    make_affiliation(graph, SERVES, twomin, mfa, MAKE_DAYS(0, 39), 1.0);
    make_affiliation(graph, SERVES, twomin, mod, MAKE_DAYS(0, 39), 1.0);
    make_affiliation(graph, PART_OF, rebel, a, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, ENT_AFFILIATION_MEMBER_OF, a, igo, MAKE_ALWAYS, 1.0);
}

static int set_up(void **state) {
    (void)state;
    graph = make_graph();
    add_actors();
    events[1] = an_event(ENT_KIND_DIPLOMATIC, 99, 99, 4, 0.5, "fm", "B");
    events[2] = an_event(ENT_KIND_DIPLOMATIC, 100, 100, 4, 1.0, "fm", "B");
    events[3] = an_event(ENT_KIND_DIPLOMATIC, 50, 50, 3, 1.0, "envoy", "fm");
    events[4] = an_event(ENT_KIND_DIPLOMATIC, 60, 60, -5, 0.8, "double", "B");
    events[5] = an_event(ENT_KIND_ATTACK, 60, 60, -10, 1.0, "B", "rebel A");
    events[6] = an_event(ENT_KIND_MEDIATION, 70, 70, 5, 1.0, "sg", "A B");
    events[7] = an_event(ENT_KIND_DIPLOMATIC, 70, 70, 2, 1.0, "envoy fm", "B");
    events[8] = an_event(ENT_KIND_DIPLOMATIC, 80, 80, 3, 1.0, "double", "A");
    events[9] = an_event(ENT_KIND_DIPLOMATIC, 98, 101, 1, 1.0, "fm", "B");
    events[10] = an_event(ENT_KIND_DIPLOMATIC, 10, 10, 6, 1.0, "twomin", "B");
    events[11] = an_event(ENT_KIND_DIPLOMATIC, 75, 75, 0, 1.0, "B", "A");
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ent_graph_free(graph);
    return 0;
}

/* An edge expected; `events` are its relations by their numbers above. */
typedef struct expected {
    const char *from, *to;
    double positive, negative;
    ent_date first, last;
    int events[6];
} expected;

static ent_view the_view(void) {
    ent_view view = ENT_VIEW_INIT;
    view.since = 0;
    view.until = 200;
    view.scheme = ENT_SCHEME_TONE;
    view.rollup = ENT_ROLLUP_PRINCIPAL;
    view.direction = ENT_DIRECTED;
    return view;
}

static uint32_t node_of(const ent_network *network, const char *id) {
    return ent_network_node(network, ent_graph_actor_by_id(graph, id));
}

static void expect_edge(const ent_network *network, const expected *edge) {
    uint32_t e = ent_network_find_edge(network, node_of(network, edge->from), node_of(network, edge->to));
    assert_int_not_equal(e, ENT_NONE);
    ent_edges edges = ENT_EDGES_INIT;
    assert_int_equal(ent_network_edges(&edges, network, NULL), ENT_OK);
    assert_close(edges.positive[e], edge->positive);
    assert_close(edges.negative[e], edge->negative);
    assert_int_equal(edges.first[e], edge->first);
    assert_int_equal(edges.last[e], edge->last);
    const ent_id *evidence;
    uint32_t count, expected_count = 0;
    ent_network_evidence(&evidence, &count, network, e);
    while (expected_count < 6 && edge->events[expected_count]) {
        assert_true(expected_count < count);
        assert_int_equal(evidence[expected_count], events[edge->events[expected_count]]);
        expected_count++;
    }
    assert_int_equal(count, expected_count);
    assert_int_equal(edges.relations[e], expected_count);
}

static ent_network *compile(const ent_view *view, const expected *edges, uint32_t count) {
    ent_network *network;
    assert_int_equal(ent_network_compile(&network, graph, view, NULL, NULL), ENT_OK);
    assert_int_equal(ent_network_edge_count(network), count);
    for (uint32_t i = 0; i < count; i++) {
        expect_edge(network, &edges[i]);
    }
    return network;
}

static void expect_internal(const ent_network *network, uint32_t relations, double positive) {
    ent_internal inside;
    for (uint32_t node = 0; node < ent_network_node_count(network); node++) {
        int is_a = relations && node == node_of(network, "A");
        ent_network_internal(&inside, network, node);
        assert_int_equal(inside.relations, is_a ? relations : 0);
        assert_close(inside.positive, is_a ? positive : 0.0);
        assert_close(inside.negative, 0.0);
    }
}

static void by_tone(void **state) {
    (void)state;
    const expected edges[] = {
        {"A", "B", 11, 8.0 / 3, 10, 101, {1, 4, 7, 9, 10}},
        {"B", "A", 0, 10, 60, 75, {5, 11}},
        {"B", "rebel", 0, 10, 60, 60, {5}},
        {"fm", "B", 4, 0, 100, 100, {2}},
        {"igo", "A", 6, 0, 70, 80, {6, 8}},
        {"igo", "B", 5, 4.0 / 3, 60, 70, {4, 6}},
    };
    ent_view view = the_view();
    ent_network *network = compile(&view, edges, 6);
    expect_internal(network, 2, 5.0);
    assert_int_equal(ent_network_node_count(network), 5); /* A, B, igo, rebel, and fm out of office */
    ent_network_free(network);
}

static void by_count(void **state) {
    (void)state;
    const expected edges[] = {
        {"A", "B", 3.5, 1.6 / 3, 10, 101, {1, 4, 7, 9, 10}},
        {"B", "A", 1, 1, 60, 75, {5, 11}},
        {"B", "rebel", 0, 1, 60, 60, {5}},
        {"fm", "B", 1, 0, 100, 100, {2}},
        {"igo", "A", 4.0 / 3, 0, 70, 80, {6, 8}},
        {"igo", "B", 1, 0.8 / 3, 60, 70, {4, 6}},
    };
    ent_view view = the_view();
    view.scheme = ENT_SCHEME_COUNT;
    ent_network *network = compile(&view, edges, 6);
    expect_internal(network, 2, 5.0 / 3);
    ent_network_free(network);
}

static void decayed_from_the_end_of_the_window(void **state) {
    (void)state;
    const expected edges[] = {
        {"A", "B", 1.5072450830112987, 0.38289945166567835, 10, 101, {1, 4, 7, 9, 10}},
        {"B", "A", 0, 1.4358729437462938, 60, 75, {5, 11}},
        {"B", "rebel", 0, 1.4358729437462938, 60, 60, {5}},
        {"fm", "B", 1, 0, 100, 100, {2}},
        {"igo", "A", 1.0141570150468586, 0, 70, 80, {6, 8}},
        {"igo", "B", 0.8246924442330589, 0.19144972583283917, 60, 70, {4, 6}},
    };
    ent_view view = the_view();
    view.half_life = 50;
    ent_network *network = compile(&view, edges, 6);
    expect_internal(network, 2, 0.7539291416275995);
    ent_network_free(network);
}

static void decayed_from_a_day_with_events_clipped(void **state) {
    (void)state;
    const expected edges[] = {
        {"A", "B", 0.7622747436526056, 0.125 / 3, 60, 101, {1, 4, 7, 9}},
        {"B", "A", 0, 0.15625, 60, 75, {5, 11}},
        {"B", "rebel", 0, 0.15625, 60, 60, {5}},
        {"igo", "A", 0.21875, 0, 70, 80, {6, 8}},
        {"igo", "B", 0.15625, 0.0625 / 3, 60, 70, {4, 6}},
    };
    ent_view view = the_view();
    view.since = 60;
    view.until = 99;
    view.half_life = 10;
    view.reference = 120;
    ent_network *network = compile(&view, edges, 5);
    expect_internal(network, 1, 0.125);
    ent_network_free(network);
}

static void without_rollup(void **state) {
    (void)state;
    const expected edges[] = {
        {"B", "A", 0, 10, 60, 75, {5, 11}},       {"B", "rebel", 0, 10, 60, 60, {5}},
        {"double", "A", 3, 0, 80, 80, {8}},       {"double", "B", 0, 4, 60, 60, {4}},
        {"envoy", "B", 2, 0, 70, 70, {7}},        {"envoy", "fm", 3, 0, 50, 50, {3}},
        {"fm", "B", 9, 0, 70, 101, {1, 2, 7, 9}}, {"sg", "A", 5, 0, 70, 70, {6}},
        {"sg", "B", 5, 0, 70, 70, {6}},           {"twomin", "B", 6, 0, 10, 10, {10}},
    };
    ent_view view = the_view();
    view.rollup = ENT_ROLLUP_NONE;
    ent_network *network = compile(&view, edges, 10);
    expect_internal(network, 0, 0.0);
    ent_network_free(network);
}

static void attacks_and_mediations_only(void **state) {
    (void)state;
    const expected edges[] = {
        {"B", "A", 0, 10, 60, 60, {5}},
        {"B", "rebel", 0, 10, 60, 60, {5}},
        {"igo", "A", 5, 0, 70, 70, {6}},
        {"igo", "B", 5, 0, 70, 70, {6}},
    };
    ent_view view = the_view();
    view.kinds = ENT_KIND_BIT(ENT_KIND_ATTACK) | ENT_KIND_BIT(ENT_KIND_MEDIATION);
    ent_network *network = compile(&view, edges, 4);
    expect_internal(network, 0, 0.0);
    ent_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_tone),
        cmocka_unit_test(by_count),
        cmocka_unit_test(decayed_from_the_end_of_the_window),
        cmocka_unit_test(decayed_from_a_day_with_events_clipped),
        cmocka_unit_test(without_rollup),
        cmocka_unit_test(attacks_and_mediations_only),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
