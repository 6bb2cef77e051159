/*
 * All shortest paths between two nodes at once: which share of them passes a node, and which arcs they take. Private.
 */
#ifndef ENT_PAIR_H
#define ENT_PAIR_H

#include "search.h"

/* For every node the share of the shortest paths from source to target that pass it, 1 for the two themselves; all 0 if there
 * is no path. `search` is a new one of a layer; `used` (an entry an arc of it; may be NULL) gets 1 for the arcs of these paths,
 * 0 else. ENT_ELIMIT for more paths than a double can count. One search, and O(n + m). */
ent_status ent__pair_shares(double *shares, uint8_t *used, ent__search *search, uint32_t source, uint32_t target,
                            ent_error *error);

#endif
