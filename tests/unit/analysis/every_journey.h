/*
 * Random small sets of contacts, and every journey through them one by one: the reference for tests of paths through time.
 * A journey may take a contact on any of its days; none passes a node twice, as none that does is better by any aim.
 * Include after cmocka.h.
 */
#ifndef ENT_TEST_EVERY_JOURNEY_H
#define ENT_TEST_EVERY_JOURNEY_H

#include "base/base_internal.h"
#include <entente/analysis.h>
#include <string.h>

#define MOST_NODES 6u
#define MOST_CONTACTS 16u

typedef struct sample {
    uint32_t node_count, directed;
    size_t count;
    uint32_t from[MOST_CONTACTS], to[MOST_CONTACTS];
    ent_date first[MOST_CONTACTS], last[MOST_CONTACTS];
    int32_t traversal[MOST_CONTACTS];
    double length[MOST_CONTACTS];
    ent_date since, until;
} sample;

typedef struct every_step {
    uint32_t node; /* where it leads */
    ent_date day;
    ent_id contact;
} every_step;

/* One journey on its way to a visitor. */
typedef struct every {
    const sample *of;
    uint32_t nodes[MOST_NODES];
    every_step steps[MOST_NODES];
    uint32_t hops;
    ent_date arrival;
    double length;
    void (*visit)(const struct every *journey, void *context);
    void *context;
} every;

static inline uint32_t below(uint64_t *stream, uint32_t limit) {
    return (uint32_t)(ent__random(stream) % limit);
}

/* Points and spells of days -2 to 9, in one of six no spells, windows that cut some off; own traversals in one of three. */
static inline sample random_sample(uint64_t seed) {
    static const double lengths[] = {1.0, 2.0, 0.1, 0.2, 0.3};
    uint64_t stream = seed;
    sample made = {.node_count = 2 + below(&stream, MOST_NODES - 2), .directed = below(&stream, 2)};
    made.count = 2 + below(&stream, MOST_CONTACTS - 2);
    uint32_t odds_of_spell = below(&stream, 6), days = 3 + below(&stream, 9), mixed = below(&stream, 3) == 0;
    int32_t common = below(&stream, 2) ? 0 : (int32_t)below(&stream, 3);
    for (size_t i = 0; i < made.count; i++) {
        made.from[i] = below(&stream, made.node_count);
        made.to[i] = below(&stream, made.node_count); /* loops occur */
        made.first[i] = (ent_date)below(&stream, days) - 2;
        made.last[i] = made.first[i];
        if (odds_of_spell > 0 && below(&stream, odds_of_spell + 1) == 0) {
            made.last[i] += (ent_date)below(&stream, 5);
        }
        made.traversal[i] = mixed ? (int32_t)below(&stream, 3) : common;
        made.length[i] = lengths[below(&stream, 5)];
    }
    made.since = (ent_date)below(&stream, 4) - 2;
    made.until = made.since + (ent_date)below(&stream, 12);
    return made;
}

static inline ent_contacts *contacts_of(const sample *of) {
    ent_contact_list list = ENT_CONTACT_LIST_INIT;
    list.node_count = of->node_count;
    list.directed = of->directed;
    list.count = of->count;
    list.from = of->from;
    list.to = of->to;
    list.first = of->first;
    list.last = of->last;
    list.traversal = of->traversal;
    list.length = of->length;
    ent_contacts *contacts;
    assert_int_equal(ent_contacts_from_list(&contacts, &list, NULL), ENT_OK);
    return contacts;
}

static inline bool every_has(const every *journey, uint32_t node) {
    bool has = false;
    for (uint32_t i = 0; i <= journey->hops; i++) {
        has = has || journey->nodes[i] == node;
    }
    return has;
}

static void every_go(every *journey);

/* Takes contact `i` to `node` on every day it can be. */
static inline void every_take(every *journey, ent_id i, uint32_t node) {
    const sample *of = journey->of;
    ent_date now = journey->arrival;
    double length = journey->length;
    for (ent_date day = of->first[i] > now ? of->first[i] : now; day <= of->last[i]; day++) {
        if (day + of->traversal[i] <= of->until) {
            journey->steps[journey->hops] = (every_step){node, day, i};
            journey->nodes[++journey->hops] = node;
            journey->arrival = day + of->traversal[i];
            journey->length = length + of->length[i];
            journey->visit(journey, journey->context);
            every_go(journey);
            journey->hops--;
        }
    }
    journey->arrival = now;
    journey->length = length;
}

static void every_go(every *journey) {
    const sample *of = journey->of;
    uint32_t here = journey->nodes[journey->hops];
    for (ent_id i = 0; i < of->count; i++) {
        if (of->from[i] == here && !every_has(journey, of->to[i])) {
            every_take(journey, i, of->to[i]);
        } else if (!of->directed && of->to[i] == here && !every_has(journey, of->from[i])) {
            every_take(journey, i, of->from[i]);
        }
    }
}

/* Visits every journey of at least one step from a node in the sample's window. */
static inline void visit_journeys(const sample *of, uint32_t source, void (*visit)(const every *, void *),
                                  void *context) {
    every journey = {.of = of, .nodes = {source}, .arrival = of->since, .visit = visit, .context = context};
    every_go(&journey);
}

#endif
