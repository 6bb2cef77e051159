/**
 * @file compare.h
 * What changed, what if, why, and how it went: two networks side by side; a network with actors or ties taken out or put in; the
 * relations and sources that an answer rests on; and numbers by day, week, month or year.
 */
#ifndef ENTENTE_COMPARE_H
#define ENTENTE_COMPARE_H

#include <entente/analysis.h>
#include <entente/signed.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What changed ------------------------------------------------------------------------------------------------- */

/** What became of a tie. */
typedef enum ent_change {
    ENT_TIE_APPEARED = 0, /**< only after */
    ENT_TIE_VANISHED = 1, /**< only before */
    ENT_TIE_SIGN = 2, /**< the sign of P - N is another: +, - or 0 */
    ENT_TIE_STRENGTH = 3, /**< P or N is another, by more than a relative 1e-10 */
    ENT_TIE_SAME = 4
} ent_change;
/** "appeared", "vanished", "sign", "strength", "same"; NULL if it is none. Static. */
ENT_API const char *ent_change_name(ent_change change);

/** A tie in one or both networks; index 0 is before, 1 after. Set with ENT_TIE_CHANGE_INIT. */
typedef struct ent_tie_change {
    size_t size; /**< sizeof(ent_tie_change) */
    ent_change change;
    ent_id from; /**< actor; < to if undirected */
    ent_id to;
    uint32_t edges[2]; /**< in each network, to ask ent_network_evidence(); ENT_NONE: no tie there */
    int32_t signs[2]; /**< of P - N; 0 also without a tie */
    double positive[2]; /**< P, 0 without a tie */
    double negative[2]; /**< N, 0 without a tie */
} ent_tie_change;
#define ENT_TIE_CHANGE_INIT                                                                                            \
    {                                                                                                                  \
        sizeof(ent_tie_change), ENT_TIE_SAME, ENT_NONE, ENT_NONE, {ENT_NONE, ENT_NONE}, {0, 0}, {0.0, 0.0}, {          \
            0.0, 0.0                                                                                                   \
        }                                                                                                              \
    }

/** An actor in one or both networks. Set with ENT_RANK_CHANGE_INIT. */
typedef struct ent_rank_change {
    size_t size; /**< sizeof(ent_rank_change) */
    ent_id actor;
    uint32_t ranks[2]; /**< from 1, as ent_rank(); 0: not in that network */
    double scores[2]; /**< NaN: not in that network, or undefined */
} ent_rank_change;
#define ENT_RANK_CHANGE_INIT                                                                                           \
    {                                                                                                                  \
        sizeof(ent_rank_change), ENT_NONE, {0, 0}, {                                                                   \
            0.0, 0.0                                                                                                   \
        }                                                                                                              \
    }

/** Two networks side by side. Immutable, freely shared; keeps no pointer to the networks. */
typedef struct ent_diff ent_diff;
/**
 * Compares two networks of the same graph, or two from arrays, tie by tie and actor by actor: two windows, or the same question
 * before and after ent_network_edit(). Actors are ranked by `measure` with `options` (NULL: its defaults) in each.
 *
 * ENT_EINVAL if one is directed and the other not, or one is compiled and the other from arrays; for a personalisation, which
 * would have to fit both; else as ent_network_score().
 * O(ties log ties) and the two rankings; 80 bytes a tie and an actor of either at the peak.
 */
ENT_API ent_status ent_diff_compute(ent_diff **diff, const ent_network *before, const ent_network *after,
                                    ent_measure measure, const ent_measure_options *options, const ent_run *run,
                                    ent_error *error);
/** Frees a comparison; NULL is fine. */
ENT_API void ent_diff_free(ent_diff *diff);
/** How many ties there are in either. */
ENT_API uint32_t ent_diff_tie_count(const ent_diff *diff);
/** Ties in the order of ent_change, in each by falling difference |dP| + |dN|, then by actors. ENT_EINVAL: no such index. */
ENT_API ent_status ent_diff_tie(ent_tie_change *tie, const ent_diff *diff, uint32_t index, ent_error *error);
/** How many actors there are in either. */
ENT_API uint32_t ent_diff_actor_count(const ent_diff *diff);
/** Actors by rank after, then those that are only before by rank there; equals by rising id. ENT_EINVAL: no such index. */
ENT_API ent_status ent_diff_actor(ent_rank_change *actor, const ent_diff *diff, uint32_t index, ent_error *error);

/* ---- What if ------------------------------------------------------------------------------------------------------ */

/** What to take out of a network and what to put in. Set with ENT_EDIT_INIT. */
typedef struct ent_edit {
    size_t size; /**< sizeof(ent_edit) */
    const ent_id *actors; /**< to take out, with all their ties; those that have none are passed over */
    size_t actor_count;
    const ent_id
        *cut; /**< ties to take out: two actors each, from and to (in any order if undirected); no tie is passed over */
    size_t cut_count; /**< of ties */
    const ent_id *added; /**< ties to put in: two actors each */
    size_t added_count; /**< of ties */
    const double *strengths; /**< of each tie put in: above 0 adds to P, below 0 to N; NULL: 1 each */
} ent_edit;
#define ENT_EDIT_INIT                                                                                                  \
    { sizeof(ent_edit), NULL, 0, NULL, 0, NULL, 0, NULL }
/**
 * The network with actors and ties taken out, then ties put in: what would be if. Actors are those of the network (after
 * roll-up). Nodes of a compiled network are those that still have a tie or internal relations; in one from arrays all stay. A
 * tie put in adds to the one there is; it has length 1, no relation and so no evidence, and may bring in an actor without
 * ties until now. Without ties put in the answer is that of the view with the actors in `exclude`, if it does not roll up.
 *
 * ENT_EINVAL: a tie put in is a loop, names no actor (from arrays: no node), or has a strength that is 0 or not finite.
 * ENT_ELIMIT as ent_network_compile(). O(edges + evidence).
 */
ENT_API ent_status ent_network_edit(ent_network **edited, const ent_network *network, const ent_edit *edit,
                                    const ent_run *run, ent_error *error);

/* ---- Why ---------------------------------------------------------------------------------------------------------- */

/** A relation that an answer rests on. Set with ENT_REASON_INIT. */
typedef struct ent_reason {
    size_t size; /**< sizeof(ent_reason) */
    ent_id relation;
    uint32_t reserved;
    double contribution; /**< in the unit of what is explained; may be negative where a tie lowers a score */
    double share; /**< of the sum of all |contribution|; 0 if that is 0 */
} ent_reason;
#define ENT_REASON_INIT                                                                                                \
    { sizeof(ent_reason), ENT_NONE, 0, 0.0, 0.0 }
/** A source that it rests on. A relation's contribution is shared equally among the sources that it cites. Set with
 *  ENT_SOURCE_REASON_INIT. */
typedef struct ent_source_reason {
    size_t size; /**< sizeof(ent_source_reason) */
    ent_id source; /**< ENT_NONE: relations that cite none */
    uint32_t relations; /**< how many of the relations cite it */
    double contribution;
    double share;
} ent_source_reason;
#define ENT_SOURCE_REASON_INIT                                                                                         \
    { sizeof(ent_source_reason), ENT_NONE, 0, 0.0, 0.0 }

/** What an answer rests on: relations and sources, both by falling |contribution|, then rising id. Immutable, freely shared;
 *  keeps no pointer into graph or network. */
typedef struct ent_explanation ent_explanation;
/**
 * Why a tie is as strong as it is: each relation contributes what it adds to P + N of the edge, after roll-up, shares and decay.
 * The contributions sum to P + N; a relation that adds nothing (tone 0 by tone, a mediation expected) is there with 0.
 *
 * `graph` is the one that the network was compiled from, here and below: ENT_EINVAL for one that lacks an actor or a relation,
 * or a network from arrays; or no such edge. O(actors of the graph + evidence log evidence).
 */
ENT_API ent_status ent_explain_edge(ent_explanation **explanation, const ent_graph *graph, const ent_network *network,
                                    uint32_t edge, ent_error *error);
/**
 * What a path rests on. By convention each step is worth 1 and its relations share that by what they add to P of its edge, so
 * that the contributions sum to the hops; relations that add nothing to P are no part of it. ENT_EINVAL also for a path that
 * names no edge of the network. Cost as above over all steps.
 */
ENT_API ent_status ent_explain_path(ent_explanation **explanation, const ent_graph *graph, const ent_network *network,
                                    const ent_path *path, ent_error *error);
/**
 * Why an actor has the score he has by a measure. What each of his ties contributes:
 * - degree: 1; strength: its strength (of the layer and mode asked). Exact: they sum to the score.
 * - betweenness: half of what runs over the tie through him, from and to others: every path through him uses two of his ties.
 *   By Brandes' dependencies (2001); exact: they sum to the score.
 * - the others: by how much the score would be lower without that tie (leave one out); where it would not be defined, the whole
 *   score. A convention: they do not sum to the score, ties that can stand in for each other contribute little, and ties of
 *   others have no part.
 * Relations share what their tie contributes by what they add to its strength in the layer; those that add nothing are no part.
 *
 * ENT_EINVAL: no such node; else as ent_network_score(). Cost: degree and strength as ent_explain_edge(); betweenness as
 * ent_edge_betweenness(); the others one scoring for each tie of the actor.
 */
ENT_API ent_status ent_explain_score(ent_explanation **explanation, const ent_graph *graph, const ent_network *network,
                                     uint32_t node, ent_measure measure, const ent_measure_options *options,
                                     const ent_run *run, ent_error *error);
/**
 * What a component of a candidate mediator rests on: the relations of ent_mediators_evidence(). Experience: each contributes its
 * weight (confidence by status), exactly. predictive: each mediation the share that its weight makes, and the relations with common
 * neighbours alike what these make together, so that all add up to it. The others are products and ratios that cannot be shared out; by convention a relation
 * contributes the strength |tone| * confidence * share * decay that it adds to the candidate's ties (cross_pressure: and to that
 * between the parties; pair_dependency, flow_share, common_neighbours: to any tie). ENT_EINVAL: no such index or component. O(actors of the graph +
 * relations + evidence).
 */
ENT_API ent_status ent_explain_mediator(ent_explanation **explanation, const ent_graph *graph,
                                        const ent_mediators *mediators, uint32_t index, ent_component component,
                                        ent_error *error);
/** Frees an explanation; NULL is fine. */
ENT_API void ent_explanation_free(ent_explanation *explanation);
/** The number explained: P + N, hops, score or component. */
ENT_API double ent_explanation_value(const ent_explanation *explanation);
/** Number of reasons, by falling contribution. */
ENT_API uint32_t ent_explanation_count(const ent_explanation *explanation);
/** ENT_EINVAL: no such index. O(1). */
ENT_API ent_status ent_explanation_get(ent_reason *reason, const ent_explanation *explanation, uint32_t index,
                                       ent_error *error);
/** Number of sources that the reasons cite. */
ENT_API uint32_t ent_explanation_source_count(const ent_explanation *explanation);
/** ENT_EINVAL: no such index. O(1). */
ENT_API ent_status ent_explanation_source(ent_source_reason *reason, const ent_explanation *explanation, uint32_t index,
                                          ent_error *error);

/* ---- How it went -------------------------------------------------------------------------------------------------- */

/** Stretches of time of the calendar. */
typedef enum ent_period {
    ENT_PERIOD_DAY = 0,
    ENT_PERIOD_WEEK = 1, /**< ISO 8601: from Monday to Sunday */
    ENT_PERIOD_MONTH = 2,
    ENT_PERIOD_YEAR = 3
} ent_period;
/** "day", "week", "month", "year"; NULL if it is none. Static. */
ENT_API const char *ent_period_name(ent_period period);
/** The first and last day of the period that a day is in. */
ENT_API void ent_period_of(ent_date *first, ent_date *last, ent_period period, ent_date day);
/** The name of the period that a day is in, as ISO 8601 has it: "2024-01-16", "2024-W03", "2024-01", "2024"; "" for an open day. */
ENT_API void ent_period_format(char text[ENT_DATE_TEXT], ent_period period, ent_date day);

/** Numbers of a whole network that can be followed through time: X(code, ENUMERATOR, name). */
#define ENT_INDICATOR_MAP(X)                                                                                           \
    X(0, EVENTS, "events") /* no number but the relations, P and N of each period */                                   \
    X(1, SCORE, "score") /* of one actor; NaN where he has no tie */                                                   \
    X(2, ACTORS, "actors") /* with a tie */                                                                            \
    X(3, TIES, "ties")                                                                                                 \
    X(4, STRONG_BALANCE, "strong_balance") /* ent_signed_triads() */                                                   \
    X(5, WEAK_BALANCE, "weak_balance")                                                                                 \
    X(6, LINE_INDEX, "line_index") /* ent_frustration_index(); NaN where it is not proven */                           \
    X(7, WALK_BALANCE, "walk_balance") /* ent_walk_balance() */                                                        \
    X(8, TRANSITIVITY, "transitivity") /* ent_transitivity() */
typedef enum ent_indicator {
#define ENT_INDICATOR_ENUMERATOR(code, name, text) ENT_INDICATOR_##name = (code),
    ENT_INDICATOR_MAP(ENT_INDICATOR_ENUMERATOR)
#undef ENT_INDICATOR_ENUMERATOR
        ENT_INDICATOR_COUNT
} ent_indicator;
/** "strong_balance", ...; NULL if it is none. Static. */
ENT_API const char *ent_indicator_name(ent_indicator indicator);

/** What to follow. Set with ENT_SERIES_OPTIONS_INIT. */
typedef struct ent_series_options {
    size_t size; /**< sizeof(ent_series_options) */
    ent_period period;
    uint32_t
        span; /**< periods in the window that ends with each, at most 1,000,000; 0: 1. Of an indicator other than events */
    ent_id actor; /**< relations: only those of this actor, as he counts after roll-up; score: whose; ENT_NONE: all */
    ent_id other; /**< relations: only those of `actor` with this one; ENT_NONE: with anybody */
    ent_indicator indicator;
    ent_measure measure; /**< of a score */
    const ent_measure_options *measure_options; /**< of a score; NULL: its defaults */
} ent_series_options;
#define ENT_SERIES_OPTIONS_INIT                                                                                        \
    {                                                                                                                  \
        sizeof(ent_series_options), ENT_PERIOD_MONTH, 0, ENT_NONE, ENT_NONE, ENT_INDICATOR_EVENTS, ENT_MEASURE_DEGREE, \
            NULL                                                                                                       \
    }

/** A series as columns, one entry a period; borrowed for its life. Set with ENT_SERIES_COLUMNS_INIT. */
typedef struct ent_series_columns {
    size_t size; /**< sizeof(ent_series_columns) */
    uint32_t count;
    uint32_t undated; /**< relations that are open on both sides, and so in no period */
    const ent_date *first; /**< of the period; cut to the view's window */
    const ent_date *last;
    const uint32_t *relations; /**< relations of the period */
    const double *positive; /**< what they add to P */
    const double *negative; /**< and to N: their net is P - N */
    const double *values; /**< the indicator; NULL of events */
    ent_indicator indicator;
    ent_period period;
} ent_series_columns;
#define ENT_SERIES_COLUMNS_INIT                                                                                        \
    { sizeof(ent_series_columns), 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, ENT_INDICATOR_EVENTS, ENT_PERIOD_DAY }

/** Numbers by period. Immutable, freely shared; keeps no pointer into the graph. */
typedef struct ent_series ent_series;
/**
 * Follows a view through time. Every period from that of the first event (or of the view's first day, if it has one) to that of
 * the last is there, also where nothing happened.
 *
 * Relations, P and N: a relation counts once, in the period of its first day, cut to the view's window; of its last day if its
 * start is open; it adds to P and N all that its ties of the view get from it: of all actors, of `actor` or of him with `other`. In
 * a directed view only what goes from `actor` (to `other`). Loops after roll-up are no ties.
 *
 * Indicators: of the network of the `span` periods that end with each, which is that of the view with its window cut to them: so
 * relations of several days, and standing ones, are in every window that they meet. Decay counts to the window's end unless
 * the view names a day.
 *
 * ENT_EINVAL: options, or a score without an actor; ENT_ELIMIT: more than 1,000,000 periods; else as ent_network_compile() and
 * the indicator. Relations are read and rolled up once, not for every window. O(threads * (relations + arcs) + arcs log arcs +
 * periods); for an indicator O(actors of the graph + ties of the window + arcs that come or go) and its own cost a window, as
 * long as there is no decay, direction is not mutual and what each relation adds is a multiple of 2^-59 below 16, as all such numbers
 * from 2^-7 on are; else O(actors of the graph + arcs of the window). Threads share the windows out. 60 bytes an arc while it
 * runs, and 28 for every further thread whose windows it meets.
 */
ENT_API ent_status ent_series_compute(ent_series **series, const ent_graph *graph, const ent_view *view,
                                      const ent_series_options *options, const ent_run *run, ent_error *error);
/** Frees a series; NULL is fine. */
ENT_API void ent_series_free(ent_series *series);
/** Fills the columns, as far as columns->size says there is room. O(1). */
ENT_API ent_status ent_series_get(ent_series_columns *columns, const ent_series *series, ent_error *error);

#ifdef __cplusplus
}
#endif
#endif
