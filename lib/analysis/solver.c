/*
 * Systems (shift I - B) x = b: Gauss' elimination with pivoting for a small matrix, O(size^3); for a large one conjugate gradients
 * (Hestenes & Stiefel 1952) if it is symmetric, else BiCGSTAB (van der Vorst 1992), O(entries) a step. Memory O(size^2) small,
 * O(size) large.
 */
#include "matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SMALL 300 /* up to this size elimination takes some milliseconds, and it always arrives */
#define VECTORS 7
#define ROUGH 1e-6
#define FINE 1e-12

void ent__solver_free(ent__solver *solver) {
    free(solver->dense);
    free(solver->work);
    *solver = (ent__solver){0};
}

ent_status ent__solver_make(ent__solver *solver, const ent__matrix *matrix, const ent_run *run, ent_error *error) {
    size_t n = matrix->size;
    *solver = (ent__solver){.matrix = matrix, .run = run};
    if (n <= SMALL) {
        solver->dense = ent__calloc(n * (n + 1), sizeof *solver->dense);
    }
    solver->work = ent__calloc(n * VECTORS, sizeof *solver->work);
    return solver->work && (solver->dense || n > SMALL) ? ENT_OK : ent__fail_memory(error);
}

/* ---- Small -------------------------------------------------------------------------------------------------------- */

/* Fills the rows of (shift I - B | right). */
static void fill_dense(ent__solver *solver, double shift, const double *right) {
    const ent__matrix *matrix = solver->matrix;
    size_t width = (size_t)matrix->size + 1;
    memset(solver->dense, 0, matrix->size * width * sizeof *solver->dense);
    for (uint32_t row = 0; row < matrix->size; row++) {
        double *values = solver->dense + row * width;
        for (uint32_t i = matrix->offsets[row]; i < matrix->offsets[row + 1]; i++) {
            values[matrix->columns[i]] -= matrix->values ? matrix->values[i] : 1.0;
        }
        values[row] += shift;
        values[matrix->size] = right[row];
    }
}

/* Pivoting by whole rows, the right side with them. */
static void swap_rows(double *a, double *b, size_t width) {
    for (size_t i = 0; i < width && a != b; i++) {
        double value = a[i];
        a[i] = b[i];
        b[i] = value;
    }
}

/* A pivot of 0 is replaced by one of rounding's size, as is usual in inverse iteration. */
static void eliminate(double *rows, size_t n, double shift) {
    size_t width = n + 1;
    for (size_t k = 0; k < n; k++) {
        size_t best = k;
        for (size_t i = k + 1; i < n; i++) {
            best = fabs(rows[i * width + k]) > fabs(rows[best * width + k]) ? i : best;
        }
        swap_rows(rows + k * width, rows + best * width, width);
        double *pivot = rows + k * width;
        if (fabs(pivot[k]) < 1e-16 * shift) {
            pivot[k] = 1e-16 * shift;
        }
        for (size_t i = k + 1; i < n; i++) {
            double *row = rows + i * width, factor = row[k] / pivot[k];
            for (size_t j = k; j < width && factor != 0.0; j++) {
                row[j] -= factor * pivot[j];
            }
        }
    }
}

/* Back substitution after elimination, in the one matrix of both. */
static void solve_dense(double *x, ent__solver *solver, double shift, const double *right) {
    size_t n = solver->matrix->size, width = n + 1;
    fill_dense(solver, shift, right);
    eliminate(solver->dense, n, shift);
    for (size_t k = n; k-- > 0;) {
        const double *row = solver->dense + k * width;
        double sum = row[n];
        for (size_t j = k + 1; j < n; j++) {
            sum -= row[j] * x[j];
        }
        x[k] = sum / row[k];
    }
}

/* ---- Large -------------------------------------------------------------------------------------------------------- */

static double dot(const double *a, const double *b, size_t n) {
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

/* product = (shift I - B) x; false when no more steps are allowed. */
static ent_status times(double *product, ent__solver *solver, double shift, const double *x, ent_error *error) {
    if (solver->steps++ >= ENT__MOST_STEPS) {
        return ent__fail(error, ENT_ENOCONVERGE,
                         "not converged after %d steps: the network's greatest eigenvalues are too close",
                         ENT__MOST_STEPS);
    }
    if (solver->steps % 64 == 0) {
        ent_status status = ent__progress(solver->run, (double)solver->steps / ENT__MOST_STEPS, error);
        if (status != ENT_OK) {
            return status;
        }
    }
    ent__matrix_times(product, solver->matrix, x, 0, solver->matrix->size);
    for (uint32_t i = 0; i < solver->matrix->size; i++) {
        product[i] = shift * x[i] - product[i];
    }
    return ENT_OK;
}

/* The vectors of BiCGSTAB, by their names in the paper. */
typedef struct vectors {
    double *r, *shadow, *p, *v, *s, *t;
    double rho, alpha, omega;
} vectors;

/* Starts anew from the residual when its product with the shadow is lost. */
static void turn(vectors *it, size_t n) {
    double rho = dot(it->shadow, it->r, n), length = dot(it->r, it->r, n);
    if (fabs(rho) <= 1e-14 * sqrt(length * dot(it->shadow, it->shadow, n)) || it->omega == 0.0) {
        memcpy(it->shadow, it->r, n * sizeof *it->r);
        memcpy(it->p, it->r, n * sizeof *it->r);
        it->rho = length;
        return;
    }
    double beta = rho / it->rho * (it->alpha / it->omega);
    for (size_t i = 0; i < n; i++) {
        it->p[i] = it->r[i] + beta * (it->p[i] - it->omega * it->v[i]);
    }
    it->rho = rho;
}

/* One step; x gets its share. */
static ent_status advance(double *x, vectors *it, ent__solver *solver, double shift, ent_error *error) {
    size_t n = solver->matrix->size;
    turn(it, n);
    ent_status status = times(it->v, solver, shift, it->p, error);
    if (status != ENT_OK) {
        return status;
    }
    it->alpha = it->rho / dot(it->shadow, it->v, n);
    for (size_t i = 0; i < n; i++) {
        it->s[i] = it->r[i] - it->alpha * it->v[i];
    }
    status = times(it->t, solver, shift, it->s, error);
    if (status != ENT_OK) {
        return status;
    }
    double length = dot(it->t, it->t, n);
    it->omega = length > 0.0 ? dot(it->t, it->s, n) / length : 0.0;
    for (size_t i = 0; i < n; i++) {
        x[i] += it->alpha * it->p[i] + it->omega * it->s[i];
        it->r[i] = it->s[i] - it->omega * it->t[i];
    }
    return isfinite(it->alpha) && isfinite(it->omega)
               ? ENT_OK
               : ent__fail(error, ENT_ENOCONVERGE, "a system of %zu equations broke down", n);
}

/* Conjugate gradients. A direction in which the matrix does not grow says that the shift is below its greatest eigenvalue: such a
 * direction is what inverse iteration looks for, and the rest is left to the next. */
static ent_status solve_symmetric(double *x, ent__solver *solver, double shift, const double *right, ent_error *error) {
    size_t n = solver->matrix->size;
    double *r = solver->work, *p = r + n, *v = p + n;
    double length = dot(right, right, n), enough = ROUGH * ROUGH * length;
    memset(x, 0, n * sizeof *x);
    memcpy(r, right, n * sizeof *r);
    memcpy(p, right, n * sizeof *p);
    ent_status status = ENT_OK;
    while (status == ENT_OK && length > enough) {
        status = times(v, solver, shift, p, error);
        double curvature = dot(p, v, n), before = length;
        bool grows = curvature > 0.0;
        double alpha = grows ? length / curvature : 1.0;
        for (size_t i = 0; i < n; i++) {
            x[i] += alpha * p[i];
            r[i] -= alpha * v[i];
        }
        length = grows ? dot(r, r, n) : 0.0;
        for (size_t i = 0; i < n; i++) {
            p[i] = r[i] + length / before * p[i];
        }
    }
    return status;
}

static ent_status solve_large(double *x, ent__solver *solver, double shift, const double *right, ent_error *error) {
    size_t n = solver->matrix->size;
    double *work = solver->work;
    vectors it = {work, work + n, work + 2 * n, work + 3 * n, work + 4 * n, work + 5 * n, 1.0, 1.0, 0.0};
    double enough = ROUGH * ROUGH * dot(right, right, n);
    memset(x, 0, n * sizeof *x);
    memcpy(it.r, right, n * sizeof *right);
    ent_status status = ENT_OK;
    while (status == ENT_OK && dot(it.r, it.r, n) > enough) {
        status = advance(x, &it, solver, shift, error);
    }
    return status;
}

/* ---- Either ------------------------------------------------------------------------------------------------------- */

ent_status ent__solver_rough(double *x, ent__solver *solver, double shift, const double *right, ent_error *error) {
    if (!solver->dense) {
        return solver->matrix->symmetric ? solve_symmetric(x, solver, shift, right, error)
                                         : solve_large(x, solver, shift, right, error);
    }
    solve_dense(x, solver, shift, right);
    return ENT_OK;
}

/* Refinement: solves for what is left until it is little, or no less than the last time. */
ent_status ent__solver_fine(double *x, ent__solver *solver, double shift, const double *right, ent_error *error) {
    size_t n = solver->matrix->size;
    double before = INFINITY, whole = dot(right, right, n);
    double *left = ent__calloc(n, sizeof *left), *more = ent__calloc(n, sizeof *more);
    ent_status status = left && more ? ENT_OK : ent__fail_memory(error);
    memset(x, 0, n * sizeof *x);
    while (status == ENT_OK) {
        status = times(left, solver, shift, x, error);
        for (size_t i = 0; i < n; i++) {
            left[i] = right[i] - left[i];
        }
        double now = dot(left, left, n);
        if (status != ENT_OK || now <= FINE * FINE * whole || now >= before / 4.0) {
            break;
        }
        before = now;
        status = ent__solver_rough(more, solver, shift, left, error);
        for (size_t i = 0; i < n && status == ENT_OK; i++) {
            x[i] += more[i];
        }
    }
    free(left);
    free(more);
    return status;
}
