/*
 * The bridge to igraph, and the only file that includes its header. A session holds the one lock, igraph's handlers and its
 * random generator for the time of a call, and gives all of them back as they were.
 *
 * Inside a session the code is in igraph's own style: what it allocates goes on igraph's cleanup stack, above a mark, and
 * the error handler frees down to the mark; so nothing of a host that is itself inside igraph is touched.
 */
#include "igraph_bridge.h"

#include <igraph.h>
#include <pthread.h>
#include <stdio.h>

typedef struct session {
    const ent_run *run;
    bool cancelled;
    char message[200]; /* of the first error that igraph reports */
    igraph_error_handler_t *error_handler; /* the host's */
    igraph_warning_handler_t *warning_handler;
    igraph_progress_handler_t *progress_handler;
    igraph_rng_t generator; /* ours, once it is taken */
    bool taken;
    igraph_rng_t host_generator;
    igraph_rng_t *host_generator_place;
} session;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static session *current; /* under the lock */

static void on_error(const char *reason, const char *file, int line, igraph_error_t code) {
    (void)code;
    if (!current->message[0]) {
        snprintf(current->message, sizeof current->message, "%s (%s:%d)", reason, file, line);
    }
    IGRAPH_FINALLY_FREE();
}

static void on_warning(const char *reason, const char *file, int line) {
    (void)reason, (void)file, (void)line;
}

static igraph_error_t on_progress(const char *message, igraph_real_t percent, void *data) {
    (void)message, (void)data;
    if (ent__progress(current->run, percent / 100.0, NULL) != ENT_OK) {
        current->cancelled = true;
        return IGRAPH_INTERRUPTED;
    }
    return IGRAPH_SUCCESS;
}

/* Before 1.0 the default generator is a struct that is copied in and out, since then a pointer. */
static void take_generator(session *self) {
    self->taken = true;
#if IGRAPH_VERSION_MAJOR >= 1
    self->host_generator_place = igraph_rng_set_default(&self->generator);
#else
    self->host_generator = *igraph_rng_default();
    igraph_rng_set_default(&self->generator);
#endif
}

static void return_generator(session *self) {
#if IGRAPH_VERSION_MAJOR >= 1
    igraph_rng_set_default(self->host_generator_place);
#else
    igraph_rng_set_default(&self->host_generator);
#endif
    igraph_rng_destroy(&self->generator);
}

static igraph_error_t begin(session *self, const ent_run *run) {
    *self = (session){.run = run};
    pthread_mutex_lock(&lock);
    current = self;
    self->error_handler = igraph_set_error_handler(on_error);
    self->warning_handler = igraph_set_warning_handler(on_warning);
    self->progress_handler = igraph_set_progress_handler(on_progress);
    IGRAPH_FINALLY_ENTER();
    igraph_error_t code = igraph_rng_init(&self->generator, &igraph_rngtype_mt19937);
    if (code == IGRAPH_SUCCESS) {
        take_generator(self);
        code = igraph_rng_seed(&self->generator, run ? (igraph_uint_t)run->seed : 0);
    }
    return code;
}

/* Gives everything back and says what the code means. */
static ent_status end(session *self, igraph_error_t code, ent_error *error) {
    if (self->taken) {
        return_generator(self);
    }
    IGRAPH_FINALLY_EXIT();
    igraph_set_progress_handler(self->progress_handler);
    igraph_set_warning_handler(self->warning_handler);
    igraph_set_error_handler(self->error_handler);
    current = NULL;
    pthread_mutex_unlock(&lock);
    if (code == IGRAPH_SUCCESS) {
        return ENT_OK;
    }
    if (self->cancelled) {
        return ent__fail(error, ENT_ECANCELLED, "cancelled");
    }
    if (code == IGRAPH_ENOMEM) {
        return ent__fail_memory(error);
    }
    return ent__fail(error, ENT_EINTERNAL, "igraph: %s", self->message[0] ? self->message : igraph_strerror(code));
}

/* ---- Eigenvalues -------------------------------------------------------------------------------------------------- */

static igraph_error_t find_eigen(double *values, double *vectors, const double *matrix, int n, int count) {
    igraph_matrix_t full, found_vectors;
    igraph_vector_t found;
    const igraph_lapack_dsyev_which_t which = count == n ? IGRAPH_LAPACK_DSYEV_ALL : IGRAPH_LAPACK_DSYEV_SELECT;
    IGRAPH_CHECK(igraph_matrix_init(&full, n, n));
    IGRAPH_FINALLY(igraph_matrix_destroy, &full);
    IGRAPH_CHECK(igraph_matrix_init(&found_vectors, 0, 0));
    IGRAPH_FINALLY(igraph_matrix_destroy, &found_vectors);
    IGRAPH_CHECK(igraph_vector_init(&found, 0));
    IGRAPH_FINALLY(igraph_vector_destroy, &found);
    for (int row = 0; row < n; row++) {
        for (int column = 0; column < n; column++) {
            MATRIX(full, row, column) = matrix[(size_t)row * (size_t)n + (size_t)column];
        }
    }
    IGRAPH_CHECK(igraph_lapack_dsyevr(&full, which, 0.0, 0.0, 0, n - count + 1, n, 0.0, &found, &found_vectors, NULL));
    for (int i = 0; i < count; i++) {
        values[i] = VECTOR(found)[i];
        for (int row = 0; row < n; row++) {
            vectors[(size_t)i * (size_t)n + (size_t)row] = MATRIX(found_vectors, row, i);
        }
    }
    igraph_vector_destroy(&found);
    igraph_matrix_destroy(&found_vectors);
    igraph_matrix_destroy(&full);
    IGRAPH_FINALLY_CLEAN(3);
    return IGRAPH_SUCCESS;
}

ent_status ent__igraph_eigen(double *values, double *vectors, const double *matrix, uint32_t n, uint32_t count,
                             const ent_run *run, ent_error *error) {
    session self;
    igraph_error_t code = begin(&self, run);
    if (code == IGRAPH_SUCCESS) {
        code = find_eigen(values, vectors, matrix, (int)n, (int)count);
    }
    return end(&self, code, error);
}

/* A matrix that is multiplied with, in igraph's terms. */
typedef struct product {
    void (*multiply)(double *to, const double *from, const void *context);
    const void *context;
} product;

static igraph_error_t multiply_for_arpack(igraph_real_t *to, const igraph_real_t *from, int n, void *extra) {
    const product *matrix = extra;
    (void)n;
    matrix->multiply(to, from, matrix->context);
    return IGRAPH_SUCCESS;
}

static igraph_error_t find_top(double top[2], double *vector, product *matrix, int n) {
    igraph_arpack_options_t options;
    igraph_vector_t values;
    igraph_matrix_t vectors;
    IGRAPH_CHECK(igraph_vector_init(&values, 0));
    IGRAPH_FINALLY(igraph_vector_destroy, &values);
    IGRAPH_CHECK(igraph_matrix_init(&vectors, 0, 0));
    IGRAPH_FINALLY(igraph_matrix_destroy, &vectors);
    igraph_arpack_options_init(&options);
    options.n = n;
    options.nev = 2;
    options.ncv = 20;
    options.which[0] = 'L';
    options.which[1] = 'A';
    options.mxiter = 100000;
    IGRAPH_CHECK(igraph_arpack_rssolve(multiply_for_arpack, matrix, &options, NULL, &values, &vectors));
    int larger = VECTOR(values)[1] > VECTOR(values)[0];
    top[0] = VECTOR(values)[1 - larger];
    top[1] = VECTOR(values)[larger];
    for (int row = 0; row < n; row++) {
        vector[row] = MATRIX(vectors, row, larger);
    }
    igraph_matrix_destroy(&vectors);
    igraph_vector_destroy(&values);
    IGRAPH_FINALLY_CLEAN(2);
    return IGRAPH_SUCCESS;
}

ent_status ent__igraph_eigen_top(double top[2], double *vector,
                                 void (*multiply)(double *to, const double *from, const void *context),
                                 const void *context, uint32_t n, const ent_run *run, ent_error *error) {
    session self;
    product matrix = {multiply, context};
    igraph_error_t code = begin(&self, run);
    if (code == IGRAPH_SUCCESS) {
        code = find_top(top, vector, &matrix, (int)n);
    }
    ent_status status = end(&self, code, error);
    if (code == IGRAPH_ARPACK_MAXIT || code == IGRAPH_ARPACK_NOSHIFT) {
        return ent__fail(error, ENT_ENOCONVERGE, "Lanczos' method did not settle");
    }
    return status;
}
