/*
 * Events by period: one pass over the view's ties for the days there are, one to count. O(relations + ties + periods).
 * Followed numbers come after, from the same ties (sliding.c) or from arcs (windows.c).
 */
#include "series.h"
#include "../base/base_internal.h"
#include "../view/arcs.h"

#include <math.h>
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
static ent_date day_of(const ent_view *view, const ent__tie *tie) {
    ent_date day = tie->first != ENT_DATE_MIN ? tie->first : tie->last;
    if (day == ENT_DATE_MAX) {
        return day;
    }
    return day < view->since ? view->since : day > view->until ? view->until : day;
}

/* True if the series counts a tie. */
static bool is_counted(const ent__series_question *question, const ent__tie *tie, unsigned bits) {
    ent_id actor = question->options.actor, other = question->options.other;
    ent_id from = (ent_id)(tie->pair >> bits), to = (ent_id)(tie->pair & (((uint64_t)1 << bits) - 1));
    if (from == to) {
        return false;
    }
    bool forth = (actor == ENT_NONE || from == actor) && (other == ENT_NONE || to == other);
    bool back = (actor == ENT_NONE || to == actor) && (other == ENT_NONE || from == other);
    return forth || (back && question->view.direction != ENT_DIRECTED);
}

/* Widens a range to the days of a piece's ties that are counted. */
static void widen(ent_date range[2], const ent__series_question *question, const ent__piece *piece, unsigned bits) {
    for (size_t i = 0; i < piece->count; i++) {
        ent_date day = day_of(&question->view, &piece->ties[i]);
        if (day != ENT_DATE_MAX && is_counted(question, &piece->ties[i], bits)) {
            range[0] = day < range[0] ? day : range[0];
            range[1] = day > range[1] ? day : range[1];
        }
    }
}

/* The first and last day of any event counted, or of the view; false if there is none. */
static bool find_range(ent_date range[2], const ent__series_question *question, const ent__ties *ties) {
    range[0] = ENT_DATE_MAX;
    range[1] = ENT_DATE_MIN;
    for (size_t i = 0; i < ties->piece_count; i++) {
        widen(range, question, &ties->pieces[i], ties->bits);
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

/* Where counting is. */
typedef struct place {
    ent_id before; /* the last relation counted: the ties of one come together, and it counts once */
    uint32_t period;
} place;

static void count_piece(ent_series *series, place *at, const ent__series_question *question, const ent__piece *piece,
                        unsigned bits) {
    for (size_t i = 0; i < piece->count; i++) {
        const ent__tie *tie = &piece->ties[i];
        if (!is_counted(question, tie, bits)) {
            continue;
        }
        ent_date day = day_of(&question->view, tie);
        if (day == ENT_DATE_MAX) {
            series->undated += tie->relation != at->before;
        } else {
            size_t period = (size_t)ent__series_place(series, day, &at->period);
            series->relations[period] += tie->relation != at->before;
            *(tie->strength < 0.0 ? &series->negative[period] : &series->positive[period]) += fabs(tie->strength);
        }
        at->before = tie->relation;
    }
}

/* ---- The whole ---------------------------------------------------------------------------------------------------- */

static ent_status follow(ent_series *series, const ent__series_question *question, const ent__ties *ties,
                         ent_error *error) {
    bool is_done = false;
    ent_status status = ENT_OK;
    series->values = ent__calloc(series->count, sizeof *series->values);
    if (!series->values) {
        return ent__fail_memory(error);
    }
    if (question->view.direction != ENT_MUTUAL && question->half_life == 0.0) {
        status = ent__windows_slide(&is_done, series, question, ties, error);
    }
    return status == ENT_OK && !is_done ? ent__windows_follow(series, question, error) : status;
}

static ent_status fill(ent_series *series, const ent__series_question *question, const ent__ties *ties,
                       ent_error *error) {
    ent_date range[2];
    ent_status status = ENT_OK;
    if (find_range(range, question, ties)) {
        status = make_periods(series, range, error);
    }
    place at = {.before = ENT_NONE};
    for (size_t i = 0; i < ties->piece_count && status == ENT_OK; i++) {
        count_piece(series, &at, question, &ties->pieces[i], ties->bits);
    }
    return status == ENT_OK && series->indicator != ENT_INDICATOR_EVENTS ? follow(series, question, ties, error)
                                                                         : status;
}

/* Mutual ties need all arcs at hand. */
static ent_status collect_mutual(ent__ties *ties, const ent__series_question *question, ent_error *error) {
    ent__arcs arcs;
    ent_status status = ent__arcs_collect(&arcs, question->graph, &question->view, question->run, error);
    if (status != ENT_OK) {
        return status;
    }
    ties->bits = ent__bits_below(ent_graph_actor_count(question->graph));
    ties->pieces = ent__calloc(1, sizeof *ties->pieces);
    ent__tie *made = ent__calloc(arcs.count, sizeof *made);
    if (ties->pieces && made) {
        ties->pieces[ties->piece_count++] = (ent__piece){made, 0};
        for (size_t i = 0; i < arcs.count; i++) {
            const ent__arc *arc = &arcs.items[i];
            if (!arc->way_back) {
                made[ties->pieces->count++] = (ent__tie){.pair = ent__pair(arc->from, arc->to, ties->bits, false),
                                                         .strength = arc->positive - arc->negative,
                                                         .relation = arc->relation,
                                                         .first = arc->first,
                                                         .last = arc->last};
            }
        }
    } else {
        free(made);
        status = ent__fail_memory(error);
    }
    ent__arcs_free(&arcs);
    return status;
}

static ent_status collect(ent__ties *ties, const ent__series_question *question, ent_error *error) {
    ent__selection asked;
    *ties = (ent__ties){.last_day = ENT_DATE_MIN};
    if (question->view.direction == ENT_MUTUAL) {
        return collect_mutual(ties, question, error);
    }
    ent_status status = ent__selection_open(&asked, question->graph, &question->view, error);
    if (status != ENT_OK) {
        return status;
    }
    if (question->view.half_life > 0.0 && asked.reference == ENT_DATE_MAX) {
        asked.reference = ent__selection_last_day(&asked);
    }
    status = ent__ties_collect(ties, &asked, question->run, error);
    ent__selection_close(&asked);
    return status;
}

ent_status ent_series_compute(ent_series **series, const ent_graph *graph, const ent_view *view,
                              const ent_series_options *options, const ent_run *run, ent_error *error) {
    *series = NULL;
    ent__series_question question = {.graph = graph, .run = run};
    ent__ties ties;
    ent_status status = read_question(&question, view, options, error);
    if (status != ENT_OK) {
        return status;
    }
    ent_series *made = ent__calloc(1, sizeof *made);
    if (!made) {
        return ent__fail_memory(error);
    }
    made->period = question.options.period;
    made->indicator = question.options.indicator;
    status = collect(&ties, &question, error);
    if (status == ENT_OK) {
        status = fill(made, &question, &ties, error);
    }
    ent__ties_free(&ties);
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
