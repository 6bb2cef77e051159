/*
 * Dates of tables: ISO 8601, eight digits, days with the name of the month, with slashes where the format says in which
 * order, three columns, or steps from a day that the caller names. Lower precision is an interval.
 */
#include "event_digits.h"
#include "event_table.h"

#include <stdlib.h>
#include <strings.h>

static bool day_of(int64_t year, int64_t month, int64_t day, ent_date *date) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
        return false;
    }
    return ent_date_from_ymd(date, (int32_t)year, (int32_t)month, (int32_t)day, NULL) == ENT_OK;
}

/* The number of `count` digits at a text; false if one is none. */
static bool digits(const char *text, size_t count, int64_t *number) {
    uint64_t value;
    if (!ent__digits(text, count, &value)) {
        return false;
    }
    *number = (int64_t)value;
    return true;
}

/* Three parts with the same separator between them. */
static bool split_date(ent__field text, ent__field parts[3]) {
    static const char between[] = "/- .";
    size_t at = 0, count = 0;
    for (size_t i = 0; i <= text.length; i++) {
        if (i == text.length || strchr(between, text.text[i])) {
            if (count == 3 || i == at) {
                return false;
            }
            parts[count++] = (ent__field){text.text + at, i - at};
            at = i + 1;
        }
    }
    return count == 3;
}

static int64_t month_named(ent__field name) {
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    for (size_t i = 0; i < 12; i++) {
        bool is_short = name.length == 3 || (name.length == 4 && name.text[3] == '.');
        size_t length = is_short ? 3 : strlen(months[i]);
        if ((is_short || name.length == length) && strncasecmp(name.text, months[i], length) == 0) {
            return (int64_t)i + 1;
        }
    }
    return 0;
}

/* A year of four digits, or of two as POSIX reads them: 69 to 99 are of the last century. */
static bool read_year(ent__field text, bool may_be_short, int64_t *year) {
    bool is_short = may_be_short && text.length == 2;
    if ((!is_short && text.length != 4) || !digits(text.text, text.length, year)) {
        return false;
    }
    *year += !is_short ? 0 : *year >= 69 ? 1900 : 2000;
    return true;
}

/* "01 June 2018", "01-Jun-2018", "16-Feb-19", or "6/1/2018" in the order that the format has. */
static bool read_parts(ent__field text, ent__date_order order, ent_date *date) {
    ent__field parts[3];
    int64_t day, month, year;
    if (!split_date(text, parts) || !read_year(parts[2], month_named(parts[1]) != 0, &year)) {
        return false;
    }
    month = month_named(parts[1]);
    if (month) {
        return parts[0].length <= 2 && digits(parts[0].text, parts[0].length, &day) && day_of(year, month, day, date);
    }
    if (order == ENT__DATES_ISO || parts[0].length > 2 || parts[1].length > 2 ||
        !digits(parts[0].text, parts[0].length, &day) || !digits(parts[1].text, parts[1].length, &month)) {
        return false;
    }
    return order == ENT__DATES_MDY ? day_of(year, day, month, date) : day_of(year, month, day, date);
}

bool ent__days_read(ent__field text, ent__date_order order, ent_date *first, ent_date *last) {
    int64_t year, month, day;
    bool is_digits = text.length == 8 || text.length == 14;
    if (is_digits && digits(text.text, text.length, &year) && digits(text.text, 4, &year) &&
        digits(text.text + 4, 2, &month) && digits(text.text + 6, 2, &day)) {
        bool is_day = day_of(year, month, day, first);
        *last = *first;
        return is_day;
    }
    bool is_iso = text.length >= 10 && text.text[4] == '-' && text.text[7] == '-';
    if (is_iso && (text.length == 10 || text.text[10] == ' ' || text.text[10] == 'T')) {
        bool is_day = digits(text.text, 4, &year) && digits(text.text + 5, 2, &month) &&
                      digits(text.text + 8, 2, &day) && day_of(year, month, day, first);
        *last = *first;
        return is_day;
    }
    if (!is_iso && read_parts(text, order, first)) {
        *last = *first;
        return true;
    }
    char copy[ENT_DATE_TEXT];
    if (text.length >= sizeof copy || memchr(text.text, '\0', text.length)) {
        return false;
    }
    memcpy(copy, text.text, text.length);
    copy[text.length] = '\0';
    return ent_date_parse(first, last, copy, NULL) == ENT_OK;
}

/* A date in three columns; what is below 1 is unknown. */
static bool read_columns(const ent__record *record, int year_role, ent_date *first, ent_date *last) {
    int64_t year = 0, month = 0, day = 0;
    if (!ent__field_int(ent__record_field(record, year_role), &year)) {
        return false;
    }
    ent__field_int(ent__record_field(record, year_role + 1), &month);
    ent__field_int(ent__record_field(record, year_role + 2), &day);
    if (month < 1) {
        return day_of(year, 1, 1, first) && day_of(year, 12, 31, last);
    }
    if (day < 1) {
        bool is_month = day_of(year, month, 1, first) && day_of(month == 12 ? year + 1 : year, month % 12 + 1, 1, last);
        *last -= 1;
        return is_month;
    }
    bool is_day = day_of(year, month, day, first);
    *last = *first;
    return is_day;
}

/* A number of steps from the epoch. */
static bool read_steps(const ent__record *record, ent__field text, ent_date *first, ent_date *last) {
    int64_t steps;
    if (!ent__field_int(text, &steps)) {
        return false;
    }
    double day = (double)record->table->epoch + (double)steps / record->table->steps_a_day;
    if (!(day > -700000.0 && day < 2900000.0)) {
        return false;
    }
    int64_t whole = (int64_t)day;
    *first = *last = (ent_date)(day < (double)whole ? whole - 1 : whole);
    return true;
}

/* The days of a date, or of its three columns; *role gets the column that a mistake is in. */
static bool read_days(const ent__record *record, int *role, int year_role, ent_date *first, ent_date *last) {
    ent__field text = ent__record_field(record, *role);
    if (record->table->columns[*role] >= 0) {
        return record->table->format.dates == ENT__DATES_STEPS
                   ? read_steps(record, text, first, last)
                   : ent__days_read(text, record->table->format.dates, first, last);
    }
    *role = year_role;
    return read_columns(record, year_role, first, last);
}

/* The last day, where there is a column for it: nothing in it (or a year below 1) is an open end. */
static bool read_end(ent__record *record) {
    ent_date first, last = record->event.relation.last;
    const int32_t *columns = record->table->columns;
    int role = ENT__END;
    int64_t year = 0;
    if (columns[ENT__END] < 0 && columns[ENT__END_YEAR] < 0) {
        return true;
    }
    bool is_open = columns[ENT__END] >= 0
                       ? ent__record_field(record, ENT__END).length == 0
                       : !ent__field_int(ent__record_field(record, ENT__END_YEAR), &year) || year < 1;
    if (is_open) {
        last = columns[ENT__END] >= 0 ? last : ENT_DATE_MAX;
    } else if (!read_days(record, &role, ENT__END_YEAR, &first, &last) || last < record->event.relation.first) {
        return ent__record_reject(record, role, ENT_REJECT_DATE);
    }
    record->event.relation.last = last;
    return true;
}

bool ent__record_when(ent__record *record) {
    ent_date first, last, added, added_last;
    int role = ENT__DATE;
    if (!read_days(record, &role, ENT__YEAR, &first, &last)) {
        return ent__record_reject(record, role, ENT_REJECT_DATE);
    }
    record->event.relation.first = first;
    record->event.relation.last = last;
    ent__field text = ent__record_field(record, ENT__ADDED);
    if (text.length) {
        if (!ent__days_read(text, record->table->format.dates, &added, &added_last)) {
            return ent__record_reject(record, ENT__ADDED, ENT_REJECT_DATE);
        }
        if (first > added_last) {
            return ent__record_reject(record, ENT__DATE, ENT_REJECT_LATE);
        }
        record->flags |= added - last > 2 ? ENT__ROW_DOUBTFUL_DATE : 0;
    }
    return read_end(record);
}
