/*
 * Louvain's communities. Private.
 */
#ifndef ENT_LOUVAIN_H
#define ENT_LOUVAIN_H

#include "../network/layer.h"

/* A community of every node of an undirected layer with edges; labels are below the number of nodes. About O(m) a pass. */
ent_status ent__louvain(uint32_t *labels, const ent__layer *layer, double resolution, const ent_run *run,
                        ent_error *error);

#endif
