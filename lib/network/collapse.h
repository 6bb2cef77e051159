/*
 * From ties to edges. Private.
 */
#ifndef ENT_COLLAPSE_H
#define ENT_COLLAPSE_H

#include "network_internal.h"

/* How ties are to be read. */
typedef struct ent__reading {
    unsigned bits; /* of an end in a pair */
    const uint32_t *nodes; /* the node of an end; NULL: ends are nodes */
    const double *lengths; /* by relation number; NULL: 1 each */
    uint32_t workers;
} ent__reading;

/* Makes the edges of sorted ties, with their evidence; loops become internal. On failure the network is left for
 * ent_network_free(). */
ent_status ent__network_collapse(ent_network *network, const ent__piece *sorted, const ent__reading *reading,
                                 ent_error *error);
/* Sorts the ties of pieces, which are freed, collapses them, and makes the rows. The network has its node_count and directed set. */
ent_status ent__network_build_pieces(ent_network *network, ent__piece *pieces, size_t piece_count,
                                     const ent__reading *reading, ent_error *error);

#endif
