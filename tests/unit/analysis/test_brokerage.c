/* Brokerage by definition on random networks; both nulls by enumerating all that chance could give. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "base/base_internal.h"
#include <entente/brokerage.h>
#include <stdlib.h>
#include <string.h>

#define MOST 6
#define ROLES ENT_BROKERAGE_COLUMNS

typedef bool arcs_of[MOST][MOST];

static void assert_near(double found, double expected) {
    if (fabs(found - expected) > 1e-9 * fmax(1.0, fabs(expected))) {
        print_error("%.17g, expected %.17g\n", found, expected);
        fail();
    }
}

/* What node j brokers, straight from the definition. */
static void count_by_definition(double counts[ROLES], arcs_of arcs, const uint32_t *groups, uint32_t n, uint32_t j) {
    memset(counts, 0, ROLES * sizeof *counts);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < n; k++) {
            uint32_t a = groups[i], b = groups[j], c = groups[k];
            if (i == j || j == k || i == k || a == ENT_NONE || b == ENT_NONE || c == ENT_NONE || !arcs[i][j] ||
                !arcs[j][k] || arcs[i][k]) {
                continue;
            }
            counts[ENT_ROLE_COORDINATOR] += a == b && b == c;
            counts[ENT_ROLE_CONSULTANT] += a == c && a != b;
            counts[ENT_ROLE_GATEKEEPER] += b == c && a != b;
            counts[ENT_ROLE_REPRESENTATIVE] += a == b && b != c;
            counts[ENT_ROLE_LIAISON] += a != b && b != c && a != c;
            counts[ENT_BROKERAGE_TOTAL] += 1.0;
        }
    }
}

typedef struct sample {
    uint32_t n;
    bool directed;
    arcs_of arcs;
    uint32_t groups[MOST];
    ent_network *network;
    double counts[MOST * ROLES], expected[MOST * ROLES], deviation[MOST * ROLES], z[MOST * ROLES];
} sample;

static void make_sample(sample *s, uint64_t seed, uint32_t most, bool with_none, ent_brokerage_null null) {
    uint64_t random = seed;
    uint32_t from[MOST * MOST], to[MOST * MOST], count = 0, kinds = 1 + (uint32_t)(ent__random(&random) % 4);
    *s = (sample){.n = 2 + (uint32_t)(ent__random(&random) % (most - 1)), .directed = ent__random(&random) % 2};
    for (uint32_t u = 0; u < s->n; u++) {
        s->groups[u] = 100 + (uint32_t)(ent__random(&random) % kinds);
        if (with_none && ent__random(&random) % 5 == 0) {
            s->groups[u] = ENT_NONE;
        }
        for (uint32_t v = s->directed ? 0 : u + 1; v < s->n; v++) {
            if (u != v && ent__random(&random) % 2) {
                from[count] = u;
                to[count++] = v;
                s->arcs[u][v] = true;
                s->arcs[v][u] |= !s->directed;
            }
        }
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = s->n;
    list.directed = s->directed;
    list.edge_count = count;
    list.from = from;
    list.to = to;
    assert_int_equal(ent_network_from_edges(&s->network, &list, NULL, NULL), ENT_OK);
    ent_brokerage into = ENT_BROKERAGE_INIT;
    into.counts = s->counts;
    into.expected = s->expected;
    into.deviation = s->deviation;
    into.z = s->z;
    assert_int_equal(ent_brokerage_count(&into, s->network, s->groups, null, NULL, NULL), ENT_OK);
    ent_network_free(s->network);
}

static void counts_are_those_of_the_definition(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 2000; seed++) {
        sample s;
        make_sample(&s, seed, MOST, true, ENT_BROKERAGE_BERNOULLI);
        for (uint32_t j = 0; j < s.n; j++) {
            double counts[ROLES];
            count_by_definition(counts, s.arcs, s.groups, s.n, j);
            assert_memory_equal(&s.counts[j * ROLES], counts, sizeof counts);
        }
    }
}

static void check_moments(const sample *s, uint32_t j, const double *sum, const double *squares, double weight) {
    for (uint32_t role = 0; role < ROLES; role++) {
        double mean = sum[role] / weight, spread = fmax(squares[role] / weight - mean * mean, 0.0);
        double z = (s->counts[j * ROLES + role] - mean) / sqrt(spread);
        assert_near(s->expected[j * ROLES + role], mean);
        if (spread > 1e-9) {
            assert_near(s->deviation[j * ROLES + role], sqrt(spread));
            assert_near(s->z[j * ROLES + role], z);
        }
    }
}

/* Adds one outcome of chance. */
static void add_outcome(double *sum, double *squares, const double *counts, double weight) {
    for (uint32_t role = 0; role < ROLES; role++) {
        sum[role] += weight * counts[role];
        squares[role] += weight * counts[role] * counts[role];
    }
}

/* All digraphs of four nodes, each as likely as the density makes it. */
static void the_bernoulli_null_is_that_of_all_networks_of_the_density(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        sample s;
        make_sample(&s, seed, 4, false, ENT_BROKERAGE_BERNOULLI);
        double sums[MOST][ROLES] = {0}, squares[MOST][ROLES] = {0}, arcs = 0.0;
        uint32_t n = s.n, pairs = n * (n - 1);
        for (uint32_t u = 0; u < n; u++) {
            for (uint32_t v = 0; v < n; v++) {
                arcs += s.arcs[u][v];
            }
        }
        double d = arcs / pairs;
        for (uint32_t mask = 0; mask < 1u << pairs; mask++) {
            arcs_of drawn = {0};
            double weight = 1.0;
            for (uint32_t u = 0, bit = 0; u < n; u++) {
                for (uint32_t v = 0; v < n; v++) {
                    if (u != v) {
                        drawn[u][v] = mask >> bit++ & 1u;
                        weight *= drawn[u][v] ? d : 1.0 - d;
                    }
                }
            }
            for (uint32_t j = 0; j < n; j++) {
                double counts[ROLES];
                count_by_definition(counts, drawn, s.groups, n, j);
                add_outcome(sums[j], squares[j], counts, weight);
            }
        }
        for (uint32_t j = 0; j < n; j++) {
            check_moments(&s, j, sums[j], squares[j], 1.0);
        }
    }
}

/* Deals the groups of all but j in every order. */
static void deal(const sample *s, uint32_t j, uint32_t *groups, uint32_t place, double *sum, double *squares,
                 double *weight) {
    if (place == s->n) {
        double counts[ROLES];
        arcs_of arcs;
        memcpy(arcs, s->arcs, sizeof arcs);
        count_by_definition(counts, arcs, groups, s->n, j);
        add_outcome(sum, squares, counts, 1.0);
        *weight += 1.0;
        return;
    }
    if (place == j || groups[place] == ENT_NONE) {
        deal(s, j, groups, place + 1, sum, squares, weight);
        return;
    }
    for (uint32_t other = place; other < s->n; other++) {
        if (other != j && groups[other] != ENT_NONE) {
            uint32_t kept = groups[place];
            groups[place] = groups[other];
            groups[other] = kept;
            deal(s, j, groups, place + 1, sum, squares, weight);
            groups[other] = groups[place];
            groups[place] = kept;
        }
    }
}

static void the_label_null_is_that_of_all_ways_to_deal_the_groups(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        sample s;
        make_sample(&s, seed, MOST, true, ENT_BROKERAGE_LABELS);
        for (uint32_t j = 0; j < s.n; j++) {
            uint32_t groups[MOST];
            double sum[ROLES] = {0}, squares[ROLES] = {0}, weight = 0.0;
            memcpy(groups, s.groups, sizeof groups);
            deal(&s, j, groups, 0, sum, squares, &weight);
            check_moments(&s, j, sum, squares, weight);
        }
    }
}

static void what_is_no_null_is_refused(void **state) {
    (void)state;
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    ent_network *network;
    ent_error error;
    ent_brokerage into = ENT_BROKERAGE_INIT;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    assert_int_equal(ent_brokerage_count(&into, network, NULL, (ent_brokerage_null)2, NULL, &error), ENT_EINVAL);
    assert_string_equal(error.message, "null is 2; expected 0 (bernoulli) or 1 (labels)");
    into.size = 0;
    assert_int_equal(ent_brokerage_count(&into, network, NULL, ENT_BROKERAGE_LABELS, NULL, &error), ENT_EINVAL);
    ent_network_free(network);
    assert_null(ent_broker_role_name(ENT_BROKERAGE_COLUMNS));
    assert_string_equal(ent_broker_role_name(ENT_ROLE_GATEKEEPER), "gatekeeper");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_those_of_the_definition),
        cmocka_unit_test(the_bernoulli_null_is_that_of_all_networks_of_the_density),
        cmocka_unit_test(the_label_null_is_that_of_all_ways_to_deal_the_groups),
        cmocka_unit_test(what_is_no_null_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
