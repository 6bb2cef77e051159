/* Scores that have closed forms, or that papers print: star, path, cycle, complete graph, Krackhardt's kite, Zachary's club. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "small_network.h"

/* Expects each measure in unit weight and mode out. */
static void expect(const small_network *it, ent_measure measure, const double *expected) {
    double found[SMALL_MOST];
    small_score(found, it, measure, ENT_WEIGHT_UNIT, ENT_OUT, 0);
    for (uint32_t v = 0; v < it->n; v++) {
        assert_close(found[v], expected[v]);
    }
}

static void a_star_has_its_closed_forms(void **state) {
    (void)state;
    uint32_t pairs[][2] = {{0, 1}, {0, 2}, {0, 3}, {0, 4}};
    small_network it = small_from_pairs(5, false, pairs, 4, NULL, NULL);
    double h = (1.0 + 3.0 * 0.5) / 4.0, leaf = 0.5;
    expect(&it, ENT_MEASURE_DEGREE, (const double[]){4, 1, 1, 1, 1});
    expect(&it, ENT_MEASURE_STRENGTH, (const double[]){4, 1, 1, 1, 1});
    expect(&it, ENT_MEASURE_CLOSENESS, (const double[]){1, 4.0 / 7, 4.0 / 7, 4.0 / 7, 4.0 / 7});
    expect(&it, ENT_MEASURE_HARMONIC, (const double[]){1, h, h, h, h});
    expect(&it, ENT_MEASURE_ECCENTRICITY, (const double[]){1, 2, 2, 2, 2});
    expect(&it, ENT_MEASURE_BETWEENNESS, (const double[]){6, 0, 0, 0, 0});
    expect(&it, ENT_MEASURE_EIGENVECTOR, (const double[]){1, leaf, leaf, leaf, leaf}); /* 1 / sqrt(n - 1) */
    expect(&it, ENT_MEASURE_CORENESS, (const double[]){1, 1, 1, 1, 1});
    expect(&it, ENT_MEASURE_CONSTRAINT, (const double[]){0.25, 1, 1, 1, 1});
    expect(&it, ENT_MEASURE_EFFECTIVE_SIZE, (const double[]){4, 1, 1, 1, 1});
    expect(&it, ENT_MEASURE_HIERARCHY, (const double[]){0, 1, 1, 1, 1});
    expect(&it, ENT_MEASURE_CLUSTERING, (const double[]){0, NAN, NAN, NAN, NAN});
    ent_network_free(it.network);
}

static void a_path_has_its_closed_forms(void **state) {
    (void)state;
    uint32_t pairs[][2] = {{0, 1}, {1, 2}, {2, 3}, {3, 4}};
    small_network it = small_from_pairs(5, false, pairs, 4, NULL, NULL);
    const double expected[] = {4, 6, 6, 4};
    double edges[4], side = sqrt(3.0) / 2.0; /* sin(pi i / 6) */
    expect(&it, ENT_MEASURE_BETWEENNESS, (const double[]){0, 3, 4, 3, 0});
    expect(&it, ENT_MEASURE_ECCENTRICITY, (const double[]){4, 3, 2, 3, 4});
    expect(&it, ENT_MEASURE_EIGENVECTOR, (const double[]){0.5, side, 1, side, 0.5});
    assert_int_equal(ent_edge_betweenness(edges, it.network, NULL, NULL, NULL), ENT_OK);
    for (int e = 0; e < 4; e++) {
        assert_close(edges[e], expected[e]);
    }
    ent_network_free(it.network);
}

static void cycles_and_complete_graphs_are_alike_all_over(void **state) {
    (void)state;
    uint32_t cycle[][2] = {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {0, 4}};
    uint32_t complete[][2] = {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}};
    small_network ring = small_from_pairs(5, false, cycle, 5, NULL, NULL);
    small_network full = small_from_pairs(4, false, complete, 6, NULL, NULL);
    const double one[] = {1, 1, 1, 1, 1}, fifth[] = {0.2, 0.2, 0.2, 0.2, 0.2}, zero[] = {0, 0, 0, 0, 0};
    const double three[] = {3, 3, 3, 3}, c = 3.0 * (1.0 / 3 + 2.0 / 9) * (1.0 / 3 + 2.0 / 9);
    expect(&ring, ENT_MEASURE_BETWEENNESS, one); /* each is the one way between its neighbours */
    expect(&ring, ENT_MEASURE_PAGERANK, fifth);
    expect(&ring, ENT_MEASURE_HUB, one);
    expect(&ring, ENT_MEASURE_CLUSTERING, zero);
    expect(&full, ENT_MEASURE_BETWEENNESS, zero);
    expect(&full, ENT_MEASURE_CLOSENESS, one);
    expect(&full, ENT_MEASURE_CLUSTERING, one);
    expect(&full, ENT_MEASURE_CORENESS, three);
    expect(&full, ENT_MEASURE_EFFECTIVE_SIZE, one);
    expect(&full, ENT_MEASURE_CONSTRAINT, (const double[]){c, c, c, c});
    ent_network_free(ring.network);
    ent_network_free(full.network);
}

/* Krackhardt 1990: degree, betweenness and closeness name three different actors: Diane, Heather, Fernando and Garth. */
static void the_kite_tells_the_three_centralities_apart(void **state) {
    (void)state;
    uint32_t kite[][2] = {{0, 1}, {0, 2}, {0, 3}, {0, 5}, {1, 3}, {1, 4}, {1, 6}, {2, 3}, {2, 5},
                          {3, 4}, {3, 5}, {3, 6}, {4, 6}, {5, 6}, {5, 7}, {6, 7}, {7, 8}, {8, 9}};
    small_network it = small_from_pairs(10, false, kite, 18, NULL, NULL);
    double found[10];
    expect(&it, ENT_MEASURE_DEGREE, (const double[]){4, 4, 3, 6, 3, 5, 5, 3, 2, 1});
    small_score(found, &it, ENT_MEASURE_BETWEENNESS, ENT_WEIGHT_UNIT, ENT_OUT, 1);
    const double published[] = {.023, .023, .000, .102, .000, .231, .231, .389, .222, .000};
    for (int v = 0; v < 10; v++) {
        assert_true(fabs(found[v] - published[v]) <= 0.0005);
    }
    small_score(found, &it, ENT_MEASURE_CLOSENESS, ENT_WEIGHT_UNIT, ENT_OUT, 0);
    const double close[] = {.529, .529, .500, .600, .500, .643, .643, .600, .429, .310};
    for (int v = 0; v < 10; v++) {
        assert_true(fabs(found[v] - close[v]) <= 0.0005);
    }
    ent_network_free(it.network);
}

/* Zachary 1977, nodes from 0: the instructor is 0, the officer 33. Betweenness as in Newman & Girvan's and igraph's figures,
 * modularity's optimum as in Brandes et al. 2008. */
static void zacharys_club_has_its_published_figures(void **state) {
    (void)state;
    uint32_t club[][2] = {{0, 1},   {0, 2},   {0, 3},   {0, 4},   {0, 5},   {0, 6},   {0, 7},   {0, 8},   {0, 10},
                          {0, 11},  {0, 12},  {0, 13},  {0, 17},  {0, 19},  {0, 21},  {0, 31},  {1, 2},   {1, 3},
                          {1, 7},   {1, 13},  {1, 17},  {1, 19},  {1, 21},  {1, 30},  {2, 3},   {2, 7},   {2, 8},
                          {2, 9},   {2, 13},  {2, 27},  {2, 28},  {2, 32},  {3, 7},   {3, 12},  {3, 13},  {4, 6},
                          {4, 10},  {5, 6},   {5, 10},  {5, 16},  {6, 16},  {8, 30},  {8, 32},  {8, 33},  {9, 33},
                          {13, 33}, {14, 32}, {14, 33}, {15, 32}, {15, 33}, {18, 32}, {18, 33}, {19, 33}, {20, 32},
                          {20, 33}, {22, 32}, {22, 33}, {23, 25}, {23, 27}, {23, 29}, {23, 32}, {23, 33}, {24, 25},
                          {24, 27}, {24, 31}, {25, 31}, {26, 29}, {26, 33}, {27, 33}, {28, 31}, {28, 33}, {29, 32},
                          {29, 33}, {30, 32}, {30, 33}, {31, 32}, {31, 33}, {32, 33}};
    small_network it = small_from_pairs(34, false, club, sizeof club / sizeof *club, NULL, NULL);
    double found[34], q, t;
    uint32_t labels[34], count;
    small_score(found, &it, ENT_MEASURE_BETWEENNESS, ENT_WEIGHT_UNIT, ENT_OUT, 0);
    assert_true(fabs(found[0] - 231.07) < 0.005 && fabs(found[33] - 160.55) < 0.005);
    assert_int_equal(ent_transitivity(&t, it.network, NULL, NULL), ENT_OK);
    assert_close(t, 135.0 / 528.0); /* 45 triangles */
    assert_int_equal(ent_communities(labels, &count, &q, it.network, NULL, NULL, NULL), ENT_OK);
    assert_true(q > 0.41 && q < 0.4197897);
    ent_network_free(it.network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_star_has_its_closed_forms),
        cmocka_unit_test(a_path_has_its_closed_forms),
        cmocka_unit_test(cycles_and_complete_graphs_are_alike_all_over),
        cmocka_unit_test(the_kite_tells_the_three_centralities_apart),
        cmocka_unit_test(zacharys_club_has_its_published_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
