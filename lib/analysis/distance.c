/*
 * Measures of distance: closeness, harmonic centrality and eccentricity of every node, and the mean distance. Unit lengths
 * by distance_bits.c; others by one search from each node, O(n (n + m) log n), O(n + m) memory.
 */
#include "../base/parallel.h"
#include "backbone.h"
#include "distance_bits.h"
#include "measure.h"
#include "search.h"

#include <math.h>
#include <stdlib.h>

#define SOURCES 16 /* in one item of work */

/* What a search from one node found about the others. */
typedef struct reach {
    double count, sum, inverse_sum, greatest;
} reach;

static reach reach_of(const ent__search *search) {
    reach found = {0.0, 0.0, 0.0, 0.0};
    for (uint32_t i = 1; i < search->reached; i++) {
        double distance = search->distance[search->order[i]];
        found.count += 1.0;
        found.sum += distance;
        found.inverse_sum += 1.0 / distance;
        found.greatest = fmax(found.greatest, distance);
    }
    return found;
}

static double score_of(const reach *found, uint32_t n, const ent__call *call) {
    bool normalized = call->options.normalized > 0;
    double others = (double)n - 1.0;
    switch (call->measure) {
    case ENT_MEASURE_CLOSENESS:
        if (normalized && n == 1) {
            return NAN;
        }
        return found->count > 0.0 ? found->count / found->sum * (normalized ? found->count / others : 1.0) : 0.0;
    case ENT_MEASURE_HARMONIC:
        if (normalized && n == 1) {
            return NAN;
        }
        return found->inverse_sum / (normalized ? others : 1.0);
    default: /* eccentricity */
        return found->count > 0.0 ? found->greatest : NAN;
    }
}

/* Searches from all nodes, shared between threads. */
typedef struct sharing {
    ent__search *searches; /* one for each worker */
    reach *found;
} sharing;

static ent_status search_some(void *context, uint32_t worker, size_t item, ent_error *error) {
    const sharing *all = context;
    ent__search *search = &all->searches[worker];
    uint32_t n = search->layer->node_count, first = (uint32_t)item * SOURCES;
    (void)error;
    for (uint32_t node = first; node < n && node < first + SOURCES; node++) {
        ent__search_from(search, node);
        all->found[node] = reach_of(search);
    }
    return ENT_OK;
}

/* By one search from each node over the arcs that shortest paths go over; the layer loses the others. */
static ent_status search_each(reach *found, ent__layer *layer, ent_weight weight, const ent_run *run,
                              ent_error *error) {
    size_t items = ((size_t)layer->node_count + SOURCES - 1) / SOURCES;
    uint32_t workers = ent__threads(run);
    workers = workers < items ? workers : (uint32_t)(items ? items : 1);
    sharing all = {.found = found};
    ent_status status = ent__backbone_keep(layer, run, error);
    if (status == ENT_OK) {
        status = ent__search_make_all(&all.searches, workers, layer, weight, error);
    }
    if (status == ENT_OK) {
        status = ent__parallel(items, workers, search_some, &all, run, error);
        ent__search_free_all(all.searches, workers);
    }
    return status;
}

/* Unit lengths: by the kernel for 512 sources at once, which tells how far others are from each node along the arcs of the
 * layer; so the layer has the arcs turned. */
static ent_status search_unit(reach *found, const ent__layer *turned, const ent_run *run, ent_error *error) {
    ent__compact compact;
    size_t n = turned->node_count;
    ent_status status = ent__compact_make(&compact, turned, error);
    if (status != ENT_OK) {
        return status;
    }
    double *numbers = ent__calloc(n, 4 * sizeof *numbers);
    ent__reaches reaches = {numbers, numbers + n, numbers + 2 * n, numbers + 3 * n};
    status = numbers ? ent__distance_bits(&reaches, &compact, run, error) : ent__fail_memory(error);
    for (size_t place = 0; place < n && status == ENT_OK; place++) {
        found[compact.node_of[place]] =
            (reach){reaches.counts[place], reaches.sums[place], reaches.inverses[place], reaches.greatest[place]};
    }
    free(numbers);
    ent__compact_free(&compact);
    return status;
}

static ent_mode turn(ent_mode mode) {
    return mode == ENT_ALL ? ENT_ALL : mode == ENT_OUT ? ENT_IN : ENT_OUT;
}

/* What is found from every node; on success *reaches is the caller's to free. */
static ent_status search_all(const ent_network *network, ent_mode mode, ent_weight weight, reach **reaches,
                             const ent_run *run, ent_error *error) {
    ent__layer layer;
    bool unit = weight == ENT_WEIGHT_UNIT;
    *reaches = NULL;
    ent_status status = ent__layer_make(&layer, network, unit ? turn(mode) : mode, weight, error);
    if (status != ENT_OK) {
        return status;
    }
    reach *found = ent__calloc(network->node_count, sizeof *found);
    if (!found) {
        status = ent__fail_memory(error);
    } else {
        status = unit ? search_unit(found, &layer, run, error) : search_each(found, &layer, weight, run, error);
    }
    ent__layer_free(&layer);
    if (status != ENT_OK) {
        free(found);
        return status;
    }
    *reaches = found;
    return ENT_OK;
}

ent_status ent__score_distance(double *scores, const ent__call *call, ent_error *error) {
    reach *reaches;
    ent_status status = search_all(call->network, call->options.mode, call->options.weight, &reaches, call->run, error);
    for (uint32_t node = 0; node < call->network->node_count && status == ENT_OK; node++) {
        scores[node] = score_of(&reaches[node], call->network->node_count, call);
    }
    free(reaches);
    return status;
}

ent_status ent_mean_distance(double *mean, const ent_network *network, ent_weight weight, const ent_run *run,
                             ent_error *error) {
    reach *reaches = NULL;
    double count = 0.0, sum = 0.0;
    *mean = 0.0;
    ent_status status = ent__check_length(weight, "mean_distance", error);
    if (status == ENT_OK) {
        status = search_all(network, ENT_OUT, weight, &reaches, run, error);
    }
    for (uint32_t node = 0; node < network->node_count && status == ENT_OK; node++) {
        count += reaches[node].count;
        sum += reaches[node].sum;
    }
    if (status == ENT_OK) {
        *mean = count > 0.0 ? sum / count : NAN;
    }
    free(reaches);
    return status;
}
