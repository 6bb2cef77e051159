/*
 * Small random graphs of everything that changes what a view makes of a relation: several sides, mutual ties, days that are
 * points, intervals or open, doubts, sources, officials who serve one or two states. Include after cmocka.h.
 */
#ifndef ENT_TEST_RANDOM_GRAPH_H
#define ENT_TEST_RANDOM_GRAPH_H

#include "base/base_internal.h"
#include "make_graph.h"
#include <stdio.h>

#define RANDOM_STATES 5u
#define RANDOM_ACTORS 8u
#define RANDOM_SOURCES 3u

static inline uint32_t random_below(uint64_t *stream, uint32_t limit) {
    return (uint32_t)(ent__random(stream) % limit);
}

static inline void random_actors(ent_graph *graph, uint64_t *stream) {
    char id[16];
    for (uint32_t i = 0; i < RANDOM_ACTORS; i++) {
        snprintf(id, sizeof id, "a%u", i);
        make_actor(graph, id, i < RANDOM_STATES ? ENT_ACTOR_STATE : ENT_ACTOR_OFFICIAL, NULL);
    }
    for (uint32_t i = 0; i < RANDOM_SOURCES; i++) {
        ent_source source = ENT_SOURCE_INIT;
        snprintf(id, sizeof id, "s%u", i);
        source.id = id;
        assert_int_equal(ent_graph_add_source(NULL, graph, &source, NULL), ENT_OK);
    }
    for (uint32_t i = RANDOM_STATES; i < RANDOM_ACTORS; i++) {
        uint32_t state = random_below(stream, RANDOM_STATES);
        make_affiliation(graph, ENT_AFFILIATION_SERVES, i, state, MAKE_ALWAYS, 1.0);
        if (random_below(stream, 2)) {
            make_affiliation(graph, ENT_AFFILIATION_SERVES, i, (state + 1) % RANDOM_STATES, MAKE_ALWAYS, 0.5);
        }
    }
}

/* Adds the actor of a side, others than those in `taken`. */
static inline size_t random_side(ent_id side[2], uint64_t *stream, uint32_t *taken) {
    size_t count = 0, wanted = 1 + (random_below(stream, 4) == 0);
    while (count < wanted) {
        ent_id actor = random_below(stream, RANDOM_ACTORS);
        if (!(*taken >> actor & 1u)) {
            *taken |= 1u << actor;
            side[count++] = actor;
        }
    }
    return count;
}

/* The graph of a seed without the relation that would be the `skip`th event (ENT_NONE: with all); `points`: every event has
 * one day. The days are those of 2023-12-01 and after. */
static inline ent_graph *random_graph(uint64_t seed, uint32_t events, bool points, uint32_t skip) {
    uint64_t stream = seed;
    ent_graph *graph = make_graph();
    random_actors(graph, &stream);
    for (uint32_t i = 0; i < events; i++) {
        ent_id from[2], to[2], sources[2] = {random_below(&stream, RANDOM_SOURCES), 0};
        uint32_t taken = 0;
        size_t from_count = random_side(from, &stream, &taken), to_count = random_side(to, &stream, &taken);
        ent_relation event = make_event((ent_kind)random_below(&stream, 3), 0, 0, 0.0);
        event.tone = event.kind == ENT_KIND_ATTACK ? -9.0 : (double)random_below(&stream, 15) - 6.0;
        event.confidence = (1 + random_below(&stream, 4)) / 4.0;
        event.mutual = event.kind != ENT_KIND_MEDIATION && random_below(&stream, 3) == 0;
        event.status =
            event.kind == ENT_KIND_MEDIATION ? (ent_mediation_status)random_below(&stream, 7) : ENT_MEDIATION_UNSTATED;
        event.first = event.last = 19692 + (ent_date)random_below(&stream, 60);
        event.last += points ? 0 : (ent_date)(random_below(&stream, 3) * random_below(&stream, 20));
        event.first = !points && random_below(&stream, 12) == 0 ? ENT_DATE_MIN : event.first;
        event.last = !points && random_below(&stream, 12) == 0 ? ENT_DATE_MAX : event.last;
        sources[1] = (sources[0] + 1) % RANDOM_SOURCES;
        event.sources = sources;
        event.source_count = random_below(&stream, 3);
        if (i != skip) {
            make_relation(graph, event, from, from_count, to, to_count);
        }
    }
    return graph;
}

/* A view of such a graph, with a window that is open or not. */
static inline ent_view random_view(uint64_t *stream) {
    ent_view view = ENT_VIEW_INIT;
    view.rollup = (ent_rollup)random_below(stream, 2);
    view.scheme = (ent_scheme)random_below(stream, 2);
    view.direction = (ent_direction)random_below(stream, 3);
    view.half_life = random_below(stream, 2) ? 20.0 : 0.0;
    view.since = random_below(stream, 2) ? 19692 + (ent_date)random_below(stream, 30) : ENT_DATE_MIN;
    view.until = random_below(stream, 2) ? 19722 + (ent_date)random_below(stream, 40) : ENT_DATE_MAX;
    return view;
}

static inline ent_network *random_network(const ent_graph *graph, const ent_view *view) {
    ent_network *network;
    ent_error error;
    if (ent_network_compile(&network, graph, view, NULL, &error) != ENT_OK) {
        fail_msg("%s", error.message);
    }
    return network;
}

#endif
