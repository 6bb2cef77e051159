/*
 * Degree and strength: the edges of one layer at each node, counted or added up in the order of the edges. O(n + m); O(n) for a degree
 * that is the length of the node's rows, which is as in a layer of every edge.
 */
#include "measure.h"

/* What an edge adds to the score of its ends; false if it is not in the layer. */
static bool weigh(double *value, const ent__call *call, uint32_t edge) {
    double positive = ent__edge_positive(call->network, edge), negative = ent__edge_negative(call->network, edge);
    ent_layer layer = call->options.layer;
    *value = layer == ENT_LAYER_POSITIVE ? positive : layer == ENT_LAYER_NEGATIVE ? negative : positive + negative;
    bool counts = layer == ENT_LAYER_ANY || *value > 0.0;
    if (call->measure == ENT_MEASURE_DEGREE) {
        *value = 1.0;
    }
    return counts;
}

/* Whether every edge counts 1, as is seen without looking at the edges. */
static bool counts_rows(const ent__call *call) {
    const ent_network *network = call->network;
    bool all_positive = !network->positive && !network->hostile.items;
    return call->measure == ENT_MEASURE_DEGREE && !atomic_load(&network->lacks_rows) &&
           (call->options.layer == ENT_LAYER_ANY || (call->options.layer == ENT_LAYER_POSITIVE && all_positive));
}

static void add_lengths(double *scores, const ent_network *network, ent_mode mode) {
    const uint32_t *offsets = ent__rows_of(network, mode)->offsets;
    for (uint32_t node = 0; node < network->node_count; node++) {
        scores[node] += offsets[node + 1] - offsets[node];
    }
}

static void add_edges(double *scores, const ent__call *call, bool from, bool to) {
    const ent_network *network = call->network;
    for (uint32_t edge = 0; edge < network->edge_count; edge++) {
        double value;
        if (weigh(&value, call, edge)) {
            scores[network->from[edge]] += from ? value : 0.0;
            scores[network->to[edge]] += to ? value : 0.0;
        }
    }
}

ent_status ent__score_degree(double *scores, const ent__call *call, ent_error *error) {
    const ent_network *network = call->network;
    bool from = !network->directed || call->options.mode != ENT_IN;
    bool to = !network->directed || call->options.mode != ENT_OUT;
    (void)error;
    for (uint32_t node = 0; node < network->node_count; node++) {
        scores[node] = 0.0;
    }
    if (!counts_rows(call)) {
        add_edges(scores, call, from, to);
        return ENT_OK;
    }
    if (from) { /* rows of an undirected network hold every edge at both ends */
        add_lengths(scores, network, ENT_OUT);
    }
    if (to && network->directed) {
        add_lengths(scores, network, ENT_IN);
    }
    return ENT_OK;
}
