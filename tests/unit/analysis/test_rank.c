/* Ranking: ties by what opened them, NaN last, infinities, nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "small_network.h"

static void expect_order(const double *scores, uint32_t count, const uint32_t *order, const uint32_t *ranks) {
    uint32_t found[8], found_ranks[8];
    assert_int_equal(ent_rank(found, found_ranks, scores, count, NULL), ENT_OK);
    assert_memory_equal(found, order, count * sizeof *order);
    assert_memory_equal(found_ranks, ranks, count * sizeof *ranks);
    assert_int_equal(ent_rank(found, NULL, scores, count, NULL), ENT_OK);
    assert_memory_equal(found, order, count * sizeof *order);
}

static void the_greatest_comes_first_and_equal_scores_share_a_rank(void **state) {
    (void)state;
    const double scores[] = {1.0, 3.0, 2.0, 3.0, -1.0};
    expect_order(scores, 5, (const uint32_t[]){1, 3, 2, 0, 4}, (const uint32_t[]){4, 1, 3, 1, 5});
}

/* Each differs from the next by less than 1e-10 of it, the last from the first by more: it opens a tie of its own. */
static void a_tie_is_measured_from_what_opened_it(void **state) {
    (void)state;
    const double scores[] = {1.0 - 1.2e-10, 1.0 - 0.6e-10, 1.0};
    expect_order(scores, 3, (const uint32_t[]){1, 2, 0}, (const uint32_t[]){3, 1, 1});
}

static void what_is_not_defined_comes_last(void **state) {
    (void)state;
    const double scores[] = {NAN, -INFINITY, INFINITY, NAN, 5.0, INFINITY};
    expect_order(scores, 6, (const uint32_t[]){2, 5, 4, 1, 0, 3}, (const uint32_t[]){5, 4, 1, 5, 3, 1});
}

static void nothing_is_ranked_without_complaint(void **state) {
    (void)state;
    expect_order(NULL, 0, NULL, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_greatest_comes_first_and_equal_scores_share_a_rank),
        cmocka_unit_test(a_tie_is_measured_from_what_opened_it),
        cmocka_unit_test(what_is_not_defined_comes_last),
        cmocka_unit_test(nothing_is_ranked_without_complaint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
