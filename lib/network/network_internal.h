/*
 * How a network lies in memory. Private; read by analysis/ and io/.
 * Edges are columns ordered by (from, to); both directions are CSR over them. In an undirected network every edge
 * stands in both ends' rows of `out`, and `in` is the same arrays.
 */
#ifndef ENT_NETWORK_INTERNAL_H
#define ENT_NETWORK_INTERNAL_H

#include "../base/base_internal.h"
#include "../view/ties.h"
#include <entente/network.h>
#include <stdatomic.h>

/* Compressed rows: the neighbours of node v are nodes[offsets[v] .. offsets[v+1]), rising, over the edges beside. */
typedef struct ent__rows {
    uint32_t *offsets;
    uint32_t *nodes;
    uint32_t *edges;
} ent__rows;

/* What networks from one index share with it: freed by the last of them. */
typedef struct ent__shared {
    atomic_size_t owners;
    struct ent_network *whole; /* the network of all days, or NULL */
    uint32_t count;
    ent_id relations[]; /* evidence: of each pair, by day and relation */
} ent__shared;

struct ent_network {
    uint32_t node_count;
    uint32_t edge_count;
    bool directed;
    bool compiled;
    ent_view view; /* its arrays NULL */
    ent_id *named; /* actors that the view named: `named_only`, then `named_excluded` of them; NULL: none */
    size_t named_only, named_excluded;
    ent_id *actors; /* of each node, rising; NULL in a network from arrays */
    uint32_t *from, *to;
    double *positive, *negative, *length;
    uint32_t *relations;
    ent_date *first, *last;
    uint32_t *kinds; /* 4 an edge */
    size_t *evidence_offsets; /* from shared->count on they lie in `evidence` */
    ent_id *evidence;
    size_t evidence_count; /* in `evidence` */
    ent__shared *shared; /* of a network from an index; else NULL */
    bool lent; /* all columns and rows are those of shared->whole */
    ent_internal *internal; /* of each node; NULL: none */
    ent__rows out, in;
    ent_date last_day; /* the last day of any relation of it that is not open; ENT_DATE_MIN: none */
};

/*
 * Builds edges, evidence and rows of a network from ties, which are freed, also on failure; their pairs are from << 32 | to, none is a
 * loop, and those of a pair come by rising relation. `network` has its node_count, directed and view set; `lengths` (by relation
 * number) may be NULL: 1 each. On failure the network is left for ent_network_free().
 */
ent_status ent__network_build(ent_network *network, ent__tie *ties, size_t count, const double *lengths,
                              ent_error *error);
/* Room for `edges` edges, zeroed, with room for `evidence` relations of their own. */
ent_status ent__network_allocate(ent_network *network, size_t edges, size_t evidence, ent_error *error);
/* Makes the rows of a network whose edges are there. */
ent_status ent__network_make_rows(ent_network *network, ent_error *error);
/* Gives up a share; NULL is fine. */
void ent__shared_release(ent__shared *shared);
/* Copies the view that a network answers: its plain fields, and the actors that it named. */
ent_status ent__network_set_view(ent_network *network, const ent_view *view, ent_error *error);
/* The view of a compiled network with the actors that it named; its codes are not kept. Borrowed for the network's life. */
ent_view ent__network_asked(const ent_network *network);

/* Two compiled networks as one, to be drawn: relations of both, strengths added up, the view of `after` over both windows. */
ent_status ent__network_overlay(ent_network **network, const ent_network *before, const ent_network *after,
                                ent_error *error);
/* The edge from an actor to another, or ENT_NONE. */
uint32_t ent__network_edge_between(const ent_network *network, ent_id from, ent_id to);
/* As ent_network_evidence(), of an edge that is there; relations[edge] of them. */
static inline const ent_id *ent__network_evidence(const ent_network *network, uint32_t edge) {
    size_t start = network->evidence_offsets[edge], shared = network->shared ? network->shared->count : 0;
    return start < shared ? network->shared->relations + start : network->evidence + (start - shared);
}
/* How many relations the edges have as evidence, one that is of several edges counted with each. O(edges). */
size_t ent__network_evidence_count(const ent_network *network);
/* True if a relation is evidence of an edge. O(log evidence). */
bool ent__network_rests_on(const ent_network *network, uint32_t edge, ent_id relation);

#endif
