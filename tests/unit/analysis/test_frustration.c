/* The line index of balance against every division of small networks, and its bounds on networks too wide to solve. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "signed_samples.h"
#include <stdlib.h>
#include <string.h>

static double weight_of(const sample *s, uint32_t u, uint32_t v, bool directed) {
    return s->p[u][v] - s->q[u][v] + (directed ? s->p[v][u] - s->q[v][u] : 0.0);
}

/* Least contradicted weight over all 2^n divisions. */
static double least_cost(const sample *s, bool directed, bool weighted) {
    double least = 1e9;
    for (uint32_t sides = 0; sides < 1u << s->n; sides++) {
        double cost = 0.0;
        for (uint32_t u = 0; u < s->n; u++) {
            for (uint32_t v = u + 1; v < s->n; v++) {
                double w = weighted ? weight_of(s, u, v, directed) : s->sign[u][v];
                bool together = (sides >> u & 1u) == (sides >> v & 1u);
                cost += together != (w > 0.0) ? fabs(w) : 0.0;
            }
        }
        least = cost < least ? cost : least;
    }
    return least;
}

static void check_index(const sample *s, bool directed) {
    for (int weighted = 0; weighted < 2; weighted++) {
        ent_signed_options options = ENT_SIGNED_OPTIONS_INIT;
        options.value = weighted ? ENT_SIGNED_NET : ENT_SIGNED_SIGN;
        ent_frustration found = ENT_FRUSTRATION_INIT;
        uint32_t camps[MOST];
        assert_int_equal(ent_frustration_index(&found, camps, s->network, &options, NULL, NULL), ENT_OK);
        assert_true(found.proven);
        assert_close(found.upper, least_cost(s, directed, weighted));
        assert_close(found.lower, found.upper);
        double cost = 0.0, all = 0.0;
        for (uint32_t u = 0; u < s->n; u++) {
            for (uint32_t v = u + 1; v < s->n; v++) {
                double w = weighted ? weight_of(s, u, v, directed) : s->sign[u][v];
                cost += (camps[u] == camps[v]) != (w > 0.0) ? fabs(w) : 0.0;
                all += fabs(w);
            }
        }
        assert_close(cost, found.upper);
        assert_close(found.balance, all > 0.0 ? 1.0 - 2.0 * found.upper / all : NAN);
        assert_int_equal(camps[0], 0);
    }
}

static void small_networks_have_the_least_of_all_divisions(void **state) {
    (void)state;
    each_sample(check_index);
}

static ent_network *make_network(uint32_t n, uint32_t count, const uint32_t *from, const uint32_t *to,
                                 const double *negative) {
    double *positive = ent__calloc(count, sizeof *positive);
    for (uint32_t e = 0; e < count; e++) {
        positive[e] = negative[e] > 0.0 ? 0.0 : 1.0;
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
    free(positive);
    return network;
}

/* A complete network whose ties are hostile at random is too wide; one whose ties are all hostile is known. */
static void complete_networks_are_bounded_from_both_sides(void **state) {
    (void)state;
    enum { n = 60, ties = n * (n - 1) / 2 };
    for (int all_hostile = 0; all_hostile < 2; all_hostile++) {
        uint32_t from[ties], to[ties], count = 0;
        double negative[ties];
        uint64_t random = 3;
        for (uint32_t u = 0; u < n; u++) {
            for (uint32_t v = u + 1; v < n; v++, count++) {
                from[count] = u;
                to[count] = v;
                negative[count] = all_hostile || uniform(&random) < 0.5;
            }
        }
        ent_network *network = make_network(n, count, from, to, negative);
        ent_frustration found = ENT_FRUSTRATION_INIT;
        assert_int_equal(ent_frustration_index(&found, NULL, network, NULL, NULL, NULL), ENT_OK);
        if (all_hostile) { /* the best division halves it: 2 * C(30, 2) ties stay inside */
            assert_true(found.lower <= 870.0);
            assert_close(found.upper, 870.0);
        } else {
            assert_false(found.proven);
            assert_true(found.lower >= 300.0 &&
                        found.lower < found.upper); /* some 1770/2 ties pack 300 triangles and more */
            assert_true(found.upper < 0.45 * ties);
        }
        ent_network_free(network);
    }
}

/* Every square of the ladder has one hostile rung, and a rung settles two squares. */
static void a_long_ladder_of_frustrated_squares_is_solved(void **state) {
    (void)state;
    enum { rungs = 2000, n = 2 * rungs, ties = 3 * rungs - 2 };
    uint32_t from[ties], to[ties], count = 0;
    double negative[ties];
    for (uint32_t i = 0; i < rungs; i++) {
        from[count] = 2 * i;
        to[count] = 2 * i + 1;
        negative[count++] = i % 2;
        for (uint32_t side = 0; i + 1 < rungs && side < 2; side++) {
            from[count] = 2 * i + side;
            to[count] = 2 * i + 2 + side;
            negative[count++] = 0.0;
        }
    }
    ent_network *network = make_network(n, count, from, to, negative);
    ent_frustration found = ENT_FRUSTRATION_INIT;
    assert_int_equal(ent_frustration_index(&found, NULL, network, NULL, NULL, NULL), ENT_OK);
    assert_true(found.proven);
    assert_close(found.upper, rungs / 2); /* 1,999 squares, a tie is in two at the most */
    ent_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_networks_have_the_least_of_all_divisions),
        cmocka_unit_test(complete_networks_are_bounded_from_both_sides),
        cmocka_unit_test(a_long_ladder_of_frustrated_squares_is_solved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
