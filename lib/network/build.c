/*
 * The shape of a network: ties sorted (tie_sort.c) and collapsed into edges (collapse.c), and edges laid into rows, here.
 * O(ties * bits of a pair / 11), twice the ties in memory while it runs.
 */
#include "collapse.h"
#include "tie_sort.h"

#include <stdlib.h>

/* Turns rows->offsets, where the length of row v stands at v + 2, into where rows begin, one place up: filling moves them down. */
static uint32_t *begin_rows(ent__rows *rows, uint32_t node_count) {
    for (uint32_t v = 0; v < node_count; v++) {
        rows->offsets[v + 2] += rows->offsets[v + 1];
    }
    return rows->offsets + 1;
}

/* Room for rows of so many entries, `nodes` among them unless there are some. */
static ent_status allocate_rows(ent__rows *rows, const ent_network *network, size_t entries, ent_error *error) {
    rows->offsets = ent__network_column((size_t)network->node_count + 2, sizeof *rows->offsets);
    rows->nodes = rows->nodes ? rows->nodes : ent__network_column(entries, sizeof *rows->nodes);
    rows->edges = ent__network_column(entries, sizeof *rows->edges);
    return rows->offsets && rows->nodes && rows->edges ? ENT_OK : ent__fail_memory(error);
}

/* Edges are ordered by (from, to). In each row smaller neighbours come first: those an edge has as its `from`. */
static ent_status make_undirected(ent_network *network, ent_error *error) {
    ent__rows *rows = &network->out;
    uint32_t m = network->edge_count;
    const uint32_t *from = network->from, *to = network->to;
    ent_status status = allocate_rows(rows, network, 2 * (size_t)m, error);
    if (status != ENT_OK) {
        return status;
    }
    for (uint32_t e = 0; e < m; e++) {
        rows->offsets[from[e] + 2]++;
        rows->offsets[to[e] + 2]++;
    }
    uint32_t *next = begin_rows(rows, network->node_count);
    for (uint32_t e = 0; e < m; e++) {
        uint32_t place = next[to[e]]++;
        rows->nodes[place] = from[e];
        rows->edges[place] = e;
    }
    for (uint32_t e = 0; e < m; e++) {
        uint32_t place = next[from[e]]++;
        rows->nodes[place] = to[e];
        rows->edges[place] = e;
    }
    network->in = *rows;
    return ENT_OK;
}

/* Along the arcs the edges themselves are the rows. */
static ent_status make_out(ent_network *network, ent_error *error) {
    ent__rows *rows = &network->out;
    rows->nodes = network->to;
    ent_status status = allocate_rows(rows, network, network->edge_count, error);
    for (uint32_t e = 0; status == ENT_OK && e < network->edge_count; e++) {
        rows->offsets[network->from[e] + 1]++;
        rows->edges[e] = e;
    }
    for (uint32_t v = 0; status == ENT_OK && v < network->node_count; v++) {
        rows->offsets[v + 1] += rows->offsets[v];
    }
    return status;
}

static ent_status make_in(ent_network *network, ent_error *error) {
    ent__rows *rows = &network->in;
    ent_status status = allocate_rows(rows, network, network->edge_count, error);
    if (status != ENT_OK) {
        return status;
    }
    for (uint32_t e = 0; e < network->edge_count; e++) {
        rows->offsets[network->to[e] + 2]++;
    }
    uint32_t *next = begin_rows(rows, network->node_count);
    for (uint32_t e = 0; e < network->edge_count; e++) {
        uint32_t place = next[network->to[e]]++;
        rows->nodes[place] = network->from[e];
        rows->edges[place] = e;
    }
    return ENT_OK;
}

ent_status ent__network_make_rows(ent_network *network, ent_error *error) {
    if (!network->directed) {
        return make_undirected(network, error);
    }
    ent_status status = make_out(network, error);
    return status == ENT_OK ? make_in(network, error) : status;
}

static void free_rows(ent__rows *rows) {
    free(rows->offsets);
    free(rows->nodes);
    free(rows->edges);
}

void ent__network_free_rows(ent_network *network) {
    if (network->directed) {
        free_rows(&network->in);
        network->out.nodes = NULL; /* which are `to` */
    }
    free_rows(&network->out);
    network->out = network->in = (ent__rows){0};
}

ent_status ent__network_build_pieces(ent_network *network, ent__piece *pieces, size_t piece_count,
                                     const ent__reading *reading, ent_error *error) {
    ent__piece sorted;
    ent_status status = ent__ties_sort(&sorted, pieces, piece_count, 2 * reading->bits, reading->workers, error);
    if (status == ENT_OK) {
        status = ent__network_collapse(network, &sorted, reading, error);
    }
    free(sorted.ties);
    return status == ENT_OK ? ent__network_make_rows(network, error) : status;
}

ent_status ent__network_build(ent_network *network, ent__tie *ties, size_t count, const double *lengths,
                              ent_error *error) {
    ent__reading reading = {.bits = ent__bits_below(network->node_count), .lengths = lengths, .workers = 1};
    ent__piece all = {ties, count};
    for (size_t i = 0; i < count; i++) {
        ties[i].pair = ties[i].pair >> 32 << reading.bits | (ties[i].pair & UINT32_MAX);
    }
    return ent__network_build_pieces(network, &all, 1, &reading, error);
}
