/*
 * Betweenness from every source, unit lengths, exact. Private.
 */
#ifndef ENT_BETWEENNESS_LANES_H
#define ENT_BETWEENNESS_LANES_H

#include "compact.h"

/* Sums of dependencies over all sources, of each place of the layout: NaN where shortest paths are more than a double counts.
 * `scores` has room for one a place. */
ent_status ent__betweenness_lanes(double *scores, const ent__compact *compact, const ent_run *run, ent_error *error);

#endif
