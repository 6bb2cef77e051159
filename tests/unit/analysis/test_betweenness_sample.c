/* Estimated betweenness against the exact: within its bound as often as it promises, and the same for any number of threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/meeting.h"
#include "assert_close.h"
#include <entente/analysis.h>
#include <stdlib.h>
#include <string.h>

static ent_network *make_network(uint32_t n, uint32_t edges, bool directed, uint64_t seed) {
    uint32_t *from = ent__calloc(edges, sizeof *from), *to = ent__calloc(edges, sizeof *to);
    uint64_t random = seed;
    for (uint32_t e = 0; e < edges; e++) {
        double skew = (double)(ent__random(&random) >> 11) * 0x1p-53;
        from[e] = (uint32_t)(skew * skew * n);
        to[e] = (uint32_t)(ent__random(&random) % n);
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = n;
    list.directed = directed;
    list.edge_count = edges;
    list.from = from;
    list.to = to;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    free(from);
    free(to);
    return network;
}

static void exact(double *scores, const ent_network *network) {
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.normalized = 1;
    assert_int_equal(ent_network_score(scores, network, ENT_MEASURE_BETWEENNESS, &options, NULL, NULL), ENT_OK);
}

static void no_value_is_off_by_more_than_epsilon_but_with_chance_delta(void **state) {
    (void)state;
    enum { n = 80 };
    int misses = 0, trials = 0;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        ent_network *network = make_network(n, 100 + 5 * (uint32_t)seed, seed % 2, seed);
        double truth[n], found[n], worst = 0.0;
        ent_sample_options options = ENT_SAMPLE_OPTIONS_INIT;
        ent_run run = ENT_RUN_INIT;
        uint64_t samples;
        options.epsilon = 0.03;
        options.delta = 0.2;
        run.seed = seed;
        exact(truth, network);
        assert_int_equal(ent_betweenness_sample(found, &samples, network, &options, &run, NULL), ENT_OK);
        for (uint32_t v = 0; v < n; v++) {
            worst = fmax(worst, fabs(found[v] - truth[v]));
        }
        misses += worst > options.epsilon;
        trials++;
        assert_true(samples > 0 && samples <= 10000);
        ent_network_free(network);
    }
    assert_true(misses <= trials / 5);
}

/* Every shortest path of a pair is as likely as any other: shares of many draws between one pair, against the definition. */
static void paths_of_a_pair_are_drawn_with_equal_chances(void **state) {
    (void)state;
    enum { n = 30, draws = 20000 };
    for (uint64_t seed = 1; seed <= 6; seed++) {
        ent_network *network = make_network(n, 70, seed % 2, seed);
        ent__layer layer;
        ent__compact compact;
        ent__meeting meeting;
        uint32_t counts[n] = {0};
        double truth[n];
        uint64_t random = seed;
        assert_int_equal(ent__layer_make(&layer, network, ENT_OUT, ENT_WEIGHT_UNIT, NULL), ENT_OK);
        assert_int_equal(ent__compact_make(&compact, &layer, 0, NULL), ENT_OK);
        assert_int_equal(ent__meeting_make(&meeting, &compact, NULL), ENT_OK);
        for (int i = 0; i < draws; i++) {
            ent__meeting_draw(&meeting, counts, n - 1, n - 2, &random);
        }
        assert_int_equal(
            ent_pair_betweenness(truth, network, compact.node_of[n - 1], compact.node_of[n - 2], ENT_WEIGHT_UNIT, NULL),
            ENT_OK);
        for (uint32_t place = 0; place < n; place++) {
            double expected = isnan(truth[compact.node_of[place]]) ? 0.0 : truth[compact.node_of[place]];
            assert_true(fabs((double)counts[place] / draws - expected) < 0.02);
        }
        ent__meeting_free(&meeting);
        ent__compact_free(&compact);
        ent__layer_free(&layer);
        ent_network_free(network);
    }
}

static void threads_change_nothing_and_seeds_do(void **state) {
    (void)state;
    enum { n = 200 };
    double first[n], again[n];
    ent_network *network = make_network(n, 800, false, 3);
    ent_run run = ENT_RUN_INIT;
    run.seed = 7;
    run.threads = 1;
    assert_int_equal(ent_betweenness_sample(first, NULL, network, NULL, &run, NULL), ENT_OK);
    for (run.threads = 2; run.threads <= 4; run.threads++) {
        assert_int_equal(ent_betweenness_sample(again, NULL, network, NULL, &run, NULL), ENT_OK);
        assert_memory_equal(first, again, sizeof first);
    }
    run.seed = 8;
    assert_int_equal(ent_betweenness_sample(again, NULL, network, NULL, &run, NULL), ENT_OK);
    assert_memory_not_equal(first, again, sizeof first);
    ent_network_free(network);
}

static void what_cannot_be_asked_is_refused(void **state) {
    (void)state;
    double scores[2];
    ent_error error;
    ent_network *network = make_network(2, 1, false, 1);
    ent_sample_options options = ENT_SAMPLE_OPTIONS_INIT;
    assert_int_equal(ent_betweenness_sample(scores, NULL, network, &options, NULL, NULL), ENT_OK);
    assert_true(isnan(scores[0]) && isnan(scores[1]));
    options.epsilon = 1.5;
    assert_int_equal(ent_betweenness_sample(scores, NULL, network, &options, NULL, &error), ENT_EINVAL);
    assert_string_equal(error.message, "epsilon 1.5 and delta 0.1; expected both between 0 and 1");
    ent_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_value_is_off_by_more_than_epsilon_but_with_chance_delta),
        cmocka_unit_test(paths_of_a_pair_are_drawn_with_equal_chances),
        cmocka_unit_test(threads_change_nothing_and_seeds_do),
        cmocka_unit_test(what_cannot_be_asked_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
