/*
 * Fewest hops and least length where every contact has one day and all the same traversal: one pass over the contacts by day, as for
 * the fastest journeys (fastest_points.c, which keeps days). All that matters of a node is the least sum to be there with by now, as
 * whoever comes later with more is no better off from then on; a contact hands the sum of its tail and its own step on to its
 * head.
 *
 * With traversal 0 a day is gone through until nothing changes, which a second look mostly shows; where a day has long chains
 * the rest of it is settled by rising sum, as Dijkstra (1959) would. With a traversal what is handed on waits in a queue.
 * O(n + contacts), days of long chains contacts log contacts; no bytes but 16 a contact under way.
 */
#include "steps.h"
#include "sweep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_LOOKS 8 /* at one day, before its chains count as long */

/* What is under way: a node, when it will be reached and with what sum. */
typedef struct delivery {
    double sum;
    uint32_t node;
    int32_t arrival;
} delivery;

typedef struct pass {
    const ent__sweep *sweep;
    ent__best *best;
    double *sums; /* the least of each node by now; +inf: not reached */
    const double *lengths; /* of the points; NULL: 1 each */
    delivery *queue; /* by rising arrival; those before `taken` are done */
    size_t taken, count, capacity;
    ent__agenda chains; /* nodes whose sum fell in the last look at a day of long chains */
    bool long_chains;
    bool failed;
} pass;

static inline double step_of(const pass *it, uint32_t i) {
    return it->lengths ? it->lengths[i] : 1.0;
}

/* The target is reached by a lower sum; what is lower by rounding only was there before. */
static void note_best(pass *it, int32_t now, double sum) {
    if (it->best && (isinf(it->best->value) || !ent__equal(sum, it->best->value))) {
        *it->best = (ent__best){sum, now};
    }
}

/* A node is reached at `now` with a lower sum than before. */
static inline void reach(pass *it, uint32_t node, int32_t now, double sum) {
    it->sums[node] = sum;
    if (node == it->sweep->target) {
        note_best(it, now, sum);
    }
    if (it->long_chains) {
        ent__entry entry = {now, sum, node};
        it->failed = !ent__agenda_put(&it->chains, entry) || it->failed;
    }
}

/* ---- Traversal 0: chains within a day ------------------------------------------------------------------------------ */

/* Uses every contact of a day once; true if anything changed. */
static bool look(pass *it, uint32_t start, uint32_t end) {
    const ent_contacts *contacts = it->sweep->contacts;
    const uint32_t *from = contacts->points.from, *to = contacts->points.to;
    int32_t now = contacts->points.first[start];
    bool changed = false;
    for (uint32_t i = start; i < end; i++) {
        double here = it->sums[from[i]], there = it->sums[to[i]], step = step_of(it, i);
        if (here + step < there) {
            reach(it, to[i], now, here + step);
            changed = true;
        } else if (there + step < here && !contacts->directed) {
            reach(it, from[i], now, there + step);
            changed = true;
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
        uint32_t head = ent__other_end(points, i, tail);
        double sum = it->sums[tail] + step_of(it, i);
        if (sum < it->sums[head]) {
            reach(it, head, now, sum);
        }
    }
}

static void settle_chains(pass *it, uint32_t start, uint32_t end) {
    int32_t now = it->sweep->contacts->points.first[start];
    it->long_chains = true;
    look(it, start, end);
    while (it->chains.count && !it->failed) {
        ent__entry entry = ent__agenda_take(&it->chains);
        if (entry.value == it->sums[entry.item]) {
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

static void send(pass *it, uint32_t tail, uint32_t head, int32_t arrival, double step) {
    double sum = it->sums[tail] + step;
    if (!(sum < it->sums[head])) {
        return;
    }
    if (!ENT__RESERVE(it->queue, it->capacity, it->count + 1)) {
        it->failed = true;
        return;
    }
    it->queue[it->count++] = (delivery){sum, head, arrival};
}

static void receive(pass *it, int64_t now) {
    while (it->taken < it->count && it->queue[it->taken].arrival <= now) {
        const delivery *next = &it->queue[it->taken++];
        if (next->sum < it->sums[next->node]) {
            reach(it, next->node, next->arrival, next->sum);
        }
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
        send(it, points->from[i], points->to[i], arrival, step_of(it, i));
        if (!contacts->directed) {
            send(it, points->to[i], points->from[i], arrival, step_of(it, i));
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

bool ent__has_only_points(const ent_contacts *contacts) {
    return contacts->spells.count == 0 && !contacts->points.traversal;
}

ent_status ent__least_by_points(double *least, ent__best *best, const ent__sweep *sweep, bool by_length,
                                ent_error *error) {
    pass it = {
        .sweep = sweep, .best = best, .sums = least, .lengths = by_length ? sweep->contacts->points.length : NULL};
    if (best) {
        *best = (ent__best){sweep->node == sweep->target ? 0.0 : (double)INFINITY, sweep->window.since};
    }
    for (uint32_t node = 0; node < sweep->contacts->node_count; node++) {
        least[node] = INFINITY;
    }
    least[sweep->node] = 0.0;
    ent_status status = run_through(&it, error);
    free(it.queue);
    ent__agenda_free(&it.chains);
    return status;
}
