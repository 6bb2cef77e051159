/*
 * All shortest paths between two nodes at once: how many of them pass a node, and which arcs they take. Private.
 */
#ifndef ENT_PAIR_H
#define ENT_PAIR_H

#include "../network/layer.h"

/* For every node the share of the shortest paths from source to target that pass it, 1 for the two themselves; all 0 if there
 * is no path. The layer's weights are the lengths. `used` (an entry an arc; may be NULL) gets 1 for the arcs of these paths,
 * 0 else. O((n + m) log n). */
ent_status ent__pair_shares(double *shares, uint8_t *used, const ent__layer *layer, uint32_t source, uint32_t target,
                            ent_error *error);

#endif
