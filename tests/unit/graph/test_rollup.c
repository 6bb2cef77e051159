/* For whom an actor counts on a day: each rule of roll-up on a graph of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "make_graph.h"
#include <stdio.h>
#include <string.h>

#define SERVES ENT_AFFILIATION_SERVES
#define PART_OF ENT_AFFILIATION_PART_OF
#define MEMBER_OF ENT_AFFILIATION_MEMBER_OF

static ent_graph *graph;

static int set_up(void **state) {
    (void)state;
    return ent_graph_new(&graph, NULL) != ENT_OK;
}

static int tear_down(void **state) {
    (void)state;
    ent_graph_free(graph);
    return 0;
}

static ent_id official(const char *id) {
    return make_actor(graph, id, ENT_ACTOR_OFFICIAL, NULL);
}

static ent_id agency(const char *id) {
    return make_actor(graph, id, ENT_ACTOR_ORGANISATION, "ministry");
}

/* Expects that an actor counts for one other wholly. */
static void expect_one(ent_id actor, ent_date first, ent_date last, ent_id principal) {
    ent_share shares[4];
    size_t count;
    assert_int_equal(ent_graph_principals(shares, 4, &count, graph, actor, first, last, NULL), ENT_OK);
    assert_int_equal(count, 1);
    assert_int_equal(shares[0].actor, principal);
    assert_true(shares[0].share == 1.0);
}

static void official_counts_for_the_state_in_tenure(void **state) {
    (void)state;
    ent_id a = make_state(graph, "A"), minister = official("minister");
    make_affiliation(graph, SERVES, minister, a, MAKE_DAYS(0, 99), 1.0);
    expect_one(minister, -1, -1, minister);
    expect_one(minister, 0, 0, a);
    expect_one(minister, 99, 99, a);
    expect_one(minister, 100, 100, minister);
}

static void the_day_is_the_first_or_if_open_the_last(void **state) {
    (void)state;
    ent_id a = make_state(graph, "A"), b = make_state(graph, "B"), minister = official("minister");
    make_affiliation(graph, SERVES, minister, a, MAKE_DAYS(0, 9), 1.0);
    make_affiliation(graph, SERVES, minister, b, MAKE_DAYS(10, 19), 1.0);
    expect_one(minister, 9, 15, a);
    expect_one(minister, ENT_DATE_MIN, 15, b);
    expect_one(minister, 12, ENT_DATE_MAX, b);
}

static void without_a_day_only_a_sole_employer_counts(void **state) {
    (void)state;
    ent_id a = make_state(graph, "A"), b = make_state(graph, "B"), one = official("one"), two = official("two");
    make_affiliation(graph, SERVES, one, a, MAKE_DAYS(0, 9), 1.0);
    make_affiliation(graph, SERVES, two, a, MAKE_DAYS(0, 9), 1.0);
    make_affiliation(graph, SERVES, two, b, MAKE_DAYS(20, 29), 1.0);
    expect_one(one, ENT_DATE_MIN, ENT_DATE_MAX, a);
    expect_one(two, ENT_DATE_MIN, ENT_DATE_MAX, two);
}

static void two_terms_with_one_employer_are_one_employer(void **state) {
    (void)state;
    ent_id a = make_state(graph, "A"), minister = official("minister");
    make_affiliation(graph, SERVES, minister, a, MAKE_DAYS(0, 9), 1.0);
    make_affiliation(graph, SERVES, minister, a, MAKE_DAYS(20, 29), 0.5);
    expect_one(minister, ENT_DATE_MIN, ENT_DATE_MAX, a);
    expect_one(minister, 15, 15, minister);
}

static void several_employers_share_by_confidence(void **state) {
    (void)state;
    ent_id a = make_state(graph, "A"), b = make_state(graph, "B"), envoy = official("envoy");
    make_affiliation(graph, SERVES, envoy, b, MAKE_ALWAYS, 0.25);
    make_affiliation(graph, SERVES, envoy, a, MAKE_ALWAYS, 0.75);
    ent_share shares[2];
    size_t count;
    assert_int_equal(ent_graph_principals(shares, 2, &count, graph, envoy, 5, 5, NULL), ENT_OK);
    assert_int_equal(count, 2);
    assert_int_equal(shares[0].actor, a);
    assert_close(shares[0].share, 0.75);
    assert_int_equal(shares[1].actor, b);
    assert_close(shares[1].share, 0.25);
}

static void employers_with_one_root_add_up(void **state) {
    (void)state;
    ent_id a = make_state(graph, "A"), one = agency("one"), two = agency("two"), head = official("head");
    make_affiliation(graph, PART_OF, one, a, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, PART_OF, two, a, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, SERVES, head, one, MAKE_ALWAYS, 0.5);
    make_affiliation(graph, SERVES, head, two, MAKE_ALWAYS, 0.5);
    expect_one(head, 0, 0, a);
}

static void agencies_lead_upward_to_a_root(void **state) {
    (void)state;
    ent_id a = make_state(graph, "A"), ministry = agency("ministry"), office = agency("office");
    ent_id clerk = official("clerk");
    make_affiliation(graph, SERVES, clerk, office, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, PART_OF, office, ministry, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, PART_OF, ministry, a, MAKE_DAYS(10, 20), 1.0);
    expect_one(clerk, 15, 15, a);
    expect_one(clerk, 9, 9, ministry);
}

static void membership_is_never_followed(void **state) {
    (void)state;
    ent_id a = make_state(graph, "A"), igo = agency("igo"), minister = official("minister");
    make_affiliation(graph, MEMBER_OF, a, igo, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, MEMBER_OF, minister, igo, MAKE_ALWAYS, 1.0);
    expect_one(a, 0, 0, a);
    expect_one(minister, 0, 0, minister);
}

static void armed_groups_never_roll_up(void **state) {
    (void)state;
    ent_id a = make_state(graph, "A"), commander = official("commander");
    const char *types[] = {"armed group", "rebels", "Armed Group"};
    for (size_t i = 0; i < 3; i++) {
        ent_id group = make_actor(graph, types[i], ENT_ACTOR_ORGANISATION, types[i]);
        make_affiliation(graph, PART_OF, group, a, MAKE_ALWAYS, 1.0);
        expect_one(group, 0, 0, group);
        if (i == 0) {
            make_affiliation(graph, SERVES, commander, group, MAKE_ALWAYS, 1.0);
            expect_one(commander, 0, 0, group);
        }
    }
}

static void a_cycle_stops_at_its_smallest_actor(void **state) {
    (void)state;
    ent_id outside = agency("outside"), low = agency("low"), middle = agency("middle"), high = agency("high");
    make_affiliation(graph, PART_OF, outside, high, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, PART_OF, high, middle, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, PART_OF, middle, low, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, PART_OF, low, high, MAKE_ALWAYS, 1.0);
    expect_one(low, 0, 0, low);
    expect_one(high, 0, 0, low);
    expect_one(outside, 0, 0, low); /* smaller, but not in the cycle */
}

static void limits_are_errors_that_name_the_actor(void **state) {
    (void)state;
    ent_error error;
    ent_share shares[2];
    size_t count = 7;
    ent_id a = make_state(graph, "A"), b = make_state(graph, "B"), envoy = official("envoy");
    make_affiliation(graph, SERVES, envoy, a, MAKE_ALWAYS, 1.0);
    make_affiliation(graph, SERVES, envoy, b, MAKE_ALWAYS, 1.0);
    assert_int_equal(ent_graph_principals(shares, 1, &count, graph, envoy, 0, 0, &error), ENT_ELIMIT);
    assert_non_null(strstr(error.message, "envoy"));
    assert_int_equal(count, 0);
    assert_int_equal(ent_graph_principals(shares, 2, &count, graph, 99, 0, 0, &error), ENT_ENOTFOUND);
    assert_int_equal(ent_graph_principals(shares, 2, &count, graph, envoy, 1, 0, NULL), ENT_EINVAL);
}

static void a_lattice_of_agencies_is_refused_not_walked_for_ever(void **state) {
    (void)state;
    ent_id above[2] = {agency("top 0"), agency("top 1")};
    for (int level = 0; level < 30; level++) {
        ent_id next[2];
        for (int side = 0; side < 2; side++) {
            char id[32];
            snprintf(id, sizeof id, "level %d, %d", level, side);
            next[side] = agency(id);
            make_affiliation(graph, PART_OF, next[side], above[0], MAKE_ALWAYS, 1.0);
            make_affiliation(graph, PART_OF, next[side], above[1], MAKE_ALWAYS, 1.0);
        }
        memcpy(above, next, sizeof above);
    }
    ent_share shares[4];
    size_t count;
    assert_int_equal(ent_graph_principals(shares, 4, &count, graph, above[0], 0, 0, NULL), ENT_ELIMIT);
}

static void a_long_chain_is_refused_not_cut(void **state) {
    (void)state;
    ent_id below = agency("bottom"), first = below, top = ENT_NONE;
    for (int level = 0; level < 32; level++) {
        char id[32];
        snprintf(id, sizeof id, "level %d", level);
        top = agency(id);
        make_affiliation(graph, PART_OF, below, top, MAKE_ALWAYS, 1.0);
        below = top;
    }
    expect_one(first, 0, 0, top);
    make_affiliation(graph, PART_OF, top, make_state(graph, "A"), MAKE_ALWAYS, 1.0);
    ent_share shares[4];
    size_t count;
    assert_int_equal(ent_graph_principals(shares, 4, &count, graph, first, 0, 0, NULL), ENT_ELIMIT);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(official_counts_for_the_state_in_tenure),
        CASE(the_day_is_the_first_or_if_open_the_last),
        CASE(without_a_day_only_a_sole_employer_counts),
        CASE(two_terms_with_one_employer_are_one_employer),
        CASE(several_employers_share_by_confidence),
        CASE(employers_with_one_root_add_up),
        CASE(agencies_lead_upward_to_a_root),
        CASE(membership_is_never_followed),
        CASE(armed_groups_never_roll_up),
        CASE(a_cycle_stops_at_its_smallest_actor),
        CASE(limits_are_errors_that_name_the_actor),
        CASE(a_lattice_of_agencies_is_refused_not_walked_for_ever),
        CASE(a_long_chain_is_refused_not_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
