/*
 * Layers of labels, breadth first from the target against time; see layers.h. A label says: from this node, leaving no later
 * than then, the target is reached in so many hops at such a length. Labels that another beats in all of these are dropped,
 * which is what keeps them few.
 *
 * Each layer is made from the one before alone, and uses only contacts that no label of fewer hops has used: O(contacts of the
 * nodes reached) where lengths are alike. Memory: the labels kept.
 */
#include "layers.h"

#include <stdlib.h>

/* Both count: a label that is worse in one may be the only one to use a later contact, or to afford it. */
static bool is_as_good(const ent__state *a, const ent__state *b, ent__better better) {
    return a->length <= b->length && (better == ENT__EARLIER ? a->time <= b->time : a->time >= b->time);
}

bool ent__states_add(ent__states *states, ent__state state, ent__better better) {
    size_t kept = 0;
    for (size_t i = 0; i < states->count; i++) {
        if (is_as_good(&states->items[i], &state, better)) {
            return true; /* and so none was dropped before */
        }
        if (!is_as_good(&state, &states->items[i], better)) {
            states->items[kept++] = states->items[i];
        }
    }
    states->count = kept;
    if (!ENT__RESERVE(states->items, states->capacity, kept + 1)) {
        return false;
    }
    states->items[states->count++] = state;
    return true;
}

/* Adds a label to the layer that is being made; false if memory is exhausted. */
static bool offer(ent__layers *layers, uint32_t node, uint32_t hops, ent__state state) {
    if (!ent__goal_affords(layers->goal, state.length)) {
        return true;
    }
    for (uint32_t i = layers->newest[node]; i != ENT_NONE; i = layers->labels[i].older) {
        ent__label *known = &layers->labels[i];
        if (is_as_good(&known->state, &state, ENT__LATER)) {
            return true;
        }
        if (known->hops == hops && is_as_good(&state, &known->state, ENT__LATER)) {
            known->state = state;
            return true;
        }
    }
    if (layers->count >= ENT_NONE || !ENT__RESERVE(layers->labels, layers->capacity, layers->count + 1)) {
        return false;
    }
    layers->labels[layers->count] = (ent__label){state, node, hops, layers->newest[node]};
    layers->newest[node] = (uint32_t)layers->count++;
    return true;
}

/* The latest time up to which a label of fewer hops has used the node's contacts at no greater length. */
static int64_t used_until(const ent__layers *layers, const ent__label *label) {
    int64_t time = INT64_MIN;
    for (uint32_t i = label->older; i != ENT_NONE; i = layers->labels[i].older) {
        const ent__label *known = &layers->labels[i];
        if (known->hops < label->hops && known->state.length <= label->state.length && known->state.time > time) {
            time = known->state.time;
        }
    }
    return time;
}

/* Goes back from a label by every contact that arrives in time. */
static bool extend(ent__layers *layers, ent__label from) {
    const ent__goal *goal = layers->goal;
    int64_t used = used_until(layers, &from);
    int64_t since = used < goal->window.since ? goal->window.since : used + 1;
    ent__steps steps = ent__steps_start(goal->contacts, from.node, true, since, from.state.time);
    for (ent__step step; ent__steps_next(&step, &steps);) {
        int64_t day = from.state.time - step.traversal;
        day = day < step.last ? day : step.last;
        ent__state state = {day, from.state.length + ent__goal_length(goal, &step)};
        if (day >= step.first && day >= goal->window.since && !offer(layers, step.node, from.hops + 1, state)) {
            return false;
        }
    }
    return true;
}

/* Makes the layers until the source is in one; ENT_EINTERNAL if it never is, against what the goal promises. */
static ent_status make_layers(ent__layers *layers, const ent_run *run, ent_error *error) {
    const ent__goal *goal = layers->goal;
    if (!offer(layers, goal->target, 0, (ent__state){goal->window.until, 0.0})) {
        return ent__fail_memory(error);
    }
    size_t start = 0;
    while (layers->newest[goal->source] == ENT_NONE) {
        size_t end = layers->count;
        ent_status status = ent__progress(run, 0.5, error);
        for (size_t i = start; i < end && status == ENT_OK; i++) {
            status = extend(layers, layers->labels[i]) ? ENT_OK : ent__fail_memory(error);
        }
        if (status == ENT_OK && layers->count == end) {
            status = ent__fail(error, ENT_EINTERNAL, "no journey from %u to %u where a sweep found one", goal->source,
                               goal->target);
        }
        if (status != ENT_OK) {
            return status;
        }
        start = end;
    }
    layers->hops = layers->labels[layers->newest[goal->source]].hops;
    return ENT_OK;
}

ent_status ent__layers_make(ent__layers *layers, const ent__goal *goal, const ent_run *run, ent_error *error) {
    uint32_t n = goal->contacts->node_count;
    *layers = (ent__layers){.goal = goal, .newest = ent__calloc(n, sizeof *layers->newest)};
    if (!layers->newest) {
        return ent__fail_memory(error);
    }
    for (uint32_t node = 0; node < n; node++) {
        layers->newest[node] = ENT_NONE;
    }
    ent_status status = make_layers(layers, run, error);
    if (status != ENT_OK) {
        ent__layers_free(layers);
    }
    return status;
}

void ent__layers_free(ent__layers *layers) {
    free(layers->labels);
    free(layers->newest);
    *layers = (ent__layers){0};
}

bool ent__layers_allow(const ent__layers *layers, uint32_t node, uint32_t hops, const ent__state *state) {
    for (uint32_t i = layers->newest[node]; i != ENT_NONE; i = layers->labels[i].older) {
        const ent__label *label = &layers->labels[i];
        if (label->hops <= hops && state->time <= label->state.time &&
            ent__goal_affords(layers->goal, state->length + label->state.length)) {
            return true;
        }
    }
    return false;
}
