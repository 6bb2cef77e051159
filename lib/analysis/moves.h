/*
 * Contacts by days, for counting journeys: one move for every day a contact can be used in a window, for each direction it can
 * be used in. Private to temporal betweenness.
 *
 * Of the moves between two nodes only those are kept that counting needs: one a day, the one that arrives first; by routes only
 * those that no later one arrives as early as, as an earliest journey along a route takes no other.
 */
#ifndef ENT_MOVES_H
#define ENT_MOVES_H

#include "contacts.h"

typedef struct ent__move {
    uint32_t from, to;
    int32_t day, arrival;
} ent__move;

typedef struct ent__moves {
    uint32_t node_count;
    uint32_t count;
    ent__move *items; /* by from, then day, to; by routes by from, then to, day */
    size_t *out; /* node_count + 1: where the moves from each node start */
    size_t *into; /* node_count + 1: where the moves to each node start in `arriving` */
    uint32_t *arriving; /* places in items, by to, then arrival */
} ent__moves;

/* ENT_ELIMIT if there are more than `limit` contacts by days. O(M log M) for M of them. */
ent_status ent__moves_make(ent__moves *moves, const ent_contacts *contacts, ent__window window, bool by_routes,
                           uint64_t limit, ent_error *error);
void ent__moves_free(ent__moves *moves);

#endif
