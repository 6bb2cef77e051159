/*
 * Reading a network: its size, its rows, its evidence; its edges are in columns.c. Nothing here changes anything; every getter
 * is O(1) or O(log degree), and what it gives is borrowed for the network's life.
 *
 * Getters never fail: a node or edge that is none has no actor, no neighbours and no evidence. A network lent by an index
 * shares its columns, which the last owner frees (ent__shared_release).
 */
#include "network_internal.h"

#include <stdlib.h>

static void free_columns(ent_network *network) {
    ent__network_free_rows(network);
    free(network->actors);
    ent__network_columns_free(network);
    free(network->internal);
}

/* Whoever is last: networks may outlive the index they came from, and end on any thread. */
void ent__shared_release(ent__shared *shared) {
    if (shared && atomic_fetch_sub(&shared->owners, 1) == 1) {
        if (shared->whole) {
            shared->whole->shared = NULL; /* which it has no share in */
        }
        ent_network_free(shared->whole);
        free(shared);
    }
}

/* What is lent belongs to what `shared` counts. */
void ent_network_free(ent_network *network) {
    if (!network) {
        return;
    }
    if (!network->lent) {
        free_columns(network);
    }
    ent__shared_release(network->shared);
    free(network->named);
    free(network);
}

uint32_t ent_network_node_count(const ent_network *network) {
    return network->node_count;
}

uint32_t ent_network_edge_count(const ent_network *network) {
    return network->edge_count;
}

int ent_network_is_directed(const ent_network *network) {
    return network->directed;
}

int ent_network_is_compiled(const ent_network *network) {
    return network->compiled;
}

const ent_view *ent_network_view(const ent_network *network) {
    return &network->view;
}

ent_id ent_network_actor(const ent_network *network, uint32_t node) {
    if (node >= network->node_count) {
        return ENT_NONE;
    }
    return network->actors ? network->actors[node] : node;
}

/* The position of a value in a rising array, or ENT_NONE. */
static uint32_t find(const uint32_t *items, uint32_t count, uint32_t value) {
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (items[middle] < value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && items[low] == value ? low : ENT_NONE;
}

uint32_t ent_network_node(const ent_network *network, ent_id actor) {
    if (!network->actors) {
        return actor < network->node_count ? actor : ENT_NONE;
    }
    return find(network->actors, network->node_count, actor);
}

size_t ent_network_memory(const ent_network *network) {
    size_t n = network->node_count, m = network->edge_count;
    size_t named = (network->named_only + network->named_excluded) * sizeof(ent_id);
    if (network->lent) {
        return sizeof *network + named;
    }
    size_t rows = network->directed ? 2 * (n + 2) + 3 * m : n + 2 + 4 * m;
    return sizeof *network + ent__network_columns_memory(network) + rows * sizeof(uint32_t) +
           (network->actors ? n * sizeof(ent_id) : 0) + (network->internal ? n * sizeof(ent_internal) : 0) + named;
}

/* Of the rows as they are: a projection would have to be made, so ENT_ALL of a directed network has none. */
void ent_network_neighbours(const uint32_t **nodes, const uint32_t **edges, uint32_t *count, const ent_network *network,
                            uint32_t node, ent_mode mode) {
    *nodes = *edges = NULL;
    *count = 0;
    if (node >= network->node_count || (network->directed && mode == ENT_ALL)) {
        return;
    }
    const ent__rows *rows = ent__rows_of(network, mode);
    *nodes = rows->nodes + rows->offsets[node];
    *edges = rows->edges + rows->offsets[node];
    *count = rows->offsets[node + 1] - rows->offsets[node];
}

/* By halving: rows rise. */
uint32_t ent_network_find_edge(const ent_network *network, uint32_t u, uint32_t v) {
    const uint32_t *nodes, *edges;
    uint32_t count;
    ent_network_neighbours(&nodes, &edges, &count, network, u, ENT_OUT);
    uint32_t place = find(nodes, count, v);
    return place == ENT_NONE ? ENT_NONE : edges[place];
}

void ent_network_evidence(const ent_id **relations, uint32_t *count, const ent_network *network, uint32_t edge) {
    *relations = NULL;
    *count = 0;
    if (edge < network->edge_count) {
        *relations = ent__network_evidence(network, edge);
        *count = ent__edge_relations(network, edge);
    }
}

size_t ent__network_evidence_count(const ent_network *network) {
    size_t count = 0;
    for (uint32_t e = 0; e < network->edge_count; e++) {
        count += ent__edge_relations(network, e);
    }
    return count;
}

void ent_network_internal(ent_internal *internal, const ent_network *network, uint32_t node) {
    *internal =
        network->internal && node < network->node_count ? network->internal[node] : (ent_internal){0, 0, 0.0, 0.0};
}
