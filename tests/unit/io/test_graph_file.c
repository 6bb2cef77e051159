/* The graph file: what is written comes back, origins too; no damaged file opens, and none does harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <entente/entente.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "graph/image.h"
#include "scratch.h"
#define XXH_INLINE_ALL
#include <xxhash.h>

#define SAMPLE ENT_TESTS "/data/events/gdelt2-2018-01-01.csv"
static const char *path; /* of the file that the tests write, in the folder of the program */

static int make_path(void **state) {
    int status = scratch_make(state);
    path = scratch_path("graph.entente");
    return status;
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
        actor.flags = i == 1 ? ENT_ACTOR_CATCH_ALL : 0;
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
    bytes[8] = 4;
    assert_refused(bytes, length, "version 4; expected 3");
    memcpy(bytes + 12, "\x01\x02\x03\x04", 4);
    assert_refused(bytes, length, "byte order");
    free(bytes);
}

/* Sums the columns (of one block each, or none) and the head anew, as one who means harm would. */
static void seal(char *bytes) {
    uint64_t sum = 0;
    for (int i = 0; i < ENT__COLUMN_COUNT; i++) {
        uint64_t row[4];
        memcpy(row, bytes + 32 + 32 * i, sizeof row);
        uint64_t length = row[0] * row[1], block = XXH3_64bits(bytes + row[2], length);
        row[3] = XXH3_64bits(&block, length ? sizeof block : 0);
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

/* ---- Bigger than a block, on several threads ---------------------------------------------------------------------- */

static uint32_t below(uint64_t *state, uint32_t bound) {
    return (uint32_t)(ent_random(state) % bound);
}

/* Some of every kind of field, or none of it. */
static void add_random_relation(ent_graph *graph, uint64_t *state, uint32_t actors, uint32_t number) {
    static const char *const codes[] = {NULL, "045", "190", "036"};
    ent_id from[3], to[3], sources[2] = {0, 1};
    char id[16], role[16];
    ent_relation relation = ENT_RELATION_INIT;
    relation.kind = (ent_kind)below(state, 4);
    bool is_affiliation = relation.kind == ENT_KIND_AFFILIATION, is_many = !is_affiliation && below(state, 8) == 0;
    uint32_t half = actors / 2;
    for (uint32_t i = 0; i < 3; i++) {
        from[i] = (below(state, half - 3) / 3) * 3 + i;
        to[i] = half + (below(state, half - 3) / 3) * 3 + i;
    }
    relation.from = from;
    relation.to = to;
    relation.from_count = is_many ? 1 + below(state, 3) : 1;
    relation.to_count = is_many ? 1 + below(state, 3) : 1;
    relation.affiliation = is_affiliation ? ENT_AFFILIATION_SERVES : ENT_AFFILIATION_NONE;
    relation.status = relation.kind == ENT_KIND_MEDIATION
                          ? (ent_mediation_status)below(state, ENT_MEDIATION_STATUS_COUNT)
                          : ENT_MEDIATION_UNSTATED;
    relation.first = 19000 + (ent_date)below(state, 400);
    relation.last = relation.first + (ent_date)below(state, 3);
    relation.mutual = relation.kind == ENT_KIND_DIPLOMATIC && below(state, 2);
    relation.tone = is_affiliation ? 0.0 : (double)below(state, 2001) / 100.0 - 10.0;
    relation.confidence = (1.0 + below(state, 100)) / 100.0;
    relation.code = is_affiliation ? NULL : codes[below(state, 4)];
    relation.weight = !is_affiliation && below(state, 5) == 0 ? 0.5 + below(state, 100) : 1.0;
    if (below(state, 10) == 0) {
        snprintf(id, sizeof id, "r%u", number);
        snprintf(role, sizeof role, "role %u", below(state, 50));
        relation.id = id;
        relation.role = is_affiliation ? role : NULL;
        relation.summary = below(state, 2) ? "what was said" : NULL;
        relation.sources = sources;
        relation.source_count = 1 + below(state, 2);
    }
    ent_error error;
    if (ent_graph_add_relation(NULL, graph, &relation, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
}

static ent_graph *make_random(uint64_t *state, uint32_t actors, uint32_t relations) {
    ent_graph *graph;
    char name[16];
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    for (uint32_t i = 0; i < actors; i++) {
        const char *alias = name + 1; /* one that is a part of the id */
        ent_actor actor = ENT_ACTOR_INIT;
        snprintf(name, sizeof name, "%c%u", 'a' + (char)below(state, 26), i);
        actor.id = name;
        actor.kind = i < actors / 2 ? ENT_ACTOR_OFFICIAL : ENT_ACTOR_STATE; /* who may serve whom */
        actor.aliases = &alias;
        actor.alias_count = below(state, 2);
        assert_int_equal(ent_graph_add_actor(NULL, graph, &actor, NULL), ENT_OK);
    }
    for (int i = 0; i < 2; i++) {
        ent_source source = ENT_SOURCE_INIT;
        source.id = i ? "one" : "two";
        assert_int_equal(ent_graph_add_source(NULL, graph, &source, NULL), ENT_OK);
    }
    for (uint32_t i = 0; i < relations; i++) {
        add_random_relation(graph, state, actors, i);
    }
    return graph;
}

static ent_graph *open_with(uint32_t threads) {
    ent_graph *opened;
    ent_run run = ENT_RUN_INIT;
    ent_error error;
    run.threads = threads;
    if (ent_graph_file_open(&opened, path, &run, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    return opened;
}

static void random_graphs_come_back_for_any_number_of_threads(void **state) {
    (void)state;
    uint64_t seed = 5;
    for (uint32_t round = 0; round < 12; round++) {
        ent_graph *graph = make_random(&seed, 20 + below(&seed, 40), round == 0 ? 70000 : below(&seed, 300));
        assert_int_equal(ent_graph_file_save(path, graph, NULL, NULL), ENT_OK);
        for (uint32_t threads = 1; threads <= 3; threads += 2) {
            ent_graph *opened = open_with(threads);
            assert_same(graph, opened);
            ent_graph_free(opened);
        }
        ent_graph_free(graph);
    }
}

static void every_block_of_a_column_counts(void **state) {
    (void)state;
    uint64_t seed = 6;
    size_t length;
    ent_graph *graph = make_random(&seed, 30, 30000);
    assert_int_equal(ent_graph_file_save(path, graph, NULL, NULL), ENT_OK);
    ent_graph_free(graph);
    char *bytes = load(&length);
    assert_true(length > 4 * 262144);
    for (size_t at = 600; at < length; at += 100003) {
        bytes[at] ^= 4;
        assert_refused(bytes, length, "damaged");
        bytes[at] ^= 4;
    }
    free(bytes);
}

static void what_was_opened_grows_as_the_graph_that_was_saved(void **state) {
    (void)state;
    const char *sample = ENT_TESTS "/data/events/ucdp-ged-23.1.csv";
    uint64_t seed = 7, again;
    for (int has_events = 0; has_events < 2; has_events++) {
        ent_graph *graph = make_random(&seed, 30, 200), *both[2] = {graph, NULL};
        const char *first = SAMPLE;
        ent_events_report *report;
        if (has_events) {
            assert_int_equal(ent_events_read(&report, graph, &first, 1, NULL, NULL, NULL), ENT_OK);
            ent_events_report_free(report);
        }
        assert_int_equal(ent_graph_file_save(path, graph, NULL, NULL), ENT_OK);
        both[1] = open_with(2);
        assert_int_equal(unlink(path), 0); /* what is open needs its name no more */
        for (int i = 0; i < 2; i++) {
            again = 8;
            for (uint32_t j = 1000; j < 1100; j++) {
                add_random_relation(both[i], &again, 30, j);
            }
            assert_int_equal(ent_events_read(&report, both[i], &sample, 1, NULL, NULL, NULL), ENT_OK);
            ent_events_report_free(report);
        }
        assert_same(both[0], both[1]);
        ent_graph_free(both[0]);
        ent_graph_free(both[1]);
    }
}

/* ---- Files of before ---------------------------------------------------------------------------------------------- */

/* A column of a file that is put together by hand: bytes an item as in the table of image.h, items, and what they are. */
typedef struct old_column {
    uint64_t item_size, count;
    const void *items;
} old_column;

/* The bytes of a file of version 3 as the head of graph_file.c tells them, with none of the writer's code. */
static char *put_together(size_t *length, const old_column *columns, size_t count) {
    size_t at = 32 + 32 * count;
    char *bytes = calloc(1 << 16, 1);
    const uint32_t version_and_order[] = {3, 0x01020304u};
    const uint64_t column_count = count;
    memcpy(bytes,
           "\x89"
           "ENT\r\n\x1a\n",
           8);
    memcpy(bytes + 8, version_and_order, sizeof version_and_order);
    memcpy(bytes + 16, &column_count, sizeof column_count);
    for (size_t i = 0; i < count; i++) {
        size_t size = columns[i].item_size * columns[i].count;
        at = (at + 7) / 8 * 8;
        uint64_t block = XXH3_64bits(columns[i].items, size), sum = XXH3_64bits(&block, size ? sizeof block : 0);
        const uint64_t row[4] = {columns[i].item_size, columns[i].count, at, sum};
        memcpy(bytes + 32 + 32 * i, row, sizeof row);
        if (size) {
            memcpy(bytes + at, columns[i].items, size);
        }
        at += size;
    }
    uint64_t sum = XXH3_64bits(bytes + 8, 24 + 32 * count);
    memcpy(bytes + 24, &sum, sizeof sum);
    *length = at;
    return bytes;
}

/* Version 3 before actors had flags: the fifth number of an actor was its kind and nothing else. It opens, says all that it said,
 * and nobody is a catch-all. */
static void a_file_from_before_flags_opens_and_marks_nobody(void **state) {
    (void)state;
    static const char texts[] = "REB\0rebels\0armed group\0not one actor\0PAK\0Pakistan\0gov.tab\0icews\0cow\0"
                                "770";
    static const uint32_t head[] = {ENT_NONE, 5}; /* no title; "Pakistan" describes it */
    static const uint32_t actors[] = {0, 1, 2,        3,        ENT_ACTOR_ORGANISATION, 0, 0,
                                      4, 5, ENT_NONE, ENT_NONE, ENT_ACTOR_STATE,        1, 1};
    static const uint32_t actor_texts[] = {1, 8, 9}; /* alias "rebels", cow 770 */
    static const struct {
        double tone, confidence;
        uint32_t from, to;
        int32_t first, last;
        uint32_t extra;
        uint16_t code;
        uint8_t kind, status;
    } relation = {-9.0, 1.0, 0, 1, 19737, 19738, ENT_NONE, 1, ENT_KIND_ATTACK, 0};
    static const uint32_t file[] = {6, 7, 0, '\t' | '\n' << 8, 100, 0, 1, 0}, run[] = {0, 1, 0, 0};
    static const uint64_t mark[] = {20, 1}, event[] = {77};
    static const uint32_t line[] = {1}, publisher[] = {ENT_NONE};
    static const double weight[] = {2.5};
    const old_column columns[] = {
        {4, 2, head},        {1, sizeof texts, texts},
        {1, 4, "190"},       {28, 2, actors},
        {4, 3, actor_texts}, {20, 0, NULL},
        {40, 1, &relation},  {48, 0, NULL},
        {4, 0, NULL},        {32, 1, file},
        {16, 1, mark},       {16, 1, run},
        {8, 1, event},       {4, 1, line},
        {4, 1, publisher},   {8, 1, weight},
    };
    size_t length;
    char *bytes = put_together(&length, columns, sizeof columns / sizeof *columns);
    store(bytes, length);
    free(bytes);
    ent_graph *graph = open_with(2);
    assert_null(ent_graph_title(graph));
    assert_string_equal(ent_graph_description(graph), "Pakistan");
    assert_int_equal(ent_graph_actor_count(graph), 2);
    ent_actor actor = ENT_ACTOR_INIT;
    assert_int_equal(ent_graph_get_actor(&actor, graph, ent_graph_actor_by_id(graph, "REB"), NULL), ENT_OK);
    assert_int_equal(actor.flags, 0);
    assert_int_equal(actor.kind, ENT_ACTOR_ORGANISATION);
    assert_string_equal(actor.name, "rebels");
    assert_string_equal(actor.type, "armed group");
    assert_string_equal(actor.note, "not one actor");
    assert_int_equal(ent_graph_get_actor(&actor, graph, ent_graph_actor_by_id(graph, "PAK"), NULL), ENT_OK);
    assert_true(actor.flags == 0 && actor.kind == ENT_ACTOR_STATE && !actor.type && !actor.note);
    assert_string_equal(actor.aliases[0], "rebels");
    assert_string_equal(actor.codes[0].value, "770");
    ent_relation read = ENT_RELATION_INIT;
    assert_int_equal(ent_graph_get_relation(&read, graph, 0, NULL), ENT_OK);
    assert_true(read.kind == ENT_KIND_ATTACK && read.from[0] == 0 && read.to[0] == 1 && read.first == 19737);
    assert_true(read.last == 19738 && read.weight > 2.4 && read.weight < 2.6 && read.tone < -8.9 && read.tone > -9.1);
    assert_string_equal(read.code, "190");
    ent_origin origin = ENT_ORIGIN_INIT;
    assert_int_equal(ent_graph_relation_origin(&origin, graph, 0, NULL), ENT_OK);
    assert_string_equal(origin.file, "gov.tab");
    assert_string_equal(origin.format, "icews");
    assert_true(origin.event == 77 && origin.line == 2 && origin.source == ENT_NONE);
    ent_graph_free(graph);
}

/* ---- Whole or not at all ------------------------------------------------------------------------------------------ */

static int32_t stop(void *context, double fraction) {
    (void)context;
    return fraction > 0.5;
}

static void a_write_that_fails_leaves_the_old_file(void **state) {
    (void)state;
    uint64_t seed = 9;
    ent_graph *old = make_random(&seed, 20, 50), *graph = make_random(&seed, 20, 5000), *opened;
    assert_int_equal(ent_graph_file_save(path, old, NULL, NULL), ENT_OK);
    ent_run run = ENT_RUN_INIT;
    run.progress = stop;
    assert_int_equal(ent_graph_file_save(path, graph, &run, NULL), ENT_ECANCELLED);
    struct rlimit limit, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    small = (struct rlimit){100000, limit.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    ent_error error;
    ent_status status = ent_graph_file_save(path, graph, NULL, &error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    signal(SIGXFSZ, handler);
    assert_int_equal(status, ENT_EIO);
    assert_non_null(strstr(error.message, path));
    opened = open_with(2);
    assert_same(old, opened);
    /* And a graph that is open keeps what it has when its file is replaced. */
    assert_int_equal(ent_graph_file_save(path, graph, NULL, NULL), ENT_OK);
    assert_same(old, opened);
    ent_graph_free(opened);
    ent_graph_free(old);
    ent_graph_free(graph);
}

static void what_is_no_graph_file_is_said(void **state) {
    (void)state;
    ent_graph *graph;
    ent_error error;
    assert_int_equal(ent_graph_file_open(&graph, "", NULL, &error), ENT_EINVAL);
    assert_int_equal(ent_graph_file_open(&graph, "/nonexistent/x", NULL, &error), ENT_EIO);
    assert_non_null(strstr(error.message, "/nonexistent/x"));
    assert_int_equal(ent_graph_file_open(&graph, "/", NULL, &error), ENT_EIO);
    assert_int_equal(ent_graph_file_open(&graph, "/dev/null", NULL, &error), ENT_EIO);
    assert_int_equal(ent_graph_file_open(&graph, SAMPLE, NULL, &error), ENT_EFORMAT);
    assert_non_null(strstr(error.message, "no graph file"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_graph_comes_back_as_it_was),
        cmocka_unit_test(an_empty_graph_comes_back_empty),
        cmocka_unit_test(no_file_opens_with_a_byte_changed_cut_or_added),
        cmocka_unit_test(version_and_byte_order_are_named),
        cmocka_unit_test(bytes_with_right_checksums_do_no_harm),
        cmocka_unit_test(a_file_from_before_flags_opens_and_marks_nobody),
        cmocka_unit_test(random_graphs_come_back_for_any_number_of_threads),
        cmocka_unit_test(every_block_of_a_column_counts),
        cmocka_unit_test(what_was_opened_grows_as_the_graph_that_was_saved),
        cmocka_unit_test(a_write_that_fails_leaves_the_old_file),
        cmocka_unit_test(what_is_no_graph_file_is_said),
    };
    return cmocka_run_group_tests(tests, make_path, scratch_remove);
}
