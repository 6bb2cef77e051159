/*
 * The share of the mediations to come between a pair that is expected of a candidate: what it did for the pair, backed off to the
 * neighbours it has in common with the two. A share is O(1), common neighbours O(ties of the party's
 * neighbours).
 *
 * Nothing here has a constant that could be tuned: the data say how far to back off.
 */
#include "mediators_internal.h"

#include <math.h>

void ent__common_neighbours(double *counts, double *weighed, const ent__layer *layer, uint32_t node) {
    if (node == ENT_NONE) {
        return;
    }
    for (uint32_t i = layer->offsets[node]; i < layer->offsets[node + 1]; i++) {
        uint32_t between = layer->heads[i], start = layer->offsets[between], end = layer->offsets[between + 1];
        double weight = end - start > 1 ? 1.0 / log(end - start) : 0.0; /* of one tie: only the party itself knows it */
        for (uint32_t j = start; j < end; j++) {
            counts[layer->heads[j]]++;
            if (weighed) {
                weighed[layer->heads[j]] += weight;
            }
        }
    }
}

void ent__backoff_add(ent__backoff *all, double neighbours, double dyad) {
    all->neighbours += neighbours;
    all->dyad += dyad;
    all->experienced += dyad > 0.0;
}

double ent__backoff_share(const ent__backoff *all, double neighbours, double dyad) {
    double near = all->neighbours > 0.0 ? neighbours / all->neighbours : 0.0;
    double unseen = all->experienced; /* mediations by somebody new, as many as there were somebodies new before */
    return unseen > 0.0 ? (dyad + unseen * near) / (all->dyad + unseen) : near;
}
