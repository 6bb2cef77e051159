/*
 * Brandes' betweenness, one source: forward breadth first, backward a sum over the arcs that lead one step further.
 */
#include "betweenness_narrow.h"

#include <stdlib.h>

bool ent__narrow_open(ent__narrow *narrow, const ent__compact *compact, const double *weights) {
    size_t n = compact->node_count;
    *narrow = (ent__narrow){.compact = compact, .weights = weights};
    narrow->queue = ent__calloc(n + 1, sizeof *narrow->queue);
    narrow->distances = ent__calloc(n, sizeof *narrow->distances);
    narrow->paths = ent__calloc(n, sizeof *narrow->paths);
    narrow->coefficients = ent__calloc(n, sizeof *narrow->coefficients);
    for (size_t v = 0; narrow->distances && v < n; v++) {
        narrow->distances[v] = ENT_NONE;
    }
    return narrow->queue && narrow->distances && narrow->paths && narrow->coefficients;
}

void ent__narrow_close(ent__narrow *narrow) {
    free(narrow->queue);
    free(narrow->distances);
    free(narrow->paths);
    free(narrow->coefficients);
}

/* Distances and numbers of shortest paths; how many places were reached. Whether a neighbour is new, or one step further, no
 * processor can guess, so that nothing branches on it. */
static uint32_t search(ent__narrow *narrow, uint32_t source) {
    const ent__compact_rows *out = &narrow->compact->out;
    uint32_t *distances = narrow->distances, *queue = narrow->queue, end = 1;
    double *paths = narrow->paths;
    queue[0] = source;
    distances[source] = 0;
    paths[source] = 1.0;
    for (uint32_t i = 0; i < end; i++) {
        uint32_t v = queue[i], next = distances[v] + 1;
        double handed[2] = {0.0, paths[v]};
        for (uint32_t e = out->offsets[v]; e < out->offsets[v + 1]; e++) {
            uint32_t w = out->heads[e], distance = distances[w];
            queue[end] = w;
            end += distance == ENT_NONE;
            distance = distance == ENT_NONE ? next : distance;
            distances[w] = distance;
            paths[w] += handed[distance == next];
        }
    }
    return end;
}

/* The sum of the coefficients one step beyond v; `carried`: NULL, or of the arcs. */
static double sum_beyond(const ent__narrow *narrow, uint32_t v, double *carried) {
    const ent__compact_rows *out = &narrow->compact->out;
    uint32_t next = narrow->distances[v] + 1;
    double sum = 0.0;
    for (uint32_t e = out->offsets[v]; e < out->offsets[v + 1]; e++) {
        double both[2] = {0.0, narrow->coefficients[out->heads[e]]};
        double coefficient = both[narrow->distances[out->heads[e]] == next];
        sum += coefficient;
        if (carried) {
            carried[e] += narrow->paths[v] * coefficient;
        }
    }
    return sum;
}

/* Of the places one after another, the last level first: behind that is nothing. */
void ent__narrow_add(double *scores, bool of_arcs, ent__narrow *narrow, uint32_t source) {
    const double *weights = narrow->weights;
    double times = weights ? weights[source] : 1.0;
    uint32_t count = search(narrow, source), last = narrow->distances[narrow->queue[count - 1]];
    for (uint32_t i = count; i-- > 0;) {
        uint32_t v = narrow->queue[i];
        double sum = narrow->distances[v] < last ? sum_beyond(narrow, v, of_arcs ? scores : NULL) : 0.0;
        if (!of_arcs && i > 0) {
            scores[v] += narrow->paths[v] * sum;
        }
        narrow->coefficients[v] = times * (weights ? weights[v] : 1.0) / narrow->paths[v] + sum;
    }
    for (uint32_t i = 0; i < count; i++) {
        narrow->distances[narrow->queue[i]] = ENT_NONE;
        narrow->paths[narrow->queue[i]] = 0.0;
    }
}
