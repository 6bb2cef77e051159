/*
 * A weighted graph whose nodes are groups of another's nodes: what community search climbs. Private.
 */
#ifndef ENT_COARSE_H
#define ENT_COARSE_H

#include "../network/layer.h"

typedef struct ent__coarse {
    uint32_t count;
    uint32_t *offsets, *heads; /* rows without loops */
    double *weights;
    double *strengths; /* of each node, with what lies inside it */
    uint32_t *labels; /* the community of each node, below count */
    uint32_t *groups; /* the node of the next graph that each node becomes part of */
} ent__coarse;

/* The layer itself, every label 0. On failure the graph is empty. */
ent_status ent__coarse_first(ent__coarse *made, const ent__layer *layer, ent_error *error);
/* The groups of `from`, `count` of them and numbered from 0, as nodes; each keeps the label of its members, renumbered. */
ent_status ent__coarse_next(ent__coarse *made, const ent__coarse *from, uint32_t count, ent_error *error);
void ent__coarse_free(ent__coarse *graph);
/* Numbers `labels` (below count) anew from 0 in the order of their first node; how many, or ENT_NONE on no memory. */
uint32_t ent__renumber(uint32_t *labels, uint32_t count);

#endif
