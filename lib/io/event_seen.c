/*
 * Which event ids of a format a graph has. Ids that rise cost a comparison; the first that does not makes a table of all,
 * 16 bytes an id for as long as the reading lasts.
 */
#include "event_internal.h"

#include <stdlib.h>

static size_t slot_of(const ent__seen *seen, uint64_t id) {
    size_t mask = seen->slot_count - 1, at = (size_t)(id * 0x9E3779B97F4A7C15u >> 20) & mask;
    while (seen->slots[at] && seen->slots[at] != id) {
        at = (at + 1) & mask;
    }
    return at;
}

/* Makes the table large enough for `count` ids at most half full; false on exhaustion. */
static bool reserve(ent__seen *seen, size_t count) {
    if (seen->slots && count * 2 <= seen->slot_count) {
        return true;
    }
    ent__seen larger = {.is_dated = seen->is_dated, .last = seen->last, .slot_count = 1024, .used = seen->used};
    while (larger.slot_count < count * 2) {
        larger.slot_count *= 2;
    }
    larger.slots = ent__calloc(larger.slot_count, sizeof *larger.slots);
    if (!larger.slots) {
        return false;
    }
    for (size_t i = 0; i < seen->slot_count; i++) {
        if (seen->slots[i]) {
            larger.slots[slot_of(&larger, seen->slots[i])] = seen->slots[i];
        }
    }
    free(seen->slots);
    *seen = larger;
    return true;
}

/* Puts an id in for which there is room; false if it was there. */
static bool put(ent__seen *seen, uint64_t id) {
    size_t at = slot_of(seen, id);
    bool is_new = seen->slots[at] == 0;
    seen->slots[at] = id;
    seen->used += is_new;
    return is_new;
}

/* Calls of `learn` for every id of the format in the graph. */
static void each_id(ent__seen *seen, const ent_graph *graph, const char *format,
                    void (*learn)(ent__seen *seen, uint64_t id)) {
    const ent__origins *origins = &graph->origins;
    for (size_t i = 0; i < origins->run_count; i++) {
        const ent__origin_run *run = &origins->runs[i];
        if (strcmp(origins->files[run->file].format, format) != 0) {
            continue;
        }
        for (uint32_t j = 0; j < run->count; j++) {
            ent_date day = graph->relations[run->first + j].first;
            learn(seen, ent__seen_key(seen, origins->events[run->column + j], day));
        }
    }
}

static void learn_last(ent__seen *seen, uint64_t id) {
    seen->last = id > seen->last ? id : seen->last;
}

static void learn_id(ent__seen *seen, uint64_t id) {
    if (id) {
        put(seen, id);
    }
}

void ent__seen_open(ent__seen *seen, const ent_graph *graph, const char *format) {
    each_id(seen, graph, format, learn_last);
}

ent_status ent__seen_ask(bool *is_new, ent__seen *seen, uint64_t id, const ent_graph *graph, const char *format,
                         const ent__event *pending, size_t pending_count, ent_error *error) {
    bool is_first = !seen->slots;
    size_t count = is_first ? graph->origins.count + pending_count : seen->used;
    *is_new = false;
    if (!reserve(seen, count + 1)) {
        return ent__fail_memory(error);
    }
    if (is_first) {
        each_id(seen, graph, format, learn_id);
        for (size_t i = 0; i < pending_count; i++) {
            learn_id(seen, ent__seen_key(seen, pending[i].event, pending[i].relation.first));
        }
    }
    *is_new = put(seen, id);
    return ENT_OK;
}

void ent__seen_free(ent__seen *seen) {
    free(seen->slots);
    memset(seen, 0, sizeof *seen);
}
