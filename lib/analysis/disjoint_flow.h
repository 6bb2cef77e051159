/*
 * The flow that disjoint paths are read from: as many units as go from source to target, with the fewest hops in all. Private.
 */
#ifndef ENT_DISJOINT_FLOW_H
#define ENT_DISJOINT_FLOW_H

#include "monotone.h"
#include "paths_internal.h"

/* A node has two places: 2 node, its door in, and 2 node + 1, its door out; by edge only the latter. */
typedef struct ent__disjoint_flow {
    const ent__route *route;
    bool by_node; /* at most one unit passes an inner node; else, and always, an edge */
    uint64_t *leaving, *coming; /* a bit for each entry of the rows out, and in: the flow goes along it */
    bool *carries; /* of each node: some step begins or ends there (or did) */
    uint32_t *before; /* of each node but the target: whence the flow last came in; ENT_NONE: it does not */
    double *potential, *distance; /* of each place; potential -inf: the target cannot be reached from there */
    uint32_t *cursor; /* of each place: steps looked at since the last search */
    bool *passed; /* of each place: it is on the way, or leads no further */
    uint32_t *way; /* places from the source on */
    ent__monotone heap;
} ent__disjoint_flow;

ent_status ent__disjoint_flow_find(ent__disjoint_flow *flow, const ent__route *route, bool by_node, ent_error *error);
/* Also of a flow that could not be found. */
void ent__disjoint_flow_free(ent__disjoint_flow *flow);

static inline bool ent__has_bit(const uint64_t *bits, uint32_t i) {
    return bits[i / 64] >> i % 64 & 1u;
}
static inline void ent__set_bit(uint64_t *bits, uint32_t i, bool value) {
    bits[i / 64] = (bits[i / 64] & ~((uint64_t)1 << i % 64)) | (uint64_t)value << i % 64;
}

#endif
