/*
 * Sorting by digits against an insertion sort, which is stable too.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/radix.h"
#include <stdlib.h>

#define MOST 200

static void expect_sorted(const uint64_t *keys, uint32_t count) {
    ent__keyed expected[MOST], *items = ent__calloc(count, sizeof *items);
    for (uint32_t i = 0; i < count; i++) {
        items[i] = (ent__keyed){keys[i], i};
        uint32_t place = i;
        for (; place > 0 && expected[place - 1].key > keys[i]; place--) {
            expected[place] = expected[place - 1];
        }
        expected[place] = items[i];
    }
    assert_int_equal(ent__sort_keyed(&items, count, NULL), ENT_OK);
    for (uint32_t i = 0; i < count; i++) {
        assert_true(items[i].key == expected[i].key && items[i].item == expected[i].item);
    }
    free(items);
}

static void items_come_by_key_and_then_as_they_were(void **state) {
    (void)state;
    uint64_t stream = 1, keys[MOST];
    for (int trial = 0; trial < 500; trial++) {
        uint32_t count = ent__random_below(&stream, MOST + 1), shift = ent__random_below(&stream, 64);
        uint32_t few = ent__random_below(&stream, 2);
        for (uint32_t i = 0; i < count; i++) {
            keys[i] = few ? (ent__random(&stream) & 3) << shift : ent__random(&stream) >> shift;
        }
        expect_sorted(keys, count);
    }
    expect_sorted(keys, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_come_by_key_and_then_as_they_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
