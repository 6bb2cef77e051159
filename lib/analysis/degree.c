/*
 * Degree and strength: the edges of one layer at each node, counted or added up in the order of the edges. O(n + m).
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

ent_status ent__score_degree(double *scores, const ent__call *call, ent_error *error) {
    const ent_network *network = call->network;
    bool from = !network->directed || call->options.mode != ENT_IN;
    bool to = !network->directed || call->options.mode != ENT_OUT;
    (void)error;
    for (uint32_t node = 0; node < network->node_count; node++) {
        scores[node] = 0.0;
    }
    for (uint32_t edge = 0; edge < network->edge_count; edge++) {
        double value;
        if (weigh(&value, call, edge)) {
            scores[network->from[edge]] += from ? value : 0.0;
            scores[network->to[edge]] += to ? value : 0.0;
        }
    }
    return ENT_OK;
}
