/*
 * Where relations were read from, and the bulk way into the store: events as records with their file, line, id and
 * publisher, 16 bytes beside the record's 40. Appending is O(events), asking O(log runs); a run ends where a relation of
 * another file or of none comes between.
 *
 * The bulk way looks at nothing: who appends has checked every row. What it adds can be taken back as a whole.
 */
#include "graph_internal.h"

#include <stdlib.h>
#include <string.h>

ent_status ent__graph_add_file(uint32_t *file, ent_graph *graph, const char *path, const char *format,
                               ent_error *error) {
    ent__origins *origins = &graph->origins;
    ent__origin_file added = {.rereadable = true, .newline = '\n'};
    *file = ENT_NONE;
    if (!ENT__RESERVE(origins->files, origins->file_capacity, origins->file_count + 1)) {
        return ent__fail_memory(error);
    }
    uint32_t number; /* a path is whatever bytes the system takes, not always UTF-8 */
    ent_status status = ent__strings_intern(&number, &graph->texts, path, strlen(path), error);
    if (status == ENT_OK) {
        added.path = ent__strings_get(&graph->texts, number);
        status = ent__graph_text(&added.format, graph, format, "a format", error);
    }
    if (status == ENT_OK) {
        *file = (uint32_t)origins->file_count;
        origins->files[origins->file_count++] = added;
    }
    return status;
}

ent_status ent__graph_mark_line(ent_graph *graph, uint32_t file, ent__origin_mark mark, ent_error *error) {
    ent__origin_file *marked = &graph->origins.files[file];
    if (!ENT__RESERVE(marked->marks, marked->mark_capacity, marked->mark_count + 1)) {
        return ent__fail_memory(error);
    }
    marked->marks[marked->mark_count++] = mark;
    return ENT_OK;
}

/* Everything that an appending may need at once: after it nothing can fail. */
static bool reserve(ent_graph *graph, size_t count, bool is_weighted) {
    ent__origins *origins = &graph->origins;
    size_t relations = graph->relation_count, old = origins->count, runs = origins->run_count;
    return (!is_weighted || ent__weights_reserve(graph, count)) &&
           ENT__GROW(graph->relations, graph->relation_capacity, relations, relations + count) &&
           ENT__GROW(origins->events, origins->event_capacity, old, old + count) &&
           ENT__GROW(origins->lines, origins->line_capacity, old, old + count) &&
           ENT__GROW(origins->publishers, origins->publisher_capacity, old, old + count) &&
           ENT__GROW(origins->runs, origins->run_capacity, runs, runs + 1);
}

/* A hint: where there is no memory for all, appending asks for as much as it needs. */
void ent__graph_expect_events(ent_graph *graph, size_t count) {
    ent__origins *origins = &graph->origins;
    if (count <= ENT_NONE - 1 - graph->relation_count && reserve(graph, count, false)) {
        ent__prefer_huge_pages(graph->relations, graph->relation_capacity * sizeof *graph->relations);
        ent__prefer_huge_pages(origins->events, origins->event_capacity * sizeof *origins->events);
        ent__prefer_huge_pages(origins->lines, origins->line_capacity * sizeof *origins->lines);
        ent__prefer_huge_pages(origins->publishers, origins->publisher_capacity * sizeof *origins->publishers);
    }
}

/* Makes the last run longer, or starts one. */
static void count_in(ent_graph *graph, uint32_t file, uint32_t count) {
    ent__origins *origins = &graph->origins;
    ent__origin_run *last = origins->run_count ? &origins->runs[origins->run_count - 1] : NULL;
    if (last && last->file == file && last->first + last->count == graph->relation_count) {
        last->count += count;
    } else {
        origins->runs[origins->run_count++] =
            (ent__origin_run){(uint32_t)graph->relation_count, count, (uint32_t)origins->count, file};
    }
}

/* Columns of origins grow with the relations that have one; a run says which are whose. */
ent_status ent__graph_append_events(ent_graph *graph, uint32_t file, const ent__event *events, const double *weights,
                                    size_t count, ent_error *error) {
    if (count > ENT_NONE - 1 - graph->relation_count) {
        return ent__fail(error, ENT_ELIMIT, "a graph has room for %u relations", ENT_NONE - 1);
    }
    if (!reserve(graph, count, weights != NULL)) {
        return ent__fail_memory(error);
    }
    count_in(graph, file, (uint32_t)count);
    ent__relation *relations = graph->relations + graph->relation_count;
    size_t column = graph->origins.count;
    for (size_t i = 0; i < count; i++) {
        relations[i] = events[i].relation;
        graph->origins.events[column + i] = events[i].event;
        graph->origins.lines[column + i] = events[i].line;
        graph->origins.publishers[column + i] = events[i].publisher;
    }
    for (size_t i = 0; weights && i < count; i++) {
        ent__weights_put(graph, graph->relation_count + i, weights[i]);
    }
    graph->relation_count += count;
    graph->origins.count += count;
    return ENT_OK;
}

/* The file of a path and format that events with such ids came from, which is added if there is none. */
static ent_status find_file(uint32_t *file, ent_graph *graph, const ent_origin *origin, ent_error *error) {
    ent__origins *origins = &graph->origins;
    bool text_ids = origin->event_text != NULL;
    for (size_t i = origins->file_count; i-- > 0;) {
        const ent__origin_file *known = &origins->files[i];
        if (strcmp(known->path, origin->file) == 0 && strcmp(known->format, origin->format) == 0 &&
            (known->text_ids == text_ids || (!text_ids && origin->event == 0))) {
            *file = (uint32_t)i;
            return ENT_OK;
        }
    }
    ent_status status = ent__graph_add_file(file, graph, origin->file, origin->format, error);
    if (status == ENT_OK) {
        origins->files[*file].rereadable = false;
        origins->files[*file].text_ids = text_ids;
    }
    return status;
}

ent_status ent__graph_note_origin(ent_graph *graph, const ent_origin *origin, ent_error *error) {
    ent__origins *origins = &graph->origins;
    uint32_t file, text = 0;
    ent_status status = find_file(&file, graph, origin, error);
    if (status == ENT_OK && origin->event_text) {
        status = ent__strings_intern(&text, &graph->texts, origin->event_text, strlen(origin->event_text), error);
    }
    if (status == ENT_OK && !reserve(graph, 1, false)) {
        status = ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        graph->relation_count--; /* as if it were appended now */
        count_in(graph, file, 1);
        graph->relation_count++;
        origins->events[origins->count] = origin->event_text ? text : origin->event;
        origins->lines[origins->count] = origin->line - 1;
        origins->publishers[origins->count++] = origin->source;
    }
    return status;
}

const ent__origin_run *ent__graph_origin_run(const ent_graph *graph, ent_id relation) {
    const ent__origins *origins = &graph->origins;
    size_t low = 0, high = origins->run_count; /* runs before `low` begin at or before the relation */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (origins->runs[middle].first <= relation) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const ent__origin_run *run = low ? &origins->runs[low - 1] : NULL;
    return run && relation - run->first < run->count ? run : NULL;
}

ent_status ent_graph_relation_origin(ent_origin *origin, const ent_graph *graph, ent_id relation, ent_error *error) {
    const ent__origin_run *run = ent__graph_origin_run(graph, relation);
    if (!run) {
        return ent__fail(error, ENT_ENOTFOUND, "relation %u was not read from a file of events", relation);
    }
    const ent__origin_file *file = &graph->origins.files[run->file];
    size_t column = run->column + (relation - run->first);
    ent_origin read = ENT_ORIGIN_INIT;
    read.file = file->path;
    read.format = file->format;
    read.event = graph->origins.events[column];
    if (file->text_ids && read.event) {
        read.event_text = ent__strings_get(&graph->texts, (uint32_t)read.event);
        read.event = 0;
    }
    read.line = graph->origins.lines[column] + 1;
    read.source = graph->origins.publishers[column];
    return ent__result_write(origin, &read, sizeof read, "ent_origin", error);
}

/* ---- Room --------------------------------------------------------------------------------------------------------- */

/* Shrinks an array to what is used; where that fails it stays as it is. */
static void trim(void **items, size_t *capacity, size_t count, size_t item_size) {
    void *moved = count && count < *capacity ? realloc(*items, count * item_size) : NULL;
    if (moved) {
        *items = moved;
        *capacity = count;
    }
}

void ent__graph_trim(ent_graph *graph) {
    ent__origins *origins = &graph->origins;
    trim((void **)&graph->relations, &graph->relation_capacity, graph->relation_count, sizeof *graph->relations);
    trim((void **)&graph->weights, &graph->weight_capacity, graph->weight_count, sizeof *graph->weights);
    trim((void **)&origins->events, &origins->event_capacity, origins->count, sizeof *origins->events);
    trim((void **)&origins->lines, &origins->line_capacity, origins->count, sizeof *origins->lines);
    trim((void **)&origins->publishers, &origins->publisher_capacity, origins->count, sizeof *origins->publishers);
}

/* Capacities, as ent_graph_memory() counts. */
size_t ent__origins_memory(const ent__origins *origins) {
    size_t memory = origins->file_capacity * sizeof *origins->files + origins->run_capacity * sizeof *origins->runs +
                    origins->event_capacity * sizeof *origins->events +
                    origins->line_capacity * sizeof *origins->lines +
                    origins->publisher_capacity * sizeof *origins->publishers;
    for (size_t i = 0; i < origins->file_count; i++) {
        memory += origins->files[i].mark_capacity * sizeof *origins->files[i].marks;
    }
    return memory;
}

static void cut_files(ent__origins *origins, size_t count) {
    while (origins->file_count > count) {
        free(origins->files[--origins->file_count].marks);
    }
}

void ent__origins_free(ent__origins *origins) {
    cut_files(origins, 0);
    free(origins->files);
    ent__array_free(origins->runs, origins->run_capacity);
    ent__array_free(origins->events, origins->event_capacity);
    ent__array_free(origins->lines, origins->line_capacity);
    ent__array_free(origins->publishers, origins->publisher_capacity);
    memset(origins, 0, sizeof *origins);
}

/* ---- Going back --------------------------------------------------------------------------------------------------- */

ent__graph_extent ent__graph_extent_of(const ent_graph *graph) {
    return (ent__graph_extent){graph->actor_count,        graph->source_count,      graph->relation_count,
                               graph->extra_count,        graph->list_count,        graph->name_count,
                               graph->origins.file_count, graph->origins.run_count, graph->origins.count};
}

/* Takes affiliations off the ways upward of those actors that stay. */
static void cut_relations(ent_graph *graph, const ent__graph_extent *extent) {
    while (graph->relation_count > extent->relations) {
        const ent__relation *relation = &graph->relations[--graph->relation_count];
        ent_affiliation_kind affiliation = ent__relation_affiliation(relation);
        if (affiliation == ENT_AFFILIATION_SERVES || affiliation == ENT_AFFILIATION_PART_OF) {
            graph->actors[relation->from].employer_count--;
        }
    }
    graph->weight_count = graph->weight_count < extent->relations ? graph->weight_count : extent->relations;
    graph->extra_count = extent->extras;
    graph->list_count = extent->lists;
}

/* Actors own their lists, the store all else. */
static void cut_actors(ent_graph *graph, size_t count) {
    while (graph->actor_count > count) {
        ent__actor *actor = &graph->actors[--graph->actor_count];
        free((void *)actor->as_read.aliases);
        free((void *)actor->as_read.codes);
        free(actor->employers);
    }
}

/* The maps forget everything and learn again what stays, for which there is room: putting cannot fail. */
static void remap(ent_graph *graph) {
    ent__map_clear(&graph->actor_ids);
    for (size_t i = 0; i < graph->actor_count; i++) {
        ent__map_put(&graph->actor_ids, ent__graph_text_number(graph, graph->actors[i].as_read.id), (uint32_t)i, NULL);
    }
    ent__map_clear(&graph->source_ids);
    for (size_t i = 0; i < graph->source_count; i++) {
        ent__map_put(&graph->source_ids, ent__graph_text_number(graph, graph->sources[i].id), (uint32_t)i, NULL);
    }
}

/* All that was added since the extent was taken is gone; interned texts stay, to which nothing refers any more. */
void ent__graph_back_to(ent_graph *graph, const ent__graph_extent *extent) {
    cut_relations(graph, extent);
    cut_actors(graph, extent->actors);
    graph->source_count = extent->sources;
    ent__names_cut(graph, extent->names);
    remap(graph);
    cut_files(&graph->origins, extent->files);
    ent__origins *origins = &graph->origins;
    origins->run_count = extent->runs;
    origins->count = extent->origins;
}

const ent__origin_run *ent__origins_run_at(const ent__origins *origins, size_t column) {
    size_t low = 0, high = origins->run_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (origins->runs[middle].column <= column) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return &origins->runs[low];
}
