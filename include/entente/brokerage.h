/**
 * @file brokerage.h
 * Who stands between groups: the five roles of brokers, with what chance would give.
 */
#ifndef ENTENTE_BROKERAGE_H
#define ENTENTE_BROKERAGE_H

#include <entente/network.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Roles of j between i and k by their groups (Gould & Fernandez 1989); X(code, ENUMERATOR, name). */
#define ENT_BROKER_ROLE_MAP(X)                                                                                         \
    X(0, COORDINATOR, "coordinator") /* all in one group */                                                            \
    X(1, CONSULTANT, "consultant") /* i and k in one group, j in another: itinerant broker */                          \
    X(2, GATEKEEPER, "gatekeeper") /* j and k in one group: lets the outside in */                                     \
    X(3, REPRESENTATIVE, "representative") /* i and j in one group: speaks for it outward */                           \
    X(4, LIAISON, "liaison") /* three groups */                                                                        \
    X(5, NONE, "none") /* one of the three has no group */
typedef enum ent_broker_role {
#define ENT_ROLE_ENUMERATOR(code, name, text) ENT_ROLE_##name = (code),
    ENT_BROKER_ROLE_MAP(ENT_ROLE_ENUMERATOR)
#undef ENT_ROLE_ENUMERATOR
} ent_broker_role;
/** "coordinator", ...; NULL if it is none. Static. */
ENT_API const char *ent_broker_role_name(ent_broker_role role);

/** Columns of brokerage: one for each of the five roles, by ent_broker_role, then their total. */
#define ENT_BROKERAGE_TOTAL 5
#define ENT_BROKERAGE_COLUMNS 6

/** What counts are held against. */
typedef enum ent_brokerage_null {
    /** Every arc there by chance with the network's density, groups fixed (Gould & Fernandez 1989; as R's sna). */
    ENT_BROKERAGE_BERNOULLI = 0,
    /** The arcs and the broker's own group fixed, the other groups dealt anew at random; exact, not sampled. */
    ENT_BROKERAGE_LABELS = 1
} ent_brokerage_null;

/** Where the answer goes: arrays of the caller, ENT_BROKERAGE_COLUMNS numbers a node (node * ENT_BROKERAGE_COLUMNS + role), each may
 *  be NULL. Set with ENT_BROKERAGE_INIT. */
typedef struct ent_brokerage {
    size_t size; /**< sizeof(ent_brokerage) */
    double *counts; /**< open two-paths that the node brokers in the role */
    double *expected; /**< what the null gives; 0 for a node without group */
    double *deviation; /**< standard deviation of the null */
    double *z; /**< (counts - expected) / deviation; NaN where the deviation is 0 */
} ent_brokerage;
#define ENT_BROKERAGE_INIT                                                                                             \
    { sizeof(ent_brokerage), NULL, NULL, NULL, NULL }

/**
 * Counts brokerage over the positive layer, by unit: open two-paths i -> j -> k (i, j, k distinct, no arc i -> k) by the role of j. `groups`: a group of every node, ENT_NONE for none: such a node takes no
 * part as broker or end, nor in the null. Of an undirected network each edge is two arcs, so that gatekeeper and
 * representative are equal and every count covers both directions. ENT_EINVAL for a null that is none.
 * O(sum of in-degree times out-degree) time, 36 (n + m) bytes beside the answer.
 */
ENT_API ent_status ent_brokerage_count(ent_brokerage *brokerage, const ent_network *network, const uint32_t *groups,
                                       ent_brokerage_null null, const ent_run *run, ent_error *error);

#ifdef __cplusplus
}
#endif
#endif
