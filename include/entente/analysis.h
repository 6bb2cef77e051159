/**
 * @file analysis.h
 * Functions of a network: who is central, by which path, in which camps; and, of a graph and a view, paths through time
 * and who could mediate. They never change anything. What every number means: the comment of each, with its source.
 *
 * Unsigned measures see only the positive layer: edges with P > 0. NaN means undefined, and only that; +inf means not
 * reachable. Equal means within a relative 1e-10, for lengths and in rankings alike. Results do not depend on threads.
 */
#ifndef ENTENTE_ANALYSIS_H
#define ENTENTE_ANALYSIS_H

#include <entente/network.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Scores of actors --------------------------------------------------------------------------------------------- */

/** Which edges degree and strength count. */
typedef enum ent_layer {
    ENT_LAYER_POSITIVE = 0,
    ENT_LAYER_NEGATIVE = 1,
    ENT_LAYER_ANY = 2 /**< every edge; its strength is P + N */
} ent_layer;

/** Scores that an actor can have: X(code, ENUMERATOR, name). */
#define ENT_MEASURE_MAP(X)                                                                                             \
    X(0, DEGREE, "degree")                                                                                             \
    X(1, STRENGTH, "strength")                                                                                         \
    X(2, CLOSENESS, "closeness")                                                                                       \
    X(3, HARMONIC, "harmonic")                                                                                         \
    X(4, ECCENTRICITY, "eccentricity")                                                                                 \
    X(5, BETWEENNESS, "betweenness")                                                                                   \
    X(6, EIGENVECTOR, "eigenvector")                                                                                   \
    X(7, PAGERANK, "pagerank")                                                                                         \
    X(8, HUB, "hub")                                                                                                   \
    X(9, AUTHORITY, "authority")                                                                                       \
    X(10, CORENESS, "coreness")                                                                                        \
    X(11, CONSTRAINT, "constraint")                                                                                    \
    X(12, EFFECTIVE_SIZE, "effective_size")                                                                            \
    X(13, EFFICIENCY, "efficiency")                                                                                    \
    X(14, HIERARCHY, "hierarchy")                                                                                      \
    X(15, CLUSTERING, "clustering")

typedef enum ent_measure {
#define ENT_MEASURE_ENUMERATOR(code, name, text) ENT_MEASURE_##name = (code),
    ENT_MEASURE_MAP(ENT_MEASURE_ENUMERATOR)
#undef ENT_MEASURE_ENUMERATOR
        ENT_MEASURE_COUNT
} ent_measure;
/** The name of a measure ("betweenness"); NULL if it is none. Static. */
ENT_API const char *ent_measure_name(ent_measure measure);
/** The measure of a name. ENT_ENOTFOUND lists the names there are. */
ENT_API ent_status ent_measure_find(ent_measure *measure, const char *name, ent_error *error);

/** How to compute a score. Set with ENT_MEASURE_OPTIONS_INIT, the defaults. An option that a measure has no use for
 *  must be left at its default (ENT_EINVAL names it). */
typedef struct ent_measure_options {
    size_t size; /**< sizeof(ent_measure_options) */
    /** closeness, harmonic, eccentricity, betweenness: unit, length or inverse. strength (to which both are the same),
     *  eigenvector, hub, authority, pagerank, constraint, effective_size, efficiency, hierarchy: unit or strength. */
    ent_weight weight;
    ent_mode mode; /**< degree, strength, closeness, harmonic, eccentricity, eigenvector, coreness */
    ent_layer layer; /**< degree, strength */
    /** 0: the measure's default (closeness, harmonic normalised; betweenness not); 1: normalised; -1: not. */
    int32_t normalized;
    double damping; /**< pagerank, between 0 and 1; 0: 0.85 */
    const double *personalisation; /**< pagerank: n numbers >= 0, not all 0; NULL: uniform */
} ent_measure_options;
#define ENT_MEASURE_OPTIONS_INIT                                                                                       \
    { sizeof(ent_measure_options), ENT_WEIGHT_UNIT, ENT_OUT, ENT_LAYER_POSITIVE, 0, 0.0, NULL }

/**
 * Computes a score of every actor into `scores`, n numbers in the order of the nodes; all 0 on failure.
 *
 * n nodes, m edges. Every measure but degree and strength sees the positive layer alone: edges with P > 0. d(v,w) is the
 * length of a shortest path from v to w, R(v) the r others with a finite one. Mode: ENT_OUT along the arcs, ENT_IN against
 * them, ENT_ALL the undirected projection (P of both directions added, the least length, unit 1); in an undirected network
 * all are the same. "Unit" is O(n m) where "weighted" is O(n (n + m) log n).
 *
 * - **degree**: the number of edges at an actor: of the layer asked for P > 0, N > 0, or any edge. Mode ENT_ALL of a
 *   directed network is in + out: a reciprocated pair counts 2. O(n + m).
 * - **strength**: the sum over the same edges of P, of N, or of P + N, whether weight is unit or strength. O(n + m).
 * - **closeness** (Freeman 1979; for networks in parts Wasserman & Faust 1994, eq. 5.22): r/(n-1) * r / sum of d(v,w) over
 *   R(v), in [0, 1] if unit; not normalised r / sum of d(v,w). 0 if nobody is reached; NaN if normalised and n = 1. Mode
 *   ENT_IN takes distances to v. Weight is a length. Unit or weighted.
 * - **harmonic** (Marchiori & Latora 2000; Boldi & Vigna 2014): sum of 1/d(v,w) over the others, 1/inf = 0, divided by n-1
 *   (not normalised: not divided). NaN if normalised and n = 1. Mode, weight and cost as closeness.
 * - **eccentricity**: the greatest d(v,w) over R(v); NaN if nobody is reached. Mode, weight and cost as closeness.
 * - **betweenness** (Freeman 1977; Brandes 2001): the sum over pairs s, t of others of the share of the shortest paths
 *   from s to t that pass v; each unordered pair once in an undirected network; pairs that do not reach each other add 0.
 *   Paths are sequences of nodes. Normalised: divided by the number of pairs, (n-1)(n-2) directed, half of it undirected;
 *   NaN if n < 3. Weight is a length. ENT_ELIMIT if more than 1e308 paths join two nodes. Unit or weighted.
 * - **eigenvector** (Bonacich 1972): the limit of power iteration on A + I from all ones, scaled so that the greatest is 1:
 *   x = A x / lambda, lambda the greatest eigenvalue. Mode ENT_IN: an actor's score comes from those who point to it, as the
 *   literature has it; ENT_OUT: from those it points to. Components (directed: what lies off the strong components of the
 *   greatest lambda and what they feed) with a smaller lambda get 0; where several have the greatest, each gets its share of
 *   the limit; along a chain of them the last ones outgrow the others, which get 0. All NaN if lambda = 0: no edges, or no
 *   cycle. Weight is a strength. To 1e-10; ENT_ENOCONVERGE if that is not reached. About O(m) a step.
 * - **pagerank** (Brin & Page 1998): x = a (W'x + x_stuck u) + (1-a) u, W the rows of strengths divided by their sums, a the
 *   damping, u = 1/n or the personalisation scaled to sum 1, x_stuck the mass of actors without out-strength. Undirected:
 *   each edge two arcs. Sums to 1, to 1e-12. ENT_ENOCONVERGE if the damping is so near 1 that 100,000 steps do not do.
 * - **hub**, **authority** (Kleinberg 1999): good hubs point to good authorities: h ~ A a, a ~ A'h, the limits of power
 *   iteration on AA' and A'A from all ones, each scaled so that the greatest is 1. All NaN without edges. Weight is a
 *   strength. To 1e-10; ENT_ENOCONVERGE. About O(m) a step.
 * - **coreness** (Seidman 1983; Batagelj & Zaversnik 2003): the greatest k such that the actor is in a subgraph all of whose
 *   actors have degree k or more there, by out, in or all arcs (a reciprocated pair 2). O(n + m).
 * - **constraint** (Burt 1992, eq. 2.4): z(u,v) ties u and v in both directions together (unit: the number of arcs),
 *   p(u,v) = z(u,v) / sum over w of z(u,w), and the sum over neighbours v of (p(u,v) + sum over q of p(u,q) p(q,v))^2. Low:
 *   u's contacts are not tied to each other, and u can play between them. May exceed 1. NaN without neighbours. Weight is a
 *   strength. O(sum of squared degrees), like the next three.
 * - **effective_size** (Burt 1992; unit undirected as Borgatti 1997): the sum over neighbours v of
 *   1 - sum over q of p(u,q) m(v,q), m(v,q) = z(v,q) / greatest z(v,w). NaN without neighbours. Weight is a strength.
 * - **efficiency**: effective_size divided by the number of neighbours. NaN without neighbours.
 * - **hierarchy** (Burt 1992): how much of the constraint comes from a single contact: with c(v) the terms of constraint, k
 *   of them, mean c: sum of c(v)/c ln(c(v)/c) / (k ln k), from 0 (all alike) to 1 (k = 1: 1). NaN without neighbours.
 * - **clustering** (Watts & Strogatz 1998): of the pairs of an actor's neighbours the share that is tied, in the undirected
 *   projection, unit. NaN with fewer than two neighbours. O(m^1.5).
 *
 * ENT_EINVAL also if the weight of an edge is not finite and above 0 (1/P of a tiny P, a sum too great).
 */
ENT_API ent_status ent_network_score(double *scores, const ent_network *network, ent_measure measure,
                                     const ent_measure_options *options, const ent_run *run, ent_error *error);

/**
 * Betweenness of every edge (Girvan & Newman 2002) into `scores`, a number for every edge of the network in their order: the
 * sum over pairs s, t of the share of the shortest paths from s to t that pass the edge, s and t included; each unordered
 * pair once in an undirected network. 0 for an edge without positive strength, which no path passes. `options`: weight (a
 * length) and normalized (divided by the number of pairs: n(n-1), undirected half of it; by default not) as betweenness.
 * Errors and cost as betweenness.
 */
ENT_API ent_status ent_edge_betweenness(double *scores, const ent_network *network, const ent_measure_options *options,
                                        const ent_run *run, ent_error *error);

/** How sure an estimate of betweenness has to be. Set with ENT_SAMPLE_OPTIONS_INIT. */
typedef struct ent_sample_options {
    size_t size; /**< sizeof(ent_sample_options) */
    double epsilon; /**< no actor's value may be off by more, in (0, 1); 0: 0.01 */
    double delta; /**< chance that one is, in (0, 1); 0: 0.1 */
} ent_sample_options;
#define ENT_SAMPLE_OPTIONS_INIT                                                                                        \
    { sizeof(ent_sample_options), 0.0, 0.0 }
/**
 * Estimates normalised betweenness, unit lengths, where it takes too long exactly: with probability 1 - delta no actor's number
 * is further than epsilon from his own (divided by (n-1)(n-2), undirected half of it). Shortest paths between random pairs are
 * drawn, and on each one path at random (Riondato & Kornaropoulos 2016), until the empirical Bernstein bound of every actor is
 * below epsilon (Maurer & Pontil 2009; Borassi & Natale 2019) or, undirected, the bound by the longest shortest path is.
 * Seeded by run->seed; the same numbers for any number of threads.
 *
 * @param scores n numbers; NaN if n < 3
 * @param samples how many pairs were drawn; may be NULL
 * @return ENT_EINVAL for an option out of range; ENT_ECANCELLED.
 * O(samples * arcs that two searches meet after) time, some thousand arcs a sample in a small world; 60 n bytes a thread.
 */
ENT_API ent_status ent_betweenness_sample(double *scores, uint64_t *samples, const ent_network *network,
                                          const ent_sample_options *options, const ent_run *run, ent_error *error);

/** Mean of d(v,w) over the ordered pairs of which one reaches the other; NaN if there are none. `weight` is a length. Cost as
 *  closeness. */
ENT_API ent_status ent_mean_distance(double *mean, const ent_network *network, ent_weight weight, const ent_run *run,
                                     ent_error *error);
/** Transitivity (Newman, Watts & Strogatz 2002): 3 * triangles / connected triples of the undirected projection; NaN without
 *  triples. O(m^1.5). */
ENT_API ent_status ent_transitivity(double *transitivity, const ent_network *network, const ent_run *run,
                                    ent_error *error);

/**
 * Orders nodes by falling score: equal within a relative 1e-10 of the value that opened the tie, then by rising node;
 * NaN last. `order` gets n nodes; `ranks`, if not NULL, the rank of each node from 1, equal scores (NaN too) sharing the
 * least. O(n log n).
 */
ENT_API ent_status ent_rank(uint32_t *order, uint32_t *ranks, const double *scores, uint32_t count, ent_error *error);

/* ---- Structure ---------------------------------------------------------------------------------------------------- */

/** Actors whose removal disconnects others (Tarjan 1972), on the undirected positive layer, rising; `nodes` has room for
 *  n. O(n + m). */
ENT_API ent_status ent_articulation_points(uint32_t *nodes, uint32_t *count, const ent_network *network,
                                           const ent_run *run, ent_error *error);
/** Edges of the undirected projection whose removal disconnects others, as pairs u < v, sorted; `u` and `v` have room for n. */
ENT_API ent_status ent_bridges(uint32_t *u, uint32_t *v, uint32_t *count, const ent_network *network,
                               const ent_run *run, ent_error *error);
/** Component of every node (n labels in the order of the smallest node contained); `strong` non-zero: along arcs. */
ENT_API ent_status ent_components(uint32_t *labels, uint32_t *count, const ent_network *network, int strong,
                                  const ent_run *run, ent_error *error);

/** Triads of a digraph by Holland & Leinhardt's (1976) names, mutual, asymmetric and null dyads: X(number, ENUMERATOR, name).
 *  D down, U up, T transitive, C cyclic; 111D is A <-> B <- C, 111U is A <-> B -> C. */
#define ENT_TRIAD_MAP(X)                                                                                               \
    X(0, 003, "003")                                                                                                   \
    X(1, 012, "012")                                                                                                   \
    X(2, 102, "102")                                                                                                   \
    X(3, 021D, "021D")                                                                                                 \
    X(4, 021U, "021U")                                                                                                 \
    X(5, 021C, "021C")                                                                                                 \
    X(6, 111D, "111D")                                                                                                 \
    X(7, 111U, "111U")                                                                                                 \
    X(8, 030T, "030T")                                                                                                 \
    X(9, 030C, "030C")                                                                                                 \
    X(10, 201, "201")                                                                                                  \
    X(11, 120D, "120D")                                                                                                \
    X(12, 120U, "120U")                                                                                                \
    X(13, 120C, "120C")                                                                                                \
    X(14, 210, "210")                                                                                                  \
    X(15, 300, "300")
typedef enum ent_triad {
#define ENT_TRIAD_ENUMERATOR(number, name, text) ENT_TRIAD_##name = (number),
    ENT_TRIAD_MAP(ENT_TRIAD_ENUMERATOR)
#undef ENT_TRIAD_ENUMERATOR
        ENT_TRIAD_TYPES
} ent_triad;
/** "003", "012", ...; NULL if it is none. Static. */
ENT_API const char *ent_triad_name(ent_triad triad);
/**
 * Triad census of the positive layer: how many of all C(n, 3) triples of actors are of each type, ENT_TRIAD_TYPES numbers. Of an
 * undirected network every edge is mutual. ENT_ELIMIT above 4,000,000 actors (the count no longer fits). Batagelj & Mrvar (2001),
 * O(sum over ties of the degrees of both ends) time.
 */
ENT_API ent_status ent_triad_census(uint64_t *counts, const ent_network *network, const ent_run *run, ent_error *error);

typedef enum ent_community_method { ENT_LEIDEN = 0, ENT_LOUVAIN = 1 } ent_community_method;
typedef struct ent_community_options {
    size_t size; /**< sizeof(ent_community_options) */
    ent_community_method method;
    ent_weight weight; /**< unit or strength */
    double resolution; /**< gamma of modularity; 0: 1 */
} ent_community_options;
#define ENT_COMMUNITY_OPTIONS_INIT                                                                                     \
    { sizeof(ent_community_options), ENT_LEIDEN, ENT_WEIGHT_STRENGTH, 0.0 }
/** Communities of the undirected projection by strength or unit: Leiden (Traag, Waltman & van Eck 2019) or Louvain (Blondel
 *  et al. 2008), seeded by run->seed: n labels in the order of the smallest node contained, their number, and their
 *  modularity in the projection. Every community hangs together. Without edges each actor is its own and modularity NaN. ENT_EINVAL for
 *  a method, weight or resolution (finite, above 0) out of range. About O(m) a pass. */
ENT_API ent_status ent_communities(uint32_t *labels, uint32_t *count, double *modularity, const ent_network *network,
                                   const ent_community_options *options, const ent_run *run, ent_error *error);
/** Modularity of given labels, any numbers (Newman & Girvan 2004; directed: Leicht & Newman 2008), with strength or unit
 *  and the resolution: the share of weight inside communities less resolution times what is expected there by chance; NaN without
 *  edges. The method of the options is not looked at. O(n log n + m). */
ENT_API ent_status ent_modularity(double *modularity, const ent_network *network, const uint32_t *labels,
                                  const ent_community_options *options, ent_error *error);

/* ---- Paths -------------------------------------------------------------------------------------------------------- */

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
} ent_path;
#define ENT_PATH_INIT                                                                                                  \
    { sizeof(ent_path), 0.0, 0, 0, NULL, NULL }
/**
 * Finds paths between two nodes over the positive layer, by the options (NULL: their defaults). Costs within a relative 1e-10 of
 * the least of a group tie: then come fewer hops, then the smaller node sequence, so that shortest is the first of k_shortest and
 * all_shortest the first group. Disjoint paths come by hops, then nodes. No path: an empty list and ENT_OK. source == target: the
 * path of one node, of cost 0 (widest: +inf); disjoint: ENT_EINVAL.
 * ENT_EINVAL: no such node, an end that is to be avoided, an option out of range, a weight other than unit for widest and disjoint
 * paths (they take none), an inverse length that is not finite; ENT_ECANCELLED. Cost: one search from the target, O(n + m) unit, else
 * O((n + m) log n), for one path only as far as the source is; then for each path of k or all searches that look at little but
 * the nodes near it, however many paths tie; disjoint: one search a path.
 */
ENT_API ent_status ent_paths_find(ent_paths **paths, const ent_network *network, uint32_t source, uint32_t target,
                                  const ent_path_options *options, const ent_run *run, ent_error *error);
ENT_API void ent_paths_free(ent_paths *paths);
ENT_API uint32_t ent_paths_count(const ent_paths *paths);
/** Non-zero if `limit` cut the list. */
ENT_API int ent_paths_is_cut(const ent_paths *paths);
ENT_API ent_status ent_paths_get(ent_path *path, const ent_paths *paths, uint32_t index, ent_error *error);
/**
 * Distance from a node to every node into `distances`, n numbers: +inf if not reachable or avoided, 0 for the source. Weight,
 * mode and avoidance of the options; their method must be ENT_PATH_SHORTEST. ENT_EINVAL as ent_paths_find(). O(n + m) unit,
 * O((n + m) log n) else.
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
 * gradients.
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
 * worst (Dinic 1970), about O(m) for each length of path in practice.
 */
ENT_API ent_status ent_max_flow(double *flow, const ent_network *network, uint32_t source, uint32_t target,
                                const ent_run *run, ent_error *error);

/* ---- Paths through time ------------------------------------------------------------------------------------------- */

/**
 * The dated contacts that a view leaves, sorted for paths through time. Immutable, freely shared.
 *
 * A contact may be used on any of its days, once a day or more, and takes `traversal` days from departure to arrival. A
 * journey uses contacts one after the other, none left before the one before has arrived; waiting is free. With a traversal
 * of 0 a chain of contacts of one day is a journey, in whatever order they were added. Undirected contacts are usable
 * both ways.
 */
typedef struct ent_contacts ent_contacts;

/** Contacts as arrays, for one's own data. Set with ENT_CONTACT_LIST_INIT. */
typedef struct ent_contact_list {
    size_t size; /**< sizeof(ent_contact_list) */
    uint32_t node_count;
    uint32_t directed; /**< non-zero: usable from -> to only */
    size_t count;
    const uint32_t *from;
    const uint32_t *to;
    const ent_date *first; /**< first day of use; ENT_DATE_MIN: open */
    const ent_date *last; /**< last day of use, >= first; ENT_DATE_MAX: open */
    const int32_t *traversal; /**< days from departure to arrival, >= 0; NULL: 0 each */
    const double *length; /**< finite, > 0; NULL: 1 each */
} ent_contact_list;
#define ENT_CONTACT_LIST_INIT                                                                                          \
    { sizeof(ent_contact_list), 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL }

/**
 * Contacts of a graph under a view: each relation arc of the positive layer, clipped to the view's window, each of length 1
 * and of `traversal` days. Nodes as in ent_network_compile() of the same view, hostile relations and loops included; a loop
 * is no contact. An affiliation, if the view asks for it, is a standing contact. A relation that a view rolls up into several
 * pairs is a contact of each. O(relations + arcs).
 */
ENT_API ent_status ent_contacts_compile(ent_contacts **contacts, const ent_graph *graph, const ent_view *view,
                                        uint32_t traversal, const ent_run *run, ent_error *error);
/** Contacts from arrays, which are copied; a contact's relation is its position. Contacts from a node to itself are left
 *  out. ENT_EINVAL names the contact and its value that is wrong. O(nodes + contacts); 24 bytes a contact are kept. */
ENT_API ent_status ent_contacts_from_list(ent_contacts **contacts, const ent_contact_list *list, ent_error *error);
ENT_API void ent_contacts_free(ent_contacts *contacts);
ENT_API uint32_t ent_contacts_node_count(const ent_contacts *contacts);
ENT_API size_t ent_contacts_count(const ent_contacts *contacts);
/** The actor of a node (of a list: the node), or ENT_NONE. O(1). */
ENT_API ent_id ent_contacts_actor(const ent_contacts *contacts, uint32_t node);
/** The node of an actor, or ENT_NONE. O(log n). */
ENT_API uint32_t ent_contacts_node(const ent_contacts *contacts, ent_id actor);

/** What a journey through time aims at. */
typedef enum ent_journey_objective {
    ENT_EARLIEST_ARRIVAL = 0, /**< from the source, the day of arrival; the source itself: `since` */
    ENT_LATEST_DEPARTURE = 1, /**< to the target, the last day to set out; the target itself: `until`; -inf: never */
    ENT_FASTEST = 2, /**< least arrival - departure in days, departure being the day of the first contact used */
    ENT_FEWEST_HOPS = 3,
    ENT_LEAST_LENGTH = 4 /**< least sum of the contacts' lengths */
} ent_journey_objective;

/** Which journeys. Set with ENT_JOURNEY_OPTIONS_INIT. */
typedef struct ent_journey_options {
    size_t size; /**< sizeof(ent_journey_options) */
    ent_date since; /**< closed window: depart on or after; ENT_DATE_MIN: the first day that any contact names */
    ent_date until; /**< arrive on or before; ENT_DATE_MAX: the last day on which any contact named can arrive */
    ent_journey_objective objective;
    uint32_t reserved;
} ent_journey_options;
#define ENT_JOURNEY_OPTIONS_INIT                                                                                       \
    { sizeof(ent_journey_options), ENT_DATE_MIN, ENT_DATE_MAX, ENT_EARLIEST_ARRIVAL, 0 }

/**
 * One to all: `values` gets n numbers by objective; +inf (latest departure: -inf) where there is no journey, 0 for the node
 * itself by the last three. `node` is the source, or for ENT_LATEST_DEPARTURE the target. After Wu et al. 2014, extended to
 * same-day chains in any order and to contacts of several days.
 *
 * O(n + contacts), and log n for every contact of several days; the last three also for every time that a node's number gets
 * better. Reads the contacts of the window once, in order. ENT_EINVAL for a node or a window that is none.
 */
ENT_API ent_status ent_journeys_from(double *values, const ent_contacts *contacts, uint32_t node,
                                     const ent_journey_options *options, const ent_run *run, ent_error *error);

/** A journey: steps in order of time. */
typedef struct ent_journey ent_journey;
/** How sure the order of steps is when all that is known of each is that it took place on one of its contact's days. */
typedef enum ent_certainty {
    ENT_CERTAIN = 0, /**< in order, whichever days of the window these were: each arrives at the latest before or on the
                          first day of the next one's contact */
    ENT_POSSIBLE = 1, /**< in order on some of these days, out of order on others */
    ENT_IMPOSSIBLE = 2 /**< in order on none */
} ent_certainty;
typedef struct ent_journey_view {
    size_t size; /**< sizeof(ent_journey_view) */
    double value; /**< of the objective */
    uint32_t hops; /**< 0: source is target, or there is no journey (value infinite) */
    ent_certainty certainty; /**< certain or possible; without steps, certain */
    const uint32_t *nodes; /**< hops + 1 */
    const ent_date *days; /**< hops: the day each step is taken */
    const ent_id *relations; /**< hops: the relation used */
} ent_journey_view;
#define ENT_JOURNEY_VIEW_INIT                                                                                          \
    { sizeof(ent_journey_view), 0.0, 0, ENT_CERTAIN, NULL, NULL, NULL }
/**
 * One journey: best by the objective, then earlier arrival, fewer hops, the smaller node sequence, earlier days (the first
 * step's first), and for each step the shortest contact, then the smallest relation, that these days allow. No journey: one
 * without steps and an infinite value, and ENT_OK. O(n + contacts) for each of at most two sweeps, then the contacts of the
 * nodes that can still reach the target in time.
 */
ENT_API ent_status ent_journey_find(ent_journey **journey, const ent_contacts *contacts, uint32_t source,
                                    uint32_t target, const ent_journey_options *options, const ent_run *run,
                                    ent_error *error);
ENT_API void ent_journey_free(ent_journey *journey);
/** Reads a journey; borrowed for its life. */
ENT_API ent_status ent_journey_get(ent_journey_view *view, const ent_journey *journey, ent_error *error);
/**
 * Whether a path can be a journey in the window of the options (their objective is not read): certain if for each of its
 * `hops` steps (hops + 1 nodes) there is a contact so that the order is certain, impossible if there is no such journey, else
 * possible. For paths found without regard to time, which may use a later meeting before an earlier one. O(contacts of the
 * nodes passed).
 */
ENT_API ent_status ent_journey_check(ent_certainty *certainty, const ent_contacts *contacts, const uint32_t *nodes,
                                     uint32_t hops, const ent_journey_options *options, ent_error *error);

/**
 * Who can be reached from a node in the window of the options, or by ENT_LATEST_DEPARTURE who can reach it, in order of
 * nodes, without the node itself. `nodes` has room for n. Cost as ent_journeys_from().
 */
ENT_API ent_status ent_contacts_reach(uint32_t *nodes, uint32_t *count, const ent_contacts *contacts, uint32_t node,
                                      const ent_journey_options *options, const ent_run *run, ent_error *error);

/**
 * Temporal closeness of every node (n numbers): 1/(n-1) times the sum over all others v of
 * - ENT_FEWEST_HOPS: 1/h, the hops to v;
 * - ENT_EARLIEST_ARRIVAL: 1/(1 + a - since), the day a of arrival at v (`since` as the window says it where open);
 * - ENT_FASTEST: 1/(1 + d), the days d from departure to arrival;
 * 0 for a v that cannot be reached. From the node, along contacts. NaN if n = 1. The harmonic form of Marchiori & Latora 2000
 * for time-respecting distances; 1 + keeps what is reached on the same day finite. Other objectives: ENT_EINVAL. n sweeps.
 */
ENT_API ent_status ent_contacts_closeness(double *scores, const ent_contacts *contacts,
                                          const ent_journey_options *options, const ent_run *run, ent_error *error);

/** Which journeys temporal betweenness counts between two nodes. */
typedef enum ent_journey_optimum {
    ENT_OPTIMUM_SHORTEST = 0, /**< those with the fewest hops */
    ENT_OPTIMUM_SHORTEST_FOREMOST = 1 /**< among those that arrive earliest, those with the fewest hops */
} ent_journey_optimum;
/** When two journeys are the same one. */
typedef enum ent_journey_count {
    ENT_COUNT_LABELLED = 0, /**< same nodes on the same days; several contacts of one day between two nodes are one */
    ENT_COUNT_ROUTES = 1 /**< same nodes, on whatever days: where standing ties would swamp the counts */
} ent_journey_count;

/** How to compute temporal betweenness. Set with ENT_JOURNEY_BETWEENNESS_INIT. */
typedef struct ent_journey_betweenness {
    size_t size; /**< sizeof(ent_journey_betweenness) */
    ent_date since; /**< window as in ent_journey_options */
    ent_date until;
    ent_journey_optimum optimum;
    ent_journey_count count;
    int32_t normalized; /**< non-zero: divided by (n-1)(n-2) */
    uint32_t reserved;
    uint64_t max_contacts; /**< most contacts by days; 0: 10,000,000 */
} ent_journey_betweenness;
#define ENT_JOURNEY_BETWEENNESS_INIT                                                                                   \
    { sizeof(ent_journey_betweenness), ENT_DATE_MIN, ENT_DATE_MAX, ENT_OPTIMUM_SHORTEST, ENT_COUNT_LABELLED, 0, 0, 0 }
/**
 * Temporal betweenness of every node v (n numbers): the sum over ordered pairs s, z (also of undirected contacts) of the share
 * of the optimal journeys from s to z that pass v; ends excluded, 0 where there is none. Variants of Buss, Molter, Niedermeier
 * & Rymar 2020, non-strict where the traversal is 0, strict where it is 1 or more. NaN if normalised and n < 3.
 *
 * Contacts of several days count as one a day; more than `max_contacts` in all: ENT_ELIMIT. Counting foremost or fastest
 * journeys is `#P`-hard and not offered. O(n M) for M contacts by days; by routes, times a node's distinct arrivals.
 */
ENT_API ent_status ent_contacts_betweenness(double *scores, const ent_contacts *contacts,
                                            const ent_journey_betweenness *options, const ent_run *run,
                                            ent_error *error);

/* ---- Mediators ---------------------------------------------------------------------------------------------------- */

/** Between whom, as of when. Set with ENT_MEDIATOR_OPTIONS_INIT. */
typedef struct ent_mediator_options {
    size_t size; /**< sizeof(ent_mediator_options) */
    ent_date day; /**< T: only relations that began before this day are seen. ENT_DATE_MAX: the day after the last dated
                       day of any event, so that all are seen */
    uint32_t horizon; /**< days of evidence before T; 0: 365 */
    uint32_t experience_horizon; /**< days of mediation experience before T; 0: 1825 */
    ent_rollup rollup;
    double half_life; /**< days after which a relation weighs half in a tie; 0: no decay */
    const uint32_t *groups; /**< group of every actor of the graph (ENT_NONE: none) for the role; NULL: no roles */
} ent_mediator_options;
#define ENT_MEDIATOR_OPTIONS_INIT                                                                                      \
    { sizeof(ent_mediator_options), ENT_DATE_MAX, 0, 0, ENT_ROLLUP_PRINCIPAL, 0.0, NULL }

/** Gould & Fernandez' (1989) name for m between A and B, by groups: whether A, m, B are of one group (coordinator), A and B of
 *  one and m of another (consultant), m and B of one (gatekeeper), A and m of one (representative), or all of different ones
 *  (liaison). Unlike theirs it does not ask whether A and B are tied. None if one of the three has no group. */
typedef enum ent_broker_role {
    ENT_ROLE_NONE = 0,
    ENT_ROLE_COORDINATOR = 1,
    ENT_ROLE_CONSULTANT = 2,
    ENT_ROLE_GATEKEEPER = 3,
    ENT_ROLE_REPRESENTATIVE = 4,
    ENT_ROLE_LIAISON = 5
} ent_broker_role;
/** "coordinator", ...; "none". NULL if it is no role. Static. */
ENT_API const char *ent_broker_role_name(ent_broker_role role);

/** One who did mediate, or was asked or expected to; borrowed for the answer's life. */
typedef struct ent_mediated {
    size_t size; /**< sizeof(ent_mediated) */
    ent_id actor;
    ent_mediation_status status;
    const ent_id *relations; /**< the mediation relations of this actor and status that have both parties, rising */
    uint32_t relation_count;
    uint32_t reserved;
} ent_mediated;
#define ENT_MEDIATED_INIT                                                                                              \
    { sizeof(ent_mediated), ENT_NONE, ENT_MEDIATION_UNSTATED, NULL, 0, 0 }

/** Components of a candidate's score: X(code, ENUMERATOR, name). Definitions: ent_mediators_find(). */
#define ENT_COMPONENT_MAP(X)                                                                                           \
    X(0, SCREEN, "screen")                                                                                             \
    X(1, ACCESS, "access")                                                                                             \
    X(2, ACCEPTABILITY, "acceptability")                                                                               \
    X(3, BIAS, "bias")                                                                                                 \
    X(4, IMPARTIALITY, "impartiality")                                                                                 \
    X(5, CROSS_PRESSURE, "cross_pressure")                                                                             \
    X(6, PAIR_DEPENDENCY, "pair_dependency")                                                                           \
    X(7, FLOW_SHARE, "flow_share")                                                                                     \
    X(8, ADAMIC_ADAR, "adamic_adar")                                                                                   \
    X(9, EXPERIENCE, "experience")                                                                                     \
    X(10, EXPERIENCE_DYAD, "experience_dyad")                                                                          \
    X(11, LEVERAGE, "leverage")                                                                                        \
    X(12, AVAILABILITY, "availability")
typedef enum ent_component {
#define ENT_COMPONENT_ENUMERATOR(code, name, text) ENT_COMPONENT_##name = (code),
    ENT_COMPONENT_MAP(ENT_COMPONENT_ENUMERATOR)
#undef ENT_COMPONENT_ENUMERATOR
        ENT_COMPONENT_COUNT
} ent_component;
/** "access", ...; NULL if it is none. Static. */
ENT_API const char *ent_component_name(ent_component component);

/** One who could mediate; borrowed for the answer's life. */
typedef struct ent_candidate {
    size_t size; /**< sizeof(ent_candidate) */
    ent_id actor;
    ent_broker_role role;
    const double *components; /**< ENT_COMPONENT_COUNT numbers by ent_component; NaN: undefined */
    uint32_t rank; /**< from 1; those equal in all that ranks them share the least */
    uint32_t reserved;
} ent_candidate;
#define ENT_CANDIDATE_INIT                                                                                             \
    { sizeof(ent_candidate), ENT_NONE, ENT_ROLE_NONE, NULL, 0, 0 }

/** Who did and who could mediate between two actors. Immutable, freely shared; keeps no pointer into the graph. */
typedef struct ent_mediators ent_mediators;

/**
 * Who did and who could mediate between A (party_a) and B (party_b) as of the day T. Two answers that are never mixed: who
 * did is what relations say; who could is a score of ours.
 *
 * What is seen: relations of [first, last] with first < T. One whose days are an interval is seen from the day after it may
 * have begun, also if it may have happened, or goes on, on T or later; of one that is open at its start nothing later is known.
 * Ties use those with last >= T - horizon; a relation's day for decay is the earlier of `last` and T - 1, counted from T - 1.
 * Officials and agencies count as what they serve or are part of on the day of each relation (`rollup`), and so do the parties
 * themselves, on T - 1: for the one of the largest share, the smallest id among equals.
 *
 * Who did: after roll-up the mediators of every mediation relation seen, however old, of which both A and B are parties; by
 * status, each with its relations. One that rolls up into A or B does not mediate between them.
 *
 * Who could: every actor but A and B at an end of a relation with last >= T - horizon, or of a mediation relation with
 * last >= T - experience_horizon. Of a tie x-y, both directions together, P_xy is the sum of tone * confidence * share * decay
 * over its cooperative relations, N_xy of -tone * ... over its hostile ones. A mediation ties mediators to parties, never the
 * parties. An expected mediation has not happened: it makes candidates, and enters no number and no evidence.
 * v_xy = (P - N) / (P + N + 1), in (-1, 1), 0 without a tie; a_x = P_mx / (P_mx + 1); X is A or B.
 *
 * | component       | what it is for candidate m                                              | range                  |
 * |-----------------|-------------------------------------------------------------------------|------------------------|
 * | screen          | sqrt(access * acceptability)                                            | [0, 1)                 |
 * | access          | sqrt(a_A * a_B): channels to both                                       | [0, 1)                 |
 * | acceptability   | least of (1 + v_mX) / 2; 1/2 without a tie                              | (0, 1)                 |
 * | bias            | v_mA - v_mB; positive: nearer to A                                      | (-2, 2)                |
 * | impartiality    | 1 - abs(bias) / 2                                                       | (0, 1]                 |
 * | cross_pressure  | max(0, -v_AB) * max(0, min(v_mA, v_mB)): a friend of two at odds        | [0, 1)                 |
 * | pair_dependency | ent_pair_betweenness() of A, B over positive ties, unit, without A-B    | [0, 1]; NaN: no path   |
 * | flow_share      | (F - F') / F; F ent_max_flow() of A, B without A-B, F' without m too    | [0, 1]; NaN: F = 0     |
 * | adamic_adar     | 1 / ln k if P_mA > 0 and P_mB > 0, else 0; k: m's positive ties         | [0, 1/ln 2]            |
 * | experience      | sum of confidence * w over m's mediation relations in the horizon       | >= 0                   |
 * | experience_dyad | the same over those of them of which A and B are parties                | >= 0                   |
 * | leverage        | mean over X of P_mX / (sum of P_yX over all y), 0 if that sum is 0      | [0, 1]                 |
 * | availability    | 1 - N / (P + N + 1), over m's ties to all but A and B                   | (0, 1]                 |
 *
 * Of experience: the horizon is last >= T - experience_horizon; a relation counts once; w by status is 1 for conducted,
 * accepted and unstated, 1/2 for offered, 0 for appealed, expected and rejected.
 *
 * Ranking: by falling screen, then experience_dyad, then experience (equal within a relative 1e-10 of the value that opened the
 * tie), then rising id. A candidate without access to both has screen 0 and stays listed.
 *
 * What the components stand for: access and impartiality or bias (Touval & Zartman 1985; Kydd 2003), cross-pressure as tension
 * of balance (Heider 1946), experience (Bercovitch & Gartner 2006), position in the network (Bohmelt 2009; Maoz & Terris 2006;
 * Adamic & Adar 2003). The formulas are ours, and none of them is a probability.
 *
 * ENT_ENOTFOUND: no such party. ENT_EINVAL: both parties are, or count for, the same actor; half_life below 0 or not finite;
 * day is ENT_DATE_MIN. ENT_ELIMIT: as ent_network_compile(), ent_pair_betweenness(). ENT_ECANCELLED. Cost: two passes over the
 * relations (three without a day), then O(n + m) of the window's network, and a flow more for each actor that the first passes.
 */
ENT_API ent_status ent_mediators_find(ent_mediators **mediators, const ent_graph *graph, ent_id party_a, ent_id party_b,
                                      const ent_mediator_options *options, const ent_run *run, ent_error *error);
/** Frees an answer; NULL is fine. */
ENT_API void ent_mediators_free(ent_mediators *mediators);
/** Who did: conducted first, then accepted, unstated, offered, appealed, expected, rejected; in each by falling number of
 *  relations, then rising id. An actor has an entry for each status. ENT_EINVAL: no such index. O(1). */
ENT_API uint32_t ent_mediators_mediated_count(const ent_mediators *mediators);
ENT_API ent_status ent_mediators_mediated(ent_mediated *mediated, const ent_mediators *mediators, uint32_t index,
                                          ent_error *error);
/** Who could, best first. ENT_EINVAL: no such index. O(1). */
ENT_API uint32_t ent_mediators_candidate_count(const ent_mediators *mediators);
ENT_API ent_status ent_mediators_candidate(ent_candidate *candidate, const ent_mediators *mediators, uint32_t index,
                                           ent_error *error);
/**
 * The relations that a component of the candidate at `index` rests on, rising: at most `capacity` are written to `relations`,
 * `count` gets how many there are. None: no evidence.
 *
 * access, adamic_adar, leverage: the cooperative relations of m with A and B. acceptability, bias, impartiality, screen: all
 * of m with A and B. cross_pressure: these and all of A with B. pair_dependency: those of the ties on the shortest paths from A
 * to B through m. flow_share: those of the ties that the maximum flow found takes on its ways from A to B through m.
 * experience, experience_dyad: the mediation relations of weight above 0. availability: the hostile relations of m with all but
 * A and B. ENT_EINVAL: no such index or component. ENT_ENOMEM. O(ties of m + relations written), of paths and flow O(n + m).
 */
ENT_API ent_status ent_mediators_evidence(ent_id *relations, size_t capacity, size_t *count,
                                          const ent_mediators *mediators, uint32_t index, ent_component component,
                                          ent_error *error);

/* ---- Are the rankings any good? ----------------------------------------------------------------------------------- */

/** What can rank candidates: the score, and simple rules to beat; see ent_validation_run(). X(code, ENUMERATOR, name). */
#define ENT_RANKER_MAP(X)                                                                                              \
    X(0, SCREEN, "screen")                                                                                             \
    X(1, POPULARITY, "popularity")                                                                                     \
    X(2, RECURRENCE, "recurrence")                                                                                     \
    X(3, PERSISTENCE, "persistence")                                                                                   \
    X(4, DEGREE, "degree")                                                                                             \
    X(5, BETWEENNESS, "betweenness")                                                                                   \
    X(6, COMMON_NEIGHBOURS, "common_neighbours")                                                                       \
    X(7, ADAMIC_ADAR, "adamic_adar")
typedef enum ent_ranker {
#define ENT_RANKER_ENUMERATOR(code, name, text) ENT_RANKER_##name = (code),
    ENT_RANKER_MAP(ENT_RANKER_ENUMERATOR)
#undef ENT_RANKER_ENUMERATOR
        ENT_RANKER_COUNT
} ent_ranker;
/** "popularity", ...; NULL if it is none. Static. */
ENT_API const char *ent_ranker_name(ent_ranker ranker);

/** How well a ranking does in one query, where the true mediator has g candidates strictly above it, e equal to it, w below, of
 *  c in all: X(code, ENUMERATOR, name). All are expectations over the order of the equal. */
#define ENT_METRIC_MAP(X)                                                                                              \
    X(0, MRR, "mrr") /* 1 / (1 + g + e / 2) */                                                                         \
    X(1, HITS_1, "hits@1") /* (k - g) / (e + 1), at least 0, at most 1 */                                              \
    X(2, HITS_5, "hits@5")                                                                                             \
    X(3, HITS_10, "hits@10")                                                                                           \
    X(4, AUC, "auc") /* (w + e / 2) / (c - 1); NaN without another candidate */
typedef enum ent_metric {
#define ENT_METRIC_ENUMERATOR(code, name, text) ENT_METRIC_##name = (code),
    ENT_METRIC_MAP(ENT_METRIC_ENUMERATOR)
#undef ENT_METRIC_ENUMERATOR
        ENT_METRIC_COUNT
} ent_metric;
/** "mrr", ...; NULL if it is none. Static. */
ENT_API const char *ent_metric_name(ent_metric metric);

/** How to ask; each as in ent_mediator_options. Set with ENT_VALIDATION_OPTIONS_INIT. */
typedef struct ent_validation_options {
    size_t size; /**< sizeof(ent_validation_options) */
    uint32_t horizon; /**< 0: 365 */
    uint32_t experience_horizon; /**< 0: 1825 */
    ent_rollup rollup;
    uint32_t reserved;
    double half_life;
} ent_validation_options;
#define ENT_VALIDATION_OPTIONS_INIT                                                                                    \
    { sizeof(ent_validation_options), 0, 0, ENT_ROLLUP_PRINCIPAL, 0, 0.0 }

/** One question whose answer is known; borrowed for the validation's life. */
typedef struct ent_validation_query {
    size_t size; /**< sizeof(ent_validation_query) */
    ent_date day; /**< T: the first day of the relation */
    ent_id relation;
    ent_id party_a; /**< < party_b */
    ent_id party_b;
    ent_id mediator; /**< the true one */
    uint32_t candidates; /**< how many there are to rank, the true one among them unless cold */
    int32_t cold; /**< non-zero: nothing of the mediator was seen before T; not scored */
    int32_t known; /**< non-zero: somebody mediated between the two before T */
    const double
        *ranks; /**< ENT_RANKER_COUNT ranks of the true mediator, from 1, equals at their middle; NaN if cold */
} ent_validation_query;
#define ENT_VALIDATION_QUERY_INIT                                                                                      \
    { sizeof(ent_validation_query), 0, ENT_NONE, ENT_NONE, ENT_NONE, ENT_NONE, 0, 0, 0, NULL }

/** Which queries to average over. */
typedef enum ent_query_set {
    ENT_QUERIES_ALL = 0,
    ENT_QUERIES_KNOWN = 1, /**< of pairs that somebody mediated between before */
    ENT_QUERIES_NEW = 2 /**< of the others */
} ent_query_set;

/** Queries and ranks. Immutable, freely shared; keeps no pointer into the graph. */
typedef struct ent_validation ent_validation;
/**
 * Asks who will mediate on the eve of every mediation that took place, and ranks the one who did.
 *
 * A query is each mediator m of a mediation relation of status conducted, accepted, offered or unstated, and each pair of its
 * parties other than m, after roll-up, on its first day T (a relation open at its start is none). Only relations with first < T
 * are seen. Candidates are all actors with any relation seen, however old, but the two parties and the other true mediators
 * of the same pair on the same day. Queries are ordered by day, relation, parties, mediator.
 *
 * Rankers: screen, as in ent_mediators_find(). Of mediation relations of the statuses above: popularity, how many m mediated
 * in the experience horizon; recurrence, how many of this pair, ever; persistence, 1 / (1 + days from the last day of the
 * latest of these, T - 1 at most, to T), 0 without one. On the positive ties of the evidence window: degree; betweenness, unit and
 * not normalised; common_neighbours of m with A plus with B; adamic_adar, the same with each weighed 1 / ln of its degree.
 *
 * ENT_EINVAL for the options, ENT_ECANCELLED. O(relations) and betweenness for each day with a query.
 */
ENT_API ent_status ent_validation_run(ent_validation **validation, const ent_graph *graph,
                                      const ent_validation_options *options, const ent_run *run, ent_error *error);
/** Frees a validation; NULL is fine. */
ENT_API void ent_validation_free(ent_validation *validation);
ENT_API uint32_t ent_validation_query_count(const ent_validation *validation);
/** ENT_EINVAL: no such index. O(1). */
ENT_API ent_status ent_validation_get_query(ent_validation_query *query, const ent_validation *validation,
                                            uint32_t index, ent_error *error);
/** The mean of a metric over the scored queries of a set, and how many these are: queries where it is NaN do not count. NaN
 *  over none. ENT_EINVAL: no such ranker, metric or set. O(queries). */
ENT_API ent_status ent_validation_mean(double *mean, uint32_t *count, const ent_validation *validation,
                                       ent_ranker ranker, ent_metric metric, ent_query_set set, ent_error *error);

/** What to compare. Set with ENT_BOOTSTRAP_OPTIONS_INIT. */
typedef struct ent_bootstrap_options {
    size_t size; /**< sizeof(ent_bootstrap_options) */
    ent_ranker ranker;
    ent_ranker baseline;
    ent_metric metric;
    uint32_t resamples; /**< 0: 2000 */
    int32_t by_pair; /**< non-zero: draws pairs of parties with all their queries, as these are not independent */
    uint32_t reserved;
} ent_bootstrap_options;
#define ENT_BOOTSTRAP_OPTIONS_INIT                                                                                     \
    { sizeof(ent_bootstrap_options), ENT_RANKER_SCREEN, ENT_RANKER_POPULARITY, ENT_METRIC_MRR, 0, 0, 0 }
/** How much better a ranker is than a baseline. Set with ENT_BOOTSTRAP_INIT. */
typedef struct ent_bootstrap {
    size_t size; /**< sizeof(ent_bootstrap) */
    double difference; /**< mean of the ranker - mean of the baseline, over all scored queries */
    double low,
        high; /**< 2.5 and 97.5 percentile over the resamples: the better one is not by chance if 0 lies outside */
    uint32_t queries; /**< scored, with the metric defined */
    uint32_t reserved;
} ent_bootstrap;
#define ENT_BOOTSTRAP_INIT                                                                                             \
    { sizeof(ent_bootstrap), 0.0, 0.0, 0.0, 0, 0 }
/**
 * Paired bootstrap (Efron & Tibshirani 1993): many times draws as many queries as there are, with replacement, the same for both.
 * Draws come from ent_random() seeded with run->seed: index = high 64 bits of (number * queries), resample by resample.
 * Percentiles are linear between order statistics (type 7). All NaN without queries. ENT_EINVAL for the options;
 * ENT_ECANCELLED. O(resamples * queries).
 */
ENT_API ent_status ent_validation_bootstrap(ent_bootstrap *result, const ent_validation *validation,
                                            const ent_bootstrap_options *options, const ent_run *run, ent_error *error);
/** The next number of the stream that the library draws from (SplitMix64; Steele, Lea & Flood 2014), so that a drawing can be
 *  repeated elsewhere: `state` starts as the seed. */
ENT_API uint64_t ent_random(uint64_t *state);

#ifdef __cplusplus
}
#endif
#endif
