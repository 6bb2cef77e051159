/**
 * @file network.h
 * The answer to "which ties does this view leave?": an immutable, compact graph in both directions (CSR) that can name,
 * for every edge, the relations it stands for. Freely shared between threads.
 *
 * Nodes are 0..n-1. In a compiled network they are the actors at an end of a tie that passed (and those that only have
 * internal relations), by rising actor id. Parallel ties are collapsed: one edge for each ordered pair (unordered if
 * undirected, then from < to). Edges are ordered by (from, to). Loops are no edges.
 */
#ifndef ENTENTE_NETWORK_H
#define ENTENTE_NETWORK_H

#include <entente/view.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_network ent_network;

/**
 * Compiles a view (NULL: ENT_VIEW_INIT) of a graph. The network keeps no pointer into the graph and outlives changes to it;
 * its actor and relation ids are the graph's. Strengths that are multiples of 2^-59 below 16 (all from 2^-7 on are) add up
 * exactly, rounded once; others in the order of the relations: the same graph and view give the same bits.
 * ENT_EINVAL as ent_view_check(); ENT_ELIMIT if an actor counts for more than 64 others on one day; ENT_ECANCELLED.
 * O(relations + arcs), an arc being one pair that one relation joins, on as many threads as `run` says (ENT_MUTUAL: on one); 64
 * bytes an arc while it runs.
 */
ENT_API ent_status ent_network_compile(ent_network **network, const ent_graph *graph, const ent_view *view,
                                       const ent_run *run, ent_error *error);

/**
 * Edges as arrays, to build a network of one's own data. Records may repeat a pair and may be loops; they are
 * collapsed: strengths add up, the length is the least of the records with positive > 0. Loops are left out, and not
 * counted anywhere. Set with ENT_EDGE_LIST_INIT.
 */
typedef struct ent_edge_list {
    size_t size; /**< sizeof(ent_edge_list) */
    uint32_t node_count;
    uint32_t directed; /**< non-zero: from -> to */
    size_t edge_count; /**< records */
    const uint32_t *from;
    const uint32_t *to;
    const double *positive; /**< positive strength >= 0, finite; NULL: 1 each */
    const double *negative; /**< negative strength >= 0, finite; NULL: 0 each */
    const double *length; /**< length > 0, finite; NULL: 1 each */
    const uint8_t *kinds; /**< ent_kind of each record; NULL: diplomatic */
} ent_edge_list;
#define ENT_EDGE_LIST_INIT                                                                                             \
    { sizeof(ent_edge_list), 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL }

/**
 * Builds a network from arrays, which are copied. The evidence of an edge is the positions of its records; their days are
 * open. ENT_EINVAL (naming the record) for an end >= node_count, a strength, length or kind out of range, or strengths that
 * add up to infinity. O(nodes + records).
 */
ENT_API ent_status ent_network_from_edges(ent_network **network, const ent_edge_list *edges, const ent_run *run,
                                          ent_error *error);
/** Frees a network; NULL is fine. */
ENT_API void ent_network_free(ent_network *network);

/** Number of nodes: 0 to one less. */
ENT_API uint32_t ent_network_node_count(const ent_network *network);
/** Number of edges: 0 to one less. */
ENT_API uint32_t ent_network_edge_count(const ent_network *network);
/** Non-zero if edges have a direction. */
ENT_API int ent_network_is_directed(const ent_network *network);
/** Non-zero if it was compiled from a graph, so that actors and relations have meaning. */
ENT_API int ent_network_is_compiled(const ent_network *network);
/** The view the network was compiled with, its defaults filled in; of one from arrays, ENT_VIEW_INIT with its direction. The
 *  arrays of the view are NULL here. Borrowed for the network's life. */
ENT_API const ent_view *ent_network_view(const ent_network *network);
/** The actor of a node (the node itself in a network from arrays); ENT_NONE if there is no such node. */
ENT_API ent_id ent_network_actor(const ent_network *network, uint32_t node);
/** The node of an actor, or ENT_NONE. O(log n). */
ENT_API uint32_t ent_network_node(const ent_network *network, ent_id actor);
/**
 * Bytes of memory that the network holds. An edge takes 20 bytes in a directed network, 24 in an undirected one, and what its
 * numbers need: 8 for each sign of strengths that are not plain counts, up to 4 for how many relations are hostile, 1 to 4
 * for each of its first day, the days from there to its last, and every kind of relations but one; nothing for what all edges
 * have alike, 8 for a given length. Its evidence takes 4 and 4 a relation; in a network from an index, which shares it, 5 to 8.
 * A year of events counted by a view takes about 30. What ent_network_edges() makes is added once it is asked for, and 4 an arc (an
 * undirected edge is two) for each weight and mode that ent_distances() or the first k paths have measured
 * lengths by.
 */
ENT_API size_t ent_network_memory(const ent_network *network);

/** Every edge, as columns; borrowed for the network's life. Set with ENT_EDGES_INIT. */
typedef struct ent_edges {
    size_t size; /**< sizeof(ent_edges) */
    uint32_t count;
    uint32_t reserved;
    const uint32_t *from;
    const uint32_t *to;
    const double *positive; /**< positive strength P >= 0 */
    const double *negative; /**< negative strength N >= 0 */
    const double *
        length; /**< given length (least of the records with P > 0; +inf where there is none); 1 each if none was given */
    const uint32_t *relations; /**< number of distinct relations */
    const ent_date *first; /**< first day of any of them; ENT_DATE_MIN: open */
    const ent_date *last; /**< last day of any of them; ENT_DATE_MAX: open */
    const uint32_t *kinds; /**< 4 numbers an edge: distinct relations by ent_kind */
} ent_edges;
#define ENT_EDGES_INIT                                                                                                 \
    { sizeof(ent_edges), 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL }
/**
 * Fills the columns, as far as edges->size says there is room. Columns that the network does not hold in this form are made when
 * they are first asked for, up to 52 bytes an edge, and kept: O(edges) then and O(1) later. Threads may ask at once. ENT_ENOMEM.
 */
ENT_API ent_status ent_network_edges(ent_edges *edges, const ent_network *network, ent_error *error);

/** Which arcs of a node. In an undirected network all three are the same. */
typedef enum ent_mode {
    ENT_OUT = 0, /**< along the arcs */
    ENT_IN = 1, /**< against them */
    ENT_ALL = 2 /**< both */
} ent_mode;

/** What weight means in a call; never guessed. A strength is never used as a length. */
typedef enum ent_weight {
    ENT_WEIGHT_UNIT = 0, /**< every edge has length 1 and strength 1 */
    ENT_WEIGHT_LENGTH = 1, /**< the given length: additive, far is big */
    ENT_WEIGHT_INVERSE = 2, /**< length 1/P, after collapse; ENT_EINVAL where that is not finite */
    ENT_WEIGHT_STRENGTH = 3 /**< P: close is big */
} ent_weight;

/**
 * The neighbours of a node by rising node, and the edges that lead there; borrowed for the network's life. All edges are
 * here, also those without positive strength. `mode` is ENT_OUT or ENT_IN; in an undirected network they are the same.
 * `count` is 0 for a node that is none, and for ENT_ALL of a directed network, whose two rows do not lie together.
 */
ENT_API void ent_network_neighbours(const uint32_t **nodes, const uint32_t **edges, uint32_t *count,
                                    const ent_network *network, uint32_t node, ent_mode mode);
/** The edge from u to v (between them, if undirected), or ENT_NONE. O(log degree). */
ENT_API uint32_t ent_network_find_edge(const ent_network *network, uint32_t u, uint32_t v);
/** The relations (positions of records) that an edge stands for, rising; borrowed for the network's life. */
ENT_API void ent_network_evidence(const ent_id **relations, uint32_t *count, const ent_network *network, uint32_t edge);

/** Relations that after roll-up lie inside one actor: no tie, counted apart. */
typedef struct ent_internal {
    uint32_t relations; /**< number of distinct relations */
    uint32_t reserved;
    double positive; /**< what they would have added to a tie */
    double negative;
} ent_internal;
/** The internal relations of a node; all zero if there are none. */
ENT_API void ent_network_internal(ent_internal *internal, const ent_network *network, uint32_t node);

/**
 * The node that an actor of the graph counts as in this network: the actor's own if it has one, or if the view rolled up,
 * that of his principal (of the largest share; the smallest id among equals) on the window's last day; if that is open on the
 * last day of any relation selected, or without any, of his sole employer. ENT_ENOTFOUND if he has no tie in the view; the
 * message says so by name.
 */
ENT_API ent_status ent_network_locate(uint32_t *node, const ent_network *network, const ent_graph *graph, ent_id actor,
                                      ent_error *error);

#ifdef __cplusplus
}
#endif
#endif
