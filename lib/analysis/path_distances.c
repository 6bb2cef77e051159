/*
 * Distances from one node to all: breadth first for unit lengths, O(n + m), else Dijkstra's search with a heap made for it
 * (monotone.h) over rows of floors (floors.h), O(m + n log n). Reports progress every few thousand nodes.
 */
#include "../network/floors.h"
#include "monotone.h"
#include "paths_internal.h"

#include <math.h>
#include <stdlib.h>

#define NODES_A_REPORT 4096u

static ent_status report(const ent__ways *ways, uint32_t settled, ent_error *error) {
    if (settled % NODES_A_REPORT != 0) {
        return ENT_OK;
    }
    return ent__progress(ways->run, (double)settled / ways->network->node_count, error);
}

/* ---- By hops ------------------------------------------------------------------------------------------------------ */

static ent_status spread_by_hops(double *distances, const ent__ways *ways, uint32_t *queue, ent_error *error) {
    const ent__rows *rows = &ways->out;
    ent_status status = ENT_OK;
    uint32_t count = 1;
    double length;
    for (uint32_t head = 0; status == ENT_OK && head < count; head++) {
        uint32_t u = queue[head];
        for (uint32_t i = rows->offsets[u]; i < rows->offsets[u + 1]; i++) {
            uint32_t v = rows->nodes[i];
            if (isinf(distances[v]) && ent__way(ways, rows, i, &length) && !ent__is_avoided(ways, v)) {
                distances[v] = distances[u] + 1.0;
                queue[count++] = v;
            }
        }
        status = report(ways, head, error);
    }
    return status;
}

static ent_status breadth_first(double *distances, const ent__ways *ways, uint32_t start, ent_error *error) {
    uint32_t *queue = ent__calloc(ways->network->node_count, sizeof *queue);
    if (!queue) {
        return ent__fail_memory(error);
    }
    queue[0] = start;
    ent_status status = spread_by_hops(distances, ways, queue, error);
    free(queue);
    return status;
}

/* ---- By length ---------------------------------------------------------------------------------------------------- */

/* Offers every neighbour of a settled node the way through it. What the floors say no to is asked nothing else: nearly all. */
static void relax(double *distances, ent__monotone *heap, const ent__ways *ways, const float *floors, uint32_t u) {
    const ent__rows *rows = &ways->out;
    double here = distances[u], length;
    for (uint32_t i = rows->offsets[u]; i < rows->offsets[u + 1]; i++) {
        uint32_t v = rows->nodes[i];
        if (here + (double)floors[i] < distances[v] && ent__way(ways, rows, i, &length) &&
            here + length < distances[v] && !ent__is_avoided(ways, v)) {
            distances[v] = here + length;
            ent__monotone_push(heap, here + length, v);
        }
    }
}

static ent_status spread_by_length(double *distances, const ent__ways *ways, const float *floors, uint32_t start,
                                   ent_error *error) {
    ent__monotone heap = {0};
    ent_status status = ENT_OK;
    ent__monotone_push(&heap, 0.0, start);
    for (uint32_t settled = 0; status == ENT_OK && ent__monotone_deal(&heap, distances); settled++) {
        relax(distances, &heap, ways, floors, ent__monotone_take(&heap));
        status = report(ways, settled, error);
    }
    status = status == ENT_OK && heap.failed ? ent__fail_memory(error) : status;
    ent__monotone_free(&heap);
    return status;
}

/* The floors of a projection, made for this call. */
static float *project_floors(const ent__layer *projection) {
    float *floors = ent__calloc(projection->arc_count, sizeof *floors);
    for (uint32_t i = 0; floors && i < projection->arc_count; i++) {
        floors[i] = ent__floor_of(projection->weights[i]);
    }
    return floors;
}

static ent_status dijkstra(double *distances, const ent__ways *ways, uint32_t start, ent_error *error) {
    bool projects = ways->projection.weights != NULL;
    float *projected = projects ? project_floors(&ways->projection) : NULL;
    const float *floors = projects ? projected : ent__floors_of(ways->network, ways->mode, ways->weight);
    ent_status status = floors ? spread_by_length(distances, ways, floors, start, error) : ent__fail_memory(error);
    free(projected);
    return status;
}

ent_status ent__distances(double *distances, const ent__ways *ways, uint32_t start, ent_error *error) {
    for (uint32_t node = 0; node < ways->network->node_count; node++) {
        distances[node] = INFINITY;
    }
    distances[start] = 0.0;
    return ways->weight == ENT_WEIGHT_UNIT ? breadth_first(distances, ways, start, error)
                                           : dijkstra(distances, ways, start, error);
}
