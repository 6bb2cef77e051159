/*
 * Eigenvector centrality of signed ties: the two largest eigenvalues say whether the vector is the only one.
 * Small networks in full (O(n^3)), larger ones by Lanczos' method on the rows (O(m) a step).
 */
#include "../network/igraph_bridge.h"
#include "signed_layer.h"

#include <math.h>
#include <stdlib.h>

#define MOST_DENSE 512u
#define LEAST_GAP 1e-9
#define SAME_MODULUS 1e-8

static void multiply(double *to, const double *from, const void *context) {
    const ent__signed_layer *layer = context;
    for (uint32_t v = 0; v < layer->node_count; v++) {
        double sum = 0.0;
        for (uint32_t i = layer->offsets[v]; i < layer->offsets[v + 1]; i++) {
            sum += layer->values[layer->ties[i]] * from[layer->heads[i]];
        }
        to[v] = sum;
    }
}

/* The largest eigenvalues, rising, and the vector of the largest, of all n = 2 or more nodes. */
static ent_status find_top(double top[2], double *vector, const ent__signed_layer *layer, const ent_run *run,
                           ent_error *error) {
    size_t n = layer->node_count;
    if (n > MOST_DENSE) {
        return ent__igraph_eigen_top(top, vector, multiply, layer, layer->node_count, run, error);
    }
    double *matrix = ent__calloc(n, (n + 2) * sizeof *matrix);
    if (!matrix) {
        return ent__fail_memory(error);
    }
    for (uint32_t t = 0; t < layer->tie_count; t++) {
        matrix[layer->u[t] * n + layer->v[t]] = matrix[layer->v[t] * n + layer->u[t]] = layer->values[t];
    }
    ent_status status = ent__igraph_eigen(top, matrix + n * n, matrix, layer->node_count, 2, run, error);
    for (size_t v = 0; status == ENT_OK && v < n; v++) {
        vector[v] = matrix[n * n + n + v];
    }
    free(matrix);
    return status;
}

/* Scales to largest modulus 1, that entry positive; among equal moduli the smallest node's. */
static void normalise(double *vector, uint32_t n) {
    double most = 0.0, scale = 0.0;
    for (uint32_t v = 0; v < n; v++) {
        most = fmax(most, fabs(vector[v]));
    }
    for (uint32_t v = 0; v < n && scale == 0.0; v++) {
        scale = fabs(vector[v]) >= most * (1.0 - SAME_MODULUS) ? 1.0 / copysign(most, vector[v]) : 0.0;
    }
    for (uint32_t v = 0; v < n; v++) {
        vector[v] *= scale;
    }
}

ent_status ent_signed_eigenvector(double *scores, double *eigenvalue, const ent_network *network,
                                  const ent_signed_options *options, const ent_run *run, ent_error *error) {
    ent_signed_options read;
    ent__signed_layer layer;
    double top[2] = {NAN, NAN};
    ent_status status = ent__signed_begin(&layer, &read, ENT__ONLY_SIGN, network, options, error);
    if (status != ENT_OK) {
        return status;
    }
    if (layer.tie_count) {
        status = find_top(top, scores, &layer, run, error);
    }
    bool simple = status == ENT_OK && top[1] - top[0] >= LEAST_GAP * fmax(1.0, top[1]);
    if (simple) {
        normalise(scores, layer.node_count);
    }
    for (uint32_t v = 0; !simple && v < layer.node_count; v++) {
        scores[v] = NAN;
    }
    if (eigenvalue) {
        *eigenvalue = top[1];
    }
    ent__signed_layer_free(&layer);
    return status;
}
