/*
 * The greatest eigenvalue of a symmetric matrix B >= 0 and its vector, by Lanczos' method (1950) from all ones.
 *
 * Vector k of the basis is B times the one before, less what it has of the last two: so B is a tridiagonal matrix T there. T's greatest
 * eigenvalue, with y its vector, comes near that of B faster than powers of B can: in two thirds of the steps on a small world. What
 * is wrong with the vector is known in every step (Parlett 1980): it is no longer than (norm of vector k) y_k / (gap to the second).
 * The vectors are not made orthogonal again: they lose that only when the eigenvalue is found (Paige 1971), and then this ends.
 * Where the gap is small it gives up, and perron.c goes on by inverse iteration. Rows are shared out to threads in blocks whose sums
 * are added in order. O(entries) a step; memory 8 bytes a row and step, of which a small world takes 14 to 18.
 */
#include "../base/crew.h"
#include "matrix.h"

#include <math.h>
#include <stdlib.h>

#define MOST_BASIS 40u
#define BLOCK 512u /* rows */
#define SHARED_FROM 100000u /* entries from which threads are worth starting */
#define ENOUGH 1e-11 /* of the greatest entry */

typedef struct lanczos {
    const ent__matrix *matrix;
    ent__crew *crew;
    double *basis[MOST_BASIS + 1]; /* not scaled to norm 1 */
    double norms[MOST_BASIS + 1];
    double diagonal[MOST_BASIS]; /* of T; beside it stand norms[1], norms[2], ... */
    double y[MOST_BASIS];
    uint32_t size; /* of T */
    double own, before; /* what of the last two vectors is taken off the new one */
    double *sums; /* of each block */
    double *vector;
} lanczos;

static void free_lanczos(lanczos *it) {
    ent__crew_free(it->crew);
    for (uint32_t i = 0; i <= MOST_BASIS; i++) {
        free(it->basis[i]);
    }
    free(it->sums);
}

static uint32_t block_count(const lanczos *it) {
    return (it->matrix->size + BLOCK - 1) / BLOCK;
}

static uint32_t block_end(const lanczos *it, size_t item) {
    uint32_t start = (uint32_t)item * BLOCK;
    return it->matrix->size - start < BLOCK ? it->matrix->size : start + BLOCK;
}

/* Does a block of rows at a time; the sum of what the blocks leave in `sums`. */
static double share_out(lanczos *it, ent__chore *chore) {
    double sum = 0.0;
    ent__crew_do(it->crew, block_count(it), chore, it);
    for (uint32_t i = 0; i < block_count(it); i++) {
        sum += it->sums[i];
    }
    return sum;
}

static double *new_vector(const lanczos *it) {
    double *made = ent__calloc(it->matrix->size, sizeof *made);
    ent__prefer_huge_pages(made, it->matrix->size * sizeof *made);
    return made;
}

/* ---- The basis ---------------------------------------------------------------------------------------------------- */

/* The product of B and the last vector; sums: its product with that vector. */
static void multiply(void *context, size_t item) {
    lanczos *it = context;
    const ent__matrix *matrix = it->matrix;
    const double *last = it->basis[it->size];
    double *next = it->basis[it->size + 1], scale = 1.0 / it->norms[it->size], sum = 0.0;
    for (uint32_t row = (uint32_t)item * BLOCK; row < block_end(it, item); row++) {
        uint32_t start = matrix->offsets[row];
        const double *values = matrix->values ? matrix->values + start : NULL;
        next[row] = scale * ent__row_times(matrix->columns + start, values, matrix->offsets[row + 1] - start, last);
        sum += next[row] * last[row];
    }
    it->sums[item] = sum;
}

/* Takes off what the new vector has of the last two; sums: its squares. */
static void reduce(void *context, size_t item) {
    lanczos *it = context;
    const double *last = it->basis[it->size], *older = it->size ? it->basis[it->size - 1] : last;
    double *next = it->basis[it->size + 1], sum = 0.0;
    for (uint32_t row = (uint32_t)item * BLOCK; row < block_end(it, item); row++) {
        next[row] -= it->own * last[row] + it->before * older[row];
        sum += next[row] * next[row];
    }
    it->sums[item] = sum;
}

static ent_status step(lanczos *it, ent_error *error) {
    uint32_t k = it->size;
    it->basis[k + 1] = new_vector(it);
    if (!it->basis[k + 1]) {
        return ent__fail_memory(error);
    }
    it->diagonal[k] = share_out(it, multiply) / it->norms[k];
    it->own = it->diagonal[k] / it->norms[k];
    it->before = k ? it->norms[k] / it->norms[k - 1] : 0.0;
    it->norms[k + 1] = sqrt(share_out(it, reduce));
    it->size++;
    return ENT_OK;
}

/* ---- The tridiagonal matrix --------------------------------------------------------------------------------------- */

/* How many eigenvalues of T are above a number (Sturm). */
static uint32_t count_above(const lanczos *it, double number) {
    uint32_t count = 0;
    double pivot = 1.0;
    for (uint32_t k = 0; k < it->size; k++) {
        double square = k ? it->norms[k] * it->norms[k] : 0.0;
        pivot = it->diagonal[k] - number - square / pivot;
        pivot = pivot == 0.0 ? -1e-300 : pivot;
        count += pivot > 0.0;
    }
    return count;
}

/* The least number found that only `rank` eigenvalues are above, by halving; T's are between -`bound` and `bound`. */
static double bisect(const lanczos *it, uint32_t rank, double bound) {
    double low = -bound, high = bound;
    for (double middle = 0.0; middle > low && middle < high; middle = low + (high - low) / 2.0) {
        if (count_above(it, middle) > rank) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high;
}

/* y = (value - T)^-1 y, with value above all eigenvalues: no entry is below 0. */
static void invert(lanczos *it, double value) {
    double pivots[MOST_BASIS], *y = it->y;
    for (uint32_t k = 0; k < it->size; k++) {
        double below = k ? it->norms[k] / pivots[k - 1] : 0.0;
        pivots[k] = fmax(value - it->diagonal[k] - (k ? below * it->norms[k] : 0.0), 1e-17 * value);
        y[k] += k ? below * y[k - 1] : 0.0;
    }
    for (uint32_t k = it->size; k-- > 0;) {
        y[k] = (y[k] + (k + 1 < it->size ? it->norms[k + 1] * y[k + 1] : 0.0)) / pivots[k];
    }
}

/* Sets y, of norm 1, to the vector of T's greatest eigenvalue, which is returned; the gap to the second. */
static double look(double *gap, lanczos *it) {
    double bound = 0.0;
    for (uint32_t k = 0; k < it->size; k++) {
        double beside = k + 1 < it->size ? it->norms[k + 1] : 0.0;
        bound = fmax(bound, fabs(it->diagonal[k]) + (k ? it->norms[k] : 0.0) + beside);
        it->y[k] = 1.0;
    }
    double value = bisect(it, 0, bound * 1.01);
    *gap = it->size > 1 ? value - bisect(it, 1, bound * 1.01) : value;
    for (int i = 0; i < 3; i++) {
        double squares = 0.0;
        invert(it, value);
        for (uint32_t k = 0; k < it->size; k++) {
            squares += it->y[k] * it->y[k];
        }
        for (uint32_t k = 0; k < it->size; k++) {
            it->y[k] /= sqrt(squares);
        }
    }
    return value;
}

/* ---- The vector --------------------------------------------------------------------------------------------------- */

static void combine(void *context, size_t item) {
    lanczos *it = context;
    uint32_t start = (uint32_t)item * BLOCK, end = block_end(it, item);
    double most = 0.0;
    for (uint32_t row = start; row < end; row++) {
        it->vector[row] = 0.0;
    }
    for (uint32_t k = 0; k < it->size; k++) {
        const double *basis = it->basis[k];
        double share = it->y[k] / it->norms[k];
        for (uint32_t row = start; row < end; row++) {
            it->vector[row] += share * basis[row];
        }
    }
    for (uint32_t row = start; row < end; row++) {
        most = fmax(most, it->vector[row]);
    }
    it->sums[item] = most;
}

/* Sets the vector, of norm 1; its greatest entry. */
static double set_vector(lanczos *it) {
    double most = 0.0;
    ent__crew_do(it->crew, block_count(it), combine, it);
    for (uint32_t i = 0; i < block_count(it); i++) {
        most = fmax(most, it->sums[i]);
    }
    return most;
}

/* Steps until the vector is `enough` of what it should be, by its norm, or no more are allowed; what is wrong with it then. */
static ent_status step_on(double *wrong, double *value, lanczos *it, double enough, const ent_run *run,
                          ent_error *error) {
    ent_status status = ENT_OK;
    while (status == ENT_OK && !(*wrong <= enough) && it->size < MOST_BASIS) {
        double gap;
        status = ent__progress(run, (double)it->size / MOST_BASIS, error);
        status = status == ENT_OK ? step(it, error) : status;
        if (status == ENT_OK) {
            *value = look(&gap, it);
            *wrong = it->norms[it->size] * it->y[it->size - 1] / gap;
        }
    }
    return status;
}

/* Scales so that the greatest entry is 1; false if one is below 0, which makes it another eigenvalue's (Frobenius 1912). */
static bool scale(double *vector, uint32_t n, double most) {
    bool positive = most > 0.0;
    for (uint32_t row = 0; row < n; row++) {
        vector[row] /= most;
        positive = positive && vector[row] > -10.0 * ENOUGH;
        vector[row] = fmax(vector[row], 0.0);
    }
    return positive;
}

static ent_status find(double *value, bool *settled, lanczos *it, const ent_run *run, ent_error *error) {
    uint32_t n = it->matrix->size;
    double wrong = INFINITY, most = 1.0;
    for (uint32_t row = 0; row < n; row++) {
        it->basis[0][row] = 1.0;
    }
    it->norms[0] = sqrt(n);
    /* The greatest entry of a vector of norm 1 is about 0.1, and known when there is one. */
    ent_status status = step_on(&wrong, value, it, 0.1 * ENOUGH, run, error);
    if (status == ENT_OK) {
        most = set_vector(it);
    }
    if (status == ENT_OK && wrong > most * ENOUGH && it->size < MOST_BASIS) {
        status = step_on(&wrong, value, it, most * ENOUGH, run, error);
        most = status == ENT_OK ? set_vector(it) : most;
    }
    *settled = status == ENT_OK && wrong <= most * ENOUGH && scale(it->vector, n, most);
    return status;
}

ent_status ent__lanczos(double *vector, double *value, bool *settled, const ent__matrix *matrix, const ent_run *run,
                        ent_error *error) {
    lanczos it = {.matrix = matrix, .vector = vector};
    uint32_t workers = matrix->offsets[matrix->size] < SHARED_FROM ? 1 : ent__threads(run);
    *settled = false;
    ent_status status = ent__crew_make(&it.crew, workers, error);
    it.basis[0] = new_vector(&it);
    it.sums = ent__calloc(block_count(&it), sizeof *it.sums);
    if (status == ENT_OK && (!it.basis[0] || !it.sums)) {
        status = ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        status = find(value, settled, &it, run, error);
    }
    free_lanczos(&it);
    return status;
}
