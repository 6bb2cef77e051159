/*
 * Shortest paths between one pair: a search from the source, then two sweeps over the nodes in the order in which it reached
 * them. Backward, the number of shortest ways on to the target; forward, the share that comes in, split by these numbers. One
 * search and O(n + m).
 */
#include "pair.h"
#include <entente/analysis.h>

#include <math.h>
#include <string.h>

/* Fills `paths` with the number of shortest ways from each node on to the target. */
static ent_status count_ways(ent__search *search, uint32_t source, uint32_t target, ent_error *error) {
    const ent__layer *layer = search->layer;
    memset(search->paths, 0, layer->node_count * sizeof *search->paths);
    search->paths[target] = 1.0;
    for (uint32_t place = search->place[target]; place-- > 0;) {
        uint32_t node = search->order[place];
        for (uint32_t arc = layer->offsets[node]; arc < layer->offsets[node + 1]; arc++) {
            if (ent__search_is_step(search, node, arc)) {
                search->paths[node] += search->paths[layer->heads[arc]];
            }
        }
    }
    if (!isfinite(search->paths[source])) {
        return ent__fail(error, ENT_ELIMIT, "from node %u to node %u there are more shortest paths than 1e308", source,
                         target);
    }
    return ENT_OK;
}

/* Splits the share of every node among the steps that go on to the target. */
static void share_out(double *shares, uint8_t *used, const ent__search *search, uint32_t source) {
    const ent__layer *layer = search->layer;
    shares[source] = 1.0;
    for (uint32_t place = 0; place < search->reached; place++) {
        uint32_t node = search->order[place];
        for (uint32_t arc = layer->offsets[node]; arc < layer->offsets[node + 1] && shares[node] > 0.0; arc++) {
            uint32_t head = layer->heads[arc];
            if (search->paths[head] > 0.0 && ent__search_is_step(search, node, arc)) {
                double share = shares[node] * (search->paths[head] / search->paths[node]);
                shares[head] = fmin(1.0, shares[head] + share);
                if (used) {
                    used[arc] = 1;
                }
            }
        }
    }
}

ent_status ent__pair_shares(double *shares, uint8_t *used, ent__search *search, uint32_t source, uint32_t target,
                            ent_error *error) {
    const ent__layer *layer = search->layer;
    memset(shares, 0, layer->node_count * sizeof *shares);
    if (used && layer->arc_count) {
        memset(used, 0, layer->arc_count);
    }
    ent__search_from(search, source);
    if (search->place[target] == ENT_NONE) {
        return ENT_OK;
    }
    ent_status status = count_ways(search, source, target, error);
    if (status == ENT_OK) {
        share_out(shares, used, search, source);
    }
    return status;
}

static ent_status check_pair(const ent_network *network, uint32_t source, uint32_t target, ent_weight weight,
                             ent_error *error) {
    if (source >= network->node_count || target >= network->node_count) {
        return ent__fail(error, ENT_EINVAL, "paths from node %u to node %u; the network has %u nodes", source, target,
                         network->node_count);
    }
    if ((int)weight < ENT_WEIGHT_UNIT || weight > ENT_WEIGHT_INVERSE) {
        return ent__fail(error, ENT_EINVAL, "weight %d for shortest paths; expected unit, length or inverse",
                         (int)weight);
    }
    return ENT_OK;
}

/* The shares of what lies between: the two themselves are 0, everything is NaN if there is no path. */
static void leave_out_ends(double *scores, uint32_t count, uint32_t source, uint32_t target) {
    bool reached = scores[target] > 0.0;
    scores[source] = scores[target] = 0.0;
    for (uint32_t node = 0; node < count && !reached; node++) {
        scores[node] = NAN;
    }
}

ent_status ent_pair_betweenness(double *scores, const ent_network *network, uint32_t source, uint32_t target,
                                ent_weight weight, ent_error *error) {
    ent__layer layer;
    ent__search search;
    memset(scores, 0, network->node_count * sizeof *scores);
    ent_status status = check_pair(network, source, target, weight, error);
    if (status == ENT_OK) {
        status = ent__layer_make(&layer, network, ENT_OUT, weight, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = ent__search_make(&search, &layer, weight, error);
    if (status == ENT_OK) {
        status = ent__pair_shares(scores, NULL, &search, source, target, error);
        ent__search_free(&search);
    }
    ent__layer_free(&layer);
    if (status == ENT_OK) {
        leave_out_ends(scores, network->node_count, source, target);
    }
    return status;
}
