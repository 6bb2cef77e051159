/*
 * The bridge to igraph: the only way to it. Private; igraph's header is included by igraph_bridge.c alone.
 *
 * Every call takes one lock (igraph as packaged is not thread-safe), sets igraph's error, warning and progress handlers and
 * its random generator for its own time and puts the host's back. Inputs are checked before they come here. A progress
 * callback runs under the lock and must not come back here.
 */
#ifndef ENT_IGRAPH_BRIDGE_H
#define ENT_IGRAPH_BRIDGE_H

#include "../base/base_internal.h"

/* The `count` largest eigenvalues of a symmetric matrix (n x n), rising, and their unit vectors, vector i in
 * vectors[i n .. (i + 1) n). By LAPACK; O(n^3) time. */
ent_status ent__igraph_eigen(double *values, double *vectors, const double *matrix, uint32_t n, uint32_t count,
                             const ent_run *run, ent_error *error);
/* The two largest eigenvalues of a symmetric matrix, rising, and the unit vector of the larger. By ARPACK, the matrix only
 * being multiplied with: to = M from. n > 20. ENT_ENOCONVERGE if it does not get there. */
ent_status ent__igraph_eigen_top(double top[2], double *vector,
                                 void (*multiply)(double *to, const double *from, const void *context),
                                 const void *context, uint32_t n, const ent_run *run, ent_error *error);

#endif
