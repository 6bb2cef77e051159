/*
 * Renumbering a layer by falling degree (out and in together), the smaller node first among equals; rows rise.
 */
#include "compact.h"

#include <stdlib.h>

/* Degrees of all nodes, in and out, and of them the greatest. */
static uint32_t count_degrees(uint32_t *degrees, const ent__layer *layer) {
    uint32_t most = 0;
    for (uint32_t v = 0; v < layer->node_count; v++) {
        for (uint32_t e = layer->offsets[v]; e < layer->offsets[v + 1]; e++) {
            degrees[v]++;
            degrees[layer->heads[e]]++;
        }
    }
    for (uint32_t v = 0; v < layer->node_count; v++) {
        most = degrees[v] > most ? degrees[v] : most;
    }
    return most;
}

/* Counting sort by falling degree: node_of, and the place of each node. */
static ent_status number_places(ent__compact *compact, uint32_t *place_of, const ent__layer *layer, ent_error *error) {
    uint32_t n = layer->node_count;
    uint32_t *degrees = ent__calloc(n, sizeof *degrees);
    if (!degrees) {
        return ent__fail_memory(error);
    }
    uint32_t most = count_degrees(degrees, layer);
    uint32_t *starts = ent__calloc((size_t)most + 2, sizeof *starts);
    if (!starts) {
        free(degrees);
        return ent__fail_memory(error);
    }
    for (uint32_t v = 0; v < n; v++) {
        starts[most - degrees[v] + 1]++;
    }
    for (uint32_t d = 0; d < most; d++) {
        starts[d + 1] += starts[d];
    }
    for (uint32_t v = 0; v < n; v++) {
        uint32_t place = starts[most - degrees[v]]++;
        compact->node_of[place] = v;
        place_of[v] = place;
    }
    free(degrees);
    free(starts);
    return ENT_OK;
}

static ent_status open_rows(ent__compact_rows *rows, const ent__compact *compact, ent_error *error) {
    rows->offsets = ent__calloc((size_t)compact->node_count + 2, sizeof *rows->offsets);
    rows->heads = ent__calloc(compact->arc_count, sizeof *rows->heads);
    return rows->offsets && rows->heads ? ENT_OK : ent__fail_memory(error);
}

/* Where each row starts, counted two places up: appending moves the offset one place up to where it belongs. */
static void start_rows(ent__compact_rows *rows, uint32_t n) {
    for (uint32_t v = 0; v < n; v++) {
        rows->offsets[v + 2] += rows->offsets[v + 1];
    }
}

static void append(ent__compact_rows *rows, uint32_t row, uint32_t head) {
    rows->heads[rows->offsets[row + 1]++] = head;
}

/* The rows against the arcs, filled by rising tail so that they rise. */
static ent_status make_in(ent__compact *compact, const uint32_t *place_of, const ent__layer *layer, ent_error *error) {
    ent__compact_rows *in = &compact->in;
    ent_status status = open_rows(in, compact, error);
    if (status != ENT_OK) {
        return status;
    }
    for (uint32_t e = 0; e < layer->arc_count; e++) {
        in->offsets[place_of[layer->heads[e]] + 2]++;
    }
    start_rows(in, compact->node_count);
    for (uint32_t place = 0; place < compact->node_count; place++) {
        uint32_t v = compact->node_of[place];
        for (uint32_t e = layer->offsets[v]; e < layer->offsets[v + 1]; e++) {
            append(in, place_of[layer->heads[e]], place);
        }
    }
    return ENT_OK;
}

/* The rows along the arcs: those against them turned round. */
static ent_status make_out(ent__compact *compact, ent_error *error) {
    const ent__compact_rows *in = &compact->in;
    ent__compact_rows *out = &compact->out;
    ent_status status = open_rows(out, compact, error);
    if (status != ENT_OK) {
        return status;
    }
    for (uint32_t e = 0; e < compact->arc_count; e++) {
        out->offsets[in->heads[e] + 2]++;
    }
    start_rows(out, compact->node_count);
    for (uint32_t v = 0; v < compact->node_count; v++) {
        for (uint32_t e = in->offsets[v]; e < in->offsets[v + 1]; e++) {
            append(out, in->heads[e], v);
        }
    }
    return ENT_OK;
}

/* Breadth first from each place that has not been met, along the arcs. `met` is zeroed, room for n. */
static void order_sources(ent__compact *compact, uint8_t *met) {
    const ent__compact_rows *out = &compact->out;
    uint32_t head = 0, tail = 0;
    for (uint32_t root = 0; root < compact->node_count; root++) {
        if (met[root]) {
            continue;
        }
        met[root] = 1;
        compact->sources[tail++] = root;
        while (head < tail) {
            uint32_t v = compact->sources[head++];
            for (uint32_t e = out->offsets[v]; e < out->offsets[v + 1]; e++) {
                if (!met[out->heads[e]]) {
                    met[out->heads[e]] = 1;
                    compact->sources[tail++] = out->heads[e];
                }
            }
        }
    }
}

ent_status ent__compact_make(ent__compact *compact, const ent__layer *layer, ent_error *error) {
    uint32_t n = layer->node_count;
    *compact = (ent__compact){.node_count = n, .arc_count = layer->arc_count};
    compact->node_of = ent__calloc(n, sizeof *compact->node_of);
    compact->sources = ent__calloc(n, sizeof *compact->sources);
    uint32_t *place_of = ent__calloc(n, sizeof *place_of);
    uint8_t *met = ent__calloc(n, sizeof *met);
    bool complete = compact->node_of && compact->sources && place_of && met;
    ent_status status = complete ? number_places(compact, place_of, layer, error) : ent__fail_memory(error);
    if (status == ENT_OK) {
        status = make_in(compact, place_of, layer, error);
    }
    if (layer->directed && status == ENT_OK) {
        status = make_out(compact, error);
    } else if (status == ENT_OK) {
        compact->out = compact->in;
    }
    if (status == ENT_OK) {
        order_sources(compact, met);
    }
    free(place_of);
    free(met);
    if (status != ENT_OK) {
        ent__compact_free(compact);
    }
    return status;
}

void ent__compact_free(ent__compact *compact) {
    if (compact->in.offsets != compact->out.offsets) {
        free(compact->in.offsets);
        free(compact->in.heads);
    }
    free(compact->out.offsets);
    free(compact->out.heads);
    free(compact->node_of);
    free(compact->sources);
    *compact = (ent__compact){0};
}
