/*
 * Predictive validation: a history worked by hand, and random ones against a reference that asks ent_mediators_find() for every
 * query by itself; the bootstrap against a plain one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "base/base_internal.h"
#include "make_graph.h"
#include <entente/analysis.h>
#include <stdlib.h>
#include <string.h>

#define ACTORS 8
#define MOST_RELATIONS 80
#define ROUNDS 25

static ent_graph *graph;
static ent_validation *validation;
static ent_id s[ACTORS];
static ent_error error;

/* Nobody in particular: of the eight actors the last, where a test asks so. */
static bool has_catch_all;

static bool is_catch_all(ent_id x) {
    return has_catch_all && x == s[ACTORS - 1];
}

static int set_up(void **state) {
    (void)state;
    graph = make_graph();
    validation = NULL;
    for (int i = 0; i < ACTORS; i++) {
        char id[] = {(char)('A' + i), '\0'};
        ent_actor actor = ENT_ACTOR_INIT;
        actor.id = id;
        actor.flags = has_catch_all && i == ACTORS - 1 ? ENT_ACTOR_CATCH_ALL : 0;
        assert_int_equal(ent_graph_add_actor(&s[i], graph, &actor, NULL), ENT_OK);
    }
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ent_validation_free(validation);
    ent_graph_free(graph);
    return 0;
}

static ent_id mediate(ent_id who, ent_id x, ent_id y, ent_date day, ent_mediation_status status) {
    ent_relation relation = make_event(ENT_KIND_MEDIATION, day, day, 5);
    relation.status = status;
    return make_relation(graph, relation, &who, 1, MAKE_SIDE(x, y));
}

static void run_with(double half_life, ent_date since, ent_date until) {
    ent_validation_options options = ENT_VALIDATION_OPTIONS_INIT;
    options.half_life = half_life;
    options.since = since;
    options.until = until;
    ent_validation_free(validation);
    assert_int_equal(ent_validation_run(&validation, graph, &options, NULL, NULL), ENT_OK);
}

static void run_all(void) {
    run_with(0, ENT_DATE_MIN, ENT_DATE_MAX);
}

static ent_validation_query query(uint32_t index) {
    ent_validation_query read = ENT_VALIDATION_QUERY_INIT;
    assert_int_equal(ent_validation_get_query(&read, validation, index, NULL), ENT_OK);
    return read;
}

static double mean(ent_ranker ranker, ent_metric metric, ent_query_set set, uint32_t expected_count) {
    double value;
    uint32_t count;
    assert_int_equal(ent_validation_mean(&value, &count, validation, ranker, metric, set, NULL), ENT_OK);
    assert_int_equal(count, expected_count);
    return value;
}

/* ---- By hand ------------------------------------------------------------------------------------------------------ */

static void a_mediation_is_asked_for_on_its_eve_and_the_first_one_is_cold(void **state) {
    (void)state;
    ent_id first = mediate(s[2], s[0], s[1], 10, ENT_MEDIATION_CONDUCTED);
    ent_id second = mediate(s[2], s[1], s[0], 20, ENT_MEDIATION_OFFERED);
    make_tie(graph, s[3], s[0], 15, 2);
    make_tie(graph, s[4], s[0], 20, 2); /* the same day: not seen */
    run_all();
    assert_int_equal(ent_validation_query_count(validation), 2);
    ent_validation_query q = query(0);
    assert_true(q.relation == first && q.day == 10 && q.cold && !q.known && q.candidates == 0);
    assert_true(isnan(q.ranks[ENT_RANKER_SCREEN]));
    q = query(1);
    assert_true(q.relation == second && q.party_a == s[0] && q.party_b == s[1] && q.mediator == s[2]);
    assert_true(!q.cold && q.known);
    assert_int_equal(q.candidates, 2); /* s[2], s[3] */
    assert_close(q.ranks[ENT_RANKER_SCREEN], 1);
    assert_close(q.ranks[ENT_RANKER_PERSISTENCE], 1);
    assert_close(q.ranks[ENT_RANKER_BETWEENNESS], 1); /* between the parties, since the first time */
    assert_close(q.ranks[ENT_RANKER_COMMON_NEIGHBOURS], 1.5); /* neither shares a neighbour with a party */
    assert_close(mean(ENT_RANKER_COMMON_NEIGHBOURS, ENT_METRIC_MRR, ENT_QUERIES_ALL, 1), 1 / 1.5);
    assert_close(mean(ENT_RANKER_COMMON_NEIGHBOURS, ENT_METRIC_HITS_1, ENT_QUERIES_KNOWN, 1), 0.5);
    assert_close(mean(ENT_RANKER_COMMON_NEIGHBOURS, ENT_METRIC_HITS_5, ENT_QUERIES_KNOWN, 1), 1);
    assert_close(mean(ENT_RANKER_COMMON_NEIGHBOURS, ENT_METRIC_AUC, ENT_QUERIES_ALL, 1), 0.5);
    assert_close(mean(ENT_RANKER_SCREEN, ENT_METRIC_AUC, ENT_QUERIES_NEW, 0), NAN);
}

static void what_did_not_take_place_is_no_query_and_no_history(void **state) {
    (void)state;
    mediate(s[2], s[0], s[1], 5, ENT_MEDIATION_EXPECTED);
    mediate(s[2], s[0], s[1], 6, ENT_MEDIATION_APPEALED);
    mediate(s[2], s[0], s[1], 7, ENT_MEDIATION_REJECTED);
    make_relation(graph, make_event(ENT_KIND_MEDIATION, ENT_DATE_MIN, 8, 5), &s[3], 1, MAKE_SIDE(s[0], s[4]));
    mediate(s[2], s[0], s[1], 9, ENT_MEDIATION_UNSTATED);
    run_all();
    assert_int_equal(ent_validation_query_count(validation), 1);
    ent_validation_query q = query(0);
    assert_false(q.known);
    assert_int_equal(q.candidates, 3); /* s[2], s[3], s[4] */
    assert_close(q.ranks[ENT_RANKER_POPULARITY], 2.5); /* s[3] above, s[4] equal */
    assert_close(q.ranks[ENT_RANKER_RECURRENCE], 2);
}

static void every_mediator_and_every_pair_is_a_query_and_the_others_of_the_day_stand_aside(void **state) {
    (void)state;
    for (int i = 0; i < 6; i++) {
        make_tie(graph, s[i], s[6], 1, 1);
    }
    make_relation(graph, make_event(ENT_KIND_MEDIATION, 5, 5, 5), MAKE_SIDE(s[0], s[1]), MAKE_SIDE(s[2], s[3], s[4]));
    mediate(s[5], s[3], s[2], 5, ENT_MEDIATION_CONDUCTED);
    run_all();
    assert_int_equal(ent_validation_query_count(validation), 7);
    for (uint32_t i = 0; i < 7; i++) {
        ent_validation_query q = query(i);
        bool crowded = q.party_a == s[2] && q.party_b == s[3]; /* three mediate */
        assert_int_equal(q.candidates, crowded ? 7 - 2 - 2 : 7 - 2 - 1);
    }
    assert_true(query(0).mediator == s[0] && query(1).mediator == s[1] && query(1).party_b == s[3]);
    assert_true(query(2).party_b == s[4] && query(6).mediator == s[5]);
}

static void popularity_fades_with_the_experience_horizon(void **state) {
    (void)state;
    mediate(s[3], s[4], s[5], 10, ENT_MEDIATION_CONDUCTED);
    make_tie(graph, s[2], s[4], 10, 1);
    mediate(s[2], s[0], s[1], 10 + 1825, ENT_MEDIATION_CONDUCTED);
    mediate(s[2], s[0], s[4], 10 + 1826, ENT_MEDIATION_CONDUCTED);
    run_all();
    assert_close(query(1).ranks[ENT_RANKER_POPULARITY], 3); /* s[3] above, s[4] and s[5] equal */
    assert_close(query(2).ranks[ENT_RANKER_POPULARITY], 1);
}

static void persistence_counts_from_the_last_day_seen_of_what_goes_on(void **state) {
    (void)state;
    make_relation(graph, make_event(ENT_KIND_MEDIATION, 5, 50, 5), &s[2], 1, MAKE_SIDE(s[0], s[1]));
    mediate(s[3], s[0], s[1], 12, ENT_MEDIATION_CONDUCTED);
    mediate(s[2], s[0], s[1], 20, ENT_MEDIATION_CONDUCTED);
    run_all();
    assert_close(query(2).ranks[ENT_RANKER_PERSISTENCE], 1);
    assert_close(query(2).ranks[ENT_RANKER_RECURRENCE], 1.5);
}

static void one_who_counts_for_a_party_mediates_between_the_others_only(void **state) {
    (void)state;
    ent_id minister = make_actor(graph, "minister", ENT_ACTOR_OFFICIAL, NULL);
    make_affiliation(graph, ENT_AFFILIATION_SERVES, minister, s[0], MAKE_ALWAYS, 1);
    make_relation(graph, make_event(ENT_KIND_MEDIATION, 5, 5, 5), &minister, 1, MAKE_SIDE(s[0], s[1], s[2]));
    run_all();
    assert_int_equal(ent_validation_query_count(validation), 1);
    ent_validation_query q = query(0);
    assert_true(q.mediator == s[0] && q.party_a == s[1] && q.party_b == s[2]);
}

/* Who stands for everybody is no answer: neither asked for nor ranked before the one who mediated. What it did is known. */
static void a_catch_all_is_neither_asked_for_nor_ranked(void **state) {
    has_catch_all = true;
    tear_down(state);
    set_up(state);
    for (ent_date day = 1; day < 4; day++) {
        mediate(s[ACTORS - 1], s[0], s[1], day, ENT_MEDIATION_CONDUCTED);
    }
    mediate(s[2], s[3], s[4], 4, ENT_MEDIATION_CONDUCTED);
    mediate(s[2], s[0], s[1], 10, ENT_MEDIATION_CONDUCTED);
    run_all();
    has_catch_all = false;
    assert_int_equal(ent_validation_query_count(validation), 2);
    ent_validation_query q = query(1);
    assert_true(q.mediator == s[2] && q.known);
    assert_int_equal(q.candidates, 3); /* s[2], s[3], s[4] */
    assert_close(q.ranks[ENT_RANKER_POPULARITY], 1);
    assert_close(q.ranks[ENT_RANKER_RECURRENCE], 2); /* none of the three did */
}

/* As many mediations are expected of somebody new as somebody new did before: one, s[2], whose experience of 1.5 then outweighs that
 * s[3] alone has a neighbour in common with a party; were the catch-all one of them, it would be two, and s[3] first. */
static void a_catch_all_is_nobody_new(void **state) {
    has_catch_all = true;
    tear_down(state);
    set_up(state);
    has_catch_all = false;
    ent_relation doubtful = make_event(ENT_KIND_MEDIATION, 1, 1, 5);
    doubtful.status = ENT_MEDIATION_CONDUCTED;
    doubtful.confidence = 0.5;
    make_relation(graph, doubtful, &s[2], 1, MAKE_SIDE(s[0], s[1]));
    mediate(s[2], s[0], s[1], 2, ENT_MEDIATION_CONDUCTED);
    mediate(s[ACTORS - 1], s[0], s[1], 3, ENT_MEDIATION_CONDUCTED);
    make_tie(graph, s[0], s[4], 4, 1);
    make_tie(graph, s[4], s[3], 4, 1);
    mediate(s[2], s[0], s[1], 5, ENT_MEDIATION_CONDUCTED);
    run_all();
    ent_validation_query q = query(2);
    assert_true(q.day == 5 && q.candidates == 3); /* s[2], s[3], s[4] */
    assert_close(q.ranks[ENT_RANKER_COMMON_NEIGHBOURS], 2.5); /* s[3] above, s[4] equal */
    assert_close(q.ranks[ENT_RANKER_PREDICTIVE], 1);
}

static void mistakes_are_named(void **state) {
    (void)state;
    ent_validation_options options = ENT_VALIDATION_OPTIONS_INIT;
    ent_validation *none;
    double value;
    uint32_t count;
    options.half_life = -1;
    assert_int_equal(ent_validation_run(&none, graph, &options, NULL, &error), ENT_EINVAL);
    assert_null(none);
    assert_non_null(strstr(error.message, "half_life"));
    run_all();
    ent_validation_query read = ENT_VALIDATION_QUERY_INIT;
    assert_int_equal(ent_validation_get_query(&read, validation, 0, &error), ENT_EINVAL);
    assert_int_equal(
        ent_validation_mean(&value, &count, validation, ENT_RANKER_COUNT, ENT_METRIC_MRR, ENT_QUERIES_ALL, &error),
        ENT_EINVAL);
    ent_bootstrap_options drawing = ENT_BOOTSTRAP_OPTIONS_INIT;
    ent_bootstrap found = ENT_BOOTSTRAP_INIT;
    drawing.metric = ENT_METRIC_COUNT;
    assert_int_equal(ent_validation_bootstrap(&found, validation, &drawing, NULL, &error), ENT_EINVAL);
    assert_int_equal(ent_validation_bootstrap(&found, validation, NULL, NULL, &error), ENT_OK);
    assert_true(isnan(found.difference) && isnan(found.low) && found.queries == 0);
    assert_string_equal(ent_ranker_name(ENT_RANKER_COMMON_NEIGHBOURS), "common_neighbours");
    assert_string_equal(ent_metric_name(ENT_METRIC_HITS_10), "hits@10");
    assert_null(ent_ranker_name(ENT_RANKER_COUNT));
    assert_null(ent_metric_name(ENT_METRIC_COUNT));
}

/* ---- Against one question at a time ------------------------------------------------------------------------------- */

typedef struct record {
    ent_id from, to[2], number;
    ent_date day;
    double tone;
    bool mediation;
} record;

static record records[MOST_RELATIONS];
static size_t record_count;

static void draw_history(uint64_t *seed) {
    for (record_count = 0; record_count < MOST_RELATIONS; record_count++) {
        record *r = &records[record_count];
        r->from = s[ent__random(seed) % ACTORS];
        r->to[0] = (r->from + 1 + (ent_id)(ent__random(seed) % (ACTORS - 1))) % ACTORS;
        r->to[1] = (r->from + 1 + (ent_id)(ent__random(seed) % (ACTORS - 1))) % ACTORS;
        r->day = (ent_date)(ent__random(seed) % 600);
        r->tone = (double)(ent__random(seed) % 12) - 4;
        r->mediation = ent__random(seed) % 3 == 0 && r->to[0] != r->to[1];
        if (r->mediation) {
            r->number = mediate(r->from, r->to[0], r->to[1], r->day, ENT_MEDIATION_CONDUCTED);
            r->tone = 5;
        } else {
            r->number = make_tie(graph, r->from, r->to[0], r->day, r->tone);
        }
    }
}

static bool joins(const record *r, ent_id x, ent_id y) {
    return (r->from == x && (r->to[0] == y || (r->mediation && r->to[1] == y))) ||
           (r->from == y && (r->to[0] == x || (r->mediation && r->to[1] == x)));
}
static bool mediates(const record *r, ent_id x, ent_id y) {
    return r->mediation && ((r->to[0] == x && r->to[1] == y) || (r->to[0] == y && r->to[1] == x));
}
static bool tied(ent_id x, ent_id y, ent_date day) {
    for (size_t i = 0; i < record_count; i++) {
        if (x != y && joins(&records[i], x, y) && records[i].tone > 0 && records[i].day < day &&
            records[i].day >= day - 365) {
            return true;
        }
    }
    return false;
}
static double degree(ent_id x, ent_date day) {
    double count = 0;
    for (ent_id y = 0; y < ACTORS; y++) {
        count += tied(x, y, day);
    }
    return count;
}

/* Betweenness in the window's network; tested itself elsewhere. */
static double betweenness(ent_id x, ent_date day) {
    double scores[ACTORS] = {0};
    ent_view view = ENT_VIEW_INIT;
    ent_network *network;
    view.since = day - 365;
    view.until = day - 1;
    view.scheme = ENT_SCHEME_TONE;
    assert_int_equal(ent_network_compile(&network, graph, &view, NULL, NULL), ENT_OK);
    assert_int_equal(ent_network_score(scores, network, ENT_MEASURE_BETWEENNESS, NULL, NULL, NULL), ENT_OK);
    uint32_t node = ent_network_node(network, x);
    ent_network_free(network);
    return node == ENT_NONE ? 0 : scores[node];
}

/* The score of one candidate, straight from its definition. */
static double score(ent_ranker ranker, ent_id m, const ent_validation_query *q, const ent_mediators *answer) {
    double sum = 0, latest = 0;
    switch (ranker) {
    case ENT_RANKER_SCREEN:
    case ENT_RANKER_PREDICTIVE:
        for (uint32_t i = 0; i < ent_mediators_candidate_count(answer); i++) {
            ent_candidate c = ENT_CANDIDATE_INIT;
            ent_mediators_candidate(&c, answer, i, NULL);
            sum = c.actor != m                  ? sum
                  : ranker == ENT_RANKER_SCREEN ? c.components[ENT_COMPONENT_SCREEN]
                                                : c.components[ENT_COMPONENT_PREDICTIVE];
        }
        return sum;
    case ENT_RANKER_DEGREE:
        return degree(m, q->day);
    case ENT_RANKER_BETWEENNESS:
        return betweenness(m, q->day);
    case ENT_RANKER_COMMON_NEIGHBOURS:
    case ENT_RANKER_ADAMIC_ADAR:
        for (ent_id z = 0; z < ACTORS; z++) {
            double common = tied(m, z, q->day) * (tied(q->party_a, z, q->day) + tied(q->party_b, z, q->day));
            sum += common == 0 ? 0 : ranker == ENT_RANKER_ADAMIC_ADAR ? common / log(degree(z, q->day)) : common;
        }
        return sum;
    default:
        for (size_t i = 0; i < record_count; i++) {
            const record *r = &records[i];
            if (r->mediation && r->from == m && r->day < q->day) {
                sum += ranker == ENT_RANKER_POPULARITY || mediates(r, q->party_a, q->party_b);
                latest = mediates(r, q->party_a, q->party_b) ? fmax(latest, 1.0 / (1.0 + q->day - r->day)) : latest;
            }
        }
        return ranker == ENT_RANKER_PERSISTENCE ? latest : sum;
    }
}

static bool is_candidate(ent_id x, const ent_validation_query *q) {
    bool seen = false, other = false;
    for (size_t i = 0; i < record_count; i++) {
        const record *r = &records[i];
        seen = seen || (r->day < q->day && (r->from == x || r->to[0] == x || (r->mediation && r->to[1] == x)));
        other = other || (r->from == x && r->day == q->day && x != q->mediator && mediates(r, q->party_a, q->party_b));
    }
    return seen && !other && x != q->party_a && x != q->party_b && !is_catch_all(x);
}

static void expect_query(const ent_validation_query *q, double half_life) {
    ent_mediator_options options = ENT_MEDIATOR_OPTIONS_INIT;
    ent_mediators *answer;
    options.day = q->day;
    options.half_life = half_life;
    assert_int_equal(ent_mediators_find(&answer, graph, q->party_a, q->party_b, &options, NULL, NULL), ENT_OK);
    for (ent_ranker ranker = 0; ranker < ENT_RANKER_COUNT; ranker++) {
        double own = score(ranker, q->mediator, q, answer), rank = 1;
        uint32_t candidates = 0;
        for (ent_id x = 0; x < ACTORS; x++) {
            double other = score(ranker, x, q, answer);
            candidates += is_candidate(x, q);
            if (is_candidate(x, q) && x != q->mediator) {
                rank += fabs(other - own) < 1e-9 ? 0.5 : other > own ? 1 : 0;
            }
        }
        assert_int_equal(q->candidates, candidates);
        assert_int_equal(q->cold != 0, !is_candidate(q->mediator, q));
        assert_close(q->ranks[ranker], q->cold ? NAN : rank);
    }
    ent_mediators_free(answer);
}

static void the_ranks_are_those_of_one_question_at_a_time(void **state) {
    uint64_t seed = 5;
    for (int round = 0; round < 2 * ROUNDS; round++) {
        uint32_t mediations = 0;
        double half_life = round % 2 ? 30 : 0;
        has_catch_all = round >= ROUNDS;
        tear_down(state);
        set_up(state);
        draw_history(&seed);
        run_with(half_life, ENT_DATE_MIN, ENT_DATE_MAX);
        for (size_t i = 0; i < record_count; i++) {
            mediations += records[i].mediation && !is_catch_all(records[i].from);
        }
        assert_int_equal(ent_validation_query_count(validation), mediations);
        for (uint32_t i = 0; i < mediations; i++) {
            ent_validation_query q = query(i);
            expect_query(&q, half_life);
            assert_true(i == 0 || query(i - 1).day <= q.day);
        }
    }
    has_catch_all = false;
}

static void what_came_before_the_days_asked_for_is_known_all_the_same(void **state) {
    (void)state;
    uint64_t seed = 8;
    uint32_t asked = 0;
    double ranks[MOST_RELATIONS][ENT_RANKER_COUNT];
    ent_date days[MOST_RELATIONS];
    draw_history(&seed);
    run_all();
    for (uint32_t i = 0; i < ent_validation_query_count(validation); i++) {
        ent_validation_query q = query(i);
        if (q.day >= 300 && q.day <= 450) {
            days[asked] = q.day;
            memcpy(ranks[asked++], q.ranks, sizeof *ranks);
        }
    }
    run_with(0, 300, 450);
    assert_true(asked > 2);
    assert_int_equal(ent_validation_query_count(validation), asked);
    for (uint32_t i = 0; i < asked; i++) {
        assert_int_equal(query(i).day, days[i]);
        assert_memory_equal(query(i).ranks, ranks[i], sizeof *ranks);
    }
}

/* ---- Bootstrap ---------------------------------------------------------------------------------------------------- */

static int rising(const void *left, const void *right) {
    double x = *(const double *)left, y = *(const double *)right;
    return (x > y) - (x < y);
}

static void the_bootstrap_draws_as_it_says(void **state) {
    (void)state;
    uint64_t seed = 9, stream = 42;
    double metric[2][MOST_RELATIONS], found[200];
    uint32_t count = 0;
    draw_history(&seed);
    run_all();
    for (uint32_t i = 0; i < ent_validation_query_count(validation); i++) {
        ent_validation_query q = query(i);
        if (!q.cold) {
            metric[0][count] = 1 / q.ranks[ENT_RANKER_DEGREE];
            metric[1][count++] = 1 / q.ranks[ENT_RANKER_POPULARITY];
        }
    }
    for (int draw = 0; draw < 200; draw++) {
        double sums[2] = {0, 0};
        for (uint32_t i = 0; i < count; i++) {
            /* 64 bits as a share of 2^64, exact enough that no index is off for so few queries */
            uint32_t index = (uint32_t)(ldexpl((long double)ent_random(&stream), -64) * count);
            sums[0] += metric[0][index];
            sums[1] += metric[1][index];
        }
        found[draw] = sums[0] / count - sums[1] / count;
    }
    qsort(found, 200, sizeof *found, rising);
    ent_bootstrap_options options = ENT_BOOTSTRAP_OPTIONS_INIT;
    ent_bootstrap result = ENT_BOOTSTRAP_INIT;
    ent_run run = ENT_RUN_INIT;
    options.ranker = ENT_RANKER_DEGREE;
    options.resamples = 200;
    run.seed = 42;
    assert_int_equal(ent_validation_bootstrap(&result, validation, &options, &run, NULL), ENT_OK);
    assert_int_equal(result.queries, count);
    assert_close(result.low, found[4] + 0.975 * (found[5] - found[4]));
    assert_close(result.high, found[194] + 0.025 * (found[195] - found[194]));
    assert_close(result.difference, mean(ENT_RANKER_DEGREE, ENT_METRIC_MRR, ENT_QUERIES_ALL, count) -
                                        mean(ENT_RANKER_POPULARITY, ENT_METRIC_MRR, ENT_QUERIES_ALL, count));
}

/* Two queries of one pair, in one of which persistence is better (and one before that is cold): drawn as a pair there is nothing
 * to vary. */
static void drawn_by_pair_the_queries_of_a_pair_stay_together(void **state) {
    (void)state;
    make_tie(graph, s[3], s[0], 1, 5);
    make_tie(graph, s[3], s[4], 1, 5);
    mediate(s[2], s[0], s[1], 9, ENT_MEDIATION_CONDUCTED);
    mediate(s[2], s[0], s[1], 10, ENT_MEDIATION_CONDUCTED);
    make_tie(graph, s[3], s[5], 15, 5);
    mediate(s[2], s[0], s[1], 20, ENT_MEDIATION_CONDUCTED);
    run_all();
    ent_bootstrap_options options = ENT_BOOTSTRAP_OPTIONS_INIT;
    ent_bootstrap result = ENT_BOOTSTRAP_INIT;
    options.ranker = ENT_RANKER_PERSISTENCE;
    options.baseline = ENT_RANKER_DEGREE;
    assert_int_equal(ent_validation_bootstrap(&result, validation, &options, NULL, NULL), ENT_OK);
    assert_true(result.low < result.difference && result.difference < result.high);
    assert_int_equal(result.queries, 2);
    options.metric = ENT_METRIC_HITS_5;
    assert_int_equal(ent_validation_bootstrap(&result, validation, &options, NULL, NULL), ENT_OK);
    assert_int_equal(result.queries, 2); /* the cold one is not scored, though others could be ranked */
    options.metric = ENT_METRIC_MRR;
    options.by_pair = 1;
    assert_int_equal(ent_validation_bootstrap(&result, validation, &options, NULL, NULL), ENT_OK);
    assert_close(result.low, result.difference);
    assert_close(result.high, result.difference);
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
    uint64_t seed = 1;
    draw_history(&seed);
    ent_status status = ENT_ECANCELLED;
    int reports = 0;
    for (; status == ENT_ECANCELLED; reports++) {
        patience left = {reports, 0.0};
        ent_run run = ENT_RUN_INIT;
        run.progress = count_down;
        run.context = &left;
        status = ent_validation_run(&validation, graph, NULL, &run, &error);
        assert_true((status == ENT_OK) == (validation != NULL));
    }
    assert_int_equal(status, ENT_OK);
    assert_true(reports > 10);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_mediation_is_asked_for_on_its_eve_and_the_first_one_is_cold),
        TEST(what_did_not_take_place_is_no_query_and_no_history),
        TEST(every_mediator_and_every_pair_is_a_query_and_the_others_of_the_day_stand_aside),
        TEST(popularity_fades_with_the_experience_horizon),
        TEST(persistence_counts_from_the_last_day_seen_of_what_goes_on),
        TEST(one_who_counts_for_a_party_mediates_between_the_others_only),
        TEST(a_catch_all_is_neither_asked_for_nor_ranked),
        TEST(a_catch_all_is_nobody_new),
        TEST(mistakes_are_named),
        TEST(the_ranks_are_those_of_one_question_at_a_time),
        TEST(what_came_before_the_days_asked_for_is_known_all_the_same),
        TEST(the_bootstrap_draws_as_it_says),
        TEST(drawn_by_pair_the_queries_of_a_pair_stay_together),
        TEST(it_can_be_cancelled_wherever_it_reports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
