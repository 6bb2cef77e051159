/* The heap of Dijkstra's searches against a plain search for the least. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/monotone.h"
#include <math.h>

#define NODES 40u

/* A length: often 0 or one of a few, so that keys tie; now and then of another order of magnitude. */
static double draw(uint64_t *stream) {
    uint64_t kind = ent__random(stream) % 8;
    double number = (double)(ent__random(stream) % 1000);
    return kind < 3 ? (double)(kind % 2) : kind == 7 ? number * 1e-12 : kind == 6 ? number * 1e9 : number * 0.001;
}

static uint32_t nearest(const double *distances, const bool *settled) {
    uint32_t best = ENT_NONE;
    for (uint32_t node = 0; node < NODES; node++) {
        bool waits = !settled[node] && !isinf(distances[node]);
        best = waits && (best == ENT_NONE || distances[node] < distances[best]) ? node : best;
    }
    return best;
}

static void offer(double *distances, ent__monotone *heap, const bool *settled, uint64_t *stream, double from) {
    uint32_t node = (uint32_t)(ent__random(stream) % NODES);
    double distance = from + draw(stream);
    if (!settled[node] && distance < distances[node]) {
        distances[node] = distance;
        ent__monotone_push(heap, distance, node);
    }
}

static void the_nearest_node_is_taken_next(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 3000; seed++) {
        uint64_t stream = seed;
        ent__monotone heap = {0};
        double distances[NODES];
        bool settled[NODES] = {false};
        for (uint32_t node = 0; node < NODES; node++) {
            distances[node] = INFINITY;
        }
        uint32_t taken = 0;
        for (int i = 0; i < 5; i++) {
            offer(distances, &heap, settled, &stream, 0.0);
        }
        for (uint32_t expected; (expected = nearest(distances, settled)) != ENT_NONE; taken++) {
            assert_true(ent__monotone_deal(&heap, distances));
            assert_true(ent__monotone_least(&heap) == distances[expected]);
            uint32_t node = ent__monotone_take(&heap);
            assert_true(distances[node] == distances[expected]);
            assert_false(settled[node]);
            settled[node] = true;
            for (uint64_t i = ent__random(&stream) % 6; i > 0; i--) {
                offer(distances, &heap, settled, &stream, distances[node]);
            }
        }
        assert_true(taken > 0);
        assert_false(ent__monotone_deal(&heap, distances));
        assert_int_equal(heap.count, 0);
        ent__monotone_free(&heap);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_node_is_taken_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
