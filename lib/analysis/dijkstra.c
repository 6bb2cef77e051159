/*
 * Dijkstra's search from one node (1959) with a heap of four children a node (Johnson 1975), half as deep as a binary one and
 * its children side by side in the cache, that knows its nodes' places. O((n + m) log n), no allocation. Nodes of the same
 * distance are settled by rising number, so that the order never depends on the heap's history.
 */
#include "search.h"

#include <math.h>

#define CHILDREN 4

static bool is_nearer(ent__seen a, ent__seen b) {
    return a.distance < b.distance || (a.distance == b.distance && a.node < b.node);
}

static void put(ent__search *search, uint32_t i, ent__seen seen) {
    search->heap[i] = seen;
    search->heap_place[seen.node] = i;
}

static void rise(ent__search *search, uint32_t i, ent__seen seen) {
    while (i > 0 && is_nearer(seen, search->heap[(i - 1) / CHILDREN])) {
        put(search, i, search->heap[(i - 1) / CHILDREN]);
        i = (i - 1) / CHILDREN;
    }
    put(search, i, seen);
}

static uint32_t nearest_child(const ent__search *search, uint32_t first) {
    uint32_t end = first + CHILDREN < search->heap_size ? first + CHILDREN : search->heap_size, nearest = first;
    for (uint32_t child = first + 1; child < end; child++) {
        nearest = is_nearer(search->heap[child], search->heap[nearest]) ? child : nearest;
    }
    return nearest;
}

static void sink(ent__search *search, uint32_t i, ent__seen seen) {
    for (uint32_t first; (first = CHILDREN * i + 1) < search->heap_size;) {
        uint32_t child = nearest_child(search, first);
        if (!is_nearer(search->heap[child], seen)) {
            break;
        }
        put(search, i, search->heap[child]);
        i = child;
    }
    put(search, i, seen);
}

static uint32_t take_nearest(ent__search *search) {
    uint32_t nearest = search->heap[0].node;
    ent__seen last = search->heap[--search->heap_size];
    if (search->heap_size) {
        sink(search, 0, last);
    }
    return nearest;
}

/* A settled head is no further than that, and a sum beyond the largest double reaches nothing. */
static void reach(ent__search *search, uint32_t head, double distance) {
    if (distance < search->distance[head]) {
        uint32_t i = search->distance[head] == INFINITY ? search->heap_size++ : search->heap_place[head];
        search->distance[head] = distance;
        rise(search, i, (ent__seen){distance, head});
    }
}

void ent__dijkstra(ent__search *search, uint32_t source) {
    const ent__layer *layer = search->layer;
    for (uint32_t node = 0; node < layer->node_count; node++) {
        search->distance[node] = INFINITY;
        search->place[node] = ENT_NONE;
    }
    search->reached = search->heap_size = 0;
    reach(search, source, 0.0);
    while (search->heap_size) {
        uint32_t node = take_nearest(search);
        double distance = search->distance[node];
        search->place[node] = search->reached;
        search->order[search->reached++] = node;
        for (uint32_t entry = layer->offsets[node]; entry < layer->offsets[node + 1]; entry++) {
            reach(search, layer->heads[entry], distance + layer->weights[entry]);
        }
    }
}
