/*
 * The bridge to igraph: the only way to it. Private; igraph's header is included by igraph_bridge.c alone.
 *
 * Every call takes one lock (igraph as packaged is not thread-safe), sets igraph's error, warning, progress handlers and seed
 * for its own time and puts the host's back. Inputs are checked before they come here.
 */
#ifndef ENT_IGRAPH_BRIDGE_H
#define ENT_IGRAPH_BRIDGE_H

#include "layer.h"

ent_status ent__igraph_betweenness(double *scores, const ent__layer *layer, bool weighted, const ent_run *run,
                                   ent_error *error);
ent_status ent__igraph_pagerank(double *scores, const ent__layer *layer, double damping, const double *personalisation,
                                const ent_run *run, ent_error *error);
ent_status ent__igraph_coreness(double *scores, const ent__layer *layer, ent_mode mode, const ent_run *run,
                                ent_error *error);
ent_status ent__igraph_articulation(uint32_t *nodes, uint32_t *count, const ent__layer *layer, const ent_run *run,
                                    ent_error *error);
ent_status ent__igraph_communities(uint32_t *labels, const ent__layer *layer, bool leiden, double resolution,
                                   const ent_run *run, ent_error *error);

#endif
