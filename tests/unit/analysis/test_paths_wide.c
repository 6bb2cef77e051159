/*
 * Paths and distances in networks too big for listing every path, against a search of its own: by depth, along every simple path
 * that can still keep within a cost, which is raised until it has enough. Grids, where many paths tie; random networks, directed
 * or not, of few and of many lengths, in parts too.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "base/base_internal.h"
#include <entente/analysis.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_NODES 64u
#define MOST_RECORDS 400u
#define MOST_FOUND 20000u
#define MOST_STEPS 200000u
#define PATHS 12u

typedef struct found {
    double cost;
    uint32_t hops, nodes[MOST_NODES];
} found;

typedef struct subject {
    uint32_t node_count, directed;
    size_t count;
    uint32_t from[MOST_RECORDS], to[MOST_RECORDS];
    double length[MOST_RECORDS];
    double way[MOST_NODES][MOST_NODES]; /* +inf: none */
    double far[MOST_NODES][MOST_NODES]; /* the distance */
    uint32_t steps, found_count;
    found all[MOST_FOUND];
} subject;

static uint32_t below(uint64_t *stream, uint32_t limit) {
    return (uint32_t)(ent__random(stream) % limit);
}

static void add(subject *it, uint32_t from, uint32_t to, double length) {
    it->from[it->count] = from;
    it->to[it->count] = to;
    it->length[it->count++] = length;
}

static double draw_length(uint64_t *stream, uint32_t kinds) {
    return kinds ? 0.1 * (1 + below(stream, kinds)) : 0.01 + (double)(ent__random(stream) >> 11) * 0x1p-53;
}

static void draw_grid(subject *it, uint64_t *stream, uint32_t kinds) {
    uint32_t side = 3 + below(stream, 3);
    it->node_count = side * side;
    for (uint32_t v = 0; v < it->node_count; v++) {
        if (v % side + 1 < side) {
            add(it, v, v + 1, draw_length(stream, kinds));
        }
        if (v + side < it->node_count) {
            add(it, v, v + side, draw_length(stream, kinds));
        }
    }
}

static void draw_random(subject *it, uint64_t *stream, uint32_t kinds) {
    it->node_count = 20 + below(stream, MOST_NODES - 19);
    size_t records = it->node_count * (1 + below(stream, 3)) + below(stream, 40);
    while (it->count < records) {
        uint32_t hub = below(stream, it->node_count);
        add(it, below(stream, 1 + hub), below(stream, it->node_count), draw_length(stream, kinds));
    }
}

/* Ways and distances between all pairs (Floyd 1962). */
static void measure(subject *it) {
    for (uint32_t u = 0; u < it->node_count; u++) {
        for (uint32_t v = 0; v < it->node_count; v++) {
            it->way[u][v] = it->far[u][v] = u == v ? 0.0 : INFINITY;
        }
    }
    for (size_t i = 0; i < it->count; i++) {
        uint32_t u = it->from[i], v = it->to[i];
        it->way[u][v] = it->far[u][v] = fmin(it->way[u][v], it->length[i]);
        if (!it->directed) {
            it->way[v][u] = it->far[v][u] = it->way[u][v];
        }
    }
    for (uint32_t k = 0; k < it->node_count; k++) {
        for (uint32_t u = 0; u < it->node_count; u++) {
            for (uint32_t v = 0; v < it->node_count; v++) {
                it->far[u][v] = fmin(it->far[u][v], it->far[u][k] + it->far[k][v]);
            }
        }
    }
}

/* `strangers`: nodes that nobody knows, so that the network counts as big. */
static ent_network *draw_subject(subject *it, uint64_t seed, uint32_t strangers) {
    uint64_t stream = seed;
    uint32_t kinds = below(&stream, 4) * 2; /* 0: any length */
    it->count = 0;
    it->directed = below(&stream, 2);
    if (below(&stream, 2)) {
        draw_grid(it, &stream, kinds);
    } else {
        draw_random(it, &stream, kinds);
    }
    measure(it);
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = it->node_count + strangers;
    list.directed = it->directed;
    list.edge_count = it->count;
    list.from = it->from;
    list.to = it->to;
    list.length = it->length;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    return network;
}

/* Lists every simple way on to the target within a cost; false if that is too much. */
static bool extend(subject *it, found *path, uint32_t target, double most) {
    uint32_t last = path->nodes[path->hops];
    if (it->steps++ == MOST_STEPS) {
        return false;
    }
    if (last == target) {
        it->all[it->found_count++] = *path;
        return it->found_count < MOST_FOUND;
    }
    for (uint32_t next = 0; next < it->node_count; next++) {
        bool is_new = !isinf(it->way[last][next]) && path->cost + it->way[last][next] + it->far[next][target] <= most;
        for (uint32_t i = 0; i <= path->hops; i++) {
            is_new = is_new && path->nodes[i] != next;
        }
        if (is_new) {
            double cost = path->cost;
            path->nodes[++path->hops] = next;
            path->cost += it->way[last][next];
            bool room = extend(it, path, target, most);
            path->cost = cost;
            path->hops--;
            if (!room) {
                return false;
            }
        }
    }
    return true;
}

static int by_cost(const void *a, const void *b) {
    double x = ((const found *)a)->cost, y = ((const found *)b)->cost;
    return x < y ? -1 : x > y;
}

static int by_hops_and_nodes(const void *a, const void *b) {
    const found *x = a, *y = b;
    if (x->hops != y->hops) {
        return x->hops < y->hops ? -1 : 1;
    }
    for (uint32_t i = 0; i <= x->hops; i++) {
        if (x->nodes[i] != y->nodes[i]) {
            return x->nodes[i] < y->nodes[i] ? -1 : 1;
        }
    }
    return 0;
}

static void sort_found(subject *it) {
    qsort(it->all, it->found_count, sizeof *it->all, by_cost);
    for (uint32_t start = 0, end; start < it->found_count; start = end) {
        for (end = start + 1; end < it->found_count && ent__equal(it->all[start].cost, it->all[end].cost); end++) {
        }
        qsort(it->all + start, end - start, sizeof *it->all, by_hops_and_nodes);
    }
}

/* The first paths between two nodes, PATHS or all there are; false: too many to sort out. */
static bool find_first(subject *it, uint32_t source, uint32_t target) {
    double least = it->far[source][target];
    it->steps = it->found_count = 0;
    for (double factor = 1.01; !isinf(least) && it->found_count < PATHS && factor < 1e3; factor *= 1.2) {
        found path = {.nodes = {source}};
        it->found_count = 0;
        if (!extend(it, &path, target, least * factor)) {
            return false;
        }
    }
    sort_found(it);
    return true;
}

static void expect(const subject *it, const ent_paths *paths, uint32_t count) {
    assert_int_equal(ent_paths_count(paths), count);
    for (uint32_t i = 0; i < count; i++) {
        ent_path path = ENT_PATH_INIT;
        assert_int_equal(ent_paths_get(&path, paths, i, NULL), ENT_OK);
        assert_close(path.cost, it->all[i].cost);
        assert_int_equal(path.hops, it->all[i].hops);
        assert_memory_equal(path.nodes, it->all[i].nodes, (path.hops + 1) * sizeof *path.nodes);
    }
}

/* Distances from a node, and the floors that the network keeps from then on. */
static void expect_distances(const subject *it, const ent_network *network, uint32_t source) {
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    options.weight = ENT_WEIGHT_LENGTH;
    double *distances = calloc(ent_network_node_count(network), sizeof *distances);
    assert_int_equal(ent_distances(distances, network, source, &options, NULL, NULL), ENT_OK);
    for (uint32_t node = 0; node < it->node_count; node++) {
        assert_close(distances[node], it->far[source][node]);
    }
    free(distances);
}

/* False: there are too many paths to sort out. */
static bool expect_first(subject *it, const ent_network *network, uint64_t *stream) {
    uint32_t source = below(stream, it->node_count);
    uint32_t target = (source + 1 + below(stream, it->node_count - 1)) % it->node_count;
    if (below(stream, 2)) {
        expect_distances(it, network, source);
    }
    if (!find_first(it, source, target)) {
        return false;
    }
    ent_path_options options = ENT_PATH_OPTIONS_INIT;
    options.weight = ENT_WEIGHT_LENGTH;
    for (options.k = 1; options.k <= PATHS; options.k += 1 + below(stream, 4)) {
        ent_paths *paths;
        options.method = options.k == 1 ? ENT_PATH_SHORTEST : ENT_PATH_K_SHORTEST;
        assert_int_equal(ent_paths_find(&paths, network, source, target, &options, NULL, NULL), ENT_OK);
        expect(it, paths, it->found_count < options.k ? it->found_count : options.k);
        ent_paths_free(paths);
    }
    return true;
}

static void expect_first_of_many(uint64_t first, uint64_t end, uint32_t strangers) {
    static subject it;
    uint64_t asked = 0;
    for (uint64_t seed = first; seed < end; seed++) {
        uint64_t stream = seed + 1000000u;
        ent_network *network = draw_subject(&it, seed, strangers);
        asked += expect_first(&it, network, &stream);
        ent_network_free(network);
    }
    assert_true(asked > (end - first) / 2);
}

static void the_first_paths_are_those_of_a_search_by_depth(void **state) {
    (void)state;
    expect_first_of_many(0, 2000, 0);
}

static void the_first_paths_are_found_in_corridors_of_a_big_network(void **state) {
    (void)state;
    expect_first_of_many(2000, 2100, 33000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_paths_are_those_of_a_search_by_depth),
        cmocka_unit_test(the_first_paths_are_found_in_corridors_of_a_big_network),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
