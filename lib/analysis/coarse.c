/*
 * Graphs of groups: what Leiden's method climbs (leiden.c). A node of the next graph is a group of this one; ties between two
 * groups add up, ties inside are dropped and live on in the strengths only.
 *
 * The ties of a group are gathered in one array with an entry a group, with marks that say whose they are, so that nothing is
 * sorted or cleared. O(n + m) time and memory each. On failure a graph is empty, never half made.
 */
#include "coarse.h"

#include <stdlib.h>
#include <string.h>

void ent__coarse_free(ent__coarse *graph) {
    free(graph->offsets);
    free(graph->heads);
    free(graph->weights);
    free(graph->strengths);
    free(graph->labels);
    free(graph->groups);
    *graph = (ent__coarse){0};
}

/* `entries` may be more than will be used: no level has more ties than the one below. */
static ent_status make(ent__coarse *graph, uint32_t count, size_t entries, ent_error *error) {
    *graph = (ent__coarse){.count = count};
    graph->offsets = ent__calloc((size_t)count + 1, sizeof *graph->offsets);
    graph->heads = ent__calloc(entries, sizeof *graph->heads);
    graph->weights = ent__calloc(entries, sizeof *graph->weights);
    graph->strengths = ent__calloc(count, sizeof *graph->strengths);
    graph->labels = ent__calloc(count, sizeof *graph->labels);
    graph->groups = ent__calloc(count, sizeof *graph->groups);
    if (!graph->offsets || !graph->heads || !graph->weights || !graph->strengths || !graph->labels || !graph->groups) {
        ent__coarse_free(graph);
        return ent__fail_memory(error);
    }
    return ENT_OK;
}

/* The layer as the finest graph, copied: groups and labels change, the layer is borrowed. */
ent_status ent__coarse_first(ent__coarse *made, const ent__layer *layer, ent_error *error) {
    ent_status status = make(made, layer->node_count, layer->arc_count, error);
    if (status != ENT_OK) {
        return status;
    }
    memcpy(made->offsets, layer->offsets, ((size_t)layer->node_count + 1) * sizeof *made->offsets);
    memcpy(made->heads, layer->heads, layer->arc_count * sizeof *made->heads);
    memcpy(made->weights, layer->weights, layer->arc_count * sizeof *made->weights);
    for (uint32_t node = 0; node < made->count; node++) {
        for (uint32_t entry = made->offsets[node]; entry < made->offsets[node + 1]; entry++) {
            made->strengths[node] += made->weights[entry];
        }
    }
    return ENT_OK;
}

/* Names groups by who comes first, which makes labels independent of how they were found. ENT_NONE: no memory. */
uint32_t ent__renumber(uint32_t *labels, uint32_t count) {
    uint32_t *names = ent__calloc(count, sizeof *names), found = 0;
    if (!names) {
        return ENT_NONE;
    }
    for (uint32_t node = 0; node < count; node++) {
        uint32_t *name = &names[labels[node]];
        *name = *name ? *name : ++found;
        labels[node] = *name - 1;
    }
    free(names);
    return found;
}

/* What gathers the ties of one group: its members, and the weight to each other group so far. */
typedef struct gathering {
    uint32_t *starts, *members;
    uint32_t *marks; /* of each group: 1 + the group that `ties` is about */
    double *ties;
} gathering;

/* Members of each group side by side, by a counting sort; starts are counted two places up and end where they belong. */
static bool open_gathering(gathering *it, const ent__coarse *from, uint32_t count) {
    it->starts = ent__calloc((size_t)count + 2, sizeof *it->starts);
    it->members = ent__calloc(from->count, sizeof *it->members);
    it->marks = ent__calloc(count, sizeof *it->marks);
    it->ties = ent__calloc(count, sizeof *it->ties);
    if (!it->starts || !it->members || !it->marks || !it->ties) {
        return false;
    }
    for (uint32_t node = 0; node < from->count; node++) {
        it->starts[from->groups[node] + 2]++;
    }
    for (uint32_t group = 0; group < count; group++) {
        it->starts[group + 2] += it->starts[group + 1];
    }
    for (uint32_t node = 0; node < from->count; node++) {
        it->members[it->starts[from->groups[node] + 1]++] = node;
    }
    return true;
}

static void close_gathering(gathering *it) {
    free(it->starts);
    free(it->members);
    free(it->marks);
    free(it->ties);
}

/* Adds the ties of one member of a group to its row, which ends at `end`; the new end. */
static uint32_t add_member(ent__coarse *made, gathering *it, const ent__coarse *from, uint32_t member, uint32_t end) {
    uint32_t group = from->groups[member];
    for (uint32_t entry = from->offsets[member]; entry < from->offsets[member + 1]; entry++) {
        uint32_t other = from->groups[from->heads[entry]];
        if (other == group) {
            continue;
        }
        if (it->marks[other] != group + 1) {
            it->marks[other] = group + 1;
            it->ties[other] = 0.0;
            made->heads[end++] = other;
        }
        it->ties[other] += from->weights[entry];
    }
    return end;
}

/* Every member of a group has its label, so that whichever is read last will do. */
ent_status ent__coarse_next(ent__coarse *made, const ent__coarse *from, uint32_t count, ent_error *error) {
    gathering it = {NULL, NULL, NULL, NULL};
    ent_status status = make(made, count, from->offsets[from->count], error);
    if (status == ENT_OK && !open_gathering(&it, from, count)) {
        status = ent__fail_memory(error);
    }
    for (uint32_t group = 0; group < count && status == ENT_OK; group++) {
        uint32_t start = made->offsets[group], end = start;
        for (uint32_t i = it.starts[group]; i < it.starts[group + 1]; i++) {
            end = add_member(made, &it, from, it.members[i], end);
            made->strengths[group] += from->strengths[it.members[i]];
            made->labels[group] = from->labels[it.members[i]];
        }
        for (uint32_t i = start; i < end; i++) {
            made->weights[i] = it.ties[made->heads[i]];
        }
        made->offsets[group + 1] = end;
    }
    close_gathering(&it);
    if (status != ENT_OK) {
        ent__coarse_free(made);
    }
    return status;
}
