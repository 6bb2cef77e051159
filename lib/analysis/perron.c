/*
 * The positive eigenvector of an irreducible matrix B >= 0. Of a symmetric matrix by Lanczos' method if that settles (lanczos.c). Else
 * steps of power iteration on B + I point the way, on a small world all of it; then inverse iteration with a shift just above the
 * eigenvalue, in the form of a correction d to x: (s I - B) d = B x - q x, q Rayleigh's quotient. Unlike the others it is fast also
 * where the second eigenvalue is close.
 * An eigenvector without negative entries is the one sought, and no other is (Frobenius 1912): that is checked.
 */
#include "../base/crew.h"
#include "matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define POWER_STEPS 40
#define BLOCK 512u /* rows */
#define SHARED_FROM 100000u /* entries from which threads are worth starting */
#define MOST_CORRECTIONS 200
#define ENOUGH 1e-11

typedef struct iteration {
    const ent__matrix *matrix;
    ent__solver solver;
    ent__crew *crew;
    const double *vector; /* that the crew multiplies with */
    double *product, *residual, *correction;
    double quotient;
} iteration;

/* Scales so that the entry of greatest modulus is 1. */
static void scale(double *x, uint32_t n) {
    double greatest = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        greatest = fabs(x[i]) > fabs(greatest) ? x[i] : greatest;
    }
    for (uint32_t i = 0; i < n; i++) {
        x[i] /= greatest;
    }
}

static void multiply(void *context, size_t item) {
    const iteration *it = context;
    uint32_t start = (uint32_t)item * BLOCK, end = it->matrix->size - start < BLOCK ? it->matrix->size : start + BLOCK;
    ent__matrix_times(it->product, it->matrix, it->vector, start, end);
}

/* One step of power iteration on B + I; how far it went. */
static double go(double *x, iteration *it) {
    uint32_t n = it->matrix->size;
    double moved = 0.0;
    it->vector = x;
    ent__crew_do(it->crew, (n + BLOCK - 1) / BLOCK, multiply, it);
    memcpy(it->residual, x, n * sizeof *x);
    for (uint32_t i = 0; i < n; i++) {
        x[i] += it->product[i];
    }
    scale(x, n);
    for (uint32_t i = 0; i < n; i++) {
        moved = fmax(moved, fabs(x[i] - it->residual[i]));
    }
    return moved;
}

/* Steps from all ones. Whether they have arrived: where each is at most half of the one before, all to come add up to no more than
 * the last. */
static ent_status start(bool *arrived, double *x, iteration *it, const ent_run *run, ent_error *error) {
    uint32_t n = it->matrix->size;
    double moved = INFINITY, before = INFINITY;
    ent_status status = ent__crew_make(&it->crew, it->matrix->offsets[n] < SHARED_FROM ? 1 : ent__threads(run), error);
    for (uint32_t i = 0; i < n; i++) {
        x[i] = 1.0;
    }
    *arrived = false;
    for (int step = 0; step < POWER_STEPS && moved > 0.0 && !*arrived && status == ENT_OK; step++) {
        before = moved;
        moved = go(x, it);
        *arrived = moved <= ENOUGH && moved <= before / 2.0;
    }
    ent__crew_free(it->crew);
    return status;
}

/* Sets Rayleigh's quotient and the residual of x; the residual's length relative to that of x. */
static double look(iteration *it, const double *x) {
    uint32_t n = it->matrix->size;
    double own = 0.0, with = 0.0, left = 0.0;
    ent__matrix_times(it->product, it->matrix, x, 0, n);
    for (uint32_t i = 0; i < n; i++) {
        own += x[i] * x[i];
        with += x[i] * it->product[i];
    }
    it->quotient = with / own;
    for (uint32_t i = 0; i < n; i++) {
        it->residual[i] = it->product[i] - it->quotient * x[i];
        left += it->residual[i] * it->residual[i];
    }
    return sqrt(left / own);
}

/* One correction; how far it moved x at most. */
static ent_status correct(double *moved, double *x, iteration *it, ent_error *error) {
    uint32_t n = it->matrix->size;
    double distance = look(it, x);
    double shift = it->quotient + fmax(distance, 1e-9 * it->quotient);
    ent_status status = ent__solver_rough(it->correction, &it->solver, shift, it->residual, error);
    *moved = 0.0;
    if (status != ENT_OK) {
        return status;
    }
    memcpy(it->product, x, n * sizeof *x);
    for (uint32_t i = 0; i < n; i++) {
        x[i] += it->correction[i];
    }
    scale(x, n);
    for (uint32_t i = 0; i < n; i++) {
        *moved = fmax(*moved, fabs(x[i] - it->product[i]));
    }
    return ENT_OK;
}

static ent_status iterate(double *x, iteration *it, const ent_run *run, ent_error *error) {
    double moved = INFINITY;
    for (int i = 0; i < MOST_CORRECTIONS && !(moved <= ENOUGH); i++) {
        ent_status status = ent__progress(run, (double)it->solver.steps / ENT__MOST_STEPS, error);
        if (status == ENT_OK) {
            status = correct(&moved, x, it, error);
        }
        if (status != ENT_OK) {
            return status;
        }
    }
    bool positive = true;
    for (uint32_t i = 0; i < it->matrix->size; i++) {
        positive = positive && x[i] > -10.0 * ENOUGH;
        x[i] = fmax(x[i], 0.0);
    }
    if (!positive || !(moved <= ENOUGH)) {
        return ent__fail(error, ENT_ENOCONVERGE,
                         "the greatest eigenvalue of %u actors is too close to the next for 1e-10", it->matrix->size);
    }
    look(it, x);
    return ENT_OK;
}

ent_status ent__perron(double *vector, double *value, const ent__matrix *matrix, const ent_run *run, ent_error *error) {
    bool settled = false;
    ent_status status = ENT_OK;
    if (matrix->size == 1) {
        *vector = 1.0;
        *value = 0.0;
        return ENT_OK;
    }
    if (matrix->symmetric) {
        status = ent__lanczos(vector, value, &settled, matrix, run, error);
    }
    if (status != ENT_OK || settled) {
        return status;
    }
    iteration it = {.matrix = matrix};
    status = ent__solver_make(&it.solver, matrix, run, error);
    it.product = ent__calloc(matrix->size, sizeof *it.product);
    it.residual = ent__calloc(matrix->size, sizeof *it.residual);
    it.correction = ent__calloc(matrix->size, sizeof *it.correction);
    if (status == ENT_OK && (!it.product || !it.residual || !it.correction)) {
        status = ent__fail_memory(error);
    }
    if (status == ENT_OK && !matrix->symmetric) {
        status = start(&settled, vector, &it, run, error);
    }
    if (status == ENT_OK && settled) {
        look(&it, vector);
    } else if (status == ENT_OK) {
        status = iterate(vector, &it, run, error);
    }
    *value = it.quotient;
    free(it.product);
    free(it.residual);
    free(it.correction);
    ent__solver_free(&it.solver);
    return status;
}
