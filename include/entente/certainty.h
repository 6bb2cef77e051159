/**
 * @file certainty.h
 * How sure a ranking is, of actors by a measure or of who could mediate: which ranks an actor takes when the record is drawn
 * again, how often two actors change places, and which single source the order rests on most.
 */
#ifndef ENTENTE_CERTAINTY_H
#define ENTENTE_CERTAINTY_H

#include <entente/analysis.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What is drawn with replacement. */
typedef enum ent_draw_unit {
    ENT_DRAW_SOURCES = 0, /**< sources; a relation that cites none is a source of its own */
    ENT_DRAW_RELATIONS = 1 /**< relations, each by itself */
} ent_draw_unit;
/** "sources", "relations"; NULL if it is none. Static. */
ENT_API const char *ent_draw_unit_name(ent_draw_unit unit);

/**
 * A score of actors that is no measure, such as ent_pn_index(): fills `scores`, a number a node of a network, NaN: undefined. The
 * same network must have the same scores. Called on several threads at once, each with a network of its own, which ends with
 * the call; `run` is of one thread and may be handed on. Anything but ENT_OK ends the call that draws, with this status.
 */
typedef ent_status ent_scorer(double *scores, const ent_network *network, void *context, const ent_run *run,
                              ent_error *error);

/** The same of dated contacts, such as ent_contacts_closeness(). */
typedef ent_status ent_contacts_scorer(double *scores, const ent_contacts *contacts, void *context, const ent_run *run,
                                       ent_error *error);

/** What to rank by, and how to draw. Set with ENT_CERTAINTY_OPTIONS_INIT. */
typedef struct ent_certainty_options {
    size_t size; /**< sizeof(ent_certainty_options) */
    ent_measure measure; /**< of ent_rank_certainty_compute() */
    ent_draw_unit unit;
    const ent_measure_options *measure_options; /**< of the measure; NULL: its defaults; without personalisation */
    uint32_t draws; /**< at most 1,000,000; 0: 1000 */
    uint32_t sources; /**< most sources to leave out, those first that most relations rest on alone; 0: 1000 */
    double level; /**< of the rank intervals, between 0 and 1; 0: 0.95 */
    ent_scorer
        *scorer; /**< of ent_rank_certainty_compute(): what ranks instead of the measure; NULL: the measure does */
    void *context; /**< of the scorer */
    ent_contacts_scorer *contacts_scorer; /**< the same, by a score in time; NULL: by `scorer` or the measure */
    uint32_t traversal; /**< of its contacts, as ent_contacts_compile() takes it */
    uint32_t reserved;
} ent_certainty_options;
#define ENT_CERTAINTY_OPTIONS_INIT                                                                                     \
    {                                                                                                                  \
        sizeof(ent_certainty_options), ENT_MEASURE_BETWEENNESS, ENT_DRAW_SOURCES, NULL, 0, 0, 0.0, NULL, NULL, NULL,   \
            0, 0                                                                                                       \
    }

/** How sure a ranking is. Immutable, freely shared; keeps no pointer into the graph. */
typedef struct ent_rank_certainty ent_rank_certainty;
/**
 * Ranks the actors of a view (NULL: ENT_VIEW_INIT) by a measure or a score, then again in each of many draws (the bootstrap of Efron 1979), and
 * once without each source.
 *
 * **A draw.** Of the u sources that the relations of the view cite (each relation without one a source of its own), u are drawn with
 * replacement. A relation counts as often as its sources were drawn, on average over them: m times. Then each relation is
 * true with the probability of its confidence c: with 1 - c it is gone. What is left adds m/c times its strength to its ties, so
 * that on average a draw has the strengths of the view; with m = 0 it is gone. The view is compiled from these and ranked.
 * Roll-up and the day that decay counts to are those of the view. An actor without relations in a draw is not present and ranks
 * behind all that are, equal with the others that are not.
 *
 * **One source.** If all relations cite the same single source, there is nothing to draw sources from: relations are drawn
 * instead, and the summary's unit says so. The intervals then say how much the ranking hangs on single relations, not whether the
 * source is right.
 *
 * **Without a source.** Relations that cite it alone are gone; those that others also cite stay as they are. Two rankings differ by
 * the share of all pairs of actors whose order is reversed, those tied in one of them only counted half (K with p = 1/2 of
 * Fagin, Kumar, Mahdian, Sivakumar & Vee 2006): 0 the same, 1 the reverse.
 *
 * Seeded by run->seed; the same for any number of threads. ENT_EINVAL: options; ENT_ELIMIT: draws times actors above 500
 * million, of which 4 bytes each are kept; else as ent_network_compile() and ent_network_score(). O(relations + arcs) once; for
 * each draw and each source O(actors of the graph + arcs) and one scoring, on as many threads as run says. Beside what is kept, 400
 * bytes an actor and a tie at the peak with two threads, and what the scoring takes.
 */
ENT_API ent_status ent_rank_certainty_compute(ent_rank_certainty **certainty, const ent_graph *graph,
                                              const ent_view *view, const ent_certainty_options *options,
                                              const ent_run *run, ent_error *error);
/** Frees it; NULL is fine. */
ENT_API void ent_rank_certainty_free(ent_rank_certainty *certainty);

/** What the answer rests on. Set with ENT_CERTAINTY_SUMMARY_INIT. */
typedef struct ent_certainty_summary {
    size_t size; /**< sizeof(ent_certainty_summary) */
    ent_draw_unit unit; /**< what was drawn: relations also where sources were asked for and there is only one */
    uint32_t units; /**< of how many */
    uint32_t draws;
    uint32_t actors; /**< that are ranked: rows of ent_rank_certainty_actor() */
    uint32_t relations; /**< that the ranking rests on */
    uint32_t unsourced; /**< of these, without a source */
    uint32_t sources; /**< that the relations cite */
    uint32_t left_out; /**< of these, left out one by one: rows of ent_rank_certainty_source() */
    double level;
} ent_certainty_summary;
#define ENT_CERTAINTY_SUMMARY_INIT                                                                                     \
    { sizeof(ent_certainty_summary), ENT_DRAW_SOURCES, 0, 0, 0, 0, 0, 0, 0, 0.0 }
/** Fills the summary, as far as summary->size says there is room. O(1). */
ENT_API ent_status ent_rank_certainty_summary(ent_certainty_summary *summary, const ent_rank_certainty *certainty,
                                              ent_error *error);

/** How sure the rank of an actor is. Set with ENT_ACTOR_CERTAINTY_INIT. */
typedef struct ent_actor_certainty {
    size_t size; /**< sizeof(ent_actor_certainty) */
    ent_id actor;
    uint32_t rank; /**< in the view itself, as ent_rank() */
    uint32_t rank_low; /**< best rank of the interval: of D ranks sorted, number floor((1-level)/2 (D-1)) from 0 */
    uint32_t
        rank_high; /**< worst: number ceil((1+level)/2 (D-1)). Need not hold `rank`, if drawing tends to change it */
    double score; /**< in the view itself; NaN: undefined */
    double present; /**< share of draws that he is in */
    double
        flip_next; /**< share of draws in which the next row comes before this one; NaN if they are equal, or it is the last */
} ent_actor_certainty;
#define ENT_ACTOR_CERTAINTY_INIT                                                                                       \
    { sizeof(ent_actor_certainty), ENT_NONE, 0, 0, 0, 0.0, 0.0, 0.0 }
/** Actors by rank, equals by rising id. ENT_EINVAL: no such index. O(1). */
ENT_API ent_status ent_rank_certainty_actor(ent_actor_certainty *actor, const ent_rank_certainty *certainty,
                                            uint32_t index, ent_error *error);

/** How two actors stand in the draws; the three sum to 1. Set with ENT_PAIR_CERTAINTY_INIT. */
typedef struct ent_pair_certainty {
    size_t size; /**< sizeof(ent_pair_certainty) */
    double before; /**< share of draws in which the first comes before the second */
    double equal; /**< in which they share a rank, or neither is present */
    double after; /**< in which the second comes before the first: where the first ranks before, the share that flips */
} ent_pair_certainty;
#define ENT_PAIR_CERTAINTY_INIT                                                                                        \
    { sizeof(ent_pair_certainty), 0.0, 0.0, 0.0 }
/** Any two actors of the ranking. ENT_ENOTFOUND for one that is not in it. O(draws). */
ENT_API ent_status ent_rank_certainty_pair(ent_pair_certainty *pair, const ent_rank_certainty *certainty, ent_id first,
                                           ent_id second, ent_error *error);

/** What the ranking is without a source. Set with ENT_SOURCE_INFLUENCE_INIT. */
typedef struct ent_source_influence {
    size_t size; /**< sizeof(ent_source_influence) */
    ent_id source;
    uint32_t relations; /**< of the view that cite it */
    uint32_t alone; /**< of these, that cite no other: gone without it */
    ent_id actor; /**< who moves by the most ranks without it, of equals who ranks first; ENT_NONE: nobody moves */
    uint32_t rank; /**< his rank in the view; 0: nobody */
    uint32_t rank_without; /**< and without the source; if he is not present, behind all that are */
    double distance; /**< of the two rankings, in [0, 1]; 0 also with fewer than two actors */
} ent_source_influence;
#define ENT_SOURCE_INFLUENCE_INIT                                                                                      \
    { sizeof(ent_source_influence), ENT_NONE, 0, 0, ENT_NONE, 0, 0, 0.0 }
/** Sources left out, by falling distance, equals by rising id: the first is the one that the ranking rests on most. ENT_EINVAL: no
 *  such index. O(1). */
ENT_API ent_status ent_rank_certainty_source(ent_source_influence *source, const ent_rank_certainty *certainty,
                                             uint32_t index, ent_error *error);

/**
 * How sure the ranking of who could is, as ent_rank_certainty_compute() says it: the same question is asked again of drawn
 * relations. `graph` is that of the mediators; what was added to it since counts, if it is seen. `measure` and scorers of
 * the options are not read: `by` of the question ranks, with all that breaks its ties.
 *
 * What is drawn are the relations that a rank may rest on: those of the evidence window, and the mediations of the experience
 * horizon. One that counts m times and is true adds m/c times its strength to its ties and its weight to experience; with m = 0
 * it is gone. The day, the parties and roll-up stay. Who is no candidate in a draw is not present; nobody becomes one.
 *
 * ENT_EINVAL: options; the graph does not have the parties. ENT_ELIMIT: as ent_rank_certainty_compute(). O(relations) once; for
 * each draw and each source O(actors of the graph + arcs of the window + mediations) and the scores; paths and flows are found
 * only where pair_dependency or flow_share ranks.
 */
ENT_API ent_status ent_mediators_certainty(ent_rank_certainty **certainty, const ent_mediators *mediators,
                                           const ent_graph *graph, const ent_certainty_options *options,
                                           const ent_run *run, ent_error *error);

#ifdef __cplusplus
}
#endif
#endif
