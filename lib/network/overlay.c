/*
 * Two networks laid over each other, to be drawn as one: every tie of either, with the relations of both and the strengths of
 * both added up. O(evidence log evidence).
 */
#include "network_internal.h"

#include <stdlib.h>

typedef struct overlay {
    const ent_network *sides[2];
    ent_network *made;
    ent__tie *ties;
    size_t count;
} overlay;

/* The actors of both, rising. */
static ent_status join_actors(overlay *all, ent_error *error) {
    uint32_t at[2] = {0, 0}, n[2] = {all->sides[0]->node_count, all->sides[1]->node_count};
    all->made->actors = ent__calloc((size_t)n[0] + n[1], sizeof *all->made->actors);
    if (!all->made->actors) {
        return ent__fail_memory(error);
    }
    while (at[0] < n[0] || at[1] < n[1]) {
        ent_id left = ent_network_actor(all->sides[0], at[0]), right = ent_network_actor(all->sides[1], at[1]);
        ent_id least = left < right ? left : right; /* ENT_NONE after the last */
        at[0] += left == least;
        at[1] += right == least;
        all->made->actors[all->made->node_count++] = least;
    }
    return ENT_OK;
}

static int by_number(const void *left, const void *right) {
    ent_id a = *(const ent_id *)left, b = *(const ent_id *)right;
    return (a > b) - (a < b);
}

/* Evidence of an edge rises. */
bool ent__network_rests_on(const ent_network *network, uint32_t edge, ent_id relation) {
    const ent_id *relations;
    uint32_t count;
    ent_network_evidence(&relations, &count, network, edge);
    return count && bsearch(&relation, relations, count, sizeof *relations, by_number);
}

uint32_t ent__network_edge_between(const ent_network *network, ent_id from, ent_id to) {
    uint32_t u = ent_network_node(network, from), v = ent_network_node(network, to);
    return u == ENT_NONE || v == ENT_NONE ? ENT_NONE : ent_network_find_edge(network, u, v);
}

/* Adds an edge of a side; of the second only what the first does not have. Its strength goes with the first tie, or with one
 * that no relation says; what is negative with one of its own. */
static void add_edge(overlay *all, int side, uint32_t edge) {
    const ent_network *from = all->sides[side];
    ent_id u = ent_network_actor(from, from->from[edge]), v = ent_network_actor(from, from->to[edge]);
    uint32_t other = side ? ent__network_edge_between(all->sides[0], u, v) : ENT_NONE;
    const ent_id *relations;
    uint32_t count;
    ent_network_evidence(&relations, &count, from, edge);
    ent__tie tie = {.pair = (uint64_t)ent_network_node(all->made, u) << 32 | ent_network_node(all->made, v),
                    .relation = ENT_NONE,
                    .first = ent__edge_first(from, edge),
                    .last = ent__edge_last(from, edge),
                    .strength = -ent__edge_negative(from, edge)};
    if (tie.strength < 0.0) {
        all->ties[all->count++] = tie;
    }
    tie.strength = ent__edge_positive(from, edge);
    size_t start = all->count;
    for (uint32_t i = 0; i < count; i++) {
        if (other == ENT_NONE || !ent__network_rests_on(all->sides[0], other, relations[i])) {
            tie.relation = relations[i];
            all->ties[all->count++] = tie;
            tie.strength = 0.0;
        }
    }
    if (all->count == start) {
        all->ties[all->count++] = tie;
    }
}

static int by_relation(const void *left, const void *right) {
    const ent__tie *a = left, *b = right;
    return (a->relation > b->relation) - (a->relation < b->relation);
}

static ent_status join_edges(overlay *all, ent_error *error) {
    size_t most = 0;
    for (int side = 0; side < 2; side++) {
        const ent_network *from = all->sides[side];
        most += 2 * (size_t)from->edge_count + ent__network_evidence_count(from);
    }
    all->ties = ent__calloc(most, sizeof *all->ties);
    if (!all->ties) {
        return ent__fail_memory(error);
    }
    for (int side = 0; side < 2; side++) {
        for (uint32_t e = 0; e < all->sides[side]->edge_count; e++) {
            add_edge(all, side, e);
        }
    }
    if (all->count) {
        qsort(all->ties, all->count, sizeof *all->ties, by_relation);
    }
    ent__tie *ties = all->ties;
    all->ties = NULL;
    return ent__network_build(all->made, ties, all->count, NULL, error);
}

ent_status ent__network_overlay(ent_network **network, const ent_network *before, const ent_network *after,
                                ent_error *error) {
    *network = NULL;
    overlay all = {.sides = {before, after}, .made = ent__calloc(1, sizeof *all.made)};
    ent_view view = ent__network_asked(after);
    if (!all.made) {
        return ent__fail_memory(error);
    }
    all.made->compiled = true;
    all.made->directed = after->directed;
    view.since = before->view.since < view.since ? before->view.since : view.since;
    view.until = before->view.until > view.until ? before->view.until : view.until;
    ent_status status = ent__network_set_view(all.made, &view, error);
    if (status == ENT_OK) {
        status = join_actors(&all, error);
    }
    if (status == ENT_OK) {
        status = join_edges(&all, error);
    }
    free(all.ties);
    if (status != ENT_OK) {
        ent_network_free(all.made);
        return status;
    }
    *network = all.made;
    return ENT_OK;
}
