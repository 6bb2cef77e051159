/*
 * The two searches of spur.h.
 *
 * The least cost is found by A*, whose bound (the exact distance to the target) leads it straight on wherever the root does
 * not bar the way. Where a shortest way on meets no node of the root, its cost is one that can be had: nothing dearer is put on the
 * heap, seldom more than a few of a hub's neighbours, and when such a node comes first the search is over. The path is found tier by tier, a tier being the nodes that can be reached in so many hops; a node
 * enters a tier only cheaper than all earlier ones, since a path that is dearer and longer is never wanted. The first
 * tier with the target gives the fewest hops, a sweep back the least cost from every place to the target in the hops left,
 * and a walk forth that takes the smallest node still within the bound the smallest sequence. That walk is simple: a
 * cycle less would be fewer hops. Cost per search: arcs of the nodes within the bound, times the tiers a node is in
 * (one, unless lengths are so uneven that a detour of more hops is cheaper); never the number of paths.
 */
#include "spur.h"

#include <math.h>
#include <stdlib.h>

ent_status ent__spur_make(ent__spur *spur, const ent__route *route, double factor, ent_error *error) {
    size_t node_count = route->ways->network->node_count;
    *spur = (ent__spur){.ways = route->ways, .target = route->target};
    spur->closed = ent__calloc(node_count, sizeof *spur->closed);
    spur->slots = ent__calloc(node_count, sizeof *spur->slots);
    if (!spur->closed || !spur->slots) {
        return ent__fail_memory(error);
    }
    return ent__corridor_find(&spur->corridor, route, factor, error);
}

void ent__spur_free(ent__spur *spur) {
    ent__corridor_free(&spur->corridor);
    free(spur->closed);
    free(spur->slots);
    free(spur->reached);
    free(spur->tiers);
    free(spur->path);
    ent__heap_free(&spur->heap);
}

static bool is_banned(const ent__root *root, uint32_t head) {
    for (uint32_t i = 0; i < root->banned_count; i++) {
        if (root->banned[i] == head) {
            return true;
        }
    }
    return false;
}

/* Whether the search may go through an entry of the rows of a node, and its length. Avoided nodes are infinitely far. */
static inline bool may_go(const ent__spur *spur, const ent__root *root, uint32_t node, uint32_t entry, double *length) {
    uint32_t head = spur->ways->out.nodes[entry];
    return !spur->closed[head] && ent__way(spur->ways, &spur->ways->out, entry, length) &&
           !(node == root->end && is_banned(root, head));
}

uint32_t ent__spur_glance(double *cost, const ent__spur *spur, const ent__root *root, double bound) {
    const ent__rows *rows = &spur->ways->out;
    uint32_t least = ENT_NONE;
    double length;
    *cost = INFINITY;
    for (uint32_t i = rows->offsets[root->end]; i < rows->offsets[root->end + 1]; i++) {
        double rest = spur->corridor.to_target[rows->nodes[i]];
        if (isinf(rest) || root->cost + rest > spur->corridor.limit || !may_go(spur, root, root->end, i, &length)) {
            continue;
        }
        double seen = root->cost + length + rest;
        *cost = fmin(*cost, seen);
        least = least == ENT_NONE && seen <= bound ? rows->nodes[i] : least;
    }
    return least;
}

/* The entry of a node made since entry `first`, or NULL. */
static inline ent__reached *find_reached(const ent__spur *spur, uint32_t node, size_t first) {
    size_t slot = spur->slots[node];
    return slot >= first && slot < spur->reached_count && spur->reached[slot].node == node ? &spur->reached[slot]
                                                                                           : NULL;
}

static ent_status add_reached(ent__spur *spur, uint32_t node, double cost, ent_error *error) {
    if (spur->reached_count >= UINT32_MAX ||
        !ENT__RESERVE(spur->reached, spur->reached_capacity, spur->reached_count + 1)) {
        return ent__fail_memory(error);
    }
    spur->slots[node] = (uint32_t)spur->reached_count;
    spur->reached[spur->reached_count++] = (ent__reached){node, cost, INFINITY};
    return ENT_OK;
}

/* ---- The least cost ----------------------------------------------------------------------------------------------- */

/* Offers a node a cost; it waits in the heap if that is an improvement and the target can be reached from it. */
static ent_status offer(ent__spur *spur, uint32_t node, double cost, ent_error *error) {
    double whole = cost + spur->corridor.to_target[node];
    ent__reached *known = find_reached(spur, node, 0);
    if (isinf(whole) || (known && known->cost <= cost)) {
        return ENT_OK;
    }
    if (known) {
        known->cost = cost;
        return ent__heap_push(&spur->heap, whole, node, error);
    }
    ent_status status = add_reached(spur, node, cost, error);
    return status == ENT_OK ? ent__heap_push(&spur->heap, whole, node, error) : status;
}

/* Whether the shortest way on from a node meets none that is closed. */
static bool is_free(const ent__spur *spur, uint32_t node) {
    while (node != spur->target && !spur->closed[node]) {
        node = spur->corridor.next[node];
    }
    return node == spur->target;
}

/* Offers the heads of a node, reached at `cost`, what they cost through it, if that may be the least; `limit` is what is
 * known to be enough. */
static ent_status offer_heads(double *limit, ent__spur *spur, const ent__root *root, uint32_t node, double cost,
                              ent_error *error) {
    const ent__rows *rows = &spur->ways->out;
    ent_status status = ENT_OK;
    double length;
    for (uint32_t i = rows->offsets[node]; status == ENT_OK && i < rows->offsets[node + 1]; i++) {
        uint32_t head = rows->nodes[i];
        double rest = spur->corridor.to_target[head];
        if (isinf(rest) || cost + rest > *limit || !may_go(spur, root, node, i, &length) ||
            cost + length + rest > *limit) {
            continue;
        }
        double whole = ent__tie_bound(cost + length + rest);
        *limit = whole < *limit && is_free(spur, head) ? whole : *limit;
        status = offer(spur, head, cost + length, error);
    }
    return status;
}

ent_status ent__spur_cost(double *cost, ent__spur *spur, const ent__root *root, ent_error *error) {
    double limit = spur->corridor.limit;
    *cost = INFINITY;
    spur->heap.count = spur->reached_count = 0;
    ent_status status = offer(spur, root->end, root->cost, error);
    while (status == ENT_OK && spur->heap.count > 0) {
        ent__heap_item least = ent__heap_pop(&spur->heap);
        double reached = find_reached(spur, least.item, 0)->cost;
        if (least.key > reached + spur->corridor.to_target[least.item]) {
            continue; /* reached on a shorter way since it was pushed */
        }
        if (is_free(spur, least.item)) {
            *cost = least.key;
            break;
        }
        status = offer_heads(&limit, spur, root, least.item, reached, error);
    }
    return status;
}

/* ---- A cost that is enough ------------------------------------------------------------------------------------------ */

/* Notes the costs of the ways that leave the root here, into a heap of the `most` least, the greatest first. */
static ent_status note_detours(ent__spur *spur, const ent__root *root, uint32_t most, ent_error *error) {
    const ent__rows *rows = &spur->ways->out;
    ent__heap *heap = &spur->heap;
    ent_status status = ENT_OK;
    double length;
    for (uint32_t i = rows->offsets[root->end]; status == ENT_OK && i < rows->offsets[root->end + 1]; i++) {
        double limit = heap->count < most ? (double)INFINITY : -heap->items[0].key;
        double rest = spur->corridor.to_target[rows->nodes[i]];
        if (isinf(rest) || root->cost + rest >= limit || !may_go(spur, root, root->end, i, &length) ||
            root->cost + length + rest >= limit || !is_free(spur, rows->nodes[i])) {
            continue;
        }
        if (heap->count == most) {
            ent__heap_pop(heap);
        }
        status = ent__heap_push(heap, -(root->cost + length + rest), i, error);
    }
    return status;
}

ent_status ent__spur_enough(double *cost, ent__spur *spur, const uint32_t *path, uint32_t hops, uint32_t count,
                            ent_error *error) {
    const ent__rows *rows = &spur->ways->out;
    ent_status status = ENT_OK;
    double reached = 0.0, length = 0.0;
    spur->heap.count = 0;
    for (uint32_t i = 0; status == ENT_OK && i < hops; i++) {
        spur->closed[path[i]] = true;
        status = note_detours(spur, &(ent__root){path[i], reached, &path[i + 1], 1}, count - 1, error);
        ent__way(spur->ways, rows, ent__rows_entry(rows, path[i], path[i + 1]), &length);
        reached += length;
    }
    for (uint32_t i = 0; i < hops; i++) {
        spur->closed[path[i]] = false;
    }
    *cost = spur->heap.count + 1 < count ? (double)INFINITY : -spur->heap.items[0].key;
    return status;
}

/* ---- The path ----------------------------------------------------------------------------------------------------- */

static ent_status begin_tier(ent__spur *spur, ent_error *error) {
    if (!ENT__RESERVE(spur->tiers, spur->tier_capacity, spur->tier_count + 1)) {
        return ent__fail_memory(error);
    }
    spur->tiers[spur->tier_count++] = spur->reached_count;
    return ENT_OK;
}

/* Puts a node into the tier that begins at `first`, if it is of use there. */
static ent_status enter_tier(ent__spur *spur, uint32_t node, double cost, size_t first, ent_error *error) {
    ent__reached *known = find_reached(spur, node, 0);
    if (known && known->cost <= cost) {
        return ENT_OK;
    }
    if (known && (size_t)(known - spur->reached) >= first) {
        known->cost = cost;
        return ENT_OK;
    }
    return add_reached(spur, node, cost, error);
}

/* Fills the tiers up to the first that has the target, or that is empty. */
static ent_status fill_tiers(ent__spur *spur, const ent__root *root, double bound, ent_error *error) {
    const ent__rows *rows = &spur->ways->out;
    double length;
    spur->reached_count = spur->tier_count = 0;
    ent_status status = begin_tier(spur, error);
    if (status == ENT_OK) {
        status = add_reached(spur, root->end, root->cost, error);
    }
    for (size_t next = 0; status == ENT_OK && next < spur->reached_count && !find_reached(spur, spur->target, 0);) {
        size_t first = spur->reached_count;
        status = begin_tier(spur, error);
        for (; status == ENT_OK && next < first; next++) {
            ent__reached from = spur->reached[next];
            for (uint32_t i = rows->offsets[from.node]; status == ENT_OK && i < rows->offsets[from.node + 1]; i++) {
                double rest = spur->corridor.to_target[rows->nodes[i]];
                if (from.cost + rest <= bound && may_go(spur, root, from.node, i, &length) &&
                    from.cost + length + rest <= bound) {
                    status = enter_tier(spur, rows->nodes[i], from.cost + length, first, error);
                }
            }
        }
    }
    return status == ENT_OK ? begin_tier(spur, error) : status;
}

/* Makes `slots` point into a tier; gives where it begins. */
static size_t open_tier(ent__spur *spur, size_t tier) {
    spur->reached_count = spur->tiers[tier + 1];
    for (size_t i = spur->tiers[tier]; i < spur->reached_count; i++) {
        spur->slots[spur->reached[i].node] = (uint32_t)i;
    }
    return spur->tiers[tier];
}

/* The least cost from every place to the target in the hops that are left. */
static void sweep_back(ent__spur *spur, const ent__root *root, size_t hops) {
    const ent__rows *rows = &spur->ways->out;
    double length;
    find_reached(spur, spur->target, spur->tiers[hops])->rest = 0.0;
    for (size_t tier = hops; tier-- > 0;) {
        size_t first = open_tier(spur, tier + 1);
        for (size_t place = spur->tiers[tier]; place < first; place++) {
            ent__reached *from = &spur->reached[place];
            for (uint32_t i = rows->offsets[from->node]; i < rows->offsets[from->node + 1]; i++) {
                ent__reached *to = find_reached(spur, rows->nodes[i], first);
                if (to && may_go(spur, root, from->node, i, &length)) {
                    from->rest = fmin(from->rest, length + to->rest);
                }
            }
        }
    }
}

/* Walks forth through the smallest nodes that keep within the bound. */
static void walk_forth(ent__spur *spur, const ent__root *root, size_t hops, double bound) {
    const ent__rows *rows = &spur->ways->out;
    uint32_t node = root->end;
    double cost = root->cost, length = 0.0;
    for (size_t hop = 0; hop < hops; hop++) {
        size_t first = open_tier(spur, hop + 1);
        uint32_t best = rows->offsets[node];
        double best_cost = INFINITY;
        for (uint32_t i = best; i < rows->offsets[node + 1]; i++) {
            ent__reached *to = find_reached(spur, rows->nodes[i], first);
            if (to && may_go(spur, root, node, i, &length) && cost + length + to->rest < best_cost) {
                best = i;
                best_cost = cost + length + to->rest;
                if (best_cost <= bound) {
                    break; /* the smallest; without it (sums that round apart) the cheapest */
                }
            }
        }
        ent__way(spur->ways, rows, best, &length);
        cost += length;
        node = spur->path[hop] = rows->nodes[best];
    }
}

ent_status ent__spur_path(uint32_t *hops, ent__spur *spur, const ent__root *root, double bound, ent_error *error) {
    *hops = 0;
    ent_status status = fill_tiers(spur, root, bound, error);
    if (status != ENT_OK || !find_reached(spur, spur->target, 0)) {
        return status;
    }
    size_t found = spur->tier_count - 2;
    if (!ENT__RESERVE(spur->path, spur->path_capacity, found)) {
        return ent__fail_memory(error);
    }
    sweep_back(spur, root, found);
    walk_forth(spur, root, found, bound);
    *hops = (uint32_t)found;
    return ENT_OK;
}
