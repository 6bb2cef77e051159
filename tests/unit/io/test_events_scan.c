/* Every scanner that this processor has against a look at each byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "io/event_digits.h"
#include "io/event_scan.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(const ent__scan *found, const char *bytes, size_t length) {
    size_t marks = 0, ends = 0, odd = 0;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '\n') {
            assert_true(ends < found->end_count);
            assert_int_equal(found->ends[ends++], marks);
        }
        if (bytes[i] == '\n' || bytes[i] == '\t') {
            assert_true(marks < found->mark_count);
            assert_int_equal(found->marks[marks++], i);
        }
        if (bytes[i] <= 0 && (odd == 0 || found->odd[odd - 1] != i / 64 * 64)) {
            assert_true(odd < found->odd_count);
            assert_int_equal(found->odd[odd++], i / 64 * 64);
        }
    }
    assert_int_equal(marks, found->mark_count);
    assert_int_equal(ends, found->end_count);
    assert_int_equal(odd, found->odd_count);
}

static void every_scanner_finds_every_separator_line_end_and_unusual_byte(void **state) {
    (void)state;
    ent__scanner *scanners[ENT__SCANNERS];
    const char *names[ENT__SCANNERS];
    size_t count = ent__scanners(scanners, names);
    assert_in_range(count, 1, ENT__SCANNERS);
    assert_string_equal(names[count - 1], "plain");
    uint64_t random = 7;
    for (int round = 0; round < 600; round++) {
        size_t length = (size_t)(ent__random(&random) % 400);
        unsigned marks = 1 + (unsigned)(ent__random(&random) % 8); /* of eight bytes, how many are special */
        char *memory = malloc(length + ENT__PAD), *bytes = memory;
        for (size_t i = 0; i < length + ENT__PAD; i++) { /* the pad too: it must not be looked at */
            uint64_t draw = ent__random(&random);
            bytes[i] = draw % 8 < marks ? "\t\n\t\0\xff\r\n\x80"[draw / 8 % 8] : 'a';
        }
        for (size_t i = 0; i < count; i++) {
            ent__scan scan = {0};
            assert_int_equal(ent__scan_reserve(&scan, length, NULL), ENT_OK);
            scanners[i](&scan, bytes, length, '\t', '\n');
            check(&scan, bytes, length);
            ent__scan_free(&scan);
        }
        free(memory);
    }
}

static void a_scan_that_has_room_is_used_again(void **state) {
    (void)state;
    ent__scanner *scanners[ENT__SCANNERS];
    ent__scanners(scanners, NULL);
    char text[64 + ENT__PAD] = "a\tb\nc\n";
    ent__scan scan = {0};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(ent__scan_reserve(&scan, 6, NULL), ENT_OK);
        scanners[0](&scan, text, 6, '\t', '\n');
        check(&scan, text, 6);
    }
    ent__scan_free(&scan);
}

static void eight_digits_are_their_number(void **state) {
    (void)state;
    static const char good[][9] = {"00000000", "20180131", "99999999", "12345678", "00000001"};
    static const char bad[][9] = {"2018013a", "/0180131", "2018:131", "2018 131", "-2018013", "2018013\xb1"};
    uint32_t number;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(ent__digits8(good[i], &number));
        assert_int_equal(number, strtoul(good[i], NULL, 10));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(ent__digits8(bad[i], &number));
    }
    for (int i = 0; i < 256; i++) { /* any byte in any place */
        char text[] = "11111111\0\0\0\0\0\0\0";
        text[i % 8] = (char)i;
        assert_int_equal(ent__digits8(text, &number), i >= '0' && i <= '9');
    }
}

static void a_score_is_the_double_that_its_decimal_is(void **state) {
    (void)state;
    for (int tenths = -100; tenths <= 100; tenths++) {
        char text[32] = {0};
        double score;
        int length = snprintf(text, sizeof text, "%.1f", tenths / 10.0);
        assert_true(ent__score(text, (size_t)length, &score));
        assert_true(score == strtod(text, NULL));
        assert_true(ent__score(text, (size_t)length - 2, &score)); /* without the point and what follows */
        text[length - 2] = '\0';
        assert_true(score == strtod(text, NULL));
    }
    static const char bad[][16] = {"", "-", ".", "1.x", "x", "1-", "--1", "nan", "1 2"};
    double score;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(ent__score(bad[i], strlen(bad[i]), &score));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scanner_finds_every_separator_line_end_and_unusual_byte),
        cmocka_unit_test(a_scan_that_has_room_is_used_again),
        cmocka_unit_test(eight_digits_are_their_number),
        cmocka_unit_test(a_score_is_the_double_that_its_decimal_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
