/* The graph file: what is written comes back, origins too; no damaged file opens, and none does harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <entente/entente.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "graph/image.h"
#define XXH_INLINE_ALL
#include <xxhash.h>

#define SAMPLE ENT_TESTS "/data/events/gdelt2-2018-01-01.csv"
static char path[] = "/tmp/ent-graph-file-XXXXXX";

static int make_path(void **state) {
    (void)state;
    int file = mkstemp(path);
    return file < 0 ? -1 : close(file);
}

static int remove_path(void **state) {
    (void)state;
    return unlink(path);
}

/* A graph that has everything: three actors on a side, ids, roles, sources, aliases, codes; with events behind it. */
static ent_graph *make_full(bool has_events) {
    static const char *const aliases[] = {"Persia", "Ir\xC3\xA1n"};
    static const ent_code codes[] = {{"iso3", "IRN"}};
    static const ent_id ids[] = {0, 1, 2};
    const char *sample = SAMPLE;
    ent_graph *graph;
    ent_events_report *report;
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    assert_int_equal(ent_graph_set_title(graph, "a title", NULL), ENT_OK);
    for (int i = 0; i < 3; i++) {
        static const char *const names[] = {"A", "B", "C"};
        ent_actor actor = ENT_ACTOR_INIT;
        actor.id = names[i];
        actor.kind = i == 2 ? ENT_ACTOR_OFFICIAL : ENT_ACTOR_STATE;
        actor.aliases = aliases;
        actor.alias_count = i == 0 ? 2 : 0;
        actor.codes = codes;
        actor.code_count = i == 0;
        actor.note = i ? NULL : "a note";
        assert_int_equal(ent_graph_add_actor(NULL, graph, &actor, NULL), ENT_OK);
    }
    ent_source source = ENT_SOURCE_INIT;
    source.id = "s";
    source.url = "https://one.example";
    assert_int_equal(ent_graph_add_source(NULL, graph, &source, NULL), ENT_OK);
    ent_relation relation = ENT_RELATION_INIT;
    relation.kind = ENT_KIND_MEDIATION;
    relation.status = ENT_MEDIATION_OFFERED;
    relation.from = ids;
    relation.from_count = 1;
    relation.to = ids + 1;
    relation.to_count = 2;
    relation.id = "r1";
    relation.summary = "many";
    relation.code = "045";
    relation.weight = 2.5;
    relation.sources = ids;
    relation.source_count = 1;
    assert_int_equal(ent_graph_add_relation(NULL, graph, &relation, NULL), ENT_OK);
    relation = (ent_relation)ENT_RELATION_INIT;
    relation.kind = ENT_KIND_AFFILIATION;
    relation.affiliation = ENT_AFFILIATION_SERVES;
    relation.from = ids + 2;
    relation.to = ids;
    relation.from_count = relation.to_count = 1;
    relation.role = "minister";
    assert_int_equal(ent_graph_add_relation(NULL, graph, &relation, NULL), ENT_OK);
    if (has_events) {
        assert_int_equal(ent_events_read(&report, graph, &sample, 1, NULL, NULL, NULL), ENT_OK);
        ent_events_report_free(report);
    }
    return graph;
}

static void assert_same_text(const char *a, const char *b) {
    assert_true(a == b || (a && b && strcmp(a, b) == 0));
}

static void assert_same(const ent_graph *a, const ent_graph *b) {
    ent_buffer *texts[2];
    const ent_graph *graphs[2] = {a, b};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(ent_buffer_new(&texts[i], NULL), ENT_OK);
        ent_sink sink = ent_buffer_sink(texts[i]);
        assert_int_equal(ent_document_write(&sink, graphs[i], NULL, NULL), ENT_OK);
    }
    assert_int_equal(ent_buffer_size(texts[0]), ent_buffer_size(texts[1]));
    assert_memory_equal(ent_buffer_data(texts[0]), ent_buffer_data(texts[1]), ent_buffer_size(texts[0]));
    ent_buffer_free(texts[0]);
    ent_buffer_free(texts[1]);
    for (ent_id i = 0; i < ent_graph_relation_count(a); i++) {
        ent_origin one = ENT_ORIGIN_INIT, other = ENT_ORIGIN_INIT;
        ent_status status = ent_graph_relation_origin(&one, a, i, NULL);
        assert_int_equal(ent_graph_relation_origin(&other, b, i, NULL), status);
        assert_same_text(one.file, other.file);
        assert_same_text(one.format, other.format);
        assert_same_text(one.event_text, other.event_text);
        assert_true(one.event == other.event && one.line == other.line && one.source == other.source);
    }
}

static void a_graph_comes_back_as_it_was(void **state) {
    (void)state;
    for (int has_events = 0; has_events < 2; has_events++) {
        ent_graph *graph = make_full(has_events), *opened;
        ent_error error;
        assert_int_equal(ent_graph_file_save(path, graph, NULL, &error), ENT_OK);
        if (ent_graph_file_open(&opened, path, NULL, &error) != ENT_OK) {
            fail_msg("%s", error.message);
        }
        assert_same(graph, opened);
        assert_int_equal(ent_graph_actor_by_id(opened, "C"), 2);
        assert_int_equal(ent_graph_relation_by_id(opened, "r1"), 0);
        ent_graph_free(opened);
        ent_graph_free(graph);
    }
}

static void an_empty_graph_comes_back_empty(void **state) {
    (void)state;
    ent_graph *graph, *opened;
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    assert_int_equal(ent_graph_file_save(path, graph, NULL, NULL), ENT_OK);
    assert_int_equal(ent_graph_file_open(&opened, path, NULL, NULL), ENT_OK);
    assert_int_equal(ent_graph_actor_count(opened), 0);
    ent_graph_free(opened);
    ent_graph_free(graph);
}

static char *load(size_t *length) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*length);
    assert_int_equal(fread(bytes, 1, *length, file), *length);
    fclose(file);
    return bytes;
}

static void store(const char *bytes, size_t length) {
    unlink(path); /* cutting a file short would wait for the disk */
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static char *make_file(size_t *length) {
    ent_graph *graph = make_full(false);
    assert_int_equal(ent_graph_file_save(path, graph, NULL, NULL), ENT_OK);
    ent_graph_free(graph);
    return load(length);
}

static void assert_refused(const char *bytes, size_t length, const char *word) {
    ent_graph *graph;
    ent_error error;
    store(bytes, length);
    assert_int_equal(ent_graph_file_open(&graph, path, NULL, &error), ENT_EFORMAT);
    assert_null(graph);
    assert_non_null(strstr(error.message, word));
}

static void no_file_opens_with_a_byte_changed_cut_or_added(void **state) {
    (void)state;
    size_t length;
    char *bytes = make_file(&length);
    for (size_t i = 0; i < length; i++) {
        bytes[i] = (char)(bytes[i] ^ (1 << i % 8));
        assert_refused(bytes, length, "");
        bytes[i] = (char)(bytes[i] ^ (1 << i % 8));
        assert_refused(bytes, i, "");
    }
    char *longer = calloc(length + 1, 1);
    memcpy(longer, bytes, length);
    assert_refused(longer, length + 1, "table");
    free(longer);
    free(bytes);
}

static void version_and_byte_order_are_named(void **state) {
    (void)state;
    size_t length;
    char *bytes = make_file(&length);
    bytes[8] = 1;
    assert_refused(bytes, length, "version 1; expected 2");
    memcpy(bytes + 12, "\x01\x02\x03\x04", 4);
    assert_refused(bytes, length, "byte order");
    free(bytes);
}

/* Sums the columns and the head anew, as one who means harm would. */
static void seal(char *bytes) {
    uint64_t sum = 0;
    for (int i = 0; i < ENT__COLUMN_COUNT; i++) {
        uint64_t row[4];
        memcpy(row, bytes + 32 + 32 * i, sizeof row);
        row[3] = XXH3_64bits(bytes + row[2], row[0] * row[1]);
        memcpy(bytes + 32 + 32 * i, row, sizeof row);
    }
    memcpy(bytes + 24, &sum, sizeof sum);
    sum = XXH3_64bits(bytes + 8, 24 + 32 * (size_t)ENT__COLUMN_COUNT);
    memcpy(bytes + 24, &sum, sizeof sum);
}

static void bytes_with_right_checksums_do_no_harm(void **state) {
    (void)state;
    static const unsigned char values[] = {0x00, 0x01, 0x7F, 0x80, 0xFF};
    size_t length, opened_count = 0;
    char *bytes = make_file(&length), *changed = malloc(length);
    ent_buffer *buffer;
    for (size_t i = 32 + 32 * (size_t)ENT__COLUMN_COUNT; i < length; i++) {
        for (size_t j = 0; j < sizeof values; j++) {
            ent_graph *opened;
            memcpy(changed, bytes, length);
            changed[i] = (char)values[j];
            seal(changed);
            store(changed, length);
            ent_status status = ent_graph_file_open(&opened, path, NULL, NULL);
            assert_true(status == ENT_OK || status == ENT_EFORMAT);
            if (status == ENT_OK) {
                assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
                ent_sink sink = ent_buffer_sink(buffer);
                ent_error error; /* the store has days that a document has not */
                if (ent_document_write(&sink, opened, NULL, &error) != ENT_OK &&
                    !strstr(error.message, "a document has the years 1 to 9999")) {
                    fail_msg("byte %zu as %02x: %s", i, values[j], error.message);
                }
                ent_buffer_free(buffer);
                opened_count++;
            }
            ent_graph_free(opened);
        }
    }
    assert_true(opened_count > 0);
    free(changed);
    free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_graph_comes_back_as_it_was),
        cmocka_unit_test(an_empty_graph_comes_back_empty),
        cmocka_unit_test(no_file_opens_with_a_byte_changed_cut_or_added),
        cmocka_unit_test(version_and_byte_order_are_named),
        cmocka_unit_test(bytes_with_right_checksums_do_no_harm),
    };
    return cmocka_run_group_tests(tests, make_path, remove_path);
}
