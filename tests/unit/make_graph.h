/*
 * Shorthand for tests that need a small graph: adds actors and relations and fails the test if that fails.
 * Include after cmocka.h.
 */
#ifndef ENT_TEST_MAKE_GRAPH_H
#define ENT_TEST_MAKE_GRAPH_H

#include <entente/graph.h>

/* The actors of one side: MAKE_SIDE(a, b). */
#define MAKE_SIDE(...) (const ent_id[]){__VA_ARGS__}, sizeof((const ent_id[]){__VA_ARGS__}) / sizeof(ent_id)

static inline ent_graph *make_graph(void) {
    ent_graph *graph;
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    return graph;
}

static inline ent_id make_actor(ent_graph *graph, const char *id, ent_actor_kind kind, const char *type) {
    ent_actor actor = ENT_ACTOR_INIT;
    ent_id number;
    actor.id = id;
    actor.kind = kind;
    actor.type = type;
    assert_int_equal(ent_graph_add_actor(&number, graph, &actor, NULL), ENT_OK);
    return number;
}

static inline ent_id make_state(ent_graph *graph, const char *id) {
    return make_actor(graph, id, ENT_ACTOR_STATE, NULL);
}

/* A relation to fill further before make_relation(). */
static inline ent_relation make_event(ent_kind kind, ent_date first, ent_date last, double tone) {
    ent_relation relation = ENT_RELATION_INIT;
    relation.kind = kind;
    relation.first = first;
    relation.last = last;
    relation.tone = tone;
    return relation;
}

static inline ent_id make_relation(ent_graph *graph, ent_relation relation, const ent_id *from, size_t from_count,
                                   const ent_id *to, size_t to_count) {
    ent_id number;
    relation.from = from;
    relation.from_count = from_count;
    relation.to = to;
    relation.to_count = to_count;
    assert_int_equal(ent_graph_add_relation(&number, graph, &relation, NULL), ENT_OK);
    return number;
}

/* A diplomatic relation of one day between two. */
static inline ent_id make_tie(ent_graph *graph, ent_id from, ent_id to, ent_date day, double tone) {
    return make_relation(graph, make_event(ENT_KIND_DIPLOMATIC, day, day, tone), &from, 1, &to, 1);
}

/* `first` to `last` are days in office, both closed. */
static inline ent_id make_affiliation(ent_graph *graph, ent_affiliation_kind kind, ent_id who, ent_id whom,
                                      const ent_date days[2], double confidence) {
    ent_relation relation = make_event(ENT_KIND_AFFILIATION, days[0], days[1], 0.0);
    relation.affiliation = kind;
    relation.confidence = confidence;
    return make_relation(graph, relation, &who, 1, &whom, 1);
}

/* Days of a tenure, and one without end on either side. */
#define MAKE_DAYS(first, last) ((const ent_date[2]){(first), (last)})
#define MAKE_ALWAYS MAKE_DAYS(ENT_DATE_MIN, ENT_DATE_MAX)

#endif
