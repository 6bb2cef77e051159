/*
 * Betweenness from every source, unit lengths, exact. Private.
 */
#ifndef ENT_BETWEENNESS_LANES_H
#define ENT_BETWEENNESS_LANES_H

#include "compact.h"

/* A component with less nodes a level is long (compact.h): on grids of 4 to 60 rows one source after another takes half the time
 * of eight at once, on random networks of 3 edges a node and 200 nodes a level twice as much. */
#define ENT__BETWEENNESS_NARROW 64

/* Sums of dependencies over all sources, of each place of the layout, or of each arc of compact->out: NaN where shortest paths
 * are more than a double counts. `weights`: how often each place counts as a source and as a target; NULL: once. */
ent_status ent__betweenness_lanes(double *scores, bool of_arcs, const ent__compact *compact, const double *weights,
                                  const ent_run *run, ent_error *error);

#endif
