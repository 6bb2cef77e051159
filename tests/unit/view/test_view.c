/* Checking a view: each field that can be wrong is refused by its name; and what a good view selects. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "make_graph.h"
#include <entente/network.h>
#include <math.h>
#include <string.h>

static ent_graph *graph;
static ent_id a, b, c, envoy;

static int set_up(void **state) {
    (void)state;
    graph = make_graph();
    a = make_state(graph, "A");
    b = make_state(graph, "B");
    c = make_actor(graph, "C", ENT_ACTOR_ORGANISATION, NULL);
    envoy = make_actor(graph, "envoy", ENT_ACTOR_OFFICIAL, NULL);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ent_graph_free(graph);
    return 0;
}

static void expect_refused(const ent_view *view, const char *field) {
    ent_error error = {0};
    ent_network *network = (ent_network *)&error;
    assert_int_equal(ent_view_check(view, graph, &error), ENT_EINVAL);
    assert_non_null(strstr(error.message, field));
    assert_int_equal(ent_view_check(view, graph, NULL), ENT_EINVAL);
    assert_int_equal(ent_network_compile(&network, graph, view, NULL, NULL), ENT_EINVAL);
    assert_null(network);
}

/* One wrong field in an otherwise good view. */
#define EXPECT_REFUSED(field, value, named)                                                                            \
    do {                                                                                                               \
        ent_view wrong = ENT_VIEW_INIT;                                                                                \
        wrong.field = (value);                                                                                         \
        expect_refused(&wrong, named);                                                                                 \
    } while (0)

static void the_default_view_and_null_are_good(void **state) {
    (void)state;
    ent_view view = ENT_VIEW_INIT;
    assert_int_equal(ent_view_check(&view, graph, NULL), ENT_OK);
    assert_int_equal(ent_view_check(NULL, graph, NULL), ENT_OK);
}

static void every_wrong_field_is_refused_by_name(void **state) {
    (void)state;
    EXPECT_REFUSED(size, 0, "size");
    EXPECT_REFUSED(kinds, 16u, "kinds");
    EXPECT_REFUSED(actor_kinds, 8u, "actor_kinds");
    EXPECT_REFUSED(statuses, 1u << ENT_MEDIATION_STATUS_COUNT, "statuses");
    EXPECT_REFUSED(rollup, (ent_rollup)2, "rollup");
    EXPECT_REFUSED(scheme, (ent_scheme)3, "scheme");
    EXPECT_REFUSED(direction, (ent_direction)3, "direction");
    EXPECT_REFUSED(code_count, 1, "codes");
    EXPECT_REFUSED(tone_min, 11.0, "tone_min");
    EXPECT_REFUSED(tone_max, (double)NAN, "tone_max");
    EXPECT_REFUSED(confidence_min, -0.1, "confidence_min");
    EXPECT_REFUSED(confidence_min, 1.1, "confidence_min");
    EXPECT_REFUSED(confidence_min, (double)NAN, "confidence_min");
    EXPECT_REFUSED(half_life, -1.0, "half_life");
    EXPECT_REFUSED(half_life, (double)INFINITY, "half_life");
    EXPECT_REFUSED(half_life, (double)NAN, "half_life");
    EXPECT_REFUSED(only_count, 1, "only");
    EXPECT_REFUSED(exclude_count, 1, "exclude");
    EXPECT_REFUSED(exclude_flags, 2, "exclude_flags is 0x2");
}

static void the_window_is_named_by_its_dates(void **state) {
    (void)state;
    ent_error error;
    ent_view view = ENT_VIEW_INIT;
    view.since = 19738; /* 2024-01-16 */
    view.until = 19737;
    assert_int_equal(ent_view_check(&view, graph, &error), ENT_EINVAL);
    assert_non_null(strstr(error.message, "2024-01-16"));
    assert_non_null(strstr(error.message, "2024-01-15"));
}

static void unknown_actors_and_empty_codes_are_refused(void **state) {
    (void)state;
    ent_id nobody = 4;
    const char *codes[] = {"19", ""};
    ent_view view = ENT_VIEW_INIT;
    view.exclude = &nobody;
    view.exclude_count = 1;
    expect_refused(&view, "4");
    view = (ent_view)ENT_VIEW_INIT;
    view.only = &nobody;
    view.only_count = 1;
    expect_refused(&view, "only");
    view = (ent_view)ENT_VIEW_INIT;
    view.codes = codes;
    view.code_count = 2;
    expect_refused(&view, "codes[1]");
}

/* Compiles and counts the relations on all edges. */
static uint32_t selected(const ent_view *view) {
    ent_network *network;
    assert_int_equal(ent_network_compile(&network, graph, view, NULL, NULL), ENT_OK);
    ent_edges edges = ENT_EDGES_INIT;
    assert_int_equal(ent_network_edges(&edges, network, NULL), ENT_OK);
    uint32_t count = 0;
    for (uint32_t e = 0; e < edges.count; e++) {
        count += edges.relations[e];
    }
    ent_network_free(network);
    return count;
}

static void a_relation_is_in_the_window_if_its_days_meet_it(void **state) {
    (void)state;
    make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, 10, 20, 0), &a, 1, &b, 1);
    const struct {
        ent_date since, until;
        uint32_t in;
    } windows[] = {{0, 9, 0},   {0, 10, 1},           {12, 13, 1},          {20, 30, 1},
                   {21, 30, 0}, {ENT_DATE_MIN, 9, 0}, {20, ENT_DATE_MAX, 1}};
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        ent_view view = ENT_VIEW_INIT;
        view.since = windows[i].since;
        view.until = windows[i].until;
        assert_int_equal(selected(&view), windows[i].in);
    }
}

static void open_days_meet_every_window_on_their_side(void **state) {
    (void)state;
    make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, ENT_DATE_MIN, 10, 0), &a, 1, &b, 1);
    make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, 20, ENT_DATE_MAX, 0), &a, 1, &b, 1);
    ent_view view = ENT_VIEW_INIT;
    assert_int_equal(selected(&view), 2);
    view.until = -1000;
    assert_int_equal(selected(&view), 1);
    view = (ent_view)ENT_VIEW_INIT;
    view.since = 11;
    assert_int_equal(selected(&view), 1);
}

static void kinds_default_to_events_without_affiliations(void **state) {
    (void)state;
    make_relation(graph, make_event(ENT_KIND_MEDIATION, 0, 0, 1), &c, 1, MAKE_SIDE(a, b));
    make_relation(graph, make_event(ENT_KIND_ATTACK, 0, 0, -9), &a, 1, &b, 1);
    make_affiliation(graph, ENT_AFFILIATION_SERVES, envoy, a, MAKE_ALWAYS, 1.0);
    ent_view view = ENT_VIEW_INIT;
    assert_int_equal(selected(&view), 3); /* the mediation is on two edges */
    view.kinds = ENT_KINDS_ALL;
    assert_int_equal(selected(&view), 4);
    view.kinds = ENT_KIND_BIT(ENT_KIND_ATTACK);
    assert_int_equal(selected(&view), 1);
}

static void statuses_select_mediations_and_nothing_else(void **state) {
    (void)state;
    ent_relation mediation = make_event(ENT_KIND_MEDIATION, 0, 0, 1);
    mediation.status = ENT_MEDIATION_OFFERED;
    make_relation(graph, mediation, &c, 1, &a, 1);
    mediation.status = ENT_MEDIATION_CONDUCTED;
    make_relation(graph, mediation, &c, 1, &a, 1);
    make_tie(graph, a, b, 0, 1);
    ent_view view = ENT_VIEW_INIT;
    view.statuses = 1u << ENT_MEDIATION_CONDUCTED;
    assert_int_equal(selected(&view), 2);
}

static void codes_select_by_prefix(void **state) {
    (void)state;
    const char *codes[] = {"190", "195", "043", NULL};
    for (size_t i = 0; i < 4; i++) {
        ent_relation relation = make_event(ENT_KIND_DIPLOMATIC, 0, 0, 0);
        relation.code = codes[i];
        make_relation(graph, relation, &a, 1, &b, 1);
    }
    const char *prefixes[] = {"19", "043"};
    ent_view view = ENT_VIEW_INIT;
    assert_int_equal(selected(&view), 4);
    view.codes = prefixes;
    view.code_count = 1;
    assert_int_equal(selected(&view), 2);
    view.code_count = 2;
    assert_int_equal(selected(&view), 3);
}

static void tone_and_confidence_are_closed_bounds(void **state) {
    (void)state;
    for (int tone = -2; tone <= 2; tone++) {
        ent_relation relation = make_event(ENT_KIND_DIPLOMATIC, 0, 0, tone);
        relation.confidence = 0.5 + tone / 10.0;
        make_relation(graph, relation, &a, 1, &b, 1);
    }
    ent_view view = ENT_VIEW_INIT;
    view.tone_min = -1;
    view.tone_max = 2;
    assert_int_equal(selected(&view), 4);
    view.confidence_min = 0.6;
    assert_int_equal(selected(&view), 2);
}

static void only_needs_both_ends_and_exclude_either(void **state) {
    (void)state;
    make_tie(graph, a, b, 0, 1);
    make_tie(graph, b, c, 0, 1);
    make_tie(graph, a, c, 0, 1);
    ent_id two[] = {a, b};
    ent_view view = ENT_VIEW_INIT;
    view.only = two;
    view.only_count = 2;
    assert_int_equal(selected(&view), 1);
    view = (ent_view)ENT_VIEW_INIT;
    view.exclude = two;
    view.exclude_count = 1;
    assert_int_equal(selected(&view), 1);
}

static ent_id make_catch_all(void) {
    ent_actor actor = ENT_ACTOR_INIT;
    ent_id everybody;
    actor.id = "Government";
    actor.kind = ENT_ACTOR_ORGANISATION;
    actor.flags = ENT_ACTOR_CATCH_ALL;
    assert_int_equal(ent_graph_add_actor(&everybody, graph, &actor, NULL), ENT_OK);
    return everybody;
}

static void catch_alls_are_left_out_if_asked_before_and_after_rollup(void **state) {
    (void)state;
    ent_id everybody = make_catch_all();
    make_affiliation(graph, ENT_AFFILIATION_PART_OF, everybody, a, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, ENT_AFFILIATION_SERVES, envoy, everybody, MAKE_ALWAYS, 1.0);
    make_tie(graph, everybody, b, 0, 1);
    make_tie(graph, b, envoy, 0, 1);
    make_tie(graph, a, b, 0, 1);
    ent_view view = ENT_VIEW_INIT;
    assert_int_equal(selected(&view), 3);
    view.exclude_flags = ENT_ACTOR_CATCH_ALL;
    assert_int_equal(selected(&view), 2);
    view.rollup = ENT_ROLLUP_PRINCIPAL; /* the envoy counts as A by way of it, not as it */
    assert_int_equal(selected(&view), 2);
}

static void actors_are_named_before_or_after_rollup(void **state) {
    (void)state;
    make_affiliation(graph, ENT_AFFILIATION_SERVES, envoy, a, MAKE_ALWAYS, 1.0);
    make_tie(graph, envoy, b, 0, 1);
    make_tie(graph, a, b, 0, 1);
    ent_view view = ENT_VIEW_INIT;
    view.rollup = ENT_ROLLUP_PRINCIPAL;
    view.exclude = &envoy;
    view.exclude_count = 1;
    assert_int_equal(selected(&view), 1);
    view.exclude = &a;
    assert_int_equal(selected(&view), 0);
    ent_id two[] = {envoy, b};
    view.exclude_count = 0;
    view.only = two;
    view.only_count = 2;
    assert_int_equal(selected(&view), 1);
    view.rollup = ENT_ROLLUP_NONE;
    view.exclude_count = 1; /* A has not said it, without roll-up */
    assert_int_equal(selected(&view), 1);
}

static void actor_kinds_are_those_after_rollup(void **state) {
    (void)state;
    make_affiliation(graph, ENT_AFFILIATION_SERVES, envoy, a, MAKE_ALWAYS, 1.0);
    make_tie(graph, envoy, b, 0, 1);
    make_tie(graph, c, b, 0, 1);
    ent_view view = ENT_VIEW_INIT;
    view.actor_kinds = 1u << ENT_ACTOR_STATE;
    assert_int_equal(selected(&view), 0);
    view.rollup = ENT_ROLLUP_PRINCIPAL;
    assert_int_equal(selected(&view), 1);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(the_default_view_and_null_are_good),
        CASE(every_wrong_field_is_refused_by_name),
        CASE(the_window_is_named_by_its_dates),
        CASE(unknown_actors_and_empty_codes_are_refused),
        CASE(a_relation_is_in_the_window_if_its_days_meet_it),
        CASE(open_days_meet_every_window_on_their_side),
        CASE(kinds_default_to_events_without_affiliations),
        CASE(statuses_select_mediations_and_nothing_else),
        CASE(codes_select_by_prefix),
        CASE(tone_and_confidence_are_closed_bounds),
        CASE(only_needs_both_ends_and_exclude_either),
        CASE(catch_alls_are_left_out_if_asked_before_and_after_rollup),
        CASE(actors_are_named_before_or_after_rollup),
        CASE(actor_kinds_are_those_after_rollup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
