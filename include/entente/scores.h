/**
 * @file scores.h
 * Scores of actors and edges: who is central, in what sense, and who comes first. The conventions of analysis.h hold.
 */
#ifndef ENTENTE_SCORES_H
#define ENTENTE_SCORES_H

#include <entente/network.h>

#ifdef __cplusplus
extern "C" {
#endif

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
 *
 * Memory at the peak, O(n + m) always: coreness 12 n bytes, pagerank 64 n, clustering 40 n + 4 m, with unit weights where every
 * edge is in the layer; else a copy of the layer is made, 32 m bytes undirected, 16 m directed. Constraint and its like 40 (n + m),
 * eigenvector about 160 n and at most 370 n, directed 80 (n + m), hub and authority 8 m and twice that, what searches from every actor
 * 120 (n + m) with two threads.
 */
ENT_API ent_status ent_network_score(double *scores, const ent_network *network, ent_measure measure,
                                     const ent_measure_options *options, const ent_run *run, ent_error *error);

/**
 * Betweenness of every edge (Girvan & Newman 2002) into `scores`, a number for every edge of the network in their order: the
 * sum over pairs s, t of the share of the shortest paths from s to t that pass the edge, s and t included; each unordered
 * pair once in an undirected network. 0 for an edge without positive strength, which no path passes. `options`: weight (a
 * length) and normalized (divided by the number of pairs: n(n-1), undirected half of it; by default not) as betweenness.
 * Errors and cost as betweenness; 190 (n + m) bytes at the peak with two threads.
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
 *  triples. O(m^1.5) time, 12 n + 4 m bytes where every edge is in the layer. */
ENT_API ent_status ent_transitivity(double *transitivity, const ent_network *network, const ent_run *run,
                                    ent_error *error);

/**
 * Orders nodes by falling score: equal within a relative 1e-10 of the value that opened the tie, then by rising node;
 * NaN last. `order` gets n nodes; `ranks`, if not NULL, the rank of each node from 1, equal scores (NaN too) sharing the
 * least. O(n log n).
 */
ENT_API ent_status ent_rank(uint32_t *order, uint32_t *ranks, const double *scores, uint32_t count, ent_error *error);

#ifdef __cplusplus
}
#endif
#endif
