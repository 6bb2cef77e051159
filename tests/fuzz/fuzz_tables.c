/* Event files that are tables, of any format and compressed or not: whatever the bytes, they are refused with a reason, or every
 * row is kept or rejected, the same from small blocks on two threads as from one. */
#include "fuzz.h"

#include <entente/events.h>
#include <entente/io.h>
#include <stdbool.h>
#include <unistd.h>

static void check_report(const ent_events_report *report) {
    ent_events_counts counts = ENT_EVENTS_COUNTS_INIT;
    uint64_t rejected = 0;
    FUZZ_CHECK(ent_events_report_counts(&counts, report, NULL) == ENT_OK);
    for (int i = 0; i < ENT_REJECT_COUNT; i++) {
        ent_rejected_row row = ENT_REJECTED_ROW_INIT;
        uint64_t count = ent_events_report_rejected(report, (ent_reject)i);
        FUZZ_CHECK((ent_events_report_first(&row, report, (ent_reject)i, NULL) == ENT_OK) == (count > 0));
        FUZZ_CHECK(count == 0 || (row.line > 0 && row.column > 0 && row.column <= row.row_length + 1));
        rejected += count;
    }
    FUZZ_CHECK(counts.rows == counts.kept + counts.rejected && counts.rejected == rejected);
}

/* Rows as they are read again, and the graph as a document; *refused says that there is none. */
static ent_buffer *document_of(const char *path, bool is_custom, uint32_t threads, uint32_t block_size) {
    ent_graph *graph;
    ent_buffer *buffer;
    ent_events_report *report;
    ent_event_columns columns = ENT_EVENT_COLUMNS_INIT;
    ent_events_options options = ENT_EVENTS_OPTIONS_INIT;
    ent_run run = ENT_RUN_INIT;
    ent_error error;
    columns.source = is_custom ? "1" : NULL;
    columns.target = is_custom ? "2" : NULL;
    columns.date = is_custom ? "3" : NULL;
    columns.code = is_custom ? "4" : NULL;
    columns.epoch = is_custom ? NULL : "2018-01-01";
    options.columns = &columns;
    options.block_size = block_size;
    run.threads = threads;
    FUZZ_CHECK(ent_graph_new(&graph, NULL) == ENT_OK && ent_buffer_new(&buffer, NULL) == ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    ent_status status = ent_events_read(&report, graph, &path, 1, &options, &run, &error);
    FUZZ_CHECK(status == ENT_OK || ((status == ENT_EFORMAT || status == ENT_EIO) && error.message[0]));
    if (status == ENT_OK) {
        check_report(report);
        FUZZ_CHECK(ent_document_write(&sink, graph, NULL, NULL) == ENT_OK);
        for (ent_id i = 0; i < ent_graph_relation_count(graph); i++) {
            status = ent_events_row(&sink, graph, i, NULL);
            FUZZ_CHECK(status == ENT_OK || status == ENT_ENOTFOUND); /* an affiliation */
        }
    } else {
        FUZZ_CHECK(ent_graph_actor_count(graph) == 0 && report == NULL);
    }
    ent_events_report_free(report);
    ent_graph_free(graph);
    return buffer;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char path[32] = "/tmp/ent-fuzz-XXXXXX";
    if (size == 0) {
        return 0;
    }
    int file = mkstemp(path);
    FUZZ_CHECK(file >= 0 && write(file, data + 1, size - 1) == (ssize_t)(size - 1));
    bool is_custom = data[0] == 'c'; /* the first byte is no part of the file */
    ent_buffer *whole = document_of(path, is_custom, 1, 0);
    ent_buffer *pieces = document_of(path, is_custom, 2, size > 4000 ? 500 : 20);
    FUZZ_CHECK(ent_buffer_size(whole) == ent_buffer_size(pieces));
    FUZZ_CHECK(memcmp(ent_buffer_data(whole), ent_buffer_data(pieces), ent_buffer_size(whole)) == 0);
    ent_buffer_free(whole);
    ent_buffer_free(pieces);
    FUZZ_CHECK(close(file) == 0 && unlink(path) == 0);
    return 0;
}
