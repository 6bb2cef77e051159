/*
 * Dates and scores out of text, without a look at each digit by itself. Private to io/. Reads up to 16 bytes from the
 * start of a text, whatever its length.
 */
#ifndef ENT_EVENT_DIGITS_H
#define ENT_EVENT_DIGITS_H

#include "event_keys.h"

/* The number that eight digits write, in three multiplications (Lemire 2018, after Johnny Lee); false if they are none. */
static inline bool ent__digits8(const char *text, uint32_t *number) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t word = ent__load8(text);
    bool is_number = ((word & 0xF0F0F0F0F0F0F0F0u) == 0x3030303030303030u) &&
                     (((word + 0x0606060606060606u) & 0xF0F0F0F0F0F0F0F0u) == 0x3030303030303030u);
    word = (word & 0x0F0F0F0F0F0F0F0Fu) * 2561 >> 8;
    word = (word & 0x00FF00FF00FF00FFu) * 6553601 >> 16;
    *number = (uint32_t)((word & 0x0000FFFF0000FFFFu) * 42949672960001u >> 32);
    return is_number;
#else
    uint32_t value = 0;
    bool is_number = true;
    for (int i = 0; i < 8; i++) {
        is_number = is_number && text[i] >= '0' && text[i] <= '9';
        value = value * 10 + (uint32_t)(text[i] - '0');
    }
    *number = value;
    return is_number;
#endif
}

/* A number of up to 19 digits; false if it is none. */
static inline bool ent__digits(const char *text, size_t length, uint64_t *number) {
    uint32_t eight;
    size_t i = 0;
    *number = 0;
    if (length == 0 || length > 19) {
        return false;
    }
    if (length >= 8) {
        if (!ent__digits8(text, &eight)) {
            return false;
        }
        *number = eight;
        i = 8;
    }
    for (; i < length; i++) {
        uint32_t digit = (uint32_t)(unsigned char)text[i] - '0';
        if (digit > 9) {
            return false;
        }
        *number = *number * 10 + digit;
    }
    return true;
}

/* A score as most are written: a sign, one or two digits, a point and one digit. Anything else is read in full. */
static inline bool ent__score(const char *text, size_t length, double *score) {
    size_t i = length > 0 && text[0] == '-', start = i;
    uint32_t tenths = 0, digit = 0;
    while (i < length && i - start < 3 && (digit = (uint32_t)(unsigned char)text[i] - '0') <= 9) {
        tenths = tenths * 10 + digit;
        i++;
    }
    bool is_short = i > start;
    if (is_short && length - i == 2 && text[i] == '.' && (digit = (uint32_t)(unsigned char)text[i + 1] - '0') <= 9) {
        tenths = tenths * 10 + digit;
    } else if (is_short && i == length) {
        tenths *= 10;
    } else {
        return ent__double_parse(score, text, length);
    }
    double size = (double)tenths / 10.0; /* the nearest double, as strtod gives it */
    *score = start && tenths ? -size : size;
    return true;
}

#endif
