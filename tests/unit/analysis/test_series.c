/*
 * Series against the calendar, against networks compiled for each period, and by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <entente/entente.h>

#include "assert_close.h"
#include "random_graph.h"

#define EVENTS 30
#define GRAPHS 40

static ent_date day(int32_t year, int32_t month, int32_t of_month) {
    ent_date date;
    assert_int_equal(ent_date_from_ymd(&date, year, month, of_month, NULL), ENT_OK);
    return date;
}

static ent_series *series_of(ent_series_columns *columns, const ent_graph *graph, const ent_view *view,
                             const ent_series_options *options) {
    ent_series *series;
    ent_error error;
    if (ent_series_compute(&series, graph, view, options, NULL, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    *columns = (ent_series_columns)ENT_SERIES_COLUMNS_INIT;
    assert_int_equal(ent_series_get(columns, series, NULL), ENT_OK);
    return series;
}

/* ---- The calendar ------------------------------------------------------------------------------------------------- */

static void periods_are_those_of_the_calendar(void **state) {
    (void)state;
    ent_date first, last;
    for (ent_date d = day(1, 1, 1); d < day(2030, 1, 1); d += d < day(1900, 1, 1) ? 97 : 1) {
        int32_t y, m, dd, y0, m0, d0;
        ent_date_to_ymd(d, &y, &m, &dd);
        ent_period_of(&first, &last, ENT_PERIOD_DAY, d);
        assert_true(first == d && last == d);
        ent_period_of(&first, &last, ENT_PERIOD_WEEK, d);
        assert_true(first <= d && d <= last && last == first + 6);
        assert_int_equal(((first - day(2024, 1, 1)) % 7 + 7) % 7, 0); /* a Monday, as 1 January 2024 was */
        ent_period_of(&first, &last, ENT_PERIOD_MONTH, d);
        ent_date_to_ymd(first, &y0, &m0, &d0);
        assert_true(first <= d && d <= last && y0 == y && m0 == m && d0 == 1);
        ent_date_to_ymd(last + 1, &y0, &m0, &d0);
        assert_true(d0 == 1 && 12 * y0 + m0 == 12 * y + m + 1);
        ent_period_of(&first, &last, ENT_PERIOD_YEAR, d);
        assert_true(first == day(y, 1, 1) && last == day(y, 12, 31));
    }
}

/* ISO 8601: the week belongs to the year of its Thursday, and never ends with the year. */
static void weeks_and_months_meet_the_edges_of_years(void **state) {
    (void)state;
    ent_date first, last;
    ent_period_of(&first, &last, ENT_PERIOD_WEEK, day(2025, 1, 1));
    assert_true(first == day(2024, 12, 30) && last == day(2025, 1, 5));
    ent_period_of(&first, &last, ENT_PERIOD_WEEK, day(2021, 1, 3));
    assert_true(first == day(2020, 12, 28) && last == day(2021, 1, 3));
    ent_period_of(&first, &last, ENT_PERIOD_MONTH, day(2024, 2, 29));
    assert_true(first == day(2024, 2, 1) && last == day(2024, 2, 29));
    ent_period_of(&first, &last, ENT_PERIOD_MONTH, day(1900, 2, 28));
    assert_true(last == day(1900, 2, 28));
    ent_period_of(&first, &last, ENT_PERIOD_YEAR, ENT_DATE_MAX);
    assert_true(first == ENT_DATE_MAX && last == ENT_DATE_MAX);
    char text[ENT_DATE_TEXT];
    const struct {
        ent_period period;
        ent_date day;
        const char *name;
    } names[] = {{ENT_PERIOD_WEEK, day(2024, 12, 30), "2025-W01"}, {ENT_PERIOD_WEEK, day(2021, 1, 3), "2020-W53"},
                 {ENT_PERIOD_WEEK, day(2016, 1, 3), "2015-W53"},   {ENT_PERIOD_WEEK, day(2024, 1, 16), "2024-W03"},
                 {ENT_PERIOD_MONTH, day(2024, 2, 29), "2024-02"},  {ENT_PERIOD_YEAR, day(1914, 7, 28), "1914"},
                 {ENT_PERIOD_DAY, day(1914, 7, 28), "1914-07-28"}, {ENT_PERIOD_DAY, ENT_DATE_MIN, ""}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ent_period_format(text, names[i].period, names[i].day);
        assert_string_equal(text, names[i].name);
    }
    assert_string_equal(ent_period_name(ENT_PERIOD_WEEK), "week");
    assert_null(ent_period_name((ent_period)4));
    assert_string_equal(ent_indicator_name(ENT_INDICATOR_LINE_INDEX), "line_index");
    assert_null(ent_indicator_name(ENT_INDICATOR_COUNT));
}

/* ---- Events ------------------------------------------------------------------------------------------------------- */

/* The relations, P and N of the ties of an actor (ENT_NONE: of all) with another in a network. */
static void count_network(double sums[3], const ent_network *network, ent_id actor, ent_id other) {
    char seen[128] = {0};
    ent_edges edges = ENT_EDGES_INIT;
    ent_network_edges(&edges, network, NULL);
    sums[0] = sums[1] = sums[2] = 0.0;
    for (uint32_t e = 0; e < edges.count; e++) {
        ent_id u = ent_network_actor(network, edges.from[e]), v = ent_network_actor(network, edges.to[e]);
        bool forth = (actor == ENT_NONE || u == actor) && (other == ENT_NONE || v == other);
        bool back = (actor == ENT_NONE || v == actor) && (other == ENT_NONE || u == other);
        if (!forth && (!back || ent_network_is_directed(network))) {
            continue;
        }
        const ent_id *relations;
        uint32_t count;
        ent_network_evidence(&relations, &count, network, e);
        for (uint32_t i = 0; i < count; i++) {
            sums[0] += !seen[relations[i]];
            seen[relations[i]] = 1;
        }
        sums[1] += edges.positive[e];
        sums[2] += edges.negative[e];
    }
}

/* Where every event has one day, a period is the network of its window. */
static void a_period_is_the_network_of_its_days(void **state) {
    (void)state;
    uint64_t stream = 23;
    for (uint32_t i = 0; i < GRAPHS; i++) {
        ent_graph *graph = random_graph(i, EVENTS, true, ENT_NONE);
        ent_view view = random_view(&stream);
        view.half_life = 0.0; /* which would count to the end of each window */
        view.direction = view.direction == ENT_MUTUAL ? ENT_DIRECTED : view.direction;
        ent_series_options options = ENT_SERIES_OPTIONS_INIT;
        options.period = (ent_period)random_below(&stream, 4);
        options.actor = random_below(&stream, 2) ? random_below(&stream, RANDOM_STATES) : ENT_NONE;
        options.other =
            options.actor != ENT_NONE && random_below(&stream, 2) ? (options.actor + 1) % RANDOM_STATES : ENT_NONE;
        ent_series_columns columns;
        ent_series *series = series_of(&columns, graph, &view, &options);
        assert_null(columns.values);
        for (uint32_t p = 0; p < columns.count; p++) {
            double sums[3];
            view.since = columns.first[p];
            view.until = columns.last[p];
            ent_network *network = random_network(graph, &view);
            count_network(sums, network, options.actor, options.other);
            assert_close(columns.relations[p], sums[0]);
            assert_close(columns.positive[p], sums[1]);
            assert_close(columns.negative[p], sums[2]);
            assert_true(p == 0 || columns.first[p] == columns.last[p - 1] + 1);
            ent_network_free(network);
        }
        ent_series_free(series);
        ent_graph_free(graph);
    }
}

/* Intervals and open days: nothing is lost and nothing counted twice. */
static void every_relation_counts_in_one_period_or_has_no_day(void **state) {
    (void)state;
    uint64_t stream = 29;
    for (uint32_t i = 0; i < GRAPHS; i++) {
        ent_graph *graph = random_graph(i, EVENTS, false, ENT_NONE);
        ent_view view = random_view(&stream);
        ent_series_options options = ENT_SERIES_OPTIONS_INIT;
        options.period = (ent_period)random_below(&stream, 4);
        ent_series_columns columns;
        ent_series *series = series_of(&columns, graph, &view, &options);
        ent_network *network = random_network(graph, &view);
        double sums[3], relations = columns.undated;
        count_network(sums, network, ENT_NONE, ENT_NONE);
        for (uint32_t p = 0; p < columns.count; p++) {
            relations += columns.relations[p];
        }
        assert_close(relations, sums[0]);
        ent_network_free(network);
        ent_series_free(series);
        ent_graph_free(graph);
    }
}

static void an_interval_counts_on_its_first_day_in_the_window(void **state) {
    (void)state;
    ent_graph *graph = make_graph();
    ent_id a = make_state(graph, "a"), b = make_state(graph, "b");
    make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, day(2024, 1, 10), day(2024, 3, 1), 3.0), &a, 1, &b, 1);
    make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, ENT_DATE_MIN, day(2024, 2, 15), -2.0), &b, 1, &a, 1);
    make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, ENT_DATE_MIN, ENT_DATE_MAX, 1.0), &a, 1, &b, 1);
    make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, day(2024, 4, 1), ENT_DATE_MAX, 1.0), &a, 1, &b, 1);
    ent_view view = ENT_VIEW_INIT;
    view.scheme = ENT_SCHEME_TONE;
    ent_series_columns columns;
    ent_series *series = series_of(&columns, graph, &view, NULL);
    assert_int_equal(columns.count, 4);
    assert_int_equal(columns.undated, 1);
    const double positive[] = {3.0, 0.0, 0.0, 1.0}, negative[] = {0.0, 2.0, 0.0, 0.0};
    for (int i = 0; i < 4; i++) {
        assert_true(columns.positive[i] == positive[i] && columns.negative[i] == negative[i]);
    }
    assert_true(columns.first[0] == day(2024, 1, 10) && columns.last[0] == day(2024, 1, 31));
    assert_true(columns.last[3] == day(2024, 4, 1));
    ent_series_free(series);
    view.since = day(2024, 2, 1);
    view.until = day(2024, 2, 29);
    series = series_of(&columns, graph, &view, NULL);
    assert_int_equal(columns.count, 1);
    assert_int_equal(columns.relations[0], 2);
    assert_true(columns.positive[0] == 3.0 && columns.negative[0] == 2.0);
    ent_series_free(series);
    ent_graph_free(graph);
}

/* ---- Indicators --------------------------------------------------------------------------------------------------- */

static double expected_value(const ent_network *network, const ent_series_options *options) {
    double value = NAN, scores[RANDOM_ACTORS];
    ent_signed_triads_result triads = ENT_SIGNED_TRIADS_INIT;
    ent_frustration found = ENT_FRUSTRATION_INIT;
    uint32_t node;
    switch (options->indicator) {
    case ENT_INDICATOR_SCORE:
        ent_network_score(scores, network, options->measure, options->measure_options, NULL, NULL);
        node = ent_network_node(network, options->actor);
        return node == ENT_NONE ? NAN : scores[node];
    case ENT_INDICATOR_ACTORS:
        return ent_network_node_count(network);
    case ENT_INDICATOR_TIES:
        return ent_network_edge_count(network);
    case ENT_INDICATOR_STRONG_BALANCE:
    case ENT_INDICATOR_WEAK_BALANCE:
        ent_signed_triads(&triads, NULL, network, NULL, NULL, NULL);
        return options->indicator == ENT_INDICATOR_STRONG_BALANCE ? triads.strong_balance : triads.weak_balance;
    case ENT_INDICATOR_LINE_INDEX:
        ent_frustration_index(&found, NULL, network, NULL, NULL, NULL);
        return found.upper;
    case ENT_INDICATOR_WALK_BALANCE:
        ent_walk_balance(&value, NULL, network, NULL, NULL, NULL);
        return value;
    default:
        ent_transitivity(&value, network, NULL, NULL);
        return value;
    }
}

/* The first day of the window of `span` periods that ends with the one of a day. */
static ent_date back(ent_period period, uint32_t span, ent_date last) {
    ent_date first, end;
    ent_period_of(&first, &end, period, last);
    while (--span > 0) {
        ent_period_of(&first, &end, period, first - 1);
    }
    return first;
}

static void an_indicator_is_that_of_the_network_of_each_window(void **state) {
    (void)state;
    uint64_t stream = 31;
    for (uint32_t i = 0; i < 2 * GRAPHS; i++) {
        ent_graph *graph = random_graph(i, EVENTS, false, ENT_NONE);
        ent_view asked = random_view(&stream);
        asked.reference = random_below(&stream, 2) ? 19800 : ENT_DATE_MAX;
        ent_view view = asked;
        ent_measure_options strength = ENT_MEASURE_OPTIONS_INIT;
        ent_series_options options = ENT_SERIES_OPTIONS_INIT;
        options.period = (ent_period)(1 + random_below(&stream, 3));
        options.span = 1 + random_below(&stream, 3);
        options.indicator = (ent_indicator)(1 + i % (ENT_INDICATOR_COUNT - 1));
        options.actor = options.indicator == ENT_INDICATOR_SCORE ? random_below(&stream, RANDOM_STATES) : ENT_NONE;
        options.measure = ENT_MEASURE_STRENGTH;
        options.measure_options = &strength;
        ent_series_columns columns;
        ent_series *series = series_of(&columns, graph, &asked, &options);
        for (uint32_t p = 0; p < columns.count; p++) {
            view.until = columns.last[p];
            view.since = back(options.period, options.span, columns.last[p]);
            view.since = view.since < asked.since ? asked.since : view.since;
            ent_network *network = random_network(graph, &view);
            assert_close(columns.values[p], expected_value(network, &options));
            ent_network_free(network);
        }
        ent_series_free(series);
        ent_graph_free(graph);
    }
}

/* ---- Mistakes ----------------------------------------------------------------------------------------------------- */

static int stop(void *context, double fraction) {
    (void)context, (void)fraction;
    return 1;
}

static void what_cannot_be_followed_is_refused(void **state) {
    (void)state;
    ent_graph *graph = make_graph();
    ent_id a = make_state(graph, "a"), b = make_state(graph, "b");
    make_tie(graph, a, b, day(1, 1, 1), 1.0);
    make_tie(graph, a, b, day(9999, 12, 31), 1.0);
    ent_series *series;
    ent_series_options options = ENT_SERIES_OPTIONS_INIT;
    options.period = ENT_PERIOD_DAY;
    assert_int_equal(ent_series_compute(&series, graph, NULL, &options, NULL, NULL), ENT_ELIMIT);
    assert_null(series);
    const ent_series_options wrong[] = {
        {sizeof options, (ent_period)4, 0, ENT_NONE, ENT_NONE, ENT_INDICATOR_EVENTS, ENT_MEASURE_DEGREE, NULL},
        {sizeof options, ENT_PERIOD_YEAR, 0, 2, ENT_NONE, ENT_INDICATOR_EVENTS, ENT_MEASURE_DEGREE, NULL},
        {sizeof options, ENT_PERIOD_YEAR, 0, ENT_NONE, a, ENT_INDICATOR_EVENTS, ENT_MEASURE_DEGREE, NULL},
        {sizeof options, ENT_PERIOD_YEAR, 0, a, 2, ENT_INDICATOR_EVENTS, ENT_MEASURE_DEGREE, NULL},
        {sizeof options, ENT_PERIOD_YEAR, 0, ENT_NONE, ENT_NONE, ENT_INDICATOR_SCORE, ENT_MEASURE_DEGREE, NULL},
        {sizeof options, ENT_PERIOD_YEAR, 0, a, ENT_NONE, ENT_INDICATOR_SCORE, ENT_MEASURE_COUNT, NULL},
        {sizeof options, ENT_PERIOD_YEAR, 0, ENT_NONE, ENT_NONE, ENT_INDICATOR_COUNT, ENT_MEASURE_DEGREE, NULL},
        {sizeof options, ENT_PERIOD_YEAR, 1000001, ENT_NONE, ENT_NONE, ENT_INDICATOR_TIES, ENT_MEASURE_DEGREE, NULL},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(ent_series_compute(&series, graph, NULL, &wrong[i], NULL, NULL), ENT_EINVAL);
    }
    ent_run run = ENT_RUN_INIT;
    run.progress = stop;
    options.period = ENT_PERIOD_YEAR;
    assert_int_equal(ent_series_compute(&series, graph, NULL, &options, &run, NULL), ENT_ECANCELLED);
    assert_null(series);
    ent_graph_free(graph);
}

static void nothing_happened_is_a_series_without_periods(void **state) {
    (void)state;
    ent_graph *graph = make_graph();
    ent_series_columns columns;
    ent_series *series = series_of(&columns, graph, NULL, NULL);
    assert_int_equal(columns.count, 0);
    ent_series_free(series);
    ent_view view = ENT_VIEW_INIT;
    view.since = day(2024, 1, 1);
    view.until = day(2024, 3, 31);
    ent_series_options options = ENT_SERIES_OPTIONS_INIT;
    options.indicator = ENT_INDICATOR_ACTORS;
    series = series_of(&columns, graph, &view, &options);
    assert_int_equal(columns.count, 3);
    assert_true(columns.relations[1] == 0 && columns.values[1] == 0.0);
    ent_series_free(series);
    ent_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_are_those_of_the_calendar),
        cmocka_unit_test(weeks_and_months_meet_the_edges_of_years),
        cmocka_unit_test(a_period_is_the_network_of_its_days),
        cmocka_unit_test(every_relation_counts_in_one_period_or_has_no_day),
        cmocka_unit_test(an_interval_counts_on_its_first_day_in_the_window),
        cmocka_unit_test(an_indicator_is_that_of_the_network_of_each_window),
        cmocka_unit_test(what_cannot_be_followed_is_refused),
        cmocka_unit_test(nothing_happened_is_a_series_without_periods),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
