/* Interned strings and the hash map, against plain arrays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/map.h"
#include "base/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t intern(ent__strings *strings, const char *text) {
    uint32_t number;
    assert_int_equal(ent__strings_intern(&number, strings, text, strlen(text), NULL), ENT_OK);
    return number;
}

static void a_text_has_one_number_and_one_address(void **state) {
    (void)state;
    ent__strings strings = {0};
    char pakistan[] = "Pakistan";
    assert_int_equal(intern(&strings, pakistan), 0);
    assert_int_equal(intern(&strings, "Iran"), 1);
    assert_int_equal(intern(&strings, "Pakistan"), 0);
    pakistan[0] = 'X'; /* it was copied */
    assert_string_equal(ent__strings_get(&strings, 0), "Pakistan");
    assert_int_equal(ent__strings_find(&strings, "Iran", 4), 1);
    assert_int_equal(strings.count, 2);
    ent__strings_free(&strings);
}

static void length_counts_not_the_end_of_the_text(void **state) {
    (void)state;
    ent__strings strings = {0};
    uint32_t number;
    assert_int_equal(ent__strings_intern(&number, &strings, "Iranian", 4, NULL), ENT_OK);
    assert_string_equal(ent__strings_get(&strings, number), "Iran");
    assert_int_equal(ent__strings_find(&strings, "Iranian", 7), ENT_NONE);
    assert_int_equal(ent__strings_find(&strings, "Iraq", 3), ENT_NONE);
    assert_int_equal(ent__strings_find(&strings, "Iran!", 4), number);
    assert_int_equal(intern(&strings, ""), 1);
    assert_string_equal(ent__strings_get(&strings, 1), "");
    ent__strings_free(&strings);
}

static void an_empty_pool_has_nothing(void **state) {
    (void)state;
    ent__strings strings = {0};
    assert_int_equal(ent__strings_find(&strings, "", 0), ENT_NONE);
    assert_null(ent__strings_get(&strings, ENT_NONE));
    assert_int_equal(ent__strings_memory(&strings), 0);
    ent__strings_free(&strings);
    ent__strings_free(&strings);
}

static void many_texts_keep_their_numbers_and_never_move(void **state) {
    (void)state;
    enum { COUNT = 50000 };
    ent__strings strings = {0};
    const char **addresses = malloc(COUNT * sizeof *addresses);
    char text[32];
    for (uint32_t i = 0; i < COUNT; i++) {
        snprintf(text, sizeof text, "%u", i * 2654435761u);
        assert_int_equal(intern(&strings, text), i);
        addresses[i] = ent__strings_get(&strings, i);
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        snprintf(text, sizeof text, "%u", i * 2654435761u);
        assert_int_equal(ent__strings_find(&strings, text, strlen(text)), i);
        assert_ptr_equal(ent__strings_get(&strings, i), addresses[i]);
        assert_string_equal(addresses[i], text);
    }
    assert_true(ent__strings_memory(&strings) < COUNT * 60u);
    free(addresses);
    ent__strings_free(&strings);
}

static void a_text_longer_than_any_chunk_fits(void **state) {
    (void)state;
    const size_t length = 3u << 20;
    ent__strings strings = {0};
    char *text = malloc(length + 1);
    memset(text, 'x', length);
    text[length] = '\0';
    assert_int_equal(intern(&strings, "small"), 0);
    assert_int_equal(intern(&strings, text), 1);
    assert_int_equal(intern(&strings, "after"), 2);
    assert_string_equal(ent__strings_get(&strings, 1), text);
    assert_int_equal(intern(&strings, text), 1);
    free(text);
    ent__strings_free(&strings);
}

static void a_map_remembers_the_last_value_of_every_key(void **state) {
    (void)state;
    enum { KEYS = 5000, STEPS = 40000 };
    ent__map map = {0};
    uint32_t *expected = malloc(KEYS * sizeof *expected);
    memset(expected, 0xFF, KEYS * sizeof *expected);
    uint64_t random = 5;
    for (uint32_t i = 0; i < STEPS; i++) {
        uint64_t key = ent__random(&random) % KEYS;
        /* Keys that differ in their high bits only must not fall together. */
        assert_int_equal(ent__map_put(&map, key << 52 | key, i, NULL), ENT_OK);
        expected[key] = i;
    }
    size_t used = 0;
    for (uint64_t key = 0; key < KEYS; key++) {
        assert_int_equal(ent__map_get(&map, key << 52 | key), expected[key]);
        used += expected[key] != ENT_NONE;
    }
    assert_int_equal(map.used, used);
    assert_true(map.used * 10 <= map.slot_count * 7);
    assert_int_equal(ent__map_memory(&map), map.slot_count * 12);
    free(expected);
    ent__map_free(&map);
}

static void an_empty_map_has_nothing(void **state) {
    (void)state;
    ent__map map = {0};
    assert_int_equal(ent__map_get(&map, 0), ENT_NONE);
    assert_int_equal(ent__map_put(&map, 0, 0, NULL), ENT_OK);
    assert_int_equal(ent__map_get(&map, 0), 0);
    assert_int_equal(ent__map_get(&map, UINT64_MAX), ENT_NONE);
    assert_int_equal(ent__map_put(&map, UINT64_MAX, 9, NULL), ENT_OK);
    assert_int_equal(ent__map_get(&map, UINT64_MAX), 9);
    ent__map_free(&map);
    assert_int_equal(ent__map_get(&map, 0), ENT_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_has_one_number_and_one_address),
        cmocka_unit_test(length_counts_not_the_end_of_the_text),
        cmocka_unit_test(an_empty_pool_has_nothing),
        cmocka_unit_test(many_texts_keep_their_numbers_and_never_move),
        cmocka_unit_test(a_text_longer_than_any_chunk_fits),
        cmocka_unit_test(a_map_remembers_the_last_value_of_every_key),
        cmocka_unit_test(an_empty_map_has_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
