/*
 * A flow of least cost (Suurballe 1974), an edge or node one unit. Potentials keep every step's length >= 0 (Edmonds & Karp 1972);
 * they begin as the hops to the target, so that a search sees only what lies on ways hardly longer than the shortest. Each search
 * gives the least length that one more path adds; then all paths that add just that, along steps of length 0 by the potentials,
 * are sent at once (the primal-dual method): a search for each length that occurs, or a few, not for each path, of which hubs
 * have thousands. O(m + n log n) a search.
 *
 * Going from v to u over a step u -> v takes the step back, at -1 hop; so an undirected edge never carries two paths, since
 * taking back is shorter than going. By node, the way from the door in to the door out is free once; the flow through a node may
 * be turned back at either door.
 */
#include "disjoint_flow.h"

#include <math.h>
#include <stdlib.h>

typedef ent__disjoint_flow flow;

static uint32_t out_of(uint32_t node) {
    return 2 * node + 1;
}

static inline uint32_t into(const flow *f, uint32_t node) {
    return f->by_node && node != f->route->source ? 2 * node : 2 * node + 1;
}

/* Adds a step to the flow, or takes it out. */
static void set_step(flow *f, uint32_t u, uint32_t v, bool value) {
    const ent__ways *ways = f->route->ways;
    ent__set_bit(f->leaving, ent__rows_entry(&ways->out, u, v), value);
    ent__set_bit(f->coming, ent__rows_entry(&ways->in, v, u), value);
    f->carries[u] = f->carries[v] = true;
    if (value && v != f->route->target) {
        f->before[v] = u;
    } else if (!value && f->before[v] == u) {
        f->before[v] = ENT_NONE;
    }
}

/* ---- Steps that the flow leaves open ------------------------------------------------------------------------------ */

/* A step, and what it adds to the hops. */
typedef struct step {
    uint32_t to;
    double length;
} step;

/* From a door in: out of the other, or, where the flow comes in, back along it. */
static inline bool next_from_door_in(step *next, const flow *f, uint32_t node, uint32_t looked_at) {
    bool is_used = f->before[node] != ENT_NONE;
    *next = is_used ? (step){out_of(f->before[node]), -1.0} : (step){out_of(node), 0.0};
    return looked_at == 0;
}

static inline bool next_forth(step *next, const flow *f, uint32_t node, uint32_t *cursor) {
    const ent__ways *ways = f->route->ways;
    double length;
    for (uint32_t i = ways->out.offsets[node] + *cursor; i < ways->out.offsets[node + 1]; i++) {
        uint32_t to = into(f, ways->out.nodes[i]);
        (*cursor)++;
        if (!isinf(f->potential[to]) && !ent__has_bit(f->leaving, i) && ent__way(ways, &ways->out, i, &length)) {
            *next = (step){to, 1.0};
            return true;
        }
    }
    return false;
}

/* Taking back, from the place whose steps forth are `count`: by node the way through the doors, by edge what comes in. */
static inline bool next_back(step *next, const flow *f, uint32_t node, uint32_t count, uint32_t *cursor) {
    const ent__rows *in = &f->route->ways->in;
    if (f->by_node) {
        *next = (step){into(f, node), 0.0};
        return f->before[node] != ENT_NONE && (*cursor)++ == count;
    }
    for (uint32_t i = in->offsets[node] + (*cursor - count); i < in->offsets[node + 1]; i++) {
        (*cursor)++;
        if (ent__has_bit(f->coming, i)) {
            *next = (step){out_of(in->nodes[i]), -1.0};
            return true;
        }
    }
    return false;
}

/* The next step from a place, of which so many were looked at; false: there is none left. */
static inline bool next_step(step *next, const flow *f, uint32_t place, uint32_t *cursor) {
    uint32_t node = place / 2;
    if (place % 2 == 0) {
        return next_from_door_in(next, f, node, (*cursor)++);
    }
    const uint32_t *offsets = f->route->ways->out.offsets;
    uint32_t count = offsets[node + 1] - offsets[node];
    return (*cursor < count && next_forth(next, f, node, cursor)) ||
           (f->carries[node] && next_back(next, f, node, count, cursor));
}

/* ---- How much longer one more path is ----------------------------------------------------------------------------- */

static void settle(flow *f, uint32_t place, uint32_t end) {
    double here = f->distance[place] + f->potential[place];
    uint32_t cursor = 0;
    for (step next; next_step(&next, f, place, &cursor);) {
        double distance = here + next.length - f->potential[next.to];
        if (distance < f->distance[next.to] && distance < f->distance[end]) {
            f->distance[next.to] = distance;
            ent__monotone_push(&f->heap, distance, next.to);
        }
    }
}

/* Dijkstra over the places; potentials grow by the distances, up to that of the target. False: it cannot be reached. */
static bool search(flow *f) {
    size_t places = 2 * (size_t)f->route->ways->network->node_count;
    uint32_t start = out_of(f->route->source), end = into(f, f->route->target);
    for (size_t i = 0; i < places; i++) {
        f->distance[i] = INFINITY;
    }
    ent__monotone_clear(&f->heap);
    f->distance[start] = 0.0;
    ent__monotone_push(&f->heap, 0.0, start);
    while (ent__monotone_deal(&f->heap, f->distance) && ent__monotone_least(&f->heap) < f->distance[end]) {
        settle(f, ent__monotone_take(&f->heap), end);
    }
    double most = f->distance[end];
    for (size_t i = 0; !isinf(most) && i < places; i++) {
        f->potential[i] += f->distance[i] < most ? f->distance[i] : most;
    }
    return !isinf(most);
}

/* ---- All paths of that length ------------------------------------------------------------------------------------- */

/* Finds a way by steps of length 0, depth first; its places but the first, 0: there is none. No step is looked at twice. */
static uint32_t find_way(flow *f, uint32_t end) {
    uint32_t depth = 0;
    f->way[0] = out_of(f->route->source);
    f->passed[f->way[0]] = true;
    while (f->way[depth] != end) {
        uint32_t place = f->way[depth];
        bool found = false;
        step next;
        while (!found && next_step(&next, f, place, &f->cursor[place])) {
            found = !f->passed[next.to] && f->potential[place] + next.length == f->potential[next.to];
        }
        if (found) {
            f->passed[next.to] = true;
            f->way[++depth] = next.to;
        } else if (depth-- == 0) {
            return 0;
        }
    }
    return depth;
}

/* Sends a path along the way: a step forth is added to the flow, one taken back removed from it. */
static void send(flow *f, uint32_t hops) {
    f->passed[f->way[0]] = false;
    for (uint32_t i = 0; i < hops; i++) {
        uint32_t from = f->way[i], to = f->way[i + 1], u = from / 2, v = to / 2;
        if (u != v && f->potential[to] > f->potential[from]) {
            set_step(f, u, v, true);
        } else if (u != v) {
            set_step(f, v, u, false);
        }
        f->passed[to] = false;
    }
}

static void send_all(flow *f) {
    size_t places = 2 * (size_t)f->route->ways->network->node_count;
    for (size_t i = 0; i < places; i++) {
        f->cursor[i] = 0;
        f->passed[i] = false;
    }
    for (uint32_t hops; (hops = find_way(f, into(f, f->route->target))) > 0;) {
        send(f, hops);
    }
}

/* ---- The flow ----------------------------------------------------------------------------------------------------- */

static ent_status fill(flow *f, ent_error *error) {
    ent_status status = ent__progress(f->route->ways->run, 0.0, error);
    for (uint32_t count = 0; status == ENT_OK && search(f); count++) {
        send_all(f);
        status = ent__progress(f->route->ways->run, 1.0 - 1.0 / (count + 2.0), error);
    }
    return status == ENT_OK && f->heap.failed ? ent__fail_memory(error) : status;
}

/* Minus the hops to the target, of both doors. */
static ent_status begin(flow *f, ent_error *error) {
    ent__ways back = *f->route->ways;
    back.out = f->route->ways->in;
    ent_status status = ent__distances(f->distance, &back, f->route->target, error);
    for (uint32_t v = 0; status == ENT_OK && v < back.network->node_count; v++) {
        f->potential[2 * (size_t)v] = f->potential[out_of(v)] = -f->distance[v];
        f->before[v] = ENT_NONE;
    }
    return status;
}

static uint64_t *new_bits(const ent__rows *rows, uint32_t node_count) {
    return ent__calloc(rows->offsets[node_count] / 64 + 1, sizeof(uint64_t));
}

ent_status ent__disjoint_flow_find(flow *f, const ent__route *route, bool by_node, ent_error *error) {
    uint32_t node_count = route->ways->network->node_count;
    size_t places = 2 * (size_t)node_count;
    *f = (flow){.route = route, .by_node = by_node};
    f->leaving = new_bits(&route->ways->out, node_count);
    f->coming = new_bits(&route->ways->in, node_count);
    f->carries = ent__calloc(node_count, sizeof *f->carries);
    f->before = ent__calloc(node_count, sizeof *f->before);
    f->potential = ent__calloc(places, sizeof *f->potential);
    f->distance = ent__calloc(places, sizeof *f->distance);
    f->cursor = ent__calloc(places, sizeof *f->cursor);
    f->passed = ent__calloc(places, sizeof *f->passed);
    f->way = ent__calloc(places, sizeof *f->way);
    bool made = f->leaving && f->coming && f->carries && f->before && f->potential && f->distance && f->cursor &&
                f->passed && f->way;
    ent_status status = made ? begin(f, error) : ent__fail_memory(error);
    return status == ENT_OK ? fill(f, error) : status;
}

void ent__disjoint_flow_free(flow *f) {
    free(f->leaving);
    free(f->coming);
    free(f->carries);
    free(f->before);
    free(f->potential);
    free(f->distance);
    free(f->cursor);
    free(f->passed);
    free(f->way);
    ent__monotone_free(&f->heap);
}
