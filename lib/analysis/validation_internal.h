/*
 * Predictive validation: queries, and the ranks of the true mediators. Private. validation.c lists the queries, rankers.c ranks
 * the candidates of one, bootstrap.c compares.
 */
#ifndef ENT_VALIDATION_INTERNAL_H
#define ENT_VALIDATION_INTERNAL_H

#include "../network/layer.h"
#include "../view/arcs.h"
#include <entente/analysis.h>

typedef struct ent__query {
    ent_date day;
    ent_id relation, party_a, party_b, mediator;
    uint32_t candidates;
    bool cold, known;
    uint32_t above[ENT_RANKER_COUNT],
        equal[ENT_RANKER_COUNT]; /* candidates above the true mediator, and level with it */
    double ranks[ENT_RANKER_COUNT];
} ent__query;

struct ent_validation {
    ent__query *queries;
    size_t count, capacity;
};

/* One mediator in one mediation relation that took place, after roll-up, and the parties other than itself. */
typedef struct ent__deed {
    ent_id relation, mediator;
    ent_date first, last;
    double weight; /* what it adds to experience */
    size_t parties; /* where they start in the record's list, rising */
    uint32_t party_count;
} ent__deed;

/* What the whole graph says, to be read up to a day. */
typedef struct ent__record {
    const ent_graph *graph;
    ent_validation_options options; /* defaults filled in */
    ent_view view; /* of the ties; its window is to be set */
    ent__arcs arcs; /* of the whole history, without decay */
    ent__deed *deeds; /* by relation, then mediator */
    size_t deed_count;
    ent_id *parties;
    ent_date *first_seen; /* of each actor, the first day of any of its relations; ENT_DATE_MAX: none */
    uint32_t actor_count;
} ent__record;

/* True if both are among the parties of a deed. */
bool ent__deed_joins(const ent__record *record, const ent__deed *deed, ent_id a, ent_id b);

/* Ranks the true mediators of queries of one day. */
ent_status ent__rank_queries(ent__query *queries, size_t count, const ent__record *record, const ent_run *run,
                             ent_error *error);

/* A metric of a ranker in a query that is not cold. */
double ent__metric_of(const ent__query *query, ent_ranker ranker, ent_metric metric);

#endif
