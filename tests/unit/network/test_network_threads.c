/* Several threads read one network and compile from one graph at once; run under the thread sanitizer too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "make_graph.h"
#include "network/layer.h"
#include <pthread.h>

#define THREADS 4
#define ROUNDS 20
#define STATES 30

/* What a thread reads, and what it found: plain numbers, as cmocka's asserts are for the main thread. */
typedef struct reader {
    const ent_graph *graph;
    const ent_network *network;
    double found;
    ent_status status;
} reader;

static double sum_of_rows(const ent_network *network) {
    double sum = 0.0;
    for (uint32_t node = 0; node < ent_network_node_count(network); node++) {
        const uint32_t *nodes, *edges;
        uint32_t count, relations;
        ent_network_neighbours(&nodes, &edges, &count, network, node, ENT_OUT);
        for (uint32_t i = 0; i < count; i++) {
            const ent_id *evidence;
            ent_network_evidence(&evidence, &relations, network, edges[i]);
            for (uint32_t j = 0; j < relations; j++) {
                sum += evidence[j] + ent_network_find_edge(network, node, nodes[i]);
            }
        }
    }
    return sum;
}

static double sum_of_layer(const ent_network *network, ent_status *status) {
    ent__layer layer;
    double sum = 0.0;
    *status = ent__layer_make(&layer, network, ENT_ALL, ENT_WEIGHT_STRENGTH, NULL);
    for (uint32_t i = 0; *status == ENT_OK && i < layer.arc_count; i++) {
        sum += layer.weights[i];
    }
    ent__layer_free(&layer);
    return sum;
}

static void *read_all(void *argument) {
    reader *self = argument;
    self->found = 0.0;
    self->status = ENT_OK;
    for (int round = 0; round < ROUNDS && self->status == ENT_OK; round++) {
        ent_view view = ENT_VIEW_INIT;
        ent_network *own = NULL;
        view.rollup = ENT_ROLLUP_PRINCIPAL;
        view.direction = ENT_DIRECTED;
        self->status = ent_network_compile(&own, self->graph, &view, NULL, NULL);
        if (self->status == ENT_OK) {
            self->found += sum_of_rows(self->network) + sum_of_rows(own);
            self->found += sum_of_layer(self->network, &self->status);
        }
        ent_network_free(own);
    }
    return NULL;
}

static void threads_read_one_network_at_once(void **state) {
    (void)state;
    ent_graph *graph = make_graph();
    for (ent_id i = 0; i < STATES; i++) {
        char id[3] = {'s', (char)('A' + i), 0};
        make_state(graph, id);
    }
    ent_id envoy = make_actor(graph, "envoy", ENT_ACTOR_OFFICIAL, NULL);
    make_affiliation(graph, ENT_AFFILIATION_SERVES, envoy, 0, MAKE_ALWAYS, 1.0);
    for (ent_id i = 0; i < 20 * STATES; i++) {
        make_tie(graph, i % STATES, (i * 7 + 1) % STATES == i % STATES ? envoy : (i * 7 + 1) % STATES, 0, 1);
    }
    ent_view view = ENT_VIEW_INIT;
    view.direction = ENT_DIRECTED;
    ent_network *network;
    assert_int_equal(ent_network_compile(&network, graph, &view, NULL, NULL), ENT_OK);
    reader alone = {graph, network, 0.0, ENT_OK}, readers[THREADS];
    read_all(&alone);
    assert_int_equal(alone.status, ENT_OK);
    assert_true(alone.found > 0.0);
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        readers[i] = alone;
        assert_int_equal(pthread_create(&threads[i], NULL, read_all, &readers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(readers[i].status, ENT_OK);
        assert_true(readers[i].found == alone.found);
    }
    ent_network_free(network);
    ent_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_read_one_network_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
