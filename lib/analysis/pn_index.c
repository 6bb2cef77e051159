/*
 * The PN index: one symmetric positive definite system, solved by conjugate gradients, so that no matrix is ever formed.
 *
 * In A = P - 2N no row sums to more than 2(n-1) in modulus, so the matrices I - A/(2n-2) and I - A A'/(4(n-1)^2) have no
 * eigenvalue below 0. They have the eigenvalue 0, which leaves the index undefined, only where all are hostile to all: the
 * second of any n, the first of n = 2; and of n = 2 with a single hostile arc. O(m) a step, some tens of steps.
 */
#include "signed_layer.h"

#include <math.h>
#include <stdlib.h>

#define MOST_STEPS 10000
#define PRECISION 1e-13

/* The system of one call. For the directed form `back` has the rows of the transpose. */
typedef struct pn_system {
    const ent__signed_layer *forth, *back; /* back NULL: undirected */
    double scale; /* 1 / (2n - 2) */
    double *inner; /* A'x, of the directed form */
} pn_system;

/* y = A x / (2n - 2). */
static void multiply(double *y, const ent__signed_layer *layer, double scale, const double *x) {
    for (uint32_t node = 0; node < layer->node_count; node++) {
        double sum = 0.0;
        for (uint32_t i = layer->offsets[node]; i < layer->offsets[node + 1]; i++) {
            sum += (layer->values[layer->ties[i]] > 0.0 ? 1.0 : -2.0) * x[layer->heads[i]];
        }
        y[node] = scale * sum;
    }
}

/* y = (I - A/(2n-2)) x or (I - A A'/(2n-2)^2) x. */
static void apply(double *y, const pn_system *system, const double *x) {
    if (system->back) {
        multiply(system->inner, system->back, system->scale, x);
        multiply(y, system->forth, system->scale, system->inner);
    } else {
        multiply(y, system->forth, system->scale, x);
    }
    for (uint32_t node = 0; node < system->forth->node_count; node++) {
        y[node] = x[node] - y[node];
    }
}

static double dot(const double *x, const double *y, uint32_t n) {
    double sum = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        sum += x[i] * y[i];
    }
    return sum;
}

/* Solves for `right` into `x`; `right` becomes the residual. `work` has room for 2n. */
static ent_status solve(double *x, double *right, const pn_system *system, double *work, const ent_run *run,
                        ent_error *error) {
    uint32_t n = system->forth->node_count;
    double *direction = work, *image = work + n;
    double squared = dot(right, right, n), target = PRECISION * PRECISION * squared;
    for (uint32_t i = 0; i < n; i++) {
        x[i] = 0.0;
        direction[i] = right[i];
    }
    for (int step = 0; squared > target; step++) {
        ent_status status = step % 16 ? ENT_OK : ent__progress(run, 0.0, error);
        if (status != ENT_OK) {
            return status;
        }
        apply(image, system, direction);
        double curvature = dot(direction, image, n);
        if (step == MOST_STEPS || !(curvature > 0.0)) {
            return ent__fail(error, ENT_ENOCONVERGE, "the PN index did not settle in %d steps", step);
        }
        double length = squared / curvature, before = squared;
        for (uint32_t i = 0; i < n; i++) {
            x[i] += length * direction[i];
            right[i] -= length * image[i];
        }
        squared = dot(right, right, n);
        for (uint32_t i = 0; i < n; i++) {
            direction[i] = right[i] + squared / before * direction[i];
        }
    }
    return ENT_OK;
}

static ent_status solve_for(double *scores, pn_system *system, const ent_run *run, ent_error *error) {
    uint32_t n = system->forth->node_count;
    double *work = ent__calloc(5 * (size_t)n, sizeof *work);
    if (!work) {
        return ent__fail_memory(error);
    }
    double *right = work, *ones = work + n;
    system->scale = 0.5 / (n - 1.0);
    system->inner = work + 4 * (size_t)n;
    for (uint32_t i = 0; i < n; i++) {
        right[i] = ones[i] = 1.0;
    }
    if (system->back) { /* (I + A/(2n-2)) 1 */
        multiply(right, system->forth, system->scale, ones);
        for (uint32_t i = 0; i < n; i++) {
            right[i] += 1.0;
        }
    }
    ent_status status = solve(scores, right, system, work + 2 * (size_t)n, run, error);
    free(work);
    return status;
}

/* Whether the system has no single solution. */
static bool is_singular(const ent__signed_layer *layer, bool directed) {
    uint64_t n = layer->node_count, hostile = 0;
    for (uint32_t entry = 0; entry < layer->offsets[n]; entry++) {
        hostile += layer->values[layer->ties[entry]] < 0.0;
    }
    return n == 2 ? hostile > 0 : directed && hostile == n * (n - 1);
}

ent_status ent_pn_index(double *scores, const ent_network *network, ent_mode mode, const ent_signed_options *options,
                        const ent_run *run, ent_error *error) {
    ent_signed_options read;
    ent__signed_layer forth = {0}, back = {0};
    bool directed = network->directed && mode != ENT_ALL;
    ent_status status = ent__signed_options_read(&read, options, ENT__ONLY_SIGN, error);
    if (status == ENT_OK && network->node_count == 1) {
        scores[0] = NAN;
    }
    if (status != ENT_OK || network->node_count < 2) {
        return status;
    }
    status = ent__signed_layer_make(&forth, network, mode, &read, error);
    if (status == ENT_OK && directed) {
        status = ent__signed_layer_make(&back, network, mode == ENT_OUT ? ENT_IN : ENT_OUT, &read, error);
    }
    bool singular = status == ENT_OK && is_singular(&forth, directed);
    for (uint32_t node = 0; singular && node < network->node_count; node++) {
        scores[node] = NAN;
    }
    if (status == ENT_OK && !singular) {
        pn_system system = {.forth = &forth, .back = directed ? &back : NULL};
        status = solve_for(scores, &system, run, error);
    }
    ent__signed_layer_free(&forth);
    ent__signed_layer_free(&back);
    return status;
}
