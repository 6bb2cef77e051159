/*
 * Journeys against every journey there is, on thousands of random small sets of contacts: the number from one node to all by
 * each aim, and the one journey that the ties leave, to its days and relations.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "every_journey.h"

#define SAMPLES 4000
#define OBJECTIVES (ENT_LEAST_LENGTH + 1)

/* The best journey to every node by one objective. */
typedef struct best {
    ent_journey_objective objective;
    bool found[MOST_NODES];
    every journeys[MOST_NODES];
} best;

/* What the objective minimises. */
static double cost_of(const every *journey, ent_journey_objective objective) {
    switch (objective) {
    case ENT_EARLIEST_ARRIVAL:
        return journey->arrival;
    case ENT_LATEST_DEPARTURE:
        return -journey->steps[0].day;
    case ENT_FASTEST:
        return journey->arrival - journey->steps[0].day;
    case ENT_FEWEST_HOPS:
        return journey->hops;
    case ENT_LEAST_LENGTH:
        break;
    }
    return journey->length;
}

/* Below 0 if `a` comes before `b`: by cost, arrival, hops, nodes, days, relations. */
static int compare(const every *a, const every *b, ent_journey_objective objective) {
    double x = cost_of(a, objective), y = cost_of(b, objective);
    if (!ent__equal(x, y)) {
        return x < y ? -1 : 1;
    }
    if (a->arrival != b->arrival) {
        return a->arrival < b->arrival ? -1 : 1;
    }
    if (a->hops != b->hops) {
        return a->hops < b->hops ? -1 : 1;
    }
    for (uint32_t i = 0; i < a->hops; i++) {
        if (a->steps[i].node != b->steps[i].node) {
            return a->steps[i].node < b->steps[i].node ? -1 : 1;
        }
    }
    for (uint32_t i = 0; i < a->hops; i++) {
        if (a->steps[i].day != b->steps[i].day) {
            return a->steps[i].day < b->steps[i].day ? -1 : 1;
        }
    }
    for (uint32_t i = 0; i < a->hops; i++) {
        if (a->steps[i].contact != b->steps[i].contact) {
            return a->steps[i].contact < b->steps[i].contact ? -1 : 1;
        }
    }
    return 0;
}

static void keep_best(const every *journey, void *context) {
    best *kept = context;
    uint32_t target = journey->nodes[journey->hops];
    if (!kept->found[target] || compare(journey, &kept->journeys[target], kept->objective) < 0) {
        kept->found[target] = true;
        kept->journeys[target] = *journey;
    }
}

static ent_journey_options options_of(const sample *of, ent_journey_objective objective) {
    ent_journey_options options = ENT_JOURNEY_OPTIONS_INIT;
    options.since = of->since;
    options.until = of->until;
    options.objective = objective;
    return options;
}

/* The value of going nowhere, and of not getting there. */
static double value_at_home(const sample *of, ent_journey_objective objective) {
    return objective == ENT_EARLIEST_ARRIVAL ? of->since : objective == ENT_LATEST_DEPARTURE ? of->until : 0.0;
}

static double value_of(const best *expected, const sample *of, uint32_t source, uint32_t target) {
    if (source == target) {
        return value_at_home(of, expected->objective);
    }
    if (!expected->found[target]) {
        return expected->objective == ENT_LATEST_DEPARTURE ? -INFINITY : INFINITY;
    }
    double cost = cost_of(&expected->journeys[target], expected->objective);
    return expected->objective == ENT_LATEST_DEPARTURE ? -cost : cost;
}

/* Certain: whichever days of their contacts in the window the steps take, each arrives before the next one leaves. */
static ent_certainty certainty_of(const every *journey) {
    const sample *of = journey->of;
    for (uint32_t i = 0; i + 1 < journey->hops; i++) {
        ent_id here = journey->steps[i].contact, next = journey->steps[i + 1].contact;
        ent_date first = of->first[next] > of->since ? of->first[next] : of->since;
        ent_date last_arrival = of->last[here] + of->traversal[here];
        if ((last_arrival < of->until ? last_arrival : of->until) > first) {
            return ENT_POSSIBLE;
        }
    }
    return ENT_CERTAIN;
}

static void expect_journey(const ent_contacts *contacts, const sample *of, const best *expected, uint32_t source,
                           uint32_t target) {
    ent_journey_options options = options_of(of, expected->objective);
    ent_journey *journey;
    ent_journey_view view = ENT_JOURNEY_VIEW_INIT;
    assert_int_equal(ent_journey_find(&journey, contacts, source, target, &options, NULL, NULL), ENT_OK);
    assert_int_equal(ent_journey_get(&view, journey, NULL), ENT_OK);
    assert_close(view.value, value_of(expected, of, source, target));
    const every *wanted = &expected->journeys[target];
    uint32_t hops = source != target && expected->found[target] ? wanted->hops : 0;
    assert_int_equal(view.hops, hops);
    assert_int_equal(view.nodes[0], source);
    for (uint32_t i = 0; i < hops; i++) {
        assert_int_equal(view.nodes[i + 1], wanted->steps[i].node);
        assert_int_equal(view.days[i], wanted->steps[i].day);
        assert_int_equal(view.relations[i], wanted->steps[i].contact);
    }
    assert_int_equal(view.certainty, hops ? certainty_of(wanted) : ENT_CERTAIN);
    ent_journey_free(journey);
}

/* One to all; for the latest departure, all to one. */
static void expect_values(const ent_contacts *contacts, const sample *of, const best *expected) {
    ent_journey_options options = options_of(of, expected[0].objective);
    bool to_one = options.objective == ENT_LATEST_DEPARTURE;
    for (uint32_t node = 0; node < of->node_count; node++) {
        double values[MOST_NODES];
        assert_int_equal(ent_journeys_from(values, contacts, node, &options, NULL, NULL), ENT_OK);
        for (uint32_t other = 0; other < of->node_count; other++) {
            assert_close(values[other], to_one ? value_of(&expected[other], of, other, node)
                                               : value_of(&expected[node], of, node, other));
        }
    }
}

static void journeys_are_the_best_of_all_journeys(void **state) {
    (void)state;
    size_t found = 0;
    for (uint64_t seed = 0; seed < SAMPLES; seed++) {
        sample of = random_sample(seed);
        ent_contacts *contacts = contacts_of(&of);
        for (int objective = 0; objective < OBJECTIVES; objective++) {
            best expected[MOST_NODES];
            memset(expected, 0, sizeof expected);
            for (uint32_t source = 0; source < of.node_count; source++) {
                expected[source].objective = (ent_journey_objective)objective;
                visit_journeys(&of, source, keep_best, &expected[source]);
                for (uint32_t target = 0; target < of.node_count; target++) {
                    expect_journey(contacts, &of, &expected[source], source, target);
                    found += expected[source].found[target];
                }
            }
            expect_values(contacts, &of, expected);
        }
        ent_contacts_free(contacts);
    }
    assert_true(found > 50000); /* the samples are not all empty */
}

/* Two ways to the middle over many days: a quick one that ends, and a slow one that goes on. On day 12 one still sets out
 * later by the first; on day 20 by the second. */
static void a_slow_way_that_goes_on_does_not_hide_a_quick_one(void **state) {
    (void)state;
    sample of = {.node_count = 4,
                 .directed = 1,
                 .count = 4,
                 .from = {0, 0, 1, 1},
                 .to = {1, 1, 2, 3},
                 .first = {0, 4, 12, 20},
                 .last = {9, 20, 12, 20},
                 .traversal = {1, 6, 0, 0},
                 .length = {1.0, 1.0, 1.0, 1.0},
                 .until = 30};
    ent_contacts *contacts = contacts_of(&of);
    ent_journey_options options = options_of(&of, ENT_FASTEST);
    double values[4];
    assert_int_equal(ent_journeys_from(values, contacts, 0, &options, NULL, NULL), ENT_OK);
    assert_close(values[1], 1.0);
    assert_close(values[2], 3.0);
    assert_close(values[3], 6.0);
    ent_contacts_free(contacts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(journeys_are_the_best_of_all_journeys),
        cmocka_unit_test(a_slow_way_that_goes_on_does_not_hide_a_quick_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
