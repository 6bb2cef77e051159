/*
 * What a certainty holds, and how its two halves, draws and sources left out, rank a record. Private.
 */
#ifndef ENT_CERTAINTY_H
#define ENT_CERTAINTY_H

#include "../base/parallel.h"
#include "resample.h"
#include <entente/certainty.h>

struct ent_rank_certainty {
    ent_certainty_summary summary;
    ent_id *actors; /* of each node of the view's network, rising */
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
    ent__arcs arcs;
} ent__bench;

/* A record that is ranked again and again. */
typedef struct ent__ranker {
    const ent__record *record;
    const ent_certainty_options *options;
    ent_rank_certainty *certainty;
    const ent_run *run; /* the caller's */
    ent__bench *benches; /* one a worker */
    uint32_t workers;
    double from, share, at; /* of all work: where this part begins, how much it is, how far it is */
} ent__ranker;

/* Ranks the actors of the certainty, by node, in the network of a bench's `times`: those that are not in it come last. Counts
 * who is in it, if `present` is not NULL. */
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
