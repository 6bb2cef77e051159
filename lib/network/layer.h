/*
 * The layer that a measure sees: simple weighted rows made from a network for one call. Private; read by analysis/.
 *
 * Mode ENT_OUT and ENT_IN give the rows of a directed network along or against the arcs; ENT_ALL the undirected projection
 * of it: P{u,v} = P(u,v) + P(v,u), the least length of the two. So a mutual relation, which a directed network has on both
 * arcs, counts twice here, and once in a network compiled undirected, where it is one tie. Of an undirected network all
 * modes give the same rows. Only edges with P > 0. Cost O(n + m) time and memory.
 */
#ifndef ENT_LAYER_H
#define ENT_LAYER_H

#include "network_internal.h"

typedef struct ent__layer {
    uint32_t node_count;
    uint32_t arc_count; /* entries of rows; an undirected edge has two */
    bool directed;
    uint32_t *offsets; /* node_count + 1 */
    uint32_t *heads; /* the neighbour, rising in each row */
    uint32_t *
        edges; /* the network's edge behind the entry (of a projected pair: the u->v arc if it is in the layer, else v->u) */
    double *weights; /* length or strength by the weight asked for; all 1 for unit */
} ent__layer;

/* LENGTH and INVERSE give lengths, STRENGTH gives P, UNIT gives 1; all are finite and > 0, or it is ENT_EINVAL. On failure
 * the layer is empty. */
ent_status ent__layer_make(ent__layer *layer, const ent_network *network, ent_mode mode, ent_weight weight,
                           ent_error *error);
/* The same without the edges all of whose relations are of the kinds in the mask. */
ent_status ent__layer_make_avoiding(ent__layer *layer, const ent_network *network, ent_mode mode, ent_weight weight,
                                    uint32_t avoid_kinds, ent_error *error);
void ent__layer_free(ent__layer *layer);

/* Whether an edge has positive strength and a relation of a kind that is not avoided. */
static inline bool ent__is_open(const ent_network *network, uint32_t edge, uint32_t avoid_kinds) {
    bool open = avoid_kinds == 0;
    for (uint32_t kind = 0; !open && kind < ENT_KIND_COUNT; kind++) {
        open = ent__edge_of_kind(network, edge, kind) > 0 && !(avoid_kinds >> kind & 1u);
    }
    return open && ent__edge_is_positive(network, edge);
}

#endif
