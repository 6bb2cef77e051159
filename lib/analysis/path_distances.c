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

/* A search from one node, over the rows that it goes along. */
typedef struct spreading {
    double *distances;
    uint32_t *before; /* NULL, or the node through which each was reached */
    const ent__ways *ways;
    const ent__rows *rows;
    uint32_t until;
} spreading;

static inline void reach(const spreading *s, uint32_t v, uint32_t through, double distance) {
    s->distances[v] = distance;
    if (s->before) {
        s->before[v] = through;
    }
}

static ent_status spread_by_hops(const spreading *s, uint32_t *queue, ent_error *error) {
    const ent__rows *rows = s->rows;
    uint32_t count = 1;
    double bound = INFINITY, length;
    for (uint32_t head = 0; head < count; head++) {
        uint32_t u = queue[head];
        ent_status status = report(s->ways, head, error);
        if (status != ENT_OK || s->distances[u] >= bound) {
            return status;
        }
        for (uint32_t i = rows->offsets[u]; i < rows->offsets[u + 1]; i++) {
            uint32_t v = rows->nodes[i];
            if (isinf(s->distances[v]) && ent__way(s->ways, rows, i, &length) && !ent__is_avoided(s->ways, v)) {
                reach(s, v, u, s->distances[u] + 1.0);
                queue[count++] = v;
                bound = v == s->until ? s->distances[v] : bound;
            }
        }
    }
    return ENT_OK;
}

static ent_status breadth_first(const spreading *s, uint32_t start, ent_error *error) {
    uint32_t *queue = ent__calloc(s->ways->network->node_count, sizeof *queue);
    if (!queue) {
        return ent__fail_memory(error);
    }
    queue[0] = start;
    ent_status status = spread_by_hops(s, queue, error);
    free(queue);
    return status;
}

/* Offers every neighbour of a settled node the way through it. Those settled before are known without their length. */
static ent_status relax(const spreading *s, ent__heap *heap, uint32_t u, ent_error *error) {
    const ent__rows *rows = s->rows;
    const double *distances = s->distances, here = distances[u];
    double length;
    for (uint32_t i = rows->offsets[u]; i < rows->offsets[u + 1]; i++) {
        uint32_t v = rows->nodes[i];
        if (distances[v] <= here || !ent__way(s->ways, rows, i, &length) || !(here + length < distances[v]) ||
            ent__is_avoided(s->ways, v)) {
            continue;
        }
        reach(s, v, u, here + length);
        ent_status status = ent__heap_push(heap, here + length, v, error);
        if (status != ENT_OK) {
            return status;
        }
    }
    return ENT_OK;
}

static ent_status dijkstra(const spreading *s, uint32_t start, ent_error *error) {
    ent__heap heap = {0};
    double bound = INFINITY;
    ent_status status = ent__heap_push(&heap, 0.0, start, error);
    for (uint32_t settled = 0; status == ENT_OK && heap.count > 0;) {
        ent__heap_item least = ent__heap_pop(&heap);
        if (least.key > s->distances[least.item]) {
            continue; /* reached on a shorter way since it was pushed */
        }
        if (least.key > bound) {
            break;
        }
        bound = least.item == s->until ? ent__tie_bound(least.key) : bound;
        status = report(s->ways, settled++, error);
        if (status == ENT_OK) {
            status = relax(s, &heap, least.item, error);
        }
    }
    ent__heap_free(&heap);
    return status;
}

static ent_status spread(const spreading *s, uint32_t start, ent_error *error) {
    for (uint32_t node = 0; node < s->ways->network->node_count; node++) {
        s->distances[node] = INFINITY;
    }
    s->distances[start] = 0.0;
    return s->ways->weight == ENT_WEIGHT_UNIT ? breadth_first(s, start, error) : dijkstra(s, start, error);
}

ent_status ent__distances(double *distances, const ent__ways *ways, uint32_t start, ent_error *error) {
    return spread(&(spreading){distances, NULL, ways, &ways->out, ENT_NONE}, start, error);
}

ent_status ent__distances_to(double *distances, uint32_t *next, const ent__ways *ways, uint32_t target, uint32_t until,
                             ent_error *error) {
    return spread(&(spreading){distances, next, ways, &ways->in, until}, target, error);
}
