/* Documents that go on where others end: what they name and lack is found in the graphs before, and all joined are the whole. */
#include "io_graphs.h"
#include "scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "{\"format\": \"entente-graph\", \"version\": 1"
#define ACTORS                                                                                                         \
    ", \"actors\": [{\"id\": \"a\", \"name\": \"Alpha\", \"kind\": \"state\"}, {\"id\": \"b\", \"kind\": \"state\"}]"
#define FIRST HEAD ACTORS ", \"relations\": []}"
#define TIE(from, to)                                                                                                  \
    ", \"relations\": [{\"id\": \"r\", \"kind\": \"attack\", \"from\": [\"" from "\"], \"to\": [\"" to                 \
    "\"], \"date\": \"2024-01-16\"}]}"

static ent_graph *first_part(void) {
    ent_graph *graph;
    ent_error error;
    if (ent_document_parse(&graph, FIRST, strlen(FIRST), NULL, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    return graph;
}

static void a_document_names_actors_that_another_declares(void **state) {
    (void)state;
    const char *text = HEAD TIE("a", "b");
    ent_graph *known = first_part(), *next, *joined;
    ent_error error;
    assert_int_equal(ent_document_parse(&next, text, strlen(text), NULL, &error), ENT_EFORMAT);
    assert_int_equal(
        ent_document_parse_after(&next, text, strlen(text), (const ent_graph *const *)&known, 1, NULL, &error), ENT_OK);
    const ent_graph *parts[] = {known, next};
    assert_int_equal(ent_graph_join(&joined, NULL, parts, 2, &error), ENT_OK);
    assert_int_equal(ent_graph_actor_count(joined), 2);
    assert_int_equal(ent_graph_relation_count(joined), 1);
    ent_actor alpha = ENT_ACTOR_INIT;
    assert_int_equal(ent_graph_get_actor(&alpha, joined, ent_graph_actor_by_id(joined, "a"), NULL), ENT_OK);
    assert_string_equal(alpha.name, "Alpha");
    assert_int_equal(ent_graph_relation_count(known), 0);
    ent_graph_free(joined);
    ent_graph_free(next);
    ent_graph_free(known);
}

static void an_actor_whom_nobody_declares_is_told(void **state) {
    (void)state;
    const char *text = HEAD TIE("a", "c");
    ent_graph *known = first_part(), *next = (ent_graph *)1;
    ent_error error;
    assert_int_not_equal(
        ent_document_parse_after(&next, text, strlen(text), (const ent_graph *const *)&known, 1, NULL, &error), ENT_OK);
    assert_null(next);
    assert_non_null(strstr(error.message, "c"));
    assert_int_equal(error.line, 1);
    ent_graph_free(known);
}

static void a_file_goes_on_like_a_text(void **state) {
    (void)state;
    const char *text = HEAD TIE("b", "a");
    const char *path = scratch_path("goes-on.json");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    ent_graph *known = first_part(), *next;
    ent_error error;
    assert_int_equal(ent_document_read_after(&next, path, (const ent_graph *const *)&known, 1, NULL, &error), ENT_OK);
    assert_int_equal(ent_graph_relation_count(next), 1);
    ent_graph_free(next);
    ent_graph_free(known);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_names_actors_that_another_declares),
        cmocka_unit_test(an_actor_whom_nobody_declares_is_told),
        cmocka_unit_test_setup_teardown(a_file_goes_on_like_a_text, scratch_make, scratch_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
