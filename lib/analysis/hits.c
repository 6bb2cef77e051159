/*
 * Hubs and authorities (Kleinberg 1999). Node i stands twice in a symmetric matrix: as hub i and as authority n + i, tied by
 * the arcs. In each of its connected parts the positive eigenvector holds the greatest singular vectors; of the parts with
 * the greatest value each gets the share that all ones have in it, which is where power iteration ends. About O(m) a step.
 */
#include "measure.h"
#include "parts.h"

#include <stdlib.h>

/* Appends the rows of one side, whose heads stand `shift` further on, from row `start` on. */
static void append_rows(ent__neighbours *cover, const ent__neighbours *side, uint32_t start, uint32_t shift) {
    uint32_t used = cover->own_offsets[start];
    for (uint32_t node = 0; node < side->node_count; node++) {
        for (uint32_t entry = side->offsets[node]; entry < side->offsets[node + 1]; entry++) {
            if (side->weights) {
                cover->own_weights[used] = side->weights[entry];
            }
            cover->own_heads[used++] = side->heads[entry] + shift;
        }
        cover->own_offsets[start + node + 1] = used;
    }
}

static ent_status fill_cover(ent__neighbours *cover, const ent__neighbours *out, const ent__neighbours *in,
                             ent_error *error) {
    uint32_t n = out->node_count;
    size_t arcs = 2 * (size_t)out->offsets[n];
    cover->node_count = 2 * n;
    cover->offsets = cover->own_offsets = ent__calloc(2 * (size_t)n + 1, sizeof *cover->own_offsets);
    cover->heads = cover->own_heads = ent__calloc(arcs, sizeof *cover->own_heads);
    cover->weights = cover->own_weights = out->weights ? ent__calloc(arcs, sizeof *cover->own_weights) : NULL;
    if (!cover->offsets || !cover->heads || (out->weights && !cover->weights)) {
        return ent__fail_memory(error);
    }
    append_rows(cover, out, 0, n);
    append_rows(cover, in, n, 0);
    return ENT_OK;
}

/* The rows of 2n nodes: hubs 0..n-1 and authorities n..2n-1. On failure the cover is for ent__neighbours_free() all the same. */
static ent_status make_cover(ent__neighbours *cover, const ent_network *network, ent_weight weight, ent_error *error) {
    ent__neighbours out, in = {0};
    *cover = (ent__neighbours){0};
    ent_status status = ent__neighbours_weighted(&out, network, ENT_OUT, weight, error);
    if (status == ENT_OK) {
        status = ent__neighbours_weighted(&in, network, ENT_IN, weight, error);
    }
    if (status == ENT_OK) {
        status = fill_cover(cover, &out, &in, error);
    }
    ent__neighbours_free(&out);
    ent__neighbours_free(&in);
    return status;
}

ent_status ent__score_hits(double *scores, const ent__call *call, ent_error *error) {
    ent__neighbours cover;
    ent__parts parts = {0};
    uint32_t n = call->network->node_count;
    double *vector = NULL, *values = NULL;
    ent_status status = make_cover(&cover, call->network, call->options.weight, error);
    if (status == ENT_OK) {
        status = ent__parts_make(&parts, &cover, true, error);
    }
    if (status == ENT_OK) {
        vector = ent__calloc(cover.node_count, sizeof *vector);
        values = ent__calloc(parts.count, sizeof *values);
        status =
            vector && values ? ent__parts_perron(vector, values, &parts, call->run, error) : ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        ent__parts_project(scores, &parts, vector, values, call->measure == ENT_MEASURE_AUTHORITY ? n : 0, n);
    }
    free(vector);
    free(values);
    ent__parts_free(&parts);
    ent__neighbours_free(&cover);
    return status;
}
