/*
 * Shortest paths between one pair: Dijkstra from the source, then two sweeps over the nodes in the order in which it settled
 * them. Backward, the number of shortest ways on to the target; forward, the share that comes in, split by these numbers. An arc
 * belongs to a shortest path if it is tight within the relative 1e-10 of all lengths, and leads to a node settled later.
 * O((n + m) log n) time, O(n + m) memory.
 */
#include "pair.h"
#include <entente/analysis.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A node waiting at a distance; entries that a shorter one overtook are skipped when they come up. */
typedef struct waiting {
    double distance;
    uint32_t node;
} waiting;

typedef struct search {
    const ent__layer *layer;
    double *distances;
    double *ways; /* shortest ways on to the target */
    uint32_t *order, *places; /* nodes as they were settled, and the place of each; ENT_NONE: not settled */
    uint32_t settled;
    waiting *heap;
    size_t heap_count, heap_capacity;
} search;

static bool comes_first(const waiting *a, const waiting *b) {
    return a->distance < b->distance || (a->distance == b->distance && a->node < b->node);
}

static ent_status push(search *all, uint32_t node, double distance, ent_error *error) {
    if (!ENT__RESERVE(all->heap, all->heap_capacity, all->heap_count + 1)) {
        return ent__fail_memory(error);
    }
    waiting item = {distance, node};
    size_t place = all->heap_count++;
    for (; place > 0 && comes_first(&item, &all->heap[(place - 1) / 2]); place = (place - 1) / 2) {
        all->heap[place] = all->heap[(place - 1) / 2];
    }
    all->heap[place] = item;
    return ENT_OK;
}

static waiting pop(search *all) {
    waiting least = all->heap[0], last = all->heap[--all->heap_count];
    size_t place = 0;
    for (size_t child = 1; child < all->heap_count; child = 2 * place + 1) {
        if (child + 1 < all->heap_count && comes_first(&all->heap[child + 1], &all->heap[child])) {
            child++;
        }
        if (!comes_first(&all->heap[child], &last)) {
            break;
        }
        all->heap[place] = all->heap[child];
        place = child;
    }
    all->heap[place] = last;
    return least;
}

static ent_status allocate(search *all, const ent__layer *layer, ent_error *error) {
    size_t n = layer->node_count;
    *all = (search){.layer = layer};
    all->distances = ent__calloc(n, sizeof *all->distances);
    all->ways = ent__calloc(n, sizeof *all->ways);
    all->order = ent__calloc(n, sizeof *all->order);
    all->places = ent__calloc(n, sizeof *all->places);
    return all->distances && all->ways && all->order && all->places ? ENT_OK : ent__fail_memory(error);
}

static void free_search(search *all) {
    free(all->distances);
    free(all->ways);
    free(all->order);
    free(all->places);
    free(all->heap);
}

/* Settles nodes by distance, up to the target. */
static ent_status settle(search *all, uint32_t source, uint32_t target, ent_error *error) {
    const ent__layer *layer = all->layer;
    for (uint32_t node = 0; node < layer->node_count; node++) {
        all->distances[node] = INFINITY;
        all->places[node] = ENT_NONE;
    }
    all->distances[source] = 0.0;
    ent_status status = push(all, source, 0.0, error);
    while (status == ENT_OK && all->heap_count && all->places[target] == ENT_NONE) {
        waiting item = pop(all);
        if (all->places[item.node] != ENT_NONE) {
            continue;
        }
        all->places[item.node] = all->settled;
        all->order[all->settled++] = item.node;
        for (uint32_t arc = layer->offsets[item.node]; arc < layer->offsets[item.node + 1] && status == ENT_OK; arc++) {
            double distance = item.distance + layer->weights[arc];
            if (distance < all->distances[layer->heads[arc]]) {
                all->distances[layer->heads[arc]] = distance;
                status = push(all, layer->heads[arc], distance, error);
            }
        }
    }
    return status;
}

/* An arc that a shortest path from the source to its head may end with. */
static bool is_tight(const search *all, uint32_t node, uint32_t arc) {
    uint32_t head = all->layer->heads[arc];
    return all->places[head] != ENT_NONE && all->places[head] > all->places[node] &&
           ent__equal(all->distances[node] + all->layer->weights[arc], all->distances[head]);
}

static void count_ways(search *all, uint32_t target) {
    const ent__layer *layer = all->layer;
    all->ways[target] = 1.0;
    for (uint32_t place = all->settled - 1; place-- > 0;) {
        uint32_t node = all->order[place];
        for (uint32_t arc = layer->offsets[node]; arc < layer->offsets[node + 1]; arc++) {
            all->ways[node] += is_tight(all, node, arc) ? all->ways[layer->heads[arc]] : 0.0;
        }
    }
}

/* Splits the share of every node among the arcs that go on to the target. */
static void share_out(double *shares, uint8_t *used, const search *all, uint32_t source) {
    const ent__layer *layer = all->layer;
    shares[source] = 1.0;
    for (uint32_t place = 0; place < all->settled; place++) {
        uint32_t node = all->order[place];
        for (uint32_t arc = layer->offsets[node]; arc < layer->offsets[node + 1] && shares[node] > 0.0; arc++) {
            uint32_t head = layer->heads[arc];
            if (all->ways[head] > 0.0 && is_tight(all, node, arc)) {
                shares[head] = fmin(1.0, shares[head] + shares[node] * (all->ways[head] / all->ways[node]));
                if (used) {
                    used[arc] = 1;
                }
            }
        }
    }
}

ent_status ent__pair_shares(double *shares, uint8_t *used, const ent__layer *layer, uint32_t source, uint32_t target,
                            ent_error *error) {
    search all;
    memset(shares, 0, layer->node_count * sizeof *shares);
    if (used && layer->arc_count) {
        memset(used, 0, layer->arc_count);
    }
    ent_status status = allocate(&all, layer, error);
    if (status == ENT_OK) {
        status = settle(&all, source, target, error);
    }
    if (status == ENT_OK && all.places[target] != ENT_NONE) {
        count_ways(&all, target);
        share_out(shares, used, &all, source);
    }
    free_search(&all);
    return status;
}

static ent_status check_pair(const ent_network *network, uint32_t source, uint32_t target, ent_weight weight,
                             ent_error *error) {
    if (source >= network->node_count || target >= network->node_count) {
        return ent__fail(error, ENT_EINVAL, "paths from node %u to node %u; the network has %u nodes", source, target,
                         network->node_count);
    }
    if ((int)weight < ENT_WEIGHT_UNIT || weight > ENT_WEIGHT_INVERSE) {
        return ent__fail(error, ENT_EINVAL, "weight %d for shortest paths; expected unit, length or inverse",
                         (int)weight);
    }
    return ENT_OK;
}

ent_status ent_pair_betweenness(double *scores, const ent_network *network, uint32_t source, uint32_t target,
                                ent_weight weight, ent_error *error) {
    ent__layer layer;
    memset(scores, 0, network->node_count * sizeof *scores);
    ent_status status = check_pair(network, source, target, weight, error);
    if (status == ENT_OK) {
        status = ent__layer_make(&layer, network, ENT_OUT, weight, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = ent__pair_shares(scores, NULL, &layer, source, target, error);
    ent__layer_free(&layer);
    if (status != ENT_OK) {
        memset(scores, 0, network->node_count * sizeof *scores);
        return status;
    }
    bool reached = scores[target] > 0.0;
    scores[source] = scores[target] = 0.0;
    for (uint32_t node = 0; node < network->node_count && !reached; node++) {
        scores[node] = NAN;
    }
    return ENT_OK;
}
