/* Documents: whatever the bytes, a graph or an error at a place in them; and a graph written reads back to the same bytes. */
#include "fuzz.h"

#include <entente/io.h>

static ent_buffer *written(const ent_graph *graph) {
    ent_buffer *buffer;
    FUZZ_CHECK(ent_buffer_new(&buffer, NULL) == ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    ent_error error;
    ent_status status = ent_document_write(&sink, graph, NULL, &error);
    if (status != ENT_OK) { /* a tenure until the end of the year 9999 has no text */
        FUZZ_CHECK(status == ENT_EINVAL && strstr(error.message, "years 1 to 9999"));
        ent_buffer_free(buffer);
        return NULL;
    }
    return buffer;
}

static void read_back(const ent_buffer *first) {
    ent_graph *graph;
    FUZZ_CHECK(ent_document_parse(&graph, ent_buffer_data(first), ent_buffer_size(first), NULL, NULL) == ENT_OK);
    ent_buffer *second = written(graph);
    FUZZ_CHECK(second && ent_buffer_size(first) == ent_buffer_size(second));
    FUZZ_CHECK(memcmp(ent_buffer_data(first), ent_buffer_data(second), ent_buffer_size(first)) == 0);
    ent_buffer_free(second);
    ent_graph_free(graph);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ent_graph *graph = NULL;
    ent_error error;
    ent_status status = ent_document_parse(&graph, (const char *)data, size, NULL, &error);
    FUZZ_CHECK((status == ENT_OK) == (graph != NULL));
    if (status == ENT_OK) {
        ent_buffer *first = written(graph);
        if (first) {
            read_back(first);
        }
        ent_buffer_free(first);
        ent_graph_free(graph);
        return 0;
    }
    FUZZ_CHECK(status == ENT_EPARSE || status == ENT_EFORMAT || status == ENT_ELIMIT || status == ENT_EUNSUPPORTED);
    FUZZ_CHECK(error.code == status && error.message[0] && error.line && error.column && error.offset <= size);
    return 0;
}
