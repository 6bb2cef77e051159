/*
 * Maximum flow by Dinic's (1970) phases: the arcs that lead one step further from the source, filled path by path until none is
 * left, then again with longer paths. O(n + m) a phase in practice, O(n^2 m) in all at worst; memory O(n + m).
 *
 * igraph has a maximum flow too, but who could mediate needs it once for every actor that the flow passes, each time without that
 * actor, and needs to know the arcs: that would be a new igraph graph and igraph's lock every time.
 *
 * Capacities are doubles. An augmenting path empties its narrowest arc exactly (x - x), so that phases end whatever the rounding.
 */
#include "flow.h"
#include <entente/analysis.h>

#include <stdlib.h>
#include <string.h>

ent_status ent__layer_twins(uint32_t **twins, const ent__layer *layer, ent_error *error) {
    uint32_t *next = ent__calloc(layer->node_count, sizeof *next);
    *twins = ent__calloc(layer->arc_count, sizeof **twins);
    if (!next || !*twins) {
        free(next);
        free(*twins);
        *twins = NULL;
        return ent__fail_memory(error);
    }
    if (layer->node_count) {
        memcpy(next, layer->offsets, layer->node_count * sizeof *next);
    }
    /* Rows rise, so the smaller neighbours of a node come up in the order in which its row has them. */
    for (uint32_t node = 0; node < layer->node_count; node++) {
        for (uint32_t arc = layer->offsets[node]; arc < layer->offsets[node + 1]; arc++) {
            if (layer->heads[arc] > node) {
                uint32_t back = next[layer->heads[arc]]++;
                (*twins)[arc] = back;
                (*twins)[back] = arc;
            }
        }
    }
    free(next);
    return ENT_OK;
}

void ent__flow_free(ent__flow *flow) {
    free(flow->twins);
    free(flow->residual);
    free(flow->touched);
    free(flow->is_touched);
    free(flow->levels);
    free(flow->next);
    free(flow->path);
    *flow = (ent__flow){0};
}

ent_status ent__flow_make(ent__flow *flow, const ent__layer *layer, uint32_t source, uint32_t target,
                          ent_error *error) {
    *flow = (ent__flow){.layer = layer, .source = source, .target = target};
    ent_status status = ent__layer_twins(&flow->twins, layer, error);
    if (status != ENT_OK) {
        return status;
    }
    flow->residual = ent__calloc(layer->arc_count, sizeof *flow->residual);
    flow->touched = ent__calloc(layer->arc_count, sizeof *flow->touched);
    flow->is_touched = ent__calloc(layer->arc_count, sizeof *flow->is_touched);
    flow->levels = ent__calloc(layer->node_count, sizeof *flow->levels);
    flow->next = ent__calloc(layer->node_count, sizeof *flow->next);
    flow->path = ent__calloc(layer->node_count, sizeof *flow->path);
    if (!flow->residual || !flow->touched || !flow->is_touched || !flow->levels || !flow->next || !flow->path) {
        ent__flow_free(flow);
        return ent__fail_memory(error);
    }
    if (layer->arc_count) {
        memcpy(flow->residual, layer->weights, layer->arc_count * sizeof *flow->residual);
    }
    return ENT_OK;
}

/* Levels of the nodes up to the target's; false if it is not reached. */
static bool find_levels(ent__flow *flow, uint32_t without) {
    const ent__layer *layer = flow->layer;
    memset(flow->levels, 0xFF, layer->node_count * sizeof *flow->levels);
    uint32_t *queue = flow->path, waiting = 0, done = 0;
    flow->levels[flow->source] = 0;
    queue[waiting++] = flow->source;
    while (done < waiting && flow->levels[flow->target] == ENT_NONE) {
        uint32_t node = queue[done++];
        for (uint32_t arc = layer->offsets[node]; arc < layer->offsets[node + 1]; arc++) {
            uint32_t head = layer->heads[arc];
            if (flow->residual[arc] > 0.0 && flow->levels[head] == ENT_NONE && head != without) {
                flow->levels[head] = flow->levels[node] + 1;
                queue[waiting++] = head;
            }
        }
    }
    return flow->levels[flow->target] != ENT_NONE;
}

/* The next arc of a node that leads one level up and is not full, or ENT_NONE. */
static uint32_t next_arc(ent__flow *flow, uint32_t node) {
    const ent__layer *layer = flow->layer;
    for (; flow->next[node] < layer->offsets[node + 1]; flow->next[node]++) {
        uint32_t arc = flow->next[node], head = layer->heads[arc];
        if (flow->residual[arc] > 0.0 && flow->levels[head] == flow->levels[node] + 1) {
            return arc;
        }
    }
    return ENT_NONE;
}

static void change(ent__flow *flow, uint32_t arc, double amount) {
    flow->residual[arc] += amount;
    if (!flow->is_touched[arc]) {
        flow->is_touched[arc] = 1;
        flow->touched[flow->touched_count++] = arc;
    }
}

/* Takes the last flow back. A flow takes few of the arcs of a big network, so that this costs far less than copying. */
static void reset(ent__flow *flow) {
    while (flow->touched_count) {
        uint32_t arc = flow->touched[--flow->touched_count];
        flow->residual[arc] = flow->layer->weights[arc];
        flow->is_touched[arc] = 0;
    }
}

/* Sends what the narrowest arc of a path lets through; gives the number of arcs before the first that is full now. */
static uint32_t augment(ent__flow *flow, uint32_t length) {
    double amount = flow->residual[flow->path[0]];
    for (uint32_t i = 1; i < length; i++) {
        amount = flow->residual[flow->path[i]] < amount ? flow->residual[flow->path[i]] : amount;
    }
    uint32_t kept = length;
    for (uint32_t i = length; i-- > 0;) {
        uint32_t arc = flow->path[i];
        change(flow, arc, -amount);
        change(flow, flow->twins[arc], amount);
        kept = flow->residual[arc] > 0.0 ? kept : i;
    }
    return kept;
}

/* One phase: paths along rising levels until none is left. */
static void fill_levels(ent__flow *flow) {
    const ent__layer *layer = flow->layer;
    memcpy(flow->next, layer->offsets, layer->node_count * sizeof *flow->next);
    uint32_t length = 0;
    for (uint32_t node = flow->source;;) {
        if (node == flow->target) {
            length = augment(flow, length);
            node = layer->heads[flow->twins[flow->path[length]]];
        }
        uint32_t arc = next_arc(flow, node);
        if (arc != ENT_NONE) {
            flow->path[length++] = arc;
            node = layer->heads[arc];
        } else if (length) {
            flow->levels[node] = ENT_NONE; /* leads nowhere any more */
            node = layer->heads[flow->twins[flow->path[--length]]];
        } else {
            return;
        }
    }
}

ent_status ent__flow_run(double *value, ent__flow *flow, uint32_t without, const ent_run *run, ent_error *error) {
    const ent__layer *layer = flow->layer;
    *value = 0.0;
    reset(flow);
    while (find_levels(flow, without)) {
        ent_status status = ent__progress(run, 0.0, error);
        if (status != ENT_OK) {
            return status;
        }
        fill_levels(flow);
    }
    for (uint32_t arc = layer->offsets[flow->source]; arc < layer->offsets[flow->source + 1]; arc++) {
        *value += layer->weights[arc] - flow->residual[arc];
    }
    return ENT_OK;
}

bool ent__flow_uses(const ent__flow *flow, uint32_t arc) {
    double capacity = flow->layer->weights[arc], left = flow->residual[arc];
    return left < capacity && !ent__equal(left, capacity);
}

/* The rows of a network in both directions, capacities along the arcs; an arc that only leads back has capacity 0. */
static ent_status make_capacities(ent__layer *layer, const ent_network *network, ent_error *error) {
    ent_status status = ent__layer_make(layer, network, ENT_ALL, ENT_WEIGHT_STRENGTH, error);
    for (uint32_t node = 0; status == ENT_OK && network->directed && node < layer->node_count; node++) {
        for (uint32_t arc = layer->offsets[node]; arc < layer->offsets[node + 1]; arc++) {
            uint32_t edge = ent_network_find_edge(network, node, layer->heads[arc]);
            layer->weights[arc] = edge == ENT_NONE ? 0.0 : ent__edge_positive(network, edge);
        }
    }
    return status;
}

ent_status ent_max_flow(double *flow, const ent_network *network, uint32_t source, uint32_t target, const ent_run *run,
                        ent_error *error) {
    *flow = 0.0;
    if (source >= network->node_count || target >= network->node_count) {
        return ent__fail(error, ENT_EINVAL, "a flow from node %u to node %u; the network has %u nodes", source, target,
                         network->node_count);
    }
    if (source == target) {
        return ent__fail(error, ENT_EINVAL, "a flow from node %u to itself has no bound; expected two nodes", source);
    }
    ent__layer layer;
    ent__flow state;
    ent_status status = make_capacities(&layer, network, error);
    if (status != ENT_OK) {
        return status;
    }
    status = ent__flow_make(&state, &layer, source, target, error);
    if (status == ENT_OK) {
        double value;
        status = ent__flow_run(&value, &state, ENT_NONE, run, error);
        *flow = status == ENT_OK ? value : 0.0;
        ent__flow_free(&state);
    }
    ent__layer_free(&layer);
    return status;
}
