/* The bridge to igraph: what it borrows from the host it gives back, and threads may use it at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <entente/analysis.h>
#include <igraph/igraph.h>
#include <pthread.h>

#define NODES 200
#define THREADS 4

static ent_network *build(void) {
    uint32_t from[2 * NODES], to[2 * NODES];
    for (uint32_t i = 0; i < 2 * NODES; i++) {
        from[i] = i % NODES;
        to[i] = (i * 7 + 1 + i / NODES) % NODES;
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = NODES;
    list.directed = 1;
    list.edge_count = 2 * NODES;
    list.from = from;
    list.to = to;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    return network;
}

/* Everything that goes through the bridge, as one sum. */
static double ask_all(const ent_network *network, ent_status *status) {
    double sum = 0.0;
    uint32_t u[NODES], v[NODES], count = 0;
    *status = ent_articulation_points(u, &count, network, NULL, NULL);
    for (uint32_t i = 0; i < count; i++) {
        sum += u[i];
    }
    *status = *status == ENT_OK ? ent_bridges(u, v, &count, network, NULL, NULL) : *status;
    for (uint32_t i = 0; i < count; i++) {
        sum += u[i] * 3.0 + v[i];
    }
    return sum;
}

static int host_was_called;

static void host_error(const char *reason, const char *file, int line, igraph_error_t code) {
    (void)reason, (void)file, (void)line, (void)code;
    host_was_called++;
    IGRAPH_FINALLY_FREE();
}

static void host_warning(const char *reason, const char *file, int line) {
    (void)reason, (void)file, (void)line;
    host_was_called++;
}

static igraph_error_t host_progress(const char *message, igraph_real_t percent, void *data) {
    (void)message, (void)percent, (void)data;
    host_was_called++;
    return IGRAPH_SUCCESS;
}

static void handlers_and_generator_of_the_host_are_given_back(void **state) {
    (void)state;
    ent_network *network = build();
    ent_status status;
    igraph_set_error_handler(host_error);
    igraph_set_warning_handler(host_warning);
    igraph_set_progress_handler(host_progress);
    igraph_rng_seed(igraph_rng_default(), 5);
    igraph_integer_t expected[3];
    for (int i = 0; i < 3; i++) {
        expected[i] = igraph_rng_get_integer(igraph_rng_default(), 0, 1000000);
    }
    igraph_rng_seed(igraph_rng_default(), 5);
    for (int i = 0; i < 3; i++) {
        assert_true(igraph_rng_get_integer(igraph_rng_default(), 0, 1000000) == expected[i]);
        ask_all(network, &status);
        assert_int_equal(status, ENT_OK);
    }
    assert_int_equal(host_was_called, 0);
    assert_ptr_equal(igraph_set_error_handler(NULL), host_error);
    assert_ptr_equal(igraph_set_warning_handler(NULL), host_warning);
    assert_ptr_equal(igraph_set_progress_handler(NULL), host_progress);
    ent_network_free(network);
}

/* A host that is itself inside igraph keeps what it has on igraph's cleanup stack. */
static void the_cleanup_stack_of_the_host_is_left_alone(void **state) {
    (void)state;
    ent_network *network = build();
    ent_status status;
    igraph_vector_t held;
    assert_int_equal(igraph_vector_init(&held, 3), IGRAPH_SUCCESS);
    IGRAPH_FINALLY(igraph_vector_destroy, &held);
    int before = IGRAPH_FINALLY_STACK_SIZE();
    ask_all(network, &status);
    assert_int_equal(status, ENT_OK);
    assert_int_equal(IGRAPH_FINALLY_STACK_SIZE(), before);
    igraph_vector_destroy(&held);
    IGRAPH_FINALLY_CLEAN(1);
    ent_network_free(network);
}

typedef struct asker {
    const ent_network *network;
    double found;
    ent_status status;
} asker;

static void *ask_often(void *argument) {
    asker *self = argument;
    self->found = 0.0;
    self->status = ENT_OK;
    for (int i = 0; i < 100 && self->status == ENT_OK; i++) {
        self->found += ask_all(self->network, &self->status);
    }
    return NULL;
}

static void threads_ask_at_once(void **state) {
    (void)state;
    ent_network *network = build();
    asker alone = {network, 0.0, ENT_OK}, askers[THREADS];
    pthread_t threads[THREADS];
    ask_often(&alone);
    assert_int_equal(alone.status, ENT_OK);
    for (int i = 0; i < THREADS; i++) {
        askers[i] = alone;
        assert_int_equal(pthread_create(&threads[i], NULL, ask_often, &askers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(askers[i].status, ENT_OK);
        assert_true(askers[i].found == alone.found);
    }
    ent_network_free(network);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(handlers_and_generator_of_the_host_are_given_back),
        cmocka_unit_test(the_cleanup_stack_of_the_host_is_left_alone),
        cmocka_unit_test(threads_ask_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
