/*
 * Doubles compared as doubles: cmocka's assert_float_equal() casts to float. Include after cmocka.h.
 */
#ifndef ENT_TEST_ASSERT_CLOSE_H
#define ENT_TEST_ASSERT_CLOSE_H

#include <math.h>

/* |found - expected| <= 1e-12 max(1, |expected|); NaN fits NaN, an infinity itself. */
#define assert_close(found, expected) assert_close_at((found), (expected), __FILE__, __LINE__)

static inline void assert_close_at(double found, double expected, const char *file, int line) {
    if (found == expected || (isnan(found) && isnan(expected)) ||
        fabs(found - expected) <= 1e-12 * fmax(1.0, fabs(expected))) {
        return;
    }
    print_error("%.17g, expected %.17g\n", found, expected);
    _fail(file, line);
}

#endif
