/*
 * The fastest journeys, whatever the contacts are; by points of one traversal alone fastest_points.c goes. What matters of a journey so far is when it set out and when it arrives; a label stands for all that
 * set out on a day in [first, last] and arrive `elapsed` days later. One that has waited stands for one day only; one that
 * came by spells without waiting may set out on any of many, and so no day of a spell need be tried one by one.
 *
 * By day t a label lets one set out as late as min(last, t - elapsed). A contact makes of it one label again:
 * usable while the label still arrives, it shortens the days; starting later, it fixes the last one. Each node keeps the
 * labels that no other is as late as for good: in sweeps over points one. O(n + contacts + labels log labels), where a label
 * is only made if it lets set out later than those before it.
 */
#include "steps.h"
#include "sweep.h"

#include <math.h>
#include <stdlib.h>

typedef struct label {
    int64_t first, last; /* days of setting out */
    int64_t elapsed;
    uint32_t node;
    uint32_t next; /* of the node's labels, or of the free ones */
} label;

typedef struct fastest {
    const ent__sweep *sweep;
    double *least;
    ent__best *best;
    uint32_t *heads; /* of every node's labels; ENT_NONE: none */
    label *labels;
    size_t count, capacity;
    uint32_t unused; /* first free label */
    ent__agenda agenda; /* arrivals to come: time, elapsed, label */
    bool failed;
} fastest;

/* The latest day to set out, so as to be at a node by `now`; INT64_MIN: none. */
static int64_t latest(const fastest *all, uint32_t node, int64_t now) {
    int64_t day = INT64_MIN;
    for (uint32_t i = all->heads[node]; i != ENT_NONE; i = all->labels[i].next) {
        const label *known = &all->labels[i];
        int64_t last = known->last < now - known->elapsed ? known->last : now - known->elapsed;
        day = last > day ? last : day;
    }
    return day;
}

/* Puts a label on the agenda for the day of its first arrival. */
static void offer(fastest *all, label offered) {
    int64_t slack = all->sweep->window.until - offered.elapsed;
    offered.last = offered.last < slack ? offered.last : slack;
    int64_t arrival = offered.first + offered.elapsed;
    if (offered.first > offered.last || latest(all, offered.node, arrival) >= offered.last) {
        return;
    }
    uint32_t place = all->unused;
    if (place != ENT_NONE) {
        all->unused = all->labels[place].next;
    } else if (all->count < ENT_NONE && ENT__RESERVE(all->labels, all->capacity, all->count + 1)) {
        place = (uint32_t)all->count++;
    } else {
        all->failed = true;
        return;
    }
    all->labels[place] = offered;
    ent__entry entry = {arrival, (double)offered.elapsed, place};
    all->failed = !ent__agenda_put(&all->agenda, entry) || all->failed;
}

/* Goes on by a spell (or a point) of days [start, end]. */
static void extend(fastest *all, label from, uint32_t head, int64_t days[2], int64_t traversal) {
    label made = {from.first, from.last, from.elapsed + traversal, head, ENT_NONE};
    if (from.last + from.elapsed <= days[0]) {
        made.first = from.last; /* has to wait: only the last day of setting out is of use */
        made.elapsed = days[0] + traversal - from.last;
    } else {
        made.first = days[0] - from.elapsed > from.first ? days[0] - from.elapsed : from.first;
        made.last = days[1] - from.elapsed < from.last ? days[1] - from.elapsed : from.last;
    }
    offer(all, made);
}

static void release(fastest *all, uint32_t place) {
    all->labels[place].next = all->unused;
    all->unused = place;
}

/* Whether a node has a label that for good lets one set out as late as this. */
static bool is_beaten(const fastest *all, const label *made) {
    for (uint32_t i = all->heads[made->node]; i != ENT_NONE; i = all->labels[i].next) {
        if (all->labels[i].last >= made->last && all->labels[i].elapsed <= made->elapsed) {
            return true;
        }
    }
    return false;
}

/* Adds a label to its node on the day it first arrives and drops those that are no better from then on. */
static void keep(fastest *all, uint32_t place) {
    const label *made = &all->labels[place];
    uint32_t *link = &all->heads[made->node];
    while (*link != ENT_NONE) {
        uint32_t i = *link;
        const label *old = &all->labels[i];
        if (made->last >= old->last && (made->elapsed <= old->elapsed || made->first >= old->last)) {
            *link = old->next;
            release(all, i);
        } else {
            link = &all->labels[i].next;
        }
    }
    all->labels[place].next = ENT_NONE;
    *link = place;
}

static void set_out(fastest *all, label from, int64_t now) {
    const ent_contacts *contacts = all->sweep->contacts;
    const ent__contact_table *spells = &contacts->spells, *points = &contacts->points;
    for (size_t place = spells->out.offsets[from.node]; place < spells->out.offsets[from.node + 1]; place++) {
        uint32_t i = spells->out.items[place];
        int64_t days[2] = {spells->first[i], spells->last[i]};
        extend(all, from, ent__other_end(spells, i, from.node), days, ent__traversal(contacts, spells, i));
    }
    size_t end = points->out.offsets[from.node + 1];
    for (size_t place = ent__row_from(contacts, from.node, now, false); place < end; place++) {
        uint32_t i = points->out.items[place];
        int64_t days[2] = {points->first[i], points->first[i]};
        if (days[0] != now) {
            break;
        }
        extend(all, from, ent__other_end(points, i, from.node), days, ent__traversal(contacts, points, i));
    }
}

/* Settles every arrival up to a day, in order. */
static void settle(fastest *all, int64_t day) {
    while (ent__agenda_has(&all->agenda, day) && !all->failed) {
        ent__entry entry = ent__agenda_take(&all->agenda);
        label made = all->labels[entry.item];
        if (is_beaten(all, &made)) {
            release(all, entry.item);
            continue;
        }
        keep(all, entry.item);
        if (entry.value < all->least[made.node]) {
            all->least[made.node] = entry.value;
            if (all->best && made.node == all->sweep->target) {
                *all->best = (ent__best){entry.value, (ent_date)entry.time};
            }
        }
        set_out(all, made, entry.time);
    }
}

/* Goes on by the points of one day from whoever was there before. */
static void scan(fastest *all, uint32_t start, uint32_t end) {
    const ent_contacts *contacts = all->sweep->contacts;
    const ent__contact_table *points = &contacts->points;
    for (uint32_t i = start; i < end; i++) {
        for (int turned = 0; turned < (contacts->directed ? 1 : 2); turned++) {
            uint32_t tail = turned ? points->to[i] : points->from[i], head = turned ? points->from[i] : points->to[i];
            int64_t day = points->first[i], last = latest(all, tail, day);
            if (last != INT64_MIN) {
                int64_t elapsed = day + ent__traversal(contacts, points, i) - last;
                offer(all, (label){last, last, elapsed, head, ENT_NONE});
            }
        }
    }
}

static ent_status run_through(fastest *all, ent_error *error) {
    const ent__sweep *sweep = all->sweep;
    const ent__contact_table *points = &sweep->contacts->points;
    ent_status status = ENT_OK;
    uint32_t place = ent__first_point(points, sweep->window.since), end;
    for (; status == ENT_OK && !all->failed && place < points->count; place = end) {
        ent_date day = points->first[place];
        if (day > sweep->window.until) {
            break;
        }
        end = ent__day_end(points, place);
        settle(all, (int64_t)day - 1);
        scan(all, place, end);
        settle(all, day);
        status = ent__sweep_progress(sweep, place, end, error);
    }
    settle(all, INT64_MAX);
    return status == ENT_OK && all->failed ? ent__fail_memory(error) : status;
}

ent_status ent__sweep_fastest(double *least, ent__best *best, const ent__sweep *sweep, ent_error *error) {
    uint32_t n = sweep->contacts->node_count;
    if (ent__has_only_points(sweep->contacts)) {
        return ent__fastest_by_points(least, best, sweep, error);
    }
    fastest all = {
        .sweep = sweep, .least = least, .best = best, .heads = ent__calloc(n, sizeof *all.heads), .unused = ENT_NONE};
    if (!all.heads) {
        return ent__fail_memory(error);
    }
    for (uint32_t node = 0; node < n; node++) {
        least[node] = INFINITY;
        all.heads[node] = ENT_NONE;
    }
    if (best) {
        *best = (ent__best){INFINITY, 0};
    }
    offer(&all, (label){sweep->window.since, sweep->window.until, 0, sweep->node, ENT_NONE});
    ent_status status = run_through(&all, error);
    free(all.heads);
    free(all.labels);
    ent__agenda_free(&all.agenda);
    return status;
}
