/*
 * What an answer rests on, against the definition of each part: by making the graph anew without one relation, by listing every
 * shortest path, by cutting a tie; and on the reference case.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <entente/entente.h>

#include "assert_close.h"
#include "random_graph.h"

#define EVENTS 18
#define FIXED_DAY 19760 /* that decay counts from, so that leaving a relation out does not move it */

static void check_order(const ent_explanation *why) {
    ent_reason reason = ENT_REASON_INIT, before = ENT_REASON_INIT;
    ent_source_reason source = ENT_SOURCE_REASON_INIT;
    double sum = 0.0, of_sources = 0.0, shares = 0.0;
    for (uint32_t i = 0; i < ent_explanation_count(why); i++) {
        assert_int_equal(ent_explanation_get(&reason, why, i, NULL), ENT_OK);
        assert_true(i == 0 || fabs(before.contribution) > fabs(reason.contribution) ||
                    (fabs(before.contribution) == fabs(reason.contribution) && before.relation < reason.relation));
        sum += reason.contribution;
        shares += reason.share;
        before = reason;
    }
    for (uint32_t i = 0; i < ent_explanation_source_count(why); i++) {
        assert_int_equal(ent_explanation_source(&source, why, i, NULL), ENT_OK);
        of_sources += source.contribution;
    }
    assert_close(of_sources, sum);
    assert_true(shares == 0.0 || fabs(shares - 1.0) < 1e-12);
    assert_int_equal(ent_explanation_get(&reason, why, ent_explanation_count(why), NULL), ENT_EINVAL);
    assert_int_equal(ent_explanation_source(&source, why, ent_explanation_source_count(why), NULL), ENT_EINVAL);
}

static double sum_of(const ent_explanation *why) {
    double sum = 0.0;
    ent_reason reason = ENT_REASON_INIT;
    for (uint32_t i = 0; i < ent_explanation_count(why); i++) {
        ent_explanation_get(&reason, why, i, NULL);
        sum += reason.contribution;
    }
    return sum;
}

/* What a relation contributes; 0 if it is not there. */
static double contribution_of(const ent_explanation *why, ent_id relation) {
    ent_reason reason = ENT_REASON_INIT;
    for (uint32_t i = 0; i < ent_explanation_count(why); i++) {
        ent_explanation_get(&reason, why, i, NULL);
        if (reason.relation == relation) {
            return reason.contribution;
        }
    }
    return 0.0;
}

static double strength_between(const ent_network *network, ent_id from, ent_id to) {
    ent_edges edges = ENT_EDGES_INIT;
    uint32_t u = ent_network_node(network, from), v = ent_network_node(network, to);
    uint32_t edge = u == ENT_NONE || v == ENT_NONE ? ENT_NONE : ent_network_find_edge(network, u, v);
    ent_network_edges(&edges, network, NULL);
    return edge == ENT_NONE ? 0.0 : edges.positive[edge] + edges.negative[edge];
}

/* A view that only decays to a fixed day and keeps ties whatever else is there. */
static ent_view steady_view(uint64_t *stream) {
    ent_view view = random_view(stream);
    view.direction = view.direction == ENT_MUTUAL ? ENT_UNDIRECTED : view.direction;
    view.reference = FIXED_DAY;
    return view;
}

/* ---- Ties --------------------------------------------------------------------------------------------------------- */

static void a_relation_contributes_what_a_tie_loses_without_it(void **state) {
    (void)state;
    uint64_t stream = 3;
    for (uint32_t seed = 0; seed < 60; seed++) {
        ent_graph *graph = random_graph(seed, EVENTS, false, ENT_NONE);
        ent_view view = steady_view(&stream);
        ent_id named[2] = {random_below(&stream, RANDOM_ACTORS), random_below(&stream, RANDOM_ACTORS)};
        view.exclude = named;
        view.exclude_count = random_below(&stream, 2);
        ent_network *network = random_network(graph, &view);
        uint32_t first = ent_graph_relation_count(graph) - EVENTS; /* affiliations come before */
        for (uint32_t skip = 0; skip < EVENTS; skip++) {
            ent_graph *less = random_graph(seed, EVENTS, false, skip);
            ent_network *without = random_network(less, &view);
            for (uint32_t e = 0; e < ent_network_edge_count(network); e++) {
                ent_edges edges = ENT_EDGES_INIT;
                ent_network_edges(&edges, network, NULL);
                ent_id from = ent_network_actor(network, edges.from[e]), to = ent_network_actor(network, edges.to[e]);
                ent_explanation *why;
                assert_int_equal(ent_explain_edge(&why, graph, network, e, NULL), ENT_OK);
                assert_close(contribution_of(why, first + skip),
                             strength_between(network, from, to) - strength_between(without, from, to));
                if (skip == 0) {
                    check_order(why);
                    assert_close(sum_of(why), ent_explanation_value(why));
                    assert_int_equal(ent_explanation_count(why), edges.relations[e]);
                }
                ent_explanation_free(why);
            }
            ent_network_free(without);
            ent_graph_free(less);
        }
        ent_network_free(network);
        ent_graph_free(graph);
    }
}

/* Two officials count half for one state, and one of them is excluded: the relation of both adds one half only. */
static void an_excluded_official_has_no_share_in_a_relation(void **state) {
    (void)state;
    ent_graph *graph = make_graph();
    ent_id a = make_state(graph, "a"), b = make_state(graph, "b"), c = make_state(graph, "c"), officials[2];
    officials[0] = make_actor(graph, "x", ENT_ACTOR_OFFICIAL, NULL);
    officials[1] = make_actor(graph, "y", ENT_ACTOR_OFFICIAL, NULL);
    for (int i = 0; i < 2; i++) {
        make_affiliation(graph, ENT_AFFILIATION_SERVES, officials[i], a, MAKE_ALWAYS, 1.0);
        make_affiliation(graph, ENT_AFFILIATION_SERVES, officials[i], b, MAKE_ALWAYS, 1.0);
    }
    ent_id relation = make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, 0, 0, 1.0), officials, 2, &c, 1);
    ent_view view = ENT_VIEW_INIT;
    view.rollup = ENT_ROLLUP_PRINCIPAL;
    view.exclude = officials;
    view.exclude_count = 1;
    ent_network *network = random_network(graph, &view);
    ent_explanation *why;
    assert_int_equal(ent_explain_edge(&why, graph, network, 0, NULL), ENT_OK);
    assert_close(ent_explanation_value(why), 0.5);
    assert_close(contribution_of(why, relation), 0.5);
    ent_explanation_free(why);
    ent_network_free(network);
    ent_graph_free(graph);
}

/* ---- Scores ------------------------------------------------------------------------------------------------------- */

static double score_of(const ent_network *network, ent_id actor, ent_measure measure,
                       const ent_measure_options *options) {
    double scores[RANDOM_ACTORS];
    uint32_t node = ent_network_node(network, actor);
    assert_int_equal(ent_network_score(scores, network, measure, options, NULL, NULL), ENT_OK);
    return node == ENT_NONE ? 0.0 : scores[node];
}

static void a_relation_contributes_what_strength_loses_without_it(void **state) {
    (void)state;
    uint64_t stream = 5;
    for (uint32_t seed = 0; seed < 60; seed++) {
        ent_graph *graph = random_graph(seed, EVENTS, false, ENT_NONE);
        ent_view view = steady_view(&stream);
        ent_network *network = random_network(graph, &view);
        ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
        options.mode = (ent_mode)random_below(&stream, 3);
        options.layer = (ent_layer)random_below(&stream, 3);
        uint32_t skip = random_below(&stream, EVENTS);
        ent_graph *less = random_graph(seed, EVENTS, false, skip);
        ent_network *without = random_network(less, &view);
        uint32_t relation = ent_graph_relation_count(graph) - EVENTS + skip;
        for (uint32_t v = 0; v < ent_network_node_count(network); v++) {
            ent_id actor = ent_network_actor(network, v);
            ent_explanation *why;
            assert_int_equal(ent_explain_score(&why, graph, network, v, ENT_MEASURE_STRENGTH, &options, NULL, NULL),
                             ENT_OK);
            check_order(why);
            assert_close(sum_of(why), score_of(network, actor, ENT_MEASURE_STRENGTH, &options));
            assert_close(contribution_of(why, relation), score_of(network, actor, ENT_MEASURE_STRENGTH, &options) -
                                                             score_of(without, actor, ENT_MEASURE_STRENGTH, &options));
            ent_explanation_free(why);
            assert_int_equal(ent_explain_score(&why, graph, network, v, ENT_MEASURE_DEGREE, &options, NULL, NULL),
                             ENT_OK);
            assert_true(options.layer == ENT_LAYER_ANY ||
                        fabs(sum_of(why) - score_of(network, actor, ENT_MEASURE_DEGREE, &options)) < 1e-12);
            ent_explanation_free(why);
        }
        ent_network_free(network);
        ent_network_free(without);
        ent_graph_free(graph);
        ent_graph_free(less);
    }
}

/* A graph of states with one relation a tie, so that a relation is a tie. */
static ent_graph *plain_graph(uint64_t *stream, bool directed) {
    ent_graph *graph = make_graph();
    char id[8];
    for (uint32_t i = 0; i < RANDOM_ACTORS; i++) {
        snprintf(id, sizeof id, "s%u", i);
        make_state(graph, id);
    }
    for (ent_id u = 0; u < RANDOM_ACTORS; u++) {
        for (ent_id v = directed ? 0 : u + 1; v < RANDOM_ACTORS; v++) {
            if (u != v && random_below(stream, 10) < 4) {
                make_tie(graph, u, v, 0, 1.0 + random_below(stream, 3));
            }
        }
    }
    return graph;
}

/* Half of the shares of shortest paths through v, from s to t, that take the edge, over all pairs. */
static double half_through(const ent_network *network, uint32_t v, uint32_t edge, ent_weight weight) {
    uint32_t n = ent_network_node_count(network);
    bool directed = ent_network_is_directed(network);
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    options.method = ENT_PATH_ALL_SHORTEST;
    options.weight = weight;
    double sum = 0.0;
    for (uint32_t s = 0; s < n; s++) {
        for (uint32_t t = directed ? 0 : s + 1; t < n; t++) {
            if (s == t || s == v || t == v) {
                continue;
            }
            ent_paths *paths;
            assert_int_equal(ent_paths_find(&paths, network, s, t, &options, NULL, NULL), ENT_OK);
            uint32_t count = ent_paths_count(paths), hits = 0;
            for (uint32_t i = 0; i < count; i++) {
                ent_path path = ENT_PATH_INIT;
                ent_paths_get(&path, paths, i, NULL);
                bool passes = false, takes = false;
                for (uint32_t h = 0; h < path.hops; h++) {
                    passes |= path.nodes[h] == v;
                    takes |= path.edges[h] == edge;
                }
                hits += passes && takes;
            }
            sum += count ? (double)hits / count : 0.0;
            ent_paths_free(paths);
        }
    }
    return sum / 2.0;
}

static void a_tie_contributes_half_of_the_paths_through_it(void **state) {
    (void)state;
    uint64_t stream = 17;
    for (uint32_t i = 0; i < 40; i++) {
        ent_view view = ENT_VIEW_INIT;
        view.scheme = ENT_SCHEME_TONE;
        view.direction = i % 2 ? ENT_DIRECTED : ENT_UNDIRECTED;
        ent_graph *graph = plain_graph(&stream, i % 2);
        ent_network *network = random_network(graph, &view);
        ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
        options.weight = i % 4 < 2 ? ENT_WEIGHT_UNIT : ENT_WEIGHT_INVERSE;
        for (uint32_t v = 0; v < ent_network_node_count(network); v++) {
            ent_explanation *why;
            assert_int_equal(ent_explain_score(&why, graph, network, v, ENT_MEASURE_BETWEENNESS, &options, NULL, NULL),
                             ENT_OK);
            assert_close(sum_of(why), ent_explanation_value(why));
            ent_edges edges = ENT_EDGES_INIT;
            ent_network_edges(&edges, network, NULL);
            for (uint32_t e = 0; e < edges.count; e++) {
                const ent_id *relations;
                uint32_t count;
                ent_network_evidence(&relations, &count, network, e);
                double expected =
                    edges.from[e] == v || edges.to[e] == v ? half_through(network, v, e, options.weight) : 0.0;
                assert_true(fabs(contribution_of(why, relations[0]) - expected) < 1e-9);
            }
            ent_explanation_free(why);
        }
        ent_network_free(network);
        ent_graph_free(graph);
    }
}

static void other_scores_lose_what_a_tie_contributes_when_it_is_cut(void **state) {
    (void)state;
    uint64_t stream = 19;
    for (uint32_t i = 0; i < 40; i++) {
        ent_view view = ENT_VIEW_INIT;
        view.direction = i % 2 ? ENT_DIRECTED : ENT_UNDIRECTED;
        ent_graph *graph = plain_graph(&stream, i % 2);
        ent_network *network = random_network(graph, &view);
        ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
        options.normalized = -1;
        ent_edges edges = ENT_EDGES_INIT;
        ent_network_edges(&edges, network, NULL);
        for (uint32_t e = 0; e < edges.count; e++) {
            ent_id ends[2] = {ent_network_actor(network, edges.from[e]), ent_network_actor(network, edges.to[e])};
            const ent_id *relations;
            uint32_t count;
            ent_edit edit = ENT_EDIT_INIT;
            edit.cut = ends;
            edit.cut_count = 1;
            ent_network *without;
            ent_explanation *why;
            ent_network_evidence(&relations, &count, network, e);
            assert_int_equal(ent_network_edit(&without, network, &edit, NULL, NULL), ENT_OK);
            assert_int_equal(
                ent_explain_score(&why, graph, network, edges.from[e], ENT_MEASURE_HARMONIC, &options, NULL, NULL),
                ENT_OK);
            assert_close(contribution_of(why, relations[0]),
                         score_of(network, ends[0], ENT_MEASURE_HARMONIC, &options) -
                             score_of(without, ends[0], ENT_MEASURE_HARMONIC, &options));
            ent_explanation_free(why);
            ent_network_free(without);
        }
        ent_network_free(network);
        ent_graph_free(graph);
    }
}

/* ---- Paths, mediators, mistakes ----------------------------------------------------------------------------------- */

static void each_step_of_a_path_is_worth_one(void **state) {
    (void)state;
    ent_graph *graph = make_graph();
    ent_id a = make_state(graph, "a"), b = make_state(graph, "b"), c = make_state(graph, "c");
    make_tie(graph, a, b, 0, 6.0);
    make_tie(graph, a, b, 1, 2.0);
    make_tie(graph, a, b, 2, -5.0); /* no part of the positive layer */
    make_tie(graph, b, c, 3, 1.0);
    ent_view view = ENT_VIEW_INIT;
    view.scheme = ENT_SCHEME_TONE;
    ent_network *network = random_network(graph, &view);
    ent_paths *paths;
    ent_path path = ENT_PATH_INIT;
    ent_explanation *why;
    assert_int_equal(ent_paths_find(&paths, network, 0, 2, NULL, NULL, NULL), ENT_OK);
    ent_paths_get(&path, paths, 0, NULL);
    assert_int_equal(ent_explain_path(&why, graph, network, &path, NULL), ENT_OK);
    check_order(why);
    assert_int_equal(ent_explanation_count(why), 3);
    assert_close(ent_explanation_value(why), 2.0);
    assert_close(contribution_of(why, 0), 0.75);
    assert_close(contribution_of(why, 1), 0.25);
    assert_close(contribution_of(why, 3), 1.0);
    ent_explanation_free(why);
    path.edges = (const uint32_t[]){0, 7};
    assert_int_equal(ent_explain_path(&why, graph, network, &path, NULL), ENT_EINVAL);
    assert_null(why);
    ent_paths_free(paths);
    ent_network_free(network);
    ent_graph_free(graph);
}

static ent_mediators *crisis_mediators(const ent_graph *graph) {
    ent_mediators *mediators;
    assert_int_equal(ent_mediators_find(&mediators, graph, ent_graph_actor_by_id(graph, "PAK"),
                                        ent_graph_actor_by_id(graph, "IRN"), NULL, NULL, NULL),
                     ENT_OK);
    return mediators;
}

/* Every component rests on the relations of its evidence; experience and predictive are the sum of what they contribute. */
static void mediators_rest_on_their_evidence(void **state) {
    (void)state;
    ent_graph *graph;
    assert_int_equal(ent_document_read(&graph, ENT_EXAMPLES "/data/pakistan-iran-2024.json", NULL, NULL), ENT_OK);
    ent_mediators *mediators = crisis_mediators(graph);
    for (uint32_t i = 0; i < ent_mediators_candidate_count(mediators); i++) {
        for (int part = 0; part < ENT_COMPONENT_COUNT; part++) {
            ent_explanation *why;
            size_t count;
            ent_component component = (ent_component)part;
            assert_int_equal(ent_explain_mediator(&why, graph, mediators, i, component, NULL), ENT_OK);
            assert_int_equal(ent_mediators_evidence(NULL, 0, &count, mediators, i, component, NULL), ENT_OK);
            assert_int_equal(ent_explanation_count(why), count);
            check_order(why);
            if (component == ENT_COMPONENT_EXPERIENCE || component == ENT_COMPONENT_EXPERIENCE_DYAD ||
                component == ENT_COMPONENT_PREDICTIVE) {
                assert_close(sum_of(why), ent_explanation_value(why));
            }
            ent_explanation_free(why);
        }
    }
    ent_explanation *why;
    assert_int_equal(ent_explain_mediator(&why, graph, mediators, 99, ENT_COMPONENT_ACCESS, NULL), ENT_EINVAL);
    assert_int_equal(ent_explain_mediator(&why, graph, mediators, 0, ENT_COMPONENT_COUNT, NULL), ENT_EINVAL);
    ent_mediators_free(mediators);
    ent_graph_free(graph);
}

/* One relation of m with a party and with another: each component takes the tie that it is about. */
static void a_component_takes_the_ties_that_it_is_about(void **state) {
    (void)state;
    ent_graph *graph = make_graph();
    ent_id a = make_state(graph, "a"), b = make_state(graph, "b"), m = make_state(graph, "m"),
           x = make_state(graph, "x");
    ent_id friendly = make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, 0, 0, 4.0), &m, 1, MAKE_SIDE(a, x));
    ent_id hostile = make_relation(graph, make_event(ENT_KIND_ATTACK, 1, 1, -9.0), &m, 1, MAKE_SIDE(b, x));
    ent_mediators *mediators;
    ent_explanation *why;
    assert_int_equal(ent_mediators_find(&mediators, graph, a, b, NULL, NULL, NULL), ENT_OK);
    uint32_t place = 0;
    ent_candidate candidate = ENT_CANDIDATE_INIT;
    while (ent_mediators_candidate(&candidate, mediators, place, NULL) == ENT_OK && candidate.actor != m) {
        place++;
    }
    const struct {
        ent_component component;
        double friendly, hostile;
    } parts[] = {{ENT_COMPONENT_ACCESS, 4.0, 0.0},
                 {ENT_COMPONENT_BIAS, 4.0, 9.0},
                 {ENT_COMPONENT_AVAILABILITY, 0.0, 9.0},
                 {ENT_COMPONENT_CROSS_PRESSURE, 4.0, 9.0}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        assert_int_equal(ent_explain_mediator(&why, graph, mediators, place, parts[i].component, NULL), ENT_OK);
        assert_close(contribution_of(why, friendly), parts[i].friendly);
        assert_close(contribution_of(why, hostile), parts[i].hostile);
        ent_explanation_free(why);
    }
    ent_mediators_free(mediators);
    ent_graph_free(graph);
}

static void what_is_not_there_has_no_reasons(void **state) {
    (void)state;
    ent_graph *graph = random_graph(1, EVENTS, false, ENT_NONE), *other = make_graph();
    ent_network *network = random_network(graph, NULL), *arrays;
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    ent_explanation *why;
    list.node_count = 2;
    list.edge_count = 1;
    list.from = (const uint32_t[]){0};
    list.to = (const uint32_t[]){1};
    assert_int_equal(ent_network_from_edges(&arrays, &list, NULL, NULL), ENT_OK);
    assert_int_equal(ent_explain_edge(&why, graph, network, 999, NULL), ENT_EINVAL);
    assert_int_equal(ent_explain_edge(&why, other, network, 0, NULL), ENT_EINVAL);
    assert_int_equal(ent_explain_edge(&why, graph, arrays, 0, NULL), ENT_EINVAL);
    assert_int_equal(ent_explain_edge(&why, NULL, network, 0, NULL), ENT_EINVAL);
    assert_int_equal(ent_explain_score(&why, graph, network, 99, ENT_MEASURE_DEGREE, NULL, NULL, NULL), ENT_EINVAL);
    assert_int_equal(ent_explain_score(&why, graph, network, 0, ENT_MEASURE_COUNT, NULL, NULL, NULL), ENT_EINVAL);
    assert_null(why);
    ent_network_free(network);
    ent_network_free(arrays);
    ent_graph_free(graph);
    ent_graph_free(other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_relation_contributes_what_a_tie_loses_without_it),
        cmocka_unit_test(an_excluded_official_has_no_share_in_a_relation),
        cmocka_unit_test(a_relation_contributes_what_strength_loses_without_it),
        cmocka_unit_test(a_tie_contributes_half_of_the_paths_through_it),
        cmocka_unit_test(other_scores_lose_what_a_tie_contributes_when_it_is_cut),
        cmocka_unit_test(each_step_of_a_path_is_worth_one),
        cmocka_unit_test(mediators_rest_on_their_evidence),
        cmocka_unit_test(a_component_takes_the_ties_that_it_is_about),
        cmocka_unit_test(what_is_not_there_has_no_reasons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
