/**
 * @file structure.h
 * What a network is made of: components, the actors and ties that hold it together, triads, communities.
 * The conventions of analysis.h hold.
 */
#ifndef ENTENTE_STRUCTURE_H
#define ENTENTE_STRUCTURE_H

#include <entente/network.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Actors whose removal disconnects others (Tarjan 1972), on the undirected positive layer, rising; `nodes` has room for
 *  n. O(n + m) time; 18 n bytes, where every edge is in the layer and need not be turned both ways. */
ENT_API ent_status ent_articulation_points(uint32_t *nodes, uint32_t *count, const ent_network *network,
                                           const ent_run *run, ent_error *error);
/** Edges of the undirected projection whose removal disconnects others, as pairs u < v, sorted; `u` and `v` have room for n.
 *  Cost as ent_articulation_points(). */
ENT_API ent_status ent_bridges(uint32_t *u, uint32_t *v, uint32_t *count, const ent_network *network,
                               const ent_run *run, ent_error *error);
/** Component of every node (n labels in the order of the smallest node contained); `strong` non-zero: along arcs.
 *  O(n + m) time; where every edge is in the layer no memory, strong 20 n bytes. */
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
 * undirected network every edge is mutual. ENT_ELIMIT above 4,000,000 actors (the count no longer fits). Holland & Leinhardt (1970).
 * O(m^1.5) time, 16 n + 5 m bytes where every edge is in the layer.
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
 *  a method, weight or resolution (finite, above 0) out of range. About O(m) a pass, 90 (n + m) bytes. */
ENT_API ent_status ent_communities(uint32_t *labels, uint32_t *count, double *modularity, const ent_network *network,
                                   const ent_community_options *options, const ent_run *run, ent_error *error);
/** Modularity of given labels, any numbers (Newman & Girvan 2004; directed: Leicht & Newman 2008), with strength or unit
 *  and the resolution: the share of weight inside communities less resolution times what is expected there by chance; NaN without
 *  edges. The method of the options is not looked at. O(n log n + m) time, 34 (n + m) bytes. */
ENT_API ent_status ent_modularity(double *modularity, const ent_network *network, const uint32_t *labels,
                                  const ent_community_options *options, ent_error *error);

#ifdef __cplusplus
}
#endif
#endif
