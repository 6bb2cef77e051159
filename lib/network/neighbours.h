/*
 * Who is tied to whom: the rows of a layer (layer.h) without its edges, and for measures of unit weights without weights. Private.
 *
 * Where every edge of the network is in the layer they are the network's own rows, borrowed: O(m) time to see that, and no
 * memory. Else they are made, O(n + m).
 */
#ifndef ENT_NEIGHBOURS_H
#define ENT_NEIGHBOURS_H

#include "layer.h"

typedef struct ent__neighbours {
    uint32_t node_count;
    const uint32_t *offsets; /* node_count + 1 */
    const uint32_t *heads; /* rising in each row */
    const double *weights; /* NULL: 1 each */
    uint32_t *own_offsets, *own_heads; /* NULL: borrowed from the network */
    double *own_weights;
} ent__neighbours;

/* Modes as in ent__layer_make(). On failure it is empty. */
ent_status ent__neighbours_make(ent__neighbours *it, const ent_network *network, ent_mode mode, ent_error *error);
/* The same with the weights of ENT_WEIGHT_STRENGTH; ENT_WEIGHT_UNIT: none. */
ent_status ent__neighbours_weighted(ent__neighbours *it, const ent_network *network, ent_mode mode, ent_weight weight,
                                    ent_error *error);
void ent__neighbours_free(ent__neighbours *it);

/* Those of a layer that is there already; borrowed from it. */
static inline ent__neighbours ent__neighbours_of(const ent__layer *layer) {
    return (ent__neighbours){
        .node_count = layer->node_count, .offsets = layer->offsets, .heads = layer->heads, .weights = layer->weights};
}

static inline uint32_t ent__degree(const ent__neighbours *it, uint32_t node) {
    return it->offsets[node + 1] - it->offsets[node];
}

#endif
