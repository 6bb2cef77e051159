/*
 * Betweenness from every source, unit lengths, exact. Private.
 */
#ifndef ENT_BETWEENNESS_LANES_H
#define ENT_BETWEENNESS_LANES_H

#include "compact.h"

/* Sums of dependencies over all sources, of each place of the layout, or of each arc of compact->out: NaN where shortest paths
 * are more than a double counts. */
ent_status ent__betweenness_lanes(double *scores, bool of_arcs, const ent__compact *compact, const ent_run *run,
                                  ent_error *error);

#endif
