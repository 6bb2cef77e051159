/* Modularity against its formula, communities against every division there is, and what is promised of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "small_network.h"

/* (1/2W) sum over u, v of [A - g k k / 2W], directed (1/W) sum of [A - g k_out k_in / W]. */
static double modularity(const small_network *it, const uint32_t *labels, ent_weight weight, double resolution) {
    double out[SMALL_MOST] = {0}, in[SMALL_MOST] = {0}, total = 0.0, sum = 0.0;
    for (uint32_t u = 0; u < it->n; u++) {
        for (uint32_t v = 0; v < it->n; v++) {
            out[u] += small_weight(it, u, v, weight);
            in[v] += small_weight(it, u, v, weight);
            total += small_weight(it, u, v, weight);
        }
    }
    for (uint32_t u = 0; u < it->n; u++) {
        for (uint32_t v = 0; v < it->n; v++) {
            sum += labels[u] == labels[v] ? small_weight(it, u, v, weight) - resolution * out[u] * in[v] / total : 0.0;
        }
    }
    return total > 0.0 ? sum / total : NAN;
}

static void modularity_is_its_formula_for_any_labels(void **state) {
    (void)state;
    uint64_t random = 41;
    for (int round = 0; round < 200; round++) {
        small_network it = small_random(&random, round % 2, 12);
        ent_community_options options = ENT_COMMUNITY_OPTIONS_INIT;
        uint32_t labels[SMALL_MOST];
        double found;
        for (uint32_t v = 0; v < it.n; v++) {
            labels[v] = 4000000000u - 7 * small_choice(&random, 4);
        }
        options.weight = round % 3 ? ENT_WEIGHT_STRENGTH : ENT_WEIGHT_UNIT;
        options.resolution = round % 5 ? 0.0 : 0.7;
        assert_int_equal(ent_modularity(&found, it.network, labels, &options, NULL), ENT_OK);
        assert_close(found, modularity(&it, labels, options.weight, round % 5 ? 1.0 : 0.7));
        ent_network_free(it.network);
    }
}

/* Tries every division of the nodes from v on; the best modularity. */
static double best(const small_network *it, uint32_t *labels, uint32_t v, uint32_t used) {
    double most = -INFINITY;
    if (v == it->n) {
        return modularity(it, labels, ENT_WEIGHT_STRENGTH, 1.0);
    }
    for (labels[v] = 0; labels[v] <= used; labels[v]++) {
        most = fmax(most, best(it, labels, v + 1, labels[v] == used ? used + 1 : used));
    }
    return most;
}

/* Labels come in the order of the smallest node, and each community hangs together. */
static void expect_promises(const small_network *it, const uint32_t *labels, uint32_t count) {
    uint32_t next = 0;
    for (uint32_t v = 0; v < it->n; v++) {
        assert_true(labels[v] <= next);
        next += labels[v] == next;
    }
    assert_int_equal(next, count);
    for (uint32_t c = 0; c < count; c++) {
        bool in[SMALL_MOST] = {false}, grew = true, started = false;
        while (grew) {
            grew = false;
            for (uint32_t v = 0; v < it->n; v++) {
                bool tied = !started;
                for (uint32_t w = 0; w < it->n; w++) {
                    tied = tied || (in[w] && it->p[v][w] > 0.0);
                }
                if (labels[v] == c && !in[v] && tied) {
                    in[v] = grew = started = true;
                }
            }
        }
        for (uint32_t v = 0; v < it->n; v++) {
            assert_true(labels[v] != c || in[v]);
        }
    }
}

static void communities_hang_together_and_are_nearly_the_best(void **state) {
    (void)state;
    uint64_t random = 42;
    double missed[2] = {0.0, 0.0};
    for (int round = 0; round < 120; round++) {
        small_network it = small_random(&random, round % 2, 7), flat = small_projection(&it);
        uint32_t labels[SMALL_MOST], trial[SMALL_MOST] = {0}, count;
        double found, most = best(&flat, trial, 0, 0); /* -inf without edges */
        ent_community_options options = ENT_COMMUNITY_OPTIONS_INIT;
        for (options.method = ENT_LEIDEN; options.method <= ENT_LOUVAIN; options.method++) {
            assert_int_equal(ent_communities(labels, &count, &found, it.network, &options, NULL, NULL), ENT_OK);
            assert_close(found, modularity(&flat, labels, ENT_WEIGHT_STRENGTH, 1.0));
            expect_promises(&flat, labels, count);
            assert_true(isfinite(most) ? !isnan(found) : isnan(found));
            missed[options.method] += isnan(found) ? 0.0 : most - found;
        }
        ent_network_free(it.network);
    }
    assert_true(missed[ENT_LEIDEN] / 120 < 0.001); /* heuristics: a small share of the optimum is missed on average */
    assert_true(missed[ENT_LOUVAIN] / 120 < 0.003);
}

/* On larger networks too; and Leiden leaves no node that gains by going elsewhere, or off on its own. */
static void no_node_gains_by_changing_its_community(void **state) {
    (void)state;
    uint64_t random = 44;
    for (int round = 0; round < 60; round++) {
        small_network it = small_random(&random, false, SMALL_MOST);
        ent_community_options options = ENT_COMMUNITY_OPTIONS_INIT;
        ent_run run = ENT_RUN_INIT;
        uint32_t labels[SMALL_MOST], count;
        double found;
        run.seed = (uint64_t)round;
        options.method = ENT_LOUVAIN;
        assert_int_equal(ent_communities(labels, &count, &found, it.network, &options, &run, NULL), ENT_OK);
        expect_promises(&it, labels, count);
        assert_int_equal(ent_communities(labels, &count, &found, it.network, NULL, &run, NULL), ENT_OK);
        expect_promises(&it, labels, count);
        for (uint32_t v = 0; v < it.n && !isnan(found); v++) {
            uint32_t own = labels[v];
            for (labels[v] = 0; labels[v] <= count; labels[v]++) {
                assert_true(modularity(&it, labels, ENT_WEIGHT_STRENGTH, 1.0) <= found + 1e-9);
            }
            labels[v] = own;
        }
        ent_network_free(it.network);
    }
}

enum { LARGE = 400, LARGE_EDGES = LARGE - 1 + LARGE / 4 };

/* A tree with some edges across: sparse, so that communities come apart when a node between their halves leaves. */
static ent_network *large_network(uint32_t *from, uint32_t *to, uint64_t *random) {
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    ent_network *network;
    for (uint32_t e = 0; e < LARGE_EDGES; e++) {
        to[e] = e + 1 < LARGE ? e + 1 : 1 + small_choice(random, LARGE - 1);
        from[e] = small_choice(random, to[e]);
    }
    list.node_count = LARGE;
    list.edge_count = LARGE_EDGES;
    list.from = from;
    list.to = to;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    return network;
}

/* How many parts the communities fall into: labels spread along the edges inside until none changes. */
static uint32_t parts_of(const uint32_t *labels, const uint32_t *from, const uint32_t *to) {
    uint32_t least[LARGE], parts = 0;
    bool changed = true;
    for (uint32_t v = 0; v < LARGE; v++) {
        least[v] = v;
    }
    while (changed) {
        changed = false;
        for (uint32_t e = 0; e < LARGE_EDGES; e++) {
            uint32_t *a = &least[from[e]], *b = &least[to[e]];
            if (labels[from[e]] == labels[to[e]] && *a != *b) {
                *a = *b = *a < *b ? *a : *b;
                changed = true;
            }
        }
    }
    for (uint32_t v = 0; v < LARGE; v++) {
        parts += least[v] == v;
    }
    return parts;
}

static int count_passes(void *context, double fraction) {
    (void)fraction;
    ++*(int *)context;
    return 0;
}

static void large_networks_keep_the_promises(void **state) {
    (void)state;
    static uint32_t from[LARGE_EDGES], to[LARGE_EDGES], labels[LARGE];
    uint64_t random = 45;
    ent_run run = ENT_RUN_INIT;
    int passes = 0;
    run.progress = count_passes;
    run.context = &passes;
    for (run.seed = 0; run.seed < 30; run.seed++) {
        ent_network *network = large_network(from, to, &random);
        ent_community_options options = ENT_COMMUNITY_OPTIONS_INIT;
        uint32_t count;
        double found, moved;
        for (int method = ENT_LOUVAIN; method >= ENT_LEIDEN; method--) {
            options.method = (ent_community_method)method;
            assert_int_equal(ent_communities(labels, &count, &found, network, &options, &run, NULL), ENT_OK);
            assert_int_equal(parts_of(labels, from, to), count);
        }
        for (uint32_t e = 0; e < LARGE_EDGES;
             e++) { /* no end of an edge gains by going over to the other's community */
            uint32_t own = labels[from[e]];
            labels[from[e]] = labels[to[e]];
            assert_int_equal(ent_modularity(&moved, network, labels, NULL, NULL), ENT_OK);
            assert_true(moved <= found + 1e-9);
            labels[from[e]] = own;
        }
        ent_network_free(network);
    }
    assert_in_range(passes, 60, 60 * 100); /* a few dozen passes a search; thousands if gains are imagined */
}

static void two_cliques_are_two_communities(void **state) {
    (void)state;
    uint32_t pairs[][2] = {{0, 2}, {0, 4}, {2, 4}, {1, 3}, {1, 5}, {3, 5}, {4, 5}};
    small_network it = small_from_pairs(6, false, pairs, 7, NULL, NULL);
    ent_community_options options = ENT_COMMUNITY_OPTIONS_INIT;
    uint32_t labels[6], count;
    double found;
    for (options.method = ENT_LEIDEN; options.method <= ENT_LOUVAIN; options.method++) {
        assert_int_equal(ent_communities(labels, &count, &found, it.network, &options, NULL, NULL), ENT_OK);
        assert_int_equal(count, 2);
        assert_memory_equal(labels, ((const uint32_t[]){0, 1, 0, 1, 0, 1}), sizeof labels);
        assert_close(found, 6.0 / 7.0 - 0.5); /* 6 of 7 ties inside, half the ends on each side */
    }
    ent_network_free(it.network);
}

static void the_seed_decides(void **state) {
    (void)state;
    uint64_t random = 43;
    small_network it = small_random(&random, false, SMALL_MOST);
    while (it.n < 20) {
        ent_network_free(it.network);
        it = small_random(&random, false, SMALL_MOST);
    }
    ent_run run = ENT_RUN_INIT;
    uint32_t first[SMALL_MOST], second[SMALL_MOST], count;
    double q, again;
    for (run.seed = 0; run.seed < 10; run.seed++) {
        run.threads = 1;
        assert_int_equal(ent_communities(first, &count, &q, it.network, NULL, &run, NULL), ENT_OK);
        run.threads = 4;
        assert_int_equal(ent_communities(second, &count, &again, it.network, NULL, &run, NULL), ENT_OK);
        assert_memory_equal(first, second, it.n * sizeof *first);
        assert_true(q == again);
    }
    ent_network_free(it.network);
}

static void options_out_of_range_are_refused(void **state) {
    (void)state;
    uint32_t pairs[][2] = {{0, 1}}, labels[2] = {0, 0}, count;
    small_network it = small_from_pairs(2, false, pairs, 1, NULL, NULL);
    ent_community_options wrong[4];
    double found;
    for (int i = 0; i < 4; i++) {
        wrong[i] = (ent_community_options)ENT_COMMUNITY_OPTIONS_INIT;
    }
    wrong[0].method = (ent_community_method)2;
    wrong[1].weight = ENT_WEIGHT_LENGTH;
    wrong[2].resolution = -1.0;
    wrong[3].resolution = NAN;
    for (int i = 0; i < 4; i++) {
        ent_error error = {ENT_OK, 0, 0, 0, ""};
        assert_int_equal(ent_communities(labels, &count, &found, it.network, &wrong[i], NULL, &error), ENT_EINVAL);
        assert_true(error.message[0] && count == 0);
        assert_int_equal(ent_modularity(&found, it.network, labels, &wrong[i], &error), ENT_EINVAL);
    }
    ent_network_free(it.network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(modularity_is_its_formula_for_any_labels),
        cmocka_unit_test(communities_hang_together_and_are_nearly_the_best),
        cmocka_unit_test(no_node_gains_by_changing_its_community),
        cmocka_unit_test(large_networks_keep_the_promises),
        cmocka_unit_test(two_cliques_are_two_communities),
        cmocka_unit_test(the_seed_decides),
        cmocka_unit_test(options_out_of_range_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
