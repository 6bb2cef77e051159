/* Structural holes on random networks against Burt's formulas written out, and his figures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "small_network.h"

/* What the formulas speak of. */
typedef struct burt {
    uint32_t n;
    double z[SMALL_MOST][SMALL_MOST], sum[SMALL_MOST], greatest[SMALL_MOST];
} burt;

static burt burt_of(const small_network *it, ent_weight weight) {
    burt made = {.n = it->n};
    for (uint32_t u = 0; u < it->n; u++) {
        for (uint32_t v = 0; v < it->n; v++) {
            made.z[u][v] = small_weight(it, u, v, weight) + small_weight(it, v, u, weight);
            made.sum[u] += made.z[u][v];
            made.greatest[u] = fmax(made.greatest[u], made.z[u][v]);
        }
    }
    return made;
}

static double share(const burt *b, uint32_t u, uint32_t v) {
    return b->z[u][v] / b->sum[u];
}

static double constraint_by(const burt *b, uint32_t u, uint32_t v) {
    double invested = share(b, u, v);
    for (uint32_t q = 0; q < b->n; q++) {
        invested += q != u && q != v && b->z[u][q] > 0.0 ? share(b, u, q) * share(b, q, v) : 0.0;
    }
    return invested * invested;
}

static double effective(const burt *b, uint32_t u, uint32_t v) {
    double redundant = 0.0;
    for (uint32_t q = 0; q < b->n; q++) {
        redundant += q != u && q != v ? share(b, u, q) * b->z[v][q] / b->greatest[v] : 0.0;
    }
    return 1.0 - redundant;
}

static void expect_holes(const small_network *it, ent_weight weight) {
    burt b = burt_of(it, weight);
    double constraint[SMALL_MOST], size[SMALL_MOST], efficiency[SMALL_MOST], hierarchy[SMALL_MOST];
    small_score(constraint, it, ENT_MEASURE_CONSTRAINT, weight, ENT_OUT, 0);
    small_score(size, it, ENT_MEASURE_EFFECTIVE_SIZE, weight, ENT_OUT, 0);
    small_score(efficiency, it, ENT_MEASURE_EFFICIENCY, weight, ENT_OUT, 0);
    small_score(hierarchy, it, ENT_MEASURE_HIERARCHY, weight, ENT_OUT, 0);
    for (uint32_t u = 0; u < it->n; u++) {
        double k = 0.0, c = 0.0, e = 0.0, h = 0.0;
        for (uint32_t v = 0; v < it->n; v++) {
            if (b.z[u][v] > 0.0) {
                k += 1.0;
                c += constraint_by(&b, u, v);
                e += effective(&b, u, v);
            }
        }
        for (uint32_t v = 0; v < it->n; v++) {
            double ratio = b.z[u][v] > 0.0 ? constraint_by(&b, u, v) / (c / k) : 1.0;
            h += ratio * log(ratio);
        }
        assert_close(constraint[u], k > 0.0 ? c : NAN);
        assert_close(size[u], k > 0.0 ? e : NAN);
        assert_close(efficiency[u], k > 0.0 ? e / k : NAN);
        assert_close(hierarchy[u], k > 1.0 ? h / (k * log(k)) : k > 0.0 ? 1.0 : NAN);
    }
}

static void holes_are_what_the_formulas_say(void **state) {
    (void)state;
    uint64_t random = 11;
    for (int round = 0; round < 200; round++) {
        small_network it = small_random(&random, round % 2, 12);
        expect_holes(&it, ENT_WEIGHT_UNIT);
        expect_holes(&it, ENT_WEIGHT_STRENGTH);
        ent_network_free(it.network);
    }
}

/* Borgatti 1997: n - 2t/n, t the ties among the n neighbours; here node 0 with four neighbours, one tie among them. */
static void the_unit_effective_size_is_borgattis(void **state) {
    (void)state;
    uint32_t pairs[][2] = {{0, 1}, {0, 2}, {0, 3}, {0, 4}, {1, 2}};
    small_network it = small_from_pairs(5, false, pairs, 5, NULL, NULL);
    double size[5], efficiency[5];
    small_score(size, &it, ENT_MEASURE_EFFECTIVE_SIZE, ENT_WEIGHT_UNIT, ENT_OUT, 0);
    small_score(efficiency, &it, ENT_MEASURE_EFFICIENCY, ENT_WEIGHT_UNIT, ENT_OUT, 0);
    assert_close(size[0], 4.0 - 2.0 / 4.0);
    assert_close(efficiency[0], 3.5 / 4.0);
    ent_network_free(it.network);
}

/* A pair constrains each other by 1; each of a triangle by 2 (1/2 + 1/4)^2 = 9/8: more than 1, and not clipped. */
static void the_constraint_of_pairs_and_triangles_is_not_clipped(void **state) {
    (void)state;
    uint32_t pairs[][2] = {{0, 1}, {2, 3}, {3, 4}, {2, 4}};
    small_network it = small_from_pairs(6, false, pairs, 4, NULL, NULL);
    double found[6];
    small_score(found, &it, ENT_MEASURE_CONSTRAINT, ENT_WEIGHT_UNIT, ENT_OUT, 0);
    const double expected[] = {1.0, 1.0, 1.125, 1.125, 1.125, NAN};
    for (int v = 0; v < 6; v++) {
        assert_close(found[v], expected[v]);
    }
    ent_network_free(it.network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holes_are_what_the_formulas_say),
        cmocka_unit_test(the_unit_effective_size_is_borgattis),
        cmocka_unit_test(the_constraint_of_pairs_and_triangles_is_not_clipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
