/*
 * What holds the network together: articulation points and bridges (Tarjan 1972), by igraph. O(n + m).
 */
#include "../network/igraph_bridge.h"
#include <entente/analysis.h>

ent_status ent_articulation_points(uint32_t *nodes, uint32_t *count, const ent_network *network, const ent_run *run,
                                   ent_error *error) {
    ent__layer layer = {0};
    *count = 0;
    ent_status status = ent__progress(run, 0.0, error);
    if (status == ENT_OK) {
        status = ent__layer_make(&layer, network, ENT_ALL, ENT_WEIGHT_UNIT, error);
    }
    if (status == ENT_OK) {
        status = ent__igraph_articulation(nodes, count, &layer, run, error);
    }
    ent__layer_free(&layer);
    return status;
}

ent_status ent_bridges(uint32_t *u, uint32_t *v, uint32_t *count, const ent_network *network, const ent_run *run,
                       ent_error *error) {
    ent__layer layer = {0};
    *count = 0;
    ent_status status = ent__progress(run, 0.0, error);
    if (status == ENT_OK) {
        status = ent__layer_make(&layer, network, ENT_ALL, ENT_WEIGHT_UNIT, error);
    }
    if (status == ENT_OK) {
        status = ent__igraph_bridges(u, v, count, &layer, run, error);
    }
    ent__layer_free(&layer);
    return status;
}
