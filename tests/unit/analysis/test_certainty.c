/*
 * How sure a ranking is: draws against probabilities worked out by hand, sources left out against graphs made without them, the
 * distance of rankings against every pair.
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

#define FIXED_DAY 19760 /* that decay counts from, so that leaving relations out does not move it */

static ent_rank_certainty *certainty_of(const ent_graph *graph, const ent_view *view,
                                        const ent_certainty_options *options, uint32_t threads, uint64_t seed) {
    ent_rank_certainty *certainty;
    ent_run run = ENT_RUN_INIT;
    ent_error error;
    run.threads = threads;
    run.seed = seed;
    if (ent_rank_certainty_compute(&certainty, graph, view, options, &run, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    return certainty;
}

static ent_certainty_options by(ent_measure measure, uint32_t draws) {
    ent_certainty_options options = ENT_CERTAINTY_OPTIONS_INIT;
    options.measure = measure;
    options.draws = draws;
    return options;
}

/* The row of an actor. */
static ent_actor_certainty row_of(const ent_rank_certainty *certainty, ent_id actor) {
    ent_actor_certainty row = ENT_ACTOR_CERTAINTY_INIT;
    for (uint32_t i = 0; i < summary_of(certainty).actors; i++) {
        assert_int_equal(ent_rank_certainty_actor(&row, certainty, i, NULL), ENT_OK);
        if (row.actor == actor) {
            return row;
        }
    }
    fail_msg("no row of actor %u", actor);
    return row;
}

static const ent_id A[] = {0}, B[] = {1}, C[] = {2}, A_AND_B[] = {0, 1};

/* a0 with two ties that A tells of, a3 with one that B tells of. */
static ent_graph *two_sources(void) {
    ent_graph *graph = start_graph(5, 2);
    tell(graph, 0, 1, 1.0, A, 1);
    tell(graph, 0, 2, 1.0, A, 1);
    tell(graph, 3, 4, 1.0, B, 1);
    return graph;
}

/* Five relations: A alone tells two, B one, A and B together one, nobody one. Units are A, B and the one that nobody tells. */
static void the_summary_says_what_the_ranking_rests_on(void **state) {
    (void)state;
    ent_graph *graph = start_graph(6, 3); /* nothing cites the third source, and a5 has no tie */
    tell(graph, 0, 1, 1.0, A, 1);
    tell(graph, 0, 2, 1.0, A, 1);
    tell(graph, 1, 2, 1.0, B, 1);
    tell(graph, 2, 3, 1.0, A_AND_B, 2);
    tell(graph, 3, 4, 1.0, NULL, 0);
    ent_certainty_options options = by(ENT_MEASURE_DEGREE, 30);
    options.level = 0.8;
    options.sources = 1;
    static const struct {
        ent_draw_unit unit;
        uint32_t units;
    } cases[] = {{ENT_DRAW_SOURCES, 3}, {ENT_DRAW_RELATIONS, 5}};
    for (size_t i = 0; i < 2; i++) {
        options.unit = cases[i].unit;
        ent_rank_certainty *certainty = certainty_of(graph, NULL, &options, 1, 1);
        ent_certainty_summary summary = ENT_CERTAINTY_SUMMARY_INIT;
        assert_int_equal(ent_rank_certainty_summary(&summary, certainty, NULL), ENT_OK);
        assert_int_equal(summary.size, sizeof summary);
        assert_int_equal(summary.unit, cases[i].unit);
        assert_int_equal(summary.units, cases[i].units);
        assert_int_equal(summary.draws, 30);
        assert_int_equal(summary.actors, 5);
        assert_int_equal(summary.relations, 5);
        assert_int_equal(summary.unsourced, 1);
        assert_int_equal(summary.sources, 2);
        assert_int_equal(summary.left_out, 1);
        assert_close(summary.level, 0.8);
        ent_rank_certainty_free(certainty);
    }
    ent_graph_free(graph);
}

/* A caller built against a shorter struct gets what it has room for, and one that never set it an error. */
static void the_summary_is_filled_as_far_as_there_is_room(void **state) {
    (void)state;
    ent_graph *graph = two_sources();
    ent_certainty_options options = by(ENT_MEASURE_DEGREE, 30);
    ent_rank_certainty *certainty = certainty_of(graph, NULL, &options, 1, 1);
    ent_certainty_summary summary = ENT_CERTAINTY_SUMMARY_INIT;
    summary.size = offsetof(ent_certainty_summary, relations);
    summary.relations = 77;
    summary.level = 7.0;
    assert_int_equal(ent_rank_certainty_summary(&summary, certainty, NULL), ENT_OK);
    assert_int_equal(summary.size, offsetof(ent_certainty_summary, relations));
    assert_int_equal(summary.actors, 5);
    assert_int_equal(summary.relations, 77);
    assert_close(summary.level, 7.0);
    ent_error error;
    summary.size = 0;
    assert_int_equal(ent_rank_certainty_summary(&summary, certainty, &error), ENT_EINVAL);
    assert_non_null(strstr(error.message, "ent_certainty_summary.size is 0"));
    ent_rank_certainty_free(certainty);
    ent_graph_free(graph);
}

/* ---- Draws -------------------------------------------------------------------------------------------------------- */

/* Of two sources both are drawn in half of all draws, each alone in a quarter. */
static void two_sources_are_drawn_as_coins_fall(void **state) {
    (void)state;
    ent_graph *graph = two_sources();
    ent_certainty_options options = by(ENT_MEASURE_DEGREE, DRAWS);
    ent_rank_certainty *certainty = certainty_of(graph, NULL, &options, 2, 1);
    ent_certainty_summary summary = summary_of(certainty);
    assert_int_equal(summary.unit, ENT_DRAW_SOURCES);
    assert_int_equal(summary.units, 2);
    assert_int_equal(summary.sources, 2);
    assert_int_equal(summary.relations, 3);
    assert_int_equal(summary.draws, DRAWS);
    assert_true(fabs(row_of(certainty, 0).present - 0.75) < FAR);
    assert_true(fabs(row_of(certainty, 3).present - 0.75) < FAR);
    assert_pair(certainty, 0, 3, 0.75, 0.0);
    assert_pair(certainty, 1, 3, 0.25, 0.5);
    ent_actor_certainty first = ENT_ACTOR_CERTAINTY_INIT;
    assert_int_equal(ent_rank_certainty_actor(&first, certainty, 0, NULL), ENT_OK);
    assert_int_equal(first.actor, 0);
    assert_int_equal(first.rank, 1);
    assert_close(first.score, 2.0);
    /* The next row is a1, which is before a0 in no draw. */
    assert_close(first.flip_next, 0.0);
    assert_true(isnan(row_of(certainty, 1).flip_next)); /* a2 has the same score */
    assert_true(isnan(row_of(certainty, 4).flip_next)); /* the last row */
    ent_rank_certainty_free(certainty);
    ent_graph_free(graph);
}

/* a3 is first in a quarter of the draws, second in half of them, and in a quarter fourth, behind the three that are there. */
static void a_rank_interval_holds_its_share_of_draws(void **state) {
    (void)state;
    ent_graph *graph = two_sources();
    static const struct {
        double level;
        uint32_t low, high;
    } cases[] = {{0.4, 2, 2}, {0.6, 1, 4}, {0.0, 1, 4}};
    for (size_t i = 0; i < 3; i++) {
        ent_certainty_options options = by(ENT_MEASURE_DEGREE, DRAWS);
        options.level = cases[i].level;
        ent_rank_certainty *certainty = certainty_of(graph, NULL, &options, 1, 7);
        assert_int_equal(row_of(certainty, 3).rank_low, cases[i].low);
        assert_int_equal(row_of(certainty, 3).rank_high, cases[i].high);
        assert_close(summary_of(certainty).level, cases[i].level == 0.0 ? 0.95 : cases[i].level);
        ent_rank_certainty_free(certainty);
    }
    ent_graph_free(graph);
}

static void the_share_of_draws_in_which_the_next_comes_first_is_counted(void **state) {
    (void)state;
    ent_graph *graph = start_graph(4, 2);
    tell(graph, 0, 1, 1.0, A, 1);
    tell(graph, 0, 1, 1.0, A, 1);
    tell(graph, 2, 3, 1.0, B, 1);
    ent_certainty_options options = by(ENT_MEASURE_STRENGTH, DRAWS);
    ent_rank_certainty *certainty = certainty_of(graph, NULL, &options, 1, 7);
    /* a1 is before a2, 2 : 1, unless B was drawn alone. */
    assert_true(fabs(row_of(certainty, 1).flip_next - 0.25) < FAR);
    ent_rank_certainty_free(certainty);
    ent_graph_free(graph);
}

/* Two relations, the one with confidence 1/2 has half the strength; but in draws where it is true, all of it. Friendly or not. */
static void a_relation_is_true_as_often_as_its_confidence_says(void **state) {
    (void)state;
    for (int sign = -1; sign <= 1; sign += 2) {
        ent_graph *graph = start_graph(4, 0);
        ent_relation doubtful = make_event(ENT_KIND_DIPLOMATIC, 19700, 19700, sign);
        doubtful.confidence = 0.5;
        make_relation(graph, doubtful, MAKE_SIDE(0), MAKE_SIDE(1));
        make_tie(graph, 2, 3, 19700, sign);
        ent_certainty_options options = by(ENT_MEASURE_STRENGTH, DRAWS);
        ent_measure_options layer = ENT_MEASURE_OPTIONS_INIT;
        layer.layer = ENT_LAYER_ANY;
        options.measure_options = &layer;
        ent_rank_certainty *certainty = certainty_of(graph, NULL, &options, 1, 3);
        assert_int_equal(summary_of(certainty).unsourced, 2);
        /* Drawn (2, 0): 1/4, before if true. (1, 1): 1/2, equal if true. */
        assert_pair(certainty, 0, 2, 0.125, 0.25 + 0.125);
        assert_true(fabs(row_of(certainty, 0).present - 0.75 / 2.0) < FAR);
        ent_rank_certainty_free(certainty);
        ent_graph_free(graph);
    }
}

/* Of three draws two units get the same number in 1 + 6 of 27 cases. */
static void each_relation_without_a_source_is_drawn_by_itself(void **state) {
    (void)state;
    ent_graph *graph = start_graph(6, 1);
    tell(graph, 0, 1, 1.0, A, 1);
    tell(graph, 2, 3, 1.0, NULL, 0);
    tell(graph, 4, 5, 1.0, NULL, 0);
    ent_certainty_options options = by(ENT_MEASURE_STRENGTH, DRAWS);
    ent_rank_certainty *certainty = certainty_of(graph, NULL, &options, 1, 6);
    assert_int_equal(summary_of(certainty).unit, ENT_DRAW_SOURCES);
    assert_int_equal(summary_of(certainty).units, 3);
    assert_pair(certainty, 0, 2, 10.0 / 27.0, 7.0 / 27.0);
    assert_pair(certainty, 2, 4, 10.0 / 27.0, 7.0 / 27.0);
    ent_rank_certainty_free(certainty);
    ent_graph_free(graph);
}

/* A tie of A and B counts (kA + kB)/2 = (3 - kC)/2 times, that of C kC times, kC being binomial(3, 1/3). */
static void a_relation_counts_as_often_as_its_sources_on_average(void **state) {
    (void)state;
    ent_graph *graph = start_graph(4, 3);
    tell(graph, 0, 1, 1.0, A_AND_B, 2);
    tell(graph, 2, 3, 1.0, C, 1);
    ent_certainty_options options = by(ENT_MEASURE_STRENGTH, DRAWS);
    ent_rank_certainty *certainty = certainty_of(graph, NULL, &options, 1, 5);
    assert_pair(certainty, 0, 2, 8.0 / 27.0, 12.0 / 27.0);
    ent_rank_certainty_free(certainty);
    ent_graph_free(graph);
}

/* All is told by both of two sources, so that every draw is the view. */
static void what_every_source_tells_is_certain(void **state) {
    (void)state;
    ent_graph *graph = start_graph(4, 2);
    tell(graph, 0, 1, 1.0, A_AND_B, 2);
    tell(graph, 1, 2, 1.0, A_AND_B, 2);
    tell(graph, 2, 3, 1.0, A_AND_B, 2);
    tell(graph, 2, 0, 1.0, A_AND_B, 2);
    ent_certainty_options options = by(ENT_MEASURE_DEGREE, 200);
    ent_rank_certainty *certainty = certainty_of(graph, NULL, &options, 1, 5);
    ent_actor_certainty row = ENT_ACTOR_CERTAINTY_INIT;
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(ent_rank_certainty_actor(&row, certainty, i, NULL), ENT_OK);
        assert_int_equal(row.rank_low, row.rank);
        assert_int_equal(row.rank_high, row.rank);
        assert_close(row.present, 1.0);
        assert_true(isnan(row.flip_next) || row.flip_next == 0.0);
    }
    ent_source_influence source = ENT_SOURCE_INFLUENCE_INIT;
    assert_int_equal(ent_rank_certainty_source(&source, certainty, 0, NULL), ENT_OK);
    assert_int_equal(source.relations, 4);
    assert_int_equal(source.alone, 0);
    assert_int_equal(source.actor, ENT_NONE);
    assert_close(source.distance, 0.0);
    ent_rank_certainty_free(certainty);
    ent_graph_free(graph);
}

static void with_one_source_relations_are_drawn(void **state) {
    (void)state;
    ent_graph *graph = start_graph(3, 1);
    tell(graph, 0, 1, 1.0, A, 1);
    tell(graph, 1, 2, 1.0, A, 1);
    ent_certainty_options options = by(ENT_MEASURE_DEGREE, DRAWS);
    ent_rank_certainty *certainty = certainty_of(graph, NULL, &options, 1, 5);
    assert_int_equal(summary_of(certainty).unit, ENT_DRAW_RELATIONS);
    assert_int_equal(summary_of(certainty).units, 2);
    assert_pair(certainty, 0, 2, 0.25, 0.5);
    /* Without it nothing is left: all are equal, and the two pairs that were not count half. */
    ent_source_influence source = ENT_SOURCE_INFLUENCE_INIT;
    assert_int_equal(ent_rank_certainty_source(&source, certainty, 0, NULL), ENT_OK);
    assert_int_equal(source.alone, 2);
    assert_close(source.distance, 2.0 * 0.5 / 3.0);
    assert_int_equal(source.actor, 0);
    assert_int_equal(source.rank, 2);
    assert_int_equal(source.rank_without, 1);
    ent_rank_certainty_free(certainty);
    /* With one relation more that cites none there are two to draw. */
    tell(graph, 0, 1, 1.0, NULL, 0);
    certainty = certainty_of(graph, NULL, &options, 1, 5);
    assert_int_equal(summary_of(certainty).unit, ENT_DRAW_SOURCES);
    assert_int_equal(summary_of(certainty).units, 2);
    ent_rank_certainty_free(certainty);
    ent_graph_free(graph);
}

static void assert_same(const ent_rank_certainty *a, const ent_rank_certainty *b, uint32_t n) {
    ent_actor_certainty left = ENT_ACTOR_CERTAINTY_INIT, right = ENT_ACTOR_CERTAINTY_INIT;
    for (uint32_t i = 0; i < n; i++) {
        ent_rank_certainty_actor(&left, a, i, NULL);
        ent_rank_certainty_actor(&right, b, i, NULL);
        assert_memory_equal(&left, &right, sizeof left);
        for (uint32_t j = 0; j < n; j++) {
            ent_pair_certainty one = ENT_PAIR_CERTAINTY_INIT, other = ENT_PAIR_CERTAINTY_INIT;
            assert_int_equal(ent_rank_certainty_pair(&one, a, a->actors[i], a->actors[j], NULL), ENT_OK);
            assert_int_equal(ent_rank_certainty_pair(&other, b, b->actors[i], b->actors[j], NULL), ENT_OK);
            assert_memory_equal(&one, &other, sizeof one);
        }
    }
}

static void the_same_seed_draws_the_same_on_any_number_of_threads(void **state) {
    (void)state;
    ent_graph *graph = random_graph(11, 30, false, ENT_NONE);
    ent_certainty_options options = by(ENT_MEASURE_BETWEENNESS, 150);
    ent_rank_certainty *one = certainty_of(graph, NULL, &options, 1, 42);
    for (uint32_t threads = 2; threads < 9; threads += 3) {
        ent_rank_certainty *more = certainty_of(graph, NULL, &options, threads, 42);
        assert_same(one, more, summary_of(one).actors);
        ent_rank_certainty_free(more);
    }
    ent_rank_certainty *other = certainty_of(graph, NULL, &options, 1, 43);
    assert_memory_not_equal(one->drawn, other->drawn, 150 * summary_of(one).actors * sizeof *one->drawn);
    ent_rank_certainty_free(one);
    ent_rank_certainty_free(other);
    ent_graph_free(graph);
}

/* ---- Sources left out --------------------------------------------------------------------------------------------- */

static uint32_t *ranks_in(const ent_network *network, ent_measure measure) {
    uint32_t n = ent_network_node_count(network);
    double *scores = test_calloc(n + 1, sizeof *scores);
    uint32_t *order = test_calloc(n + 1, sizeof *order), *ranks = test_calloc(n + 1, sizeof *ranks);
    assert_int_equal(ent_network_score(scores, network, measure, NULL, NULL, NULL), ENT_OK);
    assert_int_equal(ent_rank(order, ranks, scores, n, NULL), ENT_OK);
    test_free(scores);
    test_free(order);
    return ranks;
}

static void check_without(const ent_source_influence *found, const ent_graph *graph, const ent_view *view,
                          ent_measure measure) {
    ent_graph *less = graph_without(graph, found->source);
    ent_network *whole = random_network(graph, view), *rest = random_network(less, view);
    uint32_t n = ent_network_node_count(whole), most = 0, *ranks = ranks_in(whole, measure);
    uint32_t *left = ranks_in(rest, measure), after[RANDOM_ACTORS];
    for (uint32_t v = 0; v < n; v++) {
        uint32_t node = ent_network_node(rest, ent_network_actor(whole, v));
        after[v] = node == ENT_NONE ? ent_network_node_count(rest) + 1 : left[node];
        uint32_t by_ranks = after[v] > ranks[v] ? after[v] - ranks[v] : ranks[v] - after[v];
        most = by_ranks > most ? by_ranks : most;
    }
    assert_close(found->distance, distance_of(ranks, after, n));
    assert_int_equal(found->actor == ENT_NONE, most == 0);
    if (most > 0) {
        uint32_t mover = ent_network_node(whole, found->actor);
        assert_int_equal(found->rank, ranks[mover]);
        assert_int_equal(found->rank_without, after[mover]);
        assert_int_equal(abs((int)after[mover] - (int)ranks[mover]), most);
    }
    test_free(ranks);
    test_free(left);
    ent_network_free(whole);
    ent_network_free(rest);
    ent_graph_free(less);
}

static void a_ranking_without_a_source_is_that_of_the_graph_without_it(void **state) {
    (void)state;
    static const ent_measure measures[] = {ENT_MEASURE_DEGREE, ENT_MEASURE_STRENGTH, ENT_MEASURE_BETWEENNESS,
                                           ENT_MEASURE_HARMONIC, ENT_MEASURE_CLUSTERING};
    for (uint64_t seed = 1; seed <= 200; seed++) {
        uint64_t stream = seed;
        ent_graph *graph = random_graph(seed, 14, false, ENT_NONE);
        ent_view view = random_view(&stream);
        view.reference = FIXED_DAY;
        ent_certainty_options options = by(measures[seed % 5], 1);
        ent_rank_certainty *certainty = certainty_of(graph, &view, &options, 1, seed);
        double before = 1.0;
        for (uint32_t i = 0; i < summary_of(certainty).left_out; i++) {
            ent_source_influence source = ENT_SOURCE_INFLUENCE_INIT;
            assert_int_equal(ent_rank_certainty_source(&source, certainty, i, NULL), ENT_OK);
            assert_true(source.distance <= before);
            before = source.distance;
            check_without(&source, graph, &view, options.measure);
        }
        ent_rank_certainty_free(certainty);
        ent_graph_free(graph);
    }
}

/* Ranks by temporal closeness, an entry an actor, 0 for those without a contact; gives how many have one. */
static uint32_t ranks_in_time(uint32_t ranks[RANDOM_ACTORS], const ent_graph *graph, const ent_journey_options *how) {
    ent_contacts *contacts;
    double scores[RANDOM_ACTORS];
    uint32_t order[RANDOM_ACTORS], found[RANDOM_ACTORS];
    assert_int_equal(ent_contacts_compile(&contacts, graph, NULL, 0, NULL, NULL), ENT_OK);
    uint32_t count = ent_contacts_node_count(contacts);
    assert_int_equal(ent_contacts_closeness(scores, contacts, how, NULL, NULL), ENT_OK);
    assert_int_equal(ent_rank(order, found, scores, count, NULL), ENT_OK);
    memset(ranks, 0, RANDOM_ACTORS * sizeof *ranks);
    for (uint32_t node = 0; node < count; node++) {
        ranks[ent_contacts_actor(contacts, node)] = found[node];
    }
    ent_contacts_free(contacts);
    return count;
}

static void check_contacts_without(const ent_source_influence *found, const ent_graph *graph,
                                   const ent_journey_options *how) {
    ent_graph *less = graph_without(graph, found->source);
    uint32_t whole[RANDOM_ACTORS], rest[RANDOM_ACTORS], before[RANDOM_ACTORS], after[RANDOM_ACTORS], n = 0;
    ranks_in_time(whole, graph, how);
    uint32_t left = ranks_in_time(rest, less, how);
    for (ent_id actor = 0; actor < RANDOM_ACTORS; actor++) {
        if (whole[actor]) {
            before[n] = whole[actor];
            after[n++] = rest[actor] ? rest[actor] : left + 1;
        }
    }
    assert_close(found->distance, distance_of(before, after, n));
    ent_graph_free(less);
}

/* PN index by its own call, the graph's twin of every draw; its context says how often it was called. */
static ent_status score_pn_index(double *scores, const ent_network *network, void *context, const ent_run *run,
                                 ent_error *error) {
    ++*(int *)context;
    return ent_pn_index(scores, network, ENT_ALL, NULL, run, error);
}

static void any_score_of_a_network_can_rank(void **state) {
    (void)state;
    ent_graph *graph = random_graph(5, 20, false, ENT_NONE);
    ent_view view = ENT_VIEW_INIT;
    view.scheme = ENT_SCHEME_TONE;
    ent_certainty_options options = by((ent_measure)77, 20); /* not read */
    int calls = 0;
    options.scorer = score_pn_index;
    options.context = &calls;
    ent_rank_certainty *certainty = certainty_of(graph, &view, &options, 1, 1);
    ent_network *whole = random_network(graph, &view);
    double scores[RANDOM_ACTORS];
    assert_int_equal(ent_pn_index(scores, whole, ENT_ALL, NULL, NULL, NULL), ENT_OK);
    for (uint32_t i = 0; i < summary_of(certainty).actors; i++) {
        ent_actor_certainty row = ENT_ACTOR_CERTAINTY_INIT;
        assert_int_equal(ent_rank_certainty_actor(&row, certainty, i, NULL), ENT_OK);
        assert_close(row.score, scores[ent_network_node(whole, row.actor)]);
    }
    assert_int_equal(calls, 1 + 20 + (int)RANDOM_SOURCES);
    ent_network_free(whole);
    ent_rank_certainty_free(certainty);
    ent_graph_free(graph);
}

static ent_status score_closeness(double *scores, const ent_contacts *contacts, void *context, const ent_run *run,
                                  ent_error *error) {
    return ent_contacts_closeness(scores, contacts, context, run, error);
}

/* Without a source as the contacts of the graph without it, and as a whole as all of them. */
static void a_score_in_time_can_rank(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 50; seed++) {
        ent_graph *graph = random_graph(seed, 14, true, ENT_NONE);
        ent_certainty_options options = by(ENT_MEASURE_DEGREE, 1);
        ent_journey_options how = ENT_JOURNEY_OPTIONS_INIT;
        options.contacts_scorer = score_closeness;
        options.context = &how;
        ent_rank_certainty *certainty = certainty_of(graph, NULL, &options, 1, 1);
        for (uint32_t i = 0; i < summary_of(certainty).left_out; i++) {
            ent_source_influence source = ENT_SOURCE_INFLUENCE_INIT;
            assert_int_equal(ent_rank_certainty_source(&source, certainty, i, NULL), ENT_OK);
            check_contacts_without(&source, graph, &how);
        }
        ent_rank_certainty_free(certainty);
        ent_graph_free(graph);
    }
}

static ent_status refuse(double *scores, const ent_network *network, void *context, const ent_run *run,
                         ent_error *error) {
    (void)scores, (void)network, (void)context, (void)run, (void)error;
    return ENT_ENOCONVERGE;
}

static void a_score_that_fails_ends_the_call(void **state) {
    (void)state;
    ent_graph *graph = two_sources();
    ent_certainty_options options = by(ENT_MEASURE_DEGREE, 5);
    ent_rank_certainty *certainty;
    options.scorer = refuse;
    assert_int_equal(ent_rank_certainty_compute(&certainty, graph, NULL, &options, NULL, NULL), ENT_ENOCONVERGE);
    assert_null(certainty);
    ent_graph_free(graph);
}

static void only_the_sources_that_most_rests_on_are_left_out(void **state) {
    (void)state;
    ent_graph *graph = start_graph(4, 3);
    tell(graph, 0, 1, 1.0, A, 1);
    tell(graph, 1, 2, 1.0, B, 1);
    tell(graph, 1, 3, 1.0, B, 1);
    tell(graph, 1, 0, 1.0, C, 1);
    ent_certainty_options options = by(ENT_MEASURE_DEGREE, 1);
    options.sources = 1;
    ent_rank_certainty *certainty = certainty_of(graph, NULL, &options, 1, 1);
    assert_int_equal(summary_of(certainty).sources, 3);
    assert_int_equal(summary_of(certainty).left_out, 1);
    ent_source_influence source = ENT_SOURCE_INFLUENCE_INIT;
    assert_int_equal(ent_rank_certainty_source(&source, certainty, 0, NULL), ENT_OK);
    assert_int_equal(source.source, 1);
    assert_int_equal(source.relations, 2);
    assert_int_equal(source.alone, 2);
    assert_int_equal(ent_rank_certainty_source(&source, certainty, 1, NULL), ENT_EINVAL);
    ent_rank_certainty_free(certainty);
    ent_graph_free(graph);
}

static void the_distance_of_two_rankings_is_that_over_every_pair(void **state) {
    (void)state;
    uint64_t stream = 9;
    for (int round = 0; round < 500; round++) {
        uint32_t n = random_below(&stream, 9), a[8], b[8], order[8], other[8], room[18];
        double first[8], second[8];
        for (uint32_t i = 0; i < n; i++) {
            first[i] = random_below(&stream, 5);
            second[i] = random_below(&stream, 5);
        }
        assert_int_equal(ent_rank(other, b, second, n, NULL), ENT_OK);
        assert_int_equal(ent_rank(order, a, first, n, NULL), ENT_OK);
        assert_close(ent__rank_distance(a, b, order, n, room), distance_of(a, b, n));
    }
}

/* ---- Refusals ----------------------------------------------------------------------------------------------------- */

static void wrong_options_are_refused_with_their_value(void **state) {
    (void)state;
    ent_graph *graph = two_sources();
    static const double everybody[5] = {1, 1, 1, 1, 1};
    ent_measure_options personal = ENT_MEASURE_OPTIONS_INIT, strength = ENT_MEASURE_OPTIONS_INIT;
    personal.personalisation = everybody;
    strength.weight = ENT_WEIGHT_STRENGTH;
    ent_certainty_options wrong[6];
    for (int i = 0; i < 6; i++) {
        wrong[i] = by(ENT_MEASURE_PAGERANK, 10);
    }
    wrong[0].measure = (ent_measure)77;
    wrong[1].unit = (ent_draw_unit)2;
    wrong[2].draws = 1000001;
    wrong[3].level = 1.0;
    wrong[4].measure_options = &personal;
    wrong[5].measure = ENT_MEASURE_BETWEENNESS;
    wrong[5].measure_options = &strength;
    static const char *const words[] = {"77", "unit 2", "1000001", "level 1", "personalisation", "strength"};
    for (int i = 0; i < 6; i++) {
        ent_rank_certainty *certainty = (ent_rank_certainty *)graph;
        ent_error error;
        assert_int_equal(ent_rank_certainty_compute(&certainty, graph, NULL, &wrong[i], NULL, &error), ENT_EINVAL);
        assert_null(certainty);
        assert_non_null(strstr(error.message, words[i]));
    }
    ent_graph_free(graph);
}

static void who_is_not_in_the_ranking_is_not_found(void **state) {
    (void)state;
    ent_graph *graph = two_sources();
    ent_id alone = make_state(graph, "alone");
    ent_certainty_options options = by(ENT_MEASURE_DEGREE, 3);
    ent_rank_certainty *certainty = certainty_of(graph, NULL, &options, 1, 1);
    ent_pair_certainty pair = ENT_PAIR_CERTAINTY_INIT;
    ent_actor_certainty row = ENT_ACTOR_CERTAINTY_INIT;
    assert_int_equal(ent_rank_certainty_pair(&pair, certainty, 0, alone, NULL), ENT_ENOTFOUND);
    assert_int_equal(ent_rank_certainty_pair(&pair, certainty, alone, 0, NULL), ENT_ENOTFOUND);
    assert_int_equal(ent_rank_certainty_actor(&row, certainty, 5, NULL), ENT_EINVAL);
    ent_rank_certainty_free(certainty);
    ent_graph_free(graph);
}

static void an_empty_view_has_an_empty_answer(void **state) {
    (void)state;
    ent_graph *graph = make_graph();
    ent_certainty_options options = by(ENT_MEASURE_DEGREE, 3);
    ent_rank_certainty *certainty = certainty_of(graph, NULL, &options, 2, 1);
    assert_int_equal(summary_of(certainty).actors, 0);
    assert_int_equal(summary_of(certainty).left_out, 0);
    ent_rank_certainty_free(certainty);
    ent_rank_certainty_free(NULL);
    ent_graph_free(graph);
}

static int stop_at(void *context, double fraction) {
    assert_true(fraction >= 0.0 && fraction <= 1.0);
    return fraction >= *(const double *)context;
}

static void it_stops_when_it_is_cancelled(void **state) {
    (void)state;
    ent_graph *graph = random_graph(3, 20, false, ENT_NONE);
    static const double when[] = {0.0, 0.3, 0.71};
    ent_certainty_options options = by(ENT_MEASURE_BETWEENNESS, 50);
    for (int i = 0; i < 3; i++) {
        ent_rank_certainty *certainty;
        ent_run run = ENT_RUN_INIT;
        run.threads = 1;
        run.progress = stop_at;
        run.context = (void *)&when[i];
        assert_int_equal(ent_rank_certainty_compute(&certainty, graph, NULL, &options, &run, NULL), ENT_ECANCELLED);
        assert_null(certainty);
    }
    ent_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_summary_says_what_the_ranking_rests_on),
        cmocka_unit_test(the_summary_is_filled_as_far_as_there_is_room),
        cmocka_unit_test(two_sources_are_drawn_as_coins_fall),
        cmocka_unit_test(a_rank_interval_holds_its_share_of_draws),
        cmocka_unit_test(the_share_of_draws_in_which_the_next_comes_first_is_counted),
        cmocka_unit_test(a_relation_is_true_as_often_as_its_confidence_says),
        cmocka_unit_test(each_relation_without_a_source_is_drawn_by_itself),
        cmocka_unit_test(a_relation_counts_as_often_as_its_sources_on_average),
        cmocka_unit_test(what_every_source_tells_is_certain),
        cmocka_unit_test(with_one_source_relations_are_drawn),
        cmocka_unit_test(the_same_seed_draws_the_same_on_any_number_of_threads),
        cmocka_unit_test(a_ranking_without_a_source_is_that_of_the_graph_without_it),
        cmocka_unit_test(any_score_of_a_network_can_rank),
        cmocka_unit_test(a_score_in_time_can_rank),
        cmocka_unit_test(a_score_that_fails_ends_the_call),
        cmocka_unit_test(only_the_sources_that_most_rests_on_are_left_out),
        cmocka_unit_test(the_distance_of_two_rankings_is_that_over_every_pair),
        cmocka_unit_test(wrong_options_are_refused_with_their_value),
        cmocka_unit_test(who_is_not_in_the_ranking_is_not_found),
        cmocka_unit_test(an_empty_view_has_an_empty_answer),
        cmocka_unit_test(it_stops_when_it_is_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
