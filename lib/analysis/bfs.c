/*
 * Breadth first search from one node: distances in hops. O(n + m), no allocation.
 */
#include "search.h"

#include <math.h>

void ent__bfs(ent__search *search, uint32_t source) {
    const ent__layer *layer = search->layer;
    for (uint32_t node = 0; node < layer->node_count; node++) {
        search->distance[node] = INFINITY;
        search->place[node] = ENT_NONE;
    }
    search->distance[source] = 0.0;
    search->order[0] = source;
    search->place[source] = 0;
    search->reached = 1;
    for (uint32_t i = 0; i < search->reached; i++) {
        uint32_t node = search->order[i];
        for (uint32_t entry = layer->offsets[node]; entry < layer->offsets[node + 1]; entry++) {
            uint32_t head = layer->heads[entry];
            if (search->place[head] == ENT_NONE) {
                search->distance[head] = search->distance[node] + 1.0;
                search->place[head] = search->reached;
                search->order[search->reached++] = head;
            }
        }
    }
}
