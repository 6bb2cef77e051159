/*
 * Fewest hops and least length, whatever the contacts are; by points of one traversal alone least_points.c goes. A sweep keeps for every node the least sum with which it can have been reached by now: the
 * Pareto set of (sum, arrival) unrolled in time, so that a cheap late way and a dear early one both count. Within a day
 * labels are settled by rising sum (Dijkstra 1959). O(n + contacts + labels log labels), a label for each time that a sum
 * falls.
 */
#include "steps.h"
#include "sweep.h"

#include <math.h>
#include <stdlib.h>

typedef struct least {
    const ent__sweep *sweep;
    double *sums; /* of having arrived by now; +inf: not yet */
    ent__best *best;
    ent__agenda agenda; /* arrivals to come: time, sum, node */
    bool by_length;
    bool failed;
} least;

static double step_of(const least *all, const ent__contact_table *table, uint32_t i) {
    return all->by_length ? ent__contact_length(table, i) : 1.0;
}

/* An arrival to come, unless it is worse than what is there already. */
static void offer(least *all, uint32_t node, int64_t time, double sum) {
    if (time <= all->sweep->window.until && sum < all->sums[node]) {
        ent__entry entry = {time, sum, node};
        all->failed = !ent__agenda_put(&all->agenda, entry) || all->failed;
    }
}

/* Offers all that a node, just reached or reached better, can do with its contacts: spells, and the points of the day. */
static void set_out(least *all, uint32_t node, int64_t now) {
    const ent_contacts *contacts = all->sweep->contacts;
    const ent__contact_table *spells = &contacts->spells, *points = &contacts->points;
    for (size_t place = spells->out.offsets[node]; place < spells->out.offsets[node + 1]; place++) {
        uint32_t i = spells->out.items[place];
        int64_t leaves = now > spells->first[i] ? now : spells->first[i];
        if (leaves <= spells->last[i]) {
            offer(all, ent__other_end(spells, i, node), leaves + ent__traversal(contacts, spells, i),
                  all->sums[node] + step_of(all, spells, i));
        }
    }
    size_t end = points->out.offsets[node + 1];
    for (size_t place = ent__row_from(contacts, node, now, false); place < end; place++) {
        uint32_t i = points->out.items[place];
        if (points->first[i] != now) {
            break;
        }
        offer(all, ent__other_end(points, i, node), now + ent__traversal(contacts, points, i),
              all->sums[node] + step_of(all, points, i));
    }
}

/* The target is reached by a lower sum; what is lower by rounding only was there before. */
static void note_best(least *all, const ent__entry *entry) {
    if (all->best && (isinf(all->best->value) || !ent__equal(entry->value, all->best->value))) {
        *all->best = (ent__best){entry->value, (ent_date)entry->time};
    }
}

/* Settles every arrival up to a day, in order. */
static void settle(least *all, int64_t day) {
    while (ent__agenda_has(&all->agenda, day) && !all->failed) {
        ent__entry entry = ent__agenda_take(&all->agenda);
        if (entry.value >= all->sums[entry.item]) {
            continue;
        }
        all->sums[entry.item] = entry.value;
        if (entry.item == all->sweep->target) {
            note_best(all, &entry);
        }
        set_out(all, entry.item, entry.time);
    }
}

/* Offers what the points of one day can do for whoever was there before. */
static void scan(least *all, uint32_t start, uint32_t end) {
    const ent_contacts *contacts = all->sweep->contacts;
    const ent__contact_table *points = &contacts->points;
    for (uint32_t i = start; i < end; i++) {
        uint32_t from = points->from[i], to = points->to[i];
        int64_t arrives = (int64_t)points->first[i] + ent__traversal(contacts, points, i);
        double step = step_of(all, points, i);
        offer(all, to, arrives, all->sums[from] + step);
        if (!contacts->directed) {
            offer(all, from, arrives, all->sums[to] + step);
        }
    }
}

ent_status ent__sweep_least(double *sums, ent__best *best, const ent__sweep *sweep, bool by_length, ent_error *error) {
    const ent__contact_table *points = &sweep->contacts->points;
    if (ent__has_only_points(sweep->contacts)) {
        return ent__least_by_points(sums, best, sweep, by_length, error);
    }
    least all = {.sweep = sweep, .sums = sums, .best = best, .by_length = by_length};
    for (uint32_t node = 0; node < sweep->contacts->node_count; node++) {
        sums[node] = INFINITY;
    }
    if (best) {
        *best = (ent__best){INFINITY, 0};
    }
    offer(&all, sweep->node, sweep->window.since, 0.0);
    ent_status status = ENT_OK;
    uint32_t place = ent__first_point(points, sweep->window.since), end;
    for (; status == ENT_OK && !all.failed && place < points->count; place = end) {
        ent_date day = points->first[place];
        if (day > sweep->window.until) {
            break;
        }
        end = ent__day_end(points, place);
        settle(&all, (int64_t)day - 1);
        scan(&all, place, end);
        settle(&all, day);
        status = ent__sweep_progress(sweep, place, end, error);
    }
    settle(&all, INT64_MAX);
    ent__agenda_free(&all.agenda);
    return status == ENT_OK && all.failed ? ent__fail_memory(error) : status;
}
