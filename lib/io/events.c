/*
 * Reading files of events: options checked, formats chosen, everything that was added taken back if it fails.
 */
#include "event_paths.h"
#include "event_table.h"
#include "input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define BLOCK_SIZE 262144u
#define MOST_THREADS 256u

/* ---- Formats ------------------------------------------------------------------------------------------------------ */

static const ent__event_reader *reader_for(const ent__event_file *file, ent_event_format format) {
    bool is_gdelt = format == ENT_EVENTS_DETECT ? ent__gdelt_reader.fits(file->head, file->head_length, file->newline)
                                                : format == ENT_EVENTS_GDELT;
    /* Of a file without rows (a day without events) no format can be told, nor need it be. */
    return is_gdelt || file->head_length == 0 ? &ent__gdelt_reader : NULL;
}

/* Tables first: names in a header tell a format more surely than the look of rows. */
static bool is_utf16(const ent__event_file *file) {
    return file->head_length >= 2 && (memcmp(file->head, "\xFF\xFE", 2) == 0 || memcmp(file->head, "\xFE\xFF", 2) == 0);
}

/* What the first line of a file begins with, for a message; '?' for what cannot be shown. */
static void excerpt(char shown[41], const ent__event_file *file) {
    size_t length = 0;
    while (length < 40 && length < file->head_length && file->head[length] != '\n' && file->head[length] != '\r') {
        unsigned char byte = (unsigned char)file->head[length];
        shown[length++] = byte == '\t' ? ' ' : byte < 32 || byte > 126 ? '?' : (char)byte;
    }
    shown[length] = '\0';
}

/* Files of the Correlates of War that do not pair states: by participant (a state's number and its side), and by state or
 * by organisation with a column for each of the others. What such a file has in a row; NULL: it is none. */
static const char *unpaired(const ent__event_file *file) {
    char line[512] = ",";
    size_t length = 1;
    for (size_t i = 0; length < sizeof line - 1 && i < file->head_length && file->head[i] != file->newline; i++) {
        char byte = file->head[i];
        line[length] = byte >= 'A' && byte <= 'Z' ? (char)(byte + 'a' - 'A') : byte;
        length += byte != '"';
    }
    line[length] = '\0';
    if (strstr(line, ",ccode,") && (strstr(line, ",side,") || strstr(line, ",sidea,"))) {
        return "a participant";
    }
    bool is_by_state = strstr(line, ",ccode,") && strstr(line, ",year,") && strstr(line, ",aaaid,");
    return is_by_state ? "a state" : strstr(line, ",ioname,") && strstr(line, ",year,") ? "an organisation" : NULL;
}

static bool begins_with(const ent__event_file *file, const char *text) {
    size_t length = strlen(text);
    return file->head_length >= length && memcmp(file->head, text, length) == 0;
}

/* So many digits and then this byte at a place of the head; 0 digits: any number of them. The place behind them, or 0. */
static size_t digits_then(const ent__event_file *file, size_t at, size_t count, char byte) {
    size_t end = at;
    while (end < file->head_length && file->head[end] >= '0' && file->head[end] <= '9') {
        end++;
    }
    bool are_digits = end > at && (count == 0 || end - at == count);
    return are_digits && end < file->head_length && file->head[end] == byte ? end + 1 : 0;
}

/* GDELT's other tables, easily taken for its events, told by how their first row begins: a mention by an event and two
 * times in seconds, a row of the graph of knowledge by its time and number, or by its header. NULL: neither. */
static const char *other_gdelt(const ent__event_file *file) {
    size_t at = digits_then(file, 0, 0, '\t');
    at = at ? digits_then(file, at, 14, '\t') : 0;
    if ((at && digits_then(file, at, 14, '\t')) || begins_with(file, "GlobalEventID\tEventTimeDate\t")) {
        return "mentions of events in articles, without actors";
    }
    bool is_graph =
        digits_then(file, 0, 14, '-') || begins_with(file, "DATE\tNUMARTS\t") || begins_with(file, "GKGRECORDID\t");
    return is_graph ? "what articles name (the Global Knowledge Graph), not who did what to whom" : NULL;
}

ent_status ent__event_reader_choose(ent__event_file *file, const ent_events_options *options, ent_error *error) {
    ent_status status = ENT_OK;
    if (is_utf16(file)) {
        return ent__fail(error, ENT_EFORMAT, "%.200s is UTF-16; expected UTF-8", file->path);
    }
    if (file->head_length > 0 && options->format != ENT_EVENTS_GDELT) {
        status = ent__table_new(&file->table, file, options, error);
    }
    file->reader = file->table ? &file->table->reader : reader_for(file, options->format);
    if (status != ENT_OK || file->reader) {
        file->is_in_order = file->is_stream || (file->reader && file->reader->is_quoted);
        return status;
    }
    if (options->format != ENT_EVENTS_DETECT) {
        return ent__fail(error, ENT_EFORMAT, "%.200s lacks columns of the format %s (%s)", file->path,
                         ent_event_format_name(options->format), ent_event_format_description(options->format));
    }
    const char *one = unpaired(file);
    if (one) {
        bool is_side = strcmp(one, "a participant") == 0;
        return ent__fail(error, ENT_EFORMAT,
                         "%.200s has %s a row, and nothing in it tells who was %s whom; take the "
                         "release by dyad",
                         file->path, one, is_side ? "against" : "with");
    }
    if (begins_with(file, "{")) {
        return ent__fail(error, ENT_EFORMAT,
                         "%.200s is JSON, not a file of events; a graph document needs no import, give it as FILE "
                         "to any other command",
                         file->path);
    }
    const char *other = other_gdelt(file);
    if (other) {
        return ent__fail(error, ENT_EFORMAT,
                         "%.200s is a table of GDELT with %s; read its table of events instead (*.export.CSV)",
                         file->path, other);
    }
    char shown[41];
    excerpt(shown, file);
    return ent__fail(
        error, ENT_EFORMAT,
        "%.200s begins with \"%s\", which is no format of events known; name the format, or the columns for "
        "source, target and date",
        file->path, shown);
}

/* ---- Options ------------------------------------------------------------------------------------------------------ */

static ent_status read_options(ent_events_options *options, const ent_events_options *given, ent_error *error) {
    ent_status status = ent__options_read(options, sizeof *options, given, "ent_events_options", error);
    if (status == ENT_OK && !ent_event_format_name(options->format)) {
        status = ent__fail(error, ENT_EINVAL, "format %d; expected one of ent_event_format", (int)options->format);
    }
    if (status == ENT_OK && (unsigned)options->strict > ENT_STRICT_ALL) {
        status = ent__fail(error, ENT_EINVAL, "strict is %d; expected 0 to %d", (int)options->strict, ENT_STRICT_ALL);
    }
    if (status == ENT_OK && options->columns) {
        status = ent__columns_check(options->columns, error);
    }
    if (status == ENT_OK && options->format == ENT_EVENTS_TABLE && (!options->columns || !options->columns->source)) {
        status = ent__fail(error, ENT_EINVAL, "the format is table; expected columns for source, target and date");
    }
    if (status == ENT_OK && options->rules) {
        status = ent_code_rules_check(options->rules, options->rule_count, error);
    }
    if (status == ENT_OK && options->rejects && !options->rejects->write) {
        status = ent__fail(error, ENT_EINVAL, "the sink for rejected rows has no function `write`");
    }
    options->rule_count = options->rules ? options->rule_count : 0;
    options->block_size = options->block_size ? options->block_size : BLOCK_SIZE;
    return status;
}

static ent_status check_paths(const char *const *paths, size_t count, ent_error *error) {
    if (count == 0 || !paths) {
        return ent__fail(error, ENT_EINVAL, "no file to read events from; expected at least one");
    }
    for (size_t i = 0; i < count; i++) {
        if (!paths[i] || !*paths[i]) {
            return ent__fail(error, ENT_EINVAL, "the path of file %zu is empty", i);
        }
    }
    return count < ENT_NONE ? ENT_OK
                            : ent__fail(error, ENT_ELIMIT, "%zu files; expected fewer than %u", count, ENT_NONE);
}

/* ---- Reading ------------------------------------------------------------------------------------------------------ */

/* The files as they are before any is opened; the job gets their size as far as it is known. */
static ent_status list_files(ent__event_job *job, const char *const *paths, size_t count, ent_error *error) {
    job->files = ent__calloc(count, sizeof *job->files);
    if (!job->files) {
        return ent__fail_memory(error);
    }
    job->file_count = count;
    for (size_t i = 0; i < count; i++) {
        struct stat about;
        job->files[i] = (ent__event_file){.path = paths[i], .descriptor = -1, .newline = '\n', .graph_file = ENT_NONE};
        job->files[i].counts = (ent_events_counts)ENT_EVENTS_COUNTS_INIT;
        bool is_regular = strcmp(paths[i], "-") != 0 && stat(paths[i], &about) == 0 && S_ISREG(about.st_mode);
        job->size += is_regular ? (uint64_t)about.st_size : 0;
        job->has_streams = job->has_streams || !is_regular;
    }
    return ENT_OK;
}

/* As many as there are blocks to read, where that is known: it is not of a pipe. */
static uint32_t threads_for(const ent__event_job *job, const ent_run *run) {
    uint64_t threads = ent__threads(run), blocks = job->size / job->options->block_size + job->file_count;
    threads = threads < MOST_THREADS ? threads : MOST_THREADS;
    return (uint32_t)(threads < blocks || job->has_streams ? threads : blocks);
}

static ent_status read_files(ent__event_job *job, ent_graph *graph, ent_events_report *report, const ent_run *run,
                             ent_error *error) {
    uint32_t threads = threads_for(job, run);
    ent__codes *codes = NULL;
    ent_status status = ent__codes_new(&codes, job->options, error);
    job->codes = codes;
    if (status == ENT_OK) {
        status = ent__builder_new(&job->builder, graph, job->options, codes, report, threads, error);
    }
    if (status == ENT_OK) {
        status = ent__event_threads(job, threads, run, error);
    }
    ent__builder_free(job->builder);
    ent__codes_free(codes);
    return status;
}

ent_status ent__events_read(ent_events_report **out, ent_graph *graph, const char *const *paths, size_t path_count,
                            const ent_events_options *given, const ent__event_tuning *tuning, const ent_run *run,
                            ent_error *error) {
    ent_events_report *report = NULL;
    ent_events_options options = ENT_EVENTS_OPTIONS_INIT;
    ent__event_job job = {.options = &options};
    ent__scanner *scanners[ENT__SCANNERS];
    ent__path_list list = {0};
    ent__graph_extent before = ent__graph_extent_of(graph);
    ent__scanners(scanners, NULL);
    job.scan = tuning ? tuning->scan : scanners[0];
    ent_status status = read_options(&options, given, error);
    if (status == ENT_OK) {
        status = check_paths(paths, path_count, error);
    }
    if (status == ENT_OK) {
        status = ent__paths_expand(&list, paths, path_count, error);
    }
    const char *const *files = (const char *const *)list.paths;
    if (status == ENT_OK) {
        status = ent__report_new(&report, files, list.count, error);
    }
    if (status == ENT_OK) {
        status = list_files(&job, files, list.count, error);
    }
    if (status == ENT_OK) {
        status = read_files(&job, graph, report, run, error);
    }
    for (size_t i = 0; i < job.file_count; i++) {
        ent__event_file_free(&job.files[i]);
    }
    free(job.files);
    ent__paths_free(&list);
    if (status == ENT_OK) {
        ent__report_sum(report);
        ent__graph_trim(graph);
    } else {
        ent__graph_back_to(graph, &before);
    }
    if (status != ENT_OK || !out) {
        ent_events_report_free(report);
        report = NULL;
    }
    if (out) {
        *out = report;
    }
    return status;
}

ent_status ent_events_read(ent_events_report **report, ent_graph *graph, const char *const *paths, size_t path_count,
                           const ent_events_options *options, const ent_run *run, ent_error *error) {
    return ent__events_read(report, graph, paths, path_count, options, NULL, run, error);
}
