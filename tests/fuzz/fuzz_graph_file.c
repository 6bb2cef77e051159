/* Graph files: whatever the bytes, the same graph as is saved from it, or a refusal; also where every checksum is right. */
#include "fuzz_file.h"

#include "../../lib/graph/image.h"
#include <entente/io.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define HEAD (32 + 32 * (size_t)ENT__COLUMN_COUNT)
#define BLOCK 262144u

/* The checksum of a column, as lib/io/graph_file.c describes it. */
static uint64_t sum_of(const uint8_t *bytes, uint64_t length) {
    uint64_t sums[16]; /* an input is below 4 MiB */
    size_t count = 0;
    for (uint64_t at = 0; at < length && count < 16; at += BLOCK) {
        sums[count++] = XXH3_64bits(bytes + at, length - at < BLOCK ? length - at : BLOCK);
    }
    return XXH3_64bits(sums, count * sizeof *sums);
}

/* Makes a file of bytes: its counts bounded by what there is, the rest of the head put right. Gives its length. */
static size_t seal(uint8_t *bytes, size_t size) {
    static const uint8_t first[16] = {0x89, 'E', 'N', 'T', 0x0D, 0x0A, 0x1A, 0x0A, 3, 0, 0, 0, 4, 3, 2, 1};
    const uint64_t columns = ENT__COLUMN_COUNT, none = 0;
    uint64_t at = HEAD, length = HEAD;
    memcpy(bytes, first, sizeof first);
    memcpy(bytes + 16, &columns, sizeof columns);
    memcpy(bytes + 24, &none, sizeof none);
    for (size_t i = 0; i < ENT__COLUMN_COUNT; i++) {
        uint64_t row[4], item = ent__column_size((ent__column_name)i);
        memcpy(row, bytes + 32 + 32 * i, sizeof row);
        row[2] = (at + 7) & ~(uint64_t)7;
        uint64_t room = row[2] < size ? (size - row[2]) / item : 0;
        row[0] = item;
        row[1] = row[1] < room ? row[1] : room;
        memset(bytes + at, 0, (size_t)(row[2] - at)); /* there are 8 bytes more than `size` */
        row[3] = sum_of(bytes + row[2], item * row[1]);
        memcpy(bytes + 32 + 32 * i, row, sizeof row);
        length = at = row[2] + item * row[1];
    }
    uint64_t sum = XXH3_64bits(bytes + 8, HEAD - 8);
    memcpy(bytes + 24, &sum, sizeof sum);
    return (size_t)length;
}

static ent_graph *open_bytes(const uint8_t *bytes, size_t size) {
    const char *path = fuzz_file(bytes, size);
    ent_graph *graph;
    ent_error error;
    ent_status status = ent_graph_file_open(&graph, path, NULL, &error);
    FUZZ_CHECK((status == ENT_OK) == (graph != NULL));
    FUZZ_CHECK(status == ENT_OK || (status == ENT_EFORMAT && error.code == status && error.message[0]));
    FUZZ_CHECK(scratch_remove(NULL) == 0); /* the graph keeps what it has open */
    return graph;
}

/* As a document, or NULL: the store has days that a document has not. */
static ent_buffer *written(const ent_graph *graph) {
    ent_buffer *buffer;
    ent_error error;
    FUZZ_CHECK(ent_buffer_new(&buffer, NULL) == ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    if (ent_document_write(&sink, graph, NULL, &error) != ENT_OK) {
        FUZZ_CHECK(strstr(error.message, "years 1 to 9999"));
        ent_buffer_free(buffer);
        return NULL;
    }
    return buffer;
}

static void check_graph(const ent_graph *graph) {
    const char *path = fuzz_file((const uint8_t *)"", 0);
    ent_graph *again;
    for (ent_id i = 0; i < ent_graph_relation_count(graph); i++) {
        ent_origin origin = ENT_ORIGIN_INIT;
        ent_status status = ent_graph_relation_origin(&origin, graph, i, NULL);
        FUZZ_CHECK(status == ENT_ENOTFOUND || (status == ENT_OK && origin.file));
    }
    FUZZ_CHECK(ent_graph_file_save(path, graph, NULL, NULL) == ENT_OK);
    FUZZ_CHECK(ent_graph_file_open(&again, path, NULL, NULL) == ENT_OK);
    FUZZ_CHECK(scratch_remove(NULL) == 0);
    ent_buffer *one = written(graph), *other = written(again);
    FUZZ_CHECK(!one == !other && (!one || ent_buffer_size(one) == ent_buffer_size(other)));
    FUZZ_CHECK(!one || memcmp(ent_buffer_data(one), ent_buffer_data(other), ent_buffer_size(one)) == 0);
    ent_buffer_free(one);
    ent_buffer_free(other);
    ent_graph_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ent_graph *graph = open_bytes(data, size);
    ent_graph_free(graph);
    if (size >= HEAD && size < 15 * BLOCK) {
        uint8_t *bytes = calloc(size + 8 * ENT__COLUMN_COUNT, 1);
        FUZZ_CHECK(bytes);
        memcpy(bytes, data, size);
        graph = open_bytes(bytes, seal(bytes, size));
        if (graph) {
            check_graph(graph);
        }
        ent_graph_free(graph);
        free(bytes);
    }
    return 0;
}
