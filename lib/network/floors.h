/* Lengths of a network in the order of its rows, rounded down to floats; see floors.c. Private. */
#ifndef ENT_FLOORS_H
#define ENT_FLOORS_H

#include "network_internal.h"
#include <float.h>
#include <math.h>

struct ent__floors *ent__floors_new(void);
void ent__floors_free(struct ent__floors *floors);
size_t ent__floors_memory(const ent_network *network);

/* For every entry of the rows of a mode (OUT or IN) what its length, or by INVERSE 1 / strength, is not below; +inf for an edge
 * that is not of the positive layer. Kept by the network. NULL without memory. */
const float *ent__floors_of(const ent_network *network, ent_mode mode, ent_weight weight);
/* The same if they are made, else NULL. */
const float *ent__floors_kept(const ent_network *network, ent_mode mode, ent_weight weight);
/* A float not above a number >= 0: the greatest, or 0 for what a float at full precision cannot be as small as. */
static inline float ent__floor_of(double number) {
    if (isinf(number)) {
        return INFINITY;
    }
    float floor = number < (double)FLT_MIN ? 0.0f : number > (double)FLT_MAX ? FLT_MAX : (float)number;
    return (double)floor > number ? nextafterf(floor, 0.0f) : floor;
}

#endif
