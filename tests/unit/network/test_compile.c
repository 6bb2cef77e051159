/* From relations to edges: one rule a test, on graphs small enough to work out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "make_graph.h"
#include <entente/network.h>
#include <string.h>

static ent_graph *graph;
static ent_network *network;
static ent_edges edges;
static ent_id a, b, c, igo, envoy, minister;

static int set_up(void **state) {
    (void)state;
    graph = make_graph();
    network = NULL;
    a = make_state(graph, "A");
    b = make_state(graph, "B");
    c = make_state(graph, "C");
    igo = make_actor(graph, "igo", ENT_ACTOR_ORGANISATION, "intergovernmental");
    envoy = make_actor(graph, "envoy", ENT_ACTOR_OFFICIAL, NULL);
    minister = make_actor(graph, "minister", ENT_ACTOR_OFFICIAL, NULL);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ent_network_free(network);
    ent_graph_free(graph);
    return 0;
}

static ent_view view_of(ent_direction direction, ent_rollup rollup, ent_scheme scheme) {
    ent_view view = ENT_VIEW_INIT;
    view.direction = direction;
    view.rollup = rollup;
    view.scheme = scheme;
    return view;
}

static void compile(ent_view view) {
    ent_network_free(network);
    assert_int_equal(ent_network_compile(&network, graph, &view, NULL, NULL), ENT_OK);
    edges = (ent_edges)ENT_EDGES_INIT;
    assert_int_equal(ent_network_edges(&edges, network, NULL), ENT_OK);
}

/* The number of the edge between two actors, ENT_NONE if there is none. */
static uint32_t edge_of(ent_id from, ent_id to) {
    return ent_network_find_edge(network, ent_network_node(network, from), ent_network_node(network, to));
}

static void expect_edge(ent_id from, ent_id to, double positive, double negative, uint32_t relations) {
    uint32_t e = edge_of(from, to);
    assert_int_not_equal(e, ENT_NONE);
    assert_close(edges.positive[e], positive);
    assert_close(edges.negative[e], negative);
    assert_int_equal(edges.relations[e], relations);
}

static void expect_internal(ent_id actor, uint32_t relations, double positive, double negative) {
    ent_internal inside;
    ent_network_internal(&inside, network, ent_network_node(network, actor));
    assert_int_equal(inside.relations, relations);
    assert_close(inside.positive, positive);
    assert_close(inside.negative, negative);
}

static void an_empty_graph_gives_an_empty_network(void **state) {
    (void)state;
    ent_graph *empty = make_graph();
    assert_int_equal(ent_network_compile(&network, empty, NULL, NULL, NULL), ENT_OK);
    assert_int_equal(ent_network_node_count(network), 0);
    assert_int_equal(ent_network_edge_count(network), 0);
    assert_int_equal(ent_network_actor(network, 0), ENT_NONE);
    assert_int_equal(ent_network_node(network, 0), ENT_NONE);
    ent_graph_free(empty);
}

static void count_takes_a_neutral_contact_as_positive_and_tone_as_nothing(void **state) {
    (void)state;
    make_tie(graph, a, b, 0, 0);
    make_tie(graph, a, b, 1, 3);
    make_tie(graph, a, b, 2, -4);
    compile(view_of(ENT_DIRECTED, ENT_ROLLUP_NONE, ENT_SCHEME_COUNT));
    expect_edge(a, b, 2, 1, 3);
    compile(view_of(ENT_DIRECTED, ENT_ROLLUP_NONE, ENT_SCHEME_TONE));
    expect_edge(a, b, 3, 4, 3);
    assert_int_equal(edges.first[0], 0);
    assert_int_equal(edges.last[0], 2);
}

static void confidence_scales_what_a_relation_adds(void **state) {
    (void)state;
    ent_relation relation = make_event(ENT_KIND_DIPLOMATIC, 0, 0, 4);
    relation.confidence = 0.25;
    make_relation(graph, relation, &a, 1, &b, 1);
    compile(view_of(ENT_UNDIRECTED, ENT_ROLLUP_NONE, ENT_SCHEME_COUNT));
    expect_edge(a, b, 0.25, 0, 1);
    compile(view_of(ENT_UNDIRECTED, ENT_ROLLUP_NONE, ENT_SCHEME_TONE));
    expect_edge(a, b, 1, 0, 1);
}

static void strengths_are_rounded_once(void **state) {
    (void)state;
    make_affiliation(graph, ENT_AFFILIATION_SERVES, minister, a, (const ent_date[]){0, 100}, 1.0);
    for (ent_date day = 0; day < 10; day++) {
        make_tie(graph, a, b, day, 0.1);
        make_tie(graph, a, b, day, -0.1);
        make_tie(graph, a, minister, day, 0.1);
    }
    compile(view_of(ENT_UNDIRECTED, ENT_ROLLUP_PRINCIPAL, ENT_SCHEME_TONE));
    ent_internal inside;
    ent_network_internal(&inside, network, ent_network_node(network, a));
    assert_true(edges.positive[0] == 1.0 && edges.negative[0] == 1.0 && inside.positive == 1.0);
}

static void decay_counts_from_the_last_day_seen_if_the_window_is_open(void **state) {
    (void)state;
    make_tie(graph, a, b, 0, 1);
    make_tie(graph, b, c, 10, 1);
    make_tie(graph, c, igo, 30, -1);
    make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, 5, ENT_DATE_MAX, 1), &a, 1, &igo, 1);
    ent_view view = view_of(ENT_UNDIRECTED, ENT_ROLLUP_NONE, ENT_SCHEME_COUNT);
    view.half_life = 10;
    compile(view);
    expect_edge(a, b, 0.125, 0, 1);
    expect_edge(b, c, 0.25, 0, 1);
    expect_edge(c, igo, 0, 1, 1);
    expect_edge(a, igo, 1, 0, 1); /* goes on */
    view.tone_min = 0; /* then day 10 is the last seen */
    compile(view);
    expect_edge(a, b, 0.5, 0, 1);
    view.until = 20;
    compile(view);
    expect_edge(a, b, 0.25, 0, 1);
    view.reference = 5; /* nothing weighs more than itself */
    compile(view);
    expect_edge(b, c, 1, 0, 1);
}

static void an_expected_mediation_counts_but_adds_no_strength(void **state) {
    (void)state;
    ent_relation mediation = make_event(ENT_KIND_MEDIATION, 0, 0, 5);
    mediation.status = ENT_MEDIATION_EXPECTED;
    ent_id expected = make_relation(graph, mediation, &igo, 1, MAKE_SIDE(a, b));
    compile(view_of(ENT_UNDIRECTED, ENT_ROLLUP_NONE, ENT_SCHEME_TONE));
    expect_edge(a, igo, 0, 0, 1);
    const ent_id *evidence;
    uint32_t count;
    ent_network_evidence(&evidence, &count, network, edge_of(b, igo));
    assert_int_equal(count, 1);
    assert_int_equal(evidence[0], expected);
}

static void a_mediation_ties_mediators_to_parties_never_the_parties(void **state) {
    (void)state;
    make_relation(graph, make_event(ENT_KIND_MEDIATION, 0, 0, 5), MAKE_SIDE(igo, c), MAKE_SIDE(a, b));
    compile(view_of(ENT_DIRECTED, ENT_ROLLUP_NONE, ENT_SCHEME_TONE));
    assert_int_equal(edges.count, 4);
    expect_edge(igo, a, 5, 0, 1);
    expect_edge(c, b, 5, 0, 1);
    assert_int_equal(edge_of(a, b), ENT_NONE);
    assert_int_equal(edge_of(a, igo), ENT_NONE);
}

static void a_mediator_that_rolls_up_into_a_party_is_internal_there(void **state) {
    (void)state;
    make_affiliation(graph, ENT_AFFILIATION_SERVES, envoy, a, MAKE_ALWAYS, 1.0);
    make_relation(graph, make_event(ENT_KIND_MEDIATION, 0, 0, 5), &envoy, 1, MAKE_SIDE(a, b));
    compile(view_of(ENT_DIRECTED, ENT_ROLLUP_PRINCIPAL, ENT_SCHEME_TONE));
    assert_int_equal(edges.count, 1);
    expect_edge(a, b, 5, 0, 1);
    expect_internal(a, 1, 5, 0);
    expect_internal(b, 0, 0, 0);
}

static void an_affiliation_adds_confidence_under_both_schemes(void **state) {
    (void)state;
    make_affiliation(graph, ENT_AFFILIATION_MEMBER_OF, a, igo, MAKE_ALWAYS, 0.5);
    for (int scheme = ENT_SCHEME_COUNT; scheme <= ENT_SCHEME_TONE; scheme++) {
        ent_view view = view_of(ENT_DIRECTED, ENT_ROLLUP_PRINCIPAL, (ent_scheme)scheme);
        view.kinds = ENT_KINDS_ALL;
        compile(view);
        expect_edge(a, igo, 0.5, 0, 1);
    }
}

static void an_officials_own_tie_is_internal_under_rollup(void **state) {
    (void)state;
    make_affiliation(graph, ENT_AFFILIATION_SERVES, envoy, a, MAKE_DAYS(0, 10), 0.5);
    ent_view view = view_of(ENT_DIRECTED, ENT_ROLLUP_PRINCIPAL, ENT_SCHEME_COUNT);
    view.kinds = ENT_KINDS_ALL;
    compile(view);
    assert_int_equal(ent_network_node_count(network), 1);
    assert_int_equal(edges.count, 0);
    expect_internal(a, 1, 0.5, 0);
}

static void a_mutual_relation_is_two_arcs_or_one_tie(void **state) {
    (void)state;
    ent_relation talks = make_event(ENT_KIND_DIPLOMATIC, 0, 0, 4);
    talks.mutual = 1;
    make_relation(graph, talks, &b, 1, &a, 1);
    compile(view_of(ENT_DIRECTED, ENT_ROLLUP_NONE, ENT_SCHEME_TONE));
    assert_int_equal(edges.count, 2);
    expect_edge(a, b, 4, 0, 1);
    expect_edge(b, a, 4, 0, 1);
    for (int direction = 0; direction < 2; direction++) {
        compile(view_of(direction ? ENT_MUTUAL : ENT_UNDIRECTED, ENT_ROLLUP_NONE, ENT_SCHEME_TONE));
        assert_int_equal(edges.count, 1);
        expect_edge(a, b, 4, 0, 1);
        expect_edge(b, a, 4, 0, 1);
    }
}

/* One relation from officials of A and B to officials of B and A: both ways once rolled up. */
static void a_relation_adds_once_to_a_pair_that_it_joins_both_ways(void **state) {
    (void)state;
    ent_id spokesman = make_actor(graph, "spokesman", ENT_ACTOR_OFFICIAL, NULL);
    make_affiliation(graph, ENT_AFFILIATION_SERVES, envoy, a, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, ENT_AFFILIATION_SERVES, minister, b, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, ENT_AFFILIATION_SERVES, spokesman, b, MAKE_ALWAYS, 1.0);
    ent_relation talks = make_event(ENT_KIND_DIPLOMATIC, 0, 0, 4);
    for (talks.mutual = 0; talks.mutual <= 1; talks.mutual++) {
        make_relation(graph, talks, MAKE_SIDE(envoy, minister), MAKE_SIDE(spokesman, a));
    }
    compile(view_of(ENT_DIRECTED, ENT_ROLLUP_PRINCIPAL, ENT_SCHEME_TONE));
    expect_edge(a, b, 8, 0, 2);
    expect_edge(b, a, 8, 0, 2);
    expect_internal(a, 2, 8, 0);
    for (int direction = 0; direction < 2; direction++) {
        compile(view_of(direction ? ENT_MUTUAL : ENT_UNDIRECTED, ENT_ROLLUP_PRINCIPAL, ENT_SCHEME_TONE));
        expect_edge(a, b, 8, 0, 2);
    }
}

static void mutual_keeps_pairs_that_run_both_ways_and_only_their_actors(void **state) {
    (void)state;
    make_tie(graph, a, b, 0, 2);
    make_tie(graph, b, a, 1, -3);
    make_tie(graph, b, c, 2, 5);
    compile(view_of(ENT_MUTUAL, ENT_ROLLUP_NONE, ENT_SCHEME_TONE));
    assert_int_equal(edges.count, 1);
    expect_edge(a, b, 2, 3, 2);
    assert_int_equal(ent_network_node_count(network), 2);
    assert_int_equal(ent_network_node(network, c), ENT_NONE);
    assert_false(ent_network_is_directed(network));
}

static void an_undirected_edge_sums_both_directions(void **state) {
    (void)state;
    make_tie(graph, b, a, 5, 2);
    make_tie(graph, a, b, 3, -3);
    make_relation(graph, make_event(ENT_KIND_ATTACK, 9, 12, -9), &b, 1, &a, 1);
    compile(view_of(ENT_UNDIRECTED, ENT_ROLLUP_NONE, ENT_SCHEME_TONE));
    assert_int_equal(edges.count, 1);
    expect_edge(a, b, 2, 12, 3);
    assert_int_equal(edges.from[0], 0);
    assert_int_equal(edges.to[0], 1);
    assert_int_equal(edges.first[0], 3);
    assert_int_equal(edges.last[0], 12);
    const uint32_t kinds[ENT_KIND_COUNT] = {0, 1, 2, 0};
    assert_memory_equal(edges.kinds, kinds, sizeof kinds);
    const ent_id *evidence, relations[] = {0, 1, 2};
    uint32_t count;
    ent_network_evidence(&evidence, &count, network, 0);
    assert_int_equal(count, 3);
    assert_memory_equal(evidence, relations, sizeof relations);
}

static void nodes_are_the_actors_with_ties_rising(void **state) {
    (void)state;
    make_affiliation(graph, ENT_AFFILIATION_SERVES, envoy, igo, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, ENT_AFFILIATION_SERVES, minister, c, MAKE_ALWAYS, 1.0);
    make_tie(graph, minister, c, 0, 1);
    make_tie(graph, envoy, a, 0, 1);
    compile(view_of(ENT_DIRECTED, ENT_ROLLUP_PRINCIPAL, ENT_SCHEME_COUNT));
    const ent_id actors[] = {a, c, igo}; /* C only inside itself, B not at all */
    assert_int_equal(ent_network_node_count(network), 3);
    for (uint32_t node = 0; node < 3; node++) {
        assert_int_equal(ent_network_actor(network, node), actors[node]);
        assert_int_equal(ent_network_node(network, actors[node]), node);
    }
    assert_int_equal(ent_network_node(network, b), ENT_NONE);
    assert_true(ent_network_is_compiled(network));
}

static void an_actor_is_located_at_his_principal(void **state) {
    (void)state;
    ent_error error;
    uint32_t node;
    make_affiliation(graph, ENT_AFFILIATION_SERVES, envoy, a, MAKE_DAYS(0, 10), 1.0);
    make_affiliation(graph, ENT_AFFILIATION_SERVES, envoy, b, MAKE_DAYS(11, 20), 1.0);
    make_tie(graph, a, b, 15, 1);
    ent_view view = view_of(ENT_DIRECTED, ENT_ROLLUP_PRINCIPAL, ENT_SCHEME_COUNT);
    compile(view);
    assert_int_equal(ent_network_locate(&node, network, graph, envoy, NULL), ENT_OK);
    assert_int_equal(node, ent_network_node(network, b)); /* on day 15, the last seen */
    view.since = 0;
    view.until = 10;
    make_tie(graph, a, b, 5, 1);
    compile(view);
    assert_int_equal(ent_network_locate(&node, network, graph, envoy, NULL), ENT_OK);
    assert_int_equal(node, ent_network_node(network, a));
    assert_int_equal(ent_network_locate(&node, network, graph, minister, &error), ENT_ENOTFOUND);
    assert_int_equal(node, ENT_NONE);
    assert_non_null(strstr(error.message, "minister"));
    assert_int_equal(ent_network_locate(&node, network, graph, 99, &error), ENT_ENOTFOUND);
    compile(view_of(ENT_DIRECTED, ENT_ROLLUP_NONE, ENT_SCHEME_COUNT));
    assert_int_equal(ent_network_locate(&node, network, graph, envoy, &error), ENT_ENOTFOUND);
}

static void without_any_day_an_actor_is_located_at_a_sole_employer(void **state) {
    (void)state;
    uint32_t node;
    make_affiliation(graph, ENT_AFFILIATION_SERVES, envoy, a, MAKE_DAYS(0, 10), 1.0);
    make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, ENT_DATE_MIN, ENT_DATE_MAX, 1), &a, 1, &b, 1);
    compile(view_of(ENT_UNDIRECTED, ENT_ROLLUP_PRINCIPAL, ENT_SCHEME_COUNT));
    assert_int_equal(ent_network_locate(&node, network, graph, envoy, NULL), ENT_OK);
    assert_int_equal(node, ent_network_node(network, a));
}

static void a_network_outlives_its_graph(void **state) {
    (void)state;
    ent_graph *brief = make_graph();
    ent_id x = make_state(brief, "X"), y = make_state(brief, "Y");
    const char *code = "04";
    ent_relation relation = make_event(ENT_KIND_DIPLOMATIC, 0, 0, 1);
    relation.code = "043";
    make_relation(brief, relation, &x, 1, &y, 1);
    ent_view view = ENT_VIEW_INIT;
    view.until = 7;
    view.codes = &code;
    view.code_count = 1;
    assert_int_equal(ent_network_compile(&network, brief, &view, NULL, NULL), ENT_OK);
    ent_graph_free(brief);
    const ent_view *kept = ent_network_view(network);
    assert_int_equal(kept->until, 7);
    assert_null(kept->codes);
    assert_int_equal(kept->code_count, 0);
    assert_int_equal(ent_network_edge_count(network), 1);
}

static int cancel(void *context, double fraction) {
    (void)context;
    return fraction >= 0.0;
}

static void a_cancelled_compilation_gives_nothing(void **state) {
    (void)state;
    ent_run run = ENT_RUN_INIT;
    run.progress = cancel;
    make_tie(graph, a, b, 0, 1);
    assert_int_equal(ent_network_compile(&network, graph, NULL, &run, NULL), ENT_ECANCELLED);
    assert_null(network);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(an_empty_graph_gives_an_empty_network),
        CASE(count_takes_a_neutral_contact_as_positive_and_tone_as_nothing),
        CASE(confidence_scales_what_a_relation_adds),
        CASE(strengths_are_rounded_once),
        CASE(decay_counts_from_the_last_day_seen_if_the_window_is_open),
        CASE(an_expected_mediation_counts_but_adds_no_strength),
        CASE(a_mediation_ties_mediators_to_parties_never_the_parties),
        CASE(a_mediator_that_rolls_up_into_a_party_is_internal_there),
        CASE(an_affiliation_adds_confidence_under_both_schemes),
        CASE(an_officials_own_tie_is_internal_under_rollup),
        CASE(a_mutual_relation_is_two_arcs_or_one_tie),
        CASE(a_relation_adds_once_to_a_pair_that_it_joins_both_ways),
        CASE(mutual_keeps_pairs_that_run_both_ways_and_only_their_actors),
        CASE(an_undirected_edge_sums_both_directions),
        CASE(nodes_are_the_actors_with_ties_rising),
        CASE(an_actor_is_located_at_his_principal),
        CASE(without_any_day_an_actor_is_located_at_a_sole_employer),
        CASE(a_network_outlives_its_graph),
        CASE(a_cancelled_compilation_gives_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
