/* Components, cuts, cores and triangles on random networks against their definitions: removing, counting, trying. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "small_network.h"

typedef struct reach {
    bool at[SMALL_MOST][SMALL_MOST];
} reach;

/* Who reaches whom, without one node and one undirected edge (ENT_NONE: with all). Warshall 1962. */
static reach reach_without(const small_network *it, uint32_t node, uint32_t u, uint32_t v) {
    reach made = {{{false}}};
    for (uint32_t a = 0; a < it->n; a++) {
        for (uint32_t b = 0; b < it->n; b++) {
            bool cut = a == node || b == node || (a == u && b == v) || (a == v && b == u);
            made.at[a][b] = !cut && (a == b || it->p[a][b] > 0.0);
        }
    }
    for (uint32_t k = 0; k < it->n; k++) {
        for (uint32_t a = 0; a < it->n; a++) {
            for (uint32_t b = 0; b < it->n; b++) {
                made.at[a][b] = made.at[a][b] || (made.at[a][k] && made.at[k][b]);
            }
        }
    }
    return made;
}

/* Labels of who reach each other, in the order of their smallest node; how many. */
static uint32_t label(uint32_t *labels, const small_network *it, const reach *r) {
    uint32_t count = 0;
    for (uint32_t a = 0; a < it->n; a++) {
        labels[a] = ENT_NONE;
        for (uint32_t b = 0; b < a && labels[a] == ENT_NONE; b++) {
            labels[a] = r->at[a][b] && r->at[b][a] ? labels[b] : ENT_NONE;
        }
        labels[a] = labels[a] == ENT_NONE ? count++ : labels[a];
    }
    return count;
}

static uint32_t parts_without(const small_network *it, uint32_t node, uint32_t u, uint32_t v) {
    uint32_t labels[SMALL_MOST];
    reach r = reach_without(it, node, u, v);
    return label(labels, it, &r); /* a node left out is a part of its own */
}

static void components_are_who_reach_each_other(void **state) {
    (void)state;
    uint64_t random = 31;
    for (int round = 0; round < 200; round++) {
        small_network it = small_random(&random, round % 2, 12), flat = small_projection(&it);
        uint32_t expected[SMALL_MOST], found[SMALL_MOST], count;
        reach along = reach_without(&it, ENT_NONE, ENT_NONE, ENT_NONE);
        reach both = reach_without(&flat, ENT_NONE, ENT_NONE, ENT_NONE);
        uint32_t strong = label(expected, &it, &along);
        assert_int_equal(ent_components(found, &count, it.network, 1, NULL, NULL), ENT_OK);
        assert_int_equal(count, strong);
        assert_memory_equal(found, expected, it.n * sizeof *found);
        uint32_t weak = label(expected, &it, &both);
        assert_int_equal(ent_components(found, &count, it.network, 0, NULL, NULL), ENT_OK);
        assert_int_equal(count, weak);
        assert_memory_equal(found, expected, it.n * sizeof *found);
        ent_network_free(it.network);
    }
}

/* Cliques whose nodes take turns, so that a tie between two of them stands behind others in the rows of both its ends. */
static small_network cliques_in_turns(uint64_t *random, bool directed) {
    uint32_t pairs[SMALL_MOST * SMALL_MOST][2], parts = 1 + small_choice(random, 5), n = 6 * parts;
    size_t count = 0;
    for (uint32_t u = 0; u < n; u++) {
        for (uint32_t v = u + 1; v < n; v++) {
            if (u % parts == v % parts || (u / parts > 3 && small_choice(random, 12 * parts) == 0)) {
                bool turned = small_choice(random, 2);
                pairs[count][0] = turned ? v : u;
                pairs[count++][1] = turned ? u : v;
            }
        }
    }
    return small_from_pairs(n, directed, pairs, count, NULL, NULL);
}

static void one_late_tie_makes_cliques_one_component(void **state) {
    (void)state;
    uint64_t random = 30;
    bool seen[SMALL_MOST] = {false};
    for (int round = 0; round < 200; round++) {
        small_network it = cliques_in_turns(&random, round % 2), flat = small_projection(&it);
        uint32_t expected[SMALL_MOST], found[SMALL_MOST], count;
        reach all = reach_without(&flat, ENT_NONE, ENT_NONE, ENT_NONE);
        uint32_t parts = label(expected, &it, &all);
        assert_int_equal(ent_components(found, &count, it.network, 0, NULL, NULL), ENT_OK);
        assert_int_equal(count, parts);
        assert_memory_equal(found, expected, it.n * sizeof *found);
        seen[count] = true;
        ent_network_free(it.network);
    }
    assert_true(seen[1] && seen[2] && seen[3] && seen[4]);
}

static void removing_a_cut_leaves_more_parts(void **state) {
    (void)state;
    uint64_t random = 32;
    for (int round = 0; round < 200; round++) {
        small_network it = small_random(&random, round % 2, 12), flat = small_projection(&it);
        uint32_t nodes[SMALL_MOST], u[SMALL_MOST], v[SMALL_MOST], count, next = 0;
        uint32_t whole = parts_without(&flat, ENT_NONE, ENT_NONE, ENT_NONE);
        assert_int_equal(ent_articulation_points(nodes, &count, it.network, NULL, NULL), ENT_OK);
        for (uint32_t node = 0; node < it.n; node++) {
            if (parts_without(&flat, node, ENT_NONE, ENT_NONE) > whole + 1) {
                assert_true(next < count && nodes[next] == node);
                next++;
            }
        }
        assert_int_equal(next, count);
        assert_int_equal(ent_bridges(u, v, &count, it.network, NULL, NULL), ENT_OK);
        next = 0;
        for (uint32_t a = 0; a < it.n; a++) {
            for (uint32_t b = a + 1; b < it.n; b++) {
                if (flat.p[a][b] > 0.0 && parts_without(&flat, ENT_NONE, a, b) > whole) {
                    assert_true(next < count && u[next] == a && v[next] == b);
                    next++;
                }
            }
        }
        assert_int_equal(next, count);
        ent_network_free(it.network);
    }
}

/* Takes away nodes of degree below k until none is left; true if the node stays. */
static bool is_in_core(const small_network *it, ent_mode mode, uint32_t node, double k) {
    bool in[SMALL_MOST], changed = true;
    for (uint32_t v = 0; v < it->n; v++) {
        in[v] = true;
    }
    while (changed) {
        changed = false;
        for (uint32_t v = 0; v < it->n; v++) {
            double degree = 0.0;
            for (uint32_t w = 0; w < it->n; w++) {
                bool out = !it->directed || mode != ENT_IN, into = it->directed && mode != ENT_OUT;
                degree += in[w] && out && it->p[v][w] > 0.0 ? 1.0 : 0.0;
                degree += in[w] && into && it->p[w][v] > 0.0 ? 1.0 : 0.0;
            }
            if (in[v] && degree < k) {
                in[v] = false;
                changed = true;
            }
        }
    }
    return in[node];
}

static void coreness_is_the_greatest_core_one_stays_in(void **state) {
    (void)state;
    uint64_t random = 33;
    for (int round = 0; round < 100; round++) {
        small_network it = small_random(&random, round % 2, 12);
        for (ent_mode mode = ENT_OUT; mode <= ENT_ALL; mode++) {
            double found[SMALL_MOST];
            small_score(found, &it, ENT_MEASURE_CORENESS, ENT_WEIGHT_UNIT, mode, 0);
            for (uint32_t v = 0; v < it.n; v++) {
                assert_true(is_in_core(&it, mode, v, found[v]));
                assert_false(is_in_core(&it, mode, v, found[v] + 1.0));
            }
        }
        ent_network_free(it.network);
    }
}

static void clustering_is_the_share_of_tied_neighbours(void **state) {
    (void)state;
    uint64_t random = 34;
    for (int round = 0; round < 100; round++) {
        small_network it = small_random(&random, round % 2, 14), flat = small_projection(&it);
        double found[SMALL_MOST], closed = 0.0, all = 0.0, transitivity;
        small_score(found, &it, ENT_MEASURE_CLUSTERING, ENT_WEIGHT_UNIT, ENT_OUT, 0);
        for (uint32_t v = 0; v < it.n; v++) {
            double tied = 0.0, pairs = 0.0;
            for (uint32_t a = 0; a < it.n; a++) {
                for (uint32_t b = a + 1; b < it.n; b++) {
                    bool both = flat.p[v][a] > 0.0 && flat.p[v][b] > 0.0;
                    pairs += both;
                    tied += both && flat.p[a][b] > 0.0;
                }
            }
            closed += tied;
            all += pairs;
            assert_close(found[v], pairs > 0.0 ? tied / pairs : NAN);
        }
        assert_int_equal(ent_transitivity(&transitivity, it.network, NULL, NULL), ENT_OK);
        assert_close(transitivity, all > 0.0 ? closed / all : NAN);
        ent_network_free(it.network);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(components_are_who_reach_each_other),
        cmocka_unit_test(one_late_tie_makes_cliques_one_component),
        cmocka_unit_test(removing_a_cut_leaves_more_parts),
        cmocka_unit_test(coreness_is_the_greatest_core_one_stays_in),
        cmocka_unit_test(clustering_is_the_share_of_tied_neighbours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
