/* Numbers as text and back, in every locale; ties of lengths; the random stream. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base_internal.h"
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Values and their shortest decimals, as Python's repr (David Gay's algorithm) gives their digits. */
static const struct {
    double value;
    const char *text;
} shortest[] = {{0.0, "0"},
                {-0.0, "-0"},
                {1.0, "1"},
                {-1.5, "-1.5"},
                {0.1, "0.1"},
                {0.1 + 0.2, "0.30000000000000004"},
                {1.0 / 3.0, "0.3333333333333333"},
                {2.0 / 3.0, "0.6666666666666666"},
                {100.0, "100"},
                {123456789.0, "123456789"},
                {1e15, "1e+15"},
                {1e300, "1e+300"},
                {1e-7, "1e-07"},
                {9007199254740993.0, "9007199254740992"},
                {5e-324, "5e-324"},
                {2.5e-323, "2.5e-323"},
                {1e-310, "1e-310"},
                {DBL_MIN, "2.2250738585072014e-308"},
                {DBL_MAX, "1.7976931348623157e+308"},
                {-DBL_MAX, "-1.7976931348623157e+308"},
                {DBL_EPSILON, "2.220446049250313e-16"}};

static void expect_shortest(void) {
    for (size_t i = 0; i < sizeof shortest / sizeof *shortest; i++) {
        char text[32];
        double read = 7;
        assert_int_equal(ent__double_format(text, shortest[i].value), strlen(shortest[i].text));
        assert_string_equal(text, shortest[i].text);
        assert_true(ent__double_parse(&read, text, strlen(text)));
        assert_memory_equal(&read, &shortest[i].value, sizeof read);
    }
}

static void numbers_are_written_as_short_as_reads_back(void **state) {
    (void)state;
    expect_shortest();
}

static void every_locale_writes_and_reads_the_point(void **state) {
    (void)state;
    /* A comma, and a separator of two bytes; made by tests/CMakeLists.txt. */
    static const char *const locales[] = {"de_DE.UTF-8", "ps_AF.UTF-8"};
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
        if (!setlocale(LC_ALL, locales[i])) {
            fail_msg("the locale %s is missing", locales[i]);
        }
        double value;
        assert_string_not_equal(localeconv()->decimal_point, ".");
        expect_shortest();
        assert_true(ent__double_parse(&value, "-12.5e1", 7));
        assert_true(value == -125.0);
        assert_false(ent__double_parse(&value, "1,5", 3));
        assert_string_equal(setlocale(LC_ALL, NULL), locales[i]);
        setlocale(LC_ALL, "C");
    }
}

static void random_numbers_read_back_bit_by_bit(void **state) {
    (void)state;
    uint64_t random = 1;
    for (int i = 0; i < 50000; i++) {
        uint64_t bits = ent__random(&random);
        double value, read;
        char text[32];
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value)) {
            continue;
        }
        size_t length = ent__double_format(text, value);
        assert_true(length < sizeof text && strlen(text) == length);
        assert_true(ent__double_parse(&read, text, length));
        assert_memory_equal(&read, &value, sizeof read);
    }
}

static void what_is_not_finite_has_a_word(void **state) {
    (void)state;
    char text[32];
    assert_int_equal(ent__double_format(text, NAN), 3);
    assert_string_equal(text, "nan");
    assert_int_equal(ent__double_format(text, INFINITY), 3);
    assert_string_equal(text, "inf");
    assert_int_equal(ent__double_format(text, -INFINITY), 4);
    assert_string_equal(text, "-inf");
}

static void decimal_numbers_are_read_in_full(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double value;
    } good[] = {{"7", 7},       {"+7", 7},      {"-7.", -7},  {".5", 0.5},   {"007.50", 7.5}, {"1e3", 1000},
                {"1E+3", 1000}, {"25e-1", 2.5}, {"-0", -0.0}, {"1e-999", 0}, {"0e999", 0.0},  {"4.9e-324", 5e-324}};
    static const char *const bad[] = {"",   "-",   "+",     ".",   "e5",  "1e",    "1e+",    "1.5.2", "1,5", " 1",
                                      "1 ", "0x1", "1e1.5", "nan", "inf", "1e999", "-1e999", "--1",   "1a",  "1e5x"};
    double value;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        value = 99;
        assert_true(ent__double_parse(&value, good[i].text, strlen(good[i].text)));
        assert_memory_equal(&value, &good[i].value, sizeof value);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        value = 99;
        if (ent__double_parse(&value, bad[i], strlen(bad[i])) || value != 99) {
            fail_msg("\"%s\" is read as %g", bad[i], value);
        }
    }
    assert_true(ent__double_parse(&value, "12345", 3));
    assert_true(value == 123);
}

static void very_long_decimals_are_refused_not_cut(void **state) {
    (void)state;
    char text[500];
    double value;
    memset(text, '1', sizeof text);
    assert_true(ent__double_parse(&value, text, 300));
    assert_false(ent__double_parse(&value, text, sizeof text));
}

static void ties_are_relative(void **state) {
    (void)state;
    assert_true(ent__equal(0.0, -0.0));
    assert_true(ent__equal(0.1 + 0.2, 0.3));
    assert_true(ent__equal(1e300, 1e300 * (1 + 5e-11)));
    assert_true(ent__equal(INFINITY, INFINITY));
    assert_false(ent__equal(1.0, 1.0 + 2e-10));
    assert_false(ent__equal(0.0, 1e-300));
    assert_false(ent__equal(INFINITY, -INFINITY));
    assert_false(ent__equal(INFINITY, 1e308));
    assert_false(ent__equal(NAN, NAN));
    assert_false(ent__equal(NAN, INFINITY));
}

static void the_random_stream_is_splitmix64(void **state) {
    (void)state;
    /* Of Vigna's splitmix64.c (2015) for the seeds 0 and 1234567, as other libraries test against. */
    static const uint64_t of_zero[] = {0xE220A8397B1DCDAFu, 0x6E789E6AA1B965F4u, 0x06C45D188009454Fu};
    static const uint64_t of_many[] = {6457827717110365317u, 3203168211198807973u, 9817491932198370423u,
                                       4593380528125082431u, 16408922859458223821u};
    uint64_t zero = 0, many = 1234567;
    for (size_t i = 0; i < 3; i++) {
        assert_true(ent__random(&zero) == of_zero[i]);
    }
    for (size_t i = 0; i < 5; i++) {
        assert_true(ent__random(&many) == of_many[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_as_short_as_reads_back),
        cmocka_unit_test(every_locale_writes_and_reads_the_point),
        cmocka_unit_test(random_numbers_read_back_bit_by_bit),
        cmocka_unit_test(what_is_not_finite_has_a_word),
        cmocka_unit_test(decimal_numbers_are_read_in_full),
        cmocka_unit_test(very_long_decimals_are_refused_not_cut),
        cmocka_unit_test(ties_are_relative),
        cmocka_unit_test(the_random_stream_is_splitmix64),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
