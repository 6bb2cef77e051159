/*
 * What a sweep through time will come to later: a binary heap of entries, the earliest first, among those of one day the
 * least in value, then in item, so that the order never depends on how they came in. Private. O(log entries) a call.
 */
#ifndef ENT_AGENDA_H
#define ENT_AGENDA_H

#include "../base/base_internal.h"

typedef struct ent__entry {
    int64_t time;
    double value;
    uint32_t item;
} ent__entry;

typedef struct ent__agenda {
    ent__entry *entries;
    size_t count, capacity;
} ent__agenda;

/* False if memory is exhausted. */
bool ent__agenda_put(ent__agenda *agenda, ent__entry entry);
/* Takes the first entry; there must be one. */
ent__entry ent__agenda_take(ent__agenda *agenda);
void ent__agenda_free(ent__agenda *agenda);

/* Whether there is an entry not later than `time`. */
static inline bool ent__agenda_has(const ent__agenda *agenda, int64_t time) {
    return agenda->count && agenda->entries[0].time <= time;
}

#endif
