/*
 * Earliest arrivals, and by the same code latest departures. O(n + points + spells log n); a point costs two reads of
 * `best` and no more, whatever else there is.
 *
 * Latest departure is earliest arrival in a mirror: arcs turned round, each day d read as ~d, which reverses the order of
 * days and keeps them in range. A point of day d and traversal t then leaves on ~(d + t) and arrives on ~d. Points are read
 * in rising (mirrored: falling) day either way, so that in the mirror they come by day of arrival; that is as good, as one
 * that can be used by then has its tail reached before.
 */
#include "steps.h"
#include "sweep.h"

#include <stdlib.h>

typedef struct arrivals {
    const ent_contacts *contacts;
    int32_t *best;
    int32_t limit; /* no arrival after it */
    bool mirrored;
    int32_t now;
    bool at_points; /* there are points today */
    uint32_t *fresh; /* nodes reached on `now`, whose contacts of today are still to be used */
    uint32_t fresh_count;
    ent__agenda agenda; /* nodes with spells, reached later */
    bool failed; /* out of memory */
} arrivals;

static bool has_spells(const arrivals *all, uint32_t node) {
    const ent__contact_table *spells = &all->contacts->spells;
    const size_t *offsets = all->mirrored ? spells->in.offsets : spells->out.offsets;
    return offsets[node] < offsets[node + 1];
}

/* A node is reached earlier than it was; a node is reached on `now` at most once. */
static void reach(arrivals *all, uint32_t node, int32_t time) {
    if (time > all->limit) {
        return;
    }
    all->best[node] = time;
    if (time == all->now) {
        all->fresh[all->fresh_count++] = node;
    } else if (has_spells(all, node)) {
        ent__entry entry = {time, 0.0, node};
        all->failed = !ent__agenda_put(&all->agenda, entry) || all->failed;
    }
}

static inline void use_point(arrivals *all, uint32_t tail, uint32_t head, int32_t leaves, int32_t arrives) {
    if (all->best[tail] <= leaves && arrives < all->best[head]) {
        reach(all, head, arrives);
    }
}

/* Uses the points of today, each once. */
static void scan(arrivals *all, uint32_t start, uint32_t end) {
    const ent_contacts *contacts = all->contacts;
    const ent__contact_table *points = &contacts->points;
    const uint32_t *tails = all->mirrored ? points->to : points->from;
    const uint32_t *heads = all->mirrored ? points->from : points->to;
    for (uint32_t i = start; i < end; i++) {
        int32_t traversal = ent__traversal(contacts, points, i);
        int32_t leaves = all->mirrored ? all->now - traversal : all->now;
        int32_t arrives = all->mirrored ? all->now : all->now + traversal;
        use_point(all, tails[i], heads[i], leaves, arrives);
        if (!contacts->directed) {
            use_point(all, heads[i], tails[i], leaves, arrives);
        }
    }
}

/* Uses the points by which a node can set out on `now`. */
static void use_points_of(arrivals *all, uint32_t node) {
    const ent_contacts *contacts = all->contacts;
    const ent__contact_table *points = &contacts->points;
    const ent__contact_rows *rows = all->mirrored ? &points->in : &points->out;
    ent_date day = all->mirrored ? ~all->now : all->now;
    size_t end = rows->offsets[node + 1];
    for (size_t place = ent__row_from(contacts, node, day, all->mirrored); place < end; place++) {
        uint32_t i = rows->items[place];
        int32_t traversal = ent__traversal(contacts, points, i);
        if (points->first[i] + (all->mirrored ? traversal : 0) != day) {
            break;
        }
        use_point(all, node, ent__other_end(points, i, node), all->now, all->now + traversal);
    }
}

/* Uses the spells of a node reached on `now`: at once, or on their first day. */
static void use_spells_of(arrivals *all, uint32_t node) {
    const ent_contacts *contacts = all->contacts;
    const ent__contact_table *spells = &contacts->spells;
    const ent__contact_rows *rows = all->mirrored ? &spells->in : &spells->out;
    for (size_t place = rows->offsets[node]; place < rows->offsets[node + 1]; place++) {
        uint32_t i = rows->items[place];
        int64_t traversal = ent__traversal(contacts, spells, i);
        int64_t start = spells->first[i], end = spells->last[i];
        if (all->mirrored) {
            start = ~((int64_t)spells->last[i] + traversal);
            end = ~((int64_t)spells->first[i] + traversal);
        }
        int64_t leaves = all->now > start ? all->now : start;
        uint32_t head = ent__other_end(spells, i, node);
        if (leaves <= end && leaves + traversal < all->best[head]) {
            reach(all, head, (int32_t)(leaves + traversal));
        }
    }
}

/* Uses the contacts of all that are reached on `now`, of those reached through them, and so on. */
static void use_fresh(arrivals *all) {
    while (all->fresh_count) {
        uint32_t node = all->fresh[--all->fresh_count];
        use_spells_of(all, node);
        if (all->at_points) {
            use_points_of(all, node);
        }
    }
}

/* Goes on to a day: everything reached before it sets out on its spells first. */
static void go_to(arrivals *all, int64_t day, bool at_points) {
    all->at_points = false;
    while (ent__agenda_has(&all->agenda, at_points ? day : day - 1) && !all->failed) {
        ent__entry entry = ent__agenda_take(&all->agenda);
        if (entry.time == all->best[entry.item]) {
            all->now = (int32_t)entry.time;
            all->fresh[all->fresh_count++] = entry.item;
            use_fresh(all);
        }
    }
    all->now = (int32_t)day;
    all->at_points = at_points;
}

/* The next day of points from `place` on, rising or falling; false if there is none. */
static bool next_day(uint32_t *start, uint32_t *end, const arrivals *all, uint32_t place) {
    const ent__contact_table *points = &all->contacts->points;
    if (all->mirrored ? place == 0 : place == points->count) {
        return false;
    }
    ent_date day = points->first[all->mirrored ? place - 1 : place];
    *start = *end = place;
    while (all->mirrored && *start > 0 && points->first[*start - 1] == day) {
        (*start)--;
    }
    while (!all->mirrored && *end < points->count && points->first[*end] == day) {
        (*end)++;
    }
    return true;
}

static ent_status run_through(arrivals *all, const ent__sweep *sweep, ent_error *error) {
    const ent__contact_table *points = &all->contacts->points;
    uint32_t place = ent__first_point(points, all->mirrored ? (int64_t)sweep->window.until + 1 : sweep->window.since);
    uint32_t start, end;
    ent_status status = ENT_OK;
    while (status == ENT_OK && !all->failed && next_day(&start, &end, all, place)) {
        ent_date day = points->first[start];
        int32_t time = all->mirrored ? ~day : day;
        if (time > all->limit || (sweep->target != ENT_NONE && all->best[sweep->target] < time)) {
            break;
        }
        go_to(all, time, true);
        scan(all, start, end);
        use_fresh(all);
        place = all->mirrored ? start : end;
        status = ent__sweep_progress(sweep, start, end, error);
    }
    go_to(all, INT64_MAX, false);
    return status == ENT_OK && all->failed ? ent__fail_memory(error) : status;
}

ent_status ent__sweep_arrivals(int32_t *best, const ent__sweep *sweep, bool mirrored, ent_error *error) {
    uint32_t n = sweep->contacts->node_count;
    arrivals all = {.contacts = sweep->contacts,
                    .best = best,
                    .limit = mirrored ? ~sweep->window.since : sweep->window.until,
                    .mirrored = mirrored,
                    .now = mirrored ? ~sweep->window.until : sweep->window.since,
                    .fresh = ent__calloc(n, sizeof *all.fresh)};
    if (!all.fresh) {
        return ent__fail_memory(error);
    }
    for (uint32_t node = 0; node < n; node++) {
        best[node] = ENT__NEVER;
    }
    reach(&all, sweep->node, all.now);
    use_fresh(&all);
    ent_status status = run_through(&all, sweep, error);
    free(all.fresh);
    ent__agenda_free(&all.agenda);
    return status;
}
