/*
 * Every method of finding paths against all simple paths of random small networks, directed and not, in every mode and weight,
 * with and without something to avoid.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "every_path.h"

#define GRAPHS 6000

/* A question about a random network. */
typedef struct question {
    sample of;
    ent_network *network;
    ent_path_options options;
    uint32_t avoid[1], source, target;
} question;

static void ask(question *q, uint64_t seed, uint32_t most_nodes, size_t most_records) {
    uint64_t stream = seed + 0x10000000u;
    q->of = random_sample(seed, most_nodes);
    q->of.count = q->of.count < most_records ? q->of.count : most_records;
    q->network = network_of(&q->of);
    q->options = (ent_path_options)ENT_PATH_OPTIONS_INIT;
    q->options.mode = (ent_mode)below(&stream, 3);
    q->options.avoid_kinds = below(&stream, 3) == 0 ? below(&stream, 16) : 0;
    q->source = below(&stream, q->of.node_count);
    q->target = (q->source + 1 + below(&stream, q->of.node_count - 1)) % q->of.node_count;
    q->avoid[0] = below(&stream, q->of.node_count);
    q->options.avoid = q->avoid;
    q->options.avoid_count = q->avoid[0] != q->source && q->avoid[0] != q->target && below(&stream, 3) == 0;
}

static ent_paths *find(const question *q) {
    ent_paths *paths;
    assert_int_equal(ent_paths_find(&paths, q->network, q->source, q->target, &q->options, NULL, NULL), ENT_OK);
    return paths;
}

/* Path `index` of a list is the one expected, and its edges lead from node to node along the mode. */
static void expect_path(const question *q, const ent_paths *paths, uint32_t index, const simple_path *expected,
                        double cost) {
    ent_path path = ENT_PATH_INIT;
    ent_edges edges = ENT_EDGES_INIT;
    assert_int_equal(ent_paths_get(&path, paths, index, NULL), ENT_OK);
    assert_int_equal(ent_network_edges(&edges, q->network, NULL), ENT_OK);
    assert_int_equal(path.hops, expected->hops);
    assert_close(path.cost, cost);
    for (uint32_t i = 0; i <= path.hops; i++) {
        assert_int_equal(path.nodes[i], expected->nodes[i]);
    }
    for (uint32_t i = 0; i < path.hops; i++) {
        uint32_t from = edges.from[path.edges[i]], to = edges.to[path.edges[i]];
        bool forth = from == path.nodes[i] && to == path.nodes[i + 1];
        bool back = from == path.nodes[i + 1] && to == path.nodes[i];
        bool both_ways = !q->of.directed || q->options.mode == ENT_ALL;
        assert_true(both_ways ? forth || back : q->options.mode == ENT_IN ? back : forth);
        assert_true(edges.positive[path.edges[i]] > 0.0);
    }
}

static void expect_first(const question *q, const every *all, uint32_t expected_count, bool cut) {
    ent_paths *paths = find(q);
    assert_int_equal(ent_paths_count(paths), expected_count);
    assert_int_equal(ent_paths_is_cut(paths), cut);
    for (uint32_t i = 0; i < expected_count; i++) {
        expect_path(q, paths, i, &all->paths[i], all->paths[i].cost);
    }
    ent_paths_free(paths);
}

static void expect_distance(const question *q, double expected) {
    double distances[MOST_NODES];
    ent_path_options options = q->options;
    options.method = ENT_PATH_SHORTEST;
    assert_int_equal(ent_distances(distances, q->network, q->source, &options, NULL, NULL), ENT_OK);
    assert_close(distances[q->source], 0.0);
    assert_close(distances[q->target], expected);
}

static uint32_t at_most(uint32_t count, uint32_t most) {
    return count < most ? count : most;
}

static void paths_come_by_cost_then_hops_then_nodes(void **state) {
    (void)state;
    static every all;
    uint64_t seen = 0;
    for (uint64_t seed = 0; seed < GRAPHS; seed++) {
        question q;
        uint64_t stream = seed;
        ask(&q, seed, 7, MOST_RECORDS);
        for (ent_weight weight = ENT_WEIGHT_UNIT; weight <= ENT_WEIGHT_INVERSE; weight++) {
            q.options.weight = weight;
            find_every_path(&all, &q.of, q.source, q.target, &q.options);
            uint32_t ties = sort_paths(&all);
            expect_distance(&q, all.count ? all.paths[0].cost : INFINITY);
            q.options.method = ENT_PATH_K_SHORTEST;
            q.options.k = MOST_PATHS;
            expect_first(&q, &all, all.count, false);
            q.options.k = 1 + below(&stream, 6);
            expect_first(&q, &all, at_most(all.count, q.options.k), false);
            q.options.method = ENT_PATH_SHORTEST;
            expect_first(&q, &all, at_most(all.count, 1), false);
            q.options.method = ENT_PATH_ALL_SHORTEST;
            q.options.limit = 1 + below(&stream, 4);
            expect_first(&q, &all, at_most(ties, q.options.limit), ties > q.options.limit);
            q.options.limit = 0;
            expect_first(&q, &all, ties, false);
            seen += all.count;
        }
        ent_network_free(q.network);
    }
    assert_true(seen > 10 * GRAPHS); /* the networks are not all empty */
}

/* ---- Widest ------------------------------------------------------------------------------------------------------- */

static const simple_path *widest_of(const every *all) {
    const simple_path *best = NULL;
    double width = 0.0;
    for (uint32_t i = 0; i < all->count; i++) {
        width = fmax(width, all->paths[i].width);
    }
    for (uint32_t i = 0; i < all->count; i++) {
        const simple_path *path = &all->paths[i];
        if (ent__equal(path->width, width) && (!best || compare_hops_and_nodes(path, best) < 0)) {
            best = path;
        }
    }
    return best;
}

static void the_widest_path_has_the_largest_least_strength(void **state) {
    (void)state;
    static every all;
    for (uint64_t seed = 0; seed < GRAPHS; seed++) {
        question q;
        ask(&q, seed, 7, MOST_RECORDS);
        q.options.method = ENT_PATH_WIDEST;
        find_every_path(&all, &q.of, q.source, q.target, &q.options);
        const simple_path *expected = widest_of(&all);
        ent_paths *paths = find(&q);
        assert_int_equal(ent_paths_count(paths), expected != NULL);
        if (expected) {
            expect_path(&q, paths, 0, expected, expected->width);
        }
        ent_paths_free(paths);
        ent_network_free(q.network);
    }
}

/* ---- Disjoint ----------------------------------------------------------------------------------------------------- */

/* What a path keeps others from: its inner nodes and itself if direct, or its edges, as bits. */
static uint64_t taken_by(const question *q, const simple_path *path) {
    uint64_t taken = 0;
    bool both_ways = !q->of.directed || q->options.mode == ENT_ALL;
    for (uint32_t i = 0; i < path->hops; i++) {
        uint32_t u = path->nodes[i], v = path->nodes[i + 1];
        if (q->options.method == ENT_PATH_EDGE_DISJOINT) {
            bool turned = both_ways && u > v;
            taken |= 1ull << (turned ? v * MOST_NODES + u : u * MOST_NODES + v);
        } else {
            taken |= path->hops == 1 ? 1ull << 63 : i > 0 ? 1ull << u : 0;
        }
    }
    return taken;
}

typedef struct best {
    uint32_t count, hops;
} best;

/* The most paths, then the fewest hops, that can be chosen from path `first` on without what is taken. */
static best choose(const every *all, const uint64_t *takes, uint32_t first, uint64_t taken) {
    best most = {0, 0};
    for (uint32_t i = first; i < all->count; i++) {
        if (!(takes[i] & taken)) {
            best with = choose(all, takes, i + 1, taken | takes[i]);
            with.count++;
            with.hops += all->paths[i].hops;
            if (with.count > most.count || (with.count == most.count && with.hops < most.hops)) {
                most = with;
            }
        }
    }
    return most;
}

/* The paths exist, share nothing, come by hops then nodes; gives how many and how long they are. */
static best check_disjoint(const question *q, const every *all, const uint64_t *takes, const ent_paths *paths) {
    best found = {ent_paths_count(paths), 0};
    uint64_t taken = 0;
    const simple_path *before = NULL;
    for (uint32_t i = 0; i < found.count; i++) {
        ent_path path = ENT_PATH_INIT;
        assert_int_equal(ent_paths_get(&path, paths, i, NULL), ENT_OK);
        uint32_t place = 0;
        while (place < all->count &&
               (all->paths[place].hops != path.hops ||
                memcmp(all->paths[place].nodes, path.nodes, (path.hops + 1) * sizeof(uint32_t)))) {
            place++;
        }
        assert_true(place < all->count);
        assert_true(!before || compare_hops_and_nodes(before, &all->paths[place]) < 0);
        before = &all->paths[place];
        expect_path(q, paths, i, before, before->hops);
        assert_true((taken & takes[place]) == 0);
        taken |= takes[place];
        found.hops += path.hops;
    }
    return found;
}

static void disjoint_paths_are_as_many_as_there_can_be_and_short(void **state) {
    (void)state;
    static every all;
    uint64_t takes[MOST_PATHS];
    for (uint64_t seed = 0; seed < 3 * GRAPHS; seed++) {
        question q;
        ask(&q, seed, MOST_NODES, 18); /* sparse, so that paths get in each other's way */
        for (ent_path_method method = ENT_PATH_EDGE_DISJOINT; method <= ENT_PATH_VERTEX_DISJOINT; method++) {
            q.options.method = method;
            find_every_path(&all, &q.of, q.source, q.target, &q.options);
            for (uint32_t i = 0; i < all.count; i++) {
                takes[i] = taken_by(&q, &all.paths[i]);
            }
            best expected = choose(&all, takes, 0, 0);
            ent_paths *paths = find(&q);
            best found = check_disjoint(&q, &all, takes, paths);
            assert_int_equal(found.count, expected.count);
            assert_int_equal(found.hops, expected.hops);
            ent_paths_free(paths);
        }
        ent_network_free(q.network);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_come_by_cost_then_hops_then_nodes),
        cmocka_unit_test(the_widest_path_has_the_largest_least_strength),
        cmocka_unit_test(disjoint_paths_are_as_many_as_there_can_be_and_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
