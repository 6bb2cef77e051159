/* Documents: a graph that is written reads back as the same graph, byte for byte the second time. */
#include "io_graphs.h"
#include "scratch.h"

#include "base/base_internal.h"
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Comparing ---------------------------------------------------------------------------------------------------- */

static void expect_text(const char *found, const char *expected) {
    if (found && expected) {
        assert_string_equal(found, expected);
    } else {
        assert_true(found == expected);
    }
}

static void expect_ids(const ent_id *found, size_t found_count, const ent_id *expected, size_t expected_count) {
    assert_int_equal(found_count, expected_count);
    for (size_t i = 0; i < found_count; i++) {
        assert_int_equal(found[i], expected[i]);
    }
}

static void expect_same_actors(const ent_graph *found, const ent_graph *expected) {
    assert_int_equal(ent_graph_actor_count(found), ent_graph_actor_count(expected));
    for (ent_id id = 0; id < ent_graph_actor_count(found); id++) {
        ent_actor a = ENT_ACTOR_INIT, b = ENT_ACTOR_INIT;
        assert_int_equal(ent_graph_get_actor(&a, found, id, NULL), ENT_OK);
        assert_int_equal(ent_graph_get_actor(&b, expected, id, NULL), ENT_OK);
        assert_int_equal(a.kind, b.kind);
        assert_int_equal(a.flags, b.flags);
        expect_text(a.id, b.id);
        expect_text(a.name, b.name);
        expect_text(a.type, b.type);
        expect_text(a.note, b.note);
        assert_int_equal(a.alias_count, b.alias_count);
        assert_int_equal(a.code_count, b.code_count);
        for (size_t i = 0; i < a.alias_count; i++) {
            expect_text(a.aliases[i], b.aliases[i]);
        }
        for (size_t i = 0; i < a.code_count; i++) {
            expect_text(a.codes[i].scheme, b.codes[i].scheme);
            expect_text(a.codes[i].value, b.codes[i].value);
        }
    }
}

static void expect_same_sources(const ent_graph *found, const ent_graph *expected) {
    assert_int_equal(ent_graph_source_count(found), ent_graph_source_count(expected));
    for (ent_id id = 0; id < ent_graph_source_count(found); id++) {
        ent_source a = ENT_SOURCE_INIT, b = ENT_SOURCE_INIT;
        assert_int_equal(ent_graph_get_source(&a, found, id, NULL), ENT_OK);
        assert_int_equal(ent_graph_get_source(&b, expected, id, NULL), ENT_OK);
        expect_text(a.id, b.id);
        expect_text(a.title, b.title);
        expect_text(a.publisher, b.publisher);
        expect_text(a.url, b.url);
        expect_text(a.date, b.date);
    }
}

static void expect_same_relation(const ent_relation *a, const ent_relation *b) {
    expect_text(a->id, b->id);
    assert_int_equal(a->kind, b->kind);
    expect_ids(a->from, a->from_count, b->from, b->from_count);
    expect_ids(a->to, a->to_count, b->to, b->to_count);
    assert_true(a->first == b->first && a->last == b->last);
    expect_text(a->code, b->code);
    assert_memory_equal(&a->tone, &b->tone, sizeof a->tone);
    assert_memory_equal(&a->confidence, &b->confidence, sizeof a->confidence);
    assert_memory_equal(&a->weight, &b->weight, sizeof a->weight);
    assert_true(a->status == b->status && a->mutual == b->mutual && a->affiliation == b->affiliation);
    expect_text(a->role, b->role);
    expect_text(a->summary, b->summary);
    expect_ids(a->sources, a->source_count, b->sources, b->source_count);
}

static void expect_same(const ent_graph *found, const ent_graph *expected) {
    expect_text(ent_graph_title(found), ent_graph_title(expected));
    expect_text(ent_graph_description(found), ent_graph_description(expected));
    expect_same_sources(found, expected);
    expect_same_actors(found, expected);
    assert_int_equal(ent_graph_relation_count(found), ent_graph_relation_count(expected));
    for (ent_id id = 0; id < ent_graph_relation_count(found); id++) {
        ent_relation a = ENT_RELATION_INIT, b = ENT_RELATION_INIT;
        assert_int_equal(ent_graph_get_relation(&a, found, id, NULL), ENT_OK);
        assert_int_equal(ent_graph_get_relation(&b, expected, id, NULL), ENT_OK);
        expect_same_relation(&a, &b);
    }
}

static ent_buffer *written(const ent_graph *graph) {
    ent_buffer *buffer;
    ent_error error;
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    if (ent_document_write(&sink, graph, NULL, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    return buffer;
}

static ent_graph *parsed(const char *text, size_t length) {
    ent_graph *graph;
    ent_error error;
    if (ent_document_parse(&graph, text, length, NULL, &error) != ENT_OK) {
        fail_msg("%u:%u: %s", error.line, error.column, error.message);
    }
    return graph;
}

static void expect_round_trip(const ent_graph *graph) {
    ent_buffer *first = written(graph);
    ent_graph *again = parsed(ent_buffer_data(first), ent_buffer_size(first));
    expect_same(again, graph);
    ent_buffer *second = written(again);
    assert_string_equal(ent_buffer_data(first), ent_buffer_data(second));
    ent_buffer_free(first);
    ent_buffer_free(second);
    ent_graph_free(again);
}

/* ---- Random graphs ------------------------------------------------------------------------------------------------ */

static uint64_t random_state;

static uint64_t random_below(uint64_t limit) {
    return ent__random(&random_state) % limit;
}

/* One of the hostile names, or nothing. */
static const char *random_text(void) {
    return random_below(2) ? hostile_names[random_below(HOSTILE_COUNT)] : NULL;
}

static ent_date random_day(void) {
    static const char *const days[] = {"0001-01-01", "1815-06-09", "1970-01-01",
                                       "2024-01-16", "2024-02-29", "9999-12-30"};
    return random_below(2) ? io_day(days[random_below(6)]) : (ent_date)random_below(30000);
}

static void random_interval(ent_date *first, ent_date *last) {
    ent_date a = random_day(), b = random_day();
    *first = random_below(4) ? (a < b ? a : b) : ENT_DATE_MIN;
    *last = random_below(4) ? (a < b ? b : a) : ENT_DATE_MAX;
}

static void add_random_actor(ent_graph *graph, uint32_t number) {
    static const char *const schemes[] = {"cow", "iso3", "x-1_y"};
    const char *aliases[3];
    ent_code codes[4];
    char id[300];
    ent_actor actor = ENT_ACTOR_INIT;
    snprintf(id, sizeof id, "%s%u", hostile_names[random_below(HOSTILE_COUNT)], number);
    actor.id = id;
    actor.name = random_text();
    actor.kind = number < 3 ? (ent_actor_kind)number : (ent_actor_kind)random_below(3);
    actor.type = random_text();
    actor.note = random_text();
    actor.flags = random_below(2) ? ENT_ACTOR_CATCH_ALL : 0;
    actor.aliases = aliases;
    actor.alias_count = random_below(4);
    actor.codes = codes;
    actor.code_count = random_below(5);
    for (size_t i = 0; i < 3; i++) {
        aliases[i] = hostile_names[random_below(HOSTILE_COUNT)];
    }
    for (size_t i = 0; i < 4; i++) { /* codes of one scheme stand together in a document, and so when read back */
        codes[i] = (ent_code){schemes[i * 3 / 4], hostile_names[random_below(HOSTILE_COUNT)]};
    }
    assert_int_equal(ent_graph_add_actor(NULL, graph, &actor, NULL), ENT_OK);
}

static void add_random_source(ent_graph *graph, uint32_t number) {
    static const char *const dates[] = {"2024", "2024-02/", NULL};
    char id[16];
    ent_source source = ENT_SOURCE_INIT;
    snprintf(id, sizeof id, "source %u", number);
    source.id = id;
    source.title = random_text();
    source.publisher = random_text();
    source.url = random_text();
    source.date = dates[random_below(3)];
    assert_int_equal(ent_graph_add_source(NULL, graph, &source, NULL), ENT_OK);
}

/* What affiliations and events have alike; ids are of the number, texts hostile. */
static void fill_random(ent_relation *relation, const ent_graph *graph, char id[16], ent_id *sources) {
    static const char *const codes[] = {"190", "1", "042", "abcDEF12", NULL};
    relation->id = random_below(2) ? id : NULL;
    relation->code = codes[random_below(5)];
    relation->tone = random_below(3) ? (double)random_below(2000001) / 1e5 - 10 : 0.0;
    relation->confidence = random_below(3) ? (double)(1 + random_below(1000)) / 1000.0 : 1.0;
    relation->summary = random_text();
    relation->source_count = random_below(4);
    relation->sources = sources;
    for (size_t i = 0; i < 3; i++) {
        sources[i] = (ent_id)random_below(ent_graph_source_count(graph));
    }
}

/* Tries until one fits the kinds of two actors drawn. */
static void add_random_affiliation(ent_graph *graph, uint32_t number) {
    char id[16];
    ent_id sources[3], who, whom;
    ent_relation relation = ENT_RELATION_INIT;
    snprintf(id, sizeof id, "r%u", number);
    fill_random(&relation, graph, id, sources);
    relation.kind = ENT_KIND_AFFILIATION;
    relation.role = random_text();
    relation.from = &who;
    relation.to = &whom;
    relation.from_count = relation.to_count = 1;
    do {
        random_interval(&relation.first, &relation.last);
        relation.affiliation = (ent_affiliation_kind)(1 + random_below(3));
        who = (ent_id)random_below(ent_graph_actor_count(graph));
        whom = (ent_id)random_below(ent_graph_actor_count(graph));
    } while (ent_graph_add_relation(NULL, graph, &relation, NULL) != ENT_OK);
}

static void add_random_event(ent_graph *graph, uint32_t number) {
    char id[16];
    ent_id sources[3], actors[8];
    uint32_t count = ent_graph_actor_count(graph);
    ent_relation relation = ENT_RELATION_INIT;
    snprintf(id, sizeof id, "r%u", number);
    fill_random(&relation, graph, id, sources);
    random_interval(&relation.first, &relation.last);
    relation.kind = (ent_kind)random_below(3);
    relation.weight = random_below(3) ? 1.0 : (double)(1 + random_below(1000000)) / 1000.0;
    relation.mutual = (int32_t)random_below(2);
    relation.status =
        relation.kind == ENT_KIND_MEDIATION ? (ent_mediation_status)random_below(7) : ENT_MEDIATION_UNSTATED;
    uint32_t start = (uint32_t)random_below(count);
    for (uint32_t i = 0; i < 8; i++) {
        actors[i] = (start + i) % count;
    }
    relation.from = actors;
    relation.from_count = 1 + random_below(3);
    relation.to = actors + relation.from_count;
    relation.to_count = 1 + random_below(3);
    assert_int_equal(ent_graph_add_relation(NULL, graph, &relation, NULL), ENT_OK);
}

static ent_graph *random_graph(uint64_t seed) {
    ent_graph *graph;
    random_state = seed;
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    assert_int_equal(ent_graph_set_title(graph, random_text(), NULL), ENT_OK);
    assert_int_equal(ent_graph_set_description(graph, random_text(), NULL), ENT_OK);
    uint32_t number = 0;
    for (uint32_t i = 0, count = 8 + (uint32_t)random_below(20); i < count; i++) {
        add_random_actor(graph, i);
    }
    for (uint32_t i = 0; i < 3; i++) {
        add_random_source(graph, i);
    }
    for (uint64_t count = random_below(15); count > 0; count--) {
        add_random_affiliation(graph, number++);
    }
    for (uint64_t count = random_below(60); count > 0; count--) {
        add_random_event(graph, number++);
    }
    return graph;
}

static void random_graphs_read_back_as_they_were(void **state) {
    (void)state;
    int seeds = getenv("ENTENTE_SLOW_MACHINE") ? 20 : 300;
    for (int seed = 0; seed < seeds; seed++) {
        ent_graph *graph = random_graph((uint64_t)seed);
        expect_round_trip(graph);
        ent_graph_free(graph);
    }
}

static void hostile_names_read_back_as_they_were(void **state) {
    (void)state;
    ent_graph *graph = io_hostile_graph();
    ent_buffer *text = written(graph);
    ent_graph *again = parsed(ent_buffer_data(text), ent_buffer_size(text));
    expect_same_actors(again, graph);
    expect_round_trip(again); /* `graph` has its affiliations between the events, `again` before them */
    ent_buffer_free(text);
    ent_graph_free(again);
    ent_graph_free(graph);
}

static void the_reference_case_reads_back_as_it_was(void **state) {
    (void)state;
    ent_graph *crisis;
    assert_int_equal(ent_document_read(&crisis, ENT_EXAMPLES "/data/pakistan-iran-2024.json", NULL, NULL), ENT_OK);
    assert_int_equal(ent_graph_actor_count(crisis), 23);
    assert_int_equal(ent_graph_relation_count(crisis), 43);
    expect_round_trip(crisis);
    ent_graph_free(crisis);
}

/* ---- What is written ---------------------------------------------------------------------------------------------- */

static void defaults_are_left_out_and_keys_have_their_order(void **state) {
    (void)state;
    static const char text[] =
        "{\n"
        "  \"format\": \"entente-graph\",\n"
        "  \"version\": 1,\n"
        "  \"sources\": [\n"
        "  ],\n"
        "  \"actors\": [\n"
        "    {\"id\": \"A\", \"kind\": \"state\", \"name\": \"A\"},\n"
        "    {\"id\": \"o\", \"kind\": \"official\", \"name\": \"O\\tne\"}\n"
        "  ],\n"
        "  \"affiliations\": [\n"
        "    {\"who\": \"o\", \"kind\": \"serves\", \"of\": \"A\", \"role\": \"envoy\", \"start\": "
        "\"2024-01-16\", \"end\": \"2024-02-01\"}\n"
        "  ],\n"
        "  \"relations\": [\n"
        "    {\"kind\": \"attack\", \"from\": \"A\", \"to\": \"o\"},\n"
        "    {\"kind\": \"mediation\", \"mediators\": \"o\", \"between\": \"A\", \"date\": "
        "\"2024-01\", \"tone\": -2.5, \"confidence\": 0.5}\n"
        "  ]\n"
        "}\n";
    ent_graph *graph;
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    ent_id a = io_actor(graph, "A", NULL, ENT_ACTOR_STATE), o = io_actor(graph, "o", "O\tne", ENT_ACTOR_OFFICIAL);
    io_relate(graph, ENT_KIND_ATTACK, a, o, NULL, 0);
    io_serve(graph, o, a, "2024-01-16/2024-01-31", "envoy");
    ent_relation talks = io_relation(ENT_KIND_MEDIATION, &o, &a, "2024-01");
    talks.tone = -2.5;
    talks.confidence = 0.5;
    io_add(graph, &talks);
    ent_buffer *buffer = written(graph);
    assert_string_equal(ent_buffer_data(buffer), text);
    ent_buffer_free(buffer);
    ent_graph_free(graph);
}

static void the_locale_changes_nothing(void **state) {
    (void)state;
    ent_graph *graph = random_graph(42);
    ent_buffer *plain = written(graph);
    assert_non_null(setlocale(LC_ALL, "de_DE.UTF-8"));
    ent_buffer *german = written(graph);
    expect_round_trip(graph);
    setlocale(LC_ALL, "C");
    assert_string_equal(ent_buffer_data(plain), ent_buffer_data(german));
    ent_buffer_free(plain);
    ent_buffer_free(german);
    ent_graph_free(graph);
}

static void expect_refused(const ent_graph *graph, ent_status expected, const char *message) {
    ent_buffer *buffer;
    ent_error error;
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    assert_int_equal(ent_document_write(&sink, graph, NULL, &error), expected);
    assert_string_equal(error.message, message);
    ent_buffer_free(buffer);
}

static void days_without_a_text_are_refused(void **state) {
    (void)state;
    static const struct {
        ent_date first, last;
        ent_kind kind;
        const char *message;
    } cases[] = {
        {-719163, 0, ENT_KIND_ATTACK, "a date in the year 0; a document has the years 1 to 9999"},
        {0, 2932897, ENT_KIND_ATTACK, "a date in the year 10000; a document has the years 1 to 9999"},
        {0, 2932896, ENT_KIND_AFFILIATION, "a date in the year 10000; a document has the years 1 to 9999"},
        {ENT_DATE_MIN, ENT_DATE_MAX - 1, ENT_KIND_AFFILIATION,
         "a date in the year 5881580; a document has the years 1 to 9999"},
        {ENT_DATE_MIN + 1, 0, ENT_KIND_AFFILIATION, "a date in the year -5877641; a document has the years 1 to 9999"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_graph *graph;
        assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
        ent_id a = io_actor(graph, "A", NULL, ENT_ACTOR_STATE), o = io_actor(graph, "o", NULL, ENT_ACTOR_OFFICIAL);
        ent_relation relation = io_relation(cases[i].kind, &o, &a, NULL);
        relation.first = cases[i].first;
        relation.last = cases[i].last;
        relation.affiliation = relation.kind == ENT_KIND_AFFILIATION ? ENT_AFFILIATION_SERVES : ENT_AFFILIATION_NONE;
        io_add(graph, &relation);
        expect_refused(graph, ENT_EINVAL, cases[i].message);
        ent_graph_free(graph);
    }
}

static void texts_too_long_to_be_read_back_are_refused(void **state) {
    (void)state;
    const size_t length = ((size_t)1 << 20) + 1;
    char *text = malloc(length + 1);
    memset(text, 'x', length);
    text[length] = '\0';
    const char *const alias = text;
    const ent_code codes[] = {{"cow", "1"}, {"cow", text}};
    for (int field = 0; field < 3; field++) {
        static const char *const messages[] = {
            "a text of 1048577 bytes under \"note\"; a document has at most 1048576",
            "a text of 1048577 bytes under \"aliases\"; a document has at most 1048576",
            "a text of 1048577 bytes under \"codes\"; a document has at most 1048576"};
        ent_graph *graph;
        ent_actor actor = ENT_ACTOR_INIT;
        assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
        actor.id = "A";
        actor.note = field == 0 ? text : NULL;
        actor.aliases = &alias;
        actor.alias_count = field == 1;
        actor.codes = codes;
        actor.code_count = field == 2 ? 2 : 0;
        assert_int_equal(ent_graph_add_actor(NULL, graph, &actor, NULL), ENT_OK);
        expect_refused(graph, ENT_ELIMIT, messages[field]);
        ent_graph_free(graph);
    }
    free(text);
}

/* A sink that takes so many bytes and no more. */
static ent_status take_some(void *context, const char *bytes, size_t length, ent_error *error) {
    size_t *room = context;
    (void)bytes;
    if (length > *room) {
        return ent__fail(error, ENT_EIO, "full");
    }
    *room -= length;
    return ENT_OK;
}

static void a_sink_that_fails_anywhere_stops_the_writing(void **state) {
    (void)state;
    ent_graph *graph = random_graph(7);
    ent_buffer *whole = written(graph);
    for (size_t room = 0; room < ent_buffer_size(whole); room += 1 + room / 20) {
        size_t left = room;
        ent_sink sink = {take_some, &left};
        ent_error error;
        assert_int_equal(ent_document_write(&sink, graph, NULL, &error), ENT_EIO);
        assert_string_equal(error.message, "full");
    }
    ent_buffer_free(whole);
    ent_graph_free(graph);
}

/* ---- Files and running -------------------------------------------------------------------------------------------- */

static void a_file_is_saved_whole_and_read_back(void **state) {
    (void)state;
    const char *path = scratch_path("graph.json");
    ent_graph *graph = random_graph(1), *again;
    ent_error error;
    assert_int_equal(ent_document_save(path, graph, NULL, NULL), ENT_OK);
    assert_int_equal(ent_document_read(&again, path, NULL, NULL), ENT_OK);
    expect_same(again, graph);
    ent_graph_free(again);
    io_relate(graph, ENT_KIND_ATTACK, 0, 1, NULL, 0);
    ent_id a = 0, b = 1;
    ent_relation old = io_relation(ENT_KIND_ATTACK, &a, &b, NULL);
    old.first = -900000;
    io_add(graph, &old);
    assert_int_equal(ent_document_save(path, graph, NULL, &error), ENT_EINVAL);
    assert_int_equal(ent_document_read(&again, path, NULL, NULL), ENT_OK);
    assert_int_equal(ent_graph_relation_count(again), ent_graph_relation_count(graph) - 2); /* the file as it was */
    assert_int_equal(ent_document_save("/no/such/graph.json", graph, NULL, &error), ENT_EIO);
    assert_int_equal(scratch_count(), 1); /* no temporary file is left */
    ent_graph_free(again);
    ent_graph_free(graph);
}

static int cancel_at(void *context, double fraction) {
    int *calls = context;
    assert_true(fraction >= 0.0 && fraction <= 1.0);
    return (*calls)-- == 0;
}

static void reading_and_writing_can_be_cancelled_at_every_report(void **state) {
    (void)state;
    ent_graph *graph = random_graph(9), *again = (ent_graph *)1;
    ent_buffer *text = written(graph), *other;
    assert_int_equal(ent_buffer_new(&other, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(other);
    ent_run run = ENT_RUN_INIT;
    ent_status status = ENT_ECANCELLED;
    int calls, reports = 0;
    run.progress = cancel_at;
    run.context = &calls;
    for (; status == ENT_ECANCELLED; reports++) {
        calls = reports;
        status = ent_document_parse(&again, ent_buffer_data(text), ent_buffer_size(text), &run, NULL);
        assert_true((again == NULL) == (status == ENT_ECANCELLED));
    }
    assert_true(status == ENT_OK && reports > 2);
    calls = 0;
    assert_int_equal(ent_document_write(&sink, graph, &run, NULL), ENT_ECANCELLED);
    calls = 1;
    assert_int_equal(ent_document_write(&sink, graph, &run, NULL), ENT_ECANCELLED);
    ent_buffer_free(text);
    ent_buffer_free(other);
    ent_graph_free(again);
    ent_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_graphs_read_back_as_they_were),
        cmocka_unit_test(hostile_names_read_back_as_they_were),
        cmocka_unit_test(the_reference_case_reads_back_as_it_was),
        cmocka_unit_test(defaults_are_left_out_and_keys_have_their_order),
        cmocka_unit_test(the_locale_changes_nothing),
        cmocka_unit_test(days_without_a_text_are_refused),
        cmocka_unit_test(texts_too_long_to_be_read_back_are_refused),
        cmocka_unit_test(a_sink_that_fails_anywhere_stops_the_writing),
        cmocka_unit_test_setup_teardown(a_file_is_saved_whole_and_read_back, scratch_make, scratch_remove),
        cmocka_unit_test(reading_and_writing_can_be_cancelled_at_every_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
