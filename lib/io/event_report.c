/*
 * The report of a reading: counts of each file and of all, and the first row rejected for each reason.
 */
#include "event_internal.h"

#include <stdlib.h>

/* What is kept of a rejected row's text. */
#define LONGEST_TEXT 4096u

const char *ent_event_format_name(ent_event_format format) {
    switch (format) {
#define FORMAT_NAME(number, name, word, description)                                                                   \
    case ENT_EVENTS_##name:                                                                                            \
        return word;
        ENT_EVENT_FORMAT_MAP(FORMAT_NAME)
#undef FORMAT_NAME
    }
    return NULL;
}

const char *ent_event_format_description(ent_event_format format) {
    switch (format) {
#define FORMAT_DESCRIPTION(number, name, word, description)                                                            \
    case ENT_EVENTS_##name:                                                                                            \
        return description;
        ENT_EVENT_FORMAT_MAP(FORMAT_DESCRIPTION)
#undef FORMAT_DESCRIPTION
    }
    return NULL;
}

/* The table of reasons. */
typedef struct reason {
    const char *word, *message;
    int broken;
} reason;
static const reason reasons[] = {
#define REASON(number, name, word, message, broken) [number] = {word, message, broken},
    ENT_REJECT_MAP(REASON)
#undef REASON
};
_Static_assert(sizeof reasons / sizeof *reasons == ENT_REJECT_COUNT, "ENT_REJECT_COUNT counts the reasons");

static const reason *reason_of(ent_reject number) {
    return (unsigned)number < ENT_REJECT_COUNT ? &reasons[number] : NULL;
}

const char *ent_reject_name(ent_reject number) {
    const reason *found = reason_of(number);
    return found ? found->word : NULL;
}

const char *ent_reject_message(ent_reject number) {
    const reason *found = reason_of(number);
    return found ? found->message : NULL;
}

int ent_reject_is_broken(ent_reject number) {
    const reason *found = reason_of(number);
    return found ? found->broken : 0;
}

/* ---- Making ------------------------------------------------------------------------------------------------------- */

static char *copy_of(const char *text, size_t length) {
    char *copy = ent__calloc(length + 1, 1);
    if (copy) {
        memcpy(copy, text, length);
    }
    return copy;
}

ent_status ent__report_new(ent_events_report **out, const char *const *paths, size_t count, ent_error *error) {
    *out = NULL;
    ent_events_report *report = ent__calloc(1, sizeof *report);
    if (report) {
        report->files = ent__calloc(count, sizeof *report->files);
    }
    if (!report || !report->files) {
        ent_events_report_free(report);
        return ent__fail_memory(error);
    }
    for (; report->file_count < count; report->file_count++) {
        const char *path = paths[report->file_count];
        report->files[report->file_count].path = copy_of(path, strlen(path));
        if (!report->files[report->file_count].path) {
            ent_events_report_free(report);
            return ent__fail_memory(error);
        }
    }
    *out = report;
    return ENT_OK;
}

ent_status ent__report_first(ent_events_report *report, ent_reject number, uint32_t file, uint32_t line,
                             uint32_t column, ent__field row, ent_error *error) {
    struct ent__first *first = &report->first[number];
    size_t length = row.length < LONGEST_TEXT ? row.length : LONGEST_TEXT;
    *first = (struct ent__first){copy_of(row.text, length), length, row.length, file, line, column};
    return first->text ? ENT_OK : ent__fail_memory(error);
}

void ent__report_sum(ent_events_report *report) {
    for (uint32_t i = 0; i < report->file_count; i++) {
        const ent_events_counts *one = &report->files[i].counts;
        ent_events_counts *all = &report->counts;
        all->bytes += one->bytes;
        all->rows += one->rows;
        all->kept += one->kept;
        all->rejected += one->rejected;
        all->blank += one->blank;
        all->repaired_codes += one->repaired_codes;
        all->bad_bytes += one->bad_bytes;
        all->doubtful_dates += one->doubtful_dates;
        all->filled_tones += one->filled_tones;
        all->other_tones += one->other_tones;
    }
}

void ent_events_report_free(ent_events_report *report) {
    if (!report) {
        return;
    }
    for (uint32_t i = 0; i < report->file_count; i++) {
        free(report->files[i].path);
    }
    for (unsigned i = 0; i < ENT_REJECT_COUNT; i++) {
        free(report->first[i].text);
    }
    free(report->files);
    free(report);
}

/* ---- Reading ------------------------------------------------------------------------------------------------------ */

ent_status ent_events_report_counts(ent_events_counts *counts, const ent_events_report *report, ent_error *error) {
    return ent__result_write(counts, &report->counts, sizeof *counts, "ent_events_counts", error);
}

uint64_t ent_events_report_rejected(const ent_events_report *report, ent_reject number) {
    return reason_of(number) ? report->rejected[number] : 0;
}

ent_status ent_events_report_first(ent_rejected_row *row, const ent_events_report *report, ent_reject number,
                                   ent_error *error) {
    if (!reason_of(number)) {
        return ent__fail(error, ENT_EINVAL, "reason %d; expected 0 to %d", (int)number, ENT_REJECT_COUNT - 1);
    }
    const struct ent__first *first = &report->first[number];
    if (!first->text) {
        return ent__fail(error, ENT_ENOTFOUND, "no row was rejected for \"%s\"", ent_reject_name(number));
    }
    ent_rejected_row read = ENT_REJECTED_ROW_INIT;
    read.file = report->files[first->file].path;
    read.text = first->text;
    read.text_length = first->length;
    read.row_length = first->row_length;
    read.line = first->line + 1;
    read.column = first->column + 1;
    return ent__result_write(row, &read, sizeof read, "ent_rejected_row", error);
}

uint32_t ent_events_report_file_count(const ent_events_report *report) {
    return report->file_count;
}

ent_status ent_events_report_file(const char **path, ent_event_format *format, ent_events_counts *counts,
                                  const ent_events_report *report, uint32_t file, ent_error *error) {
    if (file >= report->file_count) {
        return ent__fail(error, ENT_ENOTFOUND, "no file %u; there are %u", file, report->file_count);
    }
    const struct ent__file_report *found = &report->files[file];
    *path = found->path;
    *format = found->format;
    return ent__result_write(counts, &found->counts, sizeof *counts, "ent_events_counts", error);
}
