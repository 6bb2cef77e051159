/*
 * Measures of distance: closeness, harmonic centrality and eccentricity of every node, and the mean distance. Unit lengths
 * by distance_bits.c; others by length_lanes.c over the arcs that backbone.c leaves. O(n + m) memory for each thread.
 */
#include "../base/parallel.h"
#include "backbone.h"
#include "distance_bits.h"
#include "length_lanes.h"
#include "measure.h"

#include <math.h>
#include <stdlib.h>

/* What a search from one node found about the others. */
typedef struct reach {
    double count, sum, inverse_sum, greatest;
} reach;

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
    ent__length_lanes *lanes; /* of each worker */
    uint32_t *sources;
    reach *found;
} sharing;

/* What the rows of distances say of each lane. */
ENT__ALWAYS_INLINE void sum_up_body(ent__row *sums, const ent__length_lanes *lanes) {
    ent__row count = {0}, sum = {0}, inverse_sum = {0}, greatest = {0};
    for (uint32_t i = 0; i < lanes->reached_count; i++) {
        ent__row distance = lanes->distances[lanes->reached[i]];
        ent__row_mask is_other = (distance > 0.0) & (distance < INFINITY); /* of the source itself it is 0 */
        ent__row one = (ent__row){0} + 1.0, inverse = 1.0 / distance;
        ent__row_keep(&distance, &is_other);
        ent__row_keep(&inverse, &is_other);
        ent__row_keep(&one, &is_other);
        count += one;
        sum += distance;
        inverse_sum += inverse;
        ent__row_mask is_greater = distance > greatest;
        greatest = (ent__row)(((ent__row_mask)distance & is_greater) | ((ent__row_mask)greatest & ~is_greater));
    }
    sums[0] = count;
    sums[1] = sum;
    sums[2] = inverse_sum;
    sums[3] = greatest;
}

ENT__LANES_WRAP(sum_up, sum_up_body, (ent__row * sums, const ent__length_lanes *lanes), (sums, lanes))

static ent_status search_some(void *context, uint32_t worker, size_t item, ent_error *error) {
    const sharing *all = context;
    ent__length_lanes *lanes = &all->lanes[worker];
    const uint32_t *sources = all->sources + item * ENT__LANES;
    size_t left = lanes->layer->node_count - item * ENT__LANES;
    uint32_t count = left < ENT__LANES ? (uint32_t)left : ENT__LANES;
    ent__row sums[4];
    (void)error;
    ent__length_lanes_search(lanes, sources, count);
    sum_up(sums, lanes);
    for (uint32_t lane = 0; lane < count; lane++) {
        all->found[sources[lane]] = (reach){sums[0][lane], sums[1][lane], sums[2][lane], sums[3][lane]};
    }
    return ENT_OK;
}

/* By searches from eight nodes at once, over the arcs that shortest paths go over; the layer loses the others. */
static ent_status search_lengths(reach *found, ent__layer *layer, const ent_run *run, ent_error *error) {
    size_t items = ((size_t)layer->node_count + ENT__LANES - 1) / ENT__LANES;
    uint32_t workers = ent__threads(run);
    workers = workers < items ? workers : (uint32_t)(items ? items : 1);
    sharing all = {.found = found};
    ent_status status = ent__backbone_keep(layer, run, error);
    all.lanes = ent__calloc(workers, sizeof *all.lanes);
    all.sources = ent__calloc(layer->node_count, sizeof *all.sources);
    bool complete = all.lanes && all.sources;
    for (uint32_t i = 0; complete && i < workers; i++) {
        complete = ent__length_lanes_open(&all.lanes[i], layer);
    }
    if (status == ENT_OK) {
        status = complete ? ent__length_lanes_order(all.sources, layer, error) : ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        status = ent__parallel(items, workers, search_some, &all, run, error);
    }
    for (uint32_t i = 0; all.lanes && i < workers; i++) {
        ent__length_lanes_close(&all.lanes[i]);
    }
    free(all.lanes);
    free(all.sources);
    return status;
}

/* Unit lengths: by the kernel for 512 sources at once, which tells how far others are from each node along the arcs of the
 * layer; so the layer has the arcs turned. */
static ent_status search_unit(reach *found, const ent__layer *turned, const ent_run *run, ent_error *error) {
    ent__compact compact;
    size_t n = turned->node_count;
    ent_status status = ent__compact_make(&compact, turned, ENT__DISTANCE_NARROW, error);
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
        status = unit ? search_unit(found, &layer, run, error) : search_lengths(found, &layer, run, error);
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
