/* Dates: every form of text, every mistake at its column, and the calendar against a loop over its days. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base_internal.h"
#include <stdio.h>
#include <string.h>

static ent_date day_of(int32_t year, int32_t month, int32_t day) {
    ent_date date;
    assert_int_equal(ent_date_from_ymd(&date, year, month, day, NULL), ENT_OK);
    return date;
}

static void days_count_from_1970(void **state) {
    (void)state;
    assert_int_equal(day_of(1970, 1, 1), 0);
    assert_int_equal(day_of(1969, 12, 31), -1);
    assert_int_equal(day_of(2000, 3, 1), 11017);
    assert_int_equal(day_of(2024, 1, 16), 19738); /* date -d 2024-01-16 +%s, divided by 86400 */
    assert_int_equal(day_of(1, 1, 1), -719162);
    assert_int_equal(day_of(9999, 12, 31), 2932896);
}

static void the_calendar_is_the_gregorian_one(void **state) {
    (void)state;
    ent_date expected = day_of(1, 1, 1);
    for (int32_t year = 1; year <= 9999; year++) {
        const int32_t february = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28;
        const int32_t lengths[] = {31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        for (int32_t month = 1; month <= 12; month++) {
            for (int32_t day = 1; day <= lengths[month - 1]; day++, expected++) {
                int32_t y, m, d;
                ent_date_to_ymd(expected, &y, &m, &d);
                if (day_of(year, month, day) != expected || y != year || m != month || d != day) {
                    fail_msg("%d-%d-%d is day %d, found %d-%d-%d", year, month, day, expected, y, m, d);
                }
            }
            ent_date none;
            assert_int_equal(ent_date_from_ymd(&none, year, month, lengths[month - 1] + 1, NULL), ENT_EINVAL);
        }
    }
}

static void days_that_are_none_are_refused_with_what_would_be_right(void **state) {
    (void)state;
    static const struct {
        int32_t year, month, day;
        const char *message;
    } cases[] = {{0, 1, 1, "year 0; expected 1 to 9999"},
                 {10000, 1, 1, "year 10000; expected 1 to 9999"},
                 {2024, 0, 1, "month 0; expected 1 to 12"},
                 {2024, 13, 1, "month 13; expected 1 to 12"},
                 {2024, 1, 0, "day 0; 2024-01 has days 1 to 31"},
                 {2023, 2, 29, "day 29; 2023-02 has days 1 to 28"},
                 {1900, 2, 29, "day 29; 1900-02 has days 1 to 28"},
                 {INT32_MIN, INT32_MIN, INT32_MIN, "year -2147483648; expected 1 to 9999"},
                 {2024, 2, INT32_MAX, "day 2147483647; 2024-02 has days 1 to 29"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_date date = 7;
        ent_error error;
        assert_int_equal(ent_date_from_ymd(&date, cases[i].year, cases[i].month, cases[i].day, &error), ENT_EINVAL);
        assert_string_equal(error.message, cases[i].message);
        assert_int_equal(date, 0);
    }
}

static void every_form_is_read(void **state) {
    (void)state;
    const ent_date min = ENT_DATE_MIN, max = ENT_DATE_MAX;
    const struct {
        const char *text;
        ent_date first, last;
    } cases[] = {{"2024-01-16", day_of(2024, 1, 16), day_of(2024, 1, 16)},
                 {"2024-02", day_of(2024, 2, 1), day_of(2024, 2, 29)},
                 {"2023-02", day_of(2023, 2, 1), day_of(2023, 2, 28)},
                 {"2024", day_of(2024, 1, 1), day_of(2024, 12, 31)},
                 {"2024-01-26/2024-01-27", day_of(2024, 1, 26), day_of(2024, 1, 27)},
                 {"2024-01/2024-03-05", day_of(2024, 1, 1), day_of(2024, 3, 5)},
                 {"2024-01-05/2024-02", day_of(2024, 1, 5), day_of(2024, 2, 29)},
                 {"2023/2024", day_of(2023, 1, 1), day_of(2024, 12, 31)},
                 {"2024-01-16/", day_of(2024, 1, 16), max},
                 {"2024-02/", day_of(2024, 2, 1), max},
                 {"/2024-01-16", min, day_of(2024, 1, 16)},
                 {"/2024", min, day_of(2024, 12, 31)},
                 {"2024-01-16/2024-01-16", day_of(2024, 1, 16), day_of(2024, 1, 16)},
                 {"0001-01-01", day_of(1, 1, 1), day_of(1, 1, 1)},
                 {"9999", day_of(9999, 1, 1), day_of(9999, 12, 31)}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_date first, last;
        ent_error error = {.message = "untouched"};
        assert_int_equal(ent_date_parse(&first, &last, cases[i].text, &error), ENT_OK);
        assert_int_equal(first, cases[i].first);
        assert_int_equal(last, cases[i].last);
        assert_string_equal(error.message, "untouched");
    }
}

static void every_mistake_has_its_column(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint32_t column;
        const char *what;
    } cases[] = {{"", 1, "a year has four digits"},
                 {"24-01-16", 1, "a year has four digits"},
                 {"0000", 1, "a year has four digits, 0001 to 9999"},
                 {"-2024", 1, "a year has four digits"},
                 {" 2024", 1, "a year has four digits"},
                 {"+2024-01", 1, "a year has four digits"},
                 {"January", 1, "a year has four digits"},
                 {"2024-", 6, "a month is 01 to 12"},
                 {"2024-1", 6, "a month is 01 to 12"},
                 {"2024-00-01", 6, "a month is 01 to 12"},
                 {"2024-13", 6, "a month is 01 to 12"},
                 {"2024-01-", 9, "that month has no such day"},
                 {"2024-01-1", 9, "that month has no such day"},
                 {"2024-01-00", 9, "that month has no such day"},
                 {"2024-01-32", 9, "that month has no such day"},
                 {"2024-02-30", 9, "that month has no such day"},
                 {"2023-02-29", 9, "that month has no such day"},
                 {"2024-04-31", 9, "that month has no such day"},
                 {"20240116", 5, "text after the date"},
                 {"2024-01-16T12:00", 11, "text after the date"},
                 {"2024-01-16 ", 11, "text after the date"},
                 {"2024-01-161", 11, "text after the date"},
                 {"2024/01/16", 6, "a year has four digits"},
                 {"/", 2, "both ends are missing"},
                 {"//", 2, "a year has four digits"},
                 {"2024-01-16//", 12, "a year has four digits"},
                 {"2024-01-16/2024-01-17/", 22, "text after the date"},
                 {"2024-01-17/2024-01-16", 12, "the end is before the start"},
                 {"2024-02/2024-01", 9, "the end is before the start"},
                 {"2024-01-16/24", 12, "a year has four digits"},
                 {"2024-01-16/2024-13", 17, "a month is 01 to 12"},
                 {"2024-01-16/2024-02-30", 20, "that month has no such day"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_date first = 1, last = 2;
        ent_error error;
        assert_int_equal(ent_date_parse(&first, &last, cases[i].text, &error), ENT_EPARSE);
        if (error.column != cases[i].column || !strstr(error.message, cases[i].what)) {
            fail_msg("\"%s\": column %u: %s", cases[i].text, error.column, error.message);
        }
        assert_int_equal(error.line, 1);
        assert_int_equal(error.offset, cases[i].column - 1);
        assert_true(first == 0 && last == 0);
    }
}

static void no_text_is_an_invalid_argument(void **state) {
    (void)state;
    ent_date first, last;
    assert_int_equal(ent_date_parse(&first, &last, NULL, NULL), ENT_EINVAL);
}

static void bytes_after_255_and_long_texts_are_no_dates(void **state) {
    (void)state;
    ent_date first, last;
    ent_error error;
    char text[600];
    memset(text, 0xE9, sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_int_equal(ent_date_parse(&first, &last, text, &error), ENT_EPARSE);
    memcpy(text, "2024", 4);
    assert_int_equal(ent_date_parse(&first, &last, text, &error), ENT_EPARSE);
    assert_int_equal(error.column, 5);
}

static void texts_are_as_short_as_they_are_written_by_hand(void **state) {
    (void)state;
    static const char *const texts[] = {"2024-01-16", "2024-01",     "2024",       "2024-01-26/2024-01-27",
                                        "2024-02",    "2024-01-16/", "0001",       "/2024-01-16",
                                        "2023-02",    "0001-01-01",  "9999-12-31", ""};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ent_date first = ENT_DATE_MIN, last = ENT_DATE_MAX;
        char text[ENT_DATE_TEXT];
        if (*texts[i]) { /* no text says "always" */
            assert_int_equal(ent_date_parse(&first, &last, texts[i], NULL), ENT_OK);
        }
        ent_date_format(text, first, last);
        assert_string_equal(text, texts[i]);
    }
}

static void expect_round_trip(ent_date first, ent_date last) {
    char text[ENT_DATE_TEXT];
    ent_date read_first, read_last;
    ent_error error;
    ent_date_format(text, first, last);
    if (ent_date_parse(&read_first, &read_last, text, &error) != ENT_OK || read_first != first || read_last != last) {
        fail_msg("[%d, %d] is written \"%s\"", first, last, text);
    }
}

/* Starts and ends of months and years, the days next to them, and open ends: every shape an interval can have. */
static void every_interval_is_read_back_as_it_was(void **state) {
    (void)state;
    static const int32_t years[] = {1, 1899, 1900, 2023, 2024, 9999};
    ent_date days[6 * 12 * 4 + 2];
    size_t count = 0;
    for (size_t y = 0; y < sizeof years / sizeof *years; y++) {
        for (int32_t month = 1; month <= 12; month++) {
            ent_date start = day_of(years[y], month, 1),
                     next = month < 12 ? day_of(years[y], month + 1, 1) : start + 31;
            const ent_date four[] = {start, start + 1, next - 2, next - 1};
            memcpy(days + count, four, sizeof four);
            count += 4;
        }
    }
    for (size_t i = 0; i < count; i++) {
        expect_round_trip(days[i], ENT_DATE_MAX);
        expect_round_trip(ENT_DATE_MIN, days[i]);
        for (size_t j = i; j < count; j++) {
            expect_round_trip(days[i], days[j]);
        }
    }
    uint64_t random = 2024;
    const uint64_t span = 2932896u + 719162u + 1u;
    for (int i = 0; i < 20000; i++) {
        ent_date a = (ent_date)(ent__random(&random) % span) - 719162,
                 b = (ent_date)(ent__random(&random) % span) - 719162;
        expect_round_trip(a < b ? a : b, a < b ? b : a);
    }
}

static void every_day_fits_its_text(void **state) {
    (void)state;
    const ent_date extremes[] = {ENT_DATE_MIN + 1, ENT_DATE_MAX - 1, -719163, 2932897};
    for (size_t i = 0; i < 4; i++) {
        char text[ENT_DATE_TEXT];
        ent_date_format(text, extremes[i], extremes[i]);
        assert_true(strlen(text) < sizeof text);
        ent_date_format(text, ENT_DATE_MIN + 1, ENT_DATE_MAX - 1);
        assert_true(strlen(text) < sizeof text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_count_from_1970),
        cmocka_unit_test(the_calendar_is_the_gregorian_one),
        cmocka_unit_test(days_that_are_none_are_refused_with_what_would_be_right),
        cmocka_unit_test(every_form_is_read),
        cmocka_unit_test(every_mistake_has_its_column),
        cmocka_unit_test(no_text_is_an_invalid_argument),
        cmocka_unit_test(bytes_after_255_and_long_texts_are_no_dates),
        cmocka_unit_test(texts_are_as_short_as_they_are_written_by_hand),
        cmocka_unit_test(every_interval_is_read_back_as_it_was),
        cmocka_unit_test(every_day_fits_its_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
