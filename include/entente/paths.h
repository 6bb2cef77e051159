/**
 * @file paths.h
 * By which path: shortest, widest, disjoint, through kinds in order; distances, flows and currents between two actors.
 * The conventions of analysis.h hold.
 */
#ifndef ENTENTE_PATHS_H
#define ENTENTE_PATHS_H

#include <entente/network.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ent_path_method {
    ENT_PATH_SHORTEST = 0, /**< one: least cost, then fewest hops, then the smallest node sequence */
    ENT_PATH_K_SHORTEST = 1, /**< the first k loopless paths (Yen 1971) by cost, hops, nodes */
    ENT_PATH_ALL_SHORTEST = 2, /**< every path of least cost, by hops, then nodes, at most `limit` */
    ENT_PATH_WIDEST = 3, /**< largest least strength on it (Pollack 1960), then hops, nodes; cost is that width */
    ENT_PATH_EDGE_DISJOINT =
        4, /**< as many as there are that share no edge, with the fewest hops in all (Menger 1927) */
    ENT_PATH_VERTEX_DISJOINT = 5 /**< the same, that share no inner node */
} ent_path_method;

/** What path to look for. Set with ENT_PATH_OPTIONS_INIT. */
typedef struct ent_path_options {
    size_t size; /**< sizeof(ent_path_options) */
    ent_path_method method;
    ent_weight weight; /**< unit, length or inverse; unit for widest and disjoint, which take no lengths */
    ent_mode mode; /**< ENT_OUT: along arcs; ENT_IN: against; ENT_ALL: either way (undirected projection) */
    uint32_t k; /**< of ENT_PATH_K_SHORTEST; 0: 1 */
    uint32_t limit; /**< of ENT_PATH_ALL_SHORTEST, most paths listed; 0: 1000 */
    uint32_t avoid_kinds; /**< mask; an edge all of whose relations are of these kinds is not used */
    const uint32_t *avoid; /**< nodes not to pass (the ends may not be among them) */
    size_t avoid_count;
} ent_path_options;
#define ENT_PATH_OPTIONS_INIT                                                                                          \
    { sizeof(ent_path_options), ENT_PATH_SHORTEST, ENT_WEIGHT_UNIT, ENT_OUT, 0, 0, 0, NULL, 0 }

/** A list of paths. */
typedef struct ent_paths ent_paths;
/** One path of a list; borrowed for the list's life. */
typedef struct ent_path {
    size_t size; /**< sizeof(ent_path) */
    double cost; /**< sum of lengths (hops if unit); of a widest path its width */
    uint32_t hops;
    uint32_t reserved;
    const uint32_t *nodes; /**< hops + 1 nodes */
    const uint32_t *edges; /**< hops edges: ask ent_network_evidence() for the relations each step rests on. In ENT_ALL
                                of a directed network the arc u->v where it has positive strength, else v->u */
    const uint8_t
        *kinds; /**< of ent_kind_path_find() hops masks of ENT_KIND_BIT(): the kinds of its edge's relations that the
                               pattern lets each step be; else NULL */
} ent_path;
#define ENT_PATH_INIT                                                                                                  \
    { sizeof(ent_path), 0.0, 0, 0, NULL, NULL, NULL }
/**
 * Finds paths between two nodes over the positive layer, by the options (NULL: their defaults). Costs within a relative 1e-10 of
 * the least of a group tie: then come fewer hops, then the smaller node sequence, so that shortest is the first of k_shortest and
 * all_shortest the first group. Disjoint paths come by hops, then nodes. No path: an empty list and ENT_OK. source == target: the
 * path of one node, of cost 0 (widest: +inf); disjoint: ENT_EINVAL.
 * ENT_EINVAL: no such node, an end that is to be avoided, an option out of range, a weight other than unit for widest and disjoint
 * paths (they take none), an inverse length that is not finite; ENT_ECANCELLED. Cost: two searches that meet, one from the source and
 * one from the target, O(n) and what lies about halfway between the two, at most O(m + n log n); k: until they see the k-th path, or in a
 * network of less than 32768 nodes one search, O(m + n log n); then for each path of k or all searches that look at little but the
 * nodes near it, however many paths tie; disjoint: a few searches for each number of hops that paths add, O(m + n log n) each.
 * O(n) memory beside the paths, at most 80 n bytes; disjoint: and a bit for each entry of the rows along and against; k by lengths:
 * and 4 bytes an arc that the network keeps, as after ent_distances().
 */
ENT_API ent_status ent_paths_find(ent_paths **paths, const ent_network *network, uint32_t source, uint32_t target,
                                  const ent_path_options *options, const ent_run *run, ent_error *error);
/** Frees paths; NULL is fine. */
ENT_API void ent_paths_free(ent_paths *paths);
/** How many were found; 0: none leads there. */
ENT_API uint32_t ent_paths_count(const ent_paths *paths);
/** Non-zero if `limit` cut the list. */
ENT_API int ent_paths_is_cut(const ent_paths *paths);
/** Fills path `index`, the best first; its arrays are borrowed for the life of `paths`. ENT_EINVAL: no such index.
 *  O(1). */
ENT_API ent_status ent_paths_get(ent_path *path, const ent_paths *paths, uint32_t index, ent_error *error);
/**
 * Distance from a node to every node into `distances`, n numbers: +inf if not reachable or avoided, 0 for the source. Weight,
 * mode and avoidance of the options; their method must be ENT_PATH_SHORTEST. ENT_EINVAL as ent_paths_find(). O(n + m) unit,
 * O(m + n log n) else; 5 n bytes unit, 35 n else, and 4 an arc that the network keeps, so that the next search need not make them.
 */
ENT_API ent_status ent_distances(double *distances, const ent_network *network, uint32_t source,
                                 const ent_path_options *options, const ent_run *run, ent_error *error);

/** How often an item of a pattern of kinds occurs. */
typedef enum ent_quantifier {
    ENT_ONCE = 0, /**< written 1 */
    ENT_AT_MOST_ONCE = 1, /**< ? */
    ENT_ANY_NUMBER = 2, /**< *, also none */
    ENT_ONCE_OR_MORE = 3 /**< + */
} ent_quantifier;
/** An item of a pattern: relations of any of these kinds, so often. */
typedef struct ent_kind_item {
    uint32_t kinds; /**< mask of ENT_KIND_BIT(), not 0 */
    ent_quantifier quantifier;
} ent_kind_item;
/** What kinds a path goes over, and how long an edge is. Set with ENT_KIND_PATH_OPTIONS_INIT. */
typedef struct ent_kind_path_options {
    size_t size; /**< sizeof(ent_kind_path_options) */
    const ent_kind_item *pattern; /**< matched in order over the whole path; none: only the path of one node fits */
    size_t pattern_count; /**< at most 63, each + counting for two (ENT_ELIMIT) */
    ent_weight weight; /**< unit or length */
    uint32_t reserved;
} ent_kind_path_options;
#define ENT_KIND_PATH_OPTIONS_INIT                                                                                     \
    { sizeof(ent_kind_path_options), NULL, 0, ENT_WEIGHT_UNIT, 0 }
/**
 * Finds the shortest walk whose relations follow a pattern: from an attacker over those it has diplomatic relations with to a
 * mediator, say. A list of one path, or of none. Along arcs, over every edge of whatever sign; an edge that stands for relations
 * of several kinds may be used as any of them; its length is the given one, 1 where it has no positive strength. Nodes and edges
 * may repeat, as a simple path under such a pattern is NP-hard to find (Mendelzon & Wood 1995). Among equal costs the fewest hops,
 * then the smallest node sequence. source == target is the path of one node if the pattern fits nothing, else a round trip.
 * ENT_EINVAL: no such node, an item without kinds, another weight; ENT_ECANCELLED. O(p (m + n log n)) for p items.
 */
ENT_API ent_status ent_kind_path_find(ent_paths **paths, const ent_network *network, uint32_t source, uint32_t target,
                                      const ent_kind_path_options *options, const ent_run *run, ent_error *error);

/**
 * Resistance between two nodes when every edge of the undirected positive layer conducts as well as it is strong (Klein & Randic
 * 1993): small if many strong paths join them. 0 for the same node, +inf in different components. ENT_EINVAL: no such node;
 * ENT_ENOCONVERGE: strengths too unlike; ENT_ECANCELLED. O(c^3) for a component of c <= 300 nodes, else O(m) a step of conjugate
 * gradients; 40 (n + m) bytes and c^2 numbers of a small component.
 */
ENT_API ent_status ent_resistance(double *resistance, const ent_network *network, uint32_t source, uint32_t target,
                                  const ent_run *run, ent_error *error);
/**
 * How much of a unit current from source to target passes each node (Newman 2005), in [0, 1]: who stands between the two on all
 * paths, not only the shortest. 1 for the two themselves, 0 in other components; all 0 if they are the same, all NaN if no
 * current can flow. `scores` gets n numbers. Errors and cost as ent_resistance().
 */
ENT_API ent_status ent_current_flow(double *scores, const ent_network *network, uint32_t source, uint32_t target,
                                    const ent_run *run, ent_error *error);

/**
 * For every node the share of the shortest paths from source to target that pass it: sigma_st(v) / sigma_st, in [0, 1]; the two
 * themselves 0 (one pair's part of betweenness; Freeman 1977). Over the positive layer along arcs; weight unit, length or
 * inverse; lengths equal within a relative 1e-10 tie. All NaN if target is not reachable. source == target: all 0. `scores` gets
 * n numbers. ENT_EINVAL: no such node, weight strength. ENT_ELIMIT: more than 1e308 paths. O(n + m) unit, O((n + m) log n) else.
 */
ENT_API ent_status ent_pair_betweenness(double *scores, const ent_network *network, uint32_t source, uint32_t target,
                                        ent_weight weight, ent_error *error);
/**
 * The most that can flow from source to target at once (Ford & Fulkerson 1956): capacities are strengths P, an edge without
 * direction carries up to P either way. 0: not reachable. ENT_EINVAL: no such node, source == target; ENT_ECANCELLED. O(n^2 m) at
 * worst (Dinic 1970), about O(m) for each length of path in practice; 70 (n + m) bytes.
 */
ENT_API ent_status ent_max_flow(double *flow, const ent_network *network, uint32_t source, uint32_t target,
                                const ent_run *run, ent_error *error);

#ifdef __cplusplus
}
#endif
#endif
