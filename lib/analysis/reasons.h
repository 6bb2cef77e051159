/*
 * Collecting what an answer rests on: relations with what each contributes, which become an explanation. Private.
 */
#ifndef ENT_REASONS_H
#define ENT_REASONS_H

#include "../network/network_internal.h"
#include <entente/compare.h>

typedef struct ent__reasons {
    ent_reason *items;
    size_t count, capacity;
    ent_error *error;
} ent__reasons;

/* Adds to what a relation contributes. */
ent_status ent__reasons_add(ent__reasons *reasons, ent_id relation, double contribution);
/* Makes the explanation of `value`: relations merged and in order, their sources beside. The reasons are freed, also on failure. */
ent_status ent__reasons_finish(ent_explanation **explanation, ent__reasons *reasons, const ent_graph *graph,
                               double value);

/* A tie that something rests on, and how much. */
typedef struct ent__weighed {
    uint32_t edge;
    double weight;
} ent__weighed;

/* All of them, and what of a relation counts there. */
typedef struct ent__weighed_ties {
    ent__weighed *edges; /* get sorted */
    size_t count;
    ent_layer layer;
    bool with_zero; /* also names relations that add nothing */
} ent__weighed_ties;

/* Shares each tie's weight out among its relations by what they add to its strength in the layer. ENT_EINVAL if the graph is not
 * that of the network. */
ent_status ent__reasons_of_edges(ent__reasons *reasons, const ent_graph *graph, const ent_network *network,
                                 const ent__weighed_ties *ties);
/* ENT_EINVAL if the graph cannot be the one that the network was compiled from. O(edges), as evidence is rising. */
ent_status ent__reasons_check(const ent_graph *graph, const ent_network *network, ent_error *error);

#endif
