/*
 * Measures of distance: closeness, harmonic centrality and eccentricity of every node, and the mean distance. One search
 * from each node: O(n m) unit, O(n (n + m) log n) weighted; O(n + m) memory. Sums run in the order of the search.
 */
#include "measure.h"
#include "search.h"

#include <math.h>
#include <stdlib.h>

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

/* Searches from every node; on success *reaches, which the caller frees, has what each found. */
static ent_status search_all(const ent_network *network, ent_mode mode, ent_weight weight, reach **reaches,
                             const ent_run *run, ent_error *error) {
    ent__layer layer;
    ent__search search = {0};
    *reaches = NULL;
    ent_status status = ent__layer_make(&layer, network, mode, weight, error);
    if (status == ENT_OK) {
        status = ent__search_make(&search, &layer, weight, error);
    }
    reach *found = ent__calloc(network->node_count, sizeof *found);
    if (status == ENT_OK && !found) {
        status = ent__fail_memory(error);
    }
    for (uint32_t node = 0; node < network->node_count && status == ENT_OK; node++) {
        status = ent__step(run, node, network->node_count, error);
        if (status == ENT_OK) {
            ent__search_from(&search, node);
            found[node] = reach_of(&search);
        }
    }
    ent__search_free(&search);
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
