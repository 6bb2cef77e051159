/*
 * Louvain's method (Blondel, Guillaume, Lambiotte & Lefebvre 2008): nodes, in seeded random order, move to the neighbouring
 * community where modularity gains most; then communities become the nodes of a coarser level, and so on until nothing moves.
 * igraph's own is not used: 0.10.2 crashes where memory runs out. About O(m) a pass; O(n + m) memory.
 */
#include "louvain.h"

#include <stdlib.h>
#include <string.h>

/* A level: the nodes are those of the layer, or communities of them. */
typedef struct level {
    uint32_t count;
    uint32_t *offsets, *heads; /* rows without loops */
    double *weights;
    double *strengths; /* of each node, with what is inside it */
    uint32_t *labels; /* the community of each node */
    double *sums; /* strength of each community */
    double *ties; /* of each community: weight between it and the node at hand */
    uint32_t *marks; /* of each community: 1 + the node that `ties` is about */
    uint32_t *order; /* of visits */
} level;

static void free_level(level *it) {
    free(it->offsets);
    free(it->heads);
    free(it->weights);
    free(it->strengths);
    free(it->labels);
    free(it->sums);
    free(it->ties);
    free(it->marks);
    free(it->order);
}

static bool make_level(level *it, uint32_t count, size_t entries) {
    *it = (level){.count = count};
    it->offsets = ent__calloc((size_t)count + 1, sizeof *it->offsets);
    it->heads = ent__calloc(entries, sizeof *it->heads);
    it->weights = ent__calloc(entries, sizeof *it->weights);
    it->strengths = ent__calloc(count, sizeof *it->strengths);
    it->labels = ent__calloc(count, sizeof *it->labels);
    it->sums = ent__calloc(count, sizeof *it->sums);
    it->ties = ent__calloc(count, sizeof *it->ties);
    it->marks = ent__calloc(count, sizeof *it->marks);
    it->order = ent__calloc(count, sizeof *it->order);
    return it->offsets && it->heads && it->weights && it->strengths && it->labels && it->sums && it->ties &&
           it->marks && it->order;
}

static ent_status first_level(level *it, const ent__layer *layer, ent_error *error) {
    if (!make_level(it, layer->node_count, layer->arc_count)) {
        free_level(it);
        return ent__fail_memory(error);
    }
    memcpy(it->offsets, layer->offsets, ((size_t)layer->node_count + 1) * sizeof *it->offsets);
    memcpy(it->heads, layer->heads, layer->arc_count * sizeof *it->heads);
    memcpy(it->weights, layer->weights, layer->arc_count * sizeof *it->weights);
    for (uint32_t node = 0; node < it->count; node++) {
        for (uint32_t entry = it->offsets[node]; entry < it->offsets[node + 1]; entry++) {
            it->strengths[node] += it->weights[entry];
        }
    }
    return ENT_OK;
}

/* ---- Moving nodes ------------------------------------------------------------------------------------------------- */

static void shuffle(uint32_t *order, uint32_t count, uint64_t *random) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t j = (uint32_t)(ent__random(random) % (i + 1));
        order[i] = order[j];
        order[j] = i;
    }
}

/* Sums the weights between a node and the communities around it. */
static void look_around(level *it, uint32_t node) {
    it->ties[it->labels[node]] = 0.0;
    it->marks[it->labels[node]] = node + 1;
    for (uint32_t entry = it->offsets[node]; entry < it->offsets[node + 1]; entry++) {
        uint32_t label = it->labels[it->heads[entry]];
        if (it->marks[label] != node + 1) {
            it->marks[label] = node + 1;
            it->ties[label] = 0.0;
        }
        it->ties[label] += it->weights[entry];
    }
}

/* Moves a node to the community where it gains most; true if it moved. `chance`: resolution / sum of all strengths. */
static bool move(level *it, uint32_t node, double chance) {
    uint32_t own = it->labels[node], best = own;
    look_around(it, node);
    it->sums[own] -= it->strengths[node];
    double least = 1e-12 * it->strengths[node]; /* less is rounding */
    double most = it->ties[own] - chance * it->strengths[node] * it->sums[own];
    for (uint32_t entry = it->offsets[node]; entry < it->offsets[node + 1]; entry++) {
        uint32_t label = it->labels[it->heads[entry]];
        double gain = it->ties[label] - chance * it->strengths[node] * it->sums[label];
        if (gain > most + least) {
            most = gain;
            best = label;
        }
    }
    it->sums[best] += it->strengths[node];
    it->labels[node] = best;
    return best != own;
}

/* Passes over all nodes until none moves; true if any did. */
static ent_status settle(bool *moved, level *it, double chance, uint64_t *random, const ent_run *run,
                         ent_error *error) {
    bool moving = true;
    *moved = false;
    for (uint32_t node = 0; node < it->count; node++) {
        it->labels[node] = node;
        it->sums[node] = it->strengths[node];
    }
    while (moving) {
        ent_status status = ent__progress(run, 0.5, error);
        if (status != ENT_OK) {
            return status;
        }
        moving = false;
        shuffle(it->order, it->count, random);
        for (uint32_t i = 0; i < it->count; i++) {
            moving = move(it, it->order[i], chance) || moving;
        }
        *moved = *moved || moving;
    }
    return ENT_OK;
}

/* ---- Levels ------------------------------------------------------------------------------------------------------- */

/* Numbers the communities from 0; their number. */
static uint32_t renumber(level *it) {
    uint32_t count = 0;
    memset(it->marks, 0, it->count * sizeof *it->marks);
    for (uint32_t node = 0; node < it->count; node++) {
        uint32_t *name = &it->marks[it->labels[node]];
        *name = *name ? *name : ++count;
        it->labels[node] = *name - 1;
    }
    return count;
}

/* Appends what the members of a community are tied to. */
static void append_row(level *made, const level *from, const uint32_t *members, uint32_t member_count,
                       uint32_t community) {
    uint32_t start = made->offsets[community], end = start;
    for (uint32_t i = 0; i < member_count; i++) {
        for (uint32_t entry = from->offsets[members[i]]; entry < from->offsets[members[i] + 1]; entry++) {
            uint32_t label = from->labels[from->heads[entry]];
            if (label == community) {
                continue;
            }
            if (made->marks[label] != community + 1) {
                made->marks[label] = community + 1;
                made->ties[label] = 0.0;
                made->heads[end++] = label;
            }
            made->ties[label] += from->weights[entry];
        }
        made->strengths[community] += from->strengths[members[i]];
    }
    for (uint32_t i = start; i < end; i++) {
        made->weights[i] = made->ties[made->heads[i]];
    }
    made->offsets[community + 1] = end;
}

/* The communities of a level, numbered from 0 to count - 1, as the nodes of the next. `from` gives up its order. */
static ent_status next_level(level *made, level *from, uint32_t count, ent_error *error) {
    uint32_t *starts = ent__calloc((size_t)count + 2, sizeof *starts);
    if (!make_level(made, count, from->offsets[from->count]) || !starts) {
        free(starts);
        free_level(made);
        return ent__fail_memory(error);
    }
    for (uint32_t node = 0; node < from->count; node++) {
        starts[from->labels[node] + 2]++;
    }
    for (uint32_t i = 0; i < count; i++) {
        starts[i + 2] += starts[i + 1];
    }
    for (uint32_t node = 0; node < from->count; node++) {
        from->order[starts[from->labels[node] + 1]++] = node;
    }
    for (uint32_t i = 0; i < count; i++) {
        append_row(made, from, from->order + starts[i], starts[i + 1] - starts[i], i);
    }
    memset(made->marks, 0, count * sizeof *made->marks);
    free(starts);
    return ENT_OK;
}

ent_status ent__louvain(uint32_t *labels, const ent__layer *layer, double resolution, const ent_run *run,
                        ent_error *error) {
    level now, next;
    uint64_t random = run ? run->seed : 0;
    double total = 0.0;
    bool moved = true;
    ent_status status = first_level(&now, layer, error);
    if (status != ENT_OK) {
        return status;
    }
    for (uint32_t node = 0; node < layer->node_count; node++) {
        labels[node] = node;
        total += now.strengths[node];
    }
    while (moved) {
        status = settle(&moved, &now, resolution / total, &random, run, error);
        if (status != ENT_OK || !moved) {
            break;
        }
        uint32_t count = renumber(&now);
        for (uint32_t node = 0; node < layer->node_count; node++) {
            labels[node] = now.labels[labels[node]];
        }
        status = next_level(&next, &now, count, error);
        if (status != ENT_OK) {
            break;
        }
        free_level(&now);
        now = next;
    }
    free_level(&now);
    return status;
}
