/* The bridge to igraph: what it borrows from the host it gives back, and threads may use it at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <entente/signed.h>
#include <igraph/igraph.h>
#include <math.h>
#include <pthread.h>

#define FEW 60 /* whose eigenvalues LAPACK finds, and beyond 512 nodes ARPACK */
#define MANY 600
#define THREADS 4

typedef struct networks {
    ent_network *few, *many;
} networks;

static ent_network *build_one(uint32_t n) {
    uint32_t from[2 * MANY], to[2 * MANY];
    for (uint32_t i = 0; i < 2 * n; i++) {
        from[i] = i % n;
        to[i] = (i * 7 + 1 + i / n) % (i < n ? n : n / 4);
    }
    ent_edge_list list = ENT_EDGE_LIST_INIT;
    list.node_count = n;
    list.edge_count = 2 * (size_t)n;
    list.from = from;
    list.to = to;
    ent_network *network;
    assert_int_equal(ent_network_from_edges(&network, &list, NULL, NULL), ENT_OK);
    return network;
}

static networks build(void) {
    return (networks){build_one(FEW), build_one(MANY)};
}

static void free_networks(networks *both) {
    ent_network_free(both->few);
    ent_network_free(both->many);
}

/* Everything that goes through the bridge, as one sum. */
static double ask_all(const networks *both, ent_status *status) {
    double scores[MANY], few, many, balance;
    *status = ent_signed_eigenvector(scores, &few, both->few, NULL, NULL, NULL);
    *status = *status == ENT_OK ? ent_signed_eigenvector(scores, &many, both->many, NULL, NULL, NULL) : *status;
    *status = *status == ENT_OK ? ent_walk_balance(&balance, NULL, both->few, NULL, NULL, NULL) : *status;
    return *status == ENT_OK ? few + 3.0 * many + 5.0 * balance : 0.0;
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
    networks both = build();
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
        ask_all(&both, &status);
        assert_int_equal(status, ENT_OK);
    }
    assert_int_equal(host_was_called, 0);
    assert_ptr_equal(igraph_set_error_handler(NULL), host_error);
    assert_ptr_equal(igraph_set_warning_handler(NULL), host_warning);
    assert_ptr_equal(igraph_set_progress_handler(NULL), host_progress);
    free_networks(&both);
}

/* A host that is itself inside igraph keeps what it has on igraph's cleanup stack. */
static void the_cleanup_stack_of_the_host_is_left_alone(void **state) {
    (void)state;
    networks both = build();
    ent_status status;
    igraph_vector_t held;
    assert_int_equal(igraph_vector_init(&held, 3), IGRAPH_SUCCESS);
    IGRAPH_FINALLY(igraph_vector_destroy, &held);
    int before = IGRAPH_FINALLY_STACK_SIZE();
    ask_all(&both, &status);
    assert_int_equal(status, ENT_OK);
    assert_int_equal(IGRAPH_FINALLY_STACK_SIZE(), before);
    igraph_vector_destroy(&held);
    IGRAPH_FINALLY_CLEAN(1);
    free_networks(&both);
}

typedef struct asker {
    const networks *both;
    double found;
    ent_status status;
} asker;

static void *ask_often(void *argument) {
    asker *self = argument;
    self->found = 0.0;
    self->status = ENT_OK;
    for (int i = 0; i < 25 && self->status == ENT_OK; i++) {
        self->found += ask_all(self->both, &self->status);
    }
    return NULL;
}

static void threads_ask_at_once(void **state) {
    (void)state;
    networks both = build();
    asker alone = {&both, 0.0, ENT_OK}, askers[THREADS];
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
        assert_true(fabs(askers[i].found - alone.found) < 1e-9 * alone.found); /* LAPACK's last bits vary */
    }
    free_networks(&both);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(handlers_and_generator_of_the_host_are_given_back),
        cmocka_unit_test(the_cleanup_stack_of_the_host_is_left_alone),
        cmocka_unit_test(threads_ask_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
