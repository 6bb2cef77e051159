/*
 * Who can still make it to a journey's goal with how many hops, how late, and at what length. Private to the tracing of
 * journeys.
 *
 * Layer k has the labels of nodes from which k hops lead to the target: the latest time to be at the node, and the length
 * still to go. A label is kept only if none of fewer hops is as late and as short. Layers are made backwards from the target
 * until the source has a label. Each contact is used once at each node's label, without lengths once in all.
 */
#ifndef ENT_LAYERS_H
#define ENT_LAYERS_H

#include "steps.h"
#include "trace.h"

/* Being at a node at a time, with a length behind or ahead. */
typedef struct ent__state {
    int64_t time;
    double length;
} ent__state;

/* States of which none is as good in both as another. */
typedef struct ent__states {
    ent__state *items;
    size_t count, capacity;
} ent__states;

/* Which time is the better one. */
typedef enum ent__better { ENT__EARLIER, ENT__LATER } ent__better;

/* Adds a state unless one is as good, dropping those that it is as good as; false if memory is exhausted. */
bool ent__states_add(ent__states *states, ent__state state, ent__better better);

typedef struct ent__label {
    ent__state state;
    uint32_t node;
    uint32_t hops;
    uint32_t older; /* the node's label made before, ENT_NONE: none */
} ent__label;

typedef struct ent__layers {
    const ent__goal *goal;
    ent__label *labels; /* layer by layer */
    size_t count, capacity;
    uint32_t *newest; /* of every node, ENT_NONE: no label */
    uint32_t hops; /* of the source's first label: as few as can be */
} ent__layers;

ent_status ent__layers_make(ent__layers *layers, const ent__goal *goal, const ent_run *run, ent_error *error);
void ent__layers_free(ent__layers *layers);
/* Whether from this state at a node the goal can be reached with `hops` hops. */
bool ent__layers_allow(const ent__layers *layers, uint32_t node, uint32_t hops, const ent__state *state);

/* What a step adds to the length; 0 where length is no matter. */
static inline double ent__goal_length(const ent__goal *goal, const ent__step *step) {
    return goal->by_length ? step->length : 0.0;
}

/* Whether a length is within the goal's, but for rounding. */
static inline bool ent__goal_affords(const ent__goal *goal, double length) {
    return length <= goal->length || ent__equal(length, goal->length);
}

#endif
