/*
 * Weights of relations, beside the records: nothing as long as all are 1, else a column up to the last that is not. O(1) each.
 */
#include "graph_internal.h"

bool ent__weights_reserve(ent_graph *graph, size_t count) {
    return ENT__GROW(graph->weights, graph->weight_capacity, graph->weight_count, graph->relation_count + count);
}

void ent__weights_put(ent_graph *graph, size_t relation, double weight) {
    if (weight < 1.0 || weight > 1.0) {
        while (graph->weight_count < relation) {
            graph->weights[graph->weight_count++] = 1.0;
        }
        graph->weights[graph->weight_count++] = weight;
    }
}
