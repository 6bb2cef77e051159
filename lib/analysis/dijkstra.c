/*
 * Dijkstra's search from one node (1959) with a binary heap that knows its nodes' places. O((n + m) log n), no allocation.
 * Nodes of the same distance are settled by rising number, so that the order never depends on the heap's history.
 */
#include "search.h"

#include <math.h>

static bool is_nearer(const ent__search *search, uint32_t a, uint32_t b) {
    return search->distance[a] < search->distance[b] || (search->distance[a] == search->distance[b] && a < b);
}

static void put(ent__search *search, uint32_t i, uint32_t node) {
    search->heap[i] = node;
    search->heap_place[node] = i;
}

static void rise(ent__search *search, uint32_t i, uint32_t node) {
    while (i > 0 && is_nearer(search, node, search->heap[(i - 1) / 2])) {
        put(search, i, search->heap[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    put(search, i, node);
}

static void sink(ent__search *search, uint32_t i, uint32_t node) {
    for (uint32_t child; (child = 2 * i + 1) < search->heap_size; i = child) {
        if (child + 1 < search->heap_size && is_nearer(search, search->heap[child + 1], search->heap[child])) {
            child++;
        }
        if (!is_nearer(search, search->heap[child], node)) {
            break;
        }
        put(search, i, search->heap[child]);
    }
    put(search, i, node);
}

static uint32_t take_nearest(ent__search *search) {
    uint32_t nearest = search->heap[0], last = search->heap[--search->heap_size];
    if (search->heap_size) {
        sink(search, 0, last);
    }
    return nearest;
}

static void reach(ent__search *search, uint32_t head, double distance) {
    if (distance < search->distance[head]) { /* a sum beyond the largest double reaches nothing */
        uint32_t i = search->distance[head] == INFINITY ? search->heap_size++ : search->heap_place[head];
        search->distance[head] = distance;
        rise(search, i, head);
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
        search->place[node] = search->reached;
        search->order[search->reached++] = node;
        for (uint32_t entry = layer->offsets[node]; entry < layer->offsets[node + 1]; entry++) {
            uint32_t head = layer->heads[entry];
            if (search->place[head] == ENT_NONE) {
                reach(search, head, search->distance[node] + layer->weights[entry]);
            }
        }
    }
}
