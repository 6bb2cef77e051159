/*
 * What every search from one node needs: its arrays, and the test that a step lies on a shortest path. O(n) memory.
 */
#include "search.h"

#include <stdlib.h>

void ent__search_free(ent__search *search) {
    free(search->distance);
    free(search->order);
    free(search->place);
    free(search->heap);
    free(search->heap_place);
    free(search->paths);
    free(search->share);
    *search = (ent__search){0};
}

ent_status ent__search_make(ent__search *search, const ent__layer *layer, ent_weight weight, ent_error *error) {
    size_t n = layer->node_count;
    *search = (ent__search){.layer = layer, .unit = weight == ENT_WEIGHT_UNIT};
    search->distance = ent__calloc(n, sizeof *search->distance);
    search->order = ent__calloc(n, sizeof *search->order);
    search->place = ent__calloc(n, sizeof *search->place);
    search->heap = ent__calloc(n, sizeof *search->heap);
    search->heap_place = ent__calloc(n, sizeof *search->heap_place);
    search->paths = ent__calloc(n, sizeof *search->paths);
    search->share = ent__calloc(n, sizeof *search->share);
    if (!search->distance || !search->order || !search->place || !search->heap || !search->heap_place ||
        !search->paths || !search->share) {
        ent__search_free(search);
        return ent__fail_memory(error);
    }
    return ENT_OK;
}

void ent__search_from(ent__search *search, uint32_t source) {
    if (search->unit) {
        ent__bfs(search, source);
    } else {
        ent__dijkstra(search, source);
    }
}

/* A step leads on in the order of settling, so that lengths too small to change a sum make no circle. */
bool ent__search_is_step(const ent__search *search, uint32_t node, uint32_t entry) {
    uint32_t head = search->layer->heads[entry];
    return search->place[head] > search->place[node] &&
           ent__equal(search->distance[node] + search->layer->weights[entry], search->distance[head]);
}
