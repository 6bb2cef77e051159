/*
 * Days, weeks, months and years as numbers that follow each other. O(1) each.
 */
#include "../base/base_internal.h"
#include "series.h"

#include <stdio.h>

/* 1970-01-01 was a Thursday. */
#define DAYS_AFTER_MONDAY 3

const char *ent_period_name(ent_period period) {
    static const char *const names[] = {"day", "week", "month", "year"};
    return (unsigned)period <= ENT_PERIOD_YEAR ? names[period] : NULL;
}

static int64_t divide_down(int64_t number, int64_t by) {
    return number >= 0 ? number / by : -((by - 1 - number) / by);
}

int64_t ent__period_number(ent_period period, ent_date day) {
    int32_t year, month, day_of_month;
    if (period == ENT_PERIOD_DAY) {
        return day;
    }
    if (period == ENT_PERIOD_WEEK) {
        return divide_down((int64_t)day + DAYS_AFTER_MONDAY, 7);
    }
    ent_date_to_ymd(day, &year, &month, &day_of_month);
    return period == ENT_PERIOD_MONTH ? 12 * (int64_t)year + month - 1 : year;
}

int64_t ent__period_start(ent_period period, int64_t number) {
    if (period == ENT_PERIOD_DAY) {
        return number;
    }
    if (period == ENT_PERIOD_WEEK) {
        return 7 * number - DAYS_AFTER_MONDAY;
    }
    int64_t year = period == ENT_PERIOD_MONTH ? divide_down(number, 12) : number;
    int32_t month = period == ENT_PERIOD_MONTH ? (int32_t)(number - 12 * year) + 1 : 1;
    /* Days from March of year 0 on (Hinnant's algorithm), as ent_date_from_ymd() knows years 1 to 9999 only. */
    int64_t from_march = month > 2 ? year : year - 1, century = divide_down(from_march, 400);
    int64_t of_century = from_march - 400 * century, month_from_march = (month + 9) % 12;
    int64_t of_year = (153 * month_from_march + 2) / 5;
    return 146097 * century + 365 * of_century + of_century / 4 - of_century / 100 + of_year - 719468;
}

void ent_period_of(ent_date *first, ent_date *last, ent_period period, ent_date day) {
    *first = *last = day;
    if (day != ENT_DATE_MIN && day != ENT_DATE_MAX && ent_period_name(period)) {
        int64_t number = ent__period_number(period, day);
        int64_t start = ent__period_start(period, number), end = ent__period_start(period, number + 1) - 1;
        *first = start > ENT_DATE_MIN ? (ent_date)start : ENT_DATE_MIN + 1;
        *last = end < ENT_DATE_MAX ? (ent_date)end : ENT_DATE_MAX - 1;
    }
}

void ent_period_format(char text[ENT_DATE_TEXT], ent_period period, ent_date day) {
    int32_t year, month, of_month;
    text[0] = '\0';
    if (day == ENT_DATE_MIN || day == ENT_DATE_MAX || !ent_period_name(period)) {
        return;
    }
    /* A week is one of the year that its Thursday is in. */
    int64_t thursday = ent__period_start(ENT_PERIOD_WEEK, ent__period_number(ENT_PERIOD_WEEK, day)) + 3;
    ent_date_to_ymd(period == ENT_PERIOD_WEEK ? (ent_date)thursday : day, &year, &month, &of_month);
    if (period == ENT_PERIOD_WEEK) {
        int64_t week = (thursday - ent__period_start(ENT_PERIOD_YEAR, year)) / 7 + 1;
        snprintf(text, ENT_DATE_TEXT, "%04d-W%02d", (int)year, (int)week);
    } else if (period == ENT_PERIOD_YEAR) {
        snprintf(text, ENT_DATE_TEXT, "%04d", (int)year);
    } else if (period == ENT_PERIOD_MONTH) {
        snprintf(text, ENT_DATE_TEXT, "%04d-%02d", (int)year, (int)month);
    } else {
        snprintf(text, ENT_DATE_TEXT, "%04d-%02d-%02d", (int)year, (int)month, (int)of_month);
    }
}
