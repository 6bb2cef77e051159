/*
 * Whether a path of nodes can be a journey. At each step the earliest arrival that is possible, and the earliest by which one
 * has arrived for certain, are all that later steps depend on. O(contacts of the nodes passed); allocates nothing.
 */
#include "journeys.h"
#include "steps.h"

#define NEVER INT64_MAX

/* When one is at a node along the path. */
typedef struct presence {
    int64_t possible; /* at the earliest */
    int64_t certain; /* at the latest, by the contacts that are over first; NEVER: in no certain order */
} presence;

static presence take_step(const ent_contacts *contacts, uint32_t from, uint32_t to, ent__window window,
                          presence before) {
    presence after = {NEVER, NEVER};
    ent__steps steps = ent__steps_start(contacts, from, false, window.since, window.until);
    for (ent__step step; ent__steps_next(&step, &steps);) {
        if (step.node != to || !ent__step_clip(&step, window)) {
            continue;
        }
        int64_t day = before.possible > step.first ? before.possible : step.first;
        if (day <= step.last && day + step.traversal < after.possible) {
            after.possible = day + step.traversal;
        }
        if (before.certain <= step.first && step.last + step.traversal < after.certain) {
            after.certain = step.last + step.traversal;
        }
    }
    return after;
}

ent_status ent_journey_check(ent_certainty *certainty, const ent_contacts *contacts, const uint32_t *nodes,
                             uint32_t hops, const ent_journey_options *options, ent_error *error) {
    *certainty = ENT_IMPOSSIBLE;
    ent_journey_options asked;
    ent_status status = ent__journey_options_read(&asked, options, error);
    for (uint32_t i = 0; status == ENT_OK && i <= hops; i++) {
        status = ent__contacts_check_node(contacts, nodes[i], error);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent__window window = ent__contacts_window(contacts, asked.since, asked.until);
    presence here = {window.since, INT64_MIN};
    for (uint32_t i = 0; i < hops && here.possible != NEVER; i++) {
        here = take_step(contacts, nodes[i], nodes[i + 1], window, here);
    }
    *certainty = here.possible == NEVER ? ENT_IMPOSSIBLE : here.certain == NEVER ? ENT_POSSIBLE : ENT_CERTAIN;
    return ENT_OK;
}
