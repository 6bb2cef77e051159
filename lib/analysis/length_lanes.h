/*
 * Distances from eight sources at once where edges have lengths. Private.
 */
#ifndef ENT_LENGTH_LANES_H
#define ENT_LENGTH_LANES_H

#include "../network/layer.h"
#include "lanes.h"

/* Working memory of one thread. */
typedef struct ent__length_lanes {
    const ent__layer *layer;
    void *block; /* of the rows, which begin at the next multiple of 64 in it */
    ent__row *distances; /* of each node from each source; +inf: not reached */
    uint32_t *
        reached; /* the nodes that some source reaches, as they were found; all that a batch goes over; room for n + 1 */
    uint32_t reached_count;
    uint8_t *is_reached;
    uint32_t *near, *far; /* nodes with news for their neighbours: a ring, and a list */
    uint8_t *is_near, *is_far;
    double *news; /* of these the least distance among what is new */
    double step; /* by which the limit between near and far is moved on, at least */
} ent__length_lanes;

/* On failure false, and closing is still right. */
bool ent__length_lanes_open(ent__length_lanes *lanes, const ent__layer *layer);
void ent__length_lanes_close(ent__length_lanes *lanes);
/* Fills the rows for up to eight sources; other lanes are +inf. The distances are those of ent__dijkstra(), bit by bit. */
void ent__length_lanes_search(ent__length_lanes *lanes, const uint32_t *sources, uint32_t count);

/* source_order.c: all nodes, so that those which short edges join come together. `order` has room for n. O(m log n). */
ent_status ent__length_lanes_order(uint32_t *order, const ent__layer *layer, ent_error *error);

#endif
