/*
 * Reachability, closeness, betweenness and paths checked against time, each from every journey there is, on random small sets
 * of contacts; and what must be refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "every_journey.h"

#define SAMPLES 3000
#define MOST_OPTIMAL 4096

/* The optimal journeys from one node to every other, each kind but once. */
typedef struct optimal {
    ent_journey_betweenness options;
    uint32_t counts[MOST_NODES];
    every *journeys[MOST_NODES]; /* room for MOST_OPTIMAL each */
} optimal;

static bool is_same(const every *a, const every *b, ent_journey_count count) {
    for (uint32_t i = 0; i < a->hops; i++) {
        bool same_day = count == ENT_COUNT_ROUTES || a->steps[i].day == b->steps[i].day;
        if (a->steps[i].node != b->steps[i].node || !same_day) {
            return false;
        }
    }
    return true;
}

/* Below 0 if `a` is better. */
static int compare(const every *a, const every *b, ent_journey_optimum optimum) {
    if (optimum == ENT_OPTIMUM_SHORTEST_FOREMOST && a->arrival != b->arrival) {
        return a->arrival < b->arrival ? -1 : 1;
    }
    return (a->hops > b->hops) - (a->hops < b->hops);
}

static void keep_optimal(const every *journey, void *context) {
    optimal *kept = context;
    uint32_t target = journey->nodes[journey->hops], *count = &kept->counts[target];
    int order = *count ? compare(journey, &kept->journeys[target][0], kept->options.optimum) : 0;
    if (order > 0) {
        return;
    }
    *count = order < 0 ? 0 : *count;
    for (uint32_t i = 0; i < *count; i++) {
        if (is_same(journey, &kept->journeys[target][i], kept->options.count)) {
            return;
        }
    }
    assert_true(*count < MOST_OPTIMAL);
    kept->journeys[target][(*count)++] = *journey;
}

/* Adds the shares of the nodes that journeys from one node pass. */
static void add_shares(double *scores, const optimal *kept) {
    for (uint32_t target = 0; target < MOST_NODES; target++) {
        for (uint32_t i = 0; i < kept->counts[target]; i++) {
            const every *journey = &kept->journeys[target][i];
            for (uint32_t step = 1; step < journey->hops; step++) {
                scores[journey->nodes[step]] += 1.0 / kept->counts[target];
            }
        }
    }
}

static void expect_betweenness(const ent_contacts *contacts, const sample *of, optimal *kept) {
    double expected[MOST_NODES] = {0}, found[MOST_NODES];
    for (uint32_t source = 0; source < of->node_count; source++) {
        memset(kept->counts, 0, sizeof kept->counts);
        visit_journeys(of, source, keep_optimal, kept);
        add_shares(expected, kept);
    }
    double n = of->node_count, pairs = kept->options.normalized ? (n - 1) * (n - 2) : 1.0;
    assert_int_equal(ent_contacts_betweenness(found, contacts, &kept->options, NULL, NULL), ENT_OK);
    for (uint32_t node = 0; node < of->node_count; node++) {
        assert_close(found[node], pairs > 0.0 ? expected[node] / pairs : NAN);
    }
}

static void betweenness_counts_every_optimal_journey_once(void **state) {
    (void)state;
    static every journeys[MOST_NODES][MOST_OPTIMAL];
    for (uint64_t seed = 0; seed < SAMPLES; seed++) {
        sample of = random_sample(seed);
        ent_contacts *contacts = contacts_of(&of);
        optimal kept = {.options = ENT_JOURNEY_BETWEENNESS_INIT};
        for (uint32_t node = 0; node < MOST_NODES; node++) {
            kept.journeys[node] = journeys[node];
        }
        kept.options.since = of.since;
        kept.options.until = of.until;
        for (uint32_t variant = 0; variant < 4; variant++) {
            kept.options.optimum = (ent_journey_optimum)(variant & 1);
            kept.options.count = (ent_journey_count)(variant >> 1);
            kept.options.normalized = seed % 2;
            expect_betweenness(contacts, &of, &kept);
        }
        ent_contacts_free(contacts);
    }
}

/* The least of each aim to every node. */
typedef struct least {
    double hops[MOST_NODES], arrival[MOST_NODES], duration[MOST_NODES];
} least;

static void keep_least(const every *journey, void *context) {
    least *kept = context;
    uint32_t target = journey->nodes[journey->hops];
    kept->hops[target] = fmin(kept->hops[target], journey->hops);
    kept->arrival[target] = fmin(kept->arrival[target], journey->arrival);
    kept->duration[target] = fmin(kept->duration[target], journey->arrival - journey->steps[0].day);
}

static ent_journey_options options_of(const sample *of, ent_journey_objective objective) {
    ent_journey_options options = ENT_JOURNEY_OPTIONS_INIT;
    options.since = of->since;
    options.until = of->until;
    options.objective = objective;
    return options;
}

static void expect_closeness(const ent_contacts *contacts, const sample *of, const least *all) {
    static const ent_journey_objective objectives[] = {ENT_FEWEST_HOPS, ENT_EARLIEST_ARRIVAL, ENT_FASTEST};
    for (size_t i = 0; i < 3; i++) {
        ent_journey_options options = options_of(of, objectives[i]);
        double found[MOST_NODES];
        assert_int_equal(ent_contacts_closeness(found, contacts, &options, NULL, NULL), ENT_OK);
        for (uint32_t source = 0; source < of->node_count; source++) {
            double sum = 0.0;
            for (uint32_t node = 0; node < of->node_count; node++) {
                double away[] = {all[source].hops[node], 1.0 + all[source].arrival[node] - of->since,
                                 1.0 + all[source].duration[node]};
                sum += node == source ? 0.0 : 1.0 / away[i];
            }
            assert_close(found[source], sum / (of->node_count - 1.0));
        }
    }
}

/* Forwards who can be reached, backwards who reaches. */
static void expect_reach(const ent_contacts *contacts, const sample *of, const least *all, bool backwards) {
    ent_journey_options options = options_of(of, backwards ? ENT_LATEST_DEPARTURE : ENT_FASTEST);
    for (uint32_t node = 0; node < of->node_count; node++) {
        uint32_t found[MOST_NODES], count, expected = 0;
        assert_int_equal(ent_contacts_reach(found, &count, contacts, node, &options, NULL, NULL), ENT_OK);
        for (uint32_t other = 0; other < of->node_count; other++) {
            double hops = backwards ? all[other].hops[node] : all[node].hops[other];
            if (other != node && !isinf(hops)) {
                assert_true(expected < count);
                assert_int_equal(found[expected++], other);
            }
        }
        assert_int_equal(count, expected);
    }
}

static void closeness_and_reach_follow_from_every_journey(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < SAMPLES; seed++) {
        sample of = random_sample(seed);
        ent_contacts *contacts = contacts_of(&of);
        least all[MOST_NODES];
        for (uint32_t source = 0; source < of.node_count; source++) {
            for (uint32_t node = 0; node < MOST_NODES; node++) {
                all[source].hops[node] = all[source].arrival[node] = all[source].duration[node] = INFINITY;
            }
            visit_journeys(&of, source, keep_least, &all[source]);
        }
        expect_closeness(contacts, &of, all);
        expect_reach(contacts, &of, all, false);
        expect_reach(contacts, &of, all, true);
        ent_contacts_free(contacts);
    }
}

/* A larger set, so that every thread has something to do. */
static ent_contacts *many_contacts(void) {
    static uint32_t from[3000], to[3000];
    static ent_date days[3000];
    uint64_t stream = 11;
    for (size_t i = 0; i < 3000; i++) {
        from[i] = below(&stream, 150);
        to[i] = below(&stream, 150);
        days[i] = (ent_date)below(&stream, 60);
    }
    ent_contact_list list = ENT_CONTACT_LIST_INIT;
    list.node_count = 150;
    list.count = 3000;
    list.from = from;
    list.to = to;
    list.first = list.last = days;
    ent_contacts *contacts;
    assert_int_equal(ent_contacts_from_list(&contacts, &list, NULL), ENT_OK);
    return contacts;
}

static void scores_are_the_same_bits_for_any_number_of_threads(void **state) {
    (void)state;
    ent_contacts *contacts = many_contacts();
    double closeness[2][150], betweenness[2][150];
    for (uint32_t threads = 1; threads <= 4; threads++) {
        ent_run run = ENT_RUN_INIT;
        run.threads = threads;
        int place = threads > 1;
        assert_int_equal(ent_contacts_closeness(closeness[place], contacts, NULL, &run, NULL), ENT_OK);
        assert_int_equal(ent_contacts_betweenness(betweenness[place], contacts, NULL, &run, NULL), ENT_OK);
        assert_memory_equal(closeness[0], closeness[place], sizeof closeness[0]);
        assert_memory_equal(betweenness[0], betweenness[place], sizeof betweenness[0]);
    }
    ent_contacts_free(contacts);
}

/* ---- Paths checked against time ----------------------------------------------------------------------------------- */

/* Whether the contacts chosen for a path can be used in order on some days in the window, or are in order on all. */
static void judge(const sample *of, const ent_id *chosen, uint32_t hops, bool *possible, bool *certain) {
    ent_date now = of->since, surely = of->since;
    *possible = *certain = true;
    for (uint32_t i = 0; i < hops; i++) {
        ent_id c = chosen[i];
        ent_date first = of->first[c] > of->since ? of->first[c] : of->since;
        ent_date last = of->last[c] < of->until - of->traversal[c] ? of->last[c] : of->until - of->traversal[c];
        now = first > now ? first : now;
        *possible = *possible && now <= last;
        *certain = *certain && first <= last && (i == 0 || surely <= first);
        now += of->traversal[c];
        surely = last + of->traversal[c];
    }
    *certain = *certain && *possible;
}

static bool joins(const sample *of, ent_id contact, uint32_t from, uint32_t to) {
    return (of->from[contact] == from && of->to[contact] == to) ||
           (!of->directed && of->from[contact] == to && of->to[contact] == from);
}

/* Tries every choice of contacts for the steps from `step` on. */
static ent_certainty best_choice(const sample *of, const uint32_t *nodes, uint32_t hops, ent_id *chosen,
                                 uint32_t step) {
    if (step == hops) {
        bool possible, certain;
        judge(of, chosen, hops, &possible, &certain);
        return certain ? ENT_CERTAIN : possible ? ENT_POSSIBLE : ENT_IMPOSSIBLE;
    }
    ent_certainty best = ENT_IMPOSSIBLE;
    for (ent_id i = 0; i < of->count; i++) {
        if (nodes[step] != nodes[step + 1] && joins(of, i, nodes[step], nodes[step + 1])) {
            chosen[step] = i;
            ent_certainty found = best_choice(of, nodes, hops, chosen, step + 1);
            best = found < best ? found : best;
        }
    }
    return best;
}

static void a_path_is_a_journey_if_some_choice_of_contacts_is(void **state) {
    (void)state;
    uint32_t tally[3] = {0};
    uint64_t stream = 5;
    for (uint64_t seed = 0; seed < SAMPLES; seed++) {
        sample of = random_sample(seed);
        ent_contacts *contacts = contacts_of(&of);
        ent_journey_options options = options_of(&of, ENT_EARLIEST_ARRIVAL);
        for (uint32_t trial = 0; trial < 20; trial++) {
            uint32_t nodes[5], hops = below(&stream, 5);
            for (uint32_t i = 0; i <= hops; i++) {
                nodes[i] = below(&stream, of.node_count);
            }
            ent_id chosen[5];
            ent_certainty found, expected = best_choice(&of, nodes, hops, chosen, 0);
            assert_int_equal(ent_journey_check(&found, contacts, nodes, hops, &options, NULL), ENT_OK);
            assert_int_equal(found, expected);
            tally[expected] += hops > 1;
        }
        ent_contacts_free(contacts);
    }
    assert_true(tally[ENT_CERTAIN] > 100 && tally[ENT_POSSIBLE] > 100 && tally[ENT_IMPOSSIBLE] > 100);
}

/* ---- What is refused ---------------------------------------------------------------------------------------------- */

static ent_contacts *standing_tie(void) {
    static const uint32_t from[] = {0, 1}, to[] = {1, 2};
    static const ent_date first[] = {0, 5}, last[] = {99, 5};
    ent_contact_list list = ENT_CONTACT_LIST_INIT;
    list.node_count = 3;
    list.count = 2;
    list.from = from;
    list.to = to;
    list.first = first;
    list.last = last;
    ent_contacts *contacts;
    assert_int_equal(ent_contacts_from_list(&contacts, &list, NULL), ENT_OK);
    return contacts;
}

static void more_days_than_the_limit_are_refused(void **state) {
    (void)state;
    ent_contacts *contacts = standing_tie();
    ent_journey_betweenness options = ENT_JOURNEY_BETWEENNESS_INIT;
    ent_error error;
    double scores[3];
    options.max_contacts = 101;
    assert_int_equal(ent_contacts_betweenness(scores, contacts, &options, NULL, &error), ENT_OK);
    options.max_contacts = 100;
    assert_int_equal(ent_contacts_betweenness(scores, contacts, &options, NULL, &error), ENT_ELIMIT);
    assert_string_equal(error.message, "101 contacts by days; expected at most 100: narrow the window");
    options.since = 1;
    assert_int_equal(ent_contacts_betweenness(scores, contacts, &options, NULL, &error), ENT_OK);
    ent_contacts_free(contacts);
}

static void options_that_say_nothing_are_refused(void **state) {
    (void)state;
    ent_contacts *contacts = standing_tie();
    ent_journey_betweenness between = ENT_JOURNEY_BETWEENNESS_INIT;
    ent_journey_options options = ENT_JOURNEY_OPTIONS_INIT;
    ent_certainty certainty;
    ent_error error;
    double scores[3];
    between.optimum = (ent_journey_optimum)2;
    assert_int_equal(ent_contacts_betweenness(scores, contacts, &between, NULL, &error), ENT_EINVAL);
    between.optimum = ENT_OPTIMUM_SHORTEST;
    between.count = (ent_journey_count)2;
    assert_int_equal(ent_contacts_betweenness(scores, contacts, &between, NULL, &error), ENT_EINVAL);
    options.objective = ENT_LEAST_LENGTH;
    assert_int_equal(ent_contacts_closeness(scores, contacts, &options, NULL, &error), ENT_EINVAL);
    options.objective = ENT_FASTEST;
    options.since = 1;
    options.until = 0;
    assert_int_equal(ent_contacts_closeness(scores, contacts, &options, NULL, &error), ENT_EINVAL);
    assert_string_equal(error.message,
                        "a window from 1970-01-02 to 1970-01-01; expected a first day not after the last");
    const uint32_t beyond[] = {0, 3};
    assert_int_equal(ent_journey_check(&certainty, contacts, beyond, 1, NULL, &error), ENT_EINVAL);
    assert_string_equal(error.message, "node 3; there are 3, numbered from 0");
    ent_contacts_free(contacts);
}

static int cancel(void *context, double fraction) {
    (void)context, (void)fraction;
    return 1;
}

static void a_cancelled_run_gives_no_scores(void **state) {
    (void)state;
    ent_contacts *contacts = standing_tie();
    ent_journey_options options = ENT_JOURNEY_OPTIONS_INIT;
    ent_run run = ENT_RUN_INIT;
    double scores[3] = {7, 7, 7};
    run.progress = cancel;
    assert_int_equal(ent_contacts_closeness(scores, contacts, &options, &run, NULL), ENT_ECANCELLED);
    assert_close(scores[0] + scores[1] + scores[2], 0.0);
    assert_int_equal(ent_contacts_betweenness(scores, contacts, NULL, &run, NULL), ENT_ECANCELLED);
    assert_close(scores[0] + scores[1] + scores[2], 0.0);
    ent_contacts_free(contacts);
}

static void one_node_alone_has_no_closeness_and_reaches_nobody(void **state) {
    (void)state;
    ent_contact_list list = ENT_CONTACT_LIST_INIT;
    ent_contacts *contacts;
    double score;
    uint32_t node, count;
    list.node_count = 1;
    assert_int_equal(ent_contacts_from_list(&contacts, &list, NULL), ENT_OK);
    assert_int_equal(ent_contacts_closeness(&score, contacts, NULL, NULL, NULL), ENT_OK);
    assert_close(score, NAN);
    assert_int_equal(ent_contacts_betweenness(&score, contacts, NULL, NULL, NULL), ENT_OK);
    assert_close(score, 0.0);
    assert_int_equal(ent_contacts_reach(&node, &count, contacts, 0, NULL, NULL, NULL), ENT_OK);
    assert_int_equal(count, 0);
    ent_contacts_free(contacts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(betweenness_counts_every_optimal_journey_once),
        cmocka_unit_test(closeness_and_reach_follow_from_every_journey),
        cmocka_unit_test(scores_are_the_same_bits_for_any_number_of_threads),
        cmocka_unit_test(a_path_is_a_journey_if_some_choice_of_contacts_is),
        cmocka_unit_test(more_days_than_the_limit_are_refused),
        cmocka_unit_test(options_that_say_nothing_are_refused),
        cmocka_unit_test(a_cancelled_run_gives_no_scores),
        cmocka_unit_test(one_node_alone_has_no_closeness_and_reaches_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
