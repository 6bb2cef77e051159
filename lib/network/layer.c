/*
 * The layer that a measure sees: rows of the edges with positive strength, weighted as the call asks. O(n + m).
 *
 * The undirected projection of a directed network merges the two rising rows of each node, so that no sorting is needed.
 */
#include "layer.h"

#include <math.h>
#include <stdlib.h>

void ent__layer_free(ent__layer *layer) {
    free(layer->offsets);
    free(layer->heads);
    free(layer->edges);
    free(layer->weights);
    *layer = (ent__layer){0};
}

/* The weight of one entry: of an edge, or of a projected pair that has two (`back` is the other one, or ENT_NONE). */
static double weight_of(const ent_network *network, uint32_t edge, uint32_t back, ent_weight weight) {
    double strength = ent__edge_positive(network, edge);
    double length = ent__edge_length(network, edge);
    if (back != ENT_NONE) {
        strength += ent__edge_positive(network, back);
        length = fmin(length, ent__edge_length(network, back));
    }
    switch (weight) {
    case ENT_WEIGHT_UNIT:
        return 1.0;
    case ENT_WEIGHT_LENGTH:
        return length;
    case ENT_WEIGHT_INVERSE:
        return 1.0 / strength;
    case ENT_WEIGHT_STRENGTH:
        break;
    }
    return strength;
}

/* Rows are filled in the order of nodes, so that appending is all there is. */
static void append(ent__layer *layer, uint32_t head, uint32_t edge, double weight) {
    layer->heads[layer->arc_count] = head;
    layer->edges[layer->arc_count] = edge;
    layer->weights[layer->arc_count++] = weight;
}

/* Rows of the network rise, and so do the layer's. */
static void fill_row(ent__layer *layer, const ent_network *network, const ent__rows *rows, uint32_t node,
                     ent_weight weight, uint32_t avoid_kinds) {
    for (uint32_t i = rows->offsets[node]; i < rows->offsets[node + 1]; i++) {
        uint32_t edge = rows->edges[i];
        if (ent__is_open(network, edge, avoid_kinds)) {
            append(layer, rows->nodes[i], edge, weight_of(network, edge, ENT_NONE, weight));
        }
    }
}

/* Merges the out and the in row of a node of a directed network. */
static void fill_projected_row(ent__layer *layer, const ent_network *network, uint32_t node, ent_weight weight,
                               uint32_t avoid_kinds) {
    const ent__rows *out = ent__rows_of(network, ENT_OUT), *in = ent__rows_of(network, ENT_IN);
    uint32_t i = out->offsets[node], j = in->offsets[node];
    uint32_t out_end = out->offsets[node + 1], in_end = in->offsets[node + 1];
    while (i < out_end || j < in_end) {
        uint32_t a = i < out_end ? out->nodes[i] : UINT32_MAX, b = j < in_end ? in->nodes[j] : UINT32_MAX;
        uint32_t forth = a <= b ? out->edges[i] : ENT_NONE, back = b <= a ? in->edges[j] : ENT_NONE;
        i += a <= b;
        j += b <= a;
        bool forth_counts = forth != ENT_NONE && ent__is_open(network, forth, avoid_kinds);
        bool back_counts = back != ENT_NONE && ent__is_open(network, back, avoid_kinds);
        if (forth_counts) {
            append(layer, a, forth, weight_of(network, forth, back_counts ? back : ENT_NONE, weight));
        } else if (back_counts) {
            append(layer, b, back, weight_of(network, back, ENT_NONE, weight));
        }
    }
}

/* A strength so small that its inverse is infinite, or two that add up to infinity, have no length. */
static ent_status check_weights(const ent__layer *layer, const ent_network *network, ent_error *error) {
    for (uint32_t i = 0; i < layer->arc_count; i++) {
        if (!isfinite(layer->weights[i]) || !(layer->weights[i] > 0.0)) {
            char text[32];
            uint32_t edge = layer->edges[i];
            ent__double_format(text, layer->weights[i]);
            return ent__fail(error, ENT_EINVAL, "the edge from %u to %u has weight %s; expected a finite one above 0",
                             network->from[edge], network->to[edge], text);
        }
    }
    return ENT_OK;
}

ent_status ent__layer_make(ent__layer *layer, const ent_network *network, ent_mode mode, ent_weight weight,
                           ent_error *error) {
    return ent__layer_make_avoiding(layer, network, mode, weight, 0, error);
}

/* Room for every edge both ways; a layer with fewer does not use all of it. */
ent_status ent__layer_make_avoiding(ent__layer *layer, const ent_network *network, ent_mode mode, ent_weight weight,
                                    uint32_t avoid_kinds, ent_error *error) {
    bool projected = network->directed && mode == ENT_ALL;
    size_t room = (network->directed && !projected ? 1 : 2) * (size_t)network->edge_count;
    *layer = (ent__layer){.node_count = network->node_count, .directed = network->directed && !projected};
    layer->offsets = ent__calloc((size_t)network->node_count + 1, sizeof *layer->offsets);
    layer->heads = ent__calloc(room, sizeof *layer->heads);
    layer->edges = ent__calloc(room, sizeof *layer->edges);
    layer->weights = ent__calloc(room, sizeof *layer->weights);
    if (!layer->offsets || !layer->heads || !layer->edges || !layer->weights) {
        ent__layer_free(layer);
        return ent__fail_memory(error);
    }
    const ent__rows *rows = ent__rows_of(network, mode);
    for (uint32_t node = 0; node < network->node_count; node++) {
        if (projected) {
            fill_projected_row(layer, network, node, weight, avoid_kinds);
        } else {
            fill_row(layer, network, rows, node, weight, avoid_kinds);
        }
        layer->offsets[node + 1] = layer->arc_count;
    }
    ent_status status = check_weights(layer, network, error);
    if (status != ENT_OK) {
        ent__layer_free(layer);
    }
    return status;
}
