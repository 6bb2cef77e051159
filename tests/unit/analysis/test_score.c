/* What every measure shares: names, options without a use, the empty network, cancelling, outputs on failure. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "small_network.h"

static void every_measure_is_found_by_its_name(void **state) {
    (void)state;
    ent_measure found;
    ent_error error;
    for (int i = 0; i < ENT_MEASURE_COUNT; i++) {
        assert_int_equal(ent_measure_find(&found, ent_measure_name((ent_measure)i), NULL), ENT_OK);
        assert_int_equal(found, i);
    }
    assert_null(ent_measure_name(ENT_MEASURE_COUNT));
    assert_int_equal(ent_measure_find(&found, "Degree", &error), ENT_ENOTFOUND);
    assert_non_null(strstr(error.message, "\"Degree\""));
    assert_non_null(strstr(error.message, "clustering"));
    assert_int_equal(ent_measure_find(&found, NULL, NULL), ENT_ENOTFOUND);
}

static ent_measure_options some(ent_weight weight, int mode, int layer, int normalized, double damping) {
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.weight = weight;
    options.mode = (ent_mode)mode;
    options.layer = (ent_layer)layer;
    options.normalized = normalized;
    options.damping = damping;
    return options;
}

static void options_without_a_use_or_out_of_range_are_refused(void **state) {
    (void)state;
    uint32_t pairs[][2] = {{0, 1}};
    small_network it = small_from_pairs(2, true, pairs, 1, NULL, NULL);
    const struct {
        ent_measure measure;
        ent_measure_options options;
        const char *names;
    } wrong[] = {
        {ENT_MEASURE_DEGREE, some(ENT_WEIGHT_STRENGTH, 0, 0, 0, 0), "weight"},
        {ENT_MEASURE_CLOSENESS, some(ENT_WEIGHT_STRENGTH, 0, 0, 0, 0), "strength"},
        {ENT_MEASURE_PAGERANK, some(ENT_WEIGHT_INVERSE, 0, 0, 0, 0), "inverse"},
        {ENT_MEASURE_BETWEENNESS, some((ent_weight)4, 0, 0, 0, 0), "weight"},
        {ENT_MEASURE_BETWEENNESS, some(0, ENT_IN, 0, 0, 0), "mode"},
        {ENT_MEASURE_CORENESS, some(0, 3, 0, 0, 0), "mode"},
        {ENT_MEASURE_CLOSENESS, some(0, 0, 1, 0, 0), "layer"},
        {ENT_MEASURE_STRENGTH, some(0, 0, 3, 0, 0), "layer"},
        {ENT_MEASURE_DEGREE, some(0, 0, 0, -1, 0), "normalized"},
        {ENT_MEASURE_HARMONIC, some(0, 0, 0, 2, 0), "normalized"},
        {ENT_MEASURE_HUB, some(0, 0, 0, 0, 0.5), "damping"},
        {ENT_MEASURE_PAGERANK, some(0, 0, 0, 0, 1.0), "damping"},
        {ENT_MEASURE_PAGERANK, some(0, 0, 0, 0, NAN), "damping"},
        {ENT_MEASURE_COUNT, some(0, 0, 0, 0, 0), "measure"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ent_error error = {ENT_OK, 0, 0, 0, ""};
        double scores[2] = {7.0, 7.0};
        ent_status status = ent_network_score(scores, it.network, wrong[i].measure, &wrong[i].options, NULL, &error);
        assert_int_equal(status, ENT_EINVAL);
        assert_non_null(strstr(error.message, wrong[i].names));
        assert_true(scores[0] == 0.0 && scores[1] == 0.0);
    }
    ent_network_free(it.network);
}

static void strength_takes_the_weight_it_has_anyway(void **state) {
    (void)state;
    uint32_t pairs[][2] = {{0, 1}, {1, 2}};
    const double given[] = {2.0, 0.5};
    small_network it = small_from_pairs(3, false, pairs, 2, given, NULL);
    const ent_measure_options options = some(ENT_WEIGHT_STRENGTH, 0, 0, 0, 0);
    double scores[3];
    assert_int_equal(ent_network_score(scores, it.network, ENT_MEASURE_STRENGTH, &options, NULL, NULL), ENT_OK);
    assert_true(scores[0] == 2.0 && scores[1] == 2.5 && scores[2] == 0.5);
    ent_network_free(it.network);
}

static int cancel(void *context, double fraction) {
    *(double *)context = fraction;
    return 1;
}

static int cancel_later(void *context, double fraction) {
    (void)fraction;
    return ++*(int *)context > 1;
}

static void every_measure_can_be_cancelled(void **state) {
    (void)state;
    uint32_t pairs[][2] = {{0, 1}, {1, 2}, {0, 2}, {2, 3}};
    small_network it = small_from_pairs(4, false, pairs, 4, NULL, NULL);
    ent_run run = ENT_RUN_INIT;
    double fraction = -1.0, scores[4], number;
    uint32_t labels[4], others[4], count;
    run.progress = cancel;
    run.context = &fraction;
    for (int measure = 0; measure < ENT_MEASURE_COUNT; measure++) {
        scores[0] = 7.0;
        assert_int_equal(ent_network_score(scores, it.network, (ent_measure)measure, NULL, &run, NULL), ENT_ECANCELLED);
        assert_true(fraction >= 0.0 && fraction <= 1.0 && scores[0] == 0.0);
    }
    assert_int_equal(ent_edge_betweenness(scores, it.network, NULL, &run, NULL), ENT_ECANCELLED);
    assert_int_equal(ent_mean_distance(&number, it.network, ENT_WEIGHT_UNIT, &run, NULL), ENT_ECANCELLED);
    assert_int_equal(ent_transitivity(&number, it.network, &run, NULL), ENT_ECANCELLED);
    assert_int_equal(ent_articulation_points(labels, &count, it.network, &run, NULL), ENT_ECANCELLED);
    assert_int_equal(ent_bridges(labels, others, &count, it.network, &run, NULL), ENT_ECANCELLED);
    assert_int_equal(ent_components(labels, &count, it.network, 1, &run, NULL), ENT_ECANCELLED);
    assert_int_equal(ent_communities(labels, &count, &number, it.network, NULL, &run, NULL), ENT_ECANCELLED);
    int calls = 0;
    run.progress = cancel_later;
    run.context = &calls;
    assert_int_equal(ent_network_score(scores, it.network, ENT_MEASURE_EIGENVECTOR, NULL, &run, NULL), ENT_ECANCELLED);
    ent_network_free(it.network);
}

static void an_empty_network_has_no_scores_and_no_errors(void **state) {
    (void)state;
    small_network it = small_from_pairs(0, true, NULL, 0, NULL, NULL);
    double number;
    uint32_t count = 7;
    for (int measure = 0; measure < ENT_MEASURE_COUNT; measure++) {
        assert_int_equal(ent_network_score(NULL, it.network, (ent_measure)measure, NULL, NULL, NULL), ENT_OK);
    }
    assert_int_equal(ent_edge_betweenness(NULL, it.network, NULL, NULL, NULL), ENT_OK);
    assert_int_equal(ent_mean_distance(&number, it.network, ENT_WEIGHT_UNIT, NULL, NULL), ENT_OK);
    assert_true(isnan(number));
    assert_int_equal(ent_transitivity(&number, it.network, NULL, NULL), ENT_OK);
    assert_true(isnan(number));
    assert_int_equal(ent_articulation_points(NULL, &count, it.network, NULL, NULL), ENT_OK);
    assert_int_equal(count, 0);
    assert_int_equal(ent_bridges(NULL, NULL, &count, it.network, NULL, NULL), ENT_OK);
    assert_int_equal(ent_components(NULL, &count, it.network, 1, NULL, NULL), ENT_OK);
    assert_int_equal(ent_communities(NULL, &count, &number, it.network, NULL, NULL, NULL), ENT_OK);
    assert_true(isnan(number) && count == 0);
    ent_network_free(it.network);
}

/* 0->1 friendly, 1->0 friendly and hostile, 0->2 hostile, 1->2 neither, and a loop. */
static void degree_and_strength_count_the_layer_asked_for(void **state) {
    (void)state;
    const uint32_t from[] = {0, 1, 0, 1, 2}, to[] = {1, 0, 2, 2, 2};
    const double positive[] = {2, 3, 0, 0, 9}, negative[] = {0, 1, 4, 0, 9};
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = 3;
    list.directed = 1;
    list.edge_count = 5;
    list.from = from;
    list.to = to;
    list.positive = positive;
    list.negative = negative;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    /* by mode out, in, all; by layer; by node */
    const double degrees[3][3][3] = {
        {{1, 1, 0}, {1, 1, 0}, {2, 2, 0}}, {{1, 1, 0}, {1, 0, 1}, {2, 1, 1}}, {{2, 2, 0}, {1, 1, 2}, {3, 3, 2}}};
    const double strengths[3][3][3] = {
        {{2, 3, 0}, {3, 2, 0}, {5, 5, 0}}, {{4, 1, 0}, {1, 0, 4}, {5, 1, 4}}, {{6, 4, 0}, {4, 2, 4}, {10, 6, 4}}};
    for (int layer = 0; layer < 3; layer++) {
        for (int mode = 0; mode < 3; mode++) {
            double found[3];
            ent_measure_options options = some(0, mode, layer, 0, 0);
            assert_int_equal(ent_network_score(found, network, ENT_MEASURE_DEGREE, &options, NULL, NULL), ENT_OK);
            for (int v = 0; v < 3; v++) {
                assert_close(found[v], degrees[layer][mode][v]);
            }
            assert_int_equal(ent_network_score(found, network, ENT_MEASURE_STRENGTH, &options, NULL, NULL), ENT_OK);
            for (int v = 0; v < 3; v++) {
                assert_close(found[v], strengths[layer][mode][v]);
            }
        }
    }
    ent_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_measure_is_found_by_its_name),
        cmocka_unit_test(options_without_a_use_or_out_of_range_are_refused),
        cmocka_unit_test(strength_takes_the_weight_it_has_anyway),
        cmocka_unit_test(every_measure_can_be_cancelled),
        cmocka_unit_test(an_empty_network_has_no_scores_and_no_errors),
        cmocka_unit_test(degree_and_strength_count_the_layer_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
