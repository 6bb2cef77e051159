/*
 * How sure the ranking of mediators is: draws against probabilities worked out by hand, sources left out against the same question
 * put to graphs made without them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include <entente/entente.h>

#include "analysis/certainty.h"
#include "assert_close.h"
#include "certainty_samples.h"

#define LAST_DAY 19760 /* after all days of the samples */

static const ent_id PAPER[] = {0}, WIRE[] = {1};

static ent_mediators *ask(const ent_graph *graph, ent_component by) {
    ent_mediator_options options = ENT_MEDIATOR_OPTIONS_INIT;
    ent_mediators *mediators;
    options.day = LAST_DAY;
    options.by = by;
    assert_int_equal(ent_mediators_find(&mediators, graph, 0, 1, &options, NULL, NULL), ENT_OK);
    return mediators;
}

static ent_rank_certainty *sure_of(const ent_mediators *mediators, const ent_graph *graph,
                                   const ent_certainty_options *options, uint32_t threads) {
    ent_rank_certainty *certainty;
    ent_run run = ENT_RUN_INIT;
    ent_error error;
    run.threads = threads;
    run.seed = 7;
    if (ent_mediators_certainty(&certainty, mediators, graph, options, &run, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    return certainty;
}

static ent_certainty_options drawing(ent_draw_unit unit, uint32_t draws) {
    ent_certainty_options options = ENT_CERTAINTY_OPTIONS_INIT;
    options.unit = unit;
    options.draws = draws;
    return options;
}

static ent_actor_certainty row_at(const ent_rank_certainty *certainty, uint32_t index) {
    ent_actor_certainty row = ENT_ACTOR_CERTAINTY_INIT;
    assert_int_equal(ent_rank_certainty_actor(&row, certainty, index, NULL), ENT_OK);
    return row;
}

static ent_source_influence source_at(const ent_rank_certainty *certainty, uint32_t index) {
    ent_source_influence source = ENT_SOURCE_INFLUENCE_INIT;
    assert_int_equal(ent_rank_certainty_source(&source, certainty, index, NULL), ENT_OK);
    return source;
}

/* a0 and a1 are the parties. The paper tells of two ties of a2 with them, the wire of weaker ones of a3. */
static ent_graph *two_sources(void) {
    ent_graph *graph = start_graph(4, 2);
    for (ent_id party = 0; party < 2; party++) {
        ent_relation strong = make_event(ENT_KIND_DIPLOMATIC, 19700, 19700, 5.0), weak = strong;
        strong.sources = PAPER;
        weak.sources = WIRE;
        weak.tone = 2.0;
        strong.source_count = weak.source_count = 1;
        make_relation(graph, strong, MAKE_SIDE(2), MAKE_SIDE(party));
        make_relation(graph, weak, MAKE_SIDE(3), MAKE_SIDE(party));
    }
    return graph;
}

/* Both sources are drawn in half of all draws, each alone in a quarter: then the other candidate is none. */
static void two_sources_are_drawn_as_coins_fall(void **state) {
    (void)state;
    ent_graph *graph = two_sources();
    ent_mediators *mediators = ask(graph, ENT_COMPONENT_SCREEN);
    ent_certainty_options options = drawing(ENT_DRAW_SOURCES, DRAWS);
    ent_rank_certainty *certainty = sure_of(mediators, graph, &options, 2);
    ent_certainty_summary summary = summary_of(certainty);
    assert_int_equal(summary.unit, ENT_DRAW_SOURCES);
    assert_int_equal(summary.units, 2);
    assert_int_equal(summary.relations, 4);
    assert_int_equal(summary.actors, 2);
    ent_actor_certainty first = row_at(certainty, 0);
    assert_int_equal(first.actor, 2);
    /* a = 5 / 6 and v = 5 / 6 with both: sqrt(a * (1 + v) / 2). */
    assert_close(first.score, sqrt(5.0 / 6.0 * 11.0 / 12.0));
    assert_true(fabs(first.present - 0.75) < FAR);
    assert_true(fabs(first.flip_next - 0.25) < FAR);
    assert_int_equal(first.rank_low, 1);
    assert_int_equal(first.rank_high, 2);
    assert_true(isnan(row_at(certainty, 1).flip_next));
    assert_pair(certainty, 2, 3, 0.75, 0.0);
    ent_rank_certainty_free(certainty);
    ent_mediators_free(mediators);
    ent_graph_free(graph);
}

static void the_source_whose_removal_changes_the_first_place_is_named_first(void **state) {
    (void)state;
    ent_graph *graph = two_sources();
    ent_mediators *mediators = ask(graph, ENT_COMPONENT_SCREEN);
    ent_certainty_options options = drawing(ENT_DRAW_SOURCES, 1);
    ent_rank_certainty *certainty = sure_of(mediators, graph, &options, 1);
    ent_source_influence paper = source_at(certainty, 0), wire = source_at(certainty, 1);
    assert_int_equal(summary_of(certainty).left_out, 2);
    assert_int_equal(paper.source, PAPER[0]);
    assert_int_equal(paper.relations, 2);
    assert_int_equal(paper.alone, 2);
    assert_close(paper.distance, 1.0);
    assert_int_equal(paper.actor, 2);
    assert_int_equal(paper.rank, 1);
    assert_int_equal(paper.rank_without, 2);
    assert_int_equal(wire.source, WIRE[0]);
    assert_close(wire.distance, 0.0);
    assert_int_equal(wire.actor, ENT_NONE);
    ent_rank_certainty_free(certainty);
    ent_mediators_free(mediators);
    ent_graph_free(graph);
}

/* One conducted mediation of a2, drawn k times, against one conducted and one offered of a3, drawn l and m times: k against
 * l + m / 2, of three draws from three. */
static void experience_counts_a_mediation_as_often_as_it_is_drawn(void **state) {
    (void)state;
    ent_graph *graph = start_graph(5, 0);
    static const ent_mediation_status statuses[] = {ENT_MEDIATION_CONDUCTED, ENT_MEDIATION_CONDUCTED,
                                                    ENT_MEDIATION_OFFERED};
    for (int i = 0; i < 3; i++) {
        ent_relation mediation = make_event(ENT_KIND_MEDIATION, 19700, 19700, 5.0);
        mediation.status = statuses[i];
        make_relation(graph, mediation, MAKE_SIDE(i ? 3 : 2), MAKE_SIDE(0, 4));
    }
    ent_mediators *mediators = ask(graph, ENT_COMPONENT_EXPERIENCE);
    ent_certainty_options options = drawing(ENT_DRAW_SOURCES, DRAWS);
    ent_rank_certainty *certainty = sure_of(mediators, graph, &options, 1);
    assert_int_equal(summary_of(certainty).unsourced, 3);
    assert_int_equal(row_at(certainty, 0).actor, 3);
    assert_close(row_at(certainty, 0).score, 1.5);
    /* Before: (3, 0, 0), (2, 1, 0), (2, 0, 1); equal: (1, 0, 2). */
    assert_pair(certainty, 2, 3, (1.0 + 3.0 + 3.0) / 27.0, 3.0 / 27.0);
    ent_rank_certainty_free(certainty);
    ent_mediators_free(mediators);
    ent_graph_free(graph);
}

/* What no rank can rest on is not drawn: the mediation is older than the experience horizon, the tie than the year. */
static void what_is_out_of_the_horizons_is_not_drawn(void **state) {
    (void)state;
    ent_graph *graph = two_sources();
    make_relation(graph, make_event(ENT_KIND_MEDIATION, 10000, 10000, 5.0), MAKE_SIDE(3), MAKE_SIDE(0, 1));
    make_tie(graph, 3, 0, 19000, 5.0);
    ent_mediators *mediators = ask(graph, ENT_COMPONENT_SCREEN);
    ent_certainty_options options = drawing(ENT_DRAW_RELATIONS, 1);
    ent_rank_certainty *certainty = sure_of(mediators, graph, &options, 1);
    assert_int_equal(summary_of(certainty).units, 4);
    ent_rank_certainty_free(certainty);
    ent_mediators_free(mediators);
    ent_graph_free(graph);
}

/* ---- Against the question put again ------------------------------------------------------------------------------- */

typedef struct ranking {
    uint32_t count, ranks[RANDOM_ACTORS]; /* 0: no candidate */
    double scores[RANDOM_ACTORS];
} ranking;

static ranking rank_candidates(const ent_graph *graph, const ent_mediator_options *options) {
    ranking found = {0};
    ent_mediators *mediators;
    assert_int_equal(ent_mediators_find(&mediators, graph, 0, 1, options, NULL, NULL), ENT_OK);
    found.count = ent_mediators_candidate_count(mediators);
    for (uint32_t i = 0; i < found.count; i++) {
        ent_candidate candidate = ENT_CANDIDATE_INIT;
        assert_int_equal(ent_mediators_candidate(&candidate, mediators, i, NULL), ENT_OK);
        found.ranks[candidate.actor] = candidate.rank;
        found.scores[candidate.actor] = candidate.components[options->by];
    }
    ent_mediators_free(mediators);
    return found;
}

static ent_mediator_options random_question(uint64_t *stream) {
    ent_mediator_options options = ENT_MEDIATOR_OPTIONS_INIT;
    options.day = 19700 + (ent_date)random_below(stream, 60);
    options.horizon = 10 + random_below(stream, 60);
    options.experience_horizon = 10 + random_below(stream, 60);
    options.rollup = (ent_rollup)random_below(stream, 2);
    options.half_life = random_below(stream, 2) ? 20.0 : 0.0;
    options.by = (ent_component)random_below(stream, ENT_COMPONENT_COUNT);
    return options;
}

static void check_without(const ent_source_influence *found, const ent_graph *graph,
                          const ent_mediator_options *options) {
    ent_graph *less = graph_without(graph, found->source);
    ranking whole = rank_candidates(graph, options), rest = rank_candidates(less, options);
    uint32_t before[RANDOM_ACTORS], after[RANDOM_ACTORS], n = 0;
    int most = 0;
    for (ent_id actor = 0; actor < RANDOM_ACTORS; actor++) {
        if (whole.ranks[actor]) {
            before[n] = whole.ranks[actor];
            after[n] = rest.ranks[actor] ? rest.ranks[actor] : rest.count + 1;
            int by_ranks = abs((int)after[n] - (int)before[n]);
            most = by_ranks > most ? by_ranks : most;
            if (actor == found->actor) {
                assert_int_equal(found->rank, before[n]);
                assert_int_equal(found->rank_without, after[n]);
            }
            n++;
        }
    }
    assert_close(found->distance, distance_of(before, after, n));
    assert_int_equal(abs((int)found->rank_without - (int)found->rank), most);
    ent_graph_free(less);
}

static void check_rows(const ent_rank_certainty *certainty, const ranking *whole) {
    assert_int_equal(summary_of(certainty).actors, whole->count);
    for (uint32_t i = 0; i < whole->count; i++) {
        ent_actor_certainty row = row_at(certainty, i);
        assert_int_equal(row.rank, whole->ranks[row.actor]);
        assert_true(i == 0 || row.rank >= row_at(certainty, i - 1).rank);
        assert_true(isnan(row.score) ? isnan(whole->scores[row.actor]) : true);
        if (!isnan(row.score)) {
            assert_close(row.score, whole->scores[row.actor]);
        }
    }
}

static void a_ranking_without_a_source_is_that_of_the_graph_without_it(void **state) {
    (void)state;
    uint32_t checked = 0;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        uint64_t stream = seed;
        ent_graph *graph = random_graph(seed, 20, false, ENT_NONE);
        ent_mediator_options question = random_question(&stream);
        ent_mediators *mediators;
        assert_int_equal(ent_mediators_find(&mediators, graph, 0, 1, &question, NULL, NULL), ENT_OK);
        ent_certainty_options options = drawing(ENT_DRAW_SOURCES, 1);
        ent_rank_certainty *certainty = sure_of(mediators, graph, &options, 1);
        ranking whole = rank_candidates(graph, &question);
        check_rows(certainty, &whole);
        for (uint32_t i = 0; i < summary_of(certainty).left_out; i++, checked++) {
            ent_source_influence source = source_at(certainty, i);
            check_without(&source, graph, &question);
        }
        ent_rank_certainty_free(certainty);
        ent_mediators_free(mediators);
        ent_graph_free(graph);
    }
    assert_true(checked > 800);
}

static void the_same_seed_draws_the_same_on_any_number_of_threads(void **state) {
    (void)state;
    ent_graph *graph = random_graph(11, 40, true, ENT_NONE);
    ent_mediators *mediators = ask(graph, ENT_COMPONENT_FLOW_SHARE);
    ent_certainty_options options = drawing(ENT_DRAW_RELATIONS, 100);
    ent_rank_certainty *one = sure_of(mediators, graph, &options, 1);
    uint32_t n = summary_of(one).actors, left_out = summary_of(one).left_out;
    assert_true(n > 2 && left_out > 1);
    for (uint32_t threads = 2; threads < 4; threads++) {
        ent_rank_certainty *more = sure_of(mediators, graph, &options, threads);
        assert_memory_equal(one->drawn, more->drawn, 100 * n * sizeof *one->drawn);
        assert_memory_equal(one->rows, more->rows, n * sizeof *one->rows);
        assert_memory_equal(one->sources, more->sources, left_out * sizeof *one->sources);
        ent_rank_certainty_free(more);
    }
    ent_rank_certainty_free(one);
    ent_mediators_free(mediators);
    ent_graph_free(graph);
}

/* ---- Refusals ----------------------------------------------------------------------------------------------------- */

static int stop(void *context, double fraction) {
    (void)context;
    return fraction > 0.2;
}

static void what_cannot_be_drawn_is_refused(void **state) {
    (void)state;
    ent_graph *graph = two_sources(), *other = make_graph();
    ent_mediators *mediators = ask(graph, ENT_COMPONENT_SCREEN);
    ent_rank_certainty *certainty = (ent_rank_certainty *)graph;
    ent_certainty_options options = drawing((ent_draw_unit)2, 50);
    ent_run run = ENT_RUN_INIT;
    ent_error error;
    assert_int_equal(ent_mediators_certainty(&certainty, mediators, graph, &options, NULL, &error), ENT_EINVAL);
    assert_null(certainty);
    assert_non_null(strstr(error.message, "unit 2"));
    options.unit = ENT_DRAW_SOURCES;
    assert_int_equal(ent_mediators_certainty(&certainty, mediators, other, &options, NULL, &error), ENT_EINVAL);
    assert_non_null(strstr(error.message, "another graph"));
    run.threads = 1;
    run.progress = stop;
    assert_int_equal(ent_mediators_certainty(&certainty, mediators, graph, &options, &run, NULL), ENT_ECANCELLED);
    assert_null(certainty);
    ent_mediators_free(mediators);
    ent_graph_free(graph);
    ent_graph_free(other);
}

static void without_a_candidate_the_answer_is_empty(void **state) {
    (void)state;
    ent_graph *graph = start_graph(2, 0);
    ent_mediators *mediators = ask(graph, ENT_COMPONENT_SCREEN);
    ent_rank_certainty *certainty = sure_of(mediators, graph, NULL, 2);
    assert_int_equal(summary_of(certainty).actors, 0);
    assert_int_equal(summary_of(certainty).left_out, 0);
    ent_rank_certainty_free(certainty);
    ent_mediators_free(mediators);
    ent_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_sources_are_drawn_as_coins_fall),
        cmocka_unit_test(the_source_whose_removal_changes_the_first_place_is_named_first),
        cmocka_unit_test(experience_counts_a_mediation_as_often_as_it_is_drawn),
        cmocka_unit_test(what_is_out_of_the_horizons_is_not_drawn),
        cmocka_unit_test(a_ranking_without_a_source_is_that_of_the_graph_without_it),
        cmocka_unit_test(the_same_seed_draws_the_same_on_any_number_of_threads),
        cmocka_unit_test(what_cannot_be_drawn_is_refused),
        cmocka_unit_test(without_a_candidate_the_answer_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
