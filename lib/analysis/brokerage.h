/*
 * Roles of brokers, and what their counts are held against. Private.
 */
#ifndef ENT_BROKERAGE_INTERNAL_H
#define ENT_BROKERAGE_INTERNAL_H

#include "../base/base_internal.h"
#include <entente/brokerage.h>

/* Nodes with a group, and the groups' sizes. */
typedef struct ent__groups {
    uint32_t node_count; /* all nodes */
    uint32_t *of; /* of each node, numbered from 0; ENT_NONE: none */
    uint32_t count;
    double *sizes;
    double members; /* nodes with a group */
    double arcs; /* between them */
} ent__groups;

/* The role of j between i and k by their groups. */
ent_broker_role ent__broker_role(uint32_t i, uint32_t j, uint32_t k);

/* Ordered pairs of open two-paths of one broker, by what ends they share; a path counts with itself in `same`. */
typedef struct ent__overlaps {
    double same;
    double turned; /* i -> j -> k with k -> j -> i */
    double source, target; /* the same first end, the same last end */
    double chain; /* the last end of one is the first of the other */
    double apart; /* no end in common */
} ent__overlaps;

/* Expectation and variance of each role of a broker of group g. */
void ent__brokerage_bernoulli(double *expected, double *variance, const ent__groups *groups, uint32_t g);
void ent__brokerage_labels(double *expected, double *variance, const ent__groups *groups, uint32_t g,
                           const ent__overlaps *overlaps);

#endif
