/*
 * Communities that maximise modularity. Private.
 */
#ifndef ENT_LEIDEN_H
#define ENT_LEIDEN_H

#include "../network/layer.h"

/* A community of every node of an undirected layer with edges, seeded by run->seed; labels are below the number of nodes.
 * `refined`: Leiden, else Louvain. About O(m) a pass. */
ent_status ent__leiden(uint32_t *labels, const ent__layer *layer, bool refined, double resolution, const ent_run *run,
                       ent_error *error);

#endif
