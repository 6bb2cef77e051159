/*
 * Betweenness of nodes (Freeman 1977) and of edges (Girvan & Newman 2002): Brandes' shares of every source, added up in
 * the order of the sources. O(n m) unit, O(n (n + m) log n) weighted; O(n + m) memory.
 */
#include "betweenness_lanes.h"
#include "measure.h"
#include "search.h"

#include <math.h>
#include <stdlib.h>

/* Adds every source's shares to the nodes and, if `over` is not NULL, to the entries of the layer. */
static ent_status add_shares(double *scores, double *over, ent__search *search, const ent_run *run, ent_error *error) {
    uint32_t n = search->layer->node_count;
    for (uint32_t source = 0; source < n; source++) {
        ent_status status = ent__step(run, source, n, error);
        if (status != ENT_OK) {
            return status;
        }
        ent__search_from(search, source);
        status = ent__brandes_count(search, error);
        if (status != ENT_OK) {
            return status;
        }
        ent__brandes_share(search, over);
        for (uint32_t i = 1; scores && i < search->reached; i++) {
            scores[search->order[i]] += search->share[search->order[i]];
        }
    }
    return ENT_OK;
}

/* What a sum over ordered pairs is multiplied by: an undirected pair counts once; normalised by the number of pairs. */
static double factor_of(bool directed, bool normalized, double pairs) {
    if (normalized) {
        return pairs > 0.0 ? 1.0 / pairs : NAN;
    }
    return directed ? 1.0 : 0.5;
}

/* Unit lengths: by the kernel for eight sources at once. */
static ent_status score_unit(double *scores, const ent__layer *layer, const ent_run *run, ent_error *error) {
    ent__compact compact;
    ent_status status = ent__compact_make(&compact, layer, error);
    if (status != ENT_OK) {
        return status;
    }
    double *sums = ent__calloc(layer->node_count, sizeof *sums);
    status = sums ? ent__betweenness_lanes(sums, &compact, run, error) : ent__fail_memory(error);
    for (uint32_t place = 0; status == ENT_OK && place < layer->node_count; place++) {
        scores[compact.node_of[place]] = sums[place];
        if (!isfinite(sums[place])) {
            status = ent__fail(error, ENT_ELIMIT, "there are more shortest paths than 1e308 between some nodes");
        }
    }
    free(sums);
    ent__compact_free(&compact);
    return status;
}

static ent_status score_weighted(double *scores, const ent__layer *layer, ent_weight weight, const ent_run *run,
                                 ent_error *error) {
    ent__search search;
    ent_status status = ent__search_make(&search, layer, weight, error);
    for (uint32_t node = 0; status == ENT_OK && node < layer->node_count; node++) {
        scores[node] = 0.0;
    }
    if (status == ENT_OK) {
        status = add_shares(scores, NULL, &search, run, error);
        ent__search_free(&search);
    }
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
    status = call->options.weight == ENT_WEIGHT_UNIT
                 ? score_unit(scores, &layer, call->run, error)
                 : score_weighted(scores, &layer, call->options.weight, call->run, error);
    for (uint32_t node = 0; node < call->network->node_count && status == ENT_OK; node++) {
        scores[node] *= factor;
    }
    ent__layer_free(&layer);
    return status;
}

/* The shares of the two entries of an undirected edge, or the one of an arc, added into the network's edges. */
static ent_status score_edges(double *scores, const ent_network *network, const ent_measure_options *options,
                              const ent_run *run, ent_error *error) {
    ent__layer layer;
    ent__search search = {0};
    double n = network->node_count, *over = NULL;
    double factor = factor_of(network->directed, options->normalized > 0, n * (n - 1.0));
    ent_status status = ent__layer_make(&layer, network, ENT_OUT, options->weight, error);
    if (status == ENT_OK) {
        status = ent__search_make(&search, &layer, options->weight, error);
    }
    if (status == ENT_OK && !(over = ent__calloc(layer.arc_count, sizeof *over))) {
        status = ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        status = add_shares(NULL, over, &search, run, error);
    }
    for (uint32_t entry = 0; entry < layer.arc_count && status == ENT_OK; entry++) {
        scores[layer.edges[entry]] += factor * over[entry];
    }
    free(over);
    ent__search_free(&search);
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
