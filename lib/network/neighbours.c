/*
 * The neighbours of each node, borrowed from the network where that is possible. O(m), or O(n + m) where rows are made.
 */
#include "neighbours.h"

#include <stdlib.h>

void ent__neighbours_free(ent__neighbours *it) {
    free(it->own_offsets);
    free(it->own_heads);
    free(it->own_weights);
    *it = (ent__neighbours){0};
}

/* Where strengths are counts and no relation is hostile there is nothing to look at. */
static bool all_are_positive(const ent_network *network) {
    bool all = true, any_other = network->positive || network->hostile.items;
    for (uint32_t edge = 0; any_other && edge < network->edge_count && all; edge++) {
        all = ent__edge_is_positive(network, edge);
    }
    return all;
}

/* Rows of their own, taken over from a layer. */
static ent_status take_layer(ent__neighbours *it, const ent_network *network, ent_mode mode, ent_weight weight,
                             ent_error *error) {
    ent__layer layer;
    ent_status status = ent__layer_make(&layer, network, mode, weight, error);
    if (status == ENT_OK) {
        it->offsets = it->own_offsets = layer.offsets;
        it->heads = it->own_heads = layer.heads;
        layer.offsets = layer.heads = NULL;
    }
    if (status == ENT_OK && weight != ENT_WEIGHT_UNIT) {
        it->weights = it->own_weights = layer.weights;
        layer.weights = NULL;
    }
    ent__layer_free(&layer);
    return status;
}

static ent_status add_strengths(ent__neighbours *it, const ent_network *network, const ent__rows *rows,
                                ent_error *error) {
    uint32_t count = rows->offsets[network->node_count];
    it->weights = it->own_weights = ent__network_column(count, sizeof *it->own_weights);
    if (!it->weights) {
        return ent__fail_memory(error);
    }
    for (uint32_t place = 0; place < count; place++) {
        it->own_weights[place] = ent__edge_positive(network, rows->edges[place]);
    }
    return ENT_OK;
}

ent_status ent__neighbours_weighted(ent__neighbours *it, const ent_network *network, ent_mode mode, ent_weight weight,
                                    ent_error *error) {
    *it = (ent__neighbours){.node_count = network->node_count};
    bool projected = network->directed && mode == ENT_ALL;
    if (projected || !all_are_positive(network)) {
        return take_layer(it, network, mode, weight, error);
    }
    const ent__rows *rows = ent__rows_of(network, mode);
    it->offsets = rows->offsets;
    it->heads = rows->nodes;
    return weight == ENT_WEIGHT_UNIT ? ENT_OK : add_strengths(it, network, rows, error);
}

ent_status ent__neighbours_make(ent__neighbours *it, const ent_network *network, ent_mode mode, ent_error *error) {
    return ent__neighbours_weighted(it, network, mode, ENT_WEIGHT_UNIT, error);
}
