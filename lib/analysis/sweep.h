/*
 * Sweeps through time: from one node to all, in one pass over the contacts in order of time (Wu et al. 2014). Private.
 *
 * A day's contacts are used until nothing changes, so that same-day chains come out right in any order of the input
 * (traversal 0). A contact of several days is used when its tail is reached, never before it starts. Each sweep costs
 * O(n + points + spells log n) plus, but for arrivals, log n a label.
 */
#ifndef ENT_SWEEP_H
#define ENT_SWEEP_H

#include "agenda.h"
#include "contacts.h"

/* One sweep: where it starts, in which window, and whom it is about. */
typedef struct ent__sweep {
    const ent_contacts *contacts;
    ent__window window;
    uint32_t node;
    uint32_t target; /* the sweep may stop when this one's value is known; ENT_NONE: all are wanted */
    const ent_run *run;
} ent__sweep;

/* Not reached. */
#define ENT__NEVER INT32_MAX

/* The earliest arrival at every node from sweep->node; or, `mirrored`, the complement (~) of the latest departure from
 * every node to it. ENT__NEVER: none. With a target only its own entry is certain. */
ent_status ent__sweep_arrivals(int32_t *best, const ent__sweep *sweep, bool mirrored, ent_error *error);

/* What the best journeys to one node have: value, and the earliest arrival with that value. */
typedef struct ent__best {
    double value; /* +inf: none */
    ent_date arrival;
} ent__best;

/* The least number of hops, or `by_length` sum of lengths, to every node; `best` (may be NULL) of sweep->target. */
ent_status ent__sweep_least(double *least, ent__best *best, const ent__sweep *sweep, bool by_length, ent_error *error);
/* The least arrival - departure to every node; `best` (may be NULL) of sweep->target. */
ent_status ent__sweep_fastest(double *least, ent__best *best, const ent__sweep *sweep, ent_error *error);
/* The same two, where there are no spells and all points have the common traversal; many times as quick. */
bool ent__has_only_points(const ent_contacts *contacts);
ent_status ent__least_by_points(double *least, ent__best *best, const ent__sweep *sweep, bool by_length,
                                ent_error *error);
ent_status ent__fastest_by_points(double *least, ent__best *best, const ent__sweep *sweep, ent_error *error);

/* The first point not before a day. */
uint32_t ent__first_point(const ent__contact_table *points, int64_t day);
/* Where the points of the day of `place` end. */
uint32_t ent__day_end(const ent__contact_table *points, uint32_t place);
/* Reports progress when points [place, end) reach or pass another million. */
ent_status ent__sweep_progress(const ent__sweep *sweep, uint32_t place, uint32_t end, ent_error *error);

#endif
