/*
 * Hubs and authorities (Kleinberg 1999). Node i stands twice in a symmetric matrix: as hub i and as authority n + i, tied by
 * the arcs. In each of its connected parts the positive eigenvector holds the greatest singular vectors; of the parts with
 * the greatest value each gets the share that all ones have in it, which is where power iteration ends. About O(m) a step.
 */
#include "measure.h"
#include "parts.h"

#include <math.h>
#include <stdlib.h>

/* Appends the rows of one side, whose heads stand `shift` further on. */
static void append_rows(ent__layer *cover, const ent__layer *side, uint32_t shift) {
    uint32_t start = shift ? 0 : side->node_count;
    for (uint32_t node = 0; node < side->node_count; node++) {
        for (uint32_t entry = side->offsets[node]; entry < side->offsets[node + 1]; entry++) {
            cover->heads[cover->arc_count] = side->heads[entry] + shift;
            cover->weights[cover->arc_count++] = side->weights[entry];
        }
        cover->offsets[start + node + 1] = cover->arc_count;
    }
}

/* The layer of 2n nodes: hubs 0..n-1 and authorities n..2n-1. */
static ent_status make_cover(ent__layer *cover, const ent_network *network, ent_weight weight, ent_error *error) {
    ent__layer out, in = {0};
    *cover = (ent__layer){0};
    ent_status status = ent__layer_make(&out, network, ENT_OUT, weight, error);
    if (status == ENT_OK) {
        status = ent__layer_make(&in, network, ENT_IN, weight, error);
    }
    if (status == ENT_OK) {
        size_t arcs = 2 * (size_t)out.arc_count;
        cover->node_count = 2 * out.node_count;
        cover->offsets = ent__calloc((size_t)cover->node_count + 1, sizeof *cover->offsets);
        cover->heads = ent__calloc(arcs, sizeof *cover->heads);
        cover->weights = ent__calloc(arcs, sizeof *cover->weights);
        status = cover->offsets && cover->heads && cover->weights ? ENT_OK : ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        append_rows(cover, &out, out.node_count);
        append_rows(cover, &in, 0);
    }
    ent__layer_free(&out);
    ent__layer_free(&in);
    return status;
}

/* Of each part with the greatest value: the vector times the share of all ones on this side in it. */
static void project(double *scores, const ent__parts *parts, const double *vector, const double *values,
                    bool authority) {
    uint32_t n = parts->layer->node_count / 2, first = authority ? n : 0;
    double greatest = 0.0, most = 0.0;
    for (uint32_t part = 0; part < parts->count; part++) {
        greatest = fmax(greatest, values[part]);
    }
    for (uint32_t node = 0; node < n; node++) {
        scores[node] = greatest > 0.0 ? 0.0 : NAN;
    }
    for (uint32_t part = 0; part < parts->count && greatest > 0.0; part++) {
        double sum = 0.0, squares = 0.0;
        for (uint32_t i = parts->starts[part]; i < parts->starts[part + 1]; i++) {
            uint32_t node = parts->members[i];
            if (node >= first && node < first + n) {
                sum += vector[node];
                squares += vector[node] * vector[node];
            }
        }
        for (uint32_t i = parts->starts[part]; i < parts->starts[part + 1]; i++) {
            uint32_t node = parts->members[i];
            if (node >= first && node < first + n && ent__equal(values[part], greatest)) {
                scores[node - first] = vector[node] * sum / squares;
                most = fmax(most, scores[node - first]);
            }
        }
    }
    for (uint32_t node = 0; node < n; node++) {
        scores[node] /= most;
    }
}

ent_status ent__score_hits(double *scores, const ent__call *call, ent_error *error) {
    ent__layer cover;
    ent__parts parts = {0};
    double *vector = NULL, *values = NULL;
    ent_status status = make_cover(&cover, call->network, call->options.weight, error);
    if (status == ENT_OK) {
        status = ent__parts_make(&parts, &cover, error);
    }
    if (status == ENT_OK) {
        vector = ent__calloc(cover.node_count, sizeof *vector);
        values = ent__calloc(parts.count, sizeof *values);
        status =
            vector && values ? ent__parts_perron(vector, values, &parts, call->run, error) : ent__fail_memory(error);
    }
    if (status == ENT_OK) {
        project(scores, &parts, vector, values, call->measure == ENT_MEASURE_AUTHORITY);
    }
    free(vector);
    free(values);
    ent__parts_free(&parts);
    ent__layer_free(&cover);
    return status;
}
