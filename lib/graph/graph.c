/*
 * The store's life: made empty, titled, measured, freed. What is in it is added by actors.c and relations.c; what is borrowed
 * from a graph file lies in its mapping until something is added to it. O(1), but for freeing and measuring: O(actors).
 *
 * A graph has one writer or many readers, and nothing here locks. All texts are interned once and never move, so that getters
 * can lend them for the graph's life.
 */
#include "graph_internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

ent_status ent_graph_new(ent_graph **graph, ent_error *error) {
    *graph = ent__calloc(1, sizeof **graph);
    return *graph ? ENT_OK : ent__fail_memory(error);
}

void ent_graph_free(ent_graph *graph) {
    if (!graph) {
        return;
    }
    for (size_t i = 0; i < graph->actor_count; i++) {
        free((void *)graph->actors[i].as_read.aliases);
        free((void *)graph->actors[i].as_read.codes);
        free(graph->actors[i].employers);
    }
    free(graph->actors);
    free(graph->sources);
    ent__array_free(graph->relations, graph->relation_capacity);
    ent__array_free(graph->weights, graph->weight_capacity);
    free(graph->extras);
    ent__array_free(graph->lists, graph->list_capacity);
    free(graph->names);
    free(graph->name_heads);
    ent__origins_free(&graph->origins);
    ent__map_free(&graph->actor_ids);
    ent__map_free(&graph->source_ids);
    ent__map_free(&graph->relation_ids);
    ent__strings_free(&graph->texts);
    ent__strings_free(&graph->codes);
    ent__strings_free(&graph->folded);
    ent__mapping_free(&graph->mapping);
    free(graph);
}

/* ---- Arrays that may lie in a file --------------------------------------------------------------------------------- */

/* An array that lies in a file (it has items, but no capacity of its own) is copied out before it grows: the file is never
 * written. */
bool ent__grow(void **items, size_t *capacity, size_t count, size_t needed, size_t item_size) {
    if (*capacity || !*items) {
        return ent__reserve(items, capacity, needed, item_size);
    }
    void *own = NULL;
    size_t room = 0;
    if (!ent__reserve(&own, &room, needed, item_size)) {
        return false;
    }
    memcpy(own, *items, count * item_size);
    *items = own;
    *capacity = room;
    return true;
}

/* Without a capacity it is the file's. */
void ent__array_free(void *items, size_t capacity) {
    if (capacity) {
        free(items);
    }
}

void ent__mapping_free(ent__mapping *mapping) {
    if (mapping->bytes) {
        munmap(mapping->bytes, mapping->length);
    }
    *mapping = (ent__mapping){0};
}

/* ---- Texts -------------------------------------------------------------------------------------------------------- */

/* UTF-8 is checked here, at the only way in, so that writers need not. */
ent_status ent__graph_text(const char **stored, ent_graph *graph, const char *text, const char *what,
                           ent_error *error) {
    *stored = NULL;
    if (!text) {
        return ENT_OK;
    }
    size_t length = strlen(text), bad;
    if (!ent__utf8_valid(text, length, &bad)) {
        return ent__fail(error, ENT_EINVAL, "%s is not UTF-8 at byte %zu", what, bad);
    }
    uint32_t number;
    ent_status status = ent__strings_intern(&number, &graph->texts, text, length, error);
    if (status == ENT_OK) {
        *stored = ent__strings_get(&graph->texts, number);
    }
    return status;
}

uint32_t ent__graph_text_number(const ent_graph *graph, const char *text) {
    return ent__strings_find(&graph->texts, text, strlen(text));
}

ent_status ent_graph_set_title(ent_graph *graph, const char *title, ent_error *error) {
    const char *stored;
    ent_status status = ent__graph_text(&stored, graph, title, "the title", error);
    if (status == ENT_OK) {
        graph->title = stored;
    }
    return status;
}

ent_status ent_graph_set_description(ent_graph *graph, const char *description, ent_error *error) {
    const char *stored;
    ent_status status = ent__graph_text(&stored, graph, description, "the description", error);
    if (status == ENT_OK) {
        graph->description = stored;
    }
    return status;
}

const char *ent_graph_title(const ent_graph *graph) {
    return graph->title;
}

const char *ent_graph_description(const ent_graph *graph) {
    return graph->description;
}

uint32_t ent_graph_actor_count(const ent_graph *graph) {
    return (uint32_t)graph->actor_count;
}

uint32_t ent_graph_source_count(const ent_graph *graph) {
    return (uint32_t)graph->source_count;
}

uint32_t ent_graph_relation_count(const ent_graph *graph) {
    return (uint32_t)graph->relation_count;
}

/* Capacities, not counts: what the process has, with the mapping of a file in full, whatever of it is in memory. */
size_t ent_graph_memory(const ent_graph *graph) {
    size_t memory = sizeof *graph + graph->mapping.length + graph->actor_capacity * sizeof *graph->actors +
                    graph->source_capacity * sizeof *graph->sources +
                    graph->relation_capacity * sizeof *graph->relations +
                    graph->weight_capacity * sizeof *graph->weights + graph->extra_capacity * sizeof *graph->extras +
                    graph->list_capacity * sizeof *graph->lists + graph->name_capacity * sizeof *graph->names +
                    graph->name_head_capacity * sizeof *graph->name_heads;
    memory +=
        ent__strings_memory(&graph->texts) + ent__strings_memory(&graph->codes) + ent__strings_memory(&graph->folded);
    memory += ent__map_memory(&graph->actor_ids) + ent__map_memory(&graph->source_ids) +
              ent__map_memory(&graph->relation_ids) + ent__origins_memory(&graph->origins);
    for (size_t i = 0; i < graph->actor_count; i++) {
        const ent__actor *actor = &graph->actors[i];
        memory += actor->as_read.alias_count * sizeof *actor->as_read.aliases +
                  actor->as_read.code_count * sizeof *actor->as_read.codes +
                  actor->employer_capacity * sizeof *actor->employers;
    }
    return memory;
}
