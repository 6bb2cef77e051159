/*
 * From what a journey must achieve to the journey: fewest hops, then the smallest node sequence, then the earliest days, then
 * the smallest relations. Private.
 */
#ifndef ENT_TRACE_H
#define ENT_TRACE_H

#include "contacts.h"

/* All journeys from source to target inside the window, of no more than this length, are equally good but for these ties,
 * and there is one. */
typedef struct ent__goal {
    const ent_contacts *contacts;
    uint32_t source, target; /* not the same */
    ent__window window;
    ent__window asked; /* the query's, which decides how certain the order is */
    bool by_length;
    double length; /* with by_length: the most it may sum up to, but for rounding */
} ent__goal;

typedef struct ent__trace {
    uint32_t hops;
    uint32_t *nodes; /* hops + 1 */
    ent_date *days;
    ent_id *relations;
    bool certain; /* whatever day of its contact in the window asked each step took, the order holds */
} ent__trace;

/*
 * Layers of labels backwards from the target (who can still make it with k more hops, and how late) until the source is in
 * one, then forward by ties. O(contacts in the window + those of the nodes passed), by length times the labels of a node.
 */
ent_status ent__trace_find(ent__trace *trace, const ent__goal *goal, const ent_run *run, ent_error *error);
void ent__trace_free(ent__trace *trace);

#endif
