/*
 * A layer laid out for the kernels that go over all of it from many sources: nodes renumbered by falling degree, so that the
 * rows that everything meets lie together in the cache, and both directions at hand. Private. O(n log n + m).
 */
#ifndef ENT_COMPACT_H
#define ENT_COMPACT_H

#include "../network/layer.h"

#define ENT__SMALL 32 /* nodes of a small component, at most */

typedef struct ent__compact_rows {
    uint32_t *offsets; /* node_count + 1 */
    uint32_t *heads;
} ent__compact_rows;

typedef struct ent__compact {
    uint32_t node_count;
    uint32_t arc_count;
    uint32_t *node_of; /* the node of the layer that each place stands for */
    ent__compact_rows out, in; /* of an undirected layer the same arrays */
    /* Places in the order that sources are taken in: neighbours come together, component by component, each breadth first. First
     * small components, then long ones, in neither of which searches at once have much in common; then the others. Of an
     * undirected layer those without arcs are left out; a directed one is all long, or all other. */
    uint32_t *sources;
    uint32_t small_end, long_end, source_count; /* where each kind ends */
    uint32_t *starts; /* of the small components in the sources, and where the last one ends */
    uint32_t small_count;
    double arcs_met; /* by searches from all sources that are not in small components: about, if directed */
} ent__compact;

/* A component is long if an arc's level mostly has less than `narrow` nodes, as its first node sees it, and there are more levels
 * than that; a directed layer, if some hundred of its nodes see less than thrice as many there. */
ent_status ent__compact_make(ent__compact *compact, const ent__layer *layer, uint32_t narrow, ent_error *error);
void ent__compact_free(ent__compact *compact);

#endif
