/* Event files: whatever the bytes, every row is kept or rejected, the same from small blocks on two threads as from one. */
#include "fuzz.h"

#include <entente/events.h>
#include <entente/io.h>
#include <unistd.h>

/* A file that holds the input, by its name; its descriptor. */
static int file_of(char path[32], const uint8_t *data, size_t size) {
    strcpy(path, "/tmp/ent-fuzz-XXXXXX");
    int file = mkstemp(path);
    FUZZ_CHECK(file >= 0);
    FUZZ_CHECK(write(file, data, size) == (ssize_t)size);
    return file;
}

static void check_report(const ent_events_report *report, const ent_graph *graph) {
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
    FUZZ_CHECK(counts.kept <= ent_graph_relation_count(graph));
}

/* Reads the file; gives the graph as a document. */
static ent_buffer *document_of(const char *path, uint32_t threads, uint32_t block_size) {
    ent_graph *graph;
    ent_buffer *buffer;
    ent_events_report *report;
    ent_events_options options = ENT_EVENTS_OPTIONS_INIT;
    ent_run run = ENT_RUN_INIT;
    options.format = ENT_EVENTS_GDELT;
    options.repair_codes = 1;
    options.block_size = block_size;
    run.threads = threads;
    FUZZ_CHECK(ent_graph_new(&graph, NULL) == ENT_OK && ent_buffer_new(&buffer, NULL) == ENT_OK);
    FUZZ_CHECK(ent_events_read(&report, graph, &path, 1, &options, &run, NULL) == ENT_OK);
    check_report(report, graph);
    ent_sink sink = ent_buffer_sink(buffer);
    FUZZ_CHECK(ent_document_write(&sink, graph, NULL, NULL) == ENT_OK);
    for (ent_id i = 0; i < ent_graph_relation_count(graph); i++) {
        ent_status status = ent_events_row(&sink, graph, i, NULL);
        FUZZ_CHECK(status == ENT_OK || status == ENT_ENOTFOUND); /* an affiliation */
    }
    ent_events_report_free(report);
    ent_graph_free(graph);
    return buffer;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char path[32];
    int file = file_of(path, data, size);
    ent_buffer *whole = document_of(path, 1, 0), *pieces = document_of(path, 2, size > 4000 ? 500 : 20);
    FUZZ_CHECK(ent_buffer_size(whole) == ent_buffer_size(pieces));
    FUZZ_CHECK(memcmp(ent_buffer_data(whole), ent_buffer_data(pieces), ent_buffer_size(whole)) == 0);
    ent_buffer_free(whole);
    ent_buffer_free(pieces);
    FUZZ_CHECK(close(file) == 0 && unlink(path) == 0);
    return 0;
}
