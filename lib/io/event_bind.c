/*
 * Which format a table is of and where its columns are: by the names in its header, regardless of case and of what is no
 * letter or digit in them; without a header by what its first records look like. Once a file.
 */
#include "event_table.h"

#include <stdlib.h>
#include <strings.h>

/* More columns are no table of events. */
#define MOST_COLUMNS 4096u
/* Records of a file's beginning that are looked at. */
#define LOOKED_AT 20

/* The first records of a file, one of them taken apart. */
typedef struct head {
    const ent__event_file *file;
    ent__event_reader reader; /* separator and quotes to take apart with */
    ent__field *fields;
    char *scratch;
    size_t count; /* of fields */
    size_t start, end; /* the record */
} head;

/* Takes the record at a byte apart, or a later one if that is blank; false if there is none. */
static bool take_record(head *in, size_t at) {
    const ent__event_file *file = in->file;
    while (at < file->head_length) {
        size_t behind =
            ent__record_end((ent__field){file->head, file->head_length}, at, &in->reader, file->newline, true, NULL);
        in->start = at;
        in->end = behind;
        in->end -= in->end > at && file->head[in->end - 1] == file->newline;
        in->end -= in->end > at && file->head[in->end - 1] == '\r';
        if (in->end > at) {
            ent__field record = {file->head + at, in->end - at};
            in->count = ent__record_split(in->fields, MOST_COLUMNS, record, &in->reader, in->scratch);
            return in->count <= MOST_COLUMNS;
        }
        at = behind;
    }
    return false;
}

/* The separator that the first line has most of. */
static char separator_of(const ent__event_file *file) {
    static const char separators[] = "\t,;|";
    size_t counts[sizeof separators] = {0}, best = 0;
    for (size_t i = 0; i < file->head_length && file->head[i] != file->newline; i++) {
        const char *found = file->head[i] ? strchr(separators, file->head[i]) : NULL;
        counts[found ? (size_t)(found - separators) : sizeof separators - 1] += 1;
    }
    for (size_t i = 1; i < sizeof separators - 1; i++) {
        best = counts[i] > counts[best] ? i : best;
    }
    return separators[best];
}

/* ---- Columns ------------------------------------------------------------------------------------------------------ */

static bool is_plain(char at) {
    return (at >= 'a' && at <= 'z') || (at >= 'A' && at <= 'Z') || (at >= '0' && at <= '9') || (at & 0x80) != 0;
}

static char lower(char at) {
    return at >= 'A' && at <= 'Z' ? (char)(at + 'a' - 'A') : at;
}

/* Equal but for case and for what is no letter or digit. */
static bool same_name(const char *name, size_t length, ent__field field) {
    size_t i = 0, j = 0;
    for (;;) {
        while (i < length && !is_plain(name[i])) {
            i++;
        }
        while (j < field.length && !is_plain(field.text[j])) {
            j++;
        }
        if (i == length || j == field.length) {
            return i == length && j == field.length;
        }
        if (lower(name[i++]) != lower(field.text[j++])) {
            return false;
        }
    }
}

/* The column of one of the names, or -1. */
static int32_t column_named(const char *names, const head *in) {
    names += *names == '!';
    if (*names == '#') {
        unsigned long number = strtoul(names + 1, NULL, 10);
        return number >= 1 && number <= MOST_COLUMNS ? (int32_t)number - 1 : -1;
    }
    while (*names) {
        size_t length = strcspn(names, "|");
        for (size_t i = 0; i < in->count; i++) {
            if (same_name(names, length, in->fields[i])) {
                return (int32_t)i;
            }
        }
        names += length + (names[length] == '|');
    }
    return -1;
}

/* Binds what columns of the format the record has; false if one is missing that the format always has. */
static bool bind(int32_t columns[ENT__ROLES], const ent__table_format *format, const head *in) {
    bool is_whole = true;
    for (int role = 0; role < ENT__ROLES; role++) {
        const char *names = format->names[role];
        columns[role] = names ? column_named(names, in) : -1;
        is_whole = is_whole && (!names || *names != '!' || columns[role] >= 0);
    }
    return is_whole;
}

/* R writes row numbers that the header has no name for: every column stands one further on. */
static void shift_for_row_names(ent__table *table, head *in) {
    size_t names = in->count;
    if (take_record(in, in->end) && in->count == names + 1) {
        table->column_count++;
        for (int role = 0; role < ENT__ROLES; role++) {
            table->columns[role] += table->columns[role] >= 0;
        }
    }
}

/* ---- Formats ------------------------------------------------------------------------------------------------------ */

static void start(head *in, const ent__table_format *format) {
    in->reader = (ent__event_reader){.format = format->format,
                                     .separator = format->separator ? format->separator : separator_of(in->file),
                                     .read = ent__table_read,
                                     .is_quoted = format->is_quoted,
                                     .has_text_ids = format->has_text_ids,
                                     .has_dated_ids = format->has_dated_ids};
}

/* One of the first records is of a format without header. */
static bool fits_records(const ent__table_format *format, head *in) {
    size_t at = 0;
    for (int i = 0; i < LOOKED_AT && take_record(in, at); i++) {
        if (in->count < 100 && format->fits(in->fields, in->count)) {
            return true;
        }
        at = in->end;
    }
    return false;
}

/* Whether the record behind the header has as many fields as that, or R's row number more; so too if there is none. */
static bool fits_header(head *in) {
    head next = *in;
    return !take_record(&next, in->end) || next.count == in->count || next.count == in->count + 1;
}

/* Tries a format; true if the file is of it, and then its columns are bound. */
static bool try_format(ent__table *table, const ent__table_format *format, head *in, bool any_header) {
    start(in, format);
    bool found = format->has_header
                     ? take_record(in, 0) && bind(table->columns, format, in) && (any_header || fits_header(in))
                     : fits_records(format, in) && bind(table->columns, format, in);
    if (found) {
        table->format = *format;
        table->reader = in->reader;
        table->column_count = (uint32_t)in->count;
    }
    return found;
}

static ent_status keep_header(ent__table *table, const head *in, ent_error *error) {
    table->header_length = in->end - in->start;
    table->header = ent__calloc(table->header_length + 1, 1);
    if (!table->header) {
        return ent__fail_memory(error);
    }
    memcpy(table->header, in->file->head + in->start, table->header_length);
    return ENT_OK;
}

/* ---- The caller's columns ------------------------------------------------------------------------------------------ */

static const char *const schemes[] = {"iso2", "iso3", "isonum", "cow", "cowabb", "gw", "fips"};

static const char *scheme_of(const char *actors) {
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (strcmp(actors, schemes[i]) == 0) {
            return schemes[i];
        }
    }
    return NULL;
}

static bool is_position(const char *name) {
    return *name && strlen(name) <= 4 && name[strspn(name, "0123456789")] == '\0' && *name != '0';
}

ent_status ent__columns_check(const ent_event_columns *columns, ent_error *error) {
    const char *actors = columns->actors ? columns->actors : "name", *dates = columns->dates;
    ent_date first, last;
    if (!scheme_of(actors) && strcmp(actors, "name") != 0 && strcmp(actors, "cameo") != 0) {
        return ent__fail(error, ENT_EINVAL,
                         "actors are \"%.40s\"; expected name, cameo, iso2, iso3, isonum, cow, cowabb, gw or fips",
                         actors);
    }
    if (dates && strcmp(dates, "mdy") != 0 && strcmp(dates, "dmy") != 0) {
        return ent__fail(error, ENT_EINVAL, "dates are \"%.40s\"; expected mdy or dmy", dates);
    }
    if (columns->epoch && ent_date_parse(&first, &last, columns->epoch, NULL) != ENT_OK) {
        return ent__fail(error, ENT_EINVAL, "epoch \"%.40s\"; expected a day", columns->epoch);
    }
    if (!(columns->steps_a_day >= 0.0 && columns->steps_a_day <= 1e9)) {
        return ent__fail(error, ENT_EINVAL, "steps a day; expected a number above 0");
    }
    bool is_mapped = columns->source || columns->target || columns->date;
    if (is_mapped && (!columns->source || !columns->target || !columns->date)) {
        return ent__fail(error, ENT_EINVAL, "the columns lack %s; expected source, target and date",
                         !columns->source   ? "source"
                         : !columns->target ? "target"
                                            : "date");
    }
    if (!is_mapped && !columns->epoch) {
        return ent__fail(error, ENT_EINVAL, "the columns lack source; expected source, target and date");
    }
    return ENT_OK;
}

/* The caller's columns and their roles. */
#define GIVEN 9
static void list_given(const char *given[GIVEN], int roles[GIVEN], const ent_event_columns *columns) {
    const char *const all[GIVEN] = {columns->source, columns->target, columns->date,      columns->end,   columns->code,
                                    columns->tone,   columns->id,     columns->reference, columns->weight};
    const int their_roles[GIVEN] = {ENT__SOURCE, ENT__TARGET, ENT__DATE,      ENT__END,   ENT__CODE,
                                    ENT__TONE,   ENT__ID,     ENT__REFERENCE, ENT__WEIGHT};
    memcpy(given, all, sizeof all);
    memcpy(roles, their_roles, sizeof their_roles);
}

/* Makes a format of the caller's columns. */
static ent__table_format format_of(const ent_event_columns *columns) {
    const char *given[GIVEN], *actors = columns->actors ? columns->actors : "name";
    int roles[GIVEN];
    ent__table_format format = {.format = ENT_EVENTS_TABLE, .is_quoted = true, .has_text_ids = true};
    list_given(given, roles, columns);
    for (int i = 0; i < GIVEN; i++) {
        format.has_header = format.has_header || (given[i] && !is_position(given[i]));
    }
    format.scheme = scheme_of(actors);
    format.actors = format.scheme                  ? ENT__ACTORS_STATE
                    : strcmp(actors, "cameo") == 0 ? ENT__ACTORS_CAMEO
                                                   : ENT__ACTORS_NAME;
    format.codes = ENT__CODES_ANY;
    format.dates = columns->epoch           ? ENT__DATES_STEPS
                   : !columns->dates        ? ENT__DATES_ISO
                   : *columns->dates == 'm' ? ENT__DATES_MDY
                                            : ENT__DATES_DMY;
    return format;
}

static ent_status bind_given(ent__table *table, head *in, const ent_event_columns *columns, ent_error *error) {
    const char *given[GIVEN];
    int roles[GIVEN];
    table->format = format_of(columns);
    start(in, &table->format);
    list_given(given, roles, columns);
    for (int role = 0; role < ENT__ROLES; role++) {
        table->columns[role] = -1;
    }
    if (!take_record(in, 0)) {
        in->count = 0;
    }
    for (int i = 0; i < GIVEN; i++) {
        int32_t *column = &table->columns[roles[i]];
        if (!given[i]) {
            continue;
        }
        for (size_t j = 0; j < in->count && *column < 0; j++) {
            bool fits = table->format.has_header && same_name(given[i], strlen(given[i]), in->fields[j]);
            *column = fits ? (int32_t)j : -1;
        }
        *column = *column < 0 && is_position(given[i]) ? (int32_t)strtoul(given[i], NULL, 10) - 1 : *column;
        if (in->count && (*column < 0 || (size_t)*column >= in->count)) {
            return ent__fail(error, ENT_EFORMAT, "%.200s has no column \"%.60s\"; its first row has %zu fields",
                             in->file->path, given[i], in->count);
        }
    }
    table->reader = in->reader;
    table->column_count = (uint32_t)in->count;
    return ENT_OK;
}

/* ---- All ---------------------------------------------------------------------------------------------------------- */

/* Steps, and the names of numbers. */
static ent_status finish(ent__table *table, head *in, const ent_event_columns *columns, ent_error *error) {
    ent_date unwanted;
    ent_status status = table->format.has_header ? keep_header(table, in, error) : ENT_OK;
    if (status == ENT_OK && table->format.has_header) {
        shift_for_row_names(table, in);
    }
    if (status != ENT_OK || table->format.dates != ENT__DATES_STEPS) {
        return status;
    }
    if (!columns || !columns->epoch) {
        return ent__fail(
            error, ENT_EFORMAT,
            "%.200s has numbers of steps for times, and nothing in it tells which day is 0 nor how many steps a "
            "day has; give epoch and steps_a_day (ICEWS18: 2018-01-01 and 24)",
            in->file->path);
    }
    ent_date_parse(&table->epoch, &unwanted, columns->epoch, NULL);
    table->steps_a_day = columns->steps_a_day > 0.0 ? columns->steps_a_day : 1.0;
    return table->format.format == ENT_EVENTS_TKG_IDS ? ent__table_read_ids(table, in->file->path, error) : ENT_OK;
}

static ent_status bind_file(ent__table **table, head *in, const ent_events_options *options, ent_error *error) {
    const ent_event_columns *columns = options->columns;
    bool is_given = columns && columns->source;
    ent_status status = is_given ? bind_given(*table, in, columns, error) : ENT_OK;
    bool found = is_given;
    for (size_t i = 0; i < 2 * ent__table_format_count && !found; i++) {
        /* Some weeks of POLECAT have a header of too many names: what its columns are their number tells better. */
        bool any_header = i >= ent__table_format_count;
        const ent__table_format *format = &ent__table_formats[i % ent__table_format_count];
        if (options->format == ENT_EVENTS_DETECT || options->format == format->format) {
            found = try_format(*table, format, in, any_header);
        }
    }
    if (status == ENT_OK && found) {
        return finish(*table, in, columns, error);
    }
    ent__table_free(*table);
    *table = NULL;
    return status;
}

ent_status ent__table_new(ent__table **out, const ent__event_file *file, const ent_events_options *options,
                          ent_error *error) {
    head in = {.file = file};
    ent__table *table = ent__calloc(1, sizeof *table);
    *out = NULL;
    in.fields = ent__calloc(MOST_COLUMNS, sizeof *in.fields);
    in.scratch = ent__calloc(file->head_length + ENT__PAD, 1);
    ent_status status = ENT_OK;
    if (!table || !in.fields || !in.scratch) {
        free(table);
        status = ent__fail_memory(error);
    } else {
        status = bind_file(&table, &in, options, error);
        if (status != ENT_OK) {
            ent__table_free(table);
            table = NULL;
        }
        *out = table;
    }
    free(in.fields);
    free(in.scratch);
    return status;
}

void ent__table_free(ent__table *table) {
    if (!table) {
        return;
    }
    ent__ids_free(&table->entities);
    ent__ids_free(&table->relations);
    free(table->header);
    free(table);
}
