/* Resistance and current flow: Ohm's and Kirchhoff's laws on random small networks, closed forms on small and large ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "every_path.h"

#define GRAPHS 2000

/* ---- Against a plain solution ------------------------------------------------------------------------------------- */

/* Gauss' elimination with pivoting in place; the last column becomes the solution. False: singular. */
static bool solve(long double rows[MOST_NODES][MOST_NODES + 1], uint32_t size) {
    for (uint32_t k = 0; k < size; k++) {
        uint32_t pivot = k;
        for (uint32_t i = k + 1; i < size; i++) {
            pivot = fabsl(rows[i][k]) > fabsl(rows[pivot][k]) ? i : pivot;
        }
        if (fabsl(rows[pivot][k]) < 1e-14L) {
            return false;
        }
        for (uint32_t j = 0; j <= size; j++) {
            long double moved = rows[k][j];
            rows[k][j] = rows[pivot][j];
            rows[pivot][j] = moved;
        }
        for (uint32_t i = 0; i < size; i++) {
            long double factor = i == k ? 0.0L : rows[i][k] / rows[k][k];
            for (uint32_t j = k; j <= size; j++) {
                rows[i][j] -= factor * rows[k][j];
            }
        }
    }
    for (uint32_t k = 0; k < size; k++) {
        rows[k][size] /= rows[k][k];
    }
    return true;
}

static double strength_of(const sample *of, uint32_t u, uint32_t v) {
    double sum = 0.0;
    for (size_t i = 0; i < of->count; i++) {
        bool joins = (of->from[i] == u && of->to[i] == v) || (of->from[i] == v && of->to[i] == u);
        sum += joins && u != v ? of->positive[i] : 0.0;
    }
    return sum;
}

static void mark_component(bool *inside, const sample *of, uint32_t node) {
    inside[node] = true;
    for (uint32_t v = 0; v < of->node_count; v++) {
        if (!inside[v] && strength_of(of, node, v) > 0.0) {
            mark_component(inside, of, v);
        }
    }
}

/* Kirchhoff's law at every node of the component but the target, which is held at 0, like those outside. */
static void find_potentials(double *potential, const sample *of, const bool *inside, uint32_t source, uint32_t target) {
    long double rows[MOST_NODES][MOST_NODES + 1] = {{0}};
    uint32_t n = of->node_count;
    for (uint32_t u = 0; u < n; u++) {
        if (!inside[u] || u == target) {
            rows[u][u] = 1.0L;
            continue;
        }
        for (uint32_t v = 0; v < n; v++) {
            rows[u][u] += strength_of(of, u, v);
            rows[u][v] -= strength_of(of, u, v);
        }
        rows[u][n] = u == source;
    }
    assert_true(solve(rows, n));
    for (uint32_t u = 0; u < n; u++) {
        potential[u] = (double)rows[u][n];
    }
}

static double current_through(const sample *of, const double *potential, uint32_t node) {
    double sum = 0.0;
    for (uint32_t v = 0; v < of->node_count; v++) {
        sum += 0.5 * strength_of(of, node, v) * fabs(potential[node] - potential[v]);
    }
    return sum;
}

static void currents_obey_ohm_and_kirchhoff(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < GRAPHS; seed++) {
        uint64_t stream = seed + 0x30000000u;
        sample of = random_sample(seed, MOST_NODES);
        ent_network *network = network_of(&of);
        uint32_t source = below(&stream, of.node_count);
        uint32_t target = (source + 1 + below(&stream, of.node_count - 1)) % of.node_count;
        bool inside[MOST_NODES] = {false};
        double potential[MOST_NODES], scores[MOST_NODES], resistance;
        mark_component(inside, &of, source);
        assert_int_equal(ent_resistance(&resistance, network, source, target, NULL, NULL), ENT_OK);
        assert_int_equal(ent_current_flow(scores, network, source, target, NULL, NULL), ENT_OK);
        if (inside[target]) {
            find_potentials(potential, &of, inside, source, target);
        }
        assert_close(resistance, inside[target] ? potential[source] : INFINITY);
        for (uint32_t v = 0; v < of.node_count; v++) {
            double through = inside[target] && inside[v] ? current_through(&of, potential, v) : 0.0;
            bool is_end = v == source || v == target;
            assert_close(scores[v], !inside[target] ? NAN : is_end ? 1.0 : through);
        }
        ent_network_free(network);
    }
}

/* ---- Closed forms ------------------------------------------------------------------------------------------------- */

/* A ring of n nodes with the strengths 1 + i % 3 from i to i + 1. */
static ent_network *ring(uint32_t n) {
    uint32_t *ends = calloc(2 * n, sizeof *ends);
    double *strengths = calloc(n, sizeof *strengths);
    assert_true(ends && strengths);
    for (uint32_t i = 0; i < n; i++) {
        ends[i] = i;
        ends[n + i] = (i + 1) % n;
        strengths[i] = 1.0 + i % 3;
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = n;
    list.edge_count = n;
    list.from = ends;
    list.to = ends + n;
    list.positive = strengths;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    free(ends);
    free(strengths);
    return network;
}

/* Two ways of resistance a and b side by side have a b / (a + b); the current on the first is b / (a + b). */
static void a_ring_is_two_resistors_side_by_side(void **state) {
    (void)state;
    static const uint32_t sizes[] = {3, 30, 300, 900}; /* the last is solved by conjugate gradients */
    for (int i = 0; i < 4; i++) {
        uint32_t n = sizes[i], target = n / 3;
        double a = 0.0, b = 0.0, resistance, *scores = calloc(n, sizeof *scores);
        for (uint32_t j = 0; j < n; j++) {
            *(j < target ? &a : &b) += 1.0 / (1.0 + j % 3);
        }
        ent_network *network = ring(n);
        assert_int_equal(ent_resistance(&resistance, network, 0, target, NULL, NULL), ENT_OK);
        assert_close(resistance / (a * b / (a + b)), 1.0);
        assert_int_equal(ent_current_flow(scores, network, 0, target, NULL, NULL), ENT_OK);
        for (uint32_t j = 1; j < n; j++) {
            double expected = j < target ? b / (a + b) : j == target ? 1.0 : a / (a + b);
            assert_true(fabs(scores[j] - expected) < 1e-10);
        }
        free(scores);
        ent_network_free(network);
    }
}

static void unlike_strengths_lose_no_digit_of_the_resistance(void **state) {
    (void)state;
    /* 0 -1e12- 1 -1e-12- 2 -1e12- 3, and 0 -1- 3. */
    static const sample of = {.node_count = 4,
                              .count = 4,
                              .from = {0, 1, 2, 0},
                              .to = {1, 2, 3, 3},
                              .positive = {1e12, 1e-12, 1e12, 1},
                              .length = {1, 1, 1, 1},
                              .kinds = {2, 2, 2, 2}};
    ent_network *network = network_of(&of);
    double resistance;
    assert_int_equal(ent_resistance(&resistance, network, 1, 2, NULL, NULL), ENT_OK);
    double over = 2e-12 + 1.0;
    assert_close(resistance, 1e12 * over / (1e12 + over));
    ent_network_free(network);
}

static void the_same_node_and_no_node(void **state) {
    (void)state;
    double resistance = 5.0, scores[5] = {9, 9, 9, 9, 9};
    ent_network *network = ring(5);
    assert_int_equal(ent_resistance(&resistance, network, 2, 2, NULL, NULL), ENT_OK);
    assert_close(resistance, 0.0);
    assert_int_equal(ent_current_flow(scores, network, 2, 2, NULL, NULL), ENT_OK);
    assert_close(scores[2], 0.0);
    assert_int_equal(ent_resistance(&resistance, network, 2, 5, NULL, NULL), ENT_EINVAL);
    assert_int_equal(ent_current_flow(scores, network, 5, 2, NULL, NULL), ENT_EINVAL);
    ent_network_free(network);
}

static int stop(void *context, double fraction) {
    (void)context, (void)fraction;
    return 1;
}

static void a_large_circuit_can_be_cancelled(void **state) {
    (void)state;
    double resistance;
    ent_network *network = ring(400);
    ent_run run = ENT_RUN_INIT;
    run.progress = stop;
    assert_int_equal(ent_resistance(&resistance, network, 0, 200, &run, NULL), ENT_ECANCELLED);
    ent_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(currents_obey_ohm_and_kirchhoff),
        cmocka_unit_test(a_ring_is_two_resistors_side_by_side),
        cmocka_unit_test(unlike_strengths_lose_no_digit_of_the_resistance),
        cmocka_unit_test(the_same_node_and_no_node),
        cmocka_unit_test(a_large_circuit_can_be_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
