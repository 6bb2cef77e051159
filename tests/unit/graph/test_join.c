/*
 * Joining graphs: nothing is lost or doubled, conflicts name both graphs, the parts stay as they are.
 */
#include <entente/entente.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "graph/graph_internal.h"
#include "make_graph.h"

#define HEAD "{\"format\": \"entente-graph\", \"version\": 1, "

static ent_graph *parse(const char *text) {
    ent_graph *graph;
    ent_error error;
    if (ent_document_parse(&graph, text, strlen(text), NULL, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    return graph;
}

static char *document_of(const ent_graph *graph) {
    ent_buffer *buffer;
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    assert_int_equal(ent_document_write(&sink, graph, NULL, NULL), ENT_OK);
    char *text = strdup(ent_buffer_data(buffer));
    ent_buffer_free(buffer);
    return text;
}

static ent_graph *join(const ent_graph *const *parts, size_t count) {
    ent_graph *joined;
    ent_error error;
    if (ent_graph_join(&joined, NULL, parts, count, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    return joined;
}

static void test_events_keep_their_origins(void **state) {
    (void)state;
    const char *sample = ENT_TESTS "/data/events/gdelt2-2018-01-01.csv";
    ent_graph *other = make_graph(), *events = make_graph();
    ent_events_report *report;
    make_state(other, "ZZZ"); /* so that numbers of actors differ */
    assert_int_equal(ent_events_read(&report, events, &sample, 1, NULL, NULL, NULL), ENT_OK);
    ent_events_report_free(report);
    const ent_graph *const parts[] = {other, events};
    ent_graph *joined = join(parts, 2);
    assert_int_equal(ent_graph_relation_count(joined), ent_graph_relation_count(events));
    for (ent_id i = 0; i < ent_graph_relation_count(events); i++) {
        ent_origin was = ENT_ORIGIN_INIT, is = ENT_ORIGIN_INIT;
        ent_source old_source = ENT_SOURCE_INIT, new_source = ENT_SOURCE_INIT;
        ent_status status = ent_graph_relation_origin(&was, events, i, NULL);
        assert_int_equal(ent_graph_relation_origin(&is, joined, i, NULL), status);
        if (status != ENT_OK) {
            continue; /* an affiliation */
        }
        assert_string_equal(was.file, is.file);
        assert_true(was.event == is.event && was.line == is.line);
        assert_int_equal(was.source == ENT_NONE, is.source == ENT_NONE);
        if (was.source != ENT_NONE) {
            assert_int_equal(ent_graph_get_source(&old_source, events, was.source, NULL), ENT_OK);
            assert_int_equal(ent_graph_get_source(&new_source, joined, is.source, NULL), ENT_OK);
            assert_string_equal(old_source.id, new_source.id);
        }
        ent_buffer *rows[2];
        for (int j = 0; j < 2; j++) {
            assert_int_equal(ent_buffer_new(&rows[j], NULL), ENT_OK);
            ent_sink sink = ent_buffer_sink(rows[j]);
            assert_int_equal(ent_events_row(&sink, j ? joined : events, i, NULL), ENT_OK);
        }
        assert_string_equal(ent_buffer_data(rows[0]), ent_buffer_data(rows[1]));
        ent_buffer_free(rows[0]);
        ent_buffer_free(rows[1]);
    }
    ent_graph_free(joined);
    ent_graph_free(events);
    ent_graph_free(other);
}

/* Files that overlap, read apart and joined, are what reading them together makes: an event that both have is one. */
static void test_events_of_several_parts_are_one(void **state) {
    (void)state;
    const char *samples[] = {ENT_TESTS "/data/events/gdelt2-2018-01-01.csv",
                             ENT_TESTS "/data/events/gdelt2-mixed-dates.csv",
                             ENT_TESTS "/data/events/ucdp-ged-23.1.csv"};
    const size_t first[] = {0, 1, 2}, counts[] = {2, 2, 1};
    ent_graph *parts[4], *whole = make_graph();
    assert_int_equal(ent_events_read(NULL, whole, samples, 3, NULL, NULL, NULL), ENT_OK);
    for (size_t i = 0; i < 3; i++) {
        parts[i] = make_graph();
        assert_int_equal(ent_events_read(NULL, parts[i], samples + first[i], counts[i], NULL, NULL, NULL), ENT_OK);
    }
    parts[3] = parts[0]; /* once more */
    ent_graph *joined = join((const ent_graph *const *)parts, 4);
    char *expected = document_of(whole), *found = document_of(joined);
    assert_string_equal(found, expected);
    assert_int_equal(ent_graph_relation_count(joined), ent_graph_relation_count(whole));
    free(expected);
    free(found);
    for (size_t i = 0; i < 3; i++) {
        ent_graph_free(parts[i]);
    }
    ent_graph_free(joined);
    ent_graph_free(whole);
}

/* Events among states and an organisation, "nobody in particular"; as if read from a file. */
static ent_graph *make_reading(uint32_t flags, const char *type) {
    static const char *const ids[] = {"icews:Government", "PAK"};
    static const ent_id ends[] = {0, 1};
    ent_graph *graph = make_graph();
    for (int i = 0; i < 2; i++) {
        ent_actor actor = ENT_ACTOR_INIT;
        actor.id = ids[i];
        actor.kind = i ? ENT_ACTOR_STATE : ENT_ACTOR_ORGANISATION;
        actor.type = i ? NULL : type;
        actor.flags = i ? 0 : flags;
        assert_int_equal(ent_graph_add_actor(NULL, graph, &actor, NULL), ENT_OK);
    }
    make_affiliation(graph, ENT_AFFILIATION_PART_OF, ends[0], ends[1], MAKE_ALWAYS, 1.0);
    make_tie(graph, ends[0], ends[1], 10, 1.0);
    ent_origin origin = ENT_ORIGIN_INIT;
    origin.file = flags ? "new.tab" : "old.tab";
    origin.format = "icews";
    origin.event = flags ? 7 : 8;
    assert_int_equal(ent__graph_note_origin(graph, &origin, NULL), ENT_OK);
    return graph;
}

/* A graph file from before the mark lacks it; what was read with it keeps it, whichever comes first. */
static void test_a_catch_all_of_either_part_is_one(void **state) {
    (void)state;
    for (int order = 0; order < 2; order++) {
        for (int differ = 0; differ < 2; differ++) {
            ent_graph *marked = make_reading(ENT_ACTOR_CATCH_ALL, NULL);
            ent_graph *plain = make_reading(0, differ ? "ministry" : NULL);
            const ent_graph *const parts[] = {order ? plain : marked, order ? marked : plain};
            ent_graph *joined = join(parts, 2);
            ent_actor actor = ENT_ACTOR_INIT, first = ENT_ACTOR_INIT;
            assert_int_equal(ent_graph_get_actor(&actor, joined, 0, NULL), ENT_OK);
            assert_int_equal(actor.flags, ENT_ACTOR_CATCH_ALL);
            assert_int_equal(ent_graph_get_actor(&first, parts[0], 0, NULL), ENT_OK);
            assert_true(actor.type == first.type || strcmp(actor.type, first.type) == 0);
            assert_int_equal(ent_graph_relation_count(joined), 3); /* one affiliation, two events */
            assert_int_equal(ent_graph_get_actor(&actor, plain, 0, NULL), ENT_OK);
            assert_int_equal(actor.flags, 0); /* the parts stay as they are */
            ent_graph_free(joined);
            ent_graph_free(marked);
            ent_graph_free(plain);
        }
    }
}

/* What only the second part says of an actor whom it marks, and else describes alike, is said. */
static void test_a_mark_alone_costs_no_affiliation(void **state) {
    (void)state;
    ent_graph *marked = make_reading(ENT_ACTOR_CATCH_ALL, NULL), *plain = make_reading(0, NULL);
    ent_id iran = make_state(marked, "IRN");
    make_affiliation(marked, ENT_AFFILIATION_PART_OF, 0, iran, MAKE_ALWAYS, 1.0);
    const ent_graph *const parts[] = {plain, marked};
    ent_graph *joined = join(parts, 2);
    assert_int_equal(ent_graph_relation_count(joined), 4);
    ent_graph_free(joined);
    ent_graph_free(marked);
    ent_graph_free(plain);
}

static void test_one_graph_joined_is_its_copy(void **state) {
    (void)state;
    ent_graph *crisis;
    assert_int_equal(ent_document_read(&crisis, ENT_EXAMPLES "/data/pakistan-iran-2024.json", NULL, NULL), ENT_OK);
    const ent_graph *const parts[] = {crisis};
    ent_graph *copy = join(parts, 1);
    char *text = document_of(crisis), *again = document_of(copy);
    assert_string_equal(text, again);
    free(text);
    free(again);
    ent_graph_free(crisis);
    ent_graph_free(copy);
}

static void test_parts_become_the_document_of_both(void **state) {
    (void)state;
    ent_graph *first =
        parse(HEAD "\"sources\": [{\"id\": \"s\", \"title\": \"S\"}], "
                   "\"actors\": [{\"id\": \"B\", \"kind\": \"state\"}, {\"id\": \"A\", \"kind\": \"state\", "
                   "\"aliases\": [\"x\"], \"codes\": {\"cow\": \"1\"}}], "
                   "\"relations\": [{\"id\": \"r\", \"kind\": \"attack\", \"from\": \"A\", \"to\": \"B\", "
                   "\"sources\": [\"s\"]}, {\"kind\": \"diplomatic\", \"from\": \"A\", \"to\": \"B\"}]}");
    ent_graph *second =
        parse(HEAD "\"title\": \"T\", \"sources\": [{\"id\": \"t\"}, {\"id\": \"s\", \"title\": \"S\"}], "
                   "\"actors\": [{\"id\": \"C\", \"kind\": \"organisation\"}, {\"id\": \"A\", \"kind\": \"state\", "
                   "\"aliases\": [\"x\"], \"codes\": {\"cow\": \"1\"}}, {\"id\": \"B\", \"kind\": \"state\"}], "
                   "\"relations\": [{\"id\": \"r\", \"kind\": \"attack\", \"from\": \"A\", \"to\": \"B\", "
                   "\"sources\": [\"s\"]}, {\"id\": \"m\", \"kind\": \"mediation\", \"mediators\": \"C\", "
                   "\"between\": [\"A\", \"B\"], \"status\": \"offered\", \"sources\": [\"t\", \"s\"]}, "
                   "{\"kind\": \"diplomatic\", \"from\": \"A\", \"to\": \"B\"}]}");
    ent_graph *expected =
        parse(HEAD "\"title\": \"T\", \"sources\": [{\"id\": \"s\", \"title\": \"S\"}, {\"id\": \"t\"}], "
                   "\"actors\": [{\"id\": \"B\", \"kind\": \"state\"}, {\"id\": \"A\", \"kind\": \"state\", "
                   "\"aliases\": [\"x\"], \"codes\": {\"cow\": \"1\"}}, {\"id\": \"C\", \"kind\": \"organisation\"}], "
                   "\"relations\": [{\"id\": \"r\", \"kind\": \"attack\", \"from\": \"A\", \"to\": \"B\", "
                   "\"sources\": [\"s\"]}, {\"kind\": \"diplomatic\", \"from\": \"A\", \"to\": \"B\"}, "
                   "{\"id\": \"m\", \"kind\": \"mediation\", \"mediators\": \"C\", \"between\": [\"A\", \"B\"], "
                   "\"status\": \"offered\", \"sources\": [\"t\", \"s\"]}, "
                   "{\"kind\": \"diplomatic\", \"from\": \"A\", \"to\": \"B\"}]}");
    const ent_graph *const parts[] = {first, second};
    ent_graph *joined = join(parts, 2);
    char *text = document_of(joined), *wanted = document_of(expected);
    assert_string_equal(text, wanted);
    free(text);
    free(wanted);
    ent_graph_free(first);
    ent_graph_free(second);
    ent_graph_free(expected);
    ent_graph_free(joined);
}

#define ACTORS "\"actors\": [{\"id\": \"A\", \"kind\": \"state\"}, {\"id\": \"B\", \"kind\": \"state\"}]"
#define RELATION(more)                                                                                                 \
    HEAD ACTORS ", \"relations\": [{\"id\": \"r\", \"kind\": \"mediation\", \"mediators\": \"A\"" more "}]}"
#define ACTOR(more) HEAD "\"actors\": [{\"id\": \"A\"" more "}]}"
#define SOURCE(more) HEAD "\"actors\": [], \"sources\": [{\"id\": \"s\"" more "}]}"

static void test_a_conflict_names_the_field_and_both_graphs(void **state) {
    (void)state;
    static const char *const table[][3] = {
        {ACTOR(", \"kind\": \"state\""), ACTOR(", \"kind\": \"official\""),
         "actor \"A\" is there already, and the two differ in kind"},
        {ACTOR(", \"kind\": \"state\""), ACTOR(", \"kind\": \"state\", \"name\": \"Aland\""), "differ in name"},
        {ACTOR(", \"kind\": \"state\", \"type\": \"x\""), ACTOR(", \"kind\": \"state\""), "differ in type"},
        {ACTOR(", \"kind\": \"state\", \"aliases\": [\"x\"]"), ACTOR(", \"kind\": \"state\", \"aliases\": [\"y\"]"),
         "differ in aliases"},
        {ACTOR(", \"kind\": \"state\", \"codes\": {\"cow\": \"1\"}"),
         ACTOR(", \"kind\": \"state\", \"codes\": {\"cow\": \"2\"}"), "differ in codes"},
        {ACTOR(", \"kind\": \"state\", \"catch_all\": true"), ACTOR(", \"kind\": \"state\""), "differ in catch_all"},
        {ACTOR(", \"kind\": \"state\", \"note\": \"x\""), ACTOR(", \"kind\": \"state\""), "differ in note"},
        {SOURCE(""), SOURCE(", \"title\": \"x\""), "source \"s\" is there already, and the two differ in title"},
        {SOURCE(", \"publisher\": \"x\""), SOURCE(", \"publisher\": \"y\""), "differ in publisher"},
        {SOURCE(", \"url\": \"x\""), SOURCE(", \"url\": \"y\""), "differ in url"},
        {SOURCE(", \"date\": \"2024\""), SOURCE(", \"date\": \"2025\""), "differ in date"},
        {RELATION(", \"between\": \"B\""), RELATION(", \"between\": \"B\", \"date\": \"2024\""),
         "relation \"r\" is there already, and the two differ in date"},
        {RELATION(", \"between\": \"B\""), RELATION(", \"between\": \"B\", \"tone\": 1"), "differ in tone"},
        {RELATION(", \"between\": \"B\""), RELATION(", \"between\": \"B\", \"confidence\": 0.5"),
         "differ in confidence"},
        {RELATION(", \"between\": \"B\""), RELATION(", \"between\": \"B\", \"weight\": 3"), "differ in weight"},
        {RELATION(", \"between\": \"B\""), RELATION(", \"between\": \"B\", \"code\": \"039\""), "differ in code"},
        {RELATION(", \"between\": \"B\""), RELATION(", \"between\": \"B\", \"status\": \"offered\""),
         "differ in status"},
        {RELATION(", \"between\": \"B\""), RELATION(", \"between\": \"B\", \"summary\": \"x\""), "differ in summary"},
    };
    ent_graph *other = parse(HEAD "\"actors\": [{\"id\": \"Z\", \"kind\": \"state\"}]}");
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        ent_graph *first = parse(table[i][0]), *second = parse(table[i][1]);
        const ent_graph *const parts[] = {other, first, other, first, second, other};
        size_t conflict[2] = {99, 99};
        ent_graph *joined;
        ent_error error;
        char *before = document_of(first);
        assert_int_equal(ent_graph_join(&joined, conflict, parts, 6, &error), ENT_EEXISTS);
        assert_null(joined);
        if (!strstr(error.message, table[i][2])) {
            fail_msg("no \"%s\" in: %s", table[i][2], error.message);
        }
        assert_int_equal(conflict[0], 1);
        assert_int_equal(conflict[1], 4);
        char *after = document_of(first);
        assert_string_equal(before, after);
        free(before);
        free(after);
        ent_graph_free(first);
        ent_graph_free(second);
    }
    ent_graph_free(other);
}

static void test_nothing_joined_is_empty(void **state) {
    (void)state;
    ent_graph *joined = join(NULL, 0);
    assert_int_equal(ent_graph_actor_count(joined), 0);
    ent_graph_free(joined);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_events_of_several_parts_are_one),
        cmocka_unit_test(test_a_catch_all_of_either_part_is_one),
        cmocka_unit_test(test_a_mark_alone_costs_no_affiliation),
        cmocka_unit_test(test_one_graph_joined_is_its_copy),
        cmocka_unit_test(test_parts_become_the_document_of_both),
        cmocka_unit_test(test_a_conflict_names_the_field_and_both_graphs),
        cmocka_unit_test(test_nothing_joined_is_empty),
        cmocka_unit_test(test_events_keep_their_origins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
