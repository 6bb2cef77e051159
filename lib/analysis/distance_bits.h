/*
 * How far all nodes are from each node, unit lengths: counts and sums of distances, without the distances. Private.
 */
#ifndef ENT_DISTANCE_BITS_H
#define ENT_DISTANCE_BITS_H

#include "compact.h"

#define ENT__DISTANCE_NARROW 4 /* a component with less nodes a level is long: bits are as quick in 4, faster in 8 */

/* Of each place of the layout, over all others from which arcs lead there (all arrays have one entry a place): how many they
 * are, the sum of their distances, the sum of the inverses, and the greatest. */
typedef struct ent__reaches {
    double *counts, *sums, *inverses, *greatest;
} ent__reaches;
ent_status ent__distance_bits(const ent__reaches *reaches, const ent__compact *compact, const ent_run *run,
                              ent_error *error);

#endif
