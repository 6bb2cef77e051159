/*
 * Seeded random graphs and views of all kinds: officials with overlapping terms, agencies in cycles, rebels, mutual relations,
 * several sources and targets, open days, decay, and every filter. Include after cmocka.h; set `stream` first.
 */
#ifndef ENT_TEST_RANDOM_VIEWS_H
#define ENT_TEST_RANDOM_VIEWS_H

#include "base/base_internal.h"
#include "make_graph.h"
#include <entente/view.h>

#define ACTORS 12u
#define RELATIONS 40u

static uint64_t stream;

static inline uint32_t below(uint32_t limit) {
    return (uint32_t)(ent__random(&stream) % limit);
}

static inline bool one_in(uint32_t odds) {
    return below(odds) == 0;
}

/* Days of 0 to 60, now and then open. */
static inline void set_days(ent_relation *relation, uint32_t odds_open) {
    relation->first = (ent_date)below(50);
    relation->last = relation->first + (one_in(2) ? 0 : (ent_date)below(one_in(3) ? 30 : 3));
    relation->first = one_in(odds_open) ? ENT_DATE_MIN : relation->first;
    relation->last = one_in(odds_open) ? ENT_DATE_MAX : relation->last;
}

static inline void add_affiliation(ent_graph *graph, ent_id who) {
    ent_relation relation = make_event(ENT_KIND_AFFILIATION, 0, 0, 0.0);
    set_days(&relation, 2);
    relation.confidence = (1 + below(4)) / 4.0;
    ent_id whom = below(8); /* a state or an organisation */
    bool official = who >= 8;
    relation.affiliation = one_in(6) || who < 3 ? ENT_AFFILIATION_MEMBER_OF
                           : official           ? ENT_AFFILIATION_SERVES
                                                : ENT_AFFILIATION_PART_OF;
    if (relation.affiliation == ENT_AFFILIATION_MEMBER_OF) {
        whom = 3 + below(5);
    }
    if (whom != who) {
        make_relation(graph, relation, &who, 1, &whom, 1);
    }
}

static inline void add_event(ent_graph *graph) {
    ent_relation relation = make_event((ent_kind)below(3), 0, 0, ((double)below(201) - 100.0) / 10.0);
    set_days(&relation, 12);
    relation.confidence = (1 + below(4)) / 4.0;
    relation.mutual = one_in(3);
    relation.weight = one_in(2) ? 1.0 : (1 + below(40)) / 4.0;
    relation.code = one_in(2) ? "043" : one_in(2) ? "19" : NULL;
    if (relation.kind == ENT_KIND_MEDIATION) {
        relation.status = (ent_mediation_status)below(ENT_MEDIATION_STATUS_COUNT);
    }
    ent_id actors[ACTORS];
    for (ent_id i = 0; i < ACTORS; i++) {
        ent_id place = below(i + 1);
        actors[i] = actors[place];
        actors[place] = i;
    }
    size_t sources = 1 + below(3);
    make_relation(graph, relation, actors, sources, actors + sources, 1 + below(3));
}

/* Actors 0 to 2 are states, 3 to 7 organisations (3 rebels), 8 to 11 officials; 5 and 9 catch-alls. */
static inline ent_graph *random_graph(void) {
    ent_graph *graph = make_graph();
    for (ent_id i = 0; i < ACTORS; i++) {
        char id[3] = {'a', (char)('a' + i), 0};
        ent_actor_kind kind = i < 3 ? ENT_ACTOR_STATE : i < 8 ? ENT_ACTOR_ORGANISATION : ENT_ACTOR_OFFICIAL;
        ent_actor actor = ENT_ACTOR_INIT;
        actor.id = id;
        actor.kind = kind;
        actor.type = i == 3 ? "armed group" : "ministry";
        actor.flags = i == 5 || i == 9 ? ENT_ACTOR_CATCH_ALL : 0;
        assert_int_equal(ent_graph_add_actor(NULL, graph, &actor, NULL), ENT_OK);
    }
    for (uint32_t i = 0; i < RELATIONS; i++) {
        if (one_in(2)) {
            add_affiliation(graph, below(ACTORS));
        } else {
            add_event(graph);
        }
    }
    return graph;
}

static inline ent_view random_view(const ent_id *some) {
    static const char *const codes[] = {"04", "19"};
    ent_view view = ENT_VIEW_INIT;
    view.since = one_in(2) ? (ent_date)below(20) : ENT_DATE_MIN;
    view.until = one_in(2) ? 20 + (ent_date)below(40) : ENT_DATE_MAX;
    view.kinds = one_in(2) ? below(16) : ENT_KINDS_ALL;
    view.actor_kinds = one_in(4) ? below(8) : 0;
    view.statuses = one_in(4) ? below(1u << ENT_MEDIATION_STATUS_COUNT) : 0;
    view.rollup = one_in(4) ? ENT_ROLLUP_NONE : ENT_ROLLUP_PRINCIPAL;
    view.scheme = (ent_scheme)below(3);
    view.direction = (ent_direction)below(3);
    view.codes = codes;
    view.code_count = one_in(5) ? below(3) : 0;
    view.tone_min = one_in(4) ? -5.0 : -10.0;
    view.tone_max = one_in(4) ? 5.0 : 10.0;
    view.confidence_min = one_in(4) ? 0.5 : 0.0;
    view.half_life = one_in(2) ? 7.0 : 0.0;
    view.reference = one_in(3) ? (ent_date)below(80) : ENT_DATE_MAX;
    view.only = some;
    view.only_count = one_in(5) ? 6 : 0;
    view.exclude = some + 6;
    view.exclude_count = one_in(3) ? 2 : 0;
    view.exclude_flags = one_in(4) ? ENT_ACTOR_CATCH_ALL : 0;
    return view;
}

#endif
