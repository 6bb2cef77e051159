/*
 * A network from arcs that have been collected: what compiling a view ends with, and a window of a series. Private.
 */
#ifndef ENT_COMPILE_H
#define ENT_COMPILE_H

#include "../view/arcs.h"
#include "network_internal.h"

/* `view` has its defaults filled in; it and the arcs, which are its, are only read. O(actors of the graph + arcs). */
ent_status ent__network_of_arcs(ent_network **network, const ent_graph *graph, const ent_view *view,
                                const ent__arcs *arcs, ent_error *error);

#endif
