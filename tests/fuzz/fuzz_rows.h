/* What the fuzz targets of files of events share: whatever the bytes, every row is kept or rejected, the same from small blocks on
 * two threads as from one. */
#ifndef ENT_FUZZ_ROWS_H
#define ENT_FUZZ_ROWS_H

#include "fuzz_file.h"

#include <entente/events.h>
#include <entente/io.h>

/* What a report of a file of events promises. */
static inline void fuzz_check_report(const ent_events_report *report, const ent_graph *graph) {
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

/* The graph of a file of events as a document, and its rows as they are read again; nothing of a file that is refused. */
static inline ent_buffer *fuzz_read(const char *path, const ent_events_options *options, uint32_t threads,
                                    ent_status *status) {
    ent_graph *graph;
    ent_buffer *buffer;
    ent_events_report *report;
    ent_run run = ENT_RUN_INIT;
    ent_error error;
    run.threads = threads;
    FUZZ_CHECK(ent_graph_new(&graph, NULL) == ENT_OK && ent_buffer_new(&buffer, NULL) == ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    *status = ent_events_read(&report, graph, &path, 1, options, &run, &error);
    if (*status == ENT_OK) {
        fuzz_check_report(report, graph);
        FUZZ_CHECK(ent_document_write(&sink, graph, NULL, NULL) == ENT_OK);
        for (ent_id i = 0; i < ent_graph_relation_count(graph); i++) {
            ent_status again = ent_events_row(&sink, graph, i, NULL);
            FUZZ_CHECK(again == ENT_OK || again == ENT_ENOTFOUND); /* an affiliation */
        }
    } else {
        FUZZ_CHECK(error.message[0] && ent_graph_actor_count(graph) == 0 && report == NULL);
    }
    ent_events_report_free(report);
    ent_graph_free(graph);
    return buffer;
}

/* Reads the bytes as a file with one thread and with two in small blocks, which makes no difference; the status of both. */
static inline ent_status fuzz_read_twice(const uint8_t *data, size_t size, ent_events_options options) {
    ent_status statuses[2];
    const char *path = fuzz_file(data, size);
    options.block_size = 0;
    ent_buffer *whole = fuzz_read(path, &options, 1, &statuses[0]);
    options.block_size = size > 4000 ? 500 : 20;
    ent_buffer *pieces = fuzz_read(path, &options, 2, &statuses[1]);
    FUZZ_CHECK(statuses[0] == statuses[1] && ent_buffer_size(whole) == ent_buffer_size(pieces));
    FUZZ_CHECK(ent_buffer_size(whole) == 0 ||
               memcmp(ent_buffer_data(whole), ent_buffer_data(pieces), ent_buffer_size(whole)) == 0);
    ent_buffer_free(whole);
    ent_buffer_free(pieces);
    FUZZ_CHECK(scratch_remove(NULL) == 0);
    return statuses[0];
}

#endif
