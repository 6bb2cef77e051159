/*
 * Betweenness from one source, unit lengths: Brandes (2001) as he wrote it, for small components and long ones, where eight
 * sources at once hardly meet and rows of eight are mostly zeros. Private. O(n + m) a source of what it reaches, 24 bytes a
 * node. Measured beside eight at once, one thread: a ring of 1,500 nodes 3.7 times, components of 7 nodes 2.4 to 3.9 times;
 * beside the same with branches: grids 1.5 times.
 */
#ifndef ENT_BETWEENNESS_NARROW_H
#define ENT_BETWEENNESS_NARROW_H

#include "compact.h"

/* Working memory of one thread. */
typedef struct ent__narrow {
    const ent__compact *compact;
    const double *weights; /* how often each place counts as a target and as a source; NULL: once */
    uint32_t *queue; /* places in the order that they are reached in */
    uint32_t *distances; /* of each place; between sources ENT_NONE of all */
    double *paths; /* number of shortest paths */
    double *coefficients; /* (weight + dependency) / paths, times the weight of the source */
} ent__narrow;

/* Compact and weights are borrowed. False if there is no memory; close it then as well. */
bool ent__narrow_open(ent__narrow *narrow, const ent__compact *compact, const double *weights);
void ent__narrow_close(ent__narrow *narrow);
/* Adds the source's dependencies to the scores of places, or what each arc of compact->out carries to those of arcs. */
void ent__narrow_add(double *scores, bool of_arcs, ent__narrow *narrow, uint32_t source);

#endif
