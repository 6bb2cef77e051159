/*
 * Numbering the relations of records, which have their arcs in the order of relations, and reading what each rests on.
 * O(arcs + citations + sources of the graph).
 */
#include "citations.h"

#include <stdlib.h>

void ent__citations_free(ent__citations *citations) {
    free(citations->relations);
    free(citations->confidence);
    free(citations->offsets);
    free(citations->cited);
    free(citations->sources);
    *citations = (ent__citations){0};
}

/* The first relation of records from their arcs `at` on; ENT_NONE: they are at their ends. */
static ent_id first_relation(ent__basis *const *records, const size_t *at, size_t count) {
    ent_id first = ENT_NONE;
    for (size_t i = 0; i < count; i++) {
        if (at[i] < records[i]->arcs.count && records[i]->arcs.items[at[i]].relation < first) {
            first = records[i]->arcs.items[at[i]].relation;
        }
    }
    return first;
}

/* Merges the relations of records; one that several have gets one number. `at` is 0 for each. */
static void number_relations(ent__citations *citations, ent__basis *const *records, size_t *at, size_t count) {
    ent_id next;
    while ((next = first_relation(records, at, count)) != ENT_NONE) {
        for (size_t i = 0; i < count; i++) {
            while (at[i] < records[i]->arcs.count && records[i]->arcs.items[at[i]].relation == next) {
                records[i]->rows[at[i]++] = citations->relation_count;
            }
        }
        citations->relations[citations->relation_count++] = next;
    }
}

/* A candidate's ties and the mediations have relations in common; drawn once, a relation must count the same in both
 * records. */
static ent_status merge_relations(ent__citations *citations, ent__basis *const *records, size_t count,
                                  ent_error *error) {
    size_t arcs = 0, *at = ent__calloc(count, sizeof *at);
    ent_status status = at ? ENT_OK : ent__fail_memory(error);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        arcs += records[i]->arcs.count;
        records[i]->rows = ent__calloc(records[i]->arcs.count, sizeof *records[i]->rows);
        status = records[i]->rows ? ENT_OK : ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        citations->relations = ent__calloc(arcs, sizeof *citations->relations);
        status = citations->relations ? ENT_OK : ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        number_relations(citations, records, at, count);
    }
    free(at);
    return status;
}

/* Reads confidence and citations; `cited` gets ids of sources for now. */
static ent_status read_relations(ent__citations *citations, const ent_graph *graph, ent_error *error) {
    size_t capacity = 0;
    citations->confidence = ent__calloc(citations->relation_count, sizeof *citations->confidence);
    citations->offsets = ent__calloc((size_t)citations->relation_count + 1, sizeof *citations->offsets);
    if (!citations->confidence || !citations->offsets) {
        return ent__fail_memory(error);
    }
    for (uint32_t row = 0; row < citations->relation_count; row++) {
        ent_relation relation = ENT_RELATION_INIT;
        ent_status status = ent_graph_get_relation(&relation, graph, citations->relations[row], error);
        if (status != ENT_OK) {
            return status;
        }
        size_t end = citations->offsets[row];
        if (!ENT__RESERVE(citations->cited, capacity, end + relation.source_count)) {
            return ent__fail_memory(error);
        }
        citations->confidence[row] = relation.confidence;
        citations->unsourced += relation.source_count == 0;
        for (size_t s = 0; s < relation.source_count; s++) {
            citations->cited[end++] = relation.sources[s];
        }
        citations->offsets[row + 1] = end;
    }
    return ENT_OK;
}

/* Turns the ids of sources into numbers from 0 of those that are cited. */
static ent_status number_sources(ent__citations *citations, uint32_t known, ent_error *error) {
    uint32_t *numbers = ent__calloc(known, sizeof *numbers);
    citations->sources = ent__calloc(known, sizeof *citations->sources);
    if (!numbers || !citations->sources) {
        free(numbers);
        return ent__fail_memory(error);
    }
    size_t count = citations->offsets[citations->relation_count];
    for (size_t i = 0; i < count; i++) {
        numbers[citations->cited[i]] = 1;
    }
    for (uint32_t id = 0; id < known; id++) {
        if (numbers[id]) {
            citations->sources[citations->source_count] = id;
            numbers[id] = citations->source_count++;
        }
    }
    for (size_t i = 0; i < count; i++) {
        citations->cited[i] = numbers[citations->cited[i]];
    }
    free(numbers);
    return ENT_OK;
}

ent_status ent__citations_read(ent__citations *citations, ent__basis *const *records, size_t count, ent_error *error) {
    *citations = (ent__citations){0};
    const ent_graph *graph = records[0]->graph;
    ent_status status = merge_relations(citations, records, count, error);
    if (status == ENT_OK) {
        status = read_relations(citations, graph, error);
    }
    if (status == ENT_OK) {
        status = number_sources(citations, ent_graph_source_count(graph), error);
    }
    if (status != ENT_OK) {
        ent__citations_free(citations);
    }
    return status;
}
