/*
 * Triangles: the clustering of every node (Watts & Strogatz 1998) and the transitivity of the whole. Each triangle is found
 * once, from its node of least degree, along arcs that lead to greater degrees: O(m^1.5) time, O(n + m) memory.
 */
#include "../network/neighbours.h"
#include "measure.h"

#include <math.h>
#include <stdlib.h>

/* Every edge once, from the node of smaller (degree, number) to the greater. */
typedef struct upward {
    uint32_t *offsets, *heads;
    bool *marked;
} upward;

static void free_upward(upward *it) {
    free(it->offsets);
    free(it->heads);
    free(it->marked);
}

static bool leads_up(const ent__neighbours *rows, uint32_t u, uint32_t v) {
    return ent__degree(rows, u) < ent__degree(rows, v) || (ent__degree(rows, u) == ent__degree(rows, v) && u < v);
}

static ent_status make_upward(upward *it, const ent__neighbours *rows, ent_error *error) {
    uint32_t used = 0;
    it->offsets = ent__calloc((size_t)rows->node_count + 1, sizeof *it->offsets);
    it->heads = ent__calloc(rows->offsets[rows->node_count] / 2, sizeof *it->heads);
    it->marked = ent__calloc(rows->node_count, sizeof *it->marked);
    if (!it->offsets || !it->heads || !it->marked) {
        return ent__fail_memory(error);
    }
    for (uint32_t node = 0; node < rows->node_count; node++) {
        for (uint32_t entry = rows->offsets[node]; entry < rows->offsets[node + 1]; entry++) {
            if (leads_up(rows, node, rows->heads[entry])) {
                it->heads[used++] = rows->heads[entry];
            }
        }
        it->offsets[node + 1] = used;
    }
    return ENT_OK;
}

static void mark(upward *it, uint32_t node, bool on) {
    for (uint32_t i = it->offsets[node]; i < it->offsets[node + 1]; i++) {
        it->marked[it->heads[i]] = on;
    }
}

/* Adds every triangle whose lowest corner is `node` to its three corners. */
static void count_from(double *triangles, upward *it, uint32_t node) {
    mark(it, node, true);
    for (uint32_t i = it->offsets[node]; i < it->offsets[node + 1]; i++) {
        uint32_t middle = it->heads[i];
        for (uint32_t j = it->offsets[middle]; j < it->offsets[middle + 1]; j++) {
            if (it->marked[it->heads[j]]) {
                triangles[node] += 1.0;
                triangles[middle] += 1.0;
                triangles[it->heads[j]] += 1.0;
            }
        }
    }
    mark(it, node, false);
}

/* Fills the number of triangles that each node is a corner of, and of the pairs of its neighbours. */
static ent_status count(double *triangles, double *pairs, const ent_network *network, const ent_run *run,
                        ent_error *error) {
    ent__neighbours rows;
    upward it = {NULL, NULL, NULL};
    uint32_t n = network->node_count;
    ent_status status = ent__neighbours_make(&rows, network, ENT_ALL, error);
    if (status == ENT_OK) {
        status = make_upward(&it, &rows, error);
    }
    for (uint32_t node = 0; node < n && status == ENT_OK; node++) {
        double neighbours = ent__degree(&rows, node);
        triangles[node] = 0.0;
        pairs[node] = neighbours * (neighbours - 1.0) / 2.0;
    }
    for (uint32_t node = 0; node < n && status == ENT_OK; node++) {
        status = ent__step(run, node, n, error);
        if (status == ENT_OK) {
            count_from(triangles, &it, node);
        }
    }
    free_upward(&it);
    ent__neighbours_free(&rows);
    return status;
}

ent_status ent__score_clustering(double *scores, const ent__call *call, ent_error *error) {
    uint32_t n = call->network->node_count;
    double *pairs = ent__calloc(n, sizeof *pairs);
    ent_status status = pairs ? count(scores, pairs, call->network, call->run, error) : ent__fail_memory(error);
    for (uint32_t node = 0; node < n && status == ENT_OK; node++) {
        scores[node] = pairs[node] > 0.0 ? scores[node] / pairs[node] : NAN;
    }
    free(pairs);
    return status;
}

ent_status ent_transitivity(double *transitivity, const ent_network *network, const ent_run *run, ent_error *error) {
    uint32_t n = network->node_count;
    double *triangles = ent__calloc(n, sizeof *triangles), *pairs = ent__calloc(n, sizeof *pairs);
    double closed = 0.0, all = 0.0;
    *transitivity = 0.0;
    ent_status status = triangles && pairs ? count(triangles, pairs, network, run, error) : ent__fail_memory(error);
    for (uint32_t node = 0; node < n && status == ENT_OK; node++) {
        closed += triangles[node];
        all += pairs[node];
    }
    if (status == ENT_OK) {
        *transitivity = all > 0.0 ? closed / all : NAN;
    }
    free(triangles);
    free(pairs);
    return status;
}
