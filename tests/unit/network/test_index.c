/*
 * The index against compilation, which has a plain reference of its own (test_compile_property.c): on seeded random graphs,
 * views and windows every column, row, relation and node must be the same, to the last bit.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "network/index_internal.h"
#include "network/random_views.h"
#include <entente/index.h>
#include <pthread.h>
#include <string.h>

/* ---- Comparing networks ------------------------------------------------------------------------------------------- */

#define EXPECT_SAME(left, right, count) assert_memory_equal(left, right, (count) * sizeof *(left))

/* Memory of no bytes may be NULL. */
static void expect_columns(const ent_edges *left, const ent_edges *right) {
    assert_int_equal(left->count, right->count);
    if (left->count) {
        EXPECT_SAME(left->from, right->from, left->count);
        EXPECT_SAME(left->to, right->to, left->count);
        EXPECT_SAME(left->positive, right->positive, left->count);
        EXPECT_SAME(left->negative, right->negative, left->count);
        EXPECT_SAME(left->length, right->length, left->count);
        EXPECT_SAME(left->relations, right->relations, left->count);
        EXPECT_SAME(left->first, right->first, left->count);
        EXPECT_SAME(left->last, right->last, left->count);
        EXPECT_SAME(left->kinds, right->kinds, (size_t)ENT_KIND_COUNT * left->count);
    }
}

static void expect_row(const ent_network *left, const ent_network *right, uint32_t node, ent_mode mode) {
    const uint32_t *nodes[2], *edges[2];
    uint32_t counts[2];
    ent_network_neighbours(&nodes[0], &edges[0], &counts[0], left, node, mode);
    ent_network_neighbours(&nodes[1], &edges[1], &counts[1], right, node, mode);
    assert_int_equal(counts[0], counts[1]);
    if (counts[0]) {
        EXPECT_SAME(nodes[0], nodes[1], counts[0]);
        EXPECT_SAME(edges[0], edges[1], counts[0]);
    }
}

static void expect_node(const ent_network *left, const ent_network *right, uint32_t node) {
    ent_internal inside[2];
    assert_int_equal(ent_network_actor(left, node), ent_network_actor(right, node));
    ent_network_internal(&inside[0], left, node);
    ent_network_internal(&inside[1], right, node);
    EXPECT_SAME(&inside[0], &inside[1], 1);
    expect_row(left, right, node, ENT_OUT);
    expect_row(left, right, node, ENT_IN);
}

static void expect_evidence(const ent_network *left, const ent_network *right, uint32_t edge) {
    const ent_id *relations[2];
    uint32_t counts[2];
    ent_network_evidence(&relations[0], &counts[0], left, edge);
    ent_network_evidence(&relations[1], &counts[1], right, edge);
    assert_int_equal(counts[0], counts[1]);
    EXPECT_SAME(relations[0], relations[1], counts[0]);
}

static void expect_same_view(const ent_network *left, const ent_network *right) {
    const ent_view *a = ent_network_view(left), *b = ent_network_view(right);
    assert_int_equal(a->since, b->since);
    assert_int_equal(a->until, b->until);
    assert_int_equal(a->kinds, b->kinds);
    assert_int_equal(a->rollup, b->rollup);
    assert_int_equal(a->direction, b->direction);
}

static void expect_same_places(const ent_network *left, const ent_network *right, const ent_graph *graph) {
    for (ent_id actor = 0; actor < ent_graph_actor_count(graph); actor++) {
        uint32_t nodes[2];
        ent_status status = ent_network_locate(&nodes[0], left, graph, actor, NULL);
        assert_int_equal(ent_network_locate(&nodes[1], right, graph, actor, NULL), status);
        assert_int_equal(nodes[0], nodes[1]);
    }
}

static void expect_same(const ent_network *left, const ent_network *right, const ent_graph *graph) {
    ent_edges edges[2] = {ENT_EDGES_INIT, ENT_EDGES_INIT};
    assert_int_equal(ent_network_edges(&edges[0], left, NULL), ENT_OK);
    assert_int_equal(ent_network_edges(&edges[1], right, NULL), ENT_OK);
    assert_int_equal(ent_network_node_count(left), ent_network_node_count(right));
    assert_int_equal(ent_network_is_directed(left), ent_network_is_directed(right));
    assert_int_equal(ent_network_is_compiled(left), 1);
    expect_columns(&edges[0], &edges[1]);
    for (uint32_t node = 0; node < ent_network_node_count(left); node++) {
        expect_node(left, right, node);
    }
    for (uint32_t edge = 0; edge < edges[0].count; edge++) {
        expect_evidence(left, right, edge);
    }
    expect_same_view(left, right);
    expect_same_places(left, right, graph);
}

/* What the index gives for a view is what a scan gives. Returns its number of edges. */
static uint32_t check(const ent_index *index, const ent_graph *graph, const ent_view *view) {
    ent_network *asked, *scanned;
    assert_int_equal(ent_network_compile(&scanned, graph, view, NULL, NULL), ENT_OK);
    assert_int_equal(ent_index_compile(&asked, index, view, NULL, NULL), ENT_OK);
    expect_same(asked, scanned, graph);
    uint32_t edges = ent_network_edge_count(asked);
    ent_network_free(asked);
    ent_network_free(scanned);
    return edges;
}

static ent_index *index_of(const ent_graph *graph, const ent_view *view) {
    ent_index *index;
    assert_int_equal(ent_index_new(&index, graph, view, NULL, NULL), ENT_OK);
    return index;
}

/* ---- Random graphs ------------------------------------------------------------------------------------------------ */

/* A window within that of `view`, now and then all of it, or open. */
static ent_view window_in(ent_view view) {
    if (one_in(6)) {
        return view;
    }
    ent_date since = (ent_date)below(60) - 5, until = since + (ent_date)below(one_in(2) ? 60 : 4);
    view.since = since > view.since && !one_in(6) ? since : view.since;
    view.until = until < view.until && !one_in(6) ? until : view.until;
    if (view.since > view.until) {
        view.since = view.until;
    }
    return view;
}

static void an_index_gives_what_a_scan_gives(void **state) {
    (void)state;
    static const ent_id some[] = {0, 1, 3, 5, 8, 9, 2, 10};
    uint32_t edges = 0, served = 0;
    for (int trial = 0; trial < 600; trial++) {
        stream = (uint64_t)trial;
        ent_graph *graph = random_graph();
        ent_view view = random_view(some);
        view.half_life = one_in(10) ? 7.0 : 0.0;
        view.direction = one_in(10) ? ENT_MUTUAL : (ent_direction)below(2);
        ent_index *index = index_of(graph, &view);
        for (int i = 0; i < 5; i++) {
            ent_view window = window_in(view);
            edges += check(index, graph, &window);
            served += ent_index_serves(index, &window) != 0;
        }
        ent_index_free(index);
        ent_graph_free(graph);
    }
    assert_true(edges > 10000 && served > 1500 && served < 3000);
}

/* Many events between few, most of them of one day, whose relations come in the order of their days or not. */
static ent_graph *busy_graph(uint32_t actors, uint32_t events) {
    ent_graph *graph = make_graph();
    bool in_order = one_in(2), has_spans = one_in(3);
    for (uint32_t i = 0; i < actors; i++) {
        char id[3] = {(char)('a' + i / 26), (char)('a' + i % 26), 0};
        make_state(graph, id);
    }
    for (uint32_t i = 0; i < events; i++) {
        ent_relation event = make_event((ent_kind)below(3), 0, 0, ((double)below(201) - 100.0) / 10.0);
        event.first = event.last = in_order ? (ent_date)(i * 60 / events) : (ent_date)below(60);
        event.last += has_spans && one_in(20) ? (ent_date)below(10) : 0;
        event.confidence = (1 + below(10)) / 10.0;
        event.mutual = one_in(5);
        ent_id from = below(actors), to = (from + 1 + below(actors - 1)) % actors;
        make_relation(graph, event, &from, 1, &to, 1);
    }
    return graph;
}

static void windows_of_busy_pairs_are_those_of_a_scan(void **state) {
    (void)state;
    for (int trial = 0; trial < 150; trial++) {
        stream = 1000000 + (uint64_t)trial;
        ent__index_is_plain = trial % 2;
        ent_graph *graph = busy_graph(2 + below(5), 1 + below(400));
        ent_view view = ENT_VIEW_INIT;
        view.direction = (ent_direction)below(2);
        view.scheme = (ent_scheme)below(2);
        ent_index *index = index_of(graph, &view);
        assert_int_equal(ent_index_serves(index, NULL), 1);
        for (int i = 0; i < 8; i++) {
            ent_view window = window_in(view);
            check(index, graph, &window);
            assert_int_equal(ent_index_serves(index, &window), 1);
        }
        ent_index_free(index);
        ent_graph_free(graph);
    }
}

/* Pairs and events enough for threads to share any window, wide or narrow. */
static void threads_give_what_a_scan_gives(void **state) {
    (void)state;
    static const ent_date windows[][2] = {{0, 59}, {1, 58}, {0, 45}, {3, 30}, {17, 31}, {20, 20}, {9, 44}, {30, 59}};
    for (int trial = 0; trial < 4; trial++) {
        stream = 2000000 + (uint64_t)trial;
        ent__index_is_plain = trial % 2;
        ent_graph *graph = busy_graph(80, 60000);
        ent_view view = ENT_VIEW_INIT;
        view.direction = (ent_direction)(trial / 2);
        view.scheme = ENT_SCHEME_TONE;
        ent_run run = ENT_RUN_INIT;
        run.threads = 4;
        ent_index *index = index_of(graph, &view);
        for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
            ent_network *asked, *scanned;
            view.since = windows[i][0];
            view.until = windows[i][1];
            assert_int_equal(ent_network_compile(&scanned, graph, &view, NULL, NULL), ENT_OK);
            assert_int_equal(ent_index_compile(&asked, index, &view, &run, NULL), ENT_OK);
            expect_same(asked, scanned, graph);
            ent_network_free(asked);
            ent_network_free(scanned);
        }
        ent_index_free(index);
        ent_graph_free(graph);
    }
}

/* What a window has in all. Tones are eighths, so that their sums are doubles without any rounding. */
typedef struct total {
    double positive, negative;
    uint32_t relations;
} total;

static total total_of(const ent_index *index, ent_date since, ent_date until) {
    ent_view view = ENT_VIEW_INIT;
    view.scheme = ENT_SCHEME_TONE;
    view.since = since;
    view.until = until;
    ent_network *network;
    ent_edges edges = ENT_EDGES_INIT;
    assert_int_equal(ent_index_compile(&network, index, &view, NULL, NULL), ENT_OK);
    assert_int_equal(ent_network_edges(&edges, network, NULL), ENT_OK);
    total all = {0.0, 0.0, 0};
    for (uint32_t e = 0; e < edges.count; e++) {
        all.positive += edges.positive[e];
        all.negative += edges.negative[e];
        all.relations += edges.relations[e];
    }
    ent_network_free(network);
    return all;
}

static void every_split_of_a_window_adds_up(void **state) {
    (void)state;
    stream = 7;
    ent_graph *graph = make_graph();
    ent_id actors[] = {make_state(graph, "a"), make_state(graph, "b"), make_state(graph, "c")};
    for (int i = 0; i < 300; i++) {
        ent_id from = below(3), to = (from + 1 + below(2)) % 3;
        make_tie(graph, actors[from], actors[to], (ent_date)below(60), ((double)below(161) - 80.0) / 8.0);
    }
    ent_view view = ENT_VIEW_INIT;
    view.scheme = ENT_SCHEME_TONE;
    ent_index *index = index_of(graph, &view);
    total all = total_of(index, ENT_DATE_MIN, ENT_DATE_MAX);
    assert_int_equal(all.relations, 300);
    for (ent_date day = -1; day < 61; day++) {
        total before = total_of(index, ENT_DATE_MIN, day), after = total_of(index, day + 1, ENT_DATE_MAX);
        assert_int_equal(before.relations + after.relations, 300);
        assert_true(before.positive + after.positive == all.positive);
        assert_true(before.negative + after.negative == all.negative);
    }
    ent_index_free(index);
    ent_graph_free(graph);
}

/* ---- Where it does not serve -------------------------------------------------------------------------------------- */

static ent_graph *graph;
static ent_id a, b;
static ent_view all;

static int set_up(void **state) {
    (void)state;
    graph = make_graph();
    a = make_state(graph, "A");
    b = make_state(graph, "B");
    make_tie(graph, a, b, 1, 3);
    make_tie(graph, b, a, 5, -4);
    all = (ent_view)ENT_VIEW_INIT;
    all.scheme = ENT_SCHEME_TONE;
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ent__index_is_plain = false;
    ent_graph_free(graph);
    return 0;
}

static void another_question_is_scanned(void **state) {
    (void)state;
    static const char *const codes[] = {"19"};
    const ent_id only[] = {a, b};
    all.since = 0;
    all.until = 10;
    ent_index *index = index_of(graph, &all);
    ent_view views[14];
    for (int i = 0; i < 14; i++) {
        views[i] = all;
    }
    views[0].kinds = ENT_KIND_BIT(ENT_KIND_ATTACK);
    views[1].actor_kinds = 2;
    views[2].statuses = 1;
    views[3].rollup = ENT_ROLLUP_PRINCIPAL;
    views[4].scheme = ENT_SCHEME_COUNT;
    views[5].direction = ENT_DIRECTED;
    views[6].codes = codes, views[6].code_count = 1;
    views[7].tone_min = 0.0;
    views[8].half_life = 3.0;
    views[9].only = only, views[9].only_count = 2;
    views[10].exclude = only, views[10].exclude_count = 1;
    views[11].since = -1;
    views[12].until = 11;
    views[13].exclude_flags = ENT_ACTOR_CATCH_ALL;
    for (int i = 0; i < 14; i++) {
        assert_int_equal(ent_index_serves(index, &views[i]), 0);
        check(index, graph, &views[i]);
    }
    all.kinds = ENT_KINDS_EVENTS; /* what zero means */
    assert_int_equal(ent_index_serves(index, &all), 1);
    all.until = -5;
    assert_int_equal(ent_index_serves(index, &all), 0); /* ends before it starts */
    ent_index_free(index);
}

static void relations_added_since_are_seen(void **state) {
    (void)state;
    ent_index *index = index_of(graph, &all);
    assert_int_equal(check(index, graph, &all), 1);
    make_tie(graph, a, make_state(graph, "C"), 7, 1);
    assert_int_equal(ent_index_serves(index, &all), 0);
    assert_int_equal(check(index, graph, &all), 2);
    ent_index_free(index);
}

static void strengths_that_are_too_fine_are_scanned(void **state) {
    (void)state;
    make_tie(graph, a, b, 2, 0x1.8p-59);
    ent_index *index = index_of(graph, &all);
    assert_int_equal(ent_index_serves(index, &all), 0);
    assert_int_equal(check(index, graph, &all), 1);
    ent_index_free(index);
}

static void a_view_that_decays_or_is_mutual_is_scanned(void **state) {
    (void)state;
    all.half_life = 2.0;
    ent_index *index = index_of(graph, &all);
    assert_int_equal(ent_index_serves(index, NULL), 0);
    check(index, graph, &all);
    ent_index_free(index);
    all.half_life = 0.0;
    all.direction = ENT_MUTUAL;
    index = index_of(graph, &all);
    assert_int_equal(ent_index_serves(index, NULL), 0);
    assert_int_equal(check(index, graph, &all), 1);
    ent_index_free(index);
}

/* ---- Its life ----------------------------------------------------------------------------------------------------- */

static void a_network_outlives_its_index(void **state) {
    (void)state;
    ent_index *index = index_of(graph, &all);
    ent_network *networks[2], *scanned;
    all.until = 4;
    assert_int_equal(ent_index_compile(&networks[0], index, &all, NULL, NULL), ENT_OK);
    assert_int_equal(ent_index_compile(&networks[1], index, NULL, NULL, NULL), ENT_OK);
    assert_true(ent_index_memory(index) > ent_network_memory(networks[0]));
    ent_index_free(index);
    assert_int_equal(ent_network_compile(&scanned, graph, &all, NULL, NULL), ENT_OK);
    expect_same(networks[0], scanned, graph);
    ent_network_free(networks[0]);
    ent_network_free(scanned);
    all.until = ENT_DATE_MAX;
    assert_int_equal(ent_network_compile(&scanned, graph, &all, NULL, NULL), ENT_OK);
    expect_same(networks[1], scanned, graph);
    ent_network_free(networks[1]);
    ent_network_free(scanned);
}

static void *ask_often(void *index) {
    intptr_t failures = 0;
    ent_view view = all;
    for (int i = 0; i < 300; i++) {
        ent_network *network;
        view.until = i % 2 ? 4 : ENT_DATE_MAX; /* of its own, and lent */
        failures += ent_index_compile(&network, index, &view, NULL, NULL) != ENT_OK;
        failures += ent_network_edge_count(network) != 1;
        ent_network_free(network);
    }
    return (void *)failures;
}

static void threads_share_an_index(void **state) {
    (void)state;
    ent_index *index = index_of(graph, &all);
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, ask_often, index), 0);
    }
    for (int i = 0; i < 3; i++) {
        void *failures;
        assert_int_equal(pthread_join(threads[i], &failures), 0);
        assert_null(failures);
    }
    ent_index_free(index);
}

static void *ask_rows(void *network) {
    const uint32_t *nodes, *edges;
    uint32_t count;
    ent_network_neighbours(&nodes, &edges, &count, network, 0, ENT_OUT);
    intptr_t failures = count != 1 || nodes[0] != 1 || edges[0] != 0;
    ent_network_neighbours(&nodes, &edges, &count, network, 1, ENT_IN);
    failures += count != 1 || nodes[0] != 0 || edges[0] != 0;
    return (void *)failures;
}

static void threads_share_rows_that_nobody_has_asked_for(void **state) {
    (void)state;
    ent_index *index = index_of(graph, &all);
    ent_view view = all;
    view.until = 4;
    for (int i = 0; i < 100; i++) {
        ent_network *network;
        assert_int_equal(ent_index_compile(&network, index, &view, NULL, NULL), ENT_OK);
        pthread_t threads[3];
        for (int t = 0; t < 3; t++) {
            assert_int_equal(pthread_create(&threads[t], NULL, ask_rows, network), 0);
        }
        for (int t = 0; t < 3; t++) {
            void *failures;
            assert_int_equal(pthread_join(threads[t], &failures), 0);
            assert_null(failures);
        }
        ent_network_free(network);
    }
    ent_index_free(index);
}

static void an_empty_graph_has_an_index(void **state) {
    (void)state;
    ent_graph *empty = make_graph();
    ent_index *index = index_of(empty, NULL);
    assert_int_equal(ent_index_serves(index, NULL), 1);
    assert_int_equal(check(index, empty, &(ent_view)ENT_VIEW_INIT), 0);
    all.scheme = ENT_SCHEME_COUNT;
    all.since = all.until = 3;
    assert_int_equal(check(index, empty, &all), 0);
    ent_index_free(index);
    ent_index_free(NULL);
    ent_graph_free(empty);
}

static void mistakes_are_named(void **state) {
    (void)state;
    ent_index *index;
    ent_network *network;
    ent_error error = {0};
    all.kinds = 0x100;
    assert_int_equal(ent_index_new(&index, graph, &all, NULL, &error), ENT_EINVAL);
    assert_null(index);
    assert_non_null(strstr(error.message, "0x100"));
    index = index_of(graph, NULL);
    assert_int_equal(ent_index_compile(&network, index, &all, NULL, &error), ENT_EINVAL);
    assert_null(network);
    assert_int_equal(ent_index_serves(index, &all), 0);
    ent_index_free(index);
}

static int stop(void *context, double fraction) {
    (void)context, (void)fraction;
    return 1;
}

static void cancelling_gives_nothing(void **state) {
    (void)state;
    ent_index *index;
    ent_network *network;
    ent_run run = ENT_RUN_INIT;
    run.progress = stop;
    assert_int_equal(ent_index_new(&index, graph, NULL, &run, NULL), ENT_ECANCELLED);
    assert_null(index);
    index = index_of(graph, NULL);
    assert_int_equal(ent_index_compile(&network, index, NULL, &run, NULL), ENT_ECANCELLED);
    assert_null(network);
    ent_index_free(index);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_index_gives_what_a_scan_gives),
        cmocka_unit_test(windows_of_busy_pairs_are_those_of_a_scan),
        cmocka_unit_test(threads_give_what_a_scan_gives),
        cmocka_unit_test(every_split_of_a_window_adds_up),
        CASE(another_question_is_scanned),
        CASE(relations_added_since_are_seen),
        CASE(strengths_that_are_too_fine_are_scanned),
        CASE(a_view_that_decays_or_is_mutual_is_scanned),
        CASE(a_network_outlives_its_index),
        CASE(threads_share_an_index),
        CASE(threads_share_rows_that_nobody_has_asked_for),
        CASE(an_empty_graph_has_an_index),
        CASE(mistakes_are_named),
        CASE(cancelling_gives_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
