/*
 * The fastest journeys where every contact has one day and all the same traversal: one pass over the contacts by day (Wu et
 * al. 2014). All that matters of a node is the latest day to set out on so as to be there by now, as whoever set out later is
 * no worse off from then on; a contact hands the day of its tail on to its head.
 *
 * With traversal 0 a day is gone through until nothing changes, which a second look mostly shows; where a day has long chains
 * the rest of it is settled by latest day first, as Dijkstra (1959) would. With a traversal what is handed on waits in a queue.
 * O(n + contacts), days of long chains contacts log contacts; 8 bytes a node, and 12 a contact under way.
 */
#include "steps.h"
#include "sweep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_LOOKS 8 /* at one day, before its chains count as long */
#define NEVER INT32_MIN

/* A node as it is by now. */
typedef struct standing {
    int32_t set_out; /* the latest day to set out on; NEVER: not reached */
    int32_t least; /* the least duration so far */
} standing;

/* What is under way: a node, when it will be reached and by who set out when. */
typedef struct delivery {
    uint32_t node;
    int32_t arrival, set_out;
} delivery;

typedef struct pass {
    const ent__sweep *sweep;
    ent__best *best;
    standing *nodes;
    delivery *queue; /* by rising arrival; those before `taken` are done */
    size_t taken, count, capacity;
    ent__agenda chains; /* nodes whose day rose in the last look at a day of long chains */
    bool long_chains;
    bool failed;
} pass;

/* A node is reached at `now` by who set out on a day; true if that is later than was known. */
static inline bool reach(pass *it, uint32_t node, int32_t now, int32_t set_out) {
    standing *known = &it->nodes[node];
    if (set_out <= known->set_out) {
        return false;
    }
    known->set_out = set_out;
    if (now - set_out < known->least) {
        known->least = now - set_out;
        if (it->best && node == it->sweep->target) {
            *it->best = (ent__best){known->least, now};
        }
    }
    if (it->long_chains) {
        ent__entry entry = {now, now - set_out, node};
        it->failed = !ent__agenda_put(&it->chains, entry) || it->failed;
    }
    return true;
}

/* ---- Traversal 0: chains within a day ------------------------------------------------------------------------------ */

/* Uses every contact of a day once; true if anything changed. */
static bool look(pass *it, uint32_t start, uint32_t end) {
    const ent_contacts *contacts = it->sweep->contacts;
    const uint32_t *from = contacts->points.from, *to = contacts->points.to;
    int32_t now = contacts->points.first[start];
    bool changed = false;
    for (uint32_t i = start; i < end; i++) {
        int32_t there = it->nodes[to[i]].set_out, here = it->nodes[from[i]].set_out;
        if (here > there) {
            changed = reach(it, to[i], now, here) || changed;
        } else if (there > here && !contacts->directed) {
            changed = reach(it, from[i], now, there) || changed;
        }
    }
    return changed;
}

static void hand_on(pass *it, uint32_t tail, int32_t now) {
    const ent__contact_table *points = &it->sweep->contacts->points;
    size_t end = points->out.offsets[tail + 1];
    for (size_t place = ent__row_from(it->sweep->contacts, tail, now, false); place < end; place++) {
        uint32_t i = points->out.items[place];
        if (points->first[i] != now) {
            break;
        }
        reach(it, ent__other_end(points, i, tail), now, it->nodes[tail].set_out);
    }
}

static void settle_chains(pass *it, uint32_t start, uint32_t end) {
    int32_t now = it->sweep->contacts->points.first[start];
    it->long_chains = true;
    look(it, start, end);
    while (it->chains.count && !it->failed) {
        ent__entry entry = ent__agenda_take(&it->chains);
        if (entry.value == (double)now - it->nodes[entry.item].set_out) {
            hand_on(it, entry.item, now);
        }
    }
    it->long_chains = false;
}

static void use_day_at_once(pass *it, uint32_t start, uint32_t end) {
    int looks = 0;
    while (looks < MOST_LOOKS && look(it, start, end)) {
        looks++;
    }
    if (looks == MOST_LOOKS) {
        settle_chains(it, start, end);
    }
}

/* ---- A traversal of a day or more ---------------------------------------------------------------------------------- */

static void send(pass *it, uint32_t tail, uint32_t head, int32_t arrival) {
    int32_t set_out = it->nodes[tail].set_out;
    if (set_out <= it->nodes[head].set_out) {
        return;
    }
    if (!ENT__RESERVE(it->queue, it->capacity, it->count + 1)) {
        it->failed = true;
        return;
    }
    it->queue[it->count++] = (delivery){head, arrival, set_out};
}

static void receive(pass *it, int64_t now) {
    while (it->taken < it->count && it->queue[it->taken].arrival <= now) {
        const delivery *next = &it->queue[it->taken++];
        reach(it, next->node, next->arrival, next->set_out);
    }
    if (it->taken && (it->taken == it->count || it->taken > it->capacity / 2)) {
        memmove(it->queue, it->queue + it->taken, (it->count - it->taken) * sizeof *it->queue);
        it->count -= it->taken;
        it->taken = 0;
    }
}

static void use_day_for_later(pass *it, uint32_t start, uint32_t end) {
    const ent_contacts *contacts = it->sweep->contacts;
    const ent__contact_table *points = &contacts->points;
    int32_t arrival = points->first[start] + contacts->traversal;
    if (arrival > it->sweep->window.until) {
        return;
    }
    for (uint32_t i = start; i < end; i++) {
        send(it, points->from[i], points->to[i], arrival);
        if (!contacts->directed) {
            send(it, points->to[i], points->from[i], arrival);
        }
    }
}

/* -------------------------------------------------------------------------------------------------------------------- */

static ent_status run_through(pass *it, ent_error *error) {
    const ent__sweep *sweep = it->sweep;
    const ent__contact_table *points = &sweep->contacts->points;
    uint32_t place = ent__first_point(points, sweep->window.since), end;
    ent_status status = ENT_OK;
    for (; status == ENT_OK && !it->failed && place < points->count; place = end) {
        ent_date day = points->first[place];
        if (day > sweep->window.until) {
            break;
        }
        end = ent__day_end(points, place);
        it->nodes[sweep->node].set_out = day;
        if (sweep->contacts->traversal == 0) {
            use_day_at_once(it, place, end);
        } else {
            receive(it, day);
            use_day_for_later(it, place, end);
        }
        status = ent__sweep_progress(sweep, place, end, error);
    }
    receive(it, INT64_MAX);
    return status == ENT_OK && it->failed ? ent__fail_memory(error) : status;
}

ent_status ent__fastest_by_points(double *least, ent__best *best, const ent__sweep *sweep, ent_error *error) {
    uint32_t n = sweep->contacts->node_count;
    pass it = {.sweep = sweep, .best = best, .nodes = ent__calloc(n, sizeof *it.nodes)};
    if (best) {
        *best = (ent__best){sweep->node == sweep->target ? 0.0 : INFINITY, sweep->window.since};
    }
    if (!it.nodes) {
        return ent__fail_memory(error);
    }
    for (uint32_t node = 0; node < n; node++) {
        it.nodes[node] = (standing){NEVER, INT32_MAX};
    }
    it.nodes[sweep->node] = (standing){sweep->window.since, 0};
    ent_status status = run_through(&it, error);
    for (uint32_t node = 0; node < n; node++) {
        least[node] = it.nodes[node].least == INT32_MAX ? INFINITY : (double)it.nodes[node].least;
    }
    free(it.nodes);
    free(it.queue);
    ent__agenda_free(&it.chains);
    return status;
}
