/**
 * @file view.h
 * The question: which relations, between whom, on which days, weighed how. A plain value: nothing to free.
 */
#ifndef ENTENTE_VIEW_H
#define ENTENTE_VIEW_H

#include <entente/graph.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Whether officials and agencies count as what they serve or are part of. */
typedef enum ent_rollup {
    ENT_ROLLUP_NONE = 0,
    ENT_ROLLUP_PRINCIPAL = 1 /**< as ent_graph_principals() says, on the day of each event */
} ent_rollup;

/**
 * What one relation adds to a tie; m its weight, c confidence in (0, 1], f share after roll-up in (0, 1], g tone in [-10, 10] (the unit of
 * the scale of Goldstein 1992), w = 2^(-age / half_life) its decay (1 without one). `age` is the days from the relation's
 * last day, cut to the window, to the reference day; at least 0, and 0 for one that goes on.
 */
typedef enum ent_scheme {
    ENT_SCHEME_COUNT = 0, /**< c*f*w to the positive strength if g >= 0, else to the negative */
    ENT_SCHEME_TONE =
        1, /**< max(g,0)*c*f*w to the positive, max(-g,0)*c*f*w to the negative; 0 adds to the count only */
    ENT_SCHEME_WEIGHT =
        2 /**< m*c*f*w to the positive strength if g >= 0, else to the negative: a record that stands for ten
                             counts as ten. The same as count where no relation has a weight */
} ent_scheme;

/** What becomes of direction. A relation adds at most once to an edge. */
typedef enum ent_direction {
    ENT_UNDIRECTED = 0, /**< one edge a pair, both directions summed; a mutual relation is one tie of it */
    ENT_DIRECTED = 1, /**< one edge an ordered pair; a mutual relation is on both edges of its pair */
    ENT_MUTUAL =
        2 /**< undirected, only pairs that have arcs in both directions, of one mutual relation or of several */
} ent_direction;

/**
 * A view. Set with ENT_VIEW_INIT, which asks for everything: all events (no affiliations), every day, count, no
 * roll-up, undirected. The arrays are read during a call only.
 *
 * Order of work: select by window, kinds, codes, tone, confidence, status; roll up; drop excluded actors; split by share; merge the
 * arcs of one relation that now join the same pair (share = min(1, sum)); drop loops into the internal counts; collapse.
 * A relation whose status is ENT_MEDIATION_EXPECTED has not happened: it counts, with evidence, but adds no strength.
 * An affiliation adds c*f*w to the positive strength under every scheme; rolled up like any relation, on its own first day, an
 * official's own `serves` is internal to whom he serves. A mediation ties mediators to parties, never the parties.
 */
typedef struct ent_view {
    size_t size; /**< sizeof(ent_view) */
    ent_date since; /**< first day of the window, closed */
    ent_date until; /**< last day of the window, closed; a relation is in if its days meet the window */
    uint32_t kinds; /**< mask of ENT_KIND_BIT; 0: ENT_KINDS_EVENTS */
    uint32_t actor_kinds; /**< mask of 1u << ent_actor_kind, of the actors after roll-up; 0: all */
    uint32_t statuses; /**< mask of 1u << ent_mediation_status, for mediations; 0: all */
    ent_rollup rollup;
    ent_scheme scheme;
    ent_direction direction;
    const char *const *codes; /**< code prefixes ("19", "043"); a relation must have one of them; NULL: any or none */
    size_t code_count;
    double tone_min; /**< closed */
    double tone_max; /**< closed */
    double confidence_min; /**< relations below it are left out; 0: none are */
    double half_life; /**< days after which a relation weighs half; 0: no decay */
    ent_date reference; /**< day that decay counts from; ENT_DATE_MAX: `until`, or if that is open the last day of any
                             relation selected */
    uint32_t
        exclude_flags; /**< mask of ENT_ACTOR_CATCH_ALL: neither end may have one of these, before or after roll-up; 0: any may */
    const ent_id *only; /**< both ends must be among these, before or after roll-up; only_count 0: anybody */
    size_t only_count;
    const ent_id *exclude; /**< neither end may be among these, before or after roll-up */
    size_t exclude_count;
} ent_view;
#define ENT_VIEW_INIT                                                                                                  \
    {                                                                                                                  \
        sizeof(ent_view), ENT_DATE_MIN, ENT_DATE_MAX, 0, 0, 0, ENT_ROLLUP_NONE, ENT_SCHEME_COUNT, ENT_UNDIRECTED,      \
            NULL, 0, -10.0, 10.0, 0.0, 0.0, ENT_DATE_MAX, 0, NULL, 0, NULL, 0                                          \
    }

/** Checks a view (NULL: ENT_VIEW_INIT) against a graph without using it: ENT_EINVAL says which field is wrong and what would
 *  be right. O(actors and codes named). */
ENT_API ent_status ent_view_check(const ent_view *view, const ent_graph *graph, ent_error *error);

#ifdef __cplusplus
}
#endif
#endif
