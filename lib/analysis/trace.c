/*
 * The journey of trace.h in three walks: nodes by the layers, days by what is left possible along these nodes, and
 * relations by what is left possible on these days.
 *
 * A walk carries a set of states (time of being at a node, length so far or still to come), none of which is as good as
 * another in both; without lengths that is one state. Nothing here reads more contacts than those of the nodes concerned.
 */
#include "trace.h"

#include "layers.h"
#include "steps.h"
#include <stdlib.h>

/* Steps from u to v only, in the window. */
typedef struct pair {
    ent__steps steps;
    uint32_t to;
} pair;

static pair pair_start(const ent__goal *goal, uint32_t from, uint32_t to) {
    ent__window window = goal->window;
    return (pair){ent__steps_start(goal->contacts, from, false, window.since, window.until), to};
}

static bool pair_next(ent__step *step, pair *both) {
    while (ent__steps_next(step, &both->steps)) {
        if (step->node == both->to) {
            return true;
        }
    }
    return false;
}

/* Where a state gets by a step, waiting for its first day if need be; false if it comes too late. */
static bool go(ent__state *there, int64_t *day, const ent__goal *goal, const ent__state *here, const ent__step *step) {
    *day = here->time > step->first ? here->time : step->first;
    *there = (ent__state){*day + step->traversal, here->length + ent__goal_length(goal, step)};
    return *day <= step->last;
}

/* ---- Nodes -------------------------------------------------------------------------------------------------------- */

/* Chooses the smallest node that `here` can go on to so that `hops` hops more are enough; `next` gets the states there. */
static ent_status choose_node(uint32_t *chosen, ent__states *next, const ent__layers *layers, const ent__states *here,
                              uint32_t node, uint32_t hops) {
    const ent__goal *goal = layers->goal;
    *chosen = ENT_NONE;
    ent__steps steps = ent__steps_start(goal->contacts, node, false, goal->window.since, goal->window.until);
    for (ent__step step; ent__steps_next(&step, &steps);) {
        for (size_t i = 0; i < here->count && step.node <= *chosen; i++) {
            ent__state there;
            int64_t day;
            if (!go(&there, &day, goal, &here->items[i], &step) ||
                !ent__layers_allow(layers, step.node, hops, &there)) {
                continue;
            }
            if (step.node < *chosen) {
                *chosen = step.node;
                next->count = 0;
            }
            if (!ent__states_add(next, there, ENT__EARLIER)) {
                return ENT_ENOMEM;
            }
        }
    }
    return ENT_OK;
}

static ent_status find_nodes(ent__trace *trace, const ent__layers *layers) {
    ent__states here = {0}, next = {0};
    trace->nodes[0] = layers->goal->source;
    ent_status status =
        ent__states_add(&here, (ent__state){layers->goal->window.since, 0.0}, ENT__EARLIER) ? ENT_OK : ENT_ENOMEM;
    for (uint32_t i = 0; i < trace->hops && status == ENT_OK; i++) {
        next.count = 0;
        status = choose_node(&trace->nodes[i + 1], &next, layers, &here, trace->nodes[i], trace->hops - i - 1);
        ent__states swap = here;
        here = next;
        next = swap;
    }
    free(here.items);
    free(next.items);
    return status;
}

/* ---- Days --------------------------------------------------------------------------------------------------------- */

/* The latest states at a node from which `later` can be reached in one step. */
static ent_status go_back(ent__states *here, const ent__goal *goal, const ent__states *later, uint32_t from,
                          uint32_t to) {
    pair both = pair_start(goal, from, to);
    for (ent__step step; pair_next(&step, &both);) {
        for (size_t i = 0; i < later->count; i++) {
            int64_t day = later->items[i].time - step.traversal;
            day = day < step.last ? day : step.last;
            ent__state state = {day, later->items[i].length + ent__goal_length(goal, &step)};
            if (day >= step.first && day >= goal->window.since && ent__goal_affords(goal, state.length) &&
                !ent__states_add(here, state, ENT__LATER)) {
                return ENT_ENOMEM;
            }
        }
    }
    return ENT_OK;
}

/* Whether a state gets from a node to the target, by the states that do. */
static bool suffices(const ent__goal *goal, const ent__states *enough, const ent__state *state) {
    for (size_t i = 0; i < enough->count; i++) {
        if (state->time <= enough->items[i].time && ent__goal_affords(goal, state->length + enough->items[i].length)) {
            return true;
        }
    }
    return false;
}

/* The first day to take a step on, so that one still arrives. */
static int64_t first_day(const ent__goal *goal, const ent__states *here, const ent__states *enough, uint32_t from,
                         uint32_t to) {
    int64_t first = INT64_MAX;
    pair both = pair_start(goal, from, to);
    for (ent__step step; pair_next(&step, &both);) {
        for (size_t i = 0; i < here->count; i++) {
            ent__state there;
            int64_t day;
            if (go(&there, &day, goal, &here->items[i], &step) && day < first && suffices(goal, enough, &there)) {
                first = day;
            }
        }
    }
    return first;
}

/* The states after a step taken on a day. */
static ent_status go_on(ent__states *next, const ent__goal *goal, const ent__states *here, int64_t on, uint32_t from,
                        uint32_t to) {
    pair both = pair_start(goal, from, to);
    next->count = 0;
    for (ent__step step; pair_next(&step, &both);) {
        for (size_t i = 0; i < here->count; i++) {
            ent__state there = {on + step.traversal, here->items[i].length + ent__goal_length(goal, &step)};
            bool usable = here->items[i].time <= on && step.first <= on && on <= step.last;
            if (usable && !ent__states_add(next, there, ENT__EARLIER)) {
                return ENT_ENOMEM;
            }
        }
    }
    return ENT_OK;
}

/* Days forward, each the earliest that leaves the rest possible; `enough`: what is enough at every node on the way. */
static ent_status choose_days(ent__trace *trace, const ent__goal *goal, const ent__states *enough) {
    ent__states here = {0}, next = {0};
    ent_status status =
        ent__states_add(&here, (ent__state){goal->window.since, 0.0}, ENT__EARLIER) ? ENT_OK : ENT_ENOMEM;
    for (uint32_t i = 0; i < trace->hops && status == ENT_OK; i++) {
        uint32_t from = trace->nodes[i], to = trace->nodes[i + 1];
        int64_t day = first_day(goal, &here, &enough[i + 1], from, to);
        trace->days[i] = (ent_date)day;
        status = go_on(&next, goal, &here, day, from, to);
        ent__states swap = here;
        here = next;
        next = swap;
    }
    free(here.items);
    free(next.items);
    return status;
}

static ent_status find_days(ent__trace *trace, const ent__goal *goal) {
    ent__states *enough = ent__calloc((size_t)trace->hops + 1, sizeof *enough);
    if (!enough) {
        return ENT_ENOMEM;
    }
    ent_status status = ENT_OK;
    if (!ent__states_add(&enough[trace->hops], (ent__state){goal->window.until, 0.0}, ENT__LATER)) {
        status = ENT_ENOMEM;
    }
    for (uint32_t i = trace->hops; i-- > 0 && status == ENT_OK;) {
        status = go_back(&enough[i], goal, &enough[i + 1], trace->nodes[i], trace->nodes[i + 1]);
    }
    if (status == ENT_OK) {
        status = choose_days(trace, goal, enough);
    }
    for (uint32_t i = 0; i <= trace->hops; i++) {
        free(enough[i].items);
    }
    free(enough);
    return status;
}

/* ---- Relations ---------------------------------------------------------------------------------------------------- */

/* The contact of a step on its day that arrives by `until`: the least length, then the smallest relation. */
static ent__step choose_contact(const ent__goal *goal, uint32_t from, uint32_t to, int64_t day, int64_t until) {
    ent__step chosen = {.relation = ENT_NONE};
    pair both = pair_start(goal, from, to);
    for (ent__step step; pair_next(&step, &both);) {
        if (step.first > day || step.last < day || day + step.traversal > until) {
            continue;
        }
        double length = ent__goal_length(goal, &step), least = ent__goal_length(goal, &chosen);
        bool alike = ent__equal(length, least);
        if (chosen.relation == ENT_NONE || (alike ? step.relation < chosen.relation : length < least)) {
            chosen = step;
        }
    }
    return chosen;
}

static void find_relations(ent__trace *trace, const ent__goal *goal) {
    int64_t surely_there = INT64_MIN; /* the last day by which the step before can have arrived */
    trace->certain = true;
    for (uint32_t i = 0; i < trace->hops; i++) {
        int64_t until = i + 1 < trace->hops ? trace->days[i + 1] : goal->window.until;
        ent__step step = choose_contact(goal, trace->nodes[i], trace->nodes[i + 1], trace->days[i], until);
        trace->relations[i] = step.relation;
        ent__step_clip(&step, goal->asked);
        trace->certain = trace->certain && surely_there <= step.first;
        surely_there = step.last + step.traversal;
    }
}

/* ---- All together ------------------------------------------------------------------------------------------------- */

void ent__trace_free(ent__trace *trace) {
    free(trace->nodes);
    free(trace->days);
    free(trace->relations);
    *trace = (ent__trace){0};
}

static ent_status fill(ent__trace *trace, const ent__layers *layers) {
    trace->hops = layers->hops;
    trace->nodes = ent__calloc((size_t)trace->hops + 1, sizeof *trace->nodes);
    trace->days = ent__calloc(trace->hops, sizeof *trace->days);
    trace->relations = ent__calloc(trace->hops, sizeof *trace->relations);
    if (!trace->nodes || !trace->days || !trace->relations) {
        return ENT_ENOMEM;
    }
    ent_status status = find_nodes(trace, layers);
    if (status == ENT_OK) {
        status = find_days(trace, layers->goal);
    }
    if (status == ENT_OK) {
        find_relations(trace, layers->goal);
    }
    return status;
}

ent_status ent__trace_find(ent__trace *trace, const ent__goal *goal, const ent_run *run, ent_error *error) {
    *trace = (ent__trace){0};
    ent__layers layers;
    ent_status status = ent__layers_make(&layers, goal, run, error);
    if (status != ENT_OK) {
        return status;
    }
    status = fill(trace, &layers);
    ent__layers_free(&layers);
    if (status != ENT_OK) {
        ent__trace_free(trace);
        return ent__fail_memory(error); /* the only way to fail here */
    }
    return ENT_OK;
}
