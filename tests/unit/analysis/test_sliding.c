/*
 * Numbers of windows that slide against the same of networks compiled anew, to the bit, on one to three threads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <entente/entente.h>
#include <math.h>

#include "random_graph.h"

#define EVENTS 40
#define GRAPHS 160
#define MOST_THREADS 3u

/* Whether a strength has no units of 2^-59: it is too large, or too fine. */
static bool lacks_units(uint32_t seed) {
    return seed % 4 == 3;
}

/* A graph where days are intervals in two of three. */
static ent_graph *make_events(uint32_t seed) {
    ent_graph *graph = random_graph(seed, EVENTS, seed % 3 == 0, ENT_NONE);
    if (lacks_units(seed)) {
        ent_id from = 0, to = 1;
        ent_relation event = make_event(ENT_KIND_DIPLOMATIC, 0, 0, 1.0 / 300000.0);
        event.weight = 40.0;
        event.first = 19700;
        event.last = 19730;
        make_relation(graph, event, &from, 1, &to, 1);
    }
    return graph;
}

static ent_series_options random_options(uint64_t *stream, uint32_t seed) {
    ent_series_options options = ENT_SERIES_OPTIONS_INIT;
    options.period = (ent_period)random_below(stream, 3);
    options.span = 1 + random_below(stream, 4);
    options.indicator = seed % 2 ? ENT_INDICATOR_SCORE : (ent_indicator)(1 + seed / 2 % (ENT_INDICATOR_COUNT - 1));
    options.measure = (ent_measure)(seed / 2 % ENT_MEASURE_COUNT);
    options.actor = options.indicator == ENT_INDICATOR_SCORE || random_below(stream, 2)
                        ? random_below(stream, RANDOM_STATES)
                        : ENT_NONE;
    return options;
}

/* ---- Anew --------------------------------------------------------------------------------------------------------- */

static double score_anew(const ent_network *network, const ent_series_options *options, const ent_run *run) {
    double scores[RANDOM_ACTORS];
    uint32_t node = ent_network_node(network, options->actor);
    if (node == ENT_NONE) {
        return NAN;
    }
    assert_int_equal(ent_network_score(scores, network, options->measure, options->measure_options, run, NULL), ENT_OK);
    return scores[node];
}

static double value_anew(const ent_network *network, const ent_series_options *options, const ent_run *run) {
    double value = NAN;
    ent_signed_triads_result triads = ENT_SIGNED_TRIADS_INIT;
    ent_frustration found = ENT_FRUSTRATION_INIT;
    switch (options->indicator) {
    case ENT_INDICATOR_SCORE:
        return score_anew(network, options, run);
    case ENT_INDICATOR_ACTORS:
        return ent_network_node_count(network);
    case ENT_INDICATOR_TIES:
        return ent_network_edge_count(network);
    case ENT_INDICATOR_STRONG_BALANCE:
    case ENT_INDICATOR_WEAK_BALANCE:
        assert_int_equal(ent_signed_triads(&triads, NULL, network, NULL, run, NULL), ENT_OK);
        return options->indicator == ENT_INDICATOR_STRONG_BALANCE ? triads.strong_balance : triads.weak_balance;
    case ENT_INDICATOR_LINE_INDEX:
        assert_int_equal(ent_frustration_index(&found, NULL, network, NULL, run, NULL), ENT_OK);
        return found.upper;
    case ENT_INDICATOR_WALK_BALANCE:
        assert_int_equal(ent_walk_balance(&value, NULL, network, NULL, run, NULL), ENT_OK);
        return value;
    default:
        assert_int_equal(ent_transitivity(&value, network, run, NULL), ENT_OK);
        return value;
    }
}

/* The first day of the window of `span` periods that ends with the one of a day. */
static ent_date window_start(const ent_series_options *options, const ent_view *view, ent_date last) {
    ent_date first, end;
    ent_period_of(&first, &end, options->period, last);
    for (uint32_t i = 1; i < options->span; i++) {
        ent_period_of(&first, &end, options->period, first - 1);
    }
    return first < view->since ? view->since : first;
}

static void check_series(const ent_graph *graph, const ent_view *asked, const ent_series_options *options,
                         const double *anew, const ent_run *run) {
    ent_series *series;
    ent_error error;
    ent_series_columns columns = ENT_SERIES_COLUMNS_INIT;
    if (ent_series_compute(&series, graph, asked, options, run, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    assert_int_equal(ent_series_get(&columns, series, NULL), ENT_OK);
    for (uint32_t p = 0; p < columns.count; p++) {
        if (!(columns.values[p] == anew[p] || (isnan(columns.values[p]) && isnan(anew[p])))) {
            fail_msg("window %u of %u, %s, %s, on %u threads: %.17g; anew %.17g", p, columns.count,
                     ent_indicator_name(options->indicator), ent_measure_name(options->measure), run->threads,
                     columns.values[p], anew[p]);
        }
    }
    ent_series_free(series);
}

/* The indicator of every window of a series, compiled anew; to be freed. */
static double *compile_all(const ent_graph *graph, const ent_view *asked, const ent_series_options *options,
                           const ent_run *run) {
    ent_series *series;
    ent_series_options events = *options;
    ent_series_columns columns = ENT_SERIES_COLUMNS_INIT;
    events.indicator = ENT_INDICATOR_EVENTS;
    assert_int_equal(ent_series_compute(&series, graph, asked, &events, run, NULL), ENT_OK);
    assert_int_equal(ent_series_get(&columns, series, NULL), ENT_OK);
    double *anew = test_malloc((columns.count + 1) * sizeof *anew);
    for (uint32_t p = 0; p < columns.count; p++) {
        ent_view view = *asked;
        view.since = window_start(options, asked, columns.last[p]);
        view.until = columns.last[p];
        ent_network *network = random_network(graph, &view);
        anew[p] = value_anew(network, options, run);
        ent_network_free(network);
    }
    ent_series_free(series);
    return anew;
}

static void every_window_is_to_the_bit_the_one_compiled_anew(void **state) {
    (void)state;
    uint64_t stream = 41;
    for (uint32_t i = 0; i < GRAPHS; i++) {
        ent_graph *graph = make_events(i);
        ent_view view = random_view(&stream);
        view.half_life = 0.0; /* with decay it is so to rounding: test_series.c */
        view.scheme = lacks_units(i) ? ENT_SCHEME_WEIGHT : (ent_scheme)random_below(&stream, 3);
        ent_series_options options = random_options(&stream, i);
        ent_run run = ENT_RUN_INIT;
        run.threads = 1;
        double *anew = compile_all(graph, &view, &options, &run);
        for (run.threads = 1; run.threads <= MOST_THREADS; run.threads++) {
            check_series(graph, &view, &options, anew, &run);
        }
        test_free(anew);
        ent_graph_free(graph);
    }
}

/* ---- Being told to stop -------------------------------------------------------------------------------------------- */

static int stop_at_half(void *context, double fraction) {
    (void)context;
    return fraction >= 0.5;
}

/* Where there are others, they may have done all before the calling thread is asked. */
static void a_series_can_be_cancelled_on_any_number_of_threads(void **state) {
    (void)state;
    ent_graph *graph = random_graph(3, EVENTS, true, ENT_NONE);
    ent_series_options options = ENT_SERIES_OPTIONS_INIT;
    ent_run run = ENT_RUN_INIT;
    ent_error error;
    options.indicator = ENT_INDICATOR_TIES;
    options.period = ENT_PERIOD_DAY;
    run.progress = stop_at_half;
    for (run.threads = 1; run.threads <= MOST_THREADS; run.threads++) {
        ent_series *series;
        ent_status status = ent_series_compute(&series, graph, NULL, &options, &run, &error);
        assert_true(status == ENT_ECANCELLED || (status == ENT_OK && run.threads > 1));
        assert_true((series != NULL) == (status == ENT_OK));
        ent_series_free(series);
    }
    ent_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_window_is_to_the_bit_the_one_compiled_anew),
        cmocka_unit_test(a_series_can_be_cancelled_on_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
