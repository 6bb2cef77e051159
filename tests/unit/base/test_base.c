/* The table of statuses, errors, structs of other sizes than ours, checked memory, progress and threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base_internal.h"
#include "base/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Statuses ----------------------------------------------------------------------------------------------------- */

static void the_version_is_that_of_the_headers(void **state) {
    (void)state;
    char version[32];
    snprintf(version, sizeof version, "%d.%d.%d", ENT_VERSION_MAJOR, ENT_VERSION_MINOR, ENT_VERSION_PATCH);
    assert_string_equal(ent_version(), version);
    assert_string_equal(ENT_VERSION, version);
}

static void every_status_has_a_name_and_a_message_of_its_own(void **state) {
    (void)state;
    enum { COUNT = ENT_EINTERNAL + 1 };
    for (int i = 0; i < COUNT; i++) {
        const char *name = ent_status_name((ent_status)i), *message = ent_status_message((ent_status)i);
        assert_memory_equal(name, "ENT_", 4);
        assert_true(strlen(message) > 4);
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(name, ent_status_name((ent_status)j));
            assert_string_not_equal(message, ent_status_message((ent_status)j));
        }
    }
    assert_int_equal(ENT_OK, 0);
    assert_string_equal(ent_status_name(ENT_ENOMEM), "ENT_ENOMEM");
    assert_string_equal(ent_status_message(ENT_ENOMEM), "out of memory");
}

static void a_number_that_is_no_status_has_no_name(void **state) {
    (void)state;
    assert_string_equal(ent_status_name((ent_status)(ENT_EINTERNAL + 1)), "unknown status");
    assert_string_equal(ent_status_message((ent_status)999), "unknown status");
    assert_string_equal(ent_status_name((ent_status)-1), "unknown status");
}

/* ---- Errors ------------------------------------------------------------------------------------------------------- */

static void a_failure_fills_the_error_and_returns_its_status(void **state) {
    (void)state;
    ent_error error;
    memset(&error, 0xAA, sizeof error);
    assert_int_equal(ent__fail(&error, ENT_ELIMIT, "%d of %s", 3, "four"), ENT_ELIMIT);
    assert_int_equal(error.code, ENT_ELIMIT);
    assert_string_equal(error.message, "3 of four");
    assert_true(error.line == 0 && error.column == 0 && error.offset == 0);
    assert_int_equal(ent__fail_at(&error, ENT_EPARSE, 3, 14, 159, "here"), ENT_EPARSE);
    assert_true(error.code == ENT_EPARSE && error.line == 3 && error.column == 14 && error.offset == 159);
    assert_int_equal(ent__fail_memory(&error), ENT_ENOMEM);
    assert_true(error.code == ENT_ENOMEM && error.line == 0);
}

static void nobody_need_look_at_the_error(void **state) {
    (void)state;
    assert_int_equal(ent__fail(NULL, ENT_EINVAL, "%s", "lost"), ENT_EINVAL);
    assert_int_equal(ent__fail_at(NULL, ENT_EPARSE, 1, 1, 0, "lost"), ENT_EPARSE);
    assert_int_equal(ent__fail_memory(NULL), ENT_ENOMEM);
}

static void long_messages_are_cut_between_characters(void **state) {
    (void)state;
    static const char *const characters[] = {"x", "\xC3\xA9", "\xE4\xB8\xAD", "\xF0\x9F\x95\x8A"};
    char text[ENT_ERROR_MESSAGE * 2];
    for (size_t c = 0; c < 4; c++) {
        for (size_t shift = 0; shift < 5; shift++) {
            size_t used = 0, width = strlen(characters[c]);
            for (; used < shift; used++) {
                text[used] = 'a';
            }
            for (; used + width < sizeof text; used += width) {
                memcpy(text + used, characters[c], width + 1);
            }
            ent_error error;
            ent__fail(&error, ENT_EINVAL, "%s", text);
            size_t length = strlen(error.message);
            assert_true(length < sizeof error.message && length > sizeof error.message - 1 - width);
            assert_memory_equal(error.message, text, length);
            assert_true(ent__utf8_valid(error.message, length, NULL));
        }
    }
}

/* What a caller handed in may be quoted, cut and whole: the message stays one line of UTF-8 whatever it was. */
static void messages_are_one_line_of_text_whatever_they_quote(void **state) {
    (void)state;
    ent_error error;
    ent__fail(&error, ENT_EINVAL, "id \"%s\"", "a\nb\x1B[0m\x7F");
    assert_string_equal(error.message, "id \"a?b?[0m?\"");
    ent__fail(&error, ENT_EINVAL, "id \"%s\"", "\xFF\xC0\x80 caf\xC3");
    assert_string_equal(error.message, "id \"??? caf?\"");
    ent__fail(&error, ENT_EINVAL, "id \"%.4s\" is long", "caf\xC3\xA9s");
    assert_string_equal(error.message, "id \"caf?\" is long");
    ent__fail_at(&error, ENT_EPARSE, 1, 1, 0, "%s", "\xED\xA0\x80 caf\xC3\xA9");
    assert_string_equal(error.message, "??? caf\xC3\xA9");
}

/* ---- Structs of other sizes --------------------------------------------------------------------------------------- */

typedef struct options {
    size_t size;
    int32_t first, second;
    double third;
} options;

static const options defaults = {sizeof(options), 1, 2, 3.0};

static void no_options_are_the_defaults(void **state) {
    (void)state;
    options copy = defaults;
    assert_int_equal(ent__options_read(&copy, sizeof copy, NULL, "options", NULL), ENT_OK);
    assert_memory_equal(&copy, &defaults, sizeof copy);
}

static void options_of_an_older_header_keep_the_newer_defaults(void **state) {
    (void)state;
    options copy = defaults, given = {offsetof(options, second), 10, 20, 30.0};
    assert_int_equal(ent__options_read(&copy, sizeof copy, &given, "options", NULL), ENT_OK);
    assert_true(copy.first == 10 && copy.second == 2 && copy.third == 3.0);
    assert_int_equal(copy.size, sizeof copy);
}

static void a_longer_struct_is_taken_if_what_is_new_is_zero(void **state) {
    (void)state;
    struct {
        options known;
        char newer[8];
    } given = {{sizeof given, 10, 20, 30.0}, {0}};
    options copy = defaults;
    ent_error error;
    assert_int_equal(ent__options_read(&copy, sizeof copy, &given, "options", NULL), ENT_OK);
    assert_true(copy.first == 10 && copy.third == 30.0 && copy.size == sizeof copy);
    given.newer[7] = 1;
    copy = defaults;
    assert_int_equal(ent__options_read(&copy, sizeof copy, &given, "options", &error), ENT_EINVAL);
    assert_string_equal(error.message, "options has a member at byte 31 that this version (0.1.0) does not know");
    assert_memory_equal(&copy, &defaults, sizeof copy);
}

static void a_size_that_cannot_be_is_refused(void **state) {
    (void)state;
    static const size_t sizes[] = {0, 1, sizeof(size_t) - 1, 4097, SIZE_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        options copy = defaults, given = {sizes[i], 10, 20, 30.0};
        ent_error error;
        assert_int_equal(ent__options_read(&copy, sizeof copy, &given, "options", &error), ENT_EINVAL);
        assert_non_null(strstr(error.message, "set the struct with its INIT macro first"));
        assert_memory_equal(&copy, &defaults, sizeof copy);
        options before = given;
        assert_int_equal(ent__result_write(&given, &defaults, sizeof defaults, "result", &error), ENT_EINVAL);
        assert_memory_equal(&given, &before, sizeof given);
    }
}

static void a_result_is_filled_as_far_as_it_goes(void **state) {
    (void)state;
    options shorter = {offsetof(options, third), 0, 0, 99.0};
    assert_int_equal(ent__result_write(&shorter, &defaults, sizeof defaults, "result", NULL), ENT_OK);
    assert_true(shorter.first == 1 && shorter.second == 2 && shorter.third == 99.0);
    assert_int_equal(shorter.size, offsetof(options, third));
    struct {
        options known;
        int32_t newer;
    } longer = {{sizeof longer, 0, 0, 0.0}, 7};
    assert_int_equal(ent__result_write(&longer, &defaults, sizeof defaults, "result", NULL), ENT_OK);
    assert_true(longer.known.third == 3.0 && longer.newer == 7 && longer.known.size == sizeof longer);
}

/* ---- Memory, running ---------------------------------------------------------------------------------------------- */

static void sizes_that_overflow_are_exhausted_memory(void **state) {
    (void)state;
    int32_t *items = NULL;
    size_t capacity = 0;
    assert_null(ent__calloc(SIZE_MAX / 2, 4));
    assert_false(ENT__RESERVE(items, capacity, SIZE_MAX / 2));
    assert_true(items == NULL && capacity == 0);
    void *nothing = ent__calloc(0, 8);
    assert_non_null(nothing);
    free(nothing);
}

static void arrays_grow_by_half_and_keep_what_they_hold(void **state) {
    (void)state;
    uint32_t *items = NULL;
    size_t capacity = 0, moves = 0;
    for (uint32_t i = 0; i < 100000; i++) {
        size_t before = capacity;
        assert_true(ENT__RESERVE(items, capacity, i + 1u));
        moves += capacity != before;
        assert_true(capacity <= 8 || capacity <= (size_t)i + i / 2 + 2);
        items[i] = i;
    }
    assert_true(moves < 30);
    for (uint32_t i = 0; i < 100000; i++) {
        assert_int_equal(items[i], i);
    }
    free(items);
}

static int note_fraction(void *context, double fraction) {
    *(double *)context = fraction;
    return fraction >= 0.5;
}

static void progress_is_told_and_may_cancel(void **state) {
    (void)state;
    double seen = -1;
    ent_run run = ENT_RUN_INIT;
    ent_error error;
    assert_int_equal(ent__progress(NULL, 0.5, NULL), ENT_OK);
    assert_int_equal(ent__progress(&run, 0.5, NULL), ENT_OK);
    run.progress = note_fraction;
    run.context = &seen;
    assert_int_equal(ent__progress(&run, 0.25, &error), ENT_OK);
    assert_true(seen == 0.25);
    assert_int_equal(ent__progress(&run, 0.5, &error), ENT_ECANCELLED);
    assert_string_equal(error.message, "cancelled after 50 %");
}

static void threads_are_those_asked_for_or_the_processors(void **state) {
    (void)state;
    ent_run run = ENT_RUN_INIT;
    assert_true(ent__threads(NULL) >= 1);
    assert_int_equal(ent__threads(&run), ent__threads(NULL));
    run.threads = 3;
    assert_int_equal(ent__threads(&run), 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_version_is_that_of_the_headers),
        cmocka_unit_test(every_status_has_a_name_and_a_message_of_its_own),
        cmocka_unit_test(a_number_that_is_no_status_has_no_name),
        cmocka_unit_test(a_failure_fills_the_error_and_returns_its_status),
        cmocka_unit_test(nobody_need_look_at_the_error),
        cmocka_unit_test(long_messages_are_cut_between_characters),
        cmocka_unit_test(messages_are_one_line_of_text_whatever_they_quote),
        cmocka_unit_test(no_options_are_the_defaults),
        cmocka_unit_test(options_of_an_older_header_keep_the_newer_defaults),
        cmocka_unit_test(a_longer_struct_is_taken_if_what_is_new_is_zero),
        cmocka_unit_test(a_size_that_cannot_be_is_refused),
        cmocka_unit_test(a_result_is_filled_as_far_as_it_goes),
        cmocka_unit_test(sizes_that_overflow_are_exhausted_memory),
        cmocka_unit_test(arrays_grow_by_half_and_keep_what_they_hold),
        cmocka_unit_test(progress_is_told_and_may_cancel),
        cmocka_unit_test(threads_are_those_asked_for_or_the_processors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
