/* Work shared between threads: every item once, whoever asks, however deep, and until somebody stops it. Run under the thread sanitizer too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/parallel.h"
#include "base/pool.h"
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_THREAD__)
#define NO_THREADS_AFTER_FORK /* the thread sanitizer refuses them */
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define NO_THREADS_AFTER_FORK
#endif
#endif

#define ITEMS 500
#define WORKERS 4
#define CALLERS 6

/* What a task is to do, and what was done. */
typedef struct job {
    atomic_uint done[ITEMS]; /* how often */
    atomic_uint outside; /* worker numbers that were not asked for */
    atomic_uint at_once[WORKERS]; /* tasks that each worker is at */
    size_t fails_from; /* items that fail; ITEMS: none */
    bool is_nested;
} job;

static ent_status count_item(void *context, uint32_t worker, size_t item, ent_error *error) {
    job *all = context;
    if (worker >= WORKERS || atomic_fetch_add(&all->at_once[worker], 1) != 0) {
        atomic_fetch_add(&all->outside, 1);
        return ENT_OK;
    }
    atomic_fetch_add(&all->done[item], 1);
    ent_status status = ENT_OK;
    if (item >= all->fails_from) {
        status = ent__fail(error, ENT_EINVAL, "item %zu fails", item);
    }
    if (all->is_nested) {
        job inner = {.fails_from = ITEMS};
        status = ent__parallel(20, WORKERS, count_item, &inner, NULL, error);
        for (size_t i = 0; i < 20; i++) {
            atomic_fetch_add(&all->outside, inner.done[i] != 1);
        }
    }
    atomic_fetch_sub(&all->at_once[worker], 1);
    return status;
}

/* Plain numbers, as cmocka's asserts are for the main thread: how many items were not done once. */
static unsigned run_job(bool is_nested) {
    job all = {.fails_from = ITEMS, .is_nested = is_nested};
    unsigned wrong = ent__parallel(ITEMS, WORKERS, count_item, &all, NULL, NULL) != ENT_OK;
    for (size_t i = 0; i < ITEMS; i++) {
        wrong += all.done[i] != 1;
    }
    return wrong + all.outside;
}

static void every_item_is_done_once_by_a_worker_of_its_own(void **state) {
    (void)state;
    for (int round = 0; round < 200; round++) {
        assert_int_equal(run_job(false), 0);
    }
}

static void items_may_share_work_of_their_own(void **state) {
    (void)state;
    assert_int_equal(run_job(true), 0);
}

static ent_status wait_for_another(void *context, uint32_t worker, size_t item, ent_error *error) {
    atomic_uint *here = context;
    atomic_fetch_add(here, 1);
    while (atomic_load(here) < 2) {
        sched_yield();
    }
    (void)worker, (void)item, (void)error;
    return ENT_OK;
}

static void threads_of_the_pool_do_come(void **state) {
    (void)state;
    for (int round = 0; round < 50; round++) { /* each item ends only when another has begun beside it */
        atomic_uint here = 0;
        assert_int_equal(ent__parallel(2, 2, wait_for_another, &here, NULL, NULL), ENT_OK);
        assert_int_equal(here, 2);
    }
    assert_in_range(ent__pool_size(), 1, 255);
}

static void *call_often(void *wrong) {
    for (int round = 0; round < 50; round++) {
        *(unsigned *)wrong += run_job(round % 10 == 0);
    }
    return NULL;
}

static void many_threads_may_ask_at_once(void **state) {
    (void)state;
    pthread_t callers[CALLERS];
    unsigned wrong[CALLERS] = {0};
    for (int i = 0; i < CALLERS; i++) {
        assert_int_equal(pthread_create(&callers[i], NULL, call_often, &wrong[i]), 0);
    }
    for (int i = 0; i < CALLERS; i++) {
        pthread_join(callers[i], NULL);
        assert_int_equal(wrong[i], 0);
    }
    assert_in_range(ent__pool_size(), 1, 255); /* threads are kept, not one more for each call */
}

static void the_first_item_that_fails_counts(void **state) {
    (void)state;
    for (int round = 0; round < 50; round++) {
        job all = {.fails_from = 100};
        ent_error error = {0};
        assert_int_equal(ent__parallel(ITEMS, WORKERS, count_item, &all, NULL, &error), ENT_EINVAL);
        assert_string_equal(error.message, "item 100 fails");
        unsigned begun = 0;
        for (size_t i = 0; i < ITEMS; i++) {
            begun += all.done[i];
        }
        assert_in_range(begun, 101, 100 + WORKERS); /* no more are given out than are being done */
    }
}

static int stop_soon(void *context, double fraction) {
    (void)fraction;
    return ++*(unsigned *)context == 3;
}

static void whoever_asked_may_cancel(void **state) {
    (void)state;
    unsigned reports = 0;
    job all = {.fails_from = ITEMS};
    ent_run run = ENT_RUN_INIT;
    run.progress = stop_soon;
    run.context = &reports;
    assert_int_equal(ent__parallel(ITEMS, 1, count_item, &all, &run, NULL), ENT_ECANCELLED);
    assert_int_equal(all.done[1], 1);
    assert_int_equal(all.done[2], 0);
}

static void a_forked_child_has_threads_of_its_own(void **state) {
    (void)state;
#ifdef NO_THREADS_AFTER_FORK
    skip();
#endif
    int ends[2];
    char answer = 0;
    assert_int_equal(run_job(false), 0);
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        atomic_uint here = 0;
        answer = ent__pool_size() == 0 && ent__parallel(2, 2, wait_for_another, &here, NULL, NULL) == ENT_OK &&
                 run_job(true) == 0;
        ssize_t written = write(ends[1], &answer, 1);
        raise(written == 1 ? SIGKILL : SIGABRT); /* what it inherited of its parent's threads nobody need look for */
    }
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_int_equal(read(ends[0], &answer, 1), 1);
    assert_int_equal(answer, 1);
    close(ends[0]);
    close(ends[1]);
    assert_int_equal(run_job(false), 0);
}

/* Numbers of many digits: their sum depends on the order of adding. */
static ent_status fill_vector(void *context, uint32_t worker, size_t item, double *vector, ent_error *error) {
    for (size_t i = 0; i < 8; i++) {
        vector[i] = 1.0 / (double)(item * 8 + i + 1);
    }
    (void)context, (void)worker, (void)error;
    return ENT_OK;
}

static void sums_are_the_same_bits_for_any_number_of_threads(void **state) {
    (void)state;
    double expected[8] = {0}, total[8];
    for (size_t item = 0; item < ITEMS; item++) {
        for (size_t i = 0; i < 8; i++) {
            expected[i] += 1.0 / (double)(item * 8 + i + 1);
        }
    }
    for (uint32_t workers = 1; workers < 8; workers++) {
        assert_int_equal(ent__parallel_sum(total, 8, ITEMS, workers, fill_vector, NULL, NULL, NULL), ENT_OK);
        assert_memory_equal(total, expected, sizeof expected);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_is_done_once_by_a_worker_of_its_own),
        cmocka_unit_test(items_may_share_work_of_their_own),
        cmocka_unit_test(threads_of_the_pool_do_come),
        cmocka_unit_test(many_threads_may_ask_at_once),
        cmocka_unit_test(the_first_item_that_fails_counts),
        cmocka_unit_test(whoever_asked_may_cancel),
        cmocka_unit_test(a_forked_child_has_threads_of_its_own),
        cmocka_unit_test(sums_are_the_same_bits_for_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
