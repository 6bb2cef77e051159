/*
 * From a network to signed ties: pairs of the projection by merging the two rising rows of each node, or plain arcs; then the
 * sign of each, and rows over those that have one. O(n + m); nothing is sorted.
 */
#include "signed_layer.h"

#include <math.h>
#include <stdlib.h>

/* `values` says which kinds of value the caller takes, as bits; others are refused by name. */
ent_status ent__signed_options_read(ent_signed_options *read, const ent_signed_options *options, uint32_t values,
                                    ent_error *error) {
    static const char *const names[] = {"sign", "tie", "net"};
    *read = (ent_signed_options)ENT_SIGNED_OPTIONS_INIT;
    ent_status status = ent__options_read(read, sizeof *read, options, "ent_signed_options", error);
    if (status != ENT_OK) {
        return status;
    }
    if ((unsigned)read->value > ENT_SIGNED_NET) {
        return ent__fail(error, ENT_EINVAL, "value is %d; expected 0 (sign), 1 (tie) or 2 (net)", (int)read->value);
    }
    if (!(values >> read->value & 1u)) {
        return ent__fail(error, ENT_EINVAL, "value is %s; this measure takes %s", names[read->value],
                         values == ENT__ONLY_SIGN ? "sign only" : "sign or net");
    }
    if (!isfinite(read->kappa) || read->kappa < 0.0 || !(read->threshold >= 0.0 && read->threshold < 1.0)) {
        char kappa[32], threshold[32];
        ent__double_format(kappa, read->kappa);
        ent__double_format(threshold, read->threshold);
        return ent__fail(error, ENT_EINVAL, "kappa %s and threshold %s; expected kappa above 0 and threshold in [0, 1)",
                         kappa, threshold);
    }
    read->kappa = read->kappa > 0.0 ? read->kappa : 1.0;
    return ENT_OK;
}

/* 0 where P and N balance to within the threshold: such a tie has no sign and is in no row. */
static int32_t sign_of(double value, double threshold) {
    return (value > threshold) - (value < -threshold);
}

/* The value lies between -1 and 1; kappa keeps a tie of few relations from saying all. */
static ent_signed_tie make_tie(uint32_t u, uint32_t v, double positive, double negative,
                               const ent_signed_options *options) {
    double value = (positive - negative) / (positive + negative + options->kappa);
    return (ent_signed_tie){u, v, sign_of(value, options->threshold), 0, value, positive, negative};
}

/* The next pair of node u whose other end is above u; `i` and `j` are places in its out and in row. False: none is left. */
static bool next_pair(ent_signed_tie *tie, const ent_network *network, uint32_t u, uint32_t *i, uint32_t *j,
                      const ent_signed_options *options) {
    const ent__rows *out = ent__rows_of(network, ENT_OUT), *in = ent__rows_of(network, ENT_IN);
    uint32_t out_end = out->offsets[u + 1], in_end = network->directed ? in->offsets[u + 1] : *j;
    while (*i < out_end || *j < in_end) {
        uint32_t a = *i < out_end ? out->nodes[*i] : UINT32_MAX, b = *j < in_end ? in->nodes[*j] : UINT32_MAX;
        uint32_t v = a < b ? a : b;
        double positive = 0.0, negative = 0.0;
        if (a == v) {
            positive += ent__edge_positive(network, out->edges[*i]);
            negative += ent__edge_negative(network, out->edges[(*i)++]);
        }
        if (b == v) {
            positive += ent__edge_positive(network, in->edges[*j]);
            negative += ent__edge_negative(network, in->edges[(*j)++]);
        }
        if (v > u) {
            *tie = make_tie(u, v, positive, negative, options);
            return true;
        }
    }
    return false;
}

ent_status ent_signed_ties(ent_signed_tie *ties, uint32_t *count, const ent_network *network,
                           const ent_signed_options *options, ent_error *error) {
    *count = 0;
    ent_signed_options read;
    ent_status status = ent__signed_options_read(&read, options, ENT__ONLY_SIGN, error);
    if (status != ENT_OK) {
        return status;
    }
    for (uint32_t u = 0; u < network->node_count; u++) {
        uint32_t i = ent__rows_of(network, ENT_OUT)->offsets[u], j = ent__rows_of(network, ENT_IN)->offsets[u];
        while (next_pair(&ties[*count], network, u, &i, &j, &read)) {
            (*count)++;
        }
    }
    return ENT_OK;
}

/* A tie without a sign is left out: no measure of balance sees it. */
static void append(ent__signed_layer *layer, const ent_signed_tie *tie, ent_signed_value value) {
    if (tie->sign) {
        uint32_t place = layer->tie_count++;
        layer->u[place] = tie->u;
        layer->v[place] = tie->v;
        layer->values[place] = value == ENT_SIGNED_SIGN  ? tie->sign
                               : value == ENT_SIGNED_TIE ? tie->value
                                                         : tie->positive - tie->negative;
    }
}

/* Pairs come up ordered by (u, v), which is what lets rows be filled without sorting. */
static void fill_projected(ent__signed_layer *layer, const ent_network *network, const ent_signed_options *options) {
    for (uint32_t u = 0; u < network->node_count; u++) {
        uint32_t i = ent__rows_of(network, ENT_OUT)->offsets[u], j = ent__rows_of(network, ENT_IN)->offsets[u];
        ent_signed_tie tie;
        while (next_pair(&tie, network, u, &i, &j, options)) {
            append(layer, &tie, options->value);
        }
    }
}

/* Against the arcs the ties come by (v, u): make_rows() only asks that each row's entries rise. */
static void fill_arcs(ent__signed_layer *layer, const ent_network *network, bool against,
                      const ent_signed_options *options) {
    for (uint32_t e = 0; e < network->edge_count; e++) {
        uint32_t from = network->from[e], to = network->to[e];
        ent_signed_tie tie = make_tie(against ? to : from, against ? from : to, ent__edge_positive(network, e),
                                      ent__edge_negative(network, e), options);
        append(layer, &tie, options->value);
    }
}

static void place(ent__signed_layer *layer, uint32_t *next, uint32_t tail, uint32_t head, uint32_t tie) {
    uint32_t entry = next[tail]++;
    layer->heads[entry] = head;
    layer->ties[entry] = tie;
}

/* Rows over the ties. Ties come ordered by (u, v) or, against the arcs, by (v, u): filling by rising tie keeps the rows rising,
 * of the projection with the smaller neighbours first. */
static ent_status make_rows(ent__signed_layer *layer, bool both, ent_error *error) {
    uint32_t n = layer->node_count, m = layer->tie_count;
    size_t entries = both ? 2 * (size_t)m : m;
    layer->offsets = ent__calloc((size_t)n + 2, sizeof *layer->offsets);
    layer->heads = ent__calloc(entries, sizeof *layer->heads);
    layer->ties = ent__calloc(entries, sizeof *layer->ties);
    if (!layer->offsets || !layer->heads || !layer->ties) {
        return ent__fail_memory(error);
    }
    uint32_t *next =
        layer->offsets + 1; /* counted two places up, so that filling leaves the offsets where they belong */
    for (uint32_t t = 0; t < m; t++) {
        layer->offsets[layer->u[t] + 2]++;
        if (both) {
            layer->offsets[layer->v[t] + 2]++;
        }
    }
    for (uint32_t node = 0; node < n; node++) {
        layer->offsets[node + 2] += layer->offsets[node + 1];
    }
    for (uint32_t t = 0; both && t < m; t++) {
        place(layer, next, layer->v[t], layer->u[t], t);
    }
    for (uint32_t t = 0; t < m; t++) {
        place(layer, next, layer->u[t], layer->v[t], t);
    }
    return ENT_OK;
}

ent_status ent__signed_layer_make(ent__signed_layer *layer, const ent_network *network, ent_mode mode,
                                  const ent_signed_options *options, ent_error *error) {
    bool projected = !network->directed || mode == ENT_ALL;
    *layer = (ent__signed_layer){.node_count = network->node_count};
    layer->u = ent__calloc(network->edge_count, sizeof *layer->u);
    layer->v = ent__calloc(network->edge_count, sizeof *layer->v);
    layer->values = ent__calloc(network->edge_count, sizeof *layer->values);
    ent_status status = ENT_OK;
    if (!layer->u || !layer->v || !layer->values) {
        status = ent__fail_memory(error);
    } else if (projected) {
        fill_projected(layer, network, options);
    } else {
        fill_arcs(layer, network, mode == ENT_IN, options);
    }
    if (status == ENT_OK) {
        status = make_rows(layer, projected, error);
    }
    if (status != ENT_OK) {
        ent__signed_layer_free(layer);
    }
    return status;
}

void ent__signed_layer_free(ent__signed_layer *layer) {
    free(layer->u);
    free(layer->v);
    free(layer->values);
    free(layer->offsets);
    free(layer->heads);
    free(layer->ties);
    *layer = (ent__signed_layer){0};
}

ent_status ent__signed_begin(ent__signed_layer *layer, ent_signed_options *read, uint32_t values,
                             const ent_network *network, const ent_signed_options *options, ent_error *error) {
    *layer = (ent__signed_layer){0};
    ent_status status = ent__signed_options_read(read, options, values, error);
    return status == ENT_OK ? ent__signed_layer_make(layer, network, ENT_ALL, read, error) : status;
}
