/*
 * Comparing networks and editing them, against matrices read edge by edge, against views that exclude, and on the reference case.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <entente/entente.h>

#include "assert_close.h"
#include "random_graph.h"
#include <string.h>

#define GRAPHS 300

/* ---- Comparing ---------------------------------------------------------------------------------------------------- */

static uint32_t edge_between(const ent_network *network, ent_id from, ent_id to) {
    uint32_t u = ent_network_node(network, from), v = ent_network_node(network, to);
    return u == ENT_NONE || v == ENT_NONE ? ENT_NONE : ent_network_find_edge(network, u, v);
}

/* P (0) or N (1) of an edge; 0 of none. */
static double strength_of(const ent_network *network, uint32_t edge, int negative) {
    ent_edges edges = ENT_EDGES_INIT;
    assert_int_equal(ent_network_edges(&edges, network, NULL), ENT_OK);
    return edge == ENT_NONE ? 0.0 : (negative ? edges.negative : edges.positive)[edge];
}

static int sign_of(double positive, double negative) {
    return ent__equal(positive, negative) ? 0 : positive > negative ? 1 : -1;
}

static ent_change expected_change(const ent_tie_change *tie) {
    if (tie->edges[0] == ENT_NONE) {
        return ENT_TIE_APPEARED;
    }
    if (tie->edges[1] == ENT_NONE) {
        return ENT_TIE_VANISHED;
    }
    if (tie->signs[0] != tie->signs[1]) {
        return ENT_TIE_SIGN;
    }
    return ent__equal(tie->positive[0], tie->positive[1]) && ent__equal(tie->negative[0], tie->negative[1])
               ? ENT_TIE_SAME
               : ENT_TIE_STRENGTH;
}

static void check_tie(const ent_tie_change *tie, const ent_network *const sides[2]) {
    for (int side = 0; side < 2; side++) {
        uint32_t edge = edge_between(sides[side], tie->from, tie->to);
        assert_int_equal(tie->edges[side], edge);
        assert_true(tie->positive[side] == strength_of(sides[side], edge, 0));
        assert_true(tie->negative[side] == strength_of(sides[side], edge, 1));
        assert_int_equal(tie->signs[side], sign_of(tie->positive[side], tie->negative[side]));
    }
    assert_int_equal(tie->change, expected_change(tie));
}

static double move_of(const ent_tie_change *tie) {
    return fabs(tie->positive[0] - tie->positive[1]) + fabs(tie->negative[0] - tie->negative[1]);
}

static void check_ties(const ent_diff *diff, const ent_network *const sides[2]) {
    ent_tie_change tie = ENT_TIE_CHANGE_INIT, before = ENT_TIE_CHANGE_INIT;
    uint32_t found[2] = {0, 0}, count = ent_diff_tie_count(diff);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(ent_diff_tie(&tie, diff, i, NULL), ENT_OK);
        check_tie(&tie, sides);
        found[0] += tie.edges[0] != ENT_NONE;
        found[1] += tie.edges[1] != ENT_NONE;
        if (i > 0) {
            assert_true(before.change < tie.change ||
                        (before.change == tie.change &&
                         (move_of(&before) > move_of(&tie) ||
                          (move_of(&before) == move_of(&tie) &&
                           (before.from < tie.from || (before.from == tie.from && before.to < tie.to))))));
        }
        before = tie;
    }
    /* Every edge of each is there once: no tie is named twice, as the order is strict, and these are all. */
    assert_int_equal(found[0], ent_network_edge_count(sides[0]));
    assert_int_equal(found[1], ent_network_edge_count(sides[1]));
    assert_int_equal(ent_diff_tie(&tie, diff, count, NULL), ENT_EINVAL);
}

static void check_actors(const ent_diff *diff, const ent_network *const sides[2], ent_measure measure) {
    uint32_t seen[2] = {0, 0}, order[RANDOM_ACTORS], ranks[2][RANDOM_ACTORS];
    double scores[2][RANDOM_ACTORS];
    for (int side = 0; side < 2; side++) {
        assert_int_equal(ent_network_score(scores[side], sides[side], measure, NULL, NULL, NULL), ENT_OK);
        assert_int_equal(ent_rank(order, ranks[side], scores[side], ent_network_node_count(sides[side]), NULL), ENT_OK);
    }
    ent_rank_change row = ENT_RANK_CHANGE_INIT, before = ENT_RANK_CHANGE_INIT;
    for (uint32_t i = 0; i < ent_diff_actor_count(diff); i++) {
        assert_int_equal(ent_diff_actor(&row, diff, i, NULL), ENT_OK);
        for (int side = 0; side < 2; side++) {
            uint32_t node = ent_network_node(sides[side], row.actor);
            assert_int_equal(row.ranks[side], node == ENT_NONE ? 0 : ranks[side][node]);
            assert_close(row.scores[side], node == ENT_NONE ? NAN : scores[side][node]);
            seen[side] += node != ENT_NONE;
        }
        if (i > 0 && row.ranks[1]) {
            assert_true(before.ranks[1] && before.ranks[1] <= row.ranks[1]);
            assert_true(before.ranks[1] < row.ranks[1] || before.actor < row.actor);
        } else if (i > 0 && !before.ranks[1]) {
            assert_true(before.ranks[0] <= row.ranks[0]);
        }
        before = row;
    }
    assert_int_equal(seen[0], ent_network_node_count(sides[0]));
    assert_int_equal(seen[1], ent_network_node_count(sides[1]));
}

static void every_tie_and_actor_of_either_is_compared_once(void **state) {
    (void)state;
    uint64_t stream = 7;
    for (uint32_t i = 0; i < GRAPHS; i++) {
        ent_graph *graph = random_graph(i, 30, false, ENT_NONE);
        ent_view view = random_view(&stream), other = view;
        other.since = view.until == ENT_DATE_MAX ? 19720 : view.until;
        other.until = ENT_DATE_MAX;
        const ent_network *sides[2] = {random_network(graph, &view), random_network(graph, &other)};
        ent_measure measure = i % 2 ? ENT_MEASURE_BETWEENNESS : ENT_MEASURE_STRENGTH;
        ent_diff *diff;
        assert_int_equal(ent_diff_compute(&diff, sides[0], sides[1], measure, NULL, NULL, NULL), ENT_OK);
        check_ties(diff, sides);
        check_actors(diff, sides, measure);
        ent_diff_free(diff);
        ent_network_free((ent_network *)sides[0]);
        ent_network_free((ent_network *)sides[1]);
        ent_graph_free(graph);
    }
}

static void what_cannot_be_compared_is_refused(void **state) {
    (void)state;
    ent_graph *graph = random_graph(1, 10, false, ENT_NONE);
    ent_view view = ENT_VIEW_INIT;
    ent_network *undirected = random_network(graph, &view), *directed, *arrays;
    view.direction = ENT_DIRECTED;
    directed = random_network(graph, &view);
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    assert_int_equal(ent_network_from_edges(&arrays, &list, NULL, NULL), ENT_OK);
    ent_diff *diff = (ent_diff *)&list;
    assert_int_equal(ent_diff_compute(&diff, undirected, directed, ENT_MEASURE_DEGREE, NULL, NULL, NULL), ENT_EINVAL);
    assert_null(diff);
    assert_int_equal(ent_diff_compute(&diff, undirected, arrays, ENT_MEASURE_DEGREE, NULL, NULL, NULL), ENT_EINVAL);
    double wishes[RANDOM_ACTORS] = {1.0};
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.personalisation = wishes;
    assert_int_equal(ent_diff_compute(&diff, undirected, undirected, ENT_MEASURE_PAGERANK, &options, NULL, NULL),
                     ENT_EINVAL);
    assert_int_equal(ent_diff_compute(&diff, undirected, undirected, ENT_MEASURE_COUNT, NULL, NULL, NULL), ENT_EINVAL);
    ent_network_free(undirected);
    ent_network_free(directed);
    ent_network_free(arrays);
    ent_graph_free(graph);
}

static void names_of_changes_are_words(void **state) {
    (void)state;
    assert_string_equal(ent_change_name(ENT_TIE_SIGN), "sign");
    assert_null(ent_change_name((ent_change)5));
}

/* ---- Editing ------------------------------------------------------------------------------------------------------ */

static void assert_same_evidence(const ent_network *left, const ent_network *right, uint32_t edge) {
    const ent_id *of_left, *of_right;
    uint32_t left_count, right_count;
    ent_network_evidence(&of_left, &left_count, left, edge);
    ent_network_evidence(&of_right, &right_count, right, edge);
    assert_int_equal(left_count, right_count);
    assert_memory_equal(of_left, of_right, left_count * sizeof *of_left);
}

static void assert_same_network(const ent_network *left, const ent_network *right) {
    ent_edges a = ENT_EDGES_INIT, b = ENT_EDGES_INIT;
    ent_network_edges(&a, left, NULL);
    ent_network_edges(&b, right, NULL);
    assert_int_equal(ent_network_node_count(left), ent_network_node_count(right));
    for (uint32_t v = 0; v < ent_network_node_count(left); v++) {
        ent_internal inside_left, inside_right;
        assert_int_equal(ent_network_actor(left, v), ent_network_actor(right, v));
        ent_network_internal(&inside_left, left, v);
        ent_network_internal(&inside_right, right, v);
        assert_int_equal(inside_left.relations, inside_right.relations);
    }
    assert_int_equal(a.count, b.count);
    for (uint32_t e = 0; e < a.count; e++) {
        assert_true(a.from[e] == b.from[e] && a.to[e] == b.to[e]);
        assert_close(a.positive[e], b.positive[e]);
        assert_close(a.negative[e], b.negative[e]);
        assert_true(a.length[e] == b.length[e] && a.relations[e] == b.relations[e]);
        assert_true(a.first[e] == b.first[e] && a.last[e] == b.last[e]);
        assert_memory_equal(a.kinds + 4 * e, b.kinds + 4 * e, 4 * sizeof *a.kinds);
        assert_same_evidence(left, right, e);
    }
}

static void taking_actors_out_is_the_view_that_excludes_them(void **state) {
    (void)state;
    uint64_t stream = 11;
    for (uint32_t i = 0; i < GRAPHS; i++) {
        ent_graph *graph = random_graph(i, 25, false, ENT_NONE);
        ent_view view = random_view(&stream);
        view.rollup = ENT_ROLLUP_NONE;
        ent_id gone[2] = {random_below(&stream, RANDOM_ACTORS), random_below(&stream, RANDOM_ACTORS)};
        ent_edit edit = ENT_EDIT_INIT;
        edit.actors = view.exclude = gone;
        edit.actor_count = 2;
        ent_network *all = random_network(graph, &view), *edited, *expected;
        assert_int_equal(ent_network_edit(&edited, all, &edit, NULL, NULL), ENT_OK);
        view.exclude_count = 2;
        expected = random_network(graph, &view);
        assert_same_network(edited, expected);
        ent_network_free(all);
        ent_network_free(edited);
        ent_network_free(expected);
        ent_graph_free(graph);
    }
}

static void ties_cut_are_gone_and_ties_put_in_add_up(void **state) {
    (void)state;
    uint64_t stream = 13;
    for (uint32_t i = 0; i < GRAPHS; i++) {
        ent_graph *graph = random_graph(i, 20, false, ENT_NONE);
        ent_view view = random_view(&stream);
        ent_network *all = random_network(graph, &view), *edited;
        ent_id cut[4], added[4];
        double strengths[2] = {1.5, -2.0}, expected[2];
        for (int j = 0; j < 4; j++) {
            cut[j] = random_below(&stream, RANDOM_ACTORS);
            added[j] = random_below(&stream, RANDOM_ACTORS);
        }
        added[1] = added[1] == added[0] ? (added[0] + 1) % RANDOM_ACTORS : added[1];
        added[3] = added[3] == added[2] ? (added[2] + 1) % RANDOM_ACTORS : added[3];
        ent_edit edit = ENT_EDIT_INIT;
        edit.cut = cut;
        edit.added = added;
        edit.cut_count = edit.added_count = 2;
        edit.strengths = strengths;
        assert_int_equal(ent_network_edit(&edited, all, &edit, NULL, NULL), ENT_OK);
        for (ent_id u = 0; u < RANDOM_ACTORS; u++) {
            for (ent_id v = 0; v < RANDOM_ACTORS; v++) {
                uint32_t edge = edge_between(edited, u, v);
                expected[0] = strength_of(all, edge_between(all, u, v), 0);
                expected[1] = strength_of(all, edge_between(all, u, v), 1);
                bool was = edge_between(all, u, v) != ENT_NONE;
                bool turns = !ent_network_is_directed(all);
                for (int j = 0; j < 4; j += 2) {
                    if ((cut[j] == u && cut[j + 1] == v) || (turns && cut[j] == v && cut[j + 1] == u)) {
                        expected[0] = expected[1] = 0.0;
                        was = false;
                    }
                }
                for (int j = 0; j < 4; j += 2) {
                    if ((added[j] == u && added[j + 1] == v) || (turns && added[j] == v && added[j + 1] == u)) {
                        expected[j / 2] += fabs(strengths[j / 2]);
                        was = true;
                    }
                }
                assert_int_equal(edge != ENT_NONE, was);
                assert_close(strength_of(edited, edge, 0), expected[0]);
                assert_close(strength_of(edited, edge, 1), expected[1]);
            }
        }
        ent_network_free(all);
        ent_network_free(edited);
        ent_graph_free(graph);
    }
}

/* Whose officials deal with each other stays in a network without a tie, as in a compiled one; unless he is taken out. */
static void actors_with_relations_inside_stay_without_a_tie(void **state) {
    (void)state;
    ent_graph *graph = make_graph();
    ent_id a = make_state(graph, "a"), b = make_state(graph, "b"), officials[2];
    for (int i = 0; i < 2; i++) {
        officials[i] = make_actor(graph, i ? "y" : "x", ENT_ACTOR_OFFICIAL, NULL);
        make_affiliation(graph, ENT_AFFILIATION_SERVES, officials[i], a, MAKE_ALWAYS, 1.0);
    }
    make_tie(graph, officials[0], officials[1], 0, 1.0);
    make_tie(graph, a, b, 0, 1.0);
    ent_view view = ENT_VIEW_INIT;
    view.rollup = ENT_ROLLUP_PRINCIPAL;
    ent_network *all = random_network(graph, &view), *edited;
    ent_edit edit = ENT_EDIT_INIT;
    edit.cut = (const ent_id[]){b, a};
    edit.cut_count = 1;
    assert_int_equal(ent_network_edit(&edited, all, &edit, NULL, NULL), ENT_OK);
    ent_internal inside;
    ent_network_internal(&inside, edited, 0);
    assert_int_equal(ent_network_node_count(edited), 1);
    assert_int_equal(ent_network_actor(edited, 0), a);
    assert_int_equal(inside.relations, 1);
    ent_network_free(edited);
    edit.actors = &a;
    edit.actor_count = 1;
    assert_int_equal(ent_network_edit(&edited, all, &edit, NULL, NULL), ENT_OK);
    assert_int_equal(ent_network_node_count(edited), 0);
    ent_network_free(edited);
    ent_network_free(all);
    ent_graph_free(graph);
}

static void networks_from_arrays_keep_their_nodes_and_lengths(void **state) {
    (void)state;
    const uint32_t from[] = {0, 1, 0, 2}, to[] = {1, 2, 1, 3};
    const double length[] = {3.0, 0.5, 2.0, 4.0};
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = 5;
    list.edge_count = 4;
    list.from = from;
    list.to = to;
    list.length = length;
    ent_network *all, *edited, *again;
    assert_int_equal(ent_network_from_edges(&all, &list, NULL, NULL), ENT_OK);
    ent_edit edit = ENT_EDIT_INIT;
    edit.actors = (const ent_id[]){3};
    edit.actor_count = 1;
    edit.added = (const ent_id[]){4, 0};
    edit.added_count = 1;
    assert_int_equal(ent_network_edit(&edited, all, &edit, NULL, NULL), ENT_OK);
    assert_int_equal(ent_network_edit(&again, edited, NULL, NULL, NULL), ENT_OK);
    ent_edges edges = ENT_EDGES_INIT;
    ent_network_edges(&edges, edited, NULL);
    assert_int_equal(ent_network_node_count(edited), 5);
    assert_int_equal(edges.count, 3);
    assert_true(edges.length[0] == 2.0 && edges.length[1] == 1.0 && edges.length[2] == 0.5);
    assert_int_equal(edges.relations[1], 0);
    assert_same_network(edited, again);
    const ent_id *relations;
    uint32_t count;
    ent_network_evidence(&relations, &count, edited, 1);
    assert_int_equal(count, 0);
    ent_network_free(all);
    ent_network_free(edited);
    ent_network_free(again);
}

static void ties_that_cannot_be_put_in_are_refused(void **state) {
    (void)state;
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = 3;
    ent_network *all, *edited;
    assert_int_equal(ent_network_from_edges(&all, &list, NULL, NULL), ENT_OK);
    const struct {
        ent_id ends[2];
        double strength;
    } wrong[] = {{{1, 1}, 1.0}, {{0, 3}, 1.0}, {{0, 1}, 0.0}, {{0, 1}, NAN}, {{0, 1}, INFINITY}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ent_edit edit = ENT_EDIT_INIT;
        edit.added = wrong[i].ends;
        edit.strengths = &wrong[i].strength;
        edit.added_count = 1;
        assert_int_equal(ent_network_edit(&edited, all, &edit, NULL, NULL), ENT_EINVAL);
        assert_null(edited);
    }
    ent_network_free(all);
}

/* ---- The reference case ------------------------------------------------------------------------------------------- */

static ent_network *crisis_window(const ent_graph *graph, const char *since, const char *until) {
    ent_view view = ENT_VIEW_INIT;
    ent_date other;
    assert_int_equal(ent_date_parse(&view.since, &other, since, NULL), ENT_OK);
    assert_int_equal(ent_date_parse(&other, &view.until, until, NULL), ENT_OK);
    view.rollup = ENT_ROLLUP_PRINCIPAL;
    return random_network(graph, &view);
}

/* From the strikes of 16-18 January to the repair of 19-29: the sign of Pakistan and Iran turns, strikes on groups vanish. */
static void the_reference_case_turns_from_attack_to_repair(void **state) {
    (void)state;
    ent_graph *graph;
    assert_int_equal(ent_document_read(&graph, ENT_EXAMPLES "/data/pakistan-iran-2024.json", NULL, NULL), ENT_OK);
    ent_network *strikes = crisis_window(graph, "2024-01-16", "2024-01-18");
    ent_network *repair = crisis_window(graph, "2024-01-19", "2024-01-29");
    ent_diff *diff;
    assert_int_equal(ent_diff_compute(&diff, strikes, repair, ENT_MEASURE_DEGREE, NULL, NULL, NULL), ENT_OK);
    ent_id pakistan = ent_graph_actor_by_id(graph, "PAK"), iran = ent_graph_actor_by_id(graph, "IRN");
    ent_id groups[3] = {ent_graph_actor_by_id(graph, "jaish-al-adl"), ent_graph_actor_by_id(graph, "bla"),
                        ent_graph_actor_by_id(graph, "blf")};
    uint32_t turned = 0, vanished = 0;
    for (uint32_t i = 0; i < ent_diff_tie_count(diff); i++) {
        ent_tie_change tie = ENT_TIE_CHANGE_INIT;
        ent_diff_tie(&tie, diff, i, NULL);
        bool is_parties = (tie.from == pakistan && tie.to == iran) || (tie.from == iran && tie.to == pakistan);
        if (is_parties) {
            assert_int_equal(tie.change, ENT_TIE_SIGN);
            assert_true(tie.signs[0] == -1 && tie.signs[1] == 1);
            turned++;
        }
        for (int g = 0; g < 3; g++) {
            if (tie.from == groups[g] || tie.to == groups[g]) {
                assert_int_equal(tie.change, ENT_TIE_VANISHED);
                vanished++;
            }
        }
    }
    assert_int_equal(turned, 1);
    assert_int_equal(vanished, 3);
    ent_diff_free(diff);
    ent_network_free(strikes);
    ent_network_free(repair);
    ent_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_tie_and_actor_of_either_is_compared_once),
        cmocka_unit_test(what_cannot_be_compared_is_refused),
        cmocka_unit_test(names_of_changes_are_words),
        cmocka_unit_test(taking_actors_out_is_the_view_that_excludes_them),
        cmocka_unit_test(ties_cut_are_gone_and_ties_put_in_add_up),
        cmocka_unit_test(actors_with_relations_inside_stay_without_a_tie),
        cmocka_unit_test(networks_from_arrays_keep_their_nodes_and_lengths),
        cmocka_unit_test(ties_that_cannot_be_put_in_are_refused),
        cmocka_unit_test(the_reference_case_turns_from_attack_to_repair),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
