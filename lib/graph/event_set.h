/*
 * Which events a graph has, by the format of their file, their id there and their first day. Private to graph/: for joining, where
 * parts may have been read from the same files.
 */
#ifndef ENT_EVENT_SET_H
#define ENT_EVENT_SET_H

#include "graph_internal.h"

typedef struct ent__event_set {
    uint32_t *slots; /* column of the event in the graph's origins + 1; open addressing; 0: empty */
    size_t slot_count, used;
} ent__event_set;

/* Whether an event that comes next in `graph`, from one of its files, is new; then it is taken in and must be appended. One without
 * id always is. Amortised O(log runs). */
ent_status ent__event_set_add(bool *is_new, ent__event_set *set, const ent_graph *graph, uint32_t file,
                              const ent__event *event, ent_error *error);
void ent__event_set_free(ent__event_set *set);

#endif
