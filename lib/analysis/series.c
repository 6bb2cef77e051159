/*
 * Events by period: one pass over the view's arcs for the days there are, one to count. O(relations + arcs + periods).
 * Followed numbers come after, from the same arcs (windows.c).
 */
#include "series.h"
#include "../base/base_internal.h"

#include <stdlib.h>

const char *ent_indicator_name(ent_indicator indicator) {
    static const char *const names[] = {
#define NAME(code, name, text) [code] = (text),
        ENT_INDICATOR_MAP(NAME)
#undef NAME
    };
    return (unsigned)indicator < ENT_INDICATOR_COUNT ? names[indicator] : NULL;
}

/* ---- The question ------------------------------------------------------------------------------------------------- */

static ent_status check_actor(ent_id actor, const ent_graph *graph, const char *what, ent_error *error) {
    uint32_t actors = ent_graph_actor_count(graph);
    return actor == ENT_NONE || actor < actors
               ? ENT_OK
               : ent__fail(error, ENT_EINVAL, "%s of the series is %u; there are %u", what, actor, actors);
}

static ent_status check(const ent__series_question *question, ent_error *error) {
    const ent_series_options *options = &question->options;
    if (!ent_period_name(options->period)) {
        return ent__fail(error, ENT_EINVAL, "period of the series is %d; expected 0 to %d", (int)options->period,
                         ENT_PERIOD_YEAR);
    }
    if (!ent_indicator_name(options->indicator)) {
        return ent__fail(error, ENT_EINVAL, "indicator of the series is %d; expected 0 to %d", (int)options->indicator,
                         ENT_INDICATOR_COUNT - 1);
    }
    if (options->indicator == ENT_INDICATOR_SCORE &&
        (options->actor == ENT_NONE || !ent_measure_name(options->measure))) {
        return ent__fail(error, ENT_EINVAL, "a score needs an actor and a measure; there is no %s",
                         options->actor == ENT_NONE ? "actor" : "such measure");
    }
    if (options->span > ENT__MOST_PERIODS) {
        return ent__fail(error, ENT_EINVAL, "span of the series is %u; expected at most %d", options->span,
                         ENT__MOST_PERIODS);
    }
    if (options->other != ENT_NONE && options->actor == ENT_NONE) {
        return ent__fail(error, ENT_EINVAL, "the series names the other actor of a pair only; expected both");
    }
    ent_status status = check_actor(options->actor, question->graph, "actor", error);
    return status == ENT_OK ? check_actor(options->other, question->graph, "other actor", error) : status;
}

static ent_status read_question(ent__series_question *question, const ent_view *view, const ent_series_options *options,
                                ent_error *error) {
    question->options = (ent_series_options)ENT_SERIES_OPTIONS_INIT;
    ent_status status = ent__view_read(&question->view, view, question->graph, error);
    if (status == ENT_OK) {
        status = ent__options_read(&question->options, sizeof question->options, options, "ent_series_options", error);
    }
    if (status == ENT_OK) {
        status = check(question, error);
    }
    if (status == ENT_OK && question->options.indicator != ENT_INDICATOR_EVENTS) {
        question->half_life = question->view.half_life;
        question->view.half_life = 0.0;
        question->options.span = question->options.span ? question->options.span : 1;
    }
    return status;
}

/* ---- Periods ------------------------------------------------------------------------------------------------------ */

/* The day that a relation counts on; ENT_DATE_MAX if it is open on both sides. */
static ent_date day_of(const ent_view *view, const ent__arc *arc) {
    ent_date day = arc->first != ENT_DATE_MIN ? arc->first : arc->last;
    if (day == ENT_DATE_MAX) {
        return day;
    }
    return day < view->since ? view->since : day > view->until ? view->until : day;
}

/* True if an arc is a tie that the series counts. */
static bool is_counted(const ent__series_question *question, const ent__arc *arc) {
    ent_id actor = question->options.actor, other = question->options.other;
    if (arc->from == arc->to) {
        return false;
    }
    bool forth = (actor == ENT_NONE || arc->from == actor) && (other == ENT_NONE || arc->to == other);
    bool back = (actor == ENT_NONE || arc->to == actor) && (other == ENT_NONE || arc->from == other);
    return forth || (back && question->view.direction != ENT_DIRECTED);
}

/* The first and last day of any event counted, or of the view; false if there is none. */
static bool find_range(ent_date range[2], const ent__series_question *question, const ent__arcs *arcs) {
    range[0] = ENT_DATE_MAX;
    range[1] = ENT_DATE_MIN;
    for (size_t i = 0; i < arcs->count; i++) {
        ent_date day = day_of(&question->view, &arcs->items[i]);
        if (day != ENT_DATE_MAX && is_counted(question, &arcs->items[i])) {
            range[0] = day < range[0] ? day : range[0];
            range[1] = day > range[1] ? day : range[1];
        }
    }
    const ent_view *view = &question->view;
    if (view->since != ENT_DATE_MIN && (view->until != ENT_DATE_MAX || range[1] != ENT_DATE_MIN)) {
        range[0] = view->since;
    }
    if (view->until != ENT_DATE_MAX && range[0] != ENT_DATE_MAX) {
        range[1] = view->until;
    }
    return range[0] <= range[1];
}

static ent_status make_periods(ent_series *series, const ent_date range[2], ent_error *error) {
    int64_t base = ent__period_number(series->period, range[0]);
    int64_t count = ent__period_number(series->period, range[1]) - base + 1;
    if (count > ENT__MOST_PERIODS) {
        return ent__fail(error, ENT_ELIMIT, "the series has %lld periods of a %s; there is room for %d",
                         (long long)count, ent_period_name(series->period), ENT__MOST_PERIODS);
    }
    size_t n = (size_t)count;
    series->first = ent__calloc(n, sizeof *series->first);
    series->last = ent__calloc(n, sizeof *series->last);
    series->relations = ent__calloc(n, sizeof *series->relations);
    series->positive = ent__calloc(n, sizeof *series->positive);
    series->negative = ent__calloc(n, sizeof *series->negative);
    if (!series->first || !series->last || !series->relations || !series->positive || !series->negative) {
        return ent__fail_memory(error);
    }
    series->count = (uint32_t)count;
    for (size_t i = 0; i < n; i++) {
        int64_t first = ent__period_start(series->period, base + (int64_t)i);
        int64_t last = ent__period_start(series->period, base + (int64_t)i + 1) - 1;
        series->first[i] = first < range[0] ? range[0] : (ent_date)first;
        series->last[i] = last > range[1] ? range[1] : (ent_date)last;
    }
    return ENT_OK;
}

/* The arcs of one relation come together: it counts once. */
static void count_events(ent_series *series, const ent__series_question *question, const ent__arcs *arcs) {
    ent_id before = ENT_NONE;
    int64_t base = series->count ? ent__period_number(series->period, series->first[0]) : 0;
    for (size_t i = 0; i < arcs->count; i++) {
        const ent__arc *arc = &arcs->items[i];
        if (!is_counted(question, arc)) {
            continue;
        }
        ent_date day = day_of(&question->view, arc);
        if (day == ENT_DATE_MAX) {
            series->undated += arc->relation != before;
        } else {
            size_t place = (size_t)(ent__period_number(series->period, day) - base);
            series->relations[place] += arc->relation != before;
            series->positive[place] += arc->positive;
            series->negative[place] += arc->negative;
        }
        before = arc->relation;
    }
}

/* ---- The whole ---------------------------------------------------------------------------------------------------- */

static ent_status fill(ent_series *series, const ent__series_question *question, const ent__arcs *arcs,
                       ent_error *error) {
    ent_date range[2];
    ent_status status = ENT_OK;
    if (find_range(range, question, arcs)) {
        status = make_periods(series, range, error);
    }
    if (status == ENT_OK) {
        count_events(series, question, arcs);
    }
    if (status == ENT_OK && series->indicator != ENT_INDICATOR_EVENTS) {
        status = ent__windows_follow(series, question, arcs, error);
    }
    return status;
}

ent_status ent_series_compute(ent_series **series, const ent_graph *graph, const ent_view *view,
                              const ent_series_options *options, const ent_run *run, ent_error *error) {
    *series = NULL;
    ent__series_question question = {.graph = graph, .run = run};
    ent__arcs arcs;
    ent_status status = read_question(&question, view, options, error);
    if (status == ENT_OK) {
        status = ent__arcs_collect(&arcs, graph, &question.view, run, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_series *made = ent__calloc(1, sizeof *made);
    if (made) {
        made->period = question.options.period;
        made->indicator = question.options.indicator;
        status = fill(made, &question, &arcs, error);
    } else {
        status = ent__fail_memory(error);
    }
    ent__arcs_free(&arcs);
    if (status != ENT_OK) {
        ent_series_free(made);
        return status;
    }
    *series = made;
    return ENT_OK;
}

void ent_series_free(ent_series *series) {
    if (series) {
        free(series->first);
        free(series->last);
        free(series->relations);
        free(series->positive);
        free(series->negative);
        free(series->values);
        free(series);
    }
}

ent_status ent_series_get(ent_series_columns *columns, const ent_series *series, ent_error *error) {
    ent_series_columns read = ENT_SERIES_COLUMNS_INIT;
    read.count = series->count;
    read.undated = series->undated;
    read.first = series->first;
    read.last = series->last;
    read.relations = series->relations;
    read.positive = series->positive;
    read.negative = series->negative;
    read.values = series->values;
    read.indicator = series->indicator;
    read.period = series->period;
    return ent__result_write(columns, &read, sizeof read, "ent_series_columns", error);
}
