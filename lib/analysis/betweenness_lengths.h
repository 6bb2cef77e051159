/*
 * Betweenness from every source where edges have lengths, exact. Private.
 */
#ifndef ENT_BETWEENNESS_LENGTHS_H
#define ENT_BETWEENNESS_LENGTHS_H

#include "../network/layer.h"

/* Whether every length changes every sum of a path, so that nodes further on are further away: asked for below. */
bool ent__betweenness_lengths_fit(const ent__layer *layer);
/* Sums of dependencies over all sources: of each node, or of each entry of the layer. Shortest paths are those of
 * ent__search_is_step(). ENT_ELIMIT if they are more than a double can count. */
ent_status ent__betweenness_lengths(double *sums, bool of_entries, const ent__layer *layer, const ent_run *run,
                                    ent_error *error);

#endif
