/*
 * Which events a graph has: 4 bytes a slot, half of them empty at most times; what a slot stands for lies in the graph.
 */
#include "event_set.h"

#include <stdlib.h>
#include <string.h>

static size_t hash_of(uint64_t id, ent_date day) {
    return (size_t)((id ^ (uint64_t)(uint32_t)day << 40) * 0x9E3779B97F4A7C15u >> 20);
}

static ent_date day_of(const ent_graph *graph, uint32_t column) {
    const ent__origin_run *run = ent__origins_run_at(&graph->origins, column);
    return graph->relations[run->first + (column - run->column)].first;
}

/* The format is interned, so that the same word is the same address. */
static bool is_same(const ent_graph *graph, uint32_t column, uint32_t file, const ent__event *event) {
    const ent__origins *origins = &graph->origins;
    return origins->events[column] == event->event && day_of(graph, column) == event->relation.first &&
           origins->files[ent__origins_run_at(origins, column)->file].format == origins->files[file].format;
}

static ent_status grow(ent__event_set *set, const ent_graph *graph, ent_error *error) {
    ent__event_set larger = {.slot_count = set->slot_count ? set->slot_count * 2 : 1024, .used = set->used};
    larger.slots = ent__calloc(larger.slot_count, sizeof *larger.slots);
    if (!larger.slots) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < set->slot_count; i++) {
        if (set->slots[i]) {
            uint32_t column = set->slots[i] - 1;
            size_t at = hash_of(graph->origins.events[column], day_of(graph, column)) & (larger.slot_count - 1);
            while (larger.slots[at]) {
                at = (at + 1) & (larger.slot_count - 1);
            }
            larger.slots[at] = column + 1;
        }
    }
    free(set->slots);
    *set = larger;
    return ENT_OK;
}

ent_status ent__event_set_add(bool *is_new, ent__event_set *set, const ent_graph *graph, uint32_t file,
                              const ent__event *event, ent_error *error) {
    *is_new = true;
    if (event->event == 0) {
        return ENT_OK;
    }
    if (2 * (set->used + 1) > set->slot_count) {
        ent_status status = grow(set, graph, error);
        if (status != ENT_OK) {
            return status;
        }
    }
    size_t at = hash_of(event->event, event->relation.first) & (set->slot_count - 1);
    for (; set->slots[at]; at = (at + 1) & (set->slot_count - 1)) {
        if (is_same(graph, set->slots[at] - 1, file, event)) {
            *is_new = false;
            return ENT_OK;
        }
    }
    set->slots[at] = (uint32_t)graph->origins.count + 1;
    set->used++;
    return ENT_OK;
}

void ent__event_set_free(ent__event_set *set) {
    free(set->slots);
    memset(set, 0, sizeof *set);
}
