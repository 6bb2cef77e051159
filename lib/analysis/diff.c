/*
 * Two networks side by side. Both have their ties ordered by actors, so one merge finds what is in either; the order of what
 * changed most comes after. O(ties log ties) and the two rankings; O(ties + actors of both) memory.
 *
 * Actors are what the two have in common, never nodes: the same actor has different numbers in each. Never says why: the edges
 * of both sides tell the evidence.
 */
#include "../network/network_internal.h"
#include <entente/compare.h>

#include <math.h>
#include <stdlib.h>

struct ent_diff {
    ent_tie_change *ties;
    uint32_t tie_count;
    ent_rank_change *actors;
    uint32_t actor_count;
};

const char *ent_change_name(ent_change change) {
    static const char *const names[] = {"appeared", "vanished", "sign", "strength", "same"};
    return (unsigned)change <= ENT_TIE_SAME ? names[change] : NULL;
}

/* ---- Ties --------------------------------------------------------------------------------------------------------- */

/* The actors of an edge as one number that sorts as edges do; the greatest of numbers after the last. */
static uint64_t pair_at(const ent_network *network, uint32_t edge) {
    if (edge >= network->edge_count) {
        return UINT64_MAX;
    }
    return (uint64_t)ent_network_actor(network, network->from[edge]) << 32 |
           ent_network_actor(network, network->to[edge]);
}

static void read_side(ent_tie_change *tie, int side, const ent_network *network, uint32_t edge) {
    double positive = ent__edge_positive(network, edge), negative = ent__edge_negative(network, edge);
    tie->edges[side] = edge;
    tie->positive[side] = positive;
    tie->negative[side] = negative;
    tie->signs[side] = ent__equal(positive, negative) ? 0 : positive > negative ? 1 : -1;
}

/* The gravest change names the row: that a tie is there, its sign, then its strength. */
static ent_change change_of(const ent_tie_change *tie) {
    if (tie->edges[0] == ENT_NONE || tie->edges[1] == ENT_NONE) {
        return tie->edges[0] == ENT_NONE ? ENT_TIE_APPEARED : ENT_TIE_VANISHED;
    }
    if (tie->signs[0] != tie->signs[1]) {
        return ENT_TIE_SIGN;
    }
    bool same = ent__equal(tie->positive[0], tie->positive[1]) && ent__equal(tie->negative[0], tie->negative[1]);
    return same ? ENT_TIE_SAME : ENT_TIE_STRENGTH;
}

/* P and N apart: a tie that gained as much of both has changed, though its net has not. */
static double difference(const ent_tie_change *tie) {
    return fabs(tie->positive[1] - tie->positive[0]) + fabs(tie->negative[1] - tie->negative[0]);
}

/* Equal differences are told apart by the actors, so that the order is always the same. */
static int by_change(const void *left, const void *right) {
    const ent_tie_change *a = left, *b = right;
    if (a->change != b->change) {
        return a->change < b->change ? -1 : 1;
    }
    double of_a = difference(a), of_b = difference(b);
    if (of_a != of_b) {
        return of_a > of_b ? -1 : 1;
    }
    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }
    return (a->to > b->to) - (a->to < b->to);
}

static ent_status compare_ties(ent_diff *diff, const ent_network *const sides[2], ent_error *error) {
    uint32_t at[2] = {0, 0};
    diff->ties = ent__calloc((size_t)sides[0]->edge_count + sides[1]->edge_count, sizeof *diff->ties);
    if (!diff->ties) {
        return ent__fail_memory(error);
    }
    while (at[0] < sides[0]->edge_count || at[1] < sides[1]->edge_count) {
        uint64_t pairs[2] = {pair_at(sides[0], at[0]), pair_at(sides[1], at[1])};
        uint64_t pair = pairs[0] < pairs[1] ? pairs[0] : pairs[1];
        ent_tie_change tie = ENT_TIE_CHANGE_INIT;
        tie.from = (ent_id)(pair >> 32);
        tie.to = (ent_id)pair;
        for (int side = 0; side < 2; side++) {
            if (pairs[side] == pair) {
                read_side(&tie, side, sides[side], at[side]++);
            }
        }
        tie.change = change_of(&tie);
        diff->ties[diff->tie_count++] = tie;
    }
    if (diff->tie_count) {
        qsort(diff->ties, diff->tie_count, sizeof *diff->ties, by_change);
    }
    return ENT_OK;
}

/* ---- Actors ------------------------------------------------------------------------------------------------------- */

typedef struct ranking {
    double *scores;
    uint32_t *order, *ranks;
} ranking;

static ent_status rank_side(ranking *made, const ent_network *network, ent_measure measure,
                            const ent_measure_options *options, const ent_run *run, ent_error *error) {
    uint32_t n = network->node_count;
    made->scores = ent__calloc(n, sizeof *made->scores);
    made->order = ent__calloc(n, sizeof *made->order);
    made->ranks = ent__calloc(n, sizeof *made->ranks);
    if (!made->scores || !made->order || !made->ranks) {
        return ent__fail_memory(error);
    }
    ent_status status = ent_network_score(made->scores, network, measure, options, run, error);
    return status == ENT_OK ? ent_rank(made->order, made->ranks, made->scores, n, error) : status;
}

static void ranking_free(ranking *made) {
    free(made->scores);
    free(made->order);
    free(made->ranks);
}

/* By rank after; who is only before comes last, by rank there. */
static int by_rank(const void *left, const void *right) {
    const ent_rank_change *a = left, *b = right;
    for (int side = 1; side >= 0; side--) {
        if (a->ranks[side] != b->ranks[side]) {
            bool has_both = a->ranks[side] && b->ranks[side];
            return (has_both ? a->ranks[side] < b->ranks[side] : a->ranks[side] > 0) ? -1 : 1;
        }
        if (a->ranks[side]) {
            break; /* equal after: by id */
        }
    }
    return (a->actor > b->actor) - (a->actor < b->actor);
}

static ent_status compare_actors(ent_diff *diff, const ent_network *const sides[2], const ranking *rankings,
                                 ent_error *error) {
    uint32_t at[2] = {0, 0};
    diff->actors = ent__calloc((size_t)sides[0]->node_count + sides[1]->node_count, sizeof *diff->actors);
    if (!diff->actors) {
        return ent__fail_memory(error);
    }
    while (at[0] < sides[0]->node_count || at[1] < sides[1]->node_count) {
        ent_id actors[2] = {ent_network_actor(sides[0], at[0]), ent_network_actor(sides[1], at[1])};
        ent_rank_change row = ENT_RANK_CHANGE_INIT;
        row.actor = actors[0] < actors[1] ? actors[0] : actors[1]; /* ENT_NONE after the last */
        for (int side = 0; side < 2; side++) {
            bool has = actors[side] == row.actor;
            row.scores[side] = has ? rankings[side].scores[at[side]] : NAN;
            row.ranks[side] = has ? rankings[side].ranks[at[side]++] : 0;
        }
        diff->actors[diff->actor_count++] = row;
    }
    if (diff->actor_count) {
        qsort(diff->actors, diff->actor_count, sizeof *diff->actors, by_rank);
    }
    return ENT_OK;
}

/* ---- The whole ---------------------------------------------------------------------------------------------------- */

/* What would be compared wrongly, in silence: arcs with edges, actors with nodes, one actor's personalisation with
 * another's. */
static ent_status check(const ent_network *const sides[2], const ent_measure_options *options, ent_error *error) {
    if (sides[0]->directed != sides[1]->directed) {
        return ent__fail(error, ENT_EINVAL, "one network is directed and the other is not; compare two alike");
    }
    if (sides[0]->compiled != sides[1]->compiled) {
        return ent__fail(error, ENT_EINVAL, "one network is compiled and the other from arrays; compare two alike");
    }
    if (options->personalisation) {
        return ent__fail(error, ENT_EINVAL, "a personalisation cannot fit two networks; expected none");
    }
    return ENT_OK;
}

ent_status ent_diff_compute(ent_diff **diff, const ent_network *before, const ent_network *after, ent_measure measure,
                            const ent_measure_options *options, const ent_run *run, ent_error *error) {
    *diff = NULL;
    const ent_network *const sides[2] = {before, after};
    ranking rankings[2] = {{NULL, NULL, NULL}, {NULL, NULL, NULL}};
    ent_measure_options asked = ENT_MEASURE_OPTIONS_INIT;
    ent_status status = ent__options_read(&asked, sizeof asked, options, "ent_measure_options", error);
    if (status == ENT_OK) {
        status = check(sides, &asked, error);
    }
    ent_diff *made = status == ENT_OK ? ent__calloc(1, sizeof *made) : NULL;
    if (status == ENT_OK) {
        status = made ? compare_ties(made, sides, error) : ent__fail_memory(error);
    }
    for (int side = 0; side < 2 && status == ENT_OK; side++) {
        status = rank_side(&rankings[side], sides[side], measure, &asked, run, error);
    }
    if (status == ENT_OK) {
        status = compare_actors(made, sides, rankings, error);
    }
    ranking_free(&rankings[0]);
    ranking_free(&rankings[1]);
    if (status != ENT_OK) {
        ent_diff_free(made);
        return status;
    }
    *diff = made;
    return ENT_OK;
}

void ent_diff_free(ent_diff *diff) {
    if (diff) {
        free(diff->ties);
        free(diff->actors);
        free(diff);
    }
}

uint32_t ent_diff_tie_count(const ent_diff *diff) {
    return diff->tie_count;
}

ent_status ent_diff_tie(ent_tie_change *tie, const ent_diff *diff, uint32_t index, ent_error *error) {
    if (index >= diff->tie_count) {
        return ent__fail(error, ENT_EINVAL, "no tie %u; there are %u", index, diff->tie_count);
    }
    return ent__result_write(tie, &diff->ties[index], sizeof *diff->ties, "ent_tie_change", error);
}

uint32_t ent_diff_actor_count(const ent_diff *diff) {
    return diff->actor_count;
}

ent_status ent_diff_actor(ent_rank_change *actor, const ent_diff *diff, uint32_t index, ent_error *error) {
    if (index >= diff->actor_count) {
        return ent__fail(error, ENT_EINVAL, "no actor %u; there are %u", index, diff->actor_count);
    }
    return ent__result_write(actor, &diff->actors[index], sizeof *diff->actors, "ent_rank_change", error);
}
