/*
 * What every search from one node needs: its arrays. O(n) memory.
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

ent_status ent__search_make_all(ent__search **searches, uint32_t workers, const ent__layer *layer, ent_weight weight,
                                ent_error *error) {
    ent_status status = ENT_OK;
    ent__search *all = ent__calloc(workers, sizeof *all);
    *searches = NULL;
    if (!all) {
        return ent__fail_memory(error);
    }
    for (uint32_t i = 0; i < workers && status == ENT_OK; i++) {
        status = ent__search_make(&all[i], layer, weight, error);
    }
    if (status != ENT_OK) {
        ent__search_free_all(all, workers);
        return status;
    }
    *searches = all;
    return ENT_OK;
}

void ent__search_free_all(ent__search *searches, uint32_t workers) {
    for (uint32_t i = 0; searches && i < workers; i++) {
        ent__search_free(&searches[i]);
    }
    free(searches);
}
