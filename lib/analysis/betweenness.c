/*
 * Betweenness of nodes (Freeman 1977) and of edges (Girvan & Newman 2002): Brandes' shares of every source, added up in
 * the order of the sources. O(n m) unit, O(n (n + m) log n) weighted; O(n + m) memory for each thread.
 *
 * Unit lengths: betweenness_lanes.c. Lengths: betweenness_lengths.c, over the arcs that backbone.c leaves;
 * where lengths may be lost in sums one search from each node (search.h), shared out to threads.
 */
#include "../base/parallel.h"
#include "backbone.h"
#include "betweenness_lanes.h"
#include "betweenness_lengths.h"
#include "measure.h"
#include "search.h"

#include <math.h>
#include <stdlib.h>

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

/* Unit lengths: by the kernel for eight sources at once. */
static ent_status score_unit(double *scores, const ent__layer *layer, const ent_run *run, ent_error *error) {
    ent__compact compact;
    ent_status status = ent__compact_make(&compact, layer, error);
    if (status != ENT_OK) {
        return status;
    }
    double *sums = ent__calloc(layer->node_count, sizeof *sums);
    status = sums ? ent__betweenness_lanes(sums, false, &compact, run, error) : ent__fail_memory(error);
    for (uint32_t place = 0; status == ENT_OK && place < layer->node_count; place++) {
        scores[compact.node_of[place]] = sums[place];
        if (!isfinite(sums[place])) {
            status = fail_count(error);
        }
    }
    free(sums);
    ent__compact_free(&compact);
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

/* The same of unit lengths, by the kernel for eight sources at once. */
static ent_status score_edges_of_unit(double *scores, const ent_network *network, const ent__layer *layer,
                                      const ent_run *run, ent_error *error) {
    ent__compact compact;
    ent_status status = ent__compact_make(&compact, layer, error);
    if (status != ENT_OK) {
        return status;
    }
    double *over = ent__calloc(compact.arc_count, sizeof *over);
    status = over ? ent__betweenness_lanes(over, true, &compact, run, error) : ent__fail_memory(error);
    for (uint32_t tail = 0; status == ENT_OK && tail < compact.node_count; tail++) {
        for (uint32_t arc = compact.out.offsets[tail]; arc < compact.out.offsets[tail + 1]; arc++) {
            uint32_t head = compact.out.heads[arc];
            scores[ent_network_find_edge(network, compact.node_of[tail], compact.node_of[head])] += over[arc];
            if (!isfinite(over[arc])) {
                status = fail_count(error);
            }
        }
    }
    free(over);
    ent__compact_free(&compact);
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
