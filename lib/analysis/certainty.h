/*
 * What a certainty holds, and what it asks of anything that ranks actors: to rank them again, with relations counted more or less
 * often. Private. A ranking fills actors, scores, ranks and order of the record as it is; drawing and leaving out are the same
 * for all.
 */
#ifndef ENT_CERTAINTY_H
#define ENT_CERTAINTY_H

#include "../base/parallel.h"
#include "citations.h"
#include <entente/certainty.h>

struct ent_rank_certainty {
    ent_certainty_summary summary;
    ent_id *actors; /* of each node of the ranking, rising */
    double *scores; /* of each node */
    uint32_t *ranks, *order;
    ent_actor_certainty *rows; /* by order */
    uint32_t *drawn; /* ranks in each draw by node: drawn[draw * actors + node] */
    uint32_t *present; /* of each node, draws that it is in */
    ent_source_influence *sources;
};

/* One worker's room. */
typedef struct ent__bench {
    double *times; /* of each relation */
    uint32_t *counts; /* of each unit */
    uint32_t *ranks, *fenwick; /* n, 2 (n + 1) */
    uint32_t *present; /* of each node, draws of this worker that it is in */
    ent__arcs arcs; /* for ent__basis_compile() */
} ent__bench;

/* Something that ranks actors by what relations say. */
typedef struct ent__ranking {
    void *subject;
    const ent__citations *citations; /* of the relations that it rests on */
    size_t arcs; /* that it compiles at most */
    /* Ranks the certainty's actors, by node, where each relation counts so many times, 0: is not there. Nodes that are not in
     * the ranking then keep their 0. Many threads at once; `room` is the thread's. */
    ent_status (*rank)(uint32_t *ranks, const void *subject, const double *times, ent__arcs *room, const ent_run *run,
                       ent_error *error);
} ent__ranking;

/* A ranking that is made again and again. */
typedef struct ent__ranker {
    const ent__ranking *ranking;
    ent_rank_certainty *certainty;
    const ent_run *run; /* the caller's */
    ent__bench *benches; /* one a worker */
    uint32_t workers;
    double from, share, at; /* of all work: where this part begins, how much it is, how far it is */
} ent__ranker;

/* Reads how to draw, with its defaults filled in; the measure is its ranking's to check. */
ent_status ent__certainty_options(ent_certainty_options *copy, const ent_certainty_options *options, ent_error *error);
/* Makes room for n actors. On failure ent_rank_certainty_free() frees what is there. */
ent_status ent__certainty_open(ent_rank_certainty *certainty, uint32_t n, uint32_t draws, ent_error *error);
/* Draws and leaves out, once the record as it is has been ranked. */
ent_status ent__certainty_fill(ent_rank_certainty *certainty, const ent__ranking *ranking,
                               const ent_certainty_options *options, const ent_run *run, ent_error *error);
/* The node of an actor, or ENT_NONE. O(log n). */
uint32_t ent__certainty_node(const ent_rank_certainty *certainty, ent_id actor);

/* Ranks by a bench's `times`: who is not in the ranking then comes last. Counts who is, if `present` is not NULL. */
ent_status ent__ranker_rank(uint32_t *ranks, uint32_t *present, ent__ranker *ranker, uint32_t worker, ent_error *error);
/* ent__parallel() over items of the ranker, as the part of the work that begins at `from`. */
ent_status ent__ranker_share(ent__ranker *ranker, size_t items, ent__task *task, double from, double share,
                             ent_error *error);

/* Draws, and fills `drawn`, `present` and the rows. */
ent_status ent__certainty_draw(ent__ranker *ranker, ent_error *error);
/* How two nodes stand in the draws. */
ent_pair_certainty ent__certainty_compare(const ent_rank_certainty *certainty, uint32_t first, uint32_t second);
/* Leaves out one source after the other, and fills `sources`. */
ent_status ent__certainty_leave_out(ent__ranker *ranker, ent_error *error);

/* The share of pairs whose order two rankings of n, a and b, have reversed; tied in one only: half. `order` is that of a; ranks
 * are 1 to n; `room` has 2 (n + 1) numbers. */
double ent__rank_distance(const uint32_t *a, const uint32_t *b, const uint32_t *order, uint32_t n, uint32_t *room);

#endif
