/*
 * From graph and view to arcs: what the network and the contacts are compiled from. Private.
 *
 * One arc is one ordered pair of actors under one relation, after selection, roll-up, shares and merging (see ent_view):
 * the arcs of a relation come together, each pair once. Loops come with from == to; the caller counts them as internal.
 * Under ENT_MUTUAL only arcs of pairs that run both ways come.
 */
#ifndef ENT_ARCS_H
#define ENT_ARCS_H

#include "selection.h"

/* Most actors that one actor may count for on one day. */
#define ENT__MOST_SHARES 64

typedef struct ent__arc {
    ent_id from, to, relation;
    ent_date first, last;
    uint8_t kind; /* ent_kind */
    uint8_t
        way_back; /* undirected and mutual views: the relation joins this pair from the smaller actor too, and that arc has
                         the strength of both; this one has none and is no tie of its own */
    double positive, negative; /* strength that this relation adds to the pair, decayed and shared */
} ent__arc;

typedef struct ent__arcs {
    ent__arc *items;
    size_t count, capacity;
    ent_date last_day; /* latest day that is not open of any relation selected, ENT_DATE_MIN: none */
} ent__arcs;

/* Collects the arcs of a view, ordered by relation, then from, then to. The view must have been checked. */
ent_status ent__arcs_collect(ent__arcs *arcs, const ent_graph *graph, const ent_view *view, const ent_run *run,
                             ent_error *error);
/* The same of some relations, rising, that have passed the view before; decay that counts to the last day of any relation
 * selected counts to `last_day`. */
ent_status ent__arcs_of(ent__arcs *arcs, const ent_graph *graph, const ent_view *view, const ent_id *relations,
                        size_t count, ent_date last_day, ent_error *error);
/* Appends the arcs of one relation that is selected: their ends, `way_back`, and for now as positive strength their share. */
ent_status ent__arcs_share(ent__arcs *arcs, const ent__selection *asked, ent_id relation, ent_error *error);
void ent__arcs_free(ent__arcs *arcs);

/* Numbers the actors at the ends of arcs, rising: *actors gets the actor of every node, in memory of its own, and `nodes`
 * (zeroed, an entry an actor of the graph) each actor's node, ENT_NONE: no arc. */
ent_status ent__arcs_number(ent_id **actors, uint32_t *count, uint32_t *nodes, size_t actor_count,
                            const ent__arcs *arcs, ent_error *error);

/* The same of the actors whose entry of `nodes` is not 0. */
ent_status ent__number_actors(ent_id **actors, uint32_t *count, uint32_t *nodes, size_t actor_count, ent_error *error);

/* Drops the arcs of pairs that run one way only; what is left keeps its order. On failure nothing is dropped. */
ent_status ent__arcs_keep_mutual(ent__arcs *arcs, ent_error *error);

/* The view's copy with its defaults filled in, checked against the graph. */
ent_status ent__view_read(ent_view *copy, const ent_view *view, const ent_graph *graph, ent_error *error);

#endif
