/*
 * What the files of static paths share: the list that is filled, distances, and the methods. Private.
 * Every method finds all of its paths between `source` and `target`, which differ and are not avoided.
 */
#ifndef ENT_PATHS_INTERNAL_H
#define ENT_PATHS_INTERNAL_H

#include "ways.h"

/* Paths one after the other; path i has the nodes from starts[i] to starts[i + 1], and edges at the same places (the last
 * place of each is unused). */
struct ent_paths {
    uint32_t count;
    bool is_cut;
    size_t *starts; /* count + 1 */
    double *costs;
    uint32_t *nodes, *edges;
    uint8_t *kinds; /* of the only path, one by a pattern: those of each step; else NULL */
    size_t start_capacity, cost_capacity, node_capacity, edge_capacity;
};

/* What is asked of a method. */
typedef struct ent__route {
    const ent__ways *ways;
    uint32_t source, target;
} ent__route;

ent_status ent__paths_new(ent_paths **paths, ent_error *error);
/* Appends a path of hops + 1 nodes that lies on the ways; its edges and cost are found here. */
ent_status ent__paths_add(ent_paths *paths, const ent__ways *ways, const uint32_t *nodes, uint32_t hops,
                          ent_error *error);
/* Appends a path whose edges and cost are known. */
ent_status ent__paths_append(ent_paths *paths, const ent_path *path, ent_error *error);

/* Distance of every node from `start` along the ways; +inf: not reachable. Breadth first for unit lengths, Dijkstra else. */
ent_status ent__distances(double *distances, const ent__ways *ways, uint32_t start, ent_error *error);
/* The first `count` simple paths by cost, hops, nodes; `ties_only`: of those that tie with the first, and is_cut is set if
 * there are more. */
ent_status ent__yen(ent_paths *paths, const ent__route *route, uint32_t count, bool ties_only, ent_error *error);
ent_status ent__widest(ent_paths *paths, const ent__route *route, ent_error *error);
ent_status ent__disjoint(ent_paths *paths, const ent__route *route, bool by_node, ent_error *error);

#endif
