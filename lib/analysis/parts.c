/*
 * Strong components as matrices. O(n + m) beside what is computed of them.
 */
#include "parts.h"

#include <stdlib.h>

void ent__parts_free(ent__parts *parts) {
    free(parts->labels);
    free(parts->starts);
    free(parts->members);
    free(parts->local);
    *parts = (ent__parts){0};
}

/* Sorts the nodes by part. */
static void gather(ent__parts *parts) {
    uint32_t n = parts->layer->node_count;
    for (uint32_t node = 0; node < n; node++) {
        parts->local[node] = parts->starts[parts->labels[node] + 1]++;
    }
    for (uint32_t part = 0; part < parts->count; part++) {
        parts->starts[part + 1] += parts->starts[part];
    }
    for (uint32_t node = 0; node < n; node++) {
        parts->members[parts->starts[parts->labels[node]] + parts->local[node]] = node;
    }
}

ent_status ent__parts_make(ent__parts *parts, const ent__layer *layer, ent_error *error) {
    size_t n = layer->node_count;
    ent__neighbours rows = ent__neighbours_of(layer);
    *parts = (ent__parts){.layer = layer};
    parts->labels = ent__calloc(n, sizeof *parts->labels);
    parts->starts = ent__calloc(n + 1, sizeof *parts->starts);
    parts->members = ent__calloc(n, sizeof *parts->members);
    parts->local = ent__calloc(n, sizeof *parts->local);
    ent_status status = parts->labels && parts->starts && parts->members && parts->local
                            ? ent__components_strong(parts->labels, &parts->count, &rows, error)
                            : ent__fail_memory(error);
    if (status != ENT_OK) {
        ent__parts_free(parts);
        return status;
    }
    gather(parts);
    return ENT_OK;
}

ent_status ent__parts_block(ent__matrix *block, const ent__parts *parts, uint32_t part, ent_error *error) {
    const ent__layer *layer = parts->layer;
    const uint32_t *members = parts->members + parts->starts[part];
    uint32_t size = parts->starts[part + 1] - parts->starts[part], room = 0, used = 0;
    for (uint32_t i = 0; i < size; i++) {
        room += layer->offsets[members[i] + 1] - layer->offsets[members[i]];
    }
    ent_status status = ent__matrix_make(block, size, room, error);
    for (uint32_t i = 0; i < size && status == ENT_OK; i++) {
        for (uint32_t entry = layer->offsets[members[i]]; entry < layer->offsets[members[i] + 1]; entry++) {
            if (parts->labels[layer->heads[entry]] == part) {
                block->columns[used] = parts->local[layer->heads[entry]];
                block->values[used++] = layer->weights[entry];
            }
        }
        block->offsets[i + 1] = used;
    }
    return status;
}

ent_status ent__parts_perron(double *vector, double *values, const ent__parts *parts, const ent_run *run,
                             ent_error *error) {
    for (uint32_t part = 0; part < parts->count; part++) {
        uint32_t size = parts->starts[part + 1] - parts->starts[part];
        const uint32_t *members = parts->members + parts->starts[part];
        if (size == 1) {
            vector[members[0]] = 1.0;
            values[part] = 0.0;
            continue;
        }
        ent__matrix block;
        double *found = ent__calloc(size, sizeof *found);
        ent_status status = found ? ent__parts_block(&block, parts, part, error) : ent__fail_memory(error);
        if (status == ENT_OK) {
            status = ent__perron(found, &values[part], &block, run, error);
            ent__matrix_free(&block);
        }
        for (uint32_t i = 0; i < size && status == ENT_OK; i++) {
            vector[members[i]] = found[i];
        }
        free(found);
        if (status != ENT_OK) {
            return status;
        }
    }
    return ENT_OK;
}
