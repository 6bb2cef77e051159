/*
 * The widest path (Pollack 1960): the largest least strength on it, then the fewest hops, then the smallest nodes.
 *
 * A search from the source by falling width, O((n + m) log n), which ends at the target, gives the width; one breadth-first
 * search back through the edges at least that strong (ties by the relative 1e-10 of all measures) the hops; a walk
 * forth that takes the smallest node one hop nearer the nodes.
 */
#include "heap.h"
#include "paths_internal.h"

#include <math.h>
#include <stdlib.h>

#define NODES_A_REPORT 4096u

static ent_status widen(double *widths, ent__heap *heap, const ent__ways *ways, uint32_t u, ent_error *error) {
    double strength;
    for (uint32_t i = ways->out.offsets[u]; i < ways->out.offsets[u + 1]; i++) {
        uint32_t v = ways->out.nodes[i];
        if (!ent__way(ways, &ways->out, i, &strength) || ent__is_avoided(ways, v)) {
            continue;
        }
        double width = fmin(widths[u], strength);
        if (width > widths[v]) {
            widths[v] = width;
            ent_status status = ent__heap_push(heap, -width, v, error);
            if (status != ENT_OK) {
                return status;
            }
        }
    }
    return ENT_OK;
}

/* The width of every node at least as wide as the target; `widths` is all 0, the width of what cannot be reached. */
static ent_status find_widths(double *widths, const ent__route *route, ent_error *error) {
    const ent__ways *ways = route->ways;
    ent__heap heap = {0};
    widths[route->source] = INFINITY;
    ent_status status = ent__heap_push(&heap, -INFINITY, route->source, error);
    for (uint32_t settled = 0; status == ENT_OK && heap.count > 0;) {
        ent__heap_item widest = ent__heap_pop(&heap);
        if (widest.item == route->target) {
            break;
        }
        if (-widest.key < widths[widest.item]) {
            continue; /* reached on a wider way since it was pushed */
        }
        if (settled++ % NODES_A_REPORT == 0) {
            status = ent__progress(ways->run, (double)settled / ways->network->node_count, error);
        }
        if (status == ENT_OK) {
            status = widen(widths, &heap, ways, widest.item, error);
        }
    }
    ent__heap_free(&heap);
    return status;
}

/* Hops to the target through edges of at least the width, ENT_NONE where there is no such way; `queue` has room for all. */
static void count_hops(uint32_t *hops, uint32_t *queue, const ent__route *route, double width) {
    const ent__ways *ways = route->ways;
    double strength;
    uint32_t count = 1;
    for (uint32_t node = 0; node < ways->network->node_count; node++) {
        hops[node] = ENT_NONE;
    }
    queue[0] = route->target;
    hops[route->target] = 0;
    for (uint32_t head = 0; head < count && hops[route->source] == ENT_NONE; head++) {
        uint32_t v = queue[head];
        for (uint32_t i = ways->in.offsets[v]; i < ways->in.offsets[v + 1]; i++) {
            uint32_t u = ways->in.nodes[i];
            if (hops[u] == ENT_NONE && ent__way(ways, &ways->in, i, &strength) && strength >= width &&
                !ent__is_avoided(ways, u)) {
                hops[u] = hops[v] + 1;
                queue[count++] = u;
            }
        }
    }
}

/* Walks from the source to the smallest node that is one hop nearer, to the end. */
static void walk(uint32_t *path, const uint32_t *hops, const ent__route *route, double width) {
    const ent__ways *ways = route->ways;
    double strength;
    path[0] = route->source;
    for (uint32_t hop = 0; path[hop] != route->target; hop++) {
        uint32_t u = path[hop], i = ways->out.offsets[u];
        while (hops[ways->out.nodes[i]] == ENT_NONE || hops[ways->out.nodes[i]] + 1 != hops[u] ||
               !ent__way(ways, &ways->out, i, &strength) || strength < width) {
            i++;
        }
        path[hop + 1] = ways->out.nodes[i];
    }
}

ent_status ent__widest(ent_paths *paths, const ent__route *route, ent_error *error) {
    size_t node_count = route->ways->network->node_count;
    double *widths = ent__calloc(node_count, sizeof *widths);
    uint32_t *hops = ent__calloc(node_count, sizeof *hops), *queue = ent__calloc(node_count, sizeof *queue);
    ent_status status = widths && hops && queue ? find_widths(widths, route, error) : ent__fail_memory(error);
    if (status == ENT_OK && widths[route->target] > 0.0) {
        double width = widths[route->target] * (1.0 - 1e-10);
        count_hops(hops, queue, route, width);
        walk(queue, hops, route, width);
        status = ent__paths_add(paths, route->ways, queue, hops[route->source], error);
    }
    free(widths);
    free(hops);
    free(queue);
    return status;
}
