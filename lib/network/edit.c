/*
 * What if: a network without some actors and ties, or with more. The edges that stay are taken over as they are, each as ties
 * of its relations of which the first has all the strength, and built anew. O(edges + evidence); never looks at a graph.
 *
 * A tie put in rests on no relation (its evidence is empty), so that no answer can pass it off as something that was told.
 */
#include "network_internal.h"
#include <entente/compare.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct editing {
    const ent_network *from;
    ent_edit asked;
    ent_network *made;
    uint8_t *without; /* of each node: he is taken out */
    uint8_t *cut; /* of each edge: it is taken out */
    ent__tie *ties;
    size_t tie_count;
    double *lengths; /* by relation; NULL if every length is 1 */
    ent_error *error;
} editing;

/* ---- The question ------------------------------------------------------------------------------------------------- */

/* Only ties put in are checked: what is taken out and not there is out already. */
static ent_status check_added(const editing *all) {
    const ent_edit *asked = &all->asked;
    for (size_t i = 0; i < asked->added_count; i++) {
        ent_id u = asked->added[2 * i], v = asked->added[2 * i + 1];
        double strength = asked->strengths ? asked->strengths[i] : 1.0;
        uint32_t room = all->from->compiled ? ENT_NONE : all->from->node_count;
        if (u == v) {
            return ent__fail(all->error, ENT_EINVAL, "tie %zu to put in joins actor %u with itself", i, u);
        }
        if (u >= room || v >= room) {
            return ent__fail(all->error, ENT_EINVAL, "tie %zu to put in names actor %u; there are %u", i,
                             u >= room ? u : v, room);
        }
        if (!isfinite(strength) || strength == 0.0) {
            return ent__fail(all->error, ENT_EINVAL,
                             "tie %zu to put in has strength %g; expected a number above or below 0", i, strength);
        }
    }
    return ENT_OK;
}

/* Marks what is taken out. */
static ent_status mark(editing *all) {
    const ent_network *from = all->from;
    const ent_edit *asked = &all->asked;
    all->without = ent__calloc(from->node_count, 1);
    all->cut = ent__calloc(from->edge_count, 1);
    if (!all->without || !all->cut) {
        return ent__fail_memory(all->error);
    }
    for (size_t i = 0; i < asked->actor_count; i++) {
        uint32_t node = ent_network_node(from, asked->actors[i]);
        if (node != ENT_NONE) {
            all->without[node] = 1;
        }
    }
    for (uint32_t e = 0; e < from->edge_count; e++) {
        all->cut[e] = all->without[from->from[e]] | all->without[from->to[e]];
    }
    for (size_t i = 0; i < asked->cut_count; i++) {
        uint32_t u = ent_network_node(from, asked->cut[2 * i]), v = ent_network_node(from, asked->cut[2 * i + 1]);
        uint32_t edge = u == ENT_NONE || v == ENT_NONE ? ENT_NONE : ent_network_find_edge(from, u, v);
        if (edge != ENT_NONE) {
            all->cut[edge] = 1;
        }
    }
    return ENT_OK;
}

/* ---- Nodes -------------------------------------------------------------------------------------------------------- */

static int by_number(const void *left, const void *right) {
    ent_id a = *(const ent_id *)left, b = *(const ent_id *)right;
    return (a > b) - (a < b);
}

/* The actors of a compiled network's nodes: who has a tie left, one put in, or relations inside. */
static ent_status number_actors(editing *all) {
    const ent_network *from = all->from;
    const ent_edit *asked = &all->asked;
    uint8_t *stays = ent__calloc(from->node_count, 1);
    ent_id *actors = ent__calloc(from->node_count + 2 * asked->added_count, sizeof *actors);
    size_t count = 0;
    if (!stays || !actors) {
        free(stays);
        free(actors);
        return ent__fail_memory(all->error);
    }
    for (uint32_t e = 0; e < from->edge_count; e++) {
        stays[from->from[e]] |= !all->cut[e];
        stays[from->to[e]] |= !all->cut[e];
    }
    for (uint32_t v = 0; v < from->node_count; v++) {
        bool has_inside = from->internal && from->internal[v].relations > 0;
        if (stays[v] || (has_inside && !all->without[v])) {
            actors[count++] = from->actors[v];
        }
    }
    for (size_t i = 0; i < 2 * asked->added_count; i++) {
        actors[count++] = asked->added[i];
    }
    if (count) {
        qsort(actors, count, sizeof *actors, by_number);
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || actors[kept - 1] != actors[i]) {
            actors[kept++] = actors[i];
        }
    }
    free(stays);
    all->made->actors = actors;
    all->made->node_count = (uint32_t)kept;
    return ENT_OK;
}

/* Takes over what lies inside actors. */
static ent_status copy_internal(editing *all) {
    ent_network *made = all->made;
    if (!all->from->internal) {
        return ENT_OK;
    }
    made->internal = ent__calloc(made->node_count, sizeof *made->internal);
    if (!made->internal) {
        return ent__fail_memory(all->error);
    }
    for (uint32_t v = 0; v < made->node_count; v++) {
        uint32_t node = ent_network_node(all->from, made->actors[v]);
        if (node != ENT_NONE && !all->without[node]) {
            made->internal[v] = all->from->internal[node];
        }
    }
    return ENT_OK;
}

/* Nodes of a compiled network are who has ties, so that they change; those of arrays are numbers of the caller's, so that
 * they stay. */
static ent_status make_nodes(editing *all) {
    ent_network *made = all->made;
    made->compiled = all->from->compiled;
    made->directed = all->from->directed;
    made->last_day = all->from->last_day;
    made->node_count = all->from->node_count;
    ent_view view = ent__network_asked(all->from);
    ent_status status = ent__network_set_view(made, &view, all->error);
    if (status == ENT_OK && made->compiled) {
        status = number_actors(all);
    }
    return status == ENT_OK ? copy_internal(all) : status;
}

/* ---- Ties --------------------------------------------------------------------------------------------------------- */

/* Undirected, the smaller node first, as the build expects. */
static uint64_t pair_of(const ent_network *made, ent_id from, ent_id to) {
    uint32_t u = ent_network_node(made, from), v = ent_network_node(made, to);
    bool turned = !made->directed && u > v;
    return (uint64_t)(turned ? v : u) << 32 | (turned ? u : v);
}

/* An edge that stays. Which of its relations is of which kind is not known, nor needed: their numbers are. */
static void take_over(editing *all, uint32_t edge) {
    const ent_network *from = all->from;
    const ent_id *evidence = ent__network_evidence(from, edge);
    uint32_t count = ent__edge_relations(from, edge);
    ent__tie tie = {
        .pair = pair_of(all->made, ent_network_actor(from, from->from[edge]), ent_network_actor(from, from->to[edge])),
        .relation = ENT_NONE,
        .first = ent__edge_first(from, edge),
        .last = ent__edge_last(from, edge),
        .strength = -ent__edge_negative(from, edge)};
    uint32_t of_kind = 0;
    if (tie.strength < 0.0) {
        all->ties[all->tie_count++] = tie;
    }
    tie.strength = ent__edge_positive(from, edge);
    for (uint32_t i = 0; i < count; i++, of_kind++) {
        while (of_kind == ent__edge_of_kind(from, edge, tie.kind)) {
            tie.kind++;
            of_kind = 0;
        }
        tie.relation = evidence[i];
        all->ties[all->tie_count++] = tie;
        tie.strength = 0.0;
        if (all->lengths) {
            all->lengths[tie.relation] = ent__edge_length(from, edge);
        }
    }
    if (count == 0) {
        all->ties[all->tie_count++] = tie;
    }
}

/* Of a network from arrays: room for the length of every record. */
static ent_status make_lengths(editing *all) {
    size_t records = 0;
    for (uint32_t e = 0; e < all->from->edge_count; e++) {
        uint32_t count = ent__edge_relations(all->from, e);
        size_t last = count ? ent__network_evidence(all->from, e)[count - 1] : 0;
        records = count && last >= records ? last + 1 : records;
    }
    all->lengths = all->from->compiled ? NULL : ent__calloc(records, sizeof *all->lengths);
    return all->lengths || all->from->compiled ? ENT_OK : ent__fail_memory(all->error);
}

/* At most a tie for each relation, two for the signs of each edge, and those put in. */
static ent_status make_ties(editing *all) {
    const ent_network *from = all->from;
    const ent_edit *asked = &all->asked;
    size_t most = ent__network_evidence_count(from) + 2 * (size_t)from->edge_count + asked->added_count;
    all->ties = ent__calloc(most, sizeof *all->ties);
    ent_status status = all->ties ? make_lengths(all) : ent__fail_memory(all->error);
    if (status != ENT_OK) {
        return status;
    }
    for (uint32_t e = 0; e < from->edge_count; e++) {
        if (!all->cut[e]) {
            take_over(all, e);
        }
    }
    for (size_t i = 0; i < asked->added_count; i++) {
        double strength = asked->strengths ? asked->strengths[i] : 1.0;
        all->ties[all->tie_count++] =
            (ent__tie){.pair = pair_of(all->made, asked->added[2 * i], asked->added[2 * i + 1]),
                       .relation = ENT_NONE,
                       .first = ENT_DATE_MIN,
                       .last = ENT_DATE_MAX,
                       .strength = strength};
    }
    return ENT_OK;
}

/* Sums of what was put in may leave the numbers there are. */
static ent_status check_sums(const editing *all) {
    for (uint32_t e = 0; e < all->made->edge_count; e++) {
        if (!isfinite(ent__edge_positive(all->made, e)) || !isfinite(ent__edge_negative(all->made, e))) {
            return ent__fail(all->error, ENT_EINVAL, "the strengths put in between actors %u and %u add up to infinity",
                             ent_network_actor(all->made, all->made->from[e]),
                             ent_network_actor(all->made, all->made->to[e]));
        }
    }
    return ENT_OK;
}

ent_status ent_network_edit(ent_network **edited, const ent_network *network, const ent_edit *edit, const ent_run *run,
                            ent_error *error) {
    *edited = NULL;
    editing all = {.from = network, .asked = ENT_EDIT_INIT, .error = error};
    ent_status status = ent__options_read(&all.asked, sizeof all.asked, edit, "ent_edit", error);
    if (status == ENT_OK) {
        status = check_added(&all);
    }
    if (status == ENT_OK) {
        status = ent__progress(run, 0.0, error);
    }
    if (status == ENT_OK) {
        all.made = ent__calloc(1, sizeof *all.made);
        status = all.made ? mark(&all) : ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        status = make_nodes(&all);
    }
    if (status == ENT_OK) {
        status = make_ties(&all);
    }
    if (status == ENT_OK) {
        status = ent__network_build(all.made, all.ties, all.tie_count, all.lengths, error);
        all.ties = NULL;
    }
    if (status == ENT_OK) {
        status = check_sums(&all);
    }
    free(all.without);
    free(all.cut);
    free(all.ties);
    free(all.lengths);
    if (status != ENT_OK) {
        ent_network_free(all.made);
        return status;
    }
    *edited = all.made;
    return ENT_OK;
}
