/*
 * Counting shortest paths, and the share of them that goes over each node and entry (Brandes 2001), weighted and unit
 * alike. O(n + m) after a search. Both passes ask ent__search_is_step(), so that they see the same paths.
 */
#include "search.h"

#include <math.h>

ent_status ent__brandes_count(ent__search *search, ent_error *error) {
    const ent__layer *layer = search->layer;
    double most = 0.0;
    for (uint32_t i = 0; i < search->reached; i++) {
        search->paths[search->order[i]] = i == 0 ? 1.0 : 0.0;
    }
    for (uint32_t i = 0; i < search->reached; i++) {
        uint32_t node = search->order[i];
        most = fmax(most, search->paths[node]);
        for (uint32_t entry = layer->offsets[node]; entry < layer->offsets[node + 1]; entry++) {
            if (ent__search_is_step(search, node, entry)) {
                search->paths[layer->heads[entry]] += search->paths[node];
            }
        }
    }
    if (!isfinite(most)) {
        return ent__fail(error, ENT_ELIMIT, "from node %u there are more shortest paths than 1e308 to some node",
                         search->order[0]);
    }
    return ENT_OK;
}

void ent__brandes_share(ent__search *search, double *over) {
    const ent__layer *layer = search->layer;
    for (uint32_t i = search->reached; i-- > 0;) {
        uint32_t node = search->order[i];
        search->share[node] = 0.0;
        for (uint32_t entry = layer->offsets[node]; entry < layer->offsets[node + 1]; entry++) {
            if (ent__search_is_step(search, node, entry)) {
                uint32_t head = layer->heads[entry];
                double share = search->paths[node] / search->paths[head] * (1.0 + search->share[head]);
                search->share[node] += share;
                if (over) {
                    over[entry] += share;
                }
            }
        }
    }
}
