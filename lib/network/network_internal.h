/*
 * How a network lies in memory. Private; read by analysis/ and io/.
 * Edges are columns ordered by (from, to); both directions are CSR over them. In an undirected network every edge
 * stands in both ends' rows of `out_rows`, and `in_rows` is the same arrays; in a directed one out_rows.nodes is `to`.
 * What other columns say is not stored, and whole numbers in as few bytes as they need: read edges through ent__edge_*().
 */
#ifndef ENT_NETWORK_INTERNAL_H
#define ENT_NETWORK_INTERNAL_H

#include "../base/base_internal.h"
#include "../view/ties.h"
#include "packed.h"
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
    double *positive; /* NULL: 1 for each relation that is not hostile */
    double *negative; /* NULL: 1 for each that is */
    ent__packed
        hostile; /* relations that add 1 to the negative; nothing else is negative, where there is no column for it */
    double *length; /* NULL: 1 each */
    bool has_counts; /* `relations` is filled; else evidence lies in the order of the edges, without gaps */
    ent__packed relations;
    ent__packed first, duration; /* days from ENT_DATE_MIN, and from the first to the last */
    ent__packed kinds[ENT_KIND_COUNT]; /* but of `rest_kind`: whose relations are those of no other */
    uint8_t rest_kind;
    ent__packed evidence_offsets; /* one more than edges; from shared->count on they lie in `evidence` */
    ent_id *evidence;
    size_t evidence_count; /* in `evidence` */
    ent__shared *shared; /* of a network from an index; else NULL */
    bool lent; /* all columns and rows are those of shared->whole */
    ent_internal *internal; /* of each node; NULL: none */
    ent__rows out_rows, in_rows; /* read through ent__rows_of() */
    atomic_bool lacks_rows; /* there is room for them, but they are not made */
    struct ent__filled *filled; /* what was made for ent_network_edges() */
    struct ent__floors *floors; /* what was made for searches: see floors.h */
    ent_date last_day; /* the last day of any relation of it that is not open; ENT_DATE_MIN: none */
};

/*
 * Builds edges, evidence and rows of a network from ties, which are freed, also on failure; their pairs are from << 32 | to, none is a
 * loop, and those of a pair come by rising relation. `network` has its node_count, directed and view set; `lengths` (by relation
 * number) may be NULL: 1 each. On failure the network is left for ent_network_free().
 */
ent_status ent__network_build(ent_network *network, ent__tie *ties, size_t count, const double *lengths,
                              ent_error *error);
/* What the edges of a network need room for. */
typedef struct ent__extent {
    size_t edges;
    size_t evidence; /* relations of all; none are made room for where counts are kept */
    size_t evidence_end; /* no evidence offset is above it */
    uint32_t relations; /* most of an edge */
    ent_date first_least, first_most; /* of the first days of the edges */
    uint32_t duration; /* most days from an edge's first to its last */
    unsigned kinds; /* ENT_KIND_BIT of all there are */
    bool has_weights; /* some relation adds neither 1 nor -1, or no relation what is added */
    bool has_negative;
    bool has_lengths;
    bool has_counts; /* as in ent_network */
} ent__extent;
#define ENT__EXTENT_INIT                                                                                               \
    { .first_least = ENT_DATE_MAX, .first_most = ENT_DATE_MIN }

/* An edge, as it is written and copied. */
typedef struct ent__edge {
    double positive, negative, length;
    ent_date first, last;
    uint32_t relations, kinds[ENT_KIND_COUNT];
} ent__edge;

/* Room for a column, or NULL; not zeroed, for every entry is written. */
void *ent__network_column(size_t count, size_t size);
/* Room for edges, of which everything is still to be written, the evidence offset behind the last too. */
ent_status ent__network_allocate(ent_network *network, const ent__extent *extent, ent_error *error);
/* Writes an edge of a network that has room for what it is; its ends and evidence are the caller's. */
void ent__network_write(ent_network *network, uint32_t edge, const ent__edge *from);
ent__edge ent__network_read(const ent_network *network, uint32_t edge);
/* Bytes of the columns of edges, evidence included, but not the rows. */
size_t ent__network_columns_memory(const ent_network *network);
void ent__network_columns_free(ent_network *network);
/* Makes the rows of a network whose edges are there. O(nodes + edges); with several workers as much memory as rows take, at most. */
ent_status ent__network_make_rows(ent_network *network, uint32_t workers, ent_error *error);
void ent__network_free_rows(ent_network *network);
/* Makes room for the rows of a network, for them to be made when they are first asked for. */
ent_status ent__network_promise_rows(ent_network *network, ent_error *error);
void ent__network_keep_promise(const ent_network *network);
static inline const ent__rows *ent__rows_of(const ent_network *network, ent_mode mode) {
    if (atomic_load_explicit(&network->lacks_rows, memory_order_acquire)) {
        ent__network_keep_promise(network);
    }
    return mode == ENT_IN ? &network->in_rows : &network->out_rows;
}
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
/* Where the evidence of an edge starts. */
static inline size_t ent__evidence_start(const ent_network *network, uint32_t edge) {
    return ent__packed_get(&network->evidence_offsets, edge);
}
/* As ent_network_evidence(), of an edge that is there; ent__edge_relations() of them. */
static inline const ent_id *ent__network_evidence(const ent_network *network, uint32_t edge) {
    size_t start = ent__evidence_start(network, edge), shared = network->shared ? network->shared->count : 0;
    return start < shared ? network->shared->relations + start : network->evidence + (start - shared);
}
/* An edge, number by number, as ent_edges has it. */
static inline uint32_t ent__edge_relations(const ent_network *network, uint32_t edge) {
    if (network->has_counts) {
        return (uint32_t)ent__packed_get(&network->relations, edge);
    }
    return (uint32_t)(ent__packed_get(&network->evidence_offsets, (size_t)edge + 1) -
                      ent__packed_get(&network->evidence_offsets, edge));
}
static inline double ent__edge_positive(const ent_network *network, uint32_t edge) {
    return network->positive ? network->positive[edge]
                             : ent__edge_relations(network, edge) - (uint32_t)ent__packed_get(&network->hostile, edge);
}
/* Whether the positive strength is above 0. Inline, and asked of no column that need not be: searches do so of every arc. */
static inline bool ent__edge_is_positive(const ent_network *network, uint32_t edge) {
    return (!network->positive && !network->hostile.items) || ent__edge_positive(network, edge) > 0.0;
}
static inline double ent__edge_negative(const ent_network *network, uint32_t edge) {
    return network->negative ? network->negative[edge] : (uint32_t)ent__packed_get(&network->hostile, edge);
}
static inline double ent__edge_length(const ent_network *network, uint32_t edge) {
    return network->length ? network->length[edge] : 1.0;
}
static inline ent_date ent__edge_first(const ent_network *network, uint32_t edge) {
    return (ent_date)((int64_t)ent__packed_get(&network->first, edge) + ENT_DATE_MIN);
}
static inline ent_date ent__edge_last(const ent_network *network, uint32_t edge) {
    uint64_t last = ent__packed_get(&network->first, edge) + ent__packed_get(&network->duration, edge);
    return (ent_date)((int64_t)last + ENT_DATE_MIN);
}
/* Relations of a kind. */
static inline uint32_t ent__edge_of_kind(const ent_network *network, uint32_t edge, unsigned kind) {
    if (kind != network->rest_kind) {
        return (uint32_t)ent__packed_get(&network->kinds[kind], edge);
    }
    uint32_t rest = ent__edge_relations(network, edge);
    for (unsigned other = 0; other < ENT_KIND_COUNT; other++) {
        rest -= other == kind ? 0 : (uint32_t)ent__packed_get(&network->kinds[other], edge);
    }
    return rest;
}

/* How many relations the edges have as evidence, one that is of several edges counted with each. O(edges). */
size_t ent__network_evidence_count(const ent_network *network);
/* True if a relation is evidence of an edge. O(log evidence). */
bool ent__network_rests_on(const ent_network *network, uint32_t edge, ent_id relation);

#endif
