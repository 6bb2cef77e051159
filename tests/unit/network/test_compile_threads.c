/*
 * Networks of more relations than one thread takes at a time: against sums in a matrix, and to the bit the same on one, two and
 * three threads, under every direction, with filters, decay and roll-up with shares. Run under the thread sanitizer too.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "make_graph.h"
#include <entente/entente.h>
#include <stdbool.h>
#include <string.h>

#define STATES 30u
#define ENVOYS 10u
#define ACTORS (STATES + ENVOYS)
#define EVENTS 280000u

static uint64_t stream = 8;

static uint32_t below(uint32_t limit) {
    return (uint32_t)(ent_random(&stream) % limit);
}

/* Events of days 0 to 999, now and then mutual or of many; envoys serve one or two states. */
static ent_graph *make_events(void) {
    ent_graph *graph = make_graph();
    for (ent_id i = 0; i < ACTORS; i++) {
        char id[3] = {'a', (char)('0' + i), 0};
        make_actor(graph, id, i < STATES ? ENT_ACTOR_STATE : ENT_ACTOR_OFFICIAL, NULL);
    }
    for (ent_id i = STATES; i < ACTORS; i++) {
        make_affiliation(graph, ENT_AFFILIATION_SERVES, i, below(STATES), MAKE_DAYS(0, 500 + (ent_date)below(500)),
                         0.5);
        make_affiliation(graph, ENT_AFFILIATION_SERVES, i, below(STATES), MAKE_DAYS((ent_date)below(500), 999), 0.3);
    }
    for (uint32_t i = 0; i < EVENTS; i++) {
        ent_id actors[4] = {below(ACTORS / 2), ACTORS / 2 + below(ACTORS / 2), 0, 0};
        actors[2] = (actors[0] + 1) % (ACTORS / 2);
        actors[3] = ACTORS / 2 + (actors[1] + 1) % (ACTORS / 2);
        ent_relation event = make_event((ent_kind)(i % 3), (ent_date)below(1000), 0, below(21) - 10.0);
        event.last = event.first + (ent_date)below(4);
        event.confidence = (1 + below(7)) / 7.0;
        event.mutual = below(10) == 0;
        event.code = i % 5 ? "043" : "190";
        uint32_t side = below(2), each = below(20) ? 1 : 2;
        ent_id ends[2][2] = {{actors[0], actors[2]}, {actors[1], actors[3]}};
        make_relation(graph, event, ends[side], each, ends[!side], each);
    }
    return graph;
}

/* ---- Against a matrix --------------------------------------------------------------------------------------------- */

typedef struct cell {
    double positive, negative;
    uint32_t relations;
} cell;

static cell cells[ACTORS][ACTORS];

static void add_relation(const ent_graph *graph, ent_id number, bool directed) {
    ent_relation event = ENT_RELATION_INIT;
    assert_int_equal(ent_graph_get_relation(&event, graph, number, NULL), ENT_OK);
    if (event.kind == ENT_KIND_AFFILIATION) {
        return;
    }
    for (uint32_t i = 0; i < event.from_count * event.to_count; i++) {
        ent_id u = event.from[i / event.to_count], v = event.to[i % event.to_count];
        for (int way = 0; way < (directed && event.mutual ? 2 : 1); way++) {
            bool turned = way == 1 || (!directed && u > v);
            cell *to = turned ? &cells[v][u] : &cells[u][v];
            to->relations++;
            *(event.tone >= 0.0 ? &to->positive : &to->negative) += event.confidence;
        }
    }
}

static void expect_cells(const ent_network *network) {
    ent_edges edges = ENT_EDGES_INIT;
    uint32_t edge = 0;
    assert_int_equal(ent_network_edges(&edges, network, NULL), ENT_OK);
    for (ent_id u = 0; u < ACTORS; u++) {
        for (ent_id v = 0; v < ACTORS; v++) {
            if (cells[u][v].relations) {
                const ent_id *evidence;
                uint32_t count;
                assert_int_equal(ent_network_actor(network, edges.from[edge]), u);
                assert_int_equal(ent_network_actor(network, edges.to[edge]), v);
                assert_close(edges.positive[edge], cells[u][v].positive);
                assert_close(edges.negative[edge], cells[u][v].negative);
                assert_int_equal(edges.relations[edge], cells[u][v].relations);
                ent_network_evidence(&evidence, &count, network, edge++);
                assert_int_equal(count, cells[u][v].relations);
                for (uint32_t i = 1; i < count; i++) {
                    assert_true(evidence[i - 1] < evidence[i]);
                }
            }
        }
    }
    assert_int_equal(ent_network_edge_count(network), edge);
}

static void many_relations_collapse_to_the_sums_of_a_matrix(void **state) {
    ent_graph *graph = *state;
    for (int directed = 0; directed < 2; directed++) {
        ent_view view = ENT_VIEW_INIT;
        ent_network *network;
        view.direction = directed ? ENT_DIRECTED : ENT_UNDIRECTED;
        memset(cells, 0, sizeof cells);
        for (ent_id i = 0; i < ent_graph_relation_count(graph); i++) {
            add_relation(graph, i, directed);
        }
        assert_int_equal(ent_network_compile(&network, graph, &view, NULL, NULL), ENT_OK);
        expect_cells(network);
        ent_network_free(network);
    }
}

/* ---- Against itself ----------------------------------------------------------------------------------------------- */

static void expect_same(const ent_network *one, const ent_network *two) {
    ent_edges a = ENT_EDGES_INIT, b = ENT_EDGES_INIT;
    assert_int_equal(ent_network_edges(&a, one, NULL), ENT_OK);
    assert_int_equal(ent_network_edges(&b, two, NULL), ENT_OK);
    assert_int_equal(ent_network_node_count(one), ent_network_node_count(two));
    assert_int_equal(a.count, b.count);
    assert_memory_equal(a.from, b.from, a.count * sizeof *a.from);
    assert_memory_equal(a.to, b.to, a.count * sizeof *a.to);
    assert_memory_equal(a.positive, b.positive, a.count * sizeof *a.positive);
    assert_memory_equal(a.negative, b.negative, a.count * sizeof *a.negative);
    assert_memory_equal(a.first, b.first, a.count * sizeof *a.first);
    assert_memory_equal(a.last, b.last, a.count * sizeof *a.last);
    assert_memory_equal(a.kinds, b.kinds, ENT_KIND_COUNT * a.count * sizeof *a.kinds);
    for (uint32_t e = 0; e < a.count; e++) {
        const ent_id *first, *second;
        uint32_t first_count, second_count;
        ent_network_evidence(&first, &first_count, one, e);
        ent_network_evidence(&second, &second_count, two, e);
        assert_int_equal(first_count, second_count);
        assert_memory_equal(first, second, first_count * sizeof *first);
    }
    for (uint32_t v = 0; v < ent_network_node_count(one); v++) {
        ent_internal inside[2];
        ent_network_internal(&inside[0], one, v);
        ent_network_internal(&inside[1], two, v);
        assert_memory_equal(&inside[0], &inside[1], sizeof *inside);
    }
}

static void any_number_of_threads_gives_the_same_bits(void **state) {
    static const char *const codes[] = {"04"};
    ent_graph *graph = *state;
    for (int i = 0; i < 12; i++) {
        ent_view view = ENT_VIEW_INIT;
        ent_network *alone = NULL, *together;
        view.direction = (ent_direction)(i % 3);
        view.rollup = i % 2 ? ENT_ROLLUP_PRINCIPAL : ENT_ROLLUP_NONE;
        view.half_life = i % 4 == 1 ? 100.0 : 0.0;
        view.scheme = i % 5 ? ENT_SCHEME_TONE : ENT_SCHEME_COUNT;
        view.codes = codes;
        view.code_count = i > 8;
        for (uint32_t threads = 1; threads <= 3; threads++) {
            ent_run run = ENT_RUN_INIT;
            run.threads = threads;
            assert_int_equal(ent_network_compile(&together, graph, &view, &run, NULL), ENT_OK);
            if (threads == 1) {
                alone = together;
                assert_true(ent_network_edge_count(alone) > 100);
            } else {
                expect_same(alone, together);
                ent_network_free(together);
            }
        }
        ent_network_free(alone);
    }
}

static int set_up(void **state) {
    *state = make_events();
    return 0;
}

static int tear_down(void **state) {
    ent_graph_free(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_relations_collapse_to_the_sums_of_a_matrix),
        cmocka_unit_test(any_number_of_threads_gives_the_same_bits),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
