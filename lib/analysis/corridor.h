/*
 * The nodes on ways from source to target that are not much longer than the shortest, and how far each is from the target: what
 * searches for paths between the two need to know, and no more. Private.
 */
#ifndef ENT_CORRIDOR_H
#define ENT_CORRIDOR_H

#include "paths_internal.h"

typedef struct ent__corridor {
    uint32_t settled; /* nodes that were searched */
    double limit; /* all ways that cost at most that lie within; +inf: all */
    double *to_target; /* exact of the nodes of such ways; of others something greater, or +inf */
    uint32_t *next; /* where to_target is finite: after each node on a way to the target no longer than that */
} ent__corridor;

/* Finds the corridor of the ways at most `factor` (>= 1; +inf: all) times as long as the shortest, and a little more than what
 * ties with these. If the target cannot be reached the source's to_target is +inf. */
ent_status ent__corridor_find(ent__corridor *corridor, const ent__route *route, double factor, ent_error *error);
/* The limit of a corridor that has all that ties with a cost. */
static inline double ent__corridor_limit(double cost) {
    return cost * (1.0 + 2e-10); /* more than ent__tie_bound(), by what sums taken in another order can differ */
}
void ent__corridor_free(ent__corridor *corridor);

#endif
