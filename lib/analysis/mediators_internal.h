/*
 * What an answer about mediators holds, and the steps that fill it: mediators.c runs them. Private.
 *
 * Everything rests on two things made in one go through the relations each: the network of the evidence window, and the
 * mediations seen, as rows.
 */
#ifndef ENT_MEDIATORS_INTERNAL_H
#define ENT_MEDIATORS_INTERNAL_H

#include "../network/layer.h"
#include "resample.h"
#include <entente/analysis.h>

/* Defaults, in days. */
#define ENT__HORIZON 365
#define ENT__EXPERIENCE_HORIZON 1825

/* The day `days` before another; open if that would be before all days. */
ent_date ent__day_before(ent_date day, uint32_t days);

/* One actor as mediator in one relation, after roll-up. */
typedef struct ent__mediation {
    ent_id actor, relation;
    ent_mediation_status status;
    bool both; /* A and B are parties */
    bool recent; /* within the experience horizon */
    double weight; /* confidence by status: what it adds to experience */
} ent__mediation;

typedef struct ent__candidate {
    ent_id actor;
    uint32_t node; /* in the window's network, or ENT_NONE */
    ent_broker_role role;
    uint32_t rank;
    double key; /* what it is being ordered by */
    size_t first_mediation, mediation_count; /* its rows */
    double values[ENT_COMPONENT_COUNT];
} ent__candidate;

/* Ways from A to B over the positive ties without that between them: arcs of shortest paths, arcs of a maximum flow. */
typedef struct ent__routes {
    ent__layer layer; /* of strengths */
    uint32_t *twins;
    uint8_t *shortest, *flow; /* an entry an arc of the layer: 1 if the arc is on one */
} ent__routes;

/* What the shares of all candidates are taken of: see ent_mediators_find() of predictive. */
typedef struct ent__backoff {
    double neighbours, dyad; /* sums over the candidates */
    double experienced; /* candidates with experience of the pair */
} ent__backoff;

/* The question with its defaults filled in. */
typedef struct ent__mediator_question {
    const ent_graph *graph; /* NULL in an answer, as are the groups */
    ent_mediator_options options;
    ent_id parties[2]; /* after roll-up */
    ent_date last_seen; /* T - 1 */
    ent_date since, experience_since; /* T - horizons */
} ent__mediator_question;

struct ent_mediators {
    ent__mediator_question question; /* for asking it again */
    ent_id parties[2];
    uint32_t ends[2]; /* their nodes, or ENT_NONE */
    ent_network *network; /* of the evidence window, undirected, by tone */
    uint8_t *signs; /* ent__sign of every entry of the network's evidence */
    ent__routes routes; /* empty if a party has no tie */
    ent__mediation *mediations; /* by actor, then relation */
    size_t mediation_count;
    ent__backoff backoff;
    ent__candidate *candidates; /* best first */
    uint32_t candidate_count;
    ent_mediated *mediated;
    uint32_t mediated_count;
    ent_id *mediated_relations;
};

/* What a relation says to a tie. An expected mediation says nothing. */
enum { ENT__NOTHING = 0, ENT__NEUTRAL = 1, ENT__COOPERATIVE = 2, ENT__HOSTILE = 3 };

/* The view of the evidence window, and that of the mediations seen. */
ent_view ent__mediators_window(const ent__mediator_question *question);
ent_view ent__mediations_view(const ent__mediator_question *question);
/* The mediations that are seen: the record of their view, and how often each relation of it counts; NULL: once. */
typedef struct ent__mediations_seen {
    const ent__basis *record;
    const double *times;
} ent__mediations_seen;

/* Everything but who did, once the network is there: candidates, their scores and ranks. Ways from A to B are looked for if
 * wanted. */
ent_status ent__mediators_answer(ent_mediators *answer, const ent__mediator_question *question,
                                 ent__mediations_seen seen, bool with_ways, const ent_run *run, ent_error *error);
/* Reads the mediations into rows. `is_candidate`, an entry an actor, gets 1 for both ends of those within the experience
 * horizon. */
ent_status ent__mediations_read(ent_mediators *answer, uint8_t *is_candidate, const ent__mediator_question *question,
                                ent__mediations_seen seen, ent_error *error);
/* Makes the list of who did from the rows. */
ent_status ent__mediations_list(ent_mediators *answer, ent_error *error);
/* Computes every component of every candidate, and the ways if wanted: without them what rests on these stays NaN. */
ent_status ent__mediators_score(ent_mediators *answer, bool with_ways, const ent_run *run, ent_error *error);
/* Orders the candidates by a component, and gives them their ranks. */
void ent__mediators_rank(ent_mediators *answer, ent_component by);
/* What a mediation of a status adds to experience: its confidence times this. */
double ent__experience_of(ent_mediation_status status);

/* One more candidate: common neighbours, experience of the pair. */
void ent__backoff_add(ent__backoff *all, double neighbours, double dyad);
/* The share that is expected of a candidate. */
double ent__backoff_share(const ent__backoff *all, double neighbours, double dyad);
/* Adds to `counts`, a number a node, how many neighbours each has in common with a node (ENT_NONE: none), and to `weighed`
 * (NULL: not wanted) the sum of 1 / ln of their degrees, over a layer of positive ties both ways. */
void ent__common_neighbours(double *counts, double *weighed, const ent__layer *layer, uint32_t node);

/* The strengths of the tie between two nodes of a network; 0 without one, or if a node is ENT_NONE. */
typedef struct ent__strengths {
    double positive, negative;
} ent__strengths;
ent__strengths ent__tie_between(const ent_network *network, uint32_t u, uint32_t v);
/* How one stands who has these ties to the two parties. */
typedef struct ent__standing {
    double access, acceptability, screen;
} ent__standing;
ent__standing ent__standing_of(ent__strengths with_a, ent__strengths with_b);

static inline uint32_t ent__mediators_edge(const ent_mediators *answer, uint32_t u, uint32_t v) {
    return u == ENT_NONE || v == ENT_NONE ? ENT_NONE : ent_network_find_edge(answer->network, u, v);
}

#endif
