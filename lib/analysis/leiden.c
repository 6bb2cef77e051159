/*
 * Leiden's method (Traag, Waltman & van Eck 2019), and Louvain's (Blondel et al. 2008), which leaves the refinement out.
 *
 * A round: nodes, in seeded random order, move to the neighbouring community where modularity gains most, or out on their
 * own; each community is refined into parts that are well tied to it; the parts become the nodes of a coarser graph, still
 * in their communities; and so on until no graph gets smaller. Rounds are repeated until one gains nothing. A node joins the
 * part where it gains most (the paper's randomness at 0). About O(m) a pass; O(n + m) memory.
 *
 * igraph's own are not used: 0.10.2 loses memory, or crashes, where memory runs out, and cannot be cancelled.
 */
#include "leiden.h"
#include "coarse.h"

#include <stdlib.h>
#include <string.h>

/* A pass, or a round, that raises modularity by less is the last one: it is rounding. */
#define ENOUGH 1e-12

/* What a search needs beside the graph at hand: room for its nodes and communities. */
typedef struct search {
    const ent_run *run;
    double total; /* sum of all strengths */
    double chance; /* resolution / it.total */
    uint64_t random;
    uint32_t *order; /* of visits */
    double *sums; /* strength of each community or part */
    uint32_t *sizes; /* its members */
    double *ties; /* weight between it and the node at hand */
    uint32_t *marks; /* 1 + the node that `ties` is about */
    uint32_t *empty, empty_count; /* communities without members */
    double *inside; /* of each node: weight to its community; of each part: weight to the rest of its community */
    double *whole; /* strength of each community, while it is refined */
} search;

static void close_search(search *it) {
    free(it->order);
    free(it->sums);
    free(it->sizes);
    free(it->ties);
    free(it->marks);
    free(it->empty);
    free(it->inside);
    free(it->whole);
}

static ent_status open_search(search *it, uint32_t n, ent_error *error) {
    it->order = ent__calloc(n, sizeof *it->order);
    it->sums = ent__calloc(n, sizeof *it->sums);
    it->sizes = ent__calloc(n, sizeof *it->sizes);
    it->ties = ent__calloc(n, sizeof *it->ties);
    it->marks = ent__calloc(n, sizeof *it->marks);
    it->empty = ent__calloc(n, sizeof *it->empty);
    it->inside = ent__calloc(n, sizeof *it->inside);
    it->whole = ent__calloc(n, sizeof *it->whole);
    if (!it->order || !it->sums || !it->sizes || !it->ties || !it->marks || !it->empty || !it->inside || !it->whole) {
        return ent__fail_memory(error);
    }
    return ENT_OK;
}

static void shuffle(search *it, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t j = (uint32_t)(ent__random(&it->random) % (i + 1));
        it->order[i] = it->order[j];
        it->order[j] = i;
    }
}

/* Sums the weights between a node and the communities (or parts) around it. */
static void look_around(search *it, const ent__coarse *graph, const uint32_t *labels, uint32_t node) {
    it->ties[labels[node]] = 0.0;
    it->marks[labels[node]] = node + 1;
    for (uint32_t entry = graph->offsets[node]; entry < graph->offsets[node + 1]; entry++) {
        uint32_t label = labels[graph->heads[entry]];
        if (it->marks[label] != node + 1) {
            it->marks[label] = node + 1;
            it->ties[label] = 0.0;
        }
        it->ties[label] += graph->weights[entry];
    }
}

/* ---- Moving nodes ------------------------------------------------------------------------------------------------- */

static void start_moving(search *it, const ent__coarse *graph) {
    memset(it->sums, 0, graph->count * sizeof *it->sums);
    memset(it->sizes, 0, graph->count * sizeof *it->sizes);
    for (uint32_t node = 0; node < graph->count; node++) {
        it->sums[graph->labels[node]] += graph->strengths[node];
        it->sizes[graph->labels[node]]++;
    }
    it->empty_count = 0;
    for (uint32_t label = graph->count; label-- > 0;) {
        if (!it->sizes[label]) {
            it->empty[it->empty_count++] = label;
        }
    }
}

static void put(search *it, ent__coarse *graph, uint32_t node, uint32_t label) {
    it->sums[label] += graph->strengths[node];
    it->empty_count -= !it->sizes[label]++;
    graph->labels[node] = label;
}

/* Moves a node to where it gains most; what modularity gains. */
static double move(search *it, ent__coarse *graph, uint32_t node) {
    uint32_t own = graph->labels[node], best = own;
    double strength = graph->strengths[node], least = 1e-12 * strength; /* less is rounding */
    look_around(it, graph, graph->labels, node);
    it->sums[own] -= strength;
    if (!--it->sizes[own]) {
        it->sums[own] = 0.0;
        it->empty[it->empty_count++] = own;
    }
    double here = it->ties[own] - it->chance * strength * it->sums[own], most = here;
    for (uint32_t entry = graph->offsets[node]; entry < graph->offsets[node + 1]; entry++) {
        uint32_t label = graph->labels[graph->heads[entry]];
        double gain = it->ties[label] - it->chance * strength * it->sums[label];
        if (gain > most + least) {
            most = gain;
            best = label;
        }
    }
    if (most < -least) { /* better alone */
        most = 0.0;
        best = it->empty[it->empty_count - 1];
    }
    put(it, graph, node, best);
    return 2.0 * (most - here) / it->total;
}

/* Passes over all nodes until one gains nothing; what they gain is added to *gained. */
static ent_status settle(double *gained, search *it, ent__coarse *graph, ent_error *error) {
    double gain = 1.0;
    start_moving(it, graph);
    while (gain > ENOUGH) {
        ent_status status = ent__progress(it->run, 0.5, error);
        if (status != ENT_OK) {
            return status;
        }
        gain = 0.0;
        memset(it->marks, 0, graph->count * sizeof *it->marks);
        shuffle(it, graph->count);
        for (uint32_t i = 0; i < graph->count; i++) {
            gain += move(it, graph, it->order[i]);
        }
        *gained += gain;
    }
    return ENT_OK;
}

/* ---- Refining communities ----------------------------------------------------------------------------------------- */

/* Each node a part of its own. */
static void start_refining(search *it, ent__coarse *graph) {
    memcpy(it->whole, it->sums, graph->count * sizeof *it->whole);
    memset(it->marks, 0, graph->count * sizeof *it->marks);
    for (uint32_t node = 0; node < graph->count; node++) {
        graph->groups[node] = node;
        it->sums[node] = graph->strengths[node];
        it->sizes[node] = 1;
        it->inside[node] = 0.0;
        for (uint32_t entry = graph->offsets[node]; entry < graph->offsets[node + 1]; entry++) {
            if (graph->labels[graph->heads[entry]] == graph->labels[node]) {
                it->inside[node] += graph->weights[entry];
            }
        }
    }
}

/* True if a part has as much weight to the rest of its community as chance would give it. */
static bool is_well_tied(const search *it, uint32_t part, uint32_t label) {
    return it->inside[part] >= it->chance * it->sums[part] * (it->whole[label] - it->sums[part]);
}

/* A node that is still alone joins the well tied part of its community where it gains most. */
static void join(search *it, ent__coarse *graph, uint32_t node) {
    uint32_t label = graph->labels[node], best = node;
    double most = 0.0;
    if (it->sizes[node] != 1 || graph->groups[node] != node || !is_well_tied(it, node, label)) {
        return;
    }
    look_around(it, graph, graph->groups, node);
    for (uint32_t entry = graph->offsets[node]; entry < graph->offsets[node + 1]; entry++) {
        uint32_t head = graph->heads[entry], part = graph->groups[head];
        double gain = it->ties[part] - it->chance * graph->strengths[node] * it->sums[part];
        if (graph->labels[head] == label && part != node && gain > most && is_well_tied(it, part, label)) {
            most = gain;
            best = part;
        }
    }
    if (best != node) {
        it->inside[best] += it->inside[node] - 2.0 * it->ties[best];
        it->sums[best] += it->sums[node];
        it->sizes[best]++;
        it->sizes[node] = 0;
        graph->groups[node] = best;
    }
}

static void refine(search *it, ent__coarse *graph) {
    start_refining(it, graph);
    shuffle(it, graph->count);
    for (uint32_t i = 0; i < graph->count; i++) {
        join(it, graph, it->order[i]);
    }
}

/* ---- Rounds ------------------------------------------------------------------------------------------------------- */

/* Fills the groups that become the next graph's nodes; their number, or ENT_NONE on no memory. */
static uint32_t group(search *it, ent__coarse *graph, bool refined) {
    if (refined) {
        refine(it, graph);
        uint32_t count = ent__renumber(graph->groups, graph->count);
        if (count < graph->count) { /* or on no memory greater */
            return count;
        }
    }
    memcpy(graph->groups, graph->labels, graph->count * sizeof *graph->groups);
    return ent__renumber(graph->groups, graph->count);
}

/* Climbs from graph to coarser graph as long as they get smaller; `labels` of the layer's nodes in and out. */
static ent_status climb(uint32_t *labels, double *gained, search *it, const ent__layer *layer, bool refined,
                        ent_error *error) {
    ent__coarse now, next;
    uint32_t *places = ent__calloc(layer->node_count, sizeof *places); /* of the layer's nodes in the graph at hand */
    ent_status status = places ? ent__coarse_first(&now, layer, error) : ent__fail_memory(error);
    if (status != ENT_OK) {
        free(places);
        return status;
    }
    memcpy(now.labels, labels, layer->node_count * sizeof *labels);
    for (uint32_t node = 0; node < layer->node_count; node++) {
        places[node] = node;
    }
    while (status == ENT_OK) {
        status = settle(gained, it, &now, error);
        uint32_t count = status == ENT_OK ? group(it, &now, refined) : now.count;
        if (status == ENT_OK && (count == ENT_NONE || ent__renumber(now.labels, now.count) == ENT_NONE)) {
            status = ent__fail_memory(error);
        }
        if (status != ENT_OK || count == now.count) {
            break;
        }
        status = ent__coarse_next(&next, &now, count, error);
        for (uint32_t node = 0; node < layer->node_count && status == ENT_OK; node++) {
            places[node] = now.groups[places[node]];
        }
        if (status == ENT_OK) {
            ent__coarse_free(&now);
            now = next;
        }
    }
    for (uint32_t node = 0; node < layer->node_count && status == ENT_OK; node++) {
        labels[node] = now.labels[places[node]];
    }
    ent__coarse_free(&now);
    free(places);
    return status;
}

ent_status ent__leiden(uint32_t *labels, const ent__layer *layer, bool refined, double resolution, const ent_run *run,
                       ent_error *error) {
    search it = {.run = run, .random = run ? run->seed : 0};
    double gained = 1.0;
    ent_status status = open_search(&it, layer->node_count, error);
    for (uint32_t node = 0; node < layer->node_count; node++) {
        labels[node] = node;
    }
    for (uint32_t entry = 0; entry < layer->arc_count; entry++) {
        it.total += layer->weights[entry];
    }
    it.chance = resolution / it.total;
    while (status == ENT_OK && gained > ENOUGH) {
        gained = 0.0;
        status = climb(labels, &gained, &it, layer, refined, error);
    }
    close_search(&it);
    return status;
}
