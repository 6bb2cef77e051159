/*
 * Sums that are rounded once: against the definition (tenths as whole numbers), whatever the order and the grouping; and the
 * plain sum where a number has no units.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base_internal.h"
#include "base/exact.h"

static double sum_of(const double *numbers, size_t count) {
    ent__exact sum = {0};
    for (size_t i = 0; i < count; i++) {
        ent__exact_add(&sum, numbers[i]);
    }
    return ent__exact_value(&sum);
}

static void ten_tenths_are_one(void **state) {
    (void)state;
    double tenths[10], plain = 0.0;
    for (int i = 0; i < 10; i++) {
        tenths[i] = 0.1;
        plain += 0.1;
    }
    assert_true(plain != 1.0); /* what rounding every time gives */
    assert_true(sum_of(tenths, 10) == 1.0);
    assert_true(sum_of(NULL, 0) == 0.0);
}

static void every_order_gives_the_same_bits(void **state) {
    (void)state;
    uint64_t stream = 1;
    for (int trial = 0; trial < 1000; trial++) {
        double numbers[40];
        for (size_t i = 0; i < 40; i++) {
            numbers[i] = (1 + ent__random_below(&stream, 100)) / 10.0 * (1 + ent__random_below(&stream, 9)) / 9.0;
        }
        double forth = sum_of(numbers, 40);
        for (size_t i = 40; i-- > 1;) {
            size_t place = ent__random_below(&stream, (uint32_t)i + 1);
            double kept = numbers[i];
            numbers[i] = numbers[place];
            numbers[place] = kept;
        }
        assert_true(sum_of(numbers, 40) == forth);
    }
}

static void a_sum_beyond_64_bits_is_rounded_once(void **state) {
    (void)state;
    ent__exact sum = {0};
    for (int i = 0; i < 1000; i++) {
        ent__exact_add(&sum, 15.0);
    }
    ent__exact_add(&sum, 0x1p-59);
    assert_true(sum.units == ((ent__wide)15000 << 59) + 1); /* nothing was lost */
    assert_true(ent__exact_value(&sum) == 15000.0);
}

static void numbers_without_units_add_up_in_their_order(void **state) {
    (void)state;
    int64_t units;
    assert_true(ent__units(&units, 0x1p-59) && units == 1);
    assert_true(ent__units(&units, 10.0) && units == (int64_t)5 << 60);
    assert_false(ent__units(&units, 0x1p-60));
    assert_false(ent__units(&units, 16.0));
    assert_false(ent__units(&units, 1e300));
    double fine[] = {0.1, 0.2, 0.3, 0x1p-60}, large[] = {0.1, 0.2, 0.3, 1e6};
    assert_true(sum_of(fine, 4) == 0.1 + 0.2 + 0.3 + 0x1p-60);
    assert_true(sum_of(large, 4) == 0.1 + 0.2 + 0.3 + 1e6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_tenths_are_one),
        cmocka_unit_test(every_order_gives_the_same_bits),
        cmocka_unit_test(a_sum_beyond_64_bits_is_rounded_once),
        cmocka_unit_test(numbers_without_units_add_up_in_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
