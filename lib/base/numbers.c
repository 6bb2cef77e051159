/*
 * Numbers as text and back, whatever the process's locale; ties of lengths; the random stream. No allocation.
 *
 * printf and strtod follow the locale's decimal separator; both directions here turn it to and from '.'.
 */
#include "base_internal.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Replaces the locale's decimal separator in a number's text by a point. */
static size_t point_for_separator(char *text) {
    const char *separator = localeconv()->decimal_point;
    size_t width = strlen(separator);
    char *place = width ? strstr(text, separator) : NULL;
    if (place && strcmp(separator, ".") != 0) {
        *place = '.';
        memmove(place + 1, place + width, strlen(place + width) + 1);
    }
    return strlen(text);
}

size_t ent__double_format(char text[32], double value) {
    if (isnan(value)) {
        strcpy(text, "nan");
        return 3;
    }
    if (isinf(value)) {
        strcpy(text, value < 0 ? "-inf" : "inf");
        return strlen(text);
    }
    /* 17 digits always read back; most numbers need fewer. 15 survive any normal double, below that there may be one. */
    for (int digits = fabs(value) < DBL_MIN ? 1 : 15; digits <= 17; digits++) {
        snprintf(text, 32, "%.*g", digits, value);
        if (digits == 17 || strtod(text, NULL) == value) {
            break;
        }
    }
    return point_for_separator(text);
}

/* True if the text is a decimal number: -1.5e+3, .5, 7; no hexadecimal, no inf or nan, no spaces. */
static bool is_decimal(const char *text, size_t length) {
    size_t i = 0, digits = 0;
    i += i < length && (text[i] == '-' || text[i] == '+');
    for (; i < length && text[i] >= '0' && text[i] <= '9'; i++, digits++) {
    }
    if (i < length && text[i] == '.') {
        for (i++; i < length && text[i] >= '0' && text[i] <= '9'; i++, digits++) {
        }
    }
    if (digits && i < length && (text[i] == 'e' || text[i] == 'E')) {
        i++;
        i += i < length && (text[i] == '-' || text[i] == '+');
        size_t exponent = i;
        for (; i < length && text[i] >= '0' && text[i] <= '9'; i++) {
        }
        digits = i > exponent ? digits : 0;
    }
    return digits && i == length;
}

bool ent__double_parse(double *value, const char *text, size_t length) {
    char copy[400]; /* the longest exact decimal that anybody writes by hand or program */
    const char *separator = localeconv()->decimal_point;
    size_t width = strlen(separator);
    if (!is_decimal(text, length) || length + width >= sizeof copy) {
        return false;
    }
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '.' && width) {
            memcpy(copy + used, separator, width);
            used += width;
        } else {
            copy[used++] = text[i];
        }
    }
    copy[used] = '\0';
    double read = strtod(copy, NULL);
    if (!isfinite(read)) {
        return false;
    }
    *value = read;
    return true;
}

bool ent__equal(double x, double y) {
    return x == y || (isfinite(x) && isfinite(y) && fabs(x - y) <= 1e-10 * fmax(fabs(x), fabs(y)));
}

uint64_t ent__random(uint64_t *state) {
    /* SplitMix64: Steele, Lea & Flood 2014. */
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

uint32_t ent__random_below(uint64_t *state, uint32_t bound) {
    /* The high 64 bits of number * bound. */
    uint64_t number = ent__random(state), low = (number & UINT32_MAX) * bound, high = (number >> 32) * bound;
    return (uint32_t)((high + (low >> 32)) >> 32);
}
