/*
 * The most paths that share no edge, or no inner node (Menger 1927), read off a flow of as many units and the fewest hops
 * (disjoint_flow.h): each goes on to the smallest node that the flow goes to, and they are listed by hops, then nodes. O(steps of
 * the flow, each times the entries of a row) beside the flow.
 */
#include "disjoint_flow.h"

#include <stdlib.h>

/* Takes the path through the smallest nodes out of the flow; its hops, 0: none is left. A flow of least cost has no cycle. */
static uint32_t take_path(uint32_t *nodes, ent__disjoint_flow *flow) {
    const ent__rows *out = &flow->route->ways->out;
    uint32_t hops = 0;
    nodes[0] = flow->route->source;
    while (nodes[hops] != flow->route->target) {
        uint32_t i = out->offsets[nodes[hops]], end = out->offsets[nodes[hops] + 1];
        while (i < end && !ent__has_bit(flow->leaving, i)) {
            i++;
        }
        if (i == end) {
            return 0;
        }
        ent__set_bit(flow->leaving, i, false);
        nodes[++hops] = out->nodes[i];
    }
    return hops;
}

static int compare_by_hops(const void *a, const void *b) {
    ent__heap_item x = *(const ent__heap_item *)a, y = *(const ent__heap_item *)b;
    return x.key != y.key ? (x.key < y.key ? -1 : 1) : x.item < y.item ? -1 : x.item > y.item;
}

/* Lists the paths found, which come by their first nodes, by hops. */
static ent_status list_sorted(ent_paths *paths, const ent__ways *ways, const ent_paths *found, ent_error *error) {
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
        status = ent__paths_add(paths, ways, nodes, (uint32_t)order[i].key, error);
    }
    free(order);
    return status;
}

static ent_status decompose(ent_paths *paths, ent__disjoint_flow *flow, ent_error *error) {
    const ent__ways *ways = flow->route->ways;
    uint32_t *nodes = ent__calloc(ways->network->node_count, sizeof *nodes);
    ent_paths *found = NULL;
    ent_status status = nodes ? ent__paths_new(&found, error) : ent__fail_memory(error);
    for (uint32_t hops; status == ENT_OK && (hops = take_path(nodes, flow)) > 0;) {
        status = ent__paths_add(found, ways, nodes, hops, error);
    }
    if (status == ENT_OK) {
        status = list_sorted(paths, ways, found, error);
    }
    ent_paths_free(found);
    free(nodes);
    return status;
}

ent_status ent__disjoint(ent_paths *paths, const ent__route *route, bool by_node, ent_error *error) {
    ent__disjoint_flow flow;
    ent_status status = ent__disjoint_flow_find(&flow, route, by_node, error);
    if (status == ENT_OK) {
        status = decompose(paths, &flow, error);
    }
    ent__disjoint_flow_free(&flow);
    return status;
}
