/*
 * Dividing nodes into groups so that as much weight as can be lies inside them: the local search that blocs and signed
 * communities share. Private.
 *
 * Maximised is the sum over unordered pairs in one group of w_uv - (a_u a_v / A - b_u b_v / B), where w may be negative and
 * the part in brackets, the chance that a null model gives the pair, may be absent. A heuristic: never worse than what it is
 * given, no bound of how good. Seeded, so that the same seed gives the same groups.
 */
#ifndef ENT_PARTITION_H
#define ENT_PARTITION_H

#include "../base/base_internal.h"

/* A weighted graph; every pair stands in both rows. Self-weights do not matter to any move and are not here. */
typedef struct ent__pairs {
    uint32_t node_count;
    const uint32_t *offsets;
    const uint32_t *heads;
    const double *weights; /* of each entry */
    const double *a, *b; /* of each node; NULL: no null model */
    double per_a, per_b; /* 1 / A, 1 / B; 0 where the sum is 0 */
} ent__pairs;

/* Moves single nodes, in random order, and ends of a pair against each other, as long as that raises the objective. `labels`
 * are below `most`, the most groups allowed (at most node_count); what is gained is given back, negative on no memory. */
double ent__partition_improve(uint32_t *labels, const ent__pairs *pairs, uint32_t most, uint64_t *random);

/* Numbers the labels (below `most`) anew in the order of the smallest node that has each; their number. `map` has room for most. */
uint32_t ent__partition_renumber(uint32_t *labels, uint32_t count, uint32_t *map, uint32_t most);

#endif
