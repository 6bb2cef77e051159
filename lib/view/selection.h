/*
 * What a view takes of a graph, and how much a relation weighs in it: prepared once, asked for every relation. Private.
 */
#ifndef ENT_SELECTION_H
#define ENT_SELECTION_H

#include "../graph/graph_internal.h"
#include <entente/view.h>

#include <math.h>

/* What is known of an actor; the bits of two may be or-ed, where an actor counts for another. */
#define ENT__MARK_ONLY 1u /* named in `only` */
#define ENT__MARK_EXCLUDED 2u /* named in `exclude`, or of `exclude_flags` */
#define ENT__MARK_CLIMBS 4u /* has affiliations upward: may count for somebody else */

typedef struct ent__selection {
    const ent_graph *graph;
    const ent_view *view;
    uint8_t *marks; /* of each actor */
    uint8_t *codes; /* of each code's number: a prefix of the view fits; NULL: any code, or none, will do */
    ent_date reference; /* the day that decay counts from */
} ent__selection;

/* The day that decay counts from is ENT_DATE_MAX where it is the last of any relation selected: ent__selection_last_day(). */
ent_status ent__selection_open(ent__selection *all, const ent_graph *graph, const ent_view *view, ent_error *error);
/* The last dated day of any relation selected, ENT_DATE_MIN if there is none. O(relations). */
ent_date ent__selection_last_day(const ent__selection *all);
void ent__selection_close(ent__selection *all);

static inline bool ent__is_selected(const ent__selection *all, const ent__relation *relation) {
    const ent_view *view = all->view;
    ent_kind kind = ent__relation_kind(relation);
    return relation->first <= view->until && relation->last >= view->since && (view->kinds & ENT_KIND_BIT(kind)) &&
           (kind != ENT_KIND_MEDIATION || (view->statuses & (1u << relation->status))) &&
           relation->tone >= view->tone_min && relation->tone <= view->tone_max &&
           relation->confidence >= view->confidence_min && (!all->codes || all->codes[relation->code]);
}

/* An actor stored at an end of a relation that counts as `counted` may be at an end of a tie. */
static inline bool ent__is_wanted(const ent__selection *all, ent_id stored, ent_id counted) {
    unsigned marks = (unsigned)all->marks[stored] | all->marks[counted];
    return !(marks & ENT__MARK_EXCLUDED) && (all->view->only_count == 0 || (marks & ENT__MARK_ONLY)) &&
           (all->view->actor_kinds == 7u ||
            (all->view->actor_kinds & (1u << (unsigned)all->graph->actors[counted].as_read.kind)));
}

/* The last day of a relation that says when it was; ENT_DATE_MIN if it is open on both sides. */
static inline ent_date ent__dated(const ent__relation *relation) {
    return relation->last != ENT_DATE_MAX ? relation->last : relation->first;
}

/* What a relation adds to a pair at full share, decayed by its age on the reference day (MEASURES 8.1). */
static inline void ent__weigh(const ent__selection *all, const ent__relation *relation, double *positive,
                              double *negative) {
    *positive = *negative = 0.0;
    if (relation->status == ENT_MEDIATION_EXPECTED) {
        return; /* has not happened */
    }
    double weight = relation->confidence;
    if (all->view->half_life > 0.0) {
        ent_date last = relation->last < all->view->until ? relation->last : all->view->until;
        double age = last < all->reference ? (double)all->reference - (double)last : 0.0;
        weight *= exp2(-age / all->view->half_life);
    }
    double tone = relation->tone;
    if (ent__relation_kind(relation) == ENT_KIND_AFFILIATION) {
        *positive = weight;
    } else if (all->view->scheme == ENT_SCHEME_WEIGHT) {
        ent_id number = (ent_id)(relation - all->graph->relations);
        *(tone >= 0.0 ? positive : negative) = ent__graph_weight(all->graph, number) * weight;
    } else if (all->view->scheme == ENT_SCHEME_COUNT) {
        *(tone >= 0.0 ? positive : negative) = weight;
    } else if (tone != 0.0) {
        *(tone > 0.0 ? positive : negative) = fabs(tone) * weight;
    }
}

#endif
