/* Distances and betweenness on random networks against a list of every path there is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "small_network.h"

typedef struct walk {
    const small_network *it;
    ent_weight weight;
    uint32_t source, target, path[SMALL_MOST], hops;
    double least; /* cost of the shortest paths */
    double count; /* of them */
    double through[SMALL_MOST]; /* how many pass each node inside */
    double over[SMALL_MOST][SMALL_MOST]; /* and each arc */
} walk;

static void note(walk *w, double cost) {
    if (cost > w->least && !ent__equal(cost, w->least)) {
        return;
    }
    w->count += 1.0;
    for (uint32_t i = 0; i < w->hops; i++) {
        w->over[w->path[i]][w->path[i + 1]] += 1.0;
        w->through[w->path[i]] += i > 0;
    }
}

/* Goes on from the end of the path to the target over every simple path; first to find the least cost, then to count. */
static void go(walk *w, double cost, bool counting) {
    uint32_t node = w->path[w->hops];
    if (node == w->target) {
        counting ? note(w, cost) : (void)(w->least = fmin(w->least, cost));
        return;
    }
    for (uint32_t v = 0; v < w->it->n; v++) {
        double length = small_weight(w->it, node, v, w->weight);
        bool visited = false;
        for (uint32_t i = 0; i <= w->hops; i++) {
            visited = visited || w->path[i] == v;
        }
        if (length > 0.0 && !visited) {
            w->path[++w->hops] = v;
            go(w, cost + length, counting);
            w->hops--;
        }
    }
}

static walk walk_all(const small_network *it, ent_weight weight, uint32_t source, uint32_t target) {
    walk w = {.it = it, .weight = weight, .source = source, .target = target, .least = INFINITY};
    w.path[0] = source;
    go(&w, 0.0, false);
    go(&w, 0.0, true);
    return w;
}

static void expect_betweenness(const small_network *it, ent_weight weight) {
    double nodes[SMALL_MOST] = {0}, arcs[SMALL_MOST][SMALL_MOST] = {{0}}, found[SMALL_MOST * SMALL_MOST];
    double half = it->directed ? 1.0 : 0.5, n = it->n;
    for (uint32_t s = 0; s < it->n; s++) {
        for (uint32_t t = 0; t < it->n; t++) {
            walk w = walk_all(it, weight, s, t);
            for (uint32_t v = 0; v < it->n && s != t && w.count > 0.0; v++) {
                nodes[v] += half * w.through[v] / w.count;
                for (uint32_t x = 0; x < it->n; x++) {
                    arcs[v][x] += half * w.over[v][x] / w.count;
                }
            }
        }
    }
    small_score(found, it, ENT_MEASURE_BETWEENNESS, weight, ENT_OUT, 0);
    for (uint32_t v = 0; v < it->n; v++) {
        assert_close(found[v], nodes[v]);
    }
    small_score(found, it, ENT_MEASURE_BETWEENNESS, weight, ENT_OUT, 1);
    for (uint32_t v = 0; v < it->n; v++) {
        assert_close(found[v], it->n < 3 ? NAN : nodes[v] / half / ((n - 1.0) * (n - 2.0)));
    }
    ent_edges edges = ENT_EDGES_INIT;
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.weight = weight;
    assert_int_equal(ent_network_edges(&edges, it->network, NULL), ENT_OK);
    for (options.normalized = -1; options.normalized <= 1; options.normalized += 2) {
        assert_int_equal(ent_edge_betweenness(found, it->network, &options, NULL, NULL), ENT_OK);
        for (uint32_t e = 0; e < edges.count; e++) {
            uint32_t u = edges.from[e], v = edges.to[e];
            double sum = it->directed ? arcs[u][v] : arcs[u][v] + arcs[v][u];
            assert_close(found[e], options.normalized > 0 ? sum / half / (n * (n - 1.0)) : sum);
        }
    }
}

static void betweenness_is_the_share_of_all_shortest_paths(void **state) {
    (void)state;
    uint64_t random = 1;
    for (int round = 0; round < 120; round++) {
        small_network it = small_random(&random, round % 2, 6);
        for (ent_weight weight = ENT_WEIGHT_UNIT; weight <= ENT_WEIGHT_INVERSE; weight++) {
            expect_betweenness(&it, weight);
        }
        ent_network_free(it.network);
    }
}

static void expect_distances(const small_network *network, ent_weight weight, ent_mode mode) {
    small_network it = small_by_mode(network, mode);
    double closeness[SMALL_MOST], plain[SMALL_MOST], harmonic[SMALL_MOST], raw[SMALL_MOST], far[SMALL_MOST];
    it.network = network->network;
    small_score(closeness, &it, ENT_MEASURE_CLOSENESS, weight, mode, 0);
    small_score(plain, &it, ENT_MEASURE_CLOSENESS, weight, mode, -1);
    small_score(harmonic, &it, ENT_MEASURE_HARMONIC, weight, mode, 1);
    small_score(raw, &it, ENT_MEASURE_HARMONIC, weight, mode, -1);
    small_score(far, &it, ENT_MEASURE_ECCENTRICITY, weight, mode, 0);
    for (uint32_t v = 0; v < it.n; v++) {
        double reached = 0.0, sum = 0.0, inverse = 0.0, greatest = NAN, others = it.n - 1.0;
        for (uint32_t w = 0; w < it.n; w++) {
            double distance = walk_all(&it, weight, v, w).least;
            if (w != v && isfinite(distance)) {
                reached += 1.0;
                sum += distance;
                inverse += 1.0 / distance;
                greatest = fmax(greatest, distance);
            }
        }
        assert_close(closeness[v], it.n == 1 ? NAN : reached > 0.0 ? reached / others * (reached / sum) : 0.0);
        assert_close(plain[v], reached > 0.0 ? reached / sum : 0.0);
        assert_close(harmonic[v], it.n == 1 ? NAN : inverse / others);
        assert_close(raw[v], inverse);
        assert_close(far[v], greatest);
    }
}

static void closeness_harmonic_and_eccentricity_follow_from_all_distances(void **state) {
    (void)state;
    uint64_t random = 2;
    for (int round = 0; round < 60; round++) {
        small_network it = small_random(&random, round % 2, 6);
        for (ent_weight weight = ENT_WEIGHT_UNIT; weight <= ENT_WEIGHT_INVERSE; weight++) {
            for (ent_mode mode = ENT_OUT; mode <= ENT_ALL; mode++) {
                expect_distances(&it, weight, mode);
            }
        }
        ent_network_free(it.network);
    }
}

static void the_mean_distance_is_over_pairs_that_reach_each_other(void **state) {
    (void)state;
    uint64_t random = 3;
    for (int round = 0; round < 60; round++) {
        small_network it = small_random(&random, round % 2, 6);
        double count = 0.0, sum = 0.0, found;
        for (uint32_t s = 0; s < it.n; s++) {
            for (uint32_t t = 0; t < it.n; t++) {
                double distance = walk_all(&it, ENT_WEIGHT_LENGTH, s, t).least;
                count += s != t && isfinite(distance);
                sum += s != t && isfinite(distance) ? distance : 0.0;
            }
        }
        assert_int_equal(ent_mean_distance(&found, it.network, ENT_WEIGHT_LENGTH, NULL, NULL), ENT_OK);
        assert_close(found, count > 0.0 ? sum / count : NAN);
        assert_int_equal(ent_mean_distance(&found, it.network, ENT_WEIGHT_STRENGTH, NULL, NULL), ENT_EINVAL);
        ent_network_free(it.network);
    }
}

/* 0.1 + 0.2 and 0.3 differ in the last bit, yet are one length: two paths from 0 to 3. */
static void lengths_that_differ_by_rounding_are_equal(void **state) {
    (void)state;
    uint32_t pairs[][2] = {{0, 1}, {1, 3}, {0, 2}, {2, 3}};
    const double lengths[] = {0.1, 0.2, 0.15, 0.15};
    small_network it = small_from_pairs(4, false, pairs, 4, NULL, lengths);
    double found[4];
    small_score(found, &it, ENT_MEASURE_BETWEENNESS, ENT_WEIGHT_LENGTH, ENT_OUT, 0);
    assert_true(0.1 + 0.2 != 0.15 + 0.15);
    assert_close(found[1], 0.5);
    assert_close(found[2], 0.5);
    ent_network_free(it.network);
}

/* A chain of diamonds doubles the number of paths at each: 2^1100 is more than a double holds. */
static void more_paths_than_can_be_counted_are_an_error(void **state) {
    (void)state;
    enum { DIAMONDS = 1100 };
    static uint32_t from[4 * DIAMONDS], to[4 * DIAMONDS];
    for (uint32_t i = 0; i < DIAMONDS; i++) {
        from[4 * i] = from[4 * i + 1] = 3 * i;
        to[4 * i] = from[4 * i + 2] = 3 * i + 1;
        to[4 * i + 1] = from[4 * i + 3] = 3 * i + 2;
        to[4 * i + 2] = to[4 * i + 3] = 3 * i + 3;
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = 3 * DIAMONDS + 1;
    list.edge_count = 4 * DIAMONDS;
    list.from = from;
    list.to = to;
    static double scores[4 * DIAMONDS];
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    for (options.weight = ENT_WEIGHT_UNIT; options.weight <= ENT_WEIGHT_LENGTH; options.weight++) {
        ent_status status = ent_network_score(scores, network, ENT_MEASURE_BETWEENNESS, &options, NULL, NULL);
        assert_int_equal(status, ENT_ELIMIT);
        assert_int_equal(ent_edge_betweenness(scores, network, &options, NULL, NULL), ENT_ELIMIT);
    }
    ent_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(betweenness_is_the_share_of_all_shortest_paths),
        cmocka_unit_test(closeness_harmonic_and_eccentricity_follow_from_all_distances),
        cmocka_unit_test(the_mean_distance_is_over_pairs_that_reach_each_other),
        cmocka_unit_test(lengths_that_differ_by_rounding_are_equal),
        cmocka_unit_test(more_paths_than_can_be_counted_are_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
