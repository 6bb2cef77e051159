/*
 * The triad census (Batagelj & Mrvar 2001): every triple with a tie is met at the tie between its two smallest joined nodes, and
 * what is left of all triples is empty. The rows of both ends of a tie are merged, which gives the third nodes and all their
 * arcs at once. O(sum over ties of the degrees of both ends) time, O(n + m) memory.
 */
#include "measure.h"

#include <stdlib.h>
#include <string.h>

#define MOST_NODES 4000000u

const char *ent_triad_name(ent_triad triad) {
    static const char *const names[] = {
#define NAME(number, name, text) text,
        ENT_TRIAD_MAP(NAME)
#undef NAME
    };
    return (unsigned)triad < ENT_TRIAD_TYPES ? names[triad] : NULL;
}

/* Whoever is tied to a node, rising, and how: 1 arc from it, 2 arc to it, 3 both. */
typedef struct dyads {
    uint32_t node_count;
    uint32_t *offsets;
    uint32_t *heads;
    uint8_t *ways;
} dyads;

static void free_dyads(dyads *d) {
    free(d->offsets);
    free(d->heads);
    free(d->ways);
}

static void merge_rows(dyads *d, uint32_t *count, const ent__layer *out, const ent__layer *in, uint32_t v) {
    uint32_t i = out->offsets[v], j = in->offsets[v], out_end = out->offsets[v + 1], in_end = in->offsets[v + 1];
    while (i < out_end || j < in_end) {
        uint32_t a = i < out_end ? out->heads[i] : UINT32_MAX, b = j < in_end ? in->heads[j] : UINT32_MAX;
        d->heads[*count] = a < b ? a : b;
        d->ways[(*count)++] = (uint8_t)((a <= b) + 2 * (b <= a));
        i += a <= b;
        j += b <= a;
    }
}

static ent_status make_dyads(dyads *d, const ent_network *network, ent_error *error) {
    ent__layer out, in;
    uint32_t count = 0;
    *d = (dyads){.node_count = network->node_count};
    ent_status status = ent__layer_make(&out, network, ENT_OUT, ENT_WEIGHT_UNIT, error);
    if (status != ENT_OK) {
        return status;
    }
    status = ent__layer_make(&in, network, ENT_IN, ENT_WEIGHT_UNIT, error);
    size_t room = (size_t)out.arc_count + in.arc_count;
    d->offsets = ent__calloc((size_t)d->node_count + 1, sizeof *d->offsets);
    d->heads = ent__calloc(room, sizeof *d->heads);
    d->ways = ent__calloc(room, sizeof *d->ways);
    if (status == ENT_OK && (!d->offsets || !d->heads || !d->ways)) {
        status = ent__fail_memory(error);
    }
    for (uint32_t v = 0; status == ENT_OK && v < d->node_count; v++) {
        merge_rows(d, &count, &out, &in, v);
        d->offsets[v + 1] = count;
    }
    ent__layer_free(&out);
    ent__layer_free(&in);
    return status;
}

/* The type of a triple by its arcs: v-u in bits 1 and 2, v-w in 4 and 8, u-w in 16 and 32. */
static const uint8_t type_of[64] = {0, 1,  1,  2,  1, 3,  5, 7,  1,  5,  4,  6,  2, 7,  6,  10, 1,  5,  3,  7, 4, 8,
                                    8, 12, 5,  9,  8, 13, 6, 13, 11, 14, 1,  4,  5, 6,  5,  8,  9,  13, 3,  8, 8, 11,
                                    7, 12, 13, 14, 2, 6,  7, 10, 6,  11, 13, 14, 7, 13, 12, 14, 10, 14, 14, 15};

/* The triples of the tie v-u (v < u, in `way`) that are not met at another. */
static void count_tie(uint64_t *counts, const dyads *d, uint32_t v, uint32_t u, unsigned way) {
    uint32_t i = d->offsets[v], j = d->offsets[u], v_end = d->offsets[v + 1], u_end = d->offsets[u + 1];
    uint64_t thirds = 0;
    while (i < v_end || j < u_end) {
        uint32_t a = i < v_end ? d->heads[i] : UINT32_MAX, b = j < u_end ? d->heads[j] : UINT32_MAX;
        uint32_t w = a < b ? a : b;
        unsigned of_v = a == w ? d->ways[i++] : 0, of_u = b == w ? d->ways[j++] : 0;
        if (w == u || w == v) {
            continue;
        }
        thirds++;
        if (u < w || (v < w && w < u && !of_v)) {
            counts[type_of[way | of_v << 2 | of_u << 4]]++;
        }
    }
    counts[way == 3 ? ENT_TRIAD_102 : ENT_TRIAD_012] += d->node_count - thirds - 2;
}

static ent_status count_all(uint64_t *counts, const dyads *d, const ent_run *run, ent_error *error) {
    uint64_t n = d->node_count, met = 0;
    ent_status status = ENT_OK;
    for (uint32_t v = 0; status == ENT_OK && v < n; v++) {
        for (uint32_t i = d->offsets[v]; i < d->offsets[v + 1]; i++) {
            if (v < d->heads[i]) {
                count_tie(counts, d, v, d->heads[i], d->ways[i]);
            }
        }
        status = ent__step(run, v, d->node_count, error);
    }
    for (int type = 1; type < ENT_TRIAD_TYPES; type++) {
        met += counts[type];
    }
    counts[ENT_TRIAD_003] = n < 3 ? 0 : n * (n - 1) / 2 * (n - 2) / 3 - met;
    return status;
}

ent_status ent_triad_census(uint64_t *counts, const ent_network *network, const ent_run *run, ent_error *error) {
    dyads d;
    memset(counts, 0, ENT_TRIAD_TYPES * sizeof *counts);
    if (network->node_count > MOST_NODES) {
        return ent__fail(error, ENT_ELIMIT, "a triad census of %u actors; the most is %u", network->node_count,
                         MOST_NODES);
    }
    ent_status status = make_dyads(&d, network, error);
    if (status == ENT_OK) {
        status = count_all(counts, &d, run, error);
    }
    if (status != ENT_OK) {
        memset(counts, 0, ENT_TRIAD_TYPES * sizeof *counts);
    }
    free_dyads(&d);
    return status;
}
