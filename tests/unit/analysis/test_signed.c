/* Signed measures against their definitions, by brute force on many small random networks, and against published values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "signed_samples.h"
#include <stdlib.h>
#include <string.h>

static void check_ties(const sample *s, bool directed) {
    (void)directed;
    ent_signed_tie ties[MOST * MOST];
    uint32_t count, expected = 0;
    assert_int_equal(ent_signed_ties(ties, &count, s->network, NULL, NULL), ENT_OK);
    for (uint32_t u = 0; u < s->n; u++) {
        for (uint32_t v = u + 1; v < s->n; v++) {
            if (s->p[u][v] + s->p[v][u] + s->q[u][v] + s->q[v][u] > 0.0) {
                assert_int_equal(ties[expected].u, u);
                assert_int_equal(ties[expected].v, v);
                assert_close(ties[expected].value, s->value[u][v]);
                assert_int_equal(ties[expected++].sign, s->sign[u][v]);
            }
        }
    }
    assert_int_equal(count, expected);
}

static void the_sign_of_a_tie_comes_from_both_directions_together(void **state) {
    (void)state;
    each_sample(check_ties);
}

static void check_degrees(const sample *s, bool directed) {
    for (int mode = ENT_OUT; mode <= ENT_ALL; mode++) {
        uint32_t positive[MOST], negative[MOST];
        assert_int_equal(ent_signed_degree(positive, negative, s->network, (ent_mode)mode, NULL, NULL), ENT_OK);
        for (uint32_t u = 0; u < s->n; u++) {
            uint32_t friends = 0, foes = 0;
            for (uint32_t v = 0; v < s->n; v++) {
                double net = s->sign[u][v];
                if (directed && mode != ENT_ALL) {
                    net = mode == ENT_OUT ? s->p[u][v] - s->q[u][v] : s->p[v][u] - s->q[v][u];
                }
                friends += net > 0.0;
                foes += net < 0.0;
            }
            assert_int_equal(positive[u], friends);
            assert_int_equal(negative[u], foes);
        }
    }
}

static void neighbours_are_counted_by_the_sign_of_arc_or_pair(void **state) {
    (void)state;
    each_sample(check_degrees);
}

static void check_triads(const sample *s, bool directed) {
    (void)directed;
    ent_signed_triads_result result = ENT_SIGNED_TRIADS_INIT;
    uint64_t by_node[4 * MOST], all[4] = {0}, of_nodes[4 * MOST] = {0};
    assert_int_equal(ent_signed_triads(&result, by_node, s->network, NULL, NULL, NULL), ENT_OK);
    for (uint32_t u = 0; u < s->n; u++) {
        for (uint32_t v = u + 1; v < s->n; v++) {
            for (uint32_t w = v + 1; w < s->n; w++) {
                if (s->sign[u][v] && s->sign[u][w] && s->sign[v][w]) {
                    size_t hostile =
                        (size_t)(s->sign[u][v] < 0) + (size_t)(s->sign[u][w] < 0) + (size_t)(s->sign[v][w] < 0);
                    all[hostile]++;
                    of_nodes[4 * u + hostile]++;
                    of_nodes[4 * v + hostile]++;
                    of_nodes[4 * w + hostile]++;
                }
            }
        }
    }
    assert_memory_equal(result.triads, all, sizeof all);
    assert_memory_equal(by_node, of_nodes, 4 * s->n * sizeof *by_node);
    double total = (double)(all[0] + all[1] + all[2] + all[3]);
    assert_close(result.strong_balance, total > 0 ? (double)(all[0] + all[2]) / total : NAN);
    assert_close(result.weak_balance, total > 0 ? (double)(all[0] + all[2] + all[3]) / total : NAN);
}

static void triangles_are_counted_once_by_their_hostile_ties(void **state) {
    (void)state;
    each_sample(check_triads);
}

/* Least number of ties that any labelling with at most k labels contradicts. */
static double least_objective(const sample *s, uint32_t k, double alpha) {
    double least = 1e9;
    uint32_t labels[MOST] = {0};
    for (;;) {
        double objective = 0.0;
        for (uint32_t u = 0; u < s->n; u++) {
            for (uint32_t v = u + 1; v < s->n; v++) {
                bool together = labels[u] == labels[v];
                objective += s->sign[u][v] < 0 && together ? alpha : 0.0;
                objective += s->sign[u][v] > 0 && !together ? 1.0 - alpha : 0.0;
            }
        }
        least = objective < least ? objective : least;
        uint32_t i = 0;
        while (i < s->n && ++labels[i] == k) {
            labels[i++] = 0;
        }
        if (i == s->n) {
            return least;
        }
    }
}

static void check_camps_of(const sample *s, ent_camps_rule rule) {
    uint32_t camps[MOST], cycle[MOST], length;
    assert_int_equal(ent_signed_camps(camps, cycle, &length, s->network, rule, NULL, NULL), ENT_OK);
    bool holds = least_objective(s, rule == ENT_CAMPS_BALANCED ? 2 : s->n, 0.5) == 0.0;
    assert_int_equal(length == 0, holds);
    if (holds) {
        for (uint32_t u = 0; u < s->n; u++) {
            for (uint32_t v = 0; v < s->n; v++) {
                assert_true(s->sign[u][v] == 0 || (camps[u] == camps[v]) == (s->sign[u][v] > 0));
            }
        }
        return;
    }
    int hostile = 0;
    assert_true(length >= 3);
    for (uint32_t i = 0; i < length; i++) {
        int sign = s->sign[cycle[i]][cycle[(i + 1) % length]];
        assert_int_not_equal(sign, 0);
        hostile += sign < 0;
        assert_int_equal(camps[cycle[i]], ENT_NONE);
    }
    assert_true(rule == ENT_CAMPS_BALANCED ? hostile % 2 == 1 : hostile == 1);
}

static void check_camps(const sample *s, bool directed) {
    (void)directed;
    check_camps_of(s, ENT_CAMPS_BALANCED);
    if (s->n <= 6) {
        check_camps_of(s, ENT_CAMPS_CLUSTERABLE);
    }
}

static void camps_contradict_no_tie_or_a_cycle_forbids_them(void **state) {
    (void)state;
    each_sample(check_camps);
}

static void check_blocs(const sample *s, bool directed) {
    (void)directed;
    for (uint32_t k = 1; k <= 3 && s->n <= 7; k++) {
        uint32_t labels[MOST], groups = 0;
        double objective, again;
        assert_int_equal(ent_signed_blockmodel(labels, &objective, s->network, k, 0.3, NULL, NULL, NULL), ENT_OK);
        assert_close(objective, least_objective(s, k, 0.3));
        assert_int_equal(ent_block_objective(&again, s->network, labels, 0.3, NULL, NULL), ENT_OK);
        assert_close(again, objective);
        for (uint32_t v = 0; v < s->n; v++) { /* numbered in the order of the smallest node */
            assert_true(labels[v] <= groups);
            groups += labels[v] == groups;
        }
        assert_true(groups <= k);
    }
}

static void blocs_reach_the_least_inconsistency_of_small_networks(void **state) {
    (void)state;
    each_sample(check_blocs);
}

static double modularity_by_definition(const sample *s, const uint32_t *labels) {
    double plus[MOST] = {0}, minus[MOST] = {0}, all_plus = 0.0, all_minus = 0.0, q = 0.0;
    for (uint32_t u = 0; u < s->n; u++) {
        for (uint32_t v = 0; v < s->n; v++) {
            plus[u] += s->sign[u][v] > 0;
            minus[u] += s->sign[u][v] < 0;
        }
        all_plus += plus[u]; /* 2 W+ */
        all_minus += minus[u];
    }
    for (uint32_t u = 0; u < s->n; u++) {
        for (uint32_t v = 0; v < s->n; v++) {
            if (labels[u] == labels[v]) {
                q += s->sign[u][v];
                q -= all_plus > 0 ? plus[u] * plus[v] / all_plus : 0.0;
                q += all_minus > 0 ? minus[u] * minus[v] / all_minus : 0.0;
            }
        }
    }
    return q / (all_plus + all_minus);
}

static double best_modularity(const sample *s) {
    double best = -1e9;
    uint32_t labels[MOST] = {0};
    for (;;) {
        double q = modularity_by_definition(s, labels);
        best = q > best ? q : best;
        uint32_t i = 0;
        while (i < s->n && ++labels[i] == s->n) {
            labels[i++] = 0;
        }
        if (i == s->n) {
            return best;
        }
    }
}

static int tries, hits;

static void check_communities(const sample *s, bool directed) {
    (void)directed;
    uint32_t labels[MOST], count;
    double modularity, again;
    assert_int_equal(ent_signed_communities(labels, &count, &modularity, s->network, NULL, NULL, NULL), ENT_OK);
    assert_close(modularity, modularity_by_definition(s, labels));
    for (uint32_t v = 0; v < s->n; v++) {
        labels[v] = 4000000000u - 7 * labels[v]; /* any labels will do */
    }
    assert_int_equal(ent_signed_modularity(&again, s->network, labels, NULL, NULL), ENT_OK);
    assert_close(again, modularity);
    if (s->n <= 6 && modularity == modularity) {
        tries++;
        hits += modularity > best_modularity(s) - 1e-9;
    }
}

static void communities_have_the_modularity_they_say_and_nearly_always_the_best(void **state) {
    (void)state;
    each_sample(check_communities);
    assert_true(tries > 100);
    assert_true(hits >= tries * 99 / 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sign_of_a_tie_comes_from_both_directions_together),
        cmocka_unit_test(neighbours_are_counted_by_the_sign_of_arc_or_pair),
        cmocka_unit_test(triangles_are_counted_once_by_their_hostile_ties),
        cmocka_unit_test(camps_contradict_no_tie_or_a_cycle_forbids_them),
        cmocka_unit_test(blocs_reach_the_least_inconsistency_of_small_networks),
        cmocka_unit_test(communities_have_the_modularity_they_say_and_nearly_always_the_best),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
