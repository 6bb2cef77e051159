/* The heap of agenda.h: entries[0] comes first, the children of i are 2 i + 1 and 2 i + 2 (Williams 1964). */
#include "agenda.h"

#include <stdlib.h>

static bool comes_before(const ent__entry *a, const ent__entry *b) {
    if (a->time != b->time) {
        return a->time < b->time;
    }
    return a->value != b->value ? a->value < b->value : a->item < b->item;
}

bool ent__agenda_put(ent__agenda *agenda, ent__entry entry) {
    if (!ENT__RESERVE(agenda->entries, agenda->capacity, agenda->count + 1)) {
        return false;
    }
    size_t place = agenda->count++;
    while (place > 0 && comes_before(&entry, &agenda->entries[(place - 1) / 2])) {
        agenda->entries[place] = agenda->entries[(place - 1) / 2];
        place = (place - 1) / 2;
    }
    agenda->entries[place] = entry;
    return true;
}

ent__entry ent__agenda_take(ent__agenda *agenda) {
    ent__entry first = agenda->entries[0], last = agenda->entries[--agenda->count];
    size_t place = 0;
    for (size_t child = 1; child < agenda->count; child = 2 * place + 1) {
        if (child + 1 < agenda->count && comes_before(&agenda->entries[child + 1], &agenda->entries[child])) {
            child++;
        }
        if (!comes_before(&agenda->entries[child], &last)) {
            break;
        }
        agenda->entries[place] = agenda->entries[child];
        place = child;
    }
    agenda->entries[place] = last;
    return first;
}

void ent__agenda_free(ent__agenda *agenda) {
    free(agenda->entries);
    *agenda = (ent__agenda){NULL, 0, 0};
}
