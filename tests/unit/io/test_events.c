/* Reading events: stopping, failing, taking back, and what the report and the origins say. Rows are compared with those of a
 * slow reader by test_events.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "io/event_internal.h"
#include "scratch.h"
#include <entente/entente.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SAMPLE ENT_TESTS "/data/events/gdelt2-2018-01-01.csv"
static const char *path; /* of the file that the tests write, in the folder of the program */

static int make_path(void **state) {
    int status = scratch_make(state);
    path = scratch_path("events.csv");
    return status;
}

static void write_bytes(const char *bytes, size_t length) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

/* A row of 61 columns between two states on a day. */
static void put_row(FILE *file, unsigned id, const char *day, const char *from, const char *to, const char *code) {
    fprintf(file,
            "%u\t%s\t201801\t2018\t2018.1\t%s\tNAME\t%s\t\t\t\t\t\t\t\t%s\tNAME\t%s\t\t\t\t\t\t\t\t1\t%s\t\t\t1\t-2.0",
            id, day, from, from, to, to, code);
    for (int column = 31; column < 59; column++) {
        fputc('\t', file);
    }
    fprintf(file, "\t20180203000000\thttps://www.site%u.example/a\n", id % 7);
}

/* Rows 1 to `count`, of which `bad` (from 1; 0: none) has a day that is none. */
static void write_rows(unsigned count, unsigned bad) {
    static const char *const states[] = {"PAK", "IRN", "USA", "CHN", "RUS"};
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    for (unsigned i = 1; i <= count; i++) {
        put_row(file, i, i == bad ? "20180230" : "20180202", states[i % 5], states[(i + 1 + i / 5 % 4) % 5],
                i % 3 ? "043" : "190");
    }
    assert_int_equal(fclose(file), 0);
}

static char *document_of(const ent_graph *graph) {
    ent_buffer *buffer;
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    assert_int_equal(ent_document_write(&sink, graph, NULL, NULL), ENT_OK);
    char *copy = strdup(ent_buffer_data(buffer));
    ent_buffer_free(buffer);
    return copy;
}

static ent_graph *new_graph(void) {
    ent_graph *graph;
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    return graph;
}

static ent_status read_into(ent_graph *graph, const char *file, const ent_events_options *options, ent_error *error) {
    return ent_events_read(NULL, graph, &file, 1, options, NULL, error);
}

/* ---- Instruction sets --------------------------------------------------------------------------------------------- */

static void every_instruction_set_reads_the_same(void **state) {
    (void)state;
    ent__scanner *scanners[ENT__SCANNERS];
    size_t count = ent__scanners(scanners, NULL);
    const char *file = SAMPLE;
    char *expected = NULL;
    for (size_t i = 0; i < count; i++) {
        ent__event_tuning tuning = {scanners[i]};
        ent_graph *graph = new_graph();
        assert_int_equal(ent__events_read(NULL, graph, &file, 1, NULL, &tuning, NULL, NULL), ENT_OK);
        char *document = document_of(graph);
        expected = expected ? expected : strdup(document);
        assert_string_equal(document, expected);
        free(document);
        ent_graph_free(graph);
    }
    assert_true(strlen(expected) > 10000);
    free(expected);
}

/* ---- Stopping ----------------------------------------------------------------------------------------------------- */

static void strict_reading_stops_at_the_first_broken_row_and_leaves_the_graph(void **state) {
    (void)state;
    write_rows(500, 321);
    for (unsigned block_size = 50; block_size < 100000; block_size *= 30) {
        ent_events_options options = ENT_EVENTS_OPTIONS_INIT;
        ent_error error;
        ent_graph *graph = new_graph();
        assert_int_equal(read_into(graph, SAMPLE, NULL, NULL), ENT_OK);
        char *before = document_of(graph);
        options.strict = ENT_STRICT;
        options.block_size = block_size;
        assert_int_equal(read_into(graph, path, &options, &error), ENT_EFORMAT);
        assert_int_equal(error.line, 321);
        assert_int_equal(error.column, 5);
        char bytes[9] = "";
        FILE *file = fopen(path, "rb");
        assert_int_equal(fseek(file, (long)error.offset, SEEK_SET), 0);
        assert_int_equal(fread(bytes, 1, 8, file), 8);
        fclose(file);
        assert_string_equal(bytes, "20180230");
        assert_non_null(strstr(error.message, "line 321: no such date: \"20180230\""));
        char *after = document_of(graph);
        assert_string_equal(before, after);
        ent_origin origin = ENT_ORIGIN_INIT;
        assert_int_equal(ent_graph_relation_origin(&origin, graph, ent_graph_relation_count(graph) - 1, NULL), ENT_OK);
        assert_string_equal(origin.file, SAMPLE);
        free(before);
        free(after);
        ent_graph_free(graph);
    }
}

static void what_is_read_after_a_failure_is_as_if_it_had_not_been(void **state) {
    (void)state;
    write_rows(500, 499);
    ent_graph *graph = new_graph(), *fresh = new_graph();
    ent_events_options options = ENT_EVENTS_OPTIONS_INIT;
    options.strict = ENT_STRICT;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(read_into(graph, path, &options, NULL), ENT_EFORMAT);
        assert_int_equal(ent_graph_relation_count(graph), 0);
        assert_int_equal(ent_graph_actor_by_id(graph, "PAK"), ENT_NONE);
        assert_int_equal(ent_graph_source_by_id(graph, "site1.example"), ENT_NONE);
    }
    const char *const files[] = {path, SAMPLE};
    assert_int_equal(ent_events_read(NULL, graph, files, 2, NULL, NULL, NULL), ENT_OK);
    assert_int_equal(ent_events_read(NULL, fresh, files, 2, NULL, NULL, NULL), ENT_OK);
    char *document = document_of(graph), *expected = document_of(fresh);
    assert_string_equal(document, expected);
    free(document);
    free(expected);
    ent_graph_free(graph);
    ent_graph_free(fresh);
}

static void going_back_takes_affiliations_off_actors_that_stay(void **state) {
    (void)state;
    ent_graph *graph = new_graph();
    static const char *const ids[] = {"state", "agency"};
    for (int i = 0; i < 2; i++) {
        ent_actor actor = ENT_ACTOR_INIT;
        actor.id = ids[i];
        actor.kind = i ? ENT_ACTOR_ORGANISATION : ENT_ACTOR_STATE;
        assert_int_equal(ent_graph_add_actor(NULL, graph, &actor, NULL), ENT_OK);
    }
    ent__graph_extent before = ent__graph_extent_of(graph);
    ent_id agency = 1, state_id = 0;
    ent_relation relation = ENT_RELATION_INIT;
    relation.kind = ENT_KIND_AFFILIATION;
    relation.affiliation = ENT_AFFILIATION_PART_OF;
    relation.from = &agency;
    relation.to = &state_id;
    relation.from_count = relation.to_count = 1;
    assert_int_equal(ent_graph_add_relation(NULL, graph, &relation, NULL), ENT_OK);
    const ent_id *employers;
    uint32_t count;
    ent__graph_employers(&employers, &count, graph, agency);
    assert_int_equal(count, 1);
    ent__graph_back_to(graph, &before);
    ent__graph_employers(&employers, &count, graph, agency);
    assert_int_equal(count, 0);
    ent_graph_free(graph);
}

static void strictest_reading_stops_at_any_row_that_is_not_kept(void **state) {
    (void)state;
    ent_events_options options = ENT_EVENTS_OPTIONS_INIT;
    ent_error error;
    ent_graph *graph = new_graph();
    options.strict = ENT_STRICT;
    assert_int_equal(read_into(graph, SAMPLE, &options, &error), ENT_OK); /* one-sided rows are not broken */
    options.strict = ENT_STRICT_ALL;
    assert_int_equal(read_into(graph, SAMPLE, &options, &error), ENT_EFORMAT);
    assert_int_equal(error.line, 1); /* which names nobody as source */
    assert_non_null(strstr(error.message, "no source actor"));
    ent_graph_free(graph);
}

typedef struct watch {
    double last;
    int calls, most;
} watch;

static int stop_after(void *context, double fraction) {
    watch *seen = context;
    assert_true(fraction >= seen->last && fraction <= 1.0);
    seen->last = fraction;
    return ++seen->calls == seen->most;
}

static void reading_can_be_cancelled_at_any_time_and_is_taken_back(void **state) {
    (void)state;
    write_rows(400, 0);
    ent_graph *graph = new_graph();
    const char *file = path;
    ent_events_options options = ENT_EVENTS_OPTIONS_INIT;
    options.block_size = 2000;
    for (int most = 1; most < 30; most += 7) {
        watch seen = {0.0, 0, most};
        ent_run run = {.size = sizeof run, .progress = stop_after, .context = &seen, .threads = 1};
        assert_int_equal(ent_events_read(NULL, graph, &file, 1, &options, &run, NULL), ENT_ECANCELLED);
        assert_int_equal(seen.calls, most);
        assert_int_equal(ent_graph_relation_count(graph), 0);
        assert_int_equal(ent_graph_actor_count(graph), 0);
    }
    watch seen = {0};
    ent_run run = {.size = sizeof run, .progress = stop_after, .context = &seen, .threads = 2};
    assert_int_equal(ent_events_read(NULL, graph, &file, 1, &options, &run, NULL), ENT_OK);
    assert_int_equal(ent_graph_relation_count(graph), 400);
    assert_true(seen.calls > 0); /* the other thread may be quicker for every block */
    ent_graph_free(graph);
}

static ent_status refuse(void *context, const char *bytes, size_t length, ent_error *error) {
    (void)context, (void)bytes, (void)length;
    return ent__fail(error, ENT_EIO, "the disk is full");
}

static void what_the_sink_for_rejected_rows_returns_ends_the_reading(void **state) {
    (void)state;
    write_rows(100, 50);
    ent_graph *graph = new_graph();
    ent_sink sink = {refuse, NULL};
    ent_events_options options = ENT_EVENTS_OPTIONS_INIT;
    options.rejects = &sink;
    ent_error error;
    assert_int_equal(read_into(graph, path, &options, &error), ENT_EIO);
    assert_string_equal(error.message, "the disk is full");
    assert_int_equal(ent_graph_relation_count(graph), 0);
    ent_graph_free(graph);
}

/* ---- Mistakes of the caller --------------------------------------------------------------------------------------- */

static void options_that_are_none_are_refused(void **state) {
    (void)state;
    ent_graph *graph = new_graph();
    ent_code_rule rule = {"04", ENT_KIND_MEDIATION, ENT_MEDIATION_UNSTATED, ENT_MEDIATOR_NONE};
    ent_sink sink = {NULL, NULL};
    ent_events_options wrong[] = {ENT_EVENTS_OPTIONS_INIT, ENT_EVENTS_OPTIONS_INIT, ENT_EVENTS_OPTIONS_INIT,
                                  ENT_EVENTS_OPTIONS_INIT, ENT_EVENTS_OPTIONS_INIT};
    wrong[0].size = 0;
    wrong[1].format = (ent_event_format)99;
    wrong[2].strict = (ent_strictness)3;
    wrong[3].rules = &rule; /* a mediation without a side */
    wrong[3].rule_count = 1;
    wrong[4].rejects = &sink;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ent_error error;
        assert_int_equal(read_into(graph, SAMPLE, &wrong[i], &error), ENT_EINVAL);
        assert_true(error.message[0] != '\0');
    }
    const char *const none[] = {SAMPLE, ""};
    assert_int_equal(ent_events_read(NULL, graph, none, 0, NULL, NULL, NULL), ENT_EINVAL);
    assert_int_equal(ent_events_read(NULL, graph, none, 2, NULL, NULL, NULL), ENT_EINVAL);
    assert_int_equal(ent_graph_relation_count(graph), 0);
    ent_graph_free(graph);
}

static void files_that_cannot_be_read_are_named(void **state) {
    (void)state;
    static const char *const files[][2] = {{SAMPLE, "/nowhere/x.csv"}, {SAMPLE, SAMPLE "/x.csv"}};
    ent_graph *graph = new_graph();
    for (size_t i = 0; i < 2; i++) {
        ent_error error;
        ent_events_report *report = (ent_events_report *)&error;
        assert_int_equal(ent_events_read(&report, graph, files[i], 2, NULL, NULL, &error), ENT_EIO);
        assert_non_null(strstr(error.message, files[i][1]));
        assert_null(report);
        assert_int_equal(ent_graph_relation_count(graph), 0);
    }
    ent_error error;
    write_bytes("a,b,c\n1,2,3\n", 12);
    assert_int_equal(read_into(graph, path, NULL, &error), ENT_EFORMAT);
    assert_non_null(strstr(error.message, "begins with \"a,b,c\""));
    ent_graph_free(graph);
}

/* ---- What is told ------------------------------------------------------------------------------------------------- */

static void an_empty_file_is_a_day_without_events(void **state) {
    (void)state;
    static const char *const texts[] = {"", "\xEF\xBB\xBF", "\n\n  \n"};
    for (size_t i = 0; i < 3; i++) {
        ent_graph *graph = new_graph();
        ent_events_report *report;
        const char *file = path;
        ent_events_options options = ENT_EVENTS_OPTIONS_INIT;
        ent_events_counts counts = ENT_EVENTS_COUNTS_INIT;
        options.format = ENT_EVENTS_GDELT;
        write_bytes(texts[i], strlen(texts[i]));
        assert_int_equal(ent_events_read(&report, graph, &file, 1, &options, NULL, NULL), ENT_OK);
        assert_int_equal(ent_events_report_counts(&counts, report, NULL), ENT_OK);
        assert_int_equal(counts.rows, 0);
        assert_int_equal(counts.blank, i == 2 ? 3 : 0);
        ent_events_report_free(report);
        ent_graph_free(graph);
    }
}

static void the_report_tells_counts_reasons_and_files(void **state) {
    (void)state;
    write_rows(50, 7);
    ent_graph *graph = new_graph();
    ent_events_report *report;
    const char *const files[] = {SAMPLE, path};
    assert_int_equal(ent_events_read(&report, graph, files, 2, NULL, NULL, NULL), ENT_OK);
    ent_rejected_row row = ENT_REJECTED_ROW_INIT;
    assert_int_equal(ent_events_report_first(&row, report, ENT_REJECT_DATE, NULL), ENT_OK);
    assert_string_equal(row.file, path);
    assert_int_equal(row.line, 7);
    assert_int_equal(row.column, 3);
    assert_memory_equal(row.text, "7\t20180230", 10);
    assert_int_equal(row.text_length, row.row_length);
    assert_int_equal(ent_events_report_rejected(report, ENT_REJECT_DATE), 1);
    assert_int_equal(ent_events_report_rejected(report, ENT_REJECT_NUL), 0);
    assert_int_equal(ent_events_report_rejected(report, (ent_reject)ENT_REJECT_COUNT), 0);
    assert_int_equal(ent_events_report_first(&row, report, ENT_REJECT_NUL, NULL), ENT_ENOTFOUND);
    assert_int_equal(ent_events_report_first(&row, report, (ent_reject)-1, NULL), ENT_EINVAL);
    assert_int_equal(ent_events_report_file_count(report), 2);
    const char *name;
    ent_event_format format;
    ent_events_counts counts = ENT_EVENTS_COUNTS_INIT;
    assert_int_equal(ent_events_report_file(&name, &format, &counts, report, 1, NULL), ENT_OK);
    assert_string_equal(name, path);
    assert_int_equal(format, ENT_EVENTS_GDELT);
    assert_int_equal(counts.rows, 50);
    assert_int_equal(counts.kept, 49);
    assert_int_equal(ent_events_report_file(&name, &format, &counts, report, 2, NULL), ENT_ENOTFOUND);
    ent_events_report_free(report);
    ent_graph_free(graph);
}

static void names_of_formats_and_reasons_are_words(void **state) {
    (void)state;
    assert_string_equal(ent_event_format_name(ENT_EVENTS_GDELT), "gdelt");
    assert_non_null(ent_event_format_description(ENT_EVENTS_DETECT));
    assert_null(ent_event_format_name((ent_event_format)999));
    assert_null(ent_event_format_description((ent_event_format)-1));
    assert_string_equal(ent_reject_name(ENT_REJECT_NO_TARGET), "no-target");
    assert_string_equal(ent_reject_message(ENT_REJECT_NO_TARGET), "no target actor");
    assert_int_equal(ent_reject_is_broken(ENT_REJECT_NO_TARGET), 0);
    assert_int_equal(ent_reject_is_broken(ENT_REJECT_NUL), 1);
    assert_null(ent_reject_name((ent_reject)ENT_REJECT_COUNT));
    assert_null(ent_reject_message((ent_reject)-1));
}

/* ---- Origins ------------------------------------------------------------------------------------------------------ */

static void a_row_of_a_file_that_changed_is_not_given_out(void **state) {
    (void)state;
    write_rows(50, 0);
    ent_graph *graph = new_graph();
    assert_int_equal(read_into(graph, path, NULL, NULL), ENT_OK);
    ent_buffer *buffer;
    assert_int_equal(ent_buffer_new(&buffer, NULL), ENT_OK);
    ent_sink sink = ent_buffer_sink(buffer);
    ent_error error;
    assert_int_equal(ent_events_row(&sink, graph, 49, &error), ENT_OK);
    assert_memory_equal(ent_buffer_data(buffer), "50\t20180202", 11);
    assert_int_equal(ent_events_row(&sink, graph, 50, &error), ENT_ENOTFOUND);
    write_rows(51, 0);
    assert_int_equal(ent_events_row(&sink, graph, 49, &error), ENT_EFORMAT);
    assert_non_null(strstr(error.message, "has changed"));
    write_bytes("", 0);
    assert_int_equal(ent_events_row(&sink, graph, 0, &error), ENT_EFORMAT);
    ent_buffer_free(buffer);
    ent_graph_free(graph);
}

static void relations_of_other_sources_may_stand_between_those_of_files(void **state) {
    (void)state;
    ent_graph *graph = new_graph();
    write_rows(20, 0);
    assert_int_equal(read_into(graph, path, NULL, NULL), ENT_OK);
    ent_id from = ent_graph_actor_by_id(graph, "PAK"), to = ent_graph_actor_by_id(graph, "IRN"), added;
    ent_relation relation = ENT_RELATION_INIT;
    relation.kind = ENT_KIND_DIPLOMATIC;
    relation.from = &from;
    relation.to = &to;
    relation.from_count = relation.to_count = 1;
    assert_int_equal(ent_graph_add_relation(&added, graph, &relation, NULL), ENT_OK);
    assert_int_equal(read_into(graph, SAMPLE, NULL, NULL), ENT_OK);
    ent_origin origin = ENT_ORIGIN_INIT;
    assert_int_equal(ent_graph_relation_origin(&origin, graph, added, NULL), ENT_ENOTFOUND);
    assert_int_equal(ent_graph_relation_origin(&origin, graph, added - 1, NULL), ENT_OK);
    assert_string_equal(origin.file, path);
    assert_int_equal(origin.line, 20);
    assert_int_equal(origin.event, 20);
    assert_string_equal(origin.format, "gdelt");
    ent_id last = ent_graph_relation_count(graph) - 1;
    assert_int_equal(ent_graph_relation_origin(&origin, graph, last, NULL), ENT_OK);
    assert_string_equal(origin.file, SAMPLE);
    assert_int_equal(ent_graph_relation_origin(&origin, graph, last + 1, NULL), ENT_ENOTFOUND);
    assert_int_equal(ent_graph_relation_origin(&origin, graph, ENT_NONE, NULL), ENT_ENOTFOUND);
    ent_graph_free(graph);
}

static void a_relation_takes_at_most_64_bytes(void **state) {
    (void)state;
    write_rows(30000, 0);
    ent_graph *graph = new_graph(), *few = new_graph();
    assert_int_equal(read_into(graph, path, NULL, NULL), ENT_OK);
    assert_int_equal(ent_graph_relation_count(graph), 30000);
    write_rows(35, 0);
    assert_int_equal(read_into(few, path, NULL, NULL), ENT_OK); /* the same actors and publishers */
    assert_true(ent_graph_memory(graph) - ent_graph_memory(few) <= (30000 - 35) * 64);
    ent_graph_free(graph);
    ent_graph_free(few);
}

/* Rows of which those in [first, last) have a target and are kept. */
static void write_lumpy_rows(unsigned count, unsigned first, unsigned last) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    for (unsigned i = 1; i <= count; i++) {
        bool is_kept = i >= first && i < last;
        put_row(file, i, "20180202", i % 2 ? "PAK" : "IRN", is_kept ? (i % 3 ? "USA" : "CHN") : "", "043");
    }
    assert_int_equal(fclose(file), 0);
}

/* Room is made by what the first blocks hold. A file whose start tells nothing of the rest, either way, is read as any other
 * is, by any number of threads, and what was too much room is given back. */
static void a_file_may_begin_otherwise_than_it_goes_on(void **state) {
    (void)state;
    for (int is_dense_first = 0; is_dense_first < 2; is_dense_first++) {
        char *documents[3];
        write_lumpy_rows(20000, is_dense_first ? 1 : 15001, is_dense_first ? 5001 : 20001);
        for (uint32_t threads = 1; threads <= 3; threads++) {
            ent_events_options options = ENT_EVENTS_OPTIONS_INIT;
            ent_run run = ENT_RUN_INIT;
            ent_graph *graph = new_graph();
            options.block_size = 4096;
            run.threads = threads;
            assert_int_equal(ent_events_read(NULL, graph, (const char *const[]){path}, 1, &options, &run, NULL),
                             ENT_OK);
            assert_int_equal(ent_graph_relation_count(graph), 5000);
            assert_true(ent_graph_memory(graph) < 5000 * 64 + 100000);
            documents[threads - 1] = document_of(graph);
            ent_graph_free(graph);
        }
        assert_string_equal(documents[0], documents[1]);
        assert_string_equal(documents[0], documents[2]);
        for (int i = 0; i < 3; i++) {
            free(documents[i]);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_instruction_set_reads_the_same),
        cmocka_unit_test(strict_reading_stops_at_the_first_broken_row_and_leaves_the_graph),
        cmocka_unit_test(what_is_read_after_a_failure_is_as_if_it_had_not_been),
        cmocka_unit_test(going_back_takes_affiliations_off_actors_that_stay),
        cmocka_unit_test(strictest_reading_stops_at_any_row_that_is_not_kept),
        cmocka_unit_test(reading_can_be_cancelled_at_any_time_and_is_taken_back),
        cmocka_unit_test(what_the_sink_for_rejected_rows_returns_ends_the_reading),
        cmocka_unit_test(options_that_are_none_are_refused),
        cmocka_unit_test(files_that_cannot_be_read_are_named),
        cmocka_unit_test(an_empty_file_is_a_day_without_events),
        cmocka_unit_test(the_report_tells_counts_reasons_and_files),
        cmocka_unit_test(names_of_formats_and_reasons_are_words),
        cmocka_unit_test(a_row_of_a_file_that_changed_is_not_given_out),
        cmocka_unit_test(relations_of_other_sources_may_stand_between_those_of_files),
        cmocka_unit_test(a_relation_takes_at_most_64_bytes),
        cmocka_unit_test(a_file_may_begin_otherwise_than_it_goes_on),
    };
    return cmocka_run_group_tests(tests, make_path, scratch_remove);
}
