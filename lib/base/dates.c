/*
 * Dates: ISO 8601 text, calendar dates and days since 1970-01-01, proleptic Gregorian, years 1 to 9999.
 * Days and calendar dates convert by Hinnant's algorithms (chrono-Compatible Low-Level Date Algorithms, 2013): O(1).
 */
#include "base_internal.h"

#include <stdio.h>
#include <string.h>

static bool is_leap(int32_t year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int32_t days_in_month(int32_t year, int32_t month) {
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* The year begins in March, so that the leap day is its last and months have a regular length; 400 years are one era. */
static ent_date days_from_civil(int32_t year, int32_t month, int32_t day) {
    year -= month <= 2;
    int32_t era = (year >= 0 ? year : year - 399) / 400;
    int32_t year_of_era = year - era * 400;
    int32_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

ent_status ent_date_from_ymd(ent_date *date, int32_t year, int32_t month, int32_t day, ent_error *error) {
    *date = 0;
    if (year < 1 || year > 9999) {
        return ent__fail(error, ENT_EINVAL, "year %d; expected 1 to 9999", (int)year);
    }
    if (month < 1 || month > 12) {
        return ent__fail(error, ENT_EINVAL, "month %d; expected 1 to 12", (int)month);
    }
    if (day < 1 || day > days_in_month(year, month)) {
        return ent__fail(error, ENT_EINVAL, "day %d; %04d-%02d has days 1 to %d", (int)day, (int)year, (int)month,
                         (int)days_in_month(year, month));
    }
    *date = days_from_civil(year, month, day);
    return ENT_OK;
}

/* In 64 bits, since open ends are passed too and must not overflow. */
void ent_date_to_ymd(ent_date date, int32_t *year, int32_t *month, int32_t *day) {
    int64_t shifted = (int64_t)date + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted_month = (5 * day_of_year + 2) / 153;
    *day = (int32_t)(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    *month = (int32_t)(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    *year = (int32_t)(year_of_era + era * 400 + (*month <= 2));
}

/* Reading place by place; `at` is where the next character is, `start` where the text began. */
typedef struct reader {
    const char *start, *at;
} reader;

static uint32_t column_of(const reader *in) {
    return (uint32_t)(in->at - in->start) + 1;
}

/* Reads exactly `digits` digits. */
static bool read_number(reader *in, int digits, int32_t *number) {
    int32_t value = 0;
    for (int i = 0; i < digits; i++) {
        if (in->at[i] < '0' || in->at[i] > '9') {
            return false;
        }
        value = value * 10 + (in->at[i] - '0');
    }
    *number = value;
    in->at += digits;
    return true;
}

static ent_status fail(const reader *in, ent_error *error, const char *what) {
    return ent__fail_at(error, ENT_EPARSE, 1, column_of(in), (uint64_t)(in->at - in->start),
                        "date \"%.60s\": %s; expected YYYY-MM-DD, YYYY-MM, YYYY or two of them with '/' between",
                        in->start, what);
}

/* Reads one date of day, month or year precision as the interval it stands for. */
static ent_status read_date(reader *in, ent_date *first, ent_date *last, ent_error *error) {
    int32_t year = 0, month = 0, day = 0;
    reader place = *in;
    if (!read_number(in, 4, &year) || year < 1) {
        return fail(&place, error, "a year has four digits, 0001 to 9999");
    }
    if (*in->at == '-') {
        in->at++;
        place = *in;
        if (!read_number(in, 2, &month) || month < 1 || month > 12) {
            return fail(&place, error, "a month is 01 to 12");
        }
    }
    if (month && *in->at == '-') {
        in->at++;
        place = *in;
        if (!read_number(in, 2, &day) || day < 1 || day > days_in_month(year, month)) {
            return fail(&place, error, "that month has no such day");
        }
    }
    int32_t last_month = month ? month : 12;
    *first = days_from_civil(year, month ? month : 1, day ? day : 1);
    *last = days_from_civil(year, last_month, day ? day : days_in_month(year, last_month));
    return ENT_OK;
}

/* Reads both ends of an interval; either may be missing, not both. */
static ent_status read_interval(reader *in, ent_date *first, ent_date *last, ent_error *error) {
    ent_status status = ENT_OK;
    ent_date ignored;
    bool open_start = *in->at == '/';
    if (!open_start) {
        status = read_date(in, first, last, error);
    }
    if (status != ENT_OK || *in->at != '/') {
        return status;
    }
    in->at++;
    *last = ENT_DATE_MAX;
    if (*in->at == '\0') {
        return open_start ? fail(in, error, "both ends are missing") : ENT_OK;
    }
    reader end = *in;
    status = read_date(in, &ignored, last, error);
    if (status == ENT_OK && !open_start && *last < *first) {
        return fail(&end, error, "the end is before the start");
    }
    return status;
}

/* Outputs are set at the end only, so that a failure leaves 0 in both. */
ent_status ent_date_parse(ent_date *first, ent_date *last, const char *text, ent_error *error) {
    *first = 0;
    *last = 0;
    if (!text) {
        return ent__fail(error, ENT_EINVAL, "a date is NULL; expected text such as 2024-01-16");
    }
    reader in = {text, text};
    ent_date read_first = ENT_DATE_MIN, read_last = ENT_DATE_MAX;
    ent_status status = read_interval(&in, &read_first, &read_last, error);
    if (status == ENT_OK && *in.at != '\0') {
        status = fail(&in, error, "text after the date");
    }
    if (status == ENT_OK) {
        *first = read_first;
        *last = read_last;
    }
    return status;
}

/* Writes one day; 0 for none. */
static int write_day(char *text, size_t room, ent_date date) {
    int32_t year, month, day;
    ent_date_to_ymd(date, &year, &month, &day);
    return snprintf(text, room, "%04d-%02d-%02d", (int)year % 10000, (int)month, (int)day);
}

/* The shortest text that is read back as the same interval: a whole month or year is written as one. */
void ent_date_format(char text[ENT_DATE_TEXT], ent_date first, ent_date last) {
    int used = 0;
    text[0] = '\0';
    if (first != ENT_DATE_MIN && last != ENT_DATE_MAX) {
        int32_t y0, m0, d0, y1, m1, d1;
        ent_date_to_ymd(first, &y0, &m0, &d0);
        ent_date_to_ymd(last, &y1, &m1, &d1);
        if (first == last) {
            write_day(text, ENT_DATE_TEXT, first);
            return;
        }
        if (y0 == y1 && d0 == 1 && d1 == days_in_month(y1, m1) && (m0 == m1 || (m0 == 1 && m1 == 12))) {
            used = snprintf(text, ENT_DATE_TEXT, "%04d", (int)y0 % 10000);
            if (m0 == m1) {
                snprintf(text + used, ENT_DATE_TEXT - (size_t)used, "-%02d", (int)m0);
            }
            return;
        }
    }
    if (first != ENT_DATE_MIN) {
        used = write_day(text, ENT_DATE_TEXT, first);
    }
    if (first == ENT_DATE_MIN && last == ENT_DATE_MAX) {
        return; /* always: no text says it */
    }
    text[used++] = '/';
    text[used] = '\0';
    if (last != ENT_DATE_MAX) {
        write_day(text + used, ENT_DATE_TEXT - (size_t)used, last);
    }
}
