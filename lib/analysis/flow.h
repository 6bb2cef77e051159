/*
 * Maximum flow between two nodes, and again without one of the others. Private.
 *
 * The layer's rows must be symmetric (an undirected layer, or the projection of a directed one): every arc has its twin, the
 * way back, whose capacity may be 0. The layer must outlive the flow.
 */
#ifndef ENT_FLOW_H
#define ENT_FLOW_H

#include "../network/layer.h"

typedef struct ent__flow {
    const ent__layer *layer; /* its weights are the capacities of the arcs */
    uint32_t source, target;
    uint32_t *twins; /* of each arc the way back */
    double *residual; /* of each arc, what it can still take */
    uint32_t *touched, touched_count; /* arcs whose residual the last flow changed */
    uint8_t *is_touched;
    uint32_t *levels, *next; /* of each node: distance from the source, next arc to try */
    uint32_t *path; /* nodes waiting, then arcs of the path */
} ent__flow;

/* Of each arc of a symmetric layer, the arc back. O(n + m). */
ent_status ent__layer_twins(uint32_t **twins, const ent__layer *layer, ent_error *error);

/* On failure the flow is empty. */
ent_status ent__flow_make(ent__flow *flow, const ent__layer *layer, uint32_t source, uint32_t target, ent_error *error);
/* The value of a maximum flow that does not pass the node `without` (ENT_NONE: any); which arcs it takes says
 * ent__flow_uses(). The same layer gives the same flow. */
ent_status ent__flow_run(double *value, ent__flow *flow, uint32_t without, const ent_run *run, ent_error *error);
/* True if the last flow found goes along an arc, beyond rounding. */
bool ent__flow_uses(const ent__flow *flow, uint32_t arc);
void ent__flow_free(ent__flow *flow);

#endif
