/*
 * Matrices of numbers >= 0 without a diagonal, as the spectral measures need them: systems with a shift, and the vector of
 * the greatest eigenvalue. Private.
 */
#ifndef ENT_MATRIX_H
#define ENT_MATRIX_H

#include "../base/base_internal.h"

typedef struct ent__matrix {
    uint32_t size;
    uint32_t *offsets, *columns; /* by rows */
    double *values;
} ent__matrix;

/* An empty matrix with room for `entries`; rows are filled by the caller. On failure all is NULL. */
ent_status ent__matrix_make(ent__matrix *matrix, uint32_t size, uint32_t entries, ent_error *error);
void ent__matrix_free(ent__matrix *matrix);
/* product = B x. O(entries). */
void ent__matrix_times(double *product, const ent__matrix *matrix, const double *x);
/* On failure `transposed` is all NULL. O(size + entries). */
ent_status ent__matrix_transpose(ent__matrix *transposed, const ent__matrix *matrix, ent_error *error);

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

#endif
