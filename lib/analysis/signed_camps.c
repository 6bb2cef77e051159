/*
 * Camps that no tie contradicts, or the cycle that forbids them.
 *
 * Balanced: breadth-first search gives every node the camp that the tie to its parent asks for; a tie that disagrees closes a
 * cycle with an odd number of negative ties through the search tree. Clusterable: the same search along positive ties alone,
 * and then a negative tie inside a component closes a cycle with the positive way between its ends. O(n + m).
 */
#include "signed_layer.h"

#include <stdlib.h>

typedef struct search {
    const ent__signed_layer *layer;
    ent_camps_rule rule;
    uint32_t *camps; /* ENT_NONE: not reached */
    uint32_t *parents; /* in the search tree; ENT_NONE: a root */
    uint32_t *depths;
    uint32_t *queue;
} search;

static ent_status start(search *s, const ent__signed_layer *layer, ent_camps_rule rule, uint32_t *camps,
                        ent_error *error) {
    size_t n = layer->node_count;
    *s = (search){.layer = layer, .rule = rule, .camps = camps};
    s->parents = ent__calloc(n, sizeof *s->parents);
    s->depths = ent__calloc(n, sizeof *s->depths);
    s->queue = ent__calloc(n, sizeof *s->queue);
    if (!s->parents || !s->depths || !s->queue) {
        return ent__fail_memory(error);
    }
    for (size_t node = 0; node < n; node++) {
        camps[node] = s->parents[node] = ENT_NONE;
    }
    return ENT_OK;
}

static void finish(search *s) {
    free(s->parents);
    free(s->depths);
    free(s->queue);
}

/* Reaches all that hangs together with `root`, which gets camp `camp`. */
static void spread(search *s, uint32_t root, uint32_t camp) {
    const ent__signed_layer *layer = s->layer;
    uint32_t head = 0, tail = 0;
    s->camps[root] = camp;
    s->depths[root] = 0;
    s->queue[tail++] = root;
    while (head < tail) {
        uint32_t u = s->queue[head++];
        for (uint32_t i = layer->offsets[u]; i < layer->offsets[u + 1]; i++) {
            uint32_t v = layer->heads[i];
            bool hostile = layer->values[layer->ties[i]] < 0.0;
            if (s->camps[v] != ENT_NONE || (hostile && s->rule == ENT_CAMPS_CLUSTERABLE)) {
                continue;
            }
            s->camps[v] = hostile ? 1 - s->camps[u] : s->camps[u];
            s->parents[v] = u;
            s->depths[v] = s->depths[u] + 1;
            s->queue[tail++] = v;
        }
    }
}

/* The nodes of the cycle that the tie u-v closes with the search tree: from u up to the nearest common ancestor, and down to v. */
static uint32_t trace_cycle(uint32_t *cycle, const search *s, uint32_t u, uint32_t v) {
    uint32_t length = 0, down = 0;
    uint32_t *way_down = s->queue; /* free now */
    while (u != v) {
        if (s->depths[u] >= s->depths[v]) {
            cycle[length++] = u;
            u = s->parents[u];
        } else {
            way_down[down++] = v;
            v = s->parents[v];
        }
    }
    cycle[length++] = u;
    while (down) {
        cycle[length++] = way_down[--down];
    }
    return length;
}

/* A tie that the camps contradict; false if there is none. */
static bool find_contradiction(const search *s, uint32_t *tie) {
    const ent__signed_layer *layer = s->layer;
    for (*tie = 0; *tie < layer->tie_count; (*tie)++) {
        bool together = s->camps[layer->u[*tie]] == s->camps[layer->v[*tie]];
        if (together != (layer->values[*tie] > 0.0)) {
            return true;
        }
    }
    return false;
}

/* Camps by the rule, or the cycle against it. */
static void divide(search *s, uint32_t *cycle, uint32_t *cycle_length) {
    const ent__signed_layer *layer = s->layer;
    uint32_t camp = 0, tie;
    for (uint32_t node = 0; node < layer->node_count; node++) {
        if (s->camps[node] == ENT_NONE) {
            spread(s, node, camp);
            camp += s->rule == ENT_CAMPS_CLUSTERABLE;
        }
    }
    if (find_contradiction(s, &tie)) {
        *cycle_length = trace_cycle(cycle, s, layer->u[tie], layer->v[tie]);
        for (uint32_t node = 0; node < layer->node_count; node++) {
            s->camps[node] = ENT_NONE;
        }
    }
}

ent_status ent_signed_camps(uint32_t *camps, uint32_t *cycle, uint32_t *cycle_length, const ent_network *network,
                            ent_camps_rule rule, const ent_signed_options *options, ent_error *error) {
    *cycle_length = 0;
    if (rule != ENT_CAMPS_BALANCED && rule != ENT_CAMPS_CLUSTERABLE) {
        return ent__fail(error, ENT_EINVAL, "rule is %d; expected 0 (balanced) or 1 (clusterable)", (int)rule);
    }
    ent_signed_options read;
    ent__signed_layer layer;
    search s;
    ent_status status = ent__signed_begin(&layer, &read, ENT__ONLY_SIGN, network, options, error);
    if (status != ENT_OK) {
        return status;
    }
    status = start(&s, &layer, rule, camps, error);
    if (status == ENT_OK) {
        divide(&s, cycle, cycle_length);
    }
    finish(&s);
    ent__signed_layer_free(&layer);
    return status;
}
