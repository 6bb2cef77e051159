/*
 * One shortest path of a pair, drawn at random with equal chances. Private.
 */
#ifndef ENT_MEETING_H
#define ENT_MEETING_H

#include "compact.h"

/* Two searches, one along the arcs from the source, one against them from the target, each breadth first. */
typedef struct ent__front {
    uint32_t *depths; /* of each place, ENT_NONE: not reached */
    double *paths; /* numbers of shortest paths */
    uint32_t *reached; /* in the order reached; the frontier is the last level of it */
    uint32_t frontier, count; /* where the frontier starts, and how many are reached */
    uint32_t depth; /* of the frontier */
    uint64_t arcs; /* that the frontier would go over */
} ent__front;

typedef struct ent__meeting {
    const ent__compact *compact;
    ent__front from, to;
} ent__meeting;

ent_status ent__meeting_make(ent__meeting *meeting, const ent__compact *compact, ent_error *error);
void ent__meeting_free(ent__meeting *meeting);
/* Draws a path and adds 1 to `counts` of each place inside it, the ends not. Nothing if there is none. */
void ent__meeting_draw(ent__meeting *meeting, uint32_t *counts, uint32_t source, uint32_t target, uint64_t *random);

#endif
