/*
 * Matrices of numbers >= 0 without a diagonal, as the spectral measures need them: systems with a shift, and the vector of
 * the greatest eigenvalue. Private.
 */
#ifndef ENT_MATRIX_H
#define ENT_MATRIX_H

#include "../base/base_internal.h"

typedef struct ent__matrix {
    uint32_t size;
    bool symmetric;
    const uint32_t *offsets, *columns; /* by rows */
    const double *values; /* NULL: 1 each */
    uint32_t *own_offsets, *own_columns; /* NULL: borrowed */
    double *own_values;
} ent__matrix;

/* An empty matrix with room for `entries`, which the caller fills through `own_...`; with values or without. On failure all is NULL. */
ent_status ent__matrix_make(ent__matrix *matrix, uint32_t size, uint32_t entries, bool valued, ent_error *error);
void ent__matrix_free(ent__matrix *matrix);
/* product = B x in the rows [start, end). O(entries). */
void ent__matrix_times(double *product, const ent__matrix *matrix, const double *x, uint32_t start, uint32_t end);
/* On failure `transposed` is all NULL. O(size + entries). */
ent_status ent__matrix_transpose(ent__matrix *transposed, const ent__matrix *matrix, ent_error *error);

/* The product of one row, whose columns and values (NULL: 1 each) these are, and x: in four strands, so that no addition waits for
 * the one before. */
static inline double ent__row_times(const uint32_t *columns, const double *values, uint32_t count, const double *x) {
    double a = 0.0, b = 0.0, c = 0.0, d = 0.0;
    uint32_t i = 0;
    for (; !values && i + 4 <= count; i += 4) {
        a += x[columns[i]];
        b += x[columns[i + 1]];
        c += x[columns[i + 2]];
        d += x[columns[i + 3]];
    }
    for (; values && i + 4 <= count; i += 4) {
        a += values[i] * x[columns[i]];
        b += values[i + 1] * x[columns[i + 1]];
        c += values[i + 2] * x[columns[i + 2]];
        d += values[i + 3] * x[columns[i + 3]];
    }
    for (; i < count; i++) {
        a += (values ? values[i] : 1.0) * x[columns[i]];
    }
    return (a + b) + (c + d);
}

/* Most products of matrix and vector that one measure may take before ENT_ENOCONVERGE. */
#define ENT__MOST_STEPS 100000

/* Solves systems (shift I - B) x = b with one matrix. */
typedef struct ent__solver {
    const ent__matrix *matrix;
    const ent_run *run;
    double *dense; /* of a small matrix: size x (size + 1), else NULL */
    double *work; /* vectors of a large one, else NULL */
    uint32_t steps; /* products of the matrix and a vector so far */
} ent__solver;

/* On failure the solver is for ent__solver_free() all the same. */
ent_status ent__solver_make(ent__solver *solver, const ent__matrix *matrix, const ent_run *run, ent_error *error);
void ent__solver_free(ent__solver *solver);
/* One solution to about 1e-6 of the right side; ENT_ENOCONVERGE, ENT_ECANCELLED. */
ent_status ent__solver_rough(double *x, ent__solver *solver, double shift, const double *right, ent_error *error);
/* The solution to 1e-12 of the right side. */
ent_status ent__solver_fine(double *x, ent__solver *solver, double shift, const double *right, ent_error *error);

/* perron.c. The positive eigenvector of an irreducible matrix (Perron 1907), greatest entry 1, and its eigenvalue, the
 * greatest there is. Of size 1: 1 and 0. To 1e-11; ENT_ENOCONVERGE, ENT_ECANCELLED. */
ent_status ent__perron(double *vector, double *value, const ent__matrix *matrix, const ent_run *run, ent_error *error);
/* lanczos.c. The same of a symmetric matrix where that takes few steps; `settled`: it did, else `vector` is near. */
ent_status ent__lanczos(double *vector, double *value, bool *settled, const ent__matrix *matrix, const ent_run *run,
                        ent_error *error);

#endif
