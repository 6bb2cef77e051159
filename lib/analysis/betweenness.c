/*
 * Betweenness of nodes (Freeman 1977) and of edges (Girvan & Newman 2002): Brandes' shares of every source, added up in
 * the order of the sources. O(n m) unit, O(n (n + m) log n) weighted; O(n + m) memory for each thread.
 *
 * Unit lengths: betweenness_lanes.c, over what tree_fold.h leaves of an undirected network. Lengths: betweenness_lengths.c, over
 * the arcs that backbone.c leaves; where lengths may be lost in sums one search from each node (search.h), shared out to threads.
 */
#include "../base/parallel.h"
#include "backbone.h"
#include "betweenness_lanes.h"
#include "betweenness_lengths.h"
#include "measure.h"
#include "search.h"
#include "tree_fold.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SOURCES 32 /* in one item of work: enough to make adding up its vector nothing beside */

/* Searches from all sources, shared between threads. */
typedef struct sharing {
    ent__search *searches; /* one for each worker */
    bool of_edges; /* shares are added up for entries of the layer, else for nodes */
} sharing;

static ent_status add_source(double *sums, ent__search *search, uint32_t source, bool of_edges, ent_error *error) {
    ent__search_from(search, source);
    ent_status status = ent__brandes_count(search, error);
    if (status != ENT_OK) {
        return status;
    }
    ent__brandes_share(search, of_edges ? sums : NULL);
    for (uint32_t i = 1; !of_edges && i < search->reached; i++) {
        sums[search->order[i]] += search->share[search->order[i]];
    }
    return ENT_OK;
}

static ent_status add_sources(void *context, uint32_t worker, size_t item, double *sums, ent_error *error) {
    const sharing *all = context;
    ent__search *search = &all->searches[worker];
    uint32_t n = search->layer->node_count, first = (uint32_t)item * SOURCES;
    ent_status status = ENT_OK;
    for (uint32_t source = first; source < n && source < first + SOURCES && status == ENT_OK; source++) {
        status = add_source(sums, search, source, all->of_edges, error);
    }
    return status;
}

/* Every source's shares, of the nodes or of the entries of the layer, by one search from each. */
static ent_status add_each(double *sums, bool of_edges, const ent__layer *layer, ent_weight weight, const ent_run *run,
                           ent_error *error) {
    size_t items = ((size_t)layer->node_count + SOURCES - 1) / SOURCES;
    uint32_t workers = ent__threads(run);
    workers = workers < items ? workers : (uint32_t)(items ? items : 1);
    sharing all = {.of_edges = of_edges};
    ent_status status = ent__search_make_all(&all.searches, workers, layer, weight, error);
    if (status == ENT_OK) {
        status = ent__parallel_sum(sums, of_edges ? layer->arc_count : layer->node_count, items, workers, add_sources,
                                   &all, run, error);
        ent__search_free_all(all.searches, workers);
    }
    return status;
}

/* The same by the kernel for eight sources at once, if it can. */
static ent_status add_shares(double *sums, bool of_edges, ent__layer *layer, ent_weight weight, const ent_run *run,
                             ent_error *error) {
    ent_status status = weight == ENT_WEIGHT_UNIT ? ENT_OK : ent__backbone_keep(layer, run, error);
    if (status != ENT_OK) {
        return status;
    }
    return ent__betweenness_lengths_fit(layer) ? ent__betweenness_lengths(sums, of_edges, layer, run, error)
                                               : add_each(sums, of_edges, layer, weight, run, error);
}

/* What a sum over ordered pairs is multiplied by: an undirected pair counts once; normalised by the number of pairs. */
static double factor_of(bool directed, bool normalized, double pairs) {
    if (normalized) {
        return pairs > 0.0 ? 1.0 / pairs : NAN;
    }
    return directed ? 1.0 : 0.5;
}

static ent_status fail_count(ent_error *error) {
    return ent__fail(error, ENT_ELIMIT, "there are more shortest paths than 1e308 between some nodes");
}

/* What the kernel for unit lengths searches. */
typedef struct unit_search {
    ent__tree_fold fold; /* of an undirected layer */
    ent__compact compact; /* of its core if something is folded, else of the layer */
    double *weights; /* of each place of the core, the nodes it holds; else NULL */
} unit_search;

static void close_unit(unit_search *unit) {
    ent__tree_fold_free(&unit->fold);
    ent__compact_free(&unit->compact);
    free(unit->weights);
}

/* The node of the layer that a place stands for. */
static uint32_t node_at(const unit_search *unit, uint32_t place) {
    uint32_t node = unit->compact.node_of[place];
    return unit->fold.count > 0 ? unit->fold.node_of[node] : node;
}

static ent_status weigh(unit_search *unit, ent_error *error) {
    unit->weights = ent__calloc(unit->compact.node_count, sizeof *unit->weights);
    if (!unit->weights) {
        return ent__fail_memory(error);
    }
    for (uint32_t place = 0; place < unit->compact.node_count; place++) {
        unit->weights[place] = unit->fold.held[node_at(unit, place)];
    }
    return ENT_OK;
}

/* Close it, also on failure. */
static ent_status open_unit(unit_search *unit, const ent__layer *layer, ent_error *error) {
    *unit = (unit_search){0};
    ent_status status = layer->directed ? ENT_OK : ent__tree_fold_make(&unit->fold, layer, error);
    if (status == ENT_OK) {
        status = ent__compact_make(&unit->compact, unit->fold.count > 0 ? &unit->fold.core : layer,
                                   ENT__BETWEENNESS_NARROW, error);
    }
    return status == ENT_OK && unit->fold.count > 0 ? weigh(unit, error) : status;
}

/* Unit lengths: by the kernel for eight sources at once. */
static ent_status score_unit(double *scores, const ent__layer *layer, const ent_run *run, ent_error *error) {
    unit_search unit;
    double *sums = NULL;
    ent_status status = open_unit(&unit, layer, error);
    if (status == ENT_OK) {
        sums = ent__calloc(unit.compact.node_count, sizeof *sums);
        status = sums ? ent__betweenness_lanes(sums, false, &unit.compact, unit.weights, run, error)
                      : ent__fail_memory(error);
    }
    memset(scores, 0, layer->node_count * sizeof *scores);
    for (uint32_t place = 0; status == ENT_OK && place < unit.compact.node_count; place++) {
        scores[node_at(&unit, place)] = sums[place];
        if (!isfinite(sums[place])) {
            status = fail_count(error);
        }
    }
    if (status == ENT_OK && unit.fold.count > 0) {
        ent__tree_fold_add_pairs(scores, &unit.fold);
    }
    free(sums);
    close_unit(&unit);
    return status;
}

ent_status ent__score_betweenness(double *scores, const ent__call *call, ent_error *error) {
    ent__layer layer;
    double n = call->network->node_count;
    double factor = factor_of(call->network->directed, call->options.normalized > 0, (n - 1.0) * (n - 2.0));
    ent_status status = ent__layer_make(&layer, call->network, ENT_OUT, call->options.weight, error);
    if (status != ENT_OK) {
        return status;
    }
    if (call->options.weight == ENT_WEIGHT_UNIT) {
        status = score_unit(scores, &layer, call->run, error);
    } else {
        status = add_shares(scores, false, &layer, call->options.weight, call->run, error);
    }
    for (uint32_t node = 0; node < call->network->node_count && status == ENT_OK; node++) {
        scores[node] *= factor;
    }
    ent__layer_free(&layer);
    return status;
}

/* The shares of the two entries of an undirected edge, or the one of an arc, added into the network's edges. */
static ent_status score_edges_by_length(double *scores, ent__layer *layer, ent_weight weight, const ent_run *run,
                                        ent_error *error) {
    double *over = ent__calloc(layer->arc_count, sizeof *over);
    ent_status status = over ? add_shares(over, true, layer, weight, run, error) : ent__fail_memory(error);
    for (uint32_t entry = 0; entry < layer->arc_count && status == ENT_OK; entry++) {
        scores[layer->edges[entry]] += over[entry];
    }
    free(over);
    return status;
}

/* What the kernel found of the arcs between places, and what goes over the edges of hanging trees. */
static ent_status add_unit_edges(double *scores, const ent_network *network, const double *over,
                                 const unit_search *unit, ent_error *error) {
    const ent__compact_rows *out = &unit->compact.out;
    for (uint32_t tail = 0; tail < unit->compact.node_count; tail++) {
        for (uint32_t arc = out->offsets[tail]; arc < out->offsets[tail + 1]; arc++) {
            uint32_t from = node_at(unit, tail), to = node_at(unit, out->heads[arc]);
            scores[ent_network_find_edge(network, from, to)] += over[arc];
            if (!isfinite(over[arc])) {
                return fail_count(error);
            }
        }
    }
    for (uint32_t i = 0; i < unit->fold.count; i++) {
        uint32_t node = unit->fold.order[i];
        scores[ent_network_find_edge(network, node, unit->fold.parents[node])] =
            ent__tree_fold_pairs_over(&unit->fold, node);
    }
    return ENT_OK;
}

/* The same of unit lengths, by the kernel for eight sources at once. */
static ent_status score_edges_of_unit(double *scores, const ent_network *network, const ent__layer *layer,
                                      const ent_run *run, ent_error *error) {
    unit_search unit;
    double *over = NULL;
    ent_status status = open_unit(&unit, layer, error);
    if (status == ENT_OK) {
        over = ent__calloc(unit.compact.arc_count, sizeof *over);
        status = over ? ent__betweenness_lanes(over, true, &unit.compact, unit.weights, run, error)
                      : ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        status = add_unit_edges(scores, network, over, &unit, error);
    }
    free(over);
    close_unit(&unit);
    return status;
}

static ent_status score_edges(double *scores, const ent_network *network, const ent_measure_options *options,
                              const ent_run *run, ent_error *error) {
    ent__layer layer;
    double n = network->node_count;
    double factor = factor_of(network->directed, options->normalized > 0, n * (n - 1.0));
    ent_status status = ent__layer_make(&layer, network, ENT_OUT, options->weight, error);
    if (status != ENT_OK) {
        return status;
    }
    status = options->weight == ENT_WEIGHT_UNIT ? score_edges_of_unit(scores, network, &layer, run, error)
                                                : score_edges_by_length(scores, &layer, options->weight, run, error);
    for (uint32_t edge = 0; edge < network->edge_count && status == ENT_OK; edge++) {
        scores[edge] *= factor;
    }
    ent__layer_free(&layer);
    return status;
}

ent_status ent_edge_betweenness(double *scores, const ent_network *network, const ent_measure_options *options,
                                const ent_run *run, ent_error *error) {
    ent_measure_options copy;
    for (uint32_t edge = 0; edge < network->edge_count; edge++) {
        scores[edge] = 0.0;
    }
    ent_status status = ent__measure_options(&copy, ENT_MEASURE_BETWEENNESS, options, error);
    return status == ENT_OK ? score_edges(scores, network, &copy, run, error) : status;
}
