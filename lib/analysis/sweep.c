/* What every sweep does with the points in order of time: finds days, and reports how far it has come. */
#include "sweep.h"

#define PROGRESS_BITS 20

uint32_t ent__first_point(const ent__contact_table *points, int64_t day) {
    uint32_t low = 0, high = points->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (points->first[middle] < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

uint32_t ent__day_end(const ent__contact_table *points, uint32_t place) {
    uint32_t end = place;
    while (end < points->count && points->first[end] == points->first[place]) {
        end++;
    }
    return end;
}

ent_status ent__sweep_progress(const ent__sweep *sweep, uint32_t place, uint32_t end, ent_error *error) {
    if (place >> PROGRESS_BITS == end >> PROGRESS_BITS) {
        return ENT_OK;
    }
    return ent__progress(sweep->run, (double)end / (double)sweep->contacts->points.count, error);
}
