/*
 * Back channels: their number against every set of actors that could be lost (Menger), who is critical by taking each out, and
 * shuttles against the distances of a walk, on random networks; and by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <entente/backchannel.h>

#include "small_network.h"

static ent_back_channels *find(ent_back_channels_found *found, const small_network *small, uint32_t a, uint32_t b,
                               uint32_t shuttles) {
    ent_back_channels *channels;
    ent_back_channel_options options = ENT_BACK_CHANNEL_OPTIONS_INIT;
    options.shuttles = shuttles;
    *found = (ent_back_channels_found)ENT_BACK_CHANNELS_FOUND_INIT;
    assert_int_equal(ent_back_channels_find(&channels, small->network, a, b, &options, NULL, NULL), ENT_OK);
    assert_int_equal(ent_back_channels_get(found, channels, NULL), ENT_OK);
    return channels;
}

static bool are_tied(const small_network *small, uint32_t u, uint32_t v) {
    return small->p[u][v] > 0.0 || small->p[v][u] > 0.0;
}

/* Hops from `from` to everybody without the nodes of `lost` (a mask); the tie between a and b is not used. 99: not reached. */
static void hops_from(uint32_t *hops, const small_network *small, uint32_t from, uint32_t lost, const uint32_t *ends) {
    for (uint32_t v = 0; v < small->n; v++) {
        hops[v] = v == from ? 0 : 99;
    }
    for (uint32_t round = 0; round < small->n; round++) {
        for (uint32_t u = 0; u < small->n; u++) {
            for (uint32_t v = 0; v < small->n; v++) {
                bool is_direct = (u == ends[0] && v == ends[1]) || (u == ends[1] && v == ends[0]);
                bool is_open = are_tied(small, u, v) && !is_direct && !(lost >> u & 1u) && !(lost >> v & 1u);
                hops[v] = is_open && hops[u] + 1 < hops[v] ? hops[u] + 1 : hops[v];
            }
        }
    }
}

static bool are_joined(const small_network *small, const uint32_t *ends, uint32_t lost) {
    uint32_t hops[SMALL_MOST];
    hops_from(hops, small, ends[0], lost, ends);
    return hops[ends[1]] < 99;
}

/* The least number of inner nodes whose loss leaves no channel. */
static uint32_t least_cut(const small_network *small, const uint32_t *ends) {
    uint32_t least = 99;
    for (uint32_t lost = 0; lost < 1u << small->n; lost++) {
        uint32_t size = (uint32_t)__builtin_popcount(lost);
        if (!(lost >> ends[0] & 1u) && !(lost >> ends[1] & 1u) && size < least && !are_joined(small, ends, lost)) {
            least = size;
        }
    }
    return least;
}

/* A walk over ties, each step's edge being the tie's, along it where that is positive. */
static void check_walk(const ent_path *path, const small_network *small, uint32_t a, uint32_t b) {
    ent_edges edges = ENT_EDGES_INIT;
    assert_int_equal(ent_network_edges(&edges, small->network, NULL), ENT_OK);
    assert_int_equal(path->nodes[0], a);
    assert_int_equal(path->nodes[path->hops], b);
    assert_true(path->cost == path->hops);
    for (uint32_t i = 0; i < path->hops; i++) {
        uint32_t u = path->nodes[i], v = path->nodes[i + 1], edge = path->edges[i];
        assert_true(are_tied(small, u, v));
        bool is_along = edges.from[edge] == u && edges.to[edge] == v;
        assert_true(is_along || (edges.from[edge] == v && edges.to[edge] == u));
        assert_true(edges.positive[edge] > 0.0);
    }
}

static void check_channels(const ent_back_channels_found *found, const small_network *small, const uint32_t *ends) {
    uint32_t used = 0;
    assert_int_equal(found->is_direct, are_tied(small, ends[0], ends[1]));
    assert_int_equal(ent_paths_count(found->channels), least_cut(small, ends));
    for (uint32_t i = 0; i < ent_paths_count(found->channels); i++) {
        ent_path path = ENT_PATH_INIT;
        assert_int_equal(ent_paths_get(&path, found->channels, i, NULL), ENT_OK);
        check_walk(&path, small, ends[0], ends[1]);
        assert_true(path.hops > 1);
        for (uint32_t j = 1; j < path.hops; j++) {
            assert_false(used >> path.nodes[j] & 1u);
            used |= 1u << path.nodes[j];
        }
    }
}

static void check_critical(const ent_back_channels_found *found, const small_network *small, const uint32_t *ends) {
    uint32_t critical = 0, expected = 0, hops[SMALL_MOST];
    hops_from(hops, small, ends[0], 0, ends);
    for (uint32_t i = 0; i < found->critical_count; i++) {
        critical |= 1u << found->critical[i];
        assert_true(i == 0 || hops[found->critical[i - 1]] < hops[found->critical[i]]);
    }
    for (uint32_t v = 0; v < small->n; v++) {
        if (v != ends[0] && v != ends[1] && are_joined(small, ends, 0) && !are_joined(small, ends, 1u << v)) {
            expected |= 1u << v;
        }
    }
    assert_int_equal(critical, expected);
}

static double weaker_tie(const small_network *small, uint32_t m, const uint32_t *ends) {
    double strengths[2];
    for (int i = 0; i < 2; i++) {
        double there = small->p[ends[i]][m], back = small->p[m][ends[i]];
        strengths[i] = small->directed ? there + back : there;
    }
    return fmin(strengths[0], strengths[1]);
}

static void check_shuttles(const ent_back_channels_found *found, const small_network *small, const uint32_t *ends) {
    uint32_t from[SMALL_MOST], to[SMALL_MOST], reached = 0, before = 0;
    hops_from(from, small, ends[0], 1u << ends[1], ends);
    hops_from(to, small, ends[1], 1u << ends[0], ends);
    for (uint32_t v = 0; v < small->n; v++) {
        reached += v != ends[0] && v != ends[1] && from[v] + to[v] < 99;
    }
    assert_int_equal(ent_paths_count(found->shuttles), reached);
    for (uint32_t i = 0; i < reached; i++) {
        uint32_t m = found->mediators[i], seen = 0;
        ent_path path = ENT_PATH_INIT;
        assert_int_equal(ent_paths_get(&path, found->shuttles, i, NULL), ENT_OK);
        check_walk(&path, small, ends[0], ends[1]);
        assert_int_equal(path.hops, from[m] + to[m]);
        for (uint32_t j = 0; j <= path.hops; j++) {
            seen += path.nodes[j] == m;
            assert_true(j == 0 || j == path.hops || (path.nodes[j] != ends[0] && path.nodes[j] != ends[1]));
        }
        assert_int_equal(seen, 1);
        if (i > 0) {
            uint32_t last = from[before] + to[before];
            double strong = weaker_tie(small, before, ends), weak = weaker_tie(small, m, ends);
            assert_true(
                last < path.hops ||
                (last == path.hops && (path.hops > 2 ? before < m : strong > weak || (strong == weak && before < m))));
        }
        before = m;
    }
}

static void they_are_those_of_the_definitions(void **state) {
    (void)state;
    uint64_t random = 5;
    uint32_t checked = 0, several = 0, critical = 0;
    for (int round = 0; round < 600; round++) {
        small_network small = small_random(&random, round % 2, 8);
        uint32_t ends[2] = {small_choice(&random, small.n), small_choice(&random, small.n)};
        if (ends[0] != ends[1]) {
            ent_back_channels_found found;
            ent_back_channels *channels = find(&found, &small, ends[0], ends[1], SMALL_MOST);
            check_channels(&found, &small, ends);
            check_critical(&found, &small, ends);
            check_shuttles(&found, &small, ends);
            checked++;
            several += ent_paths_count(found.channels) > 1;
            critical += found.critical_count > 0;
            ent_back_channels_free(channels);
        }
        ent_network_free(small.network);
    }
    assert_true(checked > 300 && several > 50 && critical > 50);
}

/* 0 and 5 are tied, and joined by 1 and by 2, who all go through 3; 4 is tied to both only weakly, later. */
static void one_in_the_middle_is_critical_until_another_comes(void **state) {
    (void)state;
    uint32_t pairs[][2] = {{0, 5}, {0, 1}, {0, 2}, {1, 3}, {2, 3}, {3, 5}, {0, 4}, {4, 5}};
    small_network small = small_from_pairs(6, false, pairs, 6, NULL, NULL);
    ent_back_channels_found found;
    ent_back_channels *channels = find(&found, &small, 0, 5, 0);
    assert_int_equal(found.is_direct, 1);
    assert_int_equal(ent_paths_count(found.channels), 1);
    assert_int_equal(found.critical_count, 1);
    assert_int_equal(found.critical[0], 3);
    assert_int_equal(ent_paths_count(found.shuttles), 3);
    ent_back_channels_free(channels);
    ent_network_free(small.network);
    small = small_from_pairs(6, false, pairs, 8, NULL, NULL);
    channels = find(&found, &small, 0, 5, 1);
    assert_int_equal(ent_paths_count(found.channels), 2);
    assert_int_equal(found.critical_count, 0);
    assert_int_equal(ent_paths_count(found.shuttles), 1);
    assert_int_equal(found.mediators[0], 4);
    ent_back_channels_free(channels);
    ent_network_free(small.network);
}

static void who_is_no_pair_is_refused(void **state) {
    (void)state;
    uint32_t pairs[][2] = {{0, 1}, {2, 1}};
    small_network small = small_from_pairs(4, false, pairs, 2, NULL, NULL);
    ent_back_channels *channels;
    assert_int_equal(ent_back_channels_find(&channels, small.network, 0, 0, NULL, NULL, NULL), ENT_EINVAL);
    assert_null(channels);
    assert_int_equal(ent_back_channels_find(&channels, small.network, 0, 4, NULL, NULL, NULL), ENT_EINVAL);
    ent_back_channels_found found;
    channels = find(&found, &small, 0, 3, 0);
    assert_int_equal(ent_paths_count(found.channels), 0);
    assert_int_equal(ent_paths_count(found.shuttles), 0);
    assert_int_equal(found.critical_count, 0);
    ent_back_channels_free(channels);
    ent_back_channels_free(NULL);
    ent_network_free(small.network);
}

static int stop(void *context, double fraction) {
    (void)fraction;
    return --*(int *)context < 0;
}

static void they_stop_when_cancelled(void **state) {
    (void)state;
    uint32_t pairs[][2] = {{0, 1}, {1, 2}, {2, 3}};
    small_network small = small_from_pairs(4, false, pairs, 3, NULL, NULL);
    ent_status status = ENT_ECANCELLED;
    int calls = 0;
    for (; status != ENT_OK && calls < 100; calls++) {
        int left = calls;
        ent_run run = ENT_RUN_INIT;
        ent_back_channels *channels;
        run.progress = stop;
        run.context = &left;
        status = ent_back_channels_find(&channels, small.network, 0, 3, NULL, &run, NULL);
        assert_true(status == ENT_OK ? channels != NULL : status == ENT_ECANCELLED && channels == NULL);
        ent_back_channels_free(channels);
    }
    assert_true(calls > 1 && calls < 100);
    ent_network_free(small.network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_those_of_the_definitions),
        cmocka_unit_test(one_in_the_middle_is_critical_until_another_comes),
        cmocka_unit_test(who_is_no_pair_is_refused),
        cmocka_unit_test(they_stop_when_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
