/*
 * Distances from one node: breadth first for unit lengths, O(n + m), else Dijkstra with a binary heap, O((n + m) log n).
 * With a node to stop at, only what lies at most as far as it is looked at. Reports progress every few thousand nodes.
 */
#include "heap.h"
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

static ent_status spread_by_hops(double *distances, uint32_t *queue, const ent__ways *ways, const ent__rows *rows,
                                 uint32_t until, ent_error *error) {
    uint32_t count = 1;
    double bound = INFINITY, length;
    for (uint32_t head = 0; head < count; head++) {
        uint32_t u = queue[head];
        ent_status status = report(ways, head, error);
        if (status != ENT_OK || distances[u] >= bound) {
            return status;
        }
        for (uint32_t i = rows->offsets[u]; i < rows->offsets[u + 1]; i++) {
            uint32_t v = rows->nodes[i];
            if (isinf(distances[v]) && ent__way(ways, rows, i, &length) && !ent__is_avoided(ways, v)) {
                distances[v] = distances[u] + 1.0;
                queue[count++] = v;
                bound = v == until ? distances[v] : bound;
            }
        }
    }
    return ENT_OK;
}

static ent_status breadth_first(double *distances, const ent__ways *ways, const ent__rows *rows, uint32_t start,
                                uint32_t until, ent_error *error) {
    uint32_t *queue = ent__calloc(ways->network->node_count, sizeof *queue);
    if (!queue) {
        return ent__fail_memory(error);
    }
    queue[0] = start;
    ent_status status = spread_by_hops(distances, queue, ways, rows, until, error);
    free(queue);
    return status;
}

/* Offers every neighbour of a settled node the way through it. */
static ent_status relax(double *distances, ent__heap *heap, const ent__ways *ways, const ent__rows *rows, uint32_t u,
                        ent_error *error) {
    double length;
    for (uint32_t i = rows->offsets[u]; i < rows->offsets[u + 1]; i++) {
        uint32_t v = rows->nodes[i];
        if (!ent__way(ways, rows, i, &length) || !(distances[u] + length < distances[v]) || ent__is_avoided(ways, v)) {
            continue;
        }
        distances[v] = distances[u] + length;
        ent_status status = ent__heap_push(heap, distances[v], v, error);
        if (status != ENT_OK) {
            return status;
        }
    }
    return ENT_OK;
}

static ent_status dijkstra(double *distances, const ent__ways *ways, const ent__rows *rows, uint32_t start,
                           uint32_t until, ent_error *error) {
    ent__heap heap = {0};
    double bound = INFINITY;
    ent_status status = ent__heap_push(&heap, 0.0, start, error);
    for (uint32_t settled = 0; status == ENT_OK && heap.count > 0;) {
        ent__heap_item least = ent__heap_pop(&heap);
        if (least.key > distances[least.item]) {
            continue; /* reached on a shorter way since it was pushed */
        }
        if (least.key > bound) {
            break;
        }
        bound = least.item == until ? ent__tie_bound(least.key) : bound;
        status = report(ways, settled++, error);
        if (status == ENT_OK) {
            status = relax(distances, &heap, ways, rows, least.item, error);
        }
    }
    ent__heap_free(&heap);
    return status;
}

ent_status ent__distances(double *distances, const ent__ways *ways, uint32_t start, uint32_t until, bool backward,
                          ent_error *error) {
    const ent__rows *rows = backward ? &ways->in : &ways->out;
    for (uint32_t node = 0; node < ways->network->node_count; node++) {
        distances[node] = INFINITY;
    }
    distances[start] = 0.0;
    return ways->weight == ENT_WEIGHT_UNIT ? breadth_first(distances, ways, rows, start, until, error)
                                           : dijkstra(distances, ways, rows, start, until, error);
}
