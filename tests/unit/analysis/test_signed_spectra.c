/* PN index, signed eigenvector and walk balance against their matrix definitions, worked out by other means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "signed_samples.h"
#include <stdlib.h>
#include <string.h>

static void assert_near(double found, double expected, double tolerance) {
    if (isnan(found) && isnan(expected)) {
        return;
    }
    if (!(fabs(found - expected) <= tolerance * fmax(1.0, fabs(expected)))) {
        print_error("%.17g, expected %.17g\n", found, expected);
        fail();
    }
}

/* Solves a x = b by Gaussian elimination with pivoting; false if a is singular. */
static bool solve(double a[MOST][MOST], double b[MOST], uint32_t n) {
    for (uint32_t k = 0; k < n; k++) {
        uint32_t pivot = k;
        for (uint32_t i = k; i < n; i++) {
            pivot = fabs(a[i][k]) > fabs(a[pivot][k]) ? i : pivot;
        }
        for (uint32_t j = 0; j < n; j++) {
            double kept = a[k][j];
            a[k][j] = a[pivot][j];
            a[pivot][j] = kept;
        }
        double kept = b[k];
        b[k] = b[pivot];
        b[pivot] = kept;
        if (fabs(a[k][k]) < 1e-9) {
            return false;
        }
        for (uint32_t i = 0; i < n; i++) {
            double factor = i == k ? 0.0 : a[i][k] / a[k][k];
            for (uint32_t j = 0; j < n; j++) {
                a[i][j] -= factor * a[k][j];
            }
            b[i] -= factor * b[k];
        }
    }
    for (uint32_t k = 0; k < n; k++) {
        b[k] /= a[k][k];
    }
    return true;
}

/* A = P - 2N of signs: of the projection, or of arcs along (or against) them. */
static void fill_pn(double a[MOST][MOST], const sample *s, bool arcs, bool against) {
    for (uint32_t u = 0; u < s->n; u++) {
        for (uint32_t v = 0; v < s->n; v++) {
            double net = arcs ? (against ? s->p[v][u] - s->q[v][u] : s->p[u][v] - s->q[u][v]) : s->sign[u][v];
            a[u][v] = net > 0 ? 1.0 : net < 0 ? -2.0 : 0.0;
        }
    }
}

static void check_pn(const sample *s, bool directed) {
    for (int mode = ENT_OUT; mode <= ENT_ALL; mode++) {
        double a[MOST][MOST], left[MOST][MOST], right[MOST], found[MOST];
        bool arcs = directed && mode != ENT_ALL;
        double scale = s->n > 1 ? 1.0 / (2.0 * s->n - 2.0) : NAN;
        fill_pn(a, s, arcs, mode == ENT_IN);
        for (uint32_t u = 0; u < s->n; u++) {
            right[u] = 1.0;
            for (uint32_t v = 0; v < s->n; v++) {
                double product = 0.0;
                for (uint32_t w = 0; w < s->n; w++) {
                    product += a[u][w] * a[v][w];
                }
                left[u][v] = (u == v) - (arcs ? scale * scale * product : scale * a[u][v]);
                right[u] += arcs ? scale * a[u][v] : 0.0;
            }
        }
        bool regular = s->n == 1 || solve(left, right, s->n);
        ent_status status = ent_pn_index(found, s->network, (ent_mode)mode, NULL, NULL, NULL);
        assert_true(status == ENT_OK || !regular);
        for (uint32_t u = 0; regular && u < s->n; u++) {
            assert_near(found[u], s->n == 1 ? NAN : right[u], 1e-9);
        }
    }
}

static void the_pn_index_solves_its_equation(void **state) {
    (void)state;
    each_sample(check_pn);
}

/* Diagonal of exp(A) by Taylor's series on A / 64, squared six times. */
static void exponential(double diagonal[MOST], const sample *s, bool absolute) {
    double power[MOST][MOST], sum[MOST][MOST], next[MOST][MOST];
    for (uint32_t u = 0; u < s->n; u++) {
        for (uint32_t v = 0; v < s->n; v++) {
            power[u][v] = sum[u][v] = u == v;
        }
    }
    for (int k = 1; k < 40 + 6; k++) {
        bool squaring = k >= 40;
        for (uint32_t u = 0; u < s->n; u++) {
            for (uint32_t v = 0; v < s->n; v++) {
                next[u][v] = 0.0;
                for (uint32_t w = 0; w < s->n; w++) {
                    double a = absolute ? abs(s->sign[w][v]) : s->sign[w][v];
                    next[u][v] += squaring ? sum[u][w] * sum[w][v] : power[u][w] * a / 64.0 / k;
                }
            }
        }
        for (uint32_t u = 0; u < s->n; u++) {
            for (uint32_t v = 0; v < s->n; v++) {
                power[u][v] = next[u][v];
                sum[u][v] = squaring ? next[u][v] : sum[u][v] + next[u][v];
            }
        }
    }
    for (uint32_t v = 0; v < s->n; v++) {
        diagonal[v] = sum[v][v];
    }
}

static void check_walks(const sample *s, bool directed) {
    (void)directed;
    double plain[MOST], absolute[MOST], balance, nodes[MOST], trace = 0.0, of_absolute = 0.0;
    assert_int_equal(ent_walk_balance(&balance, nodes, s->network, NULL, NULL, NULL), ENT_OK);
    exponential(plain, s, false);
    exponential(absolute, s, true);
    for (uint32_t v = 0; v < s->n; v++) {
        trace += plain[v];
        of_absolute += absolute[v];
        assert_near(nodes[v], plain[v] / absolute[v], 1e-9);
    }
    assert_near(balance, trace / of_absolute, 1e-9);
}

static void walk_balance_compares_two_matrix_exponentials(void **state) {
    (void)state;
    each_sample(check_walks);
}

static int regular_vectors;

static void check_eigenvector(const sample *s, bool directed) {
    (void)directed;
    double scores[MOST], eigenvalue, most = 0.0;
    assert_int_equal(ent_signed_eigenvector(scores, &eigenvalue, s->network, NULL, NULL, NULL), ENT_OK);
    if (isnan(scores[0])) {
        return;
    }
    regular_vectors++;
    bool led = false;
    for (uint32_t u = 0; u < s->n; u++) {
        double image = 0.0;
        for (uint32_t v = 0; v < s->n; v++) {
            image += s->sign[u][v] * scores[v];
        }
        assert_near(image, eigenvalue * scores[u], 1e-8);
        most = fmax(most, fabs(scores[u]));
        if (!led && fabs(scores[u]) > 1.0 - 1e-8) {
            led = true;
            assert_true(scores[u] > 0.0);
        }
    }
    assert_near(most, 1.0, 1e-12);
    /* No vector has a larger Rayleigh quotient. */
    uint64_t random = s->n;
    for (int trial = 0; trial < 20; trial++) {
        double x[MOST], quotient = 0.0, squared = 0.0;
        for (uint32_t u = 0; u < s->n; u++) {
            x[u] = uniform(&random) - 0.5;
        }
        for (uint32_t u = 0; u < s->n; u++) {
            squared += x[u] * x[u];
            for (uint32_t v = 0; v < s->n; v++) {
                quotient += x[u] * s->sign[u][v] * x[v];
            }
        }
        assert_true(quotient <= (eigenvalue + 1e-9) * squared);
    }
}

static void the_eigenvector_belongs_to_the_largest_eigenvalue(void **state) {
    (void)state;
    each_sample(check_eigenvector);
    assert_true(regular_vectors > 200);
}

/* A large connected balanced network: two camps, node v in camp v % 3 == 0, ties at random. */
static ent_network *make_balanced(uint32_t n, uint32_t count) {
    uint32_t *from = ent__calloc(count, sizeof *from), *to = ent__calloc(count, sizeof *to);
    double *positive = ent__calloc(count, sizeof *positive), *negative = ent__calloc(count, sizeof *negative);
    uint64_t random = 7;
    for (uint32_t e = 0; e < count; e++) {
        from[e] = (uint32_t)(ent__random(&random) % n);
        to[e] = e < n - 1 ? e + 1 : (uint32_t)(ent__random(&random) % n);
        from[e] = e < n - 1 ? from[e] % (e + 1) : from[e];
        bool together = (from[e] % 3 == 0) == (to[e] % 3 == 0);
        positive[e] = together;
        negative[e] = !together;
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = n;
    list.edge_count = count;
    list.from = from;
    list.to = to;
    list.positive = positive;
    list.negative = negative;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    free(from);
    free(to);
    free(positive);
    free(negative);
    return network;
}

static void large_balanced_networks_show_their_camps_by_sign(void **state) {
    (void)state;
    uint32_t sizes[] = {400, 1500}; /* in full, and by Lanczos */
    for (int i = 0; i < 2; i++) {
        uint32_t n = sizes[i];
        ent_network *network = make_balanced(n, 6 * n);
        double *scores = ent__calloc(n, sizeof *scores), eigenvalue, side = 0.0;
        assert_int_equal(ent_signed_eigenvector(scores, &eigenvalue, network, NULL, NULL, NULL), ENT_OK);
        for (uint32_t v = 0; v < n; v++) {
            side = v == 0 ? copysign(1.0, scores[0]) : side;
            assert_true(scores[v] * side * (v % 3 == 0 ? 1.0 : -1.0) > 0.0);
        }
        free(scores);
        ent_network_free(network);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_pn_index_solves_its_equation),
        cmocka_unit_test(walk_balance_compares_two_matrix_exponentials),
        cmocka_unit_test(the_eigenvector_belongs_to_the_largest_eigenvalue),
        cmocka_unit_test(large_balanced_networks_show_their_camps_by_sign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
