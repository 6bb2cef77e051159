/* A crew does every item of every round once, before the round ends, with any number of threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/crew.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ITEMS 40u
#define ROUNDS 300u

typedef struct work {
    uint32_t done[ITEMS]; /* rounds in which each item was done */
    uint32_t seen[ITEMS]; /* what its neighbour stood at a round ago */
    const uint32_t *before;
} work;

static void do_one(void *context, size_t item) {
    work *it = context;
    it->seen[item] = it->before[(item + 1) % ITEMS];
    it->done[item]++;
}

static void nap(void) {
    const struct timespec moment = {0, 300000};
    nanosleep(&moment, NULL); /* so that helpers fall asleep */
}

static void every_item_of_every_round_is_done_once(void **state) {
    (void)state;
    for (uint32_t workers = 0; workers <= 5; workers++) {
        ent__crew *crew;
        uint32_t before[ITEMS];
        work it = {.before = before};
        assert_int_equal(ent__crew_make(&crew, workers, NULL), ENT_OK);
        for (uint32_t round = 0; round < ROUNDS; round++) {
            size_t items = round % (ITEMS + 1);
            memcpy(before, it.done, sizeof before);
            ent__crew_do(crew, items, do_one, &it);
            for (size_t item = 0; item < ITEMS; item++) {
                assert_int_equal(it.done[item], before[item] + (item < items));
                assert_true(item >= items || it.seen[item] == before[(item + 1) % ITEMS]);
            }
            if (round % 50 == 49) {
                nap();
            }
        }
        ent__crew_free(crew);
    }
}

static void a_crew_may_be_dismissed_at_once(void **state) {
    (void)state;
    for (int i = 0; i < 50; i++) {
        ent__crew *crew;
        assert_int_equal(ent__crew_make(&crew, 4, NULL), ENT_OK);
        ent__crew_free(crew);
    }
    ent__crew_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_of_every_round_is_done_once),
        cmocka_unit_test(a_crew_may_be_dismissed_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
