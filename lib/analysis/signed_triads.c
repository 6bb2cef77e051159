/*
 * The signed triad census: every complete triangle once, by its number of negative ties.
 *
 * Ties are pointed from the end of smaller degree to that of larger (smaller node among equals), so that no node has more than
 * sqrt(2m) of them, and the triangles of a tie are the common heads of its two ends, found by marking those of one
 * (Latapy 2008). O(m^1.5) time, O(n + m) memory.
 */
#include "signed_layer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Ties pointed by degree, as rows. */
typedef struct oriented {
    uint32_t *offsets;
    uint32_t *heads;
    uint8_t *hostile;
    uint8_t *marks; /* of each node: 0 no head of the node at hand, 1 by a friendly tie, 2 by a hostile one */
} oriented;

static void free_oriented(oriented *rows) {
    free(rows->offsets);
    free(rows->heads);
    free(rows->hostile);
    free(rows->marks);
}

static uint32_t degree_of(const ent__signed_layer *layer, uint32_t node) {
    return layer->offsets[node + 1] - layer->offsets[node];
}

static bool is_below(const ent__signed_layer *layer, uint32_t u, uint32_t v) {
    uint32_t a = degree_of(layer, u), b = degree_of(layer, v);
    return a < b || (a == b && u < v);
}

static ent_status orient(oriented *rows, const ent__signed_layer *layer, ent_error *error) {
    uint32_t n = layer->node_count, count = 0;
    *rows = (oriented){.offsets = ent__calloc((size_t)n + 1, sizeof *rows->offsets),
                       .heads = ent__calloc(layer->tie_count, sizeof *rows->heads),
                       .hostile = ent__calloc(layer->tie_count, sizeof *rows->hostile),
                       .marks = ent__calloc(n, sizeof *rows->marks)};
    if (!rows->offsets || !rows->heads || !rows->hostile || !rows->marks) {
        free_oriented(rows);
        return ent__fail_memory(error);
    }
    for (uint32_t u = 0; u < n; u++) {
        for (uint32_t i = layer->offsets[u]; i < layer->offsets[u + 1]; i++) {
            if (is_below(layer, u, layer->heads[i])) {
                rows->hostile[count] = layer->values[layer->ties[i]] < 0.0;
                rows->heads[count++] = layer->heads[i];
            }
        }
        rows->offsets[u + 1] = count;
    }
    return ENT_OK;
}

static void count_triangle(uint64_t *triads, uint64_t *by_node, const uint32_t nodes[3], unsigned hostile) {
    triads[hostile]++;
    for (int i = 0; by_node && i < 3; i++) {
        by_node[ENT_TRIAD_COUNT * (size_t)nodes[i] + hostile]++;
    }
}

/* The triangles whose lowest node is u. */
static void count_from(uint64_t *triads, uint64_t *by_node, oriented *rows, uint32_t u) {
    for (uint32_t i = rows->offsets[u]; i < rows->offsets[u + 1]; i++) {
        rows->marks[rows->heads[i]] = (uint8_t)(1 + rows->hostile[i]);
    }
    for (uint32_t i = rows->offsets[u]; i < rows->offsets[u + 1]; i++) {
        uint32_t v = rows->heads[i];
        for (uint32_t j = rows->offsets[v]; j < rows->offsets[v + 1]; j++) {
            uint32_t w = rows->heads[j];
            if (rows->marks[w]) {
                unsigned hostile = (unsigned)rows->hostile[i] + rows->hostile[j] + (rows->marks[w] - 1u);
                count_triangle(triads, by_node, (uint32_t[]){u, v, w}, hostile);
            }
        }
    }
    for (uint32_t i = rows->offsets[u]; i < rows->offsets[u + 1]; i++) {
        rows->marks[rows->heads[i]] = 0;
    }
}

ent_status ent_signed_triads(ent_signed_triads_result *result, uint64_t *by_node, const ent_network *network,
                             const ent_signed_options *options, const ent_run *run, ent_error *error) {
    ent_signed_options read;
    ent__signed_layer layer;
    oriented rows;
    ent_signed_triads_result census = ENT_SIGNED_TRIADS_INIT;
    ent_status status = ent__signed_begin(&layer, &read, ENT__ONLY_SIGN, network, options, error);
    if (status != ENT_OK) {
        return status;
    }
    status = orient(&rows, &layer, error);
    if (status == ENT_OK) {
        if (by_node && layer.node_count) {
            memset(by_node, 0, ENT_TRIAD_COUNT * (size_t)layer.node_count * sizeof *by_node);
        }
        for (uint32_t u = 0; status == ENT_OK && u < layer.node_count; u++) {
            count_from(census.triads, by_node, &rows, u);
            status = u % 1024 ? ENT_OK : ent__progress(run, (double)u / layer.node_count, error);
        }
        free_oriented(&rows);
    }
    ent__signed_layer_free(&layer);
    if (status != ENT_OK) {
        return status;
    }
    double strong = (double)(census.triads[0] + census.triads[2]), weak = strong + (double)census.triads[3];
    double all = weak + (double)census.triads[1];
    census.strong_balance = all > 0.0 ? strong / all : NAN;
    census.weak_balance = all > 0.0 ? weak / all : NAN;
    return ent__result_write(result, &census, sizeof census, "ent_signed_triads_result", error);
}
