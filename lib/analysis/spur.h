/*
 * Searches for the rest of a path whose beginning is fixed: what Yen's method does again and again. Private.
 *
 * A root is a simple path from the source; the rest leaves its last node, not to one of the banned heads, and never comes
 * back to a node of the root. Both searches are led by the exact distance of every node to the target and look only at
 * nodes that can lie on a path within the bound; they leave no trace, so that nothing is reset between them.
 */
#ifndef ENT_SPUR_H
#define ENT_SPUR_H

#include "corridor.h"
#include "heap.h"

/* A node reached: at the least cost so far (A*), or at the least cost in a given number of hops (tiers). */
typedef struct ent__reached {
    uint32_t node;
    double cost; /* of the path up to it, root included */
    double rest; /* least cost from it to the target in the hops that are left */
} ent__reached;

typedef struct ent__spur {
    const ent__ways *ways;
    uint32_t target;
    ent__corridor corridor; /* nodes outside are of no use */
    bool *closed; /* nodes of the root */
    uint32_t *slots; /* where in `reached` a node was last put; means nothing unless that entry is of the node */
    ent__reached *reached;
    size_t reached_count, reached_capacity;
    size_t *tiers; /* where each number of hops begins in `reached`; and the end */
    size_t tier_count, tier_capacity;
    uint32_t *path; /* the rest found, after the root's last node */
    size_t path_capacity;
    ent__heap heap;
} ent__spur;

/* Where a rest begins. */
typedef struct ent__root {
    uint32_t end; /* the root's last node */
    double cost; /* of the root */
    const uint32_t *banned; /* heads that the rest may not begin with */
    uint32_t banned_count;
} ent__root;

/* Makes the searches of a route, among the ways at most `factor` times as long as the shortest and what ties with these: what they
 * say of a longer one may be too much. */
ent_status ent__spur_make(ent__spur *spur, const ent__route *route, double factor, ent_error *error);
void ent__spur_free(ent__spur *spur);

/* The smallest head that the rest may begin with, within `bound` as far as one can tell without searching; the least
 * such cost over all heads in *cost. ENT_NONE and +inf: there is no rest, whatever the bound allows. */
uint32_t ent__spur_glance(double *cost, const ent__spur *spur, const ent__root *root, double bound);
/* The least cost of root and rest; +inf: there is none. A*. */
ent_status ent__spur_cost(double *cost, ent__spur *spur, const ent__root *root, ent_error *error);
/* The rest with the fewest hops, then the smallest nodes, such that root and rest cost at most `bound`, into spur->path;
 * *hops 0: there is none. */
ent_status ent__spur_path(uint32_t *hops, ent__spur *spur, const ent__root *root, double bound, ent_error *error);
/* A cost that at least `count` paths keep within: of the shortest path, given here, and of those that leave it once, to a node whose
 * shortest way on does not come back to it. +inf: they are too few. */
ent_status ent__spur_enough(double *cost, ent__spur *spur, const uint32_t *path, uint32_t hops, uint32_t count,
                            ent_error *error);

#endif
