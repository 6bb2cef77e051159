/*
 * As many paths as there are that share no edge, or no inner node (Menger 1927), with the fewest hops in all: a flow of
 * least cost, one unit a path, by successive shortest paths (Suurballe 1974) with potentials that keep every step's
 * length >= 0. O((n + m) log n) a path.
 *
 * The flow is the set of its steps u -> v, in a map by (u, v): few, and the same for arcs, undirected edges and projections.
 * Going from v to u over a step u -> v takes the step back, at -1 hop; so an undirected edge never carries two paths, since
 * taking back is shorter than going. By node, a node has two places: its door in, 2v, and out, 2v + 1. The way from in to out
 * is free once; the flow through a node may be turned back at either door. By edge, a node has one place, 2v + 1.
 */
#include "../base/map.h"
#include "heap.h"
#include "paths_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct flow {
    const ent__route *route;
    bool by_node;
    ent__map steps; /* u << 32 | v: 1 while the flow goes from u to v, else 0 */
    bool *carries; /* of each node: some step begins or ends there (or did) */
    uint32_t *before; /* by node: whence the flow enters an inner node; ENT_NONE: it does not */
    double *potential, *distance; /* of each place */
    uint32_t *origin; /* of each place: whence the search came to it */
    ent__heap heap;
} flow;

static uint32_t out_of(uint32_t node) {
    return 2 * node + 1;
}

static uint32_t into(const flow *f, uint32_t node) {
    return f->by_node && node != f->route->source ? 2 * node : 2 * node + 1;
}

static bool has_step(const flow *f, uint32_t u, uint32_t v) {
    return f->carries[u] && f->carries[v] && ent__map_get(&f->steps, (uint64_t)u << 32 | v) == 1;
}

/* ---- One more path ------------------------------------------------------------------------------------------------ */

static ent_status offer(flow *f, uint32_t from, uint32_t to, double length, ent_error *error) {
    double distance = f->distance[from] + fmax(0.0, length + f->potential[from] - f->potential[to]);
    if (!(distance < f->distance[to])) {
        return ENT_OK;
    }
    f->distance[to] = distance;
    f->origin[to] = from;
    return ent__heap_push(&f->heap, distance, to, error);
}

/* Along every way that no flow uses, or back along what comes in. */
static ent_status leave(flow *f, uint32_t u, ent_error *error) {
    const ent__ways *ways = f->route->ways;
    double length;
    ent_status status = ENT_OK;
    for (uint32_t i = ways->out.offsets[u]; status == ENT_OK && i < ways->out.offsets[u + 1]; i++) {
        uint32_t v = ways->out.nodes[i];
        if (!ent__way(ways, &ways->out, i, &length) || ent__is_avoided(ways, v) || has_step(f, u, v)) {
            continue;
        }
        if (f->by_node || !has_step(f, v, u)) { /* by node, steps are taken back from the door in */
            status = offer(f, out_of(u), into(f, v), 1.0, error);
        }
    }
    for (uint32_t i = ways->in.offsets[u];
         !f->by_node && f->carries[u] && status == ENT_OK && i < ways->in.offsets[u + 1]; i++) {
        if (has_step(f, ways->in.nodes[i], u)) {
            status = offer(f, out_of(u), out_of(ways->in.nodes[i]), -1.0, error);
        }
    }
    return status;
}

static ent_status settle(flow *f, uint32_t place, ent_error *error) {
    uint32_t node = place / 2;
    bool is_used = f->by_node && f->before[node] != ENT_NONE;
    if (place % 2 == 0) {
        return is_used ? offer(f, place, out_of(f->before[node]), -1.0, error)
                       : offer(f, place, out_of(node), 0.0, error);
    }
    ent_status status = is_used ? offer(f, place, into(f, node), 0.0, error) : ENT_OK;
    return status == ENT_OK ? leave(f, node, error) : status;
}

/* Dijkstra over the places; potentials grow by the distances, up to that of the target. *found: it can be reached. */
static ent_status search(bool *found, flow *f, ent_error *error) {
    size_t places = 2 * (size_t)f->route->ways->network->node_count;
    uint32_t end = into(f, f->route->target);
    for (size_t i = 0; i < places; i++) {
        f->distance[i] = INFINITY;
    }
    f->heap.count = 0;
    f->distance[out_of(f->route->source)] = 0.0;
    ent_status status = ent__heap_push(&f->heap, 0.0, out_of(f->route->source), error);
    while (status == ENT_OK && f->heap.count > 0) {
        ent__heap_item least = ent__heap_pop(&f->heap);
        if (least.item == end) {
            break;
        }
        if (!(least.key > f->distance[least.item])) {
            status = settle(f, least.item, error);
        }
    }
    *found = status == ENT_OK && !isinf(f->distance[end]);
    for (size_t i = 0; *found && i < places; i++) {
        f->potential[i] += fmin(f->distance[i], f->distance[end]);
    }
    return status;
}

static ent_status set_step(flow *f, uint32_t u, uint32_t v, uint32_t value, ent_error *error) {
    f->carries[u] = f->carries[v] = true;
    return ent__map_put(&f->steps, (uint64_t)u << 32 | v, value, error);
}

/* Sends a path along the search's origins: a step forth is added to the flow, one taken back removed from it. */
static ent_status augment(flow *f, ent_error *error) {
    uint32_t place = into(f, f->route->target);
    ent_status status = ENT_OK;
    while (status == ENT_OK && place != out_of(f->route->source)) {
        uint32_t from = f->origin[place], u = from / 2, v = place / 2;
        bool back = f->by_node ? from % 2 == 0 : has_step(f, v, u);
        if (u != v) { /* else from door to door */
            status = back ? set_step(f, v, u, 0, error) : set_step(f, u, v, 1, error);
        }
        place = from;
    }
    return status;
}

/* By node: whence the flow enters each inner node, read off the steps. */
static void find_before(flow *f) {
    const ent__rows *in = &f->route->ways->in;
    for (uint32_t v = 0; f->by_node && v < f->route->ways->network->node_count; v++) {
        f->before[v] = ENT_NONE;
        for (uint32_t i = in->offsets[v]; f->carries[v] && v != f->route->target && i < in->offsets[v + 1]; i++) {
            f->before[v] = has_step(f, in->nodes[i], v) ? in->nodes[i] : f->before[v];
        }
    }
}

static ent_status fill(flow *f, ent_error *error) {
    bool found = true;
    ent_status status = ENT_OK;
    for (uint32_t count = 0; status == ENT_OK && found; count++) {
        status = ent__progress(f->route->ways->run, 1.0 - 1.0 / (count + 1.0), error);
        find_before(f);
        if (status == ENT_OK) {
            status = search(&found, f, error);
        }
        if (status == ENT_OK && found) {
            status = augment(f, error);
        }
    }
    return status;
}

/* ---- The paths of a flow ------------------------------------------------------------------------------------------ */

/* Takes the path through the smallest nodes out of the flow; 0 hops: none is left. A flow of least cost has no cycle. */
static ent_status take_path(uint32_t *nodes, uint32_t *hops, flow *f, ent_error *error) {
    const ent__rows *out = &f->route->ways->out;
    nodes[ *hops = 0] = f->route->source;
    while (nodes[*hops] != f->route->target) {
        uint32_t u = nodes[*hops], i = out->offsets[u];
        while (i < out->offsets[u + 1] && !has_step(f, u, out->nodes[i])) {
            i++;
        }
        if (i == out->offsets[u + 1]) {
            *hops = 0;
            return ENT_OK;
        }
        ent_status status = set_step(f, u, out->nodes[i], 0, error);
        if (status != ENT_OK) {
            return status;
        }
        nodes[++*hops] = out->nodes[i];
    }
    return ENT_OK;
}

static int compare_by_hops(const void *a, const void *b) {
    ent__heap_item x = *(const ent__heap_item *)a, y = *(const ent__heap_item *)b;
    return x.key != y.key ? (x.key < y.key ? -1 : 1) : x.item < y.item ? -1 : x.item > y.item;
}

/* Lists the paths found, which come by their first nodes, by hops. */
static ent_status list_sorted(ent_paths *paths, const flow *f, const ent_paths *found, ent_error *error) {
    ent__heap_item *order = ent__calloc(found->count, sizeof *order);
    if (!order) {
        return ent__fail_memory(error);
    }
    for (uint32_t i = 0; i < found->count; i++) {
        order[i] = (ent__heap_item){found->costs[i], i};
    }
    qsort(order, found->count, sizeof *order, compare_by_hops);
    ent_status status = ENT_OK;
    for (uint32_t i = 0; status == ENT_OK && i < found->count; i++) {
        const uint32_t *nodes = found->nodes + found->starts[order[i].item];
        status = ent__paths_add(paths, f->route->ways, nodes, (uint32_t)order[i].key, error);
    }
    free(order);
    return status;
}

static ent_status decompose(ent_paths *paths, flow *f, ent_error *error) {
    uint32_t hops = 1, *nodes = ent__calloc(f->route->ways->network->node_count, sizeof *nodes);
    ent_paths *found = NULL;
    ent_status status = nodes ? ent__paths_new(&found, error) : ent__fail_memory(error);
    while (status == ENT_OK && hops > 0) {
        status = take_path(nodes, &hops, f, error);
        if (status == ENT_OK && hops > 0) {
            status = ent__paths_add(found, f->route->ways, nodes, hops, error);
        }
    }
    if (status == ENT_OK) {
        status = list_sorted(paths, f, found, error);
    }
    ent_paths_free(found);
    free(nodes);
    return status;
}

ent_status ent__disjoint(ent_paths *paths, const ent__route *route, bool by_node, ent_error *error) {
    size_t node_count = route->ways->network->node_count;
    flow f = {.route = route, .by_node = by_node};
    f.carries = ent__calloc(node_count, sizeof *f.carries);
    f.before = ent__calloc(node_count, sizeof *f.before);
    f.potential = ent__calloc(2 * node_count, sizeof *f.potential);
    f.distance = ent__calloc(2 * node_count, sizeof *f.distance);
    f.origin = ent__calloc(2 * node_count, sizeof *f.origin);
    bool made = f.carries && f.before && f.potential && f.distance && f.origin;
    ent_status status = made ? fill(&f, error) : ent__fail_memory(error);
    if (status == ENT_OK) {
        status = decompose(paths, &f, error);
    }
    free(f.carries);
    free(f.before);
    free(f.potential);
    free(f.distance);
    free(f.origin);
    ent__map_free(&f.steps);
    ent__heap_free(&f.heap);
    return status;
}
