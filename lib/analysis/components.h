/*
 * Connected and strongly connected components of a layer, by its neighbours. Private.
 */
#ifndef ENT_COMPONENTS_H
#define ENT_COMPONENTS_H

#include "../network/neighbours.h"

/* Components, labelled in the order of the smallest node contained; how many. Of one or two sets of rows, in which together
 * every tie stands in the rows of both its ends. O(n + m), and O(n) where most hang together; no memory. */
uint32_t ent__components_weak(uint32_t *labels, const ent__neighbours *rows, unsigned row_count);
/* Strong components (Tarjan 1972), labelled against the arcs: an arc leads from a label to the same or a smaller one. O(n + m). */
ent_status ent__components_strong(uint32_t *labels, uint32_t *count, const ent__neighbours *rows, ent_error *error);
/* Renames labels, all below `bound`, in the order of the smallest node; their number. */
ent_status ent__labels_in_order(uint32_t *labels, uint32_t *count, uint32_t node_count, uint32_t bound,
                                ent_error *error);

#endif
