/*
 * A layer laid out for the kernels that go over all of it from many sources: nodes renumbered by falling degree, so that the
 * rows that everything meets lie together in the cache, and both directions at hand. Private. O(n log n + m).
 */
#ifndef ENT_COMPACT_H
#define ENT_COMPACT_H

#include "../network/layer.h"

typedef struct ent__compact_rows {
    uint32_t *offsets; /* node_count + 1 */
    uint32_t *heads;
} ent__compact_rows;

typedef struct ent__compact {
    uint32_t node_count;
    uint32_t arc_count;
    uint32_t *node_of; /* the node of the layer that each place stands for */
    uint32_t
        *sources; /* places in the order that sources are taken in: neighbours come together, component by component */
    ent__compact_rows out, in; /* of an undirected layer the same arrays */
} ent__compact;

ent_status ent__compact_make(ent__compact *compact, const ent__layer *layer, ent_error *error);
void ent__compact_free(ent__compact *compact);

#endif
