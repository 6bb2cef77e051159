/* Who did and who could mediate: one rule a test, on graphs small enough to work out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "make_graph.h"
#include <entente/analysis.h>
#include <string.h>

static ent_graph *graph;
static ent_mediators *answer;
static ent_id a, b, m, n, minister;
static ent_error error;

static int set_up(void **state) {
    (void)state;
    graph = make_graph();
    answer = NULL;
    a = make_state(graph, "A");
    b = make_state(graph, "B");
    m = make_state(graph, "M");
    n = make_state(graph, "N");
    minister = make_actor(graph, "minister", ENT_ACTOR_OFFICIAL, NULL);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ent_mediators_free(answer);
    ent_graph_free(graph);
    return 0;
}

static ent_mediator_options on(ent_date day) {
    ent_mediator_options options = ENT_MEDIATOR_OPTIONS_INIT;
    options.day = day;
    return options;
}

static void ask(ent_mediator_options options) {
    ent_mediators_free(answer);
    assert_int_equal(ent_mediators_find(&answer, graph, a, b, &options, NULL, NULL), ENT_OK);
}

static ent_id mediate(ent_id who, ent_mediation_status status, ent_date first, ent_date last) {
    ent_relation relation = make_event(ENT_KIND_MEDIATION, first, last, 5);
    relation.status = status;
    return make_relation(graph, relation, &who, 1, MAKE_SIDE(a, b));
}

/* The place of a candidate, ENT_NONE if it is none. */
static uint32_t place_of(ent_id actor) {
    for (uint32_t i = 0; i < ent_mediators_candidate_count(answer); i++) {
        ent_candidate found = ENT_CANDIDATE_INIT;
        assert_int_equal(ent_mediators_candidate(&found, answer, i, NULL), ENT_OK);
        if (found.actor == actor) {
            return i;
        }
    }
    return ENT_NONE;
}

static double component(ent_id actor, ent_component which) {
    ent_candidate found = ENT_CANDIDATE_INIT;
    assert_int_equal(ent_mediators_candidate(&found, answer, place_of(actor), NULL), ENT_OK);
    return found.components[which];
}

static void expect_mediated(uint32_t index, ent_id actor, ent_mediation_status status, uint32_t relations) {
    ent_mediated found = ENT_MEDIATED_INIT;
    assert_int_equal(ent_mediators_mediated(&found, answer, index, NULL), ENT_OK);
    assert_int_equal(found.actor, actor);
    assert_int_equal(found.status, status);
    assert_int_equal(found.relation_count, relations);
}

static void expect_evidence(ent_id actor, ent_component which, const ent_id *relations, size_t count) {
    ent_id found[16];
    size_t found_count;
    assert_int_equal(ent_mediators_evidence(found, 16, &found_count, answer, place_of(actor), which, NULL), ENT_OK);
    assert_int_equal(found_count, count);
    assert_memory_equal(found, relations, count * sizeof *relations);
}

/* ---- What is seen ------------------------------------------------------------------------------------------------- */

static void what_begins_on_the_day_is_not_seen_and_what_reaches_over_it_is(void **state) {
    (void)state;
    make_tie(graph, m, a, 100, 3);
    make_tie(graph, n, a, 101, 3);
    ent_id over = make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, 99, 140, 7), &minister, 1, &b, 1);
    ask(on(100));
    assert_int_equal(ent_mediators_candidate_count(answer), 1);
    expect_evidence(minister, ENT_COMPONENT_ACCEPTABILITY, &over, 1);
    ask(on(101));
    assert_int_equal(ent_mediators_candidate_count(answer), 2);
    assert_int_equal(place_of(n), ENT_NONE);
}

static void who_did_is_told_of_intervals_that_may_have_begun(void **state) {
    (void)state;
    mediate(m, ENT_MEDIATION_CONDUCTED, 98, 110);
    mediate(n, ENT_MEDIATION_CONDUCTED, ENT_DATE_MIN, 300);
    mediate(minister, ENT_MEDIATION_CONDUCTED, 100, ENT_DATE_MAX);
    ask(on(100));
    assert_int_equal(ent_mediators_mediated_count(answer), 2);
    expect_mediated(0, m, ENT_MEDIATION_CONDUCTED, 1);
    expect_mediated(1, n, ENT_MEDIATION_CONDUCTED, 1);
    ask(on(98));
    assert_int_equal(ent_mediators_mediated_count(answer), 1);
}

static void the_horizon_is_closed_at_its_far_end(void **state) {
    (void)state;
    make_tie(graph, m, a, 635, 3);
    make_tie(graph, n, a, 634, 3);
    ask(on(1000));
    assert_int_equal(ent_mediators_candidate_count(answer), 1);
    assert_int_equal(place_of(m), 0);
    ent_mediator_options options = on(1000);
    options.horizon = 366;
    ask(options);
    assert_int_equal(ent_mediators_candidate_count(answer), 2);
}

static void without_a_day_all_is_seen_and_horizons_count_from_the_last(void **state) {
    (void)state;
    make_tie(graph, m, a, 500, 3);
    make_tie(graph, n, a, 136, 3);
    make_tie(graph, minister, a, 135, 3);
    make_affiliation(graph, ENT_AFFILIATION_SERVES, minister, n, MAKE_DAYS(900, 990), 1); /* no event */
    ask(on(ENT_DATE_MAX));
    assert_int_not_equal(place_of(m), ENT_NONE);
    assert_int_not_equal(place_of(n), ENT_NONE);
    assert_int_equal(place_of(minister), ENT_NONE);
}

static void what_has_no_date_is_seen_on_any_day(void **state) {
    (void)state;
    make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, ENT_DATE_MIN, ENT_DATE_MAX, 4), &m, 1, MAKE_SIDE(a, b));
    ask(on(ENT_DATE_MAX));
    assert_close(component(m, ENT_COMPONENT_ACCESS), 0.8);
    ask(on(5));
    assert_close(component(m, ENT_COMPONENT_ACCESS), 0.8);
}

/* ---- Who did ------------------------------------------------------------------------------------------------------ */

static void who_did_comes_by_status_then_by_how_often(void **state) {
    (void)state;
    mediate(m, ENT_MEDIATION_REJECTED, 1, 1);
    mediate(m, ENT_MEDIATION_EXPECTED, 2, 2);
    mediate(m, ENT_MEDIATION_APPEALED, 3, 3);
    mediate(m, ENT_MEDIATION_OFFERED, 4, 4);
    mediate(n, ENT_MEDIATION_OFFERED, 5, 5);
    mediate(n, ENT_MEDIATION_OFFERED, 6, 6);
    mediate(m, ENT_MEDIATION_UNSTATED, 7, 7);
    mediate(m, ENT_MEDIATION_ACCEPTED, 8, 8);
    ent_id done = mediate(m, ENT_MEDIATION_CONDUCTED, 9, 9);
    ask(on(10000)); /* however old */
    assert_int_equal(ent_mediators_mediated_count(answer), 8);
    expect_mediated(0, m, ENT_MEDIATION_CONDUCTED, 1);
    expect_mediated(1, m, ENT_MEDIATION_ACCEPTED, 1);
    expect_mediated(2, m, ENT_MEDIATION_UNSTATED, 1);
    expect_mediated(3, n, ENT_MEDIATION_OFFERED, 2);
    expect_mediated(4, m, ENT_MEDIATION_OFFERED, 1);
    expect_mediated(5, m, ENT_MEDIATION_APPEALED, 1);
    expect_mediated(6, m, ENT_MEDIATION_EXPECTED, 1);
    expect_mediated(7, m, ENT_MEDIATION_REJECTED, 1);
    ent_mediated first = ENT_MEDIATED_INIT;
    ent_mediators_mediated(&first, answer, 0, NULL);
    assert_int_equal(first.relations[0], done);
}

static void a_catch_all_is_told_of_and_never_proposed(void **state) {
    (void)state;
    ent_actor actor = ENT_ACTOR_INIT;
    ent_id everybody;
    actor.id = "Government";
    actor.flags = ENT_ACTOR_CATCH_ALL;
    assert_int_equal(ent_graph_add_actor(&everybody, graph, &actor, NULL), ENT_OK);
    mediate(everybody, ENT_MEDIATION_CONDUCTED, 1, 1);
    mediate(m, ENT_MEDIATION_CONDUCTED, 1, 1);
    ask(on(10));
    assert_int_equal(ent_mediators_mediated_count(answer), 2);
    assert_int_equal(ent_mediators_candidate_count(answer), 1);
    assert_int_equal(place_of(m), 0);
}

static void only_a_mediation_of_both_parties_is_one_between_them(void **state) {
    (void)state;
    ent_relation relation = make_event(ENT_KIND_MEDIATION, 1, 1, 5);
    relation.status = ENT_MEDIATION_CONDUCTED;
    make_relation(graph, relation, &m, 1, MAKE_SIDE(a, n));
    make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, 1, 1, 5), &m, 1, MAKE_SIDE(a, b));
    ask(on(10));
    assert_int_equal(ent_mediators_mediated_count(answer), 0);
    assert_close(component(m, ENT_COMPONENT_EXPERIENCE), 1);
    assert_close(component(m, ENT_COMPONENT_EXPERIENCE_DYAD), 0);
    make_relation(graph, relation, MAKE_SIDE(m), MAKE_SIDE(b, n, a));
    ask(on(10));
    assert_int_equal(ent_mediators_mediated_count(answer), 1);
}

static void one_who_counts_for_a_party_does_not_mediate(void **state) {
    (void)state;
    mediate(minister, ENT_MEDIATION_CONDUCTED, 5, 5);
    make_affiliation(graph, ENT_AFFILIATION_SERVES, minister, a, MAKE_ALWAYS, 1);
    ask(on(10));
    assert_int_equal(ent_mediators_mediated_count(answer), 0);
    assert_int_equal(ent_mediators_candidate_count(answer), 0);
    ent_mediator_options options = on(10);
    options.rollup = ENT_ROLLUP_NONE;
    ask(options);
    assert_int_equal(ent_mediators_mediated_count(answer), 1);
    expect_mediated(0, minister, ENT_MEDIATION_CONDUCTED, 1);
}

static void several_officials_of_one_state_are_one_mediator(void **state) {
    (void)state;
    ent_id spokesman = make_actor(graph, "spokesman", ENT_ACTOR_OFFICIAL, NULL);
    make_affiliation(graph, ENT_AFFILIATION_SERVES, minister, m, MAKE_ALWAYS, 1);
    make_affiliation(graph, ENT_AFFILIATION_SERVES, spokesman, m, MAKE_ALWAYS, 1);
    make_relation(graph, make_event(ENT_KIND_MEDIATION, 5, 5, 5), MAKE_SIDE(minister, spokesman), MAKE_SIDE(a, b));
    ask(on(10));
    assert_int_equal(ent_mediators_mediated_count(answer), 1);
    expect_mediated(0, m, ENT_MEDIATION_UNSTATED, 1);
    assert_close(component(m, ENT_COMPONENT_EXPERIENCE), 1);
    assert_close(component(m, ENT_COMPONENT_ACCESS), 5.0 / 6);
}

/* ---- Who could ---------------------------------------------------------------------------------------------------- */

static void numbers_worked_by_hand(void **state) {
    (void)state;
    ent_id hostile = make_tie(graph, a, b, 50, -9); /* v_AB = -0.9 */
    ent_id forth = make_tie(graph, m, a, 60, 3), back = make_tie(graph, b, m, 61, 4);
    ent_id quarrel = make_tie(graph, n, m, 62, -5);
    ent_id done = mediate(m, ENT_MEDIATION_OFFERED, 63, 63); /* P_mA = 8, P_mB = 9 */
    ask(on(100));
    assert_int_equal(place_of(m), 0);
    assert_close(component(m, ENT_COMPONENT_ACCESS), sqrt(8.0 / 9 * 0.9));
    assert_close(component(m, ENT_COMPONENT_ACCEPTABILITY), (1 + 8.0 / 9) / 2);
    assert_close(component(m, ENT_COMPONENT_BIAS), 8.0 / 9 - 0.9);
    assert_close(component(m, ENT_COMPONENT_IMPARTIALITY), 1 - (0.9 - 8.0 / 9) / 2);
    assert_close(component(m, ENT_COMPONENT_CROSS_PRESSURE), 0.9 * 8.0 / 9);
    assert_close(component(m, ENT_COMPONENT_PAIR_DEPENDENCY), 1);
    assert_close(component(m, ENT_COMPONENT_FLOW_SHARE), 1);
    assert_close(component(m, ENT_COMPONENT_ADAMIC_ADAR), 1 / log(2));
    assert_close(component(m, ENT_COMPONENT_EXPERIENCE), 0.5);
    assert_close(component(m, ENT_COMPONENT_LEVERAGE), 1);
    assert_close(component(m, ENT_COMPONENT_AVAILABILITY), 1 - 5.0 / 6);
    expect_evidence(m, ENT_COMPONENT_LEVERAGE, (const ent_id[]){forth, back, done}, 3);
    expect_evidence(m, ENT_COMPONENT_CROSS_PRESSURE, (const ent_id[]){hostile, forth, back, done}, 4);
    expect_evidence(m, ENT_COMPONENT_FLOW_SHARE, (const ent_id[]){forth, back, done}, 3);
    expect_evidence(m, ENT_COMPONENT_EXPERIENCE_DYAD, &done, 1);
    expect_evidence(m, ENT_COMPONENT_AVAILABILITY, &quarrel, 1);
    assert_close(component(n, ENT_COMPONENT_SCREEN), 0);
}

static void an_expected_mediation_makes_candidates_and_enters_no_number(void **state) {
    (void)state;
    mediate(m, ENT_MEDIATION_EXPECTED, 5, 5);
    ask(on(10));
    assert_int_equal(ent_mediators_candidate_count(answer), 1);
    assert_close(component(m, ENT_COMPONENT_ACCESS), 0);
    assert_close(component(m, ENT_COMPONENT_ACCEPTABILITY), 0.5);
    assert_close(component(m, ENT_COMPONENT_EXPERIENCE), 0);
    assert_close(component(m, ENT_COMPONENT_PAIR_DEPENDENCY), NAN);
    assert_close(component(m, ENT_COMPONENT_FLOW_SHARE), NAN);
    for (ent_component which = 0; which < ENT_COMPONENT_COUNT; which++) {
        expect_evidence(m, which, NULL, 0);
    }
}

static void an_appeal_is_a_tie_and_no_experience(void **state) {
    (void)state;
    ent_id asked = mediate(m, ENT_MEDIATION_APPEALED, 5, 5);
    ask(on(10));
    assert_close(component(m, ENT_COMPONENT_ACCESS), 5.0 / 6);
    assert_close(component(m, ENT_COMPONENT_EXPERIENCE), 0);
    expect_evidence(m, ENT_COMPONENT_ACCESS, &asked, 1);
    expect_evidence(m, ENT_COMPONENT_EXPERIENCE, NULL, 0);
}

static void experience_reaches_further_back_than_ties(void **state) {
    (void)state;
    mediate(m, ENT_MEDIATION_CONDUCTED, 100, 100);
    ask(on(1925));
    assert_close(component(m, ENT_COMPONENT_EXPERIENCE), 1);
    assert_close(component(m, ENT_COMPONENT_ACCESS), 0);
    ask(on(1926));
    assert_int_equal(ent_mediators_candidate_count(answer), 0);
    assert_int_equal(ent_mediators_mediated_count(answer), 1);
}

static void decay_counts_from_the_day_before(void **state) {
    (void)state;
    make_tie(graph, m, a, 89, 8);
    make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, 50, 200, 4), &m, 1, &b, 1);
    ent_mediator_options options = on(100);
    options.half_life = 5;
    ask(options); /* P_mA = 8 / 4, P_mB = 4 */
    assert_close(component(m, ENT_COMPONENT_ACCESS), sqrt(2.0 / 3 * 0.8));
}

static void equals_are_ranked_by_experience_with_the_pair_then_any_then_id(void **state) {
    (void)state;
    ent_id others[] = {make_state(graph, "X"), make_state(graph, "Y")};
    ent_relation relation = make_event(ENT_KIND_MEDIATION, 5, 5, 5);
    make_relation(graph, relation, &n, 1, others, 2);
    make_relation(graph, relation, &others[0], 1, MAKE_SIDE(a, b));
    ask(on(1000));
    const ent_id order[] = {others[0], n, others[1]};
    const uint32_t ranks[] = {1, 2, 3};
    for (uint32_t i = 0; i < 3; i++) {
        ent_candidate found = ENT_CANDIDATE_INIT;
        ent_mediators_candidate(&found, answer, i, NULL);
        assert_int_equal(found.actor, order[i]);
        assert_int_equal(found.rank, ranks[i]);
    }
    make_tie(graph, m, n, 900, 1);
    ask(on(1000));
    ent_candidate last = ENT_CANDIDATE_INIT, before = ENT_CANDIDATE_INIT;
    ent_mediators_candidate(&last, answer, 3, NULL);
    ent_mediators_candidate(&before, answer, 2, NULL);
    assert_true(before.actor == m && last.actor == others[1]);
    assert_true(before.rank == 3 && last.rank == 3);
}

/* n mediated and m offered to: of 1.5 + 2 mediations expected n has 1, m 1/2, and 2 are shared out by what is near. */
static void who_is_expected_to_mediate_worked_by_hand(void **state) {
    (void)state;
    ent_id x = make_state(graph, "X"), y = make_state(graph, "Y");
    ent_relation relation = make_event(ENT_KIND_MEDIATION, 0, 0, 0); /* long ago, and no tie */
    relation.status = ENT_MEDIATION_CONDUCTED;
    make_relation(graph, relation, &n, 1, MAKE_SIDE(a, b));
    make_relation(graph, relation, &y, 1, MAKE_SIDE(a, x)); /* not of this pair */
    relation.status = ENT_MEDIATION_OFFERED;
    make_relation(graph, relation, &m, 1, MAKE_SIDE(a, b));
    make_tie(graph, x, a, 900, 1);
    make_tie(graph, x, y, 900, 1);
    make_tie(graph, x, m, 900, 1);
    make_tie(graph, y, n, 900, 1); /* knows nobody whom a party knows */
    ent_mediator_options options = on(1000);
    options.by = ENT_COMPONENT_PREDICTIVE;
    ask(options);
    assert_close(component(m, ENT_COMPONENT_COMMON_NEIGHBOURS), 1);
    assert_close(component(y, ENT_COMPONENT_COMMON_NEIGHBOURS), 1);
    assert_close(component(x, ENT_COMPONENT_COMMON_NEIGHBOURS), 0);
    assert_close(component(m, ENT_COMPONENT_PREDICTIVE), (0.5 + 2 * 0.5) / 3.5);
    assert_close(component(n, ENT_COMPONENT_PREDICTIVE), 1 / 3.5);
    assert_close(component(y, ENT_COMPONENT_PREDICTIVE), 2 * 0.5 / 3.5);
    assert_close(component(x, ENT_COMPONENT_PREDICTIVE), 0);
    assert_true(place_of(m) == 0 && place_of(n) == 1 && place_of(y) == 2 && place_of(x) == 3);
}

static void what_differs_by_a_relative_1e_11_is_equal(void **state) {
    (void)state;
    ent_relation less = make_event(ENT_KIND_DIPLOMATIC, 5, 5, 9), more = less;
    less.confidence = 0.1;
    more.confidence = 0.1 * (1 + 1e-11);
    make_relation(graph, more, &m, 1, MAKE_SIDE(a, b));
    make_relation(graph, less, &n, 1, MAKE_SIDE(a, b));
    make_relation(graph, make_event(ENT_KIND_MEDIATION, 5, 5, 0), &n, 1, &minister, 1);
    ask(on(10));
    assert_true(component(m, ENT_COMPONENT_SCREEN) > component(n, ENT_COMPONENT_SCREEN));
    assert_int_equal(place_of(n), 0);
}

static void roles_go_by_the_groups_of_the_three(void **state) {
    (void)state;
    make_tie(graph, m, n, 5, 1);
    static const struct {
        uint32_t a, m, b;
        const char *role;
    } cases[] = {{1, 1, 1, "coordinator"},    {1, 2, 1, "consultant"}, {1, 2, 2, "gatekeeper"},
                 {1, 1, 2, "representative"}, {1, 2, 3, "liaison"},    {1, 1, ENT_NONE, "none"},
                 {ENT_NONE, 1, 1, "none"},    {1, ENT_NONE, 1, "none"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const uint32_t groups[] = {cases[i].a, cases[i].b, cases[i].m, 1, 1};
        ent_mediator_options options = on(10);
        ent_candidate found = ENT_CANDIDATE_INIT;
        options.groups = groups;
        ask(options);
        ent_mediators_candidate(&found, answer, place_of(m), NULL);
        assert_string_equal(ent_broker_role_name(found.role), cases[i].role);
    }
    assert_null(ent_broker_role_name((ent_broker_role)6));
    assert_null(ent_component_name(ENT_COMPONENT_COUNT));
    assert_string_equal(ent_component_name(ENT_COMPONENT_FLOW_SHARE), "flow_share");
}

/* ---- Mistakes ----------------------------------------------------------------------------------------------------- */

static void expect_refused(ent_id x, ent_id y, ent_mediator_options options, ent_status status, const char *words) {
    ent_mediators *found = (ent_mediators *)&error;
    assert_int_equal(ent_mediators_find(&found, graph, x, y, &options, NULL, &error), status);
    assert_null(found);
    assert_non_null(strstr(error.message, words));
}

static void mistakes_are_named(void **state) {
    (void)state;
    make_affiliation(graph, ENT_AFFILIATION_SERVES, minister, b, MAKE_ALWAYS, 1);
    expect_refused(a, a, on(5), ENT_EINVAL, "both parties are \"A\"");
    expect_refused(b, minister, on(5), ENT_EINVAL, "both parties count for \"B\"");
    expect_refused(a, 99, on(5), ENT_ENOTFOUND, "99");
    expect_refused(a, b, on(ENT_DATE_MIN), ENT_EINVAL, "ENT_DATE_MIN");
    ent_mediator_options options = on(5);
    options.half_life = NAN;
    expect_refused(a, b, options, ENT_EINVAL, "half_life");
    options = on(5);
    options.rollup = (ent_rollup)7;
    expect_refused(a, b, options, ENT_EINVAL, "rollup");
    options = on(5);
    options.by = ENT_COMPONENT_COUNT;
    expect_refused(a, b, options, ENT_EINVAL, "by is 15");
    options.size = 0;
    expect_refused(a, b, options, ENT_EINVAL, "INIT");
}

static void what_is_not_there_cannot_be_read(void **state) {
    (void)state;
    ent_id first = make_tie(graph, m, a, 1, 1), found[1] = {77};
    make_tie(graph, a, m, 2, 1);
    ask(on(5));
    ent_mediated mediated = ENT_MEDIATED_INIT;
    ent_candidate candidate = ENT_CANDIDATE_INIT;
    size_t count;
    assert_int_equal(ent_mediators_mediated(&mediated, answer, 0, &error), ENT_EINVAL);
    assert_int_equal(ent_mediators_candidate(&candidate, answer, 1, &error), ENT_EINVAL);
    assert_int_equal(ent_mediators_evidence(found, 1, &count, answer, 1, ENT_COMPONENT_ACCESS, &error), ENT_EINVAL);
    assert_int_equal(ent_mediators_evidence(found, 1, &count, answer, 0, ENT_COMPONENT_COUNT, &error), ENT_EINVAL);
    assert_int_equal(ent_mediators_evidence(NULL, 0, &count, answer, 0, ENT_COMPONENT_BIAS, &error), ENT_OK);
    assert_int_equal(count, 2);
    assert_int_equal(ent_mediators_evidence(found, 1, &count, answer, 0, ENT_COMPONENT_BIAS, &error), ENT_OK);
    assert_int_equal(count, 2);
    assert_int_equal(found[0], first);
}

static void nothing_known_is_no_mistake(void **state) {
    (void)state;
    ask(on(ENT_DATE_MAX));
    assert_int_equal(ent_mediators_mediated_count(answer), 0);
    assert_int_equal(ent_mediators_candidate_count(answer), 0);
    ent_mediators_free(NULL);
}

/* Reports left until it says stop, and the last share seen. */
typedef struct patience {
    int left;
    double share;
} patience;

static int count_down(void *context, double share) {
    patience *all = context;
    assert_true(share >= all->share && share <= 1.0);
    all->share = share;
    return --all->left < 0;
}

static void it_can_be_cancelled_wherever_it_reports(void **state) {
    (void)state;
    make_tie(graph, m, a, 1, 1);
    make_tie(graph, m, b, 1, 1);
    ent_status status = ENT_ECANCELLED;
    int reports = 0;
    for (; status == ENT_ECANCELLED; reports++) {
        patience left = {reports, 0.0};
        ent_run run = ENT_RUN_INIT;
        run.progress = count_down;
        run.context = &left;
        status = ent_mediators_find(&answer, graph, a, b, NULL, &run, &error);
        assert_true((status == ENT_OK) == (answer != NULL));
    }
    assert_int_equal(status, ENT_OK);
    assert_true(reports > 2);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_begins_on_the_day_is_not_seen_and_what_reaches_over_it_is),
        TEST(who_did_is_told_of_intervals_that_may_have_begun),
        TEST(the_horizon_is_closed_at_its_far_end),
        TEST(without_a_day_all_is_seen_and_horizons_count_from_the_last),
        TEST(what_has_no_date_is_seen_on_any_day),
        TEST(who_did_comes_by_status_then_by_how_often),
        TEST(a_catch_all_is_told_of_and_never_proposed),
        TEST(only_a_mediation_of_both_parties_is_one_between_them),
        TEST(one_who_counts_for_a_party_does_not_mediate),
        TEST(several_officials_of_one_state_are_one_mediator),
        TEST(numbers_worked_by_hand),
        TEST(an_expected_mediation_makes_candidates_and_enters_no_number),
        TEST(an_appeal_is_a_tie_and_no_experience),
        TEST(experience_reaches_further_back_than_ties),
        TEST(decay_counts_from_the_day_before),
        TEST(equals_are_ranked_by_experience_with_the_pair_then_any_then_id),
        TEST(who_is_expected_to_mediate_worked_by_hand),
        TEST(what_differs_by_a_relative_1e_11_is_equal),
        TEST(roles_go_by_the_groups_of_the_three),
        TEST(mistakes_are_named),
        TEST(what_is_not_there_cannot_be_read),
        TEST(nothing_known_is_no_mistake),
        TEST(it_can_be_cancelled_wherever_it_reports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
