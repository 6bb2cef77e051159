/* Spectral scores against their definition as limits, computed by squaring matrices; and PageRank against its equation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "small_network.h"

typedef struct square {
    uint32_t n;
    long double at[SMALL_MOST][SMALL_MOST];
} square;

static square times(const square *a, const square *b) {
    square made = {.n = a->n};
    for (uint32_t i = 0; i < a->n; i++) {
        for (uint32_t j = 0; j < a->n; j++) {
            for (uint32_t k = 0; k < a->n; k++) {
                made.at[i][j] += a->at[i][k] * b->at[k][j];
            }
        }
    }
    return made;
}

/* The direction of M^(2^30) 1, greatest entry 1. Where growth is polynomial the limit is some multiple of 2^-30 away. */
static void limit(double *x, square matrix) {
    long double most = 0.0L, sums[SMALL_MOST];
    for (int i = 0; i < 30; i++) {
        long double greatest = 0.0L;
        matrix = times(&matrix, &matrix);
        for (uint32_t r = 0; r < matrix.n; r++) {
            for (uint32_t c = 0; c < matrix.n; c++) {
                greatest = matrix.at[r][c] > greatest ? matrix.at[r][c] : greatest;
            }
        }
        for (uint32_t r = 0; r < matrix.n; r++) {
            for (uint32_t c = 0; c < matrix.n; c++) {
                matrix.at[r][c] /= greatest;
            }
        }
    }
    for (uint32_t r = 0; r < matrix.n; r++) {
        sums[r] = 0.0L;
        for (uint32_t c = 0; c < matrix.n; c++) {
            sums[r] += matrix.at[r][c];
        }
        most = sums[r] > most ? sums[r] : most;
    }
    for (uint32_t r = 0; r < matrix.n; r++) {
        x[r] = (double)(sums[r] / most);
    }
}

/* Row v, column u: what u gives v by this mode. */
static square matrix_of(const small_network *network, ent_weight weight, ent_mode mode) {
    small_network it = small_by_mode(network, mode);
    square made = {.n = it.n};
    for (uint32_t v = 0; v < it.n; v++) {
        for (uint32_t u = 0; u < it.n; u++) {
            made.at[v][u] = small_weight(&it, v, u, weight);
        }
    }
    return made;
}

/* A cycle exists if some power of the matrix of size n still has an entry. */
static bool has_cycle(square matrix) {
    square power = matrix;
    for (uint32_t i = 0; i < matrix.n; i++) {
        power = times(&power, &matrix);
    }
    long double sum = 0.0L;
    for (uint32_t r = 0; r < matrix.n; r++) {
        for (uint32_t c = 0; c < matrix.n; c++) {
            sum += power.at[r][c];
        }
    }
    return sum > 0.0L;
}

static void expect_near(const double *found, const double *expected, uint32_t n, bool defined) {
    for (uint32_t v = 0; v < n; v++) {
        if (defined ? !(fabs(found[v] - expected[v]) <= 2e-7) : !isnan(found[v])) {
            fail_msg("node %u: %.17g, expected %.17g", v, found[v], defined ? expected[v] : NAN);
        }
    }
}

static void expect_eigenvector(const small_network *it, ent_weight weight, ent_mode mode) {
    double found[SMALL_MOST], expected[SMALL_MOST];
    square matrix = matrix_of(it, weight, mode);
    bool defined = has_cycle(matrix);
    for (uint32_t i = 0; i < it->n; i++) {
        matrix.at[i][i] += 1.0L;
    }
    limit(expected, matrix);
    small_score(found, it, ENT_MEASURE_EIGENVECTOR, weight, mode, 0);
    expect_near(found, expected, it->n, defined);
}

static void the_eigenvector_is_the_limit_of_power_iteration(void **state) {
    (void)state;
    uint64_t random = 21;
    for (int round = 0; round < 150; round++) {
        small_network it = small_random(&random, round % 3 != 0, 8);
        for (ent_mode mode = ENT_OUT; mode <= ENT_ALL; mode++) {
            expect_eigenvector(&it, round % 2 ? ENT_WEIGHT_UNIT : ENT_WEIGHT_STRENGTH, mode);
        }
        ent_network_free(it.network);
    }
}

/* Two-cycles in a chain, joined at random: equal eigenvalues, where the last in a chain outgrow the others. */
static void chains_of_equal_parts_keep_the_last(void **state) {
    (void)state;
    uint64_t random = 22;
    for (int round = 0; round < 150; round++) {
        uint32_t pairs[30][2], count = 0;
        for (uint32_t i = 0; i < 8; i += 2) {
            if (small_choice(&random, 5)) {
                pairs[count][0] = pairs[count + 1][1] = i;
                pairs[count][1] = pairs[count + 1][0] = i + 1;
                count += 2;
            }
        }
        for (int i = 0; i < 5; i++) {
            uint32_t u = small_choice(&random, 9), v = small_choice(&random, 9);
            if (u / 2 < v / 2) {
                pairs[count][0] = u;
                pairs[count++][1] = v;
            }
        }
        small_network it = small_from_pairs(9, true, pairs, count, NULL, NULL);
        expect_eigenvector(&it, ENT_WEIGHT_UNIT, ENT_IN);
        expect_eigenvector(&it, ENT_WEIGHT_UNIT, ENT_OUT);
        ent_network_free(it.network);
    }
}

/* The same with parts whose left and right eigenvectors differ: a ring of three with a chord. */
static void equal_parts_share_what_flows_into_each(void **state) {
    (void)state;
    uint64_t random = 25;
    for (int round = 0; round < 150; round++) {
        uint32_t pairs[40][2], count = 0;
        for (uint32_t i = 0; i < 9; i += 3) {
            uint32_t ring[][2] = {{i, i + 1}, {i + 1, i + 2}, {i + 2, i}, {i, i + 2}};
            memcpy(pairs + count, ring, sizeof ring);
            count += 4;
        }
        for (int i = 0; i < 4; i++) {
            uint32_t u = small_choice(&random, 11), v = small_choice(&random, 11);
            bool leads_on = u / 3 < v / 3 || (u > 8 && v < 9 && round % 2); /* 9 and 10 feed, or are fed */
            if (leads_on && !(round % 2 && v > 8)) {
                pairs[count][0] = u;
                pairs[count++][1] = v;
            }
        }
        small_network it = small_from_pairs(11, true, pairs, count, NULL, NULL);
        expect_eigenvector(&it, ENT_WEIGHT_UNIT, ENT_IN);
        expect_eigenvector(&it, ENT_WEIGHT_UNIT, ENT_OUT);
        ent_network_free(it.network);
    }
}

static void hubs_and_authorities_are_limits_too(void **state) {
    (void)state;
    uint64_t random = 23;
    for (int round = 0; round < 150; round++) {
        small_network it = small_random(&random, round % 3 != 0, 8);
        double found[SMALL_MOST], expected[SMALL_MOST];
        square along = matrix_of(&it, ENT_WEIGHT_STRENGTH, ENT_OUT), against = {.n = it.n};
        for (uint32_t v = 0; v < it.n; v++) {
            for (uint32_t u = 0; u < it.n; u++) {
                against.at[v][u] = along.at[u][v];
            }
        }
        bool defined = ent_network_edge_count(it.network) > 0;
        limit(expected, times(&along, &against));
        small_score(found, &it, ENT_MEASURE_HUB, ENT_WEIGHT_STRENGTH, ENT_OUT, 0);
        expect_near(found, expected, it.n, defined);
        limit(expected, times(&against, &along));
        small_score(found, &it, ENT_MEASURE_AUTHORITY, ENT_WEIGHT_STRENGTH, ENT_OUT, 0);
        expect_near(found, expected, it.n, defined);
        ent_network_free(it.network);
    }
}

/* Entry i of a path's eigenvector is sin(pi i / (n+1)), its two greatest eigenvalues differ by 3 pi^2 / n^2. */
static void the_eigenvector_of_a_long_path_is_a_sine(void **state) {
    (void)state;
    enum { N = 1000 };
    static uint32_t from[N - 1], to[N - 1];
    static double found[N];
    for (uint32_t i = 0; i + 1 < N; i++) {
        from[i] = i;
        to[i] = i + 1;
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = N;
    list.edge_count = N - 1;
    list.from = from;
    list.to = to;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    assert_int_equal(ent_network_score(found, network, ENT_MEASURE_EIGENVECTOR, NULL, NULL, NULL), ENT_OK);
    double pi = acos(-1.0), most = sin(pi * (N / 2) / (N + 1));
    for (uint32_t i = 0; i < N; i++) {
        assert_true(fabs(found[i] - sin(pi * (i + 1) / (N + 1)) / most) <= 1e-10);
    }
    ent_network_free(network);
}

/* x = a (W'x + stuck u) + (1 - a) u, entry by entry. */
static void expect_pagerank(const small_network *it, ent_weight weight, double damping, const double *personal) {
    double x[SMALL_MOST], whole = 0.0, stuck = 0.0, sum = 0.0;
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.weight = weight;
    options.damping = damping;
    options.personalisation = personal;
    assert_int_equal(ent_network_score(x, it->network, ENT_MEASURE_PAGERANK, &options, NULL, NULL), ENT_OK);
    double a = damping > 0.0 ? damping : 0.85, leaving[SMALL_MOST] = {0};
    for (uint32_t v = 0; v < it->n; v++) {
        for (uint32_t w = 0; w < it->n; w++) {
            leaving[v] += small_weight(it, v, w, weight);
        }
        whole += personal ? personal[v] : 1.0;
        stuck += leaving[v] > 0.0 ? 0.0 : x[v];
        sum += x[v];
    }
    assert_close(sum, 1.0);
    for (uint32_t v = 0; v < it->n; v++) {
        double u = (personal ? personal[v] : 1.0) / whole, in = stuck * u;
        for (uint32_t w = 0; w < it->n; w++) {
            in += leaving[w] > 0.0 ? x[w] * small_weight(it, w, v, weight) / leaving[w] : 0.0;
        }
        assert_close(x[v], a * in + (1.0 - a) * u);
    }
}

static void pagerank_satisfies_its_equation(void **state) {
    (void)state;
    uint64_t random = 24;
    for (int round = 0; round < 100; round++) {
        small_network it = small_random(&random, round % 2, 12);
        double personal[SMALL_MOST];
        for (uint32_t v = 0; v < it.n; v++) {
            personal[v] = v == 0 ? 1.0 : small_choice(&random, 3);
        }
        expect_pagerank(&it, ENT_WEIGHT_UNIT, 0.0, NULL);
        expect_pagerank(&it, ENT_WEIGHT_STRENGTH, 0.5, personal);
        expect_pagerank(&it, ENT_WEIGHT_STRENGTH, 0.99, personal);
        ent_network_free(it.network);
    }
}

static void pagerank_refuses_a_walk_that_goes_nowhere(void **state) {
    (void)state;
    uint32_t pairs[][2] = {{0, 1}};
    small_network it = small_from_pairs(2, true, pairs, 1, NULL, NULL);
    const double none[] = {0.0, 0.0}, negative[] = {1.0, -1.0}, undefined[] = {1.0, NAN};
    const double *wrong[] = {none, negative, undefined};
    double x[2];
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    for (int i = 0; i < 3; i++) {
        options.personalisation = wrong[i];
        x[0] = 7.0;
        assert_int_equal(ent_network_score(x, it.network, ENT_MEASURE_PAGERANK, &options, NULL, NULL), ENT_EINVAL);
        assert_true(x[0] == 0.0);
    }
    ent_network_free(it.network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_eigenvector_is_the_limit_of_power_iteration),
        cmocka_unit_test(chains_of_equal_parts_keep_the_last),
        cmocka_unit_test(equal_parts_share_what_flows_into_each),
        cmocka_unit_test(hubs_and_authorities_are_limits_too),
        cmocka_unit_test(the_eigenvector_of_a_long_path_is_a_sine),
        cmocka_unit_test(pagerank_satisfies_its_equation),
        cmocka_unit_test(pagerank_refuses_a_walk_that_goes_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
