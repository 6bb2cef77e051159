/*
 * Triangles counted: the clustering of every node (Watts & Strogatz 1998) and the transitivity of the whole. O(m^1.5).
 */
#include "measure.h"
#include "triangles.h"

#include <math.h>
#include <stdlib.h>

/* How many of the heads of one node lead to marked ones. */
static void count_all(uint64_t *tally, const ent__upward *it, uint32_t node, const uint8_t *marks) {
    uint64_t found = 0;
    for (uint32_t i = it->offsets[node]; i < it->offsets[node + 1]; i++) {
        uint32_t middle = it->heads[i];
        for (uint32_t j = it->offsets[middle]; j < it->offsets[middle + 1]; j++) {
            found += marks[it->heads[j]];
        }
    }
    *tally += found;
}

/* The same for each of the three corners. */
static void count_corners(uint64_t *tally, const ent__upward *it, uint32_t node, const uint8_t *marks) {
    uint64_t all = 0;
    for (uint32_t i = it->offsets[node]; i < it->offsets[node + 1]; i++) {
        uint32_t middle = it->heads[i];
        uint64_t found = 0;
        for (uint32_t j = it->offsets[middle]; j < it->offsets[middle + 1]; j++) {
            tally[it->heads[j]] += marks[it->heads[j]];
            found += marks[it->heads[j]];
        }
        tally[middle] += found;
        all += found;
    }
    tally[node] += all;
}

/* Pairs of the neighbours of a node. */
static double pairs_of(const ent__upward *it, uint32_t node) {
    double neighbours = it->row_count == 1 ? ent__degree(&it->rows[0], node) : 0.0;
    if (it->row_count > 1) {
        ent__dyads row = ent__dyads_of(it, node);
        while (ent__dyads_next(&row)) {
            neighbours += 1.0;
        }
    }
    return neighbours * (neighbours - 1.0) / 2.0;
}

ent_status ent__score_clustering(double *scores, const ent__call *call, ent_error *error) {
    ent__upward rows;
    uint64_t *corners = NULL;
    ent_status status = ent__upward_make(&rows, call->network, false, error);
    if (status == ENT_OK) {
        corners = ent__calloc(rows.node_count, sizeof *corners);
        status = corners ? ent__triangles(corners, rows.node_count, count_corners, &rows, call->run, error)
                         : ent__fail_memory(error);
    }
    for (uint32_t node = 0; node < rows.node_count && status == ENT_OK; node++) {
        double pairs = pairs_of(&rows, node);
        scores[node] = pairs > 0.0 ? (double)corners[rows.ranks[node]] / pairs : NAN;
    }
    free(corners);
    ent__upward_free(&rows);
    return status;
}

ent_status ent_transitivity(double *transitivity, const ent_network *network, const ent_run *run, ent_error *error) {
    ent__upward rows;
    uint64_t triangles = 0;
    double pairs = 0.0;
    *transitivity = 0.0;
    ent_status status = ent__upward_make(&rows, network, false, error);
    if (status == ENT_OK) {
        status = ent__triangles(&triangles, 1, count_all, &rows, run, error);
    }
    for (uint32_t node = 0; node < rows.node_count && status == ENT_OK; node++) {
        pairs += pairs_of(&rows, node);
    }
    if (status == ENT_OK) {
        *transitivity = pairs > 0.0 ? 3.0 * (double)triangles / pairs : NAN;
    }
    ent__upward_free(&rows);
    return status;
}
