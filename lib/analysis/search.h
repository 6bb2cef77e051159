/*
 * Shortest paths from one node over a layer: distances and the order they are reached in; the number of shortest paths;
 * what share of them goes over each node and edge. Private. One search serves any number of sources, one after another.
 *
 * Two lengths are equal within a relative 1e-10 (ent__equal()), in every pass.
 */
#ifndef ENT_SEARCH_H
#define ENT_SEARCH_H

#include "../network/layer.h"
#include <math.h>

/* A node in the heap, and its distance, so that comparing looks nowhere else. */
typedef struct ent__seen {
    double distance;
    uint32_t node;
} ent__seen;

typedef struct ent__search {
    const ent__layer *layer;
    bool unit; /* all weights are 1: breadth first */
    double *distance; /* of each node; +inf: not reached */
    uint32_t *order; /* the nodes reached, by rising distance; the source first */
    uint32_t *place; /* of each node in `order`, ENT_NONE: not reached */
    uint32_t reached;
    ent__seen *heap; /* of the nodes that Dijkstra has seen and not settled */
    uint32_t *heap_place, heap_size;
    double *paths; /* number of shortest paths to each node */
    double *share; /* Brandes' dependency of the source on each node */
} ent__search;

/* The layer, whose weights are lengths, is borrowed. On failure the search is empty. */
ent_status ent__search_make(ent__search *search, const ent__layer *layer, ent_weight weight, ent_error *error);
void ent__search_free(ent__search *search);
/* One for each worker; NULL on failure. */
ent_status ent__search_make_all(ent__search **searches, uint32_t workers, const ent__layer *layer, ent_weight weight,
                                ent_error *error);
void ent__search_free_all(ent__search *searches, uint32_t workers);

/* Fills distance, order, place, reached. bfs.c: O(n + m); dijkstra.c: O((n + m) log n). */
void ent__bfs(ent__search *search, uint32_t source);
void ent__dijkstra(ent__search *search, uint32_t source);
/* The one that fits the weights. */
void ent__search_from(ent__search *search, uint32_t source);
/* True if entry `entry` of the row of `node` is the last step of a shortest path to its head. After a search. A step leads on
 * in the order of settling, so that lengths too small to change a sum make no circle; a head settled later is no further than
 * over this step, so that this is ent__equal() of the two. */
static inline bool ent__search_is_step(const ent__search *search, uint32_t node, uint32_t entry) {
    uint32_t head = search->layer->heads[entry];
    double sum = search->distance[node] + search->layer->weights[entry];
    return sum - search->distance[head] <= 1e-10 * sum && sum < INFINITY && search->place[head] > search->place[node];
}

/* brandes.c. After a search: fills `paths`; ENT_ELIMIT if they are more than a double can count. O(n + m). */
ent_status ent__brandes_count(ent__search *search, ent_error *error);
/* After counting: fills `share` and adds to each entry's `over` (may be NULL) its own share. O(n + m). */
void ent__brandes_share(ent__search *search, double *over);

#endif
