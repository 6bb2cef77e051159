/**
 * @file signed.h
 * Ties that are friendly or hostile: their sign, balance and its index, camps, blocs, and centrality that minds the sign.
 *
 * The sign of a tie comes from its events. P is the positive strength between two actors and N the negative one, of both
 * directions together where the undirected projection is used (marked [U]): v = (P - N) / (P + N + kappa), in (-1, 1); the
 * sign is + if v > threshold, - if v < -threshold, else 0. Ties of sign 0 are absent from every measure here. A mediation
 * ties the mediator to the parties, never the parties to each other, so it is never friendship between them.
 */
#ifndef ENTENTE_SIGNED_H
#define ENTENTE_SIGNED_H

#include <entente/network.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What number a signed tie has in a measure. */
typedef enum ent_signed_value {
    ENT_SIGNED_SIGN = 0, /**< +1 or -1 */
    ENT_SIGNED_TIE = 1, /**< v */
    ENT_SIGNED_NET = 2 /**< P - N */
} ent_signed_value;

/** How ties get their sign and their number. Set with ENT_SIGNED_OPTIONS_INIT. */
typedef struct ent_signed_options {
    size_t size; /**< sizeof(ent_signed_options) */
    /** walk balance, blocs: any; frustration, modularity, communities: ENT_SIGNED_SIGN or ENT_SIGNED_NET; else the sign. */
    ent_signed_value value;
    uint32_t reserved;
    double kappa; /**< of v, > 0; 0: 1 */
    double threshold; /**< in [0, 1) */
} ent_signed_options;
#define ENT_SIGNED_OPTIONS_INIT                                                                                        \
    { sizeof(ent_signed_options), ENT_SIGNED_SIGN, 0, 0.0, 0.0 }

/** A tie of the undirected projection. */
typedef struct ent_signed_tie {
    uint32_t u; /**< u < v */
    uint32_t v;
    int32_t sign; /**< +1, -1 or 0 */
    uint32_t reserved;
    double value; /**< v of the two */
    double positive; /**< P, both directions */
    double negative; /**< N, both directions */
} ent_signed_tie;
/** Every tie of the undirected projection, sign 0 too, ordered by (u, v); `ties` has room for one an edge. O(m)
 *  time, no memory beside it where every edge is undirected. */
ENT_API ent_status ent_signed_ties(ent_signed_tie *ties, uint32_t *count, const ent_network *network,
                                   const ent_signed_options *options, ent_error *error);

/** Numbers of positive and of negative neighbours, n each. ENT_OUT and ENT_IN take the sign of the arc; ENT_ALL that of the
 *  projection. O(n + m) time, 35 (n + m) bytes. */
ENT_API ent_status ent_signed_degree(uint32_t *positive, uint32_t *negative, const ent_network *network, ent_mode mode,
                                     const ent_signed_options *options, ent_error *error);

/**
 * PN index (Everett & Borgatti 2014), n numbers: centrality that positive ties raise and negative ties lower. With A = P - 2N
 * of signs: undirected (I - A/(2n-2))^-1 1; of a directed network with ENT_OUT
 * (I - A A'/(4(n-1)^2))^-1 (I + A/(2n-2)) 1, ENT_IN with A' for A; ENT_ALL takes the projection. NaN if n = 1, and
 * where no inverse is: all are hostile to all in a directed network, or n = 2 and there is a hostile tie. Conjugate gradients
 * to 1e-12, ENT_ENOCONVERGE if they do not get there. O(m) a step, 40 (n + m) bytes.
 */
ENT_API ent_status ent_pn_index(double *scores, const ent_network *network, ent_mode mode,
                                const ent_signed_options *options, const ent_run *run, ent_error *error);

/**
 * Eigenvector centrality of signed ties (Bonacich & Lloyd 2004) [U]: the eigenvector of the matrix of signs for the largest
 * algebraic eigenvalue, scaled to largest modulus 1, that entry positive (of several the smallest node). In a connected
 * balanced network its signs are the two camps. All NaN if that eigenvalue is not simple (gap below 1e-9 of it) or there are
 * no ties; `eigenvalue` (may be NULL) then is the eigenvalue, NaN without ties. O(n^3) up to 512 nodes
 * and n^2 numbers of memory, beyond by Lanczos and 450 n bytes.
 */
ENT_API ent_status ent_signed_eigenvector(double *scores, double *eigenvalue, const ent_network *network,
                                          const ent_signed_options *options, const ent_run *run, ent_error *error);

/* ---- Balance ------------------------------------------------------------------------------------------------------ */

/** Triangles by their number of negative ties: +++, ++-, +--, ---. */
#define ENT_TRIAD_COUNT 4
typedef struct ent_signed_triads_result {
    size_t size; /**< sizeof(ent_signed_triads_result) */
    uint64_t triads[ENT_TRIAD_COUNT];
    double strong_balance; /**< (+++ and +--) / all (Cartwright & Harary 1956); NaN without triangles */
    double weak_balance; /**< all but ++- / all (Davis 1967); NaN without triangles */
} ent_signed_triads_result;
#define ENT_SIGNED_TRIADS_INIT                                                                                         \
    { sizeof(ent_signed_triads_result), {0, 0, 0, 0}, 0.0, 0.0 }
/** Signed triad census of complete triangles [U]. `by_node`, if not NULL, gets 4 numbers a node: the triangles it is in.
 *  O(m^1.5) time, 40 (n + m) bytes. Of digraphs none is defined; this is always of the projection. */
ENT_API ent_status ent_signed_triads(ent_signed_triads_result *result, uint64_t *by_node, const ent_network *network,
                                     const ent_signed_options *options, const ent_run *run, ent_error *error);

/** What a division into camps must keep. */
typedef enum ent_camps_rule {
    ENT_CAMPS_BALANCED = 0, /**< two camps, + inside and - between (Harary 1953) */
    ENT_CAMPS_CLUSTERABLE = 1 /**< any number of camps, no - inside a component of + ties (Davis 1967) */
} ent_camps_rule;
/**
 * Whether camps exist that no tie contradicts [U]. If so *cycle_length is 0 and `camps` has n labels: balanced, 0 or 1 with
 * the smallest node of each component in 0; clusterable, components of + ties in the order of their smallest node. If not,
 * `camps` is all ENT_NONE and `cycle` (room for n) names the nodes of a cycle that forbids it: one with an odd number of
 * negative ties, or with just one. Without ties both hold. O(n + m)
 * time, 33 (n + m) bytes.
 */
ENT_API ent_status ent_signed_camps(uint32_t *camps, uint32_t *cycle, uint32_t *cycle_length,
                                    const ent_network *network, ent_camps_rule rule, const ent_signed_options *options,
                                    ent_error *error);

/**
 * Walk balance (Estrada & Benzi 2014) [U]: K = tr(exp A) / tr(exp |A|) in (0, 1], 1 if balanced; A has the value of each tie.
 * `nodes`, if not NULL, gets (exp A)_vv / (exp |A|)_vv. n = 0: NaN; no ties: 1. By eigenvalues, O(n^3) time and 3 n^2 numbers
 * of memory: ENT_ELIMIT above 4,096 nodes. `run->progress` is called before each of the two decompositions.
 */
ENT_API ent_status ent_walk_balance(double *balance, double *nodes, const ent_network *network,
                                    const ent_signed_options *options, const ent_run *run, ent_error *error);

/** The line index of balance of a network. Set with ENT_FRUSTRATION_INIT. */
typedef struct ent_frustration {
    size_t size; /**< sizeof(ent_frustration) */
    double lower; /**< no division contradicts less */
    double upper; /**< what the division found contradicts */
    int32_t proven; /**< non-zero: upper is the line index, and lower the same */
    uint32_t reserved;
    double balance; /**< 1 - 2 upper / (weight of all signed ties) (Aref & Wilson 2018); NaN without */
} ent_frustration;
#define ENT_FRUSTRATION_INIT                                                                                           \
    { sizeof(ent_frustration), 0.0, 0.0, 0, 0, 0.0 }
/**
 * Line index of balance, or frustration [U] (Abelson & Rosenberg 1958; Aref, Mason & Wilson 2020): the least number of ties
 * (ENT_SIGNED_NET: the least sum of |P - N|) that a division into two camps contradicts. `camps`, if not NULL, gets a division
 * that contradicts `upper`, the smallest node of each component in 0. Exact for networks that shrink to a narrow one, such as
 * every year of the Correlates of War in some milliseconds; else bounds, by negative cycles without a common tie and by a
 * search seeded with run->seed. Up to 2^26 steps and 600 MB at the width of 24 that is still tried.
 */
ENT_API ent_status ent_frustration_index(ent_frustration *result, uint32_t *camps, const ent_network *network,
                                         const ent_signed_options *options, const ent_run *run, ent_error *error);

/* ---- Blocs -------------------------------------------------------------------------------------------------------- */

/** Inconsistency of a division (Doreian & Mrvar 1996): alpha times the negative ties inside groups plus (1 - alpha) times the
 *  positive ties between them, each by its value's modulus [U]. alpha in [0, 1]. O(m). */
ENT_API ent_status ent_block_objective(double *objective, const ent_network *network, const uint32_t *labels,
                                       double alpha, const ent_signed_options *options, ent_error *error);
/**
 * Blocs: at most k non-empty groups of least inconsistency, by seeded local search (relocation and exchange from 64 random
 * starts and from the camps of the previous best; Doreian & Mrvar 1996). `labels`: n, in the order of the smallest node. The
 * objective is an upper bound of the least one, not proven. O(starts k m) or so.
 */
ENT_API ent_status ent_signed_blockmodel(uint32_t *labels, double *objective, const ent_network *network, uint32_t k,
                                         double alpha, const ent_signed_options *options, const ent_run *run,
                                         ent_error *error);

/**
 * Signed modularity (Gomez, Jensen & Arenas 2009) of given labels [U]: with w+ and w- the positive and negative weights,
 * Q = sum_uv [w+ - w- - (k+_u k+_v / 2W+ - k-_u k-_v / 2W-)] delta / (2W+ + 2W-). NaN without ties.
 */
ENT_API ent_status ent_signed_modularity(double *modularity, const ent_network *network, const uint32_t *labels,
                                         const ent_signed_options *options, ent_error *error);
/** Communities that maximise it, by seeded local moving and aggregation (Louvain's scheme) with restarts; labels in the order
 *  of the smallest node, their number and their modularity. 70 (n + m) bytes. */
ENT_API ent_status ent_signed_communities(uint32_t *labels, uint32_t *count, double *modularity,
                                          const ent_network *network, const ent_signed_options *options,
                                          const ent_run *run, ent_error *error);

#ifdef __cplusplus
}
#endif
#endif
