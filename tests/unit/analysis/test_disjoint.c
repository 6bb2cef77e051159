/*
 * Disjoint paths in networks where many are sent at once and have to give way to each other, against a flow of least cost by the
 * plainest method there is: one path at a time by Bellman and Ford over a matrix of what is left.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base_internal.h"
#include <entente/analysis.h>
#include <math.h>
#include <string.h>

#define MOST_NODES 22u
#define PLACES (2 * MOST_NODES)
#define MOST_RECORDS 140u

typedef struct subject {
    uint32_t node_count, directed;
    size_t count;
    uint32_t from[MOST_RECORDS], to[MOST_RECORDS];
    bool way[MOST_NODES][MOST_NODES];
} subject;

static uint32_t below(uint64_t *stream, uint32_t limit) {
    return (uint32_t)(ent__random(stream) % limit);
}

static void add(subject *it, uint32_t u, uint32_t v) {
    if (it->count < MOST_RECORDS && u != v) {
        it->from[it->count] = u;
        it->to[it->count++] = v;
        it->way[u][v] = true;
        it->way[v][u] = it->way[v][u] || !it->directed;
    }
}

/* A chain of nodes that are not used yet, from one node to another. */
static void add_chain(subject *it, uint32_t from, uint32_t to, uint32_t inner, uint32_t *unused) {
    for (uint32_t i = 0; i < inner; i++) {
        add(it, from, *unused);
        from = (*unused)++;
    }
    add(it, from, to);
}

/* A path that is the shortest, and in the way of the two others that there are: all of its middle must be taken back. */
static void draw_trap(subject *it, uint64_t *stream) {
    uint32_t middle = 2 + below(stream, 3), detour = middle - 1 + below(stream, 3), unused = 1;
    it->node_count = 2 + middle + 2 * detour;
    add_chain(it, 0, it->node_count - 1, middle, &unused);
    add_chain(it, 0, middle, detour, &unused);
    add_chain(it, 1, it->node_count - 1, detour, &unused);
}

/* Random, or layers with a few steps between two that follow each other: there paths must give way. */
static void draw_random(subject *it, uint64_t *stream) {
    it->node_count = 6 + below(stream, MOST_NODES - 5);
    uint32_t width = 2 + below(stream, 4), records = it->node_count * (1 + below(stream, 5));
    bool layered = below(stream, 2);
    for (uint32_t i = 0; i < records; i++) {
        uint32_t u = below(stream, it->node_count), v = below(stream, it->node_count);
        if (!layered || u / width + 1 == v / width || below(stream, 12) == 0) {
            add(it, u, v);
        }
    }
}

static ent_network *draw(subject *it, uint64_t seed) {
    uint64_t stream = seed;
    memset(it, 0, sizeof *it);
    it->directed = below(&stream, 2);
    if (below(&stream, 6) == 0) {
        draw_trap(it, &stream);
    } else {
        draw_random(it, &stream);
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = it->node_count;
    list.directed = it->directed;
    list.edge_count = it->count;
    list.from = it->from;
    list.to = it->to;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    return network;
}

/* What is left of the flow's room: node v is 2 v (in) and 2 v + 1 (out), with a way between that many or one may take. */
static int room[PLACES][PLACES], cost[PLACES][PLACES];

static void make_room(const subject *it, bool by_node) {
    memset(room, 0, sizeof room);
    memset(cost, 0, sizeof cost);
    for (uint32_t u = 0; u < it->node_count; u++) {
        room[2 * u][2 * u + 1] = by_node ? 1 : 1000;
        for (uint32_t v = 0; v < it->node_count; v++) {
            if (it->way[u][v]) {
                room[2 * u + 1][2 * v] = 1;
                cost[2 * u + 1][2 * v] = 1;
                cost[2 * v][2 * u + 1] = -1;
            }
        }
    }
}

/* Sends one more path from `start` to `end`; its hops, 0: there is none. */
static int send_one(uint32_t places, uint32_t start, uint32_t end) {
    int distance[PLACES];
    uint32_t origin[PLACES];
    for (uint32_t i = 0; i < places; i++) {
        distance[i] = i == start ? 0 : 100000;
    }
    for (uint32_t round = 0; round < places; round++) {
        for (uint32_t a = 0; a < places; a++) {
            for (uint32_t b = 0; b < places; b++) {
                if (room[a][b] > 0 && distance[a] < 100000 && distance[a] + cost[a][b] < distance[b]) {
                    distance[b] = distance[a] + cost[a][b];
                    origin[b] = a;
                }
            }
        }
    }
    for (uint32_t b = end; distance[end] < 100000 && b != start; b = origin[b]) {
        room[origin[b]][b]--;
        room[b][origin[b]]++;
    }
    return distance[end] < 100000 ? distance[end] : 0;
}

/* The paths are simple, lie on the network and share nothing; gives their hops. */
static int check(const subject *it, const ent_paths *paths, bool by_node, uint32_t source, uint32_t target) {
    int hops = 0;
    bool used[MOST_NODES][MOST_NODES] = {{false}}, passed[MOST_NODES] = {false};
    for (uint32_t i = 0; i < ent_paths_count(paths); i++) {
        ent_path path = ENT_PATH_INIT;
        bool seen[MOST_NODES] = {false};
        assert_int_equal(ent_paths_get(&path, paths, i, NULL), ENT_OK);
        assert_int_equal(path.nodes[0], source);
        assert_int_equal(path.nodes[path.hops], target);
        for (uint32_t j = 0; j < path.hops; j++) {
            uint32_t u = path.nodes[j], v = path.nodes[j + 1];
            assert_true(it->way[u][v] && !used[u][v] && (it->directed || !used[v][u]));
            assert_false(seen[u] || (by_node && j > 0 && passed[u]));
            used[u][v] = seen[u] = passed[u] = true;
        }
        hops += (int)path.hops;
    }
    return hops;
}

static void paths_that_give_way_are_as_many_and_as_short_as_can_be(void **state) {
    (void)state;
    uint32_t several = 0;
    for (uint64_t seed = 0; seed < 1500; seed++) {
        subject it;
        ent_network *network = draw(&it, seed);
        uint32_t source = 0, target = it.node_count - 1;
        for (uint32_t by_node = 0; by_node < 2; by_node++) {
            int expected = 0, hops;
            uint32_t count = 0;
            make_room(&it, by_node);
            while ((hops = send_one(2 * it.node_count, 2 * source + 1, 2 * target)) > 0) {
                expected += hops;
                count++;
            }
            ent_path_options options = ENT_PATH_OPTIONS_INIT;
            options.method = by_node ? ENT_PATH_VERTEX_DISJOINT : ENT_PATH_EDGE_DISJOINT;
            ent_paths *paths;
            assert_int_equal(ent_paths_find(&paths, network, source, target, &options, NULL, NULL), ENT_OK);
            assert_int_equal(ent_paths_count(paths), count);
            assert_int_equal(check(&it, paths, by_node, source, target), expected);
            ent_paths_free(paths);
            several += count > 2;
        }
        ent_network_free(network);
    }
    assert_true(several > 300);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_that_give_way_are_as_many_and_as_short_as_can_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
