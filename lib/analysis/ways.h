/*
 * The ways that paths may go: rows of a network along the mode of a call, with what is avoided closed. Private.
 *
 * The rows are the network's own and an entry is looked at when a search comes by, so that asking for one short path in a
 * big network costs no more than the search; only the undirected projection of a directed network is made for the call,
 * O(n + m). Avoided nodes and kinds cost nothing more than the test.
 */
#ifndef ENT_WAYS_H
#define ENT_WAYS_H

#include "../network/layer.h"
#include <entente/analysis.h>

typedef struct ent__ways {
    const ent_network *network;
    const ent_run *run;
    ent__rows out, in; /* towards the target and back; borrowed from the network or the projection */
    ent__layer projection; /* of a directed network in both directions; else empty */
    ent_mode mode;
    ent_weight weight; /* STRENGTH: the widest path's; UNIT where all lengths are 1 */
    bool is_plain; /* every entry is a way of length 1 */
    uint32_t avoid_kinds;
    bool *avoided; /* of each node; NULL: none */
} ent__ways;

/* Checks weight, mode and what to avoid (the ends may not be avoided); takes the rest of `options` as it is. */
ent_status ent__ways_make(ent__ways *ways, const ent_network *network, const ent_path_options *options,
                          const ent_run *run, ent_error *error);
void ent__ways_free(ent__ways *ways);

/* The entry of v in the row of u; there is one. O(log degree). */
uint32_t ent__rows_entry(const ent__rows *rows, uint32_t u, uint32_t v);

/* ENT_EINVAL if a node is none, or among those to avoid; `role` names it in the message. */
ent_status ent__ways_check_node(const ent__ways *ways, uint32_t node, const char *role, ent_error *error);

/* The greatest cost that is a tie with `cost`. A little more than MEASURES says, by what sums taken in another order can
 * differ: far below any difference that means something. */
static inline double ent__tie_bound(double cost) {
    return cost * (1.0 + 1.01e-10);
}

static inline bool ent__is_avoided(const ent__ways *ways, uint32_t node) {
    return ways->avoided && ways->avoided[node];
}

/* Whether an entry of the rows may be used, and its length (or strength). Inline: every search spends its time here. */
static inline bool ent__way(const ent__ways *ways, const ent__rows *rows, uint32_t entry, double *weight) {
    if (ways->is_plain) {
        *weight = 1.0;
        return true;
    }
    if (ways->projection.weights) {
        *weight = ways->projection.weights[entry];
        return true;
    }
    const ent_network *network = ways->network;
    uint32_t edge = rows->edges[entry];
    if (!ent__is_open(network, edge, ways->avoid_kinds)) {
        return false;
    }
    *weight = ways->weight == ENT_WEIGHT_UNIT      ? 1.0
              : ways->weight == ENT_WEIGHT_LENGTH  ? ent__edge_length(network, edge)
              : ways->weight == ENT_WEIGHT_INVERSE ? 1.0 / ent__edge_positive(network, edge)
                                                   : ent__edge_positive(network, edge);
    return true;
}

#endif
