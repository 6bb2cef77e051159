/*
 * The fastest journeys, and those of fewest hops and least length, by contacts of one day go ways of their own; they are held against the general one (itself held against
 * every journey there is in test_journeys.c), which the same contacts take once somebody out of reach has a spell.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_close.h"
#include "base/base_internal.h"
#include <entente/analysis.h>

#define NODES 30 /* two more are out of reach */
#define MOST_CONTACTS 200

typedef struct sample {
    uint32_t count;
    bool directed;
    uint32_t from[MOST_CONTACTS + 1], to[MOST_CONTACTS + 1];
    ent_date days[MOST_CONTACTS + 1], last[MOST_CONTACTS + 1];
    int32_t traversals[MOST_CONTACTS + 1];
    double lengths[MOST_CONTACTS + 1];
} sample;

static void add(sample *it, uint32_t from, uint32_t to, ent_date day, int32_t traversal) {
    it->from[it->count] = from;
    it->to[it->count] = to;
    it->days[it->count] = it->last[it->count] = day;
    it->lengths[it->count] = 0.1 * (1 + (from * 7 + to * 3 + it->count) % 5); /* sums tie but for their last bits */
    it->traversals[it->count++] = traversal;
}

/* A few days, so that many contacts are of the same one; in every third sample chains against the order of the list. */
static void draw(sample *it, uint64_t seed) {
    uint64_t random = seed;
    uint32_t wanted = (uint32_t)(ent__random(&random) % MOST_CONTACTS),
             days = 1 + (uint32_t)(ent__random(&random) % 12);
    int32_t traversal = seed % 2 ? 0 : (int32_t)(ent__random(&random) % 4);
    it->count = 0;
    it->directed = ent__random(&random) % 2;
    for (uint32_t i = 0; i < wanted && seed % 3; i++) {
        uint32_t u = (uint32_t)(ent__random(&random) % NODES), v = (uint32_t)(ent__random(&random) % NODES);
        add(it, u, v, (ent_date)(ent__random(&random) % days), traversal);
    }
    for (uint32_t i = 0; i < wanted && seed % 3 == 0; i++) {
        uint32_t u = NODES - 2 - i % (NODES - 1);
        add(it, u, u + 1, (ent_date)(i / NODES % days), traversal);
    }
}

static ent_contacts *contacts_of(sample *it, bool with_spell) {
    ent_contacts *contacts;
    ent_contact_list list = ENT_CONTACT_LIST_INIT;
    uint32_t place = it->count;
    add(it, NODES, NODES + 1, 3, place ? it->traversals[0] : 0);
    it->last[place] = with_spell ? 5 : 3;
    list.node_count = NODES + 2;
    list.directed = it->directed;
    list.count = it->count;
    list.from = it->from;
    list.to = it->to;
    list.first = it->days;
    list.last = it->last;
    list.traversal = it->traversals;
    list.length = it->lengths;
    assert_int_equal(ent_contacts_from_list(&contacts, &list, NULL), ENT_OK);
    it->count = place;
    return contacts;
}

static void expect_same_journey(const ent_contacts *a, const ent_contacts *b, const ent_journey_options *options,
                                uint32_t target) {
    ent_journey *journeys[2];
    ent_journey_view views[2] = {ENT_JOURNEY_VIEW_INIT, ENT_JOURNEY_VIEW_INIT};
    assert_int_equal(ent_journey_find(&journeys[0], a, 0, target, options, NULL, NULL), ENT_OK);
    assert_int_equal(ent_journey_find(&journeys[1], b, 0, target, options, NULL, NULL), ENT_OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(ent_journey_get(&views[i], journeys[i], NULL), ENT_OK);
    }
    assert_int_equal(views[0].hops, views[1].hops);
    for (uint32_t i = 0; i < views[0].hops; i++) {
        assert_int_equal(views[0].nodes[i + 1], views[1].nodes[i + 1]);
        assert_int_equal(views[0].days[i], views[1].days[i]);
        assert_int_equal(views[0].relations[i], views[1].relations[i]);
    }
    ent_journey_free(journeys[0]);
    ent_journey_free(journeys[1]);
}

/* How many numbers were not infinite. */
static size_t expect_same_numbers(const ent_contacts *points, const ent_contacts *mixed,
                                  const ent_journey_options *options) {
    size_t reached = 0;
    for (uint32_t source = 0; source < NODES; source += 7) {
        double found[NODES + 2], expected[NODES + 2];
        assert_int_equal(ent_journeys_from(found, points, source, options, NULL, NULL), ENT_OK);
        assert_int_equal(ent_journeys_from(expected, mixed, source, options, NULL, NULL), ENT_OK);
        for (uint32_t v = 0; v < NODES; v++) {
            assert_close(found[v], expected[v]);
            reached += !isinf(found[v]);
        }
    }
    return reached;
}

static void points_go_as_other_contacts_do(void **state) {
    (void)state;
    size_t reached = 0;
    for (uint64_t seed = 0; seed < 600; seed++) {
        sample it;
        draw(&it, seed);
        ent_contacts *points = contacts_of(&it, false), *mixed = contacts_of(&it, true);
        ent_journey_options options = ENT_JOURNEY_OPTIONS_INIT;
        options.since = seed % 5 == 0 ? 2 : 0;
        options.until = seed % 4 == 0 ? 6 : 14;
        for (options.objective = ENT_FASTEST; options.objective <= ENT_LEAST_LENGTH; options.objective++) {
            reached += expect_same_numbers(points, mixed, &options);
            expect_same_journey(points, mixed, &options, 1 + (uint32_t)(seed % (NODES - 1)));
        }
        ent_contacts_free(points);
        ent_contacts_free(mixed);
    }
    assert_true(reached > 30000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_go_as_other_contacts_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
