/*
 * Walk balance: how much of all closed walks, long ones counting less and less, has a positive sign.
 *
 * Both matrix exponentials come from eigenvalues, exp(A)_vv = sum_i exp(l_i) x_vi^2, each shifted by the largest eigenvalue of
 * |A|, which is no smaller than that of A, so that nothing overflows and the shift cancels in the ratio. O(n^3).
 */
#include "../network/igraph_bridge.h"
#include "signed_layer.h"

#include <math.h>
#include <stdlib.h>

#define MOST_NODES 4096u

static void fill_matrix(double *matrix, const ent__signed_layer *layer, bool absolute) {
    size_t n = layer->node_count;
    for (size_t i = 0; i < n * n; i++) {
        matrix[i] = 0.0;
    }
    for (uint32_t t = 0; t < layer->tie_count; t++) {
        double value = absolute ? fabs(layer->values[t]) : layer->values[t];
        matrix[layer->u[t] * n + layer->v[t]] = value;
        matrix[layer->v[t] * n + layer->u[t]] = value;
    }
}

/* Diagonal of exp(A - shift) by eigenvalues and vectors (vector i in vectors[i n ..]). */
static void exponential_diagonal(double *diagonal, const double *values, const double *vectors, uint32_t count,
                                 double shift) {
    size_t n = count;
    for (size_t v = 0; v < n; v++) {
        diagonal[v] = 0.0;
    }
    for (size_t i = 0; i < n; i++) {
        double weight = exp(values[i] - shift);
        for (size_t v = 0; v < n; v++) {
            diagonal[v] += weight * vectors[i * n + v] * vectors[i * n + v];
        }
    }
}

/* Diagonals of exp(A) and exp(|A|), both shifted alike; `matrix` and `vectors` have room for n^2, `values` for n. */
static ent_status find_diagonals(double *plain, double *absolute, const ent__signed_layer *layer, double *matrix,
                                 const ent_run *run, ent_error *error) {
    size_t n = layer->node_count;
    double *vectors = matrix + n * n, *values = vectors + n * n;
    fill_matrix(matrix, layer, true);
    ent_status status = ent__progress(run, 0.0, error);
    if (status == ENT_OK) {
        status = ent__igraph_eigen(values, vectors, matrix, layer->node_count, layer->node_count, run, error);
    }
    if (status != ENT_OK) {
        return status;
    }
    double shift = values[n - 1];
    exponential_diagonal(absolute, values, vectors, layer->node_count, shift);
    fill_matrix(matrix, layer, false);
    status = ent__progress(run, 0.5, error);
    if (status == ENT_OK) {
        status = ent__igraph_eigen(values, vectors, matrix, layer->node_count, layer->node_count, run, error);
    }
    if (status == ENT_OK) {
        exponential_diagonal(plain, values, vectors, layer->node_count, shift);
    }
    return status;
}

/* One block for all: both diagonals, matrix, vectors and eigenvalues. */
static ent_status balance_of(double *balance, double *nodes, const ent__signed_layer *layer, const ent_run *run,
                             ent_error *error) {
    size_t n = layer->node_count;
    double *work = ent__calloc(n, (2 * n + 3) * sizeof *work);
    if (!work) {
        return ent__fail_memory(error);
    }
    double *plain = work, *absolute = work + n, trace = 0.0, of_absolute = 0.0;
    ent_status status = find_diagonals(plain, absolute, layer, work + 2 * n, run, error);
    for (size_t v = 0; status == ENT_OK && v < n; v++) {
        trace += plain[v];
        of_absolute += absolute[v];
        if (nodes) {
            nodes[v] = plain[v] / absolute[v];
        }
    }
    *balance = status == ENT_OK ? trace / of_absolute : 0.0;
    free(work);
    return status;
}

ent_status ent_walk_balance(double *balance, double *nodes, const ent_network *network,
                            const ent_signed_options *options, const ent_run *run, ent_error *error) {
    *balance = 0.0;
    ent_signed_options read;
    ent__signed_layer layer;
    if (network->node_count > MOST_NODES) {
        return ent__fail(error, ENT_ELIMIT, "walk balance takes n^3 steps: at most %u actors, not %u", MOST_NODES,
                         network->node_count);
    }
    ent_status status = ent__signed_begin(&layer, &read, ENT__ANY_VALUE, network, options, error);
    if (status != ENT_OK) {
        return status;
    }
    if (layer.tie_count) {
        status = balance_of(balance, nodes, &layer, run, error);
    } else {
        *balance = layer.node_count ? 1.0 : NAN;
        for (uint32_t v = 0; nodes && v < layer.node_count; v++) {
            nodes[v] = 1.0;
        }
    }
    ent__signed_layer_free(&layer);
    return status;
}
