/*
 * Reading a view's arcs with what each relation rests on, and compiling them with other multiplicities. O(relations of the graph
 * + arcs + citations log citations) to read, O(actors of the graph + arcs) to compile. Never changes the record.
 */
#include "resample.h"

#include <stdlib.h>

void ent__record_free(ent__record *record) {
    ent__arcs_free(&record->arcs);
    free(record->rows);
    free(record->confidence);
    free(record->offsets);
    free(record->cited);
    free(record->sources);
    *record = (ent__record){0};
}

/* Numbers the relations of the arcs, which come together. */
static ent_status number_relations(ent__record *record, ent_error *error) {
    record->rows = ent__calloc(record->arcs.count, sizeof *record->rows);
    if (!record->rows) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < record->arcs.count; i++) {
        if (i > 0 && record->arcs.items[i].relation == record->arcs.items[i - 1].relation) {
            record->rows[i] = record->rows[i - 1];
        } else {
            record->rows[i] = record->relation_count++;
        }
    }
    return ENT_OK;
}

/* Reads confidence and citations; `cited` gets ids of sources for now. */
static ent_status read_relations(ent__record *record, ent_error *error) {
    size_t capacity = 0;
    record->confidence = ent__calloc(record->relation_count, sizeof *record->confidence);
    record->offsets = ent__calloc((size_t)record->relation_count + 1, sizeof *record->offsets);
    if (!record->confidence || !record->offsets) {
        return ent__fail_memory(error);
    }
    for (size_t i = 0; i < record->arcs.count; i++) {
        uint32_t row = record->rows[i];
        if (i > 0 && row == record->rows[i - 1]) {
            continue;
        }
        ent_relation relation = ENT_RELATION_INIT;
        ent_status status = ent_graph_get_relation(&relation, record->graph, record->arcs.items[i].relation, error);
        if (status != ENT_OK) {
            return status;
        }
        size_t end = record->offsets[row];
        if (!ENT__RESERVE(record->cited, capacity, end + relation.source_count)) {
            return ent__fail_memory(error);
        }
        record->confidence[row] = relation.confidence;
        record->unsourced += relation.source_count == 0;
        for (size_t s = 0; s < relation.source_count; s++) {
            record->cited[end++] = relation.sources[s];
        }
        record->offsets[row + 1] = end;
    }
    return ENT_OK;
}

/* Turns the ids of sources into numbers from 0 of those that are cited. */
static ent_status number_sources(ent__record *record, ent_error *error) {
    uint32_t known = ent_graph_source_count(record->graph);
    uint32_t *numbers = ent__calloc(known, sizeof *numbers);
    record->sources = ent__calloc(known, sizeof *record->sources);
    if (!numbers || !record->sources) {
        free(numbers);
        return ent__fail_memory(error);
    }
    size_t citations = record->offsets[record->relation_count];
    for (size_t i = 0; i < citations; i++) {
        numbers[record->cited[i]] = 1;
    }
    for (uint32_t id = 0; id < known; id++) {
        if (numbers[id]) {
            record->sources[record->source_count] = id;
            numbers[id] = record->source_count++;
        }
    }
    for (size_t i = 0; i < citations; i++) {
        record->cited[i] = numbers[record->cited[i]];
    }
    free(numbers);
    return ENT_OK;
}

ent_status ent__record_read(ent__record *record, const ent_graph *graph, const ent_view *view, const ent_run *run,
                            ent_error *error) {
    *record = (ent__record){.graph = graph};
    ent_status status = ent__view_read(&record->view, view, graph, error);
    if (status == ENT_OK) {
        status = ent__arcs_collect(&record->arcs, graph, &record->view, run, error);
    }
    if (status == ENT_OK) {
        status = number_relations(record, error);
    }
    if (status == ENT_OK) {
        status = read_relations(record, error);
    }
    if (status == ENT_OK) {
        status = number_sources(record, error);
    }
    if (status != ENT_OK) {
        ent__record_free(record);
    }
    return status;
}

ent_status ent__record_compile(ent_network **network, const ent__record *record, const double *times, ent__arcs *room,
                               ent_error *error) {
    *network = NULL;
    room->count = 0;
    room->last_day = record->arcs.last_day;
    for (size_t i = 0; i < record->arcs.count; i++) {
        double factor = times[record->rows[i]];
        if (factor > 0.0) {
            ent__arc *arc = &room->items[room->count++];
            *arc = record->arcs.items[i];
            arc->positive *= factor;
            arc->negative *= factor;
        }
    }
    ent_status status = record->view.direction == ENT_MUTUAL ? ent__arcs_keep_mutual(room, error) : ENT_OK;
    return status == ENT_OK ? ent__network_of_arcs(network, record->graph, &record->view, room, error) : status;
}
