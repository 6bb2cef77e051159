/*
 * A number of the network of a window that slides, where ties decay, must be mutual, or have strengths without units (else
 * sliding.c): the relations are read, selected and rolled up once, and each window's network is built from those arcs that meet
 * it. The arcs that may meet the present or a later window are kept in the order of their relations, so that the network is to the
 * bit the one that ent_network_compile() makes (with decay, to rounding). O(arcs) in all, and O(actors of the graph + arcs of the
 * window) and the indicator a window.
 */
#include "../network/compile.h"
#include "../view/arcs.h"
#include "series.h"

#include <math.h>
#include <stdlib.h>

typedef struct following {
    const ent__series_question *question;
    const ent__arcs *arcs; /* of the whole view */
    size_t *comes; /* of each window, where those that it is the first to meet start in `coming`; one more at the end */
    uint32_t *coming; /* arcs by the first window that they meet, in it rising */
    uint32_t *present; /* arcs that have come and not gone, rising */
    size_t present_count;
    uint32_t *spare;
    ent__arcs window; /* those of the present window */
    ent_error *error;
} following;

/* ---- Which arcs --------------------------------------------------------------------------------------------------- */

/* The first window that an arc can meet; `count` if it begins after the last. */
static uint32_t window_of(const ent_series *series, const ent__arc *arc, uint32_t *near) {
    if (series->count == 0 || arc->first <= series->last[0]) {
        return 0;
    }
    return arc->first > series->last[series->count - 1] ? series->count
                                                        : (uint32_t)ent__series_place(series, arc->first, near);
}

/* Sorts the arcs by the window that they come with: a counting sort, which keeps their order. */
static void sort_arcs(following *all, const ent_series *series) {
    size_t *next = all->comes + 1;
    uint32_t *windows = all->spare, near = 0;
    for (size_t i = 0; i < all->arcs->count; i++) {
        windows[i] = window_of(series, &all->arcs->items[i], &near);
        if (windows[i] < series->count) {
            all->comes[windows[i] + 2]++;
        }
    }
    for (size_t w = 0; w < series->count; w++) {
        all->comes[w + 2] += all->comes[w + 1];
    }
    for (size_t i = 0; i < all->arcs->count; i++) {
        if (windows[i] < series->count) {
            all->coming[next[windows[i]]++] = (uint32_t)i;
        }
    }
}

static ent_status start(following *all, const ent_series *series) {
    size_t count = all->arcs->count;
    all->comes = ent__calloc((size_t)series->count + 2, sizeof *all->comes);
    all->coming = ent__calloc(count, sizeof *all->coming);
    all->present = ent__calloc(count, sizeof *all->present);
    all->spare = ent__calloc(count, sizeof *all->spare);
    all->window.items = ent__calloc(count, sizeof *all->window.items);
    if (!all->comes || !all->coming || !all->present || !all->spare || !all->window.items) {
        return ent__fail_memory(all->error);
    }
    all->window.capacity = count;
    sort_arcs(all, series);
    return ENT_OK;
}

/* Lets the arcs of the window `place` come, and those go that end before it begins. */
static void move_to(following *all, uint32_t place, ent_date since) {
    const ent__arc *arcs = all->arcs->items;
    size_t fresh = all->comes[place], end = all->comes[place + 1], kept = 0;
    for (size_t old = 0; old < all->present_count || fresh < end;) {
        bool takes_old = fresh == end || (old < all->present_count && all->present[old] < all->coming[fresh]);
        uint32_t arc = takes_old ? all->present[old++] : all->coming[fresh++];
        if (arcs[arc].last >= since) {
            all->spare[kept++] = arc;
        }
    }
    uint32_t *spare = all->present;
    all->present = all->spare;
    all->spare = spare;
    all->present_count = kept;
}

/* What is left of a strength by the window's reference day. */
static double decay(const following *all, const ent__arc *arc, ent_date until) {
    double half_life = all->question->half_life;
    ent_date reference = all->question->view.reference != ENT_DATE_MAX ? all->question->view.reference : until;
    ent_date last = arc->last < until ? arc->last : until;
    return half_life > 0.0 && last < reference ? exp2(-((double)reference - (double)last) / half_life) : 1.0;
}

/* The network of the arcs that are present. */
static ent_status make_network(ent_network **network, following *all, ent_date since, ent_date until) {
    ent_view view = all->question->view;
    ent_status status = ENT_OK;
    view.since = since;
    view.until = until;
    view.half_life = all->question->half_life;
    all->window.count = all->present_count;
    all->window.last_day = ENT_DATE_MIN;
    for (size_t i = 0; i < all->present_count; i++) {
        ent__arc arc = all->arcs->items[all->present[i]];
        double left = decay(all, &arc, until);
        ent_date day = arc.last != ENT_DATE_MAX ? arc.last : arc.first;
        arc.positive *= left;
        arc.negative *= left;
        all->window.items[i] = arc;
        all->window.last_day = day > all->window.last_day ? day : all->window.last_day;
    }
    if (view.direction == ENT_MUTUAL) {
        status = ent__arcs_keep_mutual(&all->window, all->error);
    }
    return status == ENT_OK ? ent__network_of_arcs(network, all->question->graph, &view, &all->window, all->error)
                            : status;
}

/* ---- What number -------------------------------------------------------------------------------------------------- */

static ent_status score_of(double *value, const ent_network *network, const ent_series_options *options,
                           const ent_run *run, ent_error *error) {
    uint32_t node = ent_network_node(network, options->actor);
    *value = NAN;
    if (node == ENT_NONE) {
        return ENT_OK;
    }
    double *scores = ent__calloc(network->node_count, sizeof *scores);
    ent_status status = scores
                            ? ent_network_score(scores, network, options->measure, options->measure_options, run, error)
                            : ent__fail_memory(error);
    *value = status == ENT_OK ? scores[node] : NAN;
    free(scores);
    return status;
}

static ent_status balance_of(double *value, const ent_network *network, ent_indicator indicator, const ent_run *run,
                             ent_error *error) {
    ent_signed_triads_result triads = ENT_SIGNED_TRIADS_INIT;
    ent_status status = ent_signed_triads(&triads, NULL, network, NULL, run, error);
    *value = indicator == ENT_INDICATOR_STRONG_BALANCE ? triads.strong_balance : triads.weak_balance;
    return status;
}

static ent_status line_index_of(double *value, const ent_network *network, const ent_run *run, ent_error *error) {
    ent_frustration found = ENT_FRUSTRATION_INIT;
    ent_status status = ent_frustration_index(&found, NULL, network, NULL, run, error);
    *value = found.proven ? found.upper : NAN;
    return status;
}

ent_status ent__indicator_value(double *value, const ent_network *network, const ent_series_options *options,
                                const ent_run *run, ent_error *error) {
    switch (options->indicator) {
    case ENT_INDICATOR_SCORE:
        return score_of(value, network, options, run, error);
    case ENT_INDICATOR_STRONG_BALANCE:
    case ENT_INDICATOR_WEAK_BALANCE:
        return balance_of(value, network, options->indicator, run, error);
    case ENT_INDICATOR_LINE_INDEX:
        return line_index_of(value, network, run, error);
    case ENT_INDICATOR_WALK_BALANCE:
        return ent_walk_balance(value, NULL, network, NULL, run, error);
    case ENT_INDICATOR_TRANSITIVITY:
        return ent_transitivity(value, network, run, error);
    case ENT_INDICATOR_ACTORS:
        *value = network->node_count;
        return ENT_OK;
    default:
        *value = network->edge_count;
        return ENT_OK;
    }
}

/* The first day of the window that ends with a period. */
static ent_date window_start(const ent_series *series, const ent__series_question *question, uint32_t place) {
    int64_t number = ent__period_number(series->period, series->last[place]) - question->options.span + 1;
    int64_t day = ent__period_start(series->period, number);
    return day < question->view.since ? question->view.since : (ent_date)day;
}

ent_status ent__windows_follow(ent_series *series, const ent__series_question *question, ent_error *error) {
    ent__arcs arcs;
    following all = {.question = question, .arcs = &arcs, .error = error};
    ent_run inside = ENT_RUN_INIT; /* without progress, which is the series' */
    inside.seed = question->run ? question->run->seed : 0;
    inside.threads = ent__threads(question->run);
    ent_status status = ent__arcs_collect(&arcs, question->graph, &question->view, question->run, error);
    if (status != ENT_OK) {
        return status;
    }
    status = start(&all, series);
    for (uint32_t i = 0; i < series->count && status == ENT_OK; i++) {
        ent_network *network = NULL;
        status = ent__progress(question->run, (double)i / series->count, error);
        if (status == ENT_OK) {
            ent_date since = window_start(series, question, i);
            move_to(&all, i, since);
            status = make_network(&network, &all, since, series->last[i]);
        }
        if (status == ENT_OK) {
            status = ent__indicator_value(&series->values[i], network, &question->options, &inside, error);
        }
        ent_network_free(network);
    }
    free(all.comes);
    free(all.coming);
    free(all.present);
    free(all.spare);
    free(all.window.items);
    ent__arcs_free(&arcs);
    return status;
}
